// SPDX-License-Identifier: GPL-3.0-or-later
/* Undoes content codings. Each stage has a converter of GLib's and hands what it makes to the next;
 * the last hands it to the owner. */
#include "config.h"

#include "prise-http-decoder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PIECE (64 * 1024)

/* More codings than that nobody means. */
#define MAX_STAGES 8

typedef struct {
  GConverter *converter;
  gboolean is_deflate;
  gboolean has_begun;
  gboolean has_ended;
  gboolean is_over; /* what follows is no part of it */
} Stage;

struct _PriseHttpDecoder {
  Stage stages[MAX_STAGES]; /* the first undoes what was done last */
  guint n_stages;
  PriseHttpDecodedFunc decoded;
  gpointer user_data;
  gboolean is_stopped; /* by the owner */
};

static gboolean
add_stage (PriseHttpDecoder *self, const char *coding)
{
  Stage *stage = &self->stages[self->n_stages];

  if (g_ascii_strcasecmp (coding, "identity") == 0)
    return TRUE;
  if (self->n_stages == MAX_STAGES)
    return FALSE;

  if (g_ascii_strcasecmp (coding, "gzip") == 0 || g_ascii_strcasecmp (coding, "x-gzip") == 0)
    stage->converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  else if (g_ascii_strcasecmp (coding, "deflate") == 0)
    stage->converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  else
    return FALSE;
  stage->is_deflate = g_ascii_strcasecmp (coding, "deflate") == 0;
  self->n_stages++;

  return TRUE;
}

static gboolean
add_stages (PriseHttpDecoder *self, const char *codings, char **unknown)
{
  g_auto (GStrv) names = g_strsplit (codings, ",", -1);

  for (guint i = g_strv_length (names); i > 0; i--) {
    const char *name = g_strstrip (names[i - 1]);

    if (*name != '\0' && !add_stage (self, name)) {
      *unknown = g_strdup (name);
      return FALSE;
    }
  }

  return TRUE;
}

/**
 * prise_http_decoder_new:
 * @codings: (nullable): the value of Content-Encoding; %NULL for none
 * @decoded: called with what comes out
 * @user_data: for @decoded
 * @unknown: (out) (nullable): a coding that isn't known
 *
 * Returns: (transfer full) (nullable): a decoder; %NULL if a coding isn't known
 */
PriseHttpDecoder *
prise_http_decoder_new (const char *codings,
                        PriseHttpDecodedFunc decoded,
                        gpointer user_data,
                        char **unknown)
{
  g_autoptr (PriseHttpDecoder) self = g_new0 (PriseHttpDecoder, 1);

  *unknown = NULL;
  self->decoded = decoded;
  self->user_data = user_data;
  if (codings != NULL && !add_stages (self, codings, unknown))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * prise_http_decoder_free:
 * @self: (transfer full): a decoder
 */
void
prise_http_decoder_free (PriseHttpDecoder *self)
{
  for (guint i = 0; i < self->n_stages; i++)
    g_object_unref (self->stages[i].converter);
  g_free (self);
}

static gboolean push_to (PriseHttpDecoder *self,
                         guint index,
                         const char *data,
                         gsize size,
                         GError **error);

/* Many servers send deflate without the header of zlib that the RFC asks for: the first two bytes
 * tell (RFC 1950, section 2.2). */
static void
choose_format (Stage *stage, const char *data, gsize size)
{
  const guint8 *bytes = (const guint8 *) data;
  gboolean has_header =
      (bytes[0] & 0x0f) == 8 && (size < 2 || (bytes[0] * 256u + bytes[1]) % 31 == 0);

  stage->has_begun = TRUE;
  if (!stage->is_deflate || has_header)
    return;

  g_object_unref (stage->converter);
  stage->converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW));
}

/* Returns FALSE if it is wrong, or was stopped. Where there was no room for all, @is_full says so.
 */
static gboolean
convert (PriseHttpDecoder *self,
         guint index,
         const char **data,
         gsize *size,
         gboolean *is_full,
         GError **error)
{
  Stage *stage = &self->stages[index];
  g_autofree char *out = g_malloc (PIECE);
  g_autoptr (GError) local_error = NULL;
  gsize n_read = 0;
  gsize n_written = 0;
  GConverterResult result =
      g_converter_convert (stage->converter, *data, *size, out, PIECE, G_CONVERTER_NO_FLAGS,
                           &n_read, &n_written, &local_error);

  if (result == G_CONVERTER_ERROR) {
    if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)) {
      *size = 0;
      *is_full = FALSE;
      return TRUE;
    }
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  *data += n_read;
  *size -= n_read;
  stage->has_ended = result == G_CONVERTER_FINISHED;
  *is_full = n_written == PIECE && !stage->has_ended;
  if (stage->has_ended)
    g_converter_reset (stage->converter);

  return push_to (self, index + 1, out, n_written, error);
}

static gboolean
push_to (PriseHttpDecoder *self, guint index, const char *data, gsize size, GError **error)
{
  Stage *stage = &self->stages[index];
  gboolean is_full = FALSE;

  if (size == 0)
    return TRUE;
  if (index == self->n_stages) {
    self->is_stopped = !self->decoded (data, size, self->user_data);
    return !self->is_stopped;
  }
  if (!stage->has_begun)
    choose_format (stage, data, size);

  while ((size > 0 || is_full) && !stage->is_over) {
    /* Another member may follow in gzip (RFC 1952, section 2.2); else it is no part of it. */
    stage->is_over = stage->has_ended && (stage->is_deflate || *data != '\x1f');
    if (stage->is_over)
      return TRUE;
    stage->has_ended = FALSE;
    if (!convert (self, index, &data, &size, &is_full, error))
      return FALSE;
  }

  return TRUE;
}

/**
 * prise_http_decoder_push:
 * @self: a decoder
 * @data: (array length=size): the next encoded bytes
 * @size: how many
 * @error: return location for a #GIOErrorEnum error: they aren't what the coding says
 *
 * Returns: whether to go on; %FALSE without @error if the owner has stopped it
 */
gboolean
prise_http_decoder_push (PriseHttpDecoder *self, gconstpointer data, gsize size, GError **error)
{
  if (self->is_stopped)
    return FALSE;

  return push_to (self, 0, data, size, error);
}

/**
 * prise_http_decoder_finish:
 * @self: a decoder
 * @error: return location for a %G_IO_ERROR_PARTIAL_INPUT
 *
 * Nothing more comes.
 *
 * Returns: whether each coding has come to its end
 */
gboolean
prise_http_decoder_finish (PriseHttpDecoder *self, GError **error)
{
  for (guint i = 0; i < self->n_stages; i++) {
    if (self->stages[i].has_begun && !self->stages[i].has_ended) {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
                           _ ("The encoded body ends too early"));
      return FALSE;
    }
  }

  return TRUE;
}
