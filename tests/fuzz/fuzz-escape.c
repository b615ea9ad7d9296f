// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes as people read them, and messages as people write them: what is shown of bytes, typed
 * again, stands for them. */
#include "config.h"

#include <string.h>

#include "input.h"
#include "prise-display.h"
#include "prise-message.h"

static GBytes *
encode (const char *text)
{
  return prise_message_encode (text, PRISE_MESSAGE_FORMAT_TEXT, PRISE_LINE_ENDING_NONE, NULL, NULL);
}

static void
assert_stands_for (const char *shown, GBytes *bytes)
{
  g_autoptr (GBytes) encoded = encode (shown);

  g_assert_true (g_utf8_validate (shown, -1, NULL));
  g_assert_nonnull (encoded);
  fuzz_assert_bytes (encoded, bytes);
}

static void
check_shown (GBytes *bytes, gsize max)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *line = prise_display_line (data, size, G_MAXSIZE);
  g_autofree char *lines = prise_display_text (data, size);
  g_autofree char *cut = prise_display_line (data, size, max);
  const gsize n_measured = prise_display_measure (data, size, MAX (max, 10));
  g_autoptr (GBytes) begin = g_bytes_new_from_bytes (bytes, 0, n_measured);
  g_autofree char *measured = prise_display_text (data, n_measured);

  g_assert_null (strchr (line, '\n'));
  assert_stands_for (line, bytes);
  assert_stands_for (lines, bytes);

  g_assert_true (g_utf8_validate (cut, -1, NULL));
  g_assert_cmpuint ((gsize) g_utf8_strlen (cut, -1), <=, max + 1);
  g_assert_cmpuint (n_measured, <=, size);
  g_assert_cmpuint ((gsize) g_utf8_strlen (measured, -1), <=, MAX (max, 10));
  assert_stands_for (measured, begin);
}

static void
check_written (const char *text, PriseLineEnding line_ending)
{
  static const char *const endings[] = { "", "\n", "\r\n", "\r" };
  g_autoptr (GError) error = NULL;
  gsize offset = 0;
  g_autoptr (GBytes) bytes =
      prise_message_encode (text, PRISE_MESSAGE_FORMAT_TEXT, line_ending, &offset, &error);
  const gsize n_ending = strlen (endings[line_ending]);
  gsize size;
  const char *data;

  if (bytes == NULL) {
    fuzz_assert_mistake (text, offset, error);
    return;
  }

  data = g_bytes_get_data (bytes, &size);
  g_assert_cmpuint (size, >=, n_ending);
  g_assert_cmpuint (size, <=, strlen (text) + n_ending);
  g_assert_cmpmem (data + size - n_ending, n_ending, endings[line_ending], n_ending);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { (const char *) data, size };
  const guint8 choice = fuzz_input_take_byte (&input);
  g_autoptr (GBytes) all = g_bytes_new (input.data, input.size);
  g_autofree char *text = fuzz_input_take_utf8 (&input);

  check_shown (all, choice);
  check_written (text, choice % 4);

  return 0;
}
