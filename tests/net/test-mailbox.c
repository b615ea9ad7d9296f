// SPDX-License-Identifier: GPL-3.0-or-later
/* Mail from the I/O thread: order, nudges, targets that are gone. */
#include "config.h"

#include "net-fixture.h"
#include "prise-mailbox.h"

#define N_MESSAGES 1000

/* Everything is counted by the main thread, save what the I/O thread sent. */
typedef struct {
  GObject *target;
  PriseMailbox *mailbox;
  PriseIo *io;
  guint n_looks;
  guint n_delivered;
  int n_freed;
} Fixture;

typedef struct {
  Fixture *fixture;
  guint number;
} Message;

static void
look_again (gpointer target, gpointer message)
{
  Fixture *fixture = g_object_get_data (target, "fixture");

  g_assert_null (message);
  fixture->n_looks++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->io = prise_io_new ();
  fixture->target = g_object_new (G_TYPE_OBJECT, NULL);
  g_object_set_data (fixture->target, "fixture", fixture);
  fixture->mailbox = prise_mailbox_new (fixture->target, NULL, look_again);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->target);
  prise_mailbox_unref (fixture->mailbox);
  g_assert_finalize_object (fixture->io);
}

static void
message_free (gpointer user_data)
{
  Message *message = user_data;

  g_atomic_int_inc (&message->fixture->n_freed);
  g_free (message);
}

static void
did_arrive (gpointer target, gpointer user_data)
{
  Message *message = user_data;

  g_assert_true (target == message->fixture->target);
  g_assert_false (prise_io_is_current (message->fixture->io));
  g_assert_cmpuint (message->number, ==, message->fixture->n_delivered);
  message->fixture->n_delivered++;
}

static void
send_messages (gpointer user_data)
{
  Fixture *fixture = user_data;

  for (guint i = 0; i < N_MESSAGES; i++) {
    Message *message = g_new (Message, 1);

    *message = (Message){ fixture, i };
    prise_mailbox_send (fixture->mailbox, did_arrive, message, message_free);
  }
}

static void
nudge_often (gpointer user_data)
{
  for (guint i = 0; i < N_MESSAGES; i++)
    prise_mailbox_nudge (((Fixture *) user_data)->mailbox);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  prise_io_invoke (fixture->io, send_messages, fixture);
  net_wait_for (fixture->n_delivered == N_MESSAGES);
  g_assert_cmpint (fixture->n_freed, ==, N_MESSAGES);
}

/* Nothing is delivered between them, as the target's thread is the one that nudges. */
static void
test_nudges_are_one (Fixture *fixture, gconstpointer data)
{
  nudge_often (fixture);
  net_wait_for (fixture->n_looks > 0);
  g_assert_cmpuint (fixture->n_looks, ==, 1);

  nudge_often (fixture);
  net_wait_for (fixture->n_looks > 1);
  g_assert_cmpuint (fixture->n_looks, ==, 2);
}

/* What is under way to a target that goes is freed, on the thread that would have got it. */
static void
test_dead_target (Fixture *fixture, gconstpointer data)
{
  send_messages (fixture);
  nudge_often (fixture);
  g_assert_finalize_object (g_steal_pointer (&fixture->target));

  net_wait_for (g_atomic_int_get (&fixture->n_freed) == N_MESSAGES);
  net_run_on_io (fixture->io, nudge_often, fixture);
  net_run_on_io (fixture->io, send_messages, fixture);
  net_wait_for (g_atomic_int_get (&fixture->n_freed) == 2 * N_MESSAGES);
  g_assert_cmpuint (fixture->n_delivered, ==, 0);
  g_assert_cmpuint (fixture->n_looks, ==, 0);
}

static void
drop_target (gpointer target, gpointer message)
{
  Fixture *fixture = message;

  g_clear_object (&fixture->target);
}

/* The first message ends the target; the second finds nobody. */
static void
test_target_dies_of_its_mail (Fixture *fixture, gconstpointer data)
{
  prise_mailbox_send (fixture->mailbox, drop_target, fixture, NULL);
  send_messages (fixture);
  net_wait_for (g_atomic_int_get (&fixture->n_freed) == N_MESSAGES);
  g_assert_null (fixture->target);
  g_assert_cmpuint (fixture->n_delivered, ==, 0);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  add ("/mailbox/order", test_order);
  add ("/mailbox/nudges-are-one", test_nudges_are_one);
  add ("/mailbox/dead-target", test_dead_target);
  add ("/mailbox/target-dies-of-its-mail", test_target_dies_of_its_mail);

  return g_test_run ();
}
