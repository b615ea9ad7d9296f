// SPDX-License-Identifier: GPL-3.0-or-later
/* A row of a form: an entry under its title, and under it the sentence that says what is wrong with
 * it. The sentence goes as soon as the text is changed. It isn't an AdwEntryRow: that of libadwaita
 * 1.2 doesn't tell a screen reader that the focus is on it. Main thread. */
#include "config.h"

#include "prise-field.h"

#include "prise-accessible.h"
#include "prise-property.h"

struct _PriseField {
  AdwPreferencesRow parent_instance;

  GtkWidget *entry; /* a GtkEntry; of a secret a GtkPasswordEntry */
  GtkBox *line;     /* the entry, and what stands behind it */
  GtkWidget *sentence;
  char *error;
  gboolean is_secret;
  GtkInputPurpose purpose;
};

static GtkEditable *
prise_field_get_delegate (GtkEditable *editable)
{
  return GTK_EDITABLE (PRISE_FIELD (editable)->entry);
}

static void
editable_iface_init (GtkEditableInterface *iface)
{
  iface->get_delegate = prise_field_get_delegate;
}

/* A child in a template stands behind the entry. */
static void
prise_field_add_child (GtkBuildable *buildable,
                       GtkBuilder *builder,
                       GObject *child,
                       const char *type)
{
  gtk_box_append (PRISE_FIELD (buildable)->line, GTK_WIDGET (child));
}

static void
buildable_iface_init (GtkBuildableIface *iface)
{
  iface->add_child = prise_field_add_child;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PriseField,
                               prise_field,
                               ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_iface_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_EDITABLE, editable_iface_init))

enum { PROP_ERROR = 1, PROP_INPUT_PURPOSE, PROP_SECRET, N_PROPS };

static GParamSpec *properties[N_PROPS];

enum { SIGNAL_ENTRY_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
show_error (PriseField *self)
{
  const gboolean wrong = self->error != NULL;

  gtk_label_set_label (GTK_LABEL (self->sentence), wrong ? self->error : "");
  gtk_widget_set_visible (self->sentence, wrong);
  prise_accessible_mark (self->entry, GTK_WIDGET (self), self->error);
}

static void
did_change (PriseField *self)
{
  prise_field_set_error (self, NULL);
}

static void
did_activate (PriseField *self)
{
  g_signal_emit (self, signals[SIGNAL_ENTRY_ACTIVATED], 0);
}

/* A click beside the entry is meant for it, too. */
static void
did_press (PriseField *self)
{
  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL)
    gtk_widget_grab_focus (self->entry);
}

static GtkWidget *
new_label (const char *class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "xalign", 0.0f, NULL);

  gtk_widget_add_css_class (label, class);
  gtk_widget_add_css_class (label, "caption");

  return label;
}

static GtkWidget *
new_title (PriseField *self)
{
  GtkWidget *title = new_label ("field-title");

  g_object_bind_property (self, "title", title, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "use-underline", title, "use-underline", G_BINDING_SYNC_CREATE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (title), self->entry);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  title, NULL, -1);

  return title;
}

