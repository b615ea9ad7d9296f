// SPDX-License-Identifier: GPL-3.0-or-later
/* What is told of a response. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "prise-cli-http-report.h"
#include "prise-cli-diagnostics.h"
#include "prise-display.h"
#include "prise-http-status.h"
#include "prise-http-verdict.h"
#include "prise-json-lines.h"

#define MIB ((guint64) 1024 * 1024)

/* Of a text from the server, a sentence shows so many characters. */
#define MAX_SHOWN 200

/* Whether the bytes aren't coded as the headers say; else there was no room to keep them. */
static gboolean
is_badly_coded (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
}

/* JSON is UTF-8. What else came is what was once the character set of headers, ISO-8859-1 (RFC
 * 9110, section 5.5). */
static char *
make_text (const char *bytes)
{
  GString *text = g_string_new (NULL);

  if (g_utf8_validate (bytes, -1, NULL)) {
    g_string_append (text, bytes);
  } else {
    for (const char *p = bytes; *p != '\0'; p++)
      g_string_append_unichar (text, (guint8) *p);
  }

  return g_string_free (text, FALSE);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *bytes)
{
  g_autofree char *text = bytes != NULL ? make_text (bytes) : NULL;

  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
add_number (JsonBuilder *builder, const char *name, guint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, (gint64) number);
}

static void
add_flag (JsonBuilder *builder, const char *name, gboolean flag)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, flag);
}

static void
add_headers (JsonBuilder *builder, const char *name, const GArray *headers)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; headers != NULL && i < headers->len; i++) {
    const PriseHttpHeader *header = &g_array_index (headers, PriseHttpHeader, i);

    json_builder_begin_object (builder);
    add_text (builder, "name", header->name);
    add_text (builder, "value", header->value);
    add_number (builder, "offset", header->offset);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

/* NULL for a head that hasn't come. */
static void
add_head (JsonBuilder *builder, const PriseHttpHead *head)
{
  const gboolean has_version = head != NULL && *head->version != '\0';

  add_text (builder, "version", has_version ? head->version : NULL);
  add_number (builder, "status", head != NULL ? head->status : 0);
  add_text (builder, "reason", head != NULL ? head->reason : NULL);
  add_headers (builder, "headers", head != NULL ? head->headers : NULL);
}

static void
add_problem (JsonBuilder *builder, const PriseHttpProblem *problem)
{
  g_autofree char *sentence = prise_http_problem_describe (problem);

  json_builder_begin_object (builder);
  add_number (builder, "offset", problem->offset);
  add_text (builder, "code", prise_http_problem_get_code (problem->kind));
  add_text (builder, "text", sentence);
  json_builder_end_object (builder);
}

static void
add_problems (JsonBuilder *builder, const PriseHttpResponse *response)
{
  const GArray *problems = response->problems;

  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < problems->len; i++)
    add_problem (builder, &g_array_index (problems, PriseHttpProblem, i));
  json_builder_end_array (builder);
}

/* From one stamp to another, in ms to the µs; null where one of them was never reached. */
static void
append_duration (GString *members, const char *name, gint64 begin, gint64 end)
{
  const gint64 duration = MAX (0, end - begin);

  g_string_append_printf (members, "\"%s\":", name);
  if (begin != 0 && end != 0)
    g_string_append_printf (members, "%" G_GINT64_FORMAT ".%03u,", duration / 1000,
                            (guint) (duration % 1000));
  else
    g_string_append (members, "null,");
}

static char *
make_timing (const PriseHttpTiming *timing)
{
  GString *members = g_string_new ("\"timing\":{");

  append_duration (members, "resolve_ms", timing->begun, timing->resolved);
  append_duration (members, "connect_ms", timing->resolved, timing->connected);
  append_duration (members, "tls_ms", 0, 0);
  append_duration (members, "first_byte_ms", timing->begun, timing->first_byte);
  append_duration (members, "total_ms", timing->begun, timing->done);
  g_string_truncate (members, members->len - 1);
  g_string_append_c (members, '}');

  return g_string_free (members, FALSE);
}

