// SPDX-License-Identifier: GPL-3.0-or-later
/* The page with which a person sends an HTTP request and sees the response. It owns the client and
 * the draft of the request, and adds to the history, which windows share; form and editor work on
 * the draft, the response view and the log look at the client. Main thread. */
#include "config.h"

#include "prise-http-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "prise-accessible.h"
#include "prise-http-address-check.h"
#include "prise-http-closures.h"
#include "prise-http-curl.h"
#include "prise-http-curl-actions.h"
#include "prise-http-draft-redirect.h"
#include "prise-http-draft-settings.h"
#include "prise-http-history-view.h"
#include "prise-http-redirect.h"
#include "prise-http-request-editor.h"
#include "prise-http-request-form.h"
#include "prise-property.h"
#include "prise-response-view.h"
#include "prise-settings.h"
#include "prise-toast.h"
#include "prise-widget.h"
#include "prise-wrap-box.h"

struct _PriseHttpPage {
  PriseEndpointPage parent_instance;

  AdwFlap *flap;
  GtkEditable *method_entry;
  GtkEditable *url_entry;
  GtkWidget *toggle_button;
  GtkStack *request_stack;
  GtkWidget *request_switcher;
  PriseHttpRequestEditor *editor;
  GtkSwitch *follow_switch;
  GtkSpinButton *timeout_spin;
  GtkSpinButton *response_timeout_spin;
  GtkStack *response_stack;
  PriseResponseView *response_view;
  PriseTrafficPane *traffic_pane;
  GtkMenuButton *history_button;
  PriseHttpHistoryView *history_view;

  GSettings *settings;
  PriseHttpClient *client;
  PriseHttpDraft *draft;
  PriseHttpHistory *history;
  PriseHttpHistoryItem *item; /* of what was asked for, wherever redirects have led since */
  char *sent_url;             /* of the request under way */
  GCancellable *cancellable;  /* likewise */
  GError *error;              /* of the last one */
  char *status;
  char *redirect;
  guint n_redirects; /* that were followed without asking */
  guint save_id;
  guint fold_id;
  guint import_id;
  int url_length; /* what stood in the entry before the last change, in characters */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (PriseHttpPage, prise_http_page, PRISE_TYPE_ENDPOINT_PAGE)

enum {
  PROP_HISTORY = 1,
  PROP_CLIENT,
  PROP_DRAFT,
  PROP_STATUS,
  PROP_REDIRECT,
  PROP_N_REDIRECTS,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Who types isn't kept waiting for the settings. */
#define SAVE_DELAY_MS 500

static void
did_progress (PriseHttpPage *self)
{
  g_autofree char *status = prise_http_client_describe (self->client, self->error);

  prise_property_set_string (self, &self->status, status, properties[PROP_STATUS]);
}

/* What the request was sent to is what the response is relative to, whatever is typed now. A
 * redirect that leads to no response leaves none for what was asked for. */
static void
look_at_response (PriseHttpPage *self)
{
  PriseHttpExchange *exchange = prise_http_client_get_exchange (self->client);
  g_autoptr (PriseHttpResponse) response = prise_http_exchange_dup_response (exchange);
  const PriseHttpHead *head = response != NULL ? prise_http_response_get_head (response) : NULL;
  const guint status = head != NULL ? head->status : 0;
  g_autofree char *redirect = prise_http_draft_redirect_find (response, self->sent_url);

  if (status != prise_http_history_item_get_status (self->item))
    prise_http_history_set_status (self->history, self->item, status);
  prise_property_set_string (self, &self->redirect, redirect, properties[PROP_REDIRECT]);
}

static gboolean
import_curl (PriseHttpPage *self)
{
  const char *url = prise_http_draft_get_url (self->draft);

  if (!prise_http_curl_is_command (url))
    return FALSE;

  return prise_http_curl_actions_import (GTK_WIDGET (self), self->draft, url);
}

static gboolean
import_pasted (gpointer user_data)
{
  PriseHttpPage *self = user_data;

  self->import_id = 0;
  import_curl (self);

  return G_SOURCE_REMOVE;
}

/* A command that is typed would be one long before it's whole; one that comes at once was pasted.
 */
static void
did_change_url (PriseHttpPage *self)
{
  const char *text = gtk_editable_get_text (self->url_entry);
  const int length = (int) g_utf8_strlen (text, -1);
  const gboolean is_pasted = length - self->url_length > (int) strlen ("curl ");

  self->url_length = length;
  /* The entry still tells of the change: its text can't be replaced now. */
  if (is_pasted && self->import_id == 0 && prise_http_curl_is_command (text))
    self->import_id = g_idle_add (import_pasted, self);
}

/* Returns whether what is written can be sent; else takes the user to what is wrong. */
static gboolean
check (PriseHttpPage *self)
{
  GtkWidget *wrong;

  /* What it asks for is looked at before it's sent. */
  if (import_curl (self))
    return FALSE;
  prise_http_draft_finish_url (self->draft);
  wrong =
      prise_http_address_check_mark (self->method_entry, GTK_WIDGET (self->url_entry), self->draft);

  if (wrong != NULL) {
    gtk_widget_grab_focus (wrong);
    return FALSE;
  }
  if (prise_http_request_editor_get_error (self->editor) != NULL) {
    prise_endpoint_page_set_show_sidebar (PRISE_ENDPOINT_PAGE (self), TRUE);
    gtk_stack_set_visible_child_name (self->request_stack, "raw");
    prise_http_request_editor_show_mistake (self->editor);
    return FALSE;
  }

  return TRUE;
}

static void did_send (GObject *source, GAsyncResult *result, gpointer user_data);

/* Who has asked for something finds that in the history, and not where redirects led. */
static void
send_request (PriseHttpPage *self, guint n_redirects)
{
  const char *url = prise_http_draft_get_url (self->draft);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PriseHttpUrl) parts = NULL;
  g_autoptr (PriseHttpExchange) exchange = NULL;

