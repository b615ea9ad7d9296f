// SPDX-License-Identifier: GPL-3.0-or-later
/* A request as a command line of curl, and the other way round. What curl would add by itself is
 * taken back, so that it sends the same. A request that curl can't send becomes a line for ncat. */
#include "config.h"

#include "prise-http-curl.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "prise-http-url.h"

/* clang-format off */
G_DEFINE_QUARK (prise-http-curl-error-quark, prise_http_curl_error)
/* clang-format on */

/* For printf(1): bytes that a shell would change are octal escapes. */
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
    else if (c < ' ' || c >= 0x7f || c == '\'' || c == '\\')
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
append_headers (GString *string, PriseHttpRequest *request, gboolean has_body)
{
  for (guint i = 0; i < request->headers->len; i++) {
    const PriseHttpRequestHeader *header =
        &g_array_index (request->headers, PriseHttpRequestHeader, i);
    g_autofree char *line = *header->value != '\0'
                                ? g_strdup_printf ("%s: %s", header->name, header->value)
                                : g_strdup_printf ("%s;", header->name);

    append_quoted (string, "-H", line);
  }

  if (!has_header (request, "Accept"))
    append_quoted (string, "-H", "Accept:");
  if (!has_header (request, "User-Agent"))
    append_quoted (string, "-H", "User-Agent:");
  if (has_body && !has_header (request, "Content-Type"))
    append_quoted (string, "-H", "Content-Type:");
}

