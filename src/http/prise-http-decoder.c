// SPDX-License-Identifier: GPL-3.0-or-later
/* Undoes content codings. Each stage has a stream of zlib's and hands what it makes to the next;
 * the last hands it to the owner. GLib's decompressor doesn't tell how much it made before an
 * error. */
#include "config.h"

#include "prise-http-decoder.h"

#include <glib/gi18n-lib.h>
#include <zlib.h>

#define PIECE (64 * 1024)

/* More codings than that nobody means. */
#define MAX_STAGES 8

/* What inflateInit2() asks for: the largest window, and which frame is around the data. */
#define FORMAT_GZIP (16 + MAX_WBITS)
#define FORMAT_ZLIB MAX_WBITS
#define FORMAT_RAW  (-MAX_WBITS)

typedef struct {
  z_stream stream;
  gboolean is_deflate;
  gboolean has_begun;
  gboolean has_ended;
  gboolean is_over; /* what follows is no part of it */
} Stage;

struct _PriseHttpDecoder {
  Stage stages[MAX_STAGES]; /* the first undoes what was done last */
  guint n_stages;
  guint64 n_taken; /* by the first */
  guint64 n_left;  /* behind the end of a stage's data */
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

  stage->is_deflate = g_ascii_strcasecmp (coding, "deflate") == 0;
  if (!stage->is_deflate && g_ascii_strcasecmp (coding, "gzip") != 0 &&
      g_ascii_strcasecmp (coding, "x-gzip") != 0)
    return FALSE;
  /* There is no memory for it: GLib ends the program then, too. */
  if (inflateInit2 (&stage->stream, stage->is_deflate ? FORMAT_ZLIB : FORMAT_GZIP) != Z_OK)
    g_error ("zlib can't begin: %s", stage->stream.msg);
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
      *unknown = g_utf8_make_valid (name, -1);
      return FALSE;
    }
  }

  return TRUE;
}

/**
 * prise_http_decoder_new:
 * @codings: (nullable): the value of Content-Encoding; %NULL for none
 * @decoded: called with what comes out
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

void
prise_http_decoder_free (PriseHttpDecoder *self)
{
  for (guint i = 0; i < self->n_stages; i++)
    inflateEnd (&self->stages[i].stream);
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
  if (stage->is_deflate && !has_header)
    inflateReset2 (&stage->stream, FORMAT_RAW);
}

static void
set_error (PriseHttpDecoder *self, GError **error)
{
  g_autofree char *position = g_strdup_printf ("%" G_GUINT64_FORMAT, self->n_taken);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _ ("The encoded body is invalid at byte %s"), position);
}

/* Returns FALSE if it is wrong, or was stopped; what came out before goes on in any case. Where
 * there was no room for all, @is_full says so. */
static gboolean
convert (PriseHttpDecoder *self,
         guint index,
         const char **data,
         gsize *size,
         gboolean *is_full,
         GError **error)
{
  Stage *stage = &self->stages[index];
  z_stream *stream = &stage->stream;
  const uInt n_given = (uInt) MIN (*size, G_MAXINT);
  g_autofree char *out = g_malloc (PIECE);
  int result;

  stream->next_in = (Bytef *) *data;
  stream->avail_in = n_given;
  stream->next_out = (Bytef *) out;
  stream->avail_out = PIECE;
  result = inflate (stream, Z_NO_FLUSH);

  *data += n_given - stream->avail_in;
  *size -= n_given - stream->avail_in;
  if (index == 0)
    self->n_taken += n_given - stream->avail_in;
  stage->has_ended = result == Z_STREAM_END;
  *is_full = stream->avail_out == 0 && !stage->has_ended;
  if (!push_to (self, index + 1, out, PIECE - stream->avail_out, error))
    return FALSE;

  /* There was nothing to do: all that is there was looked at before. */
  if (result == Z_BUF_ERROR)
    return TRUE;
  if (result != Z_OK && result != Z_STREAM_END) {
    set_error (self, error);
    return FALSE;
  }
  if (stage->has_ended)
    inflateReset (stream);

  return TRUE;
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

  while (size > 0 || is_full) {
    /* Another member may follow in gzip (RFC 1952, section 2.2); else it is no part of it. */
    stage->is_over = stage->is_over || (stage->has_ended && (stage->is_deflate || *data != '\x1f'));
    if (stage->is_over) {
      self->n_left += size;
      return TRUE;
    }
    stage->has_ended = FALSE;
    if (!convert (self, index, &data, &size, &is_full, error))
      return FALSE;
  }

  return TRUE;
}

/**
 * prise_http_decoder_push:
 * @data: (array length=size): the next encoded bytes
 * @size: how many
 * @error: return location for a %G_IO_ERROR_INVALID_DATA: they aren't what the coding says (RFC
 *   1950 to 1952). What could be decoded before was handed on.
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
 * prise_http_decoder_get_taken:
 *
 * Returns: how many encoded bytes were looked at: after an error, up to where it is
 */
guint64
prise_http_decoder_get_taken (PriseHttpDecoder *self)
{
  return self->n_taken;
}

/**
 * prise_http_decoder_get_left:
 *
 * Returns: how many bytes followed the end of the encoded data, and were passed over
 */
guint64
prise_http_decoder_get_left (PriseHttpDecoder *self)
{
  return self->n_left;
}

/**
 * prise_http_decoder_finish:
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
