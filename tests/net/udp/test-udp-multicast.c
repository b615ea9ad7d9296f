// SPDX-License-Identifier: GPL-3.0-or-later
/* Multicast groups, on the loopback and, as Linux's loopback doesn't carry those of IPv6, on a
 * cable that leads nowhere: nothing leaves this machine. */
#include "config.h"

#include <libglib-testing/signal-logger.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "netns-fixture.h"
#include "prise-error-text.h"
#include "udp-fixture.h"

/* One of the groups of a site (RFC 2365), and the same of IPv6, of an interface and of a site. */
static const struct {
  const char *name;
  const char *group;
  const char *destination;
  const char *interface;
  const char *host;
} groups[] = {
  { "ipv4", "239.255.41.7", "239.255.41.7", "lo", "0.0.0.0" },
  { "ipv4-cable", "239.255.41.9", "239.255.41.9", "v0", "0.0.0.0" },
  { "ipv6-link", "ff02::4107", "ff02::4107%v0", "v0", "::" },
  { "ipv6-site", "ff05::4107", "ff05::4107", "v0", "::" },
};

#define IPV4_GROUP groups[0].group

static gboolean
skip_without_interface (gsize i)
{
  if (if_nametoindex (groups[i].interface) != 0)
    return FALSE;

  g_test_skip ("A network namespace of its own isn't permitted");

  return TRUE;
}

/* A plain socket whose datagrams to the group leave by its interface. */
static int
open_sender (gsize i)
{
  const int index = (int) if_nametoindex (groups[i].interface);
  const struct ip_mreqn request = { .imr_ifindex = index };
  int fd = plain_open (groups[i].host, 0);

  if (strchr (groups[i].host, ':') != NULL)
    g_assert_no_errno (setsockopt (fd, IPPROTO_IPV6, IPV6_MULTICAST_IF, &index, sizeof index));
  else
    g_assert_no_errno (setsockopt (fd, IPPROTO_IP, IP_MULTICAST_IF, &request, sizeof request));

  return fd;
}

static void
join_on (PriseUdpSocket *socket, const char *group, const char *interface)
{
  g_autoptr (GError) error = NULL;

  udp_join (socket, group, interface, &error);
  g_assert_no_error (error);
}

static void
join (PriseUdpSocket *socket, const char *group)
{
  join_on (socket, group, "lo");
}

static guint
count_groups (PriseUdpSocket *socket)
{
  return g_list_model_get_n_items (prise_udp_socket_get_groups (socket));
}

static void
leave_first (PriseUdpSocket *socket)
{
  guint n_groups = count_groups (socket);
  g_autoptr (PriseUdpGroup) group = g_list_model_get_item (prise_udp_socket_get_groups (socket), 0);

  prise_udp_socket_leave (socket, group);
  net_wait_for (count_groups (socket) == n_groups - 1);
}

/* Before it is joined nothing of it comes, after it is left nothing any more. A datagram to the
 * socket itself says that the one before would be there. */
static void
test_join_and_leave (UdpFixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  const char *host = strchr (groups[i].host, ':') != NULL ? "::1" : "127.0.0.1";
  int fd;
  guint16 port;

  if (skip_without_interface (i))
    return;
  fd = open_sender (i);
  port = udp_open_on (fixture->socket, NULL);
  for (guint round = 0; round < 2; round++) {
    plain_send_text (fd, groups[i].destination, port, "before");
    plain_send_text (fd, host, port, "joining");
    udp_wait_received (fixture->socket, 3 * round + 1);
    udp_assert_received (fixture, 3 * round, "joining");

    join_on (fixture->socket, groups[i].group, groups[i].interface);
    plain_send_text (fd, groups[i].destination, port, "to the group");
    udp_wait_received (fixture->socket, 3 * round + 2);
    udp_assert_received (fixture, 3 * round + 1, "to the group");

    leave_first (fixture->socket);
    plain_send_text (fd, groups[i].destination, port, "after");
    plain_send_text (fd, host, port, "left");
    udp_wait_received (fixture->socket, 3 * round + 3);
    udp_assert_received (fixture, 3 * round + 2, "left");
  }
  close (fd);
}

