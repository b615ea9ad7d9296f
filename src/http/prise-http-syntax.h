// SPDX-License-Identifier: GPL-3.0-or-later
/* The grammar of the lines of HTTP/1.1 (RFC 9112, RFC 9110 section 5.6). Pure functions. */
#pragma once

#include "prise-http-parser.h"

G_BEGIN_DECLS

/**
 * PriseHttpSyntaxProblems:
 * @n: how many there are
 * @kinds: what they are
 * @positions: where in the line
 */
typedef struct {
  guint n;
  PriseHttpProblemKind kinds[4];
  gsize positions[4];
} PriseHttpSyntaxProblems;

/* A space or a tab. */
static inline gboolean
prise_http_is_blank (char c)
{
  return c == ' ' || c == '\t';
}

gssize prise_http_find_bad_token (const char *data, gsize size);
gssize prise_http_find_control (const char *data, gsize size);
gboolean prise_http_may_be_response (const char *data, gsize size, gboolean *is_certain);
PriseHttpSyntaxProblems prise_http_parse_status_line (const char *line,
                                                      gsize length,
                                                      PriseHttpStartLine *start);
PriseHttpSyntaxProblems prise_http_parse_request_line (const char *line,
                                                       gsize length,
                                                       PriseHttpStartLine *start);
PriseHttpSlice prise_http_find_extensions (const char *line, gsize length);
gssize prise_http_find_bad_extension (const char *line, gsize length);

G_END_DECLS
