// SPDX-License-Identifier: GPL-3.0-or-later
/* The options that all commands have, and how options are read. Every error is bad usage: a
 * sentence that names the option. */
#include "config.h"

#include <glib/gi18n.h>

#include "prise-cli-options.h"
#include "prise-journal.h"

#define MIB        (G_GUINT64_CONSTANT (1024) * 1024)
#define MAX_BUDGET (G_GUINT64_CONSTANT (1024) * 1024)

/* The common options as they were typed. */
typedef struct {
  gboolean json;
  gboolean raw;
  gboolean quiet;
  char *budget;
} Typed;

static gboolean
interpret (const Typed *typed, PriseCliOutput *output, GError **error)
{
  guint64 mib = PRISE_JOURNAL_DEFAULT_BUDGET / MIB;

  if (typed->json && typed->raw) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("--json and --raw exclude each other: leave one out"));
    return FALSE;
  }
  if (typed->budget != NULL &&
      !g_ascii_string_to_unsigned (typed->budget, 10, 1, MAX_BUDGET, &mib, NULL)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("--budget: “%s” isn’t a number of MiB from 1 to %u"), typed->budget,
                 (guint) MAX_BUDGET);
    return FALSE;
  }

  output->budget = mib * MIB;
  output->only_errors = typed->quiet;
  output->form = typed->json    ? PRISE_CLI_FORM_JSON
                 : typed->raw   ? PRISE_CLI_FORM_RAW
                 : typed->quiet ? PRISE_CLI_FORM_ASIDE
                                : PRISE_CLI_FORM_TEXT;

  return TRUE;
}

/* The entry of a short option, or of a long one that stands alone. */
static const GOptionEntry *
find_entry (const GOptionEntry *entries, char short_name, const char *long_name)
{
  for (gsize i = 0; entries[i].long_name != NULL; i++) {
    if ((short_name != '\0' && entries[i].short_name == short_name) ||
        g_strcmp0 (entries[i].long_name, long_name) == 0)
      return &entries[i];
  }

  return NULL;
}

static gboolean
takes_value (const GOptionEntry *entry)
{
  return entry != NULL && entry->arg != G_OPTION_ARG_NONE;
}

/* Appends an argument such as "-XPOST" in two. Returns whether the next is the value of the last.
 */
static gboolean
append_short (GPtrArray *all, const GOptionEntry *entries, const char *argument)
{
  for (gsize i = 1; argument[i] != '\0'; i++) {
    if (!takes_value (find_entry (entries, argument[i], NULL)))
      continue;
    g_ptr_array_add (all, g_strndup (argument, i + 1));
    if (argument[i + 1] != '\0')
      g_ptr_array_add (all, g_strdup (argument + i + 1));
    return argument[i + 1] == '\0';
  }
  g_ptr_array_add (all, g_strdup (argument));

  return FALSE;
}

/* GLib doesn't know that the value of a short option may follow it at once. */
static GStrv
split_short_options (GStrv arguments, const GOptionEntry *entries)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  gboolean is_value = FALSE;
  gboolean has_ended = FALSE;

  for (guint i = 0; arguments[i] != NULL; i++) {
    const char *argument = arguments[i];

    if (!is_value && !has_ended && argument[0] == '-' && argument[1] != '-') {
      is_value = append_short (all, entries, argument);
      continue;
    }
    has_ended = has_ended || (!is_value && g_str_equal (argument, "--"));
    is_value = !is_value && g_str_has_prefix (argument, "--") &&
               takes_value (find_entry (entries, '\0', argument + 2));
    g_ptr_array_add (all, g_strdup (argument));
  }
  g_ptr_array_add (all, NULL);

  return (GStrv) g_ptr_array_steal (all, NULL);
}

/**
 * prise_cli_options_parse:
 * @arguments: (inout): the command's name and arguments; afterwards without what was read
 * @synopsis: what follows the options in the first line of the help
 * @description: what stands below them
 * @entries: the command's own options; one named "raw" takes the place of the common one
 * @output: (out): the common ones
 * @error: bad usage
 *
 * `--help` prints and ends the process.
 *
 * Returns: whether all options were understood
 */
gboolean
prise_cli_options_parse (GStrv *arguments,
                         const char *synopsis,
                         const char *description,
                         const GOptionEntry *entries,
                         PriseCliOutput *output,
                         GError **error)
{
  Typed typed = { 0 };
  const GOptionEntry raw[] = {
    { "raw", 0, 0, G_OPTION_ARG_NONE, &typed.raw,
      _ ("Print the received bytes exactly as they came; all else on standard error"), NULL },
    { NULL },
  };
  const GOptionEntry common[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &typed.json,
      _ ("Print one JSON object per entry, one per line"), NULL },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &typed.quiet,
      _ ("Print only errors, on standard error, and where it listens"), NULL },
    { "budget", 0, 0, G_OPTION_ARG_STRING, &typed.budget,
      _ ("How much traffic waits to be printed before the oldest is dropped (256)"), _ ("MIB") },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (synopsis);
  g_autofree char *name = g_strconcat ("prise-cli ", (*arguments)[0], NULL);
  g_autofree char *budget = NULL;
  GStrv split = split_short_options (*arguments, entries);
  gboolean good;

  g_strfreev (*arguments);
  *arguments = split;
  g_set_prgname (name);
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, NULL);
  if (find_entry (entries, '\0', raw[0].long_name) == NULL)
    g_option_context_add_main_entries (context, raw, NULL);
  g_option_context_add_main_entries (context, common, NULL);
  good = g_option_context_parse_strv (context, arguments, error);
  budget = typed.budget;

  return good && interpret (&typed, output, error);
}
