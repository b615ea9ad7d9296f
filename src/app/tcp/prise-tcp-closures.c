// SPDX-License-Identifier: GPL-3.0-or-later
/* What the .ui files show of a TCP server, of its clients and of a TCP client. Pure functions:
 * tests/app/tcp/test-tcp-closures.c has the tables. */
#include "config.h"

#include <glib/gi18n.h>

#include "prise-closures.h"
#include "prise-format.h"
#include "prise-tcp-closures.h"

/**
 * prise_tcp_closures_bind:
 * @widget_class: a class with a template
 *
 * Lets the template name the functions of this file.
 */
void
prise_tcp_closures_bind (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_can_finish);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_server_button);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_client_button);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_server_status);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_client_status);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_server_hint);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_client_hint);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_server_lesson_title);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_server_lesson);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_client_lesson_title);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_client_lesson);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_peer_details);
}

/**
 * prise_closure_can_finish:
 * @object: ignored
 * @state: a client's
 * @finished: whether our half is closed
 *
 * Returns: whether there is something to send or to finish
 */
gboolean
prise_closure_can_finish (gpointer object, PriseEndpointState state, gboolean finished)
{
  return state == PRISE_ENDPOINT_ACTIVE && !finished;
}

/**
 * prise_closure_server_button:
 * @object: ignored
 * @state: the server's
 *
 * Returns: (transfer full): what its main button does
 */
char *
prise_closure_server_button (gpointer object, PriseEndpointState state)
{
  if (prise_closure_is_closed (object, state))
    return g_strdup (_ ("_Start Server"));
  if (state == PRISE_ENDPOINT_STOPPING)
    return g_strdup (_ ("_Stop Now"));

  return g_strdup (_ ("_Stop Server"));
}

/**
 * prise_closure_client_button:
 * @object: ignored
 * @state: the client's
 *
 * Returns: (transfer full): what its main button does
 */
char *
prise_closure_client_button (gpointer object, PriseEndpointState state)
{
  if (prise_closure_is_closed (object, state))
    return g_strdup (_ ("_Connect"));
  if (state == PRISE_ENDPOINT_STARTING)
    return g_strdup (_ ("_Cancel"));
  if (state == PRISE_ENDPOINT_STOPPING)
    return g_strdup (_ ("_Disconnect Now"));

  return g_strdup (_ ("_Disconnect"));
}

static char *
describe_failure (const GError *error, const char *otherwise)
{
  return g_strdup (error != NULL ? error->message : otherwise);
}

static char *
describe_listening (GStrv addresses, guint n_clients)
{
  g_autofree char *list = NULL;
  g_autofree char *clients = NULL;

  if (addresses == NULL || addresses[0] == NULL)
    list = g_strdup ("…");
  else
    list = g_strjoinv (", ", addresses);

  clients = g_strdup_printf (ngettext ("%u client", "%u clients", n_clients), n_clients);
  /* Translators: addresses, then "2 clients". */
  return g_strdup_printf (_ ("Listening on %s · %s"), list, clients);
}

/**
 * prise_closure_server_status:
 * @object: ignored
 * @state: the server's
 * @addresses: (nullable): where it listens
 * @error: (nullable): why it failed
 * @n_clients: how many are connected
 *
 * Returns: (transfer full): a sentence without its full stop
 */
char *
prise_closure_server_status (gpointer object,
                             PriseEndpointState state,
                             GStrv addresses,
                             const GError *error,
                             guint n_clients)
{
  switch (state) {
  case PRISE_ENDPOINT_STARTING:
    return g_strdup (_ ("Starting…"));
  case PRISE_ENDPOINT_ACTIVE:
    return describe_listening (addresses, n_clients);
  case PRISE_ENDPOINT_STOPPING:
    return g_strdup (_ ("Closing…"));
  case PRISE_ENDPOINT_FAILED:
    return describe_failure (error, _ ("The server stopped"));
  case PRISE_ENDPOINT_IDLE:
  default:
    return g_strdup (_ ("Not listening"));
  }
}

static char *
describe_connection (const char *peer, gboolean sending_finished, gboolean peer_finished)
{
  if (sending_finished && peer_finished)
    return g_strdup_printf (_ ("Connected to %s · both sides have finished sending"), peer);
  if (sending_finished)
    return g_strdup_printf (_ ("Connected to %s · you have finished sending"), peer);
  if (peer_finished)
    return g_strdup_printf (_ ("Connected to %s · the peer has finished sending"), peer);

  return g_strdup_printf (_ ("Connected to %s"), peer);
}

/**
 * prise_closure_client_status:
 * @object: ignored
 * @state: the client's
 * @peer: (nullable): whom it is connected to
 * @error: (nullable): why it failed
 * @sending_finished: whether our half is closed
 * @peer_finished: whether the peer's half is
 *
 * Returns: (transfer full): a sentence without its full stop
 */
