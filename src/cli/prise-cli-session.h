// SPDX-License-Identifier: GPL-3.0-or-later
/* One session of an endpoint on the command line: from its start until it is closed and all is
 * printed. Owned by the main thread. */
#pragma once

#include "prise-cli-command.h"
#include "prise-cli-options.h"
#include "prise-endpoint.h"

G_BEGIN_DECLS

typedef struct _PriseCliSession PriseCliSession;

typedef void (*PriseCliSessionClosedFunc) (gpointer user_data);

PriseCliSession *prise_cli_session_new (PriseEndpoint *endpoint, const PriseCliOutput *output);
GCancellable *prise_cli_session_get_cancellable (PriseCliSession *self);
void prise_cli_session_print (PriseCliSession *self);
void prise_cli_session_mind_peers (PriseCliSession *self);
void prise_cli_session_hold (PriseCliSession *self,
                             PriseCliSessionClosedFunc closed,
                             gpointer user_data);
void prise_cli_session_release (PriseCliSession *self);
void prise_cli_session_add_text (PriseCliSession *self, char *text);
gboolean prise_cli_session_has_seen_peer (PriseCliSession *self);
gboolean prise_cli_session_was_interrupted (PriseCliSession *self);
void prise_cli_session_set_failed (PriseCliSession *self);
gboolean prise_cli_session_has_failed (PriseCliSession *self);
void prise_cli_session_complain (PriseCliSession *self, const GError *error);
void prise_cli_session_fail (PriseCliSession *self, const GError *error);
void prise_cli_session_stop (PriseCliSession *self);
PriseCliStatus prise_cli_session_until_end (PriseCliSession *self);
void prise_cli_session_free (PriseCliSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseCliSession, prise_cli_session_free)

G_END_DECLS
