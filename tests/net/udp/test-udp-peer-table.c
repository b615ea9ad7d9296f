// SPDX-License-Identifier: GPL-3.0-or-later
/* Whom a UDP socket knows: counts, news of them, who is forgotten, who will reply to whom. Both
 * threads' functions are called by the main thread. */
#include "config.h"

#include "net-fixture.h"
#include "prise-udp-peer-table.h"

#define LONG_AGO (G_USEC_PER_SEC * 1000)
#define LIMIT    (10 * G_USEC_PER_SEC)

typedef struct {
  PriseJournal *journal;
  PriseUdpPeerTable *table;
  PriseSockaddr local;
} Fixture;

static PriseSockaddr
make (const char *host, guint16 port)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, port);
  PriseSockaddr native;

  g_assert_true (prise_sockaddr_from_address (&native, address));

  return native;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->journal = prise_journal_new (PRISE_JOURNAL_DEFAULT_BUDGET);
  fixture->table = prise_udp_peer_table_new (fixture->journal);
  fixture->local = make ("0.0.0.0", 5000);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  prise_udp_peer_table_free (fixture->table);
  g_assert_finalize_object (fixture->journal);
}

static PriseUdpContact *
find (Fixture *fixture, const char *host, guint16 port)
{
  const PriseSockaddr address = make (host, port);

  return prise_udp_peer_table_find (fixture->table, &address, &fixture->local);
}

/* Each number is another peer's. */
static PriseUdpContact *
find_nth (Fixture *fixture, guint number)
{
  PriseSockaddr address = make ("192.0.2.1", 7000);

  address.ipv4.sin_addr.s_addr = g_htonl (0x0a000000 + number);

  return prise_udp_peer_table_find (fixture->table, &address, &fixture->local);
}

static void
receive (Fixture *fixture, PriseUdpContact *contact, gint64 time)
{
  const PriseStamp stamp = { time, time };

  prise_udp_peer_table_count_received (fixture->table, contact, &stamp);
}

static void
send_to (Fixture *fixture, PriseUdpContact *contact, gint64 time)
{
  const PriseStamp stamp = { time, time };

  prise_udp_peer_table_count_sent (fixture->table, contact, &stamp);
}

static GArray *
take_changes (Fixture *fixture)
{
  return prise_peer_changes_take (prise_udp_peer_table_get_changes (fixture->table));
}

/* The one piece of news there is; its address is "-" if it isn't new. */
static void
assert_one_news (Fixture *fixture, const char *address, guint64 received, guint64 sent, gint64 time)
{
  g_autoptr (GArray) news = take_changes (fixture);
  const PriseUdpPeerChange *one = &g_array_index (news, PriseUdpPeerChange, 0);

  g_assert_cmpuint (news->len, ==, 1);
  g_assert_cmpstr (one->base.address != NULL ? one->base.address : "-", ==, address);
  g_assert_cmpuint (one->base.id, >, 0);
  g_assert_cmpuint (one->received, ==, received);
  g_assert_cmpuint (one->sent, ==, sent);
  g_assert_cmpint (one->last_time, ==, time);
  g_assert_false (one->base.gone);
}

static void
assert_no_news (Fixture *fixture)
{
  g_autoptr (GArray) news = take_changes (fixture);

  g_assert_cmpuint (news->len, ==, 0);
}

static void
test_find (Fixture *fixture, gconstpointer data)
{
  PriseUdpContact *one = find (fixture, "192.0.2.1", 7000);
  PriseUdpContact *other = find (fixture, "192.0.2.1", 7001);
  PriseUdpContact *ipv6 = find (fixture, "2001:db8::1", 7000);

  g_assert_true (one != other && one != ipv6 && other != ipv6);
  g_assert_true (find (fixture, "192.0.2.1", 7000) == one);
  g_assert_true (find (fixture, "192.0.2.1", 7001) == other);
  g_assert_true (find (fixture, "2001:db8::1", 7000) == ipv6);
  g_assert_cmpstr (prise_udp_contact_get_name (one), ==, "192.0.2.1:7000");
  g_assert_cmpstr (prise_udp_contact_get_name (ipv6), ==, "[2001:db8::1]:7000");
  g_assert_cmpuint (prise_udp_contact_get_journal_peer (one), !=,
                    prise_udp_contact_get_journal_peer (other));
}

