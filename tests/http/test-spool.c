// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes kept in memory and beyond it: what is read is what was appended, wherever it lies. */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "net-fixture.h"
#include "prise-http-parts.h"
#include "prise-http-spool.h"

static void
append (PriseHttpSpool *spool, GBytes *all, gsize offset, gsize size)
{
  g_autoptr (GBytes) piece = g_bytes_new_from_bytes (all, offset, size);
  g_autoptr (GError) error = NULL;

  g_assert_true (prise_http_spool_append (spool, piece, &error));
  g_assert_no_error (error);
}

/* Pieces of 1, 2, 3… bytes. */
static void
append_all (PriseHttpSpool *spool, GBytes *all)
{
  const gsize size = g_bytes_get_size (all);
  gsize n = 1;

  for (gsize done = 0; done < size; done += n, n++) {
    n = MIN (n, size - done);
    append (spool, all, done, n);
    g_assert_cmpuint (prise_http_spool_get_size (spool), ==, done + n);
  }
}

static void
assert_reads (PriseHttpSpool *spool, GBytes *all, guint64 offset, gsize size)
{
  const gsize whole = g_bytes_get_size (all);
  const gsize expected = offset < whole ? MIN (size, whole - offset) : 0;
  g_autoptr (GBytes) read = prise_http_spool_read (spool, offset, size);

  g_assert_cmpuint (g_bytes_get_size (read), ==, expected);
  if (expected > 0)
    g_assert_cmpmem (g_bytes_get_data (read, NULL), expected,
                     (const char *) g_bytes_get_data (all, NULL) + offset, expected);
}

/* Budgets that hold nothing, end within a piece and between two, and hold all. */
static void
test_reads (void)
{
  const gsize size = 2000;
  const guint64 budgets[] = { 0, 1, 2, 3, 500, 1000, size - 1, size, size + 1, G_MAXUINT64 };
  g_autoptr (GBytes) all = net_pattern (size);

  for (gsize i = 0; i < G_N_ELEMENTS (budgets); i++) {
    g_autoptr (PriseHttpSpool) spool = prise_http_spool_new (budgets[i]);

    append_all (spool, all);
    for (gsize offset = 0; offset <= size + 1; offset += 7) {
      assert_reads (spool, all, offset, 0);
      assert_reads (spool, all, offset, 1);
      assert_reads (spool, all, offset, 64);
      assert_reads (spool, all, offset, size);
      assert_reads (spool, all, offset, G_MAXSIZE);
    }
    assert_reads (spool, all, G_MAXUINT64, 10);
  }
}

static void
test_empty (void)
{
  g_autoptr (PriseHttpSpool) spool = prise_http_spool_new (10);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) read = prise_http_spool_read (spool, 0, 10);

  g_assert_cmpuint (g_bytes_get_size (read), ==, 0);
  g_assert_true (prise_http_spool_append (spool, nothing, NULL));
  g_assert_cmpuint (prise_http_spool_get_size (spool), ==, 0);
  assert_reads (spool, nothing, 0, 10);
}

/* What was appended in one piece isn't copied. */
static void
test_shared (void)
{
  g_autoptr (PriseHttpSpool) spool = prise_http_spool_new (G_MAXUINT64);
  g_autoptr (GBytes) all = net_pattern (300);
  const char *data = g_bytes_get_data (all, NULL);

  for (guint offset = 0; offset < 300; offset += 100) {
    g_autoptr (GBytes) piece = g_bytes_new_from_bytes (all, offset, 100);

    g_assert_true (prise_http_spool_append (spool, piece, NULL));
  }
  for (guint offset = 0; offset < 300; offset += 100) {
    g_autoptr (GBytes) whole = prise_http_spool_read (spool, offset, 100);
    g_autoptr (GBytes) end = prise_http_spool_read (spool, offset + 60, 40);

    g_assert_true (g_bytes_get_data (whole, NULL) == data + offset);
    g_assert_true (g_bytes_get_data (end, NULL) == data + offset + 60);
  }
}

/* Nothing is in memory behind what is in the file, however little it is. */
static void
test_small_behind_large (void)
{
  g_autoptr (PriseHttpSpool) spool = prise_http_spool_new (100);
  g_autoptr (GBytes) all = net_pattern (1000);

  append (spool, all, 0, 50);
  append (spool, all, 50, 900);
  append (spool, all, 950, 1);
  append (spool, all, 951, 49);
  assert_reads (spool, all, 0, 1000);
  assert_reads (spool, all, 40, 20);
  assert_reads (spool, all, 949, 3);
}