/* The heads before the last. */
static void
add_interim (JsonBuilder *builder, const PriseHttpResponse *response)
{
  if (response->heads->len < 2)
    return;

  json_builder_set_member_name (builder, "interim");
  json_builder_begin_array (builder);
  for (guint i = 0; i + 1 < response->heads->len; i++) {
    json_builder_begin_object (builder);
    add_head (builder, &g_array_index (response->heads, PriseHttpHead, i));
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

/**
 * prise_cli_http_dup_response:
 * @exchange: an exchange that is over
 * @outcome: (nullable): what came of its body
 *
 * Returns: (transfer full): its response, also where none came, with the problems of its body
 */
PriseHttpResponse *
prise_cli_http_dup_response (PriseHttpExchange *exchange, const PriseCliHttpOutcome *outcome)
{
  g_autoptr (PriseHttpResponse) response = prise_http_exchange_dup_response (exchange);

  if (response == NULL)
    return prise_http_response_new ();
  if (outcome == NULL || outcome->problems == NULL)
    return g_steal_pointer (&response);

  return prise_http_response_copy_with (response, outcome->problems);
}

/**
 * prise_cli_http_append_object:
 * @exchange: an exchange that is over
 * @outcome: what came of its body
 * @error: (nullable): why the exchange failed
 * @code: (nullable): why that is a failure, for programs
 * @string: where to append
 *
 * Appends a line with a JSON object of the kind "response". A response that didn't come has the
 * status 0.
 */
void
prise_cli_http_append_object (PriseHttpExchange *exchange,
                              const PriseCliHttpOutcome *outcome,
                              const GError *error,
                              const char *code,
                              GString *string)
{
  g_autoptr (PriseHttpResponse) response = prise_cli_http_dup_response (exchange, outcome);
  JsonBuilder *builder = prise_json_line_begin ();
  g_autofree char *members = NULL;
  PriseHttpTiming timing;

  prise_http_exchange_get_timing (exchange, &timing);
  members = make_timing (&timing);
  add_text (builder, "kind", "response");
  add_head (builder, prise_http_response_get_head (response));
  add_headers (builder, "trailers", response->trailers);
  add_number (builder, "head_size", response->head_size);
  add_number (builder, "raw_size", response->raw_size);
  add_number (builder, "body_size", response->body_size);
  add_number (builder, "decoded_size", outcome->decoded_size);
  add_problems (builder, response);
  add_flag (builder, "complete", response->is_complete);
  add_flag (builder, "reused", prise_http_exchange_get_reused (exchange));
  add_interim (builder, response);
  if (error != NULL)
    add_text (builder, "error", error->message);
  if (code != NULL)
    add_text (builder, "code", code);
  prise_json_line_end_with (builder, members, string);
}

static char *
describe_status (const PriseHttpHead *head)
{
  g_autofree char *status = prise_http_verdict_format_status (head);

  /* Translators: a status such as "200 OK", and what it means. */
  return g_strdup_printf (_ ("%s: %s"), status, prise_http_status_explain (head->status));
}

/* What its status means, or what is wrong with it. */
static char *
judge (const PriseHttpResponse *response, const PriseHttpHead *head, const GError *error)
{
  g_autofree char *status = prise_http_verdict_format_status (head);
  g_auto (PriseHttpVerdict) verdict = { 0 };

  prise_http_verdict_init (&verdict, response, error, TRUE);

  return g_str_equal (verdict.sentence, status) ? describe_status (head)
                                                : g_steal_pointer (&verdict.sentence);
}

static char *
format_size (guint64 size)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, size);
}

static void
append_sizes (const PriseHttpResponse *response, guint64 decoded_size, GString *string)
{
  g_autofree char *raw = format_size (response->raw_size);
  g_autofree char *head = format_size (response->head_size);
  g_autofree char *body = format_size (response->body_size);
  g_autofree char *decoded = format_size (decoded_size);

  /* Translators: sizes in bytes: of all that came, of the head, of the body, of the body decoded.
   */
  g_string_append_printf (string, _ ("%s bytes came: headers %s, body %s, decoded %s.\n"), raw,
                          head, body, decoded);
}

