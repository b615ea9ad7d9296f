// SPDX-License-Identifier: GPL-3.0-or-later
/* Text laid out for people: nothing but white space changes. */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "input.h"
#include "prise-indent.h"
#include "prise-json.h"

static void
assert_same (const char *a, const char *b)
{
  while (*a != '\0' || *b != '\0') {
    if (g_ascii_isspace (*a)) {
      a++;
    } else if (g_ascii_isspace (*b)) {
      b++;
    } else {
      g_assert_cmpint (*a, ==, *b);
      a++;
      b++;
    }
  }
}

/* JSON-GLib takes more for JSON. */
static void
check_json (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  const gsize size = strlen (text);

  if (!prise_json_check (text, size, PRISE_JSON_VALUE))
    return;
  json_parser_load_from_data (parser, text, (gssize) size, &error);
  g_assert_no_error (error);
  for (gsize n = size > 64 ? size - 64 : 0; n < size; n++)
    g_assert_true (prise_json_check (text, n, PRISE_JSON_BEGINNING));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { (const char *) data, size };
  const guint8 choice = fuzz_input_take_byte (&input);
  const PriseIndentStyle style = PRISE_INDENT_JSON + (choice & 3);
  g_autofree char *text = fuzz_input_take_utf8 (&input);
  g_autofree char *indented = prise_indent (style, text, (choice & 4) == 0);
  g_autofree char *again = NULL;

  check_json (text);
  if (indented == NULL)
    return 0;

  assert_same (indented, text);
  again = prise_indent (style, indented, (choice & 4) == 0);
  g_assert_nonnull (again);
  if (style == PRISE_INDENT_JSON)
    g_assert_cmpstr (again, ==, indented);

  return 0;
}
