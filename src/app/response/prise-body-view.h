// SPDX-License-Identifier: GPL-3.0-or-later
/* The body of a response, decoded: as text, as an image, or as a hex dump. */
#pragma once

#include <gtk/gtk.h>

#include "prise-body-loader.h"
#include "prise-http-exchange.h"

G_BEGIN_DECLS

/* Properties:
 *   exchange (PriseHttpExchange, nullable), progress (uint64: grows as more comes),
 *   indent (boolean: text is laid out for people),
 *   page-name (string, read: "empty", "text", "image", "bytes"), empty-title (string, read),
 *   details (string, read: its sizes), notice (string, read: what isn't shown, and why),
 *   can-indent, can-copy, can-save, can-show-more, can-decode-more (boolean, read)
 * Actions: body.copy, body.save, body.show-more, body.decode-more, body.indent. */
#define PRISE_TYPE_BODY_VIEW (prise_body_view_get_type ())
G_DECLARE_FINAL_TYPE (PriseBodyView, prise_body_view, PRISE, BODY_VIEW, GtkWidget)

void prise_body_view_set_indent (PriseBodyView *self, gboolean indent);
PriseBodyContent *prise_body_view_get_page (PriseBodyView *self);
gboolean prise_body_view_is_settled (PriseBodyView *self);

G_END_DECLS
