// SPDX-License-Identifier: GPL-3.0-or-later
/* What the forms of the pages share: where an error belongs. Main thread. */
#include "config.h"

#include "prise-form.h"

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
