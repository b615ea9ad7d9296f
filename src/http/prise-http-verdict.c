// SPDX-License-Identifier: GPL-3.0-or-later
/* What is to be thought of a response at first sight. Of several problems the gravest is told, the
 * one that is most likely to be the cause of the others. Pure functions. */
#include "config.h"

#include "prise-http-verdict.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "prise-display.h"
#include "prise-error-text.h"
#include "prise-http-status.h"

/* Of a text from the server, so many characters are shown. */
#define MAX_SHOWN 40

/* The gravest first. What isn't here is counted; what has a number is in describe_amount(), too. */
static const struct {
  PriseHttpProblemKind kind;
  const char *clause;
} clauses[] = {
  { PRISE_HTTP_TRUNCATED_HEAD, N_ ("its headers are incomplete") },
  { PRISE_HTTP_CONFLICTING_LENGTHS, N_ ("its Content-Length headers contradict each other") },
  { PRISE_HTTP_BAD_LENGTH, N_ ("its Content-Length is invalid") },
  { PRISE_HTTP_BAD_CHUNK_SIZE, N_ ("a chunk of its body is invalid") },
  { PRISE_HTTP_BAD_CHUNK_END, N_ ("a chunk of its body is invalid") },
  { PRISE_HTTP_TRUNCATED_BODY, N_ ("its body is incomplete") },
  { PRISE_HTTP_BAD_CONTENT_CODING, N_ ("its body can’t be decoded") },
  { PRISE_HTTP_UNKNOWN_CODING, N_ ("the coding of its body isn’t known") },
  { PRISE_HTTP_UNKNOWN_CONTENT_CODING, N_ ("the coding of its body isn’t known") },
  { PRISE_HTTP_BAD_JSON, N_ ("its body isn’t valid JSON") },
  { PRISE_HTTP_UNSENT, N_ ("not all of the request was sent") },
  { PRISE_HTTP_EXTRA_BYTES, N_ ("extra bytes follow it") },
  { PRISE_HTTP_BYTES_AFTER_CODING, N_ ("extra bytes follow its encoded body") },
};

/**
 * prise_http_verdict_format_status:
 * @head: a head
 *
 * Returns: (transfer full): "404 Not Found", with the reason of the RFC where none came; translated
 *   where there is no status
 */
char *
prise_http_verdict_format_status (const PriseHttpHead *head)
{
  const char *reason = head->reason;
  g_autofree char *shown = NULL;

  if (head->status == 0)
    return g_strdup (_ ("Not an HTTP response"));
  if (reason == NULL || *reason == '\0')
    reason = prise_http_status_get_reason (head->status);
  if (reason == NULL)
    return g_strdup_printf ("%u", head->status);
  shown = prise_display_line (reason, strlen (reason), MAX_SHOWN);

  return g_strdup_printf ("%u %s", head->status, shown);
}

/* Those that tell of a fault; @first is the first of them. */
static guint
count_faults (const PriseHttpResponse *response, const PriseHttpProblem **first)
{
  guint n = 0;

  for (guint i = 0; i < response->problems->len; i++) {
    const PriseHttpProblem *problem = &g_array_index (response->problems, PriseHttpProblem, i);

    if (problem->kind == PRISE_HTTP_OTHER_PROTOCOL)
      continue;
    if (n++ == 0)
      *first = problem;
  }

  return n;
}

/* Returns: (transfer full) (nullable): a clause that says how many; NULL if there is none */
static char *
describe_amount (const PriseHttpProblem *problem)
{
  const gulong n = (gulong) MIN (problem->amount, G_MAXUINT);
  g_autofree char *amount = g_strdup_printf ("%" G_GUINT64_FORMAT, problem->amount);
  g_autofree char *total = g_strdup_printf ("%" G_GUINT64_FORMAT, problem->total);

  switch ((int) problem->kind) {
  case PRISE_HTTP_TRUNCATED_BODY:
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s byte of the body is missing",
                                         "%s bytes of the body are missing", n),
                            amount);
  case PRISE_HTTP_UNSENT:
    return g_strdup_printf (_ ("%s of %s bytes of the request were not sent"), amount, total);
  case PRISE_HTTP_EXTRA_BYTES:
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s extra byte follows it",
                                         "%s extra bytes follow it", n),
                            amount);
  default:
    return NULL;
  }
}

