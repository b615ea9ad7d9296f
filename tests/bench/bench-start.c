// SPDX-License-Identifier: GPL-3.0-or-later
/* How long a window takes from exec to its first frame, and the memory it holds when it has come to
 * rest. It looks from outside, at what the X server shows, so that it treats both programs alike:
 *
 *   bench-start REFERENCE OURS
 *
 * prints its figures for prise-bench; the programs run in turn, on a display without other windows.
 */
#include "config.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench-process.h"
#include "bench-util.h"

#define START_ROUNDS          15
#define MEMORY_ROUNDS         3
#define FRAME_TIMEOUT_SECONDS 20
#define REST_SECONDS          1.0

typedef struct {
  Display *display;
  Window root;
  int damage_event;
  XRectangle window; /* of the program that starts; empty before it is mapped */
} Observer;

static gboolean
observer_open (Observer *self)
{
  int error_base;

  self->display = XOpenDisplay (NULL);
  if (self->display == NULL ||
      !XDamageQueryExtension (self->display, &self->damage_event, &error_base))
    return FALSE;

  self->root = DefaultRootWindow (self->display);
  XSelectInput (self->display, self->root, SubstructureNotifyMask);
  XDamageCreate (self->display, self->root, XDamageReportRawRectangles);
  return TRUE;
}

static void
observer_forget (Observer *self)
{
  XSync (self->display, True);
  self->window = (XRectangle){ 0 };
}

/* An area may be cleared to black before anything is drawn there: a row across tells. */
static gboolean
observer_shows_content (Observer *self)
{
  XImage *row = XGetImage (self->display, self->root, self->window.x,
                           self->window.y + self->window.height / 2, self->window.width, 1,
                           AllPlanes, ZPixmap);
  gboolean found = FALSE;

  for (int x = 0; row != NULL && x < row->width && !found; x++)
    found = (XGetPixel (row, x, 0) & 0xffffff) != 0;

  if (row != NULL)
    XDestroyImage (row);
  return found;
}

static void
observer_did_map (Observer *self, Window window)
{
  XWindowAttributes attributes;

  if (XGetWindowAttributes (self->display, window, &attributes) && attributes.width > 1)
    self->window = (XRectangle){ .x = (short) MAX (attributes.x, 0),
                                 .y = (short) MAX (attributes.y, 0),
                                 .width = (unsigned short) attributes.width,
                                 .height = (unsigned short) attributes.height };
}

/* Whether the event is the one by which the window's first frame shows. */
static gboolean
observer_handle (Observer *self, XEvent *event)
{
  if (event->type == MapNotify)
    observer_did_map (self, event->xmap.window);

  return event->type == self->damage_event + XDamageNotify && self->window.width > 0 &&
         observer_shows_content (self);
}

static gboolean
observer_wait_for_frame (Observer *self)
{
  double deadline = bench_now () + FRAME_TIMEOUT_SECONDS;

  while (bench_now () < deadline) {
    XEvent event;

    if (XPending (self->display) == 0) {
      g_usleep (200);
      continue;
    }
    XNextEvent (self->display, &event);
    if (observer_handle (self, &event))
      return TRUE;
  }

  return FALSE;
}

static gboolean
run_once (Observer *observer, const char *side, const char *program, gboolean memory)
{
  const char *argv[] = { program, NULL };
  g_autofree char *ms = g_strconcat (side, "-ms", NULL);
  g_autofree char *mib = g_strconcat (side, "-mib", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (BenchProcess) process = NULL;
  double start;

  observer_forget (observer);
  start = bench_now ();
  process = bench_process_new (argv, &error);
  if (process == NULL || !observer_wait_for_frame (observer)) {
    fprintf (stderr, "%s: %s\n", program, error != NULL ? error->message : "no window came");
    return FALSE;
  }

  if (!memory) {
    bench_print_value (ms, (bench_now () - start) * 1e3);
    return TRUE;
  }

  bench_process_wait_for_rest (process, REST_SECONDS);
  bench_print_value (mib, (double) bench_process_get_proportional_size (process) / 0x100000);
  return TRUE;
}

/* In turn, and who comes first changes from pair to pair. */
static gboolean
run_pairs (Observer *observer, char **programs, guint n_rounds, gboolean memory)
{
  static const char *const sides[] = { "reference", "ours" };

  for (guint i = 0; i < 2 * n_rounds; i++) {
    guint side = (i + i / 2) % 2;

    if (!run_once (observer, sides[side], programs[side], memory))
      return FALSE;
  }

  return TRUE;
}

int
main (int argc, char *argv[])
{
  Observer observer = { 0 };

  if (argc != 3 || !observer_open (&observer)) {
    fprintf (stderr,
             "Usage, on an X display with the DAMAGE extension: bench-start REFERENCE OURS\n");
    return 2;
  }

  /* The memory runs come first: they also start what serves every window of the session. */
  return run_pairs (&observer, argv + 1, MEMORY_ROUNDS, TRUE) &&
                 run_pairs (&observer, argv + 1, START_ROUNDS, FALSE)
             ? EXIT_SUCCESS
             : EXIT_FAILURE;
}
