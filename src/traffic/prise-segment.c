// SPDX-License-Identifier: GPL-3.0-or-later
/* A stretch of payload memory. It comes straight from the system, so that untouched pages cost
 * nothing and a dropped segment goes back at once. References are counted on any thread. */
#include "config.h"

#include "prise-segment.h"

#include <sys/mman.h>

#define HUGE_PAGE ((gsize) 2 * 1024 * 1024)

/* As mmap(), but where a huge page can begin: Linux before 6.7 doesn't see to that itself. */
static void *
map_aligned (gsize size)
{
  guint8 *start =
      mmap (NULL, size + HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  gsize before;

  if (start == MAP_FAILED)
    return MAP_FAILED;

  before = -(guintptr) start % HUGE_PAGE;
  if (before > 0)
    munmap (start, before);
  munmap (start + before + size, HUGE_PAGE - before);

  return start + before;
}

/**
 * prise_segment_new:
 * @size: in bytes, whole pages; from 2 MiB on with huge pages: they are taken whole at the first
 * touch, but to take 4 KiB at a time lasts longer than to receive what fills them
 *
 * Returns: (transfer full): an empty segment; aborts when there is no memory, as g_malloc() does
 */
PriseSegment *
prise_segment_new (gsize size)
{
  PriseSegment *self = g_new0 (PriseSegment, 1);
  void *data = map_aligned (size);

  if (data == MAP_FAILED)
    g_error ("No memory for a journal segment of %" G_GSIZE_FORMAT " bytes", size);

#ifdef MADV_HUGEPAGE
  if (size >= HUGE_PAGE)
    madvise (data, size, MADV_HUGEPAGE);
#endif

  self->data = data;
  self->size = size;
  atomic_init (&self->ref_count, 1);

  return self;
}

PriseSegment *
prise_segment_ref (PriseSegment *self)
{
  atomic_fetch_add_explicit (&self->ref_count, 1, memory_order_relaxed);

  return self;
}

/**
 * prise_segment_unref:
 *
 * The last reference gives the memory back to the system.
 */
void
prise_segment_unref (PriseSegment *self)
{
  if (atomic_fetch_sub_explicit (&self->ref_count, 1, memory_order_acq_rel) > 1)
    return;

  munmap (self->data, self->size);
  g_free (self);
}

/**
 * prise_segment_unref_data:
 *
 * prise_segment_unref() as a #GDestroyNotify.
 */
void
prise_segment_unref_data (gpointer self)
{
  prise_segment_unref (self);
}

/**
 * prise_segment_is_shared:
 *
 * Returns: whether anyone but the caller holds it
 */
gboolean
prise_segment_is_shared (PriseSegment *self)
{
  return atomic_load_explicit (&self->ref_count, memory_order_acquire) > 1;
}

/**
 * prise_segment_holds:
 * @data: (array length=size): bytes anywhere in memory
 * @size: in bytes
 *
 * Returns: whether all of @data stands in the filled part of @self
 */
gboolean
prise_segment_holds (PriseSegment *self, gconstpointer data, gsize size)
{
  guintptr start = (guintptr) self->data;
  guintptr place = (guintptr) data;

  return place >= start && place - start <= self->used && size <= self->used - (place - start);
}
