// SPDX-License-Identifier: GPL-3.0-or-later
/* Endpoints that go while they run, and callbacks that do what callbacks do: stop, start, and drop
 * the last reference. The sanitizer sees what would be left over. */
#include "config.h"

#include <sys/socket.h>
#include <unistd.h>

#include "net-fixture.h"
#include "prise-endpoint-subclass.h"
#include "prise-error-text.h"

#define N_ROUNDS 50

/* A client of a plain listening socket, connected. */
static PriseTcpClient *
connect_new_client (PriseIo *io, int *fd)
{
  PriseTcpClient *client = prise_tcp_client_new (io);
  guint16 port;
  int listening_fd = net_listen (AF_INET, 1, &port);

  g_assert_true (net_connect_client (client, "127.0.0.1", port, NULL));
  *fd = net_accept (listening_fd);
  close (listening_fd);

  return client;
}

/* Whoever drops a client that is connected resets the connection. */
static void
test_drop_client (void)
{
  PriseIo *io = prise_io_new ();

  for (guint i = 0; i < N_ROUNDS; i++) {
    int fd;
    PriseTcpClient *client = connect_new_client (io, &fd);

    g_assert_finalize_object (client);
    net_expect_reset (fd);
    close (fd);
  }
  g_assert_finalize_object (io);
}

static void
test_drop_server (void)
{
  PriseIo *io = prise_io_new ();

  for (guint i = 0; i < N_ROUNDS; i++) {
    guint16 port;
    PriseTcpServer *server = net_start_server (io, NULL, &port);
    int fd = net_connect (AF_INET, port);

    if (i % 2 == 0)
      net_wait_for (net_count_peers (server) == 1);
    g_assert_finalize_object (server);
    net_expect_reset (fd);
    close (fd);
  }
  g_assert_finalize_object (io);
}

/* The endpoints keep the thread; it ends with the last of them. */
static void
test_drop_io_first (void)
{
  PriseIo *io = prise_io_new ();
  guint16 port;
  int fd;
  PriseTcpServer *server = net_start_server (io, NULL, &port);
  PriseTcpClient *client = connect_new_client (io, &fd);
  int peer_fd = net_connect (AF_INET, port);

  g_object_unref (io);
  g_assert_true (PRISE_IS_IO (prise_endpoint_get_io (PRISE_ENDPOINT (server))));
  net_wait_for (net_count_peers (server) == 1);
  g_assert_finalize_object (server);
  net_send_text (fd, "still here");
  net_wait_for (net_get_counters (client).received_bytes == 10);
  g_assert_finalize_object (client);
  net_expect_reset (fd);
  net_expect_reset (peer_fd);
  close (fd);
  close (peer_fd);
}

/* Dropped by its owner while it starts: the start is completed all the same. */
static void
test_drop_starting (void)
{
  PriseIo *io = prise_io_new ();
  guint16 port;
  int listening_fd = net_listen (AF_INET, N_ROUNDS, &port);

  for (guint i = 0; i < N_ROUNDS; i++) {
    PriseTcpClient *client = prise_tcp_client_new (io);
    PriseTcpServer *server = prise_tcp_server_new (io);
    GAsyncResult *connected = NULL;
    GAsyncResult *started = NULL;

    prise_tcp_client_connect_async (client, "127.0.0.1", port, NULL, net_keep_result, &connected);
    prise_tcp_server_start_async (server, "localhost", 0, NULL, net_keep_result, &started);
    g_object_unref (client);
    g_object_unref (server);
    net_wait_for (connected != NULL && started != NULL);
    g_assert_finalize_object (connected);
    g_assert_finalize_object (started);
    close (net_accept (listening_fd));
  }
  close (listening_fd);
  g_assert_finalize_object (io);
}

