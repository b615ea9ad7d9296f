// SPDX-License-Identifier: GPL-3.0-or-later
/* An editor of the bytes of a request, in the notation of prise-http-escape-text.h. What is typed
 * goes into the draft at once; what others change there changes only its own part of the text, so
 * that the cursor stays. Main thread. */
#include "config.h"

#include "prise-http-request-editor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "prise-accessible.h"
#include "prise-closures.h"
#include "prise-format.h"
#include "prise-http-escape-text.h"
#include "prise-long-lines.h"
#include "prise-no-hyphens.h"
#include "prise-property.h"
#include "prise-widget.h"

struct _PriseHttpRequestEditor {
  AdwBin parent_instance;

  GtkTextView *text_view;
  GtkTextBuffer *buffer;
  GtkWidget *frame;

  PriseHttpDraft *draft;
  GBytes *hidden; /* the body, if it isn't shown */
  char *error;
  gsize error_offset;
  gboolean lf_only;
  gboolean unfinished; /* the empty line that ends the headers is missing */
  gboolean is_syncing;
  gboolean is_typing;
  gboolean is_changing; /* within an emission of "changed" */
  guint empty_id;
  guint sync_id;
};

G_DEFINE_FINAL_TYPE (PriseHttpRequestEditor, prise_http_request_editor, ADW_TYPE_BIN)

enum { PROP_DRAFT = 1, PROP_ERROR, PROP_HIDDEN_SIZE, PROP_LF_ONLY, PROP_UNFINISHED, N_PROPS };

static GParamSpec *properties[N_PROPS];

static char *
dup_text (PriseHttpRequestEditor *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

static void
set_error (PriseHttpRequestEditor *self, const char *error)
{
  if (!prise_property_set_string (self, &self->error, error, properties[PROP_ERROR]))
    return;

  prise_accessible_mark (GTK_WIDGET (self->text_view), self->frame, error);
}

static void
set_hidden (PriseHttpRequestEditor *self, GBytes *hidden)
{
  g_clear_pointer (&self->hidden, g_bytes_unref);
  self->hidden = hidden != NULL ? g_bytes_ref (hidden) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HIDDEN_SIZE]);
}

/* Returns what the text stands for, with the body that isn't shown; NULL if it is mistyped. */
static PriseHttpRequest *
encode (PriseHttpRequestEditor *self, GError **error)
{
  g_autofree char *text = dup_text (self);
  g_autoptr (GBytes) bytes = prise_http_escape_text_to_bytes (text, &self->error_offset, error);

  if (bytes == NULL)
    return NULL;

  return self->hidden != NULL ? prise_http_request_new_from_parts (bytes, self->hidden)
                              : prise_http_request_new (bytes);
}

static void
read_text (PriseHttpRequestEditor *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PriseHttpRequest) written = NULL;

  g_clear_handle_id (&self->empty_id, g_source_remove);
  written = encode (self, &error);
  set_error (self, error != NULL ? error->message : NULL);
  if (written != NULL)
    prise_http_draft_set_request (self->draft, written);
}

static gboolean
did_stay_empty (gpointer user_data)
{
  PriseHttpRequestEditor *self = user_data;

  self->empty_id = 0;
  read_text (self);

  return G_SOURCE_REMOVE;
}

/* Where all of the text is replaced it is empty for a moment, which means nothing. */
static void
did_change_text (PriseHttpRequestEditor *self)
{
  if (self->is_syncing || self->draft == NULL)
    return;

  self->is_changing = TRUE;
  if (gtk_text_buffer_get_char_count (self->buffer) > 0)
    read_text (self);
  else if (self->empty_id == 0)
    self->empty_id = g_idle_add (did_stay_empty, self);
  self->is_changing = FALSE;
}

/* Replaces only what differs. */
static void
change_text (PriseHttpRequestEditor *self, const char *text)
{
  g_autofree char *old = dup_text (self);
  const char *a = old;
  const char *b = text;
  const char *a_end = old + strlen (old);
  const char *b_end = text + strlen (text);
  g_autofree char *inserted = NULL;
  GtkTextIter start, end;

  while (*a != '\0' && *a == *b) {
    a++;
    b++;
  }
  while ((*a & 0xc0) == 0x80 && a > old) {
    a--;
    b--;
  }
  while (a_end > a && b_end > b && a_end[-1] == b_end[-1]) {
    a_end--;
    b_end--;
  }
  while ((*a_end & 0xc0) == 0x80) {
    a_end++;
    b_end++;
  }

  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) g_utf8_strlen (old, a - old));
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) g_utf8_strlen (old, a_end - old));
  gtk_text_buffer_delete (self->buffer, &start, &end);
  /* With its end: what tells assistive technologies of it in GTK 4.8 reads on to a NUL. */
  inserted = g_strndup (b, b_end - b);
  gtk_text_buffer_insert (self->buffer, &start, inserted, -1);
}

