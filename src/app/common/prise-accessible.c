// SPDX-License-Identifier: GPL-3.0-or-later
/* What a screen reader is told: names that GTK doesn't give by itself to what has the focus, and
 * what is wrong with what was typed. Main thread. */
#include "config.h"

#include "prise-accessible.h"

#include <adwaita.h>

#include "prise-widget.h"

/**
 * prise_accessible_rename:
 * @widget: what has a name already, that of the label in it
 * @name: another, which begins or ends with that: who speaks to the window says what stands there
 *
 * Two controls never have one name.
 */
void
prise_accessible_rename (GtkWidget *widget, const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* The switch of a row that unfolds has no name, or from libadwaita 1.7 on that of the row and of
 * all that is unfolded: it gets that of the row. */
static void
name_switch (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, ADW_TYPE_EXPANDER_ROW);
  GtkWidget *own_row = gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW);
  g_auto (GStrv) parts = NULL;
  g_autofree char *name = NULL;

  if (row == NULL || own_row == NULL ||
      adw_action_row_get_activatable_widget (ADW_ACTION_ROW (own_row)) == widget)
    return;

  parts = g_strsplit (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), "_", -1);
  name = g_strjoinv ("", parts);
  prise_accessible_rename (widget, name);
}

/* Returns the label that is shown of those within, or NULL. */
static GtkWidget *
find_shown_label (GtkWidget *widget)
{
  GtkWidget *label = GTK_IS_LABEL (widget) ? widget : NULL;

  if (GTK_IS_STACK (widget))
    return find_shown_label (gtk_stack_get_visible_child (GTK_STACK (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && label == NULL;
       child = gtk_widget_get_next_sibling (child))
    label = find_shown_label (child);

  return label;
}

/* The button of a drop-down says what it chooses, and what is chosen. */
static void
tell_drop_down (GtkWidget *drop_down)
{
  const GtkAccessibleRelation relation = GTK_ACCESSIBLE_RELATION_LABELLED_BY;
  GtkAccessible *button = GTK_ACCESSIBLE (gtk_widget_get_first_child (drop_down));
  GtkWidget *label = find_shown_label (GTK_WIDGET (button));

  if (label != NULL)
    gtk_accessible_update_relation (button, relation, drop_down, label, NULL, -1);
  else
    gtk_accessible_update_relation (button, relation, drop_down, NULL, -1);
}

/* Of a row to choose from, the description begins with what is chosen. */
static void
tell_combo_row (GtkWidget *row)
{
  GtkWidget *list = prise_widget_find (row, GTK_TYPE_LIST_VIEW);
  GtkWidget *label = list != NULL ? find_shown_label (list) : NULL;
  const char *tooltip = gtk_widget_get_tooltip_text (row);
  g_autofree char *description = NULL;

  if (label == NULL)
    return;

  description = g_strjoin (" · ", gtk_label_get_text (GTK_LABEL (label)), tooltip, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
}

/* What shows the choice is made when it is first shown. */
static void
keep_telling (GtkWidget *choice, GCallback tell)
{
  g_signal_connect (choice, "notify::selected-item", tell, NULL);
  g_signal_connect (choice, "map", tell, NULL);
}

/**
 * prise_accessible_name_buttons:
 * @widget: a widget with all that is in it
 *
 * The focus of a drop-down or a menu button is on the button within, which has no name: a screen
 * reader would say “GtkToggleButton”. Gives each of them the name of what it is the button of; and
 * so to the switch of a row that unfolds. What chooses says what is chosen. A row with a switch or
 * a number is one stop of Tab: that control. To be called once.
 */
void
prise_accessible_name_buttons (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL && GTK_IS_DROP_DOWN (widget)) {
    tell_drop_down (widget);
    keep_telling (widget, G_CALLBACK (tell_drop_down));
    return;
  }
  if (child != NULL && GTK_IS_MENU_BUTTON (widget)) {
    gtk_accessible_update_relation (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                    widget, NULL, -1);
    return;
  }
  if (GTK_IS_SWITCH (widget))
    name_switch (widget);
  if (ADW_IS_COMBO_ROW (widget))
    keep_telling (widget, G_CALLBACK (tell_combo_row));
  if (ADW_IS_ACTION_ROW (widget) &&
      adw_action_row_get_activatable_widget (ADW_ACTION_ROW (widget)) != NULL)
    gtk_widget_set_focusable (widget, FALSE);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    prise_accessible_name_buttons (child);
}

/* A row has no more texts than these that tell what it is. */
#define MAX_TEXTS 6

static guint
find_texts (GtkWidget *widget, GtkAccessible **texts, guint n_texts)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && n_texts < MAX_TEXTS;
       child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_LABEL (child) || GTK_IS_INSCRIPTION (child))
      texts[n_texts++] = GTK_ACCESSIBLE (child);
    else
      n_texts = find_texts (child, texts, n_texts);
  }

  return n_texts;
}

/**
 * prise_accessible_name_row:
 * @row: a list's own widget for an item
 *
 * Names the row by all texts in it, whatever they say later: it has no name else but that of its
 * class.
 */
void
prise_accessible_name_row (GtkWidget *row)
{
  const GtkAccessibleRelation relation = GTK_ACCESSIBLE_RELATION_LABELLED_BY;
  GtkAccessible *self = GTK_ACCESSIBLE (row);
  GtkAccessible *texts[MAX_TEXTS] = { NULL };
  const guint n_texts = find_texts (row, texts, 0);

  /* The list of arguments ends with the first NULL, and what else can take a list differs from one
   * version of GTK to the next. */
  switch (n_texts) {
  case 0:
    return;
  case 1:
    gtk_accessible_update_relation (self, relation, texts[0], NULL, -1);
    return;
  case 2:
    gtk_accessible_update_relation (self, relation, texts[0], texts[1], NULL, -1);
    return;
  case 3:
    gtk_accessible_update_relation (self, relation, texts[0], texts[1], texts[2], NULL, -1);
    return;
  case 4:
    gtk_accessible_update_relation (self, relation, texts[0], texts[1], texts[2], texts[3], NULL,
                                    -1);
    return;
  case 5:
    gtk_accessible_update_relation (self, relation, texts[0], texts[1], texts[2], texts[3],
                                    texts[4], NULL, -1);
    return;
  default:
    gtk_accessible_update_relation (self, relation, texts[0], texts[1], texts[2], texts[3],
                                    texts[4], texts[5], NULL, -1);
  }
}

/**
 * prise_accessible_mark:
 * @field: where something was typed
 * @frame: what looks right or wrong: @field itself, or what is around it
 * @error: (nullable): what is wrong with it; %NULL: nothing
 *
 * The sentence is to be shown beside it. Without an error the field is described by its tooltip.
 */
void
prise_accessible_mark (GtkWidget *field, GtkWidget *frame, const char *error)
{
  const gboolean wrong = error != NULL;

  if (wrong)
    gtk_widget_add_css_class (frame, "error");
  else
    gtk_widget_remove_css_class (frame, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (!wrong)
    error = gtk_widget_get_tooltip_text (field);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  error != NULL ? error : "", -1);
}
