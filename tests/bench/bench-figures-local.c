// SPDX-License-Identifier: GPL-3.0-or-later
/* The figures that programs of their own measure: journal, log view, window. */
#include "config.h"

#include <sys/resource.h>

#include "bench-load.h"
#include "bench-servers.h"
#include "bench-util.h"

/* 60 a second, less what counting whole frames over some seconds may round off. */
#define FULL_FRAME_RATE 59.5

/* A GiB for each side and round, in turns that are short, and yet long enough for the window to
 * find its pace. */
#define WINDOW_ROUNDS    7
#define WINDOW_TURNS     2
#define WINDOW_TURN_SIZE ((guint64) 512 << 20)
/* Enough for a window to paint what is left. */
#define REST_US 200000

static BenchProcess *
start_program (Bench *bench, const char *name, GError **error)
{
  g_autofree char *program = g_build_filename (bench->build_dir, "tests", "bench", name, NULL);
  const char *argv[] = { program, NULL };

  return bench_process_new (argv, error);
}

static GHashTable *
measure_start (Bench *bench, GError **error)
{
  g_autofree char *start = g_build_filename (bench->build_dir, "tests/bench/bench-start", NULL);
  g_autofree char *empty =
      g_build_filename (bench->build_dir, "tests/bench/bench-empty-window", NULL);
  g_autofree char *prise = g_build_filename (bench->build_dir, "src/prise", NULL);
  const char *argv[] = { start, empty, bench->noise ? empty : prise, NULL };
  g_autoptr (BenchProcess) process = bench_process_new (argv, error);

  return process != NULL ? bench_process_read_values (process, error) : NULL;
}

/* The values of that name, oldest first. */
static GArray *
get_values (GHashTable *values, const char *name, GError **error)
{
  GArray *array = g_hash_table_lookup (values, name);

  if (array == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "no value of \"%s\" came", name);

  return array;
}

/* The only value of that name; 0 if none came. */
static double
get_value (GHashTable *values, const char *name)
{
  GArray *array = g_hash_table_lookup (values, name);

  return array != NULL ? g_array_index (array, double, 0) : 0;
}

/**
 * bench_figure_journal:
 *
 * Appends of 64 bytes a second, and of 64 KiB against memcpy().
 */
gboolean
bench_figure_journal (Bench *bench, GError **error)
{
  static const BenchTarget small = { "journal: 64-byte entries", BENCH_AT_LEAST, 5.0, "million/s" };
  static const BenchTarget large = { "journal: 64 KiB entries", BENCH_AT_LEAST, 0.70, "x memcpy" };
  g_autoptr (BenchProcess) process = start_program (bench, "bench-journal", error);
  g_autoptr (GHashTable) values = NULL;
  g_autoptr (BenchSeries) series = bench_series_new ();
  GArray *rates, *copied, *appended;

  if (process == NULL || (values = bench_process_read_values (process, error)) == NULL ||
      (rates = get_values (values, "small-per-second", error)) == NULL ||
      (copied = get_values (values, "memcpy-mb", error)) == NULL ||
      (appended = get_values (values, "large-mb", error)) == NULL)
    return FALSE;

  bench_report_add (&bench->report, &small, bench_median (rates) / 1e6, "median of %u", rates->len);
  bench_series_add_all (series, copied, appended);
  bench_report_add_series (&bench->report, &large, series, "MB/s");
  return TRUE;
}

/* Echoes by the window's server, in which it is followed. */
static gboolean
echo_by_window (BenchProcess *window, BenchBulk *bulk, double *seconds, GArray *fps, GError **error)
{
  g_autoptr (GHashTable) values = NULL;
  GArray *counted;

  bench_process_tell (window, "start");
  if (!bench_bulk_transfer (bulk, WINDOW_TURN_SIZE, seconds, error))
    return FALSE;
  bench_process_tell (window, "stop");

  values = bench_process_read_values (window, error);
  if (values == NULL || (counted = get_values (values, "fps", error)) == NULL)
    return FALSE;

  g_array_append_vals (fps, counted->data, counted->len);
  return TRUE;
}

/* The window rests while the reference is measured. */
static gboolean
echo_beside_window (BenchServers *servers, double *seconds, GArray *fps, GError **error)
{
  g_autoptr (BenchBulk) reference = bench_bulk_new (servers->ports[BENCH_REFERENCE], error);
  g_autoptr (BenchBulk) ours = NULL;

  if (reference == NULL || (ours = bench_bulk_new (servers->ports[BENCH_OURS], error)) == NULL)
    return FALSE;

  for (guint turn = 0; turn < WINDOW_TURNS; turn++) {
    g_usleep (REST_US);
    if (!bench_bulk_transfer (reference, WINDOW_TURN_SIZE, &seconds[BENCH_REFERENCE], error) ||
        !echo_by_window (servers->processes[BENCH_OURS], ours, &seconds[BENCH_OURS], fps, error))
      return FALSE;
  }

  return TRUE;
}

