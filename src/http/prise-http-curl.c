// SPDX-License-Identifier: GPL-3.0-or-later
/* A request as a command line of curl that sends the same bytes: curl hands on a header's line and
 * a target as they are, and what it would add by itself is taken back. What it can't send is said.
 */
#include "config.h"

#include "prise-http-curl.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Before a larger body curl asks with Expect whether it may come. */
#define EXPECTING_SIZE (1024 * 1024)

/* Linux takes arguments of 128 KiB, and of 2 MiB all together; what is as long as a body may be,
 * nobody pastes. */
#define MAX_LINE (120 * 1024)
#define MAX_HEAD (1024 * 1024)
#define MAX_BODY (4 * 1024 * 1024)

/* A command line being written. */
typedef struct {
  GString *text;
  PriseHttpRequest *request;
  GHashTable *names; /* of its headers, in small letters, as curl reads them */
  gboolean is_1_0;
} Command;

static gboolean
fail (GError **error, const char *reason)
{
  g_set_error (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_CANNOT_SEND,
               /* Translators: %s is one of the reasons that follow. */
               _ ("curl can’t send this request as it is: %s"), reason);

  return FALSE;
}

static gboolean
fail_too_long (GError **error)
{
  return fail (error, _ ("it is too long for a command line"));
}

static void
append_octal (GString *string, guint8 c)
{
  const char digits[] = { '\\', (char) ('0' + (c >> 6)), (char) ('0' + (c >> 3) % 8),
                          (char) ('0' + c % 8) };

  g_string_append_len (string, digits, sizeof digits);
}

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
      append_octal (string, c);
    else
      g_string_append_c (string, (char) c);
  }
  g_string_append (string, "'");
}

static gboolean
has_control (const char *text)
{
  while (*text != '\0' && !g_ascii_iscntrl (*text))
    text++;

  return *text != '\0';
}

/* As $'…' where a terminal would act on it, or the clipboard couldn't hold it. */
static void
append_quoted (GString *string, const char *option, const char *text)
{
  const gboolean is_utf8 = g_utf8_validate (text, -1, NULL);
  g_autofree char *quoted = g_shell_quote (text);

  if (is_utf8 && !has_control (text)) {
    g_string_append_printf (string, " %s %s", option, quoted);
    return;
  }

  g_string_append_printf (string, " %s $'", option);
  for (; *text != '\0'; text++) {
    if (*text == '\\' || *text == '\'')
      g_string_append_printf (string, "\\%c", *text);
    else if (g_ascii_iscntrl (*text) || (!is_utf8 && !g_ascii_isprint (*text)))
      g_string_append_printf (string, "\\x%02x", (guint8) *text);
    else
      g_string_append_c (string, *text);
  }
  g_string_append_c (string, '\'');
}

/* What curl does with a header's line: it takes one with @ for the name of a file, leaves out one
 * without a colon or value, and writes Host first, once, and so. Its own it knows by the name up to
 * a colon or semicolon, where a server may see one before a space. */
static gboolean
append_header (Command *self, const char *line, gboolean is_first, GError **error)
{
  const char *colon = strchr (line, ':');
  g_autofree char *name = colon != NULL ? g_strndup (line, (gsize) (colon - line)) : NULL;
  g_autofree char *known = g_ascii_strdown (line, (gssize) strcspn (line, ":;"));
  g_autofree char *empty = colon != NULL ? g_strconcat (name, ";", NULL) : NULL;

  if (colon == NULL || *line == '@' || colon == line || g_ascii_isspace (*line) ||
      (colon[1] != '\0' && colon[1 + strspn (colon + 1, " \t\v\f\r")] == '\0') ||
      (colon[1] == '\0' && strchr (name, ';') != NULL))
    return fail (error, _ ("it would leave out or change one of the headers"));
  if (g_str_equal (known, "host") && (!is_first || !g_str_equal (name, "Host")))
    return fail (error, _ ("it sends Host once, in this spelling, and before all other headers"));
  if (g_str_equal (known, "transfer-encoding"))
    return fail (error, _ ("with Transfer-Encoding it frames the body by itself"));
  append_quoted (self->text, "-H", colon[1] != '\0' ? line : empty);
  g_hash_table_add (self->names, g_steal_pointer (&known));

  return TRUE;
}

/* The next line, without its end. */
static char *
take_line (const char **p, const char *end, GError **error)
{
  const char *line = *p;
  const char *line_end = line < end ? memchr (line, '\n', (gsize) (end - line)) : NULL;

  if (line_end == NULL || line_end == line || line_end[-1] != '\r') {
    fail (error, _ ("a line of it doesn’t end in CR LF"));
    return NULL;
  }
  if (line_end - line > MAX_LINE) {
    fail_too_long (error);
    return NULL;
  }
  *p = line_end + 1;
  if (memchr (line, '\0', (gsize) (line_end - line)) != NULL) {
    fail (error, _ ("no argument can hold a NUL byte"));
    return NULL;
  }

  return g_strndup (line, (gsize) (line_end - 1 - line));
}

