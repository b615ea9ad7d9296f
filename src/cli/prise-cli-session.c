// SPDX-License-Identifier: GPL-3.0-or-later
/* One session of an endpoint on the command line. It ends in this order: the endpoint is closed,
 * what its journal says is printed, the main loop returns. A first signal closes in order, a second
 * breaks off. */
#include "config.h"

#include <signal.h>

#include <glib-unix.h>

#include "prise-cli-diagnostics.h"
#include "prise-cli-printer.h"
#include "prise-cli-session.h"
#include "prise-error-text.h"

/* The session goes through them one by one, forwards only. */
typedef enum {
  STAGE_RUNNING,
  STAGE_STOPPING,
  STAGE_PRINTING,
  STAGE_ENDED,
} Stage;

struct _PriseCliSession {
  PriseEndpoint *endpoint;
  PriseCliOutput output;
  GMainLoop *loop;
  GCancellable *cancellable;
  PriseCliPrinter *printer;
  PriseCliSessionClosedFunc closed; /* of the one who holds it */
  gpointer holder;

  Stage stage;
  PriseCliStatus status;
  gboolean printer_has_ended;
  gboolean minds_peers;
  char *sentence; /* the first that went wrong, said at the end */
  gboolean was_interrupted;
  gboolean is_broken_off;

  gulong state_id;
  guint signal_ids[3];
};

static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

static gboolean
reach (PriseCliSession *self, Stage stage)
{
  if (stage <= self->stage)
    return FALSE;

  self->stage = stage;

  return TRUE;
}

static gboolean
is_told (PriseCliSession *self)
{
  return self->printer_has_ended && prise_cli_printer_has_told (self->printer, self->sentence);
}

static void
end (PriseCliSession *self)
{
  if (!reach (self, STAGE_ENDED))
    return;

  if (self->sentence != NULL && !is_told (self))
    prise_cli_say (self->sentence);
  g_main_loop_quit (self->loop);
}

static void
say (PriseCliSession *self, const char *sentence)
{
  self->status = PRISE_CLI_FAILED;
  if (self->sentence == NULL)
    self->sentence = g_strdup (sentence);
}

static void
say_error (PriseCliSession *self, const GError *error)
{
  if (error != NULL && !prise_error_is_cancelled (error))
    say (self, error->message);
}

static void
did_print (const GError *error, gpointer user_data)
{
  PriseCliSession *self = user_data;

  self->printer_has_ended = TRUE;
  say_error (self, error);
  if (self->minds_peers && prise_cli_printer_get_failure (self->printer) != NULL)
    say (self, prise_cli_printer_get_failure (self->printer));

  if (self->stage == STAGE_PRINTING && self->closed == NULL)
    end (self);
  else
    prise_cli_session_stop (self);
}

static void
finish_printing (PriseCliSession *self)
{
  if (self->printer == NULL || self->printer_has_ended)
    end (self);
  else
    prise_cli_printer_finish (self->printer);
}

/* Nothing is open any more. */
static void
did_close (PriseCliSession *self)
{
  if (!reach (self, STAGE_PRINTING))
    return;

  if (self->closed != NULL && self->is_broken_off) {
    end (self);
    return;
  }
  if (self->closed != NULL) {
    self->closed (self->holder);
    return;
  }

  say_error (self, prise_endpoint_get_error (self->endpoint));
  prise_cli_session_print (self);
  finish_printing (self);
}

static void
did_change_state (PriseCliSession *self)
{
  PriseEndpointState state = prise_endpoint_get_state (self->endpoint);

  /* Another connection may follow. */
  if (self->closed != NULL && self->stage == STAGE_RUNNING)
    return;
  if (state == PRISE_ENDPOINT_IDLE || state == PRISE_ENDPOINT_FAILED)
    did_close (self);
}

static void
did_stop (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PriseCliSession *self = user_data;

  prise_endpoint_stop_finish (PRISE_ENDPOINT (source), result, NULL);
  did_close (self);
}

/* The first closes in order, the next breaks off; when all is closed, one ends the printing too. */
static gboolean
did_get_signal (gpointer user_data)
{
  PriseCliSession *self = user_data;

  self->is_broken_off = self->was_interrupted;
  self->was_interrupted = TRUE;
  if (self->stage == STAGE_RUNNING)
    prise_cli_session_stop (self);
  else if (self->stage == STAGE_STOPPING)
    prise_endpoint_stop_async (self->endpoint, TRUE, did_stop, self);
  else
    end (self);

  return G_SOURCE_CONTINUE;
}

