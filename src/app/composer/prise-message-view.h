// SPDX-License-Identifier: GPL-3.0-or-later
/* The field in which a message is typed. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* More bytes than this never go into the field: a text view lays out every line it holds. */
#define PRISE_MESSAGE_VIEW_MAX_SIZE (64 * 1024)

/**
 * PriseMessageView::submit:
 *
 * Emitted by Enter.
 */

/**
 * PriseMessageView::recall:
 * @self: what emits it
 * @direction: -1 for an earlier one, 1 for a later
 *
 * Emitted when another message of the history is wanted.
 */

/**
 * PriseMessageView::overflow:
 * @self: what emits it
 * @text: the text, valid UTF-8
 *
 * Emitted when a text is too large for the field.
 */

#define PRISE_TYPE_MESSAGE_VIEW (prise_message_view_get_type ())
G_DECLARE_FINAL_TYPE (PriseMessageView, prise_message_view, PRISE, MESSAGE_VIEW, GtkTextView)

char *prise_message_view_dup_text (PriseMessageView *self);
void prise_message_view_set_text (PriseMessageView *self, const char *text);
void prise_message_view_select_all (PriseMessageView *self);
void prise_message_view_show_mistake (PriseMessageView *self, gsize offset);

G_END_DECLS
