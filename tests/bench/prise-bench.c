// SPDX-License-Identifier: GPL-3.0-or-later
/* Measures Prise's speed against references and prints a table with targets: all figures, or those
 * named on the command line. Its exit status is 0 if every target is reached. */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "bench-figures.h"
#include "bench-load.h"
#include "bench-util.h"

static const struct {
  const char *name;
  BenchFigureFunc func;
} figures[] = {
  { "echo", bench_figure_echo },
  { "round-trips", bench_figure_round_trips },
  { "idle", bench_figure_idle },
  { "connect", bench_figure_connect },
  { "udp", bench_figure_udp },
  { "http", bench_figure_http },
  { "http-parser", bench_figure_http_parser },
  { "journal", bench_figure_journal },
  { "window", bench_figure_window },
  { "udp-window", bench_figure_udp_window },
  { "http-window", bench_figure_http_window },
  { "log", bench_figure_log },
  { "start", bench_figure_start }, /* and memory */
};

static gboolean
is_known (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++) {
    if (strcmp (figures[i].name, name) == 0)
      return TRUE;
  }

  return FALSE;
}

static gboolean
is_wanted (const char *name, char **names)
{
  return names == NULL || *names == NULL || g_strv_contains ((const char *const *) names, name);
}

static void
run (Bench *bench, char **names)
{
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++) {
    g_autoptr (GError) error = NULL;

    if (is_wanted (figures[i].name, names) && !figures[i].func (bench, &error))
      bench_report_add_failure (&bench->report, figures[i].name, error);
  }
}

static gboolean
check_names (char **names)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++) {
    if (is_known (names[i]))
      continue;

    fprintf (stderr, "There is no figure \"%s\". Choose from:", names[i]);
    for (guint j = 0; j < G_N_ELEMENTS (figures); j++)
      fprintf (stderr, " %s", figures[j].name);
    fprintf (stderr, "\n");
    return FALSE;
  }

  return TRUE;
}

static int
run_bench (const char *program, const char *build_dir, gboolean noise, char **names)
{
  Bench bench = { .build_dir = build_dir, .program = program, .noise = noise };

  bench_raise_file_limit ();
  run (&bench, names);
  return bench.report.n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main (int argc, char **argv)
{
  gboolean noise = FALSE;
  g_autofree char *build_dir = NULL;
  g_auto (GStrv) names = NULL;
  const GOptionEntry entries[] = {
    { "build-dir", 0, 0, G_OPTION_ARG_FILENAME, &build_dir, "Where Prise is built", "DIR" },
    { "noise", 0, 0, G_OPTION_ARG_NONE, &noise, "Measure the reference against itself", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &names, NULL, "[FIGURE…]" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (argc == 4 && strcmp (argv[1], "--hold-idle") == 0)
    return bench_load_hold_idle_main ((guint16) atoi (argv[2]), (guint) atoi (argv[3]));

  context = g_option_context_new (NULL);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    fprintf (stderr, "%s\n", error->message);
    return 2;
  }
  if (!check_names (names))
    return 2;

  return run_bench (argv[0], build_dir != NULL ? build_dir : ".", noise, names);
}
