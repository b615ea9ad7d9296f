// SPDX-License-Identifier: GPL-3.0-or-later
/* What the UDP page offers beyond sending and receiving: a fixed peer, broadcast, groups, the
 * choice of an interface. */
#include "config.h"

#include <string.h>

#include "app/prise-interface-row.h"
#include "net/prise-interface.h"
#include "udp-page-fixture.h"

static void
test_fixed_peer (UdpPage *page, gconstpointer data)
{
  g_autoptr (GSocket) stranger = udp_page_bind_other ();
  GtkWidget *host = udp_page_find (page, "host_field");

  udp_page_set_switch (page, "fixed_switch", TRUE);
  udp_page_type (page, "destination_port_field", "0");
  udp_page_press (page);
  g_assert_nonnull (udp_page_get_error (page, "destination_port_field"));
  g_assert_true (udp_page_is_closed (page->socket));

  udp_page_aim_at (page, "127.0.0.1", udp_page_get_port (page->other));
  udp_page_open (page);
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (host)));
  udp_page_send (page, "only for you");
  udp_page_assert_other_gets (page, "only for you");
  udp_page_send_from_other (page, "heard");
  udp_page_wait_for_entry (page, PRISE_ENTRY_RECEIVED, "heard");

  /* Whom one could reply to is the one it is. */
  g_signal_emit_by_name (udp_page_find (page, "traffic_pane"), "reply-to", "192.0.2.7:7");
  g_assert_cmpstr (udp_page_get_text (page, "host_field"), ==, "127.0.0.1");
}

static void
test_nobody_listens (UdpPage *page, gconstpointer data)
{
  GSocket *gone = udp_page_bind_other ();
  const guint16 port = udp_page_get_port (gone);

  g_object_unref (gone);
  udp_page_set_switch (page, "fixed_switch", TRUE);
  udp_page_aim_at (page, "127.0.0.1", port);
  udp_page_open (page);
  udp_page_send (page, "hello?");
  udp_page_wait_for_entry (page, PRISE_ENTRY_ERROR, "Nobody listens");
  g_assert_true (udp_page_is_active (page->socket));
}

/* Of a socket with a fixed peer, both names are looked up. */
static void
test_unknown_peer (UdpPage *page, gconstpointer data)
{
  udp_page_set_switch (page, "fixed_switch", TRUE);
  udp_page_aim_at (page, "no-such-name.invalid", 12345);
  udp_page_press (page);
  udp_page_wait_for_error (page, "host_field");
  g_assert_null (udp_page_get_error (page, "address_field"));

  udp_page_aim_at (page, "127.0.0.1", 12345);
  udp_page_type (page, "address_field", "no-such-address.invalid");
  udp_page_press (page);
  udp_page_wait_for_error (page, "address_field");
  g_assert_null (udp_page_get_error (page, "host_field"));
}

static void
test_broadcast (UdpPage *page, gconstpointer data)
{
  AdwExpanderRow *row = ADW_EXPANDER_ROW (udp_page_find (page, "multicast_row"));

  udp_page_open (page);
  udp_page_aim_at (page, "127.255.255.255", udp_page_get_port (page->other));
  udp_page_send (page, "to all");
  udp_page_wait_for_error (page, "host_field");
  g_assert_true (adw_expander_row_get_expanded (row));
  udp_page_assert_not_sent (page, "to all");

  udp_page_set_switch (page, "broadcast_switch", TRUE);
  udp_page_send (page, "to all");
  udp_page_wait_for_entry (page, PRISE_ENTRY_SENT, "to all");
  g_assert_null (udp_page_get_error (page, "host_field"));
}

static void
join (UdpPage *page, const char *group)
{
  udp_page_type (page, "group_field", group);
  gtk_widget_activate_action (udp_page_find (page, "multicast_row"), "multicast.join", NULL);
}

