// SPDX-License-Identifier: GPL-3.0-or-later
/* The memory in which a journal's records stand. It comes straight from the system, which can
 * provide all of its pages in one call: one by one, at the first touch of each, they cost more than
 * all else that is done to record a small datagram. */
#include "config.h"

#include "prise-chunk.h"

#include <sys/mman.h>

#include "prise-journal-private.h"

#define CHUNK_SIZE (PRISE_JOURNAL_CHUNK_RECORDS * sizeof (PriseRecord))

/**
 * prise_chunk_new:
 * @populated: whether to take all of the memory now: faster to fill
 *
 * Returns: (transfer full): a chunk; aborts when there is no memory, as g_malloc() does
 */
gpointer
prise_chunk_new (gboolean populated)
{
  int flags = MAP_PRIVATE | MAP_ANONYMOUS;
  void *self;

#ifdef MAP_POPULATE
  if (populated)
    flags |= MAP_POPULATE;
#endif
  self = mmap (NULL, CHUNK_SIZE, PROT_READ | PROT_WRITE, flags, -1, 0);
  if (self == MAP_FAILED)
    g_error ("No memory for a journal chunk of %" G_GSIZE_FORMAT " bytes", CHUNK_SIZE);

  return self;
}

/**
 * prise_chunk_free:
 *
 * Gives the memory back to the system. A #GDestroyNotify.
 */
void
prise_chunk_free (gpointer self)
{
  munmap (self, CHUNK_SIZE);
}
