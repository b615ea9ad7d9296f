// SPDX-License-Identifier: GPL-3.0-or-later
/* Sends datagrams to a port of 127.0.0.1, as fast as the receiver takes them or at a pace, and sees
 * in /proc/net/udp what waits there. Blocks; owned by the calling thread. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "bench-datagrams.h"
#include "bench-util.h"

#define BATCH_SIZE 64
/* How many are sent between two looks at what waits: a look takes as long as sending ten. */
#define LOOK_INTERVAL 512
#define MAX_LOOKS     10
/* A receiver that doesn't take what waits in this time has failed. */
#define EMPTYING_SECONDS 10
/* Nor one that doesn't record in this time what it has taken, or doesn't see what was lost. */
#define RECORDING_SECONDS 2
#define BURSTS_A_SECOND   1000

struct _BenchDatagrams {
  int socket;
  int table; /* /proc/net/udp */
  guint16 port;
  guint64 room;
  guint64 sent;
  guint64 filled; /* bytes that waited when there was no more room */
  guint8 *bytes;
  struct iovec vector;
  struct mmsghdr messages[BATCH_SIZE];
};

typedef struct {
  guint64 waiting; /* bytes of the system's memory */
  guint64 dropped; /* datagrams */
} Queue;

static gboolean
parse_line (BenchDatagrams *self, const char *line, Queue *queue)
{
  unsigned int port;
  unsigned int waiting;
  unsigned long long dropped;

  if (sscanf (line, " %*u: %*8x:%x %*8x:%*x %*x %*x:%x %*x:%*x %*x %*u %*u %*u %*u %*x %llu", &port,
              &waiting, &dropped) != 3 ||
      port != self->port)
    return FALSE;

  *queue = (Queue){ .waiting = waiting, .dropped = dropped };
  return TRUE;
}

/* The system gives a page or so of the table at a time. */
static gboolean
find_port (BenchDatagrams *self, Queue *queue)
{
  char content[64 * 1024];
  gsize size = 0;
  gssize got;

  while ((got = pread (self->table, content + size, sizeof content - 1 - size, (off_t) size)) > 0)
    size += (gsize) got;

  content[size] = '\0';
  for (const char *line = strchr (content, '\n'); line != NULL; line = strchr (line + 1, '\n')) {
    if (parse_line (self, line + 1, queue))
      return TRUE;
  }

  return FALSE;
}

/* Others' sockets come and go, by which a line may be missed. */
static gboolean
look (BenchDatagrams *self, Queue *queue, GError **error)
{
  for (guint i = 0; i < MAX_LOOKS; i++) {
    if (find_port (self, queue))
      return TRUE;
  }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "port %u isn't in /proc/net/udp",
               self->port);
  return FALSE;
}

/* Looks until no more than so many bytes wait. */
static gboolean
wait_for_room (BenchDatagrams *self, guint64 limit, GError **error)
{
  const double deadline = bench_now () + EMPTYING_SECONDS;
  Queue queue;

  do {
    if (!look (self, &queue, error))
      return FALSE;
    if (queue.waiting <= limit)
      return TRUE;
  } while (bench_now () < deadline);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "%" G_GUINT64_FORMAT " bytes still wait",
               queue.waiting);
  return FALSE;
}

static gboolean
send_some (BenchDatagrams *self, guint count, GError **error)
{
  while (count > 0) {
    int n = sendmmsg (self->socket, self->messages, MIN (count, BATCH_SIZE), 0);

    if (n < 0 && errno != EINTR)
      return bench_set_errno_error (error, "sendmmsg");
    if (n > 0) {
      self->sent += (guint) n;
      count -= (guint) n;
    }
  }

  return TRUE;
}

static gboolean
connect_to_port (BenchDatagrams *self)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (self->port) };

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  self->socket = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  return self->socket >= 0 &&
         connect (self->socket, (struct sockaddr *) &address, sizeof address) == 0;
}

/**
 * bench_datagrams_new:
 * @size: of each datagram
 * @room: how many bytes of the system's memory may wait before bench_datagrams_flood() does
 */
BenchDatagrams *
bench_datagrams_new (guint16 port, gsize size, guint64 room, GError **error)
{
  g_autoptr (BenchDatagrams) self = g_new0 (BenchDatagrams, 1);

  self->socket = -1;
  self->port = port;
  self->room = room;
  self->table = open ("/proc/net/udp", O_RDONLY | O_CLOEXEC);
  self->bytes = g_malloc (size);
  memset (self->bytes, 'x', size);
  self->vector = (struct iovec){ .iov_base = self->bytes, .iov_len = size };
  for (guint i = 0; i < BATCH_SIZE; i++)
    self->messages[i].msg_hdr = (struct msghdr){ .msg_iov = &self->vector, .msg_iovlen = 1 };

  if (!connect_to_port (self)) {
    bench_set_errno_error (error, "connect");
    return NULL;
  }

  return g_steal_pointer (&self);
}

/**
 * bench_datagrams_flood:
 * @seconds: (inout): the time until all were taken is added to it
 *
 * Sends @count datagrams as fast as the sender can and the receiver takes them.
 */
