// SPDX-License-Identifier: GPL-3.0-or-later
/* What is said of a response. Those with an object first are called by <closure>; none of them
 * looks at it. Pure functions: tests/app/response/test-response-format.c has the tables. */
#include "config.h"

#include "prise-response-format.h"

#include <glib/gi18n.h>
#include <string.h>

#include "prise-display.h"
#include "prise-format.h"
#include "prise-http-status.h"
#include "prise-http-verdict.h"

/**
 * prise_response_format_bind:
 * @widget_class: a class with a template
 *
 * Lets the template name the functions of this file.
 */
void
prise_response_format_bind (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, prise_response_format_title);
  gtk_widget_class_bind_template_callback (widget_class, prise_response_format_icon);
  gtk_widget_class_bind_template_callback (widget_class, prise_response_format_classes);
  gtk_widget_class_bind_template_callback (widget_class, prise_response_format_explanation);
  gtk_widget_class_bind_template_callback (widget_class, prise_response_format_has_problem);
  gtk_widget_class_bind_template_callback (widget_class, prise_response_format_interim);
  gtk_widget_class_bind_template_callback (widget_class, prise_response_format_failure);
  gtk_widget_class_bind_template_callback (widget_class, prise_response_format_progress);
  gtk_widget_class_bind_template_callback (widget_class, prise_response_format_fraction);
  gtk_widget_class_bind_template_callback (widget_class, prise_response_format_is_busy);
  gtk_widget_class_bind_template_callback (widget_class, prise_response_format_is_filled);
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static const char *
get_phase_name (PriseHttpPhase phase)
{
  switch (phase) {
  case PRISE_HTTP_RESOLVING:
    return _ ("Resolving the host…");
  case PRISE_HTTP_CONNECTING:
    return _ ("Connecting…");
  case PRISE_HTTP_SENDING:
    return _ ("Sending the request…");
  case PRISE_HTTP_WAITING:
    return _ ("Waiting for the first byte…");
  case PRISE_HTTP_RECEIVING:
    return _ ("Receiving…");
  case PRISE_HTTP_DONE:
  default:
    return _ ("No response");
  }
}

/**
 * prise_response_format_title:
 * @object: ignored
 * @exchange: (nullable): an exchange
 * @response: (nullable): what has come of its response
 * @error: (nullable): why it failed
 * @phase: a #PriseHttpPhase
 *
 * Returns: (transfer full): what is seen first: the status, or why there is none, or how far it is
 */
char *
prise_response_format_title (gpointer object,
                             PriseHttpExchange *exchange,
                             PriseHttpResponse *response,
                             const GError *error,
                             guint phase)
{
  g_auto (PriseHttpVerdict) verdict = { 0 };

  if (exchange == NULL)
    return g_strdup ("");

  prise_http_verdict_init (&verdict, response, error, phase == PRISE_HTTP_DONE);
  if (verdict.sentence != NULL)
    return g_steal_pointer (&verdict.sentence);

  if (phase == PRISE_HTTP_WAITING) {
    char *missing = prise_http_exchange_describe_missing (exchange);

    if (missing != NULL)
      return missing;
  }

  return g_strdup (get_phase_name (phase));
}

static gboolean
is_redirect (PriseHttpResponse *response)
{
  const PriseHttpHead *head = prise_http_response_get_final_head (response);

  return head != NULL && head->status / 100 == 3;
}

/**
 * prise_response_format_icon:
 * @object: ignored
 * @response: (nullable): what has come of a response
 * @error: (nullable): why it failed
 * @phase: a #PriseHttpPhase
 *
 * Returns: (transfer full): the name of an icon that says the same as the colour
 */
char *
prise_response_format_icon (gpointer object,
                            PriseHttpResponse *response,
                            const GError *error,
                            guint phase)
{
  g_auto (PriseHttpVerdict) verdict = { 0 };

  prise_http_verdict_init (&verdict, response, error, phase == PRISE_HTTP_DONE);
  switch (verdict.level) {
  case PRISE_HTTP_PENDING:
    return g_strdup (is_cancelled (error) ? "process-stop-symbolic" : "content-loading-symbolic");
  case PRISE_HTTP_GOOD:
    return g_strdup (is_redirect (response) ? "media-playlist-repeat-symbolic"
                                            : "emblem-ok-symbolic");
  case PRISE_HTTP_WARNING:
    return g_strdup ("dialog-warning-symbolic");
  case PRISE_HTTP_ERROR:
  default:
    return g_strdup ("dialog-error-symbolic");
  }
}

/**
 * prise_response_format_classes:
 * @object: ignored
 * @response: (nullable): what has come of a response
 * @error: (nullable): why it failed
 * @phase: a #PriseHttpPhase
 *
 * Returns: (transfer full): the CSS classes of the title
 */
