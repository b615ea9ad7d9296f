// SPDX-License-Identifier: GPL-3.0-or-later
/* The figures of the UDP socket's speed: how many datagrams it takes without losing one. */
#include "config.h"

#include <sched.h>
#include <sys/resource.h>

#include "bench-datagrams.h"
#include "bench-servers.h"
#include "bench-util.h"

#define SMALL_SIZE 64
#define LARGE_SIZE 1400

/* Of the 8 MiB that the system sets aside for a buffer of 4 MiB. It counts what was taken with a
 * delay of a quarter, and drops before that: half is always free to be filled. */
#define ROOM ((guint64) 4 << 20)

/* Each round gives one pair of values, from turns so short that the machine's other work hits both
 * sides alike. */
#define ROUNDS     151
#define TURN_COUNT 10000
/* Enough for the journal to be full of either size once. */
#define WARM_UP_COUNT 3000000

/* What a receiver has done in one round. */
typedef struct {
  double flood_seconds;
  double emptying_seconds;
  double flood_cpu; /* seconds of the receiver's, while flooded */
  double emptying_cpu;
  guint emptied;
} Round;

/* A figure while it is measured: both sides, and who sends to them. */
typedef struct {
  cpu_set_t cpus; /* to be restored */
  BenchServers *servers;
  BenchDatagrams *datagrams[BENCH_N_SIDES];
  BenchSeries *flood;
  BenchSeries *emptying;
  BenchSeries *cpu_ns;
  BenchSeries *busy;
} UdpFigure;

static void
clear_figure (UdpFigure *self)
{
  for (guint side = 0; side < BENCH_N_SIDES; side++)
    g_clear_pointer (&self->datagrams[side], bench_datagrams_free);
  g_clear_pointer (&self->servers, bench_servers_free);
  sched_setaffinity (0, sizeof self->cpus, &self->cpus);
  g_clear_pointer (&self->flood, bench_series_free);
  g_clear_pointer (&self->emptying, bench_series_free);
  g_clear_pointer (&self->cpu_ns, bench_series_free);
  g_clear_pointer (&self->busy, bench_series_free);
}

/* The receivers don't run where the sender does: who shares its processor is spared the messages
 * between processors, in which a receiver's time else may go, and it would be chance who does. What
 * is pinned before a program is started holds for the program. */
static void
pin (UdpFigure *self, gboolean sender)
{
  cpu_set_t cpus = self->cpus;
  int first = 0;

  if (CPU_COUNT (&self->cpus) < 2)
    return;

  while (!CPU_ISSET (first, &self->cpus))
    first++;
  if (sender)
    CPU_ZERO (&cpus);
  CPU_CLR (first, &cpus);
  if (sender)
    CPU_SET (first, &cpus);
  sched_setaffinity (0, sizeof cpus, &cpus);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UdpFigure, clear_figure)

static gboolean
flood (UdpFigure *self, BenchSide side, guint count, Round *round, GError **error)
{
  BenchProcess *process = self->servers->processes[side];
  const double before = bench_process_get_cpu_seconds (process);

  if (!bench_datagrams_flood (self->datagrams[side], count, &round->flood_seconds, error))
    return FALSE;

  round->flood_cpu = bench_process_get_cpu_seconds (process) - before;
  return TRUE;
}

static gboolean
fill_and_empty (UdpFigure *self, BenchSide side, Round *round, GError **error)
{
  BenchProcess *process = self->servers->processes[side];
  double before = bench_process_get_cpu_seconds (process);
  gboolean filled;

  bench_process_hold (process);
  filled = bench_datagrams_fill (self->datagrams[side], &round->emptied, error);
  bench_process_let_go (process);
  if (!filled ||
      !bench_datagrams_time_emptying (self->datagrams[side], &round->emptying_seconds, error))
    return FALSE;

  round->emptying_cpu = bench_process_get_cpu_seconds (process) - before;
  return TRUE;
}

