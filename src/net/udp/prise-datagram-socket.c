// SPDX-License-Identifier: GPL-3.0-or-later
/* One UDP socket of the system. It owns the descriptor; the memory into which it receives is lent
 * to it. The I/O thread. */
#include "config.h"

#include "prise-datagram-socket.h"

#include <errno.h>
#include <net/if.h>
#include <string.h>
#include <sys/socket.h>

#ifdef __linux__
#include <linux/errqueue.h>
#include <linux/sock_diag.h>
#endif

#include "prise-error-text.h"
#include "prise-socket.h"
#include "prise-timeout.h"

/* A turn ends after so many batches, so that others get their turn. */
#define MAX_BATCHES_PER_TURN 16

/* How long to wait when nothing can be received, in ms, instead of trying without a pause. */
#define RETRY_INTERVAL 200

/* What came before a socket was connected fits many times into its buffer; more can only be the
 * peer's. */
#define MAX_DRAINED 100000

/* What a header of its own leaves of the 16-bit length that an IPv4 packet has (RFC 791: 20 bytes,
 * RFC 768: 8), and that a UDP datagram has in IPv6. */
#define IPV4_LIMIT (65535 - 20 - 8)
#define IPV6_LIMIT (65535 - 8)

struct _PriseDatagramSocket {
  GSocket *socket;
  PriseSockaddr address;
  PriseIo *io;
  PriseIoWatch watch;
  GSource *retry; /* while nothing can be received */
  gboolean wants_room;
  PriseDatagramBatch *batch;
  const PriseDatagramEvents *events;
  gpointer owner;
  guint32 n_lost; /* as the system counts, which wraps around */
};

static gboolean
set_option (PriseDatagramSocket *self, int level, int name, int value)
{
  return g_socket_set_option (self->socket, level, name, value, NULL);
}

static gboolean
is_ipv6 (PriseDatagramSocket *self)
{
  return self->address.any.sa_family == AF_INET6;
}

/* An administrator may have more than others. */
static void
ask_for_receive_buffer (PriseDatagramSocket *self, gsize size)
{
#ifdef SO_RCVBUFFORCE
  if (set_option (self, SOL_SOCKET, SO_RCVBUFFORCE, (int) size))
    return;
#endif
  set_option (self, SOL_SOCKET, SO_RCVBUF, (int) size);
}

/* Errors are to come with the address they are about, and groups only to those who joined them
 * (ip(7), ipv6(7)). Where the system lacks one of these, the rest works. */
static void
set_options (PriseDatagramSocket *self)
{
  if (is_ipv6 (self))
    set_option (self, IPPROTO_IPV6, IPV6_V6ONLY, TRUE);
#ifdef __linux__
  if (is_ipv6 (self)) {
    set_option (self, IPPROTO_IPV6, IPV6_RECVERR, TRUE);
#ifdef IPV6_MULTICAST_ALL
    set_option (self, IPPROTO_IPV6, IPV6_MULTICAST_ALL, FALSE);
#endif
  } else {
    set_option (self, IPPROTO_IP, IP_RECVERR, TRUE);
    set_option (self, IPPROTO_IP, IP_MULTICAST_ALL, FALSE);
  }
#endif
}

/* A datagram is to be replied to from the address that it was sent to, of the many. */
static void
ask_for_local_addresses (PriseDatagramSocket *self)
{
  if (is_ipv6 (self))
    set_option (self, IPPROTO_IPV6, IPV6_RECVPKTINFO, TRUE);
  else
    set_option (self, IPPROTO_IP, IP_PKTINFO, TRUE);
}

static gboolean
look_up_address (PriseDatagramSocket *self, GError **error)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (self->socket, error);

  return address != NULL && prise_sockaddr_from_address (&self->address, address);
}

/* For several sockets on one port g_socket_bind() sets SO_REUSEPORT, too, with which the system
 * deals the datagrams out among them: so the port is made free for others by SO_REUSEADDR, and the
 * descriptor bound. Returns a code of `errno`. */
