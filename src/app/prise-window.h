// SPDX-License-Identifier: GPL-3.0-or-later
/* A window: the pages, the header bar, toasts. */
#pragma once

#include <adwaita.h>

#include "prise-http-history.h"
#include "prise-io.h"

G_BEGIN_DECLS

/* Properties: io (PriseIo, construct), settings (GSettings, construct), history
 * (PriseHttpHistory, construct), show-sidebar (boolean).
 * Signal: "release-endpoint" (PriseEndpoint): the window closes, this endpoint is to be closed.
 * Actions: win.toggle, win.focus-message, win.finish-sending, win.reset (the same of the page that
 * is shown), win.show-page (its name), win.show-sidebar, win.show-help-overlay */
#define PRISE_TYPE_WINDOW (prise_window_get_type ())
G_DECLARE_FINAL_TYPE (PriseWindow, prise_window, PRISE, WINDOW, AdwApplicationWindow)

PriseWindow *prise_window_new (GtkApplication *application,
                               PriseIo *io,
                               GSettings *settings,
                               PriseHttpHistory *history);
GtkWidget *prise_window_get_page (PriseWindow *self, const char *name);
void prise_window_show_page (PriseWindow *self, const char *name);

G_END_DECLS
