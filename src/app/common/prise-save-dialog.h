// SPDX-License-Identifier: GPL-3.0-or-later
/* Asking where to save something. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PriseSaveFunc:
 * @file: (nullable): where to; %NULL if it isn't to be saved
 * @user_data: as prise_save_dialog_ask() got it
 */
typedef void (*PriseSaveFunc) (GFile *file, gpointer user_data);

void prise_save_dialog_ask (GtkWidget *widget,
                            const char *title,
                            const char *suffix,
                            PriseSaveFunc did_choose,
                            gpointer user_data);

G_END_DECLS
