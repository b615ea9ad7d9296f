// SPDX-License-Identifier: GPL-3.0-or-later
/* A form in which a request is written. Its parts work on the draft each by itself; here are the
 * headers that take one click. Main thread. */
#include "config.h"

#include "prise-http-request-form.h"

#include "prise-http-auth-row.h"
#include "prise-http-body-form.h"
#include "prise-http-field-list.h"
#include "prise-property.h"
#include "prise-widget.h"

struct _PriseHttpRequestForm {
  AdwBin parent_instance;

  GtkSwitch *length_switch;
  AdwComboRow *connection_row;
  GtkSwitch *encoding_switch;

  PriseHttpDraft *draft;
  gboolean is_syncing;
};

G_DEFINE_FINAL_TYPE (PriseHttpRequestForm, prise_http_request_form, ADW_TYPE_BIN)

enum { PROP_DRAFT = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

#define ENCODINGS "gzip, deflate"

/* As the list in the .ui; the first: there is no such header. */
static const char *const connections[] = { NULL, "close", "keep-alive" };

static void
set_header (PriseHttpRequestForm *self, const char *name, const char *value)
{
  if (self->is_syncing || self->draft == NULL)
    return;

  prise_http_draft_set_header (self->draft, name, value);
}

static void
did_choose_connection (PriseHttpRequestForm *self)
{
  const guint selected = adw_combo_row_get_selected (self->connection_row);

  if (selected < G_N_ELEMENTS (connections))
    set_header (self, "Connection", connections[selected]);
}

static void
did_switch_encoding (PriseHttpRequestForm *self)
{
  set_header (self, "Accept-Encoding",
              gtk_switch_get_active (self->encoding_switch) ? ENCODINGS : NULL);
}

static guint
find_connection (const char *value)
{
  if (value == NULL)
    return 0;

  for (guint i = 1; i < G_N_ELEMENTS (connections); i++) {
    if (g_ascii_strcasecmp (value, connections[i]) == 0)
      return i;
  }

  return GTK_INVALID_LIST_POSITION;
}

static void
did_change_request (PriseHttpRequestForm *self)
{
  PriseHttpRequest *request = prise_http_draft_get_request (self->draft);
  const char *connection = prise_http_request_get_header (request, "Connection");
  const char *encoding = prise_http_request_get_header (request, "Accept-Encoding");

  self->is_syncing = TRUE;
  adw_combo_row_set_selected (self->connection_row, find_connection (connection));
  gtk_switch_set_active (self->encoding_switch, encoding != NULL);
  self->is_syncing = FALSE;
}

static void
did_set_draft (PriseHttpRequestForm *self)
{
  g_object_bind_property (self->draft, "keep-length", self->length_switch, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (self->draft, "notify::request", G_CALLBACK (did_change_request), self,
                           G_CONNECT_SWAPPED);
  did_change_request (self);
}

static void
prise_http_request_form_dispose (GObject *object)
{
  PriseHttpRequestForm *self = PRISE_HTTP_REQUEST_FORM (object);

  g_clear_object (&self->draft);
  prise_widget_dispose (object);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_DRAFT] = PRISE_PROPERTY_THEN (PriseHttpRequestForm, draft, did_set_draft),
};

static void
prise_http_request_form_class_init (PriseHttpRequestFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_http_request_form_dispose;

  properties[PROP_DRAFT] =
      g_param_spec_object ("draft", NULL, NULL, PRISE_TYPE_HTTP_DRAFT, PRISE_WRITABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

  g_type_ensure (PRISE_TYPE_HTTP_AUTH_ROW);
  g_type_ensure (PRISE_TYPE_HTTP_BODY_FORM);
  g_type_ensure (PRISE_TYPE_HTTP_FIELD_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-http-request-form.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseHttpRequestForm, length_switch);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpRequestForm, connection_row);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpRequestForm, encoding_switch);
  gtk_widget_class_bind_template_callback (widget_class, did_choose_connection);
  gtk_widget_class_bind_template_callback (widget_class, did_switch_encoding);
}

static void
prise_http_request_form_init (PriseHttpRequestForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
