// SPDX-License-Identifier: GPL-3.0-or-later
/* What the system says, as a sentence that a person can act on. Pure functions. */
#include "config.h"

#include "prise-error-text.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "prise-address.h"
#include "prise-display.h"

/* What was typed is said again in so many characters. */
#define MAX_SHOWN 200

static guint16
get_port (GSocketAddress *address)
{
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

static GError *
address_not_local (GSocketAddress *address)
{
  GInetAddress *inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  g_autofree char *text = g_inet_address_to_string (inet);

  return g_error_new (
      PRISE_NET_ERROR, PRISE_NET_ERROR_ADDRESS_NOT_LOCAL,
      _ ("%s isn’t an address of this machine: choose one of its own, or none for all"), text);
}

/* Each link has its own such addresses (RFC 4007, section 6). */
static gboolean
lacks_scope (GSocketAddress *address)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);

  return g_socket_address_get_family (address) == G_SOCKET_FAMILY_IPV6 &&
         g_inet_socket_address_get_scope_id (inet) == 0 &&
         g_inet_address_get_is_link_local (g_inet_socket_address_get_address (inet));
}

static GError *
no_scope (const char *where)
{
  return g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_ADDRESS,
                      _ ("%s is a link-local address: add its interface, as in “fe80::1%%eth0”"),
                      where);
}

static GError *
bind_error (int code, GSocketAddress *address)
{
  g_autofree char *where = prise_socket_address_to_string (address);

  if (code == EINVAL && lacks_scope (address))
    return no_scope (where);

  switch (code) {
  case EADDRINUSE:
    return prise_net_error_port_in_use (get_port (address), NULL);
  case EACCES:
  case EPERM:
    return g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_PORT_NEEDS_RIGHTS,
                        _ ("Port %u needs administrator rights: choose one above 1023"),
                        get_port (address));
  case EADDRNOTAVAIL:
  case EAFNOSUPPORT:
    return address_not_local (address);
  default:
    return g_error_new (G_IO_ERROR, g_io_error_from_errno (code), _ ("Can’t listen: %s"),
                        g_strerror (code));
  }
}

static GError *
no_way (const char *where)
{
  return g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_UNREACHABLE,
                      _ ("No route to %s: check the address and this machine’s network"), where);
}

static gboolean
is_unreachable (int code)
{
  return code == ENETUNREACH || code == EHOSTUNREACH || code == ENETDOWN || code == EHOSTDOWN ||
         code == EADDRNOTAVAIL || code == EAFNOSUPPORT;
}

static GError *
connect_error (int code, GSocketAddress *address)
{
  g_autofree char *where = prise_socket_address_to_string (address);

  if (prise_socket_address_is_multicast (address))
    return prise_net_error_no_stream (address);
  if (code == EINVAL && lacks_scope (address))
    return no_scope (where);
  if (is_unreachable (code))
    return no_way (where);

  switch (code) {
  case ECONNREFUSED:
    return g_error_new (
        PRISE_NET_ERROR, PRISE_NET_ERROR_REFUSED,
        _ ("%s refused the connection: nobody listens there. Start the server, or check the port"),
        where);
  case ECONNRESET:
    return g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_RESET, _ ("%s reset the connection"),
                        where);
  case ETIMEDOUT:
    return g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_TIMED_OUT,
                        _ ("%s didn’t respond: check the address"), where);
  default:
    return g_error_new (G_IO_ERROR, g_io_error_from_errno (code), _ ("Can’t connect to %s: %s"),
                        where, g_strerror (code));
  }
}

static GError *
other_family (GSocketAddress *address, const char *where)
{
  return g_error_new (
      PRISE_NET_ERROR, PRISE_NET_ERROR_UNREACHABLE,
      g_socket_address_get_family (address) == G_SOCKET_FAMILY_IPV6
          ? _ ("%s is an IPv6 address, and the local address is IPv4: give one of the same family, "
               "or none")
          : _ ("%s is an IPv4 address, and the local address is IPv6: give one of the same family, "
               "or none"),
      where);
}

