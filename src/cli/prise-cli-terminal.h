// SPDX-License-Identifier: GPL-3.0-or-later
/* What may be written to a terminal, which obeys some bytes. Pure functions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gssize prise_cli_terminal_find_text (const char *data, gsize size, gboolean is_last);

G_END_DECLS
