// SPDX-License-Identifier: GPL-3.0-or-later
/* The record of one endpoint, its writer's side. Records stand in fixed chunks, payload in
 * segments; neither ever moves. The writer fills them without a lock and then publishes the new
 * length; it takes the lock only to add or drop a chunk, a segment or a peer. */
#include "config.h"

#include "prise-journal-private.h"

#include <string.h>

#include "prise-chunk.h"

G_DEFINE_FINAL_TYPE (PriseJournal, prise_journal, G_TYPE_OBJECT)

#define MIN_SEGMENT ((gsize) 2 * PRISE_JOURNAL_MIN_RESERVE)

/* From here on bytes that already stand in a segment are not copied again: an echo. */
#define MIN_SHARED_SIZE 2048

/* How many of the newest segments are searched for such bytes. */
#define MAX_SEARCHED_SEGMENTS 8

/* Small journals stay small: the first segment is, and only after these chunks all pages are taken
 * at once. */
#define CHUNKS_BEFORE_POPULATED 2

static inline void
tally (_Atomic guint64 *counter, guint64 n)
{
  guint64 value = atomic_load_explicit (counter, memory_order_relaxed);

  atomic_store_explicit (counter, value + n, memory_order_relaxed);
}

static inline guint64
count_of (_Atomic guint64 *counter)
{
  return atomic_load_explicit (counter, memory_order_relaxed);
}

static gsize
segment_size_for_budget (guint64 budget)
{
  gsize size = PRISE_JOURNAL_MAX_SEGMENT;

  while (size > MIN_SEGMENT && size > budget / 16)
    size /= 2;

  return size;
}

static guint64
get_kept_bytes (PriseJournal *self)
{
  guint64 n_records = count_of (&self->end) - self->first;

  return count_of (&self->tallies.payload_bytes) + n_records * sizeof (PriseRecord) +
         prise_peer_table_get_size (self->peers);
}

static PriseRecord *
get_record (PriseJournal *self, guint64 position)
{
  guint64 index = position / PRISE_JOURNAL_CHUNK_RECORDS - self->first_chunk;
  PriseRecord *chunk = g_ptr_array_index (self->chunks, index);

  return &chunk[position % PRISE_JOURNAL_CHUNK_RECORDS];
}

/* What the reader cleared away is not lost; what the budget pushes out is, and is counted. */
static void
count_dropped (PriseJournal *self, guint64 from, guint64 to)
{
  for (guint64 position = from; position < to; position++) {
    PriseRecord *record = get_record (self, position);

    tally (&self->tallies.dropped_entries, 1);
    if (record->kind == PRISE_ENTRY_SENT || record->kind == PRISE_ENTRY_RECEIVED)
      tally (&self->tallies.dropped_bytes, record->size);
  }
}

static void
drop_oldest_segment (PriseJournal *self)
{
  PriseSegment *segment = g_ptr_array_steal_index (self->segments, 0);

  self->first_segment++;
  tally (&self->tallies.payload_bytes, -(guint64) segment->used);
  if (self->spare == NULL && !prise_segment_is_shared (segment))
    self->spare = segment;
  else
    prise_segment_unref (segment);
}

static void
drop_oldest_chunk (PriseJournal *self)
{
  self->first_chunk++;
  g_clear_pointer (&self->spare_chunk, prise_chunk_free);
  self->spare_chunk = g_ptr_array_steal_index (self->chunks, 0);
}

/* Frees every chunk and segment that only entries before @first need. */
static void
drop_before (PriseJournal *self, guint64 first)
{
  pthread_mutex_lock (&self->lock);

  self->first = first;
  while (self->chunks->len > 1 && (self->first_chunk + 1) * PRISE_JOURNAL_CHUNK_RECORDS <= first)
    drop_oldest_chunk (self);
  while (self->segments->len > 1 &&
         ((PriseSegment *) g_ptr_array_index (self->segments, 0))->end_position <= first)
    drop_oldest_segment (self);
  prise_peer_table_reclaim (self->peers, first);

  pthread_mutex_unlock (&self->lock);
}

