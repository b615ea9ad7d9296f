// SPDX-License-Identifier: GPL-3.0-or-later
/* What prise-cli http is asked for. Its numbers are read as strings, so that a mistake in one is a
 * sentence of ours; its files are read here, before anything is sent. */
#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "prise-cli-files.h"
#include "prise-cli-http-curl.h"
#include "prise-cli-http-header.h"
#include "prise-cli-http-options.h"
#include "prise-cli-parse.h"
#include "prise-cli-password.h"
#include "prise-http-body.h"
#include "prise-http-client.h"
#include "prise-http-curl-form.h"
#include "prise-http-syntax.h"

#define MIB       ((guint64) 1024 * 1024)
#define MAX_LIMIT (1024 * 1024)

/* A body of a file up to this size is sent together with the head, from memory. */
#define SMALL_FILE (64 * 1024)

/* The arguments as they were typed. */
typedef struct {
  GStrv headers;
  GStrv data;
  GStrv form;
  char *user;
  char *user_agent;
  char *cookie;
  char *local;
  char *request;
  char *curl;
  gboolean is_insecure; /* which means nothing without TLS */
  char *timeout;
  char *response_timeout;
  char *wait;
  char *limit;
  char *repeat;
  GStrv rest;
} Typed;

static void
typed_clear (Typed *self)
{
  g_strfreev (self->headers);
  g_strfreev (self->data);
  g_strfreev (self->form);
  g_free (self->user);
  g_free (self->user_agent);
  g_free (self->cookie);
  g_free (self->local);
  g_free (self->request);
  g_free (self->curl);
  g_free (self->timeout);
  g_free (self->response_timeout);
  g_free (self->wait);
  g_free (self->limit);
  g_free (self->repeat);
  g_strfreev (self->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Typed, typed_clear)

static gboolean
exclude (const char *one, const char *other, GError **error)
{
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("%s and %s exclude each other: leave one out"), one, other);

  return FALSE;
}

static gboolean
parse_url (PriseCliHttpOptions *self, const Typed *typed, GError **error)
{
  if (typed->curl != NULL)
    return typed->rest == NULL || exclude ("--curl", "URL", error);
  if (typed->rest == NULL) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("URL is missing: say what to ask for, as in “http://localhost:8080/”"));
    return FALSE;
  }
  if (typed->rest[1] != NULL) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("“%s” is one URL too many: one request goes to one"), typed->rest[1]);
    return FALSE;
  }

  self->url = prise_http_url_parse (typed->rest[0], error);

  return self->url != NULL;
}

static gboolean
parse_method (PriseCliHttpOptions *self, GError **error)
{
  if (self->method == NULL || (*self->method != '\0' &&
                               prise_http_find_bad_token (self->method, strlen (self->method)) < 0))
    return TRUE;

  g_set_error (
      error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
      _ ("--method: “%s” isn’t a method: use letters, as in GET. --request sends anything"),
      self->method);

  return FALSE;
}

static gboolean
add_header (PriseCliHttpOptions *self, const char *text, GError **error)
{
  PriseCliHttpHeader *header = prise_cli_http_header_parse (text, error);

  if (header != NULL)
    g_ptr_array_add (self->headers, header);

  return header != NULL;
}

/* An option that stands for a header of this name. */
static gboolean
add_named_header (PriseCliHttpOptions *self, const char *name, const char *value, GError **error)
{
  g_autofree char *text =
      value != NULL ? g_strconcat (name, *value != '\0' ? ": " : ";", value, NULL) : NULL;

  return text == NULL || add_header (self, text, error);
}

