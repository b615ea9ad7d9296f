// SPDX-License-Identifier: GPL-3.0-or-later
/* Timers in any context: g_timeout_add() knows the main one only, and its numbers belong to that.
 */
#include "config.h"

#include "prise-timeout.h"

/**
 * prise_timeout_add:
 * @context: (nullable): where to call; %NULL for the main context
 * @milliseconds: how long to wait
 * @func: (scope notified): called again and again while it returns %G_SOURCE_CONTINUE
 *
 * Returns: (transfer full): the timer, for prise_timeout_clear() when it has come as well
 */
GSource *
prise_timeout_add (GMainContext *context, guint milliseconds, GSourceFunc func, gpointer user_data)
{
  GSource *timeout = g_timeout_source_new (milliseconds);

  g_source_set_static_name (timeout, "[prise] timeout");
  g_source_set_callback (timeout, func, user_data, NULL);
  g_source_attach (timeout, context);

  return timeout;
}

/**
 * prise_timeout_clear:
 * @timeout: (inout): where a timer stands, or %NULL
 *
 * The thread of its context: stops the timer, and forgets it.
 */
void
prise_timeout_clear (GSource **timeout)
{
  if (*timeout == NULL)
    return;

  g_source_destroy (*timeout);
  g_clear_pointer (timeout, g_source_unref);
}
