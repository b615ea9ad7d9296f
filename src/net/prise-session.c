// SPDX-License-Identifier: GPL-3.0-or-later
/* What every session is first of all: who is told, and how it is told what to do. A command stands
 * with its argument in one piece of memory, which is its place in the queue of the I/O thread too.
 */
#include "config.h"

#include "prise-session.h"

#include "prise-error-text.h"

#include <stddef.h>
#include <string.h>

typedef struct {
  PriseIoCall call;
  PriseSession *session;
  PriseCommandFunc execute;
  GDestroyNotify clear_argument;
  max_align_t argument[];
} Command;

static void
execute (PriseIoCall *call)
{
  g_autofree Command *command = (Command *) call;

  command->execute (command->session, command->argument);

  if (command->clear_argument != NULL)
    command->clear_argument (command->argument);
  prise_session_unref (command->session);
}

static void
execute_stop (gpointer session, gpointer argument)
{
  PriseSession *self = session;

  self->klass->stop (self, *(gboolean *) argument);
}

/**
 * prise_session_new:
 * @klass: which kind of session
 * @io: the I/O thread, which outlives the session
 * @journal: where everything is recorded
 * @mailbox: by which the endpoint is told
 * @mail: what it is told
 *
 * Returns: (transfer full): a session of @klass, zeroed but for its head
 */
gpointer
prise_session_new (const PriseSessionClass *klass,
                   PriseIo *io,
                   PriseJournal *journal,
                   PriseMailbox *mailbox,
                   const PriseSessionMail *mail)
{
  PriseSession *self = g_malloc0 (klass->size);

  self->klass = klass;
  self->io = io;
  self->journal = g_object_ref (journal);
  self->mailbox = prise_mailbox_ref (mailbox);
  self->mail = mail;
  g_atomic_ref_count_init (&self->ref_count);

  return self;
}

/**
 * prise_session_ref:
 * @session: a session
 *
 * Any thread.
 *
 * Returns: (transfer full): @session
 */
gpointer
prise_session_ref (gpointer session)
{
  g_atomic_ref_count_inc (&((PriseSession *) session)->ref_count);

  return session;
}

/**
 * prise_session_unref:
 * @session: (transfer full): a session, which has ended or was never started
 *
 * Any thread. What is open holds a reference by its own means, so that the last one goes when
 * nothing is.
 */
void
prise_session_unref (gpointer session)
{
  PriseSession *self = session;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  self->klass->finalize (self);
  prise_mailbox_unref (self->mailbox);
  g_object_unref (self->journal);
  g_free (self);
}

/**
 * prise_session_send_command:
 * @session: a session, which is kept until the command is executed
 * @func: (scope async): called on the I/O thread with @session and the argument
 * @argument: (nullable): a struct, which is copied
 * @size: of @argument, in bytes
 * @clear_argument: (nullable): frees what the copy refers to, on the I/O thread
 *
 * Any thread; returns at once. Commands are executed in the order in which they were sent.
 */
void
prise_session_send_command (gpointer session,
                            PriseCommandFunc func,
                            gconstpointer argument,
                            gsize size,
                            GDestroyNotify clear_argument)
{
  PriseSession *self = session;
  Command *command = g_malloc (sizeof (Command) + size);

  command->session = prise_session_ref (self);
  command->execute = func;
  command->clear_argument = clear_argument;
  if (size > 0)
    memcpy (command->argument, argument, size);
  prise_io_call (self->io, &command->call, execute);
}

/**
 * prise_session_stop:
 * @session: a session
 * @abort: whether to reset connections instead of closing them in order
 *
 * Any thread; returns at once. Again, with @abort, it hastens what is under way.
 */
void
prise_session_stop (gpointer session, gboolean abort)
{
  prise_session_send_command (session, execute_stop, &abort, sizeof abort, NULL);
}

static void
tell_addresses (PriseSession *self, PriseMailFunc func, const char *const *local_addresses)
{
  prise_mailbox_send (self->mailbox, func, g_strdupv ((char **) local_addresses),
                      (GDestroyNotify) g_strfreev);
}

/**
 * prise_session_tell_started:
 * @session: a session
 * @local_addresses: (array zero-terminated=1): where it is open
 *
 * The I/O thread, once: tells the endpoint.
 */
void
prise_session_tell_started (gpointer session, const char *const *local_addresses)
{
  PriseSession *self = session;

  tell_addresses (self, self->mail->started, local_addresses);
}

/**
 * prise_session_tell_moved:
 * @session: a session that has started
 * @local_addresses: (array zero-terminated=1): where it is open now
 *
 * The I/O thread: tells the endpoint.
 */
void
prise_session_tell_moved (gpointer session, const char *const *local_addresses)
{
  PriseSession *self = session;

  tell_addresses (self, self->mail->moved, local_addresses);
}

/**
 * prise_session_end:
 * @session: a session in which nothing is open any more
 * @error: (nullable): why; %NULL if all went as it was wanted
 *
 * The I/O thread: tells the endpoint, which lets go of the session; so whoever goes on after this
 * has to hold it. The second time it does nothing.
 */
void
prise_session_end (gpointer session, const GError *error)
{
  PriseSession *self = session;

  if (self->has_ended)
    return;

  self->has_ended = TRUE;
  prise_mailbox_send (self->mailbox, self->mail->ended, error != NULL ? g_error_copy (error) : NULL,
                      (GDestroyNotify) g_error_free);
}

/**
 * prise_session_fail:
 * @session: a session in which nothing is open
 * @error: why it can't start
 *
 * prise_session_end() after an entry in the journal.
 */
void
prise_session_fail (gpointer session, const GError *error)
{
  PriseSession *self = session;

  prise_error_record (error, self->journal, PRISE_JOURNAL_NO_PEER);
  prise_session_end (self, error);
}

/**
 * prise_session_has_ended:
 * @session: a session
 *
 * The I/O thread.
 *
 * Returns: whether the endpoint was told that it is over
 */
gboolean
prise_session_has_ended (gpointer session)
{
  return ((PriseSession *) session)->has_ended;
}
