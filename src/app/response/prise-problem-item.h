// SPDX-License-Identifier: GPL-3.0-or-later
/* Something wrong with a response, as an item of a list. */
#pragma once

#include <gio/gio.h>

#include "prise-http-problem.h"

G_BEGIN_DECLS

/**
 * PriseProblemItem:place:
 *
 * Where it is, in words.
 */

#define PRISE_TYPE_PROBLEM_ITEM (prise_problem_item_get_type ())
G_DECLARE_FINAL_TYPE (PriseProblemItem, prise_problem_item, PRISE, PROBLEM_ITEM, GObject)

PriseProblemItem *prise_problem_item_new (const PriseHttpProblem *problem);
guint64 prise_problem_item_get_offset (PriseProblemItem *self);
const char *prise_problem_item_get_sentence (PriseProblemItem *self);

G_END_DECLS
