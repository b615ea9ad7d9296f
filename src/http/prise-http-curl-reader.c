// SPDX-License-Identifier: GPL-3.0-or-later
/* What a command line of curl asks for. Of curl's options those are followed that change the
 * request, and those passed over that don't; with any other the command is refused. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "prise-http-basic.h"
#include "prise-http-curl.h"
#include "prise-http-curl-words.h"
#include "prise-http-form-codec.h"
#include "prise-http-url.h"

/* clang-format off */
G_DEFINE_QUARK (prise-http-curl-error-quark, prise_http_curl_error)
/* clang-format on */

/* What the options of a command line say. */
typedef struct {
  char *url;
  char *method;
  GPtrArray *headers; /* "Name: value", of --header */
  GPtrArray *others;  /* likewise, of other options; --header goes before them */
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
  g_ptr_array_unref (options->others);
  g_string_free (options->data, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* The place of the header of this name, which may be one that says to leave it out; or -1. */
static gssize
find_line (GPtrArray *lines, const char *name)
{
  const gsize size = strlen (name);

  for (guint i = 0; i < lines->len; i++) {
    const char *line = g_ptr_array_index (lines, i);

    if (g_ascii_strncasecmp (line, name, size) == 0 && (line[size] == ':' || line[size] == ';'))
      return i;
  }

  return -1;
}

/* An option that comes again counts instead of the first. */
static void
add_header (Options *options, const char *name, const char *value)
{
  const gssize index = find_line (options->others, name);

  if (index >= 0)
    g_ptr_array_remove_index (options->others, (guint) index);
  g_ptr_array_add (options->others, g_strdup_printf ("%s: %s", name, value));
}

/* But for cookies, which stand together. */
static void
add_cookie (Options *options, const char *cookie)
{
  const gssize index = find_line (options->others, "Cookie");
  const char *line = index >= 0 ? g_ptr_array_index (options->others, index) : NULL;
  g_autofree char *all =
      line != NULL ? g_strconcat (line + strlen ("Cookie: "), ";", cookie, NULL) : NULL;

  add_header (options, "Cookie", all != NULL ? all : cookie);
}

static void
add_user (Options *options, const char *user)
{
  g_autofree char *value = prise_http_basic_encode (user);

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
  OPTION_RAW_DATA,
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
  { "data-raw", 0, TRUE, OPTION_RAW_DATA },
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
  case OPTION_RAW_DATA:
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
    add_cookie (options, argument);
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

/* Whether curl would take the argument for the name of a file. */
static gboolean
reads_file (OptionKind kind, const char *argument)
{
  switch (kind) {
  case OPTION_DATA:
  case OPTION_HEADER:
    return *argument == '@';
  case OPTION_ENCODED_DATA:
    return strchr (argument, '=') == NULL && strchr (argument, '@') != NULL;
  case OPTION_COOKIE:
    return strchr (argument, '=') == NULL;
  case OPTION_IGNORED:
  case OPTION_METHOD:
  case OPTION_RAW_DATA:
  case OPTION_USER:
  case OPTION_USER_AGENT:
  case OPTION_REFERER:
  case OPTION_URL:
  case OPTION_HEAD:
  case OPTION_GET:
  case OPTION_COMPRESSED:
  default:
    return FALSE;
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
  g_autofree char *shown = g_utf8_make_valid (option, -1);

  g_set_error (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_BAD_OPTION,
               is_known ? _ ("curl’s option %s needs an argument")
                        : _ ("curl’s option %s isn’t one that Prise can follow: leave it out"),
               shown);

  return FALSE;
}

/* What a file would say isn't read: the command may come from anywhere. Of several URLs none is
 * chosen; the others may be of a command behind a "|". */
static gboolean
take_argument (Options *options,
               OptionKind kind,
               const char *option,
               const char *argument,
               GError **error)
{
  g_autofree char *shown = NULL;

  if (reads_file (kind, argument)) {
    shown = g_utf8_make_valid (option, -1);
    g_set_error (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_BAD_OPTION,
                 _ ("curl’s option %s names a file, which Prise doesn’t read here: put its text "
                    "into the command"),
                 shown);
    return FALSE;
  }
  if (kind == OPTION_URL && options->url != NULL) {
    shown = g_utf8_make_valid (argument, -1);
    g_set_error (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_MANY_URLS,
                 _ ("“%s” is one URL too many: one request goes to one"), shown);
    return FALSE;
  }
  apply (options, kind, argument);

  return TRUE;
}

/* "--name argument" */
static gboolean
take_long_option (Options *options, char ***words, GError **error)
{
  const char *option = **words;
  gssize index = find_option (option + 2, 0);

  if (index < 0)
    return fail_option (option, FALSE, error);
  if (known_options[index].has_argument && *++*words == NULL)
    return fail_option (option, TRUE, error);
  if (known_options[index].has_argument)
    return take_argument (options, known_options[index].kind, option, **words, error);
  apply (options, known_options[index].kind, NULL);

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
    return take_argument (options, known_options[index].kind, option,
                          p[1] != '\0' ? p + 1 : **words, error);
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
    } else if (!take_argument (options, OPTION_URL, NULL, *words, error)) {
      return FALSE;
    }
  }

  if (options->url != NULL)
    return TRUE;
  g_set_error_literal (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_NO_URL,
                       _ ("There is no URL in the command line"));

  return FALSE;
}

/* Replaces a header of the same name. "Name;" is one without a value, "Name:" none at all; what is
 * neither curl passes over. */
static PriseHttpRequest *
add_line (PriseHttpRequest *request, const char *line)
{
  const gsize name_size = strcspn (line, ":;");
  g_autofree char *name = g_strstrip (g_strndup (line, name_size));
  g_autofree char *value = line[name_size] == ':' ? g_strdup (line + name_size + 1) : g_strdup ("");
  gssize index = prise_http_request_find_header (request, name);

  g_strstrip (value);
  if (line[name_size] == '\0')
    return prise_http_request_ref (request);
  if (line[name_size] == ':' && *value == '\0')
    return index < 0 ? prise_http_request_ref (request)
                     : prise_http_request_without_header (request, (guint) index);
  if (g_ascii_strcasecmp (name, "Host") != 0 && g_ascii_strcasecmp (name, "Content-Type") != 0 &&
      g_ascii_strcasecmp (name, "Content-Length") != 0)
    index = -1;

  return prise_http_request_with_header (request, index, name, value);
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

    prise_http_request_replace (&request,
                                prise_http_request_with_header (request, -1, "Content-Type",
                                                                PRISE_HTTP_FORM_TYPE));
    prise_http_request_replace (&request,
                                prise_http_request_with_header (request, -1, "Content-Length",
                                                                length));
    prise_http_request_replace (&request, prise_http_request_with_body (request, body));
  }
  for (guint i = 0; i < options->others->len; i++) {
    const char *line = g_ptr_array_index (options->others, i);
    g_autofree char *name = g_strndup (line, strcspn (line, ":"));

    if (find_line (options->headers, name) < 0)
      prise_http_request_replace (&request, add_line (request, line));
  }
  for (guint i = 0; i < options->headers->len; i++)
    prise_http_request_replace (&request,
                                add_line (request, g_ptr_array_index (options->headers, i)));

  return request;
}

/**
 * prise_http_curl_is_command:
 * @text: what was typed or pasted
 *
 * Returns: whether @text is meant as a command line of curl, as no host or URL is
 */
gboolean
prise_http_curl_is_command (const char *text)
{
  text += strspn (text, " \t\r\n");

  return g_str_has_prefix (text, "curl") && g_ascii_isspace (text[strlen ("curl")]);
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
  g_auto (Options) options = {
    .headers = g_ptr_array_new_with_free_func (g_free),
    .others = g_ptr_array_new_with_free_func (g_free),
    .data = g_string_new (NULL),
  };

  if (!prise_http_curl_is_command (stripped)) {
    g_set_error_literal (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_NO_CURL,
                         _ ("This isn’t a command line that begins with curl"));
    return NULL;
  }
  words = prise_http_curl_split (stripped);
  if (words == NULL) {
    g_set_error_literal (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_BAD_QUOTING,
                         _ ("The command line is incomplete: a quotation mark is missing"));
    return NULL;
  }
  if (!take_words (&options, words + 1, error))
    return NULL;
  parsed = prise_http_url_parse (options.url, error);
  if (parsed == NULL)
    return NULL;
  if (parsed->user_info != NULL && find_line (options.others, "Authorization") < 0)
    add_user (&options, parsed->user_info);

  *url = g_utf8_make_valid (options.url, -1);

  return build (&options, parsed);
}
