// SPDX-License-Identifier: GPL-3.0-or-later
/* The list of the requests that were sent. There are few enough for a row each. Main thread. */
#include "config.h"

#include "prise-http-history-view.h"

#include <glib/gi18n.h>

#include "prise-http-closures.h"
#include "prise-property.h"
#include "prise-widget.h"

struct _PriseHttpHistoryView {
  AdwBin parent_instance;

  GtkListBox *list_box;
  GtkStringFilter *filter;

  PriseHttpHistory *history;
};

G_DEFINE_FINAL_TYPE (PriseHttpHistoryView, prise_http_history_view, ADW_TYPE_BIN)

enum { PROP_HISTORY = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

enum { SIGNAL_CHOSEN, SIGNAL_SEND_AGAIN, N_SIGNALS };

static guint signals[N_SIGNALS];

static PriseHttpHistoryItem *
get_item (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "item");
}

static void
did_activate_row (PriseHttpHistoryView *self, GtkWidget *row)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, get_item (row));
}

static void
did_click_send (GtkWidget *button, PriseHttpHistoryView *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);

  g_signal_emit (self, signals[SIGNAL_SEND_AGAIN], 0, get_item (row));
}

static void
did_click_remove (GtkWidget *button, PriseHttpHistoryView *self)
{
  g_autoptr (PriseHttpHistoryItem) item =
      g_object_ref (get_item (gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW)));

  gtk_widget_grab_focus (GTK_WIDGET (self->list_box));
  prise_http_history_remove (self->history, item);
}

static void
did_click_clear (PriseHttpHistoryView *self)
{
  prise_http_history_clear (self->history);
}

static GtkWidget *
button_new (PriseHttpHistoryView *self, const char *icon, const char *label, GCallback did_click)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (button, "clicked", did_click, self, 0);

  return button;
}

static void
did_change_status (AdwActionRow *row, GParamSpec *pspec, PriseHttpHistoryItem *item)
{
  g_autofree char *details =
      prise_closure_http_history_details (NULL, prise_http_history_item_get_status (item),
                                          prise_http_history_item_get_time (item));

  adw_action_row_set_subtitle (row, details);
}

/* Of a long URL both ends tell which it is; the row's own label loses the last. */
static void
keep_both_ends (GtkWidget *widget, const char *title)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), title))
    gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_MIDDLE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    keep_both_ends (child, title);
}

static GtkWidget *
create_row (gpointer object, gpointer user_data)
{
  PriseHttpHistoryItem *item = object;
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *method = NULL;
  g_autofree char *url = prise_http_url_shorten (prise_http_history_item_get_url (item));
  g_autofree char *title = NULL;

  g_object_get (item, "method", &method, NULL);
  title = g_strdup_printf ("%s %s", method, url);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  keep_both_ends (row, title);
  gtk_widget_set_tooltip_text (row, title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "item", g_object_ref (item), g_object_unref);
  did_change_status (ADW_ACTION_ROW (row), NULL, item);
  g_signal_connect_object (item, "notify::status", G_CALLBACK (did_change_status), row,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             button_new (user_data, "mail-send-symbolic", _ ("Send Again"),
                                         G_CALLBACK (did_click_send)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button_new (user_data, "list-remove-symbolic",
                                                               _ ("Remove from the History"),
                                                               G_CALLBACK (did_click_remove)));

  return row;
}

static void
did_set_history (PriseHttpHistoryView *self)
{
  g_autoptr (GtkFilterListModel) filtered = NULL;

  filtered = gtk_filter_list_model_new (g_object_ref (prise_http_history_get_items (self->history)),
                                        g_object_ref (GTK_FILTER (self->filter)));
  gtk_list_box_bind_model (self->list_box, G_LIST_MODEL (filtered), create_row, self, NULL);
}

static void
prise_http_history_view_dispose (GObject *object)
{
  PriseHttpHistoryView *self = PRISE_HTTP_HISTORY_VIEW (object);

  if (self->list_box != NULL)
    gtk_list_box_bind_model (self->list_box, NULL, NULL, NULL, NULL);
  prise_widget_dispose (object);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_HISTORY] = PRISE_PROPERTY_THEN (PriseHttpHistoryView, history, did_set_history),
};

static void
prise_http_history_view_class_init (PriseHttpHistoryViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_http_history_view_dispose;

  properties[PROP_HISTORY] =
      g_param_spec_object ("history", NULL, NULL, PRISE_TYPE_HTTP_HISTORY, PRISE_WRITABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

  signals[SIGNAL_CHOSEN] =
      g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, PRISE_TYPE_HTTP_HISTORY_ITEM);
  signals[SIGNAL_SEND_AGAIN] =
      g_signal_new ("send-again", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, PRISE_TYPE_HTTP_HISTORY_ITEM);

  g_type_ensure (PRISE_TYPE_HTTP_HISTORY_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-http-history-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseHttpHistoryView, list_box);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpHistoryView, filter);
  gtk_widget_class_bind_template_callback (widget_class, did_activate_row);
  gtk_widget_class_bind_template_callback (widget_class, did_click_clear);
}

static void
prise_http_history_view_init (PriseHttpHistoryView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
