// SPDX-License-Identifier: GPL-3.0-or-later
/* What the tests of sockets share. All of it runs on the main thread. */
#include "config.h"

#include "net-fixture.h"

#include <arpa/inet.h>
#include <errno.h>
#include <locale.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* How often conditions without an event of their own are looked at, in ms. */
#define TICK 2

static gboolean
did_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
net_test_init (int *argc, char ***argv)
{
  setlocale (LC_ALL, "");
  g_test_init (argc, argv, NULL);
  g_timeout_add (TICK, did_tick, NULL);
}

void
net_iterate (void)
{
  g_main_context_iteration (NULL, TRUE);
}

static gboolean
did_time_out (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Meanwhile the main context goes on. */
void
net_wait_ms (guint milliseconds)
{
  gboolean is_over = FALSE;

  g_timeout_add (milliseconds, did_time_out, &is_over);
  net_wait_for (is_over);
}

guint
net_count_fds (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

gsize
net_get_resident_bytes (void)
{
  g_autofree char *text = NULL;
  gsize n_pages = 0;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  sscanf (text, "%*s %zu", &n_pages);

  return n_pages * (gsize) sysconf (_SC_PAGESIZE);
}

typedef struct {
  PriseIoFunc func;
  gpointer user_data;
  int done;
} Call;

static void
do_call (gpointer user_data)
{
  Call *call = user_data;

  call->func (call->user_data);
  g_atomic_int_set (&call->done, 1);
}

void
net_run_on_io (PriseIo *io, PriseIoFunc func, gpointer user_data)
{
  Call call = { func, user_data, 0 };

  prise_io_invoke (io, do_call, &call);
  net_wait_for (g_atomic_int_get (&call.done));
}

static socklen_t
fill_loopback (int family, guint16 port, struct sockaddr_storage *native)
{
  memset (native, 0, sizeof *native);
  if (family == AF_INET6) {
    *(struct sockaddr_in6 *) native = (struct sockaddr_in6){
      .sin6_family = AF_INET6,
      .sin6_addr = IN6ADDR_LOOPBACK_INIT,
      .sin6_port = htons (port),
    };
    return sizeof (struct sockaddr_in6);
  }

  *(struct sockaddr_in *) native = (struct sockaddr_in){
    .sin_family = AF_INET,
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
    .sin_port = htons (port),
  };

  return sizeof (struct sockaddr_in);
}

static void
set_limits (int fd)
{
  const struct timeval limit = { .tv_sec = NET_LIMIT };

  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

guint16
net_get_port (int fd)
{
  struct sockaddr_storage native;
  socklen_t size = sizeof native;

  g_assert_cmpint (getsockname (fd, (struct sockaddr *) &native, &size), ==, 0);
  if (native.ss_family == AF_INET6)
    return ntohs (((struct sockaddr_in6 *) &native)->sin6_port);

  return ntohs (((struct sockaddr_in *) &native)->sin_port);
}

int
net_listen (int family, int backlog, guint16 *port)
{
  struct sockaddr_storage native;
  socklen_t size = fill_loopback (family, 0, &native);
  int fd = socket (family, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_no_errno (bind (fd, (struct sockaddr *) &native, size));
  g_assert_no_errno (listen (fd, backlog));
  set_limits (fd);
  *port = net_get_port (fd);

  return fd;
}

int
net_reserve (int family, guint16 *port)
{
  struct sockaddr_storage native;
  socklen_t size = fill_loopback (family, *port, &native);
  int fd = socket (family, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_no_errno (fd);
  if (bind (fd, (struct sockaddr *) &native, size) < 0) {
    close (fd);
    return -1;
  }
  *port = net_get_port (fd);

  return fd;
}

int
net_listen_alone (int family, guint16 *port, int *reserved_fd)
{
  int other_family = family == AF_INET ? AF_INET6 : AF_INET;

  for (guint i = 0; i < 100; i++) {
    int fd = net_listen (family, 1, port);

    *reserved_fd = net_reserve (other_family, port);
    if (*reserved_fd >= 0)
      return fd;
    close (fd);
  }

  g_assert_not_reached ();
}

int
net_accept (int listening_fd)
{
  int fd = accept4 (listening_fd, NULL, NULL, SOCK_CLOEXEC);

  g_assert_no_errno (fd);
  set_limits (fd);

  return fd;
}

GSocket *
net_adopt (int fd)
{
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new_from_fd (fd, &error);

  g_assert_no_error (error);
  g_socket_set_blocking (socket, FALSE);

  return socket;
}

int
net_connect (int family, guint16 port)
{
  struct sockaddr_storage native;
  socklen_t size = fill_loopback (family, port, &native);
  int fd = socket (family, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_no_errno (fd);
  set_limits (fd);
  g_assert_no_errno (connect (fd, (struct sockaddr *) &native, size));

  return fd;
}

gboolean
net_has_ipv6 (void)
{
  struct sockaddr_storage native;
  socklen_t size = fill_loopback (AF_INET6, 0, &native);
  int fd = socket (AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
  gboolean has_it = fd >= 0 && bind (fd, (struct sockaddr *) &native, size) == 0;

  if (fd >= 0)
    close (fd);

  return has_it;
}

void
net_send (int fd, gconstpointer data, gsize size)
{
  const guint8 *rest = data;

  while (size > 0) {
    gssize n_sent = send (fd, rest, size, MSG_NOSIGNAL);

    g_assert_no_errno (n_sent);
    rest += n_sent;
    size -= n_sent;
  }
}

void
net_send_text (int fd, const char *text)
{
  net_send (fd, text, strlen (text));
}

GBytes *
net_read (int fd, gsize size)
{
  g_autofree guint8 *data = g_malloc (MAX (size, 1));
  gsize n_read = 0;

  while (n_read < size) {
    gssize n = recv (fd, data + n_read, size - n_read, 0);

    g_assert_no_errno (n);
    g_assert_cmpint (n, >, 0);
    n_read += n;
  }

  return g_bytes_new_take (g_steal_pointer (&data), size);
}

void
net_expect_text (int fd, const char *text)
{
  g_autoptr (GBytes) bytes = net_read (fd, strlen (text));

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text));
}

void
net_expect_end (int fd)
{
  char c;

  g_assert_cmpint (recv (fd, &c, 1, 0), ==, 0);
}

/* Whatever is still under way before the reset is read away. */
void
net_expect_reset (int fd)
{
  char buffer[4096];
  gssize n;

  do
    n = recv (fd, buffer, sizeof buffer, 0);
  while (n > 0);
  g_assert_cmpint (n, ==, -1);
  g_assert_cmpint (errno, ==, ECONNRESET);
}

void
net_finish (int fd)
{
  g_assert_no_errno (shutdown (fd, SHUT_WR));
}

void
net_reset (int fd)
{
  const struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close (fd);
}

void
net_set_buffers (int fd, int size)
{
  g_assert_no_errno (setsockopt (fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size));
  g_assert_no_errno (setsockopt (fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size));
}

GBytes *
net_pattern (gsize size)
{
  guint8 *data = g_malloc (size);
  guint32 x = 1;

  for (gsize i = 0; i < size; i++) {
    data[i] = x >> 16;
    x = x * 1664525 + 1013904223;
  }

  return g_bytes_new_take (data, size);
}

static char *
replace_ports (const char *text)
{
  g_autoptr (GRegex) regex =
      g_regex_new ("(127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[::1?\\]):[0-9]+", 0, 0, NULL);

  return g_regex_replace (regex, text, -1, 0, "\\1:PORT", 0, NULL);
}

/* Whether @entry goes on with what the last line of @string says. */
static gboolean
continues (const PriseEntry *entry, const PriseEntry *before)
{
  return prise_entry_is_traffic (entry) && entry->kind == before->kind &&
         g_strcmp0 (entry->peer, before->peer) == 0;
}

static void
append_entry (GString *string, const PriseEntry *entry, const PriseEntry *before)
{
  if (entry->position > 0 && continues (entry, before))
    g_string_truncate (string, string->len - 1);
  else
    g_string_append_printf (string, "%s %s ", prise_entry_kind_to_nick (entry->kind),
                            entry->peer != NULL ? entry->peer : "-");
  g_string_append_len (string, (const char *) entry->data, entry->size);
  g_string_append_c (string, '\n');
}

char *
net_dup_transcript (PriseJournal *journal)
{
  g_autoptr (GString) string = g_string_new (NULL);
  guint64 end = prise_journal_get_end (journal);
  g_auto (PriseEntry) before = PRISE_ENTRY_INIT;

  for (guint64 i = prise_journal_get_first (journal); i < end; i++) {
    PriseEntry entry;

    g_assert_true (prise_journal_read (journal, i, &entry));
    append_entry (string, &entry, &before);
    prise_entry_clear (&before);
    before = entry;
  }

  return replace_ports (string->str);
}

guint
net_count_entries (PriseJournal *journal, PriseEntryKind kind, const char *part)
{
  guint64 end = prise_journal_get_end (journal);
  guint n = 0;

  for (guint64 i = prise_journal_get_first (journal); i < end; i++) {
    g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

    if (prise_journal_read (journal, i, &entry) && entry.kind == kind &&
        memmem (entry.data, entry.size, part, strlen (part)) != NULL)
      n++;
  }

  return n;
}

PriseJournalCounters
net_get_counters (gpointer endpoint)
{
  PriseJournalCounters counters;

  prise_journal_get_counters (prise_endpoint_get_journal (endpoint), &counters);

  return counters;
}

void
net_keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

gboolean
net_start (PriseTcpServer *server, const char *host, guint16 port, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  prise_tcp_server_start_async (server, host, port, NULL, net_keep_result, &result);
  net_wait_for (result != NULL);

  return prise_tcp_server_start_finish (server, result, error);
}

gboolean
net_connect_client (PriseTcpClient *client, const char *host, guint16 port, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  prise_tcp_client_connect_async (client, host, port, NULL, net_keep_result, &result);
  net_wait_for (result != NULL);

  return prise_tcp_client_connect_finish (client, result, error);
}

gboolean
net_send_from (PriseTcpClient *client, GBytes *bytes, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  prise_tcp_client_send_async (client, bytes, net_keep_result, &result);
  net_wait_for (result != NULL);

  return prise_tcp_client_send_finish (client, result, error);
}

void
net_stop (gpointer endpoint, gboolean abort)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  prise_endpoint_stop_async (endpoint, abort, net_keep_result, &result);
  net_wait_for (result != NULL);
  g_assert_true (prise_endpoint_stop_finish (endpoint, result, &error));
  g_assert_no_error (error);
}

PriseTcpServer *
net_start_server (PriseIo *io, PriseResponder *responder, guint16 *port)
{
  PriseTcpServer *server = prise_tcp_server_new (io);
  g_autoptr (GError) error = NULL;

  prise_tcp_server_set_responder (server, responder);
  net_start (server, "127.0.0.1", 0, &error);
  g_assert_no_error (error);
  *port = prise_endpoint_get_local_port (PRISE_ENDPOINT (server));
  g_assert_cmpuint (*port, >, 0);

  return server;
}

PriseResponder *
net_template (const char *text)
{
  g_autoptr (PriseTemplate) template = prise_template_new (text, NULL, NULL);

  g_assert_nonnull (template);

  return prise_responder_new_template (template);
}

guint
net_count_peers (PriseTcpServer *server)
{
  return g_list_model_get_n_items (prise_tcp_server_get_peers (server));
}
