// SPDX-License-Identifier: GPL-3.0-or-later
/* prise-cli http: sends a request, writes its response while it comes, and says what is wrong with
 * it; then follows a redirect or sends the request again, if it was told to. */
#include "config.h"

#include <unistd.h>

#include <glib/gi18n.h>

#include "prise-cli-http.h"
#include "prise-cli-diagnostics.h"
#include "prise-cli-http-end.h"
#include "prise-cli-http-options.h"
#include "prise-cli-http-report.h"
#include "prise-cli-http-curl.h"
#include "prise-cli-http-requests.h"
#include "prise-cli-http-statistics.h"
#include "prise-cli-http-writer.h"
#include "prise-cli-session.h"
#include "prise-error-text.h"
#include "prise-http-client.h"

/* Where nothing of the journal is printed, or only its errors, it needn't hold much. */
#define UNREAD_BUDGET ((guint64) 8 * 1024 * 1024)

/* From the first request to the last. One exchange is under way at a time, with its writer; it is
 * over when both are. */
typedef struct {
  const PriseCliHttpOptions *options;
  PriseHttpClient *client;
  PriseCliSession *session;
  PriseCliHttpTargets targets;

  PriseCliHttpRequests *requests;
  PriseHttpExchange *exchange;
  PriseHttpExchange *last; /* the one before: more may come behind its response */
  guint64 n_extra;         /* bytes behind it that were told of */
  PriseCliHttpWriter *writer;
  PriseHttpResponse *said; /* what had come of it when its problems were said */
  gboolean has_response;   /* the client has given the exchange back */
  GError *error;           /* why the exchange failed */
  guint n_left;            /* to be repeated */
  PriseCliHttpStatistics statistics;
  gboolean keeps_files; /* what came takes the place of what was there */
  char *text;           /* of the last response, until all entries before it are there */
  gboolean is_closed;
  guint wait_id;
  gboolean has_waited;
} Session;

static void begin_exchange (Session *self);

static gboolean
prints_entries (const PriseCliHttpOptions *options)
{
  return options->printing.form == PRISE_CLI_FORM_JSON || options->is_verbose;
}

static void
print_text (Session *self)
{
  if (self->text != NULL)
    prise_cli_session_add_text (self->session, g_steal_pointer (&self->text));
}

/* What tells of bytes behind a response, be they of another protocol. */
static const PriseHttpProblem *
find_extra (const PriseHttpResponse *response)
{
  const PriseHttpProblem *extra =
      prise_http_response_find_problem (response, PRISE_HTTP_EXTRA_BYTES);

  return extra != NULL ? extra
                       : prise_http_response_find_problem (response, PRISE_HTTP_OTHER_PROTOCOL);
}

static guint64
count_extra (PriseHttpExchange *exchange)
{
  g_autoptr (PriseHttpResponse) response = prise_cli_http_dup_response (exchange, NULL);
  const PriseHttpProblem *extra = find_extra (response);

  return extra != NULL ? extra->amount : 0;
}

/* What comes late behind a response is told of when its connection is gone, or the next response
 * has come. */
static void
end_last (Session *self)
{
  g_autoptr (PriseHttpExchange) last = g_steal_pointer (&self->last);
  g_autoptr (PriseHttpResponse) response = NULL;

  if (last == NULL || count_extra (last) == self->n_extra)
    return;

  response = prise_cli_http_dup_response (last, NULL);
  prise_cli_http_say_problem (find_extra (response));
}

/* The entry that says that the connection is closed stands before the last response. */
static void
end_if_over (Session *self)
{
  if (!self->is_closed || self->exchange != NULL)
    return;

  end_last (self);
  print_text (self);
  prise_cli_session_release (self->session);
}

static void
did_close (gpointer user_data)
{
  Session *self = user_data;

  self->is_closed = TRUE;
  end_if_over (self);
}

static void
count (Session *self, const PriseHttpResponse *response)
{
  PriseHttpTiming timing;

  prise_http_exchange_get_timing (self->exchange, &timing);
  prise_cli_http_statistics_add (&self->statistics, response->is_complete && self->error == NULL,
                                 &timing);
}

