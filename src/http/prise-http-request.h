// SPDX-License-Identifier: GPL-3.0-or-later
/* A request as bytes, and as its parts. The bytes are what counts: parts are read from them, and a
 * change of one part changes its bytes and no others. The body, which may be long, is shared
 * between a request and what is made of it. Immutable values; any thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PriseHttpRequestHeader:
 * @name: its name
 * @value: its value
 * @offset: where its line begins
 * @size: of its line, or lines, with their ends
 */
typedef struct {
  char *name;
  char *value;
  gsize offset;
  gsize size;
} PriseHttpRequestHeader;

/**
 * PriseHttpRequest:
 * @head: with the empty line that ends it; all of it if there is none
 * @body: what follows
 * @method: "" if there is none; a NUL within ends it here
 * @target: likewise
 * @headers: (element-type PriseHttpRequestHeader): in their order
 * @method_offset: where the method stands; likewise the target
 * @headers_end: where the empty line stands that ends the head, or would stand
 */
typedef struct {
  /*< private >*/
  gatomicrefcount ref_count;
  gsize head_size;
  gsize method_size;
  gsize target_size;
  gboolean has_whole_head;
  GBytes *whole; /* head and body in one piece, if they came so */

  /*< public >*/
  GBytes *head;
  GBytes *body;
  char *method;
  char *target;
  GArray *headers;
  gsize method_offset;
  gsize target_offset;
  gsize headers_end;
} PriseHttpRequest;

PriseHttpRequest *prise_http_request_new (GBytes *bytes);
PriseHttpRequest *prise_http_request_new_from_parts (GBytes *head, GBytes *body);
PriseHttpRequest *prise_http_request_new_simple (const char *method,
                                                 const char *target,
                                                 const char *authority);
PriseHttpRequest *prise_http_request_ref (PriseHttpRequest *self);
void prise_http_request_unref (PriseHttpRequest *self);
GBytes *prise_http_request_dup_bytes (PriseHttpRequest *self);
gboolean prise_http_request_has_whole_head (PriseHttpRequest *self);
gboolean prise_http_request_has_body (PriseHttpRequest *self, GBytes *body);
gboolean prise_http_request_equal (PriseHttpRequest *self, PriseHttpRequest *other);
gssize prise_http_request_find_header (PriseHttpRequest *self, const char *name);
const char *prise_http_request_get_header (PriseHttpRequest *self, const char *name);

void prise_http_request_replace (PriseHttpRequest **self, PriseHttpRequest *next);
PriseHttpRequest *prise_http_request_splice (PriseHttpRequest *self,
                                             gsize offset,
                                             gsize size,
                                             const char *text,
                                             gsize text_size);
PriseHttpRequest *prise_http_request_with_method (PriseHttpRequest *self, const char *method);
PriseHttpRequest *prise_http_request_with_target (PriseHttpRequest *self, const char *target);
PriseHttpRequest *prise_http_request_with_header (PriseHttpRequest *self,
                                                  gssize index,
                                                  const char *name,
                                                  const char *value);
PriseHttpRequest *prise_http_request_without_header (PriseHttpRequest *self, guint index);
PriseHttpRequest *prise_http_request_with_body (PriseHttpRequest *self, GBytes *body);

GBytes *prise_http_put_into_chunk (GBytes *body);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseHttpRequest, prise_http_request_unref)

G_END_DECLS
