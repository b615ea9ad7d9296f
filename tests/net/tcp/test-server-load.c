// SPDX-License-Identifier: GPL-3.0-or-later
/* A TCP server under load: no file descriptors left, a thousand clients coming and going. */
#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net-fixture.h"
#include "prise-descriptors.h"

/* With this many descriptors to spare, of N_WAITING clients most have to wait. */
#define N_SPARE   5
#define N_WAITING 30

#define N_CLIENTS 1000
#define N_THREADS 8

typedef struct {
  PriseIo *io;
  PriseTcpServer *server;
  PriseJournal *journal;
  guint16 port;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseResponder) echo = prise_responder_new_echo ();

  fixture->io = prise_io_new ();
  fixture->server = net_start_server (fixture->io, echo, &fixture->port);
  fixture->journal = prise_endpoint_get_journal (PRISE_ENDPOINT (fixture->server));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  net_stop (fixture->server, TRUE);
  g_assert_finalize_object (fixture->server);
  g_assert_finalize_object (fixture->io);
}

/* Sets how many more files may be opened. */
static void
limit_files (guint n_spare)
{
  struct rlimit limit;
  int fd = dup (0);

  g_assert_no_errno (fd);
  close (fd);
  g_assert_no_errno (getrlimit (RLIMIT_NOFILE, &limit));
  limit.rlim_cur = fd + n_spare;
  g_assert_no_errno (setrlimit (RLIMIT_NOFILE, &limit));
}

static void
allow_files (void)
{
  struct rlimit limit;

  g_assert_no_errno (getrlimit (RLIMIT_NOFILE, &limit));
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

static void
connect_fd (int fd, guint16 port)
{
  const struct sockaddr_in native = {
    .sin_family = AF_INET,
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
    .sin_port = htons (port),
  };

  g_assert_no_errno (connect (fd, (const struct sockaddr *) &native, sizeof native));
}

static void
take_cpu_time (gpointer user_data)
{
  struct rusage usage;

  getrusage (RUSAGE_THREAD, &usage);
  *(gint64 *) user_data = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC +
                          usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

/* How much of a second the I/O thread works, in µs. */
static gint64
measure_work (PriseIo *io)
{
  gint64 before, after;

  net_run_on_io (io, take_cpu_time, &before);
  net_wait_ms (1000);
  net_run_on_io (io, take_cpu_time, &after);

  return after - before;
}

/* More clients than the process has descriptors for. */
static void
run_out_of_descriptors (Fixture *fixture, int fds[static N_WAITING])
{
  for (guint i = 0; i < N_WAITING; i++)
    fds[i] = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  limit_files (PRISE_DESCRIPTORS_KEPT + N_SPARE);
  for (guint i = 0; i < N_WAITING; i++)
    connect_fd (fds[i], fixture->port);
}

/* Out of descriptors: said once, without spinning; when some leave, the others come in. */
static void
test_no_descriptors (Fixture *fixture, gconstpointer data)
{
  int fds[N_WAITING];

  run_out_of_descriptors (fixture, fds);

  net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "Can’t accept") == 1);
  g_assert_cmpint (measure_work (fixture->io), <, G_USEC_PER_SEC / 5);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, ""), ==, 1);
  g_assert_cmpuint (net_count_peers (fixture->server), ==, N_SPARE);
  g_assert_cmpuint (prise_journal_get_end (fixture->journal), ==, 1 + 1 + N_SPARE);

  for (guint i = 0; i < N_WAITING; i++) {
    net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_OPENED, "Connected") > i);
    close (fds[i]);
  }
  net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_CLOSED, "Connection") ==
                N_WAITING);
  net_wait_for (net_count_peers (fixture->server) == 0);
  /* Nor is it said of who comes later. */
  close (net_connect (AF_INET, fixture->port));
  net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_CLOSED, "Connection") ==
                N_WAITING + 1);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_NOTE, "accepted again"), ==,
                    1);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "Can’t accept"), ==, 1);
  g_assert_cmpint (measure_work (fixture->io), <, G_USEC_PER_SEC / 5);
  allow_files ();
}

/* Descriptors become free elsewhere, and nobody leaves. */
static void
test_descriptors_elsewhere (Fixture *fixture, gconstpointer data)
{
  int fds[N_WAITING];

  run_out_of_descriptors (fixture, fds);
  net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "Can’t accept") == 1);
  allow_files ();
  net_wait_for (net_count_peers (fixture->server) == N_WAITING);
  for (guint i = 0; i < N_WAITING; i++)
    close (fds[i]);
}

/* Stopped while it waits for descriptors: nothing of it goes on. */
static void
test_stop_without_descriptors (Fixture *fixture, gconstpointer data)
{
  int fds[N_WAITING];

  run_out_of_descriptors (fixture, fds);
  net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "Can’t accept") == 1);
  net_stop (fixture->server, TRUE);
  g_assert_cmpint (net_get_state (fixture->server), ==, PRISE_ENDPOINT_IDLE);
  for (guint i = 0; i < N_WAITING; i++)
    close (fds[i]);
  allow_files ();
  g_assert_cmpint (measure_work (fixture->io), <, G_USEC_PER_SEC / 5);
}

static gint
count_open (GHashTable *open_peers, const char *peer)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (open_peers, peer));
}

/* A peer's entries stand between what it is opened and closed with. A port whose connection was
 * reset may come again before the server knows, and is then open twice. */
static void
check_entry (GHashTable *open_peers, const PriseEntry *entry)
{
  gint n_open;

  if (entry->peer == NULL)
    return;

  n_open = count_open (open_peers, entry->peer) + (entry->kind == PRISE_ENTRY_OPENED);
  g_assert_cmpint (n_open, >, 0);
  n_open -= entry->kind == PRISE_ENTRY_CLOSED;
  if (n_open > 0)
    g_hash_table_insert (open_peers, g_strdup (entry->peer), GINT_TO_POINTER (n_open));
  else
    g_hash_table_remove (open_peers, entry->peer);
}