static gboolean
append_headers (Command *self, const char *p, const char *end, GError **error)
{
  for (gboolean is_first = TRUE; p < end; is_first = FALSE) {
    g_autofree char *line = take_line (&p, end, error);

    if (line == NULL)
      return FALSE;
    if (*line == '\0')
      return TRUE;
    if (!append_header (self, line, is_first, error))
      return FALSE;
  }

  return fail (error, _ ("an empty line behind its headers is missing"));
}

/* What curl writes unless it is told not to. */
static void
take_back_own (Command *self, gsize body_size)
{
  static const struct {
    const char *name;
    gsize least_size; /* of the body, with which curl writes it */
  } own[] = {
    { "Host", 0 },         { "Accept", 0 },         { "User-Agent", 0 },
    { "Content-Type", 1 }, { "Content-Length", 1 }, { "Expect", EXPECTING_SIZE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (own); i++) {
    g_autofree char *line = g_strconcat (own[i].name, ":", NULL);
    g_autofree char *name = g_ascii_strdown (own[i].name, -1);

    if (body_size >= own[i].least_size && !g_hash_table_contains (self->names, name))
      append_quoted (self->text, "-H", line);
  }
}

static gboolean
is_usual_target (const char *target)
{
  if (*target != '/' || strchr (target, '#') != NULL)
    return FALSE;
  while (g_ascii_isgraph (*target))
    target++;

  return *target == '\0';
}

static gboolean
check_first_line (Command *self, const char *line, GError **error)
{
  const PriseHttpRequest *request = self->request;
  g_autofree char *usual = g_strdup_printf ("%s %s HTTP/1.%c", request->method, request->target,
                                            g_str_has_suffix (line, " HTTP/1.0") ? '0' : '1');

  self->is_1_0 = g_str_has_suffix (line, " HTTP/1.0");
  if (*request->method == '\0' || *request->target == '\0' || !g_str_equal (line, usual))
    return fail (error, _ ("its first line isn’t a method, a target and HTTP/1.1"));
  if (g_str_equal (request->method, "HEAD") && g_bytes_get_size (request->body) > 0)
    return fail (error, _ ("it sends no body with HEAD"));

  return TRUE;
}

static void
append_first_line (Command *self, const char *host, guint16 port)
{
  const PriseHttpRequest *request = self->request;
  const gboolean has_body = g_bytes_get_size (request->body) > 0;
  const gboolean is_usual = is_usual_target (request->target);
  g_autofree char *url =
      g_strdup_printf (strchr (host, ':') != NULL ? "http://[%s]:%u%s" : "http://%s:%u%s", host,
                       port, is_usual ? request->target : "/");

  g_string_append (self->text, "curl --globoff --path-as-is");
  if (self->is_1_0)
    g_string_append (self->text, " --http1.0");
  if (g_str_equal (request->method, "HEAD"))
    g_string_append (self->text, " --head");
  else if (has_body || !g_str_equal (request->method, "GET"))
    append_quoted (self->text, "--request", request->method);
  if (!is_usual)
    append_quoted (self->text, "--request-target", request->target);
  append_quoted (self->text, "--url", url);
}

/**
 * prise_http_request_to_curl:
 * @request: a request
 * @host: to connect to
 * @port: to connect to
 * @error: a #PriseHttpCurlError: why curl can't send it
 *
 * Returns: (transfer full) (nullable): a line for bash that sends the same bytes, in UTF-8
 */
char *
prise_http_request_to_curl (PriseHttpRequest *request,
                            const char *host,
                            guint16 port,
                            GError **error)
{
  const gsize size = g_bytes_get_size (request->body);
  gsize head_size;
  const char *p = g_bytes_get_data (request->head, &head_size);
  const char *end = p + head_size;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Command self = { .text = text, .request = request, .names = names };
  g_autofree char *line = NULL;

  if (head_size > MAX_HEAD || size > MAX_BODY) {
    fail_too_long (error);
    return NULL;
  }
  line = take_line (&p, end, error);
  if (line == NULL || !check_first_line (&self, line, error))
    return NULL;

  if (size > 0) {
    append_printf_escaped (text, request->body);
    g_string_append (text, " | ");
  }
  append_first_line (&self, host, port);
  if (!append_headers (&self, p, end, error))
    return NULL;
  take_back_own (&self, size);
  if (size > 0)
    g_string_append (text, " --data-binary @-");

  return g_string_free (g_steal_pointer (&text), FALSE);
}
