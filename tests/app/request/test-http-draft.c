// SPDX-License-Identifier: GPL-3.0-or-later
/* A request while it is being written: each change is a splice. */
#include "config.h"

#include <string.h>

#include "prise-http-draft-settings.h"
#include "prise-http-draft.h"
#include "prise-http-field-item.h"
#include "prise-settings.h"

static void
assert_bytes (PriseHttpDraft *draft, const char *text)
{
  g_autoptr (GBytes) bytes = prise_http_draft_dup_bytes (draft);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *copy = g_strndup (data, size);

  g_assert_cmpstr (copy, ==, text);
}

static void
write_bytes (PriseHttpDraft *draft, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  prise_http_draft_set_bytes (draft, bytes);
}

static void
write_body (PriseHttpDraft *draft, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));

  prise_http_draft_set_body (draft, body);
}

static PriseHttpFieldItem *
get_field (PriseHttpDraft *draft, guint position)
{
  g_autoptr (PriseHttpFieldItem) field =
      g_list_model_get_item (G_LIST_MODEL (prise_http_draft_get_headers (draft)), position);

  g_assert_nonnull (field);

  return field;
}

static void
assert_fields (PriseHttpDraft *draft, const char *wanted)
{
  GListModel *headers = G_LIST_MODEL (prise_http_draft_get_headers (draft));
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (headers); i++) {
    PriseHttpFieldItem *field = get_field (draft, i);

    g_string_append_printf (names, "%s%s=%s ", prise_http_field_item_get_enabled (field) ? "" : "-",
                            prise_http_field_item_get_name (field),
                            prise_http_field_item_get_value (field));
  }
  g_assert_cmpstr (names->str, ==, wanted);
}

