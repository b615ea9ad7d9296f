// SPDX-License-Identifier: GPL-3.0-or-later
/* What can go wrong and that a person can act on. prise-error-text.h has the sentences; transport
 * errors keep G_IO_ERROR. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PRISE_NET_ERROR (prise_net_error_quark ())

/**
 * PriseNetError:
 * @PRISE_NET_ERROR_BAD_PORT: not a number from 0 (1 for a destination) to 65535
 * @PRISE_NET_ERROR_PORT_IN_USE: another socket listens there
 * @PRISE_NET_ERROR_PORT_NEEDS_RIGHTS: below 1024 without the right to it
 * @PRISE_NET_ERROR_BAD_ADDRESS: empty, or no name and no address
 * @PRISE_NET_ERROR_NAME_NOT_FOUND: the name does not resolve
 * @PRISE_NET_ERROR_ADDRESS_NOT_LOCAL: no interface of this machine has it
 * @PRISE_NET_ERROR_REFUSED: nobody listens there
 * @PRISE_NET_ERROR_TIMED_OUT: no reply within the time given
 * @PRISE_NET_ERROR_UNREACHABLE: no way to that host or network
 * @PRISE_NET_ERROR_NOT_CONNECTED: there is nobody to send to
 * @PRISE_NET_ERROR_RESET: the peer broke the connection off
 * @PRISE_NET_ERROR_TOO_LONG: more bytes than one datagram carries
 * @PRISE_NET_ERROR_NEEDS_BROADCAST: a broadcast address, and broadcast isn't allowed
 * @PRISE_NET_ERROR_BAD_GROUP: not a multicast address, or none that this socket can join
 * @PRISE_NET_ERROR_ALREADY_JOINED: the group is joined on this interface
 * @PRISE_NET_ERROR_NO_INTERFACE: no such interface, or none for this
 */
typedef enum {
  PRISE_NET_ERROR_BAD_PORT,
  PRISE_NET_ERROR_PORT_IN_USE,
  PRISE_NET_ERROR_PORT_NEEDS_RIGHTS,
  PRISE_NET_ERROR_BAD_ADDRESS,
  PRISE_NET_ERROR_NAME_NOT_FOUND,
  PRISE_NET_ERROR_ADDRESS_NOT_LOCAL,
  PRISE_NET_ERROR_REFUSED,
  PRISE_NET_ERROR_TIMED_OUT,
  PRISE_NET_ERROR_UNREACHABLE,
  PRISE_NET_ERROR_NOT_CONNECTED,
  PRISE_NET_ERROR_RESET,
  PRISE_NET_ERROR_TOO_LONG,
  PRISE_NET_ERROR_NEEDS_BROADCAST,
  PRISE_NET_ERROR_BAD_GROUP,
  PRISE_NET_ERROR_ALREADY_JOINED,
  PRISE_NET_ERROR_NO_INTERFACE,
} PriseNetError;

GQuark prise_net_error_quark (void);

G_END_DECLS
