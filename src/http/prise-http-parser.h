// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseHttpParser:
 *
 * A push parser of one HTTP/1.1 message (RFC 9112): bytes in, events with byte offsets out. It does
 * no I/O, keeps no body, and never refuses: what is wrong becomes a problem with an offset, and
 * parsing goes on where it can. One thread at a time.
 */
#pragma once

#include "prise-http-problem.h"

G_BEGIN_DECLS

/* Of a line, a head and a number of headers no more is looked at; what is beyond is passed over. */
#define PRISE_HTTP_MAX_LINE    (64 * 1024)
#define PRISE_HTTP_MAX_HEAD    (1024 * 1024)
#define PRISE_HTTP_MAX_HEADERS 1000

/* No more problems of a kind are told. */
#define PRISE_HTTP_MAX_PROBLEMS 50

/**
 * PriseHttpMessageKind:
 * @PRISE_HTTP_REQUEST: what a client sends
 * @PRISE_HTTP_RESPONSE: what a server sends back, after interim responses (1xx)
 */
typedef enum {
  PRISE_HTTP_REQUEST,
  PRISE_HTTP_RESPONSE,
} PriseHttpMessageKind;

/**
 * PriseHttpFraming:
 * @PRISE_HTTP_NO_BODY: there is none
 * @PRISE_HTTP_BODY_BY_LENGTH: Content-Length says how long it is
 * @PRISE_HTTP_BODY_IN_CHUNKS: each chunk says how long it is
 * @PRISE_HTTP_BODY_TO_END: it ends with the connection
 *
 * How one knows where a body ends (RFC 9112, section 6.3).
 */
typedef enum {
  PRISE_HTTP_NO_BODY,
  PRISE_HTTP_BODY_BY_LENGTH,
  PRISE_HTTP_BODY_IN_CHUNKS,
  PRISE_HTTP_BODY_TO_END,
} PriseHttpFraming;

/**
 * PriseHttpSlice:
 * @data: (array length=size): bytes, of any value
 * @size: how many
 *
 * A part of a message. It is valid during the event only.
 */
typedef struct {
  const char *data;
  gsize size;
} PriseHttpSlice;

/**
 * PriseHttpStartLine:
 * @offset: where the line begins
 * @size: with its end, in bytes
 * @version: "1.1"; empty if there is none
 * @status: of a response, from 0 to 999; 0 if there is none
 * @reason: of a response
 * @method: of a request
 * @target: of a request
 *
 * A request line or a status line.
 */
typedef struct {
  guint64 offset;
  gsize size;
  PriseHttpSlice version;
  guint status;
  PriseHttpSlice reason;
  PriseHttpSlice method;
  PriseHttpSlice target;
} PriseHttpStartLine;

/**
 * PriseHttpField:
 * @name: without white space around it
 * @value: likewise; the lines of a folded one are joined by a space
 * @offset: where its line begins
 * @size: of its line, or lines, with their ends
 * @is_trailer: whether it stands behind the body
 *
 * A header, or a trailer.
 */
typedef struct {
  PriseHttpSlice name;
  PriseHttpSlice value;
  guint64 offset;
  gsize size;
  gboolean is_trailer;
} PriseHttpField;

/**
 * PriseHttpChunk:
 * @offset: where the line with its size begins
 * @line_size: of that line with its end
 * @size: of its data; 0: the last chunk
 * @extensions: what follows the size, such as "name=value"
 */
typedef struct {
  guint64 offset;
  gsize line_size;
  guint64 size;
  PriseHttpSlice extensions;
} PriseHttpChunk;

/**
 * PriseHttpParserEvents:
 * @start_line: of each message, interim responses included
 * @field: a header or trailer
 * @head_ended: the head ends before @offset; @length is the body's where the framing says it
 * @chunk: a chunk begins
 * @body: data of the body, without the framing of chunks
 * @problem: something is wrong
 *
 * What the parser tells, in the order of the bytes; problems when they are known. Each may be NULL.
 */
typedef struct {
  void (*start_line) (const PriseHttpStartLine *line, gpointer owner);
  void (*field) (const PriseHttpField *field, gpointer owner);
  void (*head_ended) (guint64 offset, PriseHttpFraming framing, guint64 length, gpointer owner);
  void (*chunk) (const PriseHttpChunk *chunk, gpointer owner);
  void (*body) (gconstpointer data, gsize size, guint64 offset, gpointer owner);
  void (*problem) (const PriseHttpProblem *problem, gpointer owner);
} PriseHttpParserEvents;

typedef struct _PriseHttpParser PriseHttpParser;

PriseHttpParser *prise_http_parser_new (PriseHttpMessageKind kind,
                                        const PriseHttpParserEvents *events,
                                        gpointer owner);
void prise_http_parser_free (PriseHttpParser *self);
void prise_http_parser_set_method (PriseHttpParser *self, const char *method);
gsize prise_http_parser_push (PriseHttpParser *self, gconstpointer data, gsize size);
void prise_http_parser_finish (PriseHttpParser *self);
gboolean prise_http_parser_has_ended (PriseHttpParser *self);
gboolean prise_http_parser_keeps_open (PriseHttpParser *self);
gboolean prise_http_parser_is_sound (PriseHttpParser *self);
guint64 prise_http_parser_get_offset (PriseHttpParser *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseHttpParser, prise_http_parser_free)

G_END_DECLS
