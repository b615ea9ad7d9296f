// SPDX-License-Identifier: GPL-3.0-or-later
/* Text of some languages, laid out for people. Nothing but white space changes. Pure functions; any
 * thread. */
#pragma once

#include "prise-content-type.h"

G_BEGIN_DECLS

/* Deeper text isn't indented, nor what would grow beyond so many bytes. */
#define PRISE_INDENT_MAX_DEPTH 256
#define PRISE_INDENT_MAX_SIZE  (32 * 1024 * 1024)

char *prise_indent (PriseIndentStyle style, const char *text, gboolean is_whole);

/* For the languages. */
void prise_indent_new_line (GString *string, guint depth);
char *prise_indent_markup (const char *text, gboolean is_html, gboolean is_whole);

G_END_DECLS
