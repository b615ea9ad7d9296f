// SPDX-License-Identifier: GPL-3.0-or-later
/* Files that are written whole, or not at all, with another in their place and without. */
#include "config.h"

#include <glib/gstdio.h>

#include "prise-new-file.h"

typedef struct {
  char *folder;
  GFile *file;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("prise-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "file", NULL);
  fixture->file = g_file_new_for_path (path);
  if (data != NULL)
    g_assert_true (g_file_set_contents (path, data, -1, NULL));
}

/* Nothing else is left behind. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_file_delete (fixture->file, NULL, NULL);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_object_unref (fixture->file);
  g_free (fixture->folder);
}

static void
assert_contents (Fixture *fixture, const char *expected)
{
  g_autofree char *contents = NULL;

  g_assert_cmpint (g_file_load_contents (fixture->file, NULL, &contents, NULL, NULL, NULL), ==,
                   expected != NULL);
  g_assert_cmpstr (contents, ==, expected);
}

static void
begin (Fixture *fixture, PriseNewFile *file)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
      prise_new_file_begin (file, fixture->file, G_FILE_CREATE_REPLACE_DESTINATION, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (file->stream, "new", 3, NULL, NULL, &error));
}

static void
test_finish (Fixture *fixture, gconstpointer data)
{
  PriseNewFile file;
  g_autoptr (GError) error = NULL;

  begin (fixture, &file);
  g_assert_true (prise_new_file_finish (&file, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (file.stream);
  assert_contents (fixture, "new");
}

static void
test_abandon (Fixture *fixture, gconstpointer data)
{
  PriseNewFile file;

  begin (fixture, &file);
  prise_new_file_abandon (&file);
  g_assert_null (file.stream);
  assert_contents (fixture, data);
}

/* Who gives up at the last moment has the same as who gave up before. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  PriseNewFile file;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  begin (fixture, &file);
  g_cancellable_cancel (cancellable);
  g_assert_false (prise_new_file_finish (&file, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (file.stream);
  assert_contents (fixture, data);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  PriseNewFile file;
  g_autoptr (GFile) elsewhere = g_file_get_child (fixture->file, "file");
  g_autoptr (GError) error = NULL;

  g_assert_false (prise_new_file_begin (&file, elsewhere, G_FILE_CREATE_NONE, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
add (const char *path, const char *before, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, before, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/new-file/finish", NULL, test_finish);
  add ("/new-file/finish-over-old", "old", test_finish);
  add ("/new-file/abandon", NULL, test_abandon);
  add ("/new-file/abandon-over-old", "old", test_abandon);
  add ("/new-file/cancel", NULL, test_cancel);
  add ("/new-file/cancel-over-old", "old", test_cancel);
  add ("/new-file/no-folder", NULL, test_no_folder);

  return g_test_run ();
}
