// SPDX-License-Identifier: GPL-3.0-or-later
/* What waits to be sent: order, partial writes, completion, failure. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net-fixture.h"
#include "prise-write-queue.h"

typedef struct {
  PriseWriteQueue queue;
  GSocket *socket;
  int fds[2];
  GByteArray *written;
  GString *done;
} Fixture;

/* One item's completion: which, and where to say so. */
typedef struct {
  Fixture *fixture;
  char name;
} Done;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_assert_no_errno (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fixture->fds));
  fixture->socket = net_adopt (fixture->fds[0]);
  fixture->written = g_byte_array_new ();
  fixture->done = g_string_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_true (prise_write_queue_is_empty (&fixture->queue));
  g_object_unref (fixture->socket);
  if (fixture->fds[1] >= 0)
    close (fixture->fds[1]);
  g_byte_array_unref (fixture->written);
  g_string_free (fixture->done, TRUE);
}

static void
did_write (const guint8 *data, gsize size, gpointer user_data)
{
  g_byte_array_append (((Fixture *) user_data)->written, data, size);
}

static void
did_finish (const GError *error, gpointer user_data)
{
  g_autofree Done *done = user_data;

  g_string_append_c (done->fixture->done,
                     error == NULL ? done->name : g_ascii_toupper (done->name));
}

static void
push (Fixture *fixture, char name, GBytes *bytes, gboolean is_reply)
{
  Done *done = g_new (Done, 1);

  *done = (Done){ fixture, name };
  prise_write_queue_push (&fixture->queue, bytes, is_reply, did_finish, done);
}

static void
push_text (Fixture *fixture, char name, const char *text, gboolean is_reply)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  push (fixture, name, bytes, is_reply);
}

static int
write_queued (Fixture *fixture)
{
  return prise_write_queue_write (&fixture->queue, fixture->socket, did_write, fixture);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  push_text (fixture, 'a', "one ", FALSE);
  push_text (fixture, 'b', "two ", TRUE);
  push_text (fixture, 'c', "three", FALSE);
  g_assert_cmpuint (fixture->queue.size, ==, 13);
  g_assert_cmpuint (fixture->queue.reply_size, ==, 4);
  g_assert_cmpstr (fixture->done->str, ==, "");

  g_assert_cmpint (write_queued (fixture), ==, 0);
  g_assert_cmpstr (fixture->done->str, ==, "abc");
  g_assert_cmpuint (fixture->queue.size, ==, 0);
  g_assert_cmpuint (fixture->queue.reply_size, ==, 0);
  net_expect_text (fixture->fds[1], "one two three");
  g_assert_cmpmem (fixture->written->data, fixture->written->len, "one two three", 13);
}

static void
test_empty_message (Fixture *fixture, gconstpointer data)
{
  push_text (fixture, 'a', "", FALSE);
  g_assert_false (prise_write_queue_is_empty (&fixture->queue));
  g_assert_cmpint (write_queued (fixture), ==, 0);
  g_assert_cmpstr (fixture->done->str, ==, "a");
  g_assert_cmpuint (fixture->written->len, ==, 0);
}

/* The system takes it piece by piece; each byte is told once, and completion comes last. */
static void
test_partial (Fixture *fixture, gconstpointer data)
{
  const gsize size = 3 * 1024 * 1024;
  g_autoptr (GBytes) bytes = net_pattern (size);
  g_autoptr (GByteArray) got = g_byte_array_new ();
  guint8 buffer[64 * 1024];
  guint n_turns = 0;

  push (fixture, 'a', bytes, TRUE);
  while (got->len < size) {
    gssize n;

    g_assert_cmpint (write_queued (fixture), ==, 0);
    n_turns++;
    g_assert_cmpuint (fixture->queue.size, ==, size - fixture->written->len);
    g_assert_cmpuint (fixture->queue.reply_size, ==, fixture->queue.size);
    g_assert_true ((fixture->queue.size == 0) == (fixture->done->len == 1));
    n = recv (fixture->fds[1], buffer, sizeof buffer, 0);
    g_assert_cmpint (n, >, 0);
    g_byte_array_append (got, buffer, n);
  }

  g_assert_cmpuint (n_turns, >, 1);
  g_assert_cmpmem (got->data, got->len, g_bytes_get_data (bytes, NULL), size);
  g_assert_cmpmem (fixture->written->data, fixture->written->len, g_bytes_get_data (bytes, NULL),
                   size);
}

