// SPDX-License-Identifier: GPL-3.0-or-later
/* The field in which a message is typed: Enter submits it, Shift+Enter makes a new line, and Up and
 * Down leave it at its first and last line. A text too large for it is handed on. Main thread. */
#include "config.h"

#include "prise-message-view.h"

#include "prise-no-hyphens.h"

struct _PriseMessageView {
  GtkTextView parent_instance;

  GtkTextTag *mistake;
};

G_DEFINE_FINAL_TYPE (PriseMessageView, prise_message_view, GTK_TYPE_TEXT_VIEW)

enum { SIGNAL_SUBMIT, SIGNAL_RECALL, SIGNAL_OVERFLOW, N_SIGNALS };

static guint signals[N_SIGNALS];

static GtkTextBuffer *
get_buffer (PriseMessageView *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
}

static void
get_caret (PriseMessageView *self, GtkTextIter *iter)
{
  GtkTextBuffer *buffer = get_buffer (self);

  gtk_text_buffer_get_iter_at_mark (buffer, iter, gtk_text_buffer_get_insert (buffer));
}

static gboolean
is_on_first_line (PriseMessageView *self)
{
  GtkTextIter iter;

  get_caret (self, &iter);
  return gtk_text_iter_get_line (&iter) == 0 &&
         !gtk_text_view_backward_display_line (GTK_TEXT_VIEW (self), &iter);
}

static gboolean
is_on_last_line (PriseMessageView *self)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter iter;

  get_caret (self, &iter);
  if (gtk_text_iter_get_line (&iter) < gtk_text_buffer_get_line_count (buffer) - 1)
    return FALSE;

  gtk_text_view_forward_display_line_end (GTK_TEXT_VIEW (self), &iter);
  return gtk_text_iter_is_end (&iter);
}

/* Returns what @keyval asks for: SIGNAL_SUBMIT, SIGNAL_RECALL with @direction, or N_SIGNALS. */
static guint
find_request (PriseMessageView *self, guint keyval, int *direction)
{
  switch (keyval) {
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
  case GDK_KEY_ISO_Enter:
    return SIGNAL_SUBMIT;
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    *direction = -1;
    return is_on_first_line (self) ? SIGNAL_RECALL : N_SIGNALS;
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    *direction = 1;
    return is_on_last_line (self) ? SIGNAL_RECALL : N_SIGNALS;
  default:
    return N_SIGNALS;
  }
}

static gboolean
did_press_key (GtkEventControllerKey *controller,
               guint keyval,
               guint keycode,
               GdkModifierType state,
               PriseMessageView *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  int direction = 0;
  guint request;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  request = find_request (self, keyval, &direction);
  if (request == N_SIGNALS)
    return GDK_EVENT_PROPAGATE;

  /* An input method that is composing a character has the first right to these keys. */
  if (event != NULL && gtk_text_view_im_context_filter_keypress (GTK_TEXT_VIEW (self), event))
    return GDK_EVENT_STOP;

  if (request == SIGNAL_RECALL)
    g_signal_emit (self, signals[SIGNAL_RECALL], 0, direction);
  else
    g_signal_emit (self, signals[SIGNAL_SUBMIT], 0);

  return GDK_EVENT_STOP;
}

static void
will_insert_text (PriseMessageView *self,
                  GtkTextIter *location,
                  char *text,
                  int length,
                  GtkTextBuffer *buffer)
{
  const gsize size = length < 0 ? strlen (text) : (gsize) length;
  g_autoptr (GBytes) bytes = NULL;

  /* Characters of the buffer are counted as one byte: the bound need not be sharp. */
  if (size + (gsize) gtk_text_buffer_get_char_count (buffer) <= PRISE_MESSAGE_VIEW_MAX_SIZE)
    return;

  g_signal_stop_emission_by_name (buffer, "insert-text");
  bytes = g_bytes_new (text, size);
  g_signal_emit (self, signals[SIGNAL_OVERFLOW], 0, bytes);
}

static void
did_change (PriseMessageView *self, GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->mistake, &start, &end);
}

static void
prise_message_view_class_init (PriseMessageViewClass *klass)
{
  signals[SIGNAL_SUBMIT] = g_signal_new ("submit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RECALL] = g_signal_new ("recall", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_OVERFLOW] = g_signal_new ("overflow", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BYTES);
}

static void
prise_message_view_init (PriseMessageView *self)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (did_press_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  prise_no_hyphens_in_attributes (buffer);
  self->mistake =
      gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);
  g_signal_connect_object (buffer, "insert-text", G_CALLBACK (will_insert_text), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (did_change), self, G_CONNECT_SWAPPED);
}

/**
 * prise_message_view_dup_text:
 * @self: a field
 *
 * Returns: (transfer full): what stands in it
 */
char *
prise_message_view_dup_text (PriseMessageView *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (PRISE_IS_MESSAGE_VIEW (self), NULL);

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, TRUE);
}

/**
 * prise_message_view_set_text:
 * @self: a field
 * @text: a message
 *
 * Puts @text into the field, the caret after it.
 */
void
prise_message_view_set_text (PriseMessageView *self, const char *text)
{
  g_return_if_fail (PRISE_IS_MESSAGE_VIEW (self));

  gtk_text_buffer_set_text (get_buffer (self), text, -1);
}

/**
 * prise_message_view_select_all:
 * @self: a field
 *
 * Selects the text, so that what is typed next takes its place.
 */
void
prise_message_view_select_all (PriseMessageView *self)
{
  GtkTextIter start, end;

  g_return_if_fail (PRISE_IS_MESSAGE_VIEW (self));

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  gtk_text_buffer_select_range (get_buffer (self), &end, &start);
}

/**
 * prise_message_view_show_mistake:
 * @self: a field
 * @offset: a place in its text, in bytes
 *
 * Underlines the character at @offset until the text is changed, and takes the caret there.
 */
void
prise_message_view_show_mistake (PriseMessageView *self, gsize offset)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  g_return_if_fail (PRISE_IS_MESSAGE_VIEW (self));

  buffer = get_buffer (self);
  text = prise_message_view_dup_text (self);
  offset = MIN (offset, strlen (text));
  gtk_text_buffer_get_iter_at_offset (buffer, &start, g_utf8_strlen (text, (gssize) offset));
  end = start;
  gtk_text_iter_forward_char (&end);
  if (gtk_text_iter_equal (&start, &end))
    gtk_text_iter_backward_char (&start);

  gtk_text_buffer_apply_tag (buffer, self->mistake, &start, &end);
  gtk_text_buffer_select_range (buffer, &start, &end);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self), &start, 0, FALSE, 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}
