// SPDX-License-Identifier: GPL-3.0-or-later
/* Tells when so many datagrams have come. The main thread. */
#pragma once

#include "prise-journal.h"

G_BEGIN_DECLS

typedef struct _PriseCliDatagramCount PriseCliDatagramCount;

typedef void (*PriseCliDatagramCountFunc) (gpointer user_data);

PriseCliDatagramCount *prise_cli_datagram_count_new (PriseJournal *journal,
                                                     guint count,
                                                     PriseCliDatagramCountFunc arrived,
                                                     PriseCliDatagramCountFunc refused,
                                                     gpointer user_data);
void prise_cli_datagram_count_free (PriseCliDatagramCount *self);

guint64 prise_cli_datagram_count_get (PriseJournal *journal);

G_END_DECLS
