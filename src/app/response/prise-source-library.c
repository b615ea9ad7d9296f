// SPDX-License-Identifier: GPL-3.0-or-later
/* GtkSourceView is loaded for the first body: with what it needs itself it is a tenth of what a
 * window loads, and most windows start with another page. What it knows of a language is read once,
 * and isn't checked each time. Main thread. */
#include "config.h"

#include "prise-source-library.h"

#include <gmodule.h>

#define LIBRARY "libgtksourceview-5.so.0"

/* A grammar that takes any description of a language. Those come with GtkSourceView, and to check
 * them by its own takes half of the time that it takes to read one: 25 ms for HTML. */
#define GRAMMAR_DIR  "prise/language-specs"
#define GRAMMAR_FILE "language2.rng"

/* Where it looks for languages and their grammar: the first place that has one counts. */
static void
set_search_path (PriseSourceLibrary *self)
{
  const char *const *dirs = self->get_search_path (self->languages);
  g_autoptr (GStrvBuilder) path = g_strv_builder_new ();
  g_auto (GStrv) whole = NULL;

  for (const char *const *dir = g_get_system_data_dirs (); *dir != NULL; dir++) {
    g_autofree char *own = g_build_filename (*dir, GRAMMAR_DIR, NULL);
    g_autofree char *file = g_build_filename (own, GRAMMAR_FILE, NULL);

    if (g_file_test (file, G_FILE_TEST_EXISTS))
      g_strv_builder_add (path, own);
  }
  g_strv_builder_addv (path, (const char **) dirs);
  whole = g_strv_builder_end (path);
  self->set_search_path (self->languages, (const char *const *) whole);
}

/* It stays: its types can't be taken back. */
static PriseSourceLibrary *
load_library (void)
{
  g_autofree PriseSourceLibrary *self = g_new0 (PriseSourceLibrary, 1);
  const struct {
    const char *name;
    gpointer *place;
  } symbols[] = {
    { "gtk_source_view_get_type", (gpointer *) &self->view_get_type },
    { "gtk_source_buffer_get_type", (gpointer *) &self->buffer_get_type },
    { "gtk_source_buffer_set_language", (gpointer *) &self->set_language },
    { "gtk_source_buffer_set_style_scheme", (gpointer *) &self->set_style_scheme },
    { "gtk_source_language_manager_new", (gpointer *) &self->new_languages },
    { "gtk_source_language_manager_get_search_path", (gpointer *) &self->get_search_path },
    { "gtk_source_language_manager_set_search_path", (gpointer *) &self->set_search_path },
    { "gtk_source_language_manager_guess_language", (gpointer *) &self->guess_language },
    { "gtk_source_style_scheme_manager_get_default", (gpointer *) &self->get_schemes },
    { "gtk_source_style_scheme_manager_get_scheme", (gpointer *) &self->get_scheme },
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
  self->languages = self->new_languages ();
  set_search_path (self);

  return g_steal_pointer (&self);
}

/**
 * prise_source_library_get:
 *
 * Returns: (transfer none) (nullable): the library; %NULL if it isn't installed
 */
const PriseSourceLibrary *
prise_source_library_get (void)
{
  static gsize loaded;
  static PriseSourceLibrary *library;

  if (g_once_init_enter (&loaded)) {
    library = load_library ();
    g_once_init_leave (&loaded, 1);
  }

  return library;
}

/**
 * prise_source_library_find:
 * @content_type: of a text
 *
 * What is read of a language is forgotten with the last buffer that has it; here one stays.
 *
 * Returns: (transfer none) (nullable): the language of texts of that type
 */
GtkSourceLanguage *
prise_source_library_find (const PriseSourceLibrary *self, const char *content_type)
{
  GtkSourceLanguage *language = self->guess_language (self->languages, NULL, content_type);

  if (language != NULL && g_object_get_data (G_OBJECT (language), "prise-buffer") == NULL) {
    GtkSourceBuffer *buffer = g_object_new (self->buffer_get_type (), NULL);

    self->set_language (buffer, language);
    g_object_set_data_full (G_OBJECT (language), "prise-buffer", buffer, g_object_unref);
  }

  return language;
}
