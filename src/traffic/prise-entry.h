// SPDX-License-Identifier: GPL-3.0-or-later
/* One entry of a journal, as a reader sees it: a copy of its record with references to its peer and
 * bytes, so that it stays valid whatever the journal drops meanwhile. Plain data, any thread. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PriseEntryKind:
 * @PRISE_ENTRY_OPENED: a connection or socket opened; its bytes are a sentence
 * @PRISE_ENTRY_CLOSED: it is closed; a sentence
 * @PRISE_ENTRY_SENT: bytes handed to the system for sending
 * @PRISE_ENTRY_RECEIVED: bytes read from the socket
 * @PRISE_ENTRY_NOTE: something worth knowing, such as an end of stream; a sentence
 * @PRISE_ENTRY_ERROR: something failed; a sentence
 */
typedef enum {
  PRISE_ENTRY_OPENED,
  PRISE_ENTRY_CLOSED,
  PRISE_ENTRY_SENT,
  PRISE_ENTRY_RECEIVED,
  PRISE_ENTRY_NOTE,
  PRISE_ENTRY_ERROR,
} PriseEntryKind;

#define PRISE_ENTRY_N_KINDS (PRISE_ENTRY_ERROR + 1)

/**
 * PriseEntry:
 * @position: its place in the journal, counted from 0 and never reused
 * @kind: what happened
 * @wall_time: µs since 1970-01-01 UTC
 * @monotonic_time: µs of g_get_monotonic_time()'s clock
 * @peer: (nullable): "address:port", or %NULL where no peer is concerned
 * @data: (array length=size) (nullable): traffic, or the sentence (UTF-8) of the other kinds
 * @size: in bytes
 * @is_cut: whether it is a datagram that was longer, and lost its end
 * @bytes_owner: what keeps @data alive
 *
 * Fill it with prise_journal_read(), empty it with prise_entry_clear().
 */
typedef struct {
  guint64 position;
  PriseEntryKind kind;
  gint64 wall_time;
  gint64 monotonic_time;
  GRefString *peer;
  const guint8 *data;
  gsize size;
  gboolean is_cut;
  gpointer bytes_owner;
} PriseEntry;

#define PRISE_ENTRY_INIT ((PriseEntry){ 0 })

void prise_entry_clear (PriseEntry *entry);
gboolean prise_entry_is_traffic (const PriseEntry *entry);
const char *prise_entry_kind_to_nick (PriseEntryKind kind);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PriseEntry, prise_entry_clear)

G_END_DECLS
