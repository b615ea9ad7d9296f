// SPDX-License-Identifier: GPL-3.0-or-later
/* How fast the journal takes entries: 64 bytes by the million, and 64 KiB against a memcpy() that
 * goes round a buffer of the journal's own size. One thread; prints its figures for prise-bench. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "bench-util.h"
#include "prise-journal.h"

#define ROUNDS      7
#define SMALL_SIZE  64
#define SMALL_COUNT 2000000
#define LARGE_SIZE  ((gsize) 64 * 1024)
/* Short turns, so that the machine's other work hits both alike. */
#define LARGE_TURNS    16
#define LARGE_PER_TURN 512

typedef struct {
  PriseJournal *journal;
  guint peer;
  guint8 *source;
  guint8 *buffer; /* as large as the journal may become */
  gsize offset;
} JournalBench;

static double
append_entries (JournalBench *self, gsize size, guint count)
{
  double start = bench_now ();

  for (guint i = 0; i < count; i++)
    prise_journal_append (self->journal, PRISE_ENTRY_RECEIVED, self->peer, self->source, size);

  return bench_now () - start;
}

static double
copy_blocks (JournalBench *self, gsize size, guint count)
{
  double start = bench_now ();

  for (guint i = 0; i < count; i++) {
    memcpy (self->buffer + self->offset, self->source, size);
    self->offset = (self->offset + size) % PRISE_JOURNAL_DEFAULT_BUDGET;
  }

  return bench_now () - start;
}

/* Both have touched all their memory before the clock starts. */
static void
warm_up (JournalBench *self)
{
  guint n_blocks = PRISE_JOURNAL_DEFAULT_BUDGET / LARGE_SIZE;

  append_entries (self, LARGE_SIZE, n_blocks);
  copy_blocks (self, LARGE_SIZE, n_blocks);
}

static void
measure_small (JournalBench *self)
{
  for (guint round = 0; round < ROUNDS; round++)
    bench_print_value ("small-per-second",
                       SMALL_COUNT / append_entries (self, SMALL_SIZE, SMALL_COUNT));
}

static void
measure_large (JournalBench *self)
{
  const double megabytes = (double) (LARGE_TURNS * LARGE_PER_TURN * LARGE_SIZE) / 1e6;

  for (guint round = 0; round < ROUNDS; round++) {
    double copying = 0;
    double appending = 0;

    for (guint turn = 0; turn < LARGE_TURNS; turn++) {
      copying += copy_blocks (self, LARGE_SIZE, LARGE_PER_TURN);
      appending += append_entries (self, LARGE_SIZE, LARGE_PER_TURN);
    }
    bench_print_value ("memcpy-mb", megabytes / copying);
    bench_print_value ("large-mb", megabytes / appending);
  }
}

int
main (void)
{
  JournalBench self = { .journal = prise_journal_new (PRISE_JOURNAL_DEFAULT_BUDGET) };

  self.peer = prise_journal_add_peer (self.journal, "127.0.0.1:12345");
  self.source = g_malloc (LARGE_SIZE);
  self.buffer = g_malloc (PRISE_JOURNAL_DEFAULT_BUDGET);
  memset (self.source, 'x', LARGE_SIZE);

  warm_up (&self);
  measure_large (&self);
  measure_small (&self);

  g_free (self.source);
  g_free (self.buffer);
  g_object_unref (self.journal);
  return EXIT_SUCCESS;
}
