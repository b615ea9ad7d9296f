// SPDX-License-Identifier: GPL-3.0-or-later
/* What is asked, and of whom: first what the arguments say, then what redirects make of it. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "prise-cli-http-header.h"
#include "prise-cli-http-requests.h"
#include "prise-display.h"
#include "prise-http-basic.h"
#include "prise-http-redirect.h"

/* Of an address that can't be followed, so many characters are shown. */
#define MAX_SHOWN 200

struct _PriseCliHttpRequests {
  const PriseCliHttpOptions *options;
  PriseHttpRequest *request;
  PriseHttpUrl *redirected; /* NULL: the options' URL */
  guint n_redirects;
};

static void
append_header (GString *head, const char *name, const char *value)
{
  g_string_append_printf (head, "%s:%s%s\r\n", name, *value != '\0' ? " " : "", value);
}

/* The headers that were typed: those of this name, or with %NULL all but Host. */
static gboolean
append_typed (const PriseCliHttpOptions *options, GString *head, const char *wanted)
{
  gboolean found = FALSE;

  for (guint i = 0; i < options->headers->len; i++) {
    const PriseCliHttpHeader *header = g_ptr_array_index (options->headers, i);
    const gboolean is_wanted = wanted != NULL ? g_ascii_strcasecmp (header->name, wanted) == 0
                                              : g_ascii_strcasecmp (header->name, "Host") != 0;

    if (!is_wanted)
      continue;
    found = TRUE;
    if (header->value != NULL)
      append_header (head, header->name, header->value);
  }

  return found;
}

static gboolean
was_typed (const PriseCliHttpOptions *options, const char *name)
{
  g_autoptr (GString) unused = g_string_new (NULL);

  return append_typed (options, unused, name);
}

static void
append_authorization (const PriseCliHttpOptions *options, GString *head)
{
  g_autofree char *value = NULL;

  if (options->url->user_info == NULL || was_typed (options, "Authorization"))
    return;

  value = prise_http_basic_encode (options->url->user_info);
  append_header (head, "Authorization", value);
}

static gboolean
has_body (const PriseCliHttpOptions *options)
{
  return options->data != NULL || options->data_fd >= 0;
}

/* Whether the typed headers want a body in chunks, which isn't one that was put into them by hand:
 * then nothing is said of Content-Length. */
static gboolean
is_chunked (const PriseCliHttpOptions *options)
{
  for (guint i = 0; i < options->headers->len; i++) {
    const PriseCliHttpHeader *header = g_ptr_array_index (options->headers, i);

    if (g_ascii_strcasecmp (header->name, "Transfer-Encoding") == 0 && header->value != NULL &&
        g_ascii_strcasecmp (header->value, "chunked") == 0)
      return has_body (options) && !was_typed (options, "Content-Length");
  }

  return FALSE;
}

static void
append_length (const PriseCliHttpOptions *options, GString *head)
{
  g_autofree char *value = NULL;

  if (!has_body (options) || was_typed (options, "Content-Length") || is_chunked (options))
    return;

  value = g_strdup_printf ("%" G_GUINT64_FORMAT, options->data_size);
  append_header (head, "Content-Length", value);
}

static GBytes *
make_head (const PriseCliHttpOptions *options)
{
  const char *default_method = has_body (options) ? "POST" : "GET";
  GString *head = g_string_new (NULL);

  g_string_append_printf (head, "%s %s HTTP/1.1\r\n",
                          options->method != NULL ? options->method : default_method,
                          options->url->target);
  if (!append_typed (options, head, "Host"))
    append_header (head, "Host", options->url->authority);
  append_authorization (options, head);
  append_typed (options, head, NULL);
  if (options->data_type != NULL && !was_typed (options, "Content-Type"))
    append_header (head, "Content-Type", options->data_type);
  append_length (options, head);
  g_string_append (head, "\r\n");

  return g_string_free_to_bytes (head);
}