static void
test_entries (UdpFixture *fixture, gconstpointer data)
{
  udp_open_on (fixture->socket, "0.0.0.0");
  join (fixture->socket, IPV4_GROUP);
  leave_first (fixture->socket);
  udp_assert_transcript (fixture->socket, "opened - Open on 0.0.0.0:PORT\n"
                                          "opened - Joined the group 239.255.41.7 on lo\n"
                                          "closed - Left the group 239.255.41.7\n");
}

/* What others of this machine have joined doesn't come here. */
static void
test_others_groups (UdpFixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  const char *other_group = strchr (groups[i].group, ':') != NULL ? "ff02::4108" : "239.255.41.8";
  PriseUdpSocket *other;
  guint16 port;
  int fd;

  if (skip_without_interface (i))
    return;
  other = prise_udp_socket_new (fixture->io);
  fd = open_sender (i);
  g_object_set (fixture->socket, "share-port", TRUE, NULL);
  g_object_set (other, "share-port", TRUE, NULL);
  port = udp_open_on (fixture->socket, groups[i].host);
  g_assert_true (udp_open (other, groups[i].host, port, NULL));
  join_on (other, other_group, groups[i].interface);
  join_on (fixture->socket, groups[i].group, groups[i].interface);
  plain_send_text (fd, other_group, port, "other");
  plain_send_text (fd, groups[i].destination, port, "ours");
  udp_wait_received (fixture->socket, 1);
  udp_wait_received (other, 1);
  udp_assert_received (fixture, 0, "ours");
  net_stop (other, FALSE);
  g_assert_finalize_object (other);
  close (fd);
}

/* Two that share the port both get what is sent to the group. */
static void
test_two_sockets (UdpFixture *fixture, gconstpointer data)
{
  PriseUdpSocket *sockets[] = { fixture->socket, prise_udp_socket_new (fixture->io) };
  guint16 port = 0;

  for (guint i = 0; i < 2; i++) {
    g_object_set (sockets[i], "share-port", TRUE, "multicast-interface", "lo", NULL);
    g_assert_true (udp_open (sockets[i], "0.0.0.0", port, NULL));
    port = prise_endpoint_get_local_port (PRISE_ENDPOINT (sockets[i]));
    join (sockets[i], IPV4_GROUP);
  }
  udp_send_text (sockets[0], IPV4_GROUP, port, "one");
  udp_send_text (sockets[1], IPV4_GROUP, port, "two");
  for (guint i = 0; i < 2; i++)
    udp_wait_received (sockets[i], 2);
  net_stop (sockets[1], FALSE);
  g_assert_finalize_object (sockets[1]);
}

/* Without it this machine gets nothing of what it sends; an open socket takes the switch at once.
 * What leaves by the loopback comes back all the same. */
static void
test_loopback (UdpFixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  guint16 port;

  if (g_str_equal (groups[i].interface, "lo") || skip_without_interface (i))
    return;
  g_object_set (fixture->socket, "multicast-interface", groups[i].interface, "multicast-loopback",
                FALSE, NULL);
  port = udp_open_on (fixture->socket, groups[i].host);
  join_on (fixture->socket, groups[i].group, groups[i].interface);
  udp_send_text (fixture->socket, groups[i].destination, port, "unheard");
  g_object_set (fixture->socket, "multicast-loopback", TRUE, NULL);
  udp_send_text (fixture->socket, groups[i].destination, port, "heard");
  udp_wait_received (fixture->socket, 1);
  udp_assert_received (fixture, 0, "heard");
  g_object_set (fixture->socket, "multicast-loopback", FALSE, NULL);
  udp_send_text (fixture->socket, groups[i].destination, port, "unheard");
  g_object_set (fixture->socket, "multicast-loopback", TRUE, NULL);
  udp_send_text (fixture->socket, groups[i].destination, port, "heard");
  udp_wait_received (fixture->socket, 2);
  udp_assert_received (fixture, 1, "heard");
}

