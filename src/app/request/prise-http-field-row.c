// SPDX-License-Identifier: GPL-3.0-or-later
/* A row in which a name and a value are edited. Main thread. */
#include "config.h"

#include "prise-http-field-row.h"

#include <glib/gi18n.h>

#include "prise-http-secrets.h"

#include "prise-property.h"
#include "prise-widget.h"

struct _PriseHttpFieldRow {
  GtkListBoxRow parent_instance;

  GtkEntry *name_entry;
  GtkEntry *value_entry;
  GtkCheckButton *enabled_check;
  GtkButton *remove_button;

  PriseHttpFieldItem *field;
  gboolean suggest_headers;
};

G_DEFINE_FINAL_TYPE (PriseHttpFieldRow, prise_http_field_row, GTK_TYPE_LIST_BOX_ROW)

enum { PROP_PAIR = 1, PROP_SUGGEST_HEADERS, N_PROPS };

static GParamSpec *properties[N_PROPS];

enum { SIGNAL_REMOVE, N_SIGNALS };

static guint signals[N_SIGNALS];

/* Those that a request can have, of the registry of field names (RFC 9110, section 16.3.1). */
static const char *const known_headers[] = {
  "Accept",
  "Accept-Charset",
  "Accept-Encoding",
  "Accept-Language",
  "Access-Control-Request-Headers",
  "Access-Control-Request-Method",
  "Authorization",
  "Cache-Control",
  "Connection",
  "Content-Encoding",
  "Content-Language",
  "Content-Length",
  "Content-Location",
  "Content-Type",
  "Cookie",
  "Date",
  "Expect",
  "Forwarded",
  "From",
  "Host",
  "If-Match",
  "If-Modified-Since",
  "If-None-Match",
  "If-Range",
  "If-Unmodified-Since",
  "Keep-Alive",
  "Max-Forwards",
  "Origin",
  "Pragma",
  "Prefer",
  "Proxy-Authorization",
  "Range",
  "Referer",
  "TE",
  "Trailer",
  "Transfer-Encoding",
  "Upgrade",
  "User-Agent",
  "Via",
  "X-Forwarded-For",
  "X-Requested-With",
};

static char *
describe_value (PriseHttpFieldRow *self, const char *name)
{
  /* Translators: %s is a header's name, or a field's. */
  return *name != '\0' ? g_strdup_printf (_ ("Value of %s"), name) : g_strdup (_ ("Value"));
}

static char *
describe_switch (PriseHttpFieldRow *self, const char *name)
{
  /* Translators: %s is a header's name, or a field's. */
  return *name != '\0' ? g_strdup_printf (_ ("Send %s"), name) : g_strdup (_ ("Send This Line"));
}

static char *
describe_remove (PriseHttpFieldRow *self, const char *name)
{
  /* Translators: %s is a header's name, or a field's. */
  return *name != '\0' ? g_strdup_printf (_ ("Remove %s"), name)
                       : g_strdup (_ ("Remove This Line"));
}

static char *
describe_field (PriseHttpFieldRow *self, gboolean editable)
{
  return editable ? NULL : g_strdup (_ ("It isn’t UTF-8 text: change it in the raw request"));
}

static void
set_name (GtkWidget *widget, char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_free (name);
}

static void
did_change_name (PriseHttpFieldRow *self)
{
  const char *name = prise_http_field_item_get_name (self->field);

  set_name (GTK_WIDGET (self->value_entry), describe_value (self, name));
  set_name (GTK_WIDGET (self->enabled_check), describe_switch (self, name));
  set_name (GTK_WIDGET (self->remove_button), describe_remove (self, name));
}

/* Why it's empty, and off: a field that looks forgotten would be. */
static void
did_change_value (PriseHttpFieldRow *self)
{
  const gboolean was_secret =
      !prise_http_field_item_get_enabled (self->field) &&
      prise_http_secrets_is_secret (prise_http_field_item_get_name (self->field));

  gtk_entry_set_placeholder_text (self->value_entry,
                                  was_secret ? _ ("Not kept: enter it again") : _ ("Value"));
}

