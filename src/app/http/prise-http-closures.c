// SPDX-License-Identifier: GPL-3.0-or-later
/* What the .ui files show of an HTTP client. Pure functions: tests/app/http/test-http-closures.c
 * has the tables. */
#include "config.h"

#include "prise-http-closures.h"

#include <glib/gi18n.h>
#include <string.h>

#include "prise-display.h"
#include "prise-format.h"
#include "prise-http-address-check.h"
#include "prise-http-redirect.h"

/* Of a reason, which is whatever the server says. */
#define MAX_REASON 60
#define MAX_URL    500
/* Of one in a sentence that is wrapped, and measured at many widths. */
#define MAX_WRAPPED_URL 200

/**
 * prise_http_closures_bind:
 * @widget_class: a class with a template
 *
 * Lets the template name the functions of this file.
 */
void
prise_http_closures_bind (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_http_button);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_http_button_classes);
  gtk_widget_class_bind_template_callback (widget_class, prise_http_address_check_describe);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_http_orientation);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_http_lesson_title);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_http_lesson);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_http_redirect);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_http_history_details);
}

/**
 * prise_closure_http_button:
 * @object: ignored
 * @busy: whether a request is under way
 *
 * Returns: (transfer full): what the main button does
 */
char *
prise_closure_http_button (gpointer object, gboolean busy)
{
  return g_strdup (busy ? _ ("_Cancel") : _ ("_Send Request"));
}

/**
 * prise_closure_http_button_classes:
 * @object: ignored
 * @busy: whether a request is under way
 *
 * Returns: (transfer full): the style of the main button
 */
GStrv
prise_closure_http_button_classes (gpointer object, gboolean busy)
{
  const char *const classes[] = { busy ? NULL : "suggested-action", NULL };

  return g_strdupv ((GStrv) classes);
}

/**
 * prise_closure_http_orientation:
 * @object: ignored
 * @folded: whether there is little room
 *
 * Returns: how the bar with the URL is laid out
 */
GtkOrientation
prise_closure_http_orientation (gpointer object, gboolean folded)
{
  return folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;
}

/**
 * prise_closure_http_lesson_title:
 * @object: ignored
 * @busy: whether a request is under way
 *
 * Returns: (transfer full): what the empty log says
 */
char *
prise_closure_http_lesson_title (gpointer object, gboolean busy)
{
  return g_strdup (busy ? _ ("Connecting…") : _ ("Nothing Has Happened Yet"));
}

/**
 * prise_closure_http_lesson:
 * @object: ignored
 * @busy: whether a request is under way
 *
 * Returns: (transfer full): what to do first
 */
char *
prise_closure_http_lesson (gpointer object, gboolean busy)
{
  if (busy)
    return g_strdup (_ ("The bytes of the request and of the response appear here."));

  return g_strdup (_ ("Type a URL and send the request. What you see in “Raw” is what is sent, "
                      "byte for byte; nothing is added."));
}

/**
 * prise_http_url_shorten:
 * @url: a URL, which a server may have named
 *
 * Laying out a long line that is broken takes a time that grows with its square.
 *
 * Returns: (transfer full): as much of it as is shown
 */
char *
prise_http_url_shorten (const char *url)
{
  return prise_format_start (url, MAX_URL);
}

/**
 * prise_closure_http_redirect:
 * @object: ignored
 * @url: (nullable): where the response sends the user
 * @n_redirects: how many redirects were followed automatically, to get this one
 *
 * Returns: (transfer full): a sentence
 */
char *
prise_closure_http_redirect (gpointer object, const char *url, guint n_redirects)
{
  g_autofree char *shown = prise_format_start (url != NULL ? url : "", MAX_WRAPPED_URL);

  if (n_redirects >= PRISE_HTTP_REDIRECT_MAX)
    /* Translators: %s is a URL. */
    return g_strdup_printf (_ ("Stopped after 10 redirects: is it a redirect loop? The server "
                               "names yet another URL: %s"),
                            shown);

  /* Translators: %s is a URL. */
  return g_strdup_printf (_ ("The server names another URL: %s"), shown);
}

/**
 * prise_closure_http_history_details:
 * @object: ignored
 * @status: of the response; 0: none
 * @time: when, in µs since 1970-01-01 UTC
 *
 * Returns: (transfer full): the second line of a row
 */
char *
prise_closure_http_history_details (gpointer object, guint status, gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *text =
      local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S") : g_strdup ("");

  if (status == 0)
    /* Translators: %s is the time of a request. */
    return g_strdup_printf (_ ("No response · %s"), text);

  return g_strdup_printf ("%u · %s", status, text);
}