GStrv
prise_response_format_classes (gpointer object,
                               PriseHttpResponse *response,
                               const GError *error,
                               guint phase)
{
  static const char *const colors[] = {
    [PRISE_HTTP_GOOD] = "success", [PRISE_HTTP_WARNING] = "warning", [PRISE_HTTP_ERROR] = "error"
  };
  g_auto (PriseHttpVerdict) verdict = { 0 };
  const char *classes[3] = { NULL };

  prise_http_verdict_init (&verdict, response, error, phase == PRISE_HTTP_DONE);
  classes[0] = prise_http_response_get_final_head (response) != NULL ? "title-2" : "heading";
  classes[1] =
      verdict.level == PRISE_HTTP_GOOD && is_redirect (response) ? "accent" : colors[verdict.level];

  return g_strdupv ((GStrv) classes);
}

/**
 * prise_response_format_has_problem:
 * @object: ignored
 * @response: (nullable): what has come of a response
 * @error: (nullable): why it failed
 * @phase: a #PriseHttpPhase
 *
 * Returns: whether the title tells of a problem, which has a place
 */
gboolean
prise_response_format_has_problem (gpointer object,
                                   PriseHttpResponse *response,
                                   const GError *error,
                                   guint phase)
{
  g_auto (PriseHttpVerdict) verdict = { 0 };

  prise_http_verdict_init (&verdict, response, error, phase == PRISE_HTTP_DONE);

  return verdict.has_problem;
}

/**
 * prise_response_format_explanation:
 * @object: ignored
 * @response: (nullable): what has come of a response
 * @error: (nullable): why it failed
 * @phase: a #PriseHttpPhase
 *
 * Returns: (transfer full) (nullable): what its status means; nothing if it would say that all is
 *   well where it isn't
 */
char *
prise_response_format_explanation (gpointer object,
                                   PriseHttpResponse *response,
                                   const GError *error,
                                   guint phase)
{
  const PriseHttpHead *head = prise_http_response_get_final_head (response);
  g_auto (PriseHttpVerdict) verdict = { 0 };

  prise_http_verdict_init (&verdict, response, error, phase == PRISE_HTTP_DONE);
  if (head == NULL || head->status == 0 || (head->status < 400 && verdict.level != PRISE_HTTP_GOOD))
    return NULL;

  return g_strdup (prise_http_status_explain (head->status));
}

/**
 * prise_response_format_interim:
 * @object: ignored
 * @response: (nullable): what has come of a response
 *
 * Returns: (transfer full) (nullable): the interim responses (1xx) that came before
 */
char *
prise_response_format_interim (gpointer object, PriseHttpResponse *response)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; response != NULL && i < response->heads->len; i++) {
    const PriseHttpHead *head = &g_array_index (response->heads, PriseHttpHead, i);
    g_autofree char *status = prise_http_verdict_format_status (head);

    if (!prise_http_head_is_interim (head))
      continue;
    if (list->len > 0)
      g_string_append (list, ", ");
    g_string_append (list, status);
  }

  /* Translators: %s is a list such as "100 Continue, 103 Early Hints". */
  return list->len > 0 ? g_strdup_printf (_ ("Before it came: %s"), list->str) : NULL;
}

/**
 * prise_response_format_failure:
 * @object: ignored
 * @response: (nullable): what has come of a response
 * @error: (nullable): why it failed
 *
 * Returns: (transfer full) (nullable): why the response isn't whole, where there is a status
 */
char *
prise_response_format_failure (gpointer object, PriseHttpResponse *response, const GError *error)
{
  if (error == NULL || prise_http_response_get_final_head (response) == NULL)
    return NULL;
  if (is_cancelled (error))
    return g_strdup (_ ("Canceled: the response is incomplete"));

  return g_strdup (error->message);
}

static char *
format_elapsed (guint seconds)
{
  /* Translators: how long a request has been under way: "42 s", "3 min 5 s". */
  if (seconds < 60)
    return g_strdup_printf (_ ("%u s"), seconds);

  return g_strdup_printf (_ ("%u min %u s"), seconds / 60, seconds % 60);
}

/**
 * prise_response_format_progress:
 * @object: ignored
 * @response: (nullable): what has come of a response
 * @phase: a #PriseHttpPhase
 * @received: how much of the body
 * @rate: in bytes per second; 0: not known
 * @elapsed: since the beginning, in seconds
 *
 * Returns: (transfer full): how much has come, and how long it takes; before, the title says how
 *   far it is
 */
char *
prise_response_format_progress (gpointer object,
                                PriseHttpResponse *response,
                                guint phase,
                                guint64 received,
                                guint64 rate,
                                guint elapsed)
{
  g_autofree char *size = prise_format_size (received);
  g_autofree char *speed = prise_format_size (rate);
  g_autofree char *amount = NULL;

  if (phase != PRISE_HTTP_RECEIVING)
    return elapsed > 0 ? format_elapsed (elapsed) : g_strdup ("");

  if (response != NULL && response->framing == PRISE_HTTP_BODY_BY_LENGTH) {
    g_autofree char *expected = prise_format_size (response->expected_size);

    amount = g_strdup_printf (_ ("Receiving: %s of %s"), size, expected);
  } else {
    amount = g_strdup_printf (_ ("Receiving: %s"), size);
  }

  if (rate > 0) {
    g_autofree char *without_rate = g_steal_pointer (&amount);

    /* Translators: the second %s is a size: so much comes in a second. */
    amount = g_strdup_printf (_ ("%s · %s/s"), without_rate, speed);
  }
  if (elapsed > 0) {
    g_autofree char *without_time = g_steal_pointer (&amount);
    g_autofree char *time = format_elapsed (elapsed);

    amount = g_strconcat (without_time, " · ", time, NULL);
  }

  return g_steal_pointer (&amount);
}

