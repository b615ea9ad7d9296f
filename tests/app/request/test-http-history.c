// SPDX-License-Identifier: GPL-3.0-or-later
/* The history of requests as a file, and what is kept of them. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "prise-http-history.h"
#include "prise-http-history-file.h"
#include "widget-test.h"

typedef struct {
  char *folder;
  char *path;
  GFile *file;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("prise-http-history-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "prise", "http-history.json", NULL);
  self->file = g_file_new_for_path (self->path);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *aside = g_strconcat (self->path, ".damaged", NULL);
  g_autofree char *inner = g_path_get_dirname (self->path);
  g_autofree char *lock = g_strconcat (self->path, ".lock", NULL);

  g_remove (self->path);
  g_remove (lock);
  g_remove (aside);
  g_remove (inner);
  g_remove (self->folder);
  g_object_unref (self->file);
  g_free (self->path);
  g_free (self->folder);
}

static PriseHttpHistory *
open_history (Fixture *self)
{
  PriseHttpHistory *history = prise_http_history_new (self->file);

  prise_http_history_load (history);
  while (prise_http_history_get_busy (history))
    g_main_context_iteration (NULL, TRUE);

  return history;
}

static void
close_history (PriseHttpHistory *history)
{
  while (prise_http_history_get_busy (history))
    g_main_context_iteration (NULL, TRUE);
  widget_test_assert_finalized (history);
}

static void
add (PriseHttpHistory *history, const char *url, const char *text, guint status)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (PriseHttpHistoryItem) item = prise_http_history_add (history, url, bytes);

  prise_http_history_set_status (history, item, status);
}

static guint
count (PriseHttpHistory *history)
{
  return g_list_model_get_n_items (prise_http_history_get_items (history));
}

static void
write_file (Fixture *self, const char *text, gsize size)
{
  g_autofree char *inner = g_path_get_dirname (self->path);

  g_mkdir_with_parents (inner, 0700);
  g_assert_true (g_file_set_contents (self->path, text, (gssize) size, NULL));
}

static void
test_keeps (Fixture *self, gconstpointer data)
{
  PriseHttpHistory *history = open_history (self);
  g_autoptr (PriseHttpHistoryItem) item = NULL;
  g_autofree char *text = NULL;
  GStatBuf info;

  add (history, "http://u:geheim@a/", "GET / HTTP/1.1\r\nAuthorization: Basic geheim\r\n\r\n", 200);
  add (history, "http://b/", "PUT / \xff\n", 0);
  close_history (history);

  g_assert_true (g_file_get_contents (self->path, &text, NULL, NULL));
  g_assert_null (strstr (text, "geheim"));
  g_assert_cmpint (g_stat (self->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  history = open_history (self);
  g_assert_cmpuint (count (history), ==, 2);
  item = g_list_model_get_item (prise_http_history_get_items (history), 0);
  g_assert_cmpuint (g_bytes_get_size (prise_http_history_item_get_request (item)), ==, 8);
  prise_http_history_remove (history, item);
  g_assert_cmpuint (count (history), ==, 1);
  close_history (history);

  history = open_history (self);
  g_assert_cmpuint (count (history), ==, 1);
  prise_http_history_clear (history);
  close_history (history);
  history = open_history (self);
  g_assert_cmpuint (count (history), ==, 0);
  close_history (history);
}

static void
test_is_bounded (Fixture *self, gconstpointer data)
{
  PriseHttpHistory *history = open_history (self);
  g_autofree char *body = g_strnfill (PRISE_HTTP_HISTORY_MAX_REQUEST, 'x');
  g_autofree char *large = g_strconcat ("POST / HTTP/1.1\r\nA: b\r\n\r\n", body, NULL);
  g_autofree char *huge = g_strconcat ("POST / HTTP/1.1\r\nA: ", body, "\r\n\r\n", NULL);
  g_autoptr (PriseHttpHistoryItem) item = NULL;

  for (guint i = 0; i < 2 * PRISE_HTTP_HISTORY_MAX_LENGTH; i++)
    add (history, "http://a/", "GET / HTTP/1.1\r\n\r\n", 200);
  g_assert_cmpuint (count (history), ==, PRISE_HTTP_HISTORY_MAX_LENGTH);
  prise_http_history_clear (history);
  add (history, "http://a/", huge, 200);
  add (history, "http://a/", large, 200);
  close_history (history);

  history = open_history (self);
  g_assert_cmpuint (count (history), ==, 1);
  item = g_list_model_get_item (prise_http_history_get_items (history), 0);
  g_assert_cmpuint (g_bytes_get_size (prise_http_history_item_get_request (item)), ==, 25);
  close_history (history);
}

/* A head that fills the limit to its last byte is kept, one byte more is not. */
static void
test_longest (Fixture *self, gconstpointer data)
{
  static const char begin[] = "GET / HTTP/1.1\r\nA: ";
  static const char end[] = "\r\n\r\n";

  for (guint more = 0; more < 2; more++) {
    PriseHttpHistory *history = open_history (self);
    g_autofree char *value =
        g_strnfill (PRISE_HTTP_HISTORY_MAX_REQUEST - strlen (begin) - strlen (end) + more, 'x');
    g_autofree char *head = g_strconcat (begin, value, end, NULL);
    g_autofree char *request = g_strconcat (head, "a body", NULL);

    prise_http_history_clear (history);
    add (history, "http://a/", request, 200);
    close_history (history);
    history = open_history (self);
    g_assert_cmpuint (count (history), ==, 1 - more);
    close_history (history);
  }
}

