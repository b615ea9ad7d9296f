// SPDX-License-Identifier: GPL-3.0-or-later
/* A list of names and values that is edited. A field that is removed is left out first, so that
 * whoever owns the bytes takes it out of them. A long list shows its beginning, and more of it when
 * asked: a thousand rows would keep the window busy for seconds. Main thread. */
#include "config.h"

#include "prise-http-field-list.h"

#include <glib/gi18n.h>

#include "prise-http-field-row.h"
#include "prise-property.h"
#include "prise-widget.h"

struct _PriseHttpFieldList {
  AdwBin parent_instance;

  GtkListBox *list_box;
  GtkWidget *add_button;

  GListStore *fields;
  GListStore *shown; /* the first of them */
  guint limit;       /* how many may be shown */
  guint n_hidden;
  char *add_label;
  gboolean suggest_headers;
};

G_DEFINE_FINAL_TYPE (PriseHttpFieldList, prise_http_field_list, ADW_TYPE_BIN)

enum { PROP_PAIRS = 1, PROP_SUGGEST_HEADERS, PROP_ADD_LABEL, PROP_N_HIDDEN, N_PROPS };

static GParamSpec *properties[N_PROPS];

static guint
get_n_fields (GListStore *fields)
{
  return fields != NULL ? g_list_model_get_n_items (G_LIST_MODEL (fields)) : 0;
}

/* Shows @n_added fields from @position on in the place of @n_removed. */
static void
replace_shown (PriseHttpFieldList *self, guint position, guint n_removed, guint n_added)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = position; i < position + n_added; i++)
    g_ptr_array_add (added, g_list_model_get_item (G_LIST_MODEL (self->fields), i));
  if (n_removed > 0 || n_added > 0)
    g_list_store_splice (self->shown, position, n_removed, added->pdata, added->len);
}

/* As many as there may be, and no more. */
static void
fill (PriseHttpFieldList *self)
{
  const guint n_fields = get_n_fields (self->fields);
  const guint n_shown = get_n_fields (self->shown);
  const guint n_wanted = MIN (n_fields, self->limit);

  if (n_shown > n_wanted)
    replace_shown (self, n_wanted, n_shown - n_wanted, 0);
  else
    replace_shown (self, n_shown, 0, n_wanted - n_shown);
  if (self->n_hidden == n_fields - n_wanted)
    return;

  self->n_hidden = n_fields - n_wanted;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_HIDDEN]);
}

/* Rows that are there stay: somebody may be writing in one. */
static void
did_change_fields (PriseHttpFieldList *self, guint position, guint n_removed, guint n_added)
{
  const guint n_shown = get_n_fields (self->shown);

  if (get_n_fields (self->fields) <= PRISE_HTTP_FIELD_LIST_STEP)
    self->limit = PRISE_HTTP_FIELD_LIST_STEP;
  if (position <= n_shown && position < self->limit)
    replace_shown (self, position, MIN (n_removed, n_shown - position),
                   MIN (n_added, self->limit - position));
  fill (self);
}

static void
did_remove (PriseHttpFieldList *self, PriseHttpFieldRow *row)
{
  PriseHttpFieldItem *field = prise_http_field_row_get_field (row);
  guint position;

  gtk_widget_grab_focus (self->add_button);
  prise_http_field_item_set_enabled (field, FALSE);
  if (g_list_store_find (self->fields, field, &position))
    g_list_store_remove (self->fields, position);
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  PriseHttpFieldList *self = user_data;
  GtkWidget *row = prise_http_field_row_new (item, self->suggest_headers);

  g_signal_connect_object (row, "remove", G_CALLBACK (did_remove), self, G_CONNECT_SWAPPED);

  return row;
}

/* After the last that is shown, where it can be seen. */
static void
did_click_add (PriseHttpFieldList *self)
{
  g_autoptr (PriseHttpFieldItem) field = prise_http_field_item_new ("", "", TRUE);
  const guint position = get_n_fields (self->shown);

  self->limit = MAX (self->limit, position + 1);
  g_list_store_insert (self->fields, position, field);
  gtk_widget_grab_focus (
      GTK_WIDGET (gtk_list_box_get_row_at_index (self->list_box, (int) position)));
}

