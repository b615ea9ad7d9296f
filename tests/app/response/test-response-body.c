// SPDX-License-Identifier: GPL-3.0-or-later
/* The body of a response: decoded, as text, as an image, as a dump, and saved. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "prise-body-image.h"
#include "prise-body-save.h"
#include "response-fixture.h"

/* An image of one red pixel. */
static const guint8 png[] = {
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48,
  0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00,
  0x00, 0x90, 0x77, 0x53, 0xde, 0x00, 0x00, 0x00, 0x0c, 0x49, 0x44, 0x41, 0x54, 0x78,
  0x9c, 0x63, 0xf8, 0xcf, 0xc0, 0x00, 0x00, 0x03, 0x01, 0x01, 0x00, 0xc9, 0xfe, 0x92,
  0xef, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
};

static GBytes *
compress (const char *data, gsize size)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream =
      g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  g_output_stream_write_all (stream, data, size, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* Gets a body with these header lines besides Content-Length. */
static PriseBodyContent *
get_body (ResponseFixture *fixture, const char *headers, gconstpointer data, gsize size)
{
  g_autofree char *head =
      g_strdup_printf ("HTTP/1.1 200 OK\r\n%sContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n", headers,
                       size);
  g_autoptr (GBytes) body = g_bytes_new (data, size);

  http_server_respond_bytes (fixture->server, head, body, 1, HTTP_SERVER_CLOSE);
  response_fixture_send (fixture, "GET");
  response_fixture_wait (fixture);

  return response_fixture_get_body (fixture);
}

static void
assert_shows (ResponseFixture *fixture, const char *page_name, const char *details)
{
  GtkWidget *view = response_fixture_find (fixture, PRISE_TYPE_BODY_VIEW);
  g_autofree char *name = NULL;
  g_autofree char *shown = NULL;

  g_object_get (view, "form", &name, "details", &shown, NULL);
  g_assert_cmpstr (name, ==, page_name);
  g_assert_cmpstr (shown, ==, details);
}

static void
assert_notice (ResponseFixture *fixture, const char *part)
{
  GtkWidget *view = response_fixture_find (fixture, PRISE_TYPE_BODY_VIEW);
  g_autofree char *notice = NULL;

  g_object_get (view, "notice", &notice, NULL);
  if (part == NULL)
    g_assert_null (notice);
  else
    g_assert_nonnull (strstr (notice, part));
}

static void
assert_buffer (ResponseFixture *fixture, const char *expected)
{
  GtkWidget *scroller = widget_test_find (GTK_WIDGET (fixture->view), "text_scroller");
  GtkWidget *view = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller));
  g_autofree char *text = NULL;

  g_assert_cmpstr (G_OBJECT_TYPE_NAME (view), ==, "GtkSourceView");
  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &text, NULL);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_text (ResponseFixture *fixture, gconstpointer data)
{
  get_body (fixture, "Content-Type: text/plain\r\n", "caf\xc3\xa9\n", 6);
  assert_buffer (fixture, "café");
  assert_shows (fixture, "text", "6 B · UTF-8");
  assert_notice (fixture, NULL);

  get_body (fixture, "Content-Type: text/plain; charset=iso-8859-1\r\n", "caf\xe9", 4);
  assert_buffer (fixture, "café");
  assert_shows (fixture, "text", "4 B · windows-1252");
}

static void
test_invalid (ResponseFixture *fixture, gconstpointer data)
{
  PriseBodyContent *page =
      get_body (fixture, "Content-Type: text/plain; charset=utf-8\r\n", "a\xff\0z", 4);
  g_autoptr (GBytes) bytes = prise_http_spool_read (page->spool, 0, 100);

  /* A single zero doesn't make it binary. */
  assert_shows (fixture, "text", "4 B · UTF-8");
  assert_buffer (fixture, "a\\xFF␀z");
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "a\xff\0z", 4);

  get_body (fixture, "Content-Type: text/plain; charset=utf-8\r\n", "a\xffz", 3);
  assert_buffer (fixture, "a\\xFFz");
}

