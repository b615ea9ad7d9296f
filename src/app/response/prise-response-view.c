// SPDX-License-Identifier: GPL-3.0-or-later
/* The response that an HTTP client has got, or is getting. It takes what is known of the exchange
 * whenever the client says that there is more, and the views read it from its properties. Main
 * thread. */
#include "config.h"

#include "prise-response-view.h"

#include <adwaita.h>

#include "prise-body-view.h"
#include "prise-header-view.h"
#include "prise-http-verdict.h"
#include "prise-problem-view.h"
#include "prise-property.h"
#include "prise-raw-view.h"
#include "prise-response-format.h"
#include "prise-timing-view.h"
#include "prise-widget.h"
#include "prise-width-layout.h"

/* The rate is that of the last so many µs; what waits shows its life so often, in ms. */
#define RATE_SPAN      (G_USEC_PER_SEC / 2)
#define PULSE_INTERVAL 100

struct _PriseResponseView {
  GtkWidget parent_instance;

  AdwViewStack *stack;
  GtkProgressBar *progress_bar;
  PriseBodyView *body_view;
  PriseTimingView *timing_view;
  PriseRawView *raw_view;

  PriseHttpClient *client;
  GSignalGroup *client_signals;
  PriseByteSelection *selection;

  PriseHttpExchange *exchange;
  PriseHttpResponse *bare;     /* without the problems of the body */
  PriseHttpResponse *response; /* with them */
  GArray *problems;
  GError *error;
  PriseHttpPhase phase;
  guint64 received;
  guint64 rate;
  guint elapsed; /* in s */

  gint64 rate_time;
  guint64 rate_received;
  guint pulse_id;
};

