// SPDX-License-Identifier: GPL-3.0-or-later
/* The messages sent before, for recalling them with the arrow keys. */
#pragma once

#include "prise-message.h"

G_BEGIN_DECLS

/* So many, and none longer than this many bytes. */
#define PRISE_MESSAGE_HISTORY_MAX_LENGTH 100
#define PRISE_MESSAGE_HISTORY_MAX_SIZE   (64 * 1024)

/**
 * PriseMessageHistoryItem:
 * @text: as it was typed
 * @format: what it was typed as
 */
typedef struct {
  char *text;
  PriseMessageFormat format;
} PriseMessageHistoryItem;

typedef struct _PriseMessageHistory PriseMessageHistory;

PriseMessageHistory *prise_message_history_new (void);
void prise_message_history_free (PriseMessageHistory *self);
void prise_message_history_add (PriseMessageHistory *self,
                                const char *text,
                                PriseMessageFormat format);
const PriseMessageHistoryItem *prise_message_history_back (PriseMessageHistory *self,
                                                           const char *text,
                                                           PriseMessageFormat format);
const PriseMessageHistoryItem *prise_message_history_forward (PriseMessageHistory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseMessageHistory, prise_message_history_free)

G_END_DECLS