/* Linux says EACCES of a broadcast address only, and EINVAL where the local address is one that
 * can't reach the other (udp(7), ip(7)). EAFNOSUPPORT is ours: no socket has that family. */
static GError *
send_error (int code, GSocketAddress *address)
{
  g_autofree char *where = prise_socket_address_to_string (address);

  if (code == EINVAL && lacks_scope (address))
    return no_scope (where);
  if (code == EAFNOSUPPORT)
    return other_family (address, where);
  if (is_unreachable (code))
    return no_way (where);

  switch (code) {
  case ECONNREFUSED:
    return g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_REFUSED,
                        _ ("Nobody listens on %s: start the other program, or check the port"),
                        where);
  case EACCES:
    return g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_NEEDS_BROADCAST,
                        _ ("%s is a broadcast address: allow broadcast first"), where);
  case EINVAL:
    return g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_UNREACHABLE,
                        _ ("No route to %s from this local address: to reach other machines, give "
                           "no local address"),
                        where);
  default:
    return g_error_new (G_IO_ERROR, g_io_error_from_errno (code), _ ("Can’t send to %s: %s"), where,
                        g_strerror (code));
  }
}

/**
 * prise_net_error_from_errno:
 * @attempt: what was tried
 * @code: what `errno` said
 * @address: with which address
 *
 * Returns: (transfer full): a #PriseNetError, or a #GIOErrorEnum for what nobody can act on
 */
GError *
prise_net_error_from_errno (PriseAttempt attempt, int code, GSocketAddress *address)
{
  switch (attempt) {
  case PRISE_ATTEMPT_BIND:
    return bind_error (code, address);
  case PRISE_ATTEMPT_CONNECT:
    return connect_error (code, address);
  case PRISE_ATTEMPT_SEND:
  default:
    return send_error (code, address);
  }
}

/**
 * prise_net_error_broken:
 * @code: what `errno` said about a connection that stood
 *
 * Returns: (transfer full): a %PRISE_NET_ERROR_RESET, or a #GIOErrorEnum
 */
GError *
prise_net_error_broken (int code)
{
  if (code == ECONNRESET || code == EPIPE)
    return g_error_new_literal (PRISE_NET_ERROR, PRISE_NET_ERROR_RESET,
                                _ ("The peer reset the connection"));

  return g_error_new (G_IO_ERROR, g_io_error_from_errno (code), _ ("The connection was lost: %s"),
                      g_strerror (code));
}

/**
 * prise_net_error_port_in_use:
 * @port: a port
 * @owner: (nullable): who listens there, from prise_port_owner_find(); %NULL if that isn't known
 *
 * Returns: (transfer full): a %PRISE_NET_ERROR_PORT_IN_USE
 */
GError *
prise_net_error_port_in_use (guint16 port, const char *owner)
{
  if (owner != NULL)
    return g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_PORT_IN_USE,
                        _ ("Port %u is in use by %s: stop it, or choose another port"), port,
                        owner);

  return g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_PORT_IN_USE,
                      _ ("Port %u is in use by another program: choose another port"), port);
}

/**
 * prise_net_error_timed_out:
 * @where: "address:port"
 * @seconds: how long we waited
 *
 * Returns: (transfer full): a %PRISE_NET_ERROR_TIMED_OUT
 */
GError *
prise_net_error_timed_out (const char *where, guint seconds)
{
  return g_error_new (
      PRISE_NET_ERROR, PRISE_NET_ERROR_TIMED_OUT,
      g_dngettext (GETTEXT_PACKAGE,
                   "%s didn’t respond within %u second: check the address, or wait longer",
                   "%s didn’t respond within %u seconds: check the address, or wait longer",
                   seconds),
      where, seconds);
}

/**
 * prise_net_error_not_found:
 * @host: a name
 * @cause: what the resolver said
 *
 * Returns: (transfer full): a %PRISE_NET_ERROR_NAME_NOT_FOUND
 */
