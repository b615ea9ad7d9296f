// SPDX-License-Identifier: GPL-3.0-or-later
/* What the UDP page offers beyond sending and receiving: a fixed peer, broadcast, groups, the
 * choice of an interface. */
#include "config.h"

#include <string.h>

#include "prise-interface.h"
#include "prise-interface-row.h"
#include "prise-udp-closures.h"
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
did_notify_groups (GObject *row, GParamSpec *pspec, gpointer user_data)
{
  g_object_get (row, "n-groups", user_data, NULL);
}

static void
test_groups (UdpPage *page, gconstpointer data)
{
  guint told = 0;
  GListModel *groups = prise_udp_socket_get_groups (page->socket);
  GtkWidget *row = udp_page_find (page, "multicast_row");
  guint n_groups;

  g_signal_connect (row, "notify::n-groups", G_CALLBACK (did_notify_groups), &told);
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
  g_assert_cmpuint (told, ==, 1);
  g_assert_null (udp_page_get_error (page, "group_field"));

  join (page, "239.255.12.34");
  udp_page_wait_for_error (page, "group_field");

  gtk_widget_activate_action (row, "multicast.leave", "s", "239.255.12.34%lo");
  udp_page_wait_for_items (groups, 0);
  g_object_get (row, "n-groups", &n_groups, NULL);
  g_assert_cmpuint (n_groups, ==, 0);
  g_assert_cmpuint (told, ==, 0);
}

static GtkWidget *
find_leave_button (GtkWidget *widget)
{
  const char *action =
      GTK_IS_BUTTON (widget) ? gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)) : NULL;
  GtkWidget *found = g_strcmp0 (action, "multicast.leave") == 0 ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_leave_button (child);

  return found;
}

static gboolean
is_in_view (gpointer widget)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT);
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (widget, viewport, &bounds) && bounds.size.height > 0 &&
         bounds.origin.y >= 0 &&
         bounds.origin.y + bounds.size.height <= gtk_widget_get_height (viewport);
}

/* What was joined is seen, though there is less room than the form needs; and the same group on
 * two interfaces has two names. */
static void
test_joined_group (UdpPage *page, gconstpointer data)
{
  GtkWidget *row = udp_page_find (page, "multicast_row");
  const char *name = "Leave 239.255.12.34%lo";
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  GtkWidget *button;

  gtk_css_provider_load_from_data (provider, ".form-content { padding: 12px; }", -1);
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (row),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_window_set_default_size (GTK_WINDOW (page->window), 1040, 700);
  g_object_set (udp_page_find (page, "interface_row"), "interface", "lo", NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  udp_page_type (page, "address_field", "");
  udp_page_open (page);
  widget_test_wait (is_in_view, udp_page_find (page, "group_field"));

  join (page, "239.255.12.34");
  udp_page_wait_for_items (prise_udp_socket_get_groups (page->socket), 1);
  button = find_leave_button (row);
  g_assert_nonnull (button);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  widget_test_wait (is_in_view, gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW));
  g_assert_true (is_in_view (udp_page_find (page, "group_field")));
}

/* It can't be that which wasn't found. */
static void
test_emptied_destination (UdpPage *page, gconstpointer data)
{
  udp_page_set_switch (page, "fixed_switch", TRUE);
  udp_page_aim_at (page, "127.0.0.1", 12345);
  udp_page_type (page, "address_field", "no-such-address.invalid");
  udp_page_press (page);
  udp_page_type (page, "host_field", "");
  udp_page_wait_for_error (page, "address_field");
  g_assert_null (udp_page_get_error (page, "host_field"));
}

/* The setting keeps an interface that isn't there, and the socket wants it. */
static void
test_absent_interface (UdpPage *page, gconstpointer data)
{
  GtkWidget *row = udp_page_find (page, "interface_row");
  g_autofree char *kept = NULL;
  g_autofree char *wanted = NULL;

  g_object_set (row, "interface", "prise-none0", NULL);
  kept = g_settings_get_string (page->settings, "interface");
  g_object_get (page->socket, "multicast-interface", &wanted, NULL);
  g_assert_cmpstr (kept, ==, "prise-none0");
  g_assert_cmpstr (wanted, ==, "prise-none0");
}

static PriseInterface *
interface_new (const char *name, guint index, const char *address)
{
  const char *addresses[] = { address, NULL };

  return g_object_new (PRISE_TYPE_INTERFACE, "name", name, "index", index, "addresses", addresses,
                       "up", TRUE, "multicast", TRUE, NULL);
}

static void
set_interface (GListStore *interfaces, guint position, guint n_removed, PriseInterface *interface)
{
  gpointer added[] = { interface };

  g_list_store_splice (interfaces, position, n_removed, added, 1);
  g_object_unref (interface);
}

static void
did_change_interface (GString *said, GParamSpec *pspec, PriseInterfaceRow *row)
{
  g_string_append_printf (said, "%s;", prise_interface_row_get_interface (row));
}

static void
did_lose_interface (GString *said, const char *interface, PriseInterfaceRow *row)
{
  g_string_append_printf (said, "lost %s;", interface);
}

typedef struct {
  GListStore *interfaces;
  PriseInterfaceRow *row;
  GString *said; /* what the row said of its interface */
} Choice;

