// SPDX-License-Identifier: GPL-3.0-or-later
/* A server on loopback that responds as it is told: a thread with plain sockets. Each request takes
 * the next response; without one its connection is left as it is. */
#include "config.h"

#include "http-server.h"

#include <string.h>
#include <sys/socket.h>

typedef struct {
  GBytes *head;
  GBytes *body;
  guint n_times;
  HttpServerEnd end;
} Response;

struct _HttpServer {
  GSocket *listener;
  guint16 port;
  GThread *thread;
  GCancellable *cancellable;
  GAsyncQueue *responses;
  GPtrArray *held; /* of GSocket: the thread's */
};

static void
response_free (gpointer data)
{
  Response *response = data;

  g_bytes_unref (response->head);
  g_bytes_unref (response->body);
  g_free (response);
}

/* Returns whether a request came: its head; nobody here sends a body. */
static gboolean
read_request (HttpServer *self, GSocket *socket)
{
  g_autoptr (GString) request = g_string_new (NULL);
  char buffer[4096];

  while (strstr (request->str, "\r\n\r\n") == NULL) {
    const gssize n = g_socket_receive (socket, buffer, sizeof buffer, self->cancellable, NULL);

    if (n <= 0)
      return FALSE;
    g_string_append_len (request, buffer, n);
  }

  return TRUE;
}

static gboolean
send_all (HttpServer *self, GSocket *socket, GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  while (size > 0) {
    const gssize n = g_socket_send (socket, data, size, self->cancellable, NULL);

    if (n <= 0)
      return FALSE;
    data += n;
    size -= (gsize) n;
  }

  return TRUE;
}

static gboolean
give_response (HttpServer *self, GSocket *socket, const Response *response)
{
  if (!send_all (self, socket, response->head))
    return FALSE;
  for (guint i = 0; i < response->n_times; i++) {
    if (!send_all (self, socket, response->body))
      return FALSE;
  }

  return TRUE;
}

static void
reset (GSocket *socket)
{
  const struct linger at_once = { 1, 0 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  g_socket_close (socket, NULL);
}

static void
serve (HttpServer *self, GSocket *socket)
{
  HttpServerEnd end = HTTP_SERVER_KEEP;

  while (end == HTTP_SERVER_KEEP && read_request (self, socket)) {
    Response *response = g_async_queue_try_pop (self->responses);

    end = response != NULL ? response->end : HTTP_SERVER_HOLD;
    if (response != NULL && !give_response (self, socket, response))
      end = HTTP_SERVER_CLOSE;
    g_clear_pointer (&response, response_free);
  }

  if (end == HTTP_SERVER_HOLD)
    g_ptr_array_add (self->held, g_object_ref (socket));
  else if (end == HTTP_SERVER_RESET)
    reset (socket);
  else
    g_socket_close (socket, NULL);
}

static gpointer
run (gpointer user_data)
{
  HttpServer *self = user_data;

  while (!g_cancellable_is_cancelled (self->cancellable)) {
    g_autoptr (GSocket) socket = g_socket_accept (self->listener, self->cancellable, NULL);

    if (socket != NULL)
      serve (self, socket);
  }

  return NULL;
}

/**
 * http_server_new:
 *
 * Returns: (transfer full): a server on a port that the system chose
 */
HttpServer *
http_server_new (void)
{
  HttpServer *self = g_new0 (HttpServer, 1);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->listener =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_socket_bind (self->listener, any, TRUE, &error);
  g_assert_no_error (error);
  g_socket_listen (self->listener, &error);
  g_assert_no_error (error);
  bound = g_socket_get_local_address (self->listener, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));

  self->cancellable = g_cancellable_new ();
  self->responses = g_async_queue_new_full (response_free);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->thread = g_thread_new ("http-server", run, self);

  return self;
}

void
http_server_free (HttpServer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_ptr_array_unref (self->held);
  g_async_queue_unref (self->responses);
  g_object_unref (self->cancellable);
  g_object_unref (self->listener);
  g_free (self);
}

/**
 * http_server_get_port:
 *
 * Returns: where it listens
 */
guint16
http_server_get_port (HttpServer *self)
{
  return self->port;
}

/**
 * http_server_respond:
 * @text: what it responds to a request, after those that it was told before
 * @end: what follows
 */
void
http_server_respond (HttpServer *self, const char *text, HttpServerEnd end)
{
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);

  http_server_respond_bytes (self, text, none, 0, end);
}

/**
 * http_server_respond_bytes:
 * @head: what the response begins with
 * @body: what follows
 * @n_times: how often
 * @end: what follows all of it
 */
void
http_server_respond_bytes (HttpServer *self,
                           const char *head,
                           GBytes *body,
                           guint n_times,
                           HttpServerEnd end)
{
  Response *response = g_new0 (Response, 1);

  response->head = g_bytes_new (head, strlen (head));
  response->body = g_bytes_ref (body);
  response->n_times = n_times;
  response->end = end;
  g_async_queue_push (self->responses, response);
}
