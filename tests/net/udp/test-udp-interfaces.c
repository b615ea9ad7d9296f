// SPDX-License-Identifier: GPL-3.0-or-later
/* Interfaces that go away under an open UDP socket, and come back, in a network of the test's own;
 * and one that is too slow. */
#include "config.h"

#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "netns-fixture.h"
#include "prise-error-text.h"
#include "prise-interface.h"
#include "udp-fixture.h"

#define GROUP      "239.255.41.7"
#define IPV6_GROUP "ff02::4107"

/* Each with a cable that nothing has happened to yet. */
static void
set_up (UdpFixture *fixture, gconstpointer data)
{
  gboolean is_permitted = GPOINTER_TO_INT (data);

  udp_set_up (fixture, data);
  if (is_permitted && prise_interface_find_index ("v0") != 0)
    netns_ip ("link del v0");
  if (is_permitted)
    netns_add_cable ();
}

static guint
count_errors (UdpFixture *fixture, const char *part)
{
  return net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, part);
}

static void
join (UdpFixture *fixture, const char *group, const char *interface)
{
  g_autoptr (GError) error = NULL;

  udp_join (fixture->socket, group, interface, &error);
  g_assert_no_error (error);
}

static guint
count_groups (UdpFixture *fixture)
{
  return g_list_model_get_n_items (prise_udp_socket_get_groups (fixture->socket));
}

/* Its groups go with it, each with a word; the others stay, and the socket goes on. Back, it can be
 * joined again, and nothing of the group that is gone counts for what the system allows. */
static void
test_groups (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (PriseUdpGroup) left = NULL;
  int fd = plain_open ("127.0.0.1", 0);
  guint16 port = udp_open_on (fixture->socket, NULL);

  netns_set ("net/ipv4/igmp_max_memberships", "2");
  for (guint i = 1; i <= 2; i++) {
    join (fixture, GROUP, "v0");
    join (fixture, IPV6_GROUP, "v0");
    if (i == 1)
      join (fixture, GROUP, "lo");
    g_assert_cmpuint (count_groups (fixture), ==, 3);

    netns_ip ("link del v0");
    net_wait_for (count_groups (fixture) == 1);
    g_assert_cmpuint (count_errors (fixture, "The interface “v0” is gone, and with it the group "
                                             "239.255.41.7: join it on another"),
                      ==, i);
    g_assert_cmpuint (count_errors (fixture, "The interface “v0” is gone, and with it the group "
                                             "ff02::4107: join it on another"),
                      ==, i);
    netns_add_cable ();
  }
  g_assert_cmpuint (count_errors (fixture, ""), ==, 4);
  left = g_list_model_get_item (prise_udp_socket_get_groups (fixture->socket), 0);
  g_assert_cmpstr (prise_udp_group_get_interface (left), ==, "lo");
  g_assert_cmpint (net_get_state (fixture->socket), ==, PRISE_ENDPOINT_ACTIVE);
  plain_send_text (fd, "127.0.0.1", port, "still there?");
  udp_wait_received (fixture->socket, 1);
  close (fd);
}

static void
replace_cable (gpointer user_data)
{
  netns_ip ("link del v0");
  netns_add_cable ();
}

/* Gone and back under the same name before the I/O thread can look: it is another one all the same.
 */
static void
test_group_of_another (UdpFixture *fixture, gconstpointer data)
{
  udp_open_on (fixture->socket, NULL);
  join (fixture, GROUP, "v0");
  net_run_on_io (fixture->io, replace_cable, NULL);
  net_wait_for (count_groups (fixture) == 0);
  g_assert_cmpuint (count_errors (fixture, "The interface “v0” is gone"), ==, 1);
  join (fixture, GROUP, "v0");
}

