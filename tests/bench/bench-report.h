// SPDX-License-Identifier: GPL-3.0-or-later
/* The table of figures that a run prints, line by line as they are measured, and the series from
 * which a figure is made. Owned by the main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  BENCH_AT_LEAST,
  BENCH_AT_MOST,
} BenchSense;

/**
 * BenchReport:
 * @n_failed: figures that missed their target or could not be measured
 */
typedef struct {
  guint n_rows;
  guint n_failed;
} BenchReport;

/**
 * BenchTarget:
 * @figure: what is measured
 * @limit: in @unit
 */
typedef struct {
  const char *figure;
  BenchSense sense;
  double limit;
  const char *unit;
} BenchTarget;

/* Values of the reference and of ours, measured in turn; their ratios go by neighbours in time. */
typedef struct {
  GArray *reference;
  GArray *ours;
  GArray *ratios;
} BenchSeries;

void bench_report_add (BenchReport *self,
                       const BenchTarget *target,
                       double measured,
                       const char *format,
                       ...) G_GNUC_PRINTF (4, 5);
void bench_report_add_series (BenchReport *self,
                              const BenchTarget *target,
                              BenchSeries *series,
                              const char *unit);
void bench_report_add_failure (BenchReport *self, const char *figure, const GError *error);
void bench_report_add_note (BenchReport *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

BenchSeries *bench_series_new (void);
void bench_series_add (BenchSeries *self, double reference, double ours);
void bench_series_add_all (BenchSeries *self, GArray *reference, GArray *ours);
void bench_series_free (BenchSeries *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchSeries, bench_series_free)

G_END_DECLS
