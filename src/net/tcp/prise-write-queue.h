// SPDX-License-Identifier: GPL-3.0-or-later
/* What waits to be sent on one stream socket. Bytes are held by reference; only small replies that
 * have to wait are copied. */
#pragma once

#include "prise-reply-budget.h"

G_BEGIN_DECLS

typedef void (*PriseWriteDoneFunc) (const GError *error, gpointer user_data);
typedef void (*PriseWroteFunc) (const guint8 *data, gsize size, gpointer user_data);

/**
 * PriseWriteQueue:
 * @items: the queue
 * @size: how many bytes wait
 * @reply_size: how many of them are automatic replies
 * @budget: (nullable): which counts these, too; it outlives the queue
 *
 * Embed it zeroed.
 */
typedef struct {
  GQueue items;
  gsize size;
  gsize reply_size;
  PriseReplyBudget *budget;
} PriseWriteQueue;

gboolean prise_write_queue_is_empty (PriseWriteQueue *self);
void prise_write_queue_push (PriseWriteQueue *self,
                             GBytes *bytes,
                             gboolean is_reply,
                             PriseWriteDoneFunc done,
                             gpointer user_data);
int prise_write_queue_write (PriseWriteQueue *self,
                             GSocket *socket,
                             PriseWroteFunc wrote,
                             gpointer user_data);
void prise_write_queue_fail (PriseWriteQueue *self, const GError *error);

G_END_DECLS