GError *
prise_net_error_not_found (const char *host, const GError *cause)
{
  /* What isn't seen in it may be what is wrong with it. */
  g_autofree char *shown = prise_display_line (host, strlen (host), MAX_SHOWN);

  if (g_error_matches (cause, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE))
    return g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_NAME_NOT_FOUND,
                        _ ("The name “%s” can’t be resolved: the name server doesn’t respond"),
                        shown);

  return g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_NAME_NOT_FOUND,
                      _ ("No address belongs to the name “%s”: check its spelling"), shown);
}

/**
 * prise_net_error_not_open:
 *
 * Returns: (transfer full): a %PRISE_NET_ERROR_NOT_CONNECTED about a socket that isn't open
 */
GError *
prise_net_error_not_open (void)
{
  return g_error_new_literal (PRISE_NET_ERROR, PRISE_NET_ERROR_NOT_CONNECTED,
                              _ ("The socket isn’t open: open it first"));
}

/**
 * prise_net_error_too_long:
 * @size: of a message, in bytes
 * @limit: how much one datagram carries to that address
 *
 * Returns: (transfer full): a %PRISE_NET_ERROR_TOO_LONG
 */
GError *
prise_net_error_too_long (gsize size, gsize limit)
{
  return g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_TOO_LONG,
                      _ ("%zu bytes are too many for one datagram: at most %zu fit, so send them "
                         "in parts"),
                      size, limit);
}

/**
 * prise_net_error_no_interface:
 * @name: of an interface that isn't there
 *
 * Returns: (transfer full): a %PRISE_NET_ERROR_NO_INTERFACE
 */
GError *
prise_net_error_no_interface (const char *name)
{
  g_autofree char *shown = prise_display_line (name, strlen (name), MAX_SHOWN);

  return g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_NO_INTERFACE,
                      _ ("This machine has no interface “%s”: choose another"), shown);
}

/**
 * prise_net_error_no_stream:
 * @address: of a multicast group
 *
 * Returns: (transfer full): a %PRISE_NET_ERROR_BAD_ADDRESS for TCP, which has no groups
 */
GError *
prise_net_error_no_stream (GSocketAddress *address)
{
  g_autofree char *where = prise_socket_address_to_string (address);

  return g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_ADDRESS,
                      _ ("%s is a multicast address, and TCP has no multicast: use UDP"), where);
}

/**
 * prise_net_error_progress:
 * @error: why an attempt to connect failed
 *
 * Of several attempts, the one that came furthest is the one to speak of.
 *
 * Returns: how far it came; more is further
 */
guint
prise_net_error_progress (const GError *error)
{
  if (error->domain != PRISE_NET_ERROR)
    return 1;

  switch ((PriseNetError) error->code) {
  case PRISE_NET_ERROR_RESET:
    return 5;
  case PRISE_NET_ERROR_REFUSED:
    return 4;
  case PRISE_NET_ERROR_TIMED_OUT:
    return 3;
  case PRISE_NET_ERROR_UNREACHABLE:
    return 2;
  case PRISE_NET_ERROR_BAD_PORT:
  case PRISE_NET_ERROR_PORT_IN_USE:
  case PRISE_NET_ERROR_PORT_NEEDS_RIGHTS:
  case PRISE_NET_ERROR_BAD_ADDRESS:
  case PRISE_NET_ERROR_NAME_NOT_FOUND:
  case PRISE_NET_ERROR_ADDRESS_NOT_LOCAL:
  case PRISE_NET_ERROR_NOT_CONNECTED:
  case PRISE_NET_ERROR_TOO_LONG:
  case PRISE_NET_ERROR_NEEDS_BROADCAST:
  case PRISE_NET_ERROR_BAD_GROUP:
  case PRISE_NET_ERROR_ALREADY_JOINED:
  case PRISE_NET_ERROR_NO_INTERFACE:
  default:
    return 0;
  }
}

