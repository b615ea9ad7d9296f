// SPDX-License-Identifier: GPL-3.0-or-later
/* The reference of the window's start and memory: an Adwaita application with an empty window as
 * large as Prise's, and nothing else. */
#include "config.h"

#include <adwaita.h>

static void
did_activate (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;

  application =
      adw_application_new (PRISE_APPLICATION_ID ".EmptyWindow", G_APPLICATION_DEFAULT_FLAGS);
  g_signal_connect (application, "activate", G_CALLBACK (did_activate), NULL);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