static void
test_gzip (ResponseFixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (5400, 'x');
  g_autoptr (GBytes) coded = compress (text, 5400);
  g_autofree char *sizes = g_strdup_printf ("As received %d B · decoded 5.4 kB (gzip) · UTF-8",
                                            (int) g_bytes_get_size (coded));

  get_body (fixture, "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n",
            g_bytes_get_data (coded, NULL), g_bytes_get_size (coded));
  assert_shows (fixture, "text", sizes);
  assert_notice (fixture, NULL);

  get_body (fixture, "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n",
            g_bytes_get_data (coded, NULL), g_bytes_get_size (coded) - 1);
  assert_notice (fixture, "Only the beginning could be decoded");

  get_body (fixture, "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n", "not gzip", 8);
  assert_shows (fixture, "text", "8 B · UTF-8");
  assert_buffer (fixture, "not gzip");
  assert_notice (fixture, "Nothing could be decoded");

  get_body (fixture, "Content-Type: text/plain\r\nContent-Encoding: br\r\n", "unknown", 7);
  assert_shows (fixture, "text", "7 B · UTF-8");
  assert_notice (fixture, "“br” isn’t known");

  get_body (fixture, "Content-Type: text/plain\r\nContent-Encoding: br\r\n", "\x8b\0\x80\1\2\3", 6);
  assert_shows (fixture, "hex", "6 B");

  get_body (fixture, "Content-Type: text/plain; charset=no-such\r\n", "a\xe9z", 3);
  assert_buffer (fixture, "a\\xE9z");
  assert_notice (fixture, "“no-such” isn’t known");
}

static gboolean
is_settled (gpointer user_data)
{
  return prise_body_view_is_settled (user_data);
}

/* A small response that decodes to more than the limit, which can be raised. */
static void
test_bomb (ResponseFixture *fixture, gconstpointer data)
{
  const gsize size = 300 * 1024 * 1024;
  g_autofree char *zeros = g_malloc0 (size);
  g_autoptr (GBytes) coded = compress (zeros, size);
  GtkWidget *view = response_fixture_find (fixture, PRISE_TYPE_BODY_VIEW);
  PriseBodyContent *page = get_body (fixture, "Content-Encoding: gzip\r\n",
                                     g_bytes_get_data (coded, NULL), g_bytes_get_size (coded));

  g_assert_true (page->is_limited);
  g_assert_cmpuint (page->size, ==, PRISE_HTTP_BODY_DEFAULT_LIMIT);
  assert_notice (fixture, "Decoding stopped at 268 MB");

  gtk_widget_activate_action (view, "body.decode-more", NULL);
  widget_test_wait (is_settled, view);
  page = prise_body_view_get_page (PRISE_BODY_VIEW (view));
  g_assert_false (page->is_limited);
  g_assert_cmpuint (page->size, ==, size);
  assert_notice (fixture, NULL);
}

static void
test_indent (ResponseFixture *fixture, gconstpointer data)
{
  GtkWidget *view = response_fixture_find (fixture, PRISE_TYPE_BODY_VIEW);
  gboolean can_indent;

  /* JSON is laid out unless one doesn't want it, also the next time. */
  get_body (fixture, "Content-Type: application/json\r\n", "{\"a\":[1]}", 9);
  assert_buffer (fixture, "{\n  \"a\": [\n    1\n  ]\n}");
  g_object_get (view, "can-indent", &can_indent, NULL);
  g_assert_true (can_indent);
  prise_body_view_set_indent (PRISE_BODY_VIEW (view), FALSE);
  widget_test_wait (is_settled, view);
  assert_buffer (fixture, "{\"a\":[1]}");
  get_body (fixture, "Content-Type: application/json\r\n", "{\"a\":[2]}", 9);
  assert_buffer (fixture, "{\"a\":[2]}");
  prise_body_view_set_indent (PRISE_BODY_VIEW (view), TRUE);
  widget_test_wait (is_settled, view);
  assert_buffer (fixture, "{\n  \"a\": [\n    2\n  ]\n}");

  /* Markup isn't: its white space may mean something. */
  get_body (fixture, "Content-Type: text/html\r\n", "<p>x</p><hr>", 12);
  assert_buffer (fixture, "<p>x</p><hr>");
  prise_body_view_set_indent (PRISE_BODY_VIEW (view), TRUE);
  get_body (fixture, "Content-Type: text/xml\r\n", "<a/>", 4);
  prise_body_view_set_indent (PRISE_BODY_VIEW (view), TRUE);
  widget_test_wait (is_settled, view);

  assert_notice (fixture, NULL);

  /* What can't be laid out says why. */
  get_body (fixture, "Content-Type: application/json\r\n", "{\"a\":", 5);
  assert_buffer (fixture, "{\"a\":");
  assert_notice (fixture, "isn’t JSON from line 1, character 6 on");
  get_body (fixture, "Content-Type: application/json\r\n", "[\"\xc3\xa9\",\n 'é']", 13);
  assert_notice (fixture, "isn’t JSON from line 2, character 2 on");
  /* A tag, as in the flag of England. */
  get_body (fixture, "Content-Type: application/json\r\n", "[\"\xf3\xa0\x81\xa7\"]", 8);
  assert_notice (fixture, NULL);
  get_body (fixture, "Content-Type: text/xml\r\n", "<a></b>", 7);
  assert_notice (fixture, "can’t be indented");
  get_body (fixture, "Content-Type: text/html\r\n", "<p>x</p><hr>", 12);
  assert_buffer (fixture, "<p>x</p>\n<hr>");
  get_body (fixture, "Content-Type: text/plain\r\n", "{}", 2);
  g_object_get (view, "can-indent", &can_indent, NULL);
  g_assert_false (can_indent);
}

