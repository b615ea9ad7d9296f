// SPDX-License-Identifier: GPL-3.0-or-later
/* A UDP page in a window with a socket of the test's own to talk to, and what a person does there.
 */
#pragma once

#include "prise-composer.h"
#include "prise-udp-page.h"
#include "widget-test.h"

G_BEGIN_DECLS

typedef struct {
  PriseIo *io;
  GSettings *root;
  GSettings *settings;
  GtkWidget *page;
  PriseUdpSocket *socket;
  GtkWidget *window;
  GSocket *other; /* on 127.0.0.1 */
} UdpPage;

GSocket *udp_page_bind_other (void);
guint16 udp_page_get_port (GSocket *other);
void udp_page_set_up (UdpPage *self, gconstpointer data);
void udp_page_set_up_unchosen (UdpPage *self, gconstpointer data);
gboolean udp_page_is_closed (gpointer user_data);
gboolean udp_page_is_active (gpointer user_data);
void udp_page_tear_down (UdpPage *self, gconstpointer data);
GtkWidget *udp_page_find (UdpPage *self, const char *id);
void udp_page_type (UdpPage *self, const char *field, const char *text);
const char *udp_page_get_text (UdpPage *self, const char *field);
const char *udp_page_get_error (UdpPage *self, const char *field);
void udp_page_set_switch (UdpPage *self, const char *id, gboolean active);
void udp_page_press (UdpPage *self);
void udp_page_open (UdpPage *self);
void udp_page_aim_at (UdpPage *self, const char *host, guint16 port);
PriseComposer *udp_page_get_composer (UdpPage *self);
void udp_page_send (UdpPage *self, const char *message);
void udp_page_send_from_other (UdpPage *self, const char *text);
void udp_page_assert_other_gets (UdpPage *self, const char *text);
void udp_page_wait_for_entry (UdpPage *self, PriseEntryKind kind, const char *text);
void udp_page_wait_for_error (UdpPage *self, const char *field);
void udp_page_assert_not_sent (UdpPage *self, const char *message);
void udp_page_wait_for_items (GListModel *model, guint n_items);

G_END_DECLS
