// SPDX-License-Identifier: GPL-3.0-or-later
/* Bodies that make a view of text work hard: however they are made, the main thread comes back. */
#include "config.h"

#include <string.h>

#include "absence.h"
#include "evil-text.h"
#include "response-fixture.h"

/* In ms. It is to take 50 at most, and does, mostly; the rest is for what a machine does to a
 * measurement, up to a third from one run to the next. */
#define LIMIT 80

/* Half as long as a line may be that is highlighted, of pieces of eight bytes. */
#define TIMES5(piece) piece piece piece piece piece
#define LONG(piece)   TIMES5 (TIMES5 (piece))

static const struct {
  const char *name;
  const char *type;
  const char *before;
  const char *piece;
  guint n_pieces;
  const char *after;
} bodies[] = {
  { "brackets", "application/json", "", "[", 30000, "" },
  { "bracket-lines", "application/json", "", "[\n", 30000, "" },
  { "objects", "application/json", "", "{\"a\":", 30000, "" },
  { "object-lines", "application/json", "", "{\"a\":\n", 30000, "" },
  { "parentheses", "text/javascript", "", "(", 60000, "" },
  { "parenthesis-lines", "text/javascript", "", "(\n", 60000, "" },
  { "templates", "text/javascript", "", "`${", 20000, "" },
  { "template-lines", "text/javascript", "", "`${\n", 20000, "" },
  { "comments", "text/css", "", "/*", 60000, "" },
  { "scripts", "text/html", "", "<script>", 20000, "" },
  { "script-lines", "text/html", "", "<script>\n", 20000, "" },
  { "tags", "text/html", "", "<a ", 60000, "" },
  { "tag-lines", "text/html", "", "<a b='\n", 30000, "" },
  { "elements", "text/xml", "", "<a>", 60000, "" },
  { "element-lines", "text/xml", "", "<a>\n", 60000, "" },
  { "long-lines-of-tags", "text/html", "", LONG ("<a b=''>") "\n", 1000, "" },
  { "long-lines-of-scripts", "text/html", "", LONG ("<script>") "\n", 1000, "" },
  { "long-lines-of-templates", "text/javascript", "", LONG ("`${1}`+") "\n", 200, "" },
  { "script-of-commas", "text/javascript", "", LONG ("'abcde',") "\n", 40, "" },
  { "page-of-commas", "text/html", "<script>\n", LONG ("'abcde',") "\n", 1000, "" },
  { "long-lines-of-strings", "text/javascript", "", LONG ("'\\x'+\"a\"+") "\n", 1000, "" },
  { "macros", "text/x-csrc", "", "#if 0\n", 20000, "" },
  { "nested-comments", "text/rust", "", "/*\n", 20000, "" },
  { "doctype", "text/xml", "<!DOCTYPE a [", "<!ENTITY a \"", 20000, "" },
  { "json-lines", "application/json", "[", "{\"a\":1,\"b\":\"text\",\"c\":[1,2,3]},\n", 100000,
    "0]" },
  { "one-line", "text/plain", "", "x", 1000000, "" },
  { "one-line-of-words", "text/plain", "", "mot ", 1000000, "" },
  { "one-line-of-json", "application/json", "[", "{\"a\":1,\"b\":\"text\",\"c\":[1,2,3]},", 100000,
    "0]" },
  { "empty-lines", "text/plain", "", "\n", 1000000, "" },
  { "marks", "text/plain", "a", "\xcc\x81", 500000, "" },
  { "emoji", "text/plain", "", "👨\xe2\x80\x8d", 200000, "" },
  { "arabic", "text/plain", "", "\xd8\xb9", 500000, "" },
  { "zeros", "text/plain", "text", "\x01xxxxxxxxxxxxxxxxxxx", 20000, "" },
};

static char *
make_body (gsize index, gsize *size)
{
  GString *body = g_string_new (bodies[index].before);

  for (guint i = 0; i < bodies[index].n_pieces; i++)
    g_string_append (body, bodies[index].piece);
  g_string_append (body, bodies[index].after);
  *size = body->len;

  return g_string_free (body, FALSE);
}

