// SPDX-License-Identifier: GPL-3.0-or-later
/* The rows of a form that say what an endpoint answers by itself. While the template has a mistake,
 * which is shown at its field, the responder stays as it was. Main thread. */
#include "config.h"

#include "prise-field.h"
#include "prise-page-closures.h"
#include "prise-property.h"
#include "prise-reply-group.h"
#include "prise-settings.h"

struct _PriseReplyGroup {
  AdwPreferencesGroup parent_instance;

  AdwComboRow *reply_row;
  PriseField *template_field;

  PriseResponder *responder;
  char *reply_tooltip;
};

G_DEFINE_FINAL_TYPE (PriseReplyGroup, prise_reply_group, ADW_TYPE_PREFERENCES_GROUP)

enum { PROP_RESPONDER = 1, PROP_REPLY_TOOLTIP, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* As the list in the .ui and the enum in the schema. */
enum {
  REPLY_NONE,
  REPLY_ECHO,
  REPLY_TEMPLATE,
};

/* Returns NULL, with the mistake shown at the field, if the template is no template. */
static PriseResponder *
responder_from_template (PriseReplyGroup *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->template_field));
  g_autoptr (PriseTemplate) template = NULL;
  g_autoptr (GError) error = NULL;

  template = prise_template_new (text, NULL, &error);
  prise_field_set_error (self->template_field, error == NULL ? NULL : error->message);
  if (template == NULL)
    return NULL;

  return prise_responder_new_template (template);
}

static PriseResponder *
responder_from_form (PriseReplyGroup *self)
{
  switch (adw_combo_row_get_selected (self->reply_row)) {
  case REPLY_ECHO:
    return prise_responder_new_echo ();
  case REPLY_TEMPLATE:
    return responder_from_template (self);
  case REPLY_NONE:
  default:
    return prise_responder_new_none ();
  }
}

static void
did_change_reply (PriseReplyGroup *self)
{
  PriseResponder *responder = responder_from_form (self);

  if (responder == NULL)
    return;

  g_clear_pointer (&self->responder, prise_responder_unref);
  self->responder = responder;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESPONDER]);
}

static void
prise_reply_group_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PriseReplyGroup *self = PRISE_REPLY_GROUP (object);

  switch (prop_id) {
  case PROP_RESPONDER:
    g_value_set_boxed (value, self->responder);
    break;
  case PROP_REPLY_TOOLTIP:
    g_value_set_string (value, self->reply_tooltip);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
prise_reply_group_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  PriseReplyGroup *self = PRISE_REPLY_GROUP (object);

  switch (prop_id) {
  case PROP_REPLY_TOOLTIP:
    prise_property_set_string (self, &self->reply_tooltip, g_value_get_string (value),
                               properties[PROP_REPLY_TOOLTIP]);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
prise_reply_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PRISE_TYPE_REPLY_GROUP);

  G_OBJECT_CLASS (prise_reply_group_parent_class)->dispose (object);
}

static void
prise_reply_group_finalize (GObject *object)
{
  PriseReplyGroup *self = PRISE_REPLY_GROUP (object);

  g_clear_pointer (&self->responder, prise_responder_unref);
  g_free (self->reply_tooltip);

  G_OBJECT_CLASS (prise_reply_group_parent_class)->finalize (object);
}

static void
prise_reply_group_class_init (PriseReplyGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = prise_reply_group_get_property;
  object_class->set_property = prise_reply_group_set_property;
  object_class->dispose = prise_reply_group_dispose;
  object_class->finalize = prise_reply_group_finalize;

  properties[PROP_RESPONDER] =
      g_param_spec_boxed ("responder", NULL, NULL, PRISE_TYPE_RESPONDER, readable);
  properties[PROP_REPLY_TOOLTIP] =
      g_param_spec_string ("reply-tooltip", NULL, NULL, NULL, readable | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (PRISE_TYPE_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-reply-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseReplyGroup, reply_row);
  gtk_widget_class_bind_template_child (widget_class, PriseReplyGroup, template_field);
  gtk_widget_class_bind_template_callback (widget_class, did_change_reply);
  prise_page_closures_bind (widget_class);
}

static void
prise_reply_group_init (PriseReplyGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  did_change_reply (self);
}

/**
 * prise_reply_group_bind_settings:
 * @settings: settings with the keys reply and reply-template
 *
 * Takes the rows' values from @settings, and keeps them there. To be called once.
 */
void
prise_reply_group_bind_settings (PriseReplyGroup *self, GSettings *settings)
{
  g_return_if_fail (PRISE_IS_REPLY_GROUP (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  prise_settings_bind_choice (settings, "reply", self->reply_row, "selected");
  prise_settings_bind_value (settings, "reply-template", self->template_field, "text");
}

/**
 * prise_reply_group_has_mistake:
 *
 * Returns: whether the reply that is chosen can't be made
 */
gboolean
prise_reply_group_has_mistake (PriseReplyGroup *self)
{
  g_return_val_if_fail (PRISE_IS_REPLY_GROUP (self), FALSE);

  return adw_combo_row_get_selected (self->reply_row) == REPLY_TEMPLATE &&
         prise_field_get_error (self->template_field) != NULL;
}

/**
 * prise_reply_group_show_mistake:
 *
 * Moves the focus to where the reply is wrong.
 */
void
prise_reply_group_show_mistake (PriseReplyGroup *self)
{
  g_return_if_fail (PRISE_IS_REPLY_GROUP (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->template_field));
}