/* The file goes with the spool; what was read outlives it. */
static void
test_file_goes (void)
{
  const guint n_fds = net_count_fds ();
  g_autoptr (GBytes) all = net_pattern (1000);
  PriseHttpSpool *spool = prise_http_spool_new (10);
  g_autoptr (GBytes) from_memory = NULL;

  append (spool, all, 0, 10);
  g_assert_cmpuint (net_count_fds (), ==, n_fds);
  append (spool, all, 10, 990);
  g_assert_cmpuint (net_count_fds (), ==, n_fds + 1);
  from_memory = prise_http_spool_read (spool, 0, 10);
  prise_http_spool_unref (spool);
  g_assert_cmpuint (net_count_fds (), ==, n_fds);
  g_assert_cmpmem (g_bytes_get_data (from_memory, NULL), 10, g_bytes_get_data (all, NULL), 10);
}

#define READER_SIZE (4 * 1024 * 1024)

typedef struct {
  PriseHttpSpool *spool;
  GBytes *all;
} Reader;

/* Reads what there is, over and over, until all is there. */
static gpointer
read_all (gpointer user_data)
{
  Reader *reader = user_data;
  guint32 random = 1;
  guint64 size;

  do {
    guint64 offset;

    size = prise_http_spool_get_size (reader->spool);
    random = random * 1664525 + 1013904223;
    offset = size > 0 ? random % size : 0;
    assert_reads (reader->spool, reader->all, offset, (gsize) MIN (random >> 18, size - offset));
  } while (size < READER_SIZE);
  assert_reads (reader->spool, reader->all, 0, READER_SIZE);

  return NULL;
}

/* Another thread gives it back. */
static void
test_large_file_goes (void)
{
  const guint n_fds = net_count_fds ();
  const gsize size = 1024 * 1024;
  g_autoptr (GBytes) all = net_pattern (size);
  PriseHttpSpool *spool = prise_http_spool_new (10);

  for (guint i = 0; i < 17; i++)
    append (spool, all, 0, size);
  g_assert_cmpuint (net_count_fds (), ==, n_fds + 1);
  prise_http_spool_unref (spool);
  for (guint i = 0; i < 1000 && net_count_fds () > n_fds; i++)
    g_usleep (10000);
  g_assert_cmpuint (net_count_fds (), ==, n_fds);
}

static void
test_concurrent_readers (void)
{
  g_autoptr (GBytes) all = net_pattern (READER_SIZE);
  g_autoptr (PriseHttpSpool) spool = prise_http_spool_new (READER_SIZE / 2);
  Reader reader = { spool, all };
  GThread *threads[3];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_all, &reader);
  for (gsize done = 0; done < READER_SIZE; done += 1024)
    append (spool, all, done, 1024);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
limit_files (rlim_t size)
{
  struct rlimit limit;

  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &limit));
  limit.rlim_cur = MIN (size, limit.rlim_max);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));
}

/* A file that may not grow is like a full disk. What is kept is right before, and after. */
static void
test_full_disk (void)
{
  g_autoptr (PriseHttpSpool) spool = prise_http_spool_new (0);
  g_autoptr (GBytes) all = net_pattern (3000);
  g_autoptr (GBytes) too_much = g_bytes_new_from_bytes (all, 1000, 2000);
  g_autoptr (GBytes) kept = g_bytes_new_from_bytes (all, 0, 1000);
  g_autoptr (GError) error = NULL;
  const char *wanted = g_getenv ("TMPDIR");
  const char *folder = wanted != NULL && *wanted != '\0' ? wanted : "/var/tmp";

  signal (SIGXFSZ, SIG_IGN);
  append (spool, all, 0, 1000);
  limit_files (1500);
  g_assert_false (prise_http_spool_append (spool, too_much, &error));
  limit_files (RLIM_INFINITY);
  g_assert_nonnull (error);
  g_assert_cmpint (error->domain, ==, G_IO_ERROR);
  g_assert_nonnull (strstr (error->message, folder));
  g_assert_cmpuint (prise_http_spool_get_size (spool), ==, 1000);
  assert_reads (spool, kept, 0, 3000);
  append (spool, all, 1000, 2000);
  assert_reads (spool, all, 0, 3000);
}

