// SPDX-License-Identifier: GPL-3.0-or-later
/* What can be wrong with an HTTP/1.1 message, in words. Pure functions. */
#include "config.h"

#include "prise-http-problem.h"

#include <glib/gi18n-lib.h>

/* For scripts, and for people. */
static const struct {
  const char *code;
  const char *sentence;
} texts[PRISE_HTTP_N_PROBLEMS] = {
  [PRISE_HTTP_NOT_HTTP] = { "not-http", N_ ("It doesn’t begin with a line of HTTP/1.1: this is "
                                            "HTTP/0.9 or another "
                                            "protocol, and all of it is taken for the body") },
  [PRISE_HTTP_EMPTY_LINE_FIRST] = { "empty-line-first",
                                    N_ ("An empty line stands before the first line") },
  [PRISE_HTTP_BAD_START_LINE] = { "bad-start-line", N_ ("The parts of the first line aren’t "
                                                        "separated by one space each") },
  [PRISE_HTTP_BAD_VERSION] = { "bad-version", N_ ("The version is neither HTTP/1.0 nor HTTP/1.1") },
  [PRISE_HTTP_BAD_STATUS] = { "bad-status", N_ ("The status code isn’t a number from 100 to 599") },
  [PRISE_HTTP_BAD_METHOD] = { "bad-method",
                              N_ ("The method has a character that isn’t allowed there") },
  [PRISE_HTTP_BARE_LF] = { "bare-lf", N_ ("A line ends in LF alone, without CR") },
  [PRISE_HTTP_BARE_CR] = { "bare-cr", N_ ("A CR stands alone, without LF") },
  [PRISE_HTTP_FOLDED] = { "folded", N_ ("A header goes on in the next line, which is obsolete") },
  [PRISE_HTTP_SPACE_FIRST] = { "space-first", N_ ("The first header begins with white space: "
                                                  "others may skip it") },
  [PRISE_HTTP_SPACE_BEFORE_COLON] = { "space-before-colon",
                                      N_ ("White space stands before the colon of a header") },
  [PRISE_HTTP_NO_COLON] = { "no-colon", N_ ("A header has no colon") },
  [PRISE_HTTP_NO_NAME] = { "no-name", N_ ("A header has no name before its colon") },
  [PRISE_HTTP_BAD_NAME] = { "bad-name",
                            N_ ("A header’s name has a character that isn’t allowed there") },
  [PRISE_HTTP_BAD_VALUE] = { "bad-value",
                             N_ ("A control character stands in a text where none is allowed") },
  [PRISE_HTTP_BAD_LENGTH] = { "bad-length", N_ ("Content-Length isn’t a number: the body is taken "
                                                "to go on to the "
                                                "end of the connection") },
  [PRISE_HTTP_CONFLICTING_LENGTHS] = { "conflicting-lengths",
                                       N_ ("Content-Length is given more than once, with different "
                                           "numbers: the body is taken to go "
                                           "on to the end of the connection") },
  [PRISE_HTTP_LENGTH_AND_CODING] = { "length-and-coding", N_ ("Content-Length stands beside "
                                                              "Transfer-Encoding, which counts") },
  [PRISE_HTTP_UNKNOWN_CODING] = { "unknown-coding",
                                  N_ ("Transfer-Encoding names a coding that isn’t known") },
  [PRISE_HTTP_CHUNKED_NOT_LAST] = { "chunked-not-last",
                                    N_ ("chunked isn’t the last coding of Transfer-Encoding") },
  [PRISE_HTTP_CODING_IN_1_0] = { "coding-in-1-0", N_ ("HTTP/1.0 has no Transfer-Encoding") },
  [PRISE_HTTP_BAD_CHUNK_SIZE] = { "bad-chunk-size", N_ ("A chunk doesn’t begin with its size as a "
                                                        "hexadecimal number: the "
                                                        "rest is shown as it is") },
  [PRISE_HTTP_BAD_CHUNK_END] = { "bad-chunk-end", N_ ("A chunk is longer than its size says") },
  [PRISE_HTTP_TRUNCATED_HEAD] = { "truncated-head",
                                  N_ ("The connection ended in the middle of the headers") },
  [PRISE_HTTP_TRUNCATED_BODY] = { "truncated-body",
                                  N_ ("The connection ended in the middle of the body") },
  [PRISE_HTTP_NO_RESPONSE] = { "no-response", N_ ("The connection ended without a response") },
  [PRISE_HTTP_LINE_TOO_LONG] = { "line-too-long", N_ ("A line is longer than 64 KiB: only its "
                                                      "beginning is looked at") },
  [PRISE_HTTP_HEAD_TOO_LONG] = { "head-too-long", N_ ("The headers are longer than 1 MiB: the rest "
                                                      "isn’t looked at") },
  [PRISE_HTTP_TOO_MANY_HEADERS] = { "too-many-headers", N_ ("There are more than 1000 headers: the "
                                                            "rest isn’t looked at") },
  [PRISE_HTTP_EXTRA_BYTES] = { "extra-bytes", N_ ("Bytes follow the message") },
  [PRISE_HTTP_BAD_CONTENT_CODING] = { "bad-content-coding",
                                      N_ ("The body can’t be decoded as its headers say") },
  [PRISE_HTTP_IDENTITY_CODING] = { "identity-coding", N_ ("Transfer-Encoding names identity, which "
                                                          "is obsolete: it is ignored") },
  [PRISE_HTTP_BAD_CHUNK_EXTENSION] = { "bad-chunk-extension",
                                       N_ ("What follows a chunk’s size isn’t an extension, such "
                                           "as “;name=value”") },
  [PRISE_HTTP_UNKNOWN_CONTENT_CODING] = { "unknown-content-coding",
                                          N_ ("Content-Encoding names a coding that isn’t known: "
                                              "the body is shown as it came") },
  [PRISE_HTTP_BYTES_AFTER_CODING] = { "bytes-after-coding",
                                      N_ ("Bytes follow the end of the encoded body") },
  [PRISE_HTTP_BAD_JSON] = { "bad-json",
                            N_ ("The body isn’t valid JSON, although its Content-Type says so") },
  [PRISE_HTTP_UNSENT] = { "unsent",
                          N_ ("Not all of the request was sent before the response ended") },
  [PRISE_HTTP_OTHER_PROTOCOL] = { "other-protocol", N_ ("Bytes of the new protocol follow") },
  [PRISE_HTTP_CHUNKED_TWICE] = { "chunked-twice",
                                 N_ ("Transfer-Encoding names chunked more than once: the framing "
                                     "of one is undone") },
};

