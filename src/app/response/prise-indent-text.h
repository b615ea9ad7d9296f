// SPDX-License-Identifier: GPL-3.0-or-later
/* What laying out text of any language takes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Deeper text isn't indented, nor what would grow beyond so many bytes. */
#define PRISE_INDENT_MAX_DEPTH 256
#define PRISE_INDENT_MAX_SIZE  (32 * 1024 * 1024)

void prise_indent_new_line (GString *string, guint depth);
const char *prise_indent_skip_string (const char *text);
const char *prise_indent_skip_space (const char *text);

G_END_DECLS
