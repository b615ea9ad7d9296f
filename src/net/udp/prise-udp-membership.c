// SPDX-License-Identifier: GPL-3.0-or-later
/* The multicast groups that a session's sockets have joined, with the sockets that joined them. A
 * group goes by itself when its interface goes. The I/O thread. */
#include "config.h"

#include "prise-udp-membership.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <net/if.h>
#include <string.h>

#include "prise-error-text.h"
#include "prise-interface.h"

struct _PriseUdpMembership {
  PriseJournal *journal;
  GPtrArray *sockets;
  GPtrArray *members;
};

typedef struct {
  PriseUdpGroup *group;
  PriseDatagramSocket *socket;
  PriseSockaddr address;
  guint interface;                  /* 0 where the system's choice isn't known */
  char interface_name[IF_NAMESIZE]; /* at that time */
} Member;

/* What was asked for, understood. */
typedef struct {
  char *address;
  char *interface;
  PriseSockaddr native;
  guint index;
} Wanted;

static void
wanted_clear (Wanted *wanted)
{
  g_free (wanted->address);
  g_free (wanted->interface);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wanted, wanted_clear)

static void
member_free (gpointer user_data)
{
  Member *member = user_data;

  g_object_unref (member->group);
  g_free (member);
}

static void
set_bad_group (GError **error, const char *text)
{
  g_set_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_GROUP,
               _ ("“%s” isn’t a multicast group: choose an address from 224.0.0.0 to "
                  "239.255.255.255, or an IPv6 address that begins with ff"),
               text);
}

/* "239.1.2.3" or "ff02::1%eth0", where the interface may stand behind the address. */
static gboolean
parse_address (Wanted *wanted, const char *text, const char *interface, GError **error)
{
  const char *percent = strchr (text, '%');
  g_autoptr (GInetAddress) inet = NULL;
  g_autoptr (GSocketAddress) address = NULL;

  wanted->address =
      g_strstrip (percent != NULL ? g_strndup (text, percent - text) : g_strdup (text));
  wanted->interface = g_strdup (percent != NULL ? percent + 1 : interface);
  if (*wanted->address == '\0') {
    g_set_error_literal (error, PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_GROUP,
                         _ ("Enter the address of a multicast group, such as 239.255.12.34"));
    return FALSE;
  }

  inet = g_inet_address_new_from_string (wanted->address);
  if (inet == NULL || !g_inet_address_get_is_multicast (inet)) {
    set_bad_group (error, wanted->address);
    return FALSE;
  }
  address = g_inet_socket_address_new (inet, 0);

  return prise_sockaddr_from_address (&wanted->native, address);
}

static gboolean
find_interface (Wanted *wanted, GError **error)
{
  if (wanted->interface == NULL) {
    wanted->index = prise_interface_find_route (&wanted->native);
    return TRUE;
  }

  wanted->index = prise_interface_find_index (wanted->interface);
  if (wanted->index != 0)
    return TRUE;

  g_propagate_error (error, prise_net_error_no_interface (wanted->interface));

  return FALSE;
}

/* The system hands datagrams to the address that they were sent to: one that is bound to another
 * hears nothing. A group of a link, such as ff02::1, is bound to on an interface. */
static gboolean
can_hear (PriseDatagramSocket *socket, const Wanted *wanted)
{
  const PriseSockaddr *local = prise_datagram_socket_get_address (socket);
  PriseSockaddr group = wanted->native;

  if (prise_sockaddr_is_any (local))
    return TRUE;
  if (local->any.sa_family != AF_INET6) {
    group.ipv4.sin_port = local->ipv4.sin_port;
  } else {
    group.ipv6.sin6_port = local->ipv6.sin6_port;
    if (local->ipv6.sin6_scope_id != 0)
      group.ipv6.sin6_scope_id = wanted->index;
  }

  return prise_sockaddr_equal (&group, local);
}

/* The socket of the group's family, if what is sent to the group can come to it. */
static PriseDatagramSocket *
find_socket (PriseUdpMembership *self, const Wanted *wanted, GError **error)
{
  for (guint i = 0; i < self->sockets->len; i++) {
    PriseDatagramSocket *socket = g_ptr_array_index (self->sockets, i);
    const PriseSockaddr *local = prise_datagram_socket_get_address (socket);
    g_autofree char *where = prise_sockaddr_to_string (local);

    if (local->any.sa_family != wanted->native.any.sa_family)
      continue;
    if (can_hear (socket, wanted))
      return socket;

    g_set_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_GROUP,
                 _ ("What is sent to a group doesn’t reach %s: open the socket again without a "
                    "local address"),
                 where);
    return NULL;
  }

  g_set_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_GROUP,
               wanted->native.any.sa_family == AF_INET6
                   ? _ ("%s is an IPv6 group, and only IPv4 is open: give no local address")
                   : _ ("%s is an IPv4 group, and only IPv6 is open: give no local address"),
               wanted->address);

  return NULL;
}

static GError *
join_error (int code, const Wanted *wanted)
{
  const char *interface = wanted->interface;

  switch (code) {
  case EADDRINUSE:
    return g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_ALREADY_JOINED,
                        _ ("%s is joined on this interface already"), wanted->address);
  case ENODEV:
    if (interface == NULL)
      return g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_NO_INTERFACE,
                          _ ("The system knows no interface for %s: choose one"), wanted->address);
    return g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_NO_INTERFACE,
                        _ ("The interface “%s” can’t be used for %s: choose another"), interface,
                        wanted->address);
  case ENOBUFS:
    return g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_GROUP,
                        _ ("The system lets a socket join no more groups: leave one first"));
  default:
    return g_error_new (G_IO_ERROR, g_io_error_from_errno (code), _ ("Can’t join %s: %s"),
                        wanted->address, g_strerror (code));
  }
}

