// SPDX-License-Identifier: GPL-3.0-or-later
/* What is said of a response. Pure functions. */
#pragma once

#include <gtk/gtk.h>

#include "prise-http-exchange.h"

G_BEGIN_DECLS

/**
 * PriseTimingSpan:
 * @name: what happened, translated
 * @begin: when, in µs from the beginning
 * @end: likewise
 * @is_known: whether it happened
 */
typedef struct {
  const char *name;
  gint64 begin;
  gint64 end;
  gboolean is_known;
} PriseTimingSpan;

#define PRISE_TIMING_N_SPANS 5

void prise_response_format_bind (GtkWidgetClass *widget_class);

char *prise_response_format_title (gpointer object,
                                   PriseHttpExchange *exchange,
                                   PriseHttpResponse *response,
                                   const GError *error,
                                   guint phase);
char *prise_response_format_icon (gpointer object,
                                  PriseHttpResponse *response,
                                  const GError *error,
                                  guint phase);
GStrv prise_response_format_classes (gpointer object,
                                     PriseHttpResponse *response,
                                     const GError *error,
                                     guint phase);
gboolean prise_response_format_has_problem (gpointer object,
                                            PriseHttpResponse *response,
                                            const GError *error,
                                            guint phase);
char *prise_response_format_explanation (gpointer object,
                                         PriseHttpResponse *response,
                                         const GError *error,
                                         guint phase);
char *prise_response_format_interim (gpointer object, PriseHttpResponse *response);
char *prise_response_format_failure (gpointer object,
                                     PriseHttpResponse *response,
                                     const GError *error);
char *prise_response_format_progress (gpointer object,
                                      PriseHttpResponse *response,
                                      guint phase,
                                      guint64 received,
                                      guint64 rate,
                                      guint elapsed);
double prise_response_format_fraction (gpointer object,
                                       PriseHttpResponse *response,
                                       guint64 received);
gboolean prise_response_format_is_busy (gpointer object, PriseHttpExchange *exchange, guint phase);
gboolean prise_response_format_is_filled (gpointer object, const char *text);

char *prise_response_format_body (guint64 received,
                                  guint64 decoded,
                                  const char *coding,
                                  const char *form);
char *prise_response_format_span (gint64 span);
void prise_response_format_get_spans (const PriseHttpTiming *timing,
                                      gint64 now,
                                      PriseTimingSpan spans[PRISE_TIMING_N_SPANS],
                                      gint64 *total);

G_END_DECLS
