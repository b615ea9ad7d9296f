// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseDatagramSocket:
 *
 * One UDP socket of the system: an address family, a local address, and the options that a person
 * can set. It lives on the I/O thread.
 */
#pragma once

#include "prise-datagram-batch.h"
#include "prise-io.h"

G_BEGIN_DECLS

typedef struct _PriseDatagramSocket PriseDatagramSocket;

/**
 * PriseDatagramEvents:
 * @received: a batch of @n datagrams
 * @refused: by ICMP: a datagram sent to @to didn't reach it; @code is what `errno` would say. It
 * may be called by prise_datagram_socket_send(), too
 * @stuck: nothing can be received, which is tried again every now and then; @code is what `errno`
 * says. Called once until something comes again
 * @settled: all that came for now has been handed out
 * @writable: the system takes datagrams again
 *
 * What happens to a socket. None of these may free it.
 */
typedef struct {
  void (*received) (PriseDatagramSocket *socket,
                    PriseDatagramBatch *batch,
                    guint n,
                    gpointer owner);
  void (*refused) (PriseDatagramSocket *socket, const PriseSockaddr *to, int code, gpointer owner);
  void (*stuck) (PriseDatagramSocket *socket, int code, gpointer owner);
  void (*settled) (PriseDatagramSocket *socket, gpointer owner);
  void (*writable) (PriseDatagramSocket *socket, gpointer owner);
} PriseDatagramEvents;

/**
 * PriseMulticastOptions:
 * @interface: index of the interface where datagrams to groups leave; 0: the system chooses
 * @hops: their TTL or hop limit, 0 to 255
 * @loopback: whether this machine gets them too
 */
typedef struct {
  guint interface;
  guint hops;
  gboolean loopback;
} PriseMulticastOptions;

PriseDatagramSocket *prise_datagram_socket_new (GSocketAddress *address,
                                                gboolean share_port,
                                                gsize receive_buffer,
                                                GError **error);
void prise_datagram_socket_free (PriseDatagramSocket *self);
gboolean prise_datagram_socket_connect (PriseDatagramSocket *self,
                                        GSocketAddress *peer,
                                        GError **error);
void prise_datagram_socket_start (PriseDatagramSocket *self,
                                  PriseIo *io,
                                  PriseDatagramBatch *batch,
                                  const PriseDatagramEvents *events,
                                  gpointer owner);
const PriseSockaddr *prise_datagram_socket_get_address (PriseDatagramSocket *self);
gsize prise_datagram_socket_get_limit (PriseDatagramSocket *self);
gsize prise_datagram_socket_get_receive_buffer (PriseDatagramSocket *self);
guint32 prise_datagram_socket_take_lost (PriseDatagramSocket *self);

int prise_datagram_socket_send (PriseDatagramSocket *self,
                                const PriseSockaddr *from,
                                const PriseSockaddr *to,
                                gconstpointer data,
                                gsize size);
void prise_datagram_socket_want_room (PriseDatagramSocket *self, gboolean want_room);

void prise_datagram_socket_set_broadcast (PriseDatagramSocket *self, gboolean broadcast);
gboolean prise_datagram_socket_set_multicast (PriseDatagramSocket *self,
                                              const PriseMulticastOptions *options);
int prise_datagram_socket_join (PriseDatagramSocket *self,
                                const PriseSockaddr *group,
                                guint interface);
void prise_datagram_socket_leave (PriseDatagramSocket *self,
                                  const PriseSockaddr *group,
                                  guint interface);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseDatagramSocket, prise_datagram_socket_free)

G_END_DECLS
