// SPDX-License-Identifier: GPL-3.0-or-later
/* The request that curl makes of its options: which headers it writes, in the place of which, and
 * how the body is framed. */
#include "config.h"

#include "prise-http-curl-builder.h"

#include <string.h>

#include "prise-http-curl-form.h"
#include "prise-http-reference.h"

#define HOST   "Host:"
#define TYPE   "Content-Type:"
#define BLANKS " \t\n\v\f\r"

/**
 * prise_http_curl_find_line:
 * @lines: (element-type utf8): headers, as "Name: value" or "Name;"
 * @name: of a header
 *
 * Returns: the place of the first of this name, which may be one that says to leave it out; or -1
 */
gssize
prise_http_curl_find_line (GPtrArray *lines, const char *name)
{
  const gsize size = strlen (name);

  for (guint i = 0; i < lines->len; i++) {
    const char *line = g_ptr_array_index (lines, i);

    if (g_ascii_strncasecmp (line, name, size) == 0 && (line[size] == ':' || line[size] == ';'))
      return i;
  }

  return -1;
}

/* The line that curl writes for an argument of --header: "Name;" is a header without a value,
 * "Name:" none at all. Returns NULL for what it passes over. */
static char *
read_header (const char *argument)
{
  const char *colon = strchr (argument, ':');
  const gsize name_size = strcspn (argument, colon != NULL ? ":" : ";");

  if (name_size == 0)
    return NULL;
  if (colon != NULL)
    return colon[1 + strspn (colon + 1, BLANKS)] != '\0' ? g_strdup (argument) : NULL;

  return g_str_equal (argument + name_size, ";")
             ? g_strdup_printf ("%.*s:", (int) name_size, argument)
             : NULL;
}

/* Host comes first, and curl writes its name, whatever the argument's. Returns NULL if it is left
 * out. */
static char *
make_host (GPtrArray *headers, const char *authority)
{
  const gssize index = prise_http_curl_find_line (headers, "Host");
  const char *argument = index >= 0 ? g_ptr_array_index (headers, index) : NULL;

  if (argument == NULL)
    return g_strconcat (HOST " ", authority, NULL);

  return g_str_equal (argument, HOST) ? NULL : g_strconcat (HOST, argument + strlen (HOST), NULL);
}

static gboolean
is_chunked (GPtrArray *lines)
{
  const gssize index = prise_http_curl_find_line (lines, "Transfer-Encoding");
  g_autofree char *line =
      index >= 0 ? g_ascii_strdown (g_ptr_array_index (lines, index), -1) : g_strdup ("");

  return strstr (line, "chunked") != NULL;
}

static gboolean
has_header (const PriseHttpCurlOptions *options, const char *name)
{
  return prise_http_curl_find_line (options->headers, name) >= 0;
}

static gboolean
is_of_name (const char *line, const char *name_and_colon)
{
  return g_ascii_strncasecmp (line, name_and_colon, strlen (name_and_colon)) == 0;
}

/* Those that curl makes by itself and that say what the body is, and those of other options, unless
 * --header has them; then these. */
static GPtrArray *
collect_lines (const PriseHttpCurlOptions *options,
               const char *authority,
               const char *type,
               gsize body_size)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  const gboolean has_form = options->form->len > 0;
  char *host = make_host (options->headers, authority);

  if (host != NULL)
    g_ptr_array_add (lines, host);
  if (type != NULL && (has_form || !has_header (options, "Content-Type")))
    g_ptr_array_add (lines, g_strconcat (TYPE " ", type, NULL));
  if (type != NULL && !is_chunked (options->headers) && !has_header (options, "Content-Length"))
    g_ptr_array_add (lines, g_strdup_printf ("Content-Length: %" G_GSIZE_FORMAT, body_size));
  for (guint i = 0; i < options->others->len; i++) {
    const char *line = g_ptr_array_index (options->others, i);
    g_autofree char *name = g_strndup (line, strcspn (line, ":"));

    /* "" leaves it out. */
    if (line[strlen (name) + strlen (": ")] != '\0' && !has_header (options, name))
      g_ptr_array_add (lines, g_strdup (line));
  }
  for (guint i = 0; i < options->headers->len; i++) {
    g_autofree char *line = read_header (g_ptr_array_index (options->headers, i));

    if (line != NULL && !(host != NULL && is_of_name (line, HOST)) &&
        !(has_form && is_of_name (line, TYPE)))
      g_ptr_array_add (lines, g_steal_pointer (&line));
  }

  return lines;
}

