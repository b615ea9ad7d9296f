// SPDX-License-Identifier: GPL-3.0-or-later
/* A client of a TCP server, as the owner's thread sees it: a name for a channel that lives on the
 * I/O thread, with what was last heard of it. */
#include "config.h"

#include "prise-tcp-peer-private.h"

#include "prise-property.h"

struct _PriseTcpPeer {
  GObject parent_instance;

  guint64 id;
  char *address;
  gboolean half_closed;
  guint64 queued_bytes;
};

G_DEFINE_FINAL_TYPE (PriseTcpPeer, prise_tcp_peer, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_ID,
  PROP_ADDRESS,
  PROP_HALF_CLOSED,
  PROP_QUEUED_BYTES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const PriseProperty kept[N_PROPS] = {
  [PROP_ID] = PRISE_PROPERTY (PriseTcpPeer, id),
  [PROP_ADDRESS] = PRISE_PROPERTY (PriseTcpPeer, address),
  [PROP_HALF_CLOSED] = PRISE_PROPERTY (PriseTcpPeer, half_closed),
  [PROP_QUEUED_BYTES] = PRISE_PROPERTY (PriseTcpPeer, queued_bytes),
};

static void
prise_tcp_peer_class_init (PriseTcpPeerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  properties[PROP_ID] = g_param_spec_uint64 ("id", NULL, NULL, 0, G_MAXUINT64, 0, PRISE_READABLE);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, PRISE_READABLE);
  properties[PROP_HALF_CLOSED] =
      g_param_spec_boolean ("half-closed", NULL, NULL, FALSE, PRISE_READABLE);
  properties[PROP_QUEUED_BYTES] =
      g_param_spec_uint64 ("queued-bytes", NULL, NULL, 0, G_MAXUINT64, 0, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
prise_tcp_peer_init (PriseTcpPeer *self)
{
}

/**
 * prise_tcp_peer_new: (skip)
 * @change: of one who is new
 *
 * Returns: (transfer full): a #PriseTcpPeer, not updated yet
 */
gpointer
prise_tcp_peer_new (const PrisePeerChange *change)
{
  PriseTcpPeer *self = g_object_new (PRISE_TYPE_TCP_PEER, NULL);

  self->id = change->id;
  self->address = g_strdup (change->address);

  return self;
}

/**
 * prise_tcp_peer_update: (skip)
 * @peer: a #PriseTcpPeer
 * @change: a #PriseTcpPeerChange
 */
void
prise_tcp_peer_update (gpointer peer, const PrisePeerChange *change)
{
  const PriseTcpPeerChange *now = (const PriseTcpPeerChange *) change;
  PriseTcpPeer *self = peer;

  prise_property_set_boolean (self, &self->half_closed, now->half_closed,
                              properties[PROP_HALF_CLOSED]);
  prise_property_set_uint64 (self, &self->queued_bytes, now->queued_bytes,
                             properties[PROP_QUEUED_BYTES]);
}

guint64
prise_tcp_peer_get_id (PriseTcpPeer *self)
{
  g_return_val_if_fail (PRISE_IS_TCP_PEER (self), 0);

  return self->id;
}

const char *
prise_tcp_peer_get_address (PriseTcpPeer *self)
{
  g_return_val_if_fail (PRISE_IS_TCP_PEER (self), NULL);

  return self->address;
}

gboolean
prise_tcp_peer_get_half_closed (PriseTcpPeer *self)
{
  g_return_val_if_fail (PRISE_IS_TCP_PEER (self), FALSE);

  return self->half_closed;
}

guint64
prise_tcp_peer_get_queued_bytes (PriseTcpPeer *self)
{
  g_return_val_if_fail (PRISE_IS_TCP_PEER (self), 0);

  return self->queued_bytes;
}
