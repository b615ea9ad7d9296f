// SPDX-License-Identifier: GPL-3.0-or-later
/* A UDP socket, as its owner's thread sees it: options, what is known of peers and groups, and
 * commands to the session that does the work on the I/O thread. */
#include "config.h"

#include "prise-udp-socket.h"

#include "prise-address.h"
#include "prise-endpoint-subclass.h"
#include "prise-error-text.h"
#include "prise-peer-list.h"
#include "prise-property.h"
#include "prise-udp-peer-private.h"
#include "prise-udp-socket-session.h"

struct _PriseUdpSocket {
  PriseEndpoint parent_instance;

  PriseUdpOptions options;
  gboolean share_port;
  guint max_datagram;

  PriseUdpSocketNews news;
  PrisePeerList *peers;
  GListStore *groups;
};

G_DEFINE_FINAL_TYPE (PriseUdpSocket, prise_udp_socket, PRISE_TYPE_ENDPOINT)

enum {
  PROP_0,
  PROP_RESPONDER,
  PROP_BROADCAST,
  PROP_MULTICAST_INTERFACE,
  PROP_MULTICAST_HOPS,
  PROP_MULTICAST_LOOPBACK,
  PROP_SHARE_PORT,
  PROP_MAX_DATAGRAM,
  PROP_PEER_ADDRESS,
  PROP_RECEIVE_BUFFER,
  PROP_LOST,
  PROP_PEERS,
  PROP_GROUPS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
configure (PriseUdpSocket *self)
{
  PriseUdpSocketSession *session = prise_endpoint_get_session (PRISE_ENDPOINT (self));

  if (session != NULL)
    prise_udp_socket_session_configure (session, &self->options);
}

static void
apply_news (PriseUdpSocket *self, const PriseUdpSocketNews *news)
{
  PriseUdpSocketNews *now = &self->news;

  g_object_freeze_notify (G_OBJECT (self));
  prise_endpoint_set_queued_bytes (PRISE_ENDPOINT (self), news->queued_bytes);
  prise_property_set_string (self, &now->peer_address, news->peer_address,
                             properties[PROP_PEER_ADDRESS]);
  prise_property_set_uint64 (self, &now->receive_buffer, news->receive_buffer,
                             properties[PROP_RECEIVE_BUFFER]);
  prise_property_set_uint64 (self, &now->lost, news->lost, properties[PROP_LOST]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
prise_udp_socket_look_again (PriseEndpoint *endpoint, gpointer session)
{
  PriseUdpSocket *self = PRISE_UDP_SOCKET (endpoint);
  PriseUdpSocketNews news;

  prise_udp_socket_session_get_news (session, &news);
  apply_news (self, &news);
  prise_endpoint_set_notice (endpoint, news.notice);
  g_free (news.peer_address);
  g_free (news.notice);
  prise_peer_changes_apply (prise_udp_socket_session_get_peer_changes (session), self->peers,
                            prise_udp_peer_new, prise_udp_peer_update);
}

static void
did_change_groups (gpointer target, gpointer message)
{
  PriseUdpSocket *self = target;
  GPtrArray *groups = message;

  if (prise_endpoint_get_session (target) != NULL)
    g_list_store_splice (self->groups, 0, g_list_model_get_n_items (G_LIST_MODEL (self->groups)),
                         groups->pdata, groups->len);
}

/* Peers and losses are worth knowing until the next session. */
static void
prise_udp_socket_ended (PriseEndpoint *endpoint)
{
  PriseUdpSocket *self = PRISE_UDP_SOCKET (endpoint);

  g_list_store_remove_all (self->groups);
  apply_news (self, &(PriseUdpSocketNews){ .lost = self->news.lost });
}

static void
prise_udp_socket_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PriseUdpSocket *self = PRISE_UDP_SOCKET (object);

  switch (id) {
  case PROP_RESPONDER:
    prise_udp_socket_set_responder (self, g_value_get_boxed (value));
    break;
  default:
    prise_property_set (object, id, value, pspec);
  }
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_RESPONDER] = PRISE_PROPERTY (PriseUdpSocket, options.responder),
  [PROP_BROADCAST] = PRISE_PROPERTY_THEN (PriseUdpSocket, options.broadcast, configure),
  [PROP_MULTICAST_INTERFACE] =
      PRISE_PROPERTY_THEN (PriseUdpSocket, options.multicast_interface, configure),
  [PROP_MULTICAST_HOPS] = PRISE_PROPERTY_THEN (PriseUdpSocket, options.multicast_hops, configure),
  [PROP_MULTICAST_LOOPBACK] =
      PRISE_PROPERTY_THEN (PriseUdpSocket, options.multicast_loopback, configure),
  [PROP_SHARE_PORT] = PRISE_PROPERTY (PriseUdpSocket, share_port),
  [PROP_MAX_DATAGRAM] = PRISE_PROPERTY (PriseUdpSocket, max_datagram),
  [PROP_PEER_ADDRESS] = PRISE_PROPERTY (PriseUdpSocket, news.peer_address),
  [PROP_RECEIVE_BUFFER] = PRISE_PROPERTY (PriseUdpSocket, news.receive_buffer),
  [PROP_LOST] = PRISE_PROPERTY (PriseUdpSocket, news.lost),
  [PROP_PEERS] = PRISE_PROPERTY (PriseUdpSocket, peers),
  [PROP_GROUPS] = PRISE_PROPERTY (PriseUdpSocket, groups),
};

static void
prise_udp_socket_class_init (PriseUdpSocketClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  PriseEndpointClass *endpoint_class = PRISE_ENDPOINT_CLASS (klass);

  object_class->set_property = prise_udp_socket_set_property;
  endpoint_class->ended = prise_udp_socket_ended;
  endpoint_class->look_again = prise_udp_socket_look_again;

  properties[PROP_RESPONDER] =
      g_param_spec_boxed ("responder", NULL, NULL, PRISE_TYPE_RESPONDER, PRISE_WRITABLE);
  properties[PROP_BROADCAST] =
      g_param_spec_boolean ("broadcast", NULL, NULL, FALSE, PRISE_WRITABLE);
  properties[PROP_MULTICAST_INTERFACE] =
      g_param_spec_string ("multicast-interface", NULL, NULL, NULL, PRISE_WRITABLE);
  properties[PROP_MULTICAST_HOPS] =
      g_param_spec_uint ("multicast-hops", NULL, NULL, 0, 255, 1, PRISE_WRITABLE);
  properties[PROP_MULTICAST_LOOPBACK] =
      g_param_spec_boolean ("multicast-loopback", NULL, NULL, TRUE, PRISE_WRITABLE);
  properties[PROP_SHARE_PORT] =
      g_param_spec_boolean ("share-port", NULL, NULL, FALSE, PRISE_WRITABLE);
  properties[PROP_MAX_DATAGRAM] =
      g_param_spec_uint ("max-datagram", NULL, NULL, 1, PRISE_UDP_MAX_DATAGRAM,
                         PRISE_UDP_MAX_DATAGRAM, PRISE_WRITABLE);
  properties[PROP_PEER_ADDRESS] =
      g_param_spec_string ("peer-address", NULL, NULL, NULL, PRISE_READABLE);
  properties[PROP_RECEIVE_BUFFER] =
      g_param_spec_uint64 ("receive-buffer", NULL, NULL, 0, G_MAXUINT64, 0, PRISE_READABLE);
  properties[PROP_LOST] =
      g_param_spec_uint64 ("lost", NULL, NULL, 0, G_MAXUINT64, 0, PRISE_READABLE);
  properties[PROP_PEERS] =
      g_param_spec_object ("peers", NULL, NULL, G_TYPE_LIST_MODEL, PRISE_READABLE);
  properties[PROP_GROUPS] =
      g_param_spec_object ("groups", NULL, NULL, G_TYPE_LIST_MODEL, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
prise_udp_socket_init (PriseUdpSocket *self)
{
  self->options = (PriseUdpOptions){
    .responder = prise_responder_new_none (),
    .multicast_hops = 1,
    .multicast_loopback = TRUE,
  };
  self->max_datagram = PRISE_UDP_MAX_DATAGRAM;
  self->peers = prise_peer_list_new (PRISE_TYPE_UDP_PEER, TRUE);
  self->groups = g_list_store_new (PRISE_TYPE_UDP_GROUP);
}

/**
 * prise_udp_socket_new:
 * @io: the I/O thread
 *
 * Returns: (transfer full): a socket that replies with nothing, owned by the calling thread
 */
PriseUdpSocket *
prise_udp_socket_new (PriseIo *io)
{
  return g_object_new (PRISE_TYPE_UDP_SOCKET, "io", io, NULL);
}

/**
 * prise_udp_socket_open_async:
 * @self: a socket that isn't open
 * @host: (nullable): a name or an address of this machine; "localhost" is 127.0.0.1 and ::1; %NULL,
 *   "" or "*" is all interfaces
 * @port: the port; 0 for a free one
 * @peer_host: (nullable): the only one to exchange datagrams with; %NULL: everybody
 * @peer_port: its port
 * @cancellable: (nullable): cancels at once; to be cancelled on the owner's thread
 * @callback: called on the owner's context
 *
 * Binds a socket to each address, and then receives, replies and sends until it is stopped.
 */
void
prise_udp_socket_open_async (PriseUdpSocket *self,
                             const char *host,
                             guint16 port,
                             const char *peer_host,
                             guint16 peer_port,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  PriseEndpoint *endpoint = PRISE_ENDPOINT (self);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const PriseUdpOpening opening = {
    .host = (char *) host,
    .port = port,
    .peer_host = (char *) peer_host,
    .peer_port = peer_port,
    .share_port = self->share_port,
    .receive_buffer = PRISE_UDP_RECEIVE_BUFFER,
  };
  PriseUdpSocketSession *session;

  g_return_if_fail (PRISE_IS_UDP_SOCKET (self));

  g_task_set_name (task, G_STRFUNC);
  if (!prise_endpoint_begin (endpoint, task))
    return;

  session = prise_udp_socket_session_new (endpoint, did_change_groups, self->max_datagram);
  prise_udp_socket_session_configure (session, &self->options);
  prise_udp_socket_session_start (session, &opening);
  prise_peer_list_clear (self->peers);
  apply_news (self, &(PriseUdpSocketNews){ 0 });
}

/**
 * prise_udp_socket_open_finish:
 * @error: return location for a #PriseNetError: port in use or without rights, address not local,
 *   name not found, peer unreachable; or %G_IO_ERROR_CANCELLED, %G_IO_ERROR_PENDING
 *
 * Returns: whether it is open
 */
gboolean
prise_udp_socket_open_finish (PriseUdpSocket *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * prise_udp_socket_send_async:
 * @host: (nullable): a name or an address; with a fixed peer it doesn't count
 * @port: the port
 * @bytes: the datagram, maybe empty; not copied
 * @callback: (nullable): called when the system has taken it, or won't
 *
 * Datagrams are sent in the order of the calls, each with the first address of @host that is within
 * reach. What becomes of them stands in the journal of an open socket.
 */
void
prise_udp_socket_send_async (PriseUdpSocket *self,
                             const char *host,
                             guint16 port,
                             GBytes *bytes,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  PriseUdpSocketSession *session = prise_endpoint_get_session (PRISE_ENDPOINT (self));
  g_autoptr (GError) error = NULL;

  g_return_if_fail (PRISE_IS_UDP_SOCKET (self));

  g_task_set_name (task, G_STRFUNC);
  if (session == NULL)
    g_task_return_error (task, prise_net_error_not_open ());
  else if (self->news.peer_address == NULL && !prise_host_check (host != NULL ? host : "", &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    prise_udp_socket_session_send (session, host, port, bytes, task);
}

/**
 * prise_udp_socket_send_finish:
 * @error: return location for a #PriseNetError: not open, no host, name not found, unreachable, too
 *   long, broadcast not allowed
 *
 * Returns: whether the system has taken the datagram; nobody knows whether it arrives
 */
gboolean
prise_udp_socket_send_finish (PriseUdpSocket *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * prise_udp_socket_join_async:
 * @self: an open socket
 * @group: a multicast address as typed: "239.1.2.3", "ff02::1%eth0"
 * @interface: (nullable): an interface's name; %NULL: the system chooses
 * @callback: (nullable): called on the owner's context
 *
 * Joins a group: what is sent to it and to the socket's port is received from now on.
 */
void
prise_udp_socket_join_async (PriseUdpSocket *self,
                             const char *group,
                             const char *interface,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  PriseUdpSocketSession *session = prise_endpoint_get_session (PRISE_ENDPOINT (self));

  g_return_if_fail (PRISE_IS_UDP_SOCKET (self));
  g_return_if_fail (group != NULL);

  g_task_set_name (task, G_STRFUNC);
  if (session == NULL)
    g_task_return_error (task, prise_net_error_not_open ());
  else
    prise_udp_socket_session_join (session, group, interface, task);
}

/**
 * prise_udp_socket_join_finish:
 * @error: return location for a #PriseNetError: bad group, already joined, no interface, not open
 *
 * Returns: whether the group is joined
 */
gboolean
prise_udp_socket_join_finish (PriseUdpSocket *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * prise_udp_socket_leave:
 * @group: a group of its :groups
 */
void
prise_udp_socket_leave (PriseUdpSocket *self, PriseUdpGroup *group)
{
  PriseUdpSocketSession *session = prise_endpoint_get_session (PRISE_ENDPOINT (self));

  g_return_if_fail (PRISE_IS_UDP_SOCKET (self));
  g_return_if_fail (PRISE_IS_UDP_GROUP (group));

  if (session != NULL)
    prise_udp_socket_session_leave (session, group);
}

/**
 * prise_udp_socket_set_responder:
 * @responder: (nullable): what to reply from now on; %NULL for nothing
 *
 * Each datagram is replied to, to its sender, but for what is taken for the reply to a message.
 */
void
prise_udp_socket_set_responder (PriseUdpSocket *self, PriseResponder *responder)
{
  g_return_if_fail (PRISE_IS_UDP_SOCKET (self));

  if (self->options.responder == responder)
    return;

  g_clear_pointer (&self->options.responder, prise_responder_unref);
  self->options.responder =
      responder != NULL ? prise_responder_ref (responder) : prise_responder_new_none ();
  configure (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESPONDER]);
}

const char *
prise_udp_socket_get_peer_address (PriseUdpSocket *self)
{
  g_return_val_if_fail (PRISE_IS_UDP_SOCKET (self), NULL);

  return self->news.peer_address;
}

guint64
prise_udp_socket_get_receive_buffer (PriseUdpSocket *self)
{
  g_return_val_if_fail (PRISE_IS_UDP_SOCKET (self), 0);

  return self->news.receive_buffer;
}

guint64
prise_udp_socket_get_lost (PriseUdpSocket *self)
{
  g_return_val_if_fail (PRISE_IS_UDP_SOCKET (self), 0);

  return self->news.lost;
}

GListModel *
prise_udp_socket_get_peers (PriseUdpSocket *self)
{
  g_return_val_if_fail (PRISE_IS_UDP_SOCKET (self), NULL);

  return G_LIST_MODEL (self->peers);
}

GListModel *
prise_udp_socket_get_groups (PriseUdpSocket *self)
{
  g_return_val_if_fail (PRISE_IS_UDP_SOCKET (self), NULL);

  return G_LIST_MODEL (self->groups);
}
