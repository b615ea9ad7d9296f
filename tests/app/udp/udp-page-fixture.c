// SPDX-License-Identifier: GPL-3.0-or-later
/* A UDP page in a window with a socket of the test's own to talk to, and what a person does there.
 * The page takes its form from the settings: a port of the system's choice. */
#include "config.h"

#include "udp-page-fixture.h"

#include <string.h>

#include "prise-field.h"
#include "prise-settings.h"

/**
 * udp_page_bind_other:
 *
 * Returns: (transfer full): a UDP socket on a free port of 127.0.0.1
 */
GSocket *
udp_page_bind_other (void)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  GSocket *other =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);

  g_assert_true (g_socket_bind (other, address, FALSE, NULL));
  g_socket_set_timeout (other, 20);

  return other;
}

/**
 * udp_page_get_port:
 * @other: a socket
 *
 * Returns: its port
 */
guint16
udp_page_get_port (GSocket *other)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (other, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

/**
 * udp_page_set_up_unchosen:
 * @self: a fixture
 * @data: ignored
 *
 * Shows a page whose socket is closed, and for which nobody has chosen a reply.
 */
void
udp_page_set_up_unchosen (UdpPage *self, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->io = prise_io_new ();
  self->root = prise_settings_new (NULL);
  g_assert_nonnull (self->root);
  self->settings = g_settings_get_child (self->root, "udp");
  g_settings_set_string (self->settings, "address", "127.0.0.1");
  g_settings_set_string (self->settings, "port", "");
  g_settings_set_string (self->settings, "destination-host", "127.0.0.1");
  self->page = prise_udp_page_new (self->io, self->root);
  self->socket = prise_udp_page_get_socket (PRISE_UDP_PAGE (self->page));
  gtk_box_append (GTK_BOX (box), self->page);
  self->window = widget_test_show (box, 1000, 900);
  self->other = udp_page_bind_other ();
}

/**
 * udp_page_set_up:
 * @self: a fixture
 * @data: ignored
 *
 * Shows a page whose socket is closed, and which replies by the template.
 */
void
udp_page_set_up (UdpPage *self, gconstpointer data)
{
  udp_page_set_up_unchosen (self, data);
  adw_combo_row_set_selected (ADW_COMBO_ROW (udp_page_find (self, "reply_row")), 2);
}

static void
reset_settings (GSettings *settings)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}

/**
 * udp_page_is_closed:
 * @user_data: an endpoint
 *
 * Returns: whether nothing is open; for widget_test_wait()
 */
gboolean
udp_page_is_closed (gpointer user_data)
{
  const PriseEndpointState state = prise_endpoint_get_state (user_data);

  return state == PRISE_ENDPOINT_IDLE || state == PRISE_ENDPOINT_FAILED;
}

/**
 * udp_page_is_active:
 * @user_data: an endpoint
 *
 * Returns: whether it is open; for widget_test_wait()
 */
gboolean
udp_page_is_active (gpointer user_data)
{
  return prise_endpoint_get_state (user_data) == PRISE_ENDPOINT_ACTIVE;
}

/**
 * udp_page_tear_down:
 * @self: a fixture
 * @data: ignored
 *
 * Closes the socket and the window, and fails if that leaves something behind.
 */
void
udp_page_tear_down (UdpPage *self, gconstpointer data)
{
  prise_endpoint_stop_async (PRISE_ENDPOINT (self->socket), TRUE, NULL, NULL);
  widget_test_wait (udp_page_is_closed, self->socket);
  widget_test_close (self->window);
  reset_settings (self->settings);
  g_assert_finalize_object (self->other);
  g_assert_finalize_object (self->settings);
  g_assert_finalize_object (self->root);
  widget_test_assert_finalized (self->io);
}

/**
 * udp_page_find:
 * @self: a fixture
 * @id: what a .ui file calls a widget
 *
 * Returns: (nullable): that widget of the page
 */
GtkWidget *
udp_page_find (UdpPage *self, const char *id)
{
  return widget_test_find (self->page, id);
}

/**
 * udp_page_type:
 * @self: a fixture
 * @field: the id of a field
 * @text: its new text
 */
void
udp_page_type (UdpPage *self, const char *field, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (udp_page_find (self, field)), text);
}

/**
 * udp_page_get_text:
 * @self: a fixture
 * @field: the id of a field
 *
 * Returns: its text
 */
const char *
udp_page_get_text (UdpPage *self, const char *field)
{
  return gtk_editable_get_text (GTK_EDITABLE (udp_page_find (self, field)));
}

/**
 * udp_page_get_error:
 * @self: a fixture
 * @field: the id of a field
 *
 * Returns: (nullable): what is wrong with it
 */
const char *
udp_page_get_error (UdpPage *self, const char *field)
{
  return prise_field_get_error (PRISE_FIELD (udp_page_find (self, field)));
}

/**
 * udp_page_set_switch:
 * @self: a fixture
 * @id: the id of a switch
 * @active: whether it is on
 */
void
udp_page_set_switch (UdpPage *self, const char *id, gboolean active)
{
  gtk_switch_set_active (GTK_SWITCH (udp_page_find (self, id)), active);
}

