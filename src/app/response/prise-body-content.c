// SPDX-License-Identifier: GPL-3.0-or-later
/* What is shown of a body, and what is said of that. Immutable; any thread. */
#include "config.h"

#include "prise-body-content.h"

#include <glib/gi18n.h>
#include <string.h>

#include "prise-display.h"
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
  g_clear_pointer (&self->shown, g_ref_string_release);
  g_clear_object (&self->texture);
  g_clear_error (&self->image_error);
  g_clear_error (&self->error);
  g_clear_pointer (&self->problems, g_array_unref);
  g_free (self->unknown_charset);
  g_free (self->essence);
  g_free (self->unknown_coding);
  g_free (self);
}

/**
 * prise_body_content_is_truncated:
 * @self: (nullable): a page
 *
 * Returns: whether it is the text of the beginning only
 */
gboolean
prise_body_content_is_truncated (const PriseBodyContent *self)
{
  return self != NULL && self->text != NULL &&
         (self->text_size < self->size || self->leaves_out_lines);
}

/**
 * prise_body_content_get_form:
 * @self: (nullable): a page
 *
 * Returns: how it is best shown: "empty", "text", "image" or "hex"
 */
const char *
prise_body_content_get_form (const PriseBodyContent *self)
{
  if (self == NULL || self->kind == PRISE_BODY_EMPTY)
    return "empty";
  if (self->kind == PRISE_BODY_TEXT)
    return "text";

  return self->texture != NULL ? "image" : "hex";
}

/**
 * prise_body_content_has_form:
 * @self: (nullable): a page
 * @form: a form
 *
 * Returns: whether it can be shown in that form by now
 */
gboolean
prise_body_content_has_form (const PriseBodyContent *self, const char *form)
{
  if (self == NULL || self->kind == PRISE_BODY_EMPTY)
    return FALSE;
  if (g_str_equal (form, "text"))
    return self->text != NULL;

  return g_str_equal (form, "hex") || self->texture != NULL;
}

/* A name that a peer gave something: any bytes, and as many. */
static char *
show_name (const char *name)
{
  return prise_display_line (name, strlen (name), 40);
}

/* Returns why it isn't laid out, though that was asked for. */
static char *
explain_indent (const PriseBodyContent *self)
{
  g_autofree char *line = NULL;
  g_autofree char *column = NULL;

  if (self->wrong_line == 0)
    return g_strdup (_ ("The text can’t be indented: it isn’t what its type says, or it is nested "
                        "too deeply."));

  line = g_strdup_printf ("%" G_GUINT64_FORMAT, self->wrong_line);
  column = g_strdup_printf ("%" G_GUINT64_FORMAT, self->wrong_column);

  /* Translators: the numbers of a line and of a character in it. */
  return g_strdup_printf (_ ("The text can’t be indented: it isn’t JSON from line %s, character %s "
                             "on."),
                          line, column);
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
  g_autofree char *shown = NULL;

  if (self == NULL)
    return NULL;
  if (self->unknown_coding != NULL) {
    shown = show_name (self->unknown_coding);
    return g_strdup_printf (_ ("The coding “%s” isn’t known here: the body is shown as it came."),
                            shown);
  }
  if (self->error != NULL && self->is_as_it_came)
    return g_strdup_printf (_ ("Nothing could be decoded, so the body is shown as received: %s"),
                            self->error->message);
  if (self->error != NULL)
    return g_strdup_printf (_ ("Only the beginning could be decoded: %s"), self->error->message);
  if (self->is_limited) {
    limit = prise_format_size (self->size);
    return g_strdup_printf (
        _ ("Decoding stopped at %s: a small response may decode to more than the disk holds."),
        limit);
  }
  if (self->image_error != NULL)
    return g_strdup_printf (_ ("The image can’t be shown: %s"), self->image_error->message);
  if (self->kind == PRISE_BODY_IMAGE && self->texture == NULL)
    return g_strdup (_ ("The image is shown when it is complete."));
  if (self->text != NULL && self->unknown_charset != NULL) {
    shown = show_name (self->unknown_charset);
    return g_strdup_printf (
        _ ("The character set “%s” isn’t known here: the body is shown as UTF-8."), shown);
  }
  if (self->cannot_indent)
    return explain_indent (self);
  if (prise_body_content_is_truncated (self))
    return g_strdup (_ ("This is only the beginning: Save writes everything."));

  return NULL;
}
