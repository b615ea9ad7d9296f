// SPDX-License-Identifier: GPL-3.0-or-later
/* What a response says, and where each part of it stands in the raw bytes. Immutable and reference
 * counted once it is shared; any thread. */
#pragma once

#include <gio/gio.h>

#include "prise-http-parser.h"
#include "prise-http-parts.h"

G_BEGIN_DECLS

/* Of more responses only so many are kept, and of those behind the first MiB only the last. */
#define PRISE_HTTP_MAX_HEADS 100

/* Of a body in more chunks only so many are kept. */
#define PRISE_HTTP_MAX_CHUNKS 10000

/**
 * PriseHttpHeader:
 * @name: as it came, NUL-terminated; a NUL within ends it here
 * @value: likewise
 * @offset: where its line begins
 * @size: of its line, or lines
 */
typedef struct {
  char *name;
  char *value;
  guint64 offset;
  gsize size;
} PriseHttpHeader;

/**
 * PriseHttpHead:
 * @version: "1.1"
 * @status: 0 if there is none
 * @reason: as it came
 * @offset: where its status line begins
 * @line_size: of the status line
 * @end: where the head ends
 * @headers: (element-type PriseHttpHeader): in their order
 *
 * A response's head, an interim one's, too.
 */
typedef struct {
  char *version;
  guint status;
  char *reason;
  guint64 offset;
  gsize line_size;
  guint64 end;
  GArray *headers;
} PriseHttpHead;

/**
 * PriseHttpChunkPlace:
 * @offset: where the line with its size begins
 * @line_size: of that line
 * @size: of its data
 */
typedef struct {
  guint64 offset;
  gsize line_size;
  guint64 size;
} PriseHttpChunkPlace;

/**
 * PriseHttpResponse:
 * @heads: (element-type PriseHttpHead): interim ones (1xx) first; not all, where they are very many
 *   or very long
 * @trailers: (element-type PriseHttpHeader)
 * @chunks: (element-type PriseHttpChunkPlace): the first %PRISE_HTTP_MAX_CHUNKS
 * @problems: (element-type PriseHttpProblem): in the order of their places
 * @framing: how one knows where the body ends
 * @n_heads: how many there were in all
 * @n_chunks: how many there were in all
 * @head_size: of all heads, with the empty lines
 * @body_offset: where the first byte of the body, or of its framing, stands
 * @body_size: without the framing of chunks
 * @raw_size: of the whole response
 * @expected_size: of the body, where it was said; else 0
 * @is_complete: whether it came to its end
 */
typedef struct {
  /*< private >*/
  gatomicrefcount ref_count;
  gboolean is_in_head;
  GArray *new_parts; /* of the body, of type PriseHttpPart: the exchange takes them */

  /*< public >*/
  GArray *heads;
  GArray *trailers;
  GArray *chunks;
  GArray *problems;
  PriseHttpFraming framing;
  guint64 n_heads;
  guint64 n_chunks;
  guint64 head_size;
  guint64 body_offset;
  guint64 body_size;
  guint64 raw_size;
  guint64 expected_size;
  gboolean is_complete;
} PriseHttpResponse;

gboolean prise_http_head_is_interim (const PriseHttpHead *self);

#define PRISE_TYPE_HTTP_RESPONSE (prise_http_response_get_type ())
GType prise_http_response_get_type (void) G_GNUC_CONST;

/* As the I/O thread makes it, from a parser's events. */
extern const PriseHttpParserEvents prise_http_response_events;
PriseHttpResponse *prise_http_response_new (void);
void prise_http_response_add_problem (PriseHttpResponse *self, const PriseHttpProblem *problem);
const PriseHttpProblem *prise_http_response_find_problem (const PriseHttpResponse *self,
                                                          PriseHttpProblemKind kind);
PriseHttpResponse *prise_http_response_copy (const PriseHttpResponse *self);

PriseHttpResponse *prise_http_response_copy_with (PriseHttpResponse *self, const GArray *problems);
PriseHttpResponse *prise_http_response_ref (PriseHttpResponse *self);
void prise_http_response_unref (PriseHttpResponse *self);
const PriseHttpHead *prise_http_response_get_head (const PriseHttpResponse *self);
const PriseHttpHead *prise_http_response_get_final_head (const PriseHttpResponse *self);
const PriseHttpHeader *prise_http_response_find_header (const PriseHttpResponse *self,
                                                        const char *name);
const char *prise_http_response_get_header (const PriseHttpResponse *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseHttpResponse, prise_http_response_unref)

G_END_DECLS
