// SPDX-License-Identifier: GPL-3.0-or-later
/* What the forms of the pages share: where an error belongs. */
#pragma once

#include "prise-field.h"

G_BEGIN_DECLS

/**
 * PriseFormPlace:
 * @PRISE_FORM_NOWHERE: at no field: the log and the status line have it
 * @PRISE_FORM_ADDRESS: at the field of the host or address
 * @PRISE_FORM_PORT: at the field of the port
 */
typedef enum {
  PRISE_FORM_NOWHERE,
  PRISE_FORM_ADDRESS,
  PRISE_FORM_PORT,
} PriseFormPlace;

PriseFormPlace prise_form_find_place (const GError *error);
PriseField *prise_form_find_field (PriseField *address, PriseField *port, const GError *error);
void prise_form_split_address (PriseField *address, PriseField *port);
void prise_form_watch_address (PriseField *address, PriseField *port);
void prise_form_show_error (PriseField *address, PriseField *port, const GError *error);

G_END_DECLS
