// SPDX-License-Identifier: GPL-3.0-or-later
/* The messages sent before, for recalling them with the arrow keys. */
#pragma once

#include "prise-message.h"

G_BEGIN_DECLS

/* So many, and none longer than this many bytes. */
#define PRISE_HISTORY_MAX_LENGTH 100
#define PRISE_HISTORY_MAX_SIZE   (64 * 1024)

/**
 * PriseHistoryItem:
 * @text: as it was typed
 * @format: what it was typed as
 */
typedef struct {
  char *text;
  PriseMessageFormat format;
} PriseHistoryItem;

typedef struct _PriseHistory PriseHistory;

PriseHistory *prise_history_new (void);
void prise_history_free (PriseHistory *self);
void prise_history_add (PriseHistory *self, const char *text, PriseMessageFormat format);
const PriseHistoryItem *prise_history_back (PriseHistory *self,
                                            const char *text,
                                            PriseMessageFormat format);
const PriseHistoryItem *prise_history_forward (PriseHistory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseHistory, prise_history_free)

G_END_DECLS
