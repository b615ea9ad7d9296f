// SPDX-License-Identifier: GPL-3.0-or-later
/* Templates as people write them, expanded with whatever a peer sends. */
#include "config.h"

#include <string.h>

#include "input.h"
#include "prise-display.h"
#include "prise-template.h"

static GBytes *
expand (PriseTemplate *template, GBytes *message)
{
  const PriseTemplateValues values = { message, "127.0.0.1:1", G_MAXUINT64, 1600000000123456 };

  return prise_template_expand (template, &values, G_MAXSIZE);
}

static void
check_written (const char *text, GBytes *message)
{
  g_autoptr (GError) error = NULL;
  gsize offset = 0;
  g_autoptr (PriseTemplate) template = prise_template_new (text, &offset, &error);
  g_autoptr (GBytes) reply = NULL;

  if (template == NULL) {
    fuzz_assert_mistake (text, offset, error);
    return;
  }

  reply = expand (template, message);
  if (strstr (text, "{data}") == NULL)
    g_assert_cmpuint (g_bytes_get_size (reply), <=, strlen (text) * 5);
}

/* What is shown of a message, its braces doubled, stands for it, and so does {data}. */
static void
check_shown (GBytes *message)
{
  gsize size;
  const char *data = g_bytes_get_data (message, &size);
  g_autofree char *shown = prise_display_text (data, size);
  g_autoptr (GString) text = g_string_new (shown);
  g_autoptr (GByteArray) twice = g_byte_array_new ();
  g_autoptr (PriseTemplate) template = NULL;
  g_autoptr (GBytes) reply = NULL;

  g_string_replace (text, "{", "{{", 0);
  g_string_replace (text, "}", "}}", 0);
  g_string_append (text, "{data}");
  template = prise_template_new (text->str, NULL, NULL);
  g_assert_nonnull (template);
  reply = expand (template, message);
  g_byte_array_append (twice, (const guint8 *) data, (guint) size);
  g_byte_array_append (twice, (const guint8 *) data, (guint) size);
  g_assert_cmpmem (g_bytes_get_data (reply, NULL), g_bytes_get_size (reply), twice->data,
                   twice->len);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { (const char *) data, size };
  g_autofree char *text = fuzz_input_take_utf8 (&input);
  g_autoptr (GBytes) message = fuzz_input_take_rest (&input);

  check_written (text, message);
  check_shown (message);

  return 0;
}
