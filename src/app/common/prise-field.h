// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseField:
 *
 * A row of a form: an entry under its title, and under it the sentence that says what is wrong with
 * it. It is a GtkEditable; a child in a template stands behind the entry.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PriseField:error:
 *
 * The sentence under the entry; %NULL while nothing is wrong.
 */

/**
 * PriseField:input-purpose:
 *
 * What is typed there, for keyboards on the screen.
 */

/**
 * PriseField:secret:
 *
 * Whether it is a password, of which only dots are shown.
 */

/**
 * PriseField::entry-activated:
 *
 * Enter was pressed in it.
 */

#define PRISE_TYPE_FIELD (prise_field_get_type ())
G_DECLARE_FINAL_TYPE (PriseField, prise_field, PRISE, FIELD, AdwPreferencesRow)

const char *prise_field_get_error (PriseField *self);
void prise_field_set_error (PriseField *self, const char *error);
void prise_field_show_mistake (PriseField *self, const char *error, int position);

G_END_DECLS