static void
test_no_place_for_file (void)
{
  if (g_test_subprocess ()) {
    g_autoptr (PriseHttpSpool) spool = prise_http_spool_new (0);
    g_autoptr (GBytes) bytes = net_pattern (10);
    g_autoptr (GError) error = NULL;

    g_assert_false (prise_http_spool_append (spool, bytes, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
    g_assert_nonnull (strstr (error->message, "/nonexistent/prise"));
    g_assert_cmpuint (prise_http_spool_get_size (spool), ==, 0);
    return;
  }

  g_setenv ("TMPDIR", "/nonexistent/prise", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_unsetenv ("TMPDIR");
  g_test_trap_assert_passed ();
}

/* Returns how many files of this process lie in @folder. */
static guint
count_files_in (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  g_autofree char *prefix = g_strconcat (folder, "/", NULL);
  guint n = 0;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename ("/proc/self/fd", name, NULL);
    g_autofree char *target = g_file_read_link (path, NULL);

    n += target != NULL && g_str_has_prefix (target, prefix);
  }

  return n;
}

/* On a disk: /tmp may be memory. Nobody else sees the file. */
static void
test_place_of_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("prise-spool-XXXXXX", NULL);
  g_autofree char *before = g_strdup (g_getenv ("TMPDIR"));
  const char *const places[] = { folder, NULL, "" };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    const char *expected = places[i] == folder ? folder : "/var/tmp";
    g_autoptr (PriseHttpSpool) spool = prise_http_spool_new (0);
    g_autoptr (GBytes) bytes = net_pattern (10);
    const guint n_files = count_files_in (expected);

    if (places[i] != NULL)
      g_setenv ("TMPDIR", places[i], TRUE);
    else
      g_unsetenv ("TMPDIR");
    append (spool, bytes, 0, 10);
    assert_reads (spool, bytes, 0, 10);
    g_assert_cmpuint (count_files_in (expected), ==, n_files + 1);
  }

  if (before != NULL)
    g_setenv ("TMPDIR", before, TRUE);
  else
    g_unsetenv ("TMPDIR");
  g_assert_no_errno (g_rmdir (folder));
}

static void
append_part (PriseHttpSpool *spool, guint64 offset, guint64 size)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (PriseHttpPart));
  g_autoptr (GError) error = NULL;
  const PriseHttpPart part = { offset, size };

  g_array_append_val (parts, part);
  g_assert_true (prise_http_spool_append_parts (spool, parts, &error));
  g_assert_no_error (error);
}

/* Parts of a spool, some in its memory and some in its file, some within one piece and some side by
 * side: what is read of them is what they are together. */
static void
test_parts (void)
{
  const gsize size = 700 * 1024;
  const struct {
    gsize part, gap;
  } cases[] = { { 1, 5 }, { 7, 0 }, { 1000, 6 }, { 300 * 1024, 6 } };
  g_autoptr (GBytes) all = net_pattern (size);
  g_autoptr (PriseHttpSpool) source = prise_http_spool_new (size / 2);

  append (source, all, 0, 100);
  append (source, all, 100, size / 3);
  append (source, all, 100 + size / 3, size - size / 3 - 100);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PriseHttpSpool) spool = prise_http_spool_new_of_parts (source);
    GByteArray *expected = g_byte_array_new ();
    g_autoptr (GBytes) together = NULL;

    for (gsize offset = 3; offset < size; offset += cases[i].part + cases[i].gap) {
      const gsize part = MIN (cases[i].part, size - offset);

      append_part (spool, offset, part);
      g_byte_array_append (expected, (const guint8 *) g_bytes_get_data (all, NULL) + offset,
                           (guint) part);
      g_assert_cmpuint (prise_http_spool_find_source (spool, expected->len), ==, offset + part);
    }
    together = g_byte_array_free_to_bytes (expected);
    g_assert_cmpuint (prise_http_spool_get_size (spool), ==, g_bytes_get_size (together));
    g_assert_cmpuint (prise_http_spool_find_source (spool, 0), ==, 3);
    assert_reads (spool, together, 0, size);
    assert_reads (spool, together, 1, 999);
    assert_reads (spool, together, cases[i].part - 1, 2);
    assert_reads (spool, together, g_bytes_get_size (together) - 1, 2);
    assert_reads (spool, together, g_bytes_get_size (together), 1);
  }
}