/* A plain member of a group, to whom the system tells the hops that are left. */
static int
open_member (gsize i)
{
  const int yes = 1;
  gboolean is_ipv6 = strchr (groups[i].host, ':') != NULL;
  g_autoptr (GInetAddress) group = g_inet_address_new_from_string (groups[i].group);
  g_autoptr (GSocket) socket = NULL;
  int fd = plain_open (groups[i].host, 0);

  g_assert_no_errno (is_ipv6 ? setsockopt (fd, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, &yes, sizeof yes)
                             : setsockopt (fd, IPPROTO_IP, IP_RECVTTL, &yes, sizeof yes));
  socket = g_socket_new_from_fd (dup (fd), NULL);
  g_assert_true (g_socket_join_multicast_group (socket, group, FALSE, groups[i].interface, NULL));

  return fd;
}

static int
receive_hops (int fd)
{
  char bytes[100], control[256];
  struct iovec vector = { bytes, sizeof bytes };
  struct msghdr message = {
    .msg_iov = &vector,
    .msg_iovlen = 1,
    .msg_control = control,
    .msg_controllen = sizeof control,
  };
  struct cmsghdr *part;
  int hops;

  g_assert_cmpint (recvmsg (fd, &message, 0), >, 0);
  part = CMSG_FIRSTHDR (&message);
  g_assert_nonnull (part);
  memcpy (&hops, CMSG_DATA (part), sizeof hops);

  return hops;
}

/* From the first datagram on, and as an open socket is told. 1 unless something else is asked for:
 * they stay in the network. */
static void
test_hops (UdpFixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  int fd;

  if (skip_without_interface (i))
    return;
  fd = open_member (i);
  g_object_set (fixture->socket, "multicast-interface", groups[i].interface, NULL);
  udp_open_on (fixture->socket, groups[i].host);
  udp_send_text (fixture->socket, groups[i].destination, net_get_port (fd), "x");
  g_assert_cmpint (receive_hops (fd), ==, 1);
  g_object_set (fixture->socket, "multicast-hops", 33, NULL);
  udp_send_text (fixture->socket, groups[i].destination, net_get_port (fd), "x");
  g_assert_cmpint (receive_hops (fd), ==, 33);
  g_object_set (fixture->socket, "multicast-hops", 0, NULL);
  udp_send_text (fixture->socket, groups[i].destination, net_get_port (fd), "x");
  g_assert_cmpint (receive_hops (fd), ==, 0);

  net_stop (fixture->socket, FALSE);
  g_object_set (fixture->socket, "multicast-hops", 255, NULL);
  udp_open_on (fixture->socket, groups[i].host);
  udp_send_text (fixture->socket, groups[i].destination, net_get_port (fd), "x");
  g_assert_cmpint (receive_hops (fd), ==, 255);
  close (fd);
}

/* An interface that isn't there is said once, whatever else is changed; the socket is open. */
static void
test_no_such_interface (UdpFixture *fixture, gconstpointer data)
{
  int fd = open_member (0);

  g_object_set (fixture->socket, "multicast-interface", "prise-none", NULL);
  udp_open_on (fixture->socket, "0.0.0.0");
  g_object_set (fixture->socket, "multicast-hops", 2, "multicast-loopback", TRUE, NULL);
  g_object_set (fixture->socket, "multicast-interface", "lo", NULL);
  udp_send_text (fixture->socket, IPV4_GROUP, net_get_port (fd), "found");
  plain_expect (fd, "found");
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, ""), ==, 1);
  g_assert_cmpuint (
      net_count_entries (fixture->journal, PRISE_ENTRY_ERROR,
                         "This machine has no interface “prise-none”: choose another"),
      ==, 1);
  close (fd);
}

