// SPDX-License-Identifier: GPL-3.0-or-later
/* A window: the pages, the header bar, toasts. A page is made when it is first shown. When the
 * window closes it hands its endpoints on by a signal, so that they can close in order without it.
 * Main thread. */
#include "config.h"

#include "prise-accessible.h"
#include "prise-endpoint.h"
#include "prise-http-page.h"
#include "prise-menus.h"
#include "prise-shortcuts-window.h"
#include "prise-property.h"
#include "prise-tcp-client-page.h"
#include "prise-tcp-server-page.h"
#include "prise-udp-page.h"
#include "prise-window.h"

struct _PriseWindow {
  AdwApplicationWindow parent_instance;

  AdwViewStack *stack;
  AdwSqueezer *title_squeezer;
  AdwViewSwitcher *narrow_switcher;
  GtkWidget *title;
  AdwViewSwitcherBar *bar;
  GtkMenuButton *menu_button;
  GMenuModel *primary_menu;

  PriseIo *io;
  GSettings *settings;
  PriseHttpHistory *history;

  gboolean show_sidebar;
};

G_DEFINE_FINAL_TYPE (PriseWindow, prise_window, ADW_TYPE_APPLICATION_WINDOW)

enum { PROP_IO = 1, PROP_SETTINGS, PROP_HISTORY, PROP_SHOW_SIDEBAR, N_PROPS };

static GParamSpec *properties[N_PROPS];

enum { SIGNAL_RELEASE_ENDPOINT, N_SIGNALS };

static guint signals[N_SIGNALS];

static GtkWidget *
create_tcp_server_page (PriseWindow *self)
{
  return prise_tcp_server_page_new (self->io, self->settings);
}

static GtkWidget *
create_tcp_client_page (PriseWindow *self)
{
  return prise_tcp_client_page_new (self->io, self->settings);
}

static GtkWidget *
create_udp_page (PriseWindow *self)
{
  return prise_udp_page_new (self->io, self->settings);
}

static GtkWidget *
create_http_page (PriseWindow *self)
{
  return prise_http_page_new (self->io, self->settings, self->history);
}

/* By the names that they have in the stack. */
static const struct {
  const char *name;
  GtkWidget *(*create) (PriseWindow *self);
} pages[] = {
  { "tcp-server", create_tcp_server_page },
  { "tcp-client", create_tcp_client_page },
  { "udp", create_udp_page },
  { "http", create_http_page },
};

/* What the window asks of the page that is shown. */
static const struct {
  const char *window_action;
  const char *page_action;
} forwarded[] = {
  { "win.toggle", "page.toggle" },
  { "win.focus-message", "page.focus-message" },
  { "win.finish-sending", "page.finish-sending" },
  { "win.reset", "page.reset" },
};

static AdwBin *
get_bin (PriseWindow *self, const char *name)
{
  GtkWidget *bin = name != NULL ? adw_view_stack_get_child_by_name (self->stack, name) : NULL;

  return bin != NULL ? ADW_BIN (bin) : NULL;
}

static GtkWidget *
new_page (PriseWindow *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    if (g_str_equal (pages[i].name, name))
      return pages[i].create (self);
  }

  g_return_val_if_reached (NULL);
}

static void
fill_bin (PriseWindow *self, const char *name)
{
  AdwBin *bin = get_bin (self, name);
  GtkWidget *page;

  if (adw_bin_get_child (bin) != NULL)
    return;

  page = new_page (self, name);
  prise_accessible_name_buttons (page);
  adw_bin_set_child (bin, page);
  g_object_bind_property (self, "show-sidebar", page, "show-sidebar",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

static GtkWidget *
get_visible_page (PriseWindow *self)
{
  AdwBin *bin = get_bin (self, adw_view_stack_get_visible_child_name (self->stack));

  return bin != NULL ? adw_bin_get_child (bin) : NULL;
}

static void
did_change_page (PriseWindow *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->stack);

  if (name != NULL && self->io != NULL)
    fill_bin (self, name);
}

static void
forward_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *page = get_visible_page (PRISE_WINDOW (widget));

  for (guint i = 0; page != NULL && i < G_N_ELEMENTS (forwarded); i++) {
    if (g_str_equal (forwarded[i].window_action, name))
      gtk_widget_activate_action (page, forwarded[i].page_action, NULL);
  }
}