/* Of a form the type says what stands between the fields, whatever else a header says of it. */
static char *
make_form_type (const PriseHttpCurlOptions *options, const char *boundary)
{
  const char *type = "multipart/form-data";

  for (guint i = options->headers->len; i-- > 0;) {
    const char *line = g_ptr_array_index (options->headers, i);

    if (is_of_name (line, TYPE))
      type = line + strlen (TYPE) + strspn (line + strlen (TYPE), " ");
  }

  return g_strdup_printf ("%s; boundary=%s", type, boundary);
}

/**
 * prise_http_curl_build:
 * @options: what the command line says; the fields of its form are taken
 * @url: of prise_http_curl_parse_url()
 *
 * Returns: (transfer full): what curl sends, without the headers that it adds by itself
 */
PriseHttpRequest *
prise_http_curl_build (const PriseHttpCurlOptions *options, const PriseHttpUrl *url)
{
  const gboolean has_form = options->form->len > 0;
  const gboolean has_body = has_form || (options->has_data && !options->is_get);
  const char *method = options->method != NULL ? options->method
                       : options->is_head      ? "HEAD"
                       : has_body              ? "POST"
                                               : "GET";
  g_autofree char *boundary = NULL;
  g_autoptr (GString) body = has_form ? prise_http_curl_form_end (options->form, &boundary)
                                      : g_string_new (has_body ? options->data->str : NULL);
  g_autofree char *type = has_form   ? make_form_type (options, boundary)
                          : has_body ? g_strdup (options->type)
                                     : NULL;
  g_autoptr (GPtrArray) lines = collect_lines (options, url->authority, type, body->len);
  g_autoptr (GString) head = g_string_new (NULL);
  g_autoptr (GBytes) head_bytes = NULL;
  g_autoptr (GBytes) body_bytes = NULL;
  g_autoptr (GBytes) framed = NULL;

  g_string_printf (head, "%s %s HTTP/1.%c\r\n", method,
                   options->target != NULL ? options->target : url->target,
                   options->is_1_0 ? '0' : '1');
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (head, "%s\r\n", (const char *) g_ptr_array_index (lines, i));
  g_string_append (head, "\r\n");

  head_bytes = g_bytes_new (head->str, head->len);
  body_bytes = g_bytes_new (body->str, body->len);
  framed = has_body && is_chunked (lines) ? prise_http_put_into_chunk (body_bytes)
                                          : g_bytes_ref (body_bytes);

  return prise_http_request_new_from_parts (head_bytes, framed);
}

static char *
escape_hash (const char *text)
{
  g_auto (GStrv) pieces = g_strsplit (text, "#", -1);

  return g_strjoinv ("%23", pieces);
}

static char *
remove_dots (const char *text)
{
  static const char server[] = "http://a";
  const gsize place = prise_http_url_find_places (text).target;
  g_autofree char *target = g_strconcat (server, text + place, NULL);
  g_autofree char *resolved = prise_http_reference_resolve (target, target);

  return g_strdup_printf ("%.*s%s", (int) place, text, resolved + strlen (server));
}

/**
 * prise_http_curl_parse_url:
 * @options: what the command line says
 * @error: a #PriseHttpUrlError
 *
 * What --url-query says, and with --get the data, goes behind the query of the URL.
 *
 * Returns: (transfer full) (nullable): where the request goes
 */
PriseHttpUrl *
prise_http_curl_parse_url (const PriseHttpCurlOptions *options, GError **error)
{
  const char *url = options->curl->url;
  const gsize size = strcspn (url, "#");
  g_autoptr (GString) text = g_string_new_len (url, (gssize) size);
  /* In a field it begins no fragment. */
  g_autofree char *data = options->is_get ? escape_hash (options->data->str) : g_strdup ("");
  const char *fields[] = { options->query->str, data };
  g_autofree char *typed = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    const char *query = strchr (text->str, '?');
    const char *separator = query == NULL ? "?" : query[1] != '\0' ? "&" : "";

    if (*fields[i] != '\0')
      g_string_append (g_string_append (text, separator), fields[i]);
  }
  g_string_append (text, url + size);
  typed = options->keeps_dots ? g_strdup (text->str) : remove_dots (text->str);

  return prise_http_url_parse (typed, error);
}
