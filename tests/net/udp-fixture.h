// SPDX-License-Identifier: GPL-3.0-or-later
/* What the tests of UDP sockets share: one socket of the engine, plain sockets as peers. */
#pragma once

#include "net-fixture.h"
#include "prise-udp-socket.h"

G_BEGIN_DECLS

typedef struct {
  PriseIo *io;
  PriseUdpSocket *socket;
  PriseJournal *journal;
} UdpFixture;

typedef void (*UdpTest) (UdpFixture *fixture, gconstpointer data);

void udp_set_up (UdpFixture *fixture, gconstpointer data);
void udp_tear_down (UdpFixture *fixture, gconstpointer data);
void udp_add (const char *path, UdpTest test);

/* Sockets of the engine, waited for. */
gboolean udp_open (PriseUdpSocket *socket, const char *host, guint16 port, GError **error);
gboolean udp_open_to (PriseUdpSocket *socket,
                      const char *host,
                      const char *peer_host,
                      guint16 peer_port,
                      GError **error);
guint16 udp_open_on (PriseUdpSocket *socket, const char *host);
gboolean udp_send (PriseUdpSocket *socket,
                   const char *host,
                   guint16 port,
                   GBytes *bytes,
                   GError **error);
void udp_send_text (PriseUdpSocket *socket, const char *host, guint16 port, const char *text);
gboolean udp_join (PriseUdpSocket *socket,
                   const char *group,
                   const char *interface,
                   GError **error);

/* What the I/O thread is at is done; after those that wait, what belongs to the last datagram, too.
 */
void udp_sync (PriseUdpSocket *socket);
void udp_wait_received (PriseUdpSocket *socket, guint64 n);
void udp_wait_sent (PriseUdpSocket *socket, guint64 n);
PriseUdpPeer *udp_find_peer (PriseUdpSocket *socket, const char *address);

/* The entry of that kind that is the @index-th, counted from 0; clear it. */
PriseEntry udp_get_entry (PriseJournal *journal, PriseEntryKind kind, guint index);
void udp_assert_received (UdpFixture *fixture, guint index, const char *text);

/* Without what it says of the receive buffer, which depends on the machine. */
char *udp_dup_transcript (PriseJournal *journal);

/* Plain sockets, bound to an address of this machine, that give up after NET_LIMIT. */
int plain_open (const char *host, guint16 port);
void plain_connect (int fd, const char *host, guint16 port);
void plain_send (int fd, const char *host, guint16 port, gconstpointer data, gsize size);
void plain_send_text (int fd, const char *host, guint16 port, const char *text);
guint16 plain_expect (int fd, const char *text);

#define udp_assert_transcript(endpoint, expected)                                                  \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *udp_transcript =                                                              \
        udp_dup_transcript (prise_endpoint_get_journal (PRISE_ENDPOINT (endpoint)));               \
                                                                                                   \
    g_assert_cmpstr (udp_transcript, ==, expected);                                                \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
