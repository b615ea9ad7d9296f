// SPDX-License-Identifier: GPL-3.0-or-later
/* Sends datagrams to a port of 127.0.0.1, as fast as the receiver takes them or at a pace, and sees
 * what waits there. Blocks; owned by the calling thread. */
#pragma once

#include "bench-process.h"

G_BEGIN_DECLS

/**
 * BenchPace:
 * @sent: how many datagrams
 * @seconds: from the first to the last
 * @latest_ms: by how much the sender missed a deadline at worst
 */
typedef struct {
  guint64 sent;
  double seconds;
  double latest_ms;
} BenchPace;

/**
 * BenchCount:
 * @sent: how many datagrams, since there is a socket
 * @received: how many of them the receiver has
 * @lost: how many the receiver knows to be lost
 * @dropped: how many the system says it has dropped
 */
typedef struct {
  guint64 sent;
  guint64 received;
  guint64 lost;
  guint64 dropped;
} BenchCount;

typedef struct _BenchDatagrams BenchDatagrams;

BenchDatagrams *bench_datagrams_new (guint16 port, gsize size, guint64 room, GError **error);
gboolean bench_datagrams_flood (BenchDatagrams *self, guint count, double *seconds, GError **error);
gboolean bench_datagrams_fill (BenchDatagrams *self, guint *count, GError **error);
gboolean bench_datagrams_time_emptying (BenchDatagrams *self, double *seconds, GError **error);
gboolean bench_datagrams_pace (BenchDatagrams *self,
                               guint per_second,
                               double seconds,
                               BenchPace *pace,
                               GError **error);
gboolean bench_datagrams_count (BenchDatagrams *self,
                                BenchProcess *receiver,
                                BenchCount *count,
                                GError **error);
gboolean bench_datagrams_check (BenchDatagrams *self, BenchProcess *receiver, GError **error);
void bench_datagrams_free (BenchDatagrams *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchDatagrams, bench_datagrams_free)

G_END_DECLS
