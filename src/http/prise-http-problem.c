// SPDX-License-Identifier: GPL-3.0-or-later
/* What can be wrong with an HTTP/1.1 message, in words. Pure functions. */
#include "config.h"

#include "prise-http-problem.h"

#include <glib/gi18n-lib.h>

static const char *const sentences[PRISE_HTTP_N_PROBLEMS] = {
  [PRISE_HTTP_NOT_HTTP] =
      N_ ("It doesn’t begin with a line of HTTP/1.1: this is HTTP/0.9 or another "
          "protocol, and all of it is taken for the body"),
  [PRISE_HTTP_EMPTY_LINE_FIRST] = N_ ("An empty line stands before the first line"),
  [PRISE_HTTP_BAD_START_LINE] =
      N_ ("The parts of the first line aren’t separated by one space each"),
  [PRISE_HTTP_BAD_VERSION] = N_ ("The version is neither HTTP/1.0 nor HTTP/1.1"),
  [PRISE_HTTP_BAD_STATUS] = N_ ("The status isn’t a number from 100 to 599"),
  [PRISE_HTTP_BAD_METHOD] = N_ ("The method has a character that isn’t allowed there"),
  [PRISE_HTTP_BARE_LF] = N_ ("A line ends in LF alone, without CR"),
  [PRISE_HTTP_BARE_CR] = N_ ("A CR stands alone, without LF"),
  [PRISE_HTTP_FOLDED] = N_ ("A header goes on in the next line, which is obsolete"),
  [PRISE_HTTP_SPACE_FIRST] = N_ ("The first header begins with white space: others may skip it"),
  [PRISE_HTTP_SPACE_BEFORE_COLON] = N_ ("White space stands before the colon of a header"),
  [PRISE_HTTP_NO_COLON] = N_ ("A header has no colon"),
  [PRISE_HTTP_NO_NAME] = N_ ("A header has no name before its colon"),
  [PRISE_HTTP_BAD_NAME] = N_ ("A header’s name has a character that isn’t allowed there"),
  [PRISE_HTTP_BAD_VALUE] = N_ ("A control character stands in a text where none is allowed"),
  [PRISE_HTTP_BAD_LENGTH] = N_ ("Content-Length isn’t a number: the body is taken to go on to the "
                                "end of the connection"),
  [PRISE_HTTP_CONFLICTING_LENGTHS] =
      N_ ("Content-Length is given more than once, with different numbers: the body is taken to go "
          "on to the end of the connection"),
  [PRISE_HTTP_LENGTH_AND_CODING] =
      N_ ("Content-Length stands beside Transfer-Encoding, which counts"),
  [PRISE_HTTP_UNKNOWN_CODING] = N_ ("Transfer-Encoding names a coding that isn’t known"),
  [PRISE_HTTP_CHUNKED_NOT_LAST] = N_ ("chunked isn’t the last coding of Transfer-Encoding"),
  [PRISE_HTTP_CODING_IN_1_0] = N_ ("HTTP/1.0 has no Transfer-Encoding"),
  [PRISE_HTTP_BAD_CHUNK_SIZE] =
      N_ ("A chunk doesn’t begin with its size as a hexadecimal number: the "
          "rest is shown as it is"),
  [PRISE_HTTP_BAD_CHUNK_END] = N_ ("A chunk is longer than its size says"),
  [PRISE_HTTP_TRUNCATED_HEAD] = N_ ("The connection ended in the middle of the head"),
  [PRISE_HTTP_TRUNCATED_BODY] = N_ ("The connection ended in the middle of the body"),
  [PRISE_HTTP_NO_RESPONSE] = N_ ("The connection ended without an answer"),
  [PRISE_HTTP_LINE_TOO_LONG] = N_ ("A line is longer than 64 KiB: only its beginning is looked at"),
  [PRISE_HTTP_HEAD_TOO_LONG] = N_ ("The head is longer than 1 MiB: the rest isn’t looked at"),
  [PRISE_HTTP_TOO_MANY_HEADERS] = N_ ("There are more than 1000 headers: the rest isn’t looked at"),
  [PRISE_HTTP_EXTRA_BYTES] = N_ ("Bytes follow the message"),
  [PRISE_HTTP_BAD_CONTENT_CODING] = N_ ("The body can’t be decoded as its headers say"),
};

/* Sentences that say how many. */
static char *
describe_amount (const PriseHttpProblem *problem)
{
  const gulong n = (gulong) MIN (problem->amount, G_MAXUINT);
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, problem->amount);

  if (problem->kind == PRISE_HTTP_TRUNCATED_BODY)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE,
                     "The connection ended in the middle of the body: %s byte is missing",
                     "The connection ended in the middle of the body: %s bytes are missing", n),
        count);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s byte follows the message",
                                       "%s bytes follow the message", n),
                          count);
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
  g_return_val_if_fail ((guint) problem->kind < PRISE_HTTP_N_PROBLEMS, NULL);

  if (problem->amount > 0)
    return describe_amount (problem);

  return g_strdup (_ (sentences[problem->kind]));
}
