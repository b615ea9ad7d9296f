// SPDX-License-Identifier: GPL-3.0-or-later
/* The load: what clients do to an echo server on 127.0.0.1, and how fast it answers. Blocking calls
 * on the caller's thread. */
#pragma once

#include <gio/gio.h>

#include "bench-process.h"

G_BEGIN_DECLS

/**
 * BenchRoundTrips:
 * @per_second: round trips one after the other
 * @p50: seconds
 * @p99: seconds
 */
typedef struct {
  double per_second;
  double p50;
  double p99;
} BenchRoundTrips;

typedef struct _BenchBulk BenchBulk;

BenchBulk *bench_bulk_new (guint16 port, GError **error);
gboolean bench_bulk_transfer (BenchBulk *self, guint64 size, double *seconds, GError **error);
void bench_bulk_free (BenchBulk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchBulk, bench_bulk_free)

gboolean bench_load_round_trips (guint16 port,
                                 double seconds,
                                 BenchRoundTrips *result,
                                 GError **error);
gboolean bench_load_connects (guint16 port,
                              guint count,
                              guint source,
                              double *per_second,
                              GError **error);
BenchProcess *bench_load_hold_idle (const char *program, guint16 port, guint count, GError **error);
int bench_load_hold_idle_main (guint16 port, guint count);

G_END_DECLS
