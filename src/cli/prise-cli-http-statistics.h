// SPDX-License-Identifier: GPL-3.0-or-later
/* What --repeat tells of all responses together. Main thread. */
#pragma once

#include "prise-http-exchange.h"

G_BEGIN_DECLS

/**
 * PriseCliHttpStatistics:
 * @n_requests: that were sent, or tried to be
 * @n_complete: of them, that had a complete response; the times are of these
 * @shortest: in µs, from the beginning to the last byte; likewise the others
 *
 * Embed it zeroed.
 */
typedef struct {
  guint64 n_requests;
  guint64 n_complete;
  gint64 shortest;
  gint64 longest;
  gint64 sum;
} PriseCliHttpStatistics;

void prise_cli_http_statistics_add (PriseCliHttpStatistics *self,
                                    gboolean is_complete,
                                    const PriseHttpTiming *timing);
char *prise_cli_http_statistics_describe (const PriseCliHttpStatistics *self);
void prise_cli_http_statistics_append_object (const PriseCliHttpStatistics *self, GString *string);

G_END_DECLS
