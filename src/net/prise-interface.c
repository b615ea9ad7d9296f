// SPDX-License-Identifier: GPL-3.0-or-later
/* A network interface of this machine, as it was when it was asked for. Immutable, so that any
 * thread may look at it; two of the same interface are compared, not updated. */
#include "config.h"

#include "prise-interface.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "prise-property.h"

struct _PriseInterface {
  GObject parent_instance;

  char *name;
  guint index;
  char **addresses;
  gboolean up;
  gboolean multicast;
  gboolean loopback;
};

/* What the system's list, which has a record for each address, says of one interface. */
typedef struct {
  char name[IF_NAMESIZE];
  guint index;
  guint flags;
  GPtrArray *ipv4;
  GPtrArray *ipv6;
} Gathered;

G_DEFINE_FINAL_TYPE (PriseInterface, prise_interface, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_NAME,
  PROP_INDEX,
  PROP_ADDRESSES,
  PROP_UP,
  PROP_MULTICAST,
  PROP_LOOPBACK,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
gathered_free (gpointer user_data)
{
  Gathered *gathered = user_data;

  g_ptr_array_unref (gathered->ipv4);
  g_ptr_array_unref (gathered->ipv6);
  g_free (gathered);
}

/* The label of an address ("eth0:1") begins with the name of its interface. */
static void
copy_name (char *name, const char *label)
{
  g_strlcpy (name, label, IF_NAMESIZE);
  name[strcspn (name, ":")] = '\0';
}

static Gathered *
gather_interface (GPtrArray *all, const struct ifaddrs *record)
{
  char name[IF_NAMESIZE];
  Gathered *gathered;

  copy_name (name, record->ifa_name);
  for (guint i = 0; i < all->len; i++) {
    gathered = g_ptr_array_index (all, i);
    if (strcmp (gathered->name, name) == 0)
      return gathered;
  }

  gathered = g_new0 (Gathered, 1);
  g_strlcpy (gathered->name, name, sizeof gathered->name);
  gathered->index = if_nametoindex (name);
  gathered->flags = record->ifa_flags;
  gathered->ipv4 = g_ptr_array_new_with_free_func (g_free);
  gathered->ipv6 = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (all, gathered);

  return gathered;
}

/* One address may stand there with several masks. */
static void
add_address (GPtrArray *addresses, int family, gconstpointer bytes)
{
  char text[INET6_ADDRSTRLEN];

  if (inet_ntop (family, bytes, text, sizeof text) != NULL &&
      !g_ptr_array_find_with_equal_func (addresses, text, g_str_equal, NULL))
    g_ptr_array_add (addresses, g_strdup (text));
}

static void
gather_record (GPtrArray *all, const struct ifaddrs *record)
{
  const struct sockaddr *address = record->ifa_addr;
  Gathered *gathered = gather_interface (all, record);

  if (address != NULL && address->sa_family == AF_INET)
    add_address (gathered->ipv4, AF_INET, &((const struct sockaddr_in *) address)->sin_addr);
  else if (address != NULL && address->sa_family == AF_INET6)
    add_address (gathered->ipv6, AF_INET6, &((const struct sockaddr_in6 *) address)->sin6_addr);
}

static PriseInterface *
make_interface (Gathered *gathered)
{
  g_autoptr (GStrvBuilder) addresses = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  for (guint i = 0; i < gathered->ipv4->len; i++)
    g_strv_builder_add (addresses, g_ptr_array_index (gathered->ipv4, i));
  for (guint i = 0; i < gathered->ipv6->len; i++)
    g_strv_builder_add (addresses, g_ptr_array_index (gathered->ipv6, i));
  texts = g_strv_builder_end (addresses);

  return g_object_new (PRISE_TYPE_INTERFACE, "name", gathered->name, "index", gathered->index,
                       "addresses", texts, "up", (gathered->flags & IFF_UP) != 0, "multicast",
                       (gathered->flags & IFF_MULTICAST) != 0, "loopback",
                       (gathered->flags & IFF_LOOPBACK) != 0, NULL);
}

static int
compare_indexes (gconstpointer a, gconstpointer b)
{
  const PriseInterface *one = *(PriseInterface *const *) a;
  const PriseInterface *other = *(PriseInterface *const *) b;

  return (one->index > other->index) - (one->index < other->index);
}

static void
prise_interface_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PriseInterface *self = PRISE_INTERFACE (object);

  switch (id) {
  case PROP_ADDRESSES:
    self->addresses = g_value_dup_boxed (value);
    if (self->addresses == NULL)
      self->addresses = g_new0 (char *, 1);
    break;
  default:
    prise_property_set (object, id, value, pspec);
  }
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_NAME] = PRISE_PROPERTY (PriseInterface, name),
  [PROP_INDEX] = PRISE_PROPERTY (PriseInterface, index),
  [PROP_ADDRESSES] = PRISE_PROPERTY (PriseInterface, addresses),
  [PROP_UP] = PRISE_PROPERTY (PriseInterface, up),
  [PROP_MULTICAST] = PRISE_PROPERTY (PriseInterface, multicast),
  [PROP_LOOPBACK] = PRISE_PROPERTY (PriseInterface, loopback),
};

