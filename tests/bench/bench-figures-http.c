// SPDX-License-Identifier: GPL-3.0-or-later
/* The figures of HTTP: the client against curl, with nginx, and the parser alone. */
#include "config.h"

#include <sys/resource.h>

#include "bench-figures.h"
#include "bench-nginx.h"
#include "bench-process.h"
#include "bench-servers.h"
#include "bench-util.h"

/* The sides take turns; a round begins with a new process of ours. In its first exchanges it takes
 * memory that the system has to clear: the very first is a figure of its own, what a user who asks
 * once gets. Both sides measure themselves, so that no process's start counts: ours from the
 * beginning of the exchange, curl by its time_total. */
#define FIRST_ROUNDS  21
#define LARGE_ROUNDS  5
#define LARGE_TURNS   8
#define LARGE_WARM_UP 4
#define SMALL_TURNS   60
#define SMALL_COUNT   100

/* What is asked for. */
typedef struct {
  const char *path;
  gsize size;
  guint count; /* how often in a turn */
} Load;

typedef struct {
  Bench *bench;
  BenchNginx *nginx;
  Load load;
  BenchProcess *ours; /* NULL: curl stands in for it */
} HttpFigure;

static void
http_figure_clear (HttpFigure *self)
{
  g_clear_pointer (&self->ours, bench_process_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HttpFigure, http_figure_clear)

/* One line for each value, in the form of bench_print_value(). */
static BenchProcess *
start_curl (HttpFigure *self, GError **error)
{
  static const char *const options[] = {
    "curl",
    "-q",
    "-s",
    "--noproxy",
    "*",
    "--max-time",
    "30",
    "--header",
    "Connection: close",
    "-w",
    "seconds %{time_total}\\nsize %{size_download}\\n",
  };
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/%s",
                                          bench_nginx_get_port (self->nginx), self->load.path);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    g_ptr_array_add (argv, (char *) options[i]);
  for (guint i = 0; i < self->load.count; i++) {
    g_ptr_array_add (argv, (char *) "-o");
    g_ptr_array_add (argv, (char *) "/dev/null");
    g_ptr_array_add (argv, url);
  }
  g_ptr_array_add (argv, NULL);

  return bench_process_new ((const char *const *) argv->pdata, error);
}

static gboolean
start_ours (HttpFigure *self, GError **error)
{
  g_autofree char *program =
      g_build_filename (self->bench->build_dir, "tests/bench/bench-http", NULL);
  g_autofree char *port = g_strdup_printf ("%u", bench_nginx_get_port (self->nginx));
  g_autofree char *count = g_strdup_printf ("%u", self->load.count);
  const char *argv[] = { program, port, self->load.path, count, NULL };

  g_clear_pointer (&self->ours, bench_process_free);
  if (self->bench->noise)
    return TRUE;

  self->ours = bench_process_new (argv, error);
  return self->ours != NULL;
}

static gboolean
is_complete (HttpFigure *self, GHashTable *values)
{
  GArray *seconds = g_hash_table_lookup (values, "seconds");
  GArray *sizes = g_hash_table_lookup (values, "size");

  if (seconds == NULL || sizes == NULL || seconds->len != self->load.count ||
      sizes->len != self->load.count)
    return FALSE;

  for (guint i = 0; i < sizes->len; i++) {
    if (g_array_index (sizes, double, i) != (double) self->load.size)
      return FALSE;
  }

  return TRUE;
}

/* How long one exchange takes in the median. */
static gboolean
take_seconds (HttpFigure *self, BenchProcess *process, double *seconds, GError **error)
{
  g_autoptr (GHashTable) values = bench_process_read_values (process, error);

  if (values == NULL)
    return FALSE;
  if (!is_complete (self, values)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s didn't come %u times",
                 self->load.path, self->load.count);
    return FALSE;
  }

  *seconds = bench_median (g_hash_table_lookup (values, "seconds"));
  return TRUE;
}

static gboolean
time_curl (HttpFigure *self, double *seconds, GError **error)
{
  g_autoptr (BenchProcess) process = start_curl (self, error);

  return process != NULL && take_seconds (self, process, seconds, error);
}

static gboolean
time_ours (HttpFigure *self, double *seconds, GError **error)
{
  if (self->ours == NULL)
    return time_curl (self, seconds, error);

  bench_process_tell (self->ours, "go");
  return take_seconds (self, self->ours, seconds, error);
}

static gboolean
run_turn (HttpFigure *self, double *seconds, GError **error)
{
  return time_curl (self, &seconds[BENCH_REFERENCE], error) &&
         time_ours (self, &seconds[BENCH_OURS], error);
}

