// SPDX-License-Identifier: GPL-3.0-or-later
/* Sends standard input through a TCP client: the next piece is read when the system has taken the
 * one before, so that input of any length needs the memory of one piece. Main thread. */
#pragma once

#include "prise-tcp-client.h"

G_BEGIN_DECLS

typedef struct _PriseCliInput PriseCliInput;

/**
 * PriseCliInputEndedFunc:
 * @error: (nullable): why not all could be read and sent; %NULL at the end of the input
 * @user_data: as given to prise_cli_input_new()
 *
 * Isn't called where the client is stopped in the middle of the input.
 */
typedef void (*PriseCliInputEndedFunc) (const GError *error, gpointer user_data);

PriseCliInput *prise_cli_input_new (PriseTcpClient *client,
                                    PriseCliInputEndedFunc ended,
                                    gpointer user_data);
void prise_cli_input_hurry (PriseCliInput *self);
gboolean prise_cli_input_was_dropped (PriseCliInput *self);
void prise_cli_input_free (PriseCliInput *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseCliInput, prise_cli_input_free)

G_END_DECLS
