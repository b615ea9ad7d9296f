// SPDX-License-Identifier: GPL-3.0-or-later
/* Command lines of curl, as they stand in manuals; a request that became one, and was read from it
 * again, is the same. */
#include "config.h"

#include <string.h>

#include "input.h"
#include "prise-http-curl.h"

/* Where the request has a body, the line is for a shell alone. */
static void
check_line (PriseHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = prise_http_request_to_curl (request, "localhost", 8080, &error);
  g_autoptr (PriseHttpCurl) again = NULL;

  if (line == NULL) {
    g_assert_error (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_CANNOT_SEND);
    return;
  }
  g_assert_true (g_utf8_validate (line, -1, NULL));
  if (!g_str_has_prefix (line, "curl "))
    return;

  again = prise_http_curl_read (line, &error);
  g_assert_no_error (error);
  g_assert_true (prise_http_request_equal (again->request, request));
}

static void
check_written (const char *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PriseHttpCurl) curl = prise_http_curl_read (command, &error);

  if (curl == NULL) {
    fuzz_assert_mistake (command, 0, error);
    return;
  }
  g_assert_true (g_utf8_validate (curl->url, -1, NULL));
  check_line (curl->request);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { (const char *) data, size };
  g_autofree char *command = fuzz_input_take_utf8 (&input);
  g_autoptr (GBytes) rest = fuzz_input_take_rest (&input);
  g_autoptr (PriseHttpRequest) request = prise_http_request_new (rest);

  check_written (command);
  check_line (request);

  return 0;
}
