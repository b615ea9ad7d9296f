// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseEndpoint:
 *
 * What every endpoint has: a journal, a state, local addresses, a queue, a last error. The object
 * and its properties belong to the thread that made it (its thread-default context); what it does
 * on sockets happens on the I/O thread.
 */
#pragma once

#include <gio/gio.h>

#include "prise-io.h"
#include "prise-journal.h"

G_BEGIN_DECLS

/* Above this many queued bytes a peer is congested; while replies alone come to that, nothing more
 * is read from it. Reading goes on below the low-water mark. */
#define PRISE_ENDPOINT_HIGH_WATER ((gsize) 1024 * 1024)

/**
 * PriseEndpointState:
 * @PRISE_ENDPOINT_IDLE: nothing is open
 * @PRISE_ENDPOINT_STARTING: resolving, binding, connecting
 * @PRISE_ENDPOINT_ACTIVE: listening, connected
 * @PRISE_ENDPOINT_STOPPING: closing in order
 * @PRISE_ENDPOINT_FAILED: nothing is open, and :error says why
 */
typedef enum {
  PRISE_ENDPOINT_IDLE,     /*< nick=idle >*/
  PRISE_ENDPOINT_STARTING, /*< nick=starting >*/
  PRISE_ENDPOINT_ACTIVE,   /*< nick=active >*/
  PRISE_ENDPOINT_STOPPING, /*< nick=stopping >*/
  PRISE_ENDPOINT_FAILED,   /*< nick=failed >*/
} PriseEndpointState;

GType prise_endpoint_state_get_type (void) G_GNUC_CONST;
#define PRISE_TYPE_ENDPOINT_STATE (prise_endpoint_state_get_type ())

/**
 * PriseEndpoint:journal:
 *
 * Where everything that it does is recorded; made if none is given at construction.
 */

/**
 * PriseEndpoint:error:
 *
 * Why the last start or session failed; %NULL unless #PriseEndpoint:state is
 * %PRISE_ENDPOINT_FAILED.
 */

/**
 * PriseEndpoint:local-addresses:
 *
 * Such as "127.0.0.1:12345" and "[::1]:12345"; %NULL when nothing is open.
 */

/**
 * PriseEndpoint:queued-bytes:
 *
 * How many bytes wait to be sent, on all its connections.
 */

/**
 * PriseEndpoint:congested:
 *
 * Whether more than %PRISE_ENDPOINT_HIGH_WATER waits to be sent, in all.
 */

/**
 * PriseEndpoint:notice:
 *
 * What it did in this session, or the last, to protect this machine or its peers: a translated
 * clause that can follow another after a dot, such as "replies to 10.0.0.7:7 were paused: …"; %NULL
 * for nothing.
 */

#define PRISE_TYPE_ENDPOINT (prise_endpoint_get_type ())
G_DECLARE_DERIVABLE_TYPE (PriseEndpoint, prise_endpoint, PRISE, ENDPOINT, GObject)

struct _PriseEndpointClass {
  GObjectClass parent_class;

  /* The session has nudged: what it counts has changed. */
  void (*look_again) (PriseEndpoint *self, gpointer session);

  /* The session is over, and gone: what belongs to it goes. */
  void (*ended) (PriseEndpoint *self);
};

PriseIo *prise_endpoint_get_io (PriseEndpoint *self);
PriseJournal *prise_endpoint_get_journal (PriseEndpoint *self);
PriseEndpointState prise_endpoint_get_state (PriseEndpoint *self);
const GError *prise_endpoint_get_error (PriseEndpoint *self);
const char *const *prise_endpoint_get_local_addresses (PriseEndpoint *self);
guint16 prise_endpoint_get_local_port (PriseEndpoint *self);
guint64 prise_endpoint_get_queued_bytes (PriseEndpoint *self);
gboolean prise_endpoint_get_congested (PriseEndpoint *self);
const char *prise_endpoint_get_notice (PriseEndpoint *self);
void prise_endpoint_clear_journal (PriseEndpoint *self);

void prise_endpoint_stop_async (PriseEndpoint *self,
                                gboolean abort,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean prise_endpoint_stop_finish (PriseEndpoint *self, GAsyncResult *result, GError **error);

G_END_DECLS
