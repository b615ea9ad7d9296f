// SPDX-License-Identifier: GPL-3.0-or-later
/* What a command of prise-cli is. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PriseCliStatus:
 * @PRISE_CLI_DONE: what was asked for is done
 * @PRISE_CLI_FAILED: the network said no, or the output couldn't be written
 * @PRISE_CLI_BAD_USAGE: the arguments make no sense; a sentence on standard error names the one
 *
 * What the process ends with.
 */
typedef enum {
  PRISE_CLI_DONE = 0,
  PRISE_CLI_FAILED = 1,
  PRISE_CLI_BAD_USAGE = 2,
} PriseCliStatus;

/**
 * PriseCliCommand:
 * @name: how it is called
 * @summary: what it does, untranslated
 * @run: does it, blocking; the first of the arguments is the command's name
 */
typedef struct {
  const char *name;
  const char *summary;
  PriseCliStatus (*run) (GStrv arguments);
} PriseCliCommand;

G_END_DECLS
