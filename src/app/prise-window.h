// SPDX-License-Identifier: GPL-3.0-or-later
/* A window: the pages, the header bar, toasts. */
#pragma once

#include <adwaita.h>

#include "prise-http-history.h"
#include "prise-io.h"

G_BEGIN_DECLS

/**
 * PriseWindow:
 *
 * Its actions are `win.toggle`, `win.focus-message`, `win.finish-sending` and `win.reset`, which
 * are the same of the page that is shown, `win.show-page` (its name), `win.show-sidebar` and
 * `win.show-help-overlay`.
 */

/**
 * PriseWindow:show-sidebar:
 *
 * Whether the form is to be seen.
 */

/**
 * PriseWindow::release-endpoint:
 * @self: what emits it
 * @endpoint: what to close
 *
 * Emitted when the window closes, and an endpoint is to be closed.
 */

#define PRISE_TYPE_WINDOW (prise_window_get_type ())
G_DECLARE_FINAL_TYPE (PriseWindow, prise_window, PRISE, WINDOW, AdwApplicationWindow)

PriseWindow *prise_window_new (GtkApplication *application,
                               PriseIo *io,
                               GSettings *settings,
                               PriseHttpHistory *history);
GtkWidget *prise_window_get_page (PriseWindow *self, const char *name);
void prise_window_show_page (PriseWindow *self, const char *name);

G_END_DECLS