static void
check_journal (PriseJournal *journal)
{
  g_autoptr (GHashTable) open_peers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint64 end = prise_journal_get_end (journal);

  for (guint64 i = 0; i < end; i++) {
    g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

    g_assert_true (prise_journal_read (journal, i, &entry));
    check_entry (open_peers, &entry);
  }
  g_assert_cmpuint (g_hash_table_size (open_peers), ==, 0);
}

static guint
choose_n_clients (void)
{
  struct rlimit limit;

  allow_files ();
  g_assert_no_errno (getrlimit (RLIMIT_NOFILE, &limit));

  return MIN (N_CLIENTS, (limit.rlim_cur - 100) / 2);
}

/* The client is one of those that leave in order, or one of those that reset. */
static void
leave (int fd, guint i)
{
  if (i % 3 == 0)
    net_reset (fd);
  else
    close (fd);
}

static void
test_all_at_once (Fixture *fixture, gconstpointer data)
{
  guint n = choose_n_clients ();
  g_autofree int *fds = g_new (int, n);
  guint n_fds_before = net_count_fds ();
  PriseJournalCounters counters;

  for (guint i = 0; i < n; i++) {
    fds[i] = net_connect (AF_INET, fixture->port);
    net_send_text (fds[i], "Bonjour");
  }
  net_wait_for (net_count_peers (fixture->server) == n);
  for (guint i = 0; i < n; i++)
    net_expect_text (fds[i], "Bonjour");
  for (guint i = 0; i < n; i++)
    leave (fds[i], i);

  net_wait_for (net_count_peers (fixture->server) == 0);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_OPENED, "Connected"), ==, n);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_CLOSED, ""), ==, n);
  check_journal (fixture->journal);
  counters = net_get_counters (fixture->server);
  g_assert_cmpuint (counters.received_bytes, ==, n * strlen ("Bonjour"));
  g_assert_cmpuint (counters.sent_bytes, ==, n * strlen ("Bonjour"));
  g_assert_cmpuint (net_count_fds (), ==, n_fds_before);
}

typedef struct {
  guint16 port;
  guint n_clients;
  int *n_running;
} Crowd;

/* One after the other in each thread: some say something, some only come and go. */
static gpointer
run_crowd (gpointer user_data)
{
  Crowd *crowd = user_data;

  for (guint i = 0; i < crowd->n_clients; i++) {
    int fd = net_connect (AF_INET, crowd->port);

    if (i % 2 == 0) {
      net_send_text (fd, "Bonjour");
      net_expect_text (fd, "Bonjour");
    }
    leave (fd, i);
  }
  g_atomic_int_add (crowd->n_running, -1);

  return NULL;
}

static void
run_crowds (Fixture *fixture)
{
  int n_running = N_THREADS;
  Crowd crowd = { fixture->port, N_CLIENTS / N_THREADS, &n_running };
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("crowd", run_crowd, &crowd);
  net_wait_for (g_atomic_int_get (&n_running) == 0);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  net_wait_for (net_count_peers (fixture->server) == 0);
}

static void
test_come_and_go (Fixture *fixture, gconstpointer data)
{
  guint n_fds_before = net_count_fds ();

  run_crowds (fixture);
  net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_CLOSED, "") == N_CLIENTS);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_OPENED, "Connected"), ==,
                    N_CLIENTS);
  check_journal (fixture->journal);
  g_assert_cmpuint (net_get_counters (fixture->server).sent_bytes, ==,
                    net_get_counters (fixture->server).received_bytes);
  g_assert_cmpuint (net_count_fds (), ==, n_fds_before);
}

/* Nothing stays of those who have left but what the budget allows. */
static void
test_flat_memory (Fixture *fixture, gconstpointer data)
{
  guint n_fds_before = net_count_fds ();
  gsize before;

  prise_journal_set_budget (fixture->journal, 1024 * 1024);
  for (guint i = 0; i < 2; i++)
    run_crowds (fixture);
  before = net_get_resident_bytes ();
  for (guint i = 0; i < 4; i++)
    run_crowds (fixture);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  g_assert_cmpuint (net_get_resident_bytes (), <, before + 2 * 1024 * 1024);
#else
  g_assert_cmpuint (before, >, 0);
#endif
  g_assert_cmpuint (net_count_fds (), ==, n_fds_before);
}

/* All of them are there when the server stops. */
static void
test_stop_all (Fixture *fixture, gconstpointer data)
{
  guint n = choose_n_clients ();
  g_autofree int *fds = g_new (int, n);

  for (guint i = 0; i < n; i++)
    fds[i] = net_connect (AF_INET, fixture->port);
  net_wait_for (net_count_peers (fixture->server) == n);
  net_stop (fixture->server, TRUE);
  for (guint i = 0; i < n; i++) {
    net_expect_reset (fds[i]);
    close (fds[i]);
  }
  g_assert_cmpuint (net_count_peers (fixture->server), ==, 0);
  check_journal (fixture->journal);
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

  add ("/server-load/no-descriptors", test_no_descriptors);
  add ("/server-load/descriptors-elsewhere", test_descriptors_elsewhere);
  add ("/server-load/stop-without-descriptors", test_stop_without_descriptors);
  add ("/server-load/all-at-once", test_all_at_once);
  add ("/server-load/come-and-go", test_come_and_go);
  add ("/server-load/flat-memory", test_flat_memory);
  add ("/server-load/stop-all", test_stop_all);

  return g_test_run ();
}