  if (!check (self))
    return;

  bytes = prise_http_draft_dup_bytes (self->draft);
  parts = prise_http_url_parse (url, NULL);
  exchange = prise_http_exchange_new (parts->host, parts->port, bytes);
  g_clear_error (&self->error);
  prise_property_set_string (self, &self->redirect, NULL, properties[PROP_REDIRECT]);
  prise_property_set_uint (self, &self->n_redirects, n_redirects, properties[PROP_N_REDIRECTS]);
  g_free (self->sent_url);
  self->sent_url = g_strdup (url);
  if (n_redirects == 0) {
    g_clear_object (&self->item);
    self->item = prise_http_history_add (self->history, url, bytes);
  }
  self->cancellable = g_cancellable_new ();
  prise_http_client_send_async (self->client, exchange, self->cancellable, did_send,
                                g_object_ref (self));
  if (adw_flap_get_folded (self->flap))
    prise_endpoint_page_set_show_sidebar (PRISE_ENDPOINT_PAGE (self), FALSE);
}

/* The form says what is sent, as always. */
static void
follow (PriseHttpPage *self, guint n_redirects)
{
  prise_http_draft_redirect_write (self->draft, self->redirect,
                                   prise_http_history_item_get_status (self->item));
  send_request (self, n_redirects);
}

static void
did_send (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PriseHttpPage) self = user_data;
  g_autoptr (GError) error = NULL;

  prise_http_client_send_finish (PRISE_HTTP_CLIENT (source), result, &error);
  if (self->client == NULL)
    return;

  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&error);
  look_at_response (self);
  did_progress (self);
  /* Who has cancelled doesn't want another request. */
  if (self->error == NULL && self->redirect != NULL &&
      self->n_redirects < PRISE_HTTP_REDIRECT_MAX && gtk_switch_get_active (self->follow_switch))
    follow (self, self->n_redirects + 1);
}

