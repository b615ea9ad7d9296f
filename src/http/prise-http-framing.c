// SPDX-License-Identifier: GPL-3.0-or-later
/* What a head says of the body that follows (RFC 9112, section 6.3). Where it can't be true, the
 * body is taken to go on to the end of the connection: so all is shown. Pure functions. */
#include "config.h"

#include "prise-http-framing.h"

#include <string.h>

#include "prise-http-syntax.h"

typedef void (*ElementFunc) (PriseHttpSlice element, gpointer user_data);

/* Calls @func for each element of a comma-separated list, without the white space around it
 * (RFC 9110, section 5.6.1). Empty ones don't count. Returns how many there were. */
static guint
for_each_element (PriseHttpSlice list, ElementFunc func, gpointer user_data)
{
  const char *end = list.data + list.size;
  guint n = 0;

  for (const char *p = list.data; p < end;) {
    const char *comma = memchr (p, ',', end - p);
    const char *stop = comma != NULL ? comma : end;
    PriseHttpSlice element = { p, stop - p };

    while (element.size > 0 && prise_http_is_blank (*element.data))
      element = (PriseHttpSlice){ element.data + 1, element.size - 1 };
    while (element.size > 0 && prise_http_is_blank (element.data[element.size - 1]))
      element.size--;
    if (element.size > 0) {
      func (element, user_data);
      n++;
    }
    p = stop + 1;
  }

  return n;
}

/**
 * prise_http_slice_equal:
 * @text: a part of a message
 * @other: an ASCII string
 *
 * Returns: whether they are the same but for the case of letters
 */
gboolean
prise_http_slice_equal (PriseHttpSlice text, const char *other)
{
  return text.size == strlen (other) && g_ascii_strncasecmp (text.data, other, text.size) == 0;
}

typedef struct {
  PriseHttpFramingFacts *facts;
  guint64 offset;
  PriseHttpProblemFunc problem;
  gpointer owner;
} Note;

static gboolean
parse_length (PriseHttpSlice text, guint64 *length)
{
  *length = 0;
  for (gsize i = 0; i < text.size; i++) {
    const guint digit = (guint) text.data[i] - '0';

    if (digit > 9 || *length > (G_MAXUINT64 - digit) / 10)
      return FALSE;
    *length = *length * 10 + digit;
  }

  return text.size > 0;
}

static void
note_length (PriseHttpSlice element, gpointer user_data)
{
  const Note *note = user_data;
  PriseHttpFramingFacts *facts = note->facts;
  guint64 length;

  if (!parse_length (element, &length)) {
    facts->has_bad_length = TRUE;
    note->problem (PRISE_HTTP_BAD_LENGTH, note->offset, note->owner);
    return;
  }
  if (facts->has_length && facts->length != length) {
    facts->has_bad_length = TRUE;
    note->problem (PRISE_HTTP_CONFLICTING_LENGTHS, note->offset, note->owner);
    return;
  }
  facts->has_length = TRUE;
  facts->length = length;
  facts->length_offset = note->offset;
}

static gboolean
is_known_coding (PriseHttpSlice name)
{
  static const char *const known[] = { "gzip", "x-gzip", "deflate", "compress", "x-compress" };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++) {
    if (prise_http_slice_equal (name, known[i]))
      return TRUE;
  }

  return FALSE;
}

/* RFC 2616 had the coding "identity", which changes nothing, and let the length count. */
static void
note_coding (PriseHttpSlice element, gpointer user_data)
{
  const Note *note = user_data;
  PriseHttpFramingFacts *facts = note->facts;
  const char *semicolon = memchr (element.data, ';', element.size);
  PriseHttpSlice name = { element.data,
                          semicolon != NULL ? (gsize) (semicolon - element.data) : element.size };
  gboolean is_chunked;

  while (name.size > 0 && prise_http_is_blank (name.data[name.size - 1]))
    name.size--;
  if (prise_http_slice_equal (name, "identity")) {
    facts->has_identity = TRUE;
    note->problem (PRISE_HTTP_IDENTITY_CODING, note->offset, note->owner);
    return;
  }

  is_chunked = prise_http_slice_equal (name, "chunked");
  facts->has_coding = TRUE;
  facts->coding_offset = note->offset;
  facts->is_chunked_twice |= is_chunked && facts->has_chunked;
  facts->has_chunked |= is_chunked;
  facts->is_chunked = is_chunked;
  if (!is_chunked && !is_known_coding (name))
    note->problem (PRISE_HTTP_UNKNOWN_CODING, note->offset, note->owner);
}