static void
settle (PriseHttpHistory *history)
{
  while (prise_http_history_get_busy (history))
    g_main_context_iteration (NULL, TRUE);
}

static char *
get_aside (Fixture *self, guint i)
{
  return i == 0 ? g_strconcat (self->path, ".damaged", NULL)
                : g_strdup_printf ("%s.damaged-%u", self->path, i + 1);
}

/* What is no history is put aside, beside what was put aside before; when that is too much, nothing
 * is written over it. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  static const char *const contents[] = {
    "", "{", "[]", "{\"requests\": 1}", "nul\xff", "null", "7", "8", "9", "the last",
  };
  const guint n = G_N_ELEMENTS (contents) - 1;
  g_autofree char *text = NULL;

  for (guint i = 0; i <= n; i++) {
    PriseHttpHistory *history;

    write_file (self, contents[i], strlen (contents[i]));
    history = open_history (self);
    g_assert_cmpuint (count (history), ==, 0);
    g_assert_nonnull (prise_http_history_get_error (history));
    if (i == n)
      add (history, "http://a/", "GET / HTTP/1.1\r\n\r\n", 200);
    close_history (history);
  }
  for (guint i = 0; i < n; i++) {
    g_autofree char *aside = get_aside (self, i);
    g_autofree char *kept = NULL;

    g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL));
    g_assert_cmpstr (kept, ==, contents[i]);
    g_remove (aside);
  }
  g_assert_true (g_file_get_contents (self->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, contents[n]);
}

/* Its file as it is, whatever was sent since. */
static void
assert_untouched (Fixture *self, const char *text)
{
  g_autofree char *aside = get_aside (self, 0);
  g_autofree char *found = NULL;

  g_assert_false (g_file_test (aside, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (self->path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, text);
}

/* It may hold what this version doesn't know, and would lose. */
static void
test_later_version (Fixture *self, gconstpointer data)
{
  static const char *const texts[] = { "{\"version\": 2, \"requests\": []}", "{\"version\": 9}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    PriseHttpHistory *history;

    write_file (self, texts[i], strlen (texts[i]));
    history = open_history (self);
    g_assert_true (
        g_str_has_suffix (prise_http_history_get_error (history), "a later version of Prise"));
    add (history, "http://a/", "GET / HTTP/1.1\r\n\r\n", 200);
    g_assert_cmpuint (count (history), ==, 1);
    close_history (history);
    assert_untouched (self, texts[i]);
  }
}

/* What is of another type is passed over. */
static void
test_wrong_types (Fixture *self, gconstpointer data)
{
  static const char text[] =
      "{\"version\": {}, \"requests\": [{\"url\": {}, \"request\": \"x\"}, {\"url\": \"u\", "
      "\"request\": [1]}, {\"url\": \"u\", \"request_base64\": null}, [], 7, {\"url\": "
      "\"http://a/\", "
      "\"request\": \"GET\", \"status\": -200, \"time\": -1}, {\"url\": \"http://b/\", "
      "\"request\": \"GET\", \"status\": 4294967496, \"time\": 1}]}";
  PriseHttpHistory *history;
  g_autoptr (PriseHttpHistoryItem) item = NULL;

  write_file (self, text, sizeof text - 1);
  history = open_history (self);
  g_assert_null (prise_http_history_get_error (history));
  g_assert_cmpuint (count (history), ==, 2);
  item = g_list_model_get_item (prise_http_history_get_items (history), 0);
  g_assert_cmpstr (prise_http_history_item_get_url (item), ==, "http://b/");
  g_assert_cmpuint (prise_http_history_item_get_status (item), ==, 999);
  g_clear_object (&item);
  item = g_list_model_get_item (prise_http_history_get_items (history), 1);
  g_assert_cmpuint (prise_http_history_item_get_status (item), ==, 0);
  g_assert_cmpint (prise_http_history_item_get_time (item), ==, 0);
  close_history (history);
}

/* Neither waits for the other, and nothing is lost. */
static void
test_two_write_at_once (Fixture *self, gconstpointer data)
{
  PriseHttpHistory *histories[] = { open_history (self), open_history (self) };
  PriseHttpHistory *history;

  for (guint i = 0; i < PRISE_HTTP_HISTORY_MAX_LENGTH; i++) {
    add (histories[i % 2], i % 2 == 0 ? "http://a/" : "http://b/", "GET / HTTP/1.1\r\n\r\n", 200);
    g_main_context_iteration (NULL, FALSE);
  }
  for (guint i = 0; i < 2; i++)
    settle (histories[i]);
  history = open_history (self);
  g_assert_cmpuint (count (history), ==, PRISE_HTTP_HISTORY_MAX_LENGTH);
  close_history (history);
  for (guint i = 0; i < 2; i++)
    close_history (histories[i]);
}

static void
set_max_files (rlim_t n)
{
  struct rlimit limit;

  g_assert_no_errno (getrlimit (RLIMIT_NOFILE, &limit));
  limit.rlim_cur = MIN (n, limit.rlim_max);
  g_assert_no_errno (setrlimit (RLIMIT_NOFILE, &limit));
}

/* What the system is short of says nothing of the file: it stays, and nothing is lost when the
 * shortage is over. */
static void
test_no_descriptors (Fixture *self, gconstpointer data)
{
  PriseHttpHistory *history = open_history (self);
  g_autofree char *text = NULL;
  int fd;

  add (history, "http://before/", "GET / HTTP/1.1\r\n\r\n", 200);
  close_history (history);
  g_assert_true (g_file_get_contents (self->path, &text, NULL, NULL));

  fd = dup (0);
  close (fd);
  set_max_files ((rlim_t) fd);
  history = open_history (self);
  g_assert_nonnull (prise_http_history_get_error (history));
  add (history, "http://while/", "GET / HTTP/1.1\r\n\r\n", 200);
  settle (history);
  set_max_files (RLIM_INFINITY);
  assert_untouched (self, text);

  add (history, "http://after/", "GET / HTTP/1.1\r\n\r\n", 200);
  close_history (history);
  history = open_history (self);
  g_assert_cmpuint (count (history), ==, 3);
  close_history (history);
}

static void
assert_urls (PriseHttpHistory *history, const char *expected)
{
  GListModel *items = prise_http_history_get_items (history);
  GString *urls = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++) {
    g_autoptr (PriseHttpHistoryItem) item = g_list_model_get_item (items, i);

    g_string_append (urls, prise_http_history_item_get_url (item));
  }
  g_assert_cmpstr (urls->str, ==, expected);
  g_string_free (urls, TRUE);
}

/* Two processes with one file: what one adds or removes the other takes over when it writes. */
static void
test_two_write (Fixture *self, gconstpointer data)
{
  PriseHttpHistory *one = open_history (self);
  PriseHttpHistory *two = open_history (self);
  g_autoptr (PriseHttpHistoryItem) item = NULL;

  add (one, "a", "GET / HTTP/1.1\r\n\r\n", 200);
  settle (one);
  add (two, "b", "GET / HTTP/1.1\r\n\r\n", 200);
  settle (two);
  assert_urls (two, "ba");
  add (one, "c", "GET / HTTP/1.1\r\n\r\n", 200);
  settle (one);
  assert_urls (one, "cba");
  item = g_list_model_get_item (prise_http_history_get_items (one), 2);
  prise_http_history_remove (one, item);
  settle (one);
  assert_urls (one, "cb");
  add (two, "d", "GET / HTTP/1.1\r\n\r\n", 200);
  settle (two);
  assert_urls (two, "dcb");
  prise_http_history_clear (two);
  settle (two);
  assert_urls (two, "");
  add (one, "e", "GET / HTTP/1.1\r\n\r\n", 200);
  settle (one);
  assert_urls (one, "e");
  /* A file that is gone isn't one that was cleared. */
  g_assert_no_errno (g_remove (self->path));
  add (one, "f", "GET / HTTP/1.1\r\n\r\n", 200);
  close_history (two);
  settle (one);
  close_history (one);
  one = open_history (self);
  assert_urls (one, "fe");
  close_history (one);
}

/* What couldn't be written stays in the list, and so does what is too long for the file. */
static void
test_keeps_what_is_not_in_the_file (Fixture *self, gconstpointer data)
{
  PriseHttpHistory *history = open_history (self);
  g_autofree char *name = g_strnfill (PRISE_HTTP_HISTORY_MAX_REQUEST, 'x');
  g_autofree char *huge = g_strconcat ("GET / HTTP/1.1\r\n", name, ": b\r\n\r\n", NULL);

  add (history, "a", huge, 200);
  settle (history);
  add (history, "b", "GET / HTTP/1.1\r\n\r\n", 200);
  settle (history);
  add (history, "c", "GET / HTTP/1.1\r\n\r\n", 200);
  settle (history);
  assert_urls (history, "cba");
  close_history (history);
}

/* What isn't as it should be is passed over. */
static void
test_odd_items (void)
{
  static const char text[] =
      "{\"requests\": [1, null, {}, {\"url\": 3}, {\"url\": \"http://a/\"},"
      "{\"url\": \"http://b/\", \"request\": \"GET\", \"status\": \"x\", \"time\": null},"
      "{\"url\": \"http://c/\", \"request_base64\": \"!!\"}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = prise_http_history_file_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 2);
}

/* What JSON-GLib would take all of the stack for, also where it sees strings that others don't. */
static void
test_deep (void)
{
  static const char *const beginnings[] = { "", "{\"requests\":", "[\"\\uD800\",\",", "/*\"*/" };

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++) {
    g_autofree char *brackets = g_strnfill (300000, '[');
    g_autofree char *text = g_strconcat (beginnings[i], brackets, NULL);
    g_autoptr (GPtrArray) items = NULL;
    g_autoptr (GError) error = NULL;

    items = prise_http_history_file_parse (text, strlen (text), &error);
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    g_assert_null (items);
  }
}

