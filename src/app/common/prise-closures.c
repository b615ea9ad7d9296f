// SPDX-License-Identifier: GPL-3.0-or-later
/* What the .ui files show of a state. Pure functions: tests/app/test-closures.c has the tables. */
#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "prise-closures.h"
#include "prise-format.h"
#include "prise-tcp-peer.h"

/**
 * prise_closures_bind:
 * @widget_class: a class with a template
 *
 * Lets the template name the functions of this file.
 */
void
prise_closures_bind (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_is_closed);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_is_active);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_is_filled);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_is_template);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_is_none);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_can_finish);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_server_button);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_client_button);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_button_classes);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_server_status);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_client_status);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_traffic);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_status_line);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_status_classes);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_server_hint);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_client_hint);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_server_lesson_title);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_server_lesson);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_client_lesson_title);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_client_lesson);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_choice_name);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_peer_details);
}

/**
 * prise_closure_is_closed:
 * @object: ignored
 * @state: an endpoint's
 *
 * Returns: whether nothing is open, so that the form can be changed
 */
gboolean
prise_closure_is_closed (gpointer object, PriseEndpointState state)
{
  return state == PRISE_ENDPOINT_IDLE || state == PRISE_ENDPOINT_FAILED;
}

/**
 * prise_closure_is_active:
 * @object: ignored
 * @state: an endpoint's
 *
 * Returns: whether it listens or is connected
 */
gboolean
prise_closure_is_active (gpointer object, PriseEndpointState state)
{
  return state == PRISE_ENDPOINT_ACTIVE;
}

/**
 * prise_closure_is_filled:
 * @object: ignored
 * @text: (nullable): a text
 *
 * Returns: whether there is any
 */
gboolean
prise_closure_is_filled (gpointer object, const char *text)
{
  return text != NULL && *text != '\0';
}

/**
 * prise_closure_is_template:
 * @object: ignored
 * @reply: the index in the list of replies
 *
 * Returns: whether the reply needs a template
 */
gboolean
prise_closure_is_template (gpointer object, guint reply)
{
  return reply == 2;
}

/**
 * prise_closure_is_none:
 * @object: ignored
 * @n_items: a number
 *
 * Returns: whether it is 0
 */
gboolean
prise_closure_is_none (gpointer object, guint n_items)
{
  return n_items == 0;
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

/**
 * prise_closure_button_classes:
 * @object: ignored
 * @state: an endpoint's
 *
 * Returns: (transfer full): the CSS classes of the main button
 */
GStrv
prise_closure_button_classes (gpointer object, PriseEndpointState state)
{
  const char *closed[] = { "suggested-action", NULL };
  const char *starting[] = { NULL };
  const char *open[] = { "destructive-action", NULL };

  if (prise_closure_is_closed (object, state))
    return g_strdupv ((GStrv) closed);
  if (state == PRISE_ENDPOINT_STARTING)
    return g_strdupv ((GStrv) starting);

  return g_strdupv ((GStrv) open);
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

/* Where a line must be broken, it isn't within a size. */
static char *
format_whole_size (guint64 size)
{
  g_autofree char *text = prise_format_size (size);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  return g_strjoinv ("\u00A0", words);
}

/* With what came too fast for us. */
static char *
describe_received (guint64 received, guint64 lost)
{
  g_autofree char *size = format_whole_size (received);

  if (lost == 0)
    return g_steal_pointer (&size);

  /* Translators: a size, and how many datagrams the system dropped: "15 B, 2 lost". */
  return g_strdup_printf (ngettext ("%s, %" PRIu64 " lost", "%s, %" PRIu64 " lost", lost), size,
                          lost);
}

/**
 * prise_closure_traffic:
 * @object: ignored
 * @received: bytes received
 * @sent: bytes sent
 * @queued: bytes that wait to be sent
 * @congested: whether they are too many
 * @lost: datagrams that the system dropped
 * @datagrams: whether it is datagrams that are sent, for which no peer is waited
 *
 * Returns: (transfer full): the counters; empty before the first byte
 */
char *
prise_closure_traffic (gpointer object,
                       guint64 received,
                       guint64 sent,
                       guint64 queued,
                       gboolean congested,
                       guint64 lost,
                       gboolean datagrams)
{
  g_autofree char *in = describe_received (received, lost);
  g_autofree char *out = format_whole_size (sent);
  g_autofree char *waiting = NULL;

  if (congested)
    waiting = format_whole_size (queued);
  if (congested && datagrams)
    /* Translators: received, sent, waiting: "↓ 15 B · ↑ 21 B · 12 MB waiting: …". */
    return g_strdup_printf (_ ("↓ %s · ↑ %s · %s waiting: the system takes datagrams too slowly"),
                            in, out, waiting);
  if (congested)
    /* Translators: received, sent, waiting: "↓ 15 B · ↑ 21 B · 12 MB waiting: …". */
    return g_strdup_printf (_ ("↓ %s · ↑ %s · %s waiting: the peer isn’t reading"), in, out,
                            waiting);

  if (received == 0 && sent == 0 && lost == 0)
    return g_strdup ("");

  return g_strdup_printf ("↓ %s · ↑ %s", in, out);
}

/**
 * prise_closure_status_line:
 * @object: ignored
 * @status: (nullable): the state in words
 * @traffic: (nullable): the counters
 *
 * Returns: (transfer full): both
 */
char *
prise_closure_status_line (gpointer object, const char *status, const char *traffic)
{
  if (!prise_closure_is_filled (object, traffic))
    return g_strdup (status);
  if (!prise_closure_is_filled (object, status))
    return g_strdup (traffic);

  return g_strdup_printf ("%s · %s", status, traffic);
}

/**
 * prise_closure_status_classes:
 * @object: ignored
 * @state: an endpoint's
 * @congested: whether too much waits to be sent
 * @lost: datagrams that the system dropped
 *
 * Returns: (transfer full): the CSS classes of the status line
 */
GStrv
prise_closure_status_classes (gpointer object,
                              PriseEndpointState state,
                              gboolean congested,
                              guint64 lost)
{
  const char *failed[] = { "status", "error", NULL };
  const char *warning[] = { "status", "warning", NULL };
  const char *normal[] = { "status", "dim-label", NULL };

  if (state == PRISE_ENDPOINT_FAILED)
    return g_strdupv ((GStrv) failed);
  if (congested || lost > 0)
    return g_strdupv ((GStrv) warning);

  return g_strdupv ((GStrv) normal);
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
    return g_strdup (_ ("You have finished sending: connect anew to send more."));
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
    return g_strdup (_ ("Every byte that comes and goes will stand here."));
  if (state == PRISE_ENDPOINT_ACTIVE)
    return g_strdup (_ ("Connect to the server from the TCP Client page or with any other program. "
                        "Every byte that comes and goes will stand here."));

  return g_strdup (_ ("Choose an address and a port, then start the server. "
                      "It answers each message with its reply."));
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
 * prise_closure_choice_name:
 * @object: ignored
 * @item: (nullable): a client, or the string that stands for all of them
 *
 * Returns: (transfer full): its name in the list of recipients
 */
char *
prise_closure_choice_name (gpointer object, GObject *item)
{
  if (item == NULL)
    return g_strdup ("");
  if (PRISE_IS_TCP_PEER (item))
    return g_strdup (prise_tcp_peer_get_address (PRISE_TCP_PEER (item)));

  return g_strdup (gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
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