/* Behind the last of several responses. */
static void
add_statistics (Session *self)
{
  g_autofree char *sentence = NULL;
  GString *text;

  if (self->options->repeat == 1 || self->text == NULL || *self->text == '\0')
    return;

  text = g_string_new (self->text);
  sentence = prise_cli_http_statistics_describe (&self->statistics);
  if (self->options->printing.form == PRISE_CLI_FORM_JSON)
    prise_cli_http_statistics_append_object (&self->statistics, text);
  else
    g_string_append_printf (text, "%s.\n", sentence);
  g_free (self->text);
  self->text = g_string_free (text, FALSE);
}

/* The same where no entries are printed. */
static void
say_statistics (Session *self)
{
  g_autofree char *sentence = prise_cli_http_statistics_describe (&self->statistics);

  if (self->options->repeat > 1 && !prints_entries (self->options) &&
      !self->options->printing.only_errors)
    prise_cli_say (sentence);
}

static void
keep_text (Session *self, const PriseCliHttpEnd *end)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const GError *error = prise_cli_http_end_get_error (end);

  if (self->options->is_verbose)
    prise_cli_http_append_summary (self->exchange, end->outcome, error, text);
  else if (self->options->printing.form == PRISE_CLI_FORM_JSON)
    prise_cli_http_append_object (self->exchange, end->outcome, error,
                                  prise_cli_http_end_find_code (end), text);
  self->text = g_strdup (text->str);
}

/* What was broken off isn't complete, which is no problem of the response; whoever broke it off has
 * said so. */
static gboolean
report_break (Session *self)
{
  if (!prise_cli_session_was_interrupted (self->session))
    return TRUE;

  prise_cli_say (_ ("Interrupted: the response is incomplete"));

  return FALSE;
}

/* Returns whether all is well. */
static gboolean
report (Session *self, const PriseCliHttpEnd *end)
{
  const PriseHttpResponse *response = end->response;
  const PriseHttpHead *head = prise_http_response_get_head (response);
  gboolean is_good = TRUE;

  if (end->outcome->nobody_reads) {
    prise_cli_say (end->outcome->error->message);
    return FALSE;
  }

  if (self->error != NULL && prise_error_is_cancelled (self->error)) {
    prise_cli_http_say_problems (response, self->said, TRUE);
    is_good = report_break (self);
  } else {
    prise_cli_http_say_problems (response, self->said, FALSE);
    prise_cli_session_complain (self->session, self->error);
    is_good = response->is_complete && self->error == NULL &&
              prise_http_response_find_problem (response, PRISE_HTTP_UNSENT) == NULL;
  }
  /* That there is none is a problem, which was said. */
  if (prise_cli_http_end_is_unwanted (end)) {
    if (head->status > 0)
      prise_cli_http_say_status (head);
    is_good = FALSE;
  }

  return !prise_cli_http_say_outcome (end->outcome, response->is_complete, self->targets.limit) &&
         is_good;
}

/* Returns whether there is more to ask for. */
static gboolean
find_next (Session *self, const PriseHttpResponse *response)
{
  g_autoptr (GError) error = NULL;

  if (prise_cli_http_requests_leads_on (self->requests, response)) {
    if (prise_cli_http_requests_follow (self->requests, response, &error))
      return TRUE;
    prise_cli_session_complain (self->session, error);
    return FALSE;
  }
  if (--self->n_left == 0)
    return FALSE;
  g_clear_pointer (&self->requests, prise_cli_http_requests_free);
  self->requests = prise_cli_http_requests_new (self->options);

  return TRUE;
}

/* Returns whether there is more to ask for, and nobody has stopped it. */
static gboolean
goes_on (Session *self, const PriseHttpResponse *response)
{
  if (!find_next (self, response))
    return FALSE;
  if (!g_cancellable_is_cancelled (prise_cli_session_get_cancellable (self->session)))
    return TRUE;
  if (!report_break (self))
    prise_cli_session_set_failed (self->session);

  return FALSE;
}

static void
end_exchange (Session *self)
{
  const PriseCliHttpOutcome *outcome = prise_cli_http_writer_get_outcome (self->writer);
  g_autoptr (PriseHttpResponse) response = prise_cli_http_dup_response (self->exchange, outcome);
  const PriseCliHttpEnd end = {
    .response = response,
    .outcome = outcome,
    .error = self->error,
    .has_waited = self->has_waited,
    .was_interrupted = prise_cli_session_was_interrupted (self->session),
    .fails = self->options->fails,
  };
  const gboolean is_good = report (self, &end);
  gboolean has_next;

  if (!is_good)
    prise_cli_session_set_failed (self->session);
  if (prise_cli_http_end_replaces_files (&end))
    self->keeps_files = TRUE;
  keep_text (self, &end);
  count (self, response);
  has_next = is_good && goes_on (self, response);
  if (!has_next)
    add_statistics (self);
  g_clear_pointer (&self->writer, prise_cli_http_writer_free);
  end_last (self);
  self->last = g_steal_pointer (&self->exchange);
  self->n_extra = count_extra (self->last);
  g_clear_error (&self->error);
  if (has_next) {
    begin_exchange (self);
    return;
  }

  g_clear_handle_id (&self->wait_id, g_source_remove);
  prise_cli_session_stop (self->session);
  end_if_over (self);
}