static void
test_image (ResponseFixture *fixture, gconstpointer data)
{
  PriseBodyContent *page = get_body (fixture, "Content-Type: image/png\r\n", png, sizeof png);

  assert_shows (fixture, "image", "69 B · 1 × 1");
  g_assert_cmpint (gdk_texture_get_width (page->texture), ==, 1);
  assert_notice (fixture, NULL);

  get_body (fixture, "Content-Type: image/png\r\n", png, 40);
  assert_shows (fixture, "hex", "40 B");
  assert_notice (fixture, "The image can’t be shown");
}

/* A small file that says it is a huge image, and formats that aren't read at all. */
static void
test_refused_image (void)
{
  g_autofree guint8 *huge = g_memdup2 (png, sizeof png);
  const char *svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
  const char *ppm = "P3 1 1 255 255 0 0\n";
  GBytes *bytes[3];
  guint width, height;

  /* 30,000 × 30,000. */
  memcpy (huge + 16, "\0\0\x75\x30\0\0\x75\x30", 8);
  bytes[0] = g_bytes_new (huge, sizeof png);
  bytes[1] = g_bytes_new_static (svg, strlen (svg));
  bytes[2] = g_bytes_new_static (ppm, strlen (ppm));
  for (gsize i = 0; i < G_N_ELEMENTS (bytes); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (prise_body_image_load (bytes[i], &width, &height, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
    g_bytes_unref (bytes[i]);
  }
}

/* One text after another: GTK forgets none by itself, and ends the program over a line that is no
 * more. */
static void
test_replaced (ResponseFixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (5400, 'x');

  for (guint i = 0; i < 20; i++)
    get_body (fixture, "Content-Type: text/plain\r\n", text, i % 2 == 0 ? 5400 : 8);
}

/* Of a PNG only the picture is read: what else is in it may be anything. */
static void
test_png_text (void)
{
  static const char junk[] = "\0\0\0\1t!!tx\0\0\0\0";
  g_autoptr (GByteArray) array = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;
  guint width, height;

  /* Behind IHDR. */
  g_byte_array_append (array, png, 33);
  g_byte_array_append (array, (const guint8 *) junk, sizeof junk - 1);
  g_byte_array_append (array, png + 33, sizeof png - 33);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&array));
  texture = prise_body_image_load (bytes, &width, &height, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 1);
}

/* What is large is shown smaller; of what is animated there is the first frame. */
static void
test_large_image (void)
{
  static const char frame[] = "\x21\xf9\4\0\0\0\0\0\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0";
  g_autoptr (GString) gif = g_string_new (NULL);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 4096, 16);
  g_autofree char *large = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) frames = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GdkTexture) first = NULL;
  g_autoptr (GError) error = NULL;
  guint width, height;
  gsize size;

  gdk_pixbuf_fill (pixbuf, 0xff0000ff);
  gdk_pixbuf_save_to_buffer (pixbuf, &large, &size, "png", &error, NULL);
  g_assert_no_error (error);
  bytes = g_bytes_new (large, size);
  texture = prise_body_image_load (bytes, &width, &height, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (width, ==, 4096);
  g_assert_cmpuint (height, ==, 16);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, PRISE_BODY_IMAGE_MAX_SIDE);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 8);

  g_string_append_len (gif, "GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff", 19);
  for (guint i = 0; i < 10000; i++)
    g_string_append_len (gif, frame, sizeof frame - 1);
  frames = g_bytes_new (gif->str, gif->len);
  first = prise_body_image_load (frames, &width, &height, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (first), ==, 1);
}