/* Turns with one process of ours, the first @warm_up of which don't count. */
static gboolean
run_large_round (HttpFigure *self, guint turns, guint warm_up, BenchSeries *series, GError **error)
{
  const double megabytes = (double) self->load.size / 1e6;

  if (!start_ours (self, error))
    return FALSE;

  for (guint turn = 0; turn < turns; turn++) {
    double seconds[BENCH_N_SIDES];

    if (!run_turn (self, seconds, error))
      return FALSE;
    if (turn >= warm_up)
      bench_series_add (series, megabytes / seconds[BENCH_REFERENCE],
                        megabytes / seconds[BENCH_OURS]);
  }

  return TRUE;
}

static gboolean
measure_large (Bench *bench, BenchNginx *nginx, GError **error)
{
  static const BenchTarget once = { "HTTP: a process's first 100 MB, kept raw", BENCH_AT_LEAST,
                                    1.00, "x curl" };
  static const BenchTarget again = { "HTTP: 100 MB from nginx, kept raw", BENCH_AT_LEAST, 1.00,
                                     "x curl" };
  g_auto (HttpFigure) self = {
    .bench = bench,
    .nginx = nginx,
    .load = { BENCH_NGINX_LARGE, BENCH_NGINX_LARGE_SIZE, 1 },
  };
  g_autoptr (BenchSeries) first = bench_series_new ();
  g_autoptr (BenchSeries) warm = bench_series_new ();

  for (guint round = 0; round < FIRST_ROUNDS; round++) {
    if (!run_large_round (&self, 1, 0, first, error))
      return FALSE;
  }
  for (guint round = 0; round < LARGE_ROUNDS; round++) {
    if (!run_large_round (&self, LARGE_TURNS, LARGE_WARM_UP, warm, error))
      return FALSE;
  }

  bench_report_add_series (&bench->report, &again, warm, "MB/s");
  bench_report_add_series (&bench->report, &once, first, "MB/s");
  return TRUE;
}

static gboolean
measure_small (Bench *bench, BenchNginx *nginx, GError **error)
{
  static const BenchTarget target = { "HTTP: small request, new connection", BENCH_AT_MOST, 1.5,
                                      "x curl" };
  g_auto (HttpFigure) self = {
    .bench = bench,
    .nginx = nginx,
    .load = { BENCH_NGINX_SMALL, BENCH_NGINX_SMALL_SIZE, SMALL_COUNT },
  };
  g_autoptr (BenchSeries) series = bench_series_new ();

  if (!start_ours (&self, error))
    return FALSE;

  for (guint turn = 0; turn < SMALL_TURNS; turn++) {
    double seconds[BENCH_N_SIDES];

    if (!run_turn (&self, seconds, error))
      return FALSE;
    bench_series_add (series, seconds[BENCH_REFERENCE] * 1e6, seconds[BENCH_OURS] * 1e6);
  }

  bench_report_add_series (&bench->report, &target, series, "µs");
  return TRUE;
}

static double
get_median (GHashTable *values, const char *name)
{
  GArray *array = g_hash_table_lookup (values, name);

  return array != NULL ? bench_median (array) : 0;
}

/**
 * bench_figure_http:
 *
 * A large body and a small one from nginx, against curl, which throws them away.
 */
gboolean
bench_figure_http (Bench *bench, GError **error)
{
  g_autoptr (BenchNginx) nginx = bench_nginx_new (error);

  return nginx != NULL && measure_large (bench, nginx, error) &&
         measure_small (bench, nginx, error);
}

/**
 * bench_figure_http_parser:
 *
 * The parser's bytes a second, without a network.
 */
gboolean
bench_figure_http_parser (Bench *bench, GError **error)
{
  static const BenchTarget body = { "HTTP parser: body", BENCH_AT_LEAST, 1.0, "GB/s" };
  static const BenchTarget headers = { "HTTP parser: headers", BENCH_AT_LEAST, 0.5, "GB/s" };
  g_autofree char *program =
      g_build_filename (bench->build_dir, "tests/bench/bench-http-parser", NULL);
  const char *argv[] = { program, NULL };
  g_autoptr (BenchProcess) process = bench_process_new (argv, error);
  g_autoptr (GHashTable) values = NULL;

  if (process == NULL || (values = bench_process_read_values (process, error)) == NULL)
    return FALSE;

  bench_report_add (&bench->report, &body, get_median (values, "body-gb"), "in chunks of 8 KiB");
  bench_report_add (&bench->report, &headers, get_median (values, "heads-gb"),
                    "heads of 18 headers, each with a parser of its own");
  return TRUE;
}