static int
bind_socket (PriseDatagramSocket *self, gboolean share_port)
{
  if (share_port)
    set_option (self, SOL_SOCKET, SO_REUSEADDR, TRUE);

  return bind (g_socket_get_fd (self->socket), &self->address.any,
               prise_sockaddr_get_size (&self->address)) < 0
             ? errno
             : 0;
}

/* Returns a code of `errno`. */
static int
open_and_bind (PriseDatagramSocket *self, gboolean share_port, gsize receive_buffer)
{
  g_autoptr (GError) error = NULL;
  int code;

  self->socket = g_socket_new ((GSocketFamily) self->address.any.sa_family, G_SOCKET_TYPE_DATAGRAM,
                               G_SOCKET_PROTOCOL_UDP, &error);
  if (self->socket == NULL)
    return prise_socket_get_errno (error);

  g_socket_set_blocking (self->socket, FALSE);
  set_options (self);
  ask_for_receive_buffer (self, receive_buffer);
  if (prise_sockaddr_is_any (&self->address))
    ask_for_local_addresses (self);
  code = bind_socket (self, share_port);
  if (code != 0)
    return code;

  return look_up_address (self, &error) ? 0 : prise_socket_get_errno (error);
}

/**
 * prise_datagram_socket_new:
 * @address: where; port 0 for a free one
 * @share_port: whether others may be bound to the same port
 * @receive_buffer: how much memory to ask the system for, in bytes
 * @error: return location for a #PriseNetError
 *
 * Returns: (transfer full) (nullable): a socket that is bound
 */
PriseDatagramSocket *
prise_datagram_socket_new (GSocketAddress *address,
                           gboolean share_port,
                           gsize receive_buffer,
                           GError **error)
{
  PriseDatagramSocket *self = g_new0 (PriseDatagramSocket, 1);
  int code;

  code = prise_sockaddr_from_address (&self->address, address)
             ? open_and_bind (self, share_port, receive_buffer)
             : EAFNOSUPPORT;
  if (code == 0)
    return self;

  g_propagate_error (error, prise_net_error_from_errno (PRISE_ATTEMPT_BIND, code, address));
  prise_datagram_socket_free (self);

  return NULL;
}

/**
 * prise_datagram_socket_free:
 *
 * Closes it. What was sent goes on its way.
 */
void
prise_datagram_socket_free (PriseDatagramSocket *self)
{
  prise_timeout_clear (&self->retry);
  prise_io_unwatch (&self->watch);
  g_clear_object (&self->socket);
  g_free (self);
}

/**
 * prise_datagram_socket_connect:
 * @peer: the only one with whom it will exchange datagrams
 * @error: return location for a #PriseNetError
 *
 * Nothing is sent by this. What came from others before is thrown away: it was bound already.
 *
 * Returns: whether the system agrees
 */
gboolean
prise_datagram_socket_connect (PriseDatagramSocket *self, GSocketAddress *peer, GError **error)
{
  g_autoptr (GError) cause = NULL;
  char c;

  if (!g_socket_connect (self->socket, peer, NULL, &cause) || !look_up_address (self, &cause)) {
    g_propagate_error (error, prise_net_error_from_errno (PRISE_ATTEMPT_SEND,
                                                          prise_socket_get_errno (cause), peer));
    return FALSE;
  }
  for (guint i = 0; i < MAX_DRAINED && g_socket_receive_with_blocking (self->socket, &c, sizeof c,
                                                                       FALSE, NULL, NULL) >= 0;
       i++)
    ;

  return TRUE;
}

#ifdef __linux__
static const struct sock_extended_err *
find_extended_error (struct msghdr *message)
{
  for (struct cmsghdr *part = CMSG_FIRSTHDR (message); part != NULL;
       part = CMSG_NXTHDR (message, part)) {
    if ((part->cmsg_level == IPPROTO_IP && part->cmsg_type == IP_RECVERR) ||
        (part->cmsg_level == IPPROTO_IPV6 && part->cmsg_type == IPV6_RECVERR))
      return (const struct sock_extended_err *) CMSG_DATA (part);
  }

  return NULL;
}