/* Drops the oldest chunk or segment, whichever ends first; the ones being filled stay. */
static gboolean
drop_oldest (PriseJournal *self)
{
  guint64 first = G_MAXUINT64;
  guint64 cleared_to = count_of (&self->cleared_to);

  if (self->chunks->len > 1)
    first = (self->first_chunk + 1) * PRISE_JOURNAL_CHUNK_RECORDS;
  if (self->segments->len > 1)
    first = MIN (first, ((PriseSegment *) g_ptr_array_index (self->segments, 0))->end_position);
  if (first == G_MAXUINT64)
    return FALSE;

  first = MAX (first, self->first);
  count_dropped (self, MAX (self->first, cleared_to), first);
  drop_before (self, first);

  return TRUE;
}

static void
make_room (PriseJournal *self, gsize size)
{
  guint64 budget = count_of (&self->budget);

  if (count_of (&self->cleared_to) > self->first)
    drop_before (self, count_of (&self->cleared_to));

  while (get_kept_bytes (self) + size > budget && drop_oldest (self))
    ;
}

static void
add_chunk (PriseJournal *self)
{
  make_room (self, PRISE_JOURNAL_CHUNK_RECORDS * sizeof (PriseRecord));
  self->chunk = g_steal_pointer (&self->spare_chunk);
  if (self->chunk == NULL)
    self->chunk =
        prise_chunk_new (self->first_chunk + self->chunks->len >= CHUNKS_BEFORE_POPULATED);

  pthread_mutex_lock (&self->lock);
  g_ptr_array_add (self->chunks, self->chunk);
  pthread_mutex_unlock (&self->lock);
}

static PriseSegment *
take_spare (PriseJournal *self, gsize size)
{
  PriseSegment *spare = g_steal_pointer (&self->spare);

  if (spare != NULL && spare->size != size)
    g_clear_pointer (&spare, prise_segment_unref);
  if (spare != NULL)
    spare->used = spare->end_position = 0;

  return spare;
}

/* With room for @needed bytes, whatever has become of the budget since they were measured. */
static void
add_segment (PriseJournal *self, gsize needed)
{
  gsize size =
      self->segment != NULL ? segment_size_for_budget (count_of (&self->budget)) : MIN_SEGMENT;

  while (size < needed)
    size *= 2;

  make_room (self, size);
  self->segment = take_spare (self, size);
  if (self->segment == NULL)
    self->segment = prise_segment_new (size);

  pthread_mutex_lock (&self->lock);
  g_ptr_array_add (self->segments, self->segment);
  pthread_mutex_unlock (&self->lock);
}

static gsize
get_room (PriseJournal *self)
{
  return self->segment != NULL ? self->segment->size - self->segment->used : 0;
}

/* Where @data stands already, if it is large enough to be worth the search. */
static gboolean
find_shared (PriseJournal *self, gconstpointer data, gsize size, guint64 *place)
{
  guint n_searched = MIN (self->segments->len, MAX_SEARCHED_SEGMENTS);

  if (size < MIN_SHARED_SIZE || size > PRISE_JOURNAL_MAX_SEGMENT)
    return FALSE;

  for (guint i = self->segments->len; i > self->segments->len - n_searched; i--) {
    PriseSegment *segment = g_ptr_array_index (self->segments, i - 1);
    guint64 sequence = self->first_segment + i - 1;

    if (!prise_segment_holds (segment, data, size))
      continue;
    segment->end_position = count_of (&self->end) + 1;
    *place = sequence << PRISE_JOURNAL_PLACE_BITS | (gsize) ((guint8 *) data - segment->data);
    return TRUE;
  }

  return FALSE;
}

