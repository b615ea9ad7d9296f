// SPDX-License-Identifier: GPL-3.0-or-later
/* What is asked, and of whom. After a redirect the request is made anew: what was for the first
 * server alone isn't told to another. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "prise-cli-http-header.h"
#include "prise-cli-http-requests.h"
#include "prise-display.h"
#include "prise-http-redirect.h"

/* Of an address that can't be followed, so many characters are shown. */
#define MAX_SHOWN 200

struct _PriseCliHttpRequests {
  const PriseCliHttpOptions *options;
  PriseHttpUrl *redirected; /* NULL: the options' URL */
  guint n_redirects;
  gboolean is_get;       /* a redirect has made it one */
  gboolean is_elsewhere; /* it has led to another server */
};

/**
 * prise_cli_http_requests_new:
 * @options: what is asked for; must outlive the route
 *
 * Returns: (transfer full): a route at its beginning
 */
PriseCliHttpRequests *
prise_cli_http_requests_new (const PriseCliHttpOptions *options)
{
  PriseCliHttpRequests *self = g_new0 (PriseCliHttpRequests, 1);

  self->options = options;

  return self;
}

/**
 * prise_cli_http_requests_free:
 * @self: (transfer full): a route
 */
void
prise_cli_http_requests_free (PriseCliHttpRequests *self)
{
  g_clear_pointer (&self->redirected, prise_http_url_free);
  g_free (self);
}

static const PriseHttpUrl *
get_url (PriseCliHttpRequests *self)
{
  return self->redirected != NULL ? self->redirected : self->options->url;
}

static GBytes *
get_data (PriseCliHttpRequests *self)
{
  return self->is_get ? NULL : self->options->data;
}

static const char *
get_method (PriseCliHttpRequests *self)
{
  if (self->is_get)
    return "GET";
  if (self->options->method != NULL)
    return self->options->method;

  return self->options->data != NULL ? "POST" : "GET";
}

/* Whether a header that was typed belongs to the request as it is now. */
static gboolean
is_meant (PriseCliHttpRequests *self, const char *name)
{
  static const char *const for_one_server[] = { "Host", "Authorization", "Cookie" };
  static const char *const for_a_body = "Content-";

  for (gsize i = 0; self->is_elsewhere && i < G_N_ELEMENTS (for_one_server); i++) {
    if (g_ascii_strcasecmp (name, for_one_server[i]) == 0)
      return FALSE;
  }

  return !self->is_get || (g_ascii_strncasecmp (name, for_a_body, strlen (for_a_body)) != 0 &&
                           g_ascii_strcasecmp (name, "Transfer-Encoding") != 0);
}

static void
append_header (GString *head, const char *name, const char *value)
{
  g_string_append_printf (head, "%s:%s%s\r\n", name, *value != '\0' ? " " : "", value);
}

/* The headers that were typed: those of this name, or with %NULL all but Host. */
static gboolean
append_typed (PriseCliHttpRequests *self, GString *head, const char *wanted)
{
  GPtrArray *headers = self->options->headers;
  gboolean found = FALSE;

  for (guint i = 0; i < headers->len; i++) {
    const PriseCliHttpHeader *header = g_ptr_array_index (headers, i);
    const gboolean is_wanted = wanted != NULL ? g_ascii_strcasecmp (header->name, wanted) == 0
                                              : g_ascii_strcasecmp (header->name, "Host") != 0;

    if (!is_wanted || !is_meant (self, header->name))
      continue;
    found = TRUE;
    if (header->value != NULL)
      append_header (head, header->name, header->value);
  }

  return found;
}

static gboolean
was_typed (PriseCliHttpRequests *self, const char *name)
{
  g_autoptr (GString) unused = g_string_new (NULL);

  return append_typed (self, unused, name);
}

/* RFC 7617, section 2: a user without a password has an empty one. */
static void
append_authorization (PriseCliHttpRequests *self, GString *head)
{
  const char *user_info = get_url (self)->user_info;
  g_autofree char *pair = NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *value = NULL;

  if (user_info == NULL || was_typed (self, "Authorization"))
    return;

  pair = g_strconcat (user_info, strchr (user_info, ':') == NULL ? ":" : NULL, NULL);
  encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  value = g_strconcat ("Basic ", encoded, NULL);
  append_header (head, "Authorization", value);
}