static void
did_click_remove (PriseHttpFieldRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static void
did_activate_name (PriseHttpFieldRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->value_entry));
}

/* Not before somebody comes to it: a list of names for each row costs much. */
static void
offer_names (PriseHttpFieldRow *self)
{
  g_autoptr (GtkEntryCompletion) completion = gtk_entry_completion_new ();
  g_autoptr (GtkListStore) names = gtk_list_store_new (1, G_TYPE_STRING);

  if (!self->suggest_headers || gtk_entry_get_completion (self->name_entry) != NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (known_headers); i++)
    gtk_list_store_insert_with_values (names, NULL, -1, 0, known_headers[i], -1);
  gtk_entry_completion_set_model (completion, GTK_TREE_MODEL (names));
  gtk_entry_completion_set_text_column (completion, 0);
  gtk_entry_set_completion (self->name_entry, completion);
}

static void
prise_http_field_row_constructed (GObject *object)
{
  PriseHttpFieldRow *self = PRISE_HTTP_FIELD_ROW (object);
  const GBindingFlags flags = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  G_OBJECT_CLASS (prise_http_field_row_parent_class)->constructed (object);

  g_object_bind_property (self->field, "name", self->name_entry, "text", flags);
  g_object_bind_property (self->field, "value", self->value_entry, "text", flags);
  g_object_bind_property (self->field, "enabled", self->enabled_check, "active", flags);
  g_signal_connect_object (self->field, "notify::name", G_CALLBACK (did_change_name), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->field, "notify", G_CALLBACK (did_change_value), self,
                           G_CONNECT_SWAPPED);
  did_change_name (self);
  did_change_value (self);
}

static gboolean
prise_http_field_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (PRISE_HTTP_FIELD_ROW (widget)->name_entry));
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_PAIR] = PRISE_PROPERTY (PriseHttpFieldRow, field),
  [PROP_SUGGEST_HEADERS] = PRISE_PROPERTY (PriseHttpFieldRow, suggest_headers),
};

static void
prise_http_field_row_class_init (PriseHttpFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags given = G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = prise_http_field_row_constructed;
  object_class->dispose = prise_widget_dispose;
  widget_class->grab_focus = prise_http_field_row_grab_focus;

  properties[PROP_PAIR] = g_param_spec_object ("field", NULL, NULL, PRISE_TYPE_HTTP_FIELD_ITEM,
                                               given | G_PARAM_READWRITE);
  properties[PROP_SUGGEST_HEADERS] =
      g_param_spec_boolean ("suggest-headers", NULL, NULL, FALSE, given | G_PARAM_WRITABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

  signals[SIGNAL_REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-http-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseHttpFieldRow, name_entry);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpFieldRow, value_entry);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpFieldRow, enabled_check);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpFieldRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, describe_field);
  gtk_widget_class_bind_template_callback (widget_class, describe_remove);
  gtk_widget_class_bind_template_callback (widget_class, describe_switch);
  gtk_widget_class_bind_template_callback (widget_class, did_activate_name);
  gtk_widget_class_bind_template_callback (widget_class, did_click_remove);
  gtk_widget_class_bind_template_callback (widget_class, offer_names);
}

static void
prise_http_field_row_init (PriseHttpFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * prise_http_field_row_new:
 * @field: what is edited
 * @suggest_headers: whether names of headers are offered
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
prise_http_field_row_new (PriseHttpFieldItem *field, gboolean suggest_headers)
{
  return g_object_new (PRISE_TYPE_HTTP_FIELD_ROW, "field", field, "suggest-headers",
                       suggest_headers, NULL);
}

/**
 * prise_http_field_row_get_field:
 *
 * Returns: (transfer none): what is edited
 */
PriseHttpFieldItem *
prise_http_field_row_get_field (PriseHttpFieldRow *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_FIELD_ROW (self), NULL);

  return self->field;
}
