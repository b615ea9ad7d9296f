// SPDX-License-Identifier: GPL-3.0-or-later
/* The form in which a message is written and sent. It knows no endpoint: it turns what was typed
 * into bytes and emits "send". What is mistyped stays where it is, with a sentence and the place.
 * It owns the history. Main thread. */
#include "config.h"

#include <glib/gi18n.h>

#include "prise-accessible.h"
#include "prise-closures.h"
#include "prise-composer.h"
#include "prise-composer-closures.h"
#include "prise-format.h"
#include "prise-long-lines.h"
#include "prise-message-history.h"
#include "prise-message-view.h"
#include "prise-property.h"
#include "prise-recipient-chooser.h"
#include "prise-settings.h"
#include "prise-widget.h"
#include "prise-wrap-box.h"

struct _PriseComposer {
  AdwBin parent_instance;

  GtkWidget *frame;
  PriseMessageView *message_view;
  GtkLabel *attachment_label;
  GtkWidget *send_button;
  GtkDropDown *format_drop_down;
  GtkDropDown *line_ending_drop_down;
  PriseRecipientChooser *recipient_chooser;

  PriseMessageHistory *history;
  GSettings *settings;
  GListModel *peers;
  GBytes *attachment;
  char *hint;
  char *error;
  gboolean allow_empty;
  PriseMessageFormat format; /* in which the text is written */
};

G_DEFINE_FINAL_TYPE (PriseComposer, prise_composer, ADW_TYPE_BIN)

enum { PROP_HINT = 1, PROP_ERROR, PROP_PEERS, PROP_ATTACHMENT, PROP_ALLOW_EMPTY, N_PROPS };

static GParamSpec *properties[N_PROPS];

enum { SIGNAL_SEND, N_SIGNALS };

static guint signals[N_SIGNALS];

/* More than this of a message is not kept for the next start. */
#define MAX_KEPT_SIZE 4096

static PriseMessageFormat
get_format (PriseComposer *self)
{
  return (PriseMessageFormat) gtk_drop_down_get_selected (self->format_drop_down);
}

static void
set_attachment (PriseComposer *self, GBytes *attachment)
{
  g_autofree char *size = NULL;
  g_autofree char *text = NULL;

  if (attachment == self->attachment)
    return;

  g_clear_pointer (&self->attachment, g_bytes_unref);
  if (attachment != NULL) {
    self->attachment = g_bytes_ref (attachment);
    size = prise_format_size (g_bytes_get_size (attachment));
    text = g_strdup_printf (_ ("Pasted text, %s: it is sent as it is"), size);
    gtk_label_set_label (self->attachment_label, text);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ATTACHMENT]);
}

static gboolean
has_no_attachment (PriseComposer *self, GBytes *attachment)
{
  return attachment == NULL;
}

static gboolean
has_attachment (PriseComposer *self, GBytes *attachment)
{
  return attachment != NULL;
}

static gboolean
has_peers (PriseComposer *self, GListModel *peers)
{
  return peers != NULL;
}

static char *
describe_send (PriseComposer *self, const char *hint)
{
  return g_strdup (hint != NULL ? hint : _ ("Send the Message (Enter)"));
}

/* Returns the bytes to send, or NULL with what is wrong shown. */
static GBytes *
encode_message (PriseComposer *self, const char *text)
{
  const PriseLineEnding line_ending =
      (PriseLineEnding) gtk_drop_down_get_selected (self->line_ending_drop_down);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize offset = 0;

  bytes = prise_message_encode (text, get_format (self), line_ending, &offset, &error);
  if (bytes == NULL) {
    prise_composer_set_error (self, error->message);
    prise_message_view_show_mistake (self->message_view, offset);
    return NULL;
  }

  if (g_bytes_get_size (bytes) == 0 && !self->allow_empty) {
    prise_composer_set_error (self, _ ("The message is empty: type something to send."));
    return NULL;
  }

  return g_steal_pointer (&bytes);
}

