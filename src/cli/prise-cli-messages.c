// SPDX-License-Identifier: GPL-3.0-or-later
/* The messages of a command line, and the bytes they stand for. */
#include "config.h"

#include "prise-cli-messages.h"
#include "prise-cli-parse.h"

/**
 * prise_cli_parse_writing:
 * @format: (nullable): what follows `--format`
 * @line_ending: (nullable): what follows `--line-ending`
 * @writing: (out): how messages are written
 * @error: bad usage
 *
 * Returns: whether both were understood
 */
gboolean
prise_cli_parse_writing (const char *format,
                         const char *line_ending,
                         PriseCliWriting *writing,
                         GError **error)
{
  int chosen_format, chosen_ending;

  if (!prise_cli_parse_choice ("--format", format, PRISE_TYPE_MESSAGE_FORMAT, &chosen_format,
                               error) ||
      !prise_cli_parse_choice ("--line-ending", line_ending, PRISE_TYPE_LINE_ENDING, &chosen_ending,
                               error))
    return FALSE;

  writing->format = chosen_format;
  writing->line_ending = chosen_ending;

  return TRUE;
}

/**
 * prise_cli_encode_messages:
 * @messages: (array zero-terminated=1): the arguments, as typed
 * @writing: how they are written
 * @error: bad usage
 *
 * Returns: (transfer full) (element-type GBytes) (nullable): their bytes
 */
GPtrArray *
prise_cli_encode_messages (const char *const *messages,
                           const PriseCliWriting *writing,
                           GError **error)
{
  g_autoptr (GPtrArray) encoded = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; messages[i] != NULL; i++) {
    GBytes *message =
        prise_message_encode (messages[i], writing->format, writing->line_ending, NULL, error);

    if (message == NULL) {
      g_prefix_error (error, "MESSAGE %u: ", i + 1);
      return NULL;
    }
    g_ptr_array_add (encoded, message);
  }

  return g_steal_pointer (&encoded);
}
