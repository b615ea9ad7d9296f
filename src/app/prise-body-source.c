// SPDX-License-Identifier: GPL-3.0-or-later
/* Text of a body in the buffer of a source view: what comes behind is appended, so that the reader
 * stays where he is. Colours follow the language and the style of the window. Main thread. */
#include "config.h"

#include "prise-body-source.h"

#include <adwaita.h>
#include <string.h>

#include "prise-body-text.h"
#include "prise-hyphens.h"

static void
did_change_style (AdwStyleManager *manager, GParamSpec *pspec, GtkSourceBuffer *buffer)
{
  const char *name = adw_style_manager_get_dark (manager) ? "Adwaita-dark" : "Adwaita";

  gtk_source_buffer_set_style_scheme (buffer,
                                      gtk_source_style_scheme_manager_get_scheme (
                                          gtk_source_style_scheme_manager_get_default (), name));
}

/**
 * prise_body_source_follow_style:
 * @buffer: a buffer
 *
 * Its colours are light or dark as the window is, and its lines are broken without hyphens.
 */
void
prise_body_source_follow_style (GtkSourceBuffer *buffer)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (did_change_style), buffer, 0);
  did_change_style (manager, NULL, buffer);
  prise_hyphens_keep_out (GTK_TEXT_BUFFER (buffer));
}

/**
 * prise_body_source_set_style:
 * @buffer: a buffer
 * @essence: (nullable): the type of the text
 *
 * Highlights it as the language of that type.
 */
void
prise_body_source_set_style (GtkSourceBuffer *buffer, const char *essence)
{
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();
  g_autofree char *type = NULL;

  if (essence != NULL && g_str_has_suffix (essence, "+json"))
    essence = "application/json";
  else if (essence != NULL && g_str_has_suffix (essence, "+xml"))
    essence = "application/xml";
  if (essence != NULL && *essence != '\0')
    type = g_content_type_from_mime_type (essence);

  gtk_source_buffer_set_language (
      buffer,
      type != NULL ? gtk_source_language_manager_guess_language (manager, NULL, type) : NULL);
}

/**
 * prise_body_source_show:
 * @buffer: a buffer
 * @old_text: what it shows
 * @text: what it is to show
 */
void
prise_body_source_show (GtkSourceBuffer *buffer, const char *old_text, const char *text)
{
  g_autofree char *shown = NULL;
  GtkTextIter end;

  if (old_text == text || g_str_equal (old_text, text))
    return;

  shown = prise_body_text_break (text);
  if (*old_text != '\0' && g_str_has_prefix (text, old_text)) {
    g_autofree char *old_shown = prise_body_text_break (old_text);

    if (g_str_has_prefix (shown, old_shown)) {
      gtk_text_buffer_get_end_iter (GTK_TEXT_BUFFER (buffer), &end);
      gtk_text_buffer_insert (GTK_TEXT_BUFFER (buffer), &end, shown + strlen (old_shown), -1);
      return;
    }
  }

  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (buffer), shown, -1);
  gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (buffer), &end);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (buffer), &end);
}