static gboolean
run_turn (UdpFigure *self, BenchSide side, Round *round, GError **error)
{
  return flood (self, side, TURN_COUNT, round, error) &&
         fill_and_empty (self, side, round, error) &&
         bench_datagrams_check (self->datagrams[side], self->servers->processes[side], error);
}

static gboolean
run_round (UdpFigure *self, GError **error)
{
  Round reference = { 0 };
  Round ours = { 0 };

  if (!run_turn (self, BENCH_REFERENCE, &reference, error) ||
      !run_turn (self, BENCH_OURS, &ours, error))
    return FALSE;

  bench_series_add (self->flood, TURN_COUNT / reference.flood_seconds,
                    TURN_COUNT / ours.flood_seconds);
  bench_series_add (self->emptying, reference.emptied / reference.emptying_seconds,
                    ours.emptied / ours.emptying_seconds);
  bench_series_add (self->cpu_ns, reference.emptying_cpu / reference.emptied * 1e9,
                    ours.emptying_cpu / ours.emptied * 1e9);
  bench_series_add (self->busy, reference.flood_cpu / reference.flood_seconds,
                    ours.flood_cpu / ours.flood_seconds);
  return TRUE;
}

/* Both have touched all their memory before the clock starts. */
static gboolean
start_figure (UdpFigure *self, Bench *bench, gsize size, GError **error)
{
  Round unused = { 0 };

  sched_getaffinity (0, sizeof self->cpus, &self->cpus);
  pin (self, FALSE);
  self->servers = bench_servers_new_udp (bench, error);
  pin (self, TRUE);
  if (self->servers == NULL)
    return FALSE;

  self->flood = bench_series_new ();
  self->emptying = bench_series_new ();
  self->cpu_ns = bench_series_new ();
  self->busy = bench_series_new ();
  for (guint side = 0; side < BENCH_N_SIDES; side++) {
    self->datagrams[side] = bench_datagrams_new (self->servers->ports[side], size, ROOM, error);
    if (self->datagrams[side] == NULL || !flood (self, side, WARM_UP_COUNT, &unused, error))
      return FALSE;
  }

  return TRUE;
}

/* What the receivers can do when no sender limits them has no target: the reference throws away
 * what it takes, and needn't copy it to where nothing was before. */
static void
add_notes (UdpFigure *self, BenchReport *report)
{
  bench_report_add_note (report,
                         "  the receiver works for %.0f %% of the time, the reference for %.0f %%",
                         bench_median (self->busy->ours) * 100,
                         bench_median (self->busy->reference) * 100);
  bench_report_add_note (report,
                         "  what waits is taken at %.2f x reference: %.0f of %.0f /s; a datagram "
                         "takes %.0f of %.0f ns of processor time",
                         bench_median (self->emptying->ratios), bench_median (self->emptying->ours),
                         bench_median (self->emptying->reference),
                         bench_median (self->cpu_ns->ours), bench_median (self->cpu_ns->reference));
}

static gboolean
run_figure (Bench *bench, gsize size, const BenchTarget *rate, GError **error)
{
  g_auto (UdpFigure) self = { 0 };

  if (!start_figure (&self, bench, size, error))
    return FALSE;

  for (guint round = 0; round < ROUNDS; round++) {
    if (!run_round (&self, error))
      return FALSE;
  }

  bench_report_add_series (&bench->report, rate, self.flood, "/s");
  add_notes (&self, &bench->report);
  return TRUE;
}

/**
 * bench_figure_udp:
 *
 * Small and large datagrams, none of them lost: as fast as one sender can, and what waits in a full
 * buffer as fast as the receiver can.
 */
gboolean
bench_figure_udp (Bench *bench, GError **error)
{
  static const BenchTarget small = { "64-byte datagrams, none lost", BENCH_AT_LEAST, 0.92,
                                     "x reference" };
  static const BenchTarget large = { "1,400-byte datagrams, none lost", BENCH_AT_LEAST, 0.92,
                                     "x reference" };

  return run_figure (bench, SMALL_SIZE, &small, error) &&
         run_figure (bench, LARGE_SIZE, &large, error);
}
