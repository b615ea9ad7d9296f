// SPDX-License-Identifier: GPL-3.0-or-later
/* How long the main thread is away from its loop, by its own processor time: what other programs do
 * then doesn't count, but for what they take from the caches. Of that, and of how fast the machine
 * is, a text tells which is laid out before and after. */
#include "config.h"

#include "absence.h"

#include <string.h>
#include <time.h>

/* In µs: how long the text takes on the machine that limits are said of. */
#define REFERENCE 20000

/* A sanitizer takes its time of us, and none of the libraries that lay out the text. */
#ifdef __SANITIZE_ADDRESS__
#define SANITIZER_FACTOR 10
#else
#define SANITIZER_FACTOR 1
#endif

static gint64
get_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return now.tv_sec * (gint64) G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* How many times as long as on that machine it takes now. */
static double
measure_slowness (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 start;

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (text, "%u words of a text. ", i);
  start = get_time ();
  for (guint i = 0; i < 4; i++) {
    g_autoptr (PangoLayout) layout = pango_layout_new (context);

    pango_layout_set_text (layout, text->str, (int) text->len);
    pango_layout_set_width (layout, (300 + (int) i) * PANGO_SCALE);
    pango_layout_get_pixel_size (layout, NULL, NULL);
  }
  g_object_unref (context);

  return (double) (get_time () - start) / REFERENCE;
}

static gboolean
did_beat (gpointer user_data)
{
  Absence *self = user_data;
  const gint64 now = get_time ();

  self->longest = MAX (self->longest, now - self->last);
  self->last = now;

  return G_SOURCE_CONTINUE;
}

/**
 * absence_begin:
 * @self: (out caller-allocates): what measures, until absence_end()
 *
 * Looks between whatever else the main loop does, from now on.
 */
void
absence_begin (Absence *self)
{
  *self = (Absence){ .slowness = measure_slowness () };
  self->last = get_time ();
  self->id = g_timeout_add_full (G_PRIORITY_HIGH, 1, did_beat, self, NULL);
}

/**
 * absence_end:
 * @self: what has measured
 * @limit: for how many ms it may be away, on the machine that limits are said of
 * @name: what was done meanwhile
 *
 * Fails if the main thread has been away for longer.
 */
void
absence_end (Absence *self, guint limit, const char *name)
{
  did_beat (self);
  g_clear_handle_id (&self->id, g_source_remove);
  self->slowness = MAX (1, MAX (self->slowness, measure_slowness ()));

  g_test_message ("%s: %d ms, on a machine %.1f times as slow", name, (int) (self->longest / 1000),
                  self->slowness);
  g_assert_cmpint ((gint64) ((double) self->longest / self->slowness), <,
                   limit * 1000 * SANITIZER_FACTOR);
}