static BenchServers *
start_window_server (Bench *bench, GError **error)
{
  g_autoptr (BenchServers) servers = bench_servers_new_reference (bench, error);
  g_autofree char *program = g_build_filename (bench->build_dir, "tests/bench/bench-window", NULL);
  const char *argv[] = { program, NULL };

  if (servers == NULL)
    return NULL;

  servers->processes[BENCH_OURS] =
      bench_process_new_server (argv, &servers->ports[BENCH_OURS], error);
  return servers->processes[BENCH_OURS] != NULL ? g_steal_pointer (&servers) : NULL;
}

/**
 * bench_figure_window:
 *
 * The echo of a gibibyte by a server in the window, which follows it, and how often it paints.
 */
gboolean
bench_figure_window (Bench *bench, GError **error)
{
  static const BenchTarget echo = { "echo of 1 GiB, window open and following", BENCH_AT_LEAST,
                                    0.80, "x reference" };
  static const BenchTarget frames = { "  and the window paints", BENCH_AT_LEAST, 30.0, "frames/s" };
  g_autoptr (BenchServers) servers = start_window_server (bench, error);
  g_autoptr (BenchSeries) series = bench_series_new ();
  g_autoptr (GArray) fps = g_array_new (FALSE, FALSE, sizeof (double));
  const double megabytes = (double) (WINDOW_TURNS * WINDOW_TURN_SIZE) / 1e6;

  if (servers == NULL)
    return FALSE;

  for (guint round = 0; round < WINDOW_ROUNDS; round++) {
    double seconds[BENCH_N_SIDES] = { 0 };

    if (!echo_beside_window (servers, seconds, fps, error))
      return FALSE;
    bench_series_add (series, megabytes / seconds[BENCH_REFERENCE],
                      megabytes / seconds[BENCH_OURS]);
  }

  bench_report_add_series (&bench->report, &echo, series, "MB/s");
  bench_report_add (&bench->report, &frames, bench_median (fps), "half of the turns %.1f to %.1f",
                    bench_quantile (fps, 0.25), bench_quantile (fps, 0.75));
  return TRUE;
}

/**
 * bench_figure_log:
 *
 * Frames a second of a log that follows 100,000 entries a second.
 */
gboolean
bench_figure_log (Bench *bench, GError **error)
{
  static const BenchTarget target = { "log of 10 million, 100,000/s arriving", BENCH_AT_LEAST,
                                      FULL_FRAME_RATE, "frames/s" };
  g_autoptr (BenchProcess) process = start_program (bench, "bench-log", error);
  g_autoptr (GHashTable) values = NULL;
  GArray *fps;

  if (process == NULL || (values = bench_process_read_values (process, error)) == NULL ||
      (fps = get_values (values, "fps", error)) == NULL)
    return FALSE;

  bench_report_add (&bench->report, &target, bench_median (fps),
                    "a frame takes %.1f ms, p99 %.1f; %.0f entries/s came, %.0f behind%s",
                    get_value (values, "frame-p50"), get_value (values, "frame-p99"),
                    get_value (values, "arrived-per-second"), get_value (values, "behind"),
                    get_value (values, "follows") > 0 ? "" : "; it doesn't follow");
  return TRUE;
}

/**
 * bench_figure_start:
 *
 * From exec to the first frame, and the memory of the idle window, both against an empty window.
 */
gboolean
bench_figure_start (Bench *bench, GError **error)
{
  static const BenchTarget first_frame = { "start to first frame", BENCH_AT_MOST, 1.25,
                                           "x empty window" };
  static const BenchTarget memory = { "memory of the idle window", BENCH_AT_MOST, 7.0,
                                      "MiB over empty" };
  g_autoptr (GHashTable) values = measure_start (bench, error);
  g_autoptr (BenchSeries) series = bench_series_new ();
  GArray *reference_ms, *our_ms, *reference_mib, *our_mib;

  if (values == NULL || (reference_ms = get_values (values, "reference-ms", error)) == NULL ||
      (our_ms = get_values (values, "ours-ms", error)) == NULL ||
      (reference_mib = get_values (values, "reference-mib", error)) == NULL ||
      (our_mib = get_values (values, "ours-mib", error)) == NULL)
    return FALSE;

  bench_series_add_all (series, reference_ms, our_ms);
  bench_report_add_series (&bench->report, &first_frame, series, "ms");
  bench_report_add (&bench->report, &memory, bench_median (our_mib) - bench_median (reference_mib),
                    "%.1f and %.1f MiB (PSS)", bench_median (our_mib),
                    bench_median (reference_mib));
  return TRUE;
}
