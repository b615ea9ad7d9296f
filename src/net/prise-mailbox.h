// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseMailbox:
 *
 * How the I/O thread tells an object of another thread what happened: messages in order, and a
 * nudge that says 'look again' at most every few milliseconds. It doesn't keep the object alive.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PriseMailbox PriseMailbox;

typedef void (*PriseMailFunc) (gpointer target, gpointer message);

PriseMailbox *prise_mailbox_new (GObject *target, GMainContext *context, PriseMailFunc look_again);
PriseMailbox *prise_mailbox_ref (PriseMailbox *self);
void prise_mailbox_unref (PriseMailbox *self);
void prise_mailbox_send (PriseMailbox *self,
                         PriseMailFunc func,
                         gpointer message,
                         GDestroyNotify free_message);
void prise_mailbox_return (PriseMailbox *self, GTask *task, const GError *error);
void prise_mailbox_nudge (PriseMailbox *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseMailbox, prise_mailbox_unref)

G_END_DECLS
