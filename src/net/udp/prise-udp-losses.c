// SPDX-License-Identifier: GPL-3.0-or-later
/* The datagrams that the system dropped because nobody took them in time. The system counts them
 * without a word, so it has to be asked: some time after datagrams came, as no other can have been
 * dropped. It owns the timer. The I/O thread. */
#include "config.h"

#include "prise-udp-losses.h"

#include "prise-timeout.h"

#include <glib/gi18n-lib.h>

/* How long after a datagram the system is asked, in ms: not for each one. */
#define INTERVAL 20

struct _PriseUdpLosses {
  PriseIo *io;
  PriseJournal *journal;
  GPtrArray *sockets;
  PriseUdpLostFunc lost;
  gpointer owner;

  guint64 n_lost;
  GSource *timer;
};

static gboolean
did_wait (gpointer user_data)
{
  PriseUdpLosses *self = user_data;

  prise_timeout_clear (&self->timer);
  prise_udp_losses_look (self);

  return G_SOURCE_REMOVE;
}

static void
record (PriseUdpLosses *self, guint64 n)
{
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, n);

  prise_journal_append_error (
      self->journal, PRISE_JOURNAL_NO_PEER, PRISE_CODE_LOST,
      g_dngettext (GETTEXT_PACKAGE, "%s datagram was lost: the receive buffer had no room for it",
                   "%s datagrams were lost: the receive buffer had no room for them",
                   (gulong) MIN (n, G_MAXUINT)),
      count);
}

/**
 * prise_udp_losses_new:
 * @io: the I/O thread
 * @journal: where losses are recorded
 * @sockets: (element-type PriseDatagramSocket): which lose them
 * @lost: called when there are new ones
 * @owner: for @lost
 *
 * Returns: (transfer full): no losses yet
 */
PriseUdpLosses *
prise_udp_losses_new (PriseIo *io,
                      PriseJournal *journal,
                      GPtrArray *sockets,
                      PriseUdpLostFunc lost,
                      gpointer owner)
{
  PriseUdpLosses *self = g_new0 (PriseUdpLosses, 1);

  self->io = io;
  self->journal = g_object_ref (journal);
  self->sockets = g_ptr_array_ref (sockets);
  self->lost = lost;
  self->owner = owner;

  return self;
}

void
prise_udp_losses_free (PriseUdpLosses *self)
{
  prise_timeout_clear (&self->timer);
  g_ptr_array_unref (self->sockets);
  g_object_unref (self->journal);
  g_free (self);
}

/**
 * prise_udp_losses_look_soon:
 * @self: losses
 *
 * Datagrams have come: others may have been dropped.
 */
void
prise_udp_losses_look_soon (PriseUdpLosses *self)
{
  if (self->timer == NULL)
    self->timer = prise_io_add_timeout (self->io, INTERVAL, did_wait, self);
}

/**
 * prise_udp_losses_look:
 * @self: losses
 *
 * Asks the system, and records what it has dropped since it was asked before.
 */
void
prise_udp_losses_look (PriseUdpLosses *self)
{
  guint64 n = 0;

  for (guint i = 0; i < self->sockets->len; i++)
    n += prise_datagram_socket_take_lost (g_ptr_array_index (self->sockets, i));
  if (n == 0)
    return;

  self->n_lost += n;
  record (self, n);
  self->lost (self->n_lost, self->owner);
}
