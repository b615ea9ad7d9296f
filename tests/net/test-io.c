// SPDX-License-Identifier: GPL-3.0-or-later
/* The I/O thread: calls in order, timers, watches that change inside their own calls. */
#include "config.h"

#include <glib-unix.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net-fixture.h"

#define N_CALLS   1000
#define N_WATCHES 200

typedef struct {
  PriseIo *io;
  int n_calls;
  int n_wrong;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->io = prise_io_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->io);
}

/* One call in a row, of which the number is known. */
typedef struct {
  Fixture *fixture;
  int number;
} Call;

static void
did_call (gpointer user_data)
{
  g_autofree Call *call = user_data;

  if (!prise_io_is_current (call->fixture->io) || call->fixture->n_calls != call->number ||
      g_main_context_get_thread_default () != prise_io_get_context (call->fixture->io))
    call->fixture->n_wrong++;
  g_atomic_int_inc (&call->fixture->n_calls);
}

static void
call_often (Fixture *fixture)
{
  for (int i = 0; i < N_CALLS; i++) {
    Call *call = g_new (Call, 1);

    *call = (Call){ fixture, i };
    prise_io_invoke (fixture->io, did_call, call);
  }
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_assert_false (prise_io_is_current (fixture->io));
  call_often (fixture);
  net_wait_for (g_atomic_int_get (&fixture->n_calls) == N_CALLS);
  g_assert_cmpint (fixture->n_wrong, ==, 0);
}

/* What was invoked before the last reference goes is done before it is gone. */
static void
test_pending (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseIo) other = prise_io_new ();

  call_often (fixture);
  g_assert_finalize_object (fixture->io);
  g_assert_cmpint (fixture->n_calls, ==, N_CALLS);
  g_assert_cmpint (fixture->n_wrong, ==, 0);
  fixture->io = g_steal_pointer (&other);
}

static void
invoke_itself (gpointer user_data)
{
  Fixture *fixture = user_data;
  int before = fixture->n_calls;

  if (g_atomic_int_add (&fixture->n_calls, 1) < 10)
    prise_io_invoke (fixture->io, invoke_itself, fixture);
  if (fixture->n_calls != before + 1)
    fixture->n_wrong++;
}

static void
test_invoke_from_itself (Fixture *fixture, gconstpointer data)
{
  prise_io_invoke (fixture->io, invoke_itself, fixture);
  net_wait_for (g_atomic_int_get (&fixture->n_calls) == 11);
  g_assert_cmpint (fixture->n_wrong, ==, 0);
}

static gboolean
did_time_out (gpointer user_data)
{
  Fixture *fixture = user_data;

  return g_atomic_int_add (&fixture->n_calls, 1) < 4 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
test_timer (Fixture *fixture, gconstpointer data)
{
  gint64 start = g_get_monotonic_time ();
  GSource *timer = prise_io_add_timeout (fixture->io, 5, did_time_out, fixture);

  net_wait_for (g_source_is_destroyed (timer));
  g_assert_cmpint (g_atomic_int_get (&fixture->n_calls), ==, 5);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 25000);
  g_source_unref (timer);
}

/* A pair of sockets, one of them watched. What a call does to it is up to the test. */
typedef struct Pair Pair;
struct Pair {
  Fixture *fixture;
  int fds[2];
  GSocket *socket; /* of the first */
  PriseIoWatch watch;
  GIOCondition seen;
  int n_calls;
  Pair *others; /* all the pairs of the test */
  guint n_others;
};

static void
pair_open (Pair *pair, Fixture *fixture)
{
  *pair = (Pair){ .fixture = fixture };
  g_assert_no_errno (socketpair (AF_UNIX, SOCK_STREAM, 0, pair->fds));
  pair->socket = net_adopt (pair->fds[0]);
}

static void
pair_close (Pair *pair)
{
  g_object_unref (pair->socket);
  if (pair->fds[1] >= 0)
    close (pair->fds[1]);
}

static void
unwatch (gpointer user_data)
{
  prise_io_unwatch (&((Pair *) user_data)->watch);
}

