// SPDX-License-Identifier: GPL-3.0-or-later
/* What the values of options and arguments mean. Pure functions; every error is bad usage: a
 * sentence that names the option. */
#pragma once

#include "prise-address.h"
#include "prise-responder.h"

G_BEGIN_DECLS

/**
 * PriseCliTimes:
 * @timeout: for connecting, in seconds; 0: as long as the system allows
 * @has_timeout: whether @timeout was given
 * @has_wait: whether @wait was given
 * @wait: for all of it, in milliseconds
 *
 * What `--timeout` and `--wait` mean to whoever connects.
 */
typedef struct {
  guint timeout;
  gboolean has_timeout;
  gboolean has_wait;
  guint wait;
} PriseCliTimes;

gboolean prise_cli_parse_seconds (const char *option,
                                  const char *text,
                                  guint *milliseconds,
                                  GError **error);
gboolean prise_cli_parse_times (const char *timeout,
                                const char *wait,
                                guint default_timeout,
                                PriseCliTimes *times,
                                GError **error);
gboolean prise_cli_parse_number (const char *option,
                                 const char *text,
                                 guint lowest,
                                 guint highest,
                                 guint *number,
                                 GError **error);
gboolean prise_cli_parse_choice (const char *option,
                                 const char *nick,
                                 GType type,
                                 int *choice,
                                 GError **error);
gboolean prise_cli_parse_place (const char *text,
                                PrisePortUse use,
                                const char *default_host,
                                char **host,
                                guint16 *port,
                                GError **error);
gboolean prise_cli_parse_local (const char *text, GSocketAddress **local, GError **error);
PriseResponder *prise_cli_parse_reply (const char *reply, GError **error);

G_END_DECLS