/* As nohup asks for. */
static gboolean
hangup_is_ignored (void)
{
  struct sigaction action;

  return sigaction (SIGHUP, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

static void
watch_signals (PriseCliSession *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++) {
    if (signals[i] != SIGHUP || !hangup_is_ignored ())
      self->signal_ids[i] = g_unix_signal_add (signals[i], did_get_signal, self);
  }
}

/**
 * prise_cli_session_new:
 * @endpoint: the endpoint, not started yet
 * @output: how to print its journal
 *
 * Returns: (transfer full): a session, for prise_cli_session_until_end()
 */
PriseCliSession *
prise_cli_session_new (PriseEndpoint *endpoint, const PriseCliOutput *output)
{
  PriseCliSession *self = g_new0 (PriseCliSession, 1);

  self->endpoint = g_object_ref (endpoint);
  self->output = *output;
  self->loop = g_main_loop_new (NULL, FALSE);
  self->cancellable = g_cancellable_new ();
  self->state_id =
      g_signal_connect_swapped (endpoint, "notify::state", G_CALLBACK (did_change_state), self);
  watch_signals (self);
  prise_journal_set_budget (prise_endpoint_get_journal (endpoint), output->budget);

  return self;
}

/**
 * prise_cli_session_get_cancellable:
 *
 * Returns: (transfer none): what to start the endpoint with: cancelled by prise_cli_session_stop()
 */
GCancellable *
prise_cli_session_get_cancellable (PriseCliSession *self)
{
  return self->cancellable;
}

/**
 * prise_cli_session_print:
 *
 * Begins to print the journal; what it holds already comes first.
 */
void
prise_cli_session_print (PriseCliSession *self)
{
  if (self->printer == NULL)
    self->printer = prise_cli_printer_new (prise_endpoint_get_journal (self->endpoint),
                                           &self->output, did_print, self);
}

/**
 * prise_cli_session_mind_peers:
 *
 * Has the session end as a failure if the journal tells of an error with a peer, as where it is all
 * about that peer.
 */
void
prise_cli_session_mind_peers (PriseCliSession *self)
{
  self->minds_peers = TRUE;
}

/**
 * prise_cli_session_hold:
 * @self: a session, before its endpoint is started
 * @closed: called once, when the session has been stopped and nothing is open any more
 *
 * Has the session go on when its endpoint closes, until prise_cli_session_stop(), and end with
 * prise_cli_session_release(), or by a second signal. Stopping cancels what
 * prise_cli_session_get_cancellable() was given to. The holder says what went wrong with the
 * endpoint, and calls prise_cli_session_print() if there is anything to print.
 */
void
prise_cli_session_hold (PriseCliSession *self, PriseCliSessionClosedFunc closed, gpointer user_data)
{
  self->closed = closed;
  self->holder = user_data;
}

/**
 * prise_cli_session_release:
 * @self: a session that is held, and closed
 *
 * Has it print what is there, and end.
 */
void
prise_cli_session_release (PriseCliSession *self)
{
  self->closed = NULL;
  finish_printing (self);
}

/**
 * prise_cli_session_add_text:
 * @text: (transfer full): lines, in the form of its output
 *
 * Prints them behind the entries that are there, if those are printed.
 */
void
prise_cli_session_add_text (PriseCliSession *self, char *text)
{
  if (self->printer != NULL && !self->printer_has_ended)
    prise_cli_printer_add (self->printer, text);
  else
    g_free (text);
}

/**
 * prise_cli_session_has_seen_peer:
 * @self: a session that has ended
 *
 * Returns: whether there was an entry that concerns a peer
 */
gboolean
prise_cli_session_has_seen_peer (PriseCliSession *self)
{
  return self->printer_has_ended && prise_cli_printer_has_seen_peer (self->printer);
}

/**
 * prise_cli_session_was_interrupted:
 *
 * Returns: whether a signal has stopped it
 */
gboolean
prise_cli_session_was_interrupted (PriseCliSession *self)
{
  return self->was_interrupted;
}

/**
 * prise_cli_session_set_failed:
 *
 * Has the session end as a failure, of which standard error tells already.
 */
void
prise_cli_session_set_failed (PriseCliSession *self)
{
  self->status = PRISE_CLI_FAILED;
}

/**
 * prise_cli_session_has_failed:
 *
 * Returns: whether it ends as a failure, by what is known so far
 */
gboolean
prise_cli_session_has_failed (PriseCliSession *self)
{
  return self->status == PRISE_CLI_FAILED;
}

/**
 * prise_cli_session_complain:
 * @error: what went wrong
 *
 * Has it said on standard error at the end, unless something else went wrong before, an entry there
 * says so, or @error is a cancellation. The session goes on, and ends as a failure.
 */
void
prise_cli_session_complain (PriseCliSession *self, const GError *error)
{
  say_error (self, error);
}

/**
 * prise_cli_session_fail:
 * @error: what went wrong
 *
 * Complains, and stops in order.
 */
void
prise_cli_session_fail (PriseCliSession *self, const GError *error)
{
  prise_cli_session_complain (self, error);
  prise_cli_session_stop (self);
}

/**
 * prise_cli_session_stop:
 *
 * Closes in order what is open; prise_cli_session_until_end() returns when that is done.
 */
void
prise_cli_session_stop (PriseCliSession *self)
{
  if (!reach (self, STAGE_STOPPING))
    return;

  if (self->closed != NULL || prise_endpoint_get_state (self->endpoint) == PRISE_ENDPOINT_STARTING)
    g_cancellable_cancel (self->cancellable);
  prise_endpoint_stop_async (self->endpoint, FALSE, did_stop, self);
}

/**
 * prise_cli_session_until_end:
 * @self: a session, just started
 *
 * Returns: what the process is to end with
 */
PriseCliStatus
prise_cli_session_until_end (PriseCliSession *self)
{
  if (self->stage != STAGE_ENDED)
    g_main_loop_run (self->loop);

  return self->status;
}

/**
 * prise_cli_session_free:
 * @self: (transfer full): a session that has ended
 *
 * A printer that a second signal left in the middle of a line isn't waited for: the process ends.
 */
void
prise_cli_session_free (PriseCliSession *self)
{
  g_signal_handler_disconnect (self->endpoint, self->state_id);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    g_clear_handle_id (&self->signal_ids[i], g_source_remove);
  if (self->printer != NULL && !self->printer_has_ended)
    return;

  g_clear_pointer (&self->printer, prise_cli_printer_free);
  g_main_loop_unref (self->loop);
  g_object_unref (self->cancellable);
  g_object_unref (self->endpoint);
  g_free (self->sentence);
  g_free (self);
}
