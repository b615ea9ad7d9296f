// SPDX-License-Identifier: GPL-3.0-or-later
/* One UDP socket of the system, by itself: what happens to it is written down, a line an event. Its
 * recvmmsg () fails when the test wants it to. */
#include "config.h"

#include <dlfcn.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "prise-datagram-socket.h"
#include "udp-fixture.h"

typedef struct {
  PriseIo *io;
  PriseDatagramBatch *batch;
  PriseDatagramSocket *socket;
  guint16 port;
  int fd;
  int n_settled;
  int n_received;
  int n_stuck;
  guint conditions;
  GString *events;
} Fixture;

static void
did_receive (PriseDatagramSocket *socket, PriseDatagramBatch *batch, guint n, gpointer owner)
{
  Fixture *fixture = owner;

  for (guint i = 0; i < n; i++) {
    const PriseDatagram datagram = prise_datagram_batch_get (batch, i);

    g_string_append_len (fixture->events, (const char *) datagram.data, (gssize) datagram.size);
    g_string_append_c (fixture->events, '\n');
  }
  g_atomic_int_add (&fixture->n_received, (int) n);
}

static _Atomic gboolean must_fail;

int
recvmmsg (int fd, struct mmsghdr *messages, unsigned n, int flags, struct timespec *timeout)
{
  static int (*real) (int, struct mmsghdr *, unsigned, int, struct timespec *);

  if (atomic_load (&must_fail)) {
    errno = ENOMEM;
    return -1;
  }
  if (real == NULL)
    real = (int (*) (int, struct mmsghdr *, unsigned, int, struct timespec *)) dlsym (RTLD_NEXT,
                                                                                      "recvmmsg");

  return real (fd, messages, n, flags, timeout);
}

static void
did_get_stuck (PriseDatagramSocket *socket, int code, gpointer owner)
{
  g_atomic_int_inc (&((Fixture *) owner)->n_stuck);
}

static void
did_refuse (PriseDatagramSocket *socket, const PriseSockaddr *to, int code, gpointer owner)
{
  Fixture *fixture = owner;

  g_string_append_printf (fixture->events, "%s\n", g_strerror (code));
}

static void
did_settle (PriseDatagramSocket *socket, gpointer owner)
{
  g_atomic_int_inc (&((Fixture *) owner)->n_settled);
}

static void
did_get_room (PriseDatagramSocket *socket, gpointer owner)
{
}

static const PriseDatagramEvents events = {
  .received = did_receive,
  .refused = did_refuse,
  .settled = did_settle,
  .stuck = did_get_stuck,
  .writable = did_get_room,
};

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GError) error = NULL;

  fixture->io = prise_io_new ();
  fixture->batch = prise_datagram_batch_new (1000);
  fixture->events = g_string_new (NULL);
  fixture->fd = plain_open ("127.0.0.1", 0);
  fixture->socket = prise_datagram_socket_new (address, FALSE, 16384, &error);
  g_assert_no_error (error);
  fixture->port = prise_sockaddr_get_port (prise_datagram_socket_get_address (fixture->socket));
}

static void
do_free (gpointer user_data)
{
  prise_datagram_socket_free (user_data);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  net_run_on_io (fixture->io, do_free, fixture->socket);
  close (fixture->fd);
  g_string_free (fixture->events, TRUE);
  prise_datagram_batch_free (fixture->batch);
  g_assert_finalize_object (fixture->io);
}

static void
do_start (gpointer user_data)
{
  Fixture *fixture = user_data;

  prise_datagram_socket_start (fixture->socket, fixture->io, fixture->batch, &events, fixture);
}

static void
connect_to_fd (Fixture *fixture)
{
  g_autoptr (GSocketAddress) address =
      g_inet_socket_address_new_from_string ("127.0.0.1", net_get_port (fixture->fd));
  g_autoptr (GError) error = NULL;

  g_assert_true (prise_datagram_socket_connect (fixture->socket, address, &error));
  g_assert_no_error (error);
}

/* What came from strangers before it was connected is as unheard as what comes later. */
static void
test_connect (Fixture *fixture, gconstpointer data)
{
  int stranger_fd = plain_open ("127.0.0.1", 0);

  plain_send_text (stranger_fd, "127.0.0.1", fixture->port, "before");
  plain_send_text (stranger_fd, "127.0.0.1", fixture->port, "");
  plain_send_text (stranger_fd, "127.0.0.1", fixture->port, "before");
  connect_to_fd (fixture);
  net_run_on_io (fixture->io, do_start, fixture);
  plain_send_text (stranger_fd, "127.0.0.1", fixture->port, "after");
  plain_send_text (fixture->fd, "127.0.0.1", fixture->port, "friend");
  net_wait_for (g_atomic_int_get (&fixture->n_settled) > 0);
  g_assert_cmpstr (fixture->events->str, ==, "friend\n");
  close (stranger_fd);
}

