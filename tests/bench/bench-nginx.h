// SPDX-License-Identifier: GPL-3.0-or-later
/* nginx on 127.0.0.1, with a small file and one of 100 MB in a temporary directory that goes with
 * it. Owned by the main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define BENCH_NGINX_SMALL      "small.txt"
#define BENCH_NGINX_SMALL_SIZE 64
#define BENCH_NGINX_LARGE      "large.bin"
#define BENCH_NGINX_LARGE_SIZE 100000000
#define BENCH_NGINX_HUGE       "huge.bin"
#define BENCH_NGINX_HUGE_SIZE  (1024 * 1024 * 1024)

typedef struct _BenchNginx BenchNginx;

BenchNginx *bench_nginx_new (GError **error);
gboolean bench_nginx_add_huge (BenchNginx *self, GError **error);
guint16 bench_nginx_get_port (BenchNginx *self);
void bench_nginx_free (BenchNginx *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchNginx, bench_nginx_free)

G_END_DECLS
