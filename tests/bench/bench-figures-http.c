// SPDX-License-Identifier: GPL-3.0-or-later
/* The figures of HTTP: the client against curl, with nginx, and the parser alone. */
#include "config.h"

#include <sys/resource.h>

#include "bench-figures.h"
#include "bench-nginx.h"
#include "bench-process.h"
#include "bench-servers.h"
#include "bench-util.h"

/* Each round starts both sides anew, one after the other: what comes before an exchange isn't
 * measured. */
#define LARGE_ROUNDS 25
#define SMALL_ROUNDS 25
#define SMALL_COUNT  200

/* What is asked for. */
typedef struct {
  const char *path;
  gsize size;
  guint count; /* how often, in one process */
} Load;

/* One line for each transfer, in the form of bench_print_value(). */
static BenchProcess *
start_curl (BenchNginx *nginx, const Load *load, GError **error)
{
  g_autofree char *url =
      g_strdup_printf ("http://127.0.0.1:%u/%s", bench_nginx_get_port (nginx), load->path);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  static const char *const options[] = {
    "curl",
    "-q",
    "-s",
    "--noproxy",
    "*",
    "--header",
    "Connection: close",
    "-w",
    "seconds %{time_total}\\nsize %{size_download}\\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    g_ptr_array_add (argv, (char *) options[i]);
  for (guint i = 0; i < load->count; i++) {
    g_ptr_array_add (argv, (char *) "-o");
    g_ptr_array_add (argv, (char *) "/dev/null");
    g_ptr_array_add (argv, url);
  }
  g_ptr_array_add (argv, NULL);

  return bench_process_new ((const char *const *) argv->pdata, error);
}

static BenchProcess *
start_ours (Bench *bench, BenchNginx *nginx, const Load *load, GError **error)
{
  g_autofree char *program = g_build_filename (bench->build_dir, "tests/bench/bench-http", NULL);
  g_autofree char *port = g_strdup_printf ("%u", bench_nginx_get_port (nginx));
  g_autofree char *count = g_strdup_printf ("%u", load->count);
  const char *argv[] = { program, port, load->path, count, NULL };

  return bench_process_new (argv, error);
}

static gboolean
check (GHashTable *values, const Load *load, GError **error)
{
  GArray *seconds = g_hash_table_lookup (values, "seconds");
  GArray *sizes = g_hash_table_lookup (values, "size");
  gboolean is_right =
      seconds != NULL && seconds->len == load->count && sizes != NULL && sizes->len == load->count;

  for (guint i = 0; is_right && i < sizes->len; i++)
    is_right = g_array_index (sizes, double, i) == (double) load->size;
  if (!is_right)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s didn't come %u times", load->path,
                 load->count);

  return is_right;
}

/* How long one exchange takes in the median. */
static gboolean
run_turn (Bench *bench,
          BenchNginx *nginx,
          BenchSide side,
          const Load *load,
          double *seconds,
          GError **error)
{
  g_autoptr (BenchProcess) process = side == BENCH_OURS && !bench->noise
                                         ? start_ours (bench, nginx, load, error)
                                         : start_curl (nginx, load, error);
  g_autoptr (GHashTable) values = NULL;

  if (process == NULL || (values = bench_process_read_values (process, error)) == NULL ||
      !check (values, load, error))
    return FALSE;

  *seconds = bench_median (g_hash_table_lookup (values, "seconds"));
  return TRUE;
}

static gboolean
run_round (Bench *bench, BenchNginx *nginx, const Load *load, double *seconds, GError **error)
{
  return run_turn (bench, nginx, BENCH_REFERENCE, load, &seconds[BENCH_REFERENCE], error) &&
         run_turn (bench, nginx, BENCH_OURS, load, &seconds[BENCH_OURS], error);
}

static gboolean
measure_large (Bench *bench, BenchNginx *nginx, GError **error)
{
  static const BenchTarget target = { "HTTP: 100 MB from nginx, kept raw", BENCH_AT_LEAST, 1.00,
                                      "x curl" };
  static const Load load = { BENCH_NGINX_LARGE, BENCH_NGINX_LARGE_SIZE, 1 };
  g_autoptr (BenchSeries) series = bench_series_new ();

  for (guint round = 0; round < LARGE_ROUNDS; round++) {
    double seconds[BENCH_N_SIDES];

    if (!run_round (bench, nginx, &load, seconds, error))
      return FALSE;
    bench_series_add (series, load.size / 1e6 / seconds[BENCH_REFERENCE],
                      load.size / 1e6 / seconds[BENCH_OURS]);
  }

  bench_report_add_series (&bench->report, &target, series, "MB/s");
  return TRUE;
}

static gboolean
measure_small (Bench *bench, BenchNginx *nginx, GError **error)
{
  static const BenchTarget target = { "HTTP: small request, new connection", BENCH_AT_MOST, 1.5,
                                      "x curl" };
  static const Load load = { BENCH_NGINX_SMALL, BENCH_NGINX_SMALL_SIZE, SMALL_COUNT };
  g_autoptr (BenchSeries) series = bench_series_new ();

  for (guint round = 0; round < SMALL_ROUNDS; round++) {
    double seconds[BENCH_N_SIDES];

    if (!run_round (bench, nginx, &load, seconds, error))
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
