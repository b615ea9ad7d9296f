// SPDX-License-Identifier: GPL-3.0-or-later
/* The cases of redirect-cases.json, which the engine, the window and prise-cli are all held to: how
 * a request goes on from /old to /new. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a case says: the request to @url, the Location of its response, and the request that follows
 * it. */
typedef struct {
  char *what;
  guint status;
  char *url;
  GBytes *request;
  char *location;
  char *next_url;
  GBytes *next_request;
} RedirectCase;

GPtrArray *redirect_cases_load (void);

G_END_DECLS