static void
test_too_large (Fixture *self, gconstpointer data)
{
  const gsize size = PRISE_HTTP_HISTORY_FILE_MAX + 1;
  g_autofree char *text = g_strnfill (size, ' ');
  PriseHttpHistory *history;

  write_file (self, text, size);
  history = open_history (self);
  g_assert_nonnull (prise_http_history_get_error (history));
  close_history (history);
}

/* A file stands where the folder should be. */
static void
test_unwritable (Fixture *self, gconstpointer data)
{
  g_autofree char *inner = g_path_get_dirname (self->path);
  PriseHttpHistory *history;

  g_assert_true (g_file_set_contents (inner, "", 0, NULL));
  history = open_history (self);
  add (history, "http://a/", "GET / HTTP/1.1\r\n\r\n", 200);
  while (prise_http_history_get_busy (history))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (prise_http_history_get_error (history));
  g_assert_cmpuint (count (history), ==, 1);
  close_history (history);
}

/* Long bodies go before they fill the memory, the newest last. */
static void
test_memory (Fixture *self, gconstpointer data)
{
  PriseHttpHistory *history = open_history (self);
  const gsize size = PRISE_HTTP_HISTORY_MAX_MEMORY / 2;
  static const char head[] = "POST / HTTP/1.1\r\n\r\n";
  g_autofree char *body = g_strnfill (size, 'x');

  for (guint i = 0; i < 3; i++) {
    g_autofree char *text = g_strconcat (head, body, NULL);

    add (history, "http://a/", text, 200);
  }
  g_assert_cmpuint (count (history), ==, 3);
  for (guint i = 0; i < 3; i++) {
    g_autoptr (PriseHttpHistoryItem) item =
        g_list_model_get_item (prise_http_history_get_items (history), i);

    g_assert_cmpuint (g_bytes_get_size (prise_http_history_item_get_request (item)), ==,
                      strlen (head) + (i == 0 ? size : 0));
  }
  close_history (history);
}

