// SPDX-License-Identifier: GPL-3.0-or-later
/* The reference server and ours, side by side, measured in turn. Owned by the main thread. */
#pragma once

#include "bench-figures.h"
#include "bench-process.h"

G_BEGIN_DECLS

typedef enum {
  BENCH_REFERENCE,
  BENCH_OURS,
  BENCH_N_SIDES,
} BenchSide;

typedef struct {
  BenchProcess *processes[BENCH_N_SIDES];
  guint16 ports[BENCH_N_SIDES];
} BenchServers;

BenchServers *bench_servers_new (Bench *bench, GError **error);
BenchServers *bench_servers_new_reference (Bench *bench, GError **error);
BenchServers *bench_servers_new_udp (Bench *bench, GError **error);
void bench_servers_free (BenchServers *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchServers, bench_servers_free)

G_END_DECLS
