// SPDX-License-Identifier: GPL-3.0-or-later
/* What the files of the view of bytes share: prise-byte-actions.c is a part of PriseByteView. */
#pragma once

#include "prise-byte-view.h"

G_BEGIN_DECLS

void prise_byte_actions_install (GtkWidgetClass *widget_class);

G_END_DECLS