/**
 * prise_response_format_fraction:
 * @object: ignored
 * @response: (nullable): what has come of a response
 * @received: how much of the body
 *
 * Returns: from 0 to 1: how much of it that is; 0 if that can't be known
 */
double
prise_response_format_fraction (gpointer object, PriseHttpResponse *response, guint64 received)
{
  if (response == NULL || response->framing != PRISE_HTTP_BODY_BY_LENGTH ||
      response->expected_size == 0)
    return 0;

  return MIN (1, (double) received / (double) response->expected_size);
}

/**
 * prise_response_format_is_busy:
 * @object: ignored
 * @exchange: (nullable): an exchange
 * @phase: a #PriseHttpPhase
 *
 * Returns: whether it is under way
 */
gboolean
prise_response_format_is_busy (gpointer object, PriseHttpExchange *exchange, guint phase)
{
  return exchange != NULL && phase != PRISE_HTTP_DONE;
}

/**
 * prise_response_format_is_filled:
 * @object: ignored
 * @text: (nullable): a text
 *
 * Returns: whether there is something to show
 */
gboolean
prise_response_format_is_filled (gpointer object, const char *text)
{
  return text != NULL && *text != '\0';
}

/**
 * prise_response_format_body:
 * @received: the size of the body without the framing of chunks
 * @decoded: its size when its content coding is undone
 * @coding: (nullable): the value of Content-Encoding
 * @form: (nullable): what is said of how it is shown, such as the character set of text
 *
 * Returns: (transfer full): its sizes, in one line
 */
char *
prise_response_format_body (guint64 received, guint64 decoded, const char *coding, const char *form)
{
  g_autofree char *size = prise_format_size (received);
  g_autofree char *decoded_size = prise_format_size (decoded);
  g_autofree char *sizes = NULL;

  if (coding == NULL || *coding == '\0') {
    sizes = g_steal_pointer (&size);
  } else {
    g_autofree char *shown = prise_display_line (coding, strlen (coding), 40);

    /* Translators: two sizes, and a content coding such as gzip. */
    sizes = g_strdup_printf (_ ("As received %s · decoded %s (%s)"), size, decoded_size, shown);
  }

  return form != NULL ? g_strdup_printf ("%s · %s", sizes, form) : g_steal_pointer (&sizes);
}

/**
 * prise_response_format_span:
 * @span: in µs
 *
 * Returns: (transfer full): "0.42 ms", "12.3 ms", "345 ms", "1.24 s"
 */
char *
prise_response_format_span (gint64 span)
{
  if (span < 9995)
    return g_strdup_printf (_ ("%.2f ms"), (double) span / 1000);
  if (span < 99950)
    return g_strdup_printf (_ ("%.1f ms"), (double) span / 1000);
  if (span < 999500)
    return g_strdup_printf (_ ("%.0f ms"), (double) span / 1000);

  return g_strdup_printf (_ ("%.2f s"), (double) span / G_USEC_PER_SEC);
}

/**
 * prise_response_format_get_spans:
 * @timing: when what happened
 * @now: the time, for what is under way
 * @spans: (out caller-allocates): resolving, connecting, sending, waiting for the first byte,
 *   receiving
 * @total: (out): from the beginning to the end, or to now
 *
 * What hasn't begun isn't known. A server may respond before the request is sent.
 */
void
prise_response_format_get_spans (const PriseHttpTiming *timing,
                                 gint64 now,
                                 PriseTimingSpan spans[PRISE_TIMING_N_SPANS],
                                 gint64 *total)
{
  const char *const names[PRISE_TIMING_N_SPANS] = {
    _ ("Name resolution"), _ ("Connecting"), _ ("Sending"), _ ("Waiting for the first byte"),
    _ ("Receiving"),
  };
  const gint64 sent = timing->sent != 0 && timing->first_byte != 0
                          ? MIN (timing->sent, timing->first_byte)
                          : MAX (timing->sent, timing->first_byte);
  const gint64 stamps[PRISE_TIMING_N_SPANS + 1] = { timing->begun,      timing->resolved,
                                                    timing->connected,  sent,
                                                    timing->first_byte, timing->done };
  const gint64 end = timing->done != 0 ? timing->done : now;

  *total = timing->begun != 0 ? end - timing->begun : 0;
  for (guint i = 0; i < PRISE_TIMING_N_SPANS; i++) {
    const gint64 stop = stamps[i + 1] != 0 ? stamps[i + 1] : end;

    spans[i] = (PriseTimingSpan){ .name = names[i], .is_known = stamps[i] != 0 };
    if (stamps[i] == 0)
      continue;
    spans[i].begin = stamps[i] - timing->begun;
    spans[i].end = MAX (stop, stamps[i]) - timing->begun;
  }
}
