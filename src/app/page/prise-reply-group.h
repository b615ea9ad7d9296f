// SPDX-License-Identifier: GPL-3.0-or-later
/* The rows of a form that say what an endpoint replies by itself; others may stand below them. */
#pragma once

#include <adwaita.h>

#include "prise-responder.h"

G_BEGIN_DECLS

/**
 * PriseReplyGroup:responder:
 *
 * The last one that was without a mistake.
 */

/**
 * PriseReplyGroup:reply-tooltip:
 *
 * What the kinds of reply mean on this page.
 */

#define PRISE_TYPE_REPLY_GROUP (prise_reply_group_get_type ())
G_DECLARE_FINAL_TYPE (PriseReplyGroup, prise_reply_group, PRISE, REPLY_GROUP, AdwPreferencesGroup)

void prise_reply_group_bind_settings (PriseReplyGroup *self, GSettings *settings);
void prise_reply_group_bind_settings_once_chosen (PriseReplyGroup *self, GSettings *settings);
void prise_reply_group_set_preset (PriseReplyGroup *self, gboolean replies);
gboolean prise_reply_group_has_mistake (PriseReplyGroup *self);
void prise_reply_group_show_mistake (PriseReplyGroup *self);

G_END_DECLS