/* Takes what ICMP said from the queue of errors, which GIO doesn't read, and whose messages have
 * the address that a datagram was sent to. Returns whether there was any. */
static gboolean
read_errors (PriseDatagramSocket *self)
{
  gboolean found = FALSE;

  for (;;) {
    PriseSockaddr to = { 0 };
    char control[512];
    struct msghdr message = {
      .msg_name = &to,
      .msg_namelen = sizeof to,
      .msg_control = control,
      .msg_controllen = sizeof control,
    };
    const struct sock_extended_err *extended;

    if (recvmsg (g_socket_get_fd (self->socket), &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0)
      return found;

    found = TRUE;
    extended = find_extended_error (&message);
    if (extended != NULL && extended->ee_origin != SO_EE_ORIGIN_LOCAL && message.msg_namelen > 0)
      self->events->refused (self, &to, (int) extended->ee_errno, self->owner);
  }
}
#else
static gboolean
read_errors (PriseDatagramSocket *self)
{
  return FALSE;
}
#endif

static void
update_watch (PriseDatagramSocket *self, gboolean can_receive)
{
  prise_io_watch_set_condition (&self->watch,
                                (can_receive ? G_IO_IN : 0) | (self->wants_room ? G_IO_OUT : 0));
}

static gboolean
did_wait (gpointer user_data)
{
  update_watch (user_data, TRUE);

  return G_SOURCE_CONTINUE;
}

static void
pause_receiving (PriseDatagramSocket *self, int code)
{
  update_watch (self, FALSE);
  if (self->retry != NULL)
    return;

  self->retry = prise_io_add_timeout (self->io, RETRY_INTERVAL, did_wait, self);
  self->events->stuck (self, code, self->owner);
}

static void
resume_receiving (PriseDatagramSocket *self)
{
  if (self->retry == NULL)
    return;

  prise_timeout_clear (&self->retry);
  update_watch (self, TRUE);
}

/* A pending error is told in the place of datagrams, once; one that nothing explains may stay. */
static void
receive (PriseDatagramSocket *self)
{
  guint n_unexplained = 0;

  for (guint i = 0; i < MAX_BATCHES_PER_TURN; i++) {
    int n = prise_datagram_batch_receive (self->batch, g_socket_get_fd (self->socket));

    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      resume_receiving (self);
      break;
    }
    if (n < 0) {
      const int code = errno;

      if (!read_errors (self) && ++n_unexplained == MAX_BATCHES_PER_TURN)
        pause_receiving (self, code);
      continue;
    }
    resume_receiving (self);
    self->events->received (self, self->batch, n, self->owner);
    if (n < PRISE_DATAGRAM_BATCH_SIZE)
      break;
  }

  self->events->settled (self, self->owner);
}

static void
did_become_ready (GIOCondition condition, gpointer user_data)
{
  PriseDatagramSocket *self = user_data;

  if ((condition & G_IO_ERR) != 0)
    read_errors (self);
  if ((condition & (G_IO_IN | G_IO_ERR)) != 0)
    receive (self);
  if ((condition & G_IO_OUT) != 0)
    self->events->writable (self, self->owner);
}

/**
 * prise_datagram_socket_start:
 * @io: the I/O thread, which outlives the socket
 * @batch: into which it receives; it may be shared with others
 * @events: what happens, from now on
 * @owner: for @events
 */
void
prise_datagram_socket_start (PriseDatagramSocket *self,
                             PriseIo *io,
                             PriseDatagramBatch *batch,
                             const PriseDatagramEvents *events,
                             gpointer owner)
{
  self->io = io;
  self->batch = batch;
  self->events = events;
  self->owner = owner;
  prise_io_watch (io, &self->watch, self->socket, G_IO_IN, did_become_ready, self);
}

const PriseSockaddr *
prise_datagram_socket_get_address (PriseDatagramSocket *self)
{
  return &self->address;
}