G_DEFINE_FINAL_TYPE (PriseResponseView, prise_response_view, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_CLIENT,
  PROP_VIEW,
  PROP_EXCHANGE,
  PROP_RESPONSE,
  PROP_ERROR,
  PROP_PHASE,
  PROP_RECEIVED,
  PROP_RATE,
  PROP_ELAPSED,
  PROP_SELECTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
notify (PriseResponseView *self, guint id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

static void
set_response (PriseResponseView *self)
{
  g_clear_pointer (&self->response, prise_http_response_unref);
  if (self->bare != NULL && self->problems != NULL)
    self->response = prise_http_response_copy_with (self->bare, self->problems);
  else if (self->bare != NULL)
    self->response = prise_http_response_ref (self->bare);
  notify (self, PROP_RESPONSE);
}

static void
take_response (PriseResponseView *self)
{
  g_autoptr (PriseHttpResponse) bare =
      self->exchange != NULL ? prise_http_exchange_dup_response (self->exchange) : NULL;

  if (self->bare == bare)
    return;

  g_clear_pointer (&self->bare, prise_http_response_unref);
  self->bare = g_steal_pointer (&bare);
  set_response (self);
}

/* Found where the body is decoded, in the body's own time. */
static void
did_find_problems (PriseResponseView *self)
{
  g_autoptr (GArray) problems = NULL;

  g_object_get (self->body_view, "problems", &problems, NULL);
  if ((problems != NULL ? problems->len : 0) == (self->problems != NULL ? self->problems->len : 0))
    return;

  g_clear_pointer (&self->problems, g_array_unref);
  self->problems = g_steal_pointer (&problems);
  set_response (self);
}

static void
take_error (PriseResponseView *self)
{
  g_autoptr (GError) error =
      self->exchange != NULL ? prise_http_exchange_dup_error (self->exchange) : NULL;

  if (error == NULL && self->error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = g_steal_pointer (&error);
  notify (self, PROP_ERROR);
}

static void
update_rate (PriseResponseView *self)
{
  const gint64 now = g_get_monotonic_time ();
  const gint64 span = now - self->rate_time;

  if (self->rate_time == 0 || self->received < self->rate_received) {
    self->rate_time = now;
    self->rate_received = self->received;
    prise_property_set_uint64 (self, &self->rate, 0, properties[PROP_RATE]);
  } else if (span >= RATE_SPAN) {
    const double more = (double) (self->received - self->rate_received);

    prise_property_set_uint64 (self, &self->rate, (guint64) (more * G_USEC_PER_SEC / (double) span),
                               properties[PROP_RATE]);
    self->rate_time = now;
    self->rate_received = self->received;
  }
}

static void
update_elapsed (PriseResponseView *self)
{
  PriseHttpTiming timing = { 0 };
  gint64 elapsed = 0;

  if (self->exchange != NULL)
    prise_http_exchange_get_timing (self->exchange, &timing);
  if (timing.begun != 0)
    elapsed = (g_get_monotonic_time () - timing.begun) / G_USEC_PER_SEC;
  prise_property_set_uint (self, &self->elapsed, (guint) elapsed, properties[PROP_ELAPSED]);
}

/* Each knows by itself whether there is more for it. */
static void
let_views_look (PriseResponseView *self)
{
  prise_body_view_look_again (self->body_view);
  prise_raw_view_look_again (self->raw_view);
  prise_timing_view_look_again (self->timing_view);
}

static gboolean
did_pulse (gpointer user_data)
{
  PriseResponseView *self = user_data;

  if (self->phase == PRISE_HTTP_RECEIVING)
    update_rate (self);
  update_elapsed (self);
  if (prise_response_format_fraction (NULL, self->response, self->received) == 0)
    gtk_progress_bar_pulse (self->progress_bar);
  let_views_look (self);

  return G_SOURCE_CONTINUE;
}

static void
update_pulse (PriseResponseView *self)
{
  const gboolean is_busy = prise_response_format_is_busy (NULL, self->exchange, self->phase) &&
                           gtk_widget_get_mapped (GTK_WIDGET (self));

  if (is_busy && self->pulse_id == 0)
    self->pulse_id = g_timeout_add (PULSE_INTERVAL, did_pulse, self);
  else if (!is_busy)
    g_clear_handle_id (&self->pulse_id, g_source_remove);
}

/* Takes what is known now. The phase comes first: what it says has come is there then. */
static void
take_progress (PriseResponseView *self)
{
  const PriseHttpPhase phase = self->exchange != NULL
                                   ? prise_http_exchange_get_phase (self->exchange)
                                   : PRISE_HTTP_RESOLVING;
  const guint64 received =
      self->exchange != NULL ? prise_http_exchange_get_body_size (self->exchange) : 0;

  take_response (self);
  take_error (self);
  if (self->phase != phase) {
    self->phase = phase;
    notify (self, PROP_PHASE);
  }
  prise_property_set_uint64 (self, &self->received, received, properties[PROP_RECEIVED]);
  let_views_look (self);
  update_rate (self);
  update_pulse (self);
}

static void
did_change_exchange (PriseResponseView *self)
{
  PriseHttpExchange *exchange =
      self->client != NULL ? prise_http_client_get_exchange (self->client) : NULL;

  if (self->exchange == exchange)
    return;

  g_clear_pointer (&self->exchange, prise_http_exchange_unref);
  self->exchange = exchange != NULL ? prise_http_exchange_ref (exchange) : NULL;
  self->rate_time = 0;
  prise_byte_selection_set (self->selection, 0, 0);
  notify (self, PROP_EXCHANGE);
  update_elapsed (self);
  take_progress (self);
}

static void
show_raw (PriseResponseView *self)
{
  prise_response_view_show (self, "raw");
}

/* To the one of which the title tells. What is missing at the end is shown there. */
static void
show_problem (PriseResponseView *self)
{
  g_auto (PriseHttpVerdict) verdict = { 0 };
  const guint64 size = self->response != NULL ? self->response->raw_size : 0;

  prise_http_verdict_init (&verdict, self->response, self->error, self->phase == PRISE_HTTP_DONE);
  if (verdict.has_problem && size > 0)
    prise_byte_selection_set (self->selection, MIN (verdict.problem.offset, size - 1), 1);
  show_raw (self);
}

static void
did_change_view (PriseResponseView *self)
{
  notify (self, PROP_VIEW);
}

static char *
get_page_name (gpointer object, PriseHttpExchange *exchange)
{
  return g_strdup (exchange != NULL ? "response" : "empty");
}

static void
prise_response_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (prise_response_view_parent_class)->map (widget);

  update_pulse (PRISE_RESPONSE_VIEW (widget));
}

static void
prise_response_view_unmap (GtkWidget *widget)
{
  PriseResponseView *self = PRISE_RESPONSE_VIEW (widget);

  g_clear_handle_id (&self->pulse_id, g_source_remove);

  GTK_WIDGET_CLASS (prise_response_view_parent_class)->unmap (widget);
}

static void
prise_response_view_dispose (GObject *object)
{
  PriseResponseView *self = PRISE_RESPONSE_VIEW (object);

  g_clear_handle_id (&self->pulse_id, g_source_remove);
  g_clear_object (&self->client_signals);
  g_clear_object (&self->client);
  g_clear_pointer (&self->bare, prise_http_response_unref);
  g_clear_pointer (&self->problems, g_array_unref);
  prise_widget_dispose (object);
}

static void
prise_response_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PriseResponseView *self = PRISE_RESPONSE_VIEW (object);

  switch (id) {
  case PROP_VIEW:
    g_value_set_string (value, adw_view_stack_get_visible_child_name (self->stack));
    break;
  default:
    prise_property_get (object, id, value, pspec);
  }
}

static void
prise_response_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PriseResponseView *self = PRISE_RESPONSE_VIEW (object);

  switch (id) {
  case PROP_CLIENT:
    prise_response_view_set_client (self, g_value_get_object (value));
    break;
  case PROP_VIEW:
    prise_response_view_show (self, g_value_get_string (value));
    break;
  default:
    prise_property_set (object, id, value, pspec);
  }
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_CLIENT] = PRISE_PROPERTY (PriseResponseView, client),
  [PROP_EXCHANGE] = PRISE_PROPERTY (PriseResponseView, exchange),
  [PROP_RESPONSE] = PRISE_PROPERTY (PriseResponseView, response),
  [PROP_ERROR] = PRISE_PROPERTY (PriseResponseView, error),
  [PROP_PHASE] = PRISE_PROPERTY (PriseResponseView, phase),
  [PROP_RECEIVED] = PRISE_PROPERTY (PriseResponseView, received),
  [PROP_RATE] = PRISE_PROPERTY (PriseResponseView, rate),
  [PROP_ELAPSED] = PRISE_PROPERTY (PriseResponseView, elapsed),
  [PROP_SELECTION] = PRISE_PROPERTY (PriseResponseView, selection),
};