static void
get_body (ResponseFixture *fixture, gsize index)
{
  gsize size;
  char *text = make_body (index, &size);
  g_autoptr (GBytes) body = g_bytes_new_take (text, size);
  g_autofree char *head =
      g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT
                       "\r\n\r\n",
                       bodies[index].type, size);

  http_server_respond_bytes (fixture->server, head, body, 1, HTTP_SERVER_CLOSE);
  response_fixture_send (fixture, "GET");
  response_fixture_wait (fixture);
  response_fixture_get_body (fixture);
  /* What is highlighted or laid out later. */
  widget_test_wait_frames (fixture->window, 5);
}

static gboolean
is_settled (gpointer user_data)
{
  return prise_body_view_is_settled (user_data);
}

static void
test_absence (ResponseFixture *fixture, gconstpointer data)
{
  const gsize index = GPOINTER_TO_SIZE (data);
  PriseBodyView *view = PRISE_BODY_VIEW (response_fixture_find (fixture, PRISE_TYPE_BODY_VIEW));
  Absence absence;

  absence_begin (&absence);
  get_body (fixture, index);
  prise_body_view_set_indent (view, TRUE);
  widget_test_wait (is_settled, view);
  widget_test_wait_frames (fixture->window, 5);
  gtk_widget_activate_action (GTK_WIDGET (view), "body.show-more", NULL);
  widget_test_wait (is_settled, view);
  widget_test_wait_frames (fixture->window, 5);
  gtk_widget_activate_action (GTK_WIDGET (view), "body.show-more", NULL);
  widget_test_wait (is_settled, view);
  widget_test_wait_frames (fixture->window, 5);
  absence_end (&absence, LIMIT, bodies[index].name);
}

static const struct {
  const char *name;
  const char *before;
  const char *piece;
  guint n_pieces;
  const char *after;
} heads[] = {
  { "reason", "HTTP/1.1 200 ", "x", 60000, "\r\n\r\n" },
  { "reason-of-words", "HTTP/1.1 200 ", "mot ", 15000, "\r\n\r\n" },
  { "header", "HTTP/1.1 200 OK\r\nX: ", "x", 60000, "\r\n\r\n" },
  { "header-of-words", "HTTP/1.1 200 OK\r\nX: ", "mot ", 15000, "\r\n\r\n" },
  { "header-name", "HTTP/1.1 200 OK\r\n", "x", 60000, ": y\r\n\r\n" },
  { "header-of-bytes", "HTTP/1.1 200 OK\r\nX: ", "\xff", 60000, "\r\n\r\n" },
  { "headers", "HTTP/1.1 200 OK\r\n", "X: y\r\n", 900, "\r\n" },
  { "problems", "HTTP/1.1 200 OK\r\n", "x y\r\n", 900, "\r\n" },
  { "type", "HTTP/1.1 200 OK\r\nContent-Type: ", "x", 60000, "\r\nContent-Length: 1\r\n\r\nx" },
  { "coding", "HTTP/1.1 200 OK\r\nContent-Encoding: ", "x", 60000,
    "\r\nContent-Length: 1\r\n\r\nx" },
  { "location", "HTTP/1.1 301 OK\r\nLocation: /", "x", 60000, "\r\nContent-Length: 0\r\n\r\n" },
  { "no-http", "Recu: ", "x", 60000, "" },
};

static void
test_head (ResponseFixture *fixture, gconstpointer data)
{
  static const char *const views[] = { "headers", "raw", "timing", "problems", "body" };
  const gsize index = GPOINTER_TO_SIZE (data);
  g_autoptr (GString) text = g_string_new (heads[index].before);
  Absence absence;

  for (guint i = 0; i < heads[index].n_pieces; i++)
    g_string_append (text, heads[index].piece);
  g_string_append (text, heads[index].after);
  absence_begin (&absence);
  response_fixture_get (fixture, text->str, HTTP_SERVER_CLOSE);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++) {
    prise_response_view_show (fixture->view, views[i]);
    widget_test_wait_frames (fixture->window, 5);
  }
  absence_end (&absence, LIMIT, heads[index].name);
}

