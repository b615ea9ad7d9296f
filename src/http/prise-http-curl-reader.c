// SPDX-License-Identifier: GPL-3.0-or-later
/* What a command line of curl asks for. Of curl's options those are followed that change the
 * request, and those passed over that don't; with any other the command is refused. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "prise-http-basic.h"
#include "prise-http-curl-builder.h"
#include "prise-http-curl-form.h"
#include "prise-http-curl-words.h"
#include "prise-http-form-codec.h"
#include "prise-http-url.h"

/* Read on the main thread, and each header is looked for among those before it. */
#define MAX_SIZE  (4 * 1024 * 1024)
#define MAX_WORDS 2048

/* clang-format off */
G_DEFINE_QUARK (prise-http-curl-error-quark, prise_http_curl_error)
/* clang-format on */

static void
options_clear (PriseHttpCurlOptions *options)
{
  g_free (options->method);
  g_free (options->target);
  g_ptr_array_unref (options->headers);
  g_ptr_array_unref (options->others);
  g_string_free (options->query, TRUE);
  g_string_free (options->data, TRUE);
  g_string_free (options->form, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PriseHttpCurlOptions, options_clear)

/* An option that comes again counts instead of the first. */
static void
add_header (PriseHttpCurlOptions *options, const char *name, const char *value)
{
  const gssize index = prise_http_curl_find_line (options->others, name);

  if (index >= 0)
    g_ptr_array_remove_index (options->others, (guint) index);
  g_ptr_array_add (options->others, g_strdup_printf ("%s: %s", name, value));
}

/* But for cookies, which stand together. */
static void
add_cookie (PriseHttpCurlOptions *options, const char *cookie)
{
  const gssize index = prise_http_curl_find_line (options->others, "Cookie");
  const char *line = index >= 0 ? g_ptr_array_index (options->others, index) : NULL;
  g_autofree char *all =
      line != NULL ? g_strconcat (line + strlen ("Cookie: "), ";", cookie, NULL) : NULL;

  add_header (options, "Cookie", all != NULL ? all : cookie);
}

static void
add_user (PriseHttpCurlOptions *options, const char *user)
{
  g_autofree char *value = prise_http_basic_encode (user);

  add_header (options, "Authorization", value);
}

static void
append_field (GString *fields, const char *field)
{
  if (fields->len > 0)
    g_string_append_c (fields, '&');
  g_string_append (fields, field);
}

static void
add_data (PriseHttpCurlOptions *options, const char *data)
{
  if (options->has_data)
    g_string_append_c (options->data, '&');
  g_string_append (options->data, data);
  options->has_data = TRUE;
}

/* Several are one after the other. */
static void
add_json (PriseHttpCurlOptions *options, const char *data)
{
  g_string_append (options->data, data);
  options->has_data = TRUE;
  options->type = "application/json";
  add_header (options, "Accept", options->type);
}

/* "content", "=content" or "name=content" (curl(1)). */
static char *
encode_field (const char *data)
{
  const char *equals = strchr (data, '=');
  const char *content = equals != NULL ? equals + 1 : data;
  const gsize name_size = equals != NULL && equals > data ? (gsize) (content - data) : 0;
  g_autofree char *name = g_strndup (data, name_size);
  g_autofree char *encoded = g_uri_escape_string (content, NULL, FALSE);
  g_auto (GStrv) pieces = g_strsplit (encoded, "%20", -1);
  g_autofree char *joined = g_strjoinv ("+", pieces);

  return g_strconcat (name, joined, NULL);
}

static void
add_encoded_data (PriseHttpCurlOptions *options, const char *data)
{
  g_autofree char *field = encode_field (data);

  add_data (options, field);
}

/* What begins with a plus sign is encoded already. */
static void
add_query (PriseHttpCurlOptions *options, const char *data)
{
  g_autofree char *field = *data == '+' ? g_strdup (data + 1) : encode_field (data);

  append_field (options->query, field);
}

/* Only what stands before ";auto" is sent. */
static void
add_referer (PriseHttpCurlOptions *options, const char *referer)
{
  g_autofree char *text = g_strdup (referer);

  if (g_str_has_suffix (text, ";auto"))
    text[strlen (text) - strlen (";auto")] = '\0';
  if (*text != '\0')
    add_header (options, "Referer", text);
}

static void
add_prefixed (PriseHttpCurlOptions *options,
              const char *name,
              const char *prefix,
              const char *value)
{
  g_autofree char *text = g_strconcat (prefix, value, NULL);

  add_header (options, name, text);
}

typedef enum {
  OPTION_IGNORED,
  OPTION_METHOD,
  OPTION_TARGET,
  OPTION_1_0,
  OPTION_PATH_AS_IS,
  OPTION_HEADER,
  OPTION_DATA,
  OPTION_RAW_DATA,
  OPTION_ENCODED_DATA,
  OPTION_JSON,
  OPTION_FORM,
  OPTION_FORM_STRING,
  OPTION_UPLOAD,
  OPTION_USER,
  OPTION_BEARER,
  OPTION_USER_AGENT,
  OPTION_REFERER,
  OPTION_COOKIE,
  OPTION_RANGE,
  OPTION_URL,
  OPTION_URL_QUERY,
  OPTION_HEAD,
  OPTION_GET,
  OPTION_COMPRESSED,
  OPTION_LOCATION,
  OPTION_FAIL,
  OPTION_INCLUDE,
  OPTION_CONNECT_TIMEOUT,
  OPTION_MAX_TIME,
} OptionKind;

static const struct {
  const char *name;
  char letter;
  gboolean has_argument;
  OptionKind kind;
} known_options[] = {
  { "request", 'X', TRUE, OPTION_METHOD },
  { "request-target", 0, TRUE, OPTION_TARGET },
  { "header", 'H', TRUE, OPTION_HEADER },
  { "data", 'd', TRUE, OPTION_DATA },
  { "data-raw", 0, TRUE, OPTION_RAW_DATA },
  { "data-binary", 0, TRUE, OPTION_DATA },
  { "data-ascii", 0, TRUE, OPTION_DATA },
  { "data-urlencode", 0, TRUE, OPTION_ENCODED_DATA },
  { "json", 0, TRUE, OPTION_JSON },
  { "form", 'F', TRUE, OPTION_FORM },
  { "form-string", 0, TRUE, OPTION_FORM_STRING },
  { "upload-file", 'T', TRUE, OPTION_UPLOAD },
  { "user", 'u', TRUE, OPTION_USER },
  { "oauth2-bearer", 0, TRUE, OPTION_BEARER },
  { "user-agent", 'A', TRUE, OPTION_USER_AGENT },
  { "referer", 'e', TRUE, OPTION_REFERER },
  { "cookie", 'b', TRUE, OPTION_COOKIE },
  { "range", 'r', TRUE, OPTION_RANGE },
  { "url", 0, TRUE, OPTION_URL },
  { "url-query", 0, TRUE, OPTION_URL_QUERY },
  { "head", 'I', FALSE, OPTION_HEAD },
  { "get", 'G', FALSE, OPTION_GET },
  { "http1.0", '0', FALSE, OPTION_1_0 },
  { "path-as-is", 0, FALSE, OPTION_PATH_AS_IS },
  { "compressed", 0, FALSE, OPTION_COMPRESSED },
  /* What changes how it is sent, or what is done with the response. */
  { "connect-timeout", 0, TRUE, OPTION_CONNECT_TIMEOUT },
  { "max-time", 'm', TRUE, OPTION_MAX_TIME },
  { "location", 'L', FALSE, OPTION_LOCATION },
  { "fail", 'f', FALSE, OPTION_FAIL },
  { "fail-with-body", 0, FALSE, OPTION_FAIL },
  { "include", 'i', FALSE, OPTION_INCLUDE },
  /* What changes nothing here. */
  { "output", 'o', TRUE, OPTION_IGNORED },
  { "retry", 0, TRUE, OPTION_IGNORED },
  { "retry-delay", 0, TRUE, OPTION_IGNORED },
  { "retry-max-time", 0, TRUE, OPTION_IGNORED },
  { "write-out", 'w', TRUE, OPTION_IGNORED },
  { "max-redirs", 0, TRUE, OPTION_IGNORED },
  { "cookie-jar", 'c', TRUE, OPTION_IGNORED },
  { "dump-header", 'D', TRUE, OPTION_IGNORED },
  { "keepalive-time", 0, TRUE, OPTION_IGNORED },
  { "noproxy", 0, TRUE, OPTION_IGNORED },
  { "proto", 0, TRUE, OPTION_IGNORED },
  { "proto-redir", 0, TRUE, OPTION_IGNORED },
  { "stderr", 0, TRUE, OPTION_IGNORED },
  { "trace", 0, TRUE, OPTION_IGNORED },
  { "trace-ascii", 0, TRUE, OPTION_IGNORED },
  { "silent", 's', FALSE, OPTION_IGNORED },
  { "show-error", 'S', FALSE, OPTION_IGNORED },
  { "verbose", 'v', FALSE, OPTION_IGNORED },
  { "insecure", 'k', FALSE, OPTION_IGNORED },
  { "remote-name", 'O', FALSE, OPTION_IGNORED },
  { "remote-header-name", 'J', FALSE, OPTION_IGNORED },
  { "remote-time", 'R', FALSE, OPTION_IGNORED },
  { "create-dirs", 0, FALSE, OPTION_IGNORED },
  { "globoff", 'g', FALSE, OPTION_IGNORED },
  { "http1.1", 0, FALSE, OPTION_IGNORED },
  { "no-buffer", 'N', FALSE, OPTION_IGNORED },
  { "progress-bar", '#', FALSE, OPTION_IGNORED },
  { "no-progress-meter", 0, FALSE, OPTION_IGNORED },
  { "ipv4", '4', FALSE, OPTION_IGNORED },
  { "ipv6", '6', FALSE, OPTION_IGNORED },
  { "basic", 0, FALSE, OPTION_IGNORED },
  { "no-keepalive", 0, FALSE, OPTION_IGNORED },
  { "tcp-nodelay", 0, FALSE, OPTION_IGNORED },
  { "junk-session-cookies", 'j', FALSE, OPTION_IGNORED },
  { "tlsv1.2", 0, FALSE, OPTION_IGNORED },
};

/* Seconds, and parts of one; 0 for what is no number. */
static guint
parse_milliseconds (const char *argument)
{
  const double milliseconds = g_ascii_strtod (argument, NULL) * 1000;

  return milliseconds > 0 ? (guint) MIN (milliseconds, G_MAXINT) : 0;
}

/* The options that have an argument and are a header or part of the body. */
static void
apply_argument (PriseHttpCurlOptions *options, OptionKind kind, const char *argument)
{
  if (kind == OPTION_METHOD) {
    g_free (options->method);
    options->method = g_strdup (argument);
  } else if (kind == OPTION_TARGET) {
    g_free (options->target);
    options->target = g_strdup (argument);
  } else if (kind == OPTION_HEADER) {
    g_ptr_array_add (options->headers, g_strdup (argument));
  } else if (kind == OPTION_DATA || kind == OPTION_RAW_DATA) {
    add_data (options, argument);
  } else if (kind == OPTION_ENCODED_DATA) {
    add_encoded_data (options, argument);
  } else if (kind == OPTION_JSON) {
    add_json (options, argument);
  } else if (kind == OPTION_USER) {
    add_user (options, argument);
  } else if (kind == OPTION_BEARER) {
    add_prefixed (options, "Authorization", "Bearer ", argument);
  } else if (kind == OPTION_USER_AGENT) {
    add_header (options, "User-Agent", argument);
  } else if (kind == OPTION_REFERER) {
    add_referer (options, argument);
  } else if (kind == OPTION_COOKIE) {
    add_cookie (options, argument);
  } else if (kind == OPTION_RANGE) {
    add_prefixed (options, "Range", "bytes=", argument);
  } else if (kind == OPTION_URL) {
    options->curl->url = g_strdup (argument);
  } else if (kind == OPTION_URL_QUERY) {
    add_query (options, argument);
  } else if (kind == OPTION_CONNECT_TIMEOUT) {
    options->curl->connect_timeout = parse_milliseconds (argument);
  } else if (kind == OPTION_MAX_TIME) {
    options->curl->max_time = parse_milliseconds (argument);
  }
}

static void
apply_flag (PriseHttpCurlOptions *options, OptionKind kind)
{
  if (kind == OPTION_HEAD)
    options->is_head = TRUE;
  else if (kind == OPTION_GET)
    options->is_get = TRUE;
  else if (kind == OPTION_1_0)
    options->is_1_0 = TRUE;
  else if (kind == OPTION_PATH_AS_IS)
    options->keeps_dots = TRUE;
  else if (kind == OPTION_COMPRESSED)
    add_header (options, "Accept-Encoding", "gzip, deflate");
  else if (kind == OPTION_LOCATION)
    options->curl->follows = TRUE;
  else if (kind == OPTION_FAIL)
    options->curl->fails = TRUE;
  else if (kind == OPTION_INCLUDE)
    options->curl->includes_head = TRUE;
}

/* Whether curl would take the argument for the name of a file. */
static gboolean
reads_file (OptionKind kind, const char *argument)
{
  const char *equals = strchr (argument, '=');

  if (kind == OPTION_DATA || kind == OPTION_HEADER || kind == OPTION_JSON)
    return *argument == '@';
  if (kind == OPTION_ENCODED_DATA || kind == OPTION_URL_QUERY)
    return equals == NULL && *argument != '+' && strchr (argument, '@') != NULL;
  if (kind == OPTION_FORM)
    return equals != NULL && (equals[1] == '@' || equals[1] == '<');

  return kind == OPTION_UPLOAD || (kind == OPTION_COOKIE && equals == NULL);
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
 * chosen. */
static gboolean
take_argument (PriseHttpCurlOptions *options,
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
  if ((kind == OPTION_FORM || kind == OPTION_FORM_STRING) &&
      !prise_http_curl_form_add (options->form, argument, kind == OPTION_FORM_STRING))
    return fail_option (option, FALSE, error);
  if (kind == OPTION_URL && options->curl->url != NULL) {
    shown = g_utf8_make_valid (argument, -1);
    g_set_error (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_MANY_URLS,
                 _ ("“%s” is one URL too many: one request goes to one"), shown);
    return FALSE;
  }
  apply_argument (options, kind, argument);

  return TRUE;
}

/* "--name argument" */
static gboolean
take_long_option (PriseHttpCurlOptions *options, char ***words, GError **error)
{
  const char *option = **words;
  gssize index = find_option (option + 2, 0);

  if (index < 0)
    return fail_option (option, FALSE, error);
  if (known_options[index].has_argument && *++*words == NULL)
    return fail_option (option, TRUE, error);
  if (known_options[index].has_argument)
    return take_argument (options, known_options[index].kind, option, **words, error);
  apply_flag (options, known_options[index].kind);

  return TRUE;
}

/* "-sSX POST", "-XPOST" */
static gboolean
take_short_options (PriseHttpCurlOptions *options, char ***words, GError **error)
{
  const char *option = **words;

  for (const char *p = option + 1; *p != '\0'; p++) {
    gssize index = find_option (NULL, *p);

    if (index < 0)
      return fail_option (option, FALSE, error);
    if (!known_options[index].has_argument) {
      apply_flag (options, known_options[index].kind);
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
take_words (PriseHttpCurlOptions *options, char **words, GError **error)
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

  if (options->curl->url != NULL)
    return TRUE;
  g_set_error_literal (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_NO_URL,
                       _ ("There is no URL in the command line"));

  return FALSE;
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

  if (!g_str_has_prefix (text, "curl"))
    return FALSE;
  text += strlen ("curl");
  if (g_str_has_prefix (text, ".exe"))
    text += strlen (".exe");

  return g_ascii_isspace (*text);
}

/**
 * prise_http_curl_free:
 * @self: (nullable): what was read of a command
 */
void
prise_http_curl_free (PriseHttpCurl *self)
{
  if (self == NULL)
    return;
  g_free (self->url);
  g_free (self->left_out);
  g_clear_pointer (&self->request, prise_http_request_unref);
  g_free (self);
}

/**
 * prise_http_curl_read:
 * @command: a command line of curl, as one copies it from a manual or a browser
 * @error: return location for a #PriseHttpCurlError or #PriseHttpUrlError
 *
 * Files that the command names aren't read: it may come from anywhere.
 *
 * Returns: (transfer full) (nullable): what curl would send, without the headers that it adds by
 *   itself
 */
PriseHttpCurl *
prise_http_curl_read (const char *command, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (command));
  g_autoptr (PriseHttpCurl) curl = g_new0 (PriseHttpCurl, 1);
  g_autoptr (PriseHttpUrl) parsed = NULL;
  g_autofree char *url = NULL;
  g_auto (GStrv) words = NULL;
  g_auto (PriseHttpCurlOptions) options = {
    .curl = curl,
    .headers = g_ptr_array_new_with_free_func (g_free),
    .others = g_ptr_array_new_with_free_func (g_free),
    .query = g_string_new (NULL),
    .data = g_string_new (NULL),
    .form = g_string_new (NULL),
    .type = PRISE_HTTP_FORM_TYPE,
  };

  if (!prise_http_curl_is_command (stripped)) {
    g_set_error_literal (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_NO_CURL,
                         _ ("This isn’t a command line that begins with curl"));
    return NULL;
  }
  words = strlen (stripped) <= MAX_SIZE ? prise_http_curl_split (stripped, &curl->left_out) : NULL;
  if (strlen (stripped) > MAX_SIZE || (words != NULL && g_strv_length (words) > MAX_WORDS)) {
    g_set_error_literal (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_TOO_LONG,
                         _ ("The command line is too long"));
    return NULL;
  }
  if (words == NULL) {
    g_set_error_literal (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_BAD_QUOTING,
                         _ ("The command line is incomplete: a quotation mark is missing"));
    return NULL;
  }
  if (!take_words (&options, words + 1, error))
    return NULL;
  parsed = prise_http_curl_parse_url (&options, error);
  if (parsed == NULL)
    return NULL;
  if (parsed->user_info != NULL && prise_http_curl_find_line (options.others, "Authorization") < 0)
    add_user (&options, parsed->user_info);

  url = curl->url;
  curl->url = g_utf8_make_valid (parsed->text, -1);
  curl->request = prise_http_curl_build (&options, parsed);

  return g_steal_pointer (&curl);
}
