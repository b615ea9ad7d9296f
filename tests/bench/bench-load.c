// SPDX-License-Identifier: GPL-3.0-or-later
/* The load: what clients do to an echo server on 127.0.0.1, and how fast it answers. Blocking calls
 * on the caller's thread. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench-load.h"
#include "bench-util.h"

#define CHUNK_SIZE (256 * 1024)
/* A prime number of bytes, so that a chunk lost or doubled shows. */
#define PATTERN_PERIOD  262147
#define MESSAGE_SIZE    64
#define BULK_TIMEOUT_MS 20000

/* Sockets from one source address; the next ones come from the next. */
#define IDLE_PER_SOURCE 10000

struct _BenchBulk {
  int fd;
  guint64 size; /* to send and to receive in all, so far */
  guint64 sent;
  guint64 received;
  guint8 *pattern; /* CHUNK_SIZE bytes beyond its period */
  guint8 *answer;
};

struct _BenchTrips {
  int fd;
  double seconds;
  GArray *times; /* of double: each trip's */
};

static guint8 *
make_pattern (void)
{
  guint8 *pattern = g_malloc (PATTERN_PERIOD + CHUNK_SIZE);
  guint32 state = 1;

  for (gsize i = 0; i < PATTERN_PERIOD; i++) {
    state = state * 1664525u + 1013904223u;
    pattern[i] = (guint8) (state >> 24);
  }
  memcpy (pattern + PATTERN_PERIOD, pattern, CHUNK_SIZE);
  return pattern;
}

static gboolean
bulk_send (BenchBulk *self, GError **error)
{
  gsize chunk = MIN (CHUNK_SIZE, self->size - self->sent);
  gssize n = send (self->fd, self->pattern + self->sent % PATTERN_PERIOD, chunk, MSG_NOSIGNAL);

  if (n < 0)
    return errno == EAGAIN || bench_set_errno_error (error, "send");

  self->sent += (guint64) n;
  return TRUE;
}

static gboolean
bulk_receive (BenchBulk *self, GError **error)
{
  gssize n = recv (self->fd, self->answer, CHUNK_SIZE, 0);

  if (n < 0)
    return errno == EAGAIN || bench_set_errno_error (error, "recv");
  if (n == 0 ||
      memcmp (self->answer, self->pattern + self->received % PATTERN_PERIOD, (gsize) n) != 0) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 n == 0 ? "closed after %" G_GUINT64_FORMAT " bytes"
                        : "wrong bytes after %" G_GUINT64_FORMAT,
                 self->received);
    return FALSE;
  }

  self->received += (guint64) n;
  return TRUE;
}