static void
did_become_ready (GIOCondition condition, gpointer user_data)
{
  Pair *pair = user_data;
  char c;

  pair->seen |= condition;
  g_atomic_int_inc (&pair->n_calls);
  if ((condition & G_IO_IN) != 0 && recv (pair->fds[0], &c, 1, 0) == 0)
    prise_io_unwatch (&pair->watch);
}

static void
watch_reading (gpointer user_data)
{
  Pair *pair = user_data;

  prise_io_watch (pair->fixture->io, &pair->watch, pair->socket, G_IO_IN, did_become_ready, pair);
}

static void
test_watch (Fixture *fixture, gconstpointer data)
{
  Pair pair;

  pair_open (&pair, fixture);
  net_run_on_io (fixture->io, watch_reading, &pair);
  g_assert_cmpint (g_atomic_int_get (&pair.n_calls), ==, 0);

  net_send_text (pair.fds[1], "ab");
  net_wait_for (g_atomic_int_get (&pair.n_calls) == 2);
  net_send_text (pair.fds[1], "c");
  net_wait_for (g_atomic_int_get (&pair.n_calls) == 3);

  close (pair.fds[1]);
  pair.fds[1] = -1;
  net_wait_for (g_atomic_int_get (&pair.n_calls) == 4);
  net_run_on_io (fixture->io, unwatch, &pair);
  g_assert_true ((pair.seen & G_IO_IN) != 0);
  g_assert_null (pair.watch.io);
  pair_close (&pair);
}

static void
did_get_room (GIOCondition condition, gpointer user_data)
{
  Pair *pair = user_data;

  pair->seen |= condition;
  g_atomic_int_inc (&pair->n_calls);
  prise_io_watch_set_condition (&pair->watch, 0);
}

static void
watch_writing (gpointer user_data)
{
  Pair *pair = user_data;

  prise_io_watch (pair->fixture->io, &pair->watch, pair->socket, G_IO_OUT, did_get_room, pair);
}

static void
want_writing (gpointer user_data)
{
  prise_io_watch_set_condition (&((Pair *) user_data)->watch, G_IO_OUT);
}

static void
do_nothing (gpointer user_data)
{
}

/* With no condition nobody is called, though the socket is ready all the time. */
static void
test_condition (Fixture *fixture, gconstpointer data)
{
  Pair pair;

  pair_open (&pair, fixture);
  net_run_on_io (fixture->io, watch_writing, &pair);
  net_wait_for (g_atomic_int_get (&pair.n_calls) == 1);
  net_run_on_io (fixture->io, do_nothing, NULL);
  net_run_on_io (fixture->io, do_nothing, NULL);
  g_assert_cmpint (g_atomic_int_get (&pair.n_calls), ==, 1);
  g_assert_cmpint (pair.seen, ==, G_IO_OUT);

  net_run_on_io (fixture->io, want_writing, &pair);
  net_wait_for (g_atomic_int_get (&pair.n_calls) == 2);
  net_run_on_io (fixture->io, unwatch, &pair);
  pair_close (&pair);
}

/* The first that is called unwatches all, so that the rest of the same batch must not be. */
static void
did_become_first (GIOCondition condition, gpointer user_data)
{
  Pair *pair = user_data;

  g_atomic_int_inc (&pair->fixture->n_calls);
  for (guint i = 0; i < pair->n_others; i++) {
    prise_io_unwatch (&pair->others[i].watch);
    pair_close (&pair->others[i]);
  }
}

static void
watch_all (gpointer user_data)
{
  Pair *pairs = user_data;

  for (guint i = 0; i < pairs->n_others; i++)
    prise_io_watch (pairs->fixture->io, &pairs[i].watch, pairs[i].socket, G_IO_IN, did_become_first,
                    &pairs[i]);
}