static void
test_groups (UdpPage *page, gconstpointer data)
{
  GListModel *groups = prise_udp_socket_get_groups (page->socket);
  GtkWidget *row = udp_page_find (page, "multicast_row");
  guint n_groups;

  g_assert_false (gtk_widget_get_sensitive (udp_page_find (page, "join_button")));
  join (page, "239.255.12.34");
  udp_page_wait_for_error (page, "group_field");
  g_object_set (udp_page_find (page, "interface_row"), "interface", "lo", NULL);
  udp_page_type (page, "address_field", "");
  udp_page_open (page);
  g_assert_true (gtk_widget_get_sensitive (udp_page_find (page, "join_button")));

  join (page, "192.0.2.1");
  udp_page_wait_for_error (page, "group_field");

  join (page, "239.255.12.34");
  udp_page_wait_for_items (groups, 1);
  g_object_get (row, "n-groups", &n_groups, NULL);
  g_assert_cmpuint (n_groups, ==, 1);
  g_assert_null (udp_page_get_error (page, "group_field"));

  join (page, "239.255.12.34");
  udp_page_wait_for_error (page, "group_field");

  gtk_widget_activate_action (row, "multicast.leave", "s", "239.255.12.34%lo");
  udp_page_wait_for_items (groups, 0);
  g_object_get (row, "n-groups", &n_groups, NULL);
  g_assert_cmpuint (n_groups, ==, 0);
}

static PriseInterface *
interface_new (const char *name, const char *address)
{
  const char *addresses[] = { address, NULL };

  return g_object_new (PRISE_TYPE_INTERFACE, "name", name, "addresses", addresses, NULL);
}

static void
set_interface (GListStore *interfaces, guint position, guint n_removed, PriseInterface *interface)
{
  gpointer added[] = { interface };

  g_list_store_splice (interfaces, position, n_removed, added, 1);
  g_object_unref (interface);
}

static void
did_lose_interface (PriseInterfaceRow *row, const char *interface, GString *lost)
{
  g_string_append_printf (lost, "%s;", interface);
}

/* An interface is chosen by its name: its address may change, and others may come and go. When it
 * goes itself, none of its neighbours takes its place. */
static void
test_interface_row (void)
{
  g_autoptr (GListStore) interfaces = g_list_store_new (PRISE_TYPE_INTERFACE);
  g_autoptr (GString) lost = g_string_new (NULL);
  PriseInterfaceRow *row = g_object_ref_sink (g_object_new (PRISE_TYPE_INTERFACE_ROW, NULL));

  set_interface (interfaces, 0, 0, interface_new ("lo", "127.0.0.1"));
  set_interface (interfaces, 1, 0, interface_new ("eth0", "192.0.2.1"));
  prise_interface_row_set_interfaces (row, G_LIST_MODEL (interfaces));
  g_signal_connect (row, "interface-left", G_CALLBACK (did_lose_interface), lost);
  g_assert_cmpstr (prise_interface_row_get_interface (row), ==, "");

  prise_interface_row_set_interface (row, "none of that name");
  g_assert_cmpstr (prise_interface_row_get_interface (row), ==, "");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  g_assert_cmpstr (prise_interface_row_get_interface (row), ==, "eth0");

  set_interface (interfaces, 1, 1, interface_new ("eth0", "192.0.2.99"));
  set_interface (interfaces, 0, 0, interface_new ("wlan0", "192.0.2.3"));
  g_list_store_remove (interfaces, 1);
  g_assert_cmpstr (prise_interface_row_get_interface (row), ==, "eth0");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 2);
  g_assert_cmpstr (lost->str, ==, "");

  g_list_store_remove (interfaces, 1);
  g_assert_cmpstr (prise_interface_row_get_interface (row), ==, "");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 0);
  g_assert_cmpstr (lost->str, ==, "eth0;");
  g_assert_finalize_object (row);
}

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);

#define ADD(path, func)                                                                            \
  g_test_add ("/udp-options/" path, UdpPage, NULL, udp_page_set_up, func, udp_page_tear_down)
  ADD ("fixed-peer", test_fixed_peer);
  ADD ("nobody-listens", test_nobody_listens);
  ADD ("unknown-peer", test_unknown_peer);
  ADD ("broadcast", test_broadcast);
  ADD ("groups", test_groups);
#undef ADD
  g_test_add_func ("/udp-options/interface-row", test_interface_row);

  return g_test_run ();
}