static void
prise_http_page_toggle (PriseEndpointPage *page)
{
  PriseHttpPage *self = PRISE_HTTP_PAGE (page);

  if (prise_http_client_get_busy (self->client)) {
    if (self->cancellable != NULL)
      g_cancellable_cancel (self->cancellable);
    return;
  }

  send_request (self, 0);
}

static void
did_activate_url (PriseHttpPage *self)
{
  if (!prise_http_client_get_busy (self->client))
    gtk_widget_activate_action (GTK_WIDGET (self), "page.toggle", NULL);
}

static void
follow_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseHttpPage *self = PRISE_HTTP_PAGE (widget);

  if (self->redirect != NULL && !prise_http_client_get_busy (self->client))
    follow (self, 0);
}

static void
reset_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  prise_http_draft_reset (PRISE_HTTP_PAGE (widget)->draft);
}

static void
method_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *method = g_variant_get_string (parameter, NULL);

  prise_http_draft_set_method (PRISE_HTTP_PAGE (widget)->draft, method);
}

static void
copy_curl_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  prise_http_curl_actions_copy (widget, PRISE_HTTP_PAGE (widget)->draft);
}

static void
paste_curl_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  prise_http_curl_actions_paste (widget, PRISE_HTTP_PAGE (widget)->draft);
}

static void
did_choose_item (PriseHttpPage *self, PriseHttpHistoryItem *item)
{
  gtk_menu_button_popdown (self->history_button);
  prise_http_draft_load (self->draft, prise_http_history_item_get_url (item),
                         prise_http_history_item_get_request (item));
  prise_http_draft_leave_out_emptied (self->draft);
}

static void
did_send_item_again (PriseHttpPage *self, PriseHttpHistoryItem *item)
{
  did_choose_item (self, item);
  did_activate_url (self);
}

static void
did_fail_history (PriseHttpPage *self)
{
  prise_toast_tell (GTK_WIDGET (self), prise_http_history_get_error (self->history));
}

static void
did_change_address (PriseHttpPage *self)
{
  prise_http_address_check_mark (self->method_entry, GTK_WIDGET (self->url_entry), self->draft);
}

static void
save (PriseHttpPage *self)
{
  g_clear_handle_id (&self->save_id, g_source_remove);
  prise_http_draft_settings_save (self->settings, self->draft);
}

static gboolean
did_wait (gpointer user_data)
{
  PriseHttpPage *self = user_data;

  self->save_id = 0;
  save (self);

  return G_SOURCE_REMOVE;
}

static void
did_change_draft (PriseHttpPage *self)
{
  if (self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_DELAY_MS, did_wait, self);
}

static gboolean
take_folded (gpointer user_data)
{
  PriseHttpPage *self = user_data;

  self->fold_id = 0;
  self->narrow = adw_flap_get_folded (self->flap);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);

  return G_SOURCE_REMOVE;
}

/* The flap finds out while it is laid out: nothing can be moved then. */
static void
did_fold (PriseHttpPage *self)
{
  if (self->fold_id == 0)
    self->fold_id = g_idle_add (take_folded, self);
}

static void
connect_draft (PriseHttpPage *self)
{
  const GBindingFlags flags = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  prise_http_draft_settings_load (self->settings, self->draft);
  g_object_bind_property (self->draft, "url", self->url_entry, "text", flags);
  g_object_bind_property (self->draft, "method", self->method_entry, "text", flags);
  g_signal_connect_object (self->url_entry, "notify::text", G_CALLBACK (did_change_url), self,
                           G_CONNECT_SWAPPED);
  did_change_url (self);
  g_signal_connect_object (self->draft, "notify", G_CALLBACK (did_change_address), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->method_entry, "notify::text", G_CALLBACK (did_change_address),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->draft, "notify", G_CALLBACK (did_change_draft), self,
                           G_CONNECT_SWAPPED);
  did_change_address (self);
}

