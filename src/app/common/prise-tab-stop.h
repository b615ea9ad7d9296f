// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseTabStop:
 *
 * What is around a list, and makes it one stop of Tab: the arrow keys move within, Tab goes on. In
 * a row that has buttons of its own, Tab goes through these first.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PRISE_TYPE_TAB_STOP (prise_tab_stop_get_type ())
G_DECLARE_FINAL_TYPE (PriseTabStop, prise_tab_stop, PRISE, TAB_STOP, AdwBin)

G_END_DECLS