static const struct {
  const char *host;
  const char *group;
  const char *interface;
  PriseNetError code;
  const char *message;
} bad_joins[] = {
  { NULL, "192.168.1.1", "lo", PRISE_NET_ERROR_BAD_GROUP,
    "“192.168.1.1” isn’t a multicast group: choose an address from 224.0.0.0 to "
    "239.255.255.255, or an IPv6 address that begins with ff" },
  { NULL, "fe80::1", "lo", PRISE_NET_ERROR_BAD_GROUP,
    "“fe80::1” isn’t a multicast group: choose an address from 224.0.0.0 to 239.255.255.255, or "
    "an IPv6 address that begins with ff" },
  { NULL, "240.0.0.0", "lo", PRISE_NET_ERROR_BAD_GROUP, NULL },
  { NULL, "223.255.255.255", "lo", PRISE_NET_ERROR_BAD_GROUP, NULL },
  { NULL, "255.255.255.255", "lo", PRISE_NET_ERROR_BAD_GROUP, NULL },
  { NULL, "localhost", "lo", PRISE_NET_ERROR_BAD_GROUP, NULL },
  { NULL, "239.1.2.3:80", "lo", PRISE_NET_ERROR_BAD_GROUP, NULL },
  { NULL, "239.1.2", "lo", PRISE_NET_ERROR_BAD_GROUP, NULL },
  { NULL, "", "lo", PRISE_NET_ERROR_BAD_GROUP,
    "Enter the address of a multicast group, such as 239.255.12.34" },
  { NULL, "   ", "lo", PRISE_NET_ERROR_BAD_GROUP,
    "Enter the address of a multicast group, such as 239.255.12.34" },
  { NULL, "%lo", NULL, PRISE_NET_ERROR_BAD_GROUP, NULL },
  { NULL, "239.255.41.7", "prise-none", PRISE_NET_ERROR_NO_INTERFACE,
    "This machine has no interface “prise-none”: choose another" },
  { NULL, "ff02::4107%prise-none", "lo", PRISE_NET_ERROR_NO_INTERFACE,
    "This machine has no interface “prise-none”: choose another" },
  { NULL, "ff02::4107%", "lo", PRISE_NET_ERROR_NO_INTERFACE, NULL },
  { "127.0.0.1", "ff02::4107", "lo", PRISE_NET_ERROR_BAD_GROUP,
    "ff02::4107 is an IPv6 group, and only IPv4 is open: give no local address" },
  { "0.0.0.0", "ff02::4107", "lo", PRISE_NET_ERROR_BAD_GROUP, NULL },
  { "::", "239.255.41.7", "lo", PRISE_NET_ERROR_BAD_GROUP,
    "239.255.41.7 is an IPv4 group, and only IPv6 is open: give no local address" },
  { "239.255.41.8", "239.255.41.7", "lo", PRISE_NET_ERROR_BAD_GROUP, NULL },
};

/* Each is refused, and leaves nothing behind. */
static void
test_bad_joins (UdpFixture *fixture, gconstpointer data)
{
  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (bad_joins); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("“%s”", bad_joins[i].group);
    udp_open_on (fixture->socket, bad_joins[i].host);
    g_assert_false (udp_join (fixture->socket, bad_joins[i].group, bad_joins[i].interface, &error));
    g_assert_error (error, PRISE_NET_ERROR, (int) bad_joins[i].code);
    if (bad_joins[i].message != NULL)
      g_assert_cmpstr (error->message, ==, bad_joins[i].message);
    g_assert_cmpuint (count_groups (fixture->socket), ==, 0);
    net_stop (fixture->socket, FALSE);
  }
}

/* A socket that stands on one address doesn't hear what is sent to another, and says so. */
static void
test_bound_to_an_address (UdpFixture *fixture, gconstpointer data)
{
  guint16 port = udp_open_on (fixture->socket, "127.0.0.1");
  g_autofree char *expected =
      g_strdup_printf ("What is sent to a group doesn’t reach 127.0.0.1:%u: open the socket "
                       "again without a local address",
                       port);
  g_autoptr (GError) error = NULL;

  g_assert_false (udp_join (fixture->socket, IPV4_GROUP, "lo", &error));
  g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_GROUP);
  g_assert_cmpstr (error->message, ==, expected);
}