/* So many that what follows them is kept again. */
#define MANY         (1200 * 1000)
#define MANY_AT_ONCE 10000
#define MANY_KNOWN   (1024 * 1024)

/* Every other byte of @source is a part. */
static gboolean
append_many (PriseHttpSpool *spool, guint from, GError **error)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (PriseHttpPart));

  for (guint i = from; i < from + MANY_AT_ONCE; i++) {
    const PriseHttpPart part = { 2 * i, 1 };

    g_array_append_val (parts, part);
  }

  return prise_http_spool_append_parts (spool, parts, error);
}

static GBytes *
pick_every_other (GBytes *all)
{
  const char *data = g_bytes_get_data (all, NULL);
  GString *picked = g_string_sized_new (MANY);

  for (gsize i = 0; i < MANY; i++)
    g_string_append_c (picked, data[2 * i]);

  return g_string_free_to_bytes (picked);
}

/* What is read doesn't tell which bytes are kept again. */
static void
test_many_parts (void)
{
  const guint known = MANY_KNOWN - MANY_KNOWN % MANY_AT_ONCE;
  g_autoptr (GBytes) all = net_pattern (2 * MANY);
  g_autoptr (GBytes) picked = pick_every_other (all);
  g_autoptr (PriseHttpSpool) source = prise_http_spool_new (MANY);
  g_autoptr (PriseHttpSpool) spool = prise_http_spool_new_of_parts (source);
  g_autoptr (GError) error = NULL;

  append (source, all, 0, 1000);
  append (source, all, 1000, 2 * MANY - 1000);
  for (guint i = 0; i < MANY; i += MANY_AT_ONCE)
    g_assert_true (append_many (spool, i, &error));
  g_assert_cmpuint (prise_http_spool_get_size (spool), ==, MANY);
  assert_reads (spool, picked, 0, MANY + 1);
  for (guint offset = known - 2; offset < known + 2; offset++) {
    assert_reads (spool, picked, offset, 1);
    assert_reads (spool, picked, offset, 3);
    assert_reads (spool, picked, offset, G_MAXSIZE);
  }
  assert_reads (spool, picked, MANY, 1);
  assert_reads (spool, picked, G_MAXUINT64, 1);
  g_assert_cmpuint (prise_http_spool_find_source (spool, known), ==, 2 * known - 1);
  g_assert_cmpuint (prise_http_spool_find_source (spool, MANY), ==, 2 * known - 1);
}

/* Returns the path by which this process has its file in @folder open. */
static char *
find_file_in (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  g_autofree char *prefix = g_strconcat (folder, "/", NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename ("/proc/self/fd", name, NULL);
    g_autofree char *target = g_file_read_link (path, NULL);

    if (target != NULL && g_str_has_prefix (target, prefix))
      return g_steal_pointer (&path);
  }

  return NULL;
}

/* What can't be read any more ends what is read: nothing else stands in its place. */
static void
test_parts_of_lost_bytes (void)
{
  g_autofree char *folder = g_dir_make_tmp ("prise-spool-XXXXXX", NULL);
  g_autofree char *before = g_strdup (g_getenv ("TMPDIR"));
  g_autofree char *path = NULL;
  g_autoptr (GBytes) all = net_pattern (1000000);
  g_autoptr (PriseHttpSpool) source = prise_http_spool_new (0);
  g_autoptr (PriseHttpSpool) spool = prise_http_spool_new_of_parts (source);
  g_autoptr (GBytes) read = NULL;

  g_setenv ("TMPDIR", folder, TRUE);
  append (source, all, 0, 1000000);
  append_part (spool, 10, 10);
  append_part (spool, 30, 10);
  append_part (spool, 500000, 10);
  append_part (spool, 900000, 10);
  path = find_file_in (folder);
  g_assert_no_errno (truncate (path, 35));
  read = prise_http_spool_read (spool, 0, 40);
  g_assert_cmpuint (g_bytes_get_size (read), ==, 15);

  if (before != NULL)
    g_setenv ("TMPDIR", before, TRUE);
  else
    g_unsetenv ("TMPDIR");
  g_assert_no_errno (g_rmdir (folder));
}

