// SPDX-License-Identifier: GPL-3.0-or-later
/* Keeps a list of headers in step with a request. Those that are left out stand between those that
 * are sent, and stay where they are. Main thread. */
#include "config.h"

#include "prise-http-header-sync.h"

static PriseHttpFieldItem *
get_field (GListStore *headers, guint position)
{
  g_autoptr (PriseHttpFieldItem) field = g_list_model_get_item (G_LIST_MODEL (headers), position);

  return field; /* the list has it */
}

static PriseHttpFieldItem *
get_present (GListStore *headers, GArray *places, guint index)
{
  return get_field (headers, g_array_index (places, guint, index));
}

/* Returns the places of those that stand in the bytes. */
static GArray *
find_present (GListStore *headers)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (headers)); i++) {
    if (prise_http_field_item_get_present (get_field (headers, i)))
      g_array_append_val (places, i);
  }

  return places;
}

static const PriseHttpRequestHeader *
get_header (PriseHttpRequest *request, guint index)
{
  return &g_array_index (request->headers, PriseHttpRequestHeader, index);
}

static gboolean
shows (PriseHttpFieldItem *field, const PriseHttpRequestHeader *header)
{
  return g_str_equal (prise_http_field_item_get_name (field), header->name) &&
         g_str_equal (prise_http_field_item_get_value (field), header->value);
}

/* Those that stand side by side go at once: whoever shows them lays them out once. */
static void
remove_present (GListStore *headers, GArray *places, guint index, guint n_removed)
{
  for (guint end = index + n_removed; end > index;) {
    guint start = end - 1;

    while (start > index &&
           g_array_index (places, guint, start - 1) + 1 == g_array_index (places, guint, start))
      start--;
    g_list_store_splice (headers, g_array_index (places, guint, start), end - start, NULL, 0);
    end = start;
  }
  if (n_removed > 0)
    g_array_remove_range (places, index, n_removed);
  for (guint i = index; i < places->len; i++)
    g_array_index (places, guint, i) -= n_removed;
}

static void
insert (GListStore *headers, guint position, PriseHttpRequest *request, guint index, guint n_added)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = index; i < index + n_added; i++) {
    const PriseHttpRequestHeader *header = get_header (request, i);
    PriseHttpFieldItem *field = prise_http_field_item_new (header->name, header->value, TRUE);

    prise_http_field_item_set_present (field, TRUE);
    g_ptr_array_add (fields, field);
  }
  if (n_added > 0)
    g_list_store_splice (headers, position, 0, fields->pdata, fields->len);
}

/**
 * prise_http_header_sync:
 * @headers: a list of #PriseHttpFieldItem
 * @request: what it is to show
 *
 * Those at the beginning and at the end that are the same keep their fields, and those between are
 * changed as far as they go: the row that is being edited stays where it is.
 */
void
prise_http_header_sync (GListStore *headers, PriseHttpRequest *request)
{
  g_autoptr (GArray) places = find_present (headers);
  const guint n_new = request->headers->len;
  const guint n_common = MIN (places->len, n_new);
  guint first = 0;
  guint n_last = 0;
  guint place;

  while (first < n_common &&
         shows (get_present (headers, places, first), get_header (request, first)))
    first++;
  while (n_last < n_common - first &&
         shows (get_present (headers, places, places->len - 1 - n_last),
                get_header (request, n_new - 1 - n_last)))
    n_last++;

  if (places->len > n_new)
    remove_present (headers, places, n_new - n_last, places->len - n_new);
  for (; first < places->len - n_last; first++)
    prise_http_field_item_set (get_present (headers, places, first),
                               get_header (request, first)->name,
                               get_header (request, first)->value);

  if (first > 0)
    place = g_array_index (places, guint, first - 1) + 1;
  else if (places->len > 0)
    place = g_array_index (places, guint, 0);
  else
    place = g_list_model_get_n_items (G_LIST_MODEL (headers));
  insert (headers, place, request, first, n_new - n_last - first);
}

/**
 * prise_http_header_sync_find_index:
 * @headers: a list of #PriseHttpFieldItem
 * @field: one of them
 *
 * Returns: how many of those before it stand in the bytes
 */
guint
prise_http_header_sync_find_index (GListStore *headers, PriseHttpFieldItem *field)
{
  guint index = 0;

  for (guint i = 0; get_field (headers, i) != NULL && get_field (headers, i) != field; i++)
    index += prise_http_field_item_get_present (get_field (headers, i)) ? 1 : 0;

  return index;
}
