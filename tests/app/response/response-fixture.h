// SPDX-License-Identifier: GPL-3.0-or-later
/* What the tests of the response view share: a view in a window, its client, and a server. */
#pragma once

#include "http-server.h"
#include "prise-body-view.h"
#include "prise-byte-view.h"
#include "prise-response-view.h"
#include "widget-test.h"

G_BEGIN_DECLS

/**
 * ResponseFixture:
 * @io: the I/O thread
 * @client: whose exchanges are shown
 * @server: who responds
 * @view: what is tested
 * @window: it is in
 * @cancellable: of the exchange under way
 * @is_over: whether the exchange is over
 * @error: (nullable): why it failed
 */
typedef struct {
  PriseIo *io;
  PriseHttpClient *client;
  HttpServer *server;
  PriseResponseView *view;
  GtkWidget *window;
  GCancellable *cancellable;
  gboolean is_over;
  GError *error;
} ResponseFixture;

void response_fixture_set_up (ResponseFixture *fixture, gconstpointer data);
void response_fixture_tear_down (ResponseFixture *fixture, gconstpointer data);

void response_fixture_send (ResponseFixture *fixture, const char *method);
void response_fixture_wait (ResponseFixture *fixture);
void response_fixture_get (ResponseFixture *fixture, const char *response, HttpServerEnd end);
PriseBodyContent *response_fixture_get_body (ResponseFixture *fixture);

GtkWidget *response_fixture_find (ResponseFixture *fixture, GType type);
char *response_fixture_get_title (ResponseFixture *fixture);
char *response_fixture_get_line (PriseByteView *bytes, guint row);
PriseByteView *response_fixture_get_raw (ResponseFixture *fixture);
PriseByteSelection *response_fixture_get_selection (ResponseFixture *fixture);

G_END_DECLS
