// SPDX-License-Identifier: GPL-3.0-or-later
/* Something wrong with a response, as an item of a list. */
#pragma once

#include <gio/gio.h>

#include "prise-http-problem.h"

G_BEGIN_DECLS

/* Properties: sentence (string, read), place (string, read: where, in words). */
#define PRISE_TYPE_PROBLEM_ROW (prise_problem_row_get_type ())
G_DECLARE_FINAL_TYPE (PriseProblemRow, prise_problem_row, PRISE, PROBLEM_ROW, GObject)

PriseProblemRow *prise_problem_row_new (const PriseHttpProblem *problem);
guint64 prise_problem_row_get_offset (PriseProblemRow *self);
const char *prise_problem_row_get_sentence (PriseProblemRow *self);

G_END_DECLS
