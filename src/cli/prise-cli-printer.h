// SPDX-License-Identifier: GPL-3.0-or-later
/* Prints a journal on standard output, on a thread of its own: a pipe that nobody empties holds up
 * the printing, and neither the sockets nor the signals. */
#pragma once

#include "prise-cli-options.h"
#include "prise-journal.h"

G_BEGIN_DECLS

typedef struct _PriseCliPrinter PriseCliPrinter;

/**
 * PriseCliPrinterEndedFunc:
 * @error: (nullable): why it stopped printing, %NULL if all is printed. G_IO_ERROR_BROKEN_PIPE:
 *   nobody reads any more
 * @user_data: as given to prise_cli_printer_new()
 *
 * Called once, on the thread-default context of the one who called prise_cli_printer_new().
 */
typedef void (*PriseCliPrinterEndedFunc) (const GError *error, gpointer user_data);

PriseCliPrinter *prise_cli_printer_new (PriseJournal *journal,
                                        const PriseCliOutput *output,
                                        PriseCliPrinterEndedFunc ended,
                                        gpointer user_data);
void prise_cli_printer_add (PriseCliPrinter *self, char *text);
void prise_cli_printer_finish (PriseCliPrinter *self);
gboolean prise_cli_printer_has_seen_peer (PriseCliPrinter *self);
gboolean prise_cli_printer_has_told (PriseCliPrinter *self, const char *sentence);
const char *prise_cli_printer_get_failure (PriseCliPrinter *self);
void prise_cli_printer_free (PriseCliPrinter *self);

G_END_DECLS