static void
did_click_more (PriseHttpFieldList *self)
{
  const guint position = get_n_fields (self->shown);

  self->limit = position + PRISE_HTTP_FIELD_LIST_STEP;
  fill (self);
  /* The button may be gone. */
  gtk_widget_grab_focus (
      GTK_WIDGET (gtk_list_box_get_row_at_index (self->list_box, (int) position)));
}

static gboolean
has_more (gpointer object, guint n_hidden)
{
  return n_hidden > 0;
}

static char *
describe_more (gpointer object, guint n_hidden)
{
  /* Translators: %u is how many lines of a form, such as headers, aren't shown yet. */
  return g_strdup_printf (_ ("Show More (%u Left)"), n_hidden);
}

/* The list hides its placeholder, but not from those who don't see the window. */
static gboolean
is_empty (gpointer object, guint n_fields)
{
  return n_fields == 0;
}

static void
set_fields (PriseHttpFieldList *self, GListStore *fields)
{
  if (self->fields == fields)
    return;

  if (self->fields != NULL)
    g_signal_handlers_disconnect_by_func (self->fields, did_change_fields, self);
  g_set_object (&self->fields, fields);
  if (fields != NULL)
    g_signal_connect_object (fields, "items-changed", G_CALLBACK (did_change_fields), self,
                             G_CONNECT_SWAPPED);
  g_list_store_remove_all (self->shown);
  self->limit = PRISE_HTTP_FIELD_LIST_STEP;
  fill (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAIRS]);
}

static void
prise_http_field_list_set_property (GObject *object,
                                    guint prop_id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  PriseHttpFieldList *self = PRISE_HTTP_FIELD_LIST (object);

  switch (prop_id) {
  case PROP_PAIRS:
    set_fields (self, g_value_get_object (value));
    break;
  default:
    prise_property_set (object, prop_id, value, pspec);
  }
}

static void
prise_http_field_list_dispose (GObject *object)
{
  PriseHttpFieldList *self = PRISE_HTTP_FIELD_LIST (object);

  if (self->list_box != NULL)
    gtk_list_box_bind_model (self->list_box, NULL, NULL, NULL, NULL);
  if (self->fields != NULL)
    g_signal_handlers_disconnect_by_func (self->fields, did_change_fields, self);
  g_clear_object (&self->shown);
  prise_widget_dispose (object);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_PAIRS] = PRISE_PROPERTY (PriseHttpFieldList, fields),
  [PROP_SUGGEST_HEADERS] = PRISE_PROPERTY (PriseHttpFieldList, suggest_headers),
  [PROP_ADD_LABEL] = PRISE_PROPERTY (PriseHttpFieldList, add_label),
  [PROP_N_HIDDEN] = PRISE_PROPERTY (PriseHttpFieldList, n_hidden),
};

static void
prise_http_field_list_class_init (PriseHttpFieldListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = prise_http_field_list_set_property;
  object_class->dispose = prise_http_field_list_dispose;

  properties[PROP_PAIRS] = g_param_spec_object ("fields", NULL, NULL, G_TYPE_LIST_STORE,
                                                flags | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SUGGEST_HEADERS] =
      g_param_spec_boolean ("suggest-headers", NULL, NULL, FALSE, flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_ADD_LABEL] =
      g_param_spec_string ("add-label", NULL, NULL, NULL, flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_N_HIDDEN] =
      g_param_spec_uint ("n-hidden", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  prise_property_install (object_class, properties, kept, N_PROPS);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-http-field-list.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseHttpFieldList, list_box);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpFieldList, add_button);
  gtk_widget_class_bind_template_callback (widget_class, did_click_add);
  gtk_widget_class_bind_template_callback (widget_class, did_click_more);
  gtk_widget_class_bind_template_callback (widget_class, describe_more);
  gtk_widget_class_bind_template_callback (widget_class, has_more);
  gtk_widget_class_bind_template_callback (widget_class, is_empty);
}

static void
prise_http_field_list_init (PriseHttpFieldList *self)
{
  self->shown = g_list_store_new (PRISE_TYPE_HTTP_FIELD_ITEM);
  self->limit = PRISE_HTTP_FIELD_LIST_STEP;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_bind_model (self->list_box, G_LIST_MODEL (self->shown), create_row, self, NULL);
}