/* A writer that can't go on ends before the exchange does, and ends it. */
static void
did_write (gpointer user_data)
{
  Session *self = user_data;

  if (self->has_response)
    end_exchange (self);
  else
    prise_cli_session_stop (self->session);
}

/* The bodies of redirects that are followed go nowhere. */
static void
begin_to_write (Session *self, gboolean is_wanted)
{
  PriseCliHttpTargets targets = self->targets;

  if (!is_wanted) {
    targets.body = PRISE_CLI_NO_FILE;
    targets.raw = PRISE_CLI_NO_FILE;
  }
  self->writer = prise_cli_http_writer_new (self->exchange, &targets, did_write, self);
}

/* Where redirects are followed, the head says whether it is one. */
static void
begin_to_write_if_known (Session *self)
{
  g_autoptr (PriseHttpResponse) response = prise_cli_http_dup_response (self->exchange, NULL);

  if (!self->options->follows)
    begin_to_write (self, TRUE);
  else if (self->has_response || prise_http_response_get_final_head (response) != NULL)
    begin_to_write (self, !prise_cli_http_requests_leads_on (self->requests, response));
}

/* What is wrong with a head may be why nothing more comes: it is said at once. The rest is the
 * end's. */
static void
say_early (Session *self)
{
  g_autoptr (PriseHttpResponse) response = prise_http_exchange_dup_response (self->exchange);

  if (response == NULL || response == self->said ||
      prise_http_exchange_get_phase (self->exchange) == PRISE_HTTP_DONE)
    return;

  prise_cli_http_say_problems (response, self->said, TRUE);
  g_clear_pointer (&self->said, prise_http_response_unref);
  self->said = g_steal_pointer (&response);
}

static void
did_progress (Session *self)
{
  if (self->exchange == NULL)
    return;

  say_early (self);
  if (self->writer == NULL)
    begin_to_write_if_known (self);
  if (self->writer != NULL)
    prise_cli_http_writer_nudge (self->writer);
}

static void
did_send (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Session *self = user_data;

  /* Where there is no room for the response, only the exchange knows. */
  if (!prise_http_client_send_finish (PRISE_HTTP_CLIENT (source), result, &self->error))
    g_assert (self->error != NULL);
  else
    self->error = prise_http_exchange_dup_error (self->exchange);
  self->has_response = TRUE;

  if (self->writer == NULL)
    begin_to_write_if_known (self);
  if (prise_cli_http_writer_has_ended (self->writer))
    end_exchange (self);
  else
    prise_cli_http_writer_finish (self->writer);
}

/* Raw bytes of two responses may be kept at a time, and the decoded ones of one. */
static void
begin_exchange (Session *self)
{
  print_text (self);
  self->exchange = prise_cli_http_requests_make_exchange (self->requests);
  prise_http_exchange_set_budget (self->exchange, MIN (self->options->printing.budget / 3,
                                                       PRISE_HTTP_SPOOL_DEFAULT_BUDGET));
  self->has_response = FALSE;
  g_clear_pointer (&self->said, prise_http_response_unref);
  prise_http_client_send_async (self->client, self->exchange,
                                prise_cli_session_get_cancellable (self->session), did_send, self);
}

static gboolean
wait_is_over (gpointer user_data)
{
  Session *self = user_data;

  self->wait_id = 0;
  self->has_waited = TRUE;
  prise_cli_say (_ ("The response isn’t complete within the time of --wait"));
  prise_cli_session_set_failed (self->session);
  prise_cli_session_stop (self->session);

  return G_SOURCE_REMOVE;
}

/* Where the body goes when nobody says so. */
static PriseCliFile
choose_body (const PriseCliHttpOptions *options)
{
  const gboolean raw_is_there = options->raw != NULL && g_str_equal (options->raw, "-");

  if (raw_is_there || options->printing.form == PRISE_CLI_FORM_JSON ||
      options->printing.only_errors)
    return PRISE_CLI_NO_FILE;

  return (PriseCliFile){ .fd = STDOUT_FILENO };
}

