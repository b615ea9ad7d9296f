// SPDX-License-Identifier: GPL-3.0-or-later
/* The application: it owns the I/O thread, the settings and the history of HTTP requests, opens
 * windows, and stays alive until what they left open has closed in order. Main thread. */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "prise-application.h"
#include "prise-preferences-window.h"
#include "prise-property.h"
#include "prise-settings.h"
#include "prise-shortcuts.h"
#include "prise-window.h"

struct _PriseApplication {
  AdwApplication parent_instance;

  GSettings *settings; /* NULL: the schema isn't installed */
  PriseIo *io;
  PriseHttpHistory *http_history;

  guint sigint_id;
  guint sigterm_id;
};

G_DEFINE_FINAL_TYPE (PriseApplication, prise_application, ADW_TYPE_APPLICATION)

enum { PROP_SETTINGS = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static const GOptionEntry options[] = {
  { "new-window", 'w', 0, G_OPTION_ARG_NONE, NULL, N_ ("Open a new window"), NULL },
  { "version", 'v', 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL },
  { NULL },
};

static const PriseShortcut shortcuts[] = {
  { "app.new-window", { "<Control>n" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.quit", { "<Control>q" } },
  { "window.close", { "<Control>w" } },
  { "win.show-help-overlay", { "<Control>question" } },
  { "win.show-page('tcp-server')", { "<Control>1", "<Alt>1" } },
  { "win.show-page('tcp-client')", { "<Control>2", "<Alt>2" } },
  { "win.show-page('udp')", { "<Control>3", "<Alt>3" } },
  { "win.show-page('http')", { "<Control>4", "<Alt>4" } },
  { "win.show-sidebar", { "F9" } },
  { "win.toggle", { "<Control>Return", "<Control>KP_Enter" } },
  { "win.focus-message", { "<Control>m" } },
  { "win.finish-sending", { "<Control>d" } },
  { "win.reset", { "<Control><Shift>r" } },
};

static void
open_window (PriseApplication *self)
{
  PriseWindow *window =
      prise_window_new (GTK_APPLICATION (self), self->io, self->settings, self->http_history);

  g_signal_connect_object (window, "release-endpoint",
                           G_CALLBACK (prise_application_close_endpoint), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
new_window_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_window (PRISE_APPLICATION (user_data));
}

static void
preferences_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PriseApplication *self = PRISE_APPLICATION (user_data);
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (self));

  gtk_window_present (GTK_WINDOW (prise_preferences_window_new (parent, self->settings)));
}

/* In its build directory the program brings its icon itself; an installed one has it in the theme.
 * Not at the start: GTK reads the whole theme again when a path comes. */
static void
find_icon (GtkIconTheme *theme)
{
  if (!gtk_icon_theme_has_icon (theme, PRISE_APPLICATION_ID))
    gtk_icon_theme_add_resource_path (theme, "/io/github/prise/Prise/icons");
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  find_icon (gtk_icon_theme_get_for_display (gdk_display_get_default ()));
  adw_show_about_window (
      parent, "application-name", "Prise", "application-icon", PRISE_APPLICATION_ID, "version",
      PRISE_VERSION, "developer-name", _ ("The Prise contributors"), "comments",
      _ ("Test networks from both ends: every byte sent or received, as it was."), "license-type",
      GTK_LICENSE_GPL_3_0, "translator-credits", _ ("translator-credits"), NULL);
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (user_data)));

  g_list_foreach (windows, (GFunc) (void (*) (void)) gtk_window_close, NULL);
  g_list_free (windows);
}

static const GActionEntry actions[] = {
  { .name = "new-window", .activate = new_window_action },
  { .name = "preferences", .activate = preferences_action },
  { .name = "about", .activate = about_action },
  { .name = "quit", .activate = quit_action },
};

static gboolean
did_get_signal (gpointer user_data)
{
  g_action_group_activate_action (G_ACTION_GROUP (user_data), "quit", NULL);
  return G_SOURCE_CONTINUE;
}

static void
did_change_color_scheme (PriseApplication *self)
{
  static const AdwColorScheme schemes[] = {
    ADW_COLOR_SCHEME_DEFAULT,
    ADW_COLOR_SCHEME_FORCE_LIGHT,
    ADW_COLOR_SCHEME_FORCE_DARK,
  };
  const int index = g_settings_get_enum (self->settings, "color-scheme");

  adw_style_manager_set_color_scheme (adw_application_get_style_manager (ADW_APPLICATION (self)),
                                      schemes[index]);
}

static void
did_close_endpoint (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GApplication) application = user_data;

  prise_endpoint_stop_finish (PRISE_ENDPOINT (source), result, NULL);
  g_application_release (application);
}

/* Returns the exit status, or -1 to go on. */
static int
prise_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  PriseApplication *self = PRISE_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_contains (dict, "version")) {
    g_print ("Prise %s\n", PRISE_VERSION);
    return 0;
  }

  if (!gtk_init_check ()) {
    g_printerr (_ ("Prise needs a display to open its window: start it in a graphical session, or "
                   "use prise-cli.\n"));
    return 1;
  }

  if (self->settings == NULL) {
    self->settings = prise_settings_new (&error);
    if (error != NULL) {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  }

  return G_APPLICATION_CLASS (prise_application_parent_class)
      ->handle_local_options (application, dict);
}