static void
append_trailers (const PriseHttpResponse *response, GString *string)
{
  for (guint i = 0; i < response->trailers->len; i++) {
    const PriseHttpHeader *trailer = &g_array_index (response->trailers, PriseHttpHeader, i);
    g_autofree char *line = g_strdup_printf ("%s: %s", trailer->name, trailer->value);
    g_autofree char *shown = prise_display_line (line, strlen (line), MAX_SHOWN);

    /* Translators: a header that came behind the body, as in “Trailer: Checksum: 1234”. */
    g_string_append_printf (string, _ ("Trailer: %s\n"), shown);
  }
}

static void
append_time (GString *string, const char *name, gint64 begin, gint64 end)
{
  if (begin != 0 && end >= begin)
    g_string_append_printf (string, "  %s  %10.3f ms\n", name, (double) (end - begin) / 1000);
}

/* The names of the phases are as long as the longest, in letters. */
static char *
pad (const char *name, glong width)
{
  const glong length = g_utf8_strlen (name, -1);
  g_autofree char *spaces = g_strnfill ((gsize) MAX (width - length, 0), ' ');

  return g_strconcat (name, spaces, NULL);
}

static void
append_timing (const PriseHttpTiming *timing, GString *string)
{
  const struct {
    const char *name;
    gint64 begin;
    gint64 end;
  } phases[] = {
    { _ ("Resolving"), timing->begun, timing->resolved },
    { _ ("Connecting"), timing->resolved, timing->connected },
    { _ ("Sending"), timing->connected, timing->sent },
    { _ ("Waiting"), timing->sent, timing->first_byte },
    { _ ("Receiving"), timing->first_byte, timing->done },
    { _ ("In all"), timing->begun, timing->done },
  };
  glong width = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (phases); i++)
    width = MAX (width, g_utf8_strlen (phases[i].name, -1));
  for (gsize i = 0; i < G_N_ELEMENTS (phases); i++) {
    g_autofree char *name = pad (phases[i].name, width);

    append_time (string, name, phases[i].begin, phases[i].end);
  }
}

/**
 * prise_cli_http_append_summary:
 * @exchange: an exchange that is over
 * @outcome: what came of its body
 * @error: (nullable): why it failed
 * @string: where to append
 *
 * Appends lines for people: the status, explained, or what is wrong with the response; the sizes,
 * and how long each phase took.
 */
void
prise_cli_http_append_summary (PriseHttpExchange *exchange,
                               const PriseCliHttpOutcome *outcome,
                               const GError *error,
                               GString *string)
{
  g_autoptr (PriseHttpResponse) response = prise_cli_http_dup_response (exchange, outcome);
  const PriseHttpHead *head = prise_http_response_get_final_head (response);
  g_autofree char *status = head != NULL ? judge (response, head, error) : NULL;
  PriseHttpTiming timing;

  prise_http_exchange_get_timing (exchange, &timing);
  if (status != NULL)
    g_string_append_printf (string, "%s.\n", status);
  append_sizes (response, outcome->decoded_size, string);
  append_trailers (response, string);
  append_timing (&timing, string);
}

/**
 * prise_cli_http_say_status:
 * @head: a head
 *
 * Says on standard error what its status means.
 */
void
prise_cli_http_say_status (const PriseHttpHead *head)
{
  g_autofree char *status = describe_status (head);

  prise_cli_say (status);
}

/* The end of a response that was broken off is no fault of the server's, and the coding of its body
 * is prise_cli_http_say_outcome()'s. */
static gboolean
is_to_be_said (const PriseHttpProblem *problem, gboolean is_broken_off)
{
  switch ((int) problem->kind) {
  case PRISE_HTTP_BAD_CONTENT_CODING:
  case PRISE_HTTP_UNKNOWN_CONTENT_CODING:
    return FALSE;
  case PRISE_HTTP_TRUNCATED_HEAD:
  case PRISE_HTTP_TRUNCATED_BODY:
  case PRISE_HTTP_NO_RESPONSE:
    return !is_broken_off;
  default:
    return TRUE;
  }
}