static gboolean
open_targets (const PriseCliHttpOptions *options, PriseCliHttpTargets *targets, GError **error)
{
  *targets = (PriseCliHttpTargets){
    .body = choose_body (options),
    .raw = PRISE_CLI_NO_FILE,
    .includes_head = options->includes_head,
    .limit = options->limit,
  };
  targets->is_terminal =
      options->output == NULL && targets->body.fd >= 0 && isatty (targets->body.fd);

  return (options->output == NULL ||
          prise_cli_file_open (&targets->body, "--output", options->output, error)) &&
         (options->raw == NULL ||
          prise_cli_file_open (&targets->raw, "--raw", options->raw, error));
}

/* Returns whether all that was written is there. */
static gboolean
close_targets (Session *self)
{
  PriseCliFile *const files[] = { &self->targets.body, &self->targets.raw };
  gboolean is_good = TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GError) error = NULL;

    if (prise_cli_file_close (files[i], self->keeps_files, &error))
      continue;
    prise_cli_say (error->message);
    is_good = FALSE;
  }

  return is_good;
}

static void
start (Session *self)
{
  prise_http_client_set_timeout (self->client, self->options->times.timeout);
  prise_http_client_set_local (self->client, self->options->local);
  prise_http_client_set_response_timeout (self->client, self->options->response_timeout);
  g_signal_connect_swapped (self->client, "progressed", G_CALLBACK (did_progress), self);
  prise_cli_session_hold (self->session, did_close, self);
  if (prints_entries (self->options))
    prise_cli_session_print (self->session);
  if (self->options->times.has_wait)
    self->wait_id = g_timeout_add (self->options->times.wait, wait_is_over, self);
  begin_exchange (self);
}

/* A second signal may leave an exchange and its writer behind. */
static void
clear (Session *self)
{
  g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_handle_id (&self->wait_id, g_source_remove);
  g_clear_pointer (&self->writer, prise_cli_http_writer_free);
  g_clear_pointer (&self->exchange, prise_http_exchange_unref);
  g_clear_pointer (&self->last, prise_http_exchange_unref);
  g_clear_pointer (&self->said, prise_http_response_unref);
  g_clear_pointer (&self->requests, prise_cli_http_requests_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_error (&self->error);
}

static PriseCliStatus
ask (const PriseCliHttpOptions *options, const PriseCliHttpTargets *targets)
{
  PriseCliOutput printing = options->printing;
  g_autoptr (PriseIo) io = prise_io_new ();
  g_autoptr (PriseHttpClient) client = prise_http_client_new (io);
  g_autoptr (PriseCliSession) session = NULL;
  Session self = { .options = options, .client = client, .targets = *targets };
  PriseCliStatus status;

  if (!prints_entries (options) || options->printing.only_errors)
    printing.budget = MIN (printing.budget, UNREAD_BUDGET);
  session = prise_cli_session_new (PRISE_ENDPOINT (client), &printing);
  self.session = session;
  self.requests = prise_cli_http_requests_new (options);
  self.n_left = options->repeat;
  start (&self);

  status = prise_cli_session_until_end (session);
  /* A second signal leaves an exchange behind. */
  if (!close_targets (&self) || self.exchange != NULL)
    status = PRISE_CLI_FAILED;
  say_statistics (&self);
  clear (&self);

  return status;
}

/**
 * prise_cli_http:
 * @arguments: the command's name and arguments
 *
 * Returns: what the process is to end with
 */
PriseCliStatus
prise_cli_http (GStrv arguments)
{
  g_auto (PriseCliHttpOptions) options = { 0 };
  g_auto (GStrv) left = g_strdupv (arguments);
  g_autoptr (GError) error = NULL;
  PriseCliHttpTargets targets = { .body = PRISE_CLI_NO_FILE, .raw = PRISE_CLI_NO_FILE };

  if (!prise_cli_http_options_parse (&options, &left, &error))
    return prise_cli_bad_usage (arguments[0], "%s", error->message);
  if (options.prints_request)
    return prise_cli_http_print_request (&options);
  if (!open_targets (&options, &targets, &error)) {
    prise_cli_file_close (&targets.body, FALSE, NULL);
    return prise_cli_bad_usage (arguments[0], "%s", error->message);
  }

  return ask (&options, &targets);
}
