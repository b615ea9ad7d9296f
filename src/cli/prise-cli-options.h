// SPDX-License-Identifier: GPL-3.0-or-later
/* The options that all commands have, and how options are read. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PriseCliForm:
 * @PRISE_CLI_FORM_TEXT: a readable line an entry
 * @PRISE_CLI_FORM_JSON: a JSON object an entry, one a line
 * @PRISE_CLI_FORM_RAW: the received bytes as they came; all else on standard error, as text
 * @PRISE_CLI_FORM_ASIDE: a readable line an entry, on standard error
 *
 * What entries look like.
 */
typedef enum {
  PRISE_CLI_FORM_TEXT,
  PRISE_CLI_FORM_JSON,
  PRISE_CLI_FORM_RAW,
  PRISE_CLI_FORM_ASIDE,
} PriseCliForm;

/**
 * PriseCliOutput:
 * @form: what entries look like
 * @only_errors: whether only errors are printed
 * @budget: of the journal, and of the spools of responses, in bytes
 *
 * The common options, as their user meant them.
 */
typedef struct {
  PriseCliForm form;
  gboolean only_errors;
  guint64 budget;
} PriseCliOutput;

gboolean prise_cli_options_parse (GStrv *arguments,
                                  const char *synopsis,
                                  const char *description,
                                  const GOptionEntry *entries,
                                  PriseCliOutput *output,
                                  GError **error);

G_END_DECLS
