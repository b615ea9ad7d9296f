// SPDX-License-Identifier: GPL-3.0-or-later
/* A TCP server whose address leaves this machine, in a network of the test's own. */
#include "config.h"

#include "net-fixture.h"
#include "netns-fixture.h"

static void
wait_for_lost (PriseJournal *journal, guint n)
{
  net_wait_for (net_count_entries (journal, PRISE_ENTRY_ERROR,
                                   "This machine has lost the address of 10.98.0.1:") == n);
}

/* Said once when it goes, and when it is back; what is bound to all interfaces loses nothing. */
static void
test_lost (void)
{
  PriseIo *io = prise_io_new ();
  PriseTcpServer *servers[] = { prise_tcp_server_new (io), prise_tcp_server_new (io) };
  PriseJournal *journal = prise_endpoint_get_journal (PRISE_ENDPOINT (servers[0]));
  PriseJournal *other = prise_endpoint_get_journal (PRISE_ENDPOINT (servers[1]));
  g_autoptr (GError) error = NULL;

  net_start (servers[0], "10.98.0.1", 0, &error);
  g_assert_no_error (error);
  net_start (servers[1], "*", 0, &error);
  g_assert_no_error (error);
  for (guint i = 1; i <= 2; i++) {
    netns_ip ("address del 10.98.0.1/24 dev v0");
    wait_for_lost (journal, i);
    netns_ip ("address add 10.98.2.1/24 dev v0");
    netns_ip ("address del 10.98.2.1/24 dev v0");
    netns_ip ("address add 10.98.0.1/24 dev v0");
    net_wait_for (net_count_entries (journal, PRISE_ENTRY_NOTE,
                                     "This machine has the address of 10.98.0.1:") == i);
    wait_for_lost (journal, i);
  }
  g_assert_cmpuint (net_count_entries (other, PRISE_ENTRY_ERROR, ""), ==, 0);
  for (guint i = 0; i < 2; i++) {
    g_assert_cmpint (net_get_state (servers[i]), ==, PRISE_ENDPOINT_ACTIVE);
    net_stop (servers[i], FALSE);
    g_assert_finalize_object (servers[i]);
  }
  g_assert_finalize_object (io);
}

/* Each of the addresses of a name is watched. */
static void
test_lost_both (void)
{
  PriseIo *io = prise_io_new ();
  PriseTcpServer *server = prise_tcp_server_new (io);
  PriseJournal *journal = prise_endpoint_get_journal (PRISE_ENDPOINT (server));
  g_autoptr (GError) error = NULL;
  const char *const *addresses;

  net_start (server, "localhost", 0, &error);
  g_assert_no_error (error);
  addresses = prise_endpoint_get_local_addresses (PRISE_ENDPOINT (server));
  if (g_strv_length ((GStrv) addresses) == 2) {
    netns_ip ("address del 127.0.0.1/8 dev lo");
    net_wait_for (net_count_entries (journal, PRISE_ENTRY_ERROR,
                                     "This machine has lost the address of 127.0.0.1:") == 1);
    netns_ip ("address del ::1/128 dev lo");
    net_wait_for (net_count_entries (journal, PRISE_ENTRY_ERROR,
                                     "This machine has lost the address of [::1]:") == 1);
    netns_ip ("address add 127.0.0.1/8 dev lo");
    netns_ip ("address add ::1/128 dev lo");
  } else {
    g_test_skip ("Here the name has one address");
  }
  net_stop (server, FALSE);
  g_assert_finalize_object (server);
  g_assert_finalize_object (io);
}

static void
skip (void)
{
  g_test_skip ("A network namespace of its own isn't permitted");
}

int
main (int argc, char *argv[])
{
  gboolean is_permitted = netns_enter ();

  net_test_init (&argc, &argv);
  g_test_add_func ("/server-address/lost", is_permitted ? test_lost : skip);
  g_test_add_func ("/server-address/lost-both", is_permitted ? test_lost_both : skip);

  return g_test_run ();
}
