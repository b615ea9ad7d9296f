// SPDX-License-Identifier: GPL-3.0-or-later
/* The network interfaces of this machine, kept up to date. The list belongs to the thread that made
 * it; its ear, with the monitor, to the I/O thread, which only says 'look again'. */
#include "config.h"

#include "prise-interface-list.h"

#include "prise-interface-monitor.h"
#include "prise-mailbox.h"

/* The I/O thread's own, from its making on. It doesn't know the list, which may go at any time, but
 * a mailbox that does. */
typedef struct {
  PriseIo *io;
  PriseMailbox *mailbox;
  PriseInterfaceMonitor *monitor;
} Ear;

struct _PriseInterfaceList {
  GObject parent_instance;

  PriseIo *io;
  GPtrArray *interfaces;
  Ear *ear;
};

static GType
get_item_type (GListModel *model)
{
  return PRISE_TYPE_INTERFACE;
}

static guint
get_n_items (GListModel *model)
{
  return PRISE_INTERFACE_LIST (model)->interfaces->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *interfaces = PRISE_INTERFACE_LIST (model)->interfaces;

  return position < interfaces->len ? g_object_ref (g_ptr_array_index (interfaces, position))
                                    : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PriseInterfaceList,
                               prise_interface_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum {
  PROP_0,
  PROP_IO,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
did_change (gpointer user_data)
{
  prise_mailbox_nudge (((Ear *) user_data)->mailbox);
}

/* What changed since the list was read and before this is made up for by looking once more. */
static void
ear_listen (gpointer user_data)
{
  Ear *ear = user_data;

  ear->monitor = prise_interface_monitor_new (ear->io, did_change, ear);
  did_change (ear);
}

static void
ear_free (gpointer user_data)
{
  Ear *ear = user_data;

  prise_interface_monitor_free (ear->monitor);
  prise_mailbox_unref (ear->mailbox);
  g_free (ear);
}

static PriseInterface *
peek (GPtrArray *interfaces, guint position)
{
  return position < interfaces->len ? g_ptr_array_index (interfaces, position) : NULL;
}

static guint
index_at (GPtrArray *interfaces, guint position)
{
  PriseInterface *interface = peek (interfaces, position);

  return interface != NULL ? prise_interface_get_index (interface) : G_MAXUINT;
}

static gboolean
is_same (GPtrArray *before, guint i, GPtrArray *now, guint j)
{
  PriseInterface *one = peek (before, i);
  PriseInterface *other = peek (now, j);

  return one != NULL && other != NULL && prise_interface_equal (one, other);
}

/* From @position on, where both lists are alike until then, how many differ until they are alike
 * again, or end. Both are in the order of the indexes. */
static void
measure_difference (GPtrArray *before,
                    GPtrArray *now,
                    guint position,
                    guint *n_removed,
                    guint *n_added)
{
  guint i = position;
  guint j = position;

  while ((i < before->len || j < now->len) && !is_same (before, i, now, j)) {
    guint old_index = index_at (before, i);
    guint new_index = index_at (now, j);

    i += old_index <= new_index;
    j += new_index <= old_index;
  }
  *n_removed = i - position;
  *n_added = j - position;
}

static void
replace (PriseInterfaceList *self, GPtrArray *now, guint position, guint n_removed, guint n_added)
{
  if (n_removed > 0)
    g_ptr_array_remove_range (self->interfaces, position, n_removed);
  for (guint i = position; i < position + n_added; i++)
    g_ptr_array_insert (self->interfaces, i, g_object_ref (g_ptr_array_index (now, i)));
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

/* What can't be read now stays as it was. Objects that are still true stay too, and with
 * them a selection. */
static void
look_again (gpointer target, gpointer message)
{
  PriseInterfaceList *self = target;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) now = prise_interface_read_all (&error);
  guint position = 0;

  if (now == NULL) {
    g_debug ("%s", error->message);
    return;
  }

  while (position < self->interfaces->len || position < now->len) {
    guint n_removed, n_added;

    measure_difference (self->interfaces, now, position, &n_removed, &n_added);
    if (n_removed > 0 || n_added > 0)
      replace (self, now, position, n_removed, n_added);
    position += MAX (n_added, 1);
  }
}

static void
prise_interface_list_constructed (GObject *object)
{
  PriseInterfaceList *self = PRISE_INTERFACE_LIST (object);

  G_OBJECT_CLASS (prise_interface_list_parent_class)->constructed (object);

  look_again (self, NULL);
  self->ear = g_new0 (Ear, 1);
  self->ear->io = self->io;
  self->ear->mailbox = prise_mailbox_new (object, g_main_context_get_thread_default (), look_again);
  prise_io_invoke (self->io, ear_listen, self->ear);
}

static void
prise_interface_list_finalize (GObject *object)
{
  PriseInterfaceList *self = PRISE_INTERFACE_LIST (object);

  prise_io_invoke (self->io, ear_free, self->ear);
  g_ptr_array_unref (self->interfaces);
  g_object_unref (self->io);

  G_OBJECT_CLASS (prise_interface_list_parent_class)->finalize (object);
}

static void
prise_interface_list_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  PriseInterfaceList *self = PRISE_INTERFACE_LIST (object);

  switch (id) {
  case PROP_IO:
    self->io = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
prise_interface_list_class_init (PriseInterfaceListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = prise_interface_list_constructed;
  object_class->finalize = prise_interface_list_finalize;
  object_class->set_property = prise_interface_list_set_property;

  properties[PROP_IO] =
      g_param_spec_object ("io", NULL, NULL, PRISE_TYPE_IO,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
prise_interface_list_init (PriseInterfaceList *self)
{
  self->interfaces = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * prise_interface_list_new:
 * @io: the I/O thread
 *
 * The list is filled at once, and follows the system while the thread-default context of the
 * caller runs. An interface of which something has changed becomes another object, the others stay
 * the same.
 *
 * Returns: (transfer full): the interfaces of this machine
 */
PriseInterfaceList *
prise_interface_list_new (PriseIo *io)
{
  g_return_val_if_fail (PRISE_IS_IO (io), NULL);

  return g_object_new (PRISE_TYPE_INTERFACE_LIST, "io", io, NULL);
}