/* Returns what is shown of @request. A body that was hidden stays so when the line that sets it off
 * is gone: it may come back with the next key. */
static GBytes *
divide (PriseHttpRequestEditor *self, PriseHttpRequest *request, GBytes **hidden)
{
  g_autoptr (GBytes) whole = NULL;
  gsize size, hidden_size;
  const char *data, *hidden_data;

  *hidden = NULL;
  if (g_bytes_get_size (request->body) > PRISE_HTTP_REQUEST_EDITOR_MAX_BODY) {
    *hidden = g_bytes_ref (request->body);
    return g_bytes_ref (request->head);
  }

  whole = prise_http_request_dup_bytes (request);
  if (self->hidden == NULL)
    return g_steal_pointer (&whole);

  data = g_bytes_get_data (whole, &size);
  hidden_data = g_bytes_get_data (self->hidden, &hidden_size);
  if (size < hidden_size || memcmp (data + size - hidden_size, hidden_data, hidden_size) != 0)
    return g_steal_pointer (&whole);

  *hidden = g_bytes_ref (self->hidden);

  return g_bytes_new (data, size - hidden_size);
}

/* The same bytes can be written in several ways: the writer's own stays. */
static void
show_request (PriseHttpRequestEditor *self)
{
  PriseHttpRequest *request = prise_http_draft_get_request (self->draft);
  g_autoptr (PriseHttpRequest) written = encode (self, NULL);
  g_autoptr (GBytes) shown = NULL;
  g_autoptr (GBytes) hidden = NULL;
  g_autofree char *text = NULL;

  g_clear_handle_id (&self->sync_id, g_source_remove);
  if (written != NULL && prise_http_request_equal (written, request))
    return;

  shown = divide (self, request, &hidden);
  text = prise_http_escape_text_from_bytes (shown);
  set_hidden (self, hidden);
  self->is_syncing = TRUE;
  change_text (self, text);
  self->is_syncing = FALSE;
  set_error (self, NULL);
}

static gboolean
did_finish_changing (gpointer user_data)
{
  PriseHttpRequestEditor *self = user_data;

  self->sync_id = 0;
  show_request (self);

  return G_SOURCE_REMOVE;
}

/* Whoever changes the text still has a place in it, which must stay where it is until all have
 * heard of the change; then, before the next key, comes what the draft made of it. */
static void
did_change_request (PriseHttpRequestEditor *self)
{
  prise_property_set_boolean (self, &self->unfinished,
                              !prise_http_request_has_whole_head (
                                  prise_http_draft_get_request (self->draft)),
                              properties[PROP_UNFINISHED]);
  if (!self->is_changing)
    show_request (self);
  else if (self->sync_id == 0)
    self->sync_id = g_idle_add_full (G_PRIORITY_HIGH, did_finish_changing, self, NULL);
}

static void
did_insert_text (PriseHttpRequestEditor *self, GtkTextIter *place, const char *text, int size)
{
  g_autofree char *piece = g_strndup (text, (gsize) size);
  g_autofree char *marked = NULL;

  if (!self->lf_only || !self->is_typing || self->is_syncing || strchr (piece, '\n') == NULL)
    return;

  marked = prise_http_escape_text_mark_breaks (piece);
  g_signal_stop_emission_by_name (self->buffer, "insert-text");
  self->is_typing = FALSE;
  gtk_text_buffer_insert (self->buffer, place, marked, -1);
  self->is_typing = TRUE;
}

static void
did_begin_typing (PriseHttpRequestEditor *self)
{
  self->is_typing = TRUE;
}

static void
did_end_typing (PriseHttpRequestEditor *self)
{
  self->is_typing = FALSE;
}

static char *
describe_hidden (PriseHttpRequestEditor *self, guint64 size)
{
  g_autofree char *text = prise_format_size (size);

  /* Translators: %s is a size. */
  return g_strdup_printf (_ ("The body of %s follows; it’s too long to be shown here."), text);
}

static gboolean
is_hiding (PriseHttpRequestEditor *self, guint64 size)
{
  return size > 0;
}

static gboolean
prise_http_request_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (PRISE_HTTP_REQUEST_EDITOR (widget)->text_view));
}

static void
prise_http_request_editor_get_property (GObject *object,
                                        guint prop_id,
                                        GValue *value,
                                        GParamSpec *pspec)
{
  PriseHttpRequestEditor *self = PRISE_HTTP_REQUEST_EDITOR (object);

  switch (prop_id) {
  case PROP_HIDDEN_SIZE:
    g_value_set_uint64 (value, self->hidden != NULL ? g_bytes_get_size (self->hidden) : 0);
    break;
  default:
    prise_property_get (object, prop_id, value, pspec);
  }
}

