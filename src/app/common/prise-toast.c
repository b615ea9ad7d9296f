// SPDX-License-Identifier: GPL-3.0-or-later
/* Passing news, for whoever has some. Main thread. */
#include "config.h"

#include "prise-toast.h"

#include <adwaita.h>

/**
 * prise_toast_tell:
 * @widget: what has the news
 * @sentence: passing news; no markup
 *
 * Shows @sentence as a toast, if the window of @widget has a place for them.
 */
void
prise_toast_tell (GtkWidget *widget, const char *sentence)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *markup = g_markup_escape_text (sentence, -1);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), adw_toast_new (markup));
}