/**
 * prise_datagram_socket_get_limit:
 *
 * Returns: how many bytes a datagram can carry
 */
gsize
prise_datagram_socket_get_limit (PriseDatagramSocket *self)
{
  return is_ipv6 (self) ? IPV6_LIMIT : IPV4_LIMIT;
}

/**
 * prise_datagram_socket_get_receive_buffer:
 *
 * Linux sets aside twice as much as one asks for, for its own bookkeeping, and tells that
 * (socket(7)); this is the half that one can ask for.
 *
 * Returns: how much the system granted, in bytes
 */
gsize
prise_datagram_socket_get_receive_buffer (PriseDatagramSocket *self)
{
  int value = 0;

  g_socket_get_option (self->socket, SOL_SOCKET, SO_RCVBUF, &value, NULL);
#ifdef __linux__
  value /= 2;
#endif

  return (gsize) MAX (value, 0);
}

/**
 * prise_datagram_socket_take_lost:
 *
 * Returns: how many datagrams the system dropped for want of room since the last call; 0 where the
 *   system doesn't count
 */
guint32
prise_datagram_socket_take_lost (PriseDatagramSocket *self)
{
#if defined(SO_MEMINFO) && defined(__linux__)
  guint32 values[SK_MEMINFO_VARS] = { 0 };
  socklen_t size = sizeof values;
  guint32 lost;

  if (getsockopt (g_socket_get_fd (self->socket), SOL_SOCKET, SO_MEMINFO, values, &size) < 0)
    return 0;

  lost = values[SK_MEMINFO_DROPS] - self->n_lost;
  self->n_lost = values[SK_MEMINFO_DROPS];

  return lost;
#else
  return 0;
#endif
}

/* The local address, as sendmsg() wants to be told of it. A reply takes 3.1 µs of the processor's
 * time by sendmsg() on the descriptor, and 4.5 by g_socket_send_message(), which wants an object
 * for either address. */
typedef union {
  struct cmsghdr header;
  guint8 bytes[64];
} Control;

static void
fill_control (struct msghdr *message, Control *control, const PriseSockaddr *from)
{
  const gboolean is_ipv6 = from->any.sa_family == AF_INET6;
  const struct in_pktinfo ipv4 = { .ipi_spec_dst = from->ipv4.sin_addr };
  const gboolean is_scoped = is_ipv6 && IN6_IS_ADDR_LINKLOCAL (&from->ipv6.sin6_addr);
  const struct in6_pktinfo ipv6 = {
    .ipi6_addr = from->ipv6.sin6_addr,
    .ipi6_ifindex = is_scoped ? from->ipv6.sin6_scope_id : 0,
  };
  const gsize size = is_ipv6 ? sizeof ipv6 : sizeof ipv4;

  *control = (Control){ 0 };
  control->header.cmsg_level = is_ipv6 ? IPPROTO_IPV6 : IPPROTO_IP;
  control->header.cmsg_type = is_ipv6 ? IPV6_PKTINFO : IP_PKTINFO;
  control->header.cmsg_len = CMSG_LEN (size);
  memcpy (CMSG_DATA (&control->header), is_ipv6 ? (gconstpointer) &ipv6 : &ipv4, size);
  message->msg_control = control;
  message->msg_controllen = CMSG_SPACE (size);
}

/**
 * prise_datagram_socket_send:
 * @from: (nullable): from which address of this machine; %NULL: the socket's own, or the system
 *   chooses
 * @to: (nullable): to whom; %NULL for the one that it is connected to
 * @data: (array length=size): the datagram
 * @size: in bytes, maybe 0
 *
 * An error that an earlier datagram has left behind is reported as such, and isn't taken for this
 * one's.
 *
 * Returns: 0, or a code of `errno`; `EAGAIN` while the system has no room
 */
