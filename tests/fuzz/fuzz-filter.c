// SPDX-License-Identifier: GPL-3.0-or-later
/* A filter's text is found in whatever a peer sends, in either case; and what the log shows of that
 * finds it. */
#include "config.h"

#include <string.h>

#include "input.h"
#include "prise-display.h"
#include "prise-filter.h"

static gboolean
matches (const char *text, const char *data, gsize size)
{
  g_autoptr (PriseFilter) filter = prise_filter_new (text, PRISE_DIRECTION_ALL);
  const PriseEntry entry = {
    .kind = PRISE_ENTRY_RECEIVED,
    .data = (const guint8 *) data,
    .size = size,
  };

  return prise_filter_matches (filter, &entry);
}

/* What was read as bytes need not be found as text. */
static gboolean
is_hex (const char *text)
{
  g_autoptr (PriseFilter) filter = prise_filter_new (text, PRISE_DIRECTION_ALL);

  return prise_filter_get_kind (filter) == PRISE_PATTERN_HEX;
}

static char *
lower (const char *data, gsize size)
{
  char *copy = g_strndup (data != NULL ? data : "", size);

  for (gsize i = 0; i < size; i++)
    copy[i] = g_ascii_tolower (data[i]);

  return copy;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { (const char *) data, size };
  g_autofree char *text = fuzz_input_take_utf8 (&input);
  g_autofree char *copy = g_memdup2 (input.data, input.size);
  g_autofree char *around = g_strconcat ("\xff", text, "\x80", NULL);
  g_autofree char *shown = prise_display_payload_line (copy, input.size, G_MAXSIZE);
  const gboolean is_found = matches (text, copy, input.size);

  g_assert_true (is_hex (shown) || matches (shown, copy, input.size));
  if (is_hex (text))
    return 0;

  g_assert_true (matches (text, around, strlen (around)));
  if (g_str_is_ascii (text) && strchr (text, '\\') == NULL) {
    g_autofree char *lower_text = lower (text, strlen (text));
    g_autofree char *lower_data = lower (copy, input.size);

    g_assert_cmpint (is_found, ==,
                     memmem (lower_data, input.size, lower_text, strlen (text)) != NULL);
  } else if (copy != NULL && memmem (copy, input.size, text, strlen (text)) != NULL) {
    g_assert_true (is_found);
  }

  return 0;
}
