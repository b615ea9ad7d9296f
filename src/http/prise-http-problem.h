// SPDX-License-Identifier: GPL-3.0-or-later
/* What can be wrong with an HTTP/1.1 message, and what to say of it. Values; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PriseHttpProblemKind:
 * @PRISE_HTTP_NOT_HTTP: it doesn't begin with a status line: HTTP/0.9, or another protocol
 * @PRISE_HTTP_EMPTY_LINE_FIRST: an empty line stands before the start line
 * @PRISE_HTTP_BAD_START_LINE: the start line isn't what it should be
 * @PRISE_HTTP_BAD_VERSION: not HTTP/1.0 or HTTP/1.1
 * @PRISE_HTTP_BAD_STATUS: not three digits from 100 to 599
 * @PRISE_HTTP_BAD_METHOD: a character that a method may not have
 * @PRISE_HTTP_BARE_LF: a line ends in LF alone
 * @PRISE_HTTP_BARE_CR: a CR that isn't followed by LF
 * @PRISE_HTTP_FOLDED: a header goes on in the next line (obs-fold)
 * @PRISE_HTTP_SPACE_FIRST: the first header line begins with white space
 * @PRISE_HTTP_SPACE_BEFORE_COLON: white space between a header's name and the colon
 * @PRISE_HTTP_NO_COLON: a header line without a colon
 * @PRISE_HTTP_NO_NAME: a header line that begins with the colon
 * @PRISE_HTTP_BAD_NAME: a character that a header's name may not have
 * @PRISE_HTTP_BAD_VALUE: a control character in a header's value
 * @PRISE_HTTP_BAD_LENGTH: Content-Length isn't a number
 * @PRISE_HTTP_CONFLICTING_LENGTHS: several Content-Length that differ
 * @PRISE_HTTP_LENGTH_AND_CODING: Content-Length beside Transfer-Encoding
 * @PRISE_HTTP_UNKNOWN_CODING: a transfer coding that isn't known
 * @PRISE_HTTP_CHUNKED_NOT_LAST: chunked isn't the last transfer coding
 * @PRISE_HTTP_CODING_IN_1_0: Transfer-Encoding in a message of HTTP/1.0
 * @PRISE_HTTP_BAD_CHUNK_SIZE: a chunk doesn't begin with a hexadecimal number
 * @PRISE_HTTP_BAD_CHUNK_END: a chunk is longer than it said
 * @PRISE_HTTP_TRUNCATED_HEAD: the connection ended within the head
 * @PRISE_HTTP_TRUNCATED_BODY: the connection ended within the body
 * @PRISE_HTTP_NO_RESPONSE: the connection ended before the first byte
 * @PRISE_HTTP_LINE_TOO_LONG: a line that is longer than we look at
 * @PRISE_HTTP_HEAD_TOO_LONG: a head that is longer than we look at
 * @PRISE_HTTP_TOO_MANY_HEADERS: more headers than we look at
 * @PRISE_HTTP_EXTRA_BYTES: bytes that follow the message
 * @PRISE_HTTP_BAD_CONTENT_CODING: the content can't be decoded as its header says
 * @PRISE_HTTP_IDENTITY_CODING: the transfer coding identity, which was one in RFC 2616
 * @PRISE_HTTP_BAD_CHUNK_EXTENSION: what stands behind a chunk's size isn't an extension
 * @PRISE_HTTP_UNKNOWN_CONTENT_CODING: a content coding that isn't known
 * @PRISE_HTTP_BYTES_AFTER_CODING: bytes that follow the end of the encoded content
 * @PRISE_HTTP_BAD_JSON: the content isn't the JSON that its header says it is
 * @PRISE_HTTP_UNSENT: not all of the request was sent when the response was over
 * @PRISE_HTTP_OTHER_PROTOCOL: bytes of the protocol to which the response switches: it is no fault
 * @PRISE_HTTP_CHUNKED_TWICE: chunked is named more than once, which section 6.1 forbids
 *
 * RFC 9112 unless it is said otherwise.
 */
typedef enum {
  PRISE_HTTP_NOT_HTTP,
  PRISE_HTTP_EMPTY_LINE_FIRST,
  PRISE_HTTP_BAD_START_LINE,
  PRISE_HTTP_BAD_VERSION,
  PRISE_HTTP_BAD_STATUS,
  PRISE_HTTP_BAD_METHOD,
  PRISE_HTTP_BARE_LF,
  PRISE_HTTP_BARE_CR,
  PRISE_HTTP_FOLDED,
  PRISE_HTTP_SPACE_FIRST,
  PRISE_HTTP_SPACE_BEFORE_COLON,
  PRISE_HTTP_NO_COLON,
  PRISE_HTTP_NO_NAME,
  PRISE_HTTP_BAD_NAME,
  PRISE_HTTP_BAD_VALUE,
  PRISE_HTTP_BAD_LENGTH,
  PRISE_HTTP_CONFLICTING_LENGTHS,
  PRISE_HTTP_LENGTH_AND_CODING,
  PRISE_HTTP_UNKNOWN_CODING,
  PRISE_HTTP_CHUNKED_NOT_LAST,
  PRISE_HTTP_CODING_IN_1_0,
  PRISE_HTTP_BAD_CHUNK_SIZE,
  PRISE_HTTP_BAD_CHUNK_END,
  PRISE_HTTP_TRUNCATED_HEAD,
  PRISE_HTTP_TRUNCATED_BODY,
  PRISE_HTTP_NO_RESPONSE,
  PRISE_HTTP_LINE_TOO_LONG,
  PRISE_HTTP_HEAD_TOO_LONG,
  PRISE_HTTP_TOO_MANY_HEADERS,
  PRISE_HTTP_EXTRA_BYTES,
  PRISE_HTTP_BAD_CONTENT_CODING,
  PRISE_HTTP_IDENTITY_CODING,
  PRISE_HTTP_BAD_CHUNK_EXTENSION,
  PRISE_HTTP_UNKNOWN_CONTENT_CODING,
  PRISE_HTTP_BYTES_AFTER_CODING,
  PRISE_HTTP_BAD_JSON,
  PRISE_HTTP_UNSENT,
  PRISE_HTTP_OTHER_PROTOCOL,
  PRISE_HTTP_CHUNKED_TWICE,
  PRISE_HTTP_N_PROBLEMS,
} PriseHttpProblemKind;

/**
 * PriseHttpProblem:
 * @kind: what is wrong
 * @offset: where, from the first byte
 * @amount: of PRISE_HTTP_TRUNCATED_BODY: how many bytes are missing, 0 if that isn't known; of
 *   those that tell of bytes: how many; of PRISE_HTTP_BAD_JSON: where in the decoded body
 * @total: of PRISE_HTTP_UNSENT: how long the request is
 */
typedef struct {
  PriseHttpProblemKind kind;
  guint64 offset;
  guint64 amount;
  guint64 total;
} PriseHttpProblem;

const char *prise_http_problem_get_code (PriseHttpProblemKind kind);
char *prise_http_problem_describe (const PriseHttpProblem *problem);

G_END_DECLS
