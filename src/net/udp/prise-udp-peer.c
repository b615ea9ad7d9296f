// SPDX-License-Identifier: GPL-3.0-or-later
/* Somebody with whom a UDP socket has exchanged datagrams, as the owner's thread sees it: what was
 * last heard of it. */
#include "config.h"

#include "prise-udp-peer-private.h"

#include "prise-property.h"

struct _PriseUdpPeer {
  GObject parent_instance;

  char *address;
  guint64 received;
  guint64 sent;
  gint64 last_time;
};

G_DEFINE_FINAL_TYPE (PriseUdpPeer, prise_udp_peer, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_ADDRESS,
  PROP_RECEIVED,
  PROP_SENT,
  PROP_LAST_TIME,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const PriseProperty kept[N_PROPS] = {
  [PROP_ADDRESS] = PRISE_PROPERTY (PriseUdpPeer, address),
  [PROP_RECEIVED] = PRISE_PROPERTY (PriseUdpPeer, received),
  [PROP_SENT] = PRISE_PROPERTY (PriseUdpPeer, sent),
  [PROP_LAST_TIME] = PRISE_PROPERTY (PriseUdpPeer, last_time),
};

static void
prise_udp_peer_class_init (PriseUdpPeerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, PRISE_READABLE);
  properties[PROP_RECEIVED] =
      g_param_spec_uint64 ("received", NULL, NULL, 0, G_MAXUINT64, 0, PRISE_READABLE);
  properties[PROP_SENT] =
      g_param_spec_uint64 ("sent", NULL, NULL, 0, G_MAXUINT64, 0, PRISE_READABLE);
  properties[PROP_LAST_TIME] =
      g_param_spec_int64 ("last-time", NULL, NULL, 0, G_MAXINT64, 0, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
prise_udp_peer_init (PriseUdpPeer *self)
{
}

/**
 * prise_udp_peer_new: (skip)
 * @change: of one who is new
 *
 * Returns: (transfer full): a #PriseUdpPeer, not updated yet
 */
gpointer
prise_udp_peer_new (const PrisePeerChange *change)
{
  PriseUdpPeer *self = g_object_new (PRISE_TYPE_UDP_PEER, NULL);

  self->address = g_strdup (change->address);

  return self;
}

/**
 * prise_udp_peer_update: (skip)
 * @peer: a #PriseUdpPeer
 * @change: a #PriseUdpPeerChange
 */
void
prise_udp_peer_update (gpointer peer, const PrisePeerChange *change)
{
  const PriseUdpPeerChange *now = (const PriseUdpPeerChange *) change;
  PriseUdpPeer *self = peer;

  g_object_freeze_notify (peer);
  prise_property_set_uint64 (self, &self->received, now->received, properties[PROP_RECEIVED]);
  prise_property_set_uint64 (self, &self->sent, now->sent, properties[PROP_SENT]);
  prise_property_set_int64 (self, &self->last_time, now->last_time, properties[PROP_LAST_TIME]);
  g_object_thaw_notify (peer);
}

const char *
prise_udp_peer_get_address (PriseUdpPeer *self)
{
  g_return_val_if_fail (PRISE_IS_UDP_PEER (self), NULL);

  return self->address;
}

guint64
prise_udp_peer_get_received (PriseUdpPeer *self)
{
  g_return_val_if_fail (PRISE_IS_UDP_PEER (self), 0);

  return self->received;
}

guint64
prise_udp_peer_get_sent (PriseUdpPeer *self)
{
  g_return_val_if_fail (PRISE_IS_UDP_PEER (self), 0);

  return self->sent;
}

gint64
prise_udp_peer_get_last_time (PriseUdpPeer *self)
{
  g_return_val_if_fail (PRISE_IS_UDP_PEER (self), 0);

  return self->last_time;
}
