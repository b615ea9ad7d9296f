// SPDX-License-Identifier: GPL-3.0-or-later
/* What every benchmark needs: a clock, order statistics, limits, loopback sockets. Plain functions.
 */
#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "bench-util.h"

struct _BenchOneCpu {
  cpu_set_t before;
};

/* No single answer may take longer: a hung server ends its figure, not the whole run. */
#define ANSWER_TIMEOUT_SECONDS 20

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
bind_to_source (int fd, guint source)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  int one = 1;

  /* The port is then chosen by connect(), for the whole pair of addresses. */
  setsockopt (fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK + source);
  (void) bind (fd, (struct sockaddr *) &address, sizeof address);
}

/**
 * bench_now:
 *
 * Returns: seconds of the monotonic clock
 */
double
bench_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec + (double) now.tv_nsec * 1e-9;
}

/**
 * bench_thread_now:
 *
 * Returns: seconds of processor time that the calling thread has used
 */
double
bench_thread_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec * 1e-9;
}

/**
 * bench_quantile:
 * @values: (element-type double): sorted by this call
 * @quantile: 0 to 1
 *
 * Returns: the value below which that part of @values lies; 0 if there are none
 */
double
bench_quantile (GArray *values, double quantile)
{
  guint index;

  if (values->len == 0)
    return 0;

  g_array_sort (values, compare_doubles);
  index = (guint) (quantile * values->len);
  return g_array_index (values, double, MIN (index, values->len - 1));
}

/**
 * bench_median:
 * @values: (element-type double): sorted by this call
 */
double
bench_median (GArray *values)
{
  return bench_quantile (values, 0.5);
}

/**
 * bench_one_cpu_new:
 *
 * Keeps the caller, and what it starts, on the processor that it runs on. Where client and server
 * take turns, whether they share one decides more than half of the time, and chance decides that;
 * on one, all that a server does counts.
 *
 * Returns: (transfer full): lets the caller go again when it is freed
 */
BenchOneCpu *
bench_one_cpu_new (void)
{
  BenchOneCpu *self = g_new0 (BenchOneCpu, 1);
  cpu_set_t one;

  CPU_ZERO (&one);
  CPU_SET (sched_getcpu (), &one);
  sched_getaffinity (0, sizeof self->before, &self->before);
  sched_setaffinity (0, sizeof one, &one);
  return self;
}

void
bench_one_cpu_free (BenchOneCpu *self)
{
  sched_setaffinity (0, sizeof self->before, &self->before);
  g_free (self);
}

/**
 * bench_raise_file_limit:
 *
 * Raises the soft limit of open files to the hard one; children inherit it.
 *
 * Returns: the limit
 */
rlim_t
bench_raise_file_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return 0;

  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

/**
 * bench_connect:
 * @port: on 127.0.0.1
 * @source: which address to come from: 127.0.0.(1 + @source), because each has its own ports
 *
 * Returns: a blocking socket without Nagle's delay, or -1
 */
int
bench_connect (guint16 port, guint source, GError **error)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port) };
  struct timeval timeout = { .tv_sec = ANSWER_TIMEOUT_SECONDS };
  int one = 1;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  if (fd < 0) {
    bench_set_errno_error (error, "socket");
    return -1;
  }

  if (source > 0)
    bind_to_source (fd, source);
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
  setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  if (connect (fd, (struct sockaddr *) &address, sizeof address) != 0) {
    bench_set_errno_error (error, "connect");
    close (fd);
    return -1;
  }

  return fd;
}

/**
 * bench_round_trip:
 * @fd: a blocking socket to an echo server
 * @message: (array length=size): at most 64 KiB
 *
 * Sends @message and reads as many bytes back.
 */
gboolean
bench_round_trip (int fd, const void *message, gsize size, GError **error)
{
  guint8 answer[64 * 1024];
  gsize got = 0;

  if (send (fd, message, size, MSG_NOSIGNAL) != (gssize) size)
    return bench_set_errno_error (error, "send");

  while (got < size) {
    gssize n = recv (fd, answer + got, size - got, 0);

    if (n <= 0)
      return bench_set_errno_error (error, "recv");
    got += (gsize) n;
  }

  return TRUE;
}

/**
 * bench_set_errno_error:
 * @what: the call that failed
 *
 * Returns: %FALSE, for the caller to return
 */
gboolean
bench_set_errno_error (GError **error, const char *what)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", what, g_strerror (code));
  return FALSE;
}

/**
 * bench_print_value:
 *
 * Hands a figure to prise-bench, which reads lines of a name and a number.
 */
void
bench_print_value (const char *name, double value)
{
  printf ("%s %.6f\n", name, value);
  fflush (stdout);
}
