// SPDX-License-Identifier: GPL-3.0-or-later
/* Writes a response while it comes. What is below "The thread" runs on the writer's own thread,
 * which alone touches the body, the positions and the outcome until it has ended. */
#include "config.h"

#include "prise-cli-http-writer.h"
#include "prise-cli-terminal.h"
#include "prise-http-body.h"

/* So much is written at once. */
#define PIECE (64 * 1024)

struct _PriseCliHttpWriter {
  PriseHttpExchange *exchange;
  PriseCliHttpTargets targets;
  PriseCliHttpWriterEndedFunc ended;
  gpointer user_data;

  GMutex lock;
  GCond cond;
  gboolean has_news; /* with the lock; and so the next */
  gboolean is_last_news;

  PriseHttpBody *body;
  guint64 raw_position;
  guint64 body_position;
  gboolean head_is_written;
  PriseCliHttpOutcome outcome;
  gboolean has_ended; /* the main thread's */
};

/* The thread */

static gboolean
write_bytes (PriseCliHttpWriter *self, const PriseCliFile *file, const char *data, gsize size)
{
  if (prise_cli_file_write (file, data, size, &self->outcome.error))
    return TRUE;

  self->outcome.nobody_reads =
      file->name == NULL &&
      g_error_matches (self->outcome.error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);

  return FALSE;
}

static gboolean
write_raw (PriseCliHttpWriter *self)
{
  PriseHttpSpool *raw = prise_http_exchange_get_raw (self->exchange);

  while (self->targets.raw.fd >= 0) {
    g_autoptr (GBytes) bytes = prise_http_spool_read (raw, self->raw_position, PIECE);
    gsize size;
    const char *data = g_bytes_get_data (bytes, &size);

    if (size == 0)
      break;
    if (!write_bytes (self, &self->targets.raw, data, size))
      return FALSE;
    self->raw_position += size;
  }

  return TRUE;
}

/* Returns how many of the bytes are written; 0 if none can be. */
static gsize
write_for_reader (PriseCliHttpWriter *self, const char *data, gsize size, gboolean is_last)
{
  if (self->targets.is_terminal) {
    const gssize n = prise_cli_terminal_find_text (data, size, is_last);

    self->outcome.is_binary = n < 0;
    size = n < 0 ? 0 : (gsize) n;
  }

  return write_bytes (self, &self->targets.body, data, size) ? size : 0;
}

/* Returns whether the body may follow: the head is written, or there is none. */
static gboolean
write_head (PriseCliHttpWriter *self, gboolean is_done)
{
  g_autoptr (PriseHttpResponse) response = prise_http_exchange_dup_response (self->exchange);
  const PriseHttpHead *head = prise_http_response_get_final_head (response);
  guint64 end;

  if (self->head_is_written || !self->targets.includes_head)
    return TRUE;
  if (head == NULL)
    return is_done;

  /* Of one that breaks off all is shown. */
  end = prise_http_response_find_problem (response, PRISE_HTTP_TRUNCATED_HEAD) != NULL
            ? response->raw_size
            : head->end;
  self->head_is_written = TRUE;
  for (guint64 position = head->offset; position < end;) {
    g_autoptr (GBytes) bytes =
        prise_http_spool_read (prise_http_exchange_get_raw (self->exchange), position,
                               (gsize) MIN (end - position, PIECE));
    gsize size;
    const char *data = g_bytes_get_data (bytes, &size);
    const gsize written = write_for_reader (self, data, size, position + size == end);

    if (written == 0)
      return FALSE;
    position += written;
  }

  return TRUE;
}

static void
write_body (PriseCliHttpWriter *self, gboolean is_done)
{
  gsize written = 1;

  if (self->targets.body.fd < 0 || !write_head (self, is_done))
    return;

  while (written > 0 && self->outcome.error == NULL && !self->outcome.is_binary) {
    g_autoptr (GBytes) bytes = prise_http_body_read (self->body, self->body_position, PIECE);
    gsize size;
    const char *data = g_bytes_get_data (bytes, &size);
    const gboolean is_last =
        is_done && self->body_position + size == prise_http_body_get_size (self->body);

    if (size == 0)
      break;
    written = write_for_reader (self, data, size, is_last);
    self->body_position += written;
  }
}