/* Says that the text can be changed, until somebody does. */
static GtkWidget *
new_pencil (PriseField *self)
{
  GtkWidget *pencil = g_object_new (GTK_TYPE_IMAGE, "icon-name", "document-edit-symbolic",
                                    "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_object_bind_property (focus, "contains-focus", pencil, "visible",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_object_bind_property (self, "editable", pencil, "sensitive", G_BINDING_SYNC_CREATE);
  gtk_widget_add_controller (self->entry, focus);

  return pencil;
}

static void
prise_field_constructed (GObject *object)
{
  PriseField *self = PRISE_FIELD (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  G_OBJECT_CLASS (prise_field_parent_class)->constructed (object);

  self->entry =
      self->is_secret
          ? g_object_new (GTK_TYPE_PASSWORD_ENTRY, "show-peek-icon", TRUE, NULL)
          : g_object_new (GTK_TYPE_ENTRY, "has-frame", FALSE, "input-purpose", self->purpose, NULL);
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_editable_init_delegate (GTK_EDITABLE (self));
  g_object_bind_property (self, "tooltip-text", self->entry, "tooltip-text", G_BINDING_SYNC_CREATE);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (did_activate), self);
  g_signal_connect (self, "changed", G_CALLBACK (did_change), NULL);

  self->line = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_box_append (self->line, self->entry);
  gtk_box_append (self->line, new_pencil (self));
  self->sentence = new_label ("field-error");
  gtk_widget_set_visible (self->sentence, FALSE);
  gtk_box_append (GTK_BOX (box), new_title (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->line));
  gtk_box_append (GTK_BOX (box), self->sentence);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

/* A list box gives the focus to its rows, and this one to its entry. */
static gboolean
prise_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (PRISE_FIELD (widget)->entry);
}

static void
prise_field_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (!gtk_editable_delegate_get_property (object, prop_id, value, pspec))
    prise_property_get (object, prop_id, value, pspec);
}

static void
prise_field_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (!gtk_editable_delegate_set_property (object, prop_id, value, pspec))
    prise_property_set (object, prop_id, value, pspec);
}

static void
prise_field_dispose (GObject *object)
{
  if (PRISE_FIELD (object)->entry != NULL)
    gtk_editable_finish_delegate (GTK_EDITABLE (object));
  PRISE_FIELD (object)->entry = NULL;

  G_OBJECT_CLASS (prise_field_parent_class)->dispose (object);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_ERROR] = PRISE_PROPERTY_THEN (PriseField, error, show_error),
  [PROP_INPUT_PURPOSE] = PRISE_PROPERTY (PriseField, purpose),
  [PROP_SECRET] = PRISE_PROPERTY (PriseField, is_secret),
};

static void
prise_field_class_init (PriseFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = prise_field_constructed;
  object_class->get_property = prise_field_get_property;
  object_class->set_property = prise_field_set_property;
  object_class->dispose = prise_field_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = prise_field_grab_focus;

  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, PRISE_WRITABLE);
  properties[PROP_INPUT_PURPOSE] =
      g_param_spec_enum ("input-purpose", NULL, NULL, GTK_TYPE_INPUT_PURPOSE,
                         GTK_INPUT_PURPOSE_FREE_FORM, PRISE_FIXED);
  properties[PROP_SECRET] = g_param_spec_boolean ("secret", NULL, NULL, FALSE, PRISE_FIXED);
  prise_property_install (klass, properties, kept, N_PROPS);
  gtk_editable_install_properties (object_class, N_PROPS);

  signals[SIGNAL_ENTRY_ACTIVATED] =
      g_signal_new ("entry-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
}

static void
prise_field_init (PriseField *self)
{
  GtkGesture *press = gtk_gesture_click_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "text-field");
  g_signal_connect_swapped (press, "released", G_CALLBACK (did_press), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
}

const char *
prise_field_get_error (PriseField *self)
{
  g_return_val_if_fail (PRISE_IS_FIELD (self), NULL);

  return self->error;
}

/**
 * prise_field_set_error:
 * @error: (nullable): a sentence; %NULL: nothing is wrong
 *
 * Shows what is wrong, to the eye and to assistive technologies.
 */
void
prise_field_set_error (PriseField *self, const char *error)
{
  g_return_if_fail (PRISE_IS_FIELD (self));

  if (!prise_property_set_string (self, &self->error, error, properties[PROP_ERROR]))
    return;

  show_error (self);
}

/**
 * prise_field_show_mistake:
 * @error: a sentence
 * @position: the place of the mistake in characters, or -1 for all of the text
 *
 * Shows @error and takes the user there: the focus, and the mistake selected.
 */
void
prise_field_show_mistake (PriseField *self, const char *error, int position)
{
  g_return_if_fail (PRISE_IS_FIELD (self));

  prise_field_set_error (self, error);
  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self), MAX (position, 0),
                              position < 0 ? -1 : position + 1);
}
