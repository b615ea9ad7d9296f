// SPDX-License-Identifier: GPL-3.0-or-later
/* What is wrong with a response: sentences, each of which leads to its place. Main thread. */
#include "config.h"

#include "prise-problem-view.h"

#include <adwaita.h>

#include "prise-problem-item.h"
#include "prise-property.h"
#include "prise-tab-stop.h"
#include "prise-widget.h"

struct _PriseProblemView {
  GtkWidget parent_instance;

  GtkListView *list;

  GListStore *rows;
  PriseHttpResponse *response;
  PriseByteSelection *selection;
};

G_DEFINE_FINAL_TYPE (PriseProblemView, prise_problem_view, GTK_TYPE_WIDGET)

enum { PROP_RESPONSE = 1, PROP_SELECTION, PROP_N_PROBLEMS, N_PROPS };

static GParamSpec *properties[N_PROPS];

enum { SIGNAL_ACTIVATED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
did_activate (PriseProblemView *self, guint position)
{
  g_autoptr (PriseProblemItem) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);
  guint64 offset = prise_problem_item_get_offset (row);

  /* What is missing at the end is shown there. */
  if (self->response->raw_size > 0)
    offset = MIN (offset, self->response->raw_size - 1);
  if (self->selection != NULL)
    prise_byte_selection_set (self->selection, offset, 1);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static char *
get_page_name (gpointer object, guint n_problems)
{
  return g_strdup (n_problems > 0 ? "problems" : "none");
}

static void
prise_problem_view_dispose (GObject *object)
{
  PriseProblemView *self = PRISE_PROBLEM_VIEW (object);

  g_clear_object (&self->selection);
  g_clear_pointer (&self->response, prise_http_response_unref);
  prise_widget_dispose (object);
}

static void
prise_problem_view_finalize (GObject *object)
{
  g_clear_object (&PRISE_PROBLEM_VIEW (object)->rows);

  G_OBJECT_CLASS (prise_problem_view_parent_class)->finalize (object);
}

static void
prise_problem_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PriseProblemView *self = PRISE_PROBLEM_VIEW (object);

  switch (id) {
  case PROP_N_PROBLEMS:
    g_value_set_uint (value, g_list_model_get_n_items (G_LIST_MODEL (self->rows)));
    break;
  default:
    prise_property_get (object, id, value, pspec);
  }
}

static void
did_set_response (PriseProblemView *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; self->response != NULL && i < self->response->problems->len; i++)
    g_ptr_array_add (rows, prise_problem_item_new (
                               &g_array_index (self->response->problems, PriseHttpProblem, i)));
  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)),
                       rows->pdata, rows->len);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_PROBLEMS]);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_RESPONSE] = PRISE_PROPERTY_THEN (PriseProblemView, response, did_set_response),
  [PROP_SELECTION] = PRISE_PROPERTY (PriseProblemView, selection),
};

static void
prise_problem_view_class_init (PriseProblemViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_problem_view_dispose;
  object_class->finalize = prise_problem_view_finalize;
  object_class->get_property = prise_problem_view_get_property;

  properties[PROP_RESPONSE] =
      g_param_spec_boxed ("response", NULL, NULL, PRISE_TYPE_HTTP_RESPONSE, PRISE_WRITABLE);
  properties[PROP_SELECTION] =
      g_param_spec_object ("selection", NULL, NULL, PRISE_TYPE_BYTE_SELECTION, PRISE_WRITABLE);
  properties[PROP_N_PROBLEMS] =
      g_param_spec_uint ("n-problems", NULL, NULL, 0, G_MAXUINT, 0, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (PRISE_TYPE_PROBLEM_ITEM);
  g_type_ensure (PRISE_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-problem-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseProblemView, list);
  gtk_widget_class_bind_template_callback (widget_class, did_activate);
  gtk_widget_class_bind_template_callback (widget_class, get_page_name);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "problemview");
}

static void
prise_problem_view_init (PriseProblemView *self)
{
  g_autoptr (GtkNoSelection) model = NULL;

  self->rows = g_list_store_new (PRISE_TYPE_PROBLEM_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));
}

GListModel *
prise_problem_view_get_rows (PriseProblemView *self)
{
  g_return_val_if_fail (PRISE_IS_PROBLEM_VIEW (self), NULL);

  return G_LIST_MODEL (self->rows);
}