static void
note_connection (PriseHttpSlice element, gpointer user_data)
{
  const Note *note = user_data;

  note->facts->says_close |= prise_http_slice_equal (element, "close");
  note->facts->says_keep_alive |= prise_http_slice_equal (element, "keep-alive");
}

/**
 * prise_http_framing_note:
 * @facts: what is known so far, zeroed at first
 * @field: the next header
 * @problem: told what is wrong
 * @owner: for @problem
 */
void
prise_http_framing_note (PriseHttpFramingFacts *facts,
                         const PriseHttpField *field,
                         PriseHttpProblemFunc problem,
                         gpointer owner)
{
  Note note = { facts, field->offset, problem, owner };

  /* Nearly all others have another length. */
  if (field->name.size == strlen ("Content-Length") &&
      prise_http_slice_equal (field->name, "Content-Length")) {
    if (for_each_element (field->value, note_length, &note) == 0)
      note_length (field->value, &note);
  } else if (field->name.size == strlen ("Transfer-Encoding") &&
             prise_http_slice_equal (field->name, "Transfer-Encoding")) {
    for_each_element (field->value, note_coding, &note);
  } else if (field->name.size == strlen ("Connection") &&
             prise_http_slice_equal (field->name, "Connection")) {
    for_each_element (field->value, note_connection, &note);
  }
}

/**
 * prise_http_framing_decide:
 * @facts: what all headers said
 * @kind: of the message, which may have a body
 * @version: its version
 * @length: (out): how long the body is, if that is said
 * @problem: told what is wrong
 * @owner: for @problem
 *
 * Returns: where the body ends
 */
PriseHttpFraming
prise_http_framing_decide (const PriseHttpFramingFacts *facts,
                           PriseHttpMessageKind kind,
                           PriseHttpVersion version,
                           guint64 *length,
                           PriseHttpProblemFunc problem,
                           gpointer owner)
{
  *length = 0;
  if (facts->has_coding) {
    if (facts->has_length)
      problem (PRISE_HTTP_LENGTH_AND_CODING, facts->length_offset, owner);
    if (version == PRISE_HTTP_1_0)
      problem (PRISE_HTTP_CODING_IN_1_0, facts->coding_offset, owner);
    if (facts->is_chunked_twice)
      problem (PRISE_HTTP_CHUNKED_TWICE, facts->coding_offset, owner);
    if (!facts->is_chunked && (facts->has_chunked || kind == PRISE_HTTP_REQUEST))
      problem (PRISE_HTTP_CHUNKED_NOT_LAST, facts->coding_offset, owner);
    return facts->is_chunked ? PRISE_HTTP_BODY_IN_CHUNKS : PRISE_HTTP_BODY_TO_END;
  }
  if (facts->has_bad_length)
    return PRISE_HTTP_BODY_TO_END;
  if (facts->has_length) {
    *length = facts->length;
    return facts->length > 0 ? PRISE_HTTP_BODY_BY_LENGTH : PRISE_HTTP_NO_BODY;
  }

  return kind == PRISE_HTTP_REQUEST ? PRISE_HTTP_NO_BODY : PRISE_HTTP_BODY_TO_END;
}

/**
 * prise_http_framing_keeps_open:
 * @facts: what all headers said
 * @version: of the message
 *
 * Where the two sides, or a proxy between them, may not agree on where the body ends, it is not
 * kept (RFC 9112, section 6.1).
 *
 * Returns: whether the sender means to keep the connection (RFC 9112, section 9.3), and can
 */
gboolean
prise_http_framing_keeps_open (const PriseHttpFramingFacts *facts, PriseHttpVersion version)
{
  const gboolean is_ambiguous =
      facts->has_identity ||
      (facts->has_coding && (facts->has_length || version != PRISE_HTTP_1_1));

  return !is_ambiguous && !facts->says_close &&
         (version == PRISE_HTTP_1_1 || facts->says_keep_alive);
}

/**
 * prise_http_framing_is_sound:
 * @facts: what all headers said
 *
 * Returns: whether they don't contradict each other about where the body ends
 */
gboolean
prise_http_framing_is_sound (const PriseHttpFramingFacts *facts)
{
  return facts->has_coding || !facts->has_bad_length;
}
