// SPDX-License-Identifier: GPL-3.0-or-later
/* JSON judged whole and in pieces. */
#pragma once

#include "prise-json.h"

typedef struct {
  const char *text;
  gsize size;
  gsize piece;
} JsonPieces;

static inline GBytes *
json_pieces_read (guint64 offset, gpointer user_data)
{
  const JsonPieces *pieces = user_data;

  return g_bytes_new (pieces->text + offset, MIN (pieces->size - (gsize) offset, pieces->piece));
}

/* In the same place, whether it comes whole or in pieces. No byte more than there is, so that a
 * sanitizer sees what is read behind it. */
static inline gssize
json_pieces_find_error (gconstpointer data, gsize size, PriseJsonExtent extent)
{
  g_autofree char *copy = g_memdup2 (data, size);
  const char *text = copy != NULL ? copy : "";
  const gssize place = prise_json_find_error (text, size, extent);

  for (gsize piece = 4; piece <= 6; piece++) {
    JsonPieces pieces = { text, size, piece };

    g_assert_cmpint (prise_json_find_error_in (size, extent, json_pieces_read, &pieces), ==, place);
  }

  return place;
}