/**
 * prise_cli_http_say_problem:
 * @problem: something wrong
 *
 * Says on standard error what it is, and where.
 */
void
prise_cli_http_say_problem (const PriseHttpProblem *problem)
{
  g_autofree char *text = prise_http_problem_describe (problem);
  g_autofree char *offset = format_size (problem->offset);
  /* Translators: an offset in the response, and what is wrong there. */
  g_autofree char *sentence = g_strdup_printf (_ ("At byte %s: %s"), offset, text);

  prise_cli_say (sentence);
}

static gboolean
has_problem (const PriseHttpResponse *response, const PriseHttpProblem *wanted)
{
  for (guint i = 0; response != NULL && i < response->problems->len; i++) {
    const PriseHttpProblem *problem = &g_array_index (response->problems, PriseHttpProblem, i);

    if (problem->kind == wanted->kind && problem->offset == wanted->offset)
      return TRUE;
  }

  return FALSE;
}

/**
 * prise_cli_http_say_problems:
 * @response: a response
 * @said: (nullable): the same before, whose problems were said
 * @is_broken_off: whether we didn't wait for its end
 *
 * Says on standard error what is wrong with it, and where.
 */
void
prise_cli_http_say_problems (const PriseHttpResponse *response,
                             const PriseHttpResponse *said,
                             gboolean is_broken_off)
{
  for (guint i = 0; i < response->problems->len; i++) {
    const PriseHttpProblem *problem = &g_array_index (response->problems, PriseHttpProblem, i);

    if (is_to_be_said (problem, is_broken_off) && !has_problem (said, problem))
      prise_cli_http_say_problem (problem);
  }
}

static void
say_about_coding (const GError *error)
{
  g_autofree char *sentence = NULL;

  if (is_badly_coded (error))
    sentence = g_strdup_printf (_ ("The body can’t be decoded as its headers say: %s. --raw keeps "
                                   "it as it came"),
                                error->message);
  prise_cli_say (sentence != NULL ? sentence : error->message);
}

static void
say_about_unknown (const char *coding)
{
  g_autofree char *shown = prise_display_line (coding, strlen (coding), MAX_SHOWN);
  g_autofree char *sentence =
      g_strdup_printf (_ ("The body stays encoded: Prise doesn’t know the coding “%s”"), shown);

  prise_cli_say (sentence);
}

static void
say_about_limit (guint64 limit)
{
  g_autofree char *sentence = g_strdup_printf (
      _ ("The decoded body is larger than %u MiB, and was truncated there: --limit allows more"),
      (guint) (limit / MIB));

  prise_cli_say (sentence);
}

/**
 * prise_cli_http_say_outcome:
 * @outcome: what came of a body
 * @is_complete: whether the response was complete; if it wasn't, its coding can't be either
 * @limit: of the decoded body, in bytes
 *
 * Says on standard error what kept the body from being written as it was meant.
 *
 * Returns: whether that is a failure
 */
gboolean
prise_cli_http_say_outcome (const PriseCliHttpOutcome *outcome, gboolean is_complete, guint64 limit)
{
  const gboolean is_badly_cut =
      !is_complete && g_error_matches (outcome->coding_error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);

  if (outcome->unknown_coding != NULL)
    say_about_unknown (outcome->unknown_coding);
  if (outcome->coding_error != NULL && !is_badly_cut)
    say_about_coding (outcome->coding_error);
  if (outcome->is_limited)
    say_about_limit (limit);
  if (outcome->is_binary)
    prise_cli_say (_ ("The body is binary, which a terminal can’t show: --output=FILE writes it to "
                      "a file, --output=- to the terminal all the same"));
  if (outcome->error != NULL)
    prise_cli_say (outcome->error->message);

  return outcome->coding_error != NULL || outcome->is_limited || outcome->is_binary ||
         outcome->error != NULL;
}
