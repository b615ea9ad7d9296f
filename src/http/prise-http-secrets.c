// SPDX-License-Identifier: GPL-3.0-or-later
/* Requests without passwords, and without what stands for one. Pure functions. */
#include "config.h"

#include "prise-http-secrets.h"

#include <string.h>

#include "prise-http-request.h"
#include "prise-http-url.h"

static const char *const secret_headers[] = {
  "Authorization", "Proxy-Authorization", "Cookie", "Api-Key", "X-Api-Key", "X-Auth-Token",
};

/* A longer body isn't kept anyway. */
#define MAX_LOOK (64 * 1024)

/**
 * prise_http_secrets_is_secret:
 * @name: a header's name, with or without blanks behind it
 *
 * Returns: whether its value lets somebody in
 */
gboolean
prise_http_secrets_is_secret (const char *name)
{
  const gsize size = strcspn (name, " \t");

  for (guint i = 0; i < G_N_ELEMENTS (secret_headers); i++) {
    if (strlen (secret_headers[i]) == size &&
        g_ascii_strncasecmp (name, secret_headers[i], size) == 0)
      return TRUE;
  }

  return FALSE;
}

static gboolean
begins_with_secret (const char *line, gsize size)
{
  const char *colon = memchr (line, ':', size);
  g_autofree char *name = colon != NULL ? g_strndup (line, (gsize) (colon - line)) : NULL;

  return name != NULL && prise_http_secrets_is_secret (name);
}

/* What follows a request may be other requests, sent in one go. */
static GBytes *
strip_rest (const char *data, gsize size)
{
  GByteArray *array = g_byte_array_new ();

  while (size > 0) {
    const char *feed = memchr (data, '\n', size);
    const gsize line_size = feed != NULL ? (gsize) (feed - data) + 1 : size;
    gsize kept = line_size;

    if (begins_with_secret (data, line_size))
      kept = (gsize) ((const char *) memchr (data, ':', line_size) - data) + 1;
    g_byte_array_append (array, (const guint8 *) data, (guint) kept);
    if (kept < line_size)
      g_byte_array_append (array, (const guint8 *) " \r\n", 3);
    data += line_size;
    size -= line_size;
  }

  return g_byte_array_free_to_bytes (array);
}

static PriseHttpRequest *
strip_body (PriseHttpRequest *request)
{
  g_autoptr (GBytes) stripped = NULL;
  gsize size;
  const char *data = g_bytes_get_data (request->body, &size);

  if (size == 0 || size > MAX_LOOK || memmem (data, size, " HTTP/", strlen (" HTTP/")) == NULL)
    return prise_http_request_ref (request);
  stripped = strip_rest (data, size);

  return prise_http_request_with_body (request, stripped);
}

/* The parser doesn't look at headers behind very many, or very long ones. */
static PriseHttpRequest *
strip_unread (PriseHttpRequest *request)
{
  const gsize offset = request->headers_end;
  const gsize size = g_bytes_get_size (request->head) - offset;
  g_autoptr (GBytes) unread = g_bytes_new_from_bytes (request->head, offset, size);
  g_autoptr (GBytes) stripped = strip_rest (g_bytes_get_data (unread, NULL), size);

  if (g_bytes_equal (stripped, unread))
    return prise_http_request_ref (request);

  return prise_http_request_splice (request, offset, size, g_bytes_get_data (stripped, NULL),
                                    g_bytes_get_size (stripped));
}

static PriseHttpRequest *
strip_target (PriseHttpRequest *request)
{
  g_autofree char *target = NULL;

  if (prise_http_url_find_places (request->target).authority == 0)
    return prise_http_request_ref (request);
  target = prise_http_secrets_strip_url (request->target);

  return prise_http_request_with_target (request, target);
}

/**
 * prise_http_secrets_strip_request:
 * @request: a request
 *
 * Returns: (transfer full): the same with such headers empty, and without a password in its target
 */
GBytes *
prise_http_secrets_strip_request (GBytes *request)
{
  g_autoptr (PriseHttpRequest) whole = prise_http_request_new (request);
  g_autoptr (PriseHttpRequest) without_target = strip_target (whole);
  g_autoptr (PriseHttpRequest) without_rest = strip_body (without_target);
  g_autoptr (PriseHttpRequest) stripped = strip_unread (without_rest);

  for (guint i = 0; i < stripped->headers->len; i++) {
    const PriseHttpRequestHeader *header =
        &g_array_index (stripped->headers, PriseHttpRequestHeader, i);

    if (prise_http_secrets_is_secret (header->name) && *header->value != '\0')
      prise_http_request_replace (&stripped, prise_http_request_with_header (stripped, (gssize) i,
                                                                             header->name, ""));
  }

  return prise_http_request_dup_bytes (stripped);
}

/**
 * prise_http_secrets_strip_url:
 * @url: a URL, as typed
 *
 * Returns: (transfer full): the same without a password
 */
char *
prise_http_secrets_strip_url (const char *url)
{
  const PriseHttpUrlPlaces places = prise_http_url_find_places (url);
  const char *user = url + places.authority;
  const char *colon = memchr (user, ':', places.host - places.authority);

  if (colon == NULL)
    return g_strdup (url);

  return g_strdup_printf ("%.*s@%s", (int) (colon - url), url, url + places.host);
}
