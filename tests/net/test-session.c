// SPDX-License-Identifier: GPL-3.0-or-later
/* What every session does: commands in order, with their arguments, and one end. */
#include "config.h"

#include <string.h>

#include "net-fixture.h"
#include "prise-error-text.h"
#include "prise-session.h"

#define N_COMMANDS 1000

/* A session that only notes what it is told. */
typedef struct {
  PriseSession base;
  guint n_executed;
  guint n_wrong;
  gboolean was_aborted;
  guint *n_finalized;
} Notes;

typedef struct {
  guint number;
  char *text;
} Argument;

typedef struct {
  PriseIo *io;
  PriseJournal *journal;
  GObject *target;
  PriseMailbox *mailbox;
  guint n_finalized;
} Fixture;

static GString *told; /* what came by mail: the fixture's, but a GObject is all that mail knows */

static void
did_start (gpointer target, gpointer addresses)
{
  g_string_append_printf (told, "started %s;", ((char **) addresses)[0]);
}

static void
did_move (gpointer target, gpointer addresses)
{
  g_string_append_printf (told, "moved %s;", ((char **) addresses)[0]);
}

static void
did_end (gpointer target, gpointer error)
{
  g_string_append_printf (told, "ended %s;", error != NULL ? ((GError *) error)->message : "");
}

static const PriseSessionMail mail = { did_start, did_move, did_end };

static void
stop (PriseSession *session, gboolean abort)
{
  ((Notes *) session)->was_aborted = abort;
  prise_session_end (session, NULL);
  prise_session_end (session, NULL);
}

static void
finalize (PriseSession *session)
{
  g_atomic_int_inc (((Notes *) session)->n_finalized);
}

static const PriseSessionClass notes_class = { sizeof (Notes), stop, finalize };

static void
look_again (gpointer target, gpointer message)
{
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  told = g_string_new (NULL);
  fixture->io = prise_io_new ();
  fixture->journal = prise_journal_new (PRISE_JOURNAL_DEFAULT_BUDGET);
  fixture->target = g_object_new (G_TYPE_OBJECT, NULL);
  fixture->mailbox = prise_mailbox_new (fixture->target, NULL, look_again);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->io);
  g_assert_cmpuint (fixture->n_finalized, ==, 1);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (strstr (told->str, "ended") == g_strrstr (told->str, "ended"));
  prise_mailbox_unref (fixture->mailbox);
  g_assert_finalize_object (fixture->target);
  g_assert_finalize_object (fixture->journal);
  g_string_free (told, TRUE);
}

static Notes *
new_session (Fixture *fixture)
{
  Notes *session =
      prise_session_new (&notes_class, fixture->io, fixture->journal, fixture->mailbox, &mail);

  session->n_finalized = &fixture->n_finalized;

  return session;
}

static void
execute (gpointer session, gpointer argument)
{
  Notes *self = session;
  Argument *one = argument;
  g_autofree char *expected = g_strdup_printf ("%u", one->number);

  self->n_wrong += one->number != self->n_executed || !g_str_equal (one->text, expected) ||
                   !prise_io_is_current (self->base.io);
  self->n_executed++;
}

static void
clear_argument (gpointer argument)
{
  g_free (((Argument *) argument)->text);
}

/* The session outlives its owner as long as there are commands. */
static void
test_commands (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseSession) kept = NULL;
  Notes *session = new_session (fixture);

  for (guint i = 0; i < N_COMMANDS; i++) {
    const Argument argument = { i, g_strdup_printf ("%u", i) };

    prise_session_send_command (session, execute, &argument, sizeof argument, clear_argument);
  }
  prise_session_stop (session, TRUE);
  kept = prise_session_ref (session);
  prise_session_unref (session);

  net_wait_for (told->len > 0);
  g_assert_cmpstr (told->str, ==, "ended ;");
  g_assert_cmpuint (session->n_executed, ==, N_COMMANDS);
  g_assert_cmpuint (session->n_wrong, ==, 0);
  g_assert_true (session->was_aborted);
}

static void
execute_tell (gpointer session, gpointer argument)
{
  const char *const *addresses = argument;

  prise_session_tell_started (session, addresses);
  prise_session_tell_moved (session, addresses);
}

static void
execute_fail (gpointer session, gpointer argument)
{
  g_autoptr (GError) error = prise_net_error_not_open ();

  prise_session_fail (session, error);
}

static void
test_mail (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseSession) session = (PriseSession *) new_session (fixture);
  const char *addresses[] = { "127.0.0.1:12345", NULL };
  g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

  prise_session_send_command (session, execute_tell, addresses, sizeof addresses, NULL);
  prise_session_send_command (session, execute_fail, NULL, 0, NULL);
  prise_session_stop (session, FALSE);
  net_wait_for (strstr (told->str, "ended") != NULL);
  g_assert_cmpstr (told->str, ==,
                   "started 127.0.0.1:12345;moved 127.0.0.1:12345;"
                   "ended The socket isn’t open: open it first;");

  g_assert_true (prise_journal_read (fixture->journal, 0, &entry));
  g_assert_cmpint (entry.kind, ==, PRISE_ENTRY_ERROR);
  g_assert_cmpuint (prise_journal_get_end (fixture->journal), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/session/commands", Fixture, NULL, set_up, test_commands, tear_down);
  g_test_add ("/session/mail", Fixture, NULL, set_up, test_mail, tear_down);

  return g_test_run ();
}
