// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes written as hexadecimal digits, with whatever stands between them, and shown so. */
#include "config.h"

#include <string.h>

#include "input.h"
#include "prise-hex-dump.h"
#include "prise-message.h"

static GBytes *
encode (const char *text, gsize *error_offset, GError **error)
{
  return prise_message_encode (text, PRISE_MESSAGE_FORMAT_HEX, PRISE_LINE_ENDING_NONE, error_offset,
                               error);
}

static void
check_written (const char *text)
{
  g_autoptr (GError) error = NULL;
  gsize offset = 0;
  g_autoptr (GBytes) bytes = encode (text, &offset, &error);

  if (bytes == NULL)
    fuzz_assert_mistake (text, offset, error);
  else
    g_assert_cmpuint (g_bytes_get_size (bytes), <=, strlen (text) / 2);
}

/* Digits of either case, prefixes and separators as @choice says. */
static void
check_digits (GBytes *bytes, guint choice)
{
  static const char *const separators[] = { "", " ", "\n", ", ", ":", "-", ";\t", "\r\n" };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) encoded = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i < size; i++) {
    g_string_append (text, choice & 8 ? "0x" : "");
    g_string_append_printf (text, choice & 16 ? "%02x" : "%02X", data[i]);
    g_string_append (text, separators[choice & 7]);
  }
  encoded = encode (text->str, NULL, NULL);
  g_assert_nonnull (encoded);
  fuzz_assert_bytes (encoded, bytes);
}

/* The columns of the dump stand for the bytes. */
static void
check_dump (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *dump = prise_hex_dump (data, size);
  g_auto (GStrv) lines = g_strsplit (dump, "\n", -1);
  g_autoptr (GString) digits = g_string_new (NULL);
  g_autoptr (GBytes) encoded = NULL;

  g_assert_true (g_str_is_ascii (dump));
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    g_string_append_len (digits, lines[i] + 8, 3 * PRISE_HEX_DUMP_WIDTH + 4);
  encoded = encode (digits->str, NULL, NULL);
  g_assert_nonnull (encoded);
  fuzz_assert_bytes (encoded, bytes);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { (const char *) data, size };
  const guint8 choice = fuzz_input_take_byte (&input);
  g_autoptr (GBytes) all = g_bytes_new (input.data, input.size);
  g_autofree char *text = fuzz_input_take_utf8 (&input);

  check_written (text);
  check_digits (all, choice);
  check_dump (all);

  return 0;
}