/* Where a server may write what it likes. All of it is shown in one view or another. */
static const char *const places[] = {
  "HTTP/1.1 200 ",
  "\r\nX: ",
  "\r\n",
  ": y\r\nContent-Type: text/plain; charset=",
  "\r\nLocation: /",
  "\r\nSet-Cookie: a=",
  "\r\nContent-Encoding: ",
  "\r\nTransfer-Encoding: chunked\r\n\r\n1;",
  "\r\nx\r\n0\r\nT: ",
  "\r\n",
  ": z\r\n\r\n",
};

static GBytes *
make_evil_response (const EvilText *text)
{
  g_autoptr (GBytes) evil = evil_text_repeat (text, 8000);
  GByteArray *response = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (evil, &size);

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    if (i > 0)
      g_byte_array_append (response, data, size);
    g_byte_array_append (response, (const guint8 *) places[i], strlen (places[i]));
  }

  return g_byte_array_free_to_bytes (response);
}

static void
show_all (ResponseFixture *fixture)
{
  static const char *const views[] = { "headers", "raw", "timing", "problems", "body" };
  PriseByteSelection *selection = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++) {
    prise_response_view_show (fixture->view, views[i]);
    widget_test_wait_frames (fixture->window, 5);
  }
  prise_response_view_show (fixture->view, "headers");
  for (int width = 360; width < 1400; width += 500) {
    gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, 500);
    widget_test_wait_frames (fixture->window, 5);
  }
  g_object_get (fixture->view, "selection", &selection, NULL);
  prise_byte_selection_set (selection, 60000, 10);
  prise_response_view_show (fixture->view, "raw");
  widget_test_wait_frames (fixture->window, 5);
  g_object_unref (selection);
}

static void
test_evil_head (ResponseFixture *fixture, gconstpointer data)
{
  const EvilText *text = data;
  g_autoptr (GBytes) response = make_evil_response (text);
  Absence absence;

  absence_begin (&absence);
  http_server_respond_bytes (fixture->server, "", response, 1, HTTP_SERVER_CLOSE);
  response_fixture_send (fixture, "GET");
  response_fixture_wait (fixture);
  show_all (fixture);
  absence_end (&absence, LIMIT, text->name);
}

static void
test_evil_body (ResponseFixture *fixture, gconstpointer data)
{
  const EvilText *text = data;
  PriseBodyView *view = PRISE_BODY_VIEW (response_fixture_find (fixture, PRISE_TYPE_BODY_VIEW));
  g_autoptr (GBytes) body = evil_text_repeat (text, 1000000);
  Absence absence;

  absence_begin (&absence);
  http_server_respond_bytes (fixture->server, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n",
                             body, 1, HTTP_SERVER_CLOSE);
  response_fixture_send (fixture, "GET");
  response_fixture_wait (fixture);
  response_fixture_get_body (fixture);
  gtk_widget_activate_action (GTK_WIDGET (view), "body.show-more", NULL);
  widget_test_wait (is_settled, view);
  for (int width = 360; width < 1400; width += 500) {
    gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, 500);
    widget_test_wait_frames (fixture->window, 5);
  }
  g_object_set (view, "form", "hex", NULL);
  widget_test_wait_frames (fixture->window, 5);
  absence_end (&absence, LIMIT, text->name);
}

static void
add_evil (const char *path, void (*test) (ResponseFixture *fixture, gconstpointer data))
{
  for (gsize i = 0; i < G_N_ELEMENTS (evil_texts); i++) {
    g_autofree char *whole = g_strconcat (path, evil_texts[i].name, NULL);

    g_test_add (whole, ResponseFixture, &evil_texts[i], response_fixture_set_up, test,
                response_fixture_tear_down);
  }
}

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autofree char *path = g_strconcat ("/body-absence/", bodies[i].name, NULL);

    g_test_add (path, ResponseFixture, GSIZE_TO_POINTER (i), response_fixture_set_up, test_absence,
                response_fixture_tear_down);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++) {
    g_autofree char *path = g_strconcat ("/head-absence/", heads[i].name, NULL);

    g_test_add (path, ResponseFixture, GSIZE_TO_POINTER (i), response_fixture_set_up, test_head,
                response_fixture_tear_down);
  }
  add_evil ("/evil-head/", test_evil_head);
  add_evil ("/evil-body/", test_evil_body);

  return g_test_run ();
}
