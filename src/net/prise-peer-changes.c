// SPDX-License-Identifier: GPL-3.0-or-later
/* What happened to a server's clients since its owner last looked. The I/O thread puts it in, the
 * owner's thread takes it out; a lock guards it, held for a few instructions. */
#include "config.h"

#include "prise-peer-changes.h"

struct _PrisePeerChangesBox {
  GMutex lock;
  GArray *news;
  guint64 generation; /* how often news were taken */
  guint64 queued_bytes;
};

static void
clear_news (gpointer news)
{
  g_free (((PrisePeerChanges *) news)->address);
}

static GArray *
news_new (void)
{
  GArray *news = g_array_new (FALSE, TRUE, sizeof (PrisePeerChanges));

  g_array_set_clear_func (news, clear_news);

  return news;
}

/* The news of a client since the owner last looked, made if there are none. With the lock held. */
static PrisePeerChanges *
get_news (PrisePeerChangesBox *self, PrisePeerChangesPlace *place, guint64 id)
{
  if (place->generation != self->generation) {
    PrisePeerChanges news = { .id = id };

    place->generation = self->generation;
    place->index = self->news->len;
    g_array_append_val (self->news, news);
  }

  return &g_array_index (self->news, PrisePeerChanges, place->index);
}

/**
 * prise_peer_changes_box_new:
 *
 * Returns: (transfer full): a box without news
 */
PrisePeerChangesBox *
prise_peer_changes_box_new (void)
{
  PrisePeerChangesBox *self = g_new0 (PrisePeerChangesBox, 1);

  g_mutex_init (&self->lock);
  self->news = news_new ();

  return self;
}

/**
 * prise_peer_changes_box_free:
 * @self: (transfer full): a box
 */
void
prise_peer_changes_box_free (PrisePeerChangesBox *self)
{
  g_array_unref (self->news);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * prise_peer_changes_box_arrive:
 * @self: a box
 * @place: the client's
 * @id: the client's
 * @address: "address:port"
 *
 * The I/O thread: a client connected.
 */
void
prise_peer_changes_box_arrive (PrisePeerChangesBox *self,
                               PrisePeerChangesPlace *place,
                               guint64 id,
                               const char *address)
{
  g_mutex_lock (&self->lock);
  get_news (self, place, id)->address = g_strdup (address);
  g_mutex_unlock (&self->lock);
}

/**
 * prise_peer_changes_box_change:
 * @self: a box
 * @place: the client's
 * @id: the client's
 * @half_closed: whether it has finished sending
 * @queued_bytes: how much waits to be sent to it
 *
 * The I/O thread: this is how a client stands now.
 */
void
prise_peer_changes_box_change (PrisePeerChangesBox *self,
                               PrisePeerChangesPlace *place,
                               guint64 id,
                               gboolean half_closed,
                               guint64 queued_bytes)
{
  PrisePeerChanges *news;

  g_mutex_lock (&self->lock);
  news = get_news (self, place, id);
  news->half_closed = half_closed;
  news->queued_bytes = queued_bytes;
  g_mutex_unlock (&self->lock);
}

/**
 * prise_peer_changes_box_leave:
 * @self: a box
 * @place: the client's
 * @id: the client's
 *
 * The I/O thread: a client is gone. Who came and went between two looks was never there.
 */
void
prise_peer_changes_box_leave (PrisePeerChangesBox *self, PrisePeerChangesPlace *place, guint64 id)
{
  PrisePeerChanges *news;

  g_mutex_lock (&self->lock);
  news = get_news (self, place, id);
  if (news->address != NULL)
    news->id = 0;
  news->gone = TRUE;
  g_mutex_unlock (&self->lock);
}

/**
 * prise_peer_changes_box_set_queued_bytes:
 * @self: a box
 * @queued_bytes: how much waits in all write queues
 *
 * The I/O thread.
 */
void
prise_peer_changes_box_set_queued_bytes (PrisePeerChangesBox *self, guint64 queued_bytes)
{
  g_mutex_lock (&self->lock);
  self->queued_bytes = queued_bytes;
  g_mutex_unlock (&self->lock);
}

/**
 * prise_peer_changes_box_take:
 * @self: a box
 * @queued_bytes: (out): how much waits in all write queues
 *
 * The owner's thread: empties the box.
 *
 * Returns: (transfer full) (element-type PrisePeerChanges): the news, in the order in which they
 *   began
 */
GArray *
prise_peer_changes_box_take (PrisePeerChangesBox *self, guint64 *queued_bytes)
{
  GArray *empty = news_new ();
  GArray *news;

  g_mutex_lock (&self->lock);
  news = self->news;
  self->news = empty;
  self->generation++;
  *queued_bytes = self->queued_bytes;
  g_mutex_unlock (&self->lock);

  return news;
}