static void
test_binary (ResponseFixture *fixture, gconstpointer data)
{
  GtkWidget *bytes = widget_test_find (GTK_WIDGET (fixture->view), "byte_view");
  g_autofree char *line = NULL;
  gboolean can_copy, can_save;

  get_body (fixture, "Content-Type: application/octet-stream\r\n", "\0\1\2\3", 4);
  assert_shows (fixture, "hex", "4 B");
  widget_test_wait_frames (fixture->window, 2);
  line = response_fixture_get_line (PRISE_BYTE_VIEW (bytes), 0);
  g_assert_true (g_str_has_prefix (line, "00000000  00 01 02 03 "));
  g_object_get (response_fixture_find (fixture, PRISE_TYPE_BODY_VIEW), "can-copy", &can_copy,
                "can-save", &can_save, NULL);
  g_assert_false (can_copy);
  g_assert_true (can_save);
}

static void
choose_form (GtkWidget *view, const char *form)
{
  gtk_widget_activate_action (view, "body.form", "s", form);
  widget_test_wait (is_settled, view);
}

/* Whatever it is taken for, it can be seen in the other ways. */
static void
test_forms (ResponseFixture *fixture, gconstpointer data)
{
  GtkWidget *view = response_fixture_find (fixture, PRISE_TYPE_BODY_VIEW);
  GtkWidget *bytes = widget_test_find (GTK_WIDGET (fixture->view), "byte_view");
  g_autofree char *line = NULL;

  get_body (fixture, "Content-Type: application/octet-stream\r\n", "\0\1\2caf\xc3\xa9\xff", 9);
  assert_shows (fixture, "hex", "9 B");
  choose_form (view, "text");
  assert_shows (fixture, "text", "9 B · UTF-8");
  assert_buffer (fixture, "␀␁␂café\\xFF");
  choose_form (view, "hex");
  assert_shows (fixture, "hex", "9 B");

  get_body (fixture, "Content-Type: text/plain\r\n", "caf\xc3\xa9\n", 6);
  assert_shows (fixture, "text", "6 B · UTF-8");
  choose_form (view, "hex");
  assert_shows (fixture, "hex", "6 B");
  widget_test_wait_frames (fixture->window, 2);
  line = response_fixture_get_line (PRISE_BYTE_VIEW (bytes), 0);
  g_assert_true (g_str_has_prefix (line, "00000000  63 61 66 c3 a9 0a "));

  get_body (fixture, "Content-Type: image/png\r\n", png, sizeof png);
  assert_shows (fixture, "image", "69 B · 1 × 1");
  choose_form (view, "text");
  assert_shows (fixture, "text", "69 B · UTF-8");
  choose_form (view, "image");
  assert_shows (fixture, "image", "69 B · 1 × 1");
  choose_form (view, "hex");
  assert_shows (fixture, "hex", "69 B");
}

static void
test_empty (ResponseFixture *fixture, gconstpointer data)
{
  g_autofree char *title = NULL;

  get_body (fixture, "", NULL, 0);
  assert_shows (fixture, "empty", NULL);
  g_object_get (response_fixture_find (fixture, PRISE_TYPE_BODY_VIEW), "empty-title", &title, NULL);
  g_assert_cmpstr (title, ==, "This Response Has No Body");
}

/* Of much text the beginning is shown, and more when asked for; Save has all of it. */
static void
test_large (ResponseFixture *fixture, gconstpointer data)
{
  GtkWidget *view = response_fixture_find (fixture, PRISE_TYPE_BODY_VIEW);
  g_autofree char *piece = g_strnfill (1024 * 1024, 'x');
  g_autoptr (GBytes) body = g_bytes_new (piece, 1024 * 1024);
  PriseBodyContent *page;
  gsize shown;

  http_server_respond_bytes (fixture->server,
                             "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
                             "Content-Length: 67108864\r\n\r\n",
                             body, 64, HTTP_SERVER_CLOSE);
  response_fixture_send (fixture, "GET");
  response_fixture_wait (fixture);
  page = response_fixture_get_body (fixture);
  g_assert_cmpuint (page->size, ==, 64 * 1024 * 1024);
  shown = page->text_size;
  g_assert_cmpuint (shown, <, 1024 * 1024);
  assert_notice (fixture, "only the beginning");

  gtk_widget_activate_action (view, "body.show-more", NULL);
  widget_test_wait (is_settled, view);
  page = prise_body_view_get_page (PRISE_BODY_VIEW (view));
  g_assert_cmpuint (page->text_size, ==, 4 * shown);
}

