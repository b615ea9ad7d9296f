// SPDX-License-Identifier: GPL-3.0-or-later
/* What the tests of HTTP share: bodies that are encoded, and a client whose server is the test
 * itself, on a plain socket. */
#pragma once

#include "net-fixture.h"
#include "prise-http-client.h"

G_BEGIN_DECLS

GBytes *http_compress (GBytes *bytes, GZlibCompressorFormat format);

/* A client, and a socket on which its server listens. */
typedef struct {
  PriseIo *io;
  PriseHttpClient *client;
  PriseJournal *journal;
  int listening_fd;
  guint16 port;
} HttpFixture;

void http_set_up (HttpFixture *fixture, gconstpointer data);
void http_tear_down (HttpFixture *fixture, gconstpointer data);

/* One exchange on its way: what was sent, and what came of it. */
typedef struct {
  PriseHttpExchange *exchange;
  GCancellable *cancellable;
  GAsyncResult *result;
} HttpCall;

#define HTTP_GET  "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
#define HTTP_POST "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
#define HTTP_OK   "HTTP/1.1 200 OK\r\n"

void http_send (HttpFixture *fixture, HttpCall *call, const char *request);
void http_send_to (HttpFixture *fixture,
                   HttpCall *call,
                   const char *host,
                   guint16 port,
                   GBytes *request);
gboolean http_wait (HttpFixture *fixture, HttpCall *call, GError **error);
void http_clear (HttpCall *call);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HttpCall, http_clear)

/* The client may have to hear something before it connects: meanwhile the main context goes on. */
int http_accept (int listening_fd);

/* The whole request arrives at @fd. */
void http_expect_request (int fd, const char *request);

/* What is known of it, as text: "200 OK · Hello · complete", or the problems in its stead. */
char *http_describe (PriseHttpExchange *exchange);

#define http_assert_raw(exchange, text)                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GBytes) http_raw = http_dup_raw (exchange);                                         \
                                                                                                   \
    g_assert_cmpmem (g_bytes_get_data (http_raw, NULL), g_bytes_get_size (http_raw), text,         \
                     strlen (text));                                                               \
  }                                                                                                \
  G_STMT_END

GBytes *http_dup_raw (PriseHttpExchange *exchange);

G_END_DECLS
