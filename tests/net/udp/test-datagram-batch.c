// SPDX-License-Identifier: GPL-3.0-or-later
/* Batches of datagrams: where each begins and ends, and who sent it. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "prise-datagram-batch.h"
#include "udp-fixture.h"

#define N_DATAGRAMS (3 * PRISE_DATAGRAM_BATCH_SIZE + 5)

typedef struct {
  int fd;
  guint16 port;
  int peer_fd;
  guint16 peer_port;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->fd = plain_open ("127.0.0.1", 0);
  fixture->port = net_get_port (fixture->fd);
  fixture->peer_fd = plain_open ("127.0.0.1", 0);
  fixture->peer_port = net_get_port (fixture->peer_fd);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close (fixture->peer_fd);
  close (fixture->fd);
}

static void
send_to (Fixture *fixture, gconstpointer data, gsize size)
{
  plain_send (fixture->peer_fd, "127.0.0.1", fixture->port, data, size);
}

static void
assert_datagram (const PriseDatagram *datagram, guint16 port, gconstpointer data, gsize size)
{
  g_assert_cmpmem (datagram->data, datagram->size, data, size);
  g_assert_cmpuint (prise_sockaddr_get_port (datagram->from), ==, port);
  g_assert_cmphex (datagram->from->ipv4.sin_addr.s_addr, ==, g_htonl (INADDR_LOOPBACK));
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseDatagramBatch) batch = prise_datagram_batch_new (100);
  int n = prise_datagram_batch_receive (batch, fixture->fd);
  int code = errno;

  g_assert_cmpint (n, ==, -1);
  g_assert_cmpint (code, ==, EAGAIN);
}

static void
test_broken_descriptor (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseDatagramBatch) batch = prise_datagram_batch_new (100);
  int n = prise_datagram_batch_receive (batch, -1);
  int code = errno;

  g_assert_cmpint (n, ==, -1);
  g_assert_cmpint (code, ==, EBADF);
}

/* The longest that may come is whole, one more is cut; none is an empty one. */
static const struct {
  gsize limit;
  gsize size;
  gsize expected;
  gboolean is_truncated;
} sizes[] = {
  { 1, 0, 0, FALSE },
  { 1, 1, 1, FALSE },
  { 1, 2, 1, TRUE },
  { 64, 63, 63, FALSE },
  { 64, 64, 64, FALSE },
  { 64, 65, 64, TRUE },
  { 1000, 999, 999, FALSE },
  { 1000, 1000, 1000, FALSE },
  { 1000, 1001, 1000, TRUE },
  { 1000, 0, 0, FALSE },
  { 1000, 65507, 1000, TRUE },
  { 65507, 65507, 65507, FALSE },
  { 65506, 65507, 65506, TRUE },
};

static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) pattern = net_pattern (65507);
  const guint8 *bytes = g_bytes_get_data (pattern, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (PriseDatagramBatch) batch = prise_datagram_batch_new (sizes[i].limit);
    PriseDatagram datagram;

    send_to (fixture, bytes, sizes[i].size);
    g_assert_cmpint (prise_datagram_batch_receive (batch, fixture->fd), ==, 1);
    datagram = prise_datagram_batch_get (batch, 0);
    assert_datagram (&datagram, fixture->peer_port, bytes, sizes[i].expected);
    g_assert_cmpint (datagram.is_truncated, ==, sizes[i].is_truncated);
  }
}

/* Beside one that is cut the others keep their own bytes. */
static void
test_cut_beside_others (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseDatagramBatch) batch = prise_datagram_batch_new (4);
  const char *texts[] = { "ab", "abcdefghij", "", "wxyz" };
  const char *expected[] = { "ab", "abcd", "", "wxyz" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    send_to (fixture, texts[i], strlen (texts[i]));
  g_assert_cmpint (prise_datagram_batch_receive (batch, fixture->fd), ==, G_N_ELEMENTS (texts));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    PriseDatagram datagram = prise_datagram_batch_get (batch, i);

    assert_datagram (&datagram, fixture->peer_port, expected[i], strlen (expected[i]));
    g_assert_cmpint (datagram.is_truncated, ==, i == 1);
  }
}

/* Full batches, and what is left; each datagram is of another size. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseDatagramBatch) batch = prise_datagram_batch_new (N_DATAGRAMS);
  g_autoptr (GBytes) pattern = net_pattern (2 * N_DATAGRAMS);
  const guint8 *bytes = g_bytes_get_data (pattern, NULL);
  guint n_seen = 0;

  for (guint i = 0; i < N_DATAGRAMS; i++)
    send_to (fixture, bytes + i, i);
  while (n_seen < N_DATAGRAMS) {
    int n = prise_datagram_batch_receive (batch, fixture->fd);

    g_assert_cmpint (n, ==, MIN (N_DATAGRAMS - n_seen, PRISE_DATAGRAM_BATCH_SIZE));
    for (int i = 0; i < n; i++) {
      PriseDatagram datagram = prise_datagram_batch_get (batch, i);

      assert_datagram (&datagram, fixture->peer_port, bytes + n_seen, n_seen);
      n_seen++;
    }
  }
  g_assert_cmpint (prise_datagram_batch_receive (batch, fixture->fd), ==, -1);
}

static void
assert_local (PriseDatagramBatch *batch, int family)
{
  PriseSockaddr address;

  g_assert_true (prise_datagram_batch_get_local_address (batch, 0, &address));
  g_assert_cmpint (address.any.sa_family, ==, family);
}

/* An IPv4 address is shorter than an IPv6 one: what came to one socket says nothing about how much
 * room the next address has, be it the peer's or this machine's own. */
static void
test_families_in_turn (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseDatagramBatch) batch = prise_datagram_batch_new (100);
  const int yes = 1;
  int fd, peer_fd;

  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  fd = plain_open ("::1", 0);
  peer_fd = plain_open ("::1", 0);
  g_assert_no_errno (setsockopt (fixture->fd, IPPROTO_IP, IP_PKTINFO, &yes, sizeof yes));
  g_assert_no_errno (setsockopt (fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, &yes, sizeof yes));
  for (guint i = 0; i < 3; i++) {
    PriseDatagram datagram;

    send_to (fixture, "four", 4);
    g_assert_cmpint (prise_datagram_batch_receive (batch, fixture->fd), ==, 1);
    datagram = prise_datagram_batch_get (batch, 0);
    assert_datagram (&datagram, fixture->peer_port, "four", 4);
    assert_local (batch, AF_INET);

    plain_send (peer_fd, "::1", net_get_port (fd), "six", 3);
    g_assert_cmpint (prise_datagram_batch_receive (batch, fd), ==, 1);
    datagram = prise_datagram_batch_get (batch, 0);
    g_assert_cmpint (datagram.from->any.sa_family, ==, AF_INET6);
    g_assert_true (IN6_IS_ADDR_LOOPBACK (&datagram.from->ipv6.sin6_addr));
    g_assert_cmpuint (prise_sockaddr_get_port (datagram.from), ==, net_get_port (peer_fd));
    g_assert_cmpuint (datagram.from->ipv6.sin6_scope_id, ==, 0);
    assert_local (batch, AF_INET6);
  }
  close (peer_fd);
  close (fd);
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

  add ("/datagram-batch/nothing", test_nothing);
  add ("/datagram-batch/broken-descriptor", test_broken_descriptor);
  add ("/datagram-batch/sizes", test_sizes);
  add ("/datagram-batch/cut-beside-others", test_cut_beside_others);
  add ("/datagram-batch/many", test_many);
  add ("/datagram-batch/families-in-turn", test_families_in_turn);

  return g_test_run ();
}