/* The next @size bytes of the segment being filled, which are there already, as payload. */
static guint64
take_place (PriseJournal *self, gsize size)
{
  guint64 sequence = self->first_segment + self->segments->len - 1;
  guint64 place = sequence << PRISE_JOURNAL_PLACE_BITS | self->segment->used;

  self->segment->used += size;
  self->segment->end_position = count_of (&self->end) + 1;
  tally (&self->tallies.payload_bytes, size);

  return place;
}

static void
count_traffic (PriseJournal *self, PriseEntryKind kind, gsize size)
{
  if (kind == PRISE_ENTRY_RECEIVED) {
    tally (&self->tallies.received_entries, 1);
    tally (&self->tallies.received_bytes, size);
  } else if (kind == PRISE_ENTRY_SENT) {
    tally (&self->tallies.sent_entries, 1);
    tally (&self->tallies.sent_bytes, size);
  }
}

/* The last step of every append. The order of the store and the load is what makes sure that
 * a watch which is armed at the same moment is woken (see prise_journal_watch_arm ()). */
static void
publish (PriseJournal *self,
         PriseEntryKind kind,
         PriseErrorCode code,
         guint peer,
         guint64 place,
         gsize size,
         gboolean is_truncated,
         const PriseStamp *stamp)
{
  guint64 position = count_of (&self->end);

  self->chunk[position % PRISE_JOURNAL_CHUNK_RECORDS] = (PriseRecord){
    .wall_time = stamp->wall,
    .monotonic_time = stamp->monotonic,
    .place = place,
    .size = size,
    .code = code,
    .kind = kind,
    .is_truncated = is_truncated,
    .peer = peer,
  };
  prise_peer_table_touch (self->peers, peer, position);
  count_traffic (self, kind, size);

  atomic_store (&self->end, position + 1);
  if (atomic_load (&self->armed_watches) > 0)
    prise_journal_wake_watches (self);
}

static void
ensure_chunk (PriseJournal *self)
{
  if (self->chunk == NULL || count_of (&self->end) % PRISE_JOURNAL_CHUNK_RECORDS == 0)
    add_chunk (self);
}

static void
append_one (PriseJournal *self,
            PriseEntryKind kind,
            PriseErrorCode code,
            guint peer,
            gconstpointer data,
            gsize size,
            gboolean is_truncated,
            const PriseStamp *stamp)
{
  guint64 place = 0;

  ensure_chunk (self);
  if (size > 0 && !find_shared (self, data, size, &place)) {
    if (get_room (self) < size)
      add_segment (self, size);
    memcpy (self->segment->data + self->segment->used, data, size);
    place = take_place (self, size);
  }
  publish (self, kind, code, peer, place, size, is_truncated, stamp);
}

static void
prise_journal_finalize (GObject *object)
{
  PriseJournal *self = PRISE_JOURNAL (object);

  g_assert (self->watches == NULL);
  g_ptr_array_unref (self->chunks);
  g_ptr_array_unref (self->segments);
  g_clear_pointer (&self->spare, prise_segment_unref);
  g_clear_pointer (&self->spare_chunk, prise_chunk_free);
  prise_peer_table_free (self->peers);
  pthread_mutex_destroy (&self->lock);

  G_OBJECT_CLASS (prise_journal_parent_class)->finalize (object);
}

static void
prise_journal_class_init (PriseJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = prise_journal_finalize;
}

static void
prise_journal_init (PriseJournal *self)
{
  pthread_mutex_init (&self->lock, NULL);
  self->chunks = g_ptr_array_new_with_free_func (prise_chunk_free);
  self->segments = g_ptr_array_new_with_free_func (prise_segment_unref_data);
  self->peers = prise_peer_table_new ();
}

/**
 * prise_journal_new:
 * @budget: how many bytes it may keep, payload and records together
 *
 * Returns: (transfer full): an empty journal
 */
PriseJournal *
prise_journal_new (guint64 budget)
{
  PriseJournal *self = g_object_new (PRISE_TYPE_JOURNAL, NULL);

  atomic_init (&self->budget, budget);

  return self;
}