static void
test_unwatch_in_batch (Fixture *fixture, gconstpointer data)
{
  g_autofree Pair *pairs = g_new0 (Pair, N_WATCHES);

  for (guint i = 0; i < N_WATCHES; i++) {
    pair_open (&pairs[i], fixture);
    pairs[i].others = pairs;
    pairs[i].n_others = N_WATCHES;
    net_send_text (pairs[i].fds[1], "a");
  }
  net_run_on_io (fixture->io, watch_all, pairs);
  net_wait_for (g_atomic_int_get (&fixture->n_calls) == 1);
  net_run_on_io (fixture->io, do_nothing, NULL);
  net_run_on_io (fixture->io, do_nothing, NULL);
  g_assert_cmpint (fixture->n_calls, ==, 1);
}

static void
watch_again (GIOCondition condition, gpointer user_data)
{
  Pair *pair = user_data;

  prise_io_unwatch (&pair->watch);
  watch_reading (pair);
}

static void
watch_again_first (gpointer user_data)
{
  Pair *pair = user_data;

  prise_io_watch (pair->fixture->io, &pair->watch, pair->socket, G_IO_IN, watch_again, pair);
}

/* The same watch, used again inside its own call. */
static void
test_watch_in_call (Fixture *fixture, gconstpointer data)
{
  Pair pair;

  pair_open (&pair, fixture);
  net_run_on_io (fixture->io, watch_again_first, &pair);
  net_send_text (pair.fds[1], "a");
  net_wait_for (g_atomic_int_get (&pair.n_calls) == 1);
  net_run_on_io (fixture->io, unwatch, &pair);
  pair_close (&pair);
}

static void
did_become_writable (GIOCondition condition, gpointer user_data)
{
  g_atomic_int_inc (&((Pair *) user_data)->n_calls);
}

static void
watch_always (gpointer user_data)
{
  Pair *pair = user_data;

  prise_io_watch (pair->fixture->io, &pair->watch, pair->socket, G_IO_OUT, did_become_writable,
                  pair);
}

/* A socket that is ready all the time keeps neither a timer nor a call waiting. */
static void
test_always_ready (Fixture *fixture, gconstpointer data)
{
  Pair pair;
  GSource *timer;

  pair_open (&pair, fixture);
  net_run_on_io (fixture->io, watch_always, &pair);
  timer = prise_io_add_timeout (fixture->io, 5, did_time_out, fixture);
  net_wait_for (g_source_is_destroyed (timer));
  net_run_on_io (fixture->io, do_nothing, NULL);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_calls), ==, 5);
  g_assert_cmpint (g_atomic_int_get (&pair.n_calls), >, 0);
  net_run_on_io (fixture->io, unwatch, &pair);
  g_source_unref (timer);
  pair_close (&pair);
}

static void
did_time_out_after (gpointer user_data)
{
  Fixture *fixture = user_data;
  GSource *timer = prise_io_add_timeout (fixture->io, 1, did_time_out, fixture);

  g_source_unref (timer);
}

/* What a socket's own call asks of the context comes, though nobody else wakes it. */
static void
did_become_ready_and_ask (GIOCondition condition, gpointer user_data)
{
  Pair *pair = user_data;

  did_become_ready (condition, pair);
  if (pair->n_calls == 1)
    did_time_out_after (pair->fixture);
  else
    prise_io_invoke (pair->fixture->io, did_time_out_after, pair->fixture);
}

static void
watch_and_ask (gpointer user_data)
{
  Pair *pair = user_data;

  prise_io_watch (pair->fixture->io, &pair->watch, pair->socket, G_IO_IN, did_become_ready_and_ask,
                  pair);
}

static void
test_ask_in_call (Fixture *fixture, gconstpointer data)
{
  Pair pair;

  pair_open (&pair, fixture);
  net_run_on_io (fixture->io, watch_and_ask, &pair);
  net_send_text (pair.fds[1], "a");
  net_wait_for (g_atomic_int_get (&fixture->n_calls) == 5);
  net_send_text (pair.fds[1], "a");
  net_wait_for (g_atomic_int_get (&fixture->n_calls) == 6);
  net_run_on_io (fixture->io, unwatch, &pair);
  pair_close (&pair);
}

static void
close_watched (gpointer user_data)
{
  Pair *pair = user_data;

  prise_io_close (&pair->watch, pair->socket);
}