/* One that stands on the group's own address hears it. */
static void
test_bound_to_the_group (UdpFixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  int fd;
  guint16 port;

  if (skip_without_interface (i))
    return;
  fd = open_sender (i);
  port = udp_open_on (fixture->socket, groups[i].destination);
  join_on (fixture->socket, groups[i].group, groups[i].interface);
  plain_send_text (fd, groups[i].destination, port, "hello");
  udp_wait_received (fixture->socket, 1);
  close (fd);
}

/* However it is written the second time. */
static void
test_join_twice (UdpFixture *fixture, gconstpointer data)
{
  const char *const again[][2] = {
    { "239.255.41.7", "lo" }, { "239.255.41.7%lo", NULL }, { " 239.255.41.7 ", "lo" },
    { "ff02::4107", "lo" },   { "ff02:0::4107%lo", "lo" },
  };

  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  udp_open_on (fixture->socket, NULL);
  join (fixture->socket, "239.255.41.7");
  join (fixture->socket, "ff02::4107%lo");
  for (gsize i = 0; i < G_N_ELEMENTS (again); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (udp_join (fixture->socket, again[i][0], again[i][1], &error));
    g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_ALREADY_JOINED);
    g_assert_true (g_str_has_suffix (error->message, " is joined on this interface already"));
    g_assert_cmpuint (count_groups (fixture->socket), ==, 2);
  }
}

static void
assert_group (PriseUdpSocket *socket, guint position, const char *address, const char *interface)
{
  g_autoptr (PriseUdpGroup) group =
      g_list_model_get_item (prise_udp_socket_get_groups (socket), position);
  g_autofree char *shown_address = NULL;
  g_autofree char *shown_interface = NULL;
  g_autofree char *expected = g_strdup_printf ("%s%%%s", address, interface);
  g_autofree char *text = NULL;

  g_assert_nonnull (group);
  g_object_get (group, "address", &shown_address, "interface", &shown_interface, NULL);
  g_assert_cmpstr (shown_address, ==, address);
  g_assert_cmpstr (shown_interface, ==, interface);
  text = prise_udp_group_to_string (group);
  g_assert_cmpstr (text, ==, expected);
}

/* In the order in which they were joined; one that is left leaves the others, the same objects. */
static void
test_groups_list (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (PriseUdpGroup) gone = NULL;
  g_autoptr (PriseUdpGroup) last = NULL;
  g_autoptr (PriseUdpGroup) last_now = NULL;
  GListModel *list = prise_udp_socket_get_groups (fixture->socket);

  udp_open_on (fixture->socket, "0.0.0.0");
  g_assert_cmpuint (count_groups (fixture->socket), ==, 0);
  join (fixture->socket, "239.255.41.3");
  join (fixture->socket, "239.255.41.1");
  join (fixture->socket, "239.255.41.2");
  g_assert_cmpuint (count_groups (fixture->socket), ==, 3);
  assert_group (fixture->socket, 0, "239.255.41.3", "lo");
  assert_group (fixture->socket, 1, "239.255.41.1", "lo");
  assert_group (fixture->socket, 2, "239.255.41.2", "lo");

  gone = g_list_model_get_item (list, 1);
  last = g_list_model_get_item (list, 2);
  prise_udp_socket_leave (fixture->socket, gone);
  net_wait_for (count_groups (fixture->socket) == 2);
  last_now = g_list_model_get_item (list, 1);
  g_assert_true (last == last_now);
  assert_group (fixture->socket, 0, "239.255.41.3", "lo");

  /* It was left already. */
  prise_udp_socket_leave (fixture->socket, gone);
  join (fixture->socket, "239.255.41.1");
  g_assert_cmpuint (count_groups (fixture->socket), ==, 3);
  net_stop (fixture->socket, FALSE);
  g_assert_cmpuint (count_groups (fixture->socket), ==, 0);
  prise_udp_socket_leave (fixture->socket, gone);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_CLOSED, "Left the group"), ==,
                    1);
}

