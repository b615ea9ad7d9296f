// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseHttpDecoder:
 *
 * Undoes content codings (RFC 9110, section 8.4.1), piece by piece: gzip and deflate, also several
 * in a row. One thread at a time.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PriseHttpDecoder PriseHttpDecoder;

/**
 * PriseHttpDecodedFunc:
 *
 * Takes decoded bytes.
 *
 * Returns: %FALSE to stop
 */
typedef gboolean (*PriseHttpDecodedFunc) (gconstpointer data, gsize size, gpointer user_data);

PriseHttpDecoder *prise_http_decoder_new (const char *codings,
                                          PriseHttpDecodedFunc decoded,
                                          gpointer user_data,
                                          char **unknown);
void prise_http_decoder_free (PriseHttpDecoder *self);
gboolean prise_http_decoder_push (PriseHttpDecoder *self,
                                  gconstpointer data,
                                  gsize size,
                                  GError **error);
guint64 prise_http_decoder_get_taken (PriseHttpDecoder *self);
guint64 prise_http_decoder_get_left (PriseHttpDecoder *self);
gboolean prise_http_decoder_finish (PriseHttpDecoder *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseHttpDecoder, prise_http_decoder_free)

G_END_DECLS
