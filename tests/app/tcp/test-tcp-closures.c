// SPDX-License-Identifier: GPL-3.0-or-later
/* What the pages of TCP say of a state: tables. */
#include "config.h"

#include "prise-error-text.h"
#include "prise-tcp-closures.h"

#define IDLE     PRISE_ENDPOINT_IDLE
#define STARTING PRISE_ENDPOINT_STARTING
#define ACTIVE   PRISE_ENDPOINT_ACTIVE
#define STOPPING PRISE_ENDPOINT_STOPPING
#define FAILED   PRISE_ENDPOINT_FAILED

static void
test_buttons (void)
{
  static const struct {
    PriseEndpointState state;
    const char *server;
    const char *client;
  } cases[] = {
    { IDLE, "_Start Server", "_Connect" },     { STARTING, "_Stop Server", "_Cancel" },
    { ACTIVE, "_Stop Server", "_Disconnect" }, { STOPPING, "_Stop Now", "_Disconnect Now" },
    { FAILED, "_Start Server", "_Connect" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *server = prise_closure_server_button (NULL, cases[i].state);
    g_autofree char *client = prise_closure_client_button (NULL, cases[i].state);

    g_assert_cmpstr (server, ==, cases[i].server);
    g_assert_cmpstr (client, ==, cases[i].client);
  }
}

static void
test_server_status (void)
{
  const char *two[] = { "127.0.0.1:12345", "[::1]:12345", NULL };
  const char *one[] = { "0.0.0.0:80", NULL };
  g_autoptr (GError) error =
      g_error_new_literal (PRISE_NET_ERROR, PRISE_NET_ERROR_PORT_IN_USE, "Port 80 is in use");
  const struct {
    PriseEndpointState state;
    const char **addresses;
    const GError *error;
    guint n_clients;
    const char *text;
  } cases[] = {
    { IDLE, NULL, NULL, 0, "Not listening" },
    { STARTING, NULL, NULL, 0, "Starting…" },
    { ACTIVE, two, NULL, 1, "Listening on 127.0.0.1:12345, [::1]:12345 · 1 client" },
    { ACTIVE, one, NULL, 0, "Listening on 0.0.0.0:80 · 0 clients" },
    { ACTIVE, one, NULL, 1000, "Listening on 0.0.0.0:80 · 1000 clients" },
    { ACTIVE, NULL, NULL, 2, "Listening on … · 2 clients" },
    { STOPPING, two, NULL, 1, "Closing…" },
    { FAILED, NULL, error, 0, "Port 80 is in use" },
    { FAILED, NULL, NULL, 0, "The server stopped" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
        prise_closure_server_status (NULL, cases[i].state, (GStrv) cases[i].addresses,
                                     cases[i].error, cases[i].n_clients);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_client_status (void)
{
  g_autoptr (GError) error =
      g_error_new_literal (PRISE_NET_ERROR, PRISE_NET_ERROR_REFUSED, "Nobody listens there");
  const struct {
    PriseEndpointState state;
    const char *peer;
    const GError *error;
    gboolean sending_finished;
    gboolean peer_finished;
    const char *text;
  } cases[] = {
    { IDLE, NULL, NULL, FALSE, FALSE, "Not connected" },
    { STARTING, NULL, NULL, FALSE, FALSE, "Connecting…" },
    { ACTIVE, "127.0.0.1:5", NULL, FALSE, FALSE, "Connected to 127.0.0.1:5" },
    { ACTIVE, "[::1]:5", NULL, TRUE, FALSE, "Connected to [::1]:5 · you have finished sending" },
    { ACTIVE, "[::1]:5", NULL, FALSE, TRUE,
      "Connected to [::1]:5 · the peer has finished sending" },
    { ACTIVE, "[::1]:5", NULL, TRUE, TRUE,
      "Connected to [::1]:5 · both sides have finished sending" },
    { ACTIVE, NULL, NULL, FALSE, FALSE, "Connected to …" },
    { STOPPING, "[::1]:5", NULL, FALSE, FALSE, "Closing…" },
    { FAILED, NULL, error, FALSE, FALSE, "Nobody listens there" },
    { FAILED, NULL, NULL, FALSE, FALSE, "The connection was lost" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
        prise_closure_client_status (NULL, cases[i].state, cases[i].peer, cases[i].error,
                                     cases[i].sending_finished, cases[i].peer_finished);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

/* A hint is there exactly when nothing can be sent. */
static void
test_hints (void)
{
  static const struct {
    PriseEndpointState state;
    guint n_clients;
    gboolean finished;
    gboolean server_can;
    gboolean client_can;
  } cases[] = {
    { IDLE, 0, FALSE, FALSE, FALSE },  { STARTING, 0, FALSE, FALSE, FALSE },
    { ACTIVE, 0, FALSE, FALSE, TRUE }, { ACTIVE, 1, FALSE, TRUE, TRUE },
    { ACTIVE, 5, TRUE, TRUE, FALSE },  { STOPPING, 0, FALSE, FALSE, FALSE },
    { FAILED, 0, TRUE, FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *server = prise_closure_server_hint (NULL, cases[i].state, cases[i].n_clients);
    g_autofree char *client = prise_closure_client_hint (NULL, cases[i].state, cases[i].finished);

    g_assert_cmpint (server == NULL, ==, cases[i].server_can);
    g_assert_cmpint (client == NULL, ==, cases[i].client_can);
    g_assert_cmpint (prise_closure_can_finish (NULL, cases[i].state, cases[i].finished), ==,
                     cases[i].client_can);
  }
}

static void
test_peer_details (void)
{
  static const struct {
    gboolean half_closed;
    guint64 queued;
    const char *text;
  } cases[] = {
    { FALSE, 0, "" },
    { TRUE, 0, "Has finished sending" },
    { FALSE, 15, "15 B waiting" },
    { TRUE, 15, "Has finished sending · 15 B waiting" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
        prise_closure_peer_details (NULL, cases[i].half_closed, cases[i].queued);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_server_lesson (void)
{
  static const struct {
    PriseEndpointState state;
    guint n_clients;
    const char *title;
    const char *start;
  } cases[] = {
    { IDLE, 0, "Nothing Has Happened Yet", "Choose an address" },
    { FAILED, 0, "Nothing Has Happened Yet", "Choose an address" },
    { ACTIVE, 0, "Waiting for Clients", "Connect to the server" },
    { ACTIVE, 1, "Nothing New Yet", "Every byte" },
    { STOPPING, 2, "Nothing New Yet", "Every byte" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *title =
        prise_closure_server_lesson_title (NULL, cases[i].state, cases[i].n_clients);
    g_autofree char *lesson =
        prise_closure_server_lesson (NULL, cases[i].state, cases[i].n_clients);

    g_assert_cmpstr (title, ==, cases[i].title);
    g_assert_true (g_str_has_prefix (lesson, cases[i].start));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tcp-closures/buttons", test_buttons);
  g_test_add_func ("/tcp-closures/server-status", test_server_status);
  g_test_add_func ("/tcp-closures/client-status", test_client_status);
  g_test_add_func ("/tcp-closures/hints", test_hints);
  g_test_add_func ("/tcp-closures/peer-details", test_peer_details);
  g_test_add_func ("/tcp-closures/server-lesson", test_server_lesson);

  return g_test_run ();
}