static gboolean
parse_headers (PriseCliHttpOptions *self, const Typed *typed, GError **error)
{
  self->headers = g_ptr_array_new_with_free_func ((GDestroyNotify) prise_cli_http_header_free);
  if (typed->cookie != NULL && strchr (typed->cookie, '=') == NULL) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("--cookie: “%s” is not NAME=VALUE: files of cookies aren’t read"),
                 typed->cookie);
    return FALSE;
  }
  if (!add_named_header (self, "User-Agent", typed->user_agent, error) ||
      !add_named_header (self, "Cookie", typed->cookie, error))
    return FALSE;

  for (gsize i = 0; typed->headers != NULL && typed->headers[i] != NULL; i++) {
    if (!add_header (self, typed->headers[i], error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
parse_user (PriseCliHttpOptions *self, const Typed *typed, GError **error)
{
  char *user;

  if (typed->user == NULL)
    return TRUE;
  user = prise_cli_read_user (typed->user, error);
  if (user == NULL)
    return FALSE;

  g_free (self->url->user_info);
  self->url->user_info = user;

  return TRUE;
}

static GBytes *
read_piece (const char *text, GError **error)
{
  if (*text == '@')
    return prise_cli_read_file ("--data", text + 1, error);

  return g_bytes_new (text, strlen (text));
}

static void
close_data (PriseCliHttpOptions *self)
{
  if (self->data_fd > STDERR_FILENO)
    close (self->data_fd);
  self->data_fd = -1;
}

/* Whether a header says by itself how long the body is, or seems to. */
static gboolean
has_framing (PriseCliHttpOptions *self)
{
  for (guint i = 0; i < self->headers->len; i++) {
    const PriseCliHttpHeader *header = g_ptr_array_index (self->headers, i);

    if (g_ascii_strcasecmp (header->name, "Content-Length") == 0 ||
        g_ascii_strcasecmp (header->name, "Transfer-Encoding") == 0)
      return TRUE;
  }

  return FALSE;
}

/* A file that is all of the body stays where it is, unless a redirect may want it again. */
static gboolean
open_data (PriseCliHttpOptions *self, const Typed *typed)
{
  const char *text = typed->data != NULL && typed->data[1] == NULL ? typed->data[0] : "";
  struct stat status;

  if (*text != '@' || g_str_equal (text, "@-") || self->follows || self->prints_request ||
      has_framing (self))
    return FALSE;
  /* Opening and closing a pipe would end whoever writes it. */
  if (stat (text + 1, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size <= SMALL_FILE)
    return FALSE;

  self->data_fd = g_open (text + 1, O_RDONLY | O_CLOEXEC, 0);
  self->data_size = (guint64) status.st_size;

  return self->data_fd >= 0;
}

static GBytes *
read_field (const char *name, GError **error)
{
  return prise_cli_read_file ("--form", name, error);
}

/* A body of several parts (RFC 7578). */
static gboolean
parse_form (PriseCliHttpOptions *self, const Typed *typed, GError **error)
{
  g_autoptr (GString) form = g_string_new (NULL);
  g_autofree char *boundary = NULL;

  if (typed->form == NULL)
    return TRUE;
  if (typed->data != NULL)
    return exclude ("--form", "--data", error);
  for (gsize i = 0; typed->form[i] != NULL; i++) {
    if (prise_http_curl_form_add_with_files (form, typed->form[i], read_field, error))
      continue;
    if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT))
      g_prefix_error (error, "--form: ");
    return FALSE;
  }

  self->data = g_string_free_to_bytes (prise_http_curl_form_end (form, &boundary));
  self->data_size = g_bytes_get_size (self->data);
  self->data_type = g_strconcat ("multipart/form-data; boundary=", boundary, NULL);

  return TRUE;
}

/* Several are joined as the fields of a form are. */
static gboolean
parse_data (PriseCliHttpOptions *self, const Typed *typed, GError **error)
{
  g_autoptr (GString) all = g_string_new (NULL);

  if (open_data (self, typed))
    return TRUE;
  for (gsize i = 0; typed->data != NULL && typed->data[i] != NULL; i++) {
    g_autoptr (GBytes) piece = read_piece (typed->data[i], error);
    gsize size;
    const char *bytes;

    if (piece == NULL)
      return FALSE;
    bytes = g_bytes_get_data (piece, &size);
    if (i > 0)
      g_string_append_c (all, '&');
    if (size > 0)
      g_string_append_len (all, bytes, (gssize) size);
  }
  if (typed->data != NULL)
    self->data = g_string_free_to_bytes (g_steal_pointer (&all));
  self->data_size = self->data != NULL ? g_bytes_get_size (self->data) : 0;

  return TRUE;
}

/* A request that is whole already, of a file or a command line of curl. */
static gboolean
parse_request (PriseCliHttpOptions *self, const Typed *typed, GError **error)
{
  const char *whole = typed->curl != NULL ? "--curl" : "--request";
  const char *other = self->method != NULL                            ? "--method"
                      : typed->headers != NULL                        ? "--header"
                      : typed->data != NULL                           ? "--data"
                      : typed->form != NULL                           ? "--form"
                      : typed->user != NULL                           ? "--user"
                      : typed->cookie != NULL                         ? "--cookie"
                      : typed->user_agent != NULL                     ? "--user-agent"
                      : typed->curl != NULL && typed->request != NULL ? "--request"
                      : self->follows && typed->curl == NULL          ? "--location"
                                                                      : NULL;

  if (typed->request == NULL && typed->curl == NULL)
    return TRUE;
  if (other != NULL)
    return exclude (whole, other, error);
  if (typed->curl != NULL)
    return prise_cli_http_curl_read (self, typed->curl, error);

  self->request = prise_cli_read_file ("--request", typed->request, error);

  return self->request != NULL;
}

static gboolean
is_standard_output (const char *name)
{
  return name != NULL && g_str_equal (name, "-");
}

/* On standard output there is room for one of the three. */
static gboolean
check_outputs (PriseCliHttpOptions *self, GError **error)
{
  const gboolean has_body = is_standard_output (self->output);
  const gboolean has_raw = is_standard_output (self->raw);
  const gboolean is_json = self->printing.form == PRISE_CLI_FORM_JSON;

  if (has_body && has_raw)
    return exclude ("--raw=-", "--output=-", error);
  if (is_json && (has_body || has_raw))
    return exclude ("--json", has_body ? "--output=-" : "--raw=-", error);
  if (self->is_verbose && self->printing.only_errors)
    return exclude ("--verbose", "--quiet", error);
  if (self->is_verbose && is_json)
    return exclude ("--verbose", "--json", error);
  if (self->is_verbose)
    self->printing.form = PRISE_CLI_FORM_ASIDE;

  return TRUE;
}

static gboolean
parse_numbers (PriseCliHttpOptions *self, const Typed *typed, GError **error)
{
  guint mib = PRISE_HTTP_BODY_DEFAULT_LIMIT / MIB;
  guint milliseconds = 0;

  if (typed->response_timeout != NULL &&
      !prise_cli_parse_seconds ("--response-timeout", typed->response_timeout, &milliseconds,
                                error))
    return FALSE;
  self->response_timeout = (milliseconds + 999) / 1000;
  self->repeat = 1;
  self->data_fd = -1;
  if (!prise_cli_parse_number ("--limit", typed->limit, 1, MAX_LIMIT, &mib, error) ||
      !prise_cli_parse_number ("--repeat", typed->repeat, 1, G_MAXUINT, &self->repeat, error))
    return FALSE;
  self->limit = mib * MIB;

  return TRUE;
}

/* How many of them are @wanted, behind the name of a field if they have one. */
static guint
count_inputs (GStrv texts, const char *wanted, gboolean has_names)
{
  guint n = 0;

  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++) {
    if (has_names ? g_str_has_suffix (texts[i], wanted) : g_str_equal (texts[i], wanted))
      n++;
  }

  return n;
}

/* Whoever comes second would find nothing there. */
static gboolean
check_input (const Typed *typed, GError **error)
{
  const guint n = count_inputs (typed->data, "@-", FALSE) +
                  count_inputs (typed->form, "=@-", TRUE) +
                  count_inputs (typed->form, "=<-", TRUE) + (g_strcmp0 (typed->user, "@-") == 0);

  if (n <= 1)
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("Standard input can be read only once: give one of them a file"));

  return FALSE;
}

