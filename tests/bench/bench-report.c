// SPDX-License-Identifier: GPL-3.0-or-later
/* The table of figures that a run prints, line by line as they are measured, and the series from
 * which a figure is made. Owned by the main thread. */
#include "config.h"

#include <stdio.h>

#include "bench-report.h"
#include "bench-util.h"

static void
print_heading (BenchReport *self)
{
  if (self->n_rows++ == 0)
    printf ("%-46s %-20s %10s  %-6s %s\n", "figure", "target", "measured", "", "median values");
}

static gboolean
is_reached (const BenchTarget *target, double measured)
{
  if (target->sense == BENCH_AT_LEAST)
    return measured >= target->limit;

  return measured <= target->limit;
}

/* Small figures need digits, large ones don't, nor does a count that has to be nothing. */
static int
get_digits (double limit)
{
  return limit == 0 || limit >= 1000 ? 0 : limit < 10 ? 2 : 1;
}

/**
 * bench_report_add:
 * @format: what stands behind the figure
 *
 * Prints a row: target, measured value, whether it is reached.
 */
void
bench_report_add (BenchReport *self,
                  const BenchTarget *target,
                  double measured,
                  const char *format,
                  ...)
{
  g_autofree char *wanted = NULL;
  g_autofree char *detail = NULL;
  gboolean passed = is_reached (target, measured);
  int digits = get_digits (target->limit);
  va_list args;

  va_start (args, format);
  detail = g_strdup_vprintf (format, args);
  va_end (args);

  print_heading (self);
  wanted = g_strdup_printf ("%s %.*f %s", target->sense == BENCH_AT_LEAST ? ">=" : "<=", digits,
                            target->limit, target->unit);
  printf ("%-46s %-20s %10.*f  %-6s %s\n", target->figure, wanted, digits, measured,
          passed ? "pass" : "FAIL", detail);
  fflush (stdout);
  self->n_failed += !passed;
}

/**
 * bench_report_add_series:
 * @unit: of the values in @series
 *
 * Prints a row whose figure is the median of the ratios.
 */
void
bench_report_add_series (BenchReport *self,
                         const BenchTarget *target,
                         BenchSeries *series,
                         const char *unit)
{
  double ours = bench_median (series->ours);
  double reference = bench_median (series->reference);
  double low = bench_quantile (series->ratios, 0.25);
  double high = bench_quantile (series->ratios, 0.75);
  int digits = reference < 100 ? 1 : 0;

  bench_report_add (self, target, bench_median (series->ratios),
                    "%.*f of %.*f %s; %u pairs, half of them %.2f to %.2f", digits, ours, digits,
                    reference, unit, series->ratios->len, low, high);
}

/**
 * bench_report_add_failure:
 *
 * Prints a row that says why there is no figure.
 */
void
bench_report_add_failure (BenchReport *self, const char *figure, const GError *error)
{
  print_heading (self);
  printf ("%-46s %-20s %10s  %-6s %s\n", figure, "", "-", "FAIL", error->message);
  fflush (stdout);
  self->n_failed++;
}

/**
 * bench_report_add_note:
 *
 * Prints what explains the rows before it, and has no target.
 */
void
bench_report_add_note (BenchReport *self, const char *format, ...)
{
  va_list args;

  print_heading (self);
  va_start (args, format);
  vprintf (format, args);
  va_end (args);
  printf ("\n");
  fflush (stdout);
}

BenchSeries *
bench_series_new (void)
{
  BenchSeries *self = g_new0 (BenchSeries, 1);

  self->reference = g_array_new (FALSE, FALSE, sizeof (double));
  self->ours = g_array_new (FALSE, FALSE, sizeof (double));
  self->ratios = g_array_new (FALSE, FALSE, sizeof (double));
  return self;
}

/**
 * bench_series_add:
 *
 * Adds a pair measured one right after the other.
 */
void
bench_series_add (BenchSeries *self, double reference, double ours)
{
  double ratio = reference > 0 ? ours / reference : 0;

  g_array_append_val (self->reference, reference);
  g_array_append_val (self->ours, ours);
  g_array_append_val (self->ratios, ratio);
}

/**
 * bench_series_add_all:
 * @reference: (element-type double): as many as in @ours, in the order in which they were measured
 */
void
bench_series_add_all (BenchSeries *self, GArray *reference, GArray *ours)
{
  for (guint i = 0; i < MIN (reference->len, ours->len); i++)
    bench_series_add (self, g_array_index (reference, double, i), g_array_index (ours, double, i));
}

void
bench_series_free (BenchSeries *self)
{
  g_array_unref (self->reference);
  g_array_unref (self->ours);
  g_array_unref (self->ratios);
  g_free (self);
}
