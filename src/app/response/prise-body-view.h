// SPDX-License-Identifier: GPL-3.0-or-later
/* The body of a response, decoded: as text, as an image, or as a hex dump. */
#pragma once

#include <gtk/gtk.h>

#include "prise-body-loader.h"
#include "prise-http-exchange.h"

G_BEGIN_DECLS

/**
 * PriseBodyView:
 *
 * Its actions are `body.copy`, `body.save`, `body.show-more`, `body.decode-more` and `body.indent`.
 */

/**
 * PriseBodyView:indent:
 *
 * Whether text is laid out for people.
 */

/**
 * PriseBodyView:page-name:
 *
 * "empty", "text", "image" or "bytes".
 */

/**
 * PriseBodyView:details:
 *
 * The sizes of the body.
 */

/**
 * PriseBodyView:notice:
 *
 * What isn't shown, and why.
 */

#define PRISE_TYPE_BODY_VIEW (prise_body_view_get_type ())
G_DECLARE_FINAL_TYPE (PriseBodyView, prise_body_view, PRISE, BODY_VIEW, GtkWidget)

void prise_body_view_set_indent (PriseBodyView *self, gboolean indent);
PriseBodyContent *prise_body_view_get_page (PriseBodyView *self);
gboolean prise_body_view_is_settled (PriseBodyView *self);
void prise_body_view_look_again (PriseBodyView *self);

G_END_DECLS