static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_CLIENT] =
      g_param_spec_object ("client", NULL, NULL, PRISE_TYPE_HTTP_CLIENT, PRISE_WRITABLE);
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, "body", PRISE_WRITABLE);
  properties[PROP_EXCHANGE] =
      g_param_spec_boxed ("exchange", NULL, NULL, PRISE_TYPE_HTTP_EXCHANGE, PRISE_READABLE);
  properties[PROP_RESPONSE] =
      g_param_spec_boxed ("response", NULL, NULL, PRISE_TYPE_HTTP_RESPONSE, PRISE_READABLE);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, PRISE_READABLE);
  properties[PROP_PHASE] =
      g_param_spec_uint ("phase", NULL, NULL, 0, PRISE_HTTP_DONE, 0, PRISE_READABLE);
  properties[PROP_RECEIVED] =
      g_param_spec_uint64 ("received", NULL, NULL, 0, G_MAXUINT64, 0, PRISE_READABLE);
  properties[PROP_RATE] =
      g_param_spec_uint64 ("rate", NULL, NULL, 0, G_MAXUINT64, 0, PRISE_READABLE);
  properties[PROP_ELAPSED] =
      g_param_spec_uint ("elapsed", NULL, NULL, 0, G_MAXUINT, 0, PRISE_READABLE);
  properties[PROP_SELECTION] =
      g_param_spec_object ("selection", NULL, NULL, PRISE_TYPE_BYTE_SELECTION, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (PRISE_TYPE_WIDTH_LAYOUT);
  g_type_ensure (PRISE_TYPE_BODY_VIEW);
  g_type_ensure (PRISE_TYPE_HEADER_VIEW);
  g_type_ensure (PRISE_TYPE_RAW_VIEW);
  g_type_ensure (PRISE_TYPE_TIMING_VIEW);
  g_type_ensure (PRISE_TYPE_PROBLEM_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-response-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseResponseView, stack);
  gtk_widget_class_bind_template_child (widget_class, PriseResponseView, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, PriseResponseView, body_view);
  gtk_widget_class_bind_template_child (widget_class, PriseResponseView, timing_view);
  gtk_widget_class_bind_template_child (widget_class, PriseResponseView, raw_view);
  gtk_widget_class_bind_template_callback (widget_class, get_page_name);
  gtk_widget_class_bind_template_callback (widget_class, show_problem);
  gtk_widget_class_bind_template_callback (widget_class, did_find_problems);
  gtk_widget_class_bind_template_callback (widget_class, show_raw);
  gtk_widget_class_bind_template_callback (widget_class, did_change_view);
  prise_response_format_bind (widget_class);
}

static void
prise_response_view_class_init (PriseResponseViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_response_view_dispose;
  object_class->get_property = prise_response_view_get_property;
  object_class->set_property = prise_response_view_set_property;
  widget_class->map = prise_response_view_map;
  widget_class->unmap = prise_response_view_unmap;
  install_properties (object_class);
  bind_template (widget_class);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, PRISE_TYPE_WIDTH_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "responseview");
}

static void
prise_response_view_init (PriseResponseView *self)
{
  self->selection = prise_byte_selection_new ();
  self->client_signals = g_signal_group_new (PRISE_TYPE_HTTP_CLIENT);
  g_signal_group_connect_swapped (self->client_signals, "notify::exchange",
                                  G_CALLBACK (did_change_exchange), self);
  g_signal_group_connect_swapped (self->client_signals, "progressed", G_CALLBACK (take_progress),
                                  self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * prise_response_view_set_client:
 * @client: (nullable): whose last exchange to show
 */
void
prise_response_view_set_client (PriseResponseView *self, PriseHttpClient *client)
{
  g_return_if_fail (PRISE_IS_RESPONSE_VIEW (self));

  if (!g_set_object (&self->client, client))
    return;

  g_signal_group_set_target (self->client_signals, client);
  did_change_exchange (self);
  notify (self, PROP_CLIENT);
}

/**
 * prise_response_view_show:
 * @view: "body", "headers", "raw", "timing" or "problems"; others are passed over
 */
void
prise_response_view_show (PriseResponseView *self, const char *view)
{
  g_return_if_fail (PRISE_IS_RESPONSE_VIEW (self));

  if (view != NULL && adw_view_stack_get_child_by_name (self->stack, view) != NULL)
    adw_view_stack_set_visible_child_name (self->stack, view);
}
