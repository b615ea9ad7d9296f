// SPDX-License-Identifier: GPL-3.0-or-later
/* A row of a form: an entry, and under it the sentence that says what is wrong with it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PRISE_TYPE_FIELD (prise_field_get_type ())
G_DECLARE_FINAL_TYPE (PriseField, prise_field, PRISE, FIELD, AdwEntryRow)

const char *prise_field_get_error (PriseField *self);
void prise_field_set_error (PriseField *self, const char *error);
void prise_field_show_mistake (PriseField *self, const char *error, int position);

G_END_DECLS