/* Whether its parts make the same request again, but for what they don't say. */
static gboolean
is_regular (PriseHttpRequest *request)
{
  g_autoptr (GBytes) body = prise_http_request_dup_body (request);
  g_autoptr (PriseHttpRequest) anew = NULL;
  g_autoptr (PriseHttpRequest) with_body = NULL;

  if (*request->method == '\0' || *request->target != '/')
    return FALSE;
  anew = prise_http_request_new_simple (request->method, request->target, "");
  with_body = prise_http_request_without_header (anew, 0);
  for (guint i = 0; i < request->headers->len; i++) {
    const PriseHttpRequestHeader *header =
        &g_array_index (request->headers, PriseHttpRequestHeader, i);
    PriseHttpRequest *next =
        prise_http_request_with_header (with_body, -1, header->name, header->value);

    prise_http_request_unref (with_body);
    with_body = next;
  }
  prise_http_request_unref (anew);
  anew = prise_http_request_with_body (with_body, body);

  return g_bytes_equal (anew->bytes, request->bytes);
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

static char *
to_ncat (PriseHttpRequest *request, const char *host, guint16 port)
{
  GString *string = g_string_new (NULL);
  g_autofree char *quoted = g_shell_quote (host);

  append_printf_escaped (string, request->bytes);
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
  g_autoptr (GBytes) body = prise_http_request_dup_body (request);
  const gsize size = g_bytes_get_size (body);
  const gboolean is_ipv6 = strchr (host, ':') != NULL;
  g_autofree char *url = g_strdup_printf (is_ipv6 ? "http://[%s]:%u%s" : "http://%s:%u%s", host,
                                          port, request->target);
  GString *string;

  if (!is_regular (request) || !has_right_length (request, size))
    return to_ncat (request, host, port);

  string = g_string_new (NULL);
  if (size > 0) {
    append_printf_escaped (string, body);
    g_string_append (string, " | ");
  }
  g_string_append (string, "curl --globoff --path-as-is");
  if (g_str_equal (request->method, "HEAD"))
    g_string_append (string, " --head");
  else if (size > 0 || !g_str_equal (request->method, "GET"))
    append_quoted (string, "--request", request->method);
  append_quoted (string, "--url", url);
  append_headers (string, request, size > 0);
  if (size > 0)
    g_string_append (string, " --data-binary @-");

  return g_string_free (string, FALSE);
}

/* What the options of a command line say. */
typedef struct {
  char *url;
  char *method;
  GPtrArray *headers; /* "Name: value" */
  GString *data;
  gboolean has_data;
  gboolean is_get;
  gboolean is_head;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->url);
  g_free (options->method);
  g_ptr_array_unref (options->headers);
  g_string_free (options->data, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
add_header (Options *options, const char *name, const char *value)
{
  g_ptr_array_add (options->headers, g_strdup_printf ("%s: %s", name, value));
}

static void
add_user (Options *options, const char *user)
{
  g_autofree char *encoded = g_base64_encode ((const guchar *) user, strlen (user));
  g_autofree char *value = g_strconcat ("Basic ", encoded, NULL);

  add_header (options, "Authorization", value);
}

static void
add_data (Options *options, const char *data)
{
  if (options->has_data)
    g_string_append_c (options->data, '&');
  g_string_append (options->data, data);
  options->has_data = TRUE;
}

/* "content", "=content" or "name=content" (curl(1)). */
static void
add_encoded_data (Options *options, const char *data)
{
  const char *equals = strchr (data, '=');
  const char *content = equals != NULL ? equals + 1 : data;
  g_autofree char *name = equals != NULL && equals > data ? g_strndup (data, equals - data) : NULL;
  g_autofree char *encoded = g_uri_escape_string (content, NULL, FALSE);
  g_autofree char *whole =
      name != NULL ? g_strconcat (name, "=", encoded, NULL) : g_strdup (encoded);

  add_data (options, whole);
}

typedef enum {
  OPTION_IGNORED,
  OPTION_METHOD,
  OPTION_HEADER,
  OPTION_DATA,
  OPTION_ENCODED_DATA,
  OPTION_USER,
  OPTION_USER_AGENT,
  OPTION_REFERER,
  OPTION_COOKIE,
  OPTION_URL,
  OPTION_HEAD,
  OPTION_GET,
  OPTION_COMPRESSED,
} OptionKind;

static const struct {
  const char *name;
  char letter;
  gboolean has_argument;
  OptionKind kind;
} known_options[] = {
  { "request", 'X', TRUE, OPTION_METHOD },
  { "header", 'H', TRUE, OPTION_HEADER },
  { "data", 'd', TRUE, OPTION_DATA },
  { "data-raw", 0, TRUE, OPTION_DATA },
  { "data-binary", 0, TRUE, OPTION_DATA },
  { "data-ascii", 0, TRUE, OPTION_DATA },
  { "data-urlencode", 0, TRUE, OPTION_ENCODED_DATA },
  { "user", 'u', TRUE, OPTION_USER },
  { "user-agent", 'A', TRUE, OPTION_USER_AGENT },
  { "referer", 'e', TRUE, OPTION_REFERER },
  { "cookie", 'b', TRUE, OPTION_COOKIE },
  { "url", 0, TRUE, OPTION_URL },
  { "head", 'I', FALSE, OPTION_HEAD },
  { "get", 'G', FALSE, OPTION_GET },
  { "compressed", 0, FALSE, OPTION_COMPRESSED },
  /* What doesn't change the request. */
  { "output", 'o', TRUE, OPTION_IGNORED },
  { "max-time", 'm', TRUE, OPTION_IGNORED },
  { "connect-timeout", 0, TRUE, OPTION_IGNORED },
  { "retry", 0, TRUE, OPTION_IGNORED },
  { "write-out", 'w', TRUE, OPTION_IGNORED },
  { "silent", 's', FALSE, OPTION_IGNORED },
  { "show-error", 'S', FALSE, OPTION_IGNORED },
  { "fail", 'f', FALSE, OPTION_IGNORED },
  { "verbose", 'v', FALSE, OPTION_IGNORED },
  { "include", 'i', FALSE, OPTION_IGNORED },
  { "insecure", 'k', FALSE, OPTION_IGNORED },
  { "location", 'L', FALSE, OPTION_IGNORED },
  { "remote-name", 'O', FALSE, OPTION_IGNORED },
  { "globoff", 'g', FALSE, OPTION_IGNORED },
  { "path-as-is", 0, FALSE, OPTION_IGNORED },
  { "http1.1", 0, FALSE, OPTION_IGNORED },
  { "no-buffer", 'N', FALSE, OPTION_IGNORED },
};

static void
apply (Options *options, OptionKind kind, const char *argument)
{
  switch (kind) {
  case OPTION_METHOD:
    g_free (options->method);
    options->method = g_strdup (argument);
    break;
  case OPTION_HEADER:
    g_ptr_array_add (options->headers, g_strdup (argument));
    break;
  case OPTION_DATA:
    add_data (options, argument);
    break;
  case OPTION_ENCODED_DATA:
    add_encoded_data (options, argument);
    break;
  case OPTION_USER:
    add_user (options, argument);
    break;
  case OPTION_USER_AGENT:
    add_header (options, "User-Agent", argument);
    break;
  case OPTION_REFERER:
    add_header (options, "Referer", argument);
    break;
  case OPTION_COOKIE:
    add_header (options, "Cookie", argument);
    break;
  case OPTION_URL:
    g_free (options->url);
    options->url = g_strdup (argument);
    break;
  case OPTION_HEAD:
    options->is_head = TRUE;
    break;
  case OPTION_GET:
    options->is_get = TRUE;
    break;
  case OPTION_COMPRESSED:
    add_header (options, "Accept-Encoding", "gzip, deflate");
    break;
  case OPTION_IGNORED:
  default:
    break;
  }
}

static gssize
find_option (const char *name, char letter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_options); i++) {
    if (name != NULL ? g_str_equal (known_options[i].name, name)
                     : known_options[i].letter == letter)
      return (gssize) i;
  }

  return -1;
}

