// SPDX-License-Identifier: GPL-3.0-or-later
/* What is shown of a body, and what is said of that. Immutable; any thread. */
#include "config.h"

#include "prise-body-content.h"

#include <glib/gi18n.h>

#include "prise-format.h"

PriseBodyContent *
prise_body_content_ref (PriseBodyContent *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
prise_body_content_unref (PriseBodyContent *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->spool, prise_http_spool_unref);
  g_clear_pointer (&self->text, g_ref_string_release);
  g_clear_object (&self->texture);
  g_clear_error (&self->image_error);
  g_clear_error (&self->error);
  g_free (self->charset);
  g_free (self->essence);
  g_free (self->unknown_coding);
  g_free (self);
}

/**
 * prise_body_content_is_cut:
 * @self: (nullable): a page
 *
 * Returns: whether it is the text of the beginning only
 */
gboolean
prise_body_content_is_cut (const PriseBodyContent *self)
{
  return self != NULL && self->text != NULL && self->text_size < self->size;
}

/**
 * prise_body_content_get_name:
 * @self: (nullable): a page
 *
 * Returns: how it is shown: "empty", "text", "image" or "bytes"
 */
const char *
prise_body_content_get_name (const PriseBodyContent *self)
{
  static const char *const names[] = {
    [PRISE_BODY_EMPTY] = "empty",
    [PRISE_BODY_TEXT] = "text",
    [PRISE_BODY_IMAGE] = "image",
    [PRISE_BODY_BINARY] = "bytes",
  };

  if (self == NULL)
    return "empty";
  if (self->kind == PRISE_BODY_IMAGE && self->texture == NULL)
    return "bytes";

  return names[self->kind];
}

/**
 * prise_body_content_get_notice:
 * @self: (nullable): a page
 *
 * Returns: (transfer full) (nullable): what isn't as one expects, the most important only
 */
char *
prise_body_content_get_notice (const PriseBodyContent *self)
{
  g_autofree char *limit = NULL;

  if (self == NULL)
    return NULL;
  if (self->unknown_coding != NULL)
    return g_strdup_printf (_ ("The coding “%s” isn’t known here: the body is shown as it came."),
                            self->unknown_coding);
  if (self->error != NULL)
    return g_strdup_printf (_ ("Only the beginning could be decoded: %s"), self->error->message);
  if (self->is_limited) {
    limit = prise_format_size (self->size);
    return g_strdup_printf (_ ("Decoding stopped at %s: a small answer may decode to more than "
                               "the disk holds."),
                            limit);
  }
  if (self->image_error != NULL)
    return g_strdup_printf (_ ("The image can’t be shown: %s"), self->image_error->message);
  if (self->kind == PRISE_BODY_IMAGE && self->texture == NULL)
    return g_strdup (_ ("The image is shown when all of it has come."));
  if (prise_body_content_is_cut (self))
    return g_strdup (_ ("This is only the beginning: Save writes everything."));

  return NULL;
}
