// SPDX-License-Identifier: GPL-3.0-or-later
/* What a body is taken for, and its text, whatever its server says of it. */
#include "config.h"

#include <string.h>

#include "input.h"
#include "prise-body-text.h"
#include "prise-content-type.h"

static void
check_type (const char *content_type, const char *data, gsize size)
{
  g_autofree char *essence = prise_content_type_get_essence (content_type);
  g_autofree char *found = prise_content_type_find_essence (content_type, data, size);
  g_autofree char *charset = prise_content_type_get_charset (content_type);
  const PriseBodyKind kind = prise_content_type_get_kind (content_type, data, size);

  g_assert_true (g_utf8_validate (essence, -1, NULL));
  g_assert_true (g_utf8_validate (found, -1, NULL));
  g_assert_true (charset == NULL || g_utf8_validate (charset, -1, NULL));
  g_assert_cmpint (kind == PRISE_BODY_EMPTY, ==, size == 0);
  g_assert_nonnull (prise_content_type_get_suffix (content_type, data, size));
  prise_content_type_get_style (content_type, data, size);
}

static void
check_text (const char *content_type, const char *data, gsize size, gboolean is_whole)
{
  g_autofree char *unknown = prise_body_text_find_unknown (content_type);
  const char *charset = prise_body_text_find_charset (content_type, data, size);
  g_autofree char *text = prise_body_text_decode (charset, data, size, FALSE, is_whole);
  gboolean is_cut;
  g_autofree char *broken = prise_body_text_break (text, &is_cut);

  g_assert_true (g_utf8_validate (charset, -1, NULL));
  g_assert_true (unknown == NULL || g_utf8_validate (unknown, -1, NULL));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (g_utf8_validate (broken, -1, NULL));
  g_assert_true (is_cut || strlen (broken) + 1 >= strlen (text));
  prise_body_text_is_calm (text, is_whole);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { (const char *) data, size };
  const guint8 choice = fuzz_input_take_byte (&input);
  g_autofree char *content_type = fuzz_input_take_text (&input);
  g_autofree char *copy = g_memdup2 (input.data, input.size);
  /* Where no header says anything. */
  const char *said = choice & 2 ? NULL : content_type;

  check_type (said, copy, input.size);
  if (input.size > 0)
    check_text (said, copy, input.size, choice & 1);

  return 0;
}
