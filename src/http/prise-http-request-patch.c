// SPDX-License-Identifier: GPL-3.0-or-later
/* Changes of a request that a form makes, or a redirect. Pure functions. */
#include "config.h"

#include "prise-http-request-patch.h"

#include <string.h>

#include "prise-http-basic.h"
#include "prise-http-url.h"

static const PriseHttpRequestHeader *
get_header (PriseHttpRequest *request, guint index)
{
  return &g_array_index (request->headers, PriseHttpRequestHeader, index);
}

static const char *
get_data (PriseHttpRequest *request)
{
  return g_bytes_get_data (request->head, NULL);
}

/**
 * prise_http_request_patch_dup_line:
 * @request: a request
 * @index: which header
 *
 * Returns: (transfer full): its line, or lines, with their ends
 */
GBytes *
prise_http_request_patch_dup_line (PriseHttpRequest *request, guint index)
{
  const PriseHttpRequestHeader *header = get_header (request, index);

  return g_bytes_new_from_bytes (request->head, header->offset, header->size);
}

/**
 * prise_http_request_patch_insert:
 * @request: a request
 * @index: before which header; how many there are: after the last
 * @line: a header's line, with its end
 *
 * Returns: (transfer full): the same request with it
 */
PriseHttpRequest *
prise_http_request_patch_insert (PriseHttpRequest *request, guint index, GBytes *line)
{
  gsize size;
  const char *data = g_bytes_get_data (line, &size);
  const gsize offset =
      index < request->headers->len ? get_header (request, index)->offset : request->headers_end;

  return prise_http_request_splice (request, offset, 0, data, size);
}

/* Returns where the value of @header stands in @line; NULL if it isn't there as it is, a NUL has
 * ended it, it could be taken for the end of the line, or it is folded. */
static const char *
find_value (const PriseHttpRequestHeader *header, const char *line)
{
  const gsize name_size = strlen (header->name);
  const char *colon = memchr (line, ':', header->size);

  if (colon == NULL || memchr (line, '\0', header->size) != NULL ||
      memchr (line, '\n', header->size - 1) != NULL || *header->value == '\r' ||
      *header->value == '\0' || (gsize) (colon - line) < name_size ||
      memcmp (line, header->name, name_size) != 0)
    return NULL;

  return memmem (colon + 1, header->size - (gsize) (colon + 1 - line), header->value,
                 strlen (header->value));
}

/**
 * prise_http_request_patch_change:
 * @request: a request
 * @index: which header
 * @name: its name
 * @value: its value
 *
 * White space and the end of the line stay as they are, unless the value is folded or empty.
 *
 * Returns: (transfer full): the same request with it
 */
PriseHttpRequest *
prise_http_request_patch_change (PriseHttpRequest *request,
                                 guint index,
                                 const char *name,
                                 const char *value)
{
  const PriseHttpRequestHeader *header = get_header (request, index);
  const char *line = get_data (request) + header->offset;
  const char *old = find_value (header, line);
  const gsize name_size = strlen (header->name);
  g_autofree char *text = NULL;

  if (old == NULL)
    return prise_http_request_with_header (request, (gssize) index, name, value);

  text = g_strdup_printf ("%s%.*s%s", name, (int) (old - line - (gssize) name_size),
                          line + name_size, value);

  return prise_http_request_splice (request, header->offset,
                                    (gsize) (old - line) + strlen (header->value), text,
                                    strlen (text));
}

/**
 * prise_http_request_patch_length:
 * @request: a request
 *
 * Returns: (transfer full): the same request with a Content-Length that says how long its body is
 */
PriseHttpRequest *
prise_http_request_patch_length (PriseHttpRequest *request)
{
  const gssize index = prise_http_request_find_header (request, "Content-Length");
  g_autofree char *value = g_strdup_printf ("%" G_GSIZE_FORMAT, g_bytes_get_size (request->body));

  if (index < 0)
    return prise_http_request_with_header (request, -1, "Content-Length", value);
  if (g_str_equal (get_header (request, (guint) index)->value, value))
    return prise_http_request_ref (request);

  return prise_http_request_patch_change (request, (guint) index,
                                          get_header (request, (guint) index)->name, value);
}

/**
 * prise_http_request_patch_user_info:
 * @request: a request
 * @old: (nullable): the user info of the URL that it was written for
 * @new: (nullable): that of the URL that it goes to
 *
 * The header Authorization follows a URL that names who asks, as long as it says what the URL said
 * (RFC 7617), or nothing. Somebody else's stays.
 *
 * Returns: (transfer full): the request for the new URL
 */
PriseHttpRequest *
prise_http_request_patch_user_info (PriseHttpRequest *request, const char *old, const char *new)
{
  const gssize index = prise_http_request_find_header (request, "Authorization");
  const char *value = prise_http_request_get_header (request, "Authorization");
  g_autofree char *old_value = old != NULL ? prise_http_basic_encode (old) : NULL;
  g_autofree char *new_value = new != NULL ? prise_http_basic_encode (new) : NULL;

  if (g_strcmp0 (old, new) == 0 ||
      (value != NULL && *value != '\0' && g_strcmp0 (value, old_value) != 0))
    return prise_http_request_ref (request);
  if (new_value != NULL)
    return prise_http_request_with_header (request, index, "Authorization", new_value);
  if (index >= 0)
    return prise_http_request_without_header (request, (guint) index);

  return prise_http_request_ref (request);
}

/**
 * prise_http_request_patch_url:
 * @url: a URL, as typed
 * @target: path and query
 *
 * Returns: (transfer full): the same URL with them
 */
char *
prise_http_request_patch_url (const char *url, const char *target)
{
  return g_strdup_printf ("%.*s%s", (int) prise_http_url_find_places (url).target, url, target);
}