/* A send that is under way fails with its connection, and only then does the client go. */
static void
test_drop_sending (void)
{
  PriseIo *io = prise_io_new ();

  for (guint i = 0; i < N_ROUNDS; i++) {
    int fd;
    PriseTcpClient *client = connect_new_client (io, &fd);
    g_autoptr (GBytes) bytes = net_pattern (i % 2 == 0 ? 8 : 16 * 1024 * 1024);
    GAsyncResult *result = NULL;

    prise_tcp_client_send_async (client, bytes, net_keep_result, &result);
    g_object_unref (client);
    close (fd);
    net_wait_for (result != NULL);
    g_assert_finalize_object (result);
  }
  g_assert_finalize_object (io);
}

/* Peers outlive the server that made them. */
static void
test_keep_peer (void)
{
  PriseIo *io = prise_io_new ();
  guint16 port;
  PriseTcpServer *server = net_start_server (io, NULL, &port);
  GListModel *peers = g_object_ref (prise_tcp_server_get_peers (server));
  int fd = net_connect (AF_INET, port);
  PriseTcpPeer *peer;

  net_wait_for (net_count_peers (server) == 1);
  peer = g_list_model_get_item (peers, 0);
  g_assert_null (g_list_model_get_item (peers, 1));
  g_assert_true (g_list_model_get_item_type (peers) == PRISE_TYPE_TCP_PEER);
  g_assert_finalize_object (server);
  g_assert_finalize_object (peers);
  g_assert_cmpuint (prise_tcp_peer_get_id (peer), ==, 1);
  g_assert_finalize_object (peer);
  close (fd);
  g_assert_finalize_object (io);
}

static PriseTcpPeer *
join (PriseTcpServer *server, guint16 port, int *fd)
{
  *fd = net_connect (AF_INET, port);
  net_wait_for (net_count_peers (server) == 1);

  return g_list_model_get_item (prise_tcp_server_get_peers (server), 0);
}

/* Who was a client before the server was started again isn't taken for one of today's. */
static void
test_peer_of_another_run (void)
{
  PriseIo *io = prise_io_new ();
  guint16 port;
  PriseTcpServer *server = net_start_server (io, NULL, &port);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("for you", 7);
  g_autoptr (GBytes) stray = g_bytes_new_static ("not for you", 11);
  g_autoptr (PriseTcpPeer) old_peer = NULL;
  g_autoptr (PriseTcpPeer) peer = NULL;
  int fd;

  old_peer = join (server, port, &fd);
  net_stop (server, TRUE);
  close (fd);
  g_assert_true (net_start (server, "127.0.0.1", 0, NULL));
  peer = join (server, prise_endpoint_get_local_port (PRISE_ENDPOINT (server)), &fd);

  g_assert_true (prise_tcp_server_send (server, old_peer, stray, NULL));
  g_assert_true (prise_tcp_server_send (server, peer, bytes, NULL));
  net_expect_text (fd, "for you");
  net_stop (server, TRUE);
  close (fd);
  g_assert_finalize_object (server);
  g_assert_finalize_object (io);
}

/* A row of runs, each started in the callback of the one before. */
typedef struct {
  guint16 port;
  guint n_left;
  gboolean is_over;
} Row;

static void did_connect (GObject *source, GAsyncResult *result, gpointer user_data);

static void
start_next (PriseTcpClient *client, Row *row)
{
  if (row->n_left-- > 0)
    prise_tcp_client_connect_async (client, "127.0.0.1", row->port, NULL, did_connect, row);
  else
    row->is_over = TRUE;
}

static void
did_stop (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (prise_endpoint_stop_finish (PRISE_ENDPOINT (source), result, NULL));
  start_next (PRISE_TCP_CLIENT (source), user_data);
}

static void
did_connect (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Row *row = user_data;

  g_assert_true (prise_tcp_client_connect_finish (PRISE_TCP_CLIENT (source), result, NULL));
  g_assert_cmpint (net_get_state (source), ==, PRISE_ENDPOINT_ACTIVE);
  prise_endpoint_stop_async (PRISE_ENDPOINT (source), row->n_left % 2 == 0, did_stop, row);
}

