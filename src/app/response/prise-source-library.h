// SPDX-License-Identifier: GPL-3.0-or-later
/* What is used of GtkSourceView, which is loaded when it is needed. */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/* By its own declarations. */
typedef struct {
  __typeof__ (gtk_source_view_get_type) *view_get_type;
  __typeof__ (gtk_source_buffer_get_type) *buffer_get_type;
  __typeof__ (gtk_source_buffer_set_language) *set_language;
  __typeof__ (gtk_source_buffer_set_style_scheme) *set_style_scheme;
  __typeof__ (gtk_source_language_manager_new) *new_languages;
  __typeof__ (gtk_source_language_manager_get_search_path) *get_search_path;
  __typeof__ (gtk_source_language_manager_set_search_path) *set_search_path;
  __typeof__ (gtk_source_language_manager_guess_language) *guess_language;
  __typeof__ (gtk_source_style_scheme_manager_get_default) *get_schemes;
  __typeof__ (gtk_source_style_scheme_manager_get_scheme) *get_scheme;
  GtkSourceLanguageManager *languages;
} PriseSourceLibrary;

const PriseSourceLibrary *prise_source_library_get (void);
GtkSourceLanguage *prise_source_library_find (const PriseSourceLibrary *self,
                                              const char *content_type);

G_END_DECLS
