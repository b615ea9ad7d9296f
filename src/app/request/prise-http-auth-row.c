// SPDX-License-Identifier: GPL-3.0-or-later
/* A row that writes a user and a password into the header Authorization, and reads them from it.
 * Main thread. */
#include "config.h"

#include "prise-http-auth-row.h"

#include "prise-field.h"
#include "prise-http-basic.h"
#include "prise-property.h"
#include "prise-scroll-into-view.h"
#include "prise-widget.h"

struct _PriseHttpAuthRow {
  AdwExpanderRow parent_instance;

  GtkEditable *user_row;
  GtkEditable *password_row;

  PriseHttpDraft *draft;
  gboolean is_syncing;
};

G_DEFINE_FINAL_TYPE (PriseHttpAuthRow, prise_http_auth_row, ADW_TYPE_EXPANDER_ROW)

enum { PROP_DRAFT = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static char *
encode (PriseHttpAuthRow *self)
{
  g_autofree char *user_info = g_strconcat (gtk_editable_get_text (self->user_row), ":",
                                            gtk_editable_get_text (self->password_row), NULL);

  return prise_http_basic_encode (user_info);
}

static void
did_edit (PriseHttpAuthRow *self)
{
  g_autofree char *value = encode (self);

  if (self->is_syncing || self->draft == NULL ||
      !adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self)))
    return;

  self->is_syncing = TRUE;
  prise_http_draft_set_header (self->draft, "Authorization", value);
  self->is_syncing = FALSE;
}

static void
did_switch (PriseHttpAuthRow *self)
{
  if (self->is_syncing || self->draft == NULL)
    return;

  if (adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self)))
    did_edit (self);
  else
    prise_http_draft_set_header (self->draft, "Authorization", NULL);
}

static void
did_expand (PriseHttpAuthRow *self)
{
  if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    prise_scroll_into_view_unfolding (GTK_WIDGET (self), NULL);
}

static void
did_change_request (PriseHttpAuthRow *self)
{
  const char *value =
      prise_http_request_get_header (prise_http_draft_get_request (self->draft), "Authorization");
  g_autofree char *written = encode (self);
  g_autofree char *user = NULL;
  g_autofree char *password = NULL;
  gboolean is_basic;

  if (self->is_syncing)
    return;

  is_basic = prise_http_basic_decode (value, &user, &password);
  self->is_syncing = TRUE;
  if (is_basic && g_strcmp0 (value, written) != 0) {
    gtk_editable_set_text (self->user_row, user);
    gtk_editable_set_text (self->password_row, password);
  }
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), is_basic);
  self->is_syncing = FALSE;
}

static void
did_set_draft (PriseHttpAuthRow *self)
{
  g_signal_connect_object (self->draft, "notify::request", G_CALLBACK (did_change_request), self,
                           G_CONNECT_SWAPPED);
  did_change_request (self);
}

static void
prise_http_auth_row_dispose (GObject *object)
{
  PriseHttpAuthRow *self = PRISE_HTTP_AUTH_ROW (object);

  g_clear_object (&self->draft);
  prise_widget_dispose (object);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_DRAFT] = PRISE_PROPERTY_THEN (PriseHttpAuthRow, draft, did_set_draft),
};

static void
prise_http_auth_row_class_init (PriseHttpAuthRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_http_auth_row_dispose;

  properties[PROP_DRAFT] =
      g_param_spec_object ("draft", NULL, NULL, PRISE_TYPE_HTTP_DRAFT, PRISE_WRITABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

  g_type_ensure (PRISE_TYPE_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-http-auth-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseHttpAuthRow, user_row);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpAuthRow, password_row);
  gtk_widget_class_bind_template_callback (widget_class, did_edit);
  gtk_widget_class_bind_template_callback (widget_class, did_expand);
  gtk_widget_class_bind_template_callback (widget_class, did_switch);
}

static void
prise_http_auth_row_init (PriseHttpAuthRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
