// SPDX-License-Identifier: GPL-3.0-or-later
/* The figures of the engine's server: bulk, round trips, idle connections, connects. */
#include "config.h"

#include <sys/resource.h>

#include "bench-load.h"
#include "bench-servers.h"
#include "bench-util.h"

/* Each round gives one pair of values. Within it the sides take turns so short that the machine's
 * other work hits both alike; a GiB goes to each. */
#define ECHO_ROUNDS       25
#define ECHO_TURNS        64
#define ECHO_TURN_SIZE    ((guint64) 16 << 20)
#define TRIP_ROUNDS       25
#define TRIP_TURNS        8
#define TRIP_TURN_SECONDS 0.025
#define CONNECT_ROUNDS    21
#define CONNECT_TURNS     10
#define CONNECTS_A_TURN   50
#define N_IDLE            10000
/* What a server has open besides its idle clients. */
#define SPARE_FILES 64
/* Enough for a server to have made all that it keeps of its clients. */
#define REST_SECONDS 0.2

static gboolean
echo_in_turns (BenchServers *servers, double *seconds, GError **error)
{
  g_autoptr (BenchBulk) reference = bench_bulk_new (servers->ports[BENCH_REFERENCE], error);
  g_autoptr (BenchBulk) ours = NULL;

  if (reference == NULL || (ours = bench_bulk_new (servers->ports[BENCH_OURS], error)) == NULL)
    return FALSE;

  for (guint turn = 0; turn < ECHO_TURNS; turn++) {
    if (!bench_bulk_transfer (reference, ECHO_TURN_SIZE, &seconds[BENCH_REFERENCE], error) ||
        !bench_bulk_transfer (ours, ECHO_TURN_SIZE, &seconds[BENCH_OURS], error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
trips_in_turns (BenchServers *servers, BenchSeries *rates, BenchSeries *tails, GError **error)
{
  g_autoptr (BenchTrips) reference = bench_trips_new (servers->ports[BENCH_REFERENCE], error);
  g_autoptr (BenchTrips) ours = NULL;

  if (reference == NULL || (ours = bench_trips_new (servers->ports[BENCH_OURS], error)) == NULL)
    return FALSE;

  for (guint turn = 0; turn < TRIP_TURNS; turn++) {
    if (!bench_trips_run (reference, TRIP_TURN_SECONDS, error) ||
        !bench_trips_run (ours, TRIP_TURN_SECONDS, error))
      return FALSE;
  }

  bench_series_add (rates, bench_trips_get_rate (reference), bench_trips_get_rate (ours));
  bench_series_add (tails, bench_trips_get_quantile (reference, 0.99) * 1e6,
                    bench_trips_get_quantile (ours, 0.99) * 1e6);
  return TRUE;
}

static gboolean
run_trips (Bench *bench,
           BenchServers *servers,
           const BenchTarget *rate,
           const BenchTarget *tail,
           GError **error)
{
  g_autoptr (BenchSeries) rates = bench_series_new ();
  g_autoptr (BenchSeries) tails = bench_series_new ();

  for (guint round = 0; round < TRIP_ROUNDS; round++) {
    if (!trips_in_turns (servers, rates, tails, error))
      return FALSE;
  }

  bench_report_add_series (&bench->report, rate, rates, "/s");
  bench_report_add_series (&bench->report, tail, tails, "µs");
  return TRUE;
}

static gboolean
connects_in_turns (BenchServers *servers, guint round, double *seconds, GError **error)
{
  for (guint turn = 0; turn < CONNECT_TURNS; turn++) {
    for (guint side = 0; side < BENCH_N_SIDES; side++) {
      if (!bench_load_connects (servers->ports[side], CONNECTS_A_TURN, round + 1, &seconds[side],
                                error))
        return FALSE;
    }
  }

  return TRUE;
}

static BenchProcess *
hold_idle (Bench *bench, BenchServers *servers, BenchSide side, guint count, GError **error)
{
  return bench_load_hold_idle (bench->program, servers->ports[side], count, error);
}

/**
 * bench_figure_echo:
 *
 * A gibibyte there and back.
 */
gboolean
bench_figure_echo (Bench *bench, GError **error)
{
  static const BenchTarget target = { "echo of 1 GiB", BENCH_AT_LEAST, 0.95, "x reference" };
  g_autoptr (BenchServers) servers = bench_servers_new (bench, error);
  g_autoptr (BenchSeries) series = bench_series_new ();
  const double megabytes = (double) (ECHO_TURNS * ECHO_TURN_SIZE) / 1e6;

  if (servers == NULL)
    return FALSE;

  for (guint round = 0; round < ECHO_ROUNDS; round++) {
    double seconds[BENCH_N_SIDES] = { 0 };

    if (!echo_in_turns (servers, seconds, error))
      return FALSE;
    bench_series_add (series, megabytes / seconds[BENCH_REFERENCE],
                      megabytes / seconds[BENCH_OURS]);
  }

  bench_report_add_series (&bench->report, &target, series, "MB/s");
  return TRUE;
}

/**
 * bench_figure_round_trips:
 *
 * 64 bytes there and back, one client.
 */
gboolean
bench_figure_round_trips (Bench *bench, GError **error)
{
  static const BenchTarget rate = { "64-byte round trips", BENCH_AT_LEAST, 0.92, "x reference" };
  static const BenchTarget tail = { "64-byte round trips, p99", BENCH_AT_MOST, 1.30,
                                    "x reference" };
  g_autoptr (BenchOneCpu) one_cpu = bench_one_cpu_new ();
  g_autoptr (BenchServers) servers = bench_servers_new (bench, error);

  return servers != NULL && run_trips (bench, servers, &rate, &tail, error);
}

/**
 * bench_figure_idle:
 *
 * Round trips beside 10,000 idle connections, which the reference has too, and their memory.
 */
gboolean
bench_figure_idle (Bench *bench, GError **error)
{
  static const BenchTarget rate = { "  beside 10,000 idle connections", BENCH_AT_LEAST, 0.92,
                                    "x reference" };
  static const BenchTarget tail = { "  beside 10,000 idle, p99", BENCH_AT_MOST, 1.30,
                                    "x reference" };
  static const BenchTarget memory = { "memory of an idle connection", BENCH_AT_MOST, 2.0, "KiB" };
  g_autoptr (BenchOneCpu) one_cpu = bench_one_cpu_new ();
  g_autoptr (BenchServers) servers = bench_servers_new (bench, error);
  g_autoptr (BenchProcess) reference_idle = NULL;
  g_autoptr (BenchProcess) our_idle = NULL;
  guint count = (guint) MIN (N_IDLE, bench_raise_file_limit () - SPARE_FILES);
  gsize before, after;

  if (servers == NULL)
    return FALSE;

  before = bench_process_get_resident_size (servers->processes[BENCH_OURS]);
  if ((reference_idle = hold_idle (bench, servers, BENCH_REFERENCE, count, error)) == NULL ||
      (our_idle = hold_idle (bench, servers, BENCH_OURS, count, error)) == NULL)
    return FALSE;
  bench_process_wait_for_rest (servers->processes[BENCH_OURS], REST_SECONDS);
  after = bench_process_get_resident_size (servers->processes[BENCH_OURS]);

  if (!run_trips (bench, servers, &rate, &tail, error))
    return FALSE;

  bench_report_add (&bench->report, &memory, ((double) after - (double) before) / 1024 / count,
                    "%u connections: %.1f to %.1f MiB", count, (double) before / 0x100000,
                    (double) after / 0x100000);
  return TRUE;
}

/**
 * bench_figure_connect:
 *
 * Connect, one round trip, close; one after the other.
 */
gboolean
bench_figure_connect (Bench *bench, GError **error)
{
  static const BenchTarget target = { "connect, round trip, close", BENCH_AT_LEAST, 0.85,
                                      "x reference" };
  g_autoptr (BenchOneCpu) one_cpu = bench_one_cpu_new ();
  g_autoptr (BenchServers) servers = bench_servers_new (bench, error);
  g_autoptr (BenchSeries) series = bench_series_new ();
  const double connects = CONNECT_TURNS * CONNECTS_A_TURN;

  if (servers == NULL)
    return FALSE;

  for (guint round = 0; round < CONNECT_ROUNDS; round++) {
    double seconds[BENCH_N_SIDES] = { 0 };

    if (!connects_in_turns (servers, round, seconds, error))
      return FALSE;
    bench_series_add (series, connects / seconds[BENCH_REFERENCE], connects / seconds[BENCH_OURS]);
  }

  bench_report_add_series (&bench->report, &target, series, "/s");
  return TRUE;
}