int
prise_datagram_socket_send (PriseDatagramSocket *self,
                            const PriseSockaddr *from,
                            const PriseSockaddr *to,
                            gconstpointer data,
                            gsize size)
{
  struct iovec vector = { (gpointer) data, size };
  struct msghdr message = {
    .msg_name = (gpointer) to,
    .msg_namelen = to != NULL ? prise_sockaddr_get_size (to) : 0,
    .msg_iov = &vector,
    .msg_iovlen = 1,
  };
  gboolean is_last_try = FALSE;
  Control control;

  if (from != NULL)
    fill_control (&message, &control, from);
  for (;;) {
    int code;

    if (sendmsg (g_socket_get_fd (self->socket), &message, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0)
      return 0;
    code = errno;
    if (code == EINTR)
      continue;
    if (code == EAGAIN || code == EWOULDBLOCK)
      return EAGAIN;
    if (is_last_try || !read_errors (self))
      return code;
    is_last_try = TRUE;
  }
}

/**
 * prise_datagram_socket_want_room:
 * @self: a socket that was started
 * @want_room: whether to tell when the system takes datagrams again
 */
void
prise_datagram_socket_want_room (PriseDatagramSocket *self, gboolean want_room)
{
  self->wants_room = want_room;
  update_watch (self, self->retry == NULL);
}

/**
 * prise_datagram_socket_set_broadcast:
 * @broadcast: whether it may send to broadcast addresses
 */
void
prise_datagram_socket_set_broadcast (PriseDatagramSocket *self, gboolean broadcast)
{
  g_socket_set_broadcast (self->socket, broadcast);
}

/**
 * prise_datagram_socket_set_multicast:
 * @options: for datagrams that it sends to groups
 *
 * Returns: whether the interface can be used
 */
gboolean
prise_datagram_socket_set_multicast (PriseDatagramSocket *self,
                                     const PriseMulticastOptions *options)
{
  struct ip_mreqn interface = { .imr_ifindex = (int) options->interface };

  g_socket_set_multicast_ttl (self->socket, options->hops);
  g_socket_set_multicast_loopback (self->socket, options->loopback);
  if (is_ipv6 (self))
    return set_option (self, IPPROTO_IPV6, IPV6_MULTICAST_IF, (int) options->interface);

  /* GIO sets options that are a number. */
  return setsockopt (g_socket_get_fd (self->socket), IPPROTO_IP, IP_MULTICAST_IF, &interface,
                     sizeof interface) == 0;
}

/**
 * prise_datagram_socket_join:
 * @group: a multicast address of its family
 * @interface: index of the interface; 0: the system chooses
 *
 * Returns: 0, or a code of `errno`: `EADDRINUSE` if it has joined already
 */
int
prise_datagram_socket_join (PriseDatagramSocket *self, const PriseSockaddr *group, guint interface)
{
  g_autoptr (GSocketAddress) address = prise_sockaddr_to_address (group);
  GInetAddress *inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  g_autoptr (GError) error = NULL;
  char name[IF_NAMESIZE] = "";

  if (interface != 0 && if_indextoname (interface, name) == NULL)
    return ENODEV;
  if (!g_socket_join_multicast_group (self->socket, inet, FALSE, interface != 0 ? name : NULL,
                                      &error))
    return prise_socket_get_errno (error);

  return 0;
}

/**
 * prise_datagram_socket_leave:
 * @group: a multicast address that it has joined
 * @interface: as for prise_datagram_socket_join()
 *
 * One that went with its interface is left already.
 */
void
prise_datagram_socket_leave (PriseDatagramSocket *self, const PriseSockaddr *group, guint interface)
{
  struct group_req request = { .gr_interface = interface };

  /* GIO leaves on an interface that has a name, and this one may have lost it. RFC 3678, section
   * 5.1: the same for both families. */
  memcpy (&request.gr_group, group, prise_sockaddr_get_size (group));
  setsockopt (g_socket_get_fd (self->socket), is_ipv6 (self) ? IPPROTO_IPV6 : IPPROTO_IP,
              MCAST_LEAVE_GROUP, &request, sizeof request);
}