/* Datagrams between two looks are one piece of news, with the sums. */
static void
test_counts (Fixture *fixture, gconstpointer data)
{
  PriseUdpContact *contact = find (fixture, "192.0.2.1", 7000);

  g_assert_false (prise_udp_peer_table_publish (fixture->table));
  assert_no_news (fixture);

  receive (fixture, contact, 10);
  receive (fixture, contact, 20);
  send_to (fixture, contact, 30);
  assert_no_news (fixture);
  g_assert_true (prise_udp_peer_table_publish (fixture->table));
  g_assert_false (prise_udp_peer_table_publish (fixture->table));
  assert_one_news (fixture, "192.0.2.1:7000", 2, 1, 30);
  assert_no_news (fixture);

  receive (fixture, contact, 40);
  prise_udp_peer_table_publish (fixture->table);
  assert_one_news (fixture, "-", 3, 1, 40);
}

/* Published twice and not yet taken: still one piece, and still news of a new peer. */
static void
test_news_are_merged (Fixture *fixture, gconstpointer data)
{
  PriseUdpContact *contact = find (fixture, "192.0.2.1", 7000);

  receive (fixture, contact, 10);
  prise_udp_peer_table_publish (fixture->table);
  send_to (fixture, contact, 20);
  prise_udp_peer_table_publish (fixture->table);
  assert_one_news (fixture, "192.0.2.1:7000", 1, 1, 20);
}

/* In the order in which they came; who wasn't heard of again isn't among them. */
static void
test_news_of_several (Fixture *fixture, gconstpointer data)
{
  PriseUdpContact *one = find_nth (fixture, 1);
  PriseUdpContact *two = find_nth (fixture, 2);
  PriseUdpContact *three = find_nth (fixture, 3);
  g_autoptr (GArray) first = NULL;
  g_autoptr (GArray) second = NULL;

  receive (fixture, one, 1);
  receive (fixture, two, 2);
  receive (fixture, three, 3);
  prise_udp_peer_table_publish (fixture->table);
  first = take_changes (fixture);
  g_assert_cmpuint (first->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (g_array_index (first, PriseUdpPeerChange, i).last_time, ==, i + 1);

  receive (fixture, three, 4);
  receive (fixture, one, 5);
  prise_udp_peer_table_publish (fixture->table);
  second = take_changes (fixture);
  g_assert_cmpuint (second->len, ==, 2);
  g_assert_cmpuint (g_array_index (second, PriseUdpPeerChange, 0).base.id, ==,
                    g_array_index (first, PriseUdpPeerChange, 2).base.id);
  g_assert_cmpuint (g_array_index (second, PriseUdpPeerChange, 1).base.id, ==,
                    g_array_index (first, PriseUdpPeerChange, 0).base.id);
}

static void
fill_table (Fixture *fixture)
{
  for (guint i = 0; i < PRISE_UDP_MAX_PEERS; i++)
    receive (fixture, find_nth (fixture, i), i);
}

/* The one that was silent for longest goes first: 0 was heard again, so 1 does. */
static void
test_eviction (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) news = NULL;

  fill_table (fixture);
  prise_udp_peer_table_publish (fixture->table);
  all = take_changes (fixture);
  g_assert_cmpuint (all->len, ==, PRISE_UDP_MAX_PEERS);

  find_nth (fixture, 0);
  receive (fixture, find_nth (fixture, PRISE_UDP_MAX_PEERS), 9999);
  prise_udp_peer_table_publish (fixture->table);
  news = take_changes (fixture);
  g_assert_cmpuint (news->len, ==, 2);
  g_assert_true (g_array_index (news, PriseUdpPeerChange, 0).base.gone);
  g_assert_cmpuint (g_array_index (news, PriseUdpPeerChange, 0).base.id, ==,
                    g_array_index (all, PriseUdpPeerChange, 1).base.id);
  g_assert_false (g_array_index (news, PriseUdpPeerChange, 1).base.gone);
  g_assert_cmpstr (g_array_index (news, PriseUdpPeerChange, 1).base.address, ==, "10.0.16.0:7000");
}

