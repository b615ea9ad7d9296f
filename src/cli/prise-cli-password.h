// SPDX-License-Identifier: GPL-3.0-or-later
/* Names and passwords that don't stand on the command line, or no longer than needed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *prise_cli_read_user (const char *text, GError **error);
void prise_cli_hide_secrets (char **arguments);

G_END_DECLS