static void
prise_http_request_editor_set_property (GObject *object,
                                        guint prop_id,
                                        const GValue *value,
                                        GParamSpec *pspec)
{
  PriseHttpRequestEditor *self = PRISE_HTTP_REQUEST_EDITOR (object);

  switch (prop_id) {
  case PROP_DRAFT:
    prise_http_request_editor_set_draft (self, g_value_get_object (value));
    break;
  default:
    prise_property_set (object, prop_id, value, pspec);
  }
}

static void
prise_http_request_editor_dispose (GObject *object)
{
  PriseHttpRequestEditor *self = PRISE_HTTP_REQUEST_EDITOR (object);

  g_clear_handle_id (&self->empty_id, g_source_remove);
  g_clear_handle_id (&self->sync_id, g_source_remove);
  g_clear_object (&self->draft);
  prise_widget_dispose (object);
}

static void
prise_http_request_editor_finalize (GObject *object)
{
  PriseHttpRequestEditor *self = PRISE_HTTP_REQUEST_EDITOR (object);

  g_clear_pointer (&self->hidden, g_bytes_unref);

  G_OBJECT_CLASS (prise_http_request_editor_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/prise/Prise/prise-http-request-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseHttpRequestEditor, text_view);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpRequestEditor, buffer);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpRequestEditor, frame);
  gtk_widget_class_bind_template_callback (widget_class, did_begin_typing);
  gtk_widget_class_bind_template_callback (widget_class, did_change_text);
  gtk_widget_class_bind_template_callback (widget_class, did_end_typing);
  gtk_widget_class_bind_template_callback (widget_class, did_insert_text);
  gtk_widget_class_bind_template_callback (widget_class, describe_hidden);
  gtk_widget_class_bind_template_callback (widget_class, is_hiding);
  prise_closures_bind (widget_class);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_DRAFT] = PRISE_PROPERTY (PriseHttpRequestEditor, draft),
  [PROP_ERROR] = PRISE_PROPERTY (PriseHttpRequestEditor, error),
  [PROP_LF_ONLY] = PRISE_PROPERTY (PriseHttpRequestEditor, lf_only),
  [PROP_UNFINISHED] = PRISE_PROPERTY (PriseHttpRequestEditor, unfinished),
};

static void
prise_http_request_editor_class_init (PriseHttpRequestEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = prise_http_request_editor_get_property;
  object_class->set_property = prise_http_request_editor_set_property;
  object_class->dispose = prise_http_request_editor_dispose;
  object_class->finalize = prise_http_request_editor_finalize;
  widget_class->grab_focus = prise_http_request_editor_grab_focus;

  properties[PROP_DRAFT] =
      g_param_spec_object ("draft", NULL, NULL, PRISE_TYPE_HTTP_DRAFT, PRISE_WRITABLE);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, PRISE_READABLE);
  properties[PROP_HIDDEN_SIZE] =
      g_param_spec_uint64 ("hidden-size", NULL, NULL, 0, G_MAXUINT64, 0, PRISE_READABLE);
  properties[PROP_LF_ONLY] = g_param_spec_boolean ("lf-only", NULL, NULL, FALSE, PRISE_WRITABLE);
  properties[PROP_UNFINISHED] =
      g_param_spec_boolean ("unfinished", NULL, NULL, FALSE, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

  bind_template (widget_class);
}

static void
prise_http_request_editor_init (PriseHttpRequestEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  prise_no_hyphens_in_attributes (self->buffer);
  prise_long_lines_unwrap (self->text_view);
}

/**
 * prise_http_request_editor_set_draft:
 * @draft: (nullable): what is edited
 *
 * To be called once with a draft.
 */
void
prise_http_request_editor_set_draft (PriseHttpRequestEditor *self, PriseHttpDraft *draft)
{
  g_return_if_fail (PRISE_IS_HTTP_REQUEST_EDITOR (self));

  if (!prise_property_set_object (self, &self->draft, draft, properties[PROP_DRAFT]))
    return;

  g_signal_connect_object (draft, "notify::request", G_CALLBACK (did_change_request), self,
                           G_CONNECT_SWAPPED);
  did_change_request (self);
}

const char *
prise_http_request_editor_get_error (PriseHttpRequestEditor *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_REQUEST_EDITOR (self), NULL);

  return self->error;
}

/**
 * prise_http_request_editor_show_mistake:
 * @self: an editor with a mistake
 *
 * Takes the user there.
 */
void
prise_http_request_editor_show_mistake (PriseHttpRequestEditor *self)
{
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  g_return_if_fail (PRISE_IS_HTTP_REQUEST_EDITOR (self));

  text = dup_text (self);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start,
                                      (int) g_utf8_strlen (text, (gssize) MIN (self->error_offset,
                                                                               strlen (text))));
  end = start;
  gtk_text_iter_forward_char (&end);
  gtk_text_buffer_select_range (self->buffer, &start, &end);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
  gtk_text_view_scroll_to_iter (self->text_view, &start, 0.1, FALSE, 0, 0);
}