/* The focus goes to the page with the user, and back to where it was on it. The stack would do so
 * for a page that it had before; else the focus would be lost, or land in the header bar. */
static void
show_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseWindow *self = PRISE_WINDOW (widget);
  GtkWidget *page, *focus;

  prise_window_show_page (self, g_variant_get_string (parameter, NULL));

  page = get_visible_page (self);
  focus = gtk_window_get_focus (GTK_WINDOW (self));
  if (page != NULL && (focus == NULL || !gtk_widget_is_ancestor (focus, page)))
    prise_endpoint_page_focus (PRISE_ENDPOINT_PAGE (page));
}

static void
show_shortcuts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  prise_shortcuts_window_present (GTK_WINDOW (widget));
}

static void
load_settings (PriseWindow *self)
{
  g_autofree char *page = g_settings_get_string (self->settings, "page");

  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  prise_window_show_page (self, page);
}

static void
save_settings (PriseWindow *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
  g_settings_set_boolean (self->settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
  g_settings_set_string (self->settings, "page",
                         adw_view_stack_get_visible_child_name (self->stack));
}

static void
release_endpoint (PriseWindow *self, const char *name)
{
  GtkWidget *page = adw_bin_get_child (get_bin (self, name));
  g_autoptr (PriseEndpoint) endpoint = NULL;

  if (page == NULL)
    return;

  g_object_get (page, "endpoint", &endpoint, NULL);
  g_signal_emit (self, signals[SIGNAL_RELEASE_ENDPOINT], 0, endpoint);
}

static gboolean
prise_window_close_request (GtkWindow *window)
{
  PriseWindow *self = PRISE_WINDOW (window);

  save_settings (self);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    release_endpoint (self, pages[i].name);

  return GTK_WINDOW_CLASS (prise_window_parent_class)->close_request (window);
}

static void
prise_window_constructed (GObject *object)
{
  PriseWindow *self = PRISE_WINDOW (object);

  G_OBJECT_CLASS (prise_window_parent_class)->constructed (object);

  prise_accessible_name_buttons (GTK_WIDGET (self));
  load_settings (self);
  did_change_page (self);
  prise_endpoint_page_focus (PRISE_ENDPOINT_PAGE (get_visible_page (self)));
}

static void
prise_window_dispose (GObject *object)
{
  PriseWindow *self = PRISE_WINDOW (object);

  /* First: a stack that loses its pages shows one after another, and none is to be made now. */
  g_clear_object (&self->io);
  g_clear_object (&self->settings);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (prise_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (forwarded); i++)
    gtk_widget_class_install_action (widget_class, forwarded[i].window_action, NULL,
                                     forward_action);

  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_action);
  gtk_widget_class_install_action (widget_class, "win.show-help-overlay", NULL,
                                   show_shortcuts_action);
  gtk_widget_class_install_property_action (widget_class, "win.show-sidebar", "show-sidebar");
}

/* With large text a title has no room beside the others: it is better broken than cut. */
static void
wrap_labels (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget)) {
    gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_NONE);
    gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
    gtk_label_set_justify (GTK_LABEL (widget), GTK_JUSTIFY_CENTER);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    wrap_labels (child);
}

/* Where there is little room, what chooses the page has buttons from when it shows for the first
 * time: most windows never need them. */