/* What one looks for in the history: the method, the URL and the status. */
static void
test_words (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("PUT /b HTTP/1.1\r\n\r\n", 19);
  g_autoptr (PriseHttpHistoryItem) item = prise_http_history_item_new ("http://a/b", bytes, 0, 1);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_object_get (item, "words", &before, NULL);
  g_assert_cmpstr (before, ==, "PUT http://a/b 0");
  prise_http_history_item_set_status (item, 204);
  g_object_get (item, "words", &after, NULL);
  g_assert_cmpstr (after, ==, "PUT http://a/b 204");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/http-history/keeps", Fixture, NULL, set_up, test_keeps, tear_down);
  g_test_add ("/http-history/is-bounded", Fixture, NULL, set_up, test_is_bounded, tear_down);
  g_test_add ("/http-history/longest", Fixture, NULL, set_up, test_longest, tear_down);
  g_test_add ("/http-history/damaged", Fixture, NULL, set_up, test_damaged, tear_down);
  g_test_add ("/http-history/later-version", Fixture, NULL, set_up, test_later_version, tear_down);
  g_test_add ("/http-history/wrong-types", Fixture, NULL, set_up, test_wrong_types, tear_down);
  g_test_add ("/http-history/two-write-at-once", Fixture, NULL, set_up, test_two_write_at_once,
              tear_down);
  g_test_add ("/http-history/no-descriptors", Fixture, NULL, set_up, test_no_descriptors,
              tear_down);
  g_test_add ("/http-history/two-write", Fixture, NULL, set_up, test_two_write, tear_down);
  g_test_add ("/http-history/keeps-what-is-not-in-the-file", Fixture, NULL, set_up,
              test_keeps_what_is_not_in_the_file, tear_down);
  g_test_add_func ("/http-history/odd-items", test_odd_items);
  g_test_add_func ("/http-history/deep", test_deep);
  g_test_add ("/http-history/too-large", Fixture, NULL, set_up, test_too_large, tear_down);
  g_test_add ("/http-history/unwritable", Fixture, NULL, set_up, test_unwritable, tear_down);
  g_test_add ("/http-history/memory", Fixture, NULL, set_up, test_memory, tear_down);
  g_test_add_func ("/http-history/words", test_words);

  return g_test_run ();
}
