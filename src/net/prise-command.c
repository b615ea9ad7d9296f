// SPDX-License-Identifier: GPL-3.0-or-later
/* A command on its way to the I/O thread. It keeps the session alive until it is executed, and
 * frees its argument there. */
#include "config.h"

#include "prise-command.h"

typedef struct {
  PriseCommandFunc execute;
  gpointer session;
  GDestroyNotify unref_session;
  gpointer argument;
  GDestroyNotify free_argument;
} Command;

static void
did_arrive (gpointer user_data)
{
  Command *command = user_data;

  command->execute (command->session, command->argument);

  if (command->free_argument != NULL && command->argument != NULL)
    command->free_argument (command->argument);
  command->unref_session (command->session);
  g_free (command);
}

/**
 * prise_command_send:
 * @io: the I/O thread
 * @execute: (scope async): called there with @session and @argument
 * @session: (transfer full): whom it is for
 * @unref_session: drops @session, on the I/O thread
 * @argument: (transfer full) (nullable): for @execute
 * @free_argument: (nullable): frees @argument, on the I/O thread
 *
 * Any thread; returns at once. Commands are executed in the order in which they were sent.
 */
void
prise_command_send (PriseIo *io,
                    PriseCommandFunc execute,
                    gpointer session,
                    GDestroyNotify unref_session,
                    gpointer argument,
                    GDestroyNotify free_argument)
{
  Command *command = g_new (Command, 1);

  *command = (Command){ execute, session, unref_session, argument, free_argument };
  prise_io_invoke (io, did_arrive, command);
}