static GBytes *
encode_attachment (PriseComposer *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GBytes *bytes;
  gsize size;
  const char *data = g_bytes_get_data (self->attachment, &size);

  if (get_format (self) == PRISE_MESSAGE_FORMAT_TEXT)
    return g_bytes_ref (self->attachment);

  text = g_strndup (data, size);
  bytes =
      prise_message_encode (text, PRISE_MESSAGE_FORMAT_HEX, PRISE_LINE_ENDING_NONE, NULL, &error);
  if (bytes == NULL)
    prise_composer_set_error (self, error->message);
  return bytes;
}

static void
keep_message (PriseComposer *self, const char *text)
{
  if (self->settings != NULL && strlen (text) <= MAX_KEPT_SIZE)
    g_settings_set_string (self->settings, "message", text);
}

static void
emit_send (PriseComposer *self, GBytes *bytes)
{
  PriseTcpPeer *recipient = prise_composer_get_recipient (self);

  prise_composer_set_error (self, NULL);
  g_signal_emit (self, signals[SIGNAL_SEND], 0, bytes, recipient);
}

static void
send_attachment (PriseComposer *self)
{
  g_autoptr (GBytes) bytes = encode_attachment (self);

  if (bytes == NULL)
    return;

  emit_send (self, bytes);
  if (self->error == NULL)
    set_attachment (self, NULL);
}

static void
send_text (PriseComposer *self)
{
  g_autofree char *text = prise_message_view_dup_text (self->message_view);
  g_autoptr (GBytes) bytes = encode_message (self, text);

  if (bytes == NULL)
    return;

  emit_send (self, bytes);
  if (self->error != NULL)
    return;

  prise_message_history_add (self->history, text, get_format (self));
  keep_message (self, text);
  prise_message_view_select_all (self->message_view);
}

static void
did_recall (PriseComposer *self, int direction)
{
  g_autofree char *text = prise_message_view_dup_text (self->message_view);
  const PriseMessageHistoryItem *item;

  if (direction < 0)
    item = prise_message_history_back (self->history, text, get_format (self));
  else
    item = prise_message_history_forward (self->history);

  if (item == NULL)
    return;

  self->format = item->format;
  gtk_drop_down_set_selected (self->format_drop_down, item->format);
  prise_message_view_set_text (self->message_view, item->text);
}

static void
did_overflow (PriseComposer *self, GBytes *bytes)
{
  prise_composer_set_error (self, NULL);
  set_attachment (self, bytes);
}

static void
did_edit (PriseComposer *self)
{
  prise_composer_set_error (self, NULL);
}

/* What was typed goes on being the same bytes. What isn't written as it should be stays: perhaps it
 * was pasted before the format was chosen. */
static void
did_change_format (PriseComposer *self)
{
  g_autofree char *text = prise_message_view_dup_text (self->message_view);
  g_autofree char *converted = NULL;

  if (self->format != get_format (self))
    converted = prise_message_convert (text, self->format, get_format (self));
  self->format = get_format (self);
  if (converted != NULL)
    prise_message_view_set_text (self->message_view, converted);
  did_edit (self);
}

static void
did_lose_recipient (PriseComposer *self, PriseTcpPeer *peer)
{
  g_autofree char *sentence = NULL;

  sentence = g_strdup_printf (_ ("%s has left: the next message goes to all clients."),
                              prise_tcp_peer_get_address (peer));
  prise_composer_set_error (self, sentence);
}

static void
send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  prise_composer_send (PRISE_COMPOSER (widget));
}

static void
remove_attachment_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseComposer *self = PRISE_COMPOSER (widget);

  set_attachment (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->message_view));
}

static void
did_set_peers (PriseComposer *self)
{
  if (self->peers != NULL)
    prise_recipient_chooser_set_peers (self->recipient_chooser, self->peers);
}

