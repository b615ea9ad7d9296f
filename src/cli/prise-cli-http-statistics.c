// SPDX-License-Identifier: GPL-3.0-or-later
/* What --repeat tells of all responses together. No times are kept, so that there may be any number
 * of them. */
#include "config.h"

#include <glib/gi18n.h>

#include "prise-cli-http-statistics.h"

/**
 * prise_cli_http_statistics_add:
 * @is_complete: whether its response was
 * @timing: of an exchange that is over
 */
void
prise_cli_http_statistics_add (PriseCliHttpStatistics *self,
                               gboolean is_complete,
                               const PriseHttpTiming *timing)
{
  const gint64 time = MAX (0, timing->done - timing->begun);

  self->n_requests++;
  if (!is_complete)
    return;

  self->shortest = self->n_complete == 0 ? time : MIN (self->shortest, time);
  self->longest = MAX (self->longest, time);
  self->sum += time;
  self->n_complete++;
}

static gint64
get_mean (const PriseCliHttpStatistics *self)
{
  return self->n_complete > 0 ? self->sum / (gint64) self->n_complete : 0;
}

/**
 * prise_cli_http_statistics_describe:
 *
 * Returns: (transfer full): a sentence
 */
char *
prise_cli_http_statistics_describe (const PriseCliHttpStatistics *self)
{
  g_autofree char *complete = g_strdup_printf ("%" G_GUINT64_FORMAT, self->n_complete);
  g_autofree char *requests = g_strdup_printf ("%" G_GUINT64_FORMAT, self->n_requests);

  /* Translators: how many responses are complete, of how many requests. */
  if (self->n_complete == 0)
    return g_strdup_printf (_ ("%s of %s responses are complete"), complete, requests);

  return g_strdup_printf (_ ("%s of %s responses are complete. Times in ms: shortest %.3f, mean "
                             "%.3f, longest %.3f"),
                          complete, requests, (double) self->shortest / 1000,
                          (double) get_mean (self) / 1000, (double) self->longest / 1000);
}

static void
append_time (GString *string, const char *name, gint64 time)
{
  g_string_append_printf (string, ",\"%s\":%" G_GINT64_FORMAT ".%03u", name, time / 1000,
                          (guint) (time % 1000));
}

/**
 * prise_cli_http_statistics_append_object:
 * @string: where to append
 *
 * Appends a line with a JSON object of the kind "statistics", the times in ms.
 */
void
prise_cli_http_statistics_append_object (const PriseCliHttpStatistics *self, GString *string)
{
  g_string_append_printf (string,
                          "{\"kind\":\"statistics\",\"requests\":%" G_GUINT64_FORMAT
                          ",\"complete\":%" G_GUINT64_FORMAT,
                          self->n_requests, self->n_complete);
  if (self->n_complete > 0) {
    append_time (string, "shortest_ms", self->shortest);
    append_time (string, "mean_ms", get_mean (self));
    append_time (string, "longest_ms", self->longest);
  }
  g_string_append (string, "}\n");
}