/* As long as nobody is reached, once more. */
static void
send_until_received (UdpFixture *fixture, guint16 port)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("anybody?", 8);
  guint64 before = net_get_counters (fixture->socket).received_entries;

  net_wait_for (udp_send (fixture->socket, GROUP, port, bytes, NULL) &&
                net_get_counters (fixture->socket).received_entries > before);
}

/* Where datagrams to groups leave: said once when it goes, and used again when it is back. */
static void
test_multicast_interface (UdpFixture *fixture, gconstpointer data)
{
  const char *sentence = "This machine has no interface “v0”: choose another";
  guint16 port;

  g_object_set (fixture->socket, "multicast-interface", "v0", NULL);
  port = udp_open_on (fixture->socket, NULL);
  join (fixture, GROUP, "v0");
  send_until_received (fixture, port);
  g_assert_cmpuint (count_errors (fixture, ""), ==, 0);

  netns_ip ("link del v0");
  net_wait_for (count_errors (fixture, sentence) == 1);
  netns_ip ("link add x0 type veth peer name x1");
  netns_ip ("link del x0");
  netns_add_cable ();
  join (fixture, GROUP, "v0");
  send_until_received (fixture, port);
  g_assert_cmpuint (count_errors (fixture, sentence), ==, 1);

  netns_ip ("link del v0");
  net_wait_for (count_errors (fixture, sentence) == 2);
  g_assert_cmpint (net_get_state (fixture->socket), ==, PRISE_ENDPOINT_ACTIVE);
}

static guint
count_lost (UdpFixture *fixture)
{
  return count_errors (fixture, "This machine has lost the address of 10.98.0.1:");
}

static guint
count_back (UdpFixture *fixture)
{
  return net_count_entries (fixture->journal, PRISE_ENTRY_NOTE,
                            "This machine has the address of 10.98.0.1:");
}

/* The address that a socket stands on: said once when it goes, and when it is back; what is sent
 * meanwhile fails with a sentence. */
static void
test_local_address (UdpFixture *fixture, gconstpointer data)
{
  guint16 port = udp_open_on (fixture->socket, "10.98.0.1");
  int fd = plain_open ("10.98.0.1", 0);

  for (guint i = 1; i <= 2; i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
    g_autoptr (GError) error = NULL;

    udp_send_text (fixture->socket, "10.98.0.1", net_get_port (fd), "there");
    plain_expect (fd, "there");
    netns_ip ("address del 10.98.0.1/24 dev v0");
    net_wait_for (count_lost (fixture) == i);
    netns_ip ("address add 10.98.2.1/24 dev v0");
    netns_ip ("address del 10.98.2.1/24 dev v0");
    g_assert_false (udp_send (fixture->socket, "10.98.0.1", net_get_port (fd), bytes, &error));
    g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_UNREACHABLE);
    netns_ip ("address add 10.98.0.1/24 dev v0");
    net_wait_for (count_back (fixture) == i);
    g_assert_cmpuint (count_lost (fixture), ==, i);
  }
  plain_send_text (fd, "10.98.0.1", port, "back");
  udp_wait_received (fixture->socket, 1);
  close (fd);
}

/* Others' addresses, and a socket that stands on all, aren't concerned. */
static void
test_other_address (UdpFixture *fixture, gconstpointer data)
{
  PriseUdpSocket *other = prise_udp_socket_new (fixture->io);
  PriseJournal *other_journal = prise_endpoint_get_journal (PRISE_ENDPOINT (other));

  udp_open_on (fixture->socket, NULL);
  udp_open_on (other, "127.0.0.1");
  netns_ip ("address del 10.98.0.1/24 dev v0");
  net_stop (fixture->socket, FALSE);
  netns_ip ("address add 10.98.0.1/24 dev v0");
  udp_open_on (fixture->socket, "10.98.0.1");
  netns_ip ("address del 10.98.0.1/24 dev v0");
  net_wait_for (count_lost (fixture) == 1);
  g_assert_cmpuint (count_errors (fixture, ""), ==, 1);
  g_assert_cmpuint (net_count_entries (other_journal, PRISE_ENTRY_ERROR, ""), ==, 0);
  netns_ip ("address add 10.98.0.1/24 dev v0");
  net_wait_for (count_back (fixture) == 1);
  net_stop (other, FALSE);
  g_assert_finalize_object (other);
}

