// SPDX-License-Identifier: GPL-3.0-or-later
/* Prints a journal on standard output. What is below "The thread" runs on the printer's own thread,
 * which alone touches the position, the text, the failure and the error until it has ended. */
#include "config.h"

#include <unistd.h>

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "prise-call.h"
#include "prise-cli-files.h"
#include "prise-cli-printer.h"
#include "prise-cli-terminal.h"
#include "prise-display.h"
#include "prise-entry-writer.h"
#include "prise-json-lines.h"
#include "prise-time.h"

/* So many of the errors that stand on standard error are known, so that none is said there twice.
 */
#define MAX_TOLD 16

/* A readable line shows so many characters; all bytes stand in a JSON line. */
#define MAX_SHOWN 1000

/* Text is written in pieces of about this size. */
#define PIECE (64 * 1024)

/* After a look, so long until the next, in milliseconds: the I/O thread isn't to wake us for each
 * entry when there are many. Where only errors are wanted, there is less of a hurry. */
#define PAUSE       10
#define QUIET_PAUSE 200

struct _PriseCliPrinter {
  PriseJournal *journal;
  PriseCliOutput output;
  PriseCliPrinterEndedFunc ended;
  gpointer user_data;
  GMainContext *owner;

  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  PriseJournalWatch *watch;

  guint64 position;
  guint64 dropped;
  gboolean has_seen_peer;
  char *failure;
  GQueue told; /* of char*, the newest first */
  gboolean is_terminal;
  GString *held;  /* of a character that is cut */
  GString *text;  /* for standard output */
  GString *aside; /* for standard error */
  GError *error;
};

/* The thread */

static gboolean
flush (PriseCliPrinter *self)
{
  const PriseCliFile output = { .fd = STDOUT_FILENO };
  gboolean written = prise_cli_file_write (&output, self->text->str, self->text->len,
                                           self->error == NULL ? &self->error : NULL);

  if (self->aside->len > 0)
    g_printerr ("%s", self->aside->str);
  g_string_truncate (self->text, 0);
  g_string_truncate (self->aside, 0);

  return written;
}

static void
append_text (const PriseEntry *entry, GString *string)
{
  g_autofree char *shown = prise_display_payload_line (entry->data, entry->size, MAX_SHOWN);
  char time[PRISE_TIME_SIZE];

  prise_time_to_clock (entry->wall_time, time);
  prise_entry_append_text_line (entry, time, shown, string);
}

static void
set_binary_error (PriseCliPrinter *self)
{
  g_set_error_literal (&self->error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _ ("What came is binary, which a terminal can’t show: write it to a "
                          "file, or pipe it through “cat” to have it all the same"));
}

/* What is cut within a character waits for its rest, which the next bytes begin with. */
static void
append_received (PriseCliPrinter *self, const PriseEntry *entry)
{
  gssize size;

  g_string_append_len (self->held, (const char *) entry->data, (gssize) entry->size);
  size = self->is_terminal ? prise_cli_terminal_find_text (self->held->str, self->held->len, FALSE)
                           : (gssize) self->held->len;
  if (size < 0) {
    set_binary_error (self);
    return;
  }
  g_string_append_len (self->text, self->held->str, size);
  g_string_erase (self->held, 0, size);
}

static void
append_raw (PriseCliPrinter *self, const PriseEntry *entry)
{
  if (entry->kind == PRISE_ENTRY_RECEIVED)
    append_received (self, entry);
  else if (entry->kind != PRISE_ENTRY_SENT)
    append_text (entry, self->aside);
}

/* Errors that concern no peer are of another kind: datagrams for which there was no room, say. */
static void
keep_failure (PriseCliPrinter *self, const PriseEntry *entry)
{
  if (self->failure == NULL && entry->kind == PRISE_ENTRY_ERROR && entry->peer != NULL)
    self->failure = g_strndup ((const char *) entry->data, entry->size);
}

/* What comes from a peer was connected first, also where that entry was dropped. */
static void
look_at (PriseCliPrinter *self, const PriseEntry *entry)
{
  if (entry->peer != NULL)
    self->has_seen_peer = TRUE;
  keep_failure (self, entry);
}

