// SPDX-License-Identifier: GPL-3.0-or-later
/* The place of a mistake in a text, as a person counts and quotes it. Nothing here relies on the
 * text being valid UTF-8, because a command line may be anything. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "prise-payload-error.h"

/* clang-format off */
G_DEFINE_QUARK (prise-payload-error-quark, prise_payload_error)
/* clang-format on */

static gboolean
is_continuation (char c)
{
  return ((guchar) c & 0xc0) == 0x80;
}

/**
 * prise_payload_error_get_character:
 * @text: a text
 * @offset: a place in it, in bytes
 *
 * Returns: which character stands there, counted from 1
 */
gsize
prise_payload_error_get_character (const char *text, gsize offset)
{
  gsize character = 1;

  for (gsize i = 0; i < offset; i++) {
    if (!is_continuation (text[i]))
      character++;
  }

  return character;
}

/**
 * prise_payload_error_quote:
 * @text: a text
 * @offset: a place in it, in bytes
 * @n_characters: how many characters to take at most
 *
 * Returns: (transfer full): the characters from there on, as valid UTF-8
 */
char *
prise_payload_error_quote (const char *text, gsize offset, gsize n_characters)
{
  const char *start = text + offset;
  const char *end = start;

  for (gsize i = 0; i < n_characters && *end != '\0'; i++) {
    end++;
    while (is_continuation (*end))
      end++;
  }

  return g_utf8_make_valid (start, end - start);
}

/**
 * prise_payload_error_set:
 * @error: (out) (optional): where the error goes
 * @code: its code
 * @text: the text with the mistake
 * @offset: where the mistake begins, in bytes
 * @n_characters: how many characters of it to quote at most; not 0
 * @explanation: a translated half sentence, which says what is wrong and what to write instead
 */
void
prise_payload_error_set (GError **error,
                         PrisePayloadError code,
                         const char *text,
                         gsize offset,
                         gsize n_characters,
                         const char *explanation)
{
  g_autofree char *quoted = prise_payload_error_quote (text, offset, n_characters);
  guint character = (guint) prise_payload_error_get_character (text, offset);

  /* Translators: “\q” at character 5: there is no such escape; write “\\” for a backslash */
  g_set_error (error, PRISE_PAYLOAD_ERROR, code, _ ("“%s” at character %u: %s"), quoted, character,
               explanation);
}
