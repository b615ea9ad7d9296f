// SPDX-License-Identifier: GPL-3.0-or-later
/* What is shown of a body. Immutable and reference counted; any thread. */
#pragma once

#include <gdk/gdk.h>

#include "prise-content-type.h"
#include "prise-http-spool.h"

G_BEGIN_DECLS

/**
 * PriseBodyContent:
 * @kind: how it is shown
 * @style: how it can be indented
 * @spool: where its bytes are kept
 * @size: how many there are
 * @text: (nullable): of text, or where it was asked for: its beginning
 * @shown: (nullable): @text in lines that a view can take
 * @is_calm: whether @text can be highlighted
 * @leaves_out_lines: whether @shown has only the first lines of @text
 * @text_size: how many bytes @text was made of
 * @is_indented: whether @text is indented
 * @wants_indent: whether it was to be
 * @cannot_indent: whether it was to be indented, but isn't what it says it is
 * @wrong_line: of JSON that can't be indented: in which line of it the mistake is, from 1; else 0
 * @wrong_column: the character in that line, from 1
 * @charset: (nullable): of text: its character set
 * @unknown_charset: (nullable): a character set that it says, and that isn't known
 * @texture: (nullable): of an image: itself
 * @width: of an image: in pixels; @texture may be smaller
 * @height: likewise
 * @image_error: (nullable): of an image: why there is none
 * @unknown_coding: (nullable): a content coding that isn't known
 * @is_as_it_came: whether nothing of it could be decoded, so that it is what came
 * @is_limited: whether decoding stopped at its limit
 * @error: (nullable): why it can't be decoded further
 * @problems: (element-type PriseHttpProblem): what is wrong with it
 * @essence: its type, as it says or seems; maybe ""
 * @suffix: how the name of a file with it may end
 * @is_done: whether nothing more comes
 *
 * Immutable once it is made.
 */
typedef struct {
  /*< private >*/
  gatomicrefcount ref_count;

  /*< public >*/
  PriseBodyKind kind;
  PriseIndentStyle style;
  PriseHttpSpool *spool;
  guint64 size;
  char *text;  /* a GRefString */
  char *shown; /* a GRefString */
  gboolean is_calm;
  gboolean leaves_out_lines;
  gsize text_size;
  gboolean is_indented;
  gboolean wants_indent;
  gboolean cannot_indent;
  guint64 wrong_line;
  guint64 wrong_column;
  const char *charset;
  char *unknown_charset;
  GdkTexture *texture;
  guint width;
  guint height;
  GError *image_error;
  char *unknown_coding;
  gboolean is_as_it_came;
  gboolean is_limited;
  GError *error;
  GArray *problems;
  char *essence;
  const char *suffix;
  gboolean is_done;
} PriseBodyContent;

PriseBodyContent *prise_body_content_ref (PriseBodyContent *self);
void prise_body_content_unref (PriseBodyContent *self);
gboolean prise_body_content_is_truncated (const PriseBodyContent *self);
const char *prise_body_content_get_form (const PriseBodyContent *self);
gboolean prise_body_content_has_form (const PriseBodyContent *self, const char *form);
char *prise_body_content_get_notice (const PriseBodyContent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseBodyContent, prise_body_content_unref)

G_END_DECLS
