// SPDX-License-Identifier: GPL-3.0-or-later
/* What prise-cli says of itself, on standard error. */
#include "config.h"

#include <glib/gi18n.h>

#include "prise-cli-diagnostics.h"

/**
 * prise_cli_say:
 * @sentence: a translated sentence
 *
 * Any thread.
 */
void
prise_cli_say (const char *sentence)
{
  g_printerr ("prise-cli: %s\n", sentence);
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
    g_printerr (_ ("“prise-cli %s --help” tells more.\n"), command);
  else
    g_printerr ("%s\n", _ ("“prise-cli --help” tells more."));

  return PRISE_CLI_BAD_USAGE;
}