static void
test_not_copied (Fixture *fixture, gconstpointer data)
{
  gboolean is_freed = FALSE;
  GBytes *bytes =
      g_bytes_new_with_free_func ("Bonjour", 7, (GDestroyNotify) g_atomic_int_inc, &is_freed);

  push (fixture, 'a', bytes, FALSE);
  g_bytes_unref (bytes);
  g_assert_false (is_freed);
  g_assert_cmpint (write_queued (fixture), ==, 0);
  g_assert_true (is_freed);
}

/* A small reply that has to wait lets go of the memory that it came from. */
static void
test_waiting_reply (Fixture *fixture, gconstpointer data)
{
  gboolean is_freed = FALSE;
  GBytes *bytes =
      g_bytes_new_with_free_func ("Bonjour", 7, (GDestroyNotify) g_atomic_int_inc, &is_freed);

  push_text (fixture, 'a', "one ", FALSE);
  push (fixture, 'b', bytes, TRUE);
  g_bytes_unref (bytes);
  g_assert_true (is_freed);
  g_assert_cmpint (write_queued (fixture), ==, 0);
  g_assert_cmpstr (fixture->done->str, ==, "ab");
  g_assert_cmpuint (fixture->queue.reply_size, ==, 0);
  net_expect_text (fixture->fds[1], "one Bonjour");
}

/* So does what is left of one that the system would take no more of. */
static void
test_blocked_reply (Fixture *fixture, gconstpointer data)
{
  gboolean is_freed = FALSE;
  GBytes *bytes =
      g_bytes_new_with_free_func ("Bonjour", 7, (GDestroyNotify) g_atomic_int_inc, &is_freed);
  const char filling[4096] = "";
  gsize n_filled = 0;
  gssize n;

  while ((n = send (fixture->fds[0], filling, sizeof filling, 0)) > 0)
    n_filled += n;
  push (fixture, 'a', bytes, TRUE);
  g_bytes_unref (bytes);
  g_assert_false (is_freed);
  g_assert_cmpint (write_queued (fixture), ==, 0);
  g_assert_true (is_freed);

  g_bytes_unref (net_read (fixture->fds[1], n_filled));
  g_assert_cmpint (write_queued (fixture), ==, 0);
  g_assert_cmpstr (fixture->done->str, ==, "a");
  net_expect_text (fixture->fds[1], "Bonjour");
}

static void
test_broken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, "Broken");

  close (fixture->fds[1]);
  fixture->fds[1] = -1;
  push_text (fixture, 'a', "one", FALSE);
  push_text (fixture, 'b', "two", TRUE);
  g_assert_cmpint (write_queued (fixture), ==, EPIPE);
  g_assert_cmpstr (fixture->done->str, ==, "");

  prise_write_queue_fail (&fixture->queue, error);
  g_assert_cmpstr (fixture->done->str, ==, "AB");
  g_assert_cmpuint (fixture->queue.size, ==, 0);
  g_assert_cmpuint (fixture->queue.reply_size, ==, 0);
}

/* The peer reads at once what is written. */
static void
did_write_to_fast_reader (const guint8 *data, gsize size, gpointer user_data)
{
  g_autofree guint8 *buffer = g_malloc (size);

  g_assert_cmpint (recv (((Fixture *) user_data)->fds[1], buffer, size, MSG_WAITALL), ==, size);
}

/* However fast it reads, others have their turn. */
static void
test_fast_reader (Fixture *fixture, gconstpointer data)
{
  const gsize size = 16 * 1024 * 1024;
  g_autoptr (GBytes) bytes = net_pattern (size);

  push (fixture, 'a', bytes, FALSE);
  g_assert_cmpint (prise_write_queue_write (&fixture->queue, fixture->socket,
                                            did_write_to_fast_reader, fixture),
                   ==, 0);
  g_assert_cmpuint (fixture->queue.size, >, size / 2);
  g_assert_cmpuint (fixture->queue.size, <, size);
  while (!prise_write_queue_is_empty (&fixture->queue))
    g_assert_cmpint (prise_write_queue_write (&fixture->queue, fixture->socket,
                                              did_write_to_fast_reader, fixture),
                     ==, 0);
  g_assert_cmpstr (fixture->done->str, ==, "a");
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  add ("/write-queue/order", test_order);
  add ("/write-queue/empty-message", test_empty_message);
  add ("/write-queue/partial", test_partial);
  add ("/write-queue/fast-reader", test_fast_reader);
  add ("/write-queue/not-copied", test_not_copied);
  add ("/write-queue/waiting-reply", test_waiting_reply);
  add ("/write-queue/blocked-reply", test_blocked_reply);
  add ("/write-queue/broken", test_broken);

  return g_test_run ();
}
