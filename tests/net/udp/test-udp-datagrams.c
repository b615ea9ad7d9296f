// SPDX-License-Identifier: GPL-3.0-or-later
/* What goes through a UDP socket: every byte, in order, and each datagram by itself. */
#include "config.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "prise-error-text.h"
#include "udp-fixture.h"

#define N_DATAGRAMS 500

static void
assert_entry (UdpFixture *fixture, PriseEntryKind kind, guint index, GBytes *bytes)
{
  g_auto (PriseEntry) entry = udp_get_entry (fixture->journal, kind, index);

  g_assert_cmpmem (entry.data, entry.size, g_bytes_get_data (bytes, NULL),
                   g_bytes_get_size (bytes));
  g_assert_false (entry.is_truncated);
}

static const struct {
  const char *name;
  const char *host;
  gsize size;
} sizes[] = {
  { "ipv4-0", "127.0.0.1", 0 },
  { "ipv4-1", "127.0.0.1", 1 },
  { "ipv4-1400", "127.0.0.1", 1400 },
  { "ipv4-65507", "127.0.0.1", 65507 },
  { "ipv6-0", "::1", 0 },
  { "ipv6-1", "::1", 1 },
  { "ipv6-65507", "::1", 65507 },
  { "ipv6-65527", "::1", 65527 },
};

/* A socket that writes to itself has each twice: one entry sent, one received. */
static void
test_sizes (UdpFixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GBytes) bytes = net_pattern (sizes[i].size);
  g_autoptr (GError) error = NULL;
  guint16 port;

  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  port = udp_open_on (fixture->socket, sizes[i].host);
  g_assert_true (udp_send (fixture->socket, sizes[i].host, port, bytes, &error));
  g_assert_no_error (error);
  udp_wait_received (fixture->socket, 1);
  g_assert_cmpuint (net_get_counters (fixture->socket).sent_entries, ==, 1);
  g_assert_cmpuint (net_get_counters (fixture->socket).sent_bytes, ==, sizes[i].size);
  g_assert_cmpuint (net_get_counters (fixture->socket).received_bytes, ==, sizes[i].size);
  assert_entry (fixture, PRISE_ENTRY_SENT, 0, bytes);
  assert_entry (fixture, PRISE_ENTRY_RECEIVED, 0, bytes);
}

static const struct {
  const char *host;
  gsize size;
  const char *message;
} too_long[] = {
  { "127.0.0.1", 65508,
    "65508 bytes are too many for one datagram: at most 65507 fit, so send them in parts" },
  { "::1", 65528,
    "65528 bytes are too many for one datagram: at most 65527 fit, so send them in parts" },
  { "127.0.0.1", 100 * 1024 * 1024,
    "104857600 bytes are too many for one datagram: at most 65507 fit, so send them in parts" },
  { "localhost", 65508,
    "65508 bytes are too many for one datagram: at most 65507 fit, so send them in parts" },
};

/* At once, and the next one is sent. */
static void
test_too_long (UdpFixture *fixture, gconstpointer data)
{
  gint64 start = g_get_monotonic_time ();

  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  udp_open_on (fixture->socket, "localhost");
  for (gsize i = 0; i < G_N_ELEMENTS (too_long); i++) {
    g_autofree char *memory = g_malloc0 (too_long[i].size);
    g_autoptr (GBytes) bytes = g_bytes_new_static (memory, too_long[i].size);
    g_autoptr (GError) error = NULL;

    g_assert_false (udp_send (fixture->socket, too_long[i].host, 9, bytes, &error));
    g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_TOO_LONG);
    g_assert_cmpstr (error->message, ==, too_long[i].message);
    g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, error->message), >=,
                      1);
  }
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, ""), ==,
                    G_N_ELEMENTS (too_long));
  g_assert_cmpuint (net_get_counters (fixture->socket).sent_entries, ==, 0);
  g_assert_cmpint (net_get_state (fixture->socket), ==, PRISE_ENDPOINT_ACTIVE);
  udp_send_text (fixture->socket, "127.0.0.1", 9, "short");
}

/* From 0 bytes up, by several senders: none is merged with another, none split, each sender's in
 * its order. */
static void
test_boundaries (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) pattern = net_pattern (N_DATAGRAMS * 2);
  const guint8 *bytes = g_bytes_get_data (pattern, NULL);
  int fds[] = { plain_open ("127.0.0.1", 0), plain_open ("127.0.0.1", 0) };
  guint16 port = udp_open_on (fixture->socket, "127.0.0.1");
  guint next[] = { 0, 1 };

  for (guint i = 0; i < N_DATAGRAMS; i++)
    plain_send (fds[i % 2], "127.0.0.1", port, bytes + i, i);
  udp_wait_received (fixture->socket, N_DATAGRAMS);
  for (guint i = 0; i < N_DATAGRAMS; i++) {
    g_auto (PriseEntry) entry = udp_get_entry (fixture->journal, PRISE_ENTRY_RECEIVED, i);
    guint sender = entry.size % 2;

    g_assert_cmpuint (entry.size, ==, next[sender]);
    g_assert_cmpmem (entry.data, entry.size, bytes + next[sender], next[sender]);
    next[sender] += 2;
  }
  close (fds[0]);
  close (fds[1]);
}