static gboolean
bulk_run (BenchBulk *self, GError **error)
{
  while (self->received < self->size) {
    struct pollfd ready = { .fd = self->fd, .events = POLLIN };

    if (self->sent < self->size)
      ready.events |= POLLOUT;
    if (poll (&ready, 1, BULK_TIMEOUT_MS) <= 0) {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "the echo stopped");
      return FALSE;
    }
    if ((ready.revents & POLLOUT) != 0 && !bulk_send (self, error))
      return FALSE;
    if ((ready.revents & ~POLLOUT) != 0 && !bulk_receive (self, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
connect_once (guint16 port, guint source, GError **error)
{
  guint8 message[MESSAGE_SIZE] = { 1 };
  int fd = bench_connect (port, source, error);
  gboolean answered;

  if (fd < 0)
    return FALSE;

  answered = bench_round_trip (fd, message, sizeof message, error);
  close (fd);
  return answered;
}

/**
 * bench_bulk_new:
 *
 * Returns: (transfer full) (nullable): a connection for bench_bulk_transfer()
 */
BenchBulk *
bench_bulk_new (guint16 port, GError **error)
{
  int fd = bench_connect (port, 0, error);
  BenchBulk *self;

  if (fd < 0)
    return NULL;

  self = g_new0 (BenchBulk, 1);
  self->fd = fd;
  self->pattern = make_pattern ();
  self->answer = g_malloc0 (CHUNK_SIZE);
  fcntl (fd, F_SETFL, fcntl (fd, F_GETFL) | O_NONBLOCK);
  return self;
}

/**
 * bench_bulk_transfer:
 * @size: bytes to send and to get back, each compared
 * @seconds: (inout): the time it took is added
 */
gboolean
bench_bulk_transfer (BenchBulk *self, guint64 size, double *seconds, GError **error)
{
  double start = bench_now ();

  self->size += size;
  if (!bulk_run (self, error))
    return FALSE;

  *seconds += bench_now () - start;
  return TRUE;
}

void
bench_bulk_free (BenchBulk *self)
{
  close (self->fd);
  g_free (self->pattern);
  g_free (self->answer);
  g_free (self);
}

/**
 * bench_trips_new:
 *
 * Returns: (transfer full) (nullable): a connection for bench_trips_run()
 */
BenchTrips *
bench_trips_new (guint16 port, GError **error)
{
  int fd = bench_connect (port, 0, error);
  BenchTrips *self;

  if (fd < 0)
    return NULL;

  self = g_new0 (BenchTrips, 1);
  self->fd = fd;
  self->times = g_array_sized_new (FALSE, FALSE, sizeof (double), 1 << 16);
  return self;
}

/**
 * bench_trips_run:
 * @seconds: how long to go on
 *
 * Sends 64 bytes, waits for them, and again.
 */
gboolean
bench_trips_run (BenchTrips *self, double seconds, GError **error)
{
  guint8 message[MESSAGE_SIZE] = { 1 };
  double start = bench_now ();
  double now = start;

  while (now < start + seconds) {
    double before = now;
    double time;

    if (!bench_round_trip (self->fd, message, sizeof message, error))
      return FALSE;
    now = bench_now ();
    time = now - before;
    g_array_append_val (self->times, time);
  }

  self->seconds += now - start;
  return TRUE;
}

/**
 * bench_trips_get_rate:
 *
 * Returns: round trips a second over all runs
 */
double
bench_trips_get_rate (BenchTrips *self)
{
  return self->times->len / self->seconds;
}

/**
 * bench_trips_get_quantile:
 *
 * Returns: seconds within which that part of the round trips was done
 */
double
bench_trips_get_quantile (BenchTrips *self, double quantile)
{
  return bench_quantile (self->times, quantile);
}

void
bench_trips_free (BenchTrips *self)
{
  close (self->fd);
  g_array_unref (self->times);
  g_free (self);
}

/**
 * bench_load_connects:
 * @count: connections, one after the other
 * @source: see bench_connect(); a run of its own should have its own
 * @seconds: (inout): the time it took is added
 *
 * Connects, makes one round trip of 64 bytes, closes.
 */
gboolean
bench_load_connects (guint16 port, guint count, guint source, double *seconds, GError **error)
{
  double start = bench_now ();

  for (guint i = 0; i < count; i++) {
    if (!connect_once (port, source, error))
      return FALSE;
  }

  *seconds += bench_now () - start;
  return TRUE;
}

/**
 * bench_load_hold_idle:
 * @program: this program's own path, which calls bench_load_hold_idle_main()
 *
 * Opens connections in a process of its own, for the limit of open files holds for each.
 *
 * Returns: (transfer full) (nullable): frees them when it is freed
 */
BenchProcess *
bench_load_hold_idle (const char *program, guint16 port, guint count, GError **error)
{
  g_autofree char *port_text = g_strdup_printf ("%u", port);
  g_autofree char *count_text = g_strdup_printf ("%u", count);
  const char *argv[] = { program, "--hold-idle", port_text, count_text, NULL };
  g_autoptr (BenchProcess) self = bench_process_new (argv, error);
  g_autofree char *line = NULL;

  if (self == NULL || (line = bench_process_read_line (self, error)) == NULL)
    return NULL;
  if (!g_str_has_prefix (line, "held ")) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "idle connections: %s", line);
    return NULL;
  }

  return g_steal_pointer (&self);
}

/**
 * bench_load_hold_idle_main:
 *
 * Opens the connections, makes sure that the server has accepted them, says so, and waits to be
 * ended.
 *
 * Returns: an exit status
 */
int
bench_load_hold_idle_main (guint16 port, guint count)
{
  g_autoptr (GError) error = NULL;

  bench_raise_file_limit ();
  for (guint i = 0; i < count && error == NULL; i++)
    bench_connect (port, i / IDLE_PER_SOURCE, &error);

  /* Accepting goes in order: when this one is answered, all before it are accepted. */
  if (error != NULL || !connect_once (port, 0, &error)) {
    g_print ("%s\n", error->message);
    return 1;
  }

  bench_print_value ("held", count);
  pause ();
  return 0;
}
