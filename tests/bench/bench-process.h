// SPDX-License-Identifier: GPL-3.0-or-later
/* A child process whose standard output is read line by line, and which never outlives the
 * benchmark. Owned by the main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _BenchProcess BenchProcess;

BenchProcess *bench_process_new (const char *const *argv, GError **error);
BenchProcess *bench_process_new_server (const char *const *argv, guint16 *port, GError **error);
GPid bench_process_get_pid (BenchProcess *self);
char *bench_process_read_line (BenchProcess *self, GError **error);
void bench_process_tell (BenchProcess *self, const char *line);
GHashTable *bench_process_read_values (BenchProcess *self, GError **error);
gsize bench_process_get_resident_size (BenchProcess *self);
gsize bench_process_get_proportional_size (BenchProcess *self);
double bench_process_get_cpu_seconds (BenchProcess *self);
void bench_process_wait_for_rest (BenchProcess *self, double seconds);
void bench_process_hold (BenchProcess *self);
void bench_process_let_go (BenchProcess *self);
void bench_process_free (BenchProcess *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchProcess, bench_process_free)

G_END_DECLS