/* Heard, published, heard once more and forgotten: gone, and nothing besides. */
static void
test_eviction_of_changed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) news = NULL;
  guint n_gone = 0;

  fill_table (fixture);
  prise_udp_peer_table_publish (fixture->table);
  g_array_unref (take_changes (fixture));
  fill_table (fixture);
  for (guint i = 0; i < 10; i++)
    find_nth (fixture, PRISE_UDP_MAX_PEERS + i);
  prise_udp_peer_table_publish (fixture->table);
  news = take_changes (fixture);
  g_assert_cmpuint (news->len, ==, PRISE_UDP_MAX_PEERS);
  for (guint i = 0; i < news->len; i++)
    n_gone += g_array_index (news, PriseUdpPeerChange, i).base.gone;
  g_assert_cmpuint (n_gone, ==, 10);
}

/* Whoever came and went between two looks is nobody; neither is who was never published. */
static void
test_came_and_went (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) news = NULL;
  guint n_nobody = 0;

  receive (fixture, find_nth (fixture, PRISE_UDP_MAX_PEERS), 1);
  prise_udp_peer_table_publish (fixture->table);
  receive (fixture, find_nth (fixture, PRISE_UDP_MAX_PEERS + 1), 1);
  fill_table (fixture);
  prise_udp_peer_table_publish (fixture->table);
  news = take_changes (fixture);
  g_assert_cmpuint (news->len, ==, PRISE_UDP_MAX_PEERS + 1);
  for (guint i = 0; i < news->len; i++)
    n_nobody += g_array_index (news, PriseUdpPeerChange, i).base.id == 0;
  g_assert_cmpuint (n_nobody, ==, 1);
  g_assert_cmpuint (g_array_index (news, PriseUdpPeerChange, 0).base.id, ==, 0);
}

/* Forgotten and back: somebody new, who has sent nothing before. */
static void
test_comes_back (Fixture *fixture, gconstpointer data)
{
  receive (fixture, find_nth (fixture, PRISE_UDP_MAX_PEERS), 1);
  fill_table (fixture);
  prise_udp_peer_table_publish (fixture->table);
  g_array_unref (take_changes (fixture));
  receive (fixture, find_nth (fixture, PRISE_UDP_MAX_PEERS), 7);
  prise_udp_peer_table_publish (fixture->table);
  {
    g_autoptr (GArray) news = take_changes (fixture);
    const PriseUdpPeerChange *last = &g_array_index (news, PriseUdpPeerChange, news->len - 1);

    g_assert_cmpuint (news->len, ==, 2);
    g_assert_cmpstr (last->base.address, ==, "10.0.16.0:7000");
    g_assert_cmpuint (last->received, ==, 1);
  }
}

static guint64
measure_journal (Fixture *fixture)
{
  PriseJournalCounters counters;

  prise_journal_append_text (fixture->journal, PRISE_ENTRY_NOTE, PRISE_JOURNAL_NO_PEER, "-");
  prise_journal_clear (fixture->journal);
  prise_journal_reclaim (fixture->journal);
  prise_journal_get_counters (fixture->journal, &counters);

  return counters.kept_bytes;
}

/* The journal holds those that the table knows, and in the end nobody. */
static void
test_journal_peers_are_released (Fixture *fixture, gconstpointer data)
{
  guint64 empty = measure_journal (fixture);
  guint64 full;

  fill_table (fixture);
  full = measure_journal (fixture);
  g_assert_cmpuint (full, >, empty);
  for (guint i = 0; i < 5 * PRISE_UDP_MAX_PEERS; i++)
    find_nth (fixture, i);
  g_assert_cmpuint (measure_journal (fixture), <=, full + full / 10);
  prise_udp_peer_table_release (fixture->table);
  g_assert_cmpuint (measure_journal (fixture), <=, empty + full / 100);
}

static void
expect (Fixture *fixture, PriseUdpContact *contact, gboolean is_reply, gint64 now)
{
  prise_udp_peer_table_expect_reply (fixture->table, contact, is_reply, now);
}

static gboolean
is_response (Fixture *fixture, PriseUdpContact *contact, gint64 now)
{
  return prise_udp_peer_table_take_reply (fixture->table, contact, now);
}