static void
connect_client (PriseHttpPage *self)
{
  static const char *const signals[] = { "progressed", "notify::busy", "notify::state" };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (self->client, signals[i], G_CALLBACK (did_progress), self,
                             G_CONNECT_SWAPPED);
  g_object_bind_property (gtk_spin_button_get_adjustment (self->timeout_spin), "value",
                          self->client, "timeout", G_BINDING_SYNC_CREATE);
  g_object_bind_property (gtk_spin_button_get_adjustment (self->response_timeout_spin), "value",
                          self->client, "response-timeout", G_BINDING_SYNC_CREATE);
  did_progress (self);
}

static void
prise_http_page_constructed (GObject *object)
{
  PriseHttpPage *self = PRISE_HTTP_PAGE (object);
  PriseEndpointPage *page = PRISE_ENDPOINT_PAGE (object);
  const PriseEndpointPageParts parts = {
    .flap = self->flap,
    .toggle_button = self->toggle_button,
    .traffic_pane = self->traffic_pane,
  };

  G_OBJECT_CLASS (prise_http_page_parent_class)->constructed (object);

  self->settings = prise_endpoint_page_get_settings (page, "http");
  self->client = prise_http_client_new (prise_endpoint_page_get_io (page));
  self->draft = prise_http_draft_new ();
  prise_http_history_load (self->history);
  g_signal_connect_object (self->history, "notify::error", G_CALLBACK (did_fail_history), self,
                           G_CONNECT_SWAPPED);
  prise_settings_bind_value (self->settings, "request-view", self->request_stack,
                             "visible-child-name");
  prise_settings_bind_value (self->settings, "response-view", self->response_stack,
                             "visible-child-name");
  prise_settings_bind_value (self->settings, "response-part", self->response_view, "view");
  prise_settings_bind_value (self->settings, "follow-redirects", self->follow_switch, "active");
  prise_settings_bind_value (self->settings, "timeout",
                             gtk_spin_button_get_adjustment (self->timeout_spin), "value");
  prise_settings_bind_value (self->settings, "response-timeout",
                             gtk_spin_button_get_adjustment (self->response_timeout_spin), "value");
  connect_draft (self);
  connect_client (self);
  prise_endpoint_page_take (page, PRISE_ENDPOINT (self->client), &parts, self->settings);
  for (guint i = PROP_HISTORY + 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (object, properties[i]);
}

static void
prise_http_page_dispose (GObject *object)
{
  PriseHttpPage *self = PRISE_HTTP_PAGE (object);

  if (self->save_id != 0)
    save (self);
  g_clear_handle_id (&self->fold_id, g_source_remove);
  g_clear_handle_id (&self->import_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  prise_widget_dispose (object);
  g_clear_object (&self->item);
  g_clear_object (&self->settings);
}

static void
prise_http_page_finalize (GObject *object)
{
  PriseHttpPage *self = PRISE_HTTP_PAGE (object);

  g_clear_error (&self->error);
  g_free (self->sent_url);

  G_OBJECT_CLASS (prise_http_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PriseHttpPage, flap);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpPage, method_entry);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpPage, url_entry);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpPage, toggle_button);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpPage, request_stack);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpPage, request_switcher);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpPage, editor);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpPage, follow_switch);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpPage, timeout_spin);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpPage, response_timeout_spin);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpPage, response_stack);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpPage, response_view);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpPage, traffic_pane);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpPage, history_button);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpPage, history_view);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (PRISE_TYPE_HTTP_HISTORY_VIEW);
  g_type_ensure (PRISE_TYPE_HTTP_REQUEST_EDITOR);
  g_type_ensure (PRISE_TYPE_HTTP_REQUEST_FORM);
  g_type_ensure (PRISE_TYPE_RESPONSE_VIEW);
  g_type_ensure (PRISE_TYPE_WRAP_BOX);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-http-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, did_activate_url);
  gtk_widget_class_bind_template_callback (widget_class, did_choose_item);
  gtk_widget_class_bind_template_callback (widget_class, did_fold);
  gtk_widget_class_bind_template_callback (widget_class, did_send_item_again);
  prise_endpoint_page_bind_callbacks (widget_class);
  prise_http_closures_bind (widget_class);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "http.follow", NULL, follow_action);
  gtk_widget_class_install_action (widget_class, "http.method", "s", method_action);
  gtk_widget_class_install_action (widget_class, "http.reset", NULL, reset_action);
  gtk_widget_class_install_action (widget_class, "http.copy-curl", NULL, copy_curl_action);
  gtk_widget_class_install_action (widget_class, "http.paste-curl", NULL, paste_curl_action);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_HISTORY] = PRISE_PROPERTY (PriseHttpPage, history),
  [PROP_CLIENT] = PRISE_PROPERTY (PriseHttpPage, client),
  [PROP_DRAFT] = PRISE_PROPERTY (PriseHttpPage, draft),
  [PROP_STATUS] = PRISE_PROPERTY (PriseHttpPage, status),
  [PROP_REDIRECT] = PRISE_PROPERTY (PriseHttpPage, redirect),
  [PROP_N_REDIRECTS] = PRISE_PROPERTY (PriseHttpPage, n_redirects),
  [PROP_NARROW] = PRISE_PROPERTY (PriseHttpPage, narrow),
};

