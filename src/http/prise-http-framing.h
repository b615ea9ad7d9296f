// SPDX-License-Identifier: GPL-3.0-or-later
/* What a head says of the body that follows, and of the connection. A value. */
#pragma once

#include "prise-http-parser.h"

G_BEGIN_DECLS

typedef void (*PriseHttpProblemFunc) (PriseHttpProblemKind kind, guint64 offset, gpointer owner);

/**
 * PriseHttpVersion:
 * @PRISE_HTTP_OTHER_VERSION: none, or one that isn't known
 * @PRISE_HTTP_1_0: HTTP/1.0
 * @PRISE_HTTP_1_1: HTTP/1.1
 */
typedef enum {
  PRISE_HTTP_OTHER_VERSION,
  PRISE_HTTP_1_0,
  PRISE_HTTP_1_1,
} PriseHttpVersion;

/**
 * PriseHttpFramingFacts:
 *
 * The headers that matter, gathered one by one.
 */
typedef struct {
  /*< private >*/
  guint64 length;
  guint64 length_offset;
  guint64 coding_offset;
  gboolean has_length;
  gboolean has_bad_length;
  gboolean has_coding;
  gboolean is_chunked;
  gboolean has_chunked;
  gboolean is_chunked_twice;
  gboolean has_identity;
  gboolean says_close;
  gboolean says_keep_alive;
} PriseHttpFramingFacts;

void prise_http_framing_note (PriseHttpFramingFacts *facts,
                              const PriseHttpField *field,
                              PriseHttpProblemFunc problem,
                              gpointer owner);
PriseHttpFraming prise_http_framing_decide (const PriseHttpFramingFacts *facts,
                                            PriseHttpMessageKind kind,
                                            PriseHttpVersion version,
                                            guint64 *length,
                                            PriseHttpProblemFunc problem,
                                            gpointer owner);
gboolean prise_http_framing_keeps_open (const PriseHttpFramingFacts *facts,
                                        PriseHttpVersion version);
gboolean prise_http_framing_is_sound (const PriseHttpFramingFacts *facts);
gboolean prise_http_slice_equal (PriseHttpSlice text, const char *other);

G_END_DECLS