static void
prise_composer_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  PriseComposer *self = PRISE_COMPOSER (object);

  switch (prop_id) {
  case PROP_HINT:
    prise_composer_set_hint (self, g_value_get_string (value));
    break;
  case PROP_ERROR:
    prise_composer_set_error (self, g_value_get_string (value));
    break;
  default:
    prise_property_set (object, prop_id, value, pspec);
  }
}

static void
prise_composer_dispose (GObject *object)
{
  PriseComposer *self = PRISE_COMPOSER (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->peers);
  prise_widget_dispose (object);
}

static void
prise_composer_finalize (GObject *object)
{
  PriseComposer *self = PRISE_COMPOSER (object);

  prise_message_history_free (self->history);

  G_OBJECT_CLASS (prise_composer_parent_class)->finalize (object);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_HINT] = PRISE_PROPERTY (PriseComposer, hint),
  [PROP_ERROR] = PRISE_PROPERTY (PriseComposer, error),
  [PROP_PEERS] = PRISE_PROPERTY_THEN (PriseComposer, peers, did_set_peers),
  [PROP_ATTACHMENT] = PRISE_PROPERTY (PriseComposer, attachment),
  [PROP_ALLOW_EMPTY] = PRISE_PROPERTY (PriseComposer, allow_empty),
};

static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL, PRISE_WRITABLE);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, PRISE_WRITABLE);
  properties[PROP_PEERS] =
      g_param_spec_object ("peers", NULL, NULL, G_TYPE_LIST_MODEL, PRISE_WRITABLE);
  properties[PROP_ATTACHMENT] =
      g_param_spec_boxed ("attachment", NULL, NULL, G_TYPE_BYTES,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ALLOW_EMPTY] =
      g_param_spec_boolean ("allow-empty", NULL, NULL, FALSE, PRISE_WRITABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseComposer, frame);
  gtk_widget_class_bind_template_child (widget_class, PriseComposer, message_view);
  gtk_widget_class_bind_template_child (widget_class, PriseComposer, attachment_label);
  gtk_widget_class_bind_template_child (widget_class, PriseComposer, send_button);
  gtk_widget_class_bind_template_child (widget_class, PriseComposer, format_drop_down);
  gtk_widget_class_bind_template_child (widget_class, PriseComposer, line_ending_drop_down);
  gtk_widget_class_bind_template_child (widget_class, PriseComposer, recipient_chooser);
  gtk_widget_class_bind_template_callback (widget_class, prise_composer_send);
  gtk_widget_class_bind_template_callback (widget_class, did_recall);
  gtk_widget_class_bind_template_callback (widget_class, did_overflow);
  gtk_widget_class_bind_template_callback (widget_class, did_change_format);
  gtk_widget_class_bind_template_callback (widget_class, did_edit);
  gtk_widget_class_bind_template_callback (widget_class, did_lose_recipient);
  gtk_widget_class_bind_template_callback (widget_class, has_attachment);
  gtk_widget_class_bind_template_callback (widget_class, has_no_attachment);
  gtk_widget_class_bind_template_callback (widget_class, has_peers);
  gtk_widget_class_bind_template_callback (widget_class, describe_send);
  prise_closures_bind (widget_class);
  prise_composer_closures_bind (widget_class);
}

static void
prise_composer_class_init (PriseComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = prise_composer_set_property;
  object_class->dispose = prise_composer_dispose;
  object_class->finalize = prise_composer_finalize;

  install_properties (object_class);
  signals[SIGNAL_SEND] =
      g_signal_new ("send", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_BYTES, PRISE_TYPE_TCP_PEER);

  gtk_widget_class_install_action (widget_class, "composer.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "composer.remove-attachment", NULL,
                                   remove_attachment_action);

  g_type_ensure (PRISE_TYPE_MESSAGE_VIEW);
  g_type_ensure (PRISE_TYPE_RECIPIENT_CHOOSER);
  g_type_ensure (PRISE_TYPE_WRAP_BOX);
  bind_template (widget_class);
}

