// SPDX-License-Identifier: GPL-3.0-or-later
/* The widget of one line of bytes in a list. */
#pragma once

#include <gtk/gtk.h>

#include "prise-byte-lines.h"

G_BEGIN_DECLS

#define PRISE_TYPE_BYTE_ROW (prise_byte_row_get_type ())
G_DECLARE_FINAL_TYPE (PriseByteRow, prise_byte_row, PRISE, BYTE_ROW, GtkWidget)

GtkWidget *prise_byte_row_new (void);
void prise_byte_row_show (PriseByteRow *self,
                          PriseByteLines *lines,
                          PriseByteLine *line,
                          const PriseByteLook *look);

G_END_DECLS