/**
 * udp_page_press:
 * @self: a fixture
 *
 * Opens or closes the socket, or tries to.
 */
void
udp_page_press (UdpPage *self)
{
  gtk_widget_activate_action (self->page, "page.toggle", NULL);
}

/**
 * udp_page_open:
 * @self: a fixture
 *
 * Opens the socket, and waits until it is.
 */
void
udp_page_open (UdpPage *self)
{
  udp_page_press (self);
  widget_test_wait (udp_page_is_active, self->socket);
}

/**
 * udp_page_aim_at:
 * @self: a fixture
 * @host: the destination
 * @port: its port
 */
void
udp_page_aim_at (UdpPage *self, const char *host, guint16 port)
{
  g_autofree char *text = g_strdup_printf ("%u", port);

  udp_page_type (self, "host_field", host);
  udp_page_type (self, "destination_port_field", text);
}

/**
 * udp_page_get_composer:
 * @self: a fixture
 *
 * Returns: (transfer none): where messages are written
 */
PriseComposer *
udp_page_get_composer (UdpPage *self)
{
  return PRISE_COMPOSER (udp_page_find (self, "composer"));
}

/**
 * udp_page_send:
 * @self: a fixture
 * @message: a message
 *
 * Writes @message and sends it, or tries to.
 */
void
udp_page_send (UdpPage *self, const char *message)
{
  prise_composer_set_message (udp_page_get_composer (self), message);
  prise_composer_send (udp_page_get_composer (self));
}

/**
 * udp_page_send_from_other:
 * @self: a fixture
 * @text: the bytes
 *
 * Sends a datagram to the page.
 */
void
udp_page_send_from_other (UdpPage *self, const char *text)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address =
      g_inet_socket_address_new (loopback,
                                 prise_endpoint_get_local_port (PRISE_ENDPOINT (self->socket)));

  g_assert_cmpint (g_socket_send_to (self->other, address, text, strlen (text), NULL, NULL), ==,
                   strlen (text));
}

/**
 * udp_page_assert_other_gets:
 * @self: a fixture
 * @text: the bytes
 *
 * Waits for a datagram from the page.
 */
void
udp_page_assert_other_gets (UdpPage *self, const char *text)
{
  char bytes[100];
  gssize size = g_socket_receive (self->other, bytes, sizeof bytes, NULL, NULL);

  g_assert_cmpmem (bytes, size, text, strlen (text));
}

typedef struct {
  UdpPage *page;
  PriseEntryKind kind;
  const char *text;
} Wanted;

static gboolean
has_entry (gpointer user_data)
{
  const Wanted *wanted = user_data;
  PriseJournal *journal = prise_endpoint_get_journal (PRISE_ENDPOINT (wanted->page->socket));
  const guint64 end = prise_journal_get_end (journal);

  for (guint64 i = prise_journal_get_first (journal); i < end; i++) {
    g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

    if (prise_journal_read (journal, i, &entry) && entry.kind == wanted->kind &&
        entry.size >= strlen (wanted->text) &&
        memcmp (entry.data, wanted->text, strlen (wanted->text)) == 0)
      return TRUE;
  }

  return FALSE;
}

/**
 * udp_page_wait_for_entry:
 * @self: a fixture
 * @kind: a kind
 * @text: how it begins
 *
 * Waits for such an entry of the journal.
 */
void
udp_page_wait_for_entry (UdpPage *self, PriseEntryKind kind, const char *text)
{
  Wanted wanted = { self, kind, text };

  widget_test_wait (has_entry, &wanted);
}

static gboolean
has_error (gpointer field)
{
  return prise_field_get_error (field) != NULL;
}

/**
 * udp_page_wait_for_error:
 * @self: a fixture
 * @field: the id of a field
 *
 * Waits until something is wrong with it.
 */
void
udp_page_wait_for_error (UdpPage *self, const char *field)
{
  widget_test_wait (has_error, udp_page_find (self, field));
}

/**
 * udp_page_assert_not_sent:
 * @self: a fixture
 * @message: what was to be sent
 *
 * Nothing was sent, and the message is as it was.
 */
void
udp_page_assert_not_sent (UdpPage *self, const char *message)
{
  PriseUdpSocket *socket = self->socket;
  g_autofree char *kept = prise_composer_dup_message (udp_page_get_composer (self));
  PriseJournalCounters counters;

  prise_journal_get_counters (prise_endpoint_get_journal (PRISE_ENDPOINT (socket)), &counters);
  g_assert_cmpuint (counters.sent_bytes, ==, 0);
  g_assert_cmpstr (kept, ==, message);
}

typedef struct {
  GListModel *model;
  guint n_items;
} Items;

static gboolean
has_items (gpointer user_data)
{
  const Items *items = user_data;

  return g_list_model_get_n_items (items->model) == items->n_items;
}

/**
 * udp_page_wait_for_items:
 * @model: a model
 * @n_items: how many it is to have
 */
void
udp_page_wait_for_items (GListModel *model, guint n_items)
{
  Items items = { model, n_items };

  widget_test_wait (has_items, &items);
}
