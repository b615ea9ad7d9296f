// SPDX-License-Identifier: GPL-3.0-or-later
/* The reference: an echo server on a bare epoll set, without any log, as good as one writes it. Its
 * one thread owns everything; it says its port and then runs until it is ended by a signal. */
#include "config.h"

#include <errno.h>
#include <glib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench-util.h"

#define BUFFER_SIZE (256 * 1024)
#define MAX_EVENTS  256

/* What a peer has not taken yet; empty for all but slow peers. */
typedef struct {
  guint8 *bytes;
  gsize start;
  gsize end;
} Pending;

typedef struct {
  int epoll;
  int listener;
  Pending *pending; /* by descriptor */
  gsize n_pending;
  guint8 buffer[BUFFER_SIZE];
} Server;

static void
watch (Server *self, int operation, int fd, guint32 events)
{
  struct epoll_event event = { .events = events, .data.fd = fd };

  if (epoll_ctl (self->epoll, operation, fd, &event) != 0)
    g_error ("epoll_ctl: %s", g_strerror (errno));
}

static void
drop (Server *self, int fd)
{
  g_clear_pointer (&self->pending[fd].bytes, g_free);
  close (fd);
}

static void
accept_all (Server *self)
{
  int one = 1;
  int fd;

  while ((fd = accept4 (self->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
    if ((gsize) fd >= self->n_pending) {
      close (fd);
      continue;
    }
    setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    watch (self, EPOLL_CTL_ADD, fd, EPOLLIN);
  }
}

static void
keep_rest (Server *self, int fd, gsize start, gsize end)
{
  Pending *pending = &self->pending[fd];

  *pending =
      (Pending){ .bytes = g_memdup2 (self->buffer + start, end - start), .end = end - start };
  watch (self, EPOLL_CTL_MOD, fd, EPOLLOUT);
}

static void
echo (Server *self, int fd)
{
  gssize got = recv (fd, self->buffer, BUFFER_SIZE, 0);
  gssize sent;

  if (got <= 0) {
    if (got == 0 || (errno != EAGAIN && errno != EINTR))
      drop (self, fd);
    return;
  }

  sent = send (fd, self->buffer, (gsize) got, MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN)
    drop (self, fd);
  else if (sent < got)
    keep_rest (self, fd, (gsize) MAX (sent, 0), (gsize) got);
}

static void
flush (Server *self, int fd)
{
  Pending *pending = &self->pending[fd];
  gssize sent =
      send (fd, pending->bytes + pending->start, pending->end - pending->start, MSG_NOSIGNAL);

  if (sent < 0) {
    if (errno != EAGAIN)
      drop (self, fd);
    return;
  }

  pending->start += (gsize) sent;
  if (pending->start < pending->end)
    return;

  g_clear_pointer (&pending->bytes, g_free);
  watch (self, EPOLL_CTL_MOD, fd, EPOLLIN);
}

static void
serve (Server *self)
{
  struct epoll_event events[MAX_EVENTS];

  while (TRUE) {
    int n_events = epoll_wait (self->epoll, events, MAX_EVENTS, -1);

    for (int i = 0; i < n_events; i++) {
      int fd = events[i].data.fd;

      if (fd == self->listener)
        accept_all (self);
      else if (self->pending[fd].bytes != NULL)
        flush (self, fd);
      else
        echo (self, fd);
    }
  }
}

static guint16
listen_on_loopback (Server *self)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t length = sizeof address;

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (bind (self->listener, (struct sockaddr *) &address, sizeof address) != 0 ||
      listen (self->listener, SOMAXCONN) != 0 ||
      getsockname (self->listener, (struct sockaddr *) &address, &length) != 0)
    g_error ("listen: %s", g_strerror (errno));

  return ntohs (address.sin_port);
}

int
main (void)
{
  Server *self = g_new0 (Server, 1);
  guint16 port;

  self->n_pending = bench_raise_file_limit ();
  self->pending = g_new0 (Pending, self->n_pending);
  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  port = listen_on_loopback (self);
  watch (self, EPOLL_CTL_ADD, self->listener, EPOLLIN);

  printf ("{\"kind\":\"listening\",\"address\":\"127.0.0.1\",\"port\":%u}\n", port);
  fflush (stdout);
  serve (self);
}
