// SPDX-License-Identifier: GPL-3.0-or-later
/* One entry of a journal, as a reader sees it. It holds a reference to the segment in which its
 * bytes stand and to its peer's name. Plain data, any thread. */
#include "config.h"

#include "prise-entry.h"
#include "prise-segment.h"

/**
 * prise_entry_clear:
 * @entry: an entry filled by prise_journal_read(), or a cleared one
 *
 * Releases what @entry holds and zeroes it.
 */
void
prise_entry_clear (PriseEntry *entry)
{
  g_clear_pointer (&entry->peer, g_ref_string_release);
  g_clear_pointer ((PriseSegment **) &entry->bytes_owner, prise_segment_unref);
  *entry = PRISE_ENTRY_INIT;
}

/**
 * prise_entry_is_traffic:
 * @entry: an entry
 *
 * Returns: whether its bytes crossed the wire; those of other kinds are a sentence
 */
gboolean
prise_entry_is_traffic (const PriseEntry *entry)
{
  return entry->kind == PRISE_ENTRY_SENT || entry->kind == PRISE_ENTRY_RECEIVED;
}

/**
 * prise_entry_kind_to_nick:
 * @kind: a kind
 *
 * Returns: (transfer none): its name for programs, such as "received"; never translated
 */
const char *
prise_entry_kind_to_nick (PriseEntryKind kind)
{
  static const char *const nicks[PRISE_ENTRY_N_KINDS] = {
    [PRISE_ENTRY_OPENED] = "opened", [PRISE_ENTRY_CLOSED] = "closed",
    [PRISE_ENTRY_SENT] = "sent",     [PRISE_ENTRY_RECEIVED] = "received",
    [PRISE_ENTRY_NOTE] = "note",     [PRISE_ENTRY_ERROR] = "error",
  };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (nicks), "");

  return nicks[kind];
}

/**
 * prise_error_code_to_nick:
 * @code: a code
 *
 * Returns: (transfer none): its name for programs, such as "refused"; never translated, and the
 * same in all versions
 */
const char *
prise_error_code_to_nick (PriseErrorCode code)
{
  static const char *const nicks[PRISE_N_CODES] = {
    [PRISE_CODE_FAILED] = "failed",
    [PRISE_CODE_UNRESOLVED] = "unresolved",
    [PRISE_CODE_REFUSED] = "refused",
    [PRISE_CODE_TIMED_OUT] = "timed-out",
    [PRISE_CODE_UNREACHABLE] = "unreachable",
    [PRISE_CODE_RESET] = "reset",
    [PRISE_CODE_NOT_SENT] = "not-sent",
    [PRISE_CODE_NOT_CONNECTED] = "not-connected",
    [PRISE_CODE_PORT_IN_USE] = "port-in-use",
    [PRISE_CODE_NOT_PERMITTED] = "not-permitted",
    [PRISE_CODE_BAD_ADDRESS] = "bad-address",
    [PRISE_CODE_TOO_LONG] = "too-long",
    [PRISE_CODE_LOST] = "lost",
    [PRISE_CODE_EXHAUSTED] = "exhausted",
    [PRISE_CODE_GUARDED] = "guarded",
    [PRISE_CODE_INTERRUPTED] = "interrupted",
    [PRISE_CODE_TRUNCATED] = "truncated",
    [PRISE_CODE_MALFORMED] = "malformed",
    [PRISE_CODE_STATUS] = "status",
    [PRISE_CODE_NOT_WRITTEN] = "not-written",
  };

  g_return_val_if_fail ((guint) code < G_N_ELEMENTS (nicks), "");

  return nicks[code];
}