static char *
format_number (guint64 number)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, number);
}

/* Sentences that say how many, or where. Returns NULL if there is none. */
static char *
describe_amount (const PriseHttpProblem *problem)
{
  const gulong n = (gulong) MIN (problem->amount, G_MAXUINT);
  g_autofree char *amount = format_number (problem->amount);
  g_autofree char *total = format_number (problem->total);

  switch ((int) problem->kind) {
  case PRISE_HTTP_TRUNCATED_BODY:
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE,
                     "The connection ended in the middle of the body: %s byte is missing",
                     "The connection ended in the middle of the body: %s bytes are missing", n),
        amount);
  case PRISE_HTTP_EXTRA_BYTES:
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s byte follows the message",
                                         "%s bytes follow the message", n),
                            amount);
  case PRISE_HTTP_BYTES_AFTER_CODING:
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "%s byte follows the end of the encoded body",
                                         "%s bytes follow the end of the encoded body", n),
                            amount);
  case PRISE_HTTP_OTHER_PROTOCOL:
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "%s byte of the new protocol follows: the log shows it",
                                         "%s bytes of the new protocol follow: the log shows them",
                                         n),
                            amount);
  case PRISE_HTTP_BAD_JSON:
    return g_strdup_printf (_ ("The body isn’t valid JSON, although its Content-Type says so: byte "
                               "%s of it is unexpected"),
                            amount);
  case PRISE_HTTP_UNSENT:
    return g_strdup_printf (
        _ ("%s of %s bytes of the request were not sent before the response ended"), amount, total);
  default:
    return NULL;
  }
}

/**
 * prise_http_problem_get_code:
 * @kind: what is wrong
 *
 * Returns: (transfer none): a word that stays the same in all languages and versions
 */
const char *
prise_http_problem_get_code (PriseHttpProblemKind kind)
{
  g_return_val_if_fail ((guint) kind < PRISE_HTTP_N_PROBLEMS, NULL);

  return texts[kind].code;
}

/**
 * prise_http_problem_describe:
 * @problem: a problem
 *
 * Returns: (transfer full): a sentence without its full stop, translated
 */
char *
prise_http_problem_describe (const PriseHttpProblem *problem)
{
  char *text;

  g_return_val_if_fail ((guint) problem->kind < PRISE_HTTP_N_PROBLEMS, NULL);

  text = problem->amount > 0 ? describe_amount (problem) : NULL;

  return text != NULL ? text : g_strdup (_ (texts[problem->kind].sentence));
}
