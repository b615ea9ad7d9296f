// SPDX-License-Identifier: GPL-3.0-or-later
/* Whatever a peer sends is one line of JSON, from which it can be read again. */
#include "config.h"

#include <string.h>

#include "input.h"
#include "prise-json.h"
#include "prise-json-lines.h"

static void
assert_payload (JsonObject *object, const PriseEntry *entry)
{
  const char *text = json_object_get_string_member_with_default (object, "text", NULL);
  g_autofree guchar *decoded = NULL;
  gsize size;

  if (text != NULL) {
    g_assert_cmpmem (text, strlen (text), entry->data, entry->size);
    return;
  }
  decoded = g_base64_decode (json_object_get_string_member (object, "base64"), &size);
  g_assert_cmpmem (decoded, size, entry->data, entry->size);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { (const char *) data, size };
  const guint8 choice = fuzz_input_take_byte (&input);
  g_autofree char *peer = fuzz_input_take_utf8 (&input);
  g_autofree guint8 *copy = g_memdup2 (input.data, input.size);
  const PriseEntry entry = {
    .kind = choice % PRISE_ENTRY_N_KINDS,
    .wall_time = (gint64) choice << 40,
    .peer = choice & 128 ? peer : NULL,
    .data = copy,
    .size = input.size,
    .is_truncated = (choice & 64) != 0,
  };
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  prise_json_append_entry (&entry, line);
  g_assert_true (strchr (line->str, '\n') == line->str + line->len - 1);
  g_assert_true (prise_json_check (line->str, line->len, PRISE_JSON_VALUE));

  node = json_from_string (line->str, &error);
  g_assert_no_error (error);
  object = json_node_get_object (node);
  assert_payload (object, &entry);
  g_assert_cmpint (json_object_get_int_member (object, "size"), ==, (gint64) entry.size);
  g_assert_cmpstr (json_object_get_string_member_with_default (object, "peer", NULL), ==,
                   entry.peer);

  return 0;
}