/* A descriptor that a child process still has keeps a closed socket in the set: what comes for it
 * goes to nobody, and not to who watches the descriptor's next socket. */
static void
test_close_with_copy (Fixture *fixture, gconstpointer data)
{
  Pair old, new;
  int copy;

  pair_open (&old, fixture);
  net_run_on_io (fixture->io, watch_reading, &old);
  copy = dup (old.fds[0]);
  net_run_on_io (fixture->io, close_watched, &old);
  g_assert_null (old.watch.io);

  pair_open (&new, fixture);
  g_assert_cmpint (new.fds[0], ==, old.fds[0]);
  net_run_on_io (fixture->io, watch_reading, &new);
  net_send_text (old.fds[1], "a");
  net_run_on_io (fixture->io, do_nothing, NULL);
  net_run_on_io (fixture->io, do_nothing, NULL);
  g_assert_cmpint (g_atomic_int_get (&new.n_calls), ==, 0);
  g_assert_cmpint (g_atomic_int_get (&old.n_calls), ==, 0);

  net_send_text (new.fds[1], "a");
  net_wait_for (g_atomic_int_get (&new.n_calls) == 1);
  g_assert_cmpint (g_atomic_int_get (&old.n_calls), ==, 0);
  net_run_on_io (fixture->io, unwatch, &new);
  close (copy);
  pair_close (&old);
  pair_close (&new);
}

/* More descriptors in the context than its own: sockets and sources both are served. */
static gboolean
did_get_ready_elsewhere (int fd, GIOCondition condition, gpointer user_data)
{
  Fixture *fixture = user_data;
  char c;

  g_assert_cmpint (recv (fd, &c, 1, 0), ==, 1);
  g_atomic_int_inc (&fixture->n_calls);

  return G_SOURCE_CONTINUE;
}

static GSource *
attach_other_source (Pair *pair)
{
  GSource *source = g_unix_fd_source_new (pair->fds[0], G_IO_IN);

  g_source_set_callback (source, G_SOURCE_FUNC (did_get_ready_elsewhere), pair->fixture, NULL);
  g_source_attach (source, prise_io_get_context (pair->fixture->io));

  return source;
}

static void
test_other_sources (Fixture *fixture, gconstpointer data)
{
  Pair pairs[20], watched;
  GSource *sources[G_N_ELEMENTS (pairs)];

  pair_open (&watched, fixture);
  net_run_on_io (fixture->io, watch_reading, &watched);
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    pair_open (&pairs[i], fixture);
    sources[i] = attach_other_source (&pairs[i]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    net_send_text (pairs[i].fds[1], "a");
  net_send_text (watched.fds[1], "a");
  net_wait_for (g_atomic_int_get (&fixture->n_calls) == G_N_ELEMENTS (pairs));
  net_wait_for (g_atomic_int_get (&watched.n_calls) == 1);

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_source_destroy (sources[i]);
    g_source_unref (sources[i]);
  }
  net_run_on_io (fixture->io, unwatch, &watched);
  net_send_text (watched.fds[1], "a");
  net_run_on_io (fixture->io, watch_reading, &watched);
  net_wait_for (g_atomic_int_get (&watched.n_calls) == 2);
  net_run_on_io (fixture->io, unwatch, &watched);
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    pair_close (&pairs[i]);
  pair_close (&watched);
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

  add ("/io/order", test_order);
  add ("/io/pending", test_pending);
  add ("/io/invoke-from-itself", test_invoke_from_itself);
  add ("/io/timer", test_timer);
  add ("/io/watch", test_watch);
  add ("/io/condition", test_condition);
  add ("/io/unwatch-in-batch", test_unwatch_in_batch);
  add ("/io/watch-in-call", test_watch_in_call);
  add ("/io/always-ready", test_always_ready);
  add ("/io/ask-in-call", test_ask_in_call);
  add ("/io/close-with-copy", test_close_with_copy);
  add ("/io/other-sources", test_other_sources);

  return g_test_run ();
}