static void
test_restart_in_callback (void)
{
  PriseIo *io = prise_io_new ();
  Row row = { .n_left = N_ROUNDS };
  PriseTcpServer *server = net_start_server (io, NULL, &row.port);
  PriseTcpClient *client = prise_tcp_client_new (io);

  start_next (client, &row);
  net_wait_for (row.is_over);
  net_wait_for (net_count_peers (server) == 0);
  g_assert_finalize_object (client);
  net_stop (server, FALSE);
  g_assert_finalize_object (server);
  g_assert_finalize_object (io);
}

/* The state's own notification may stop what has just begun, and start what has just ended. */
static void
did_change_state (PriseTcpServer *server, GParamSpec *pspec, gpointer user_data)
{
  guint *n_left = user_data;
  PriseEndpointState state = net_get_state (server);

  if (state == PRISE_ENDPOINT_ACTIVE)
    prise_endpoint_stop_async (PRISE_ENDPOINT (server), FALSE, NULL, NULL);
  else if (state == PRISE_ENDPOINT_IDLE && *n_left > 0 && (*n_left)-- > 0)
    prise_tcp_server_start_async (server, "127.0.0.1", 0, NULL, NULL, NULL);
}

static void
test_restart_in_notification (void)
{
  PriseIo *io = prise_io_new ();
  PriseTcpServer *server = prise_tcp_server_new (io);
  guint n_left = N_ROUNDS;

  g_signal_connect (server, "notify::state", G_CALLBACK (did_change_state), &n_left);
  prise_tcp_server_start_async (server, "127.0.0.1", 0, NULL, NULL, NULL);
  net_wait_for (n_left == 0 && net_get_state (server) == PRISE_ENDPOINT_IDLE);
  g_assert_finalize_object (server);
  g_assert_finalize_object (io);
}

/* Nothing is open yet when the first notification comes. */
static void
did_begin (PriseTcpServer *server, GParamSpec *pspec, gpointer cancellable)
{
  if (net_get_state (server) != PRISE_ENDPOINT_STARTING)
    return;

  if (cancellable != NULL)
    g_cancellable_cancel (cancellable);
  else
    prise_endpoint_stop_async (PRISE_ENDPOINT (server), FALSE, NULL, NULL);
}