/* There is room for the source, but not for what is kept again. */
static void
test_many_parts_on_full_disk (void)
{
  g_autoptr (GBytes) all = net_pattern (2 * MANY);
  g_autoptr (PriseHttpSpool) source = prise_http_spool_new (2 * MANY);
  g_autoptr (PriseHttpSpool) spool = prise_http_spool_new_of_parts (source);
  g_autoptr (GError) error = NULL;
  guint i = 0;

  append (source, all, 0, 2 * MANY);
  signal (SIGXFSZ, SIG_IGN);
  limit_files (0);
  while (i < MANY && append_many (spool, i, &error))
    i += MANY_AT_ONCE;
  limit_files (RLIM_INFINITY);
  g_assert_cmpuint (i, ==, MANY_KNOWN - MANY_KNOWN % MANY_AT_ONCE);
  g_assert_cmpint (error->domain, ==, G_IO_ERROR);
  g_assert_cmpuint (prise_http_spool_get_size (spool), ==, i);
}

/* In memory and in the file, between pieces and within one. */
static void
test_forget (void)
{
  g_autoptr (PriseHttpSpool) spool = prise_http_spool_new (100);
  g_autoptr (GBytes) bytes = net_pattern (20);
  g_autoptr (GError) error = NULL;
  const guint8 *data = g_bytes_get_data (bytes, NULL);

  for (guint64 n = 20; n <= 800; n += 20) {
    const guint64 place = n - n % 3 - 12;
    g_autoptr (GBytes) gone = NULL;
    g_autoptr (GBytes) kept = NULL;
    gsize size;
    const guint8 *last;

    g_assert_true (prise_http_spool_append (spool, bytes, &error));
    g_assert_no_error (error);
    /* Not at first, so that a part of it lies in the file. */
    if (n < 200)
      continue;
    prise_http_spool_forget (spool, place);
    gone = prise_http_spool_read (spool, place - 1, 20);
    kept = prise_http_spool_read (spool, place, 100);
    g_assert_cmpuint (g_bytes_get_size (gone), ==, 0);
    last = g_bytes_get_data (kept, &size);
    g_assert_cmpmem (last, size, data + 20 - (n - place), n - place);
  }
  g_assert_cmpuint (prise_http_spool_get_size (spool), ==, 800);
  prise_http_spool_forget (spool, G_MAXUINT64);
  prise_http_spool_forget (spool, 1);
}

/* What was forgotten leaves room in memory: a full disk is no matter. */
static void
test_forgotten_room (void)
{
  g_autoptr (PriseHttpSpool) spool = prise_http_spool_new (100);
  g_autoptr (GBytes) bytes = net_pattern (60);

  limit_files (0);
  for (guint i = 1; i <= 100; i++) {
    g_autoptr (GError) error = NULL;

    g_assert_true (prise_http_spool_append (spool, bytes, &error));
    g_assert_no_error (error);
    prise_http_spool_forget (spool, 60 * i - 10);
  }
  limit_files (RLIM_INFINITY);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http/spool/empty", test_empty);
  g_test_add_func ("/http/spool/reads", test_reads);
  g_test_add_func ("/http/spool/parts", test_parts);
  g_test_add_func ("/http/spool/parts-of-lost-bytes", test_parts_of_lost_bytes);
  g_test_add_func ("/http/spool/many-parts", test_many_parts);
  g_test_add_func ("/http/spool/many-parts-on-full-disk", test_many_parts_on_full_disk);
  g_test_add_func ("/http/spool/shared", test_shared);
  g_test_add_func ("/http/spool/small-behind-large", test_small_behind_large);
  g_test_add_func ("/http/spool/file-goes", test_file_goes);
  g_test_add_func ("/http/spool/large-file-goes", test_large_file_goes);
  g_test_add_func ("/http/spool/concurrent-readers", test_concurrent_readers);
  g_test_add_func ("/http/spool/full-disk", test_full_disk);
  g_test_add_func ("/http/spool/forget", test_forget);
  g_test_add_func ("/http/spool/forgotten-room", test_forgotten_room);
  g_test_add_func ("/http/spool/place-of-file", test_place_of_file);
  g_test_add_func ("/http/spool/no-place-for-file", test_no_place_for_file);

  return g_test_run ();
}