static int
prise_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  GVariantDict *dict = g_application_command_line_get_options_dict (command_line);

  if (g_variant_dict_contains (dict, "new-window"))
    open_window (PRISE_APPLICATION (application));
  else
    g_application_activate (application);

  return 0;
}

static void
prise_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    open_window (PRISE_APPLICATION (application));
  else
    gtk_window_present (window);
}

/* The rules for high contrast follow the others, only while they are asked for. */
static void
did_change_contrast (AdwStyleManager *manager, GParamSpec *pspec, GtkStyleProvider *provider)
{
  GdkDisplay *display = adw_style_manager_get_display (manager);

  if (adw_style_manager_get_high_contrast (manager))
    gtk_style_context_add_provider_for_display (display, provider,
                                                GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  else
    gtk_style_context_remove_provider_for_display (display, provider);
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  GtkCssProvider *contrast = gtk_css_provider_new ();
  AdwStyleManager *manager = adw_style_manager_get_for_display (gdk_display_get_default ());

  gtk_css_provider_load_from_resource (provider, "/io/github/prise/Prise/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);

  gtk_css_provider_load_from_resource (contrast, "/io/github/prise/Prise/style-hc.css");
  g_signal_connect_data (manager, "notify::high-contrast", G_CALLBACK (did_change_contrast),
                         contrast, (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  did_change_contrast (manager, NULL, GTK_STYLE_PROVIDER (contrast));
}

/* As soon as GTK is asked for the icon theme a thread reads it; a path that is added later, by
 * libadwaita or for our base path, has it read again by the main thread, and each widget styled
 * again: a tenth of the time to the first frame. So libadwaita is first, and the base path none. */
static void
load_themes (GApplication *application)
{
  g_application_set_resource_base_path (application, NULL);
  adw_init ();
  load_style ();
}

static void
prise_application_startup (GApplication *application)
{
  PriseApplication *self = PRISE_APPLICATION (application);
  g_autoptr (GFile) file = prise_http_history_get_default_file ();

  load_themes (application);
  G_APPLICATION_CLASS (prise_application_parent_class)->startup (application);

  self->io = prise_io_new ();
  self->http_history = prise_http_history_new (file);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), shortcuts[i].action,
                                           (const char *const *) shortcuts[i].keys);

  g_signal_connect_object (self->settings, "changed::color-scheme",
                           G_CALLBACK (did_change_color_scheme), self, G_CONNECT_SWAPPED);
  did_change_color_scheme (self);
  self->sigint_id = g_unix_signal_add (SIGINT, did_get_signal, self);
  self->sigterm_id = g_unix_signal_add (SIGTERM, did_get_signal, self);
}

static void
prise_application_shutdown (GApplication *application)
{
  PriseApplication *self = PRISE_APPLICATION (application);

  g_clear_handle_id (&self->sigint_id, g_source_remove);
  g_clear_handle_id (&self->sigterm_id, g_source_remove);

  G_APPLICATION_CLASS (prise_application_parent_class)->shutdown (application);
}

static void
prise_application_dispose (GObject *object)
{
  PriseApplication *self = PRISE_APPLICATION (object);

  g_clear_object (&self->http_history);
  g_clear_object (&self->io);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (prise_application_parent_class)->dispose (object);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_SETTINGS] = PRISE_PROPERTY (PriseApplication, settings),
};

static void
prise_application_class_init (PriseApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = prise_application_dispose;
  application_class->handle_local_options = prise_application_handle_local_options;
  application_class->command_line = prise_application_command_line;
  application_class->activate = prise_application_activate;
  application_class->startup = prise_application_startup;
  application_class->shutdown = prise_application_shutdown;

  properties[PROP_SETTINGS] =
      g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
prise_application_init (PriseApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _ ("Test networks from both ends."));
}

/**
 * prise_application_new:
 * @settings: (nullable): the root settings; %NULL if they couldn't be found: the application says
 * so when it is to open a window
 *
 * Returns: (transfer full): the application
 */
PriseApplication *
prise_application_new (GSettings *settings)
{
  return g_object_new (PRISE_TYPE_APPLICATION, "application-id", PRISE_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE, "settings", settings, NULL);
}

/**
 * prise_application_close_endpoint:
 * @endpoint: an endpoint that nobody shows any longer
 *
 * Closes @endpoint in order, and keeps the process alive until that is done.
 */
void
prise_application_close_endpoint (PriseApplication *self, PriseEndpoint *endpoint)
{
  g_return_if_fail (PRISE_IS_APPLICATION (self));
  g_return_if_fail (PRISE_IS_ENDPOINT (endpoint));

  g_application_hold (G_APPLICATION (self));
  prise_endpoint_stop_async (endpoint, FALSE, did_close_endpoint, g_object_ref (self));
}
