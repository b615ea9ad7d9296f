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
 * PriseErrorCode:
 * @PRISE_CODE_FAILED: whatever has no code of its own; also of entries that are no errors
 * @PRISE_CODE_UNRESOLVED: the name has no address, or can't be looked up
 * @PRISE_CODE_REFUSED: nobody listens there
 * @PRISE_CODE_TIMED_OUT: nothing came in time
 * @PRISE_CODE_UNREACHABLE: there is no route
 * @PRISE_CODE_RESET: the peer aborted the connection
 * @PRISE_CODE_NOT_SENT: not all was sent
 * @PRISE_CODE_NOT_CONNECTED: there is nobody to send to
 * @PRISE_CODE_PORT_IN_USE: another socket is bound there
 * @PRISE_CODE_NOT_PERMITTED: the system doesn't allow it
 * @PRISE_CODE_BAD_ADDRESS: an address, a port, a group or an interface that can't be used
 * @PRISE_CODE_TOO_LONG: longer than a datagram may be
 * @PRISE_CODE_LOST: datagrams for which there was no room
 * @PRISE_CODE_EXHAUSTED: the system is short of something, such as descriptors
 * @PRISE_CODE_GUARDED: a guard has stopped replies that would never end
 * @PRISE_CODE_INTERRUPTED: a signal ended it
 * @PRISE_CODE_TRUNCATED: the end is missing
 * @PRISE_CODE_MALFORMED: it isn't what it should be
 * @PRISE_CODE_STATUS: a status code that tells of an error
 * @PRISE_CODE_NOT_WRITTEN: the output can't be written
 *
 * What an error is, for programs.
 */
typedef enum {
  PRISE_CODE_FAILED,
  PRISE_CODE_UNRESOLVED,
  PRISE_CODE_REFUSED,
  PRISE_CODE_TIMED_OUT,
  PRISE_CODE_UNREACHABLE,
  PRISE_CODE_RESET,
  PRISE_CODE_NOT_SENT,
  PRISE_CODE_NOT_CONNECTED,
  PRISE_CODE_PORT_IN_USE,
  PRISE_CODE_NOT_PERMITTED,
  PRISE_CODE_BAD_ADDRESS,
  PRISE_CODE_TOO_LONG,
  PRISE_CODE_LOST,
  PRISE_CODE_EXHAUSTED,
  PRISE_CODE_GUARDED,
  PRISE_CODE_INTERRUPTED,
  PRISE_CODE_TRUNCATED,
  PRISE_CODE_MALFORMED,
  PRISE_CODE_STATUS,
  PRISE_CODE_NOT_WRITTEN,
} PriseErrorCode;

#define PRISE_N_CODES (PRISE_CODE_NOT_WRITTEN + 1)

/**
 * PriseEntry:
 * @position: its place in the journal, counted from 0 and never reused
 * @kind: what happened
 * @wall_time: µs since 1970-01-01 UTC
 * @monotonic_time: µs of g_get_monotonic_time()'s clock
 * @peer: (nullable): "address:port", or %NULL where no peer is concerned
 * @data: (array length=size) (nullable): traffic, or the sentence (UTF-8) of the other kinds
 * @size: in bytes
 * @code: what an error is
 * @is_truncated: whether it is a datagram that was longer, and lost its end
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
  PriseErrorCode code;
  gboolean is_truncated;
  gpointer bytes_owner;
} PriseEntry;

#define PRISE_ENTRY_INIT ((PriseEntry){ 0 })

void prise_entry_clear (PriseEntry *entry);
gboolean prise_entry_is_traffic (const PriseEntry *entry);
const char *prise_entry_kind_to_nick (PriseEntryKind kind);
const char *prise_error_code_to_nick (PriseErrorCode code);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PriseEntry, prise_entry_clear)

G_END_DECLS
