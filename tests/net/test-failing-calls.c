// SPDX-License-Identifier: GPL-3.0-or-later
/* Each system call that the engine makes fails in turn: the first of its kind, the second, and so
 * on until none is left; once, and from then on always. Whatever happens then, everything comes to
 * an end, says what happened, and gives back what it had. The calls stand in this program under the
 * system's names, which is where GLib finds them, too. */
#include "config.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "prise-error-text.h"
#include "prise-http-client.h"
#include "udp-fixture.h"

typedef enum {
  CALL_NONE,
  CALL_accept4,
  CALL_bind,
  CALL_connect,
  CALL_epoll_create1,
  CALL_epoll_ctl,
  CALL_epoll_wait,
  CALL_getsockname,
  CALL_getsockopt,
  CALL_listen,
  CALL_recv,
  CALL_recvmmsg,
  CALL_recvmsg,
  CALL_send,
  CALL_sendmsg,
  CALL_sendto,
  CALL_setsockopt,
  CALL_shutdown,
  CALL_socket,
} Call;

/* What fails, and how. */
static _Atomic int failing_call;
static _Atomic int n_before;
static _Atomic int failing_errno;
static _Atomic gboolean is_for_good;
static _Atomic gboolean has_failed;

static gboolean
must_fail (Call call)
{
  int n;

  if (atomic_load (&failing_call) != (int) call)
    return FALSE;

  n = atomic_fetch_sub (&n_before, 1);
  if (n > 0 || (n < 0 && !atomic_load (&is_for_good)))
    return FALSE;

  atomic_store (&has_failed, TRUE);
  errno = atomic_load (&failing_errno);

  return TRUE;
}

