// SPDX-License-Identifier: GPL-3.0-or-later
/* Any bytes as a request: a change of one part leaves all others as they are. */
#include "config.h"

#include <string.h>

#include "input.h"
#include "prise-http-request-patch.h"
#include "prise-http-secrets.h"

static void
assert_same (PriseHttpRequest *request, GBytes *bytes)
{
  g_autoptr (GBytes) written = prise_http_request_dup_bytes (request);

  fuzz_assert_bytes (written, bytes);
}

static void
check_header (PriseHttpRequest *request, GBytes *bytes, guint index)
{
  const PriseHttpRequestHeader *header =
      &g_array_index (request->headers, PriseHttpRequestHeader, index);
  g_autoptr (GBytes) line = prise_http_request_patch_dup_line (request, index);
  g_autoptr (PriseHttpRequest) without = prise_http_request_without_header (request, index);
  g_autoptr (PriseHttpRequest) again = prise_http_request_patch_insert (without, index, line);
  g_autoptr (PriseHttpRequest) changed =
      prise_http_request_patch_change (request, index, "Name", "value");
  const PriseHttpRequestHeader *new_header =
      &g_array_index (changed->headers, PriseHttpRequestHeader, index);

  g_assert_cmpuint (header->offset + header->size, <=, request->headers_end);
  assert_same (again, bytes);
  g_assert_cmpuint (changed->headers->len, ==, request->headers->len);
  g_assert_cmpstr (new_header->name, ==, "Name");
  g_assert_cmpstr (new_header->value, ==, "value");
  g_assert_true (g_bytes_equal (changed->body, request->body));
}

/* Without a method the header is the first line. */
static void
check_length (PriseHttpRequest *request)
{
  g_autoptr (PriseHttpRequest) with_length = prise_http_request_patch_length (request);
  g_autoptr (PriseHttpRequest) again = prise_http_request_patch_length (with_length);

  if (*request->method != '\0')
    g_assert_true (prise_http_request_equal (again, with_length));
}

/* Behind a secret header's colon stands nothing. */
static void
check_no_secret (GBytes *bytes)
{
  g_autoptr (PriseHttpRequest) request = prise_http_request_new (bytes);

  for (guint i = 0; i < request->headers->len; i++) {
    const PriseHttpRequestHeader *header =
        &g_array_index (request->headers, PriseHttpRequestHeader, i);
    g_autoptr (GBytes) line = prise_http_request_patch_dup_line (request, i);
    gsize size;
    const char *data = g_bytes_get_data (line, &size);
    const char *colon = memchr (data, ':', size);

    if (colon == NULL || !prise_http_secrets_is_secret (header->name))
      continue;
    for (const char *p = colon + 1; p < data + size; p++)
      g_assert_nonnull (memchr (" \t\r\n", *p, 4));
  }
}

/* What is left is the request without its secrets, of which there are no more. */
static void
check_secrets (GBytes *bytes)
{
  g_autoptr (GBytes) stripped = prise_http_secrets_strip_request (bytes);
  g_autoptr (GBytes) again = prise_http_secrets_strip_request (stripped);

  fuzz_assert_bytes (again, stripped);
  check_no_secret (stripped);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { (const char *) data, size };
  g_autoptr (GBytes) bytes = fuzz_input_take_rest (&input);
  g_autoptr (PriseHttpRequest) request = prise_http_request_new (bytes);

  assert_same (request, bytes);
  for (guint i = 0; i < request->headers->len; i++)
    check_header (request, bytes, i);
  check_length (request);
  check_secrets (bytes);

  return 0;
}
