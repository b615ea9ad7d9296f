// SPDX-License-Identifier: GPL-3.0-or-later
/* The window's program: settings, then language, then GTK. */
#include "config.h"

#include <glib/gi18n.h>
#include <signal.h>

#include "prise-application.h"
#include "prise-descriptors.h"
#include "prise-language.h"
#include "prise-settings.h"

/* For what GTK opens with the first window, and for some sockets. */
#define MIN_DESCRIPTORS 64

int
main (int argc, char *argv[])
{
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (PriseApplication) application = NULL;
  g_autofree char *language = NULL;

  /* A file that may not grow is an error of write (), not the end. */
  signal (SIGXFSZ, SIG_IGN);
  prise_language_reserve ();
  settings = prise_settings_new (NULL);
  if (settings != NULL)
    language = g_settings_get_string (settings, "language");
  prise_language_apply (language);
  gtk_disable_setlocale ();
  if (!prise_descriptors_are_left (MIN_DESCRIPTORS)) {
    g_printerr ("prise: %s\n",
                _ ("The system lets Prise open too few files: allow more with “ulimit -n”"));
    return 1;
  }

  application = prise_application_new (settings);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