/* The whole interface goes, with the address, the groups and the fixed peer. */
static void
test_everything_at_once (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);

  g_object_set (fixture->socket, "multicast-interface", "v0", NULL);
  g_assert_true (udp_open_to (fixture->socket, "10.98.0.1", "10.98.0.7", 9, NULL));
  netns_ip ("link del v0");
  net_wait_for (count_lost (fixture) == 1);
  g_assert_cmpuint (count_errors (fixture, "no interface “v0”"), ==, 1);
  g_assert_false (udp_send (fixture->socket, NULL, 0, bytes, NULL));
  g_assert_cmpint (net_get_state (fixture->socket), ==, PRISE_ENDPOINT_ACTIVE);
  netns_add_cable ();
  net_wait_for (count_back (fixture) == 1);
  g_assert_true (udp_send (fixture->socket, NULL, 0, bytes, NULL));
}

/* In a network where nobody is there is no way out of it. */
static void
test_no_route (UdpFixture *fixture, gconstpointer data)
{
  const char *const hosts[] = { "192.0.2.1", "239.255.41.7", "2001:db8::1" };

  udp_open_on (fixture->socket, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
    g_autoptr (GError) error = NULL;

    g_assert_false (udp_send (fixture->socket, hosts[i], 9, bytes, &error));
    g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_UNREACHABLE);
    g_assert_nonnull (strstr (error->message, hosts[i]));
  }
  {
    g_autoptr (GError) error = NULL;

    g_assert_false (udp_join (fixture->socket, GROUP, NULL, &error));
    g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_NO_INTERFACE);
    g_assert_cmpstr (error->message, ==,
                     "The system knows no interface for 239.255.41.7: choose one");
  }
}

/* The system keeps what goes to somebody whose hardware address it doesn't know yet, for two of
 * them as much as the socket may have on its way: then there is no room for more. */
#define N_WAITING 500

static void
fill_up (UdpFixture *fixture)
{
  const char *const hosts[] = { "10.98.0.2", "10.98.0.3" };

  netns_set ("net/ipv4/neigh/v0/mcast_solicit", "1000");
  for (guint i = 0; i < N_WAITING; i++) {
    g_autofree char *text = g_strdup_printf ("%-1400u", i);
    g_autoptr (GBytes) bytes = g_bytes_new (text, 1400);

    prise_udp_socket_send_async (fixture->socket, hosts[i % 2], 9, bytes, NULL, NULL);
  }
  net_wait_for (prise_endpoint_get_queued_bytes (PRISE_ENDPOINT (fixture->socket)) > 0);
}

static void
assert_sent_in_order (UdpFixture *fixture, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_auto (PriseEntry) entry = udp_get_entry (fixture->journal, PRISE_ENTRY_SENT, i);

    g_assert_cmpuint (g_ascii_strtoull ((const char *) entry.data, NULL, 10), ==, i);
  }
}

/* Sockets of which the I/O thread wants to know when there is room, as its epoll set says. */
static guint
count_waiting_for_room (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fdinfo", 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename ("/proc/self/fdinfo", name, NULL);
    g_autofree char *text = NULL;
    const char *events;

    if (!g_file_get_contents (path, &text, NULL, NULL) || strstr (text, "tfd:") == NULL)
      continue;
    for (events = strstr (text, "events:"); events != NULL; events = strstr (events, "events:")) {
      events += strlen ("events:");
      n += (g_ascii_strtoull (events, NULL, 16) & EPOLLOUT) != 0;
    }
  }

  return n;
}

/* What is asked for waits, and is sent in its order; a reply doesn't wait, and is said not to be
 * sent. */
