// SPDX-License-Identifier: GPL-3.0-or-later
/* A request in the editor: what is shown of its bytes stands for them. */
#include "config.h"

#include "input.h"
#include "prise-http-escape-text.h"

static void
check_shown (GBytes *bytes)
{
  g_autofree char *shown = prise_http_escape_text_from_bytes (bytes);
  g_autoptr (GError) error = NULL;
  gsize offset = 0;
  g_autoptr (GBytes) again = prise_http_escape_text_to_bytes (shown, &offset, &error);

  g_assert_true (g_utf8_validate (shown, -1, NULL));
  g_assert_no_error (error);
  fuzz_assert_bytes (again, bytes);
}

static void
check_written (const char *text)
{
  g_autofree char *marked = prise_http_escape_text_mark_breaks (text);
  g_autoptr (GError) error = NULL;
  gsize offset = 0;
  g_autoptr (GBytes) bytes = prise_http_escape_text_to_bytes (text, &offset, &error);

  g_assert_true (g_utf8_validate (marked, -1, NULL));
  if (bytes == NULL)
    fuzz_assert_mistake (text, offset, error);
  else
    check_shown (bytes);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { (const char *) data, size };
  g_autoptr (GBytes) all = g_bytes_new (data, size);
  g_autofree char *text = fuzz_input_take_utf8 (&input);

  check_shown (all);
  check_written (text);

  return 0;
}
