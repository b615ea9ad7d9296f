// SPDX-License-Identifier: GPL-3.0-or-later
/* Text of a body in a source view: what comes behind is appended, so that the user keeps the
 * place. Colours follow the language and the style of the window. GtkSourceView is loaded for the
 * first view: with what it needs itself it is a tenth of what a window loads, and most windows
 * start with another page. Main thread. */
#include "config.h"

#include "prise-body-source.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <gmodule.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

#include "prise-body-text.h"
#include "prise-no-hyphens.h"

#define LIBRARY "libgtksourceview-5.so.0"

/* What is used of it, by its own declarations. */
typedef struct {
  __typeof__ (gtk_source_view_get_type) *view_get_type;
  __typeof__ (gtk_source_buffer_get_type) *buffer_get_type;
  __typeof__ (gtk_source_buffer_set_language) *set_language;
  __typeof__ (gtk_source_buffer_set_style_scheme) *set_style_scheme;
  __typeof__ (gtk_source_language_manager_get_default) *get_languages;
  __typeof__ (gtk_source_language_manager_guess_language) *guess_language;
  __typeof__ (gtk_source_style_scheme_manager_get_default) *get_schemes;
  __typeof__ (gtk_source_style_scheme_manager_get_scheme) *get_scheme;
} Library;

/* It stays: its types can't be taken back. */
static Library *
load_library (void)
{
  g_autofree Library *library = g_new0 (Library, 1);
  const struct {
    const char *name;
    gpointer *place;
  } symbols[] = {
    { "gtk_source_view_get_type", (gpointer *) &library->view_get_type },
    { "gtk_source_buffer_get_type", (gpointer *) &library->buffer_get_type },
    { "gtk_source_buffer_set_language", (gpointer *) &library->set_language },
    { "gtk_source_buffer_set_style_scheme", (gpointer *) &library->set_style_scheme },
    { "gtk_source_language_manager_get_default", (gpointer *) &library->get_languages },
    { "gtk_source_language_manager_guess_language", (gpointer *) &library->guess_language },
    { "gtk_source_style_scheme_manager_get_default", (gpointer *) &library->get_schemes },
    { "gtk_source_style_scheme_manager_get_scheme", (gpointer *) &library->get_scheme },
  };
  GModule *module = g_module_open (LIBRARY, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
  gboolean is_whole = module != NULL;

  if (module != NULL)
    g_module_make_resident (module);
  for (guint i = 0; is_whole && i < G_N_ELEMENTS (symbols); i++)
    is_whole = g_module_symbol (module, symbols[i].name, symbols[i].place);
  if (!is_whole) {
    g_message ("Bodies are shown without colours: %s", g_module_error ());
    return NULL;
  }

  return g_steal_pointer (&library);
}

/* Returns NULL if it can't be had. */
static const Library *
get_library (void)
{
  static gsize loaded;
  static Library *library;

  if (g_once_init_enter (&loaded)) {
    library = load_library ();
    g_once_init_leave (&loaded, 1);
  }

  return library;
}

static void
did_change_style (AdwStyleManager *manager, GParamSpec *pspec, GtkSourceBuffer *buffer)
{
  const Library *library = get_library ();
  const char *name = adw_style_manager_get_dark (manager) ? "Adwaita-dark" : "Adwaita";

  library->set_style_scheme (buffer, library->get_scheme (library->get_schemes (), name));
}

static GtkTextBuffer *
new_buffer (const Library *library)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkTextBuffer *buffer;

  if (library != NULL) {
    /* Light or dark as the window is. */
    buffer = g_object_new (library->buffer_get_type (), "highlight-matching-brackets", FALSE, NULL);
    g_signal_connect_object (manager, "notify::dark", G_CALLBACK (did_change_style), buffer, 0);
    did_change_style (manager, NULL, (GtkSourceBuffer *) buffer);
  } else {
    buffer = gtk_text_buffer_new (NULL);
  }
  prise_no_hyphens_in_attributes (buffer);

  return buffer;
}

/**
 * prise_body_source_new:
 *
 * Its lines are broken without hyphens. Where GtkSourceView isn't installed it has no colours and
 * no line numbers.
 *
 * Returns: (transfer floating): a view of the text of a body
 */
GtkTextView *
prise_body_source_new (void)
{
  const Library *library = get_library ();
  g_autoptr (GtkTextBuffer) buffer = new_buffer (library);
  GtkTextView *view =
      g_object_new (library != NULL ? library->view_get_type () : GTK_TYPE_TEXT_VIEW, "buffer",
                    buffer, "editable", FALSE, "cursor-visible", FALSE, "monospace", TRUE,
                    "wrap-mode", GTK_WRAP_WORD_CHAR, "left-margin", 6, "right-margin", 6,
                    "top-margin", 3, "bottom-margin", 3, NULL);

  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  if (library != NULL)
    g_object_set (view, "show-line-numbers", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("response", "Body"), -1);

  return view;
}

/**
 * prise_body_source_set_style:
 * @view: a view
 * @essence: (nullable): the type of the text
 *
 * Highlights it as the language of that type.
 */
void
prise_body_source_set_style (GtkTextView *view, const char *essence)
{
  const Library *library = get_library ();
  GtkSourceBuffer *buffer = (GtkSourceBuffer *) gtk_text_view_get_buffer (view);
  g_autofree char *type = NULL;

  if (library == NULL)
    return;

  if (essence != NULL && g_str_has_suffix (essence, "+json"))
    essence = "application/json";
  else if (essence != NULL && g_str_has_suffix (essence, "+xml"))
    essence = "application/xml";
  if (essence != NULL && *essence != '\0')
    type = g_content_type_from_mime_type (essence);

  library->set_language (buffer, type != NULL ? library->guess_language (library->get_languages (),
                                                                         NULL, type)
                                              : NULL);
}

static char *
break_lines (const char *text)
{
  char *shown = prise_body_text_break (text);
  const gsize length = strlen (shown);

  if (length > 0 && shown[length - 1] == '\n')
    shown[length - 1] = '\0';

  return shown;
}

/**
 * prise_body_source_show:
 * @view: a view
 * @old_text: what it shows
 * @text: what it is to show
 *
 * The line feed that ends a text begins no line.
 */
void
prise_body_source_show (GtkTextView *view, const char *old_text, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autofree char *shown = NULL;
  GtkTextIter end;

  if (old_text == text || g_str_equal (old_text, text))
    return;

  shown = break_lines (text);
  if (*old_text != '\0' && g_str_has_prefix (text, old_text)) {
    g_autofree char *old_shown = break_lines (old_text);

    if (g_str_has_prefix (shown, old_shown)) {
      gtk_text_buffer_get_end_iter (buffer, &end);
      gtk_text_buffer_insert (buffer, &end, shown + strlen (old_shown), -1);
      return;
    }
  }

  gtk_text_buffer_set_text (buffer, shown, -1);
  gtk_text_buffer_get_start_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
}