static void
append_length (PriseCliHttpRequests *self, GString *head)
{
  GBytes *data = get_data (self);
  g_autofree char *value = NULL;

  if (data == NULL || was_typed (self, "Content-Length"))
    return;

  value = g_strdup_printf ("%" G_GSIZE_FORMAT, g_bytes_get_size (data));
  append_header (head, "Content-Length", value);
}

static GBytes *
make_request (PriseCliHttpRequests *self)
{
  const PriseHttpUrl *url = get_url (self);
  GString *text = g_string_new (NULL);

  if (self->options->request != NULL) {
    g_string_free (text, TRUE);
    return g_bytes_ref (self->options->request);
  }

  g_string_append_printf (text, "%s %s HTTP/1.1\r\n", get_method (self), url->target);
  if (!append_typed (self, text, "Host"))
    append_header (text, "Host", url->authority);
  append_authorization (self, text);
  append_typed (self, text, NULL);
  append_length (self, text);
  g_string_append (text, "\r\n");
  if (get_data (self) != NULL) {
    gsize size;
    const char *data = g_bytes_get_data (get_data (self), &size);

    g_string_append_len (text, data, (gssize) size);
  }

  return g_string_free_to_bytes (text);
}

/**
 * prise_cli_http_requests_make_exchange:
 * @self: a route
 *
 * Returns: (transfer full): the next exchange
 */
PriseHttpExchange *
prise_cli_http_requests_make_exchange (PriseCliHttpRequests *self)
{
  const PriseHttpUrl *url = get_url (self);
  g_autoptr (GBytes) request = make_request (self);

  return prise_http_exchange_new (url->host, url->port, request);
}

/**
 * prise_cli_http_requests_leads_on:
 * @self: a route
 * @response: a response
 *
 * Returns: whether it is a redirect that is to be followed (RFC 9110, section 15.4)
 */
gboolean
prise_cli_http_requests_leads_on (PriseCliHttpRequests *self, const PriseHttpResponse *response)
{
  return self->options->follows && prise_http_redirect_get_location (response) != NULL;
}

static PriseHttpUrl *
resolve (PriseCliHttpRequests *self, const char *location, GError **error)
{
  const PriseHttpUrl *url = get_url (self);
  g_autofree char *base = g_strconcat ("http://", url->authority, url->target, NULL);
  g_autofree char *text = prise_http_redirect_resolve (base, location, error);

  return text != NULL ? prise_http_url_parse (text, error) : NULL;
}

/* What a redirect to the same server needn't say: by which interface it is reached, and who asks.
 */
static void
inherit (PriseHttpUrl *url, const PriseHttpUrl *old)
{
  g_free (url->host);
  url->host = g_strdup (old->host);
  if (url->user_info == NULL)
    url->user_info = g_strdup (old->user_info);
}

/**
 * prise_cli_http_requests_follow:
 * @self: a route
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
  const char *method;
  const PriseHttpUrl *old = get_url (self);
  g_autoptr (PriseHttpUrl) url = NULL;

  if (self->n_redirects == PRISE_HTTP_REDIRECT_MAX) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS,
                 _ ("There were more than %u redirects: they may lead in a circle"),
                 PRISE_HTTP_REDIRECT_MAX);
    return FALSE;
  }
  url = resolve (self, location, error);
  if (url == NULL) {
    g_autofree char *shown = prise_display_line (location, strlen (location), MAX_SHOWN);

    g_prefix_error (error, _ ("The redirect to “%s” isn’t followed: "), shown);
    return FALSE;
  }

  method = prise_http_redirect_choose_method (status, get_method (self));
  /* What a 303 leads to is asked for without a body, whatever the method was. */
  self->is_get |=
      g_str_equal (method, "GET") && (status == 303 || !g_str_equal (method, get_method (self)));
  self->n_redirects++;
  if (g_ascii_strcasecmp (url->authority, old->authority) != 0)
    self->is_elsewhere = TRUE;
  else
    inherit (url, old);
  g_clear_pointer (&self->redirected, prise_http_url_free);
  self->redirected = g_steal_pointer (&url);

  return TRUE;
}