static void
test_no_room (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (PriseResponder) responder = net_template ("Recu: {data}");
  int fd = plain_open ("127.0.0.1", 0);
  guint16 port;

  prise_udp_socket_set_responder (fixture->socket, responder);
  port = udp_open_on (fixture->socket, "0.0.0.0");
  fill_up (fixture);
  g_assert_cmpuint (net_get_counters (fixture->socket).sent_entries, <, N_WAITING);
  for (guint i = 0; i < 3; i++)
    plain_send_text (fd, "127.0.0.1", port, "hello");
  udp_wait_received (fixture->socket, 3);
  g_assert_cmpuint (count_waiting_for_room (), ==, 1);

  netns_ip ("neigh replace 10.98.0.2 lladdr 02:00:00:00:00:02 dev v0");
  netns_ip ("neigh replace 10.98.0.3 lladdr 02:00:00:00:00:03 dev v0");
  udp_wait_sent (fixture->socket, N_WAITING);
  net_wait_for (prise_endpoint_get_queued_bytes (PRISE_ENDPOINT (fixture->socket)) == 0);
  assert_sent_in_order (fixture, N_WAITING);
  g_assert_cmpuint (count_waiting_for_room (), ==, 0);
  g_assert_cmpuint (count_errors (fixture,
                                  "3 replies weren’t sent: the system takes datagrams too slowly"),
                    ==, 1);
  plain_send_text (fd, "127.0.0.1", port, "again");
  plain_expect (fd, "Recu: again");
  close (fd);
}

/* Closed while there is no room: each that wasn't sent is said to be. */
static void
test_close_without_room (UdpFixture *fixture, gconstpointer data)
{
  udp_open_on (fixture->socket, "0.0.0.0");
  fill_up (fixture);
  net_stop (fixture->socket, FALSE);
  g_assert_cmpuint (net_get_counters (fixture->socket).sent_entries +
                        count_errors (fixture, "Not sent: the socket was closed before"),
                    ==, N_WAITING);
  g_assert_cmpuint (prise_endpoint_get_queued_bytes (PRISE_ENDPOINT (fixture->socket)), ==, 0);
}

static void
skip (UdpFixture *fixture, gconstpointer data)
{
  g_test_skip ("A network namespace of its own isn't permitted");
}

/* Where the system chose the interface, the group goes with that. */
static void
test_chosen_group (UdpFixture *fixture, gconstpointer data)
{
  udp_open_on (fixture->socket, NULL);
  netns_ip ("route add 239.0.0.0/8 dev v0");
  join (fixture, GROUP, NULL);
  g_assert_cmpuint (count_groups (fixture), ==, 1);

  netns_ip ("link del v0");
  net_wait_for (count_groups (fixture) == 0);
  g_assert_cmpuint (count_errors (fixture, "The interface “v0” is gone, and with it the group "
                                           "239.255.41.7: join it on another"),
                    ==, 1);
  netns_add_cable ();
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *path;
    UdpTest test;
  } tests[] = {
    { "/udp-interfaces/groups", test_groups },
    { "/udp-interfaces/chosen-group", test_chosen_group },
    { "/udp-interfaces/group-of-another", test_group_of_another },
    { "/udp-interfaces/multicast-interface", test_multicast_interface },
    { "/udp-interfaces/local-address", test_local_address },
    { "/udp-interfaces/other-address", test_other_address },
    { "/udp-interfaces/everything-at-once", test_everything_at_once },
    { "/udp-interfaces/no-route", test_no_route },
    { "/udp-interfaces/no-room", test_no_room },
    { "/udp-interfaces/close-without-room", test_close_without_room },
  };
  gboolean is_permitted = netns_enter ();

  net_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, UdpFixture, GINT_TO_POINTER (is_permitted), set_up,
                is_permitted ? tests[i].test : skip, udp_tear_down);

  return g_test_run ();
}
