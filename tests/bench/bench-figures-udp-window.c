// SPDX-License-Identifier: GPL-3.0-or-later
/* The figures of the window's UDP socket: that it loses nothing while it shows what comes. */
#include "config.h"

#include <sys/resource.h>

#include "bench-datagrams.h"
#include "bench-figures.h"
#include "bench-process.h"
#include "bench-util.h"

#define SIZE 64

/* Long enough for a new window to have painted all that it will without being asked. */
#define REST_SECONDS 0.5

/* How often, and by how much, a sender may miss its pace. */
#define MAX_TURNS    4
#define MAX_SLOWNESS 1.01

/* What a window is given. */
typedef struct {
  BenchTarget lost;
  BenchTarget frames;
  guint per_second;
  double seconds;
} PacedLoad;

static BenchDatagrams *
start_window (Bench *bench, BenchProcess **window, GError **error)
{
  g_autofree char *program = g_build_filename (bench->build_dir, "tests/bench/bench-window", NULL);
  const char *argv[] = { program, "udp", NULL };
  guint16 port;

  *window = bench_process_new_server (argv, &port, error);
  return *window != NULL ? bench_datagrams_new (port, SIZE, 0, error) : NULL;
}

static gboolean
show (BenchProcess *window,
      BenchDatagrams *datagrams,
      const PacedLoad *load,
      BenchPace *pace,
      double *fps,
      GError **error)
{
  g_autoptr (GHashTable) values = NULL;
  GArray *counted;

  bench_process_wait_for_rest (window, REST_SECONDS);
  bench_process_tell (window, "start");
  if (!bench_datagrams_pace (datagrams, load->per_second, load->seconds, pace, error))
    return FALSE;
  bench_process_tell (window, "stop");

  values = bench_process_read_values (window, error);
  if (values == NULL)
    return FALSE;

  counted = g_hash_table_lookup (values, "fps");
  *fps = counted != NULL ? g_array_index (counted, double, 0) : 0;
  return TRUE;
}

/* A sender that is late makes it easier for the receiver: then it has to be done again. */
static gboolean
show_at_pace (BenchProcess *window,
              BenchDatagrams *datagrams,
              const PacedLoad *load,
              BenchPace *pace,
              double *fps,
              GError **error)
{
  for (guint i = 0; i < MAX_TURNS; i++) {
    if (!show (window, datagrams, load, pace, fps, error))
      return FALSE;
    if (pace->seconds <= load->seconds * MAX_SLOWNESS)
      return TRUE;
  }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the sender took %.2f s instead of %.0f",
               pace->seconds, load->seconds);
  return FALSE;
}

static gboolean
run_paced (Bench *bench, const PacedLoad *load, GError **error)
{
  g_autoptr (BenchProcess) window = NULL;
  g_autoptr (BenchDatagrams) datagrams = start_window (bench, &window, error);
  BenchPace pace;
  BenchCount count;
  double fps;

  if (datagrams == NULL || !show_at_pace (window, datagrams, load, &pace, &fps, error) ||
      !bench_datagrams_count (datagrams, window, &count, error))
    return FALSE;

  bench_report_add (&bench->report, &load->lost, (double) (count.sent - count.received),
                    "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " recorded, %" G_GUINT64_FORMAT
                    " dropped by the system; at worst the sender is %.1f ms late",
                    count.received, count.sent, count.dropped, pace.latest_ms);
  bench_report_add (&bench->report, &load->frames, fps, "while they come");
  return TRUE;
}

/**
 * bench_figure_udp_window:
 *
 * Datagrams that come at a pace to a window which shows each of them and follows: how many are
 * lost, and how often it paints.
 */
gboolean
bench_figure_udp_window (Bench *bench, GError **error)
{
  static const PacedLoad loads[] = {
    { { "5,000 datagrams/s for 10 s, window open", BENCH_AT_MOST, 0, "lost" },
      { "  and the window paints", BENCH_AT_LEAST, 30.0, "frames/s" },
      5000,
      10 },
    { { "50,000 datagrams/s for 4 s, followed", BENCH_AT_MOST, 0, "lost" },
      { "  and the window paints", BENCH_AT_LEAST, 30.0, "frames/s" },
      50000,
      4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (loads); i++) {
    if (!run_paced (bench, &loads[i], error))
      return FALSE;
  }

  return TRUE;
}
