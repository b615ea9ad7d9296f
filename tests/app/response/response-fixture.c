// SPDX-License-Identifier: GPL-3.0-or-later
/* What the tests of the response view share. */
#include "config.h"

#include "response-fixture.h"

#include <string.h>

#include "prise-raw-view.h"

/**
 * response_fixture_set_up:
 * @fixture: a fixture
 * @data: ignored
 */
void
response_fixture_set_up (ResponseFixture *fixture, gconstpointer data)
{
  fixture->io = prise_io_new ();
  fixture->client = prise_http_client_new (fixture->io);
  fixture->server = http_server_new ();
  fixture->view = g_object_new (PRISE_TYPE_RESPONSE_VIEW, NULL);
  prise_response_view_set_client (fixture->view, fixture->client);
  fixture->window = widget_test_show (GTK_WIDGET (fixture->view), 700, 500);
}

static void
did_stop (GObject *source, GAsyncResult *result, gpointer user_data)
{
  prise_endpoint_stop_finish (PRISE_ENDPOINT (source), result, NULL);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

/**
 * response_fixture_tear_down:
 * @fixture: a fixture
 * @data: ignored
 */
void
response_fixture_tear_down (ResponseFixture *fixture, gconstpointer data)
{
  gboolean has_stopped = FALSE;

  widget_test_close (fixture->window);
  prise_endpoint_stop_async (PRISE_ENDPOINT (fixture->client), TRUE, did_stop, &has_stopped);
  widget_test_wait (is_true, &has_stopped);
  widget_test_assert_finalized (fixture->client);
  widget_test_assert_finalized (fixture->io);
  http_server_free (fixture->server);
  g_clear_object (&fixture->cancellable);
  g_clear_error (&fixture->error);
}

static void
did_send (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ResponseFixture *fixture = user_data;

  g_clear_error (&fixture->error);
  prise_http_client_send_finish (PRISE_HTTP_CLIENT (source), result, &fixture->error);
  fixture->is_over = TRUE;
}

/**
 * response_fixture_send:
 * @fixture: a fixture
 * @method: of the request
 *
 * Sends a request, and doesn't wait.
 */
void
response_fixture_send (ResponseFixture *fixture, const char *method)
{
  g_autofree char *text = g_strdup_printf ("%s / HTTP/1.1\r\nHost: test\r\n\r\n", method);
  g_autoptr (GBytes) request = g_bytes_new (text, strlen (text));
  g_autoptr (PriseHttpExchange) exchange =
      prise_http_exchange_new ("127.0.0.1", http_server_get_port (fixture->server), request);

  g_clear_object (&fixture->cancellable);
  fixture->cancellable = g_cancellable_new ();
  fixture->is_over = FALSE;
  prise_http_client_send_async (fixture->client, exchange, fixture->cancellable, did_send, fixture);
}

static gboolean
is_over (gpointer user_data)
{
  return ((ResponseFixture *) user_data)->is_over;
}

/**
 * response_fixture_wait:
 * @fixture: a fixture with an exchange under way
 *
 * Waits until it is over.
 */
void
response_fixture_wait (ResponseFixture *fixture)
{
  widget_test_wait (is_over, fixture);
  widget_test_wait_frames (fixture->window, 2);
}

/**
 * response_fixture_get:
 * @fixture: a fixture
 * @response: what the server responds
 * @end: what follows
 *
 * Gets this response, and waits until it is there.
 */
void
response_fixture_get (ResponseFixture *fixture, const char *response, HttpServerEnd end)
{
  http_server_respond (fixture->server, response, end);
  response_fixture_send (fixture, "GET");
  response_fixture_wait (fixture);
}

static gboolean
is_settled (gpointer user_data)
{
  PriseBodyContent *page = prise_body_view_get_page (user_data);

  return page != NULL && page->is_done && prise_body_view_is_settled (user_data);
}

/**
 * response_fixture_get_body:
 * @fixture: a fixture whose exchange is over
 *
 * Shows the body, and waits until all of it can be seen.
 *
 * Returns: (transfer none): what is shown of it
 */
PriseBodyContent *
response_fixture_get_body (ResponseFixture *fixture)
{
  GtkWidget *view = response_fixture_find (fixture, PRISE_TYPE_BODY_VIEW);

  prise_response_view_show (fixture->view, "body");
  widget_test_wait (is_settled, view);

  return prise_body_view_get_page (PRISE_BODY_VIEW (view));
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_type (child, type);

    if (found != NULL)
      return found;
  }

  return NULL;
}

/**
 * response_fixture_find:
 * @fixture: a fixture
 * @type: of a widget
 *
 * Returns: (transfer none) (nullable): the first of its type in the view
 */
GtkWidget *
response_fixture_find (ResponseFixture *fixture, GType type)
{
  return find_type (GTK_WIDGET (fixture->view), type);
}

/**
 * response_fixture_get_title:
 * @fixture: a fixture
 *
 * Returns: (transfer full): what stands on top of the view
 */
char *
response_fixture_get_title (ResponseFixture *fixture)
{
  GtkWidget *label = widget_test_find (GTK_WIDGET (fixture->view), "status_label");

  return g_strdup (gtk_label_get_text (GTK_LABEL (label)));
}

/**
 * response_fixture_get_raw:
 * @fixture: a fixture
 *
 * Returns: (transfer none): what shows the raw bytes
 */
PriseByteView *
response_fixture_get_raw (ResponseFixture *fixture)
{
  GtkWidget *raw = response_fixture_find (fixture, PRISE_TYPE_RAW_VIEW);

  return prise_raw_view_get_bytes (PRISE_RAW_VIEW (raw));
}

/**
 * response_fixture_get_selection:
 * @fixture: a fixture
 *
 * Returns: (transfer none): what the views show together
 */
PriseByteSelection *
response_fixture_get_selection (ResponseFixture *fixture)
{
  return prise_byte_view_get_selection (response_fixture_get_raw (fixture));
}

static GtkWidget *
find_text (GtkWidget *widget, guint *n_left)
{
  GtkWidget *found = NULL;

  if (GTK_IS_INSCRIPTION (widget))
    return *n_left > 0 ? ((*n_left)--, NULL) : widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_text (child, n_left);

  return found;
}

/**
 * response_fixture_get_line:
 * @bytes: a view of bytes that is shown
 * @row: which of the rows that have a widget
 *
 * Returns: (transfer full) (nullable): the text of the row
 */
char *
response_fixture_get_line (PriseByteView *bytes, guint row)
{
  GtkWidget *text = find_text (find_type (GTK_WIDGET (bytes), GTK_TYPE_LIST_VIEW), &row);

  return text != NULL ? g_strdup (gtk_inscription_get_text (GTK_INSCRIPTION (text))) : NULL;
}
