// SPDX-License-Identifier: GPL-3.0-or-later
/* What the forms of the pages share: where an error belongs. Main thread. */
#include "config.h"

#include "prise-form.h"

#include "prise-address.h"
#include "prise-net-error.h"

/**
 * prise_form_find_place:
 * @error: why something couldn't start, or be sent
 *
 * Returns: the field that can be mended
 */
PriseFormPlace
prise_form_find_place (const GError *error)
{
  if (error->domain != PRISE_NET_ERROR)
    return PRISE_FORM_NOWHERE;

  switch ((PriseNetError) error->code) {
  case PRISE_NET_ERROR_BAD_PORT:
  case PRISE_NET_ERROR_PORT_IN_USE:
  case PRISE_NET_ERROR_PORT_NEEDS_RIGHTS:
    return PRISE_FORM_PORT;
  case PRISE_NET_ERROR_BAD_ADDRESS:
  case PRISE_NET_ERROR_NAME_NOT_FOUND:
  case PRISE_NET_ERROR_ADDRESS_NOT_LOCAL:
  case PRISE_NET_ERROR_NEEDS_BROADCAST:
    return PRISE_FORM_ADDRESS;
  case PRISE_NET_ERROR_REFUSED:
  case PRISE_NET_ERROR_TIMED_OUT:
  case PRISE_NET_ERROR_UNREACHABLE:
  case PRISE_NET_ERROR_NOT_CONNECTED:
  case PRISE_NET_ERROR_RESET:
  case PRISE_NET_ERROR_TOO_LONG:
  case PRISE_NET_ERROR_BAD_GROUP:
  case PRISE_NET_ERROR_ALREADY_JOINED:
  case PRISE_NET_ERROR_NO_INTERFACE:
  default:
    return PRISE_FORM_NOWHERE;
  }
}

/**
 * prise_form_find_field:
 * @address: the field of the host or address
 * @port: the field of the port
 * @error: why something couldn't start, or be sent
 *
 * Returns: (transfer none) (nullable): the one that can be mended; %NULL: neither
 */
PriseField *
prise_form_find_field (PriseField *address, PriseField *port, const GError *error)
{
  switch (prise_form_find_place (error)) {
  case PRISE_FORM_ADDRESS:
    return address;
  case PRISE_FORM_PORT:
    return port;
  case PRISE_FORM_NOWHERE:
  default:
    return NULL;
  }
}

/**
 * prise_form_show_error:
 * @address: the field of the host or address
 * @port: the field of the port
 * @error: why something couldn't start
 *
 * Shows @error at the field where it happened, if it happened at one.
 */
void
prise_form_show_error (PriseField *address, PriseField *port, const GError *error)
{
  PriseField *field = prise_form_find_field (address, port, error);

  if (field != NULL)
    prise_field_show_mistake (field, error->message, -1);
}

/**
 * prise_form_split_address:
 * @address: the field of the host or address
 * @port: the field of the port
 *
 * If a URL or HOST:PORT stands in @address, each field gets its part of it.
 */
void
prise_form_split_address (PriseField *address, PriseField *port)
{
  g_autofree char *host = NULL;
  guint16 number;

  if (!gtk_editable_get_editable (GTK_EDITABLE (address)) ||
      !prise_host_port_from_url (gtk_editable_get_text (GTK_EDITABLE (address)), &host, &number))
    return;

  gtk_editable_set_text (GTK_EDITABLE (address), host);
  if (number > 0) {
    g_autofree char *text = g_strdup_printf ("%u", number);

    gtk_editable_set_text (GTK_EDITABLE (port), text);
  }
}

static void
did_leave (GtkEventController *controller, PriseField *port)
{
  prise_form_split_address (PRISE_FIELD (gtk_event_controller_get_widget (controller)), port);
}

/**
 * prise_form_watch_address:
 * @address: the field of the host or address
 * @port: the field of the port
 *
 * Splits what is typed or pasted into @address as soon as the focus leaves it: before, it may not
 * be whole.
 */
void
prise_form_watch_address (PriseField *address, PriseField *port)
{
  GtkEventController *controller = gtk_event_controller_focus_new ();

  g_signal_connect_object (controller, "leave", G_CALLBACK (did_leave), port, 0);
  gtk_widget_add_controller (GTK_WIDGET (address), controller);
}
