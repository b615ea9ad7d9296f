// SPDX-License-Identifier: GPL-3.0-or-later
/* The reference: a bare recvmmsg() loop that looks at nothing but how many datagrams came, with a
 * receive buffer and batches as large as Prise's. One thread receives; the other says the port,
 * and how many have come when it is asked. */
#include "config.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "bench-util.h"

#define BATCH_SIZE     64
#define RECEIVE_BUFFER (4 * 1024 * 1024)
/* Any datagram fits. The rest keeps those of a batch from sharing lines of the processor's cache.
 */
#define SLOT_SIZE (64 * 1024 + 192)

typedef struct {
  int socket;
  _Atomic guint64 received;
  struct sockaddr_in addresses[BATCH_SIZE];
  struct iovec vectors[BATCH_SIZE];
  struct mmsghdr messages[BATCH_SIZE];
} Receiver;

static void
make_batch (Receiver *self)
{
  guint8 *memory = g_malloc ((gsize) BATCH_SIZE * SLOT_SIZE);

  for (guint i = 0; i < BATCH_SIZE; i++) {
    self->vectors[i] = (struct iovec){ memory + (gsize) i * SLOT_SIZE, SLOT_SIZE };
    self->messages[i].msg_hdr = (struct msghdr){
      .msg_name = &self->addresses[i],
      .msg_iov = &self->vectors[i],
      .msg_iovlen = 1,
    };
  }
}

static gpointer
receive (gpointer user_data)
{
  Receiver *self = user_data;

  while (TRUE) {
    int n;

    for (guint i = 0; i < BATCH_SIZE; i++)
      self->messages[i].msg_hdr.msg_namelen = sizeof self->addresses[i];
    n = recvmmsg (self->socket, self->messages, BATCH_SIZE, MSG_WAITFORONE, NULL);
    if (n > 0)
      atomic_fetch_add_explicit (&self->received, (guint64) n, memory_order_relaxed);
    else if (errno != EINTR)
      g_error ("recvmmsg: %s", g_strerror (errno));
  }

  return NULL;
}

static guint16
bind_to_loopback (Receiver *self)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t length = sizeof address;
  int size = RECEIVE_BUFFER;

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  self->socket = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (setsockopt (self->socket, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size) != 0)
    setsockopt (self->socket, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  if (bind (self->socket, (struct sockaddr *) &address, sizeof address) != 0 ||
      getsockname (self->socket, (struct sockaddr *) &address, &length) != 0)
    g_error ("bind: %s", g_strerror (errno));

  return ntohs (address.sin_port);
}

int
main (void)
{
  Receiver *self = g_new0 (Receiver, 1);
  char command[64];

  make_batch (self);
  printf ("{\"kind\":\"listening\",\"address\":\"127.0.0.1\",\"port\":%u}\n",
          bind_to_loopback (self));
  fflush (stdout);
  g_thread_unref (g_thread_new ("receiver", receive, self));

  while (fgets (command, sizeof command, stdin) != NULL) {
    bench_print_value ("received", (double) atomic_load (&self->received));
    printf ("done\n");
    fflush (stdout);
  }

  return EXIT_SUCCESS;
}
