// SPDX-License-Identifier: GPL-3.0-or-later
/* The figures that programs of their own measure: journal, log view, window. */
#include "config.h"

#include "bench-figures.h"
#include "bench-process.h"
#include "bench-util.h"

static BenchProcess *
start_program (Bench *bench, const char *name, GError **error)
{
  g_autofree char *program = g_build_filename (bench->build_dir, "tests", "bench", name, NULL);
  const char *argv[] = { program, NULL };

  return bench_process_new (argv, error);
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
