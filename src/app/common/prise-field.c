// SPDX-License-Identifier: GPL-3.0-or-later
/* A row of a form: an entry, and under it the sentence that says what is wrong with it. The
 * sentence goes as soon as the text is changed. Main thread. */
#include "config.h"

#include "prise-field.h"

#include "prise-accessible.h"
#include "prise-property.h"

struct _PriseField {
  AdwEntryRow parent_instance;

  GtkWidget *sentence;
  char *error;
};

G_DEFINE_FINAL_TYPE (PriseField, prise_field, ADW_TYPE_ENTRY_ROW)

enum { PROP_ERROR = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
show_error (PriseField *self)
{
  const gboolean wrong = self->error != NULL;

  gtk_label_set_label (GTK_LABEL (self->sentence), wrong ? self->error : "");
  gtk_widget_set_visible (self->sentence, wrong);
  prise_accessible_mark (GTK_WIDGET (self), GTK_WIDGET (self), self->error);
}

static void
did_change (PriseField *self)
{
  prise_field_set_error (self, NULL);
}

/* The row's own box becomes the upper half of the row. */
static void
add_sentence (PriseField *self)
{
  GtkListBoxRow *row = GTK_LIST_BOX_ROW (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GtkWidget) entry = g_object_ref (gtk_list_box_row_get_child (row));

  gtk_list_box_row_set_child (row, NULL);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), self->sentence);
  gtk_list_box_row_set_child (row, box);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_ERROR] = PRISE_PROPERTY_THEN (PriseField, error, show_error),
};

static void
prise_field_class_init (PriseFieldClass *klass)
{
  /* The sentence under the entry; NULL while nothing is wrong. */
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, PRISE_WRITABLE);
  prise_property_install (klass, properties, kept, N_PROPS);
}

static void
prise_field_init (PriseField *self)
{
  self->sentence = g_object_new (GTK_TYPE_LABEL, "visible", FALSE, "wrap", TRUE, "wrap-mode",
                                 PANGO_WRAP_WORD_CHAR, "xalign", 0.0f, NULL);
  gtk_widget_add_css_class (self->sentence, "field-error");
  gtk_widget_add_css_class (self->sentence, "caption");
  add_sentence (self);
  g_signal_connect (self, "changed", G_CALLBACK (did_change), NULL);
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
  gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_editable_select_region (GTK_EDITABLE (self), MAX (position, 0),
                              position < 0 ? -1 : position + 1);
}
