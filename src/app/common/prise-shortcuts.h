// SPDX-License-Identifier: GPL-3.0-or-later
/* The keys of a page or a part of one, as a table. Each table stands in the file whose actions it
 * is for: `static const PriseShortcut`. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PriseShortcut:
 * @action: a detailed action, such as `traffic.export('text')`
 * @keys: accelerators, ended by %NULL; menus show the first
 *
 * Each stands in the shortcuts window and in the manual, too: tests/house/check-shortcuts.py says.
 */
typedef struct {
  const char *action;
  const char *keys[3];
} PriseShortcut;

void prise_shortcuts_add_to_class (GtkWidgetClass *widget_class,
                                   const PriseShortcut *shortcuts,
                                   gsize n_shortcuts);
void prise_shortcuts_add_to_controller (GtkShortcutController *controller,
                                        const PriseShortcut *shortcuts,
                                        gsize n_shortcuts);

G_END_DECLS