/* As many replies as messages; what comes beyond is a message. */
static void
test_replies (Fixture *fixture, gconstpointer data)
{
  PriseUdpContact *contact = find (fixture, "192.0.2.1", 7000);
  PriseUdpContact *other = find (fixture, "192.0.2.1", 7001);

  g_assert_false (is_response (fixture, contact, LONG_AGO));
  expect (fixture, contact, FALSE, LONG_AGO);
  expect (fixture, contact, FALSE, LONG_AGO);
  g_assert_false (is_response (fixture, other, LONG_AGO));
  g_assert_true (is_response (fixture, contact, LONG_AGO));
  g_assert_true (is_response (fixture, contact, LONG_AGO + LIMIT));
  g_assert_false (is_response (fixture, contact, LONG_AGO + LIMIT));
}

/* Only a stranger may reply from another address than the one that was written to. */
static void
test_stranger (Fixture *fixture, gconstpointer data)
{
  PriseUdpContact *known = find (fixture, "192.0.2.2", 7000);

  receive (fixture, known, LONG_AGO);
  receive (fixture, known, LONG_AGO);
  expect (fixture, find (fixture, "192.0.2.1", 7000), FALSE, LONG_AGO);
  receive (fixture, known, LONG_AGO);
  known = find (fixture, "192.0.2.2", 7000);
  g_assert_false (is_response (fixture, known, LONG_AGO));

  known = find (fixture, "192.0.2.3", 7000);
  receive (fixture, known, LONG_AGO);
  g_assert_true (is_response (fixture, known, LONG_AGO));

  /* Whom the socket has written to is no stranger. */
  known = find (fixture, "192.0.2.4", 7000);
  send_to (fixture, known, LONG_AGO);
  expect (fixture, find (fixture, "192.0.2.1", 7000), FALSE, LONG_AGO);
  known = find (fixture, "192.0.2.4", 7000);
  receive (fixture, known, LONG_AGO);
  g_assert_false (is_response (fixture, known, LONG_AGO));
}

/* What the socket itself will reply to its own message nobody replies in its place. */
static void
test_stranger_and_self (Fixture *fixture, gconstpointer data)
{
  PriseUdpContact *self = find (fixture, "127.0.0.1", 5000);
  PriseUdpContact *stranger;

  expect (fixture, self, TRUE, LONG_AGO);
  stranger = find (fixture, "192.0.2.1", 5000);
  receive (fixture, stranger, LONG_AGO);
  g_assert_false (is_response (fixture, stranger, LONG_AGO));
  g_assert_true (is_response (fixture, self, LONG_AGO));
}

/* Nobody replies to a reply. */
static void
test_replies_expect_nothing (Fixture *fixture, gconstpointer data)
{
  PriseUdpContact *contact = find (fixture, "192.0.2.1", 7000);

  expect (fixture, contact, TRUE, LONG_AGO);
  g_assert_false (is_response (fixture, contact, LONG_AGO));
}

/* Later than ten seconds it is a message, and what was due before isn't due any more. */
static void
test_expiry (Fixture *fixture, gconstpointer data)
{
  PriseUdpContact *contact = find (fixture, "192.0.2.1", 7000);

  expect (fixture, contact, FALSE, LONG_AGO);
  g_assert_false (is_response (fixture, contact, LONG_AGO + LIMIT + 1));
  expect (fixture, contact, FALSE, LONG_AGO + LIMIT + 1);
  g_assert_true (is_response (fixture, contact, LONG_AGO + LIMIT + 2));
  g_assert_false (is_response (fixture, contact, LONG_AGO + LIMIT + 3));
}

static const char *const group_hosts[] = {
  "239.1.2.3",
  "ff05::1234",
  "127.255.255.255",
  "255.255.255.255",
};

/* Everybody may reply to a message to a group, once. */
static void
test_group (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (group_hosts); i++) {
    const gint64 now = LONG_AGO + (gint64) i;

    expect (fixture, find (fixture, group_hosts[i], 7000), FALSE, now);
    for (guint j = 0; j < 3; j++) {
      g_assert_true (is_response (fixture, find_nth (fixture, j), now + LIMIT));
      g_assert_false (is_response (fixture, find_nth (fixture, j), now));
    }
  }
  expect (fixture, find (fixture, group_hosts[0], 7000), FALSE, LONG_AGO);
  g_assert_false (is_response (fixture, find_nth (fixture, 9999), LONG_AGO + LIMIT + 1));
}

