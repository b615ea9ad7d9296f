// SPDX-License-Identifier: GPL-3.0-or-later
/* What replies may take: of one message, and of all clients together that don't read theirs. */
#include "config.h"

#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net-fixture.h"
#include "prise-endpoint-subclass.h"
#include "prise-error-text.h"
#include "prise-reply-budget.h"
#include "prise-tcp-server-session.h"
#include "prise-write-queue.h"

#define KIB       ((gsize) 1024)
#define MIB       (1024 * KIB)
#define BUDGET    (16 * MIB)
#define N_CLIENTS 100

typedef struct {
  PriseIo *io;
  PriseTcpServer *server;
  PriseJournal *journal;
  guint16 port;
  int fds[N_CLIENTS];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseResponder) responder =
      data != NULL ? net_template (data) : prise_responder_new_echo ();

  fixture->io = prise_io_new ();
  fixture->server = net_start_server (fixture->io, responder, &fixture->port);
  fixture->journal = prise_endpoint_get_journal (PRISE_ENDPOINT (fixture->server));
  prise_journal_set_budget (fixture->journal, BUDGET);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  net_stop (fixture->server, TRUE);
  g_assert_cmpuint (prise_endpoint_get_queued_bytes (PRISE_ENDPOINT (fixture->server)), ==, 0);
  g_assert_finalize_object (fixture->server);
  g_assert_finalize_object (fixture->io);
}

static void
do_nothing (gpointer user_data)
{
}

static guint64
get_queued (Fixture *fixture)
{
  return prise_endpoint_get_queued_bytes (PRISE_ENDPOINT (fixture->server));
}

/* As much as the system takes now. Returns whether it took any. */
static gboolean
send_more (Fixture *fixture)
{
  static const guint8 data[64 * 1024];
  gboolean has_sent = FALSE;

  for (guint i = 0; i < N_CLIENTS; i++)
    has_sent |= send (fixture->fds[i], data, sizeof data, MSG_DONTWAIT | MSG_NOSIGNAL) > 0;

  return has_sent;
}

static gboolean
was_tight (Fixture *fixture)
{
  return prise_endpoint_get_notice (PRISE_ENDPOINT (fixture->server)) != NULL;
}

/* Clients that send until nobody takes any more, and never read. The server has read what it wants
 * when several looks find nothing new. */
static void
fill (Fixture *fixture)
{
  const gint64 deadline = g_get_monotonic_time () + NET_LIMIT * G_USEC_PER_SEC;
  guint n_quiet = 0;

  /* Of what made it tight the system may have taken some since. */
  while (n_quiet < 20 || !was_tight (fixture) ||
         get_queued (fixture) < PRISE_RESPONDER_MAX_REPLY / 4) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    guint64 received = net_get_counters (fixture->server).received_bytes;
    gboolean has_sent = send_more (fixture);

    for (guint i = 0; i < 5; i++)
      net_run_on_io (fixture->io, do_nothing, NULL);
    n_quiet =
        has_sent || net_get_counters (fixture->server).received_bytes > received ? 0 : n_quiet + 1;
    g_assert_cmpuint (get_queued (fixture), <=,
                      PRISE_RESPONDER_MAX_REPLY + N_CLIENTS * PRISE_REPLY_OVERDRAFT);
  }
}

/* Those of the connections of this process that end at the server: without this the system takes
 * megabytes for each. */
static void
keep_buffers_small (Fixture *fixture)
{
  for (int fd = 3; fd < 1024; fd++) {
    struct sockaddr_in peer;
    socklen_t size = sizeof peer;

    if (getpeername (fd, (struct sockaddr *) &peer, &size) == 0 &&
        net_get_port (fd) == fixture->port)
      net_set_buffers (fd, 4096);
  }
}

static void
connect_all (Fixture *fixture)
{
  for (guint i = 0; i < N_CLIENTS; i++) {
    fixture->fds[i] = net_connect (AF_INET, fixture->port);
    net_set_buffers (fixture->fds[i], 4096);
  }
  net_wait_for (net_count_peers (fixture->server) == N_CLIENTS);
  keep_buffers_small (fixture);
}

