// SPDX-License-Identifier: GPL-3.0-or-later
/* Sends messages, or the lines of standard input, as datagrams through a UDP socket. A few are
 * under way at a time, so that input of any length needs the memory of a few lines. Main thread. */
#pragma once

#include "prise-cli-session.h"
#include "prise-cli-udp-options.h"
#include "prise-udp-socket.h"

G_BEGIN_DECLS

typedef struct _PriseCliUdpSender PriseCliUdpSender;

typedef void (*PriseCliUdpSentFunc) (gpointer user_data);

PriseCliUdpSender *prise_cli_udp_sender_new (PriseUdpSocket *socket,
                                             const PriseCliUdpOptions *options,
                                             PriseCliSession *session,
                                             PriseCliUdpSentFunc sent,
                                             gpointer user_data);
void prise_cli_udp_sender_free (PriseCliUdpSender *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseCliUdpSender, prise_cli_udp_sender_free)

G_END_DECLS
