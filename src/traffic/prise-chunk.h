// SPDX-License-Identifier: GPL-3.0-or-later
/* The memory in which a journal's records stand, %PRISE_JOURNAL_CHUNK_RECORDS of them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gpointer prise_chunk_new (gboolean populated);
void prise_chunk_free (gpointer self);

G_END_DECLS
