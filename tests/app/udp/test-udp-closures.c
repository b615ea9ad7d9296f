// SPDX-License-Identifier: GPL-3.0-or-later
/* What the UDP page says of a state: tables. */
#include "config.h"

#include "prise-error-text.h"
#include "prise-interface.h"
#include "prise-udp-closures.h"
#include "prise-udp-socket.h"

#define IDLE     PRISE_ENDPOINT_IDLE
#define STARTING PRISE_ENDPOINT_STARTING
#define ACTIVE   PRISE_ENDPOINT_ACTIVE
#define STOPPING PRISE_ENDPOINT_STOPPING
#define FAILED   PRISE_ENDPOINT_FAILED

/* What a state alone decides: a hint is there exactly when nothing can be sent. */
static void
test_states (void)
{
  static const struct {
    PriseEndpointState state;
    const char *button;
    gboolean can_send;
    const char *title;
    const char *lesson;
  } cases[] = {
    { IDLE, "_Open", FALSE, "Nothing Has Happened Yet", "Choose a local address" },
    { STARTING, "_Cancel", FALSE, "Nothing Has Happened Yet", "Choose a local address" },
    { ACTIVE, "_Close", TRUE, "Waiting for Datagrams", "Send a datagram" },
    { STOPPING, "_Close Now", FALSE, "Nothing Has Happened Yet", "Choose a local address" },
    { FAILED, "_Open", FALSE, "Nothing Has Happened Yet", "Choose a local address" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *button = prise_closure_udp_button (NULL, cases[i].state);
    g_autofree char *hint = prise_closure_udp_hint (NULL, cases[i].state);
    g_autofree char *title = prise_closure_udp_lesson_title (NULL, cases[i].state);
    g_autofree char *lesson = prise_closure_udp_lesson (NULL, cases[i].state);

    g_assert_cmpstr (button, ==, cases[i].button);
    g_assert_cmpint (hint == NULL, ==, cases[i].can_send);
    g_assert_cmpstr (title, ==, cases[i].title);
    g_assert_true (g_str_has_prefix (lesson, cases[i].lesson));
  }
}

static void
test_can_redirect (void)
{
  static const struct {
    PriseEndpointState state;
    const char *peer;
    gboolean can_redirect;
  } cases[] = { { IDLE, NULL, TRUE },         { FAILED, NULL, TRUE },
                { ACTIVE, NULL, TRUE },       { ACTIVE, "127.0.0.1:9", FALSE },
                { STARTING, NULL, FALSE },    { STOPPING, NULL, FALSE },
                { IDLE, "127.0.0.1:9", TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (prise_closure_udp_can_redirect (NULL, cases[i].state, cases[i].peer), ==,
                     cases[i].can_redirect);
}

static void
test_status (void)
{
  const char *two[] = { "127.0.0.1:12345", "[::1]:12345", NULL };
  const char *one[] = { "0.0.0.0:80", NULL };
  g_autoptr (GError) error =
      g_error_new_literal (PRISE_NET_ERROR, PRISE_NET_ERROR_PORT_IN_USE, "Port 80 is in use");
  const struct {
    PriseEndpointState state;
    const char **addresses;
    const GError *error;
    const char *peer;
    guint n_groups;
    const char *text;
  } cases[] = {
    { IDLE, NULL, NULL, NULL, 0, "Not open" },
    { STARTING, NULL, NULL, NULL, 0, "Opening…" },
    { ACTIVE, two, NULL, NULL, 0, "Open on 127.0.0.1:12345, [::1]:12345" },
    { ACTIVE, one, NULL, "[::1]:9", 0, "Open on 0.0.0.0:80 · only with [::1]:9" },
    { ACTIVE, one, NULL, NULL, 1, "Open on 0.0.0.0:80 · 1 group" },
    { ACTIVE, one, NULL, "127.0.0.1:9", 2,
      "Open on 0.0.0.0:80 · only with 127.0.0.1:9 · 2 groups" },
    { ACTIVE, NULL, NULL, NULL, 0, "Open on …" },
    { STOPPING, two, NULL, NULL, 3, "Closing…" },
    { FAILED, NULL, error, NULL, 0, "Port 80 is in use" },
    { FAILED, NULL, NULL, NULL, 0, "The socket was closed" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
        prise_closure_udp_status (NULL, cases[i].state, (GStrv) cases[i].addresses, cases[i].error,
                                  cases[i].peer, cases[i].n_groups);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_buffer (void)
{
  static const struct {
    guint64 granted;
    const char *text;
  } cases[] = {
    { 0, "4.2 MB will be requested when the socket is opened" },
    { PRISE_UDP_RECEIVE_BUFFER, "4.2 MB granted by the system" },
    { 2 * PRISE_UDP_RECEIVE_BUFFER, "8.4 MB granted by the system" },
    { 212992, "213 kB granted instead of 4.2 MB: a burst may be lost. Raise the system’s limit "
              "net.core.rmem_max" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = prise_closure_udp_buffer (NULL, cases[i].granted);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_peer (void)
{
  g_autofree char *details = prise_closure_udp_peer_details (NULL, 12, 3, 45296789000);
  g_autofree char *tooltip = prise_closure_udp_peer_tooltip (NULL, 12, 3, 45296789000);

  g_assert_cmpstr (details, ==, "↓ 12 · ↑ 3 · 12:34:56");
  g_assert_true (
      g_str_has_prefix (tooltip, "Datagrams received: 12, sent: 3, the last at 12:34:56."));
}

static void
assert_dim (gpointer item, gboolean is_dim)
{
  g_auto (GStrv) classes = prise_closure_interface_classes (NULL, item);

  g_assert_cmpint (g_strv_contains ((const char *const *) classes, "dim-label"), ==, is_dim);
}

/* Where no group can be heard, the list says why. */
static void
test_interface_name (void)
{
  static const struct {
    guint index;
    gboolean is_up;
    gboolean is_multicast;
    gboolean is_loopback;
    const char *addresses[4];
    const char *text;
    gboolean is_dim;
  } cases[] = {
    { 2, TRUE, TRUE, FALSE, { NULL }, "eth0", FALSE },
    { 2, TRUE, TRUE, FALSE, { "192.0.2.1", NULL }, "eth0 · 192.0.2.1", FALSE },
    { 2, TRUE, TRUE, FALSE, { "192.0.2.1", "fe80::1", NULL }, "eth0 · 192.0.2.1", FALSE },
    { 2, FALSE, TRUE, FALSE, { NULL }, "eth0 · down", TRUE },
    { 2, FALSE, FALSE, TRUE, { NULL }, "eth0 · down", TRUE },
    { 2, FALSE, FALSE, FALSE, { "192.0.2.1", NULL }, "eth0 · 192.0.2.1 · down", TRUE },
    { 2, TRUE, FALSE, FALSE, { "192.0.2.1", NULL }, "eth0 · 192.0.2.1 · no multicast", TRUE },
    { 1, TRUE, FALSE, TRUE, { "127.0.0.1", NULL }, "eth0 · 127.0.0.1", FALSE },
    { 0, FALSE, FALSE, FALSE, { NULL }, "eth0 · gone", TRUE },
  };
  g_autoptr (GtkStringObject) string = gtk_string_object_new ("Chosen by the System");
  g_autofree char *system = prise_closure_interface_name (string);
  g_autofree char *nothing = prise_closure_interface_label (NULL, NULL);

  g_assert_cmpstr (system, ==, "Chosen by the System");
  g_assert_cmpstr (nothing, ==, "");
  assert_dim (string, FALSE);
  assert_dim (NULL, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PriseInterface) interface =
        g_object_new (PRISE_TYPE_INTERFACE, "name", "eth0", "index", cases[i].index, "addresses",
                      cases[i].addresses, "up", cases[i].is_up, "multicast", cases[i].is_multicast,
                      "loopback", cases[i].is_loopback, NULL);
    g_autofree char *text = prise_closure_interface_name (interface);
    g_autofree char *label = prise_closure_interface_label (NULL, G_OBJECT (interface));

    g_assert_cmpstr (text, ==, cases[i].text);
    g_assert_cmpstr (label, ==, cases[i].text);
    assert_dim (interface, cases[i].is_dim);
  }
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/udp-closures/states", test_states);
  g_test_add_func ("/udp-closures/can-redirect", test_can_redirect);
  g_test_add_func ("/udp-closures/status", test_status);
  g_test_add_func ("/udp-closures/buffer", test_buffer);
  g_test_add_func ("/udp-closures/peer", test_peer);
  g_test_add_func ("/udp-closures/interface-name", test_interface_name);

  return g_test_run ();
}
