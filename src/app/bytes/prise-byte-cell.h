// SPDX-License-Identifier: GPL-3.0-or-later
/* The widget of one line of bytes in a list. */
#pragma once

#include <gtk/gtk.h>

#include "prise-byte-model.h"

G_BEGIN_DECLS

#define PRISE_TYPE_BYTE_CELL (prise_byte_cell_get_type ())
G_DECLARE_FINAL_TYPE (PriseByteCell, prise_byte_cell, PRISE, BYTE_CELL, GtkWidget)

GtkWidget *prise_byte_cell_new (void);
void prise_byte_cell_show (PriseByteCell *self,
                           PriseByteModel *lines,
                           PriseByteLine *line,
                           const PriseByteLook *look);

G_END_DECLS
