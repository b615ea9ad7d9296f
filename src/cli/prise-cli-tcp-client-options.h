// SPDX-License-Identifier: GPL-3.0-or-later
/* What prise-cli tcp-client is asked for. */
#pragma once

#include <gio/gio.h>

#include "prise-cli-options.h"
#include "prise-cli-parse.h"

G_BEGIN_DECLS

/**
 * PriseCliTcpClientOptions:
 * @host: where to connect to, with @port
 * @messages: (element-type GBytes): what to send; none: standard input
 * @times: how long connecting, and then the peer, may take
 * @checks: whether to connect only, which says whether somebody listens there
 * @keep_half_open: whether the end of standard input is waited for when the peer has finished
 * @no_half_close: whether sending is finished only when the peer has finished
 * @local: (nullable): from where to connect
 * @keep_alive: after how many seconds without a byte the system asks for the peer; 0: never
 *
 * The arguments, as their user meant them.
 */
typedef struct {
  PriseCliOutput output;
  char *host;
  guint16 port;
  GPtrArray *messages;
  PriseCliTimes times;
  gboolean checks;
  gboolean keep_half_open;
  gboolean no_half_close;
  GSocketAddress *local;
  guint keep_alive;
} PriseCliTcpClientOptions;

gboolean prise_cli_tcp_client_options_parse (PriseCliTcpClientOptions *self,
                                             GStrv *arguments,
                                             GError **error);
void prise_cli_tcp_client_options_clear (PriseCliTcpClientOptions *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PriseCliTcpClientOptions, prise_cli_tcp_client_options_clear)

G_END_DECLS
