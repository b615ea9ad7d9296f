// SPDX-License-Identifier: GPL-3.0-or-later
/* The choice of who gets a message. A drop-down would go on to a neighbour when the chosen client
 * leaves, and the next message would reach the wrong one: this goes back to all and says so. Main
 * thread. */
#include "config.h"

#include <glib/gi18n.h>

#include "prise-composer-closures.h"
#include "prise-widget.h"
#include "prise-recipient-chooser.h"

struct _PriseRecipientChooser {
  AdwBin parent_instance;

  GtkDropDown *drop_down;
  GListModel *recipients; /* "All Clients", then the peers */
  PriseTcpPeer *recipient;
  PriseTcpPeer *leaving; /* while the drop-down catches up */
};

G_DEFINE_FINAL_TYPE (PriseRecipientChooser, prise_recipient_chooser, ADW_TYPE_BIN)

enum { SIGNAL_RECIPIENT_LEFT, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
has_item (GListModel *model, gpointer wanted)
{
  const guint n_items = g_list_model_get_n_items (model);

  for (guint i = 0; i < n_items; i++) {
    g_autoptr (GObject) item = g_list_model_get_item (model, i);

    if (item == wanted)
      return TRUE;
  }

  return FALSE;
}

/* Runs before the drop-down knows of the change. */
static void
will_change_items (PriseRecipientChooser *self, guint position, guint removed, guint added)
{
  if (self->recipient != NULL && removed > 0 && !has_item (self->recipients, self->recipient))
    self->leaving = g_steal_pointer (&self->recipient);
}

/* Runs after it. */
static void
did_change_items (PriseRecipientChooser *self, guint position, guint removed, guint added)
{
  g_autoptr (PriseTcpPeer) leaving = NULL;

  if (self->leaving == NULL)
    return;

  gtk_drop_down_set_selected (self->drop_down, 0);
  leaving = g_steal_pointer (&self->leaving);
  g_signal_emit (self, signals[SIGNAL_RECIPIENT_LEFT], 0, leaving);
}

static void
did_select (PriseRecipientChooser *self)
{
  gpointer item = gtk_drop_down_get_selected_item (self->drop_down);
  PriseTcpPeer *peer = PRISE_IS_TCP_PEER (item) ? PRISE_TCP_PEER (item) : NULL;

  if (self->leaving == NULL)
    g_set_object (&self->recipient, peer);
}

static void
prise_recipient_chooser_dispose (GObject *object)
{
  PriseRecipientChooser *self = PRISE_RECIPIENT_CHOOSER (object);

  g_clear_object (&self->recipients);
  g_clear_object (&self->recipient);
  g_clear_object (&self->leaving);
  prise_widget_dispose (object);
}

static void
prise_recipient_chooser_class_init (PriseRecipientChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = prise_recipient_chooser_dispose;

  signals[SIGNAL_RECIPIENT_LEFT] =
      g_signal_new ("recipient-left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, PRISE_TYPE_TCP_PEER);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-recipient-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseRecipientChooser, drop_down);
  gtk_widget_class_bind_template_callback (widget_class, did_select);
  prise_composer_closures_bind (widget_class);
}

static void
prise_recipient_chooser_init (PriseRecipientChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GListModel *
recipients_new (GListModel *peers)
{
  const char *all[] = { _ ("All Clients"), NULL };
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GtkStringList) first = gtk_string_list_new (all);

  g_list_store_append (parts, first);
  g_list_store_append (parts, peers);
  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (parts)));
}

/**
 * prise_recipient_chooser_set_peers:
 * @peers: a model of #PriseTcpPeer
 *
 * Offers all of @peers, or one. To be called once.
 */
void
prise_recipient_chooser_set_peers (PriseRecipientChooser *self, GListModel *peers)
{
  g_return_if_fail (PRISE_IS_RECIPIENT_CHOOSER (self));
  g_return_if_fail (G_IS_LIST_MODEL (peers));
  g_return_if_fail (self->recipients == NULL);

  self->recipients = recipients_new (peers);
  g_signal_connect_object (self->recipients, "items-changed", G_CALLBACK (will_change_items), self,
                           G_CONNECT_SWAPPED);
  gtk_drop_down_set_model (self->drop_down, self->recipients);
  g_signal_connect_object (self->recipients, "items-changed", G_CALLBACK (did_change_items), self,
                           G_CONNECT_SWAPPED);
}

/**
 * prise_recipient_chooser_get_recipient:
 *
 * Returns: (transfer none) (nullable): the chosen client; %NULL for all
 */
PriseTcpPeer *
prise_recipient_chooser_get_recipient (PriseRecipientChooser *self)
{
  g_return_val_if_fail (PRISE_IS_RECIPIENT_CHOOSER (self), NULL);

  return self->recipient;
}
