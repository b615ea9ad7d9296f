// SPDX-License-Identifier: GPL-3.0-or-later
/* Any bytes as a file of the history; what is kept of it is read again as it was. */
#include "config.h"

#include <string.h>

#include "input.h"
#include "prise-http-history-file.h"
#include "prise-http-history-item.h"

static char *
build (GPtrArray *items)
{
  g_autoptr (GListStore) store = g_list_store_new (PRISE_TYPE_HTTP_HISTORY_ITEM);
  g_autoptr (JsonNode) root = NULL;

  for (guint i = 0; i < items->len; i++)
    g_list_store_append (store, g_ptr_array_index (items, i));
  root = prise_http_history_file_build (G_LIST_MODEL (store));

  return json_to_string (root, TRUE);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { (const char *) data, size };
  g_autoptr (GBytes) bytes = fuzz_input_take_rest (&input);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items =
      prise_http_history_file_parse (g_bytes_get_data (bytes, NULL), size, &error);
  g_autoptr (GPtrArray) items_again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;

  if (items == NULL) {
    fuzz_assert_mistake ("", 0, error);
    return 0;
  }

  text = build (items);
  items_again = prise_http_history_file_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items_again->len, <=, PRISE_HTTP_HISTORY_MAX_LENGTH);
  text_again = build (items_again);
  g_assert_cmpstr (text_again, ==, text);

  return 0;
}