/**
 * prise_journal_get_budget:
 *
 * Any thread.
 *
 * Returns: how many bytes it may keep
 */
guint64
prise_journal_get_budget (PriseJournal *self)
{
  g_return_val_if_fail (PRISE_IS_JOURNAL (self), 0);

  return count_of (&self->budget);
}

/**
 * prise_journal_set_budget:
 * @budget: in bytes
 *
 * Any thread. A smaller budget takes effect when the next chunk or segment is begun.
 */
void
prise_journal_set_budget (PriseJournal *self, guint64 budget)
{
  g_return_if_fail (PRISE_IS_JOURNAL (self));

  atomic_store_explicit (&self->budget, budget, memory_order_relaxed);
}

/**
 * prise_journal_add_peer:
 * @name: "address:port"
 *
 * The writer's thread.
 *
 * Returns: a number for entries' peer, valid until prise_journal_release_peer()
 */
guint
prise_journal_add_peer (PriseJournal *self, const char *name)
{
  guint peer;

  pthread_mutex_lock (&self->lock);
  peer = prise_peer_table_add (self->peers, name);
  pthread_mutex_unlock (&self->lock);

  return peer;
}

/**
 * prise_journal_release_peer:
 * @peer: a number from prise_journal_add_peer()
 *
 * The writer's thread: no more entries will name @peer. Those that did keep its name.
 */
void
prise_journal_release_peer (PriseJournal *self, guint peer)
{
  prise_peer_table_release (self->peers, peer);
}

/**
 * prise_journal_reserve:
 * @size: (out): how much may be written there, at least %PRISE_JOURNAL_MIN_RESERVE
 *
 * The writer's thread: memory to receive into, so that bytes are copied once only. Nothing is
 * recorded until prise_journal_commit(); any other append invalidates the memory.
 *
 * Returns: (transfer none): the memory
 */
gpointer
prise_journal_reserve (PriseJournal *self, gsize *size)
{
  if (get_room (self) < PRISE_JOURNAL_MIN_RESERVE)
    add_segment (self, PRISE_JOURNAL_MIN_RESERVE);
  *size = get_room (self);

  return self->segment->data + self->segment->used;
}

/**
 * prise_journal_commit:
 * @peer: who sent it
 * @size: how many of the reserved bytes were received
 * @want_bytes: whether to return them
 *
 * The writer's thread: records what was received into prise_journal_reserve()'s memory as one entry
 * of kind %PRISE_ENTRY_RECEIVED.
 *
 * Returns: (transfer full) (nullable): the bytes, not copied, if @want_bytes
 */
GBytes *
prise_journal_commit (PriseJournal *self, guint peer, gsize size, gboolean want_bytes)
{
  PriseStamp stamp = prise_stamp_now ();
  PriseSegment *segment = self->segment;
  const guint8 *data = segment->data + segment->used;
  GBytes *bytes = NULL;

  g_return_val_if_fail (size <= get_room (self), NULL);

  if (want_bytes)
    bytes = g_bytes_new_with_free_func (data, size, prise_segment_unref_data,
                                        prise_segment_ref (segment));
  ensure_chunk (self);
  publish (self, PRISE_ENTRY_RECEIVED, PRISE_CODE_FAILED, peer, take_place (self, size), size,
           FALSE, &stamp);

  return bytes;
}

/**
 * prise_journal_append:
 * @kind: what happened
 * @peer: with whom, or %PRISE_JOURNAL_NO_PEER
 * @data: (array length=size) (nullable): the bytes; copied, unless they stand in this journal
 * already
 * @size: in bytes; what is larger than a segment becomes several entries
 *
 * The writer's thread: appends an entry that happened now.
 */
void
prise_journal_append (PriseJournal *self,
                      PriseEntryKind kind,
                      guint peer,
                      gconstpointer data,
                      gsize size)
{
  PriseStamp stamp = prise_stamp_now ();

  prise_journal_append_stamped (self, kind, peer, data, size, &stamp);
}

