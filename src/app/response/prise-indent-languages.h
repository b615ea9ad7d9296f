// SPDX-License-Identifier: GPL-3.0-or-later
/* The languages of prise-indent.h, each of which has a file of its own. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *prise_indent_json (const char *text, gboolean is_whole);
char *prise_indent_css (const char *text);
char *prise_indent_markup (const char *text, gboolean is_html, gboolean is_whole);

G_END_DECLS