static void
prise_http_page_class_init (PriseHttpPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = prise_http_page_constructed;
  object_class->dispose = prise_http_page_dispose;
  object_class->finalize = prise_http_page_finalize;
  PRISE_ENDPOINT_PAGE_CLASS (klass)->toggle = prise_http_page_toggle;

  properties[PROP_CLIENT] =
      g_param_spec_object ("client", NULL, NULL, PRISE_TYPE_HTTP_CLIENT, PRISE_READABLE);
  properties[PROP_DRAFT] =
      g_param_spec_object ("draft", NULL, NULL, PRISE_TYPE_HTTP_DRAFT, PRISE_READABLE);
  properties[PROP_HISTORY] =
      g_param_spec_object ("history", NULL, NULL, PRISE_TYPE_HTTP_HISTORY,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL, PRISE_READABLE);
  properties[PROP_REDIRECT] = g_param_spec_string ("redirect", NULL, NULL, NULL, PRISE_READABLE);
  properties[PROP_N_REDIRECTS] =
      g_param_spec_uint ("n-redirects", NULL, NULL, 0, PRISE_HTTP_REDIRECT_MAX, 0, PRISE_READABLE);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

  install_actions (GTK_WIDGET_CLASS (klass));
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
prise_http_page_init (PriseHttpPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  prise_accessible_rename (gtk_widget_get_last_child (self->request_switcher), _ ("Raw Request"));
}

/**
 * prise_http_page_new:
 * @io: the I/O thread
 * @settings: the root settings
 * @history: the requests that were sent, which is loaded
 *
 * Returns: (transfer floating): a page whose client isn't connected
 */
GtkWidget *
prise_http_page_new (PriseIo *io, GSettings *settings, PriseHttpHistory *history)
{
  g_return_val_if_fail (PRISE_IS_IO (io), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (PRISE_IS_HTTP_HISTORY (history), NULL);

  return g_object_new (PRISE_TYPE_HTTP_PAGE, "io", io, "settings", settings, "history", history,
                       NULL);
}

PriseHttpClient *
prise_http_page_get_client (PriseHttpPage *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_PAGE (self), NULL);

  return self->client;
}

/**
 * prise_http_page_get_draft:
 *
 * Returns: (transfer none): the request that is being written
 */
PriseHttpDraft *
prise_http_page_get_draft (PriseHttpPage *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_PAGE (self), NULL);

  return self->draft;
}

/**
 * prise_http_page_get_history:
 *
 * Returns: (transfer none): the requests that were sent
 */
PriseHttpHistory *
prise_http_page_get_history (PriseHttpPage *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_PAGE (self), NULL);

  return self->history;
}
