// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseResponder:
 *
 * What an endpoint replies by itself: nothing, echo, or a template. An immutable, reference counted
 * value, used from any thread; it runs on the I/O thread, for every message.
 */
#pragma once

#include <gio/gio.h>

#include "prise-template.h"

G_BEGIN_DECLS

/* A template may hold its message a thousand times: no reply is longer, in bytes. */
#define PRISE_RESPONDER_MAX_REPLY ((gsize) 4 * 1024 * 1024)

#define PRISE_TYPE_RESPONDER (prise_responder_get_type ())

typedef struct _PriseResponder PriseResponder;

GType prise_responder_get_type (void) G_GNUC_CONST;
PriseResponder *prise_responder_new_none (void);
PriseResponder *prise_responder_new_echo (void);
PriseResponder *prise_responder_new_template (PriseTemplate *template);
PriseResponder *prise_responder_ref (PriseResponder *self);
void prise_responder_unref (PriseResponder *self);
gboolean prise_responder_is_none (PriseResponder *self);
GBytes *prise_responder_reply (PriseResponder *self,
                               GBytes *message,
                               const char *peer,
                               guint64 count,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseResponder, prise_responder_unref)

G_END_DECLS
