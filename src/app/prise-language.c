// SPDX-License-Identifier: GPL-3.0-or-later
/* The language of the window. gettext is told by LANGUAGE, which it ignores in the locale "C": a
 * machine without any other locale still has C.UTF-8. Main thread, before GTK starts. */
#include "config.h"

#include <libintl.h>
#include <locale.h>

#include "prise-language.h"

/**
 * prise_language_reserve:
 *
 * Makes sure that the environment has a LANGUAGE. Reading the settings may start threads, and
 * while they run one may exchange a variable, but not add one. An empty one counts as none.
 */
void
prise_language_reserve (void)
{
  const char *language = g_getenv ("LANGUAGE");
  g_autofree char *copy = g_strdup (language == NULL ? "" : language);

  g_setenv ("LANGUAGE", copy, TRUE);
}

/* The program in its build directory finds the translations where ./dev and the tests say. */
static const char *
get_locale_dir (void)
{
  const char *uninstalled = g_getenv ("PRISE_LOCALE_DIR");

  return uninstalled != NULL ? uninstalled : PRISE_LOCALE_DIR;
}

static gboolean
ignores_language (const char *locale)
{
  return locale == NULL || g_str_equal (locale, "C") || g_str_equal (locale, "POSIX");
}

/**
 * prise_language_apply:
 * @language: (nullable): "en", "fr"; empty or %NULL for the session's
 *
 * Sets the locale of the process and binds the translations.
 */
void
prise_language_apply (const char *language)
{
  const gboolean chosen = language != NULL && *language != '\0';

  if (chosen)
    g_setenv ("LANGUAGE", language, TRUE);

  setlocale (LC_ALL, "");
  if (chosen && ignores_language (setlocale (LC_MESSAGES, NULL))) {
    setlocale (LC_CTYPE, "C.UTF-8");
    setlocale (LC_MESSAGES, "C.UTF-8");
  }

  bindtextdomain (GETTEXT_PACKAGE, get_locale_dir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
