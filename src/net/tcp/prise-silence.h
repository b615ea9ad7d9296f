// SPDX-License-Identifier: GPL-3.0-or-later
/* How long nothing has moved on a connection. */
#pragma once

#include "prise-io.h"

G_BEGIN_DECLS

/**
 * PriseSilence:
 *
 * Waits until nothing has come or arrived for so long, zeroed at first. What comes is told by the
 * owner, what arrives is seen. The I/O thread.
 */
typedef struct {
  /*< private >*/
  PriseIo *io;
  GSocket *socket;
  guint limit;
  guint limit_under_way;
  GSourceFunc fell;
  gpointer user_data;

  GSource *timeout;
  gint64 since;
  guint64 acknowledged;
  gboolean is_under_way;
} PriseSilence;

void prise_silence_await (PriseSilence *self,
                          PriseIo *io,
                          GSocket *socket,
                          guint limit,
                          guint limit_under_way,
                          GSourceFunc fell,
                          gpointer user_data);
gboolean prise_silence_is_awaited (PriseSilence *self);
void prise_silence_break (PriseSilence *self);
void prise_silence_clear (PriseSilence *self);

G_END_DECLS
