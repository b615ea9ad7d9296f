// SPDX-License-Identifier: GPL-3.0-or-later
/* A line for a shell, as the words that a program gets. Pure functions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GStrv prise_http_curl_split (const char *command, char **left_out);

G_END_DECLS
