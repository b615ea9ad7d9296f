// SPDX-License-Identifier: GPL-3.0-or-later
/* What the .ui files show of an HTTP client: pure functions, as those of prise-closures.h. */
#pragma once

#include "prise-closures.h"
#include "prise-http-client.h"

G_BEGIN_DECLS

/**
 * PriseHttpSummary:
 * @state: the client's
 * @busy: whether a request is under way
 * @phase: how far it has come
 * @status: (nullable): of the response, with its reason
 * @body_size: how much of its body has come
 * @duration: from the beginning to the end, in µs
 * @error: (nullable): what went wrong
 *
 * What is known of a request, the last or the one under way.
 */
typedef struct {
  PriseEndpointState state;
  gboolean busy;
  PriseHttpPhase phase;
  const char *status;
  guint64 body_size;
  gint64 duration;
  const GError *error;
} PriseHttpSummary;

void prise_http_closures_bind (GtkWidgetClass *widget_class);

char *prise_closure_http_button (gpointer object, gboolean busy);
GStrv prise_closure_http_button_classes (gpointer object, gboolean busy);
GtkOrientation prise_closure_http_orientation (gpointer object, gboolean folded);
char *prise_closure_http_lesson_title (gpointer object, gboolean busy);
char *prise_closure_http_lesson (gpointer object, gboolean busy);
char *prise_http_url_shorten (const char *url);
char *prise_closure_http_redirect (gpointer object, const char *url, guint n_redirects);
char *prise_closure_http_history_details (gpointer object, guint status, gint64 time);

char *prise_http_summary_describe (const PriseHttpSummary *summary);
char *prise_http_client_describe (PriseHttpClient *client, const GError *error);
char *prise_http_duration_format (gint64 duration);

G_END_DECLS