static gboolean
fail_option (const char *option, gboolean is_known, GError **error)
{
  g_set_error (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_BAD_OPTION,
               is_known ? _ ("curl’s option %s lacks what belongs to it")
                        : _ ("curl’s option %s isn’t one that Prise can follow: leave it out"),
               option);

  return FALSE;
}

/* "--name argument". Data may stand in a file for curl, which isn't read here. */
static gboolean
take_long_option (Options *options, char ***words, GError **error)
{
  const char *option = **words;
  gssize index = find_option (option + 2, 0);

  if (index < 0)
    return fail_option (option, FALSE, error);
  if (known_options[index].has_argument && *++*words == NULL)
    return fail_option (option, TRUE, error);
  apply (options, known_options[index].kind, **words);

  return TRUE;
}

/* "-sSX POST", "-XPOST" */
static gboolean
take_short_options (Options *options, char ***words, GError **error)
{
  const char *option = **words;

  for (const char *p = option + 1; *p != '\0'; p++) {
    gssize index = find_option (NULL, *p);

    if (index < 0)
      return fail_option (option, FALSE, error);
    if (!known_options[index].has_argument) {
      apply (options, known_options[index].kind, NULL);
      continue;
    }
    if (p[1] == '\0' && *++*words == NULL)
      return fail_option (option, TRUE, error);
    apply (options, known_options[index].kind, p[1] != '\0' ? p + 1 : **words);
    return TRUE;
  }

  return TRUE;
}

static gboolean
take_words (Options *options, char **words, GError **error)
{
  for (; *words != NULL; words++) {
    if (g_str_has_prefix (*words, "--")) {
      if (!take_long_option (options, &words, error))
        return FALSE;
    } else if (**words == '-' && (*words)[1] != '\0') {
      if (!take_short_options (options, &words, error))
        return FALSE;
    } else {
      apply (options, OPTION_URL, *words);
    }
  }

  if (options->url != NULL)
    return TRUE;
  g_set_error_literal (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_NO_URL,
                       _ ("There is no URL in the command line"));

  return FALSE;
}