static void
did_fit_title (PriseWindow *self)
{
  GtkWidget *shown = adw_squeezer_get_visible_child (self->title_squeezer);

  if (shown == GTK_WIDGET (self->narrow_switcher))
    adw_view_switcher_set_stack (self->narrow_switcher, self->stack);
  if (shown == self->title && adw_view_switcher_bar_get_stack (self->bar) == NULL) {
    adw_view_switcher_bar_set_stack (self->bar, self->stack);
    wrap_labels (GTK_WIDGET (self->bar));
  }
  adw_view_switcher_bar_set_reveal (self->bar, shown == self->title);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_IO] = PRISE_PROPERTY (PriseWindow, io),
  [PROP_SETTINGS] = PRISE_PROPERTY (PriseWindow, settings),
  [PROP_HISTORY] = PRISE_PROPERTY (PriseWindow, history),
  [PROP_SHOW_SIDEBAR] = PRISE_PROPERTY (PriseWindow, show_sidebar),
};

static void
prise_window_class_init (PriseWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = prise_window_constructed;
  object_class->dispose = prise_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = prise_window_close_request;

  properties[PROP_IO] = g_param_spec_object ("io", NULL, NULL, PRISE_TYPE_IO, PRISE_GIVEN);
  properties[PROP_SETTINGS] =
      g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS, PRISE_GIVEN);
  properties[PROP_HISTORY] =
      g_param_spec_object ("history", NULL, NULL, PRISE_TYPE_HTTP_HISTORY, PRISE_GIVEN);
  properties[PROP_SHOW_SIDEBAR] =
      g_param_spec_boolean ("show-sidebar", NULL, NULL, TRUE, PRISE_WRITABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

  signals[SIGNAL_RELEASE_ENDPOINT] =
      g_signal_new ("release-endpoint", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, PRISE_TYPE_ENDPOINT);

  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, PriseWindow, title_squeezer);
  gtk_widget_class_bind_template_child (widget_class, PriseWindow, narrow_switcher);
  gtk_widget_class_bind_template_child (widget_class, PriseWindow, title);
  gtk_widget_class_bind_template_child (widget_class, PriseWindow, bar);
  gtk_widget_class_bind_template_child (widget_class, PriseWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PriseWindow, primary_menu);
  gtk_widget_class_bind_template_callback (widget_class, did_change_page);
  gtk_widget_class_bind_template_callback (widget_class, did_fit_title);
}

static void
prise_window_init (PriseWindow *self)
{
  self->show_sidebar = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  prise_menus_set_button (self->menu_button, self->primary_menu);
}

/**
 * prise_window_new:
 * @application: the application
 * @io: the I/O thread
 * @settings: the root settings
 * @history: the HTTP requests that were sent, from whichever window
 *
 * Returns: (transfer none): a window, which belongs to GTK
 */
PriseWindow *
prise_window_new (GtkApplication *application,
                  PriseIo *io,
                  GSettings *settings,
                  PriseHttpHistory *history)
{
  g_return_val_if_fail (PRISE_IS_IO (io), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (PRISE_IS_HTTP_HISTORY (history), NULL);

  return g_object_new (PRISE_TYPE_WINDOW, "application", application, "io", io, "settings",
                       settings, "history", history, NULL);
}

/**
 * prise_window_get_page:
 * @name: "tcp-server", "tcp-client", "udp" or "http"
 *
 * Returns: (transfer none) (nullable): that page, made if it wasn't yet; %NULL if there is none
 *   of that name
 */
GtkWidget *
prise_window_get_page (PriseWindow *self, const char *name)
{
  AdwBin *bin;

  g_return_val_if_fail (PRISE_IS_WINDOW (self), NULL);

  bin = get_bin (self, name);
  if (bin == NULL)
    return NULL;

  fill_bin (self, name);
  return adw_bin_get_child (bin);
}

/**
 * prise_window_show_page:
 * @name: "tcp-server", "tcp-client", "udp" or "http"; others are passed over
 */
void
prise_window_show_page (PriseWindow *self, const char *name)
{
  g_return_if_fail (PRISE_IS_WINDOW (self));

  if (get_bin (self, name) != NULL)
    adw_view_stack_set_visible_child_name (self->stack, name);
}