/* Each that the system dropped is counted once. */
static void
test_lost (Fixture *fixture, gconstpointer data)
{
  char bytes[1000] = "";
  guint n_lost, n_more;

  g_assert_cmpuint (prise_datagram_socket_take_lost (fixture->socket), ==, 0);
  for (guint i = 0; i < 100; i++)
    plain_send (fixture->fd, "127.0.0.1", fixture->port, bytes, sizeof bytes);
  n_lost = prise_datagram_socket_take_lost (fixture->socket);
  g_assert_cmpuint (n_lost, >, 0);
  g_assert_cmpuint (n_lost, <, 100);
  g_assert_cmpuint (prise_datagram_socket_take_lost (fixture->socket), ==, 0);
  for (guint i = 0; i < 10; i++)
    plain_send (fixture->fd, "127.0.0.1", fixture->port, bytes, sizeof bytes);
  n_more = prise_datagram_socket_take_lost (fixture->socket);
  g_assert_cmpuint (n_more, ==, 10);
}

static void
test_receive_buffer (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (prise_datagram_socket_get_receive_buffer (fixture->socket), ==, 16384);
  g_assert_cmpuint (prise_datagram_socket_get_limit (fixture->socket), ==, 65507);
}

/* What an earlier datagram left behind is told as that, and the next one is sent. */
static void
send_twice (gpointer user_data)
{
  Fixture *fixture = user_data;

  do_start (fixture);
  g_assert_cmpint (prise_datagram_socket_send (fixture->socket, NULL, NULL, "one", 3), ==, 0);
  g_assert_cmpint (prise_datagram_socket_send (fixture->socket, NULL, NULL, "two", 3), ==, 0);
  g_assert_cmpstr (fixture->events->str, ==, "Connection refused\n");
}

static void
test_error_of_earlier (Fixture *fixture, gconstpointer data)
{
  connect_to_fd (fixture);
  plain_connect (fixture->fd, "127.0.0.1", net_get_port (fixture->fd));
  net_run_on_io (fixture->io, send_twice, fixture);
}

static gboolean
has_port (int fd, guint16 port)
{
  struct sockaddr_in address;
  socklen_t size = sizeof address;

  return getsockname (fd, (struct sockaddr *) &address, &size) == 0 &&
         g_ntohs (address.sin_port) == port;
}

/* What the I/O thread waits for, as its epoll set says, which holds other things than sockets, too.
 */
static guint
get_conditions (guint16 port)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fdinfo", 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename ("/proc/self/fdinfo", name, NULL);
    g_autofree char *text = NULL;
    guint awaited;
    int fd;

    if (!g_file_get_contents (path, &text, NULL, NULL))
      continue;
    for (const char *line = strstr (text, "tfd:"); line != NULL; line = strstr (line + 1, "tfd:"))
      if (sscanf (line, "tfd: %d events: %x", &fd, &awaited) == 2 && has_port (fd, port))
        return awaited & (EPOLLIN | EPOLLOUT);
  }

  return 0;
}

static void
want_room (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->conditions = get_conditions (fixture->port);
  prise_datagram_socket_want_room (fixture->socket, TRUE);
  fixture->conditions |= get_conditions (fixture->port);
  prise_datagram_socket_want_room (fixture->socket, FALSE);
  fixture->conditions |= get_conditions (fixture->port);
}

/* Room to send may be wanted while nothing can be received: that goes on being left alone until
 * it's time to try again. */
static void
test_room_while_stuck (Fixture *fixture, gconstpointer data)
{
  atomic_store (&must_fail, TRUE);
  net_run_on_io (fixture->io, do_start, fixture);
  plain_send_text (fixture->fd, "127.0.0.1", fixture->port, "waits");
  net_wait_for (g_atomic_int_get (&fixture->n_stuck) == 1);
  /* When it tries again just then, both are waited for. */
  for (guint i = 0; i < 100; i++) {
    net_run_on_io (fixture->io, want_room, fixture);
    if (fixture->conditions == EPOLLOUT)
      break;
  }
  g_assert_cmpuint (fixture->conditions, ==, EPOLLOUT);

  atomic_store (&must_fail, FALSE);
  net_wait_for (g_atomic_int_get (&fixture->n_received) > 0);
  g_assert_cmpstr (fixture->events->str, ==, "waits\n");
  net_run_on_io (fixture->io, want_room, fixture);
  g_assert_cmpuint (fixture->conditions, ==, EPOLLIN | EPOLLOUT);
  g_assert_cmpint (fixture->n_stuck, ==, 1);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  add ("/datagram-socket/connect", test_connect);
  add ("/datagram-socket/lost", test_lost);
  add ("/datagram-socket/receive-buffer", test_receive_buffer);
  add ("/datagram-socket/error-of-earlier", test_error_of_earlier);
  add ("/datagram-socket/room-while-stuck", test_room_while_stuck);

  return g_test_run ();
}
