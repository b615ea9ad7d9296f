// SPDX-License-Identifier: GPL-3.0-or-later
/* The window's program: settings, then language, then GTK. */
#include "config.h"

#include "prise-application.h"
#include "prise-language.h"
#include "prise-settings.h"

int
main (int argc, char *argv[])
{
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (PriseApplication) application = NULL;
  g_autofree char *language = NULL;

  prise_language_reserve ();
  settings = prise_settings_new (NULL);
  if (settings != NULL)
    language = g_settings_get_string (settings, "language");
  prise_language_apply (language);
  gtk_disable_setlocale ();

  application = prise_application_new (settings);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
