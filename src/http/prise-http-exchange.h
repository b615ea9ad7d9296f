// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseHttpExchange:
 *
 * One request and its response: what was sent, what came, when. The I/O thread writes it, any
 * thread reads it under its lock. Reference counted.
 */
#pragma once

#include "prise-http-response.h"
#include "prise-http-spool.h"

G_BEGIN_DECLS

/**
 * PriseHttpPhase:
 * @PRISE_HTTP_RESOLVING: the host's address is looked up
 * @PRISE_HTTP_CONNECTING: its addresses are tried
 * @PRISE_HTTP_SENDING: the system hasn't taken all of the request
 * @PRISE_HTTP_WAITING: nothing of the response has come
 * @PRISE_HTTP_RECEIVING: the response is coming
 * @PRISE_HTTP_DONE: it is over, whether all is well or not
 */
typedef enum {
  PRISE_HTTP_RESOLVING,
  PRISE_HTTP_CONNECTING,
  PRISE_HTTP_SENDING,
  PRISE_HTTP_WAITING,
  PRISE_HTTP_RECEIVING,
  PRISE_HTTP_DONE,
} PriseHttpPhase;

/**
 * PriseHttpTiming:
 * @begun: when it was asked for
 * @resolved: when the addresses were known
 * @connected: when one of them accepted
 * @sent: when the system had taken all of the request
 * @first_byte: when the response began to come
 * @done: when it had come, or wouldn't come
 *
 * In µs of g_get_monotonic_time()'s clock; 0: not yet, or not at all. On a connection that is used
 * again the first three are the same.
 */
typedef struct {
  gint64 begun;
  gint64 resolved;
  gint64 connected;
  gint64 sent;
  gint64 first_byte;
  gint64 done;
} PriseHttpTiming;

typedef struct _PriseHttpExchange PriseHttpExchange;

#define PRISE_TYPE_HTTP_EXCHANGE (prise_http_exchange_get_type ())
GType prise_http_exchange_get_type (void) G_GNUC_CONST;

PriseHttpExchange *prise_http_exchange_new (const char *host, guint16 port, GBytes *request);
PriseHttpExchange *prise_http_exchange_ref (PriseHttpExchange *self);
void prise_http_exchange_unref (PriseHttpExchange *self);

void prise_http_exchange_set_body_file (PriseHttpExchange *self, int fd);
GBytes *prise_http_exchange_read_body (PriseHttpExchange *self, guint64 position, gsize size);
guint64 prise_http_exchange_get_body_left (PriseHttpExchange *self, guint64 position);
void prise_http_exchange_set_budget (PriseHttpExchange *self, guint64 budget);
guint64 prise_http_exchange_get_budget (PriseHttpExchange *self);
const char *prise_http_exchange_get_host (PriseHttpExchange *self);
guint16 prise_http_exchange_get_port (PriseHttpExchange *self);
GBytes *prise_http_exchange_get_request (PriseHttpExchange *self);
char *prise_http_exchange_describe_missing (PriseHttpExchange *self);
PriseHttpSpool *prise_http_exchange_get_raw (PriseHttpExchange *self);
PriseHttpSpool *prise_http_exchange_get_body (PriseHttpExchange *self);
PriseHttpPhase prise_http_exchange_get_phase (PriseHttpExchange *self);
void prise_http_exchange_get_timing (PriseHttpExchange *self, PriseHttpTiming *timing);
gboolean prise_http_exchange_get_reused (PriseHttpExchange *self);
guint64 prise_http_exchange_get_body_size (PriseHttpExchange *self);
PriseHttpResponse *prise_http_exchange_dup_response (PriseHttpExchange *self);
void prise_http_exchange_append_chunks (PriseHttpExchange *self, GArray *chunks);
GError *prise_http_exchange_dup_error (PriseHttpExchange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseHttpExchange, prise_http_exchange_unref)

G_END_DECLS