/* Asked for at once, without waiting: sent in that order, each as it is. */
static void
test_send_order (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) pattern = net_pattern (N_DATAGRAMS * 2);
  guint16 port = udp_open_on (fixture->socket, "127.0.0.1");
  int fd = plain_open ("127.0.0.1", 0);

  for (guint i = 0; i < N_DATAGRAMS; i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_from_bytes (pattern, i, i);

    prise_udp_socket_send_async (fixture->socket, "127.0.0.1", port, bytes, NULL, NULL);
  }
  udp_wait_received (fixture->socket, N_DATAGRAMS);
  for (guint i = 0; i < N_DATAGRAMS; i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_from_bytes (pattern, i, i);

    assert_entry (fixture, PRISE_ENTRY_SENT, i, bytes);
    assert_entry (fixture, PRISE_ENTRY_RECEIVED, i, bytes);
  }
  g_assert_cmpuint (prise_endpoint_get_queued_bytes (PRISE_ENDPOINT (fixture->socket)), ==, 0);
  close (fd);
}

/* A name that takes its time, or doesn't exist, holds the next ones back, and loses none. */
static void
test_name_keeps_order (UdpFixture *fixture, gconstpointer data)
{
  const char *const names[] = { "127.0.0.1", "does-not-exist.invalid", "localhost",
                                "prise.localhost", "127.0.0.1" };
  const char *const texts[] = { "first", "lost", "second", "third", "last" };
  GAsyncResult *results[G_N_ELEMENTS (names)] = { NULL };
  int fd = plain_open ("127.0.0.1", 0);

  udp_open_on (fixture->socket, "127.0.0.1");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));

    prise_udp_socket_send_async (fixture->socket, names[i], net_get_port (fd), bytes,
                                 net_keep_result, &results[i]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GError) error = NULL;

    net_wait_for (results[i] != NULL);
    for (guint j = i + 2; j < G_N_ELEMENTS (names) && i == 0; j++)
      g_assert_true (results[1] != NULL || results[j] == NULL);
    g_assert_cmpint (prise_udp_socket_send_finish (fixture->socket, results[i], &error), ==,
                     i != 1);
    if (i == 1)
      g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_NAME_NOT_FOUND);
    else
      plain_expect (fd, texts[i]);
    g_object_unref (results[i]);
  }
  udp_assert_transcript (
      fixture->socket,
      "opened - Open on 127.0.0.1:PORT\n"
      "sent 127.0.0.1:PORT first\n"
      "error - No address belongs to the name “does-not-exist.invalid”: check its spelling\n"
      "sent 127.0.0.1:PORT secondthirdlast\n");
  close (fd);
}

/* Longer ones are cut, and marked; what is as long as the limit isn't. */
static void
test_max_datagram (UdpFixture *fixture, gconstpointer data)
{
  const char *const texts[] = { "0123456789", "012345678", "0123456789a", "" };
  int fd = plain_open ("127.0.0.1", 0);
  guint16 port;

  g_object_set (fixture->socket, "max-datagram", 10, NULL);
  port = udp_open_on (fixture->socket, "127.0.0.1");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    plain_send_text (fd, "127.0.0.1", port, texts[i]);
    udp_wait_received (fixture->socket, i + 1);
    {
      g_auto (PriseEntry) entry = udp_get_entry (fixture->journal, PRISE_ENTRY_RECEIVED, i);

      g_assert_cmpmem (entry.data, entry.size, texts[i], MIN (strlen (texts[i]), 10));
      g_assert_cmpint (entry.is_truncated, ==, i == 2);
    }
  }
  close (fd);
}

/* It counts from the next open. */
static void
test_max_datagram_of_open_socket (UdpFixture *fixture, gconstpointer data)
{
  int fd = plain_open ("127.0.0.1", 0);
  guint16 port = udp_open_on (fixture->socket, "127.0.0.1");

  g_object_set (fixture->socket, "max-datagram", 1, NULL);
  plain_send_text (fd, "127.0.0.1", port, "whole");
  udp_wait_received (fixture->socket, 1);
  udp_assert_received (fixture, 0, "whole");
  net_stop (fixture->socket, FALSE);
  port = udp_open_on (fixture->socket, "127.0.0.1");
  plain_send_text (fd, "127.0.0.1", port, "whole");
  udp_wait_received (fixture->socket, 2);
  udp_assert_received (fixture, 1, "w");
  close (fd);
}

/* An IPv6 address has a name only; the other family of localhost is tried where one isn't bound. */
static void
test_family_of_destination (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;
  int fd;

  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  fd = plain_open ("::1", 0);
  udp_open_on (fixture->socket, "::1");
  udp_send_text (fixture->socket, "localhost", net_get_port (fd), "hello");
  plain_expect (fd, "hello");
  g_assert_false (udp_send (fixture->socket, "127.0.0.1", 9, bytes, &error));
  g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_UNREACHABLE);
  udp_assert_transcript (fixture->socket,
                         "opened - Open on [::1]:PORT\n"
                         "sent [::1]:PORT hello\n"
                         "error - 127.0.0.1:PORT is an IPv4 address, and the local address is "
                         "IPv6: give one of the same family, or none\n");
  close (fd);
}

static void
add_sizes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autofree char *path = g_strconcat ("/udp-datagrams/sizes/", sizes[i].name, NULL);

    g_test_add (path, UdpFixture, GSIZE_TO_POINTER (i), udp_set_up, test_sizes, udp_tear_down);
  }
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  add_sizes ();
  udp_add ("/udp-datagrams/too-long", test_too_long);
  udp_add ("/udp-datagrams/boundaries", test_boundaries);
  udp_add ("/udp-datagrams/send-order", test_send_order);
  udp_add ("/udp-datagrams/name-keeps-order", test_name_keeps_order);
  udp_add ("/udp-datagrams/max-datagram", test_max_datagram);
  udp_add ("/udp-datagrams/max-datagram-of-open-socket", test_max_datagram_of_open_socket);
  udp_add ("/udp-datagrams/family-of-destination", test_family_of_destination);

  return g_test_run ();
}