/* A row with lo and eth0 to choose from. */
static void
choice_set_up (Choice *choice, gconstpointer data)
{
  choice->interfaces = g_list_store_new (PRISE_TYPE_INTERFACE);
  choice->said = g_string_new (NULL);
  choice->row = g_object_ref_sink (g_object_new (PRISE_TYPE_INTERFACE_ROW, NULL));
  set_interface (choice->interfaces, 0, 0, interface_new ("lo", 1, "127.0.0.1"));
  set_interface (choice->interfaces, 1, 0, interface_new ("eth0", 2, "192.0.2.1"));
  prise_interface_row_set_interfaces (choice->row, G_LIST_MODEL (choice->interfaces));
  g_signal_connect_swapped (choice->row, "notify::interface", G_CALLBACK (did_change_interface),
                            choice->said);
  g_signal_connect_swapped (choice->row, "interface-left", G_CALLBACK (did_lose_interface),
                            choice->said);
}

static void
choice_tear_down (Choice *choice, gconstpointer data)
{
  g_assert_finalize_object (choice->row);
  g_assert_finalize_object (choice->interfaces);
  g_string_free (choice->said, TRUE);
}

static void
assert_choice (Choice *choice, const char *interface, const char *shown)
{
  AdwComboRow *row = ADW_COMBO_ROW (choice->row);
  g_autofree char *text = prise_closure_interface_name (adw_combo_row_get_selected_item (row));

  g_assert_cmpstr (prise_interface_row_get_interface (choice->row), ==, interface);
  g_assert_cmpstr (text, ==, shown);
}

static guint
count_choices (Choice *choice)
{
  return g_list_model_get_n_items (adw_combo_row_get_model (ADW_COMBO_ROW (choice->row)));
}

/* An interface is chosen by its name: its address may change, and others may come and go. */
static void
test_interface_stays (Choice *choice, gconstpointer data)
{
  assert_choice (choice, "", "Chosen by the System");
  adw_combo_row_set_selected (ADW_COMBO_ROW (choice->row), 2);
  assert_choice (choice, "eth0", "eth0 · 192.0.2.1");

  set_interface (choice->interfaces, 1, 1, interface_new ("eth0", 2, "192.0.2.99"));
  set_interface (choice->interfaces, 0, 0, interface_new ("wlan0", 3, "192.0.2.3"));
  g_list_store_remove (choice->interfaces, 1);
  assert_choice (choice, "eth0", "eth0 · 192.0.2.99");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (choice->row)), ==, 2);
  g_assert_cmpstr (choice->said->str, ==, "eth0;");
}

/* When it goes itself, it is still the one that is wanted, and none of its neighbours takes its
 * place. */
static void
test_interface_comes_back (Choice *choice, gconstpointer data)
{
  prise_interface_row_set_interface (choice->row, "eth0");
  g_list_store_remove (choice->interfaces, 1);
  assert_choice (choice, "eth0", "eth0 · gone");
  g_list_store_remove (choice->interfaces, 0);
  assert_choice (choice, "eth0", "eth0 · gone");
  g_assert_cmpuint (count_choices (choice), ==, 2);
  g_assert_cmpstr (choice->said->str, ==, "eth0;lost eth0;");

  set_interface (choice->interfaces, 0, 0, interface_new ("eth0", 7, "192.0.2.7"));
  assert_choice (choice, "eth0", "eth0 · 192.0.2.7");
  g_assert_cmpuint (count_choices (choice), ==, 2);
  g_list_store_remove (choice->interfaces, 0);
  g_assert_cmpstr (choice->said->str, ==, "eth0;lost eth0;lost eth0;");
}

/* The settings may name one that isn't there yet, and another choice ends the wait. */
static void
test_interface_comes_late (Choice *choice, gconstpointer data)
{
  prise_interface_row_set_interface (choice->row, "wlan0");
  assert_choice (choice, "wlan0", "wlan0 · gone");
  set_interface (choice->interfaces, 0, 0, interface_new ("wlan0", 3, "192.0.2.3"));
  assert_choice (choice, "wlan0", "wlan0 · 192.0.2.3");

  prise_interface_row_set_interface (choice->row, "eth9");
  adw_combo_row_set_selected (ADW_COMBO_ROW (choice->row), 0);
  assert_choice (choice, "", "Chosen by the System");
  g_list_store_remove (choice->interfaces, 0);
  g_assert_cmpuint (count_choices (choice), ==, 3);
  set_interface (choice->interfaces, 0, 0, interface_new ("eth9", 9, "192.0.2.9"));
  assert_choice (choice, "", "Chosen by the System");
  g_assert_cmpstr (choice->said->str, ==, "wlan0;eth9;;");
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
  ADD ("joined-group", test_joined_group);
  ADD ("emptied-destination", test_emptied_destination);
  ADD ("absent-interface", test_absent_interface);
#undef ADD

#define ADD(path, func)                                                                            \
  g_test_add ("/udp-options/" path, Choice, NULL, choice_set_up, func, choice_tear_down)
  ADD ("interface-stays", test_interface_stays);
  ADD ("interface-comes-back", test_interface_comes_back);
  ADD ("interface-comes-late", test_interface_comes_late);
#undef ADD

  return g_test_run ();
}