static void
prise_composer_init (PriseComposer *self)
{
  self->history = prise_message_history_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  prise_long_lines_unwrap (GTK_TEXT_VIEW (self->message_view));
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->message_view)), "changed",
                           G_CALLBACK (did_edit), self, G_CONNECT_SWAPPED);
}

/**
 * prise_composer_bind_settings:
 * @settings: settings with the keys message, format and line-ending
 *
 * Takes the form's values from @settings, and keeps them there. To be called once.
 */
void
prise_composer_bind_settings (PriseComposer *self, GSettings *settings)
{
  g_autofree char *message = NULL;

  g_return_if_fail (PRISE_IS_COMPOSER (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  g_set_object (&self->settings, settings);
  message = g_settings_get_string (settings, "message");
  prise_message_view_set_text (self->message_view, message);
  self->format = (PriseMessageFormat) g_settings_get_enum (settings, "format");
  prise_settings_bind_choice (settings, "format", self->format_drop_down, "selected");
  prise_settings_bind_choice (settings, "line-ending", self->line_ending_drop_down, "selected");
}

/**
 * prise_composer_dup_message:
 *
 * Returns: (transfer full): what stands in the field
 */
char *
prise_composer_dup_message (PriseComposer *self)
{
  g_return_val_if_fail (PRISE_IS_COMPOSER (self), NULL);

  return prise_message_view_dup_text (self->message_view);
}

void
prise_composer_set_message (PriseComposer *self, const char *message)
{
  g_return_if_fail (PRISE_IS_COMPOSER (self));
  g_return_if_fail (message != NULL);

  prise_message_view_set_text (self->message_view, message);
}

void
prise_composer_set_hint (PriseComposer *self, const char *hint)
{
  g_return_if_fail (PRISE_IS_COMPOSER (self));

  if (!prise_property_set_string (self, &self->hint, hint, properties[PROP_HINT]))
    return;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.send", hint == NULL);
}

const char *
prise_composer_get_error (PriseComposer *self)
{
  g_return_val_if_fail (PRISE_IS_COMPOSER (self), NULL);

  return self->error;
}

/**
 * prise_composer_set_error:
 * @error: (nullable): what is wrong with the message
 *
 * Shows a sentence under the message until it is changed.
 */
void
prise_composer_set_error (PriseComposer *self, const char *error)
{
  g_return_if_fail (PRISE_IS_COMPOSER (self));

  if (!prise_property_set_string (self, &self->error, error, properties[PROP_ERROR]))
    return;

  prise_accessible_mark (GTK_WIDGET (self->message_view), self->frame, error);
}

/**
 * prise_composer_get_recipient:
 *
 * Returns: (transfer none) (nullable): who gets the message; %NULL for all
 */
PriseTcpPeer *
prise_composer_get_recipient (PriseComposer *self)
{
  g_return_val_if_fail (PRISE_IS_COMPOSER (self), NULL);

  return prise_recipient_chooser_get_recipient (self->recipient_chooser);
}

/**
 * prise_composer_send:
 *
 * Emits "send" with the message's bytes; shows what is wrong if they can't be made or sent.
 */
void
prise_composer_send (PriseComposer *self)
{
  g_return_if_fail (PRISE_IS_COMPOSER (self));

  if (self->hint != NULL)
    prise_composer_set_error (self, self->hint);
  else if (self->attachment != NULL)
    send_attachment (self);
  else
    send_text (self);
}

/**
 * prise_composer_focus:
 *
 * Moves the focus to what one writes the message in; with a file in its place, to what sends it.
 */
void
prise_composer_focus (PriseComposer *self)
{
  g_return_if_fail (PRISE_IS_COMPOSER (self));

  gtk_widget_grab_focus (self->attachment != NULL ? self->send_button
                                                  : GTK_WIDGET (self->message_view));
}