/**
 * prise_http_duration_format:
 * @duration: in µs
 *
 * Returns: (transfer full): "12 ms", "3.4 s"
 */
char *
prise_http_duration_format (gint64 duration)
{
  if (duration < 10 * 1000)
    /* Translators: milliseconds. */
    return g_strdup_printf (_ ("%.1f ms"), (double) duration / 1000);
  if (duration < G_USEC_PER_SEC)
    return g_strdup_printf (_ ("%.0f ms"), (double) duration / 1000);

  /* Translators: seconds. */
  return g_strdup_printf (_ ("%.1f s"), (double) duration / G_USEC_PER_SEC);
}

static char *
describe_progress (const PriseHttpSummary *summary)
{
  switch (summary->phase) {
  case PRISE_HTTP_RESOLVING:
    return g_strdup (_ ("Resolving the host…"));
  case PRISE_HTTP_CONNECTING:
    return g_strdup (_ ("Connecting…"));
  case PRISE_HTTP_SENDING:
    return g_strdup (_ ("Sending the request…"));
  case PRISE_HTTP_WAITING:
    return g_strdup (_ ("Waiting for the response…"));
  case PRISE_HTTP_RECEIVING:
  case PRISE_HTTP_DONE:
  default:
    /* How much has come stands behind it, among the counters of the status line. */
    return g_strdup_printf (_ ("Receiving: %s"), summary->status != NULL ? summary->status : "…");
  }
}

static char *
describe_end (const PriseHttpSummary *summary)
{
  g_autofree char *size = prise_format_size (summary->body_size);
  g_autofree char *duration = prise_http_duration_format (summary->duration);

  if (summary->state == PRISE_ENDPOINT_ACTIVE)
    return g_strdup_printf (
        /* Translators: "200 OK · 1.2 kB in 12 ms". */
        _ ("%s · %s in %s · The connection is kept for the next request"), summary->status, size,
        duration);

  /* Translators: "200 OK · 1.2 kB in 12 ms". */
  return g_strdup_printf (_ ("%s · %s in %s"), summary->status, size, duration);
}

/**
 * prise_http_summary_describe:
 * @summary: what is known of a request
 *
 * Returns: (transfer full): a sentence without its full stop
 */
char *
prise_http_summary_describe (const PriseHttpSummary *summary)
{
  if (summary->busy)
    return describe_progress (summary);
  if (g_error_matches (summary->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_ ("Canceled"));
  if (summary->error != NULL && summary->status != NULL)
    /* Translators: a status such as "200 OK", then what went wrong. */
    return g_strdup_printf (_ ("%s · %s"), summary->status, summary->error->message);
  if (summary->error != NULL)
    return g_strdup (summary->error->message);
  if (summary->status != NULL)
    return describe_end (summary);
  if (summary->state == PRISE_ENDPOINT_ACTIVE)
    return g_strdup (_ ("Connected"));

  return g_strdup (_ ("Not connected"));
}

/* "200 OK"; NULL if nothing has come. */
static char *
dup_status (const PriseHttpResponse *response)
{
  const PriseHttpHead *head = response != NULL ? prise_http_response_get_head (response) : NULL;
  g_autofree char *reason = NULL;

  if (head == NULL || (head->status == 0 && response->raw_size == 0))
    return NULL;
  if (head->status == 0)
    return g_strdup (_ ("A response without a status code"));

  reason = prise_display_line (head->reason, strlen (head->reason), MAX_REASON);

  return g_strstrip (g_strdup_printf ("%u %s", head->status, reason));
}

/**
 * prise_http_client_describe:
 * @client: a client
 * @error: (nullable): what went wrong with its last request
 *
 * Returns: (transfer full): what is known of its request, as prise_http_summary_describe() says it
 */
char *
prise_http_client_describe (PriseHttpClient *client, const GError *error)
{
  PriseHttpExchange *exchange = prise_http_client_get_exchange (client);
  PriseHttpSummary summary = {
    .state = prise_endpoint_get_state (PRISE_ENDPOINT (client)),
    .busy = prise_http_client_get_busy (client),
    .error = error,
  };
  g_autoptr (PriseHttpResponse) response = NULL;
  g_autofree char *status = NULL;
  PriseHttpTiming timing;

  if (exchange != NULL) {
    prise_http_exchange_get_timing (exchange, &timing);
    response = prise_http_exchange_dup_response (exchange);
    status = dup_status (response);
    summary.phase = prise_http_exchange_get_phase (exchange);
    summary.body_size = prise_http_exchange_get_body_size (exchange);
    summary.duration = timing.done - timing.begun;
    summary.status = status;
  }

  return prise_http_summary_describe (&summary);
}
