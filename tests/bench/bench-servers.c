// SPDX-License-Identifier: GPL-3.0-or-later
/* The reference server and ours, side by side, measured in turn. Owned by the main thread. */
#include "config.h"

#include "bench-servers.h"

static gboolean
start_program (BenchServers *self, Bench *bench, BenchSide side, const char *name, GError **error)
{
  g_autofree char *program = g_build_filename (bench->build_dir, "tests", "bench", name, NULL);
  const char *argv[] = { program, NULL };

  self->processes[side] = bench_process_new_server (argv, &self->ports[side], error);
  return self->processes[side] != NULL;
}

static gboolean
start_reference (BenchServers *self, Bench *bench, BenchSide side, GError **error)
{
  return start_program (self, bench, side, "bench-reference", error);
}

static gboolean
start_ours (BenchServers *self, Bench *bench, GError **error)
{
  g_autofree char *program = g_build_filename (bench->build_dir, "src", "prise-cli", NULL);
  const char *argv[] = { program,       "tcp-server", "--reply=echo", "--quiet", "--json",
                         "127.0.0.1:0", NULL };

  self->processes[BENCH_OURS] = bench_process_new_server (argv, &self->ports[BENCH_OURS], error);
  return self->processes[BENCH_OURS] != NULL;
}

/**
 * bench_servers_new:
 *
 * Starts the reference and prise-cli as an echo server, or two references to see the noise.
 */
BenchServers *
bench_servers_new (Bench *bench, GError **error)
{
  g_autoptr (BenchServers) self = bench_servers_new_reference (bench, error);
  gboolean started;

  if (self == NULL)
    return NULL;

  started = bench->noise ? start_reference (self, bench, BENCH_OURS, error)
                         : start_ours (self, bench, error);
  return started ? g_steal_pointer (&self) : NULL;
}

/**
 * bench_servers_new_reference:
 *
 * Starts the reference alone; the caller gives our side a port.
 */
BenchServers *
bench_servers_new_reference (Bench *bench, GError **error)
{
  g_autoptr (BenchServers) self = g_new0 (BenchServers, 1);

  return start_reference (self, bench, BENCH_REFERENCE, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * bench_servers_new_udp:
 *
 * Starts a bare receiver of datagrams and Prise's, or two bare ones to see the noise.
 */
BenchServers *
bench_servers_new_udp (Bench *bench, GError **error)
{
  g_autoptr (BenchServers) self = g_new0 (BenchServers, 1);

  if (!start_program (self, bench, BENCH_REFERENCE, "bench-udp-reference", error) ||
      !start_program (self, bench, BENCH_OURS, bench->noise ? "bench-udp-reference" : "bench-udp",
                      error))
    return NULL;

  return g_steal_pointer (&self);
}

void
bench_servers_free (BenchServers *self)
{
  for (guint side = 0; side < BENCH_N_SIDES; side++)
    g_clear_pointer (&self->processes[side], bench_process_free);
  g_free (self);
}