static Member *
find_member (PriseUdpMembership *self, PriseUdpGroup *group)
{
  for (guint i = 0; i < self->members->len; i++) {
    Member *member = g_ptr_array_index (self->members, i);

    if (prise_udp_group_equal (member->group, group))
      return member;
  }

  return NULL;
}

/**
 * prise_udp_membership_new:
 * @journal: where joining and leaving is recorded
 * @sockets: (element-type PriseDatagramSocket): those that can join, which outlive the membership
 *
 * Returns: (transfer full): no membership yet
 */
PriseUdpMembership *
prise_udp_membership_new (PriseJournal *journal, GPtrArray *sockets)
{
  PriseUdpMembership *self = g_new0 (PriseUdpMembership, 1);

  self->journal = g_object_ref (journal);
  self->sockets = g_ptr_array_ref (sockets);
  self->members = g_ptr_array_new_with_free_func (member_free);

  return self;
}

/**
 * prise_udp_membership_free:
 *
 * The system leaves all groups when the sockets are closed.
 */
void
prise_udp_membership_free (PriseUdpMembership *self)
{
  g_ptr_array_unref (self->members);
  g_ptr_array_unref (self->sockets);
  g_object_unref (self->journal);
  g_free (self);
}

/**
 * prise_udp_membership_join:
 * @address: what was typed: "239.1.2.3", "ff02::1%eth0"
 * @interface: (nullable): an interface's name, unless @address has one; %NULL: the system chooses
 * @error: return location for a #PriseNetError: BAD_GROUP, ALREADY_JOINED, NO_INTERFACE
 *
 * Returns: whether the group is joined now
 */
gboolean
prise_udp_membership_join (PriseUdpMembership *self,
                           const char *address,
                           const char *interface,
                           GError **error)
{
  g_auto (Wanted) wanted = { 0 };
  PriseDatagramSocket *socket;
  Member *member;
  int code;

  if (!parse_address (&wanted, address, interface, error) || !find_interface (&wanted, error))
    return FALSE;
  socket = find_socket (self, &wanted, error);
  if (socket == NULL)
    return FALSE;

  code = prise_datagram_socket_join (socket, &wanted.native, wanted.index);
  if (code != 0) {
    g_propagate_error (error, join_error (code, &wanted));
    return FALSE;
  }

  member = g_new (Member, 1);
  *member = (Member){ prise_udp_group_new (wanted.address, wanted.interface), socket, wanted.native,
                      wanted.index, "" };
  if_indextoname (wanted.index, member->interface_name);
  g_ptr_array_add (self->members, member);
  if (wanted.interface != NULL)
    prise_journal_append_text (self->journal, PRISE_ENTRY_OPENED, PRISE_JOURNAL_NO_PEER,
                               _ ("Joined the group %s on %s"), wanted.address, wanted.interface);
  else
    prise_journal_append_text (self->journal, PRISE_ENTRY_OPENED, PRISE_JOURNAL_NO_PEER,
                               _ ("Joined the group %s"), wanted.address);

  return TRUE;
}

/**
 * prise_udp_membership_leave:
 * @group: a group
 *
 * Returns: whether it was joined
 */
gboolean
prise_udp_membership_leave (PriseUdpMembership *self, PriseUdpGroup *group)
{
  Member *member = find_member (self, group);

  if (member == NULL)
    return FALSE;

  prise_datagram_socket_leave (member->socket, &member->address, member->interface);
  prise_journal_append_text (self->journal, PRISE_ENTRY_CLOSED, PRISE_JOURNAL_NO_PEER,
                             _ ("Left the group %s"), prise_udp_group_get_address (group));
  g_ptr_array_remove (self->members, member);

  return TRUE;
}

/**
 * prise_udp_membership_forget_gone:
 *
 * The interfaces of this machine have changed: groups on one that is gone aren't joined any more.
 *
 * Returns: whether there was any
 */
gboolean
prise_udp_membership_forget_gone (PriseUdpMembership *self)
{
  guint n_before = self->members->len;

  for (guint i = self->members->len; i > 0; i--) {
    Member *member = g_ptr_array_index (self->members, i - 1);

    if (member->interface == 0 ||
        prise_interface_find_index (member->interface_name) == member->interface)
      continue;

    prise_journal_append_error (
        self->journal, PRISE_JOURNAL_NO_PEER, PRISE_CODE_BAD_ADDRESS,
        _ ("The interface “%s” is gone, and with it the group %s: join it on another"),
        member->interface_name, prise_udp_group_get_address (member->group));
    prise_datagram_socket_leave (member->socket, &member->address, member->interface);
    g_ptr_array_remove_index (self->members, i - 1);
  }

  return self->members->len < n_before;
}

/**
 * prise_udp_membership_dup_groups:
 *
 * Returns: (transfer full) (element-type PriseUdpGroup): the groups that are joined, in the order
 * in which they were
 */
GPtrArray *
prise_udp_membership_dup_groups (PriseUdpMembership *self)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->members->len; i++)
    g_ptr_array_add (groups,
                     g_object_ref (((Member *) g_ptr_array_index (self->members, i))->group));

  return groups;
}
