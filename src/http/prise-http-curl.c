// SPDX-License-Identifier: GPL-3.0-or-later
/* A request as a command line of curl. What curl would add by itself is taken back, so that it
 * sends the same. A request that curl can't send becomes a line for ncat. */
#include "config.h"

#include "prise-http-curl.h"

#include <string.h>

#include "prise-http-syntax.h"

/* Before a larger body curl asks with Expect whether it may come. */
#define EXPECTING_SIZE (1024 * 1024)

/* For printf(1): bytes that a shell would change are octal escapes, and so is what would begin an
 * option. */
static void
append_printf_escaped (GString *string, GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_string_append (string, "printf '");
  for (gsize i = 0; i < size; i++) {
    const guint8 c = (guint8) data[i];

    if (c == '\r')
      g_string_append (string, "\\r");
    else if (c == '\n')
      g_string_append (string, "\\n");
    else if (c == '%')
      g_string_append (string, "%%");
    else if (c < ' ' || c >= 0x7f || c == '\'' || c == '\\' || (i == 0 && c == '-'))
      g_string_append_printf (string, "\\%03o", c);
    else
      g_string_append_c (string, (char) c);
  }
  g_string_append (string, "'");
}

static void
append_quoted (GString *string, const char *option, const char *text)
{
  g_autofree char *quoted = g_shell_quote (text);

  g_string_append_printf (string, " %s %s", option, quoted);
}

static gboolean
has_header (PriseHttpRequest *request, const char *name)
{
  return prise_http_request_find_header (request, name) >= 0;
}

static void
append_headers (GString *string, PriseHttpRequest *request, gsize body_size)
{
  for (guint i = 0; i < request->headers->len; i++) {
    const PriseHttpRequestHeader *header =
        &g_array_index (request->headers, PriseHttpRequestHeader, i);
    g_autofree char *line = *header->value != '\0'
                                ? g_strdup_printf ("%s: %s", header->name, header->value)
                                : g_strdup_printf ("%s;", header->name);

    append_quoted (string, "-H", line);
  }

  if (!has_header (request, "Host"))
    append_quoted (string, "-H", "Host:");
  if (!has_header (request, "Accept"))
    append_quoted (string, "-H", "Accept:");
  if (!has_header (request, "User-Agent"))
    append_quoted (string, "-H", "User-Agent:");
  if (body_size > 0 && !has_header (request, "Content-Type"))
    append_quoted (string, "-H", "Content-Type:");
  if (body_size >= EXPECTING_SIZE && !has_header (request, "Expect"))
    append_quoted (string, "-H", "Expect:");
}

/* Whether its parts make the same request again, but for what they don't say. */
static gboolean
is_regular (PriseHttpRequest *request)
{
  g_autoptr (PriseHttpRequest) again = NULL;

  if (*request->method == '\0' || *request->target != '/')
    return FALSE;
  again = prise_http_request_new_simple (request->method, request->target, "");
  prise_http_request_replace (&again, prise_http_request_without_header (again, 0));
  for (guint i = 0; i < request->headers->len; i++) {
    const PriseHttpRequestHeader *header =
        &g_array_index (request->headers, PriseHttpRequestHeader, i);

    prise_http_request_replace (&again, prise_http_request_with_header (again, -1, header->name,
                                                                        header->value));
  }
  prise_http_request_replace (&again, prise_http_request_with_body (again, request->body));

  return prise_http_request_equal (again, request);
}

/* curl computes the length itself, and so gives the right one. */
static gboolean
has_right_length (PriseHttpRequest *request, gsize size)
{
  gssize index = prise_http_request_find_header (request, "Content-Length");
  g_autofree char *right = g_strdup_printf ("%" G_GSIZE_FORMAT, size);

  if (index < 0)
    return size == 0;

  return g_str_equal (g_array_index (request->headers, PriseHttpRequestHeader, index).value, right);
}

static gboolean
is_visible (const char *text)
{
  while (g_ascii_isgraph (*text))
    text++;

  return *text == '\0';
}

/* Host comes first, and once. A name that begins with @ is a file's; control characters are
 * changed.
 */
static gboolean
has_usual_headers (PriseHttpRequest *request)
{
  for (guint i = 0; i < request->headers->len; i++) {
    const PriseHttpRequestHeader *header =
        &g_array_index (request->headers, PriseHttpRequestHeader, i);

    if (prise_http_find_bad_token (header->name, strlen (header->name)) >= 0 ||
        prise_http_find_control (header->value, strlen (header->value)) >= 0 ||
        strchr (header->value, '\r') != NULL ||
        (i > 0 && g_ascii_strcasecmp (header->name, "Host") == 0))
      return FALSE;
  }

  return TRUE;
}

/* A fragment curl leaves out, what can't be seen in a target it encodes, and a body that goes with
 * HEAD it refuses. */
static gboolean
can_be_curl (PriseHttpRequest *request, gsize size)
{
  return is_regular (request) && has_right_length (request, size) && has_usual_headers (request) &&
         is_visible (request->target) && strchr (request->target, '#') == NULL &&
         (size == 0 || !g_str_equal (request->method, "HEAD"));
}

static char *
to_ncat (PriseHttpRequest *request, const char *host, guint16 port)
{
  GString *string = g_string_new (NULL);
  g_autoptr (GBytes) bytes = prise_http_request_dup_bytes (request);
  g_autofree char *quoted = g_shell_quote (host);

  append_printf_escaped (string, bytes);
  g_string_append_printf (string, " | ncat %s %u", quoted, port);

  return g_string_free (string, FALSE);
}

/**
 * prise_http_request_to_curl:
 * @request: a request
 * @host: to connect to
 * @port: to connect to
 *
 * Returns: (transfer full): a line for a shell that sends the same bytes
 */
char *
prise_http_request_to_curl (PriseHttpRequest *request, const char *host, guint16 port)
{
  const gsize size = g_bytes_get_size (request->body);
  const gboolean is_ipv6 = strchr (host, ':') != NULL;
  g_autofree char *url = g_strdup_printf (is_ipv6 ? "http://[%s]:%u%s" : "http://%s:%u%s", host,
                                          port, request->target);
  GString *string;

  if (!can_be_curl (request, size))
    return to_ncat (request, host, port);

  string = g_string_new (NULL);
  if (size > 0) {
    append_printf_escaped (string, request->body);
    g_string_append (string, " | ");
  }
  g_string_append (string, "curl --globoff --path-as-is");
  if (g_str_equal (request->method, "HEAD"))
    g_string_append (string, " --head");
  else if (size > 0 || !g_str_equal (request->method, "GET"))
    append_quoted (string, "--request", request->method);
  append_quoted (string, "--url", url);
  append_headers (string, request, size);
  if (size > 0)
    g_string_append (string, " --data-binary @-");

  return g_string_free (string, FALSE);
}