static void
close_all (Fixture *fixture)
{
  for (guint i = 0; i < N_CLIENTS; i++)
    net_reset (fixture->fds[i]);
  net_wait_for (net_count_peers (fixture->server) == 0);
  net_wait_for (get_queued (fixture) == 0);
}

/* However many they are, their replies take no more than the budget and a little for each; that is
 * said once each time, and who reads is served meanwhile. */
static void
test_nobody_reads (Fixture *fixture, gconstpointer data)
{
  for (guint round = 1; round <= 2; round++) {
    int fd;

    connect_all (fixture);
    fill (fixture);
    g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "Reply not sent"), ==,
                      0);
    fd = net_connect (AF_INET, fixture->port);
    net_send_text (fd, "who reads");
    net_expect_text (fd, "who reads");
    close (fd);
    close_all (fixture);
    g_assert_true (prise_tcp_server_session_has_been_tight (
        prise_endpoint_get_session (PRISE_ENDPOINT (fixture->server))));
  }
  net_wait_for (net_get_counters (fixture->server).dropped_entries > 0 ||
                net_count_entries (fixture->journal, PRISE_ENTRY_NOTE, "Much memory") == 2);
}

/* All clients but the last read their replies, until there is room again. */
static void
drain (Fixture *fixture)
{
  while (get_queued (fixture) >= PRISE_RESPONDER_MAX_REPLY / 2) {
    for (guint i = 0; i + 1 < N_CLIENTS; i++) {
      guint8 data[64 * 1024];

      while (recv (fixture->fds[i], data, sizeof data, MSG_DONTWAIT) > 0)
        ;
    }
    g_main_context_iteration (NULL, FALSE);
  }
}

/* Clients that read a little now and then don't have the log filled by what is said of them. */
static void
test_now_and_then (Fixture *fixture, gconstpointer data)
{
  connect_all (fixture);
  fill (fixture);
  drain (fixture);
  fill (fixture);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_NOTE, "Much memory"), <=, 1);
  close_all (fixture);
}

/* The message comes back five thousand times: not if it is a thousand bytes long. */
static void
test_too_long (Fixture *fixture, gconstpointer data)
{
  int fd = net_connect (AF_INET, fixture->port);
  g_autofree char *large = g_strnfill (KIB, 'x');
  g_autofree char *expected = g_strnfill (5000, 'y');

  net_send_text (fd, large);
  net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR,
                                   "Reply not sent: it would be longer than 4 MiB") == 1);
  net_send_text (fd, "y");
  net_expect_text (fd, expected);
  close (fd);
}

static void
did_free (gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
ignore_written (const guint8 *data, gsize size, gpointer user_data)
{
}

/* Large replies that wait are copied, but for four of them, whose place is given back. */
static void
test_borrowed (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (BUDGET);
  PriseReplyBudget budget = { .journal = journal };
  PriseWriteQueue queues[] = { { .budget = &budget }, { .budget = &budget } };
  static const guint8 data[64 * 1024];
  GSocket *sockets[2];
  guint n_freed = 0;
  int fds[2];

  g_assert_no_errno (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds));
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GBytes) message = net_pattern (4 * MIB);

    sockets[i] = net_adopt (fds[i]);
    prise_write_queue_push (&queues[i], message, FALSE, NULL, NULL);
    g_assert_cmpint (prise_write_queue_write (&queues[i], sockets[i], ignore_written, NULL), ==, 0);
  }
  for (guint i = 0; i < 20; i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (data, sizeof data, did_free, &n_freed);

    prise_write_queue_push (&queues[i % 2], bytes, TRUE, NULL, NULL);
  }
  g_assert_cmpuint (budget.n_borrowed, ==, 4);
  g_assert_cmpuint (n_freed, ==, 16);
  g_assert_cmpuint (budget.waiting, ==, 20 * sizeof data);

  for (guint i = 0; i < 2; i++)
    prise_write_queue_fail (&queues[i], NULL);
  g_assert_cmpuint (budget.n_borrowed, ==, 0);
  g_assert_cmpuint (budget.waiting, ==, 0);
  g_assert_cmpuint (n_freed, ==, 20);
  for (guint i = 0; i < 2; i++)
    g_object_unref (sockets[i]);
}