/* Whether what isn't traffic stands on standard error. */
static gboolean
is_aside (PriseCliPrinter *self)
{
  return self->output.form == PRISE_CLI_FORM_RAW || self->output.form == PRISE_CLI_FORM_ASIDE;
}

/* Where what isn't an entry stands. */
static GString *
choose_text (PriseCliPrinter *self)
{
  return is_aside (self) ? self->aside : self->text;
}

static void
keep_told (PriseCliPrinter *self, const PriseEntry *entry)
{
  if (!is_aside (self) || entry->kind != PRISE_ENTRY_ERROR)
    return;

  g_queue_push_head (&self->told, g_strndup ((const char *) entry->data, entry->size));
  if (self->told.length > MAX_TOLD)
    g_free (g_queue_pop_tail (&self->told));
}

/* The raw bytes are no talk. */
static gboolean
is_wanted (PriseCliPrinter *self, const PriseEntry *entry)
{
  return !self->output.only_errors || entry->kind == PRISE_ENTRY_ERROR ||
         (entry->kind == PRISE_ENTRY_RECEIVED && self->output.form == PRISE_CLI_FORM_RAW);
}

static void
append_entry (PriseCliPrinter *self, const PriseEntry *entry)
{
  look_at (self, entry);
  keep_told (self, entry);
  if (!is_wanted (self, entry))
    return;

  switch (self->output.form) {
  case PRISE_CLI_FORM_JSON:
    prise_json_append_entry (entry, self->text);
    break;
  case PRISE_CLI_FORM_RAW:
    append_raw (self, entry);
    break;
  case PRISE_CLI_FORM_ASIDE:
    append_text (entry, self->aside);
    break;
  case PRISE_CLI_FORM_TEXT:
  default:
    append_text (entry, self->text);
    break;
  }
}

static void
append_dropped (PriseCliPrinter *self, guint64 n)
{
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, n);

  if (self->output.only_errors)
    return;
  if (self->output.form == PRISE_CLI_FORM_JSON) {
    prise_json_append_dropped (n, self->text);
    return;
  }

  g_string_append_printf (
      choose_text (self),
      g_dngettext (GETTEXT_PACKAGE,
                   "… %s entry was dropped before it could be printed: --budget makes more room\n",
                   "… %s entries were dropped before they could be printed: --budget makes more "
                   "room\n",
                   (gulong) MIN (n, G_MAXUINT)),
      count);
}

/* The budget pushed out what stood at our position: goes to what is left. */
static void
skip_dropped (PriseCliPrinter *self)
{
  guint64 first = MAX (prise_journal_get_first (self->journal), self->position + 1);

  append_dropped (self, first - self->position);
  self->dropped += first - self->position;
  self->position = first;
}

/* Prints all there is; FALSE if it can't. */
static gboolean
print_news (PriseCliPrinter *self)
{
  guint64 end = prise_journal_get_end (self->journal);

  while (self->position < end && self->error == NULL) {
    g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

    if (prise_journal_read (self->journal, self->position, &entry)) {
      append_entry (self, &entry);
      self->position++;
    } else {
      skip_dropped (self);
    }
    if (MAX (self->text->len, self->aside->len) >= PIECE && !flush (self))
      return FALSE;
  }

  return flush (self) && self->error == NULL;
}

static void
did_grow (PriseJournal *journal, gpointer user_data)
{
  PriseCliPrinter *self = user_data;

  if (self->error == NULL && !print_news (self))
    g_main_loop_quit (self->loop);
}

/* A text that is to stand behind the entries that are there. */
typedef struct {
  PriseCliPrinter *printer;
  char *text;
} Addition;

static void
addition_free (gpointer user_data)
{
  Addition *addition = user_data;

  g_free (addition->text);
  g_free (addition);
}

static void
add (gpointer user_data)
{
  Addition *addition = user_data;
  PriseCliPrinter *self = addition->printer;

  if (self->error == NULL && print_news (self)) {
    g_string_append (choose_text (self), addition->text);
    flush (self);
  }
  if (self->error != NULL)
    g_main_loop_quit (self->loop);
}

static void
finish (gpointer user_data)
{
  PriseCliPrinter *self = user_data;

  if (self->error == NULL)
    print_news (self);
  g_main_loop_quit (self->loop);
}

