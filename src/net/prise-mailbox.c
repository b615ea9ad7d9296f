// SPDX-License-Identifier: GPL-3.0-or-later
/* Messages from the I/O thread to an object of another thread, delivered by that thread's context.
 * The mailbox is reference counted; its target is referred to weakly and looked up only at
 * delivery, on its own thread, so that the I/O thread never holds the last reference. */
#include "config.h"

#include "prise-mailbox.h"

#include <stdatomic.h>

#include "prise-call.h"

/* How often a nudged target looks again, in ms: about once a frame. */
#define NUDGE_INTERVAL 16

struct _PriseMailbox {
  gatomicrefcount ref_count;
  GMainContext *context;
  GWeakRef target;
  PriseMailFunc look_again;
  _Atomic gboolean is_nudged;
};

typedef struct {
  PriseMailbox *mailbox;
  PriseMailFunc func;
  gpointer message;
  GDestroyNotify free_message;
} Mail;

static void
mail_free (gpointer user_data)
{
  Mail *mail = user_data;

  if (mail->free_message != NULL && mail->message != NULL)
    mail->free_message (mail->message);
  prise_mailbox_unref (mail->mailbox);
  g_free (mail);
}

static void
deliver (gpointer user_data)
{
  Mail *mail = user_data;
  g_autoptr (GObject) target = g_weak_ref_get (&mail->mailbox->target);

  if (target != NULL)
    mail->func (target, mail->message);
}

static gboolean
deliver_nudge (gpointer user_data)
{
  PriseMailbox *self = user_data;
  g_autoptr (GObject) target = g_weak_ref_get (&self->target);

  atomic_store (&self->is_nudged, FALSE);
  if (target != NULL)
    self->look_again (target, NULL);

  return G_SOURCE_REMOVE;
}

/**
 * prise_mailbox_new:
 * @target: the object that is told
 * @context: (nullable): where it lives; %NULL for the main context
 * @look_again: (scope forever): what a nudge calls, with a %NULL message
 *
 * Returns: (transfer full): a mailbox
 */
PriseMailbox *
prise_mailbox_new (GObject *target, GMainContext *context, PriseMailFunc look_again)
{
  PriseMailbox *self = g_new0 (PriseMailbox, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->context = g_main_context_ref (context != NULL ? context : g_main_context_default ());
  g_weak_ref_init (&self->target, target);
  self->look_again = look_again;

  return self;
}

/**
 * prise_mailbox_ref:
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
PriseMailbox *
prise_mailbox_ref (PriseMailbox *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * prise_mailbox_unref:
 *
 * Any thread.
 */
void
prise_mailbox_unref (PriseMailbox *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_weak_ref_clear (&self->target);
  g_main_context_unref (self->context);
  g_free (self);
}

/**
 * prise_mailbox_send:
 * @func: (scope async): called with the target and @message on the target's context, if it lives
 * @message: (transfer full) (nullable): what happened
 * @free_message: (nullable): frees @message after that, or in its stead
 *
 * Any thread. Messages arrive in the order in which they were sent.
 */
void
prise_mailbox_send (PriseMailbox *self,
                    PriseMailFunc func,
                    gpointer message,
                    GDestroyNotify free_message)
{
  Mail *mail = g_new (Mail, 1);

  *mail = (Mail){ prise_mailbox_ref (self), func, message, free_message };
  prise_call_in (self->context, deliver, mail, mail_free);
}

typedef struct {
  GTask *task;
  GError *error;
} Outcome;

static void
outcome_free (gpointer user_data)
{
  Outcome *outcome = user_data;

  g_object_unref (outcome->task);
  g_clear_error (&outcome->error);
  g_free (outcome);
}

static void
complete (gpointer target, gpointer message)
{
  Outcome *outcome = message;

  if (outcome->error != NULL)
    g_task_return_error (outcome->task, g_steal_pointer (&outcome->error));
  else
    g_task_return_boolean (outcome->task, TRUE);
}

/**
 * prise_mailbox_return:
 * @task: (transfer full): what the target has asked for; its source is the target
 * @error: (nullable): why it failed; %NULL: it is done
 *
 * Any thread: completes @task, and drops it, on the target's thread: a task refers to its source,
 * which another thread may not be the last to drop.
 */
void
prise_mailbox_return (PriseMailbox *self, GTask *task, const GError *error)
{
  Outcome *outcome = g_new (Outcome, 1);

  *outcome = (Outcome){ task, error != NULL ? g_error_copy (error) : NULL };
  prise_mailbox_send (self, complete, outcome, outcome_free);
}

/**
 * prise_mailbox_nudge:
 *
 * Any thread: has the target look again, soon. Nudges in between are one.
 */
void
prise_mailbox_nudge (PriseMailbox *self)
{
  g_autoptr (GSource) source = NULL;

  if (atomic_exchange (&self->is_nudged, TRUE))
    return;

  source = g_timeout_source_new (NUDGE_INTERVAL);
  g_source_set_static_name (source, "[prise] nudge from the I/O thread");
  g_source_set_callback (source, deliver_nudge, prise_mailbox_ref (self),
                         (GDestroyNotify) prise_mailbox_unref);
  g_source_attach (source, self->context);
}
