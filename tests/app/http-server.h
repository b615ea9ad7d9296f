// SPDX-License-Identifier: GPL-3.0-or-later
/* A server on loopback that responds as it is told, right or wrong. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HttpServerEnd:
 * @HTTP_SERVER_KEEP: the connection waits for another request
 * @HTTP_SERVER_CLOSE: it is closed
 * @HTTP_SERVER_RESET: it is broken off
 * @HTTP_SERVER_HOLD: nothing more happens on it
 *
 * What follows a response.
 */
typedef enum {
  HTTP_SERVER_KEEP,
  HTTP_SERVER_CLOSE,
  HTTP_SERVER_RESET,
  HTTP_SERVER_HOLD,
} HttpServerEnd;

typedef struct _HttpServer HttpServer;

HttpServer *http_server_new (void);
void http_server_free (HttpServer *self);
guint16 http_server_get_port (HttpServer *self);
void http_server_respond (HttpServer *self, const char *text, HttpServerEnd end);
void http_server_respond_bytes (HttpServer *self,
                                const char *head,
                                GBytes *body,
                                guint n_times,
                                HttpServerEnd end);

G_END_DECLS
