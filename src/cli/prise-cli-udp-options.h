// SPDX-License-Identifier: GPL-3.0-or-later
/* What prise-cli udp is asked for. */
#pragma once

#include "prise-cli-messages.h"
#include "prise-cli-options.h"
#include "prise-responder.h"

G_BEGIN_DECLS

/**
 * PriseCliUdpOptions:
 * @bind_host: where to listen; "" for all interfaces
 * @bind_port: 0 for a free one
 * @host: (nullable): where messages go; %NULL: it only listens
 * @connects: whether only @host is heard
 * @prints_listening: whether it says first where it listens
 * @messages: (element-type GBytes) (nullable): what to send; none: the lines of standard input
 * @has_wait: whether somebody asked for @wait, so that nothing in that time is a failure
 * @waits: whether it ends @wait milliseconds after the last message
 * @count: after so many datagrams it ends; 0 for any number
 * @groups: (element-type utf8): to join, as "GROUP" or "GROUP%INTERFACE"
 * @interface: (nullable): where datagrams to groups leave
 *
 * The arguments, as their user meant them. The others are properties of #PriseUdpSocket.
 */
typedef struct {
  PriseCliOutput output;
  char *bind_host;
  guint16 bind_port;
  char *host;
  guint16 port;
  gboolean connects;
  gboolean prints_listening;

  PriseResponder *responder;
  PriseCliWriting writing;
  GPtrArray *messages;
  gboolean has_wait;
  gboolean waits;
  guint wait;
  guint count;

  GStrv groups;
  char *interface;
  guint hops;
  gboolean no_loopback;
  gboolean broadcast;
  gboolean share_port;
  guint max_datagram;
} PriseCliUdpOptions;

gboolean prise_cli_udp_options_parse (PriseCliUdpOptions *self, GStrv *arguments, GError **error);
void prise_cli_udp_options_clear (PriseCliUdpOptions *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PriseCliUdpOptions, prise_cli_udp_options_clear)

G_END_DECLS
