// SPDX-License-Identifier: GPL-3.0-or-later
/* What is wrong with a response. */
#pragma once

#include <gtk/gtk.h>

#include "prise-byte-selection.h"
#include "prise-http-response.h"

G_BEGIN_DECLS

/**
 * PriseProblemView:selection:
 *
 * Where a problem shows its place.
 */

/**
 * PriseProblemView::activated:
 *
 * Emitted when the selected place is to be shown in the bytes.
 */

#define PRISE_TYPE_PROBLEM_VIEW (prise_problem_view_get_type ())
G_DECLARE_FINAL_TYPE (PriseProblemView, prise_problem_view, PRISE, PROBLEM_VIEW, GtkWidget)

GListModel *prise_problem_view_get_rows (PriseProblemView *self);

G_END_DECLS
