// SPDX-License-Identifier: GPL-3.0-or-later
/* Who listens on a port, from /proc. */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "prise-error-text.h"
#include "prise-port-owner.h"
#include "udp-fixture.h"

#define N_CONNECTIONS 400

static char *
find_owner_of (const char *host, guint16 port, GSocketType type)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, port);

  return prise_port_owner_find (G_INET_SOCKET_ADDRESS (address), type);
}

static char *
find_owner (const char *host, guint16 port)
{
  return find_owner_of (host, port, G_SOCKET_TYPE_STREAM);
}

static void
check_ourselves (int family, const char *host, const char *any)
{
  guint16 port;
  int fd = net_listen (family, 1, &port);
  g_autofree char *owner = find_owner (host, port);
  g_autofree char *owner_of_any = find_owner (any, port);

  g_assert_cmpstr (owner, ==, "Prise itself");
  g_assert_cmpstr (owner_of_any, ==, "Prise itself");
  close (fd);
}

static void
test_ourselves (void)
{
  check_ourselves (AF_INET, "127.0.0.1", "0.0.0.0");
}

static void
test_ourselves_ipv6 (void)
{
  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  check_ourselves (AF_INET6, "::1", "::");
}

/* Who listens on the same port of another address isn't in the way. */
static void
test_other_address (void)
{
  guint16 port;
  int fd = net_listen (AF_INET, 1, &port);

  g_assert_null (find_owner ("127.0.0.2", port));
  g_assert_null (find_owner ("::1", port));
  close (fd);
}

static void
test_nobody (void)
{
  guint16 port;
  int fd = net_listen (AF_INET, 1, &port);

  close (fd);
  g_assert_null (find_owner ("127.0.0.1", port));
}

/* A connection on a port isn't a listener. */
static void
test_connected (void)
{
  guint16 port;
  int listening_fd = net_listen (AF_INET, 1, &port);
  int fd = net_connect (AF_INET, port);
  int accepted_fd = net_accept (listening_fd);

  close (listening_fd);
  g_assert_null (find_owner ("127.0.0.1", port));
  g_assert_null (find_owner ("127.0.0.1", net_get_port (fd)));
  close (fd);
  close (accepted_fd);
}

static const struct {
  const char *host; /* where a socket for datagrams stands */
  const char *wanted;
  gboolean is_in_the_way;
} udp_cases[] = {
  { "127.0.0.1", "127.0.0.1", TRUE },
  { "127.0.0.1", "0.0.0.0", TRUE },
  { "127.0.0.1", "127.0.0.2", FALSE },
  { "127.0.0.1", "::1", FALSE },
  { "0.0.0.0", "127.0.0.1", TRUE },
  { "0.0.0.0", "0.0.0.0", TRUE },
  { "::1", "::1", TRUE },
  { "::1", "::", TRUE },
  { "::1", "127.0.0.1", FALSE },
  { "::", "::1", TRUE },
  { "::", "127.0.0.1", TRUE },
  { "::", "0.0.0.0", TRUE },
};

/* Ports of TCP and UDP are apart. */
static void
test_udp (void)
{
  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (udp_cases); i++) {
    int fd = plain_open (udp_cases[i].host, 0);
    guint16 port = net_get_port (fd);
    g_autofree char *owner = find_owner_of (udp_cases[i].wanted, port, G_SOCKET_TYPE_DATAGRAM);
    g_autofree char *owner_of_tcp = find_owner (udp_cases[i].wanted, port);

    g_test_message ("%s, %s", udp_cases[i].host, udp_cases[i].wanted);
    g_assert_cmpstr (owner, ==, udp_cases[i].is_in_the_way ? "Prise itself" : NULL);
    g_assert_cmpstr (owner_of_tcp, !=, "Prise itself");
    close (fd);
  }
}

/* One that is connected has its port as well. */
static void
test_udp_connected (void)
{
  int fd = plain_open ("127.0.0.1", 0);
  guint16 port = net_get_port (fd);
  g_autofree char *owner = NULL;

  plain_connect (fd, "127.0.0.1", port);
  owner = find_owner_of ("127.0.0.1", port, G_SOCKET_TYPE_DATAGRAM);
  g_assert_cmpstr (owner, ==, "Prise itself");
  close (fd);
  g_assert_null (find_owner_of ("127.0.0.1", port, G_SOCKET_TYPE_DATAGRAM));
}

/* Beside many connections of our own it is found no less, and soon. */
static void
test_among_many (void)
{
  guint16 port, busy_port;
  int listening_fd = net_listen (AF_INET, 1, &port);
  int busy_fd = net_listen (AF_INET, N_CONNECTIONS, &busy_port);
  int fds[N_CONNECTIONS];
  g_autofree char *owner = NULL;
  gint64 start;

  for (guint i = 0; i < N_CONNECTIONS; i++)
    fds[i] = net_connect (AF_INET, busy_port);
  start = g_get_monotonic_time ();
  owner = find_owner ("127.0.0.1", port);
  g_assert_cmpstr (owner, ==, "Prise itself");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
  for (guint i = 0; i < N_CONNECTIONS; i++)
    close (fds[i]);
  close (busy_fd);
  close (listening_fd);
}

/* A child, under another name, that has the listening socket alone until the pipe closes. */
static pid_t
fork_owner (int fd, int pipe_fds[2])
{
  pid_t pid = fork ();
  char c;

  if (pid != 0)
    return pid;

  prctl (PR_SET_NAME, "port holder");
  close (pipe_fds[1]);
  _exit (read (pipe_fds[0], &c, 1) == 0 ? 0 : 1);
}

static gboolean
has_name (pid_t pid, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/comm", (int) pid);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && g_str_has_prefix (text, name);
}

static void
test_other_process (void)
{
  g_autofree char *expected = NULL;
  g_autofree char *owner = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (GError) error = NULL;
  guint16 port;
  int pipe_fds[2], status;
  int fd = net_listen (AF_INET, 1, &port);
  pid_t pid;

  g_assert_no_errno (pipe (pipe_fds));
  pid = fork_owner (fd, pipe_fds);
  g_assert_no_errno (pid);
  close (fd);
  close (pipe_fds[0]);
  net_wait_for (has_name (pid, "port holder"));

  owner = find_owner ("127.0.0.1", port);
  error = prise_net_error_port_in_use (port, owner);
  close (pipe_fds[1]);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);

  expected = g_strdup_printf ("“port holder” (process %d)", (int) pid);
  g_assert_cmpstr (owner, ==, expected);
  sentence =
      g_strdup_printf ("Port %u is in use by %s: stop it, or choose another port", port, expected);
  g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_PORT_IN_USE);
  g_assert_cmpstr (error->message, ==, sentence);
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  g_test_add_func ("/port-owner/ourselves", test_ourselves);
  g_test_add_func ("/port-owner/ourselves-ipv6", test_ourselves_ipv6);
  g_test_add_func ("/port-owner/other-address", test_other_address);
  g_test_add_func ("/port-owner/nobody", test_nobody);
  g_test_add_func ("/port-owner/connected", test_connected);
  g_test_add_func ("/port-owner/udp", test_udp);
  g_test_add_func ("/port-owner/udp-connected", test_udp_connected);
  g_test_add_func ("/port-owner/among-many", test_among_many);
  g_test_add_func ("/port-owner/other-process", test_other_process);

  return g_test_run ();
}
