// SPDX-License-Identifier: GPL-3.0-or-later
/* What can go wrong and that a person can act on. Transport errors keep G_IO_ERROR. Each message is
 * a translated sentence: what happened, and what one can do. */
#pragma once

#include "prise-journal.h"
#include "prise-net-error.h"

G_BEGIN_DECLS

/**
 * PriseAttempt:
 * @PRISE_ATTEMPT_BIND: to listen on an address
 * @PRISE_ATTEMPT_CONNECT: to connect to one
 * @PRISE_ATTEMPT_SEND: to send a datagram to one
 *
 * What was tried when the system said no.
 */
typedef enum {
  PRISE_ATTEMPT_BIND,
  PRISE_ATTEMPT_CONNECT,
  PRISE_ATTEMPT_SEND,
} PriseAttempt;

PriseErrorCode prise_error_get_code (const GError *error);
void prise_error_record (const GError *error, PriseJournal *journal, guint peer);

GError *prise_net_error_from_errno (PriseAttempt attempt, int code, GSocketAddress *address);
GError *prise_net_error_broken (int code);
GError *prise_net_error_port_in_use (guint16 port, const char *owner);
GError *prise_net_error_timed_out (const char *where, guint seconds);
GError *prise_net_error_not_found (const char *host, const GError *cause);
GError *prise_net_error_not_open (void);
GError *prise_net_error_too_long (gsize size, gsize limit);
GError *prise_net_error_no_interface (const char *name);
GError *prise_net_error_no_stream (GSocketAddress *address);
guint prise_net_error_progress (const GError *error);
gboolean prise_error_is_cancelled (const GError *error);

G_END_DECLS
