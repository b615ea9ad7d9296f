// SPDX-License-Identifier: GPL-3.0-or-later
/* One run of an endpoint on the command line: from its start until it is closed and all is printed.
 * Owned by the main thread. */
#pragma once

#include "prise-cli-command.h"
#include "prise-cli-options.h"
#include "prise-endpoint.h"

G_BEGIN_DECLS

typedef struct _PriseCliRun PriseCliRun;

typedef void (*PriseCliRunClosedFunc) (gpointer user_data);

PriseCliRun *prise_cli_run_new (PriseEndpoint *endpoint, const PriseCliOutput *output);
GCancellable *prise_cli_run_get_cancellable (PriseCliRun *self);
void prise_cli_run_print (PriseCliRun *self);
void prise_cli_run_mind_peers (PriseCliRun *self);
void prise_cli_run_hold (PriseCliRun *self, PriseCliRunClosedFunc closed, gpointer user_data);
void prise_cli_run_release (PriseCliRun *self);
void prise_cli_run_add_text (PriseCliRun *self, char *text);
gboolean prise_cli_run_was_interrupted (PriseCliRun *self);
void prise_cli_run_set_failed (PriseCliRun *self);
void prise_cli_run_complain (PriseCliRun *self, const GError *error);
void prise_cli_run_fail (PriseCliRun *self, const GError *error);
void prise_cli_run_stop (PriseCliRun *self);
PriseCliStatus prise_cli_run_until_end (PriseCliRun *self);
void prise_cli_run_free (PriseCliRun *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseCliRun, prise_cli_run_free)

G_END_DECLS
