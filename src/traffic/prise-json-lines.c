// SPDX-License-Identifier: GPL-3.0-or-later
/* One JSON object a line (RFC 8259), written by json-glib. */
#include "config.h"

#include "prise-json-lines.h"

#include <string.h>

#include "prise-time.h"

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_int (JsonBuilder *builder, const char *name, guint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_payload (JsonBuilder *builder, const PriseEntry *entry)
{
  const char *data = entry->size > 0 ? (const char *) entry->data : "";
  g_autofree char *value = NULL;

  /* That takes no NUL, at which a string of json-glib would end. */
  if (g_utf8_validate_len (data, entry->size, NULL)) {
    value = g_strndup (data, entry->size);
    add_string (builder, "text", value);
  } else {
    value = g_base64_encode (entry->data, entry->size);
    add_string (builder, "base64", value);
  }
}

/**
 * prise_json_line_begin:
 *
 * Returns: (transfer full): a builder within a new object, for prise_json_line_end()
 */
JsonBuilder *
prise_json_line_begin (void)
{
  return json_builder_begin_object (json_builder_new_immutable ());
}

/* json-glib 1.6 forgets to escape U+001F, and a terminal would obey what stands from U+007F to
 * U+009F. All of them can only stand in strings. */
static void
append_escaped (const char *json, GString *string)
{
  const char *start = json;

  for (const char *p = json; *p != '\0'; p = g_utf8_next_char (p)) {
    const gunichar c = g_utf8_get_char (p);

    if (c != 0x1f && (c < 0x7f || c > 0x9f))
      continue;
    g_string_append_len (string, start, p - start);
    g_string_append_printf (string, "\\u%04x", c);
    start = g_utf8_next_char (p);
  }
  g_string_append (string, start);
}

/**
 * prise_json_line_end:
 * @builder: (transfer full): from prise_json_line_begin()
 * @string: where to append
 *
 * Appends the object and a line feed.
 */
void
prise_json_line_end (JsonBuilder *builder, GString *string)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json = json_generator_to_data (generator, NULL);
  append_escaped (json, string);
  g_string_append_c (string, '\n');

  g_object_unref (builder);
}

/**
 * prise_json_line_end_with:
 * @builder: (transfer full): from prise_json_line_begin(), with at least one member
 * @members: more members, which are JSON already: json-glib has no numbers but in 17 digits
 * @string: where to append
 *
 * Appends the object, @members at its end, and a line feed.
 */
void
prise_json_line_end_with (JsonBuilder *builder, const char *members, GString *string)
{
  prise_json_line_end (builder, string);
  g_string_truncate (string, string->len - strlen ("}\n"));
  g_string_append_printf (string, ",%s}\n", members);
}

/**
 * prise_json_append_entry:
 * @entry: an entry
 * @string: where to append
 *
 * Appends a line with `time` (ISO 8601, UTC, µs), `kind`, `peer` (null where no peer is concerned),
 * `size`, `truncated` (true, and only there) for a datagram that lost its end, `code` for an error,
 * and the bytes as `text` where they are valid UTF-8 without NUL, else as `base64`.
 */
void
prise_json_append_entry (const PriseEntry *entry, GString *string)
{
  JsonBuilder *builder = prise_json_line_begin ();
  char time[PRISE_TIME_SIZE];

  prise_time_to_iso8601 (entry->wall_time, time);
  add_string (builder, "time", time);
  add_string (builder, "kind", prise_entry_kind_to_nick (entry->kind));
  json_builder_set_member_name (builder, "peer");
  if (entry->peer != NULL)
    json_builder_add_string_value (builder, entry->peer);
  else
    json_builder_add_null_value (builder);
  add_int (builder, "size", entry->size);
  if (entry->is_truncated) {
    json_builder_set_member_name (builder, "truncated");
    json_builder_add_boolean_value (builder, TRUE);
  }
  if (entry->kind == PRISE_ENTRY_ERROR)
    add_string (builder, "code", prise_error_code_to_nick (entry->code));
  add_payload (builder, entry);

  prise_json_line_end (builder, string);
}

/**
 * prise_json_append_error:
 * @code: what it is
 * @sentence: a sentence
 * @string: where to append
 *
 * Appends a line of kind "error" for what no entry stands for, with `code` and `text`.
 */
void
prise_json_append_error (PriseErrorCode code, const char *sentence, GString *string)
{
  JsonBuilder *builder = prise_json_line_begin ();

  add_string (builder, "kind", prise_entry_kind_to_nick (PRISE_ENTRY_ERROR));
  add_string (builder, "code", prise_error_code_to_nick (code));
  add_string (builder, "text", sentence);

  prise_json_line_end (builder, string);
}

/**
 * prise_json_append_dropped:
 * @n_entries: how many entries are missing here
 * @string: where to append
 *
 * Appends a line of kind "dropped", with their `count`.
 */
void
prise_json_append_dropped (guint64 n_entries, GString *string)
{
  JsonBuilder *builder = prise_json_line_begin ();

  add_string (builder, "kind", "dropped");
  add_int (builder, "count", n_entries);

  prise_json_line_end (builder, string);
}