/* What is left of a large reply is copied when it is small, and its place is given back then, not
 * at its end. */
static void
test_given_back (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (BUDGET);
  PriseReplyBudget budget = { .journal = journal };
  PriseWriteQueue queue = { .budget = &budget };
  static guint8 data[256 * 1024];
  guint n_freed = 0;
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (data, sizeof data, did_free, &n_freed);
  GSocket *socket;
  int fds[2];

  g_assert_no_errno (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds));
  net_set_buffers (fds[0], 4096);
  socket = net_adopt (fds[0]);
  prise_write_queue_push (&queue, bytes, TRUE, NULL, NULL);
  g_clear_pointer (&bytes, g_bytes_unref);
  g_assert_cmpint (prise_write_queue_write (&queue, socket, ignore_written, NULL), ==, 0);
  g_assert_cmpuint (budget.n_borrowed, ==, 1);
  while (queue.size > 32 * KIB) {
    guint8 some[1024];

    g_assert_cmpuint (budget.n_borrowed, ==, 1);
    g_assert_cmpint (recv (fds[1], some, sizeof some, 0), >, 0);
    g_assert_cmpint (prise_write_queue_write (&queue, socket, ignore_written, NULL), ==, 0);
  }
  g_assert_cmpuint (queue.size, >, 0);
  g_assert_cmpuint (budget.waiting, ==, queue.size);
  g_assert_cmpuint (budget.n_borrowed, ==, 0);

  prise_write_queue_fail (&queue, NULL);
  g_assert_cmpuint (budget.n_borrowed, ==, 0);
  g_assert_cmpuint (budget.waiting, ==, 0);
  g_object_unref (socket);
  close (fds[1]);
}

/* A quarter of the journal's, but at least the longest reply. */
static void
test_limits (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (64 * MIB);
  PriseReplyBudget budget = { .journal = journal };

  g_assert_true (prise_reply_budget_has_room (&budget, 16 * MIB));
  g_assert_false (prise_reply_budget_has_room (&budget, 16 * MIB + 1));
  budget.waiting = 8 * MIB;
  g_assert_false (prise_reply_budget_is_tight (&budget));
  budget.waiting++;
  g_assert_true (prise_reply_budget_is_tight (&budget));
  budget.waiting = 20 * MIB;
  g_assert_true (prise_reply_budget_has_room (&budget, PRISE_REPLY_OVERDRAFT));
  g_assert_false (prise_reply_budget_has_room (&budget, PRISE_REPLY_OVERDRAFT + 1));

  prise_journal_set_budget (journal, 1);
  budget.waiting = 0;
  g_assert_true (prise_reply_budget_has_room (&budget, PRISE_RESPONDER_MAX_REPLY));
  g_assert_false (prise_reply_budget_has_room (&budget, PRISE_RESPONDER_MAX_REPLY + 1));
}

int
main (int argc, char *argv[])
{
  g_autoptr (GString) many = g_string_new (NULL);

  net_test_init (&argc, &argv);
  for (guint i = 0; i < 5000; i++)
    g_string_append (many, "{data}");

  g_test_add_func ("/reply-budget/limits", test_limits);
  g_test_add_func ("/reply-budget/borrowed", test_borrowed);
  g_test_add_func ("/reply-budget/given-back", test_given_back);
  g_test_add ("/reply-budget/nobody-reads", Fixture, NULL, set_up, test_nobody_reads, tear_down);
  g_test_add ("/reply-budget/now-and-then", Fixture, NULL, set_up, test_now_and_then, tear_down);
  g_test_add ("/reply-budget/too-long", Fixture, many->str, set_up, test_too_long, tear_down);

  return g_test_run ();
}
