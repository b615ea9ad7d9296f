// SPDX-License-Identifier: GPL-3.0-or-later
/* The codes of `errno` behind GIO's errors: those of real sockets, and of words that aren't the
 * system's. */
#include "config.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net-fixture.h"
#include "prise-socket.h"

typedef struct {
  int code;
  const char *message;
  int expected;
} Case;

static const Case cases[] = {
  { G_IO_ERROR_FAILED, "Cannot assign requested address", EADDRNOTAVAIL },
  { G_IO_ERROR_CONNECTION_REFUSED, "Cannot assign requested address", EADDRNOTAVAIL },
  { G_IO_ERROR_PERMISSION_DENIED, "Error sending message: Operation not permitted", EPERM },
  { G_IO_ERROR_PERMISSION_DENIED, "Error sending message: Permission denied", EACCES },
  { G_IO_ERROR_TOO_MANY_OPEN_FILES, "Error: Too many open files in system", ENFILE },
  { G_IO_ERROR_CONNECTION_CLOSED, "Erreur : Connection reset by peer", ECONNRESET },
  { G_IO_ERROR_CONNECTION_CLOSED, "接收数据时出错：Connection reset by peer", ECONNRESET },
  { G_IO_ERROR_PERMISSION_DENIED, "绑定到地址时出错：Permission denied", EACCES },
  { G_IO_ERROR_WOULD_BLOCK, "Anything", EAGAIN },
  { G_IO_ERROR_TIMED_OUT, "Words of GIO’s own", ETIMEDOUT },
  { G_IO_ERROR_ADDRESS_IN_USE, "Words of GIO’s own", EADDRINUSE },
  { G_IO_ERROR_FAILED, "Words of GIO’s own", EIO },
  { G_IO_ERROR_FAILED, "No such Connection refused.", EIO },
  { G_IO_ERROR_FAILED, "Reconnection refused", EIO },
  { G_IO_ERROR_FAILED, "", EIO },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, cases[i].code, cases[i].message);

    g_test_message ("%s", cases[i].message);
    g_assert_cmpint (prise_socket_get_errno (error), ==, cases[i].expected);
  }
}

/* In the language of the environment; French passes too. */
static void
test_every_code (void)
{
  for (int code = 1; code < EHWPOISON; code++) {
    g_autofree char *message = g_strdup_printf ("Something failed: %s", g_strerror (code));
    g_autoptr (GError) error =
        g_error_new_literal (G_IO_ERROR, (int) g_io_error_from_errno (code), message);
    int found = prise_socket_get_errno (error);

    g_test_message ("%s", message);
    g_assert_cmpstr (g_strerror (found), ==, g_strerror (code));
    g_assert_cmpint ((int) g_io_error_from_errno (found), ==, error->code);
  }
}

static GSocket *
open_socket (GSocketType type)
{
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, type, G_SOCKET_PROTOCOL_DEFAULT, &error);

  g_assert_no_error (error);
  g_socket_set_blocking (socket, FALSE);

  return socket;
}

static int
try_to_bind (GSocket *socket, const char *address, guint16 port)
{
  g_autoptr (GSocketAddress) where = g_inet_socket_address_new_from_string (address, port);
  g_autoptr (GError) error = NULL;

  return g_socket_bind (socket, where, FALSE, &error) ? 0 : prise_socket_get_errno (error);
}

static void
test_bind (void)
{
  g_autoptr (GSocket) first = open_socket (G_SOCKET_TYPE_STREAM);
  g_autoptr (GSocket) second = open_socket (G_SOCKET_TYPE_STREAM);
  guint16 port;

  g_assert_cmpint (try_to_bind (first, "127.0.0.1", 0), ==, 0);
  port = net_get_port (g_socket_get_fd (first));
  g_assert_cmpint (try_to_bind (second, "127.0.0.1", port), ==, EADDRINUSE);
  g_assert_cmpint (try_to_bind (second, "192.0.2.1", 0), ==, EADDRNOTAVAIL);
}

static void
test_broadcast (void)
{
  g_autoptr (GSocket) socket = open_socket (G_SOCKET_TYPE_DATAGRAM);
  g_autoptr (GSocketAddress) to = g_inet_socket_address_new_from_string ("127.255.255.255", 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (g_socket_connect (socket, to, NULL, &error));
  g_assert_cmpint (prise_socket_get_errno (error), ==, EACCES);
}

/* Said once: whoever asks next hears that all is well. */
static void
test_take_error (void)
{
  g_autoptr (GSocket) socket = open_socket (G_SOCKET_TYPE_STREAM);
  guint16 port = 0;
  int reserved_fd = net_reserve (AF_INET, &port);
  g_autoptr (GSocketAddress) to = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  g_autoptr (GError) error = NULL;

  g_socket_connect (socket, to, NULL, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PENDING)) {
    g_assert_true (g_socket_condition_wait (socket, G_IO_OUT, NULL, NULL));
    g_assert_cmpint (prise_socket_take_error (socket), ==, ECONNREFUSED);
  } else {
    g_assert_cmpint (prise_socket_get_errno (error), ==, ECONNREFUSED);
  }
  g_assert_cmpint (prise_socket_take_error (socket), ==, 0);
  close (reserved_fd);
}

static void
test_reset (void)
{
  guint16 port;
  int listening_fd = net_listen (AF_INET, 1, &port);
  int peer_fd = net_connect (AF_INET, port);
  g_autoptr (GSocket) socket = net_adopt (net_accept (listening_fd));
  g_autoptr (GError) error = NULL;
  char c;

  net_reset (peer_fd);
  g_assert_true (g_socket_condition_wait (socket, G_IO_IN, NULL, NULL));
  g_assert_cmpint (g_socket_receive_with_blocking (socket, &c, 1, FALSE, NULL, &error), <, 0);
  g_assert_cmpint (prise_socket_get_errno (error), ==, ECONNRESET);

  g_clear_error (&error);
  g_assert_cmpint (g_socket_send_with_blocking (socket, "a", 1, FALSE, NULL, &error), <, 0);
  g_assert_cmpint (prise_socket_get_errno (error), ==, EPIPE);
  close (listening_fd);
}

static void
test_local_address (void)
{
  g_autoptr (GSocket) socket = open_socket (G_SOCKET_TYPE_STREAM);
  g_autofree char *expected = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpint (try_to_bind (socket, "127.0.0.1", 0), ==, 0);
  expected = g_strdup_printf ("127.0.0.1:%u", net_get_port (g_socket_get_fd (socket)));
  text = prise_socket_dup_local_address (socket);
  g_assert_cmpstr (text, ==, expected);
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  g_test_add_func ("/socket/words", test_words);
  g_test_add_func ("/socket/every-code", test_every_code);
  g_test_add_func ("/socket/bind", test_bind);
  g_test_add_func ("/socket/broadcast", test_broadcast);
  g_test_add_func ("/socket/take-error", test_take_error);
  g_test_add_func ("/socket/reset", test_reset);
  g_test_add_func ("/socket/local-address", test_local_address);

  return g_test_run ();
}