#define STAND_IN(type, name, parameters, ...)                                                      \
  type name parameters                                                                             \
  {                                                                                                \
    static type (*real) parameters;                                                                \
                                                                                                   \
    if (must_fail (CALL_##name))                                                                   \
      return -1;                                                                                   \
    if (real == NULL)                                                                              \
      real = (type (*) parameters) dlsym (RTLD_NEXT, #name);                                       \
                                                                                                   \
    return real (__VA_ARGS__);                                                                     \
  }

STAND_IN (int,
          accept4,
          (int fd, __SOCKADDR_ARG address, socklen_t *restrict size, int flags),
          fd,
          address,
          size,
          flags)
STAND_IN (int, bind, (int fd, __CONST_SOCKADDR_ARG address, socklen_t size), fd, address, size)
STAND_IN (int, connect, (int fd, __CONST_SOCKADDR_ARG address, socklen_t size), fd, address, size)
STAND_IN (int, epoll_create1, (int flags), flags)
STAND_IN (int,
          epoll_ctl,
          (int epoll_fd, int operation, int fd, struct epoll_event *event),
          epoll_fd,
          operation,
          fd,
          event)
STAND_IN (int,
          epoll_wait,
          (int epoll_fd, struct epoll_event *events, int n_events, int timeout),
          epoll_fd,
          events,
          n_events,
          timeout)
STAND_IN (int,
          getsockname,
          (int fd, __SOCKADDR_ARG address, socklen_t *restrict size),
          fd,
          address,
          size)
STAND_IN (int,
          getsockopt,
          (int fd, int level, int name, void *restrict value, socklen_t *restrict size),
          fd,
          level,
          name,
          value,
          size)
STAND_IN (int, listen, (int fd, int backlog), fd, backlog)
STAND_IN (ssize_t, recv, (int fd, void *data, size_t size, int flags), fd, data, size, flags)
STAND_IN (int,
          recvmmsg,
          (int fd, struct mmsghdr *messages, unsigned n, int flags, struct timespec *timeout),
          fd,
          messages,
          n,
          flags,
          timeout)
STAND_IN (ssize_t, recvmsg, (int fd, struct msghdr *message, int flags), fd, message, flags)
STAND_IN (ssize_t, send, (int fd, const void *data, size_t size, int flags), fd, data, size, flags)
STAND_IN (ssize_t, sendmsg, (int fd, const struct msghdr *message, int flags), fd, message, flags)
STAND_IN (ssize_t,
          sendto,
          (int fd,
           const void *data,
           size_t size,
           int flags,
           __CONST_SOCKADDR_ARG address,
           socklen_t address_size),
          fd,
          data,
          size,
          flags,
          address,
          address_size)
STAND_IN (int,
          setsockopt,
          (int fd, int level, int name, const void *value, socklen_t size),
          fd,
          level,
          name,
          value,
          size)
STAND_IN (int, shutdown, (int fd, int how), fd, how)
STAND_IN (int, socket, (int domain, int type, int protocol), domain, type, protocol)

/* How each of them fails in the wild. */
static const struct {
  Call call;
  const char *name;
  int codes[4];
} cases[] = {
  { CALL_accept4, "accept4", { EMFILE, ECONNABORTED, ENOBUFS, EPERM } },
  { CALL_bind, "bind", { EADDRINUSE, EACCES, ENOBUFS } },
  { CALL_connect, "connect", { ECONNREFUSED, ETIMEDOUT, EADDRNOTAVAIL, ENOBUFS } },
  { CALL_epoll_create1, "epoll_create1", { EMFILE } },
  { CALL_epoll_ctl, "epoll_ctl", { ENOMEM, ENOSPC } },
  { CALL_epoll_wait, "epoll_wait", { EINTR } },
  { CALL_getsockname, "getsockname", { ENOBUFS } },
  { CALL_getsockopt, "getsockopt", { ENOBUFS } },
  { CALL_listen, "listen", { EADDRINUSE } },
  { CALL_recv, "recv", { ECONNRESET, ETIMEDOUT, ENOMEM, EINTR } },
  { CALL_recvmmsg, "recvmmsg", { ENOMEM, EINTR, ECONNREFUSED } },
  { CALL_recvmsg, "recvmsg", { ENOMEM } },
  { CALL_send, "send", { EPIPE, ECONNRESET, ENOBUFS, EINTR } },
  { CALL_sendmsg, "sendmsg", { ENOBUFS, EPERM, EINTR, ENETUNREACH } },
  { CALL_sendto, "sendto", { ENOBUFS } },
  { CALL_setsockopt, "setsockopt", { ENOBUFS } },
  { CALL_shutdown, "shutdown", { ENOTCONN } },
  { CALL_socket, "socket", { EMFILE, ENOBUFS, EAFNOSUPPORT } },
};

typedef void (*Scenario) (PriseIo *io);

static guint
count_errors (gpointer endpoint)
{
  return net_count_entries (prise_endpoint_get_journal (endpoint), PRISE_ENTRY_ERROR, "");
}

static void
assert_said (gboolean is_done, const GError *error)
{
  g_assert_true (is_done == (error == NULL));
  if (error != NULL)
    g_assert_cmpuint (strlen (error->message), >, 0);
}

static void
stop_and_free (gpointer endpoint)
{
  net_stop (endpoint, FALSE);
  g_assert_finalize_object (endpoint);
}

/* A client that sends one message, and a server that replies. */
static void
talk_by_tcp (PriseIo *io)
{
  PriseTcpServer *server = prise_tcp_server_new (io);
  PriseTcpClient *client = prise_tcp_client_new (io);
  g_autoptr (PriseResponder) responder = net_template ("Recu: {data}");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Bonjour", 7);
  g_autoptr (GError) start_error = NULL;
  g_autoptr (GError) connect_error = NULL;
  gboolean is_started, is_connected;

  prise_tcp_server_set_responder (server, responder);
  is_started = net_start (server, "127.0.0.1", 0, &start_error);
  assert_said (is_started, start_error);
  if (is_started && prise_endpoint_get_local_port (PRISE_ENDPOINT (server)) != 0) {
    is_connected = net_connect_client (client, "127.0.0.1",
                                       prise_endpoint_get_local_port (PRISE_ENDPOINT (server)),
                                       &connect_error);
    assert_said (is_connected, connect_error);
    if (is_connected && net_send_from (client, bytes, NULL))
      net_wait_for (net_get_counters (client).received_bytes == 13 || count_errors (server) > 0 ||
                    net_get_state (client) != PRISE_ENDPOINT_ACTIVE);
  }
  stop_and_free (client);
  stop_and_free (server);
}

/* Two sockets: one asks, the other replies. */
static void
talk_by_udp (PriseIo *io)
{
  PriseUdpSocket *asking = prise_udp_socket_new (io);
  PriseUdpSocket *replying = prise_udp_socket_new (io);
  g_autoptr (PriseResponder) responder = net_template ("Recu: {data}");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Bonjour", 7);
  g_autoptr (GError) open_error = NULL;
  g_autoptr (GError) reply_error = NULL;
  gboolean can_ask, can_reply;

  prise_udp_socket_set_responder (replying, responder);
  can_reply = udp_open (replying, "127.0.0.1", 0, &reply_error);
  assert_said (can_reply, reply_error);
  can_ask = udp_open (asking, "127.0.0.1", 0, &open_error);
  assert_said (can_ask, open_error);
  if (can_reply && can_ask) {
    guint16 port = prise_endpoint_get_local_port (PRISE_ENDPOINT (replying));

    if (port != 0 && udp_send (asking, "127.0.0.1", port, bytes, NULL))
      net_wait_for (net_get_counters (asking).received_bytes == 13 || count_errors (asking) > 0 ||
                    count_errors (replying) > 0);
  }
  stop_and_free (asking);
  stop_and_free (replying);
}

/* A request, whose response comes from a TCP server's reply. */
static void
talk_by_http (PriseIo *io)
{
  PriseTcpServer *server = prise_tcp_server_new (io);
  PriseHttpClient *client = prise_http_client_new (io);
  g_autoptr (PriseResponder) responder =
      net_template ("HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok");
  g_autoptr (GBytes) request = g_bytes_new_static ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", 27);
  g_autoptr (PriseHttpExchange) exchange = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_done;

  prise_tcp_server_set_responder (server, responder);
  if (net_start (server, "127.0.0.1", 0, NULL) &&
      prise_endpoint_get_local_port (PRISE_ENDPOINT (server)) != 0) {
    exchange =
        prise_http_exchange_new ("127.0.0.1",
                                 prise_endpoint_get_local_port (PRISE_ENDPOINT (server)), request);
    prise_http_client_send_async (client, exchange, NULL, net_keep_result, &result);
    net_wait_for (result != NULL || count_errors (server) > 0);
    if (result == NULL)
      net_stop (client, TRUE);
    net_wait_for (result != NULL);
    is_done = prise_http_client_send_finish (client, result, &error);
    assert_said (is_done, error);
    g_clear_object (&result);
  }
  stop_and_free (client);
  stop_and_free (server);
}

/* Returns whether there was a call to fail. */
static gboolean
try (Scenario scenario, Call call, int code, int n, gboolean for_good)
{
  PriseIo *io;

  atomic_store (&has_failed, FALSE);
  atomic_store (&n_before, n);
  atomic_store (&failing_errno, code);
  atomic_store (&is_for_good, for_good);
  atomic_store (&failing_call, (int) call);
  io = prise_io_new ();
  scenario (io);
  g_assert_finalize_object (io);
  atomic_store (&failing_call, CALL_NONE);

  return atomic_load (&has_failed);
}

#define MAX_CALLS 200

static void
test_case (Scenario scenario, gsize i, int code)
{
  const guint n_fds = net_count_fds ();
  int n = 0;

  do {
    g_test_message ("%s, %s, number %d", cases[i].name, g_strerror (code), n);
    g_assert_cmpint (n, <, MAX_CALLS);
  } while (try (scenario, cases[i].call, code, n++, FALSE));

  if (code == cases[i].codes[0] && code != EINTR) {
    g_test_message ("%s, %s, always", cases[i].name, g_strerror (code));
    try (scenario, cases[i].call, code, 0, TRUE);
  }
  /* A thread that GLib keeps may be about to close its last. */
  net_wait_for (net_count_fds () <= n_fds);
}

static void
test_each (gconstpointer data)
{
  Scenario scenario = (Scenario) data;

  /* What GLib opens once for all, for its threads too, is open after these. */
  try (scenario, CALL_NONE, 0, 0, FALSE);
  try (scenario, CALL_bind, EADDRINUSE, 0, TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    for (gsize j = 0; j < G_N_ELEMENTS (cases[i].codes) && cases[i].codes[j] != 0; j++)
      test_case (scenario, i, cases[i].codes[j]);
  }
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);
  /* GIO warns of an option that it can't set. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);

  g_test_add_data_func ("/failing-calls/tcp", talk_by_tcp, test_each);
  g_test_add_data_func ("/failing-calls/udp", talk_by_udp, test_each);
  g_test_add_data_func ("/failing-calls/http", talk_by_http, test_each);

  return g_test_run ();
}