/* More than the system allows, which is 20 unless somebody changed it. */
static void
test_too_many_groups (UdpFixture *fixture, gconstpointer data)
{
  g_autofree char *limit = NULL;
  g_autoptr (GError) error = NULL;
  guint n_allowed, n = 0;

  if (!g_file_get_contents ("/proc/sys/net/ipv4/igmp_max_memberships", &limit, NULL, NULL) ||
      (n_allowed = (guint) g_ascii_strtoull (limit, NULL, 10)) > 250) {
    g_test_skip ("The system sets no limit");
    return;
  }
  udp_open_on (fixture->socket, "0.0.0.0");
  while (error == NULL) {
    g_autofree char *group = g_strdup_printf ("239.255.42.%u", n++);

    udp_join (fixture->socket, group, "lo", &error);
    g_assert_cmpuint (n, <=, n_allowed + 1);
  }
  g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_GROUP);
  g_assert_cmpstr (error->message, ==,
                   "The system lets a socket join no more groups: leave one first");
  g_assert_cmpuint (count_groups (fixture->socket), ==, n_allowed);
}

/* One's own message comes back, is replied to once, and then it is quiet. */
static void
test_own_message_is_replied_to (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (PriseResponder) responder = net_template ("Recu: {data}");
  int fd = plain_open ("127.0.0.1", 0);
  guint16 port;

  g_object_set (fixture->socket, "multicast-interface", "lo", NULL);
  prise_udp_socket_set_responder (fixture->socket, responder);
  port = udp_open_on (fixture->socket, "0.0.0.0");
  join (fixture->socket, IPV4_GROUP);
  udp_send_text (fixture->socket, IPV4_GROUP, port, "hello");
  udp_wait_received (fixture->socket, 2);
  udp_assert_received (fixture, 0, "hello");
  udp_assert_received (fixture, 1, "Recu: hello");
  plain_send_text (fd, "127.0.0.1", port, "me");
  plain_send_text (fd, "127.0.0.1", port, "you?");
  plain_expect (fd, "Recu: you?");
  udp_wait_received (fixture->socket, 4);
  udp_wait_sent (fixture->socket, 3);
  close (fd);
}

static void
add_for_groups (const char *name, UdpTest test)
{
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++) {
    g_autofree char *path = g_strconcat ("/udp-multicast/", name, "/", groups[i].name, NULL);

    g_test_add (path, UdpFixture, GSIZE_TO_POINTER (i), udp_set_up, test, udp_tear_down);
  }
}

int
main (int argc, char *argv[])
{
  netns_enter ();
  net_test_init (&argc, &argv);

  add_for_groups ("join-and-leave", test_join_and_leave);
  add_for_groups ("others-groups", test_others_groups);
  add_for_groups ("loopback", test_loopback);
  add_for_groups ("hops", test_hops);
  add_for_groups ("bound-to-the-group", test_bound_to_the_group);
  udp_add ("/udp-multicast/entries", test_entries);
  udp_add ("/udp-multicast/two-sockets", test_two_sockets);
  udp_add ("/udp-multicast/no-such-interface", test_no_such_interface);
  udp_add ("/udp-multicast/bad-joins", test_bad_joins);
  udp_add ("/udp-multicast/bound-to-an-address", test_bound_to_an_address);
  udp_add ("/udp-multicast/join-twice", test_join_twice);
  udp_add ("/udp-multicast/groups-list", test_groups_list);
  udp_add ("/udp-multicast/too-many-groups", test_too_many_groups);
  udp_add ("/udp-multicast/own-message-is-replied-to", test_own_message_is_replied_to);

  return g_test_run ();
}
