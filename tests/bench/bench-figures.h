// SPDX-License-Identifier: GPL-3.0-or-later
/* The figures themselves: each function measures one thing, against its reference in turn, and adds
 * its rows to the report. */
#pragma once

#include "bench-report.h"

G_BEGIN_DECLS

/**
 * Bench:
 * @build_dir: where the programs are
 * @program: prise-bench's own path
 * @noise: measure the reference against itself, to see what the machine's noise is
 */
typedef struct {
  const char *build_dir;
  const char *program;
  gboolean noise;
  BenchReport report;
} Bench;

typedef gboolean (*BenchFigureFunc) (Bench *bench, GError **error);

gboolean bench_figure_echo (Bench *bench, GError **error);
gboolean bench_figure_round_trips (Bench *bench, GError **error);
gboolean bench_figure_idle (Bench *bench, GError **error);
gboolean bench_figure_connect (Bench *bench, GError **error);
gboolean bench_figure_udp (Bench *bench, GError **error);
gboolean bench_figure_http (Bench *bench, GError **error);
gboolean bench_figure_http_window (Bench *bench, GError **error);
gboolean bench_figure_http_parser (Bench *bench, GError **error);
gboolean bench_figure_journal (Bench *bench, GError **error);
gboolean bench_figure_window (Bench *bench, GError **error);
gboolean bench_figure_udp_window (Bench *bench, GError **error);
gboolean bench_figure_log (Bench *bench, GError **error);
gboolean bench_figure_start (Bench *bench, GError **error);

G_END_DECLS
