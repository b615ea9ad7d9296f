// SPDX-License-Identifier: GPL-3.0-or-later
/* The load: what clients do to an echo server on 127.0.0.1, and how fast it answers. Blocking calls
 * on the caller's thread. */
#pragma once

#include <gio/gio.h>

#include "bench-process.h"

G_BEGIN_DECLS

typedef struct _BenchBulk BenchBulk;
typedef struct _BenchTrips BenchTrips;

BenchBulk *bench_bulk_new (guint16 port, GError **error);
gboolean bench_bulk_transfer (BenchBulk *self, guint64 size, double *seconds, GError **error);
void bench_bulk_free (BenchBulk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchBulk, bench_bulk_free)

BenchTrips *bench_trips_new (guint16 port, GError **error);
gboolean bench_trips_run (BenchTrips *self, double seconds, GError **error);
double bench_trips_get_rate (BenchTrips *self);
double bench_trips_get_quantile (BenchTrips *self, double quantile);
void bench_trips_free (BenchTrips *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchTrips, bench_trips_free)

gboolean bench_load_connects (guint16 port,
                              guint count,
                              guint source,
                              double *seconds,
                              GError **error);
BenchProcess *bench_load_hold_idle (const char *program, guint16 port, guint count, GError **error);
int bench_load_hold_idle_main (guint16 port, guint count);

G_END_DECLS
