// SPDX-License-Identifier: GPL-3.0-or-later
/* What every benchmark needs: a clock, order statistics, limits, loopback sockets. Plain functions.
 */
#pragma once

#include <gio/gio.h>
#include <sys/resource.h>

G_BEGIN_DECLS

typedef struct _BenchOneCpu BenchOneCpu;

double bench_now (void);
double bench_thread_now (void);
double bench_quantile (GArray *values, double quantile);
double bench_median (GArray *values);
BenchOneCpu *bench_one_cpu_new (void);
void bench_one_cpu_free (BenchOneCpu *self);
rlim_t bench_raise_file_limit (void);
int bench_connect (guint16 port, guint source, GError **error);
gboolean bench_round_trip (int fd, const void *message, gsize size, GError **error);
gboolean bench_set_errno_error (GError **error, const char *what);
void bench_print_value (const char *name, double value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchOneCpu, bench_one_cpu_free)

G_END_DECLS
