// SPDX-License-Identifier: GPL-3.0-or-later
/* The rows of a form as the body of a request. Main thread. */
#include "config.h"

#include "prise-http-form-fields.h"

#include "prise-http-field-item.h"
#include "prise-http-form-codec.h"

/**
 * prise_http_form_fields_encode:
 * @fields: a list of #PriseHttpFieldItem
 *
 * Returns: (transfer full): the body that has those of them that are sent
 */
GBytes *
prise_http_form_fields_encode (GListModel *fields)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) sent = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (fields); i++) {
    g_autoptr (PriseHttpFieldItem) field = g_list_model_get_item (fields, i);

    if (prise_http_field_item_get_sent (field))
      g_strv_builder_add_many (builder, prise_http_field_item_get_name (field),
                               prise_http_field_item_get_value (field), NULL);
  }
  sent = g_strv_builder_end (builder);

  return prise_http_form_encode ((const char *const *) sent);
}

/**
 * prise_http_form_fields_decode:
 * @body: a body
 *
 * Returns: (transfer full) (nullable): a list of #PriseHttpFieldItem, all of them sent; %NULL if
 *   they would make another body
 */
GListStore *
prise_http_form_fields_decode (GBytes *body)
{
  g_auto (GStrv) pairs = prise_http_form_decode (body);
  g_autoptr (GListStore) fields = NULL;

  if (pairs == NULL)
    return NULL;

  fields = g_list_store_new (PRISE_TYPE_HTTP_FIELD_ITEM);
  for (guint i = 0; pairs[i] != NULL; i += 2) {
    g_autoptr (PriseHttpFieldItem) field = prise_http_field_item_new (pairs[i], pairs[i + 1], TRUE);

    /* It would be lost. */
    if (!prise_http_field_item_get_sent (field))
      return NULL;
    g_list_store_append (fields, field);
  }

  return g_steal_pointer (&fields);
}