static PriseHttpRequest *
make_request (const PriseCliHttpOptions *options)
{
  g_autoptr (GBytes) head = NULL;
  g_autoptr (GBytes) body = NULL;

  if (options->request != NULL)
    return prise_http_request_new (options->request);

  head = make_head (options);
  if (is_chunked (options))
    body = prise_http_put_into_chunk (options->data);
  else
    body = options->data != NULL ? g_bytes_ref (options->data) : g_bytes_new_static ("", 0);

  return prise_http_request_new_from_parts (head, body);
}

/**
 * prise_cli_http_requests_new:
 * @options: what is asked for; must outlive the requests
 *
 * Returns: (transfer full): the first request
 */
PriseCliHttpRequests *
prise_cli_http_requests_new (const PriseCliHttpOptions *options)
{
  PriseCliHttpRequests *self = g_new0 (PriseCliHttpRequests, 1);

  self->options = options;
  self->request = make_request (options);

  return self;
}

void
prise_cli_http_requests_free (PriseCliHttpRequests *self)
{
  prise_http_request_unref (self->request);
  g_clear_pointer (&self->redirected, prise_http_url_free);
  g_free (self);
}

static const PriseHttpUrl *
get_url (PriseCliHttpRequests *self)
{
  return self->redirected != NULL ? self->redirected : self->options->url;
}

/**
 * prise_cli_http_requests_make_exchange:
 *
 * Returns: (transfer full): the next exchange
 */
PriseHttpExchange *
prise_cli_http_requests_make_exchange (PriseCliHttpRequests *self)
{
  const PriseHttpUrl *url = get_url (self);
  g_autoptr (GBytes) request = prise_http_request_dup_bytes (self->request);
  PriseHttpExchange *exchange;

  exchange = prise_http_exchange_new (url->host, url->port, request);
  if (self->options->data_fd >= 0)
    prise_http_exchange_set_body_file (exchange, self->options->data_fd);

  return exchange;
}

/**
 * prise_cli_http_requests_leads_on:
 * @response: a response
 *
 * Returns: whether it is a redirect that is to be followed (RFC 9110, section 15.4)
 */
gboolean
prise_cli_http_requests_leads_on (PriseCliHttpRequests *self, const PriseHttpResponse *response)
{
  return self->options->follows && prise_http_redirect_get_location (response) != NULL;
}

/**
 * prise_cli_http_requests_follow:
 * @response: that leads on
 * @error: a sentence: there were too many, or it leads to where Prise can't go
 *
 * Returns: whether the next exchange goes there
 */
gboolean
prise_cli_http_requests_follow (PriseCliHttpRequests *self,
                                const PriseHttpResponse *response,
                                GError **error)
{
  const char *location = prise_http_redirect_get_location (response);
  const guint status = prise_http_response_get_head (response)->status;
  g_autofree char *text = prise_http_redirect_resolve (get_url (self), location);
  g_autoptr (PriseHttpUrl) url = NULL;
  g_autoptr (PriseHttpRequest) old = NULL;

  if (self->n_redirects == PRISE_HTTP_REDIRECT_MAX) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS,
                 _ ("There were more than %u redirects: this may be a redirect loop"),
                 PRISE_HTTP_REDIRECT_MAX);
    return FALSE;
  }
  url = prise_http_url_parse (text, error);
  if (url == NULL) {
    g_autofree char *shown = prise_display_line (location, strlen (location), MAX_SHOWN);

    g_prefix_error (error, _ ("The redirect to “%s” isn’t followed: "), shown);
    return FALSE;
  }

  old = g_steal_pointer (&self->request);
  self->request = prise_http_redirect_make_request (old, status, get_url (self), url);
  self->n_redirects++;
  g_clear_pointer (&self->redirected, prise_http_url_free);
  self->redirected = g_steal_pointer (&url);

  return TRUE;
}
