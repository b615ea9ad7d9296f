// SPDX-License-Identifier: GPL-3.0-or-later
/* Tells when so many datagrams have come. The main thread. */
#pragma once

#include "prise-journal.h"

G_BEGIN_DECLS

typedef struct _PriseCliArrivals PriseCliArrivals;

typedef void (*PriseCliArrivedFunc) (gpointer user_data);

PriseCliArrivals *prise_cli_arrivals_new (PriseJournal *journal,
                                          guint count,
                                          PriseCliArrivedFunc arrived,
                                          gpointer user_data);
void prise_cli_arrivals_free (PriseCliArrivals *self);

guint64 prise_cli_arrivals_count (PriseJournal *journal);

G_END_DECLS
