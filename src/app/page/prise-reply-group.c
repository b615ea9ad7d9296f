// SPDX-License-Identifier: GPL-3.0-or-later
/* The rows of a form that say what an endpoint replies by itself. While the template has a mistake,
 * which is shown at its field, the responder stays as it was. Main thread. */
#include "config.h"

#include "prise-field.h"
#include "prise-page-closures.h"
#include "prise-property.h"
#include "prise-reply-group.h"
#include "prise-settings.h"
#include "prise-widget.h"

struct _PriseReplyGroup {
  AdwPreferencesGroup parent_instance;

  AdwComboRow *reply_row;
  PriseField *template_field;

  PriseResponder *responder;
  char *reply_tooltip;
  GSettings *unchosen; /* (nullable): what keeps the choice, once there is one */
  gboolean is_preset;  /* who changes the choice is nobody */
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
did_choose (PriseReplyGroup *self)
{
  g_autoptr (GSettings) settings = NULL;

  if (self->is_preset || self->unchosen == NULL)
    return;

  settings = g_steal_pointer (&self->unchosen);
  g_settings_set_enum (settings, "reply", (int) adw_combo_row_get_selected (self->reply_row));
  prise_settings_bind_choice (settings, "reply", self->reply_row, "selected");
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_RESPONDER] = PRISE_PROPERTY (PriseReplyGroup, responder),
  [PROP_REPLY_TOOLTIP] = PRISE_PROPERTY (PriseReplyGroup, reply_tooltip),
};

static void
prise_reply_group_dispose (GObject *object)
{
  g_clear_object (&PRISE_REPLY_GROUP (object)->unchosen);
  prise_widget_dispose (object);
}

static void
prise_reply_group_class_init (PriseReplyGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_reply_group_dispose;

  properties[PROP_RESPONDER] =
      g_param_spec_boxed ("responder", NULL, NULL, PRISE_TYPE_RESPONDER, PRISE_READABLE);
  properties[PROP_REPLY_TOOLTIP] =
      g_param_spec_string ("reply-tooltip", NULL, NULL, NULL, PRISE_WRITABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

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
 * prise_reply_group_bind_settings_once_chosen:
 * @settings: settings with the keys reply and reply-template
 *
 * As prise_reply_group_bind_settings(), but as long as nobody has chosen a reply to it is what
 * prise_reply_group_set_preset() says, and that isn't kept.
 */
void
prise_reply_group_bind_settings_once_chosen (PriseReplyGroup *self, GSettings *settings)
{
  g_autoptr (GVariant) chosen = NULL;

  g_return_if_fail (PRISE_IS_REPLY_GROUP (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  chosen = g_settings_get_user_value (settings, "reply");
  if (chosen != NULL) {
    prise_reply_group_bind_settings (self, settings);
    return;
  }

  self->unchosen = g_object_ref (settings);
  prise_settings_bind_value (settings, "reply-template", self->template_field, "text");
  g_signal_connect_object (self->reply_row, "notify::selected", G_CALLBACK (did_choose), self,
                           G_CONNECT_SWAPPED);
}

/**
 * prise_reply_group_set_preset:
 * @replies: whether there is a reply, by the template, as long as nobody has chosen
 */
void
prise_reply_group_set_preset (PriseReplyGroup *self, gboolean replies)
{
  g_return_if_fail (PRISE_IS_REPLY_GROUP (self));

  if (self->unchosen == NULL)
    return;

  self->is_preset = TRUE;
  adw_combo_row_set_selected (self->reply_row, replies ? REPLY_TEMPLATE : REPLY_NONE);
  self->is_preset = FALSE;
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