static void
test_url (void)
{
  g_autoptr (PriseHttpDraft) draft = prise_http_draft_new ();

  prise_http_draft_set_url (draft, "http://localhost:8080/a?b=c");
  assert_bytes (draft, "GET /a?b=c HTTP/1.1\r\nHost: localhost:8080\r\n\r\n");
  prise_http_draft_set_url (draft, "https://localhost/");
  g_assert_nonnull (prise_http_draft_get_url_error (draft));
  assert_bytes (draft, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

  /* Once it was edited by hand, Host stays. */
  prise_http_draft_set_url (draft, "http://localhost/");
  g_assert_null (prise_http_draft_get_url_error (draft));
  write_bytes (draft, "GET / HTTP/1.1\r\nHost:  other\n\r\n");
  prise_http_draft_set_url (draft, "http://[::1]/x");
  assert_bytes (draft, "GET /x HTTP/1.1\r\nHost:  other\n\r\n");
}

/* As if it were typed. */
static void
type_url (PriseHttpDraft *draft, const char *url)
{
  for (gsize size = 1; size <= strlen (url); size++) {
    g_autofree char *typed = g_strndup (url, size);

    prise_http_draft_set_url (draft, typed);
  }
}

/* What is typed on the way to a URL is no host, and neither is a command of curl. */
static void
test_typed_url (void)
{
  static const struct {
    const char *url;
    const char *host;
  } cases[] = {
    { "https", "before" },
    { "https://", "before" },
    { "https://a.example:8443/", "a.example:8443" },
    { "http", "before" },
    { "http://b/", "b" },
    { "curl", "before" },
    { "curl -X POST http://c/", "before" },
    { "curl.example", "curl.example" },
    { "httpbin", "httpbin" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PriseHttpDraft) draft = prise_http_draft_new ();
    g_autofree char *request =
        g_strdup_printf ("GET / HTTP/1.1\r\nHost: %s\r\n\r\n", cases[i].host);

    prise_http_draft_set_url (draft, "http://before/");
    type_url (draft, cases[i].url);
    assert_bytes (draft, request);
  }
}

/* A host may be named so all the same. */
static void
test_finished_url (void)
{
  g_autoptr (PriseHttpDraft) draft = prise_http_draft_new ();

  type_url (draft, "curl");
  prise_http_draft_finish_url (draft);
  assert_bytes (draft, "GET / HTTP/1.1\r\nHost: curl\r\n\r\n");
  type_url (draft, "http://a/b");
  prise_http_draft_finish_url (draft);
  assert_bytes (draft, "GET /b HTTP/1.1\r\nHost: a\r\n\r\n");
}

/* Who asks stands in the URL or in the header; one follows the other until somebody changes it. */
static void
test_user (void)
{
  g_autoptr (PriseHttpDraft) draft = prise_http_draft_new ();

  prise_http_draft_set_url (draft, "http://u:p@a/");
  assert_bytes (draft, "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Basic dTpw\r\n\r\n");
  prise_http_draft_set_url (draft, "http://v@a/");
  assert_bytes (draft, "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Basic djo=\r\n\r\n");
  prise_http_draft_set_url (draft, "http://a/");
  assert_bytes (draft, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  prise_http_draft_set_header (draft, "Authorization", "Bearer t");
  prise_http_draft_set_url (draft, "http://u:p@a/");
  assert_bytes (draft, "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer t\r\n\r\n");
}

static void
test_request_line (void)
{
  g_autoptr (PriseHttpDraft) draft = prise_http_draft_new ();
  g_autofree char *method = NULL;

  write_bytes (draft, "BREW /pot?a=1 HTTP/1.1\r\nHost: example.com\r\n\r\n");
  g_object_get (draft, "method", &method, NULL);
  g_assert_cmpstr (method, ==, "BREW");
  g_assert_cmpstr (prise_http_draft_get_url (draft), ==, "http://example.com/pot?a=1");

  write_bytes (draft, "OPTIONS * HTTP/1.1\r\nHost: example.com\r\n\r\n");
  g_assert_cmpstr (prise_http_draft_get_url (draft), ==, "http://example.com/pot?a=1");
  prise_http_draft_set_url (draft, "http://localhost/pot?a=1");
  assert_bytes (draft, "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n");
  prise_http_draft_set_method (draft, "GET");
  prise_http_draft_set_method (draft, "");
  prise_http_draft_set_method (draft, "A B");
  assert_bytes (draft, "GET * HTTP/1.1\r\nHost: localhost\r\n\r\n");
}

static void
test_left_out (void)
{
  g_autoptr (PriseHttpDraft) draft = prise_http_draft_new ();

  write_bytes (draft, "GET / HTTP/1.1\r\nHost: a\r\nX-One:  1 \nX-Two: 2\r\n\r\n");
  assert_fields (draft, "Host=a X-One=1 X-Two=2 ");
  prise_http_field_item_set_enabled (get_field (draft, 1), FALSE);
  assert_bytes (draft, "GET / HTTP/1.1\r\nHost: a\r\nX-Two: 2\r\n\r\n");
  assert_fields (draft, "Host=a -X-One=1 X-Two=2 ");
  prise_http_draft_set_header (draft, "Accept", "*/*");
  assert_fields (draft, "Host=a -X-One=1 X-Two=2 Accept=*/* ");
  prise_http_field_item_set_enabled (get_field (draft, 1), TRUE);
  assert_bytes (draft, "GET / HTTP/1.1\r\nHost: a\r\nX-One:  1 \nX-Two: 2\r\nAccept: */*\r\n\r\n");

  prise_http_field_item_set_enabled (get_field (draft, 0), FALSE);
  g_object_set (get_field (draft, 0), "value", "b", NULL);
  prise_http_field_item_set_enabled (get_field (draft, 0), TRUE);
  assert_bytes (draft, "GET / HTTP/1.1\r\nHost: b\r\nX-One:  1 \nX-Two: 2\r\nAccept: */*\r\n\r\n");
}

/* What is left out is kept with its value, a secret without; and stands where it was again. */
static void
test_left_out_is_kept (void)
{
  g_autoptr (GSettings) root = prise_settings_new (NULL);
  g_autoptr (GSettings) settings = g_settings_get_child (root, "http");
  g_autoptr (PriseHttpDraft) draft = prise_http_draft_new ();
  g_autoptr (PriseHttpDraft) again = prise_http_draft_new ();
  g_autoptr (GVariant) left_out = NULL;
  g_autofree char *text = NULL;

  write_bytes (draft,
               "GET / HTTP/1.1\r\nHost: a\r\nX-One: 1\r\nAuthorization: Basic geheim\r\n\r\n");
  prise_http_field_item_set_enabled (get_field (draft, 2), FALSE);
  prise_http_field_item_set_enabled (get_field (draft, 1), FALSE);
  prise_http_draft_settings_save (settings, draft);
  left_out = g_settings_get_value (settings, "left-out");
  text = g_variant_print (left_out, FALSE);
  g_assert_cmpstr (text, ==, "[(1, 'X-One', '1'), (2, 'Authorization', '')]");

  prise_http_draft_settings_load (settings, again);
  assert_fields (again, "Host=a -X-One=1 -Authorization= ");
  g_settings_reset (settings, "left-out");
  g_settings_reset (settings, "request");
  g_settings_reset (settings, "url");
}

static void
test_rows (void)
{
  g_autoptr (PriseHttpDraft) draft = prise_http_draft_new ();
  g_autoptr (PriseHttpFieldItem) field = prise_http_field_item_new ("", "", TRUE);
  PriseHttpFieldItem *host = get_field (draft, 0);

  g_list_store_append (prise_http_draft_get_headers (draft), field);
  assert_bytes (draft, "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n");
  g_object_set (field, "value", "late", NULL);
  g_object_set (field, "name", " X", NULL);
  assert_bytes (draft, "GET / HTTP/1.1\r\nHost: example.com\r\nX: late\r\n\r\n");
  g_object_set (field, "value", "later ", NULL);
  g_object_set (field, "value", "later on", NULL);
  assert_bytes (draft, "GET / HTTP/1.1\r\nHost: example.com\r\nX: later on\r\n\r\n");

  /* What is typed elsewhere changes the rows that are there. */
  write_bytes (draft, "GET / HTTP/1.1\r\nHost: example.net\r\nX: later on\r\n\r\n");
  g_assert_true (get_field (draft, 0) == host);
  g_assert_true (get_field (draft, 1) == field);
  write_bytes (draft, "GET / HTTP/1.1\r\nX: later on\r\n\r\n");
  g_assert_true (get_field (draft, 0) == field);
  write_bytes (draft, "");
  assert_fields (draft, "");
  write_bytes (draft, "GET / HTTP/1.1\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n");
  assert_fields (draft, "A=1 B=2 C=3 ");
  write_bytes (draft, "GET / HTTP/1.1\r\nA: 1\r\nC: 3\r\n\r\n");
  assert_fields (draft, "A=1 C=3 ");
}

static void
count_change (GListModel *headers, guint position, guint removed, guint added, guint *n_changes)
{
  *n_changes += 1;
}

/* However many come or go side by side: whoever shows them hears of it once. */
static void
test_many_rows (void)
{
  g_autoptr (PriseHttpDraft) draft = prise_http_draft_new ();
  g_autoptr (GString) text = g_string_new ("GET / HTTP/1.1\r\nFirst: 1\r\n");
  guint n_changes = 0;

  write_bytes (draft, "GET / HTTP/1.1\r\nFirst: 1\r\nLast: 1\r\n\r\n");
  g_signal_connect (prise_http_draft_get_headers (draft), "items-changed",
                    G_CALLBACK (count_change), &n_changes);
  for (guint i = 0; i < 998; i++)
    g_string_append_printf (text, "X-%u: %u\r\n", i, i);
  g_string_append (text, "Last: 1\r\n\r\n");
  write_bytes (draft, text->str);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpstr (prise_http_field_item_get_name (get_field (draft, 998)), ==, "X-997");
  g_assert_cmpstr (prise_http_field_item_get_name (get_field (draft, 999)), ==, "Last");

  /* One that is left out parts them. */
  prise_http_field_item_set_enabled (get_field (draft, 500), FALSE);
  g_assert_cmpuint (n_changes, ==, 1);
  write_bytes (draft, "GET / HTTP/1.1\r\nFirst: 1\r\nLast: 1\r\n\r\n");
  g_assert_cmpuint (n_changes, ==, 3);
  assert_fields (draft, "First=1 -X-499=499 Last=1 ");
  write_bytes (draft, "GET / HTTP/1.1\r\nFirst: 1\r\nA: b\r\nLast: 1\r\n\r\n");
  assert_fields (draft, "First=1 A=b -X-499=499 Last=1 ");
}

static void
test_length (void)
{
  g_autoptr (PriseHttpDraft) draft = prise_http_draft_new ();
  gboolean keep;

  prise_http_draft_set_keep_length (draft, TRUE);
  write_body (draft, "hello");
  assert_bytes (draft, "GET / HTTP/1.1\r\nHost: example.com\r\nContent-Length: 5\r\n\r\nhello");
  write_bytes (draft, "GET / HTTP/1.1\r\nHost: example.com\r\nContent-Length: 5\r\n\r\nhello!");
  assert_bytes (draft, "GET / HTTP/1.1\r\nHost: example.com\r\nContent-Length: 6\r\n\r\nhello!");

  /* A lie by hand stays one. */
  write_bytes (draft, "GET / HTTP/1.1\r\nHost: example.com\r\nContent-Length: 60\r\n\r\nhello!");
  g_object_get (draft, "keep-length", &keep, NULL);
  g_assert_false (keep);
  write_body (draft, "");
  assert_bytes (draft, "GET / HTTP/1.1\r\nHost: example.com\r\nContent-Length: 60\r\n\r\n");
  prise_http_draft_set_keep_length (draft, TRUE);
  assert_bytes (draft, "GET / HTTP/1.1\r\nHost: example.com\r\nContent-Length: 0\r\n\r\n");
  prise_http_draft_set_keep_length (draft, FALSE);
  assert_bytes (draft, "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n");
}

/* Whatever is written above it: a long body isn't copied with each key. */
static void
test_shared_body (void)
{
  g_autoptr (PriseHttpDraft) draft = prise_http_draft_new ();
  g_autoptr (GBytes) body = g_bytes_new_static ("hello", 5);

  prise_http_draft_set_body (draft, body);
  prise_http_draft_set_keep_length (draft, TRUE);
  prise_http_draft_set_url (draft, "http://localhost/a");
  prise_http_draft_set_method (draft, "PUT");
  prise_http_draft_set_header (draft, "Accept", "*/*");
  g_object_set (get_field (draft, 2), "value", "text/*", NULL);
  prise_http_field_item_set_enabled (get_field (draft, 0), FALSE);
  assert_bytes (draft, "PUT /a HTTP/1.1\r\nContent-Length: 5\r\nAccept: text/*\r\n\r\nhello");
  prise_http_field_item_set_enabled (get_field (draft, 0), TRUE);
  g_assert_true (g_bytes_get_data (prise_http_draft_get_request (draft)->body, NULL) ==
                 g_bytes_get_data (body, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http-draft/url", test_url);
  g_test_add_func ("/http-draft/typed-url", test_typed_url);
  g_test_add_func ("/http-draft/finished-url", test_finished_url);
  g_test_add_func ("/http-draft/user", test_user);
  g_test_add_func ("/http-draft/request-line", test_request_line);
  g_test_add_func ("/http-draft/left-out", test_left_out);
  g_test_add_func ("/http-draft/left-out-is-kept", test_left_out_is_kept);
  g_test_add_func ("/http-draft/rows", test_rows);
  g_test_add_func ("/http-draft/many-rows", test_many_rows);
  g_test_add_func ("/http-draft/length", test_length);
  g_test_add_func ("/http-draft/shared-body", test_shared_body);

  return g_test_run ();
}
