// SPDX-License-Identifier: GPL-3.0-or-later
/* A stretch of memory in which payload stands, filled from its start and never changed after that.
 * Reference counted, so that readers may keep what the journal drops. */
#pragma once

#include <glib.h>
#include <stdatomic.h>

G_BEGIN_DECLS

/**
 * PriseSegment:
 * @data: the memory; pages that were never written take none
 * @size: of @data, in bytes
 * @used: how much of it is filled; only the writer reads and changes it
 * @end_position: one past the last entry whose bytes stand here; likewise
 */
typedef struct {
  guint8 *data;
  gsize size;
  gsize used;
  guint64 end_position;
  /*< private >*/
  _Atomic guint ref_count; /* not GLib's, into which ThreadSanitizer can't see */
} PriseSegment;

PriseSegment *prise_segment_new (gsize size);
PriseSegment *prise_segment_ref (PriseSegment *self);
void prise_segment_unref (PriseSegment *self);
void prise_segment_unref_data (gpointer self);
gboolean prise_segment_is_shared (PriseSegment *self);
gboolean prise_segment_holds (PriseSegment *self, gconstpointer data, gsize size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseSegment, prise_segment_unref)

G_END_DECLS