static void
test_stop_in_first_notification (void)
{
  PriseIo *io = prise_io_new ();

  for (guint i = 0; i < 2; i++) {
    PriseTcpServer *server = prise_tcp_server_new (io);
    g_autoptr (GCancellable) cancellable = i == 0 ? g_cancellable_new () : NULL;
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;

    g_signal_connect (server, "notify::state", G_CALLBACK (did_begin), cancellable);
    prise_tcp_server_start_async (server, "127.0.0.1", 0, cancellable, net_keep_result, &result);
    net_wait_for (result != NULL);
    g_assert_false (prise_tcp_server_start_finish (server, result, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_cmpint (net_get_state (server), ==, PRISE_ENDPOINT_IDLE);
    g_clear_object (&result);
    g_assert_finalize_object (server);
  }
  g_assert_finalize_object (io);
}

/* The last reference goes in the callback of the end. */
static void
did_end (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PriseTcpClient **client = user_data;

  g_clear_object (client);
}

static void
test_drop_in_callback (void)
{
  PriseIo *io = prise_io_new ();

  for (guint i = 0; i < N_ROUNDS; i++) {
    int fd;
    PriseTcpClient *client = connect_new_client (io, &fd);
    g_autoptr (GBytes) bytes = g_bytes_new_static ("Bonjour", 7);
    gpointer watched = client;

    g_object_add_weak_pointer (G_OBJECT (client), &watched);
    if (i % 2 == 0)
      prise_tcp_client_send_async (client, bytes, did_end, &client);
    else
      prise_endpoint_stop_async (PRISE_ENDPOINT (client), TRUE, did_end, &client);
    net_wait_for (client == NULL);
    net_wait_for (watched == NULL);
    close (fd);
  }
  g_assert_finalize_object (io);
}

/* Two in one process, and a thread for each. */
static void
test_two_threads (void)
{
  PriseIo *first = prise_io_new ();
  PriseIo *second = prise_io_new ();
  guint16 port;
  PriseTcpServer *server = net_start_server (first, NULL, &port);
  PriseTcpClient *client = prise_tcp_client_new (second);

  g_assert_true (net_connect_client (client, "127.0.0.1", port, NULL));
  net_wait_for (net_count_peers (server) == 1);
  g_assert_finalize_object (server);
  net_wait_for (net_get_state (client) == PRISE_ENDPOINT_FAILED);
  g_assert_error (prise_endpoint_get_error (PRISE_ENDPOINT (client)), PRISE_NET_ERROR,
                  PRISE_NET_ERROR_RESET);
  g_assert_finalize_object (client);
  g_assert_finalize_object (first);
  g_assert_finalize_object (second);
}

static void
test_properties (void)
{
  g_autoptr (PriseIo) io = prise_io_new ();
  g_autoptr (PriseTcpServer) server = prise_tcp_server_new (io);
  g_autoptr (PriseTcpClient) client = prise_tcp_client_new (io);
  g_autoptr (PriseResponder) echo = prise_responder_new_echo ();
  PriseResponder *responder = NULL;
  gboolean close_after_reply, once, keep_half_open;
  guint timeout;

  g_object_set (server, "responder", echo, "close-after-reply", TRUE, "once", TRUE,
                "keep-half-open", TRUE, NULL);
  g_object_get (server, "responder", &responder, "close-after-reply", &close_after_reply, "once",
                &once, "keep-half-open", &keep_half_open, NULL);
  g_assert_true (responder == echo && close_after_reply && once && keep_half_open);
  prise_responder_unref (responder);

  g_object_get (client, "timeout", &timeout, NULL);
  g_assert_cmpuint (timeout, ==, PRISE_TCP_CLIENT_DEFAULT_TIMEOUT);
  g_object_set (client, "timeout", 3, "keep-half-open", TRUE, NULL);
  g_object_get (client, "timeout", &timeout, "keep-half-open", &keep_half_open, NULL);
  g_assert_cmpuint (timeout, ==, 3);
  g_assert_true (keep_half_open);
}

/* It is about one session. */
static void
test_notice (void)
{
  PriseIo *io = prise_io_new ();
  PriseTcpServer *server = prise_tcp_server_new (io);

  prise_endpoint_set_notice (PRISE_ENDPOINT (server), "held back");
  g_assert_cmpstr (prise_endpoint_get_notice (PRISE_ENDPOINT (server)), ==, "held back");
  g_assert_true (net_start (server, "127.0.0.1", 0, NULL));
  g_assert_null (prise_endpoint_get_notice (PRISE_ENDPOINT (server)));
  net_stop (server, TRUE);
  g_assert_finalize_object (server);
  g_assert_finalize_object (io);
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  g_test_add_func ("/endpoint/notice", test_notice);
  g_test_add_func ("/endpoint/drop-client", test_drop_client);
  g_test_add_func ("/endpoint/drop-server", test_drop_server);
  g_test_add_func ("/endpoint/drop-io-first", test_drop_io_first);
  g_test_add_func ("/endpoint/drop-starting", test_drop_starting);
  g_test_add_func ("/endpoint/drop-sending", test_drop_sending);
  g_test_add_func ("/endpoint/keep-peer", test_keep_peer);
  g_test_add_func ("/endpoint/peer-of-another-run", test_peer_of_another_run);
  g_test_add_func ("/endpoint/restart-in-callback", test_restart_in_callback);
  g_test_add_func ("/endpoint/restart-in-notification", test_restart_in_notification);
  g_test_add_func ("/endpoint/stop-in-first-notification", test_stop_in_first_notification);
  g_test_add_func ("/endpoint/drop-in-callback", test_drop_in_callback);
  g_test_add_func ("/endpoint/two-threads", test_two_threads);
  g_test_add_func ("/endpoint/properties", test_properties);

  return g_test_run ();
}
