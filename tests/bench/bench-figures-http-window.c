// SPDX-License-Identifier: GPL-3.0-or-later
/* The figures of the window's HTTP page: that it goes on painting while a large answer comes in,
 * and that this can be cancelled. */
#include "config.h"

#include "bench-figures.h"
#include "bench-nginx.h"
#include "bench-process.h"
#include "bench-util.h"

/* Long enough for a new window to have painted all that it will without being asked. */
#define REST_SECONDS 0.5

/* An answer of a gibibyte comes in a second or so: several, for a figure that stands. */
#define TURNS 5

static BenchProcess *
start_window (Bench *bench, BenchNginx *nginx, const char *view, GError **error)
{
  g_autofree char *program =
      g_build_filename (bench->build_dir, "tests/bench/bench-http-window", NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/" BENCH_NGINX_HUGE,
                                          (guint) bench_nginx_get_port (nginx));
  const char *argv[] = { program, url, view, NULL };
  g_autoptr (BenchProcess) window = bench_process_new (argv, error);
  g_autofree char *line = NULL;

  if (window == NULL || (line = bench_process_read_line (window, error)) == NULL)
    return NULL;

  return g_steal_pointer (&window);
}

static double
get_value (GHashTable *values, const char *name)
{
  GArray *array = g_hash_table_lookup (values, name);

  return array != NULL ? g_array_index (array, double, 0) : 0;
}

static GHashTable *
tell (BenchProcess *window, const char *command, GError **error)
{
  bench_process_wait_for_rest (window, REST_SECONDS);
  bench_process_tell (window, command);

  return bench_process_read_values (window, error);
}

static gboolean
receive (BenchProcess *window, GArray *fps, GArray *rates, GError **error)
{
  g_autoptr (GHashTable) values = tell (window, "get", error);
  double frames, rate;

  if (values == NULL)
    return FALSE;
  if (get_value (values, "bytes") < (double) BENCH_NGINX_HUGE_SIZE) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "only %.0f bytes came",
                 get_value (values, "bytes"));
    return FALSE;
  }

  frames = get_value (values, "fps");
  rate = get_value (values, "bytes") / get_value (values, "seconds") / 1e6;
  g_array_append_val (fps, frames);
  g_array_append_val (rates, rate);

  return TRUE;
}

static gboolean
show (Bench *bench,
      BenchNginx *nginx,
      const char *view,
      const BenchTarget *frames,
      const BenchTarget *cancel,
      GError **error)
{
  g_autoptr (BenchProcess) window = start_window (bench, nginx, view, error);
  g_autoptr (GArray) fps = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) rates = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GHashTable) values = NULL;

  for (guint i = 0; i < TURNS; i++) {
    if (window == NULL || !receive (window, fps, rates, error))
      return FALSE;
  }
  values = tell (window, "cancel", error);
  if (values == NULL)
    return FALSE;

  bench_report_add (&bench->report, frames, bench_median (fps),
                    "of 60; half of the turns %.1f to %.1f; %.0f MB/s come in",
                    bench_quantile (fps, 0.25), bench_quantile (fps, 0.75), bench_median (rates));
  bench_report_add (&bench->report, cancel, get_value (values, "cancel-ms"),
                    "after %.0f MB had come", get_value (values, "bytes") / 1e6);
  return TRUE;
}

/**
 * bench_figure_http_window:
 *
 * A gibibyte from nginx to a window that shows the body, or the raw bytes: how often it paints, and
 * how soon a click on Cancel ends it.
 */
gboolean
bench_figure_http_window (Bench *bench, GError **error)
{
  static const struct {
    const char *view;
    BenchTarget frames;
    BenchTarget cancel;
  } views[] = {
    { "body",
      { "1 GiB comes in, body shown, window paints", BENCH_AT_LEAST, 55.0, "frames/s" },
      { "  and a click on Cancel ends it in", BENCH_AT_MOST, 100.0, "ms" } },
    { "raw",
      { "1 GiB comes in, raw bytes shown", BENCH_AT_LEAST, 55.0, "frames/s" },
      { "  and a click on Cancel ends it in", BENCH_AT_MOST, 100.0, "ms" } },
  };
  g_autoptr (BenchNginx) nginx = bench_nginx_new (error);

  if (nginx == NULL || !bench_nginx_add_huge (nginx, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (views); i++) {
    if (!show (bench, nginx, views[i].view, &views[i].frames, &views[i].cancel, error))
      return FALSE;
  }

  return TRUE;
}