/* What somebody left unanswered until it was too late isn't owed after the next message. */
static void
test_group_expiry (Fixture *fixture, gconstpointer data)
{
  PriseUdpContact *group = find (fixture, "239.1.2.3", 7000);
  PriseUdpContact *known = find (fixture, "192.0.2.1", 7000);

  for (guint i = 0; i < 3; i++)
    expect (fixture, group, FALSE, LONG_AGO);
  expect (fixture, group, FALSE, LONG_AGO + LIMIT + 1);
  g_assert_true (is_response (fixture, known, LONG_AGO + LIMIT + 2));
  g_assert_false (is_response (fixture, known, LONG_AGO + LIMIT + 3));
}

static const struct {
  const char *local;
  guint16 local_port;
  const char *host;
  guint16 port;
  gboolean is_self;
} self_cases[] = {
  { "127.0.0.1", 5000, "127.0.0.1", 5000, TRUE },
  { "127.0.0.1", 5000, "127.0.0.1", 5001, FALSE },
  { "127.0.0.1", 5000, "127.0.0.2", 5000, FALSE },
  { "0.0.0.0", 5000, "127.0.0.1", 5000, TRUE },
  { "0.0.0.0", 5000, "127.0.0.2", 5000, TRUE },
  { "0.0.0.0", 5000, "127.0.0.1", 5001, FALSE },
  { "0.0.0.0", 5000, "192.0.2.77", 5000, FALSE },
  { "0.0.0.0", 5000, "239.1.2.3", 5000, FALSE },
  { "0.0.0.0", 5000, "127.255.255.255", 5000, FALSE },
  { "::", 5000, "127.0.0.1", 5000, FALSE },
};

/* What one sends to oneself is a message, and one's own reply is the reply to it. */
static void
test_self (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self_cases); i++) {
    g_autoptr (PriseUdpPeerTable) table = prise_udp_peer_table_new (fixture->journal);
    const PriseSockaddr local = make (self_cases[i].local, self_cases[i].local_port);
    const PriseSockaddr address = make (self_cases[i].host, self_cases[i].port);
    PriseUdpContact *contact = prise_udp_peer_table_find (table, &address, &local);

    prise_udp_peer_table_expect_reply (table, contact, FALSE, LONG_AGO);
    g_assert_cmpint (prise_udp_peer_table_take_reply (table, contact, LONG_AGO), !=,
                     self_cases[i].is_self);
    prise_udp_peer_table_expect_reply (table, contact, TRUE, LONG_AGO);
    g_assert_cmpint (prise_udp_peer_table_take_reply (table, contact, LONG_AGO), ==,
                     self_cases[i].is_self);
  }
}

/* One's own message to a group comes back, and is a message. */
static void
test_group_and_self (Fixture *fixture, gconstpointer data)
{
  PriseUdpContact *self = find (fixture, "127.0.0.1", 5000);

  expect (fixture, find (fixture, "239.1.2.3", 5000), FALSE, LONG_AGO);
  g_assert_false (is_response (fixture, self, LONG_AGO));
  expect (fixture, self, TRUE, LONG_AGO);
  g_assert_true (is_response (fixture, self, LONG_AGO));
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

  add ("/udp-peer-table/find", test_find);
  add ("/udp-peer-table/counts", test_counts);
  add ("/udp-peer-table/news-are-merged", test_news_are_merged);
  add ("/udp-peer-table/news-of-several", test_news_of_several);
  add ("/udp-peer-table/eviction", test_eviction);
  add ("/udp-peer-table/eviction-of-changed", test_eviction_of_changed);
  add ("/udp-peer-table/came-and-went", test_came_and_went);
  add ("/udp-peer-table/comes-back", test_comes_back);
  add ("/udp-peer-table/journal-peers-are-released", test_journal_peers_are_released);
  add ("/udp-peer-table/replies", test_replies);
  add ("/udp-peer-table/stranger", test_stranger);
  add ("/udp-peer-table/stranger-and-self", test_stranger_and_self);
  add ("/udp-peer-table/replies-expect-nothing", test_replies_expect_nothing);
  add ("/udp-peer-table/expiry", test_expiry);
  add ("/udp-peer-table/group", test_group);
  add ("/udp-peer-table/group-expiry", test_group_expiry);
  add ("/udp-peer-table/self", test_self);
  add ("/udp-peer-table/group-and-self", test_group_and_self);

  return g_test_run ();
}
