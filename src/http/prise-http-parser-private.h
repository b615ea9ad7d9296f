// SPDX-License-Identifier: GPL-3.0-or-later
/* What the files of the parser share. */
#pragma once

#include "prise-http-framing.h"

G_BEGIN_DECLS

typedef enum {
  STATE_BEGIN, /* nothing has come but what may be "HTTP/" */
  STATE_START_LINE,
  STATE_HEADERS,
  STATE_BODY, /* by length */
  STATE_BODY_TO_END,
  STATE_CHUNK_SIZE, /* of its line nothing has come but the size */
  STATE_CHUNK_LINE,
  STATE_CHUNK_DATA,
  STATE_CHUNK_END,
  STATE_TRAILERS,
  STATE_ENDED,
} PriseHttpParserState;

struct _PriseHttpParser {
  PriseHttpMessageKind kind;
  const PriseHttpParserEvents *events;
  gpointer owner;
  gboolean is_head; /* of a HEAD request: there is no body */
  gboolean is_connect;

  PriseHttpParserState state;
  gboolean is_cut_off; /* nothing more comes: the line may be but a part of one */
  guint64 offset;      /* of the next byte */
  guint64 remaining;   /* of the body or the chunk; of its size what has been read */

  GByteArray *line;  /* what has come of a line */
  guint64 line_size; /* so much has come, which may be more */

  /* The head, or the trailers. */
  guint64 head_size;
  guint n_fields;
  guint status;
  PriseHttpVersion version;
  PriseHttpFramingFacts facts;

  GByteArray *pending; /* the header that waits: name and value */
  gsize pending_name_size;
  guint64 pending_offset;
  gsize pending_size;
  gboolean has_pending;
  gboolean pending_is_full;

  guint n_problems[PRISE_HTTP_N_PROBLEMS];
};

/* A line without its end. */
typedef struct {
  const char *text;
  gsize length;
  guint64 offset;
  gsize size;
} PriseHttpLine;

void prise_http_parser_tell_problem (PriseHttpParser *self,
                                     PriseHttpProblemKind kind,
                                     guint64 offset,
                                     guint64 amount);
void prise_http_parser_tell_body (PriseHttpParser *self,
                                  gconstpointer data,
                                  gsize size,
                                  guint64 offset);
void prise_http_parser_drop_line (PriseHttpParser *self);
void prise_http_parser_begin_head (PriseHttpParser *self);
void prise_http_parser_take_as_body (PriseHttpParser *self);
void prise_http_parser_flush_field (PriseHttpParser *self);
void prise_http_parser_parse_field (PriseHttpParser *self, const PriseHttpLine *line);
void prise_http_parser_begin_chunk (PriseHttpParser *self);
gboolean prise_http_parser_has_switched (PriseHttpParser *self);
void prise_http_parser_begin (PriseHttpParser *self, const char **data, gsize *size);
void prise_http_parser_parse_head_line (PriseHttpParser *self, const PriseHttpLine *line);

G_END_DECLS
