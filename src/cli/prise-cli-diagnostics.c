// SPDX-License-Identifier: GPL-3.0-or-later
/* What prise-cli says of itself, on standard error. */
#include "config.h"

#include <unistd.h>

#include <glib/gi18n.h>

#include "prise-cli-diagnostics.h"
#include "prise-cli-files.h"
#include "prise-json-lines.h"

/**
 * prise_cli_say:
 * @sentence: a translated sentence, in which a peer's or a file's text may stand
 *
 * What a terminal would obey is shown as an escape. Any thread.
 */
void
prise_cli_say (const char *sentence)
{
  g_autofree char *valid = g_utf8_make_valid (sentence, -1);
  g_autoptr (GString) shown = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    const gunichar c = g_utf8_get_char (p);

    if (g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT)
      g_string_append_printf (shown, c < 0x80 ? "\\x%02x" : "\\u%04x", c);
    else
      g_string_append_unichar (shown, c);
  }
  g_printerr ("prise-cli: %s\n", shown->str);
}

/**
 * prise_cli_fall_short:
 * @output: how entries are printed; nothing is printed any more
 * @code: what it is, for programs
 * @sentence: a translated sentence
 *
 * Says that what was asked for isn't done, for which no entry stands: also as an object, with
 * `--json`.
 *
 * Returns: what the process is to end with
 */
PriseCliStatus
prise_cli_fall_short (const PriseCliOutput *output, PriseErrorCode code, const char *sentence)
{
  const PriseCliFile standard_output = { .fd = STDOUT_FILENO };

  if (output->form == PRISE_CLI_FORM_JSON) {
    g_autoptr (GString) line = g_string_new (NULL);

    prise_json_append_error (code, sentence, line);
    prise_cli_file_write (&standard_output, line->str, line->len, NULL);
  }
  prise_cli_say (sentence);

  return PRISE_CLI_FAILED;
}

/**
 * prise_cli_bad_usage:
 * @command: (nullable): the command whose help tells more
 * @format: a translated sentence that names the argument
 *
 * Returns: what the process is to end with
 */
PriseCliStatus
prise_cli_bad_usage (const char *command, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list values;

  va_start (values, format);
  sentence = g_strdup_vprintf (format, values);
  va_end (values);

  prise_cli_say (sentence);
  if (command != NULL)
    g_printerr (_ ("For details, run “prise-cli %s --help”.\n"), command);
  else
    g_printerr ("%s\n", _ ("For details, run “prise-cli --help”."));

  return PRISE_CLI_BAD_USAGE;
}
