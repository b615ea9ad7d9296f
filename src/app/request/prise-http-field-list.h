// SPDX-License-Identifier: GPL-3.0-or-later
/* A list of names and values that is edited: a row for each, and a button for another. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How many rows are made at once: nobody reads more in a form. */
#define PRISE_HTTP_FIELD_LIST_STEP 50

/**
 * PriseHttpFieldList:fields:
 *
 * A list of #PriseHttpFieldItem.
 */

/**
 * PriseHttpFieldList:add-label:
 *
 * What the button says that adds a field.
 */

/**
 * PriseHttpFieldList:n-hidden:
 *
 * How many fields have no row yet.
 */

#define PRISE_TYPE_HTTP_FIELD_LIST (prise_http_field_list_get_type ())
G_DECLARE_FINAL_TYPE (PriseHttpFieldList, prise_http_field_list, PRISE, HTTP_FIELD_LIST, AdwBin)

G_END_DECLS