/* Returns: (transfer full) (nullable): what follows the "but"; NULL if no single problem stands out
 */
static char *
find_clause (const PriseHttpResponse *response, const PriseHttpProblem **problem)
{
  for (gsize i = 0; i < G_N_ELEMENTS (clauses); i++) {
    char *clause;

    *problem = prise_http_response_find_problem (response, clauses[i].kind);
    if (*problem == NULL)
      continue;
    clause = (*problem)->amount > 0 ? describe_amount (*problem) : NULL;
    return clause != NULL ? clause : g_strdup (_ (clauses[i].clause));
  }

  return NULL;
}

/* Where there is a head, @is_whole says whether all that was to come has come, or may still come.
 */
static char *
judge_head (const PriseHttpResponse *response,
            const PriseHttpHead *head,
            gboolean is_whole,
            const PriseHttpProblem **problem)
{
  g_autofree char *status = prise_http_verdict_format_status (head);
  g_autofree char *clause = find_clause (response, problem);
  guint n_faults;

  if (clause == NULL && !is_whole)
    clause = g_strdup (_ ("the response is incomplete"));
  /* Translators: a status such as "200 OK", and what is wrong. */
  if (clause != NULL)
    return g_strdup_printf (_ ("%s, but %s"), status, clause);

  n_faults = count_faults (response, problem);
  if (n_faults == 0)
    return g_steal_pointer (&status);

  /* Translators: a status such as "200 OK", and how many problems there are. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, with %u problem",
                                       "%s, with %u problems", n_faults),
                          status, n_faults);
}

static PriseHttpLevel
get_level (const PriseHttpHead *head, gboolean is_right)
{
  if (head->status >= 500 || head->status < 100)
    return PRISE_HTTP_ERROR;

  return head->status >= 400 || !is_right ? PRISE_HTTP_WARNING : PRISE_HTTP_GOOD;
}

/* Without a head: why, if that is known. */
static void
judge_without_head (PriseHttpVerdict *self,
                    const PriseHttpResponse *response,
                    const GError *error,
                    gboolean is_done,
                    const PriseHttpProblem **problem)
{
  *problem =
      response != NULL ? prise_http_response_find_problem (response, PRISE_HTTP_NOT_HTTP) : NULL;
  self->level = PRISE_HTTP_ERROR;
  if (*problem != NULL) {
    self->sentence = g_strdup (_ ("Not an HTTP response"));
  } else if (error != NULL && prise_error_is_cancelled (error)) {
    self->sentence = g_strdup (_ ("The request was canceled"));
    self->level = PRISE_HTTP_PENDING;
  } else if (error != NULL) {
    self->sentence = g_strdup (error->message);
  } else if (is_done) {
    self->sentence = g_strdup (_ ("No response"));
    if (response != NULL)
      count_faults (response, problem);
  } else {
    self->level = PRISE_HTTP_PENDING;
  }
}

/**
 * prise_http_verdict_init:
 * @self: (out caller-allocates): for prise_http_verdict_clear()
 * @response: (nullable): what has come of a response, with the problems of its body where they are
 *   known
 * @error: (nullable): why the exchange failed
 * @is_done: whether nothing more comes
 *
 * Judges status, problems and error together.
 */
void
prise_http_verdict_init (PriseHttpVerdict *self,
                         const PriseHttpResponse *response,
                         const GError *error,
                         gboolean is_done)
{
  const PriseHttpHead *head = prise_http_response_get_final_head (response);
  const PriseHttpProblem *problem = NULL;

  *self = (PriseHttpVerdict){ .level = PRISE_HTTP_PENDING };
  if (head != NULL) {
    const gboolean is_whole = !is_done || (response->is_complete && error == NULL);

    self->sentence = judge_head (response, head, is_whole, &problem);
    self->level = get_level (head, is_whole && problem == NULL);
  } else {
    judge_without_head (self, response, error, is_done, &problem);
  }
  self->has_problem = problem != NULL;
  if (problem != NULL)
    self->problem = *problem;
}

void
prise_http_verdict_clear (PriseHttpVerdict *self)
{
  g_clear_pointer (&self->sentence, g_free);
}