static void
prise_interface_class_init (PriseInterfaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = prise_interface_set_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, PRISE_FIXED);
  properties[PROP_INDEX] = g_param_spec_uint ("index", NULL, NULL, 0, G_MAXUINT, 0, PRISE_FIXED);
  properties[PROP_ADDRESSES] =
      g_param_spec_boxed ("addresses", NULL, NULL, G_TYPE_STRV, PRISE_FIXED);
  properties[PROP_UP] = g_param_spec_boolean ("up", NULL, NULL, FALSE, PRISE_FIXED);
  properties[PROP_MULTICAST] = g_param_spec_boolean ("multicast", NULL, NULL, FALSE, PRISE_FIXED);
  properties[PROP_LOOPBACK] = g_param_spec_boolean ("loopback", NULL, NULL, FALSE, PRISE_FIXED);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
prise_interface_init (PriseInterface *self)
{
}

/**
 * prise_interface_read_all:
 * @error: return location for a #GIOErrorEnum error
 *
 * Asks the system which interfaces there are now. Any thread; it doesn't wait for the network.
 *
 * Returns: (transfer full) (element-type PriseInterface) (nullable): in the order of their indexes;
 *   an interface's IPv4 addresses come before its IPv6 addresses, which have no scope
 */
GPtrArray *
prise_interface_read_all (GError **error)
{
  g_autoptr (GPtrArray) gathered = g_ptr_array_new_with_free_func (gathered_free);
  GPtrArray *interfaces;
  struct ifaddrs *records;

  if (getifaddrs (&records) < 0) {
    int code = errno;

    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                 _ ("The network interfaces can’t be read: %s"), g_strerror (code));
    return NULL;
  }

  for (struct ifaddrs *record = records; record != NULL; record = record->ifa_next)
    gather_record (gathered, record);
  freeifaddrs (records);

  /* One without an index has gone while its name was looked up. */
  interfaces = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < gathered->len; i++) {
    Gathered *one = g_ptr_array_index (gathered, i);

    if (one->index != 0)
      g_ptr_array_add (interfaces, make_interface (one));
  }
  g_ptr_array_sort (interfaces, compare_indexes);

  return interfaces;
}

/**
 * prise_interface_find_index:
 * @name: (nullable): a name: "eth0"
 *
 * Any thread.
 *
 * Returns: the index by which the system knows the interface of that name; 0 if there is none
 */
guint
prise_interface_find_index (const char *name)
{
  return name != NULL ? if_nametoindex (name) : 0;
}

/* The interface that has an address. */
static guint
find_by_address (GSocketAddress *address)
{
  g_autofree char *text = g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
  g_autoptr (GPtrArray) interfaces = prise_interface_read_all (NULL);

  for (guint i = 0; interfaces != NULL && i < interfaces->len; i++) {
    PriseInterface *interface = g_ptr_array_index (interfaces, i);

    if (g_strv_contains (prise_interface_get_addresses (interface), text))
      return prise_interface_get_index (interface);
  }

  return 0;
}

/**
 * prise_interface_find_route:
 * @address: to which something would be sent
 *
 * Any thread; nothing is sent.
 *
 * Returns: the index of the interface by which it would leave; 0 if there is none, or the system
 *   doesn't tell
 */
guint
prise_interface_find_route (const PriseSockaddr *address)
{
  PriseSockaddr local = *address;
  g_autoptr (GSocket) socket = g_socket_new ((GSocketFamily) address->any.sa_family,
                                             G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GSocketAddress) to = NULL;
  g_autoptr (GSocketAddress) found = NULL;

  /* A port there must be, any one. */
  if (address->any.sa_family == AF_INET6)
    local.ipv6.sin6_port = 0xffff;
  else
    local.ipv4.sin_port = 0xffff;
  to = prise_sockaddr_to_address (&local);
  if (socket != NULL && g_socket_connect (socket, to, NULL, NULL))
    found = g_socket_get_local_address (socket, NULL);
  if (found == NULL || !prise_sockaddr_from_address (&local, found))
    return 0;
  if (local.any.sa_family == AF_INET6 && local.ipv6.sin6_scope_id != 0)
    return local.ipv6.sin6_scope_id;

  return find_by_address (found);
}

const char *
prise_interface_get_name (PriseInterface *self)
{
  g_return_val_if_fail (PRISE_IS_INTERFACE (self), NULL);

  return self->name;
}

guint
prise_interface_get_index (PriseInterface *self)
{
  g_return_val_if_fail (PRISE_IS_INTERFACE (self), 0);

  return self->index;
}

const char *const *
prise_interface_get_addresses (PriseInterface *self)
{
  g_return_val_if_fail (PRISE_IS_INTERFACE (self), NULL);

  return (const char *const *) self->addresses;
}

gboolean
prise_interface_get_up (PriseInterface *self)
{
  g_return_val_if_fail (PRISE_IS_INTERFACE (self), FALSE);

  return self->up;
}

gboolean
prise_interface_get_multicast (PriseInterface *self)
{
  g_return_val_if_fail (PRISE_IS_INTERFACE (self), FALSE);

  return self->multicast;
}

gboolean
prise_interface_get_loopback (PriseInterface *self)
{
  g_return_val_if_fail (PRISE_IS_INTERFACE (self), FALSE);

  return self->loopback;
}

/**
 * prise_interface_equal:
 * @other: another, or the same at another time
 *
 * Returns: whether all that is known of them is the same
 */
gboolean
prise_interface_equal (PriseInterface *self, PriseInterface *other)
{
  g_return_val_if_fail (PRISE_IS_INTERFACE (self), FALSE);
  g_return_val_if_fail (PRISE_IS_INTERFACE (other), FALSE);

  return self->index == other->index && self->up == other->up &&
         self->multicast == other->multicast && self->loopback == other->loopback &&
         g_strcmp0 (self->name, other->name) == 0 &&
         g_strv_equal ((const char *const *) self->addresses,
                       (const char *const *) other->addresses);
}
