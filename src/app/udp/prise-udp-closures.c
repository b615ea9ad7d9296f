// SPDX-License-Identifier: GPL-3.0-or-later
/* What the .ui files show of a UDP socket. Pure functions: tests/app/udp/test-udp-closures.c has
 * the tables. */
#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "prise-format.h"
#include "prise-interface.h"
#include "prise-udp-closures.h"
#include "prise-udp-peer.h"
#include "prise-udp-socket.h"

/**
 * prise_udp_closures_bind:
 * @widget_class: a class with a template
 *
 * Lets the template name the functions of this file.
 */
void
prise_udp_closures_bind (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_udp_can_redirect);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_udp_button);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_udp_status);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_udp_hint);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_udp_lesson_title);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_udp_lesson);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_udp_buffer);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_udp_peer_details);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_query_udp_peer);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_interface_name);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_interface_label);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_interface_classes);
}

/**
 * prise_closure_udp_can_redirect:
 * @object: ignored
 * @state: the socket's
 * @peer: (nullable): the only one that it exchanges datagrams with
 *
 * Returns: whether the destination can be changed
 */
gboolean
prise_closure_udp_can_redirect (gpointer object, PriseEndpointState state, const char *peer)
{
  if (state == PRISE_ENDPOINT_ACTIVE)
    return peer == NULL;

  return prise_closure_is_closed (object, state);
}

/**
 * prise_closure_udp_button:
 * @object: ignored
 * @state: the socket's
 *
 * Returns: (transfer full): what its main button does
 */
char *
prise_closure_udp_button (gpointer object, PriseEndpointState state)
{
  if (prise_closure_is_closed (object, state))
    return g_strdup (_ ("_Open"));
  if (state == PRISE_ENDPOINT_STARTING)
    return g_strdup (_ ("_Cancel"));
  if (state == PRISE_ENDPOINT_STOPPING)
    return g_strdup (_ ("_Close Now"));

  return g_strdup (_ ("_Close"));
}

static char *
describe_open (GStrv addresses, const char *peer, guint n_groups)
{
  g_autofree char *list = NULL;
  g_autofree char *open = NULL;

  if (addresses == NULL || addresses[0] == NULL)
    list = g_strdup ("…");
  else
    list = g_strjoinv (", ", addresses);

  if (peer != NULL)
    /* Translators: the local addresses, then the peer's. */
    open = g_strdup_printf (_ ("Open on %s · only with %s"), list, peer);
  else
    open = g_strdup_printf (_ ("Open on %s"), list);
  if (n_groups == 0)
    return g_steal_pointer (&open);

  /* Translators: "Open on 0.0.0.0:12345 · 2 groups". */
  return g_strdup_printf (ngettext ("%s · %u group", "%s · %u groups", n_groups), open, n_groups);
}

/**
 * prise_closure_udp_status:
 * @object: ignored
 * @state: the socket's
 * @addresses: (nullable): where it is open
 * @error: (nullable): why it failed
 * @peer: (nullable): the only one that it exchanges datagrams with
 * @n_groups: how many multicast groups it has joined
 *
 * Returns: (transfer full): a sentence without its full stop
 */
char *
prise_closure_udp_status (gpointer object,
                          PriseEndpointState state,
                          GStrv addresses,
                          const GError *error,
                          const char *peer,
                          guint n_groups)
{
  switch (state) {
  case PRISE_ENDPOINT_STARTING:
    return g_strdup (_ ("Opening…"));
  case PRISE_ENDPOINT_ACTIVE:
    return describe_open (addresses, peer, n_groups);
  case PRISE_ENDPOINT_STOPPING:
    return g_strdup (_ ("Closing…"));
  case PRISE_ENDPOINT_FAILED:
    return g_strdup (error != NULL ? error->message : _ ("The socket was closed"));
  case PRISE_ENDPOINT_IDLE:
  default:
    return g_strdup (_ ("Not open"));
  }
}

/**
 * prise_closure_udp_hint:
 * @object: ignored
 * @state: the socket's
 *
 * Returns: (transfer full) (nullable): why nothing can be sent; %NULL if something can
 */
char *
prise_closure_udp_hint (gpointer object, PriseEndpointState state)
{
  if (state == PRISE_ENDPOINT_ACTIVE)
    return NULL;

  return g_strdup (_ ("Open the socket first: it sends and receives."));
}

/**
 * prise_closure_udp_lesson_title:
 * @object: ignored
 * @state: the socket's
 *
 * Returns: (transfer full): what the empty log says
 */
char *
prise_closure_udp_lesson_title (gpointer object, PriseEndpointState state)
{
  if (state == PRISE_ENDPOINT_ACTIVE)
    return g_strdup (_ ("Waiting for Datagrams"));

  return g_strdup (_ ("Nothing Has Happened Yet"));
}

/**
 * prise_closure_udp_lesson:
 * @object: ignored
 * @state: the socket's
 *
 * Returns: (transfer full): what to do first
 */
char *
prise_closure_udp_lesson (gpointer object, PriseEndpointState state)
{
  if (state == PRISE_ENDPOINT_ACTIVE)
    return g_strdup (_ ("Send a datagram to the socket with any other program, or type a message "
                        "below and send it to the destination with Enter."));

  return g_strdup (_ ("Choose a local address and a port, then open the socket. It sends and "
                      "receives, and responds to each datagram with its reply."));
}

/**
 * prise_closure_udp_buffer:
 * @object: ignored
 * @granted: the receive buffer in bytes; 0 while the socket is closed
 *
 * Returns: (transfer full): what the system granted, and what to do if that is less than was asked
 */
