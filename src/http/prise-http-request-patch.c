// SPDX-License-Identifier: GPL-3.0-or-later
/* Changes of a request that a form makes, or a redirect. Pure functions. */
#include "config.h"

#include "prise-http-request-patch.h"

#include <string.h>

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
  const gsize name_size = strlen (header->name);
  const gsize value_size = strlen (header->value);
  const char *old;
  g_autofree char *text = NULL;

  if (value_size == 0 || name_size + value_size >= header->size ||
      memcmp (line, header->name, name_size) != 0)
    return prise_http_request_with_header (request, (gssize) index, name, value);
  old = memmem (line + name_size, header->size - name_size, header->value, value_size);
  if (old == NULL)
    return prise_http_request_with_header (request, (gssize) index, name, value);

  text = g_strdup_printf ("%s%.*s%s", name, (int) (old - line - (gssize) name_size),
                          line + name_size, value);

  return prise_http_request_splice (request, header->offset, (gsize) (old - line) + value_size,
                                    text, strlen (text));
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
 * prise_http_request_patch_url:
 * @url: a URL, as typed
 * @target: path and query
 *
 * Returns: (transfer full): the same URL with them
 */
char *
prise_http_request_patch_url (const char *url, const char *target)
{
  const char *scheme_end = strstr (url, "://");
  const char *host = scheme_end != NULL ? scheme_end + strlen ("://") : url;
  const gsize size = (gsize) (host - url) + strcspn (host, "/?#");

  return g_strdup_printf ("%.*s%s", (int) size, url, target);
}