/* Replaces a header of the same name. "Name;" is one without a value, "Name:" none at all. */
static PriseHttpRequest *
add_line (PriseHttpRequest *request, const char *line)
{
  const gsize name_size = strcspn (line, ":;");
  g_autofree char *name = g_strstrip (g_strndup (line, name_size));
  g_autofree char *value = line[name_size] == ':' ? g_strdup (line + name_size + 1) : g_strdup ("");
  gssize index = prise_http_request_find_header (request, name);

  g_strstrip (value);
  if (line[name_size] == ':' && *value == '\0')
    return index < 0 ? prise_http_request_ref (request)
                     : prise_http_request_without_header (request, (guint) index);
  if (g_ascii_strcasecmp (name, "Host") != 0 && g_ascii_strcasecmp (name, "Content-Type") != 0 &&
      g_ascii_strcasecmp (name, "Content-Length") != 0)
    index = -1;

  return prise_http_request_with_header (request, index, name, value);
}

static PriseHttpRequest *
take (PriseHttpRequest **request, PriseHttpRequest *next)
{
  prise_http_request_unref (*request);
  *request = next;

  return next;
}

static PriseHttpRequest *
build (const Options *options, const PriseHttpUrl *url)
{
  const gboolean has_body = options->has_data && !options->is_get;
  const char *method = options->method != NULL ? options->method
                       : options->is_head      ? "HEAD"
                       : has_body              ? "POST"
                                               : "GET";
  const char *separator = strchr (url->target, '?') != NULL ? "&" : "?";
  g_autofree char *target = options->has_data && options->is_get
                                ? g_strconcat (url->target, separator, options->data->str, NULL)
                                : g_strdup (url->target);
  PriseHttpRequest *request = prise_http_request_new_simple (method, target, url->authority);

  if (has_body) {
    g_autofree char *length = g_strdup_printf ("%" G_GSIZE_FORMAT, options->data->len);
    g_autoptr (GBytes) body = g_bytes_new (options->data->str, options->data->len);

    take (&request, prise_http_request_with_header (request, -1, "Content-Type",
                                                    "application/x-www-form-urlencoded"));
    take (&request, prise_http_request_with_header (request, -1, "Content-Length", length));
    take (&request, prise_http_request_with_body (request, body));
  }
  for (guint i = 0; i < options->headers->len; i++)
    take (&request, add_line (request, g_ptr_array_index (options->headers, i)));

  return request;
}

/**
 * prise_http_request_from_curl:
 * @command: a command line of curl, as one copies it from a manual or a browser
 * @url: (out): the URL in it
 * @error: return location for a #PriseHttpCurlError or #PriseHttpUrlError
 *
 * Returns: (transfer full) (nullable): what curl would send, without the headers that it adds by
 *   itself
 */
PriseHttpRequest *
prise_http_request_from_curl (const char *command, char **url, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (command));
  g_autoptr (PriseHttpUrl) parsed = NULL;
  g_auto (GStrv) words = NULL;
  g_auto (Options)
      options = { .headers = g_ptr_array_new_with_free_func (g_free), .data = g_string_new (NULL) };

  if (!g_str_has_prefix (stripped, "curl") || !g_ascii_isspace (stripped[strlen ("curl")])) {
    g_set_error_literal (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_NO_CURL,
                         _ ("This isn’t a command line that begins with curl"));
    return NULL;
  }
  if (!g_shell_parse_argv (stripped, NULL, &words, NULL)) {
    g_set_error_literal (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_BAD_QUOTING,
                         _ ("The command line isn’t whole: a quotation mark is missing"));
    return NULL;
  }
  if (!take_words (&options, words + 1, error))
    return NULL;
  parsed = prise_http_url_parse (options.url, error);
  if (parsed == NULL)
    return NULL;
  if (parsed->user_info != NULL)
    add_user (&options, parsed->user_info);

  *url = g_strdup (options.url);

  return build (&options, parsed);
}