char *
prise_closure_client_status (gpointer object,
                             PriseEndpointState state,
                             const char *peer,
                             const GError *error,
                             gboolean sending_finished,
                             gboolean peer_finished)
{
  switch (state) {
  case PRISE_ENDPOINT_STARTING:
    return g_strdup (_ ("Connecting…"));
  case PRISE_ENDPOINT_ACTIVE:
    return describe_connection (peer == NULL ? "…" : peer, sending_finished, peer_finished);
  case PRISE_ENDPOINT_STOPPING:
    return g_strdup (_ ("Closing…"));
  case PRISE_ENDPOINT_FAILED:
    return describe_failure (error, _ ("The connection was lost"));
  case PRISE_ENDPOINT_IDLE:
  default:
    return g_strdup (_ ("Not connected"));
  }
}

/**
 * prise_closure_server_hint:
 * @object: ignored
 * @state: the server's
 * @n_clients: how many are connected
 *
 * Returns: (transfer full) (nullable): why nothing can be sent; %NULL if something can
 */
char *
prise_closure_server_hint (gpointer object, PriseEndpointState state, guint n_clients)
{
  if (n_clients > 0)
    return NULL;
  if (state == PRISE_ENDPOINT_ACTIVE)
    return g_strdup (_ ("No client is connected yet: there is nobody to send to."));

  return g_strdup (_ ("Start the server first: there is nobody to send to."));
}

/**
 * prise_closure_client_hint:
 * @object: ignored
 * @state: the client's
 * @finished: whether our half is closed
 *
 * Returns: (transfer full) (nullable): why nothing can be sent; %NULL if something can
 */
char *
prise_closure_client_hint (gpointer object, PriseEndpointState state, gboolean finished)
{
  if (state == PRISE_ENDPOINT_ACTIVE && finished)
    return g_strdup (_ ("You have finished sending: reconnect to send more."));
  if (state == PRISE_ENDPOINT_ACTIVE)
    return NULL;

  return g_strdup (_ ("Connect first: there is nobody to send to."));
}

/**
 * prise_closure_server_lesson_title:
 * @object: ignored
 * @state: the server's
 * @n_clients: how many are connected: there are some if the log was cleared
 *
 * Returns: (transfer full): what the empty log says
 */
char *
prise_closure_server_lesson_title (gpointer object, PriseEndpointState state, guint n_clients)
{
  if (n_clients > 0)
    return g_strdup (_ ("Nothing New Yet"));
  if (state == PRISE_ENDPOINT_ACTIVE)
    return g_strdup (_ ("Waiting for Clients"));

  return g_strdup (_ ("Nothing Has Happened Yet"));
}

/**
 * prise_closure_server_lesson:
 * @object: ignored
 * @state: the server's
 * @n_clients: how many are connected
 *
 * Returns: (transfer full): what to do first
 */
char *
prise_closure_server_lesson (gpointer object, PriseEndpointState state, guint n_clients)
{
  if (n_clients > 0)
    return g_strdup (_ ("Every byte that is sent or received appears here."));
  if (state == PRISE_ENDPOINT_ACTIVE)
    return g_strdup (_ ("Connect to the server from the TCP Client page or with any other program. "
                        "Every byte that is sent or received appears here."));

  return g_strdup (_ ("Choose an address and a port, then start the server. It responds to each "
                      "message with its reply."));
}

/**
 * prise_closure_client_lesson_title:
 * @object: ignored
 * @state: the client's
 *
 * Returns: (transfer full): what the empty log says
 */
char *
prise_closure_client_lesson_title (gpointer object, PriseEndpointState state)
{
  if (state == PRISE_ENDPOINT_ACTIVE)
    return g_strdup (_ ("Connected"));

  return g_strdup (_ ("Nothing Has Happened Yet"));
}

/**
 * prise_closure_client_lesson:
 * @object: ignored
 * @state: the client's
 *
 * Returns: (transfer full): what to do first
 */
char *
prise_closure_client_lesson (gpointer object, PriseEndpointState state)
{
  if (state == PRISE_ENDPOINT_ACTIVE)
    return g_strdup (_ ("Type a message below and send it with Enter."));

  return g_strdup (
      _ ("Choose a host and a port, then connect: to the server of the TCP Server page "
         "or to any other. Then type a message below."));
}

/**
 * prise_closure_peer_details:
 * @object: ignored
 * @half_closed: whether the peer has finished sending
 * @queued: bytes that wait to be sent to it
 *
 * Returns: (transfer full): the second line of a client's row; empty if there is nothing to say
 */
char *
prise_closure_peer_details (gpointer object, gboolean half_closed, guint64 queued)
{
  g_autofree char *size = NULL;

  if (queued == 0)
    return g_strdup (half_closed ? _ ("Has finished sending") : "");

  size = prise_format_size (queued);
  if (half_closed)
    return g_strdup_printf (_ ("Has finished sending · %s waiting"), size);

  return g_strdup_printf (_ ("%s waiting"), size);
}