/* Files come last: with a mistake elsewhere, standard input isn't waited for. */
static gboolean
interpret (PriseCliHttpOptions *self, const Typed *typed, GError **error)
{
  return parse_url (self, typed, error) && parse_method (self, error) &&
         parse_headers (self, typed, error) && check_outputs (self, error) &&
         prise_cli_parse_times (typed->timeout, typed->wait, PRISE_HTTP_CLIENT_DEFAULT_TIMEOUT,
                                &self->times, error) &&
         prise_cli_parse_local (typed->local, &self->local, error) &&
         parse_numbers (self, typed, error) && parse_request (self, typed, error) &&
         check_input (typed, error) && parse_data (self, typed, error) &&
         parse_form (self, typed, error) && parse_user (self, typed, error);
}

static const char *
get_summary (void)
{
  return _ ("It sends a request line, the header Host, and what these options add; nothing "
            "else. The decoded body goes to standard output; with --json or --quiet only to "
            "the file of --output.");
}

/* What is asked for. */
static void
add_request_entries (GArray *all, PriseCliHttpOptions *self, Typed *typed)
{
  const GOptionEntry entries[] = {
    { "method", 'X', 0, G_OPTION_ARG_FILENAME, &self->method,
      _ ("The method (GET, or POST with --data)"), _ ("METHOD") },
    { "header", 'H', 0, G_OPTION_ARG_FILENAME_ARRAY, &typed->headers,
      _ ("A header; “Name:” leaves it out; repeatable"), _ ("\"Name: value\"") },
    { "data", 'd', 0, G_OPTION_ARG_FILENAME_ARRAY, &typed->data,
      _ ("The body, or @ and its file; adds Content-Length; repeatable, joined by “&”"),
      _ ("TEXT|@FILE") },
    { "form", 'F', 0, G_OPTION_ARG_FILENAME_ARRAY, &typed->form,
      _ ("A field of a form that is sent as multipart/form-data; “@” sends a file; repeatable"),
      _ ("NAME=TEXT|NAME=@FILE") },
    { "user", 'u', 0, G_OPTION_ARG_FILENAME, &typed->user,
      _ ("Basic authentication; without a password it is asked for at the terminal"),
      _ ("NAME[:PASSWORD]|@FILE") },
    { "user-agent", 'A', 0, G_OPTION_ARG_FILENAME, &typed->user_agent, _ ("The header User-Agent"),
      _ ("TEXT") },
    { "cookie", 'b', 0, G_OPTION_ARG_FILENAME, &typed->cookie, _ ("The header Cookie"),
      _ ("NAME=VALUE") },
    { "request", 0, 0, G_OPTION_ARG_FILENAME, &typed->request,
      _ ("Send the file’s bytes as they are; “-” is standard input"), _ ("FILE") },
    { "curl", 0, 0, G_OPTION_ARG_FILENAME, &typed->curl,
      _ ("Send what a curl command says; “-” is standard input"), _ ("FILE") },
    { "print-request", 0, 0, G_OPTION_ARG_NONE, &self->prints_request, _ ("Print the request only"),
      NULL },
  };

  g_array_append_vals (all, entries, G_N_ELEMENTS (entries));
}

