// SPDX-License-Identifier: GPL-3.0-or-later
/* The time without a move on a connection: what ends it, and what it counts from. */
#include "config.h"

#include <sys/socket.h>
#include <unistd.h>

#include "net-fixture.h"
#include "prise-silence.h"

/* In ms. Nothing here takes so long on its own. */
#define LIMIT 100
#define LONG  (NET_LIMIT * 1000)

typedef struct {
  PriseIo *io;
  GSocket *socket;
  int peer_fd;
  PriseSilence silence;
  gint64 begun;
  gint64 fell;       /* 0: not yet; the I/O thread */
  gint64 known_fall; /* the same, when it was asked for */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  guint16 port;
  const int listening_fd = net_listen (AF_INET, 1, &port);

  fixture->io = prise_io_new ();
  net_set_buffers (listening_fd, 64 * 1024);
  fixture->socket = net_adopt (net_connect (AF_INET, port));
  fixture->peer_fd = net_accept (listening_fd);
  close (listening_fd);
}

static void
clear (gpointer user_data)
{
  prise_silence_clear (&((Fixture *) user_data)->silence);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  net_run_on_io (fixture->io, clear, fixture);
  g_object_unref (fixture->socket);
  close (fixture->peer_fd);
  g_assert_finalize_object (fixture->io);
}

static gboolean
did_fall (gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpint (fixture->fell, ==, 0);
  g_assert_false (prise_silence_is_awaited (&fixture->silence));
  fixture->fell = g_get_monotonic_time ();

  return G_SOURCE_REMOVE;
}

static void
await (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->begun = g_get_monotonic_time ();
  prise_silence_await (&fixture->silence, fixture->io, fixture->socket, LIMIT, LONG, did_fall,
                       fixture);
  g_assert_true (prise_silence_is_awaited (&fixture->silence));
}

static void
copy_fall (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->known_fall = fixture->fell;
}

/* As the I/O thread knows it. */
static gint64
get_fall (Fixture *fixture)
{
  net_run_on_io (fixture->io, copy_fall, fixture);

  return fixture->known_fall;
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  net_run_on_io (fixture->io, await, fixture);
  net_wait_for (get_fall (fixture) != 0);
  g_assert_cmpint (fixture->fell - fixture->begun, >=, LIMIT * 1000);
}

static void
break_and_keep_time (gpointer user_data)
{
  Fixture *fixture = user_data;

  if (!prise_silence_is_awaited (&fixture->silence))
    return;
  fixture->begun = g_get_monotonic_time ();
  prise_silence_break (&fixture->silence);
}

/* Broken before it fell, or the machine was too slow for that. */
static void
test_broken (Fixture *fixture, gconstpointer data)
{
  net_run_on_io (fixture->io, await, fixture);
  net_wait_ms (LIMIT / 2);
  net_run_on_io (fixture->io, break_and_keep_time, fixture);
  net_wait_for (get_fall (fixture) != 0);
  g_assert_cmpint (fixture->fell - fixture->begun, >=, (LIMIT - 20) * 1000);
}

static void
test_cleared (Fixture *fixture, gconstpointer data)
{
  net_run_on_io (fixture->io, await, fixture);
  if (get_fall (fixture) == 0)
    net_run_on_io (fixture->io, clear, fixture);
  if (get_fall (fixture) != 0) {
    g_test_skip ("The machine is too slow");
    return;
  }
  g_assert_false (prise_silence_is_awaited (&fixture->silence));
  net_wait_ms (2 * LIMIT);
  g_assert_cmpint (get_fall (fixture), ==, 0);
}

static void
fill (int fd)
{
  static const guint8 zeros[65536];

  while (send (fd, zeros, sizeof zeros, MSG_DONTWAIT | MSG_NOSIGNAL) > 0)
    ;
}

/* The peer reads nothing: some is under way, until it has read all. */
static void
test_under_way (Fixture *fixture, gconstpointer data)
{
  guint8 buffer[65536];

  fill (g_socket_get_fd (fixture->socket));
  net_run_on_io (fixture->io, await, fixture);
  net_wait_ms (3 * LIMIT);
  g_assert_cmpint (get_fall (fixture), ==, 0);

  fixture->begun = g_get_monotonic_time ();
  shutdown (g_socket_get_fd (fixture->socket), SHUT_WR);
  while (recv (fixture->peer_fd, buffer, sizeof buffer, 0) > 0)
    ;
  net_wait_for (get_fall (fixture) != 0);
  g_assert_cmpint (fixture->fell, >, fixture->begun);
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

  add ("/silence/nothing", test_nothing);
  add ("/silence/broken", test_broken);
  add ("/silence/cleared", test_cleared);
  add ("/silence/under-way", test_under_way);

  return g_test_run ();
}