/**
 * prise_journal_append_stamped:
 * @kind: what happened
 * @peer: with whom, or %PRISE_JOURNAL_NO_PEER
 * @data: (array length=size) (nullable): the bytes
 * @size: in bytes
 * @stamp: when it happened
 *
 * prise_journal_append() for what was stamped before.
 */
void
prise_journal_append_stamped (PriseJournal *self,
                              PriseEntryKind kind,
                              guint peer,
                              gconstpointer data,
                              gsize size,
                              const PriseStamp *stamp)
{
  gsize piece_size = segment_size_for_budget (count_of (&self->budget));
  const guint8 *rest = data;

  for (; size > piece_size; rest += piece_size, size -= piece_size)
    append_one (self, kind, PRISE_CODE_FAILED, peer, rest, piece_size, FALSE, stamp);
  append_one (self, kind, PRISE_CODE_FAILED, peer, rest, size, FALSE, stamp);
}

/**
 * prise_journal_append_datagram:
 * @peer: who sent it
 * @data: (array length=size) (nullable): what was received of it
 * @size: in bytes, at most %PRISE_JOURNAL_MIN_RESERVE: a datagram is one entry, always
 * @is_truncated: whether it was longer
 * @stamp: when it was read
 *
 * The writer's thread: appends an entry of kind %PRISE_ENTRY_RECEIVED.
 */
void
prise_journal_append_datagram (PriseJournal *self,
                               guint peer,
                               gconstpointer data,
                               gsize size,
                               gboolean is_truncated,
                               const PriseStamp *stamp)
{
  append_one (self, PRISE_ENTRY_RECEIVED, PRISE_CODE_FAILED, peer, data, size, is_truncated, stamp);
}

/**
 * prise_journal_append_sentence:
 * @kind: what happened
 * @peer: with whom, or %PRISE_JOURNAL_NO_PEER
 * @sentence: a translated sentence
 *
 * The writer's thread: appends an entry that carries @sentence.
 */
void
prise_journal_append_sentence (PriseJournal *self,
                               PriseEntryKind kind,
                               guint peer,
                               const char *sentence)
{
  prise_journal_append (self, kind, peer, sentence, strlen (sentence));
}

/**
 * prise_journal_append_text:
 * @kind: what happened
 * @peer: with whom, or %PRISE_JOURNAL_NO_PEER
 * @format: a translated sentence, printf() style
 * @...: its arguments
 *
 * prise_journal_append_sentence() for one that is put together.
 */
void
prise_journal_append_text (PriseJournal *self,
                           PriseEntryKind kind,
                           guint peer,
                           const char *format,
                           ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  prise_journal_append_sentence (self, kind, peer, text);
}

/**
 * prise_journal_append_error:
 * @peer: with whom, or %PRISE_JOURNAL_NO_PEER
 * @code: what it is, for programs
 * @format: a translated sentence, printf() style
 * @...: its arguments
 *
 * The writer's thread: appends an entry of kind %PRISE_ENTRY_ERROR.
 */
void
prise_journal_append_error (PriseJournal *self,
                            guint peer,
                            PriseErrorCode code,
                            const char *format,
                            ...)
{
  const PriseStamp stamp = prise_stamp_now ();
  g_autofree char *text = NULL;
  va_list arguments;
  gsize size;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  size = MIN (strlen (text), PRISE_JOURNAL_MIN_RESERVE);
  append_one (self, PRISE_ENTRY_ERROR, code, peer, text, size, FALSE, &stamp);
}

/**
 * prise_journal_reclaim:
 *
 * The writer's thread: gives the memory back that a reader's prise_journal_clear() set free, and
 * that a smaller budget no longer allows.
 */
void
prise_journal_reclaim (PriseJournal *self)
{
  make_room (self, 0);
  g_clear_pointer (&self->spare, prise_segment_unref);
  g_clear_pointer (&self->spare_chunk, prise_chunk_free);
}