char *
prise_closure_udp_buffer (gpointer object, guint64 granted)
{
  g_autofree char *size = prise_format_size (granted);
  g_autofree char *wanted = prise_format_size (PRISE_UDP_RECEIVE_BUFFER);

  if (granted == 0)
    return g_strdup_printf (_ ("%s will be requested when the socket is opened"), wanted);
  if (granted >= PRISE_UDP_RECEIVE_BUFFER)
    return g_strdup_printf (_ ("%s granted by the system"), size);

  /* Translators: two sizes; net.core.rmem_max is a name. */
  return g_strdup_printf (_ ("%s granted instead of %s: a burst may be lost. Raise the system’s "
                             "limit net.core.rmem_max"),
                          size, wanted);
}

/**
 * prise_closure_udp_peer_details:
 * @object: ignored
 * @received: datagrams from the peer
 * @sent: datagrams to it
 * @last_time: of the last of them, in µs since 1970-01-01 UTC
 *
 * Returns: (transfer full): the second line of a peer's row
 */
char *
prise_closure_udp_peer_details (gpointer object, guint64 received, guint64 sent, gint64 last_time)
{
  g_autofree char *time = prise_format_clock (last_time);

  return g_strdup_printf ("↓ %" PRIu64 " · ↑ %" PRIu64 " · %s", received, sent, time);
}

/**
 * prise_closure_udp_peer_tooltip:
 * @object: ignored
 * @received: datagrams from the peer
 * @sent: datagrams to it
 * @last_time: of the last of them, in µs since 1970-01-01 UTC
 *
 * Returns: (transfer full): the same in words, and what a click does
 */
char *
prise_closure_udp_peer_tooltip (gpointer object, guint64 received, guint64 sent, gint64 last_time)
{
  g_autofree char *time = prise_format_clock (last_time);

  return g_strdup_printf (_ ("Datagrams received: %" PRIu64 ", sent: %" PRIu64
                             ", the last at %s. Activate to make it the destination."),
                          received, sent, time);
}

/**
 * prise_closure_query_udp_peer:
 * @row: ignored
 * @x: ignored
 * @y: ignored
 * @keyboard: ignored
 * @tooltip: what to fill
 * @list_item: whose item is the #PriseUdpPeer
 *
 * To set a tooltip with each datagram would ask the display server each time where the pointer is.
 *
 * Returns: whether there is something to say
 */
gboolean
prise_closure_query_udp_peer (GtkWidget *row,
                              int x,
                              int y,
                              gboolean keyboard,
                              GtkTooltip *tooltip,
                              GtkListItem *list_item)
{
  PriseUdpPeer *peer = gtk_list_item_get_item (list_item);
  g_autofree char *text = NULL;

  if (peer == NULL)
    return FALSE;

  text = prise_closure_udp_peer_tooltip (NULL, prise_udp_peer_get_received (peer),
                                         prise_udp_peer_get_sent (peer),
                                         prise_udp_peer_get_last_time (peer));
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

/* Why no group is heard there; NULL if groups are. Loopback carries them, though it doesn't say so
 * itself. Nothing has the index 0. */
static const char *
get_obstacle (PriseInterface *interface)
{
  if (prise_interface_get_index (interface) == 0)
    return C_ ("network interface", "gone");
  if (!prise_interface_get_up (interface))
    return C_ ("network interface", "down");
  if (!prise_interface_get_multicast (interface) && !prise_interface_get_loopback (interface))
    return C_ ("network interface", "no multicast");

  return NULL;
}

/**
 * prise_closure_interface_name:
 * @item: a network interface, or the string that stands for none
 *
 * Returns: (transfer full): its name in the list of interfaces: "lo · 127.0.0.1", "eth1 · down"
 */
char *
prise_closure_interface_name (gpointer item)
{
  const char *parts[4] = { NULL };
  const char *const *addresses;
  guint n_parts = 0;

  if (!PRISE_IS_INTERFACE (item))
    return g_strdup (gtk_string_object_get_string (GTK_STRING_OBJECT (item)));

  parts[n_parts++] = prise_interface_get_name (PRISE_INTERFACE (item));
  addresses = prise_interface_get_addresses (PRISE_INTERFACE (item));
  if (addresses != NULL && addresses[0] != NULL)
    parts[n_parts++] = addresses[0];
  parts[n_parts] = get_obstacle (PRISE_INTERFACE (item));

  return g_strjoinv (" · ", (GStrv) parts);
}

/**
 * prise_closure_interface_label:
 * @object: ignored
 * @item: (nullable): a network interface, or the string that stands for none
 *
 * Returns: (transfer full): the same where @item is looked up
 */
char *
prise_closure_interface_label (gpointer object, GObject *item)
{
  return item != NULL ? prise_closure_interface_name (item) : g_strdup ("");
}

/**
 * prise_closure_interface_classes:
 * @object: ignored
 * @item: (nullable): a network interface, or the string that stands for none
 *
 * Returns: (transfer full): the CSS classes of its name: dim where no group is heard
 */
GStrv
prise_closure_interface_classes (gpointer object, GObject *item)
{
  const char *none[] = { NULL };
  const char *dim[] = { "dim-label", NULL };
  const gboolean is_dim =
      PRISE_IS_INTERFACE (item) && get_obstacle (PRISE_INTERFACE (item)) != NULL;

  return g_strdupv ((GStrv) (is_dim ? dim : none));
}