static void
did_end (gpointer user_data)
{
  PriseCliPrinter *self = user_data;

  if (self->error == NULL && self->dropped > 0 && self->output.form == PRISE_CLI_FORM_RAW)
    g_set_error_literal (&self->error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                         _ ("The output is incomplete: it was read too slowly"));
  if (self->error == NULL && self->held->len > 0)
    set_binary_error (self);
  self->ended (self->error, self->user_data);
}

static gpointer
run (gpointer data)
{
  PriseCliPrinter *self = data;

  g_main_context_push_thread_default (self->context);
  self->watch =
      prise_journal_watch_new (self->journal, self->context,
                               self->output.only_errors && self->output.form != PRISE_CLI_FORM_RAW
                                   ? QUIET_PAUSE
                                   : PAUSE,
                               did_grow, self);
  g_main_loop_run (self->loop);
  g_clear_pointer (&self->watch, prise_journal_watch_free);
  g_main_context_pop_thread_default (self->context);

  prise_call_in (self->owner, did_end, self, NULL);

  return NULL;
}

/**
 * prise_cli_printer_new:
 * @journal: what to print, from its first entry
 * @output: how
 * @ended: called when the printing has ended
 *
 * Returns: (transfer full): a printer, already printing
 */
PriseCliPrinter *
prise_cli_printer_new (PriseJournal *journal,
                       const PriseCliOutput *output,
                       PriseCliPrinterEndedFunc ended,
                       gpointer user_data)
{
  PriseCliPrinter *self = g_new0 (PriseCliPrinter, 1);

  self->journal = g_object_ref (journal);
  self->output = *output;
  self->ended = ended;
  self->user_data = user_data;
  self->owner = g_main_context_ref_thread_default ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->is_terminal = isatty (STDOUT_FILENO);
  self->held = g_string_new (NULL);
  self->text = g_string_sized_new (2 * PIECE);
  self->aside = g_string_new (NULL);
  self->thread = g_thread_new ("prise-printer", run, self);

  return self;
}

/**
 * prise_cli_printer_add:
 * @text: (transfer full): lines, in the form of its output
 *
 * Has it print @text behind the entries that are there now.
 */
void
prise_cli_printer_add (PriseCliPrinter *self, char *text)
{
  Addition *addition = g_new (Addition, 1);

  *addition = (Addition){ self, text };
  prise_call_in (self->context, add, addition, addition_free);
}

/**
 * prise_cli_printer_finish:
 *
 * Has it print what is there now, and end.
 */
void
prise_cli_printer_finish (PriseCliPrinter *self)
{
  prise_call_in (self->context, finish, self, NULL);
}

/**
 * prise_cli_printer_get_failure:
 * @self: a printer that has ended
 *
 * Returns: (transfer none) (nullable): the first error with a peer that it printed; a sentence
 */
const char *
prise_cli_printer_get_failure (PriseCliPrinter *self)
{
  return self->failure;
}

/**
 * prise_cli_printer_has_seen_peer:
 * @self: a printer that has ended
 *
 * Returns: whether there was an entry that concerns a peer
 */
gboolean
prise_cli_printer_has_seen_peer (PriseCliPrinter *self)
{
  return self->has_seen_peer;
}

/**
 * prise_cli_printer_has_told:
 * @self: a printer that has ended
 * @sentence: what went wrong
 *
 * Returns: whether an entry on standard error says so
 */
gboolean
prise_cli_printer_has_told (PriseCliPrinter *self, const char *sentence)
{
  return g_queue_find_custom (&self->told, sentence, (GCompareFunc) strcmp) != NULL;
}

/**
 * prise_cli_printer_free:
 * @self: (transfer full): a printer that has ended
 */
void
prise_cli_printer_free (PriseCliPrinter *self)
{
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_main_context_unref (self->owner);
  g_object_unref (self->journal);
  g_string_free (self->held, TRUE);
  g_string_free (self->text, TRUE);
  g_string_free (self->aside, TRUE);
  g_free (self->failure);
  g_queue_clear_full (&self->told, g_free);
  g_clear_error (&self->error);
  g_free (self);
}
