// SPDX-License-Identifier: GPL-3.0-or-later
/* Redirects as the form of a request takes them: the cases of the engine, and what is the form's
 * own. */
#include "config.h"

#include <string.h>

#include "prise-http-draft-redirect.h"
#include "prise-http-field-item.h"
#include "redirect-cases.h"

static char *
find_redirect (const char *head, const char *url)
{
  PriseHttpResponse *response = prise_http_response_new ();
  g_autoptr (PriseHttpParser) parser =
      prise_http_parser_new (PRISE_HTTP_RESPONSE, &prise_http_response_events, response);
  char *found;

  prise_http_parser_push (parser, head, strlen (head));
  found = prise_http_draft_redirect_find (response, url);
  prise_http_response_unref (response);

  return found;
}

static void
test_find (void)
{
  static const struct {
    const char *head;
    const char *url;
    const char *found;
  } cases[] = {
    { "HTTP/1.1 302 Found\r\nLocation: x?y\r\n\r\n", "a:8/b/c", "http://a:8/b/x?y" },
    { "HTTP/1.1 302 Found\r\nLocation: \xff\r\n\r\n", "http://a/", "http://a/%FF" },
    { "HTTP/1.1 200 OK\r\nLocation: /x\r\n\r\n", "http://a/", NULL },
    { "HTTP/1.1 302 Found\r\n\r\n", "http://a/", NULL },
    { "HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n", "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *found = find_redirect (cases[i].head, cases[i].url);

    g_assert_cmpstr (found, ==, cases[i].found);
  }
}

static void
test_write (gconstpointer data)
{
  const RedirectCase *test = data;
  g_autoptr (PriseHttpDraft) draft = prise_http_draft_new ();
  g_autofree char *head =
      g_strdup_printf ("HTTP/1.1 %u R\r\nLocation: %s\r\n\r\n", test->status, test->location);
  g_autofree char *url = find_redirect (head, test->url);
  g_autoptr (GBytes) written = NULL;

  prise_http_draft_load (draft, test->url, test->request);
  prise_http_draft_redirect_write (draft, url, test->status);
  written = prise_http_draft_dup_bytes (draft);
  g_assert_cmpmem (g_bytes_get_data (written, NULL), g_bytes_get_size (written),
                   g_bytes_get_data (test->next_request, NULL),
                   g_bytes_get_size (test->next_request));
  g_assert_cmpstr (prise_http_draft_get_url (draft), ==, test->next_url);
}

static void
load (PriseHttpDraft *draft, const char *url, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  prise_http_draft_load (draft, url, bytes);
}

/* A secret stays in the form, switched off. */
static void
test_secret (void)
{
  g_autoptr (PriseHttpDraft) draft = prise_http_draft_new ();
  g_autoptr (PriseHttpFieldItem) field = NULL;

  load (draft, "http://a/", "GET / HTTP/1.1\r\nHost: a\r\nCookie: s\r\n\r\n");
  prise_http_draft_redirect_write (draft, "http://b/", 302);
  field = g_list_model_get_item (G_LIST_MODEL (prise_http_draft_get_headers (draft)), 1);
  g_assert_cmpstr (prise_http_field_item_get_name (field), ==, "Cookie");
  g_assert_cmpstr (prise_http_field_item_get_value (field), ==, "s");
  g_assert_false (prise_http_field_item_get_enabled (field));
}

/* Since the response came from http://b/, a request to another server was written. */
static void
test_another_draft (void)
{
  g_autoptr (PriseHttpDraft) draft = prise_http_draft_new ();
  PriseHttpRequest *request;

  load (draft, "http://u:p@a/",
        "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Basic dTpw\r\nCookie: s\r\n\r\n");
  prise_http_draft_redirect_write (draft, "http://v:q@b/x", 302);
  request = prise_http_draft_get_request (draft);
  g_assert_cmpstr (prise_http_request_get_header (request, "Host"), ==, "b");
  g_assert_cmpstr (prise_http_request_get_header (request, "Authorization"), ==, "Basic djpx");
  g_assert_null (prise_http_request_get_header (request, "Cookie"));
}

/* To where Prise can't go, nothing goes along. */
static void
test_unknown_scheme (void)
{
  g_autoptr (PriseHttpDraft) draft = prise_http_draft_new ();

  load (draft, "http://a/", "GET / HTTP/1.1\r\nHost: a\r\nCookie: s\r\n\r\n");
  prise_http_draft_redirect_write (draft, "https://a/", 302);
  g_assert_nonnull (prise_http_draft_get_url_error (draft));
  g_assert_cmpint (prise_http_request_find_header (prise_http_draft_get_request (draft), "Cookie"),
                   ==, -1);
  prise_http_draft_set_url (draft, "http://b/");
  g_assert_cmpstr (prise_http_request_get_header (prise_http_draft_get_request (draft), "Host"), ==,
                   "b");
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) cases = NULL;

  g_test_init (&argc, &argv, NULL);

  cases = redirect_cases_load ();
  g_test_add_func ("/http-draft-redirect/find", test_find);
  g_test_add_func ("/http-draft-redirect/secret", test_secret);
  g_test_add_func ("/http-draft-redirect/another-draft", test_another_draft);
  g_test_add_func ("/http-draft-redirect/unknown-scheme", test_unknown_scheme);
  for (guint i = 0; i < cases->len; i++) {
    const RedirectCase *test = g_ptr_array_index (cases, i);
    g_autofree char *path = g_strconcat ("/http-draft-redirect/write/", test->what, NULL);

    g_test_add_data_func (path, test, test_write);
  }

  return g_test_run ();
}
