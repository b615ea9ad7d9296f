// SPDX-License-Identifier: GPL-3.0-or-later
/* What the tests of sockets share: waiting, plain sockets as peers, journals as text. Nothing here
 * sleeps: net_wait_for() iterates the main context until something is so, or fails the test. */
#pragma once

#include <gio/gio.h>

#include "prise-endpoint.h"
#include "prise-tcp-client.h"
#include "prise-tcp-server.h"

G_BEGIN_DECLS

/* How long anything may take, in seconds: for slow machines and sanitizers. */
#define NET_LIMIT 20

#define net_wait_for(condition)                                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 net_deadline = g_get_monotonic_time () + NET_LIMIT * G_USEC_PER_SEC;                    \
                                                                                                   \
    while (!(condition)) {                                                                         \
      if (g_get_monotonic_time () > net_deadline)                                                  \
        g_error ("%s: waited in vain for: %s", G_STRLOC, #condition);                              \
      net_iterate ();                                                                              \
    }                                                                                              \
  }                                                                                                \
  G_STMT_END

void net_test_init (int *argc, char ***argv);
void net_iterate (void);
void net_wait_ms (guint milliseconds);
gboolean net_has_ipv6 (void);
guint net_count_fds (void);
gsize net_get_resident_bytes (void);

/* Functions on the I/O thread, waited for. */
void net_run_on_io (PriseIo *io, PriseIoFunc func, gpointer user_data);

/* Plain, blocking sockets, that give up after NET_LIMIT. Closing is close()'s. Nobody listens on a
 * reserved port, as long as it is open; -1 if @port isn't 0 and can't be had. Alone: the port is
 * reserved for the other family. */
int net_listen (int family, int backlog, guint16 *port);
int net_reserve (int family, guint16 *port);
int net_listen_alone (int family, guint16 *port, int *reserved_fd);
int net_accept (int listening_fd);
GSocket *net_adopt (int fd);
int net_connect (int family, guint16 port);
guint16 net_get_port (int fd);
void net_send (int fd, gconstpointer data, gsize size);
void net_send_text (int fd, const char *text);
void net_expect_text (int fd, const char *text);
GBytes *net_read (int fd, gsize size);
void net_expect_end (int fd);
void net_expect_reset (int fd);
void net_finish (int fd);
void net_reset (int fd);
void net_set_buffers (int fd, int size);

/* Bytes in which every place can be told from the others. */
GBytes *net_pattern (gsize size);

/* Journals as text: a line an entry, "kind peer text", ports as PORT, pieces of traffic in the same
 * direction joined. */
char *net_dup_transcript (PriseJournal *journal);
guint net_count_entries (PriseJournal *journal, PriseEntryKind kind, const char *part);
PriseJournalCounters net_get_counters (gpointer endpoint);

/* Endpoints, waited for. */
gboolean net_start (PriseTcpServer *server, const char *host, guint16 port, GError **error);
gboolean net_connect_client (PriseTcpClient *client,
                             const char *host,
                             guint16 port,
                             GError **error);
gboolean net_send_from (PriseTcpClient *client, GBytes *bytes, GError **error);
void net_stop (gpointer endpoint, gboolean abort);
PriseTcpServer *net_start_server (PriseIo *io, PriseResponder *responder, guint16 *port);
PriseResponder *net_template (const char *text);
guint net_count_peers (PriseTcpServer *server);

/* A GAsyncReadyCallback that puts the result where @user_data says. */
void net_keep_result (GObject *source, GAsyncResult *result, gpointer user_data);

#define net_assert_transcript(endpoint, expected)                                                  \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *net_transcript =                                                              \
        net_dup_transcript (prise_endpoint_get_journal (PRISE_ENDPOINT (endpoint)));               \
                                                                                                   \
    g_assert_cmpstr (net_transcript, ==, expected);                                                \
  }                                                                                                \
  G_STMT_END

#define net_get_state(endpoint) prise_endpoint_get_state (PRISE_ENDPOINT (endpoint))

G_END_DECLS
