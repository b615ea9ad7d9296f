// SPDX-License-Identifier: GPL-3.0-or-later
/* What the tests of UDP sockets share. All of it runs on the main thread. */
#include "config.h"

#include "udp-fixture.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "prise-sockaddr.h"

void
udp_set_up (UdpFixture *fixture, gconstpointer data)
{
  fixture->io = prise_io_new ();
  fixture->socket = prise_udp_socket_new (fixture->io);
  fixture->journal = prise_endpoint_get_journal (PRISE_ENDPOINT (fixture->socket));
}

/* What a test hasn't closed is closed here; a socket that it dropped is NULL. */
void
udp_tear_down (UdpFixture *fixture, gconstpointer data)
{
  if (fixture->socket != NULL) {
    net_stop (fixture->socket, FALSE);
    g_assert_finalize_object (fixture->socket);
  }
  g_assert_finalize_object (fixture->io);
}

void
udp_add (const char *path, UdpTest test)
{
  g_test_add (path, UdpFixture, NULL, udp_set_up, test, udp_tear_down);
}

static gboolean
open_and_wait (PriseUdpSocket *socket,
               const char *host,
               guint16 port,
               const char *peer_host,
               guint16 peer_port,
               GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  prise_udp_socket_open_async (socket, host, port, peer_host, peer_port, NULL, net_keep_result,
                               &result);
  net_wait_for (result != NULL);

  return prise_udp_socket_open_finish (socket, result, error);
}

gboolean
udp_open (PriseUdpSocket *socket, const char *host, guint16 port, GError **error)
{
  return open_and_wait (socket, host, port, NULL, 0, error);
}

gboolean
udp_open_to (PriseUdpSocket *socket,
             const char *host,
             const char *peer_host,
             guint16 peer_port,
             GError **error)
{
  return open_and_wait (socket, host, 0, peer_host, peer_port, error);
}

guint16
udp_open_on (PriseUdpSocket *socket, const char *host)
{
  g_autoptr (GError) error = NULL;
  guint16 port;

  udp_open (socket, host, 0, &error);
  g_assert_no_error (error);
  port = prise_endpoint_get_local_port (PRISE_ENDPOINT (socket));
  g_assert_cmpuint (port, >, 0);

  return port;
}

gboolean
udp_send (PriseUdpSocket *socket, const char *host, guint16 port, GBytes *bytes, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  prise_udp_socket_send_async (socket, host, port, bytes, net_keep_result, &result);
  net_wait_for (result != NULL);

  return prise_udp_socket_send_finish (socket, result, error);
}

void
udp_send_text (PriseUdpSocket *socket, const char *host, guint16 port, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  udp_send (socket, host, port, bytes, &error);
  g_assert_no_error (error);
}

gboolean
udp_join (PriseUdpSocket *socket, const char *group, const char *interface, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  prise_udp_socket_join_async (socket, group, interface, net_keep_result, &result);
  net_wait_for (result != NULL);

  return prise_udp_socket_join_finish (socket, result, error);
}

static void
do_nothing (gpointer user_data)
{
}

void
udp_sync (PriseUdpSocket *socket)
{
  net_run_on_io (prise_endpoint_get_io (PRISE_ENDPOINT (socket)), do_nothing, NULL);
}

void
udp_wait_received (PriseUdpSocket *socket, guint64 n)
{
  net_wait_for (net_get_counters (socket).received_entries >= n);
  udp_sync (socket);
  g_assert_cmpuint (net_get_counters (socket).received_entries, ==, n);
}

void
udp_wait_sent (PriseUdpSocket *socket, guint64 n)
{
  net_wait_for (net_get_counters (socket).sent_entries >= n);
  udp_sync (socket);
  g_assert_cmpuint (net_get_counters (socket).sent_entries, ==, n);
}

PriseUdpPeer *
udp_find_peer (PriseUdpSocket *socket, const char *address)
{
  GListModel *peers = prise_udp_socket_get_peers (socket);

  for (guint i = 0; i < g_list_model_get_n_items (peers); i++) {
    g_autoptr (PriseUdpPeer) peer = g_list_model_get_item (peers, i);

    if (g_str_equal (prise_udp_peer_get_address (peer), address))
      return peer;
  }

  return NULL;
}

PriseEntry
udp_get_entry (PriseJournal *journal, PriseEntryKind kind, guint index)
{
  guint64 end = prise_journal_get_end (journal);

  for (guint64 i = prise_journal_get_first (journal); i < end; i++) {
    PriseEntry entry;

    g_assert_true (prise_journal_read (journal, i, &entry));
    if (entry.kind == kind && index-- == 0)
      return entry;
    prise_entry_clear (&entry);
  }

  g_error ("The journal has no such entry");
}

void
udp_assert_received (UdpFixture *fixture, guint index, const char *text)
{
  g_auto (PriseEntry) entry = udp_get_entry (fixture->journal, PRISE_ENTRY_RECEIVED, index);

  g_assert_cmpmem (entry.data, entry.size, text, strlen (text));
}

char *
udp_dup_transcript (PriseJournal *journal)
{
  g_autofree char *transcript = net_dup_transcript (journal);
  g_autoptr (GRegex) regex = g_regex_new ("note - The receive buffer has .*\n", 0, 0, NULL);

  return g_regex_replace_literal (regex, transcript, -1, 0, "", 0, NULL);
}

static void
fill (PriseSockaddr *native, const char *host, guint16 port)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, port);

  g_assert_true (prise_sockaddr_from_address (native, address));
}

int
plain_open (const char *host, guint16 port)
{
  const struct timeval limit = { .tv_sec = NET_LIMIT };
  PriseSockaddr native;
  int fd;

  fill (&native, host, port);
  fd = socket (native.any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  g_assert_no_errno (fd);
  g_assert_no_errno (setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit));
  g_assert_no_errno (bind (fd, &native.any, prise_sockaddr_get_size (&native)));

  return fd;
}

void
plain_connect (int fd, const char *host, guint16 port)
{
  PriseSockaddr native;

  fill (&native, host, port);
  g_assert_no_errno (connect (fd, &native.any, prise_sockaddr_get_size (&native)));
}

void
plain_send (int fd, const char *host, guint16 port, gconstpointer data, gsize size)
{
  PriseSockaddr native;

  fill (&native, host, port);
  g_assert_cmpint (sendto (fd, data, size, 0, &native.any, prise_sockaddr_get_size (&native)), ==,
                   size);
}

void
plain_send_text (int fd, const char *host, guint16 port, const char *text)
{
  plain_send (fd, host, port, text, strlen (text));
}

/* Returns the sender's port. */
guint16
plain_expect (int fd, const char *text)
{
  g_autofree char *buffer = g_malloc (65536);
  PriseSockaddr from = { 0 };
  socklen_t from_size = sizeof from;
  gssize size = recvfrom (fd, buffer, 65536, 0, &from.any, &from_size);

  g_assert_no_errno (size);
  g_assert_cmpmem (buffer, size, text, strlen (text));

  return prise_sockaddr_get_port (&from);
}