/* What has none here is a mere failure. */
static const PriseErrorCode net_codes[] = {
  [PRISE_NET_ERROR_BAD_PORT] = PRISE_CODE_BAD_ADDRESS,
  [PRISE_NET_ERROR_PORT_IN_USE] = PRISE_CODE_PORT_IN_USE,
  [PRISE_NET_ERROR_PORT_NEEDS_RIGHTS] = PRISE_CODE_NOT_PERMITTED,
  [PRISE_NET_ERROR_BAD_ADDRESS] = PRISE_CODE_BAD_ADDRESS,
  [PRISE_NET_ERROR_NAME_NOT_FOUND] = PRISE_CODE_UNRESOLVED,
  [PRISE_NET_ERROR_ADDRESS_NOT_LOCAL] = PRISE_CODE_BAD_ADDRESS,
  [PRISE_NET_ERROR_REFUSED] = PRISE_CODE_REFUSED,
  [PRISE_NET_ERROR_TIMED_OUT] = PRISE_CODE_TIMED_OUT,
  [PRISE_NET_ERROR_UNREACHABLE] = PRISE_CODE_UNREACHABLE,
  [PRISE_NET_ERROR_NOT_CONNECTED] = PRISE_CODE_NOT_CONNECTED,
  [PRISE_NET_ERROR_RESET] = PRISE_CODE_RESET,
  [PRISE_NET_ERROR_TOO_LONG] = PRISE_CODE_TOO_LONG,
  [PRISE_NET_ERROR_NEEDS_BROADCAST] = PRISE_CODE_NOT_PERMITTED,
  [PRISE_NET_ERROR_BAD_GROUP] = PRISE_CODE_BAD_ADDRESS,
  [PRISE_NET_ERROR_ALREADY_JOINED] = PRISE_CODE_BAD_ADDRESS,
  [PRISE_NET_ERROR_NO_INTERFACE] = PRISE_CODE_BAD_ADDRESS,
};

static const PriseErrorCode io_codes[] = {
  [G_IO_ERROR_NO_SPACE] = PRISE_CODE_NOT_WRITTEN,
  [G_IO_ERROR_BROKEN_PIPE] = PRISE_CODE_NOT_WRITTEN,
  [G_IO_ERROR_TOO_MANY_OPEN_FILES] = PRISE_CODE_EXHAUSTED,
  [G_IO_ERROR_PERMISSION_DENIED] = PRISE_CODE_NOT_PERMITTED,
  [G_IO_ERROR_CANCELLED] = PRISE_CODE_INTERRUPTED,
  [G_IO_ERROR_TIMED_OUT] = PRISE_CODE_TIMED_OUT,
  [G_IO_ERROR_HOST_UNREACHABLE] = PRISE_CODE_UNREACHABLE,
  [G_IO_ERROR_NETWORK_UNREACHABLE] = PRISE_CODE_UNREACHABLE,
  [G_IO_ERROR_PARTIAL_INPUT] = PRISE_CODE_TRUNCATED,
  [G_IO_ERROR_INVALID_DATA] = PRISE_CODE_MALFORMED,
};

/**
 * prise_error_get_code:
 * @error: an error of the engine
 *
 * Returns: what it is, for programs
 */
PriseErrorCode
prise_error_get_code (const GError *error)
{
  const guint code = (guint) error->code;

  if (error->domain == PRISE_NET_ERROR && code < G_N_ELEMENTS (net_codes))
    return net_codes[code];
  if (error->domain == G_IO_ERROR && code < G_N_ELEMENTS (io_codes))
    return io_codes[code];

  return PRISE_CODE_FAILED;
}

/**
 * prise_error_record:
 * @error: an error of the engine
 * @journal: where to append it, on its writer's thread
 * @peer: with whom, or %PRISE_JOURNAL_NO_PEER
 */
void
prise_error_record (const GError *error, PriseJournal *journal, guint peer)
{
  prise_journal_append_error (journal, peer, prise_error_get_code (error), "%s", error->message);
}

/**
 * prise_error_is_cancelled:
 * @error: (nullable): an error
 *
 * Returns: whether it only says that somebody wanted to stop, which is never shown
 */
gboolean
prise_error_is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}