gboolean
bench_datagrams_flood (BenchDatagrams *self, guint count, double *seconds, GError **error)
{
  const double start = bench_now ();

  while (count > 0) {
    guint n = MIN (count, LOOK_INTERVAL);

    if (!send_some (self, n, error) || !wait_for_room (self, self->room, error))
      return FALSE;
    count -= n;
  }
  if (!wait_for_room (self, 0, error))
    return FALSE;

  *seconds += bench_now () - start;
  return TRUE;
}

/**
 * bench_datagrams_fill:
 * @count: (inout): how many wait now is added to it
 *
 * Sends to a receiver that is held, until there is no more room.
 */
gboolean
bench_datagrams_fill (BenchDatagrams *self, guint *count, GError **error)
{
  const guint64 before = self->sent;
  Queue queue = { 0 };

  while (queue.waiting < self->room) {
    if (!send_some (self, BATCH_SIZE, error) || !look (self, &queue, error))
      return FALSE;
  }

  self->filled = queue.waiting;
  *count += (guint) (self->sent - before);
  return TRUE;
}

/**
 * bench_datagrams_time_emptying:
 * @seconds: (inout): the time that it takes is added to it
 *
 * Looks how the receiver, which was let go, takes what bench_datagrams_fill() sent. The clock
 * starts with the first that goes: waking up isn't measured.
 */
gboolean
bench_datagrams_time_emptying (BenchDatagrams *self, double *seconds, GError **error)
{
  const double deadline = bench_now () + EMPTYING_SECONDS;
  double start;
  Queue queue;

  do {
    start = bench_now ();
    if (!look (self, &queue, error))
      return FALSE;
  } while (queue.waiting >= self->filled && start < deadline);

  if (!wait_for_room (self, 0, error))
    return FALSE;

  *seconds += bench_now () - start;
  return TRUE;
}

static void
sleep_until (double time)
{
  const struct timespec deadline = {
    .tv_sec = (time_t) time,
    .tv_nsec = (long) ((time - (double) (time_t) time) * 1e9),
  };

  while (clock_nanosleep (CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, NULL) == EINTR)
    ;
}

/**
 * bench_datagrams_pace:
 * @per_second: a multiple of 1,000
 * @pace: (out): what became of it
 *
 * Sends a burst each millisecond, whether the receiver takes them or not. A burst that comes late
 * doesn't delay those after it.
 */
gboolean
bench_datagrams_pace (BenchDatagrams *self,
                      guint per_second,
                      double seconds,
                      BenchPace *pace,
                      GError **error)
{
  const double start = bench_now ();
  const guint64 before = self->sent;
  const guint n_bursts = (guint) (seconds * BURSTS_A_SECOND);

  *pace = (BenchPace){ 0 };
  for (guint i = 1; i <= n_bursts; i++) {
    const double deadline = start + (double) i / BURSTS_A_SECOND;

    sleep_until (deadline);
    pace->latest_ms = MAX (pace->latest_ms, (bench_now () - deadline) * 1e3);
    if (!send_some (self, per_second / BURSTS_A_SECOND, error))
      return FALSE;
  }

  pace->sent = self->sent - before;
  pace->seconds = bench_now () - start;
  return wait_for_room (self, 0, error);
}

static gboolean
ask (BenchProcess *receiver, BenchCount *count, GError **error)
{
  g_autoptr (GHashTable) values = NULL;
  GArray *received, *lost;

  bench_process_tell (receiver, "count");
  values = bench_process_read_values (receiver, error);
  if (values == NULL)
    return FALSE;

  received = g_hash_table_lookup (values, "received");
  lost = g_hash_table_lookup (values, "lost");
  count->received = received != NULL ? (guint64) g_array_index (received, double, 0) : 0;
  count->lost = lost != NULL ? (guint64) g_array_index (lost, double, 0) : 0;
  return TRUE;
}

/**
 * bench_datagrams_count:
 * @receiver: which answers "count"
 * @count: (out): what has become of all that was sent
 *
 * Gives the receiver some time to record what it has taken.
 */
gboolean
bench_datagrams_count (BenchDatagrams *self,
                       BenchProcess *receiver,
                       BenchCount *count,
                       GError **error)
{
  const double deadline = bench_now () + RECORDING_SECONDS;
  Queue queue;

  do {
    if (!look (self, &queue, error) || !ask (receiver, count, error))
      return FALSE;
  } while (count->received + queue.dropped < self->sent && bench_now () < deadline);

  count->sent = self->sent;
  count->dropped = queue.dropped;
  return TRUE;
}

/**
 * bench_datagrams_check:
 * @receiver: which answers "count"
 *
 * Returns: whether the receiver has all that was sent
 */
gboolean
bench_datagrams_check (BenchDatagrams *self, BenchProcess *receiver, GError **error)
{
  BenchCount count;

  if (!bench_datagrams_count (self, receiver, &count, error))
    return FALSE;
  if (count.received == count.sent && count.lost == 0 && count.dropped == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               "%" G_GUINT64_FORMAT " sent, %" G_GUINT64_FORMAT " received, %" G_GUINT64_FORMAT
               " lost, %" G_GUINT64_FORMAT " dropped by the system",
               count.sent, count.received, count.lost, count.dropped);
  return FALSE;
}

void
bench_datagrams_free (BenchDatagrams *self)
{
  if (self->socket >= 0)
    close (self->socket);
  if (self->table >= 0)
    close (self->table);
  g_free (self->bytes);
  g_free (self);
}