/* What becomes of the response, and how long it may take. */
static void
add_response_entries (GArray *all, PriseCliHttpOptions *self, Typed *typed)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output,
      _ ("Write the decoded body there; “-” is standard output"), _ ("FILE") },
    { "raw", 0, 0, G_OPTION_ARG_FILENAME, &self->raw,
      _ ("Write the response there as it came; “-” is standard output, then without the body"),
      _ ("FILE") },
    { "include", 'i', 0, G_OPTION_ARG_NONE, &self->includes_head,
      _ ("Put the headers before the body, as they came"), NULL },
    { "verbose", 'v', 0, G_OPTION_ARG_NONE, &self->is_verbose,
      _ ("Tell what happens, what the status code means and how long it took, on standard error"),
      NULL },
    { "fail", 'f', 0, G_OPTION_ARG_NONE, &self->fails,
      _ ("Take a status code from 400 on for a failure"), NULL },
    { "location", 'L', 0, G_OPTION_ARG_NONE, &self->follows, _ ("Follow redirects, 10 at most"),
      NULL },
    { "timeout", 0, 0, G_OPTION_ARG_STRING, &typed->timeout,
      _ ("Connect timeout (10); 0: the system’s own"), _ ("SECONDS") },
    { "response-timeout", 0, 0, G_OPTION_ARG_STRING, &typed->response_timeout,
      _ ("How long no byte may be received or sent (no limit)"), _ ("SECONDS") },
    { "wait", 0, 0, G_OPTION_ARG_STRING, &typed->wait, _ ("How long all of it may take (no limit)"),
      _ ("SECONDS") },
    { "local", 0, 0, G_OPTION_ARG_STRING, &typed->local,
      _ ("From where to connect; port 0 is a free one"), _ ("[ADDRESS:]PORT") },
    { "insecure", 'k', G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &typed->is_insecure, NULL, NULL },
    { "limit", 0, 0, G_OPTION_ARG_STRING, &typed->limit,
      _ ("How large a compressed body may become (256)"), _ ("MIB") },
    { "repeat", 0, 0, G_OPTION_ARG_STRING, &typed->repeat,
      _ ("Send the request so many times, one after the other"), _ ("NUMBER") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &typed->rest, NULL, NULL },
  };

  g_array_append_vals (all, entries, G_N_ELEMENTS (entries));
}

/**
 * prise_cli_http_options_parse:
 * @self: zeroed
 * @arguments: (inout): the command's name and arguments
 * @error: bad usage
 *
 * Returns: whether all was understood
 */
gboolean
prise_cli_http_options_parse (PriseCliHttpOptions *self, GStrv *arguments, GError **error)
{
  g_auto (Typed) typed = { 0 };
  g_autoptr (GArray) entries = g_array_new (TRUE, FALSE, sizeof (GOptionEntry));

  add_request_entries (entries, self, &typed);
  add_response_entries (entries, self, &typed);

  return prise_cli_options_parse (arguments, _ ("URL"), get_summary (),
                                  (const GOptionEntry *) entries->data, &self->printing, error) &&
         interpret (self, &typed, error);
}

void
prise_cli_http_options_clear (PriseCliHttpOptions *self)
{
  g_clear_pointer (&self->url, prise_http_url_free);
  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->headers, g_ptr_array_unref);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_clear_pointer (&self->data_type, g_free);
  close_data (self);
  g_clear_pointer (&self->request, g_bytes_unref);
  g_clear_pointer (&self->output, g_free);
  g_clear_pointer (&self->raw, g_free);
  g_clear_object (&self->local);
}