/* Returns whether to go on. */
static gboolean
write_news (PriseCliHttpWriter *self, gboolean is_done)
{
  PriseCliHttpOutcome *outcome = &self->outcome;

  if (!write_raw (self))
    return FALSE;

  prise_http_body_update (self->body,
                          outcome->coding_error != NULL ? NULL : &outcome->coding_error);
  outcome->problems = prise_http_body_get_problems (self->body);
  outcome->decoded_size = prise_http_body_get_size (self->body);
  outcome->unknown_coding =
      outcome->decoded_size > 0 ? prise_http_body_get_unknown_coding (self->body) : NULL;
  outcome->is_limited = prise_http_body_get_limited (self->body);
  if (!outcome->is_binary)
    write_body (self, is_done);
  if (outcome->error != NULL)
    return FALSE;
  prise_http_body_forget (self->body,
                          self->targets.body.fd >= 0 ? self->body_position
                                                     : prise_http_body_get_size (self->body),
                          self->targets.raw.fd >= 0 ? self->raw_position : G_MAXUINT64);

  /* The raw bytes are wanted all the same. */
  return self->targets.raw.fd >= 0 || !(outcome->is_binary || outcome->is_limited);
}

/* Returns whether they are the last. */
static gboolean
wait_for_news (PriseCliHttpWriter *self)
{
  gboolean is_last;

  g_mutex_lock (&self->lock);
  while (!self->has_news)
    g_cond_wait (&self->cond, &self->lock);
  self->has_news = FALSE;
  is_last = self->is_last_news;
  g_mutex_unlock (&self->lock);

  return is_last;
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  PriseCliHttpWriter *self = task_data;
  gboolean goes_on = TRUE;

  while (goes_on) {
    const gboolean is_done = wait_for_news (self);

    goes_on = write_news (self, is_done) && !is_done;
  }

  g_task_return_boolean (task, TRUE);
}

/* The main thread */

static void
did_end (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PriseCliHttpWriter *self = user_data;

  self->has_ended = TRUE;
  self->ended (self->user_data);
}

/**
 * prise_cli_http_writer_new:
 * @exchange: an exchange
 * @targets: where what goes
 * @ended: called once, when all is written after prise_cli_http_writer_finish(), or when it can't
 *   go on
 *
 * Returns: (transfer full): a writer, already writing
 */
PriseCliHttpWriter *
prise_cli_http_writer_new (PriseHttpExchange *exchange,
                           const PriseCliHttpTargets *targets,
                           PriseCliHttpWriterEndedFunc ended,
                           gpointer user_data)
{
  PriseCliHttpWriter *self = g_new0 (PriseCliHttpWriter, 1);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, did_end, self);

  self->exchange = prise_http_exchange_ref (exchange);
  self->targets = *targets;
  self->ended = ended;
  self->user_data = user_data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  self->body = prise_http_body_new (exchange, TRUE);
  prise_http_body_set_limit (self->body, targets->limit);

  g_task_set_source_tag (task, prise_cli_http_writer_new);
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, write_in_thread);

  return self;
}

static void
tell (PriseCliHttpWriter *self, gboolean is_last)
{
  g_mutex_lock (&self->lock);
  self->has_news = TRUE;
  self->is_last_news |= is_last;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
}

/**
 * prise_cli_http_writer_nudge:
 *
 * More has come.
 */
void
prise_cli_http_writer_nudge (PriseCliHttpWriter *self)
{
  tell (self, FALSE);
}

/**
 * prise_cli_http_writer_finish:
 *
 * Nothing more comes.
 */
void
prise_cli_http_writer_finish (PriseCliHttpWriter *self)
{
  tell (self, TRUE);
}

/**
 * prise_cli_http_writer_has_ended:
 *
 * Returns: whether it has ended
 */
gboolean
prise_cli_http_writer_has_ended (PriseCliHttpWriter *self)
{
  return self->has_ended;
}

/**
 * prise_cli_http_writer_get_outcome:
 * @self: a writer that has ended
 *
 * Returns: (transfer none): what came of it
 */
const PriseCliHttpOutcome *
prise_cli_http_writer_get_outcome (PriseCliHttpWriter *self)
{
  return &self->outcome;
}

/**
 * prise_cli_http_writer_free:
 *
 * One that a signal left in the middle of a pipe that nobody empties isn't waited for: the process
 * ends.
 */
void
prise_cli_http_writer_free (PriseCliHttpWriter *self)
{
  if (!self->has_ended)
    return;

  g_clear_error (&self->outcome.coding_error);
  g_clear_error (&self->outcome.error);
  prise_http_body_free (self->body);
  prise_http_exchange_unref (self->exchange);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
  g_free (self);
}