static void
did_save (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (prise_body_save_write_finish (result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static void
test_save (ResponseFixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *saved = NULL;
  g_autoptr (GFile) file = NULL;
  gboolean is_done = FALSE;
  gsize size;
  const int fd = g_file_open_tmp ("prise-test-XXXXXX", &path, NULL);
  PriseBodyContent *page =
      get_body (fixture, "Content-Type: text/plain; charset=utf-8\r\n", "a\xff\r\nz", 5);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  file = g_file_new_for_path (path);
  g_assert_cmpstr (page->suffix, ==, "txt");
  prise_body_save_write_async (page, file, did_save, &is_done);
  widget_test_wait (is_true, &is_done);
  g_assert_true (g_file_get_contents (path, &saved, &size, NULL));
  g_assert_cmpmem (saved, size, "a\xff\r\nz", 5);
  g_file_delete (file, NULL, NULL);
}

static void
did_fail_to_save (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (prise_body_save_write_finish (result, &error));
  g_assert_nonnull (error);
  *(gboolean *) user_data = TRUE;
}

/* What can't be saved whole leaves the file that was there. */
static void
test_save_failure (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("new", 3);
  g_autoptr (PriseBodyContent) page = g_new0 (PriseBodyContent, 1);
  g_autofree char *path = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GFile) file = NULL;
  gboolean is_done = FALSE;
  const int fd = g_file_open_tmp ("prise-test-XXXXXX", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  file = g_file_new_for_path (path);
  g_atomic_ref_count_init (&page->ref_count);
  page->spool = prise_http_spool_new (1024);
  g_assert_true (prise_http_spool_append (page->spool, bytes, NULL));
  page->size = 10;
  prise_body_save_write_async (page, file, did_fail_to_save, &is_done);
  widget_test_wait (is_true, &is_done);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "old");
  g_file_delete (file, NULL, NULL);
}

static gboolean
has_begun (gpointer user_data)
{
  ResponseFixture *fixture = user_data;
  guint64 received;

  g_object_get (fixture->view, "received", &received, NULL);

  return received == 2;
}

static gboolean
has_page (gpointer user_data)
{
  return prise_body_view_get_page (user_data) != NULL && prise_body_view_is_settled (user_data);
}

/* While it comes nothing is decoded as long as nobody looks. */
static void
test_hidden (ResponseFixture *fixture, gconstpointer data)
{
  GtkWidget *view = response_fixture_find (fixture, PRISE_TYPE_BODY_VIEW);

  prise_response_view_show (fixture->view, "raw");
  http_server_respond (fixture->server, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhi",
                       HTTP_SERVER_HOLD);
  response_fixture_send (fixture, "GET");
  widget_test_wait (has_begun, fixture);
  widget_test_wait_frames (fixture->window, 5);
  g_assert_null (prise_body_view_get_page (PRISE_BODY_VIEW (view)));
  prise_response_view_show (fixture->view, "body");
  widget_test_wait (has_page, view);
  assert_buffer (fixture, "hi");
}

#define ADD(path, func)                                                                            \
  g_test_add (path, ResponseFixture, NULL, response_fixture_set_up, func,                          \
              response_fixture_tear_down)

/* Columns are counted in characters. */
static void
test_wrong_place (ResponseFixture *fixture, gconstpointer data)
{
  static const char json[] = "{\n\"é€\": x}";
  PriseBodyContent *content =
      get_body (fixture, "Content-Type: application/json\r\n", json, strlen (json));

  g_assert_cmpuint (content->wrong_line, ==, 2);
  g_assert_cmpuint (content->wrong_column, ==, 7);
}

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);

  ADD ("/response-body/text", test_text);
  ADD ("/response-body/invalid", test_invalid);
  ADD ("/response-body/gzip", test_gzip);
  ADD ("/response-body/bomb", test_bomb);
  ADD ("/response-body/indent", test_indent);
  ADD ("/response-body/wrong-place", test_wrong_place);
  ADD ("/response-body/image", test_image);
  g_test_add_func ("/response-body/refused-image", test_refused_image);
  g_test_add_func ("/response-body/large-image", test_large_image);
  g_test_add_func ("/response-body/png-text", test_png_text);
  ADD ("/response-body/replaced", test_replaced);
  g_test_add_func ("/response-body/save-failure", test_save_failure);
  ADD ("/response-body/binary", test_binary);
  ADD ("/response-body/forms", test_forms);
  ADD ("/response-body/empty", test_empty);
  ADD ("/response-body/large", test_large);
  ADD ("/response-body/save", test_save);
  ADD ("/response-body/hidden", test_hidden);

  return g_test_run ();
}
