// SPDX-License-Identifier: GPL-3.0-or-later
/* The part of a form in which the body of a request is written. What one kind of body said stays
 * with it while another is chosen. Main thread. */
#include "config.h"

#include "prise-http-body-form.h"

#include <glib/gi18n.h>
#include <string.h>

#include "prise-accessible.h"
#include "prise-closures.h"
#include "prise-format.h"
#include "prise-http-escape-text.h"
#include "prise-http-field-item.h"
#include "prise-http-field-list.h"
#include "prise-http-form-codec.h"
#include "prise-http-form-fields.h"
#include "prise-long-lines.h"
#include "prise-no-hyphens.h"
#include "prise-property.h"
#include "prise-widget.h"

struct _PriseHttpBodyForm {
  AdwPreferencesGroup parent_instance;

  AdwComboRow *kind_row;
  GtkTextView *text_view;
  GtkTextBuffer *text_buffer;

  PriseHttpDraft *draft;
  GListStore *fields;
  GBytes *file_bytes;
  char *file_text;
  char *error;
  GtkFileChooserNative *dialog;
  GCancellable *cancellable; /* of the file that is read */
  gboolean is_syncing;
};

G_DEFINE_FINAL_TYPE (PriseHttpBodyForm, prise_http_body_form, ADW_TYPE_PREFERENCES_GROUP)

enum { PROP_DRAFT = 1, PROP_FIELDS, PROP_FILE_TEXT, PROP_ERROR, N_PROPS };

static GParamSpec *properties[N_PROPS];

static PriseHttpBodyKind
get_kind (PriseHttpBodyForm *self)
{
  return (PriseHttpBodyKind) adw_combo_row_get_selected (self->kind_row);
}

static void
set_error (PriseHttpBodyForm *self, const char *error)
{
  prise_property_set_string (self, &self->error, error, properties[PROP_ERROR]);
}

static void
set_file (PriseHttpBodyForm *self, GBytes *bytes, const char *name)
{
  g_autofree char *size = prise_format_size (bytes != NULL ? g_bytes_get_size (bytes) : 0);

  g_clear_pointer (&self->file_bytes, g_bytes_unref);
  g_free (self->file_text);
  self->file_bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  if (bytes == NULL)
    self->file_text = g_strdup (_ ("No file is chosen"));
  else if (name == NULL)
    /* Translators: %s is a size. */
    self->file_text = g_strdup_printf (_ ("%s of binary data"), size);
  else
    self->file_text = g_strdup_printf ("%s · %s", name, size);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILE_TEXT]);
}

static GBytes *
dup_text_bytes (PriseHttpBodyForm *self)
{
  GtkTextIter start, end;
  char *text;

  gtk_text_buffer_get_bounds (self->text_buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->text_buffer, &start, &end, TRUE);

  return g_bytes_new_take (text, strlen (text));
}

static GBytes *
dup_body (PriseHttpBodyForm *self)
{
  switch (get_kind (self)) {
  case PRISE_HTTP_BODY_TEXT:
    return dup_text_bytes (self);
  case PRISE_HTTP_BODY_FIELDS:
    return prise_http_form_fields_encode (G_LIST_MODEL (self->fields));
  case PRISE_HTTP_BODY_FILE:
    if (self->file_bytes != NULL)
      return g_bytes_ref (self->file_bytes);
    G_GNUC_FALLTHROUGH;
  case PRISE_HTTP_BODY_NONE:
  default:
    return g_bytes_new_static ("", 0);
  }
}

static void
write_body (PriseHttpBodyForm *self)
{
  g_autoptr (GBytes) body = NULL;

  if (self->is_syncing || self->draft == NULL)
    return;

  body = dup_body (self);
  self->is_syncing = TRUE;
  prise_http_draft_set_body (self->draft, body);
  self->is_syncing = FALSE;
}

/* What a server needs to know of such a body is said in headers, which can be seen and changed. */
static void
write_headers (PriseHttpBodyForm *self)
{
  const char *type =
      prise_http_request_get_header (prise_http_draft_get_request (self->draft), "Content-Type");

  prise_http_draft_set_keep_length (self->draft, get_kind (self) != PRISE_HTTP_BODY_NONE);
  if (get_kind (self) == PRISE_HTTP_BODY_FIELDS && type == NULL)
    prise_http_draft_set_header (self->draft, "Content-Type", PRISE_HTTP_FORM_TYPE);
  else if (get_kind (self) != PRISE_HTTP_BODY_FIELDS && g_strcmp0 (type, PRISE_HTTP_FORM_TYPE) == 0)
    prise_http_draft_set_header (self->draft, "Content-Type", NULL);
}

static void
did_choose_kind (PriseHttpBodyForm *self)
{
  if (self->is_syncing || self->draft == NULL)
    return;

  set_error (self, NULL);
  write_body (self);
  self->is_syncing = TRUE;
  write_headers (self);
  self->is_syncing = FALSE;
  if (get_kind (self) == PRISE_HTTP_BODY_FILE && self->file_bytes == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "body.open", NULL);
}

static void
did_change_fields (PriseHttpBodyForm *self, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (PriseHttpFieldItem) field = g_list_model_get_item (G_LIST_MODEL (self->fields), i);

    g_signal_connect_object (field, "edited", G_CALLBACK (write_body), self, G_CONNECT_SWAPPED);
  }
}

/* Returns the kind in which @body can be shown as it is. */
static PriseHttpBodyKind
show_body (PriseHttpBodyForm *self, GBytes *body)
{
  const char *type =
      prise_http_request_get_header (prise_http_draft_get_request (self->draft), "Content-Type");
  g_autoptr (GListStore) fields = NULL;
  gsize size;
  const char *data = g_bytes_get_data (body, &size);

  if (size == 0)
    return PRISE_HTTP_BODY_NONE;
  if (g_strcmp0 (type, PRISE_HTTP_FORM_TYPE) == 0)
    fields = prise_http_form_fields_decode (body);
  if (fields != NULL) {
    g_list_store_remove_all (self->fields);
    for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fields)); i++) {
      g_autoptr (GObject) field = g_list_model_get_item (G_LIST_MODEL (fields), i);

      g_list_store_append (self->fields, field);
    }
    return PRISE_HTTP_BODY_FIELDS;
  }
  if (prise_http_escape_text_is_plain (body) && size <= PRISE_HTTP_BODY_FORM_MAX_TEXT) {
    /* What tells assistive technologies of it in GTK 4.8 reads on to a NUL. */
    g_autofree char *text = g_strndup (data, size);

    gtk_text_buffer_set_text (self->text_buffer, text, (int) size);
    return PRISE_HTTP_BODY_TEXT;
  }

  set_file (self, body, NULL);
  return PRISE_HTTP_BODY_FILE;
}

static void
did_change_request (PriseHttpBodyForm *self)
{
  g_autoptr (PriseHttpRequest) request =
      prise_http_request_ref (prise_http_draft_get_request (self->draft));
  g_autoptr (GBytes) written = NULL;

  if (self->is_syncing)
    return;

  written = dup_body (self);
  if (prise_http_request_has_body (request, written))
    return;

  self->is_syncing = TRUE;
  adw_combo_row_set_selected (self->kind_row, show_body (self, request->body));
  self->is_syncing = FALSE;
}

static void
did_load (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PriseHttpBodyForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *shown_name = g_filename_display_name (name);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->draft == NULL)
    return;

  set_error (self, error != NULL ? error->message : NULL);
  if (bytes == NULL)
    return;
  set_file (self, bytes, shown_name);
  write_body (self);
}

static void
did_query_size (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PriseHttpBodyForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);
  g_autofree char *limit = prise_format_size (PRISE_HTTP_BODY_FORM_MAX_FILE);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->draft == NULL)
    return;

  if (info == NULL) {
    set_error (self, error->message);
  } else if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR) {
    set_error (self, _ ("The file’s size is unknown: choose a regular file"));
  } else if (g_file_info_get_size (info) > PRISE_HTTP_BODY_FORM_MAX_FILE) {
    /* Translators: %s is a size. */
    sentence = g_strdup_printf (_ ("The file is too long: choose one of at most %s"), limit);
    set_error (self, sentence);
  } else {
    g_file_load_bytes_async (G_FILE (source), self->cancellable, did_load, g_object_ref (self));
  }
}

static void
did_respond (GtkNativeDialog *dialog, int response, PriseHttpBodyForm *self)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_clear_object (&self->dialog);
  if (file != NULL)
    prise_http_body_form_take_file (self, file);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseHttpBodyForm *self = PRISE_HTTP_BODY_FORM (widget);
  GtkRoot *window = gtk_widget_get_root (widget);

  if (!GTK_IS_WINDOW (window))
    return;

  g_clear_object (&self->dialog);
  self->dialog = gtk_file_chooser_native_new (_ ("Body of the Request"), GTK_WINDOW (window),
                                              GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->dialog), TRUE);
  g_signal_connect_object (self->dialog, "response", G_CALLBACK (did_respond), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->dialog));
}

static gboolean
is_text (PriseHttpBodyForm *self, guint kind)
{
  return kind == PRISE_HTTP_BODY_TEXT;
}

static gboolean
is_file (PriseHttpBodyForm *self, guint kind)
{
  return kind == PRISE_HTTP_BODY_FILE;
}

static gboolean
is_fields (PriseHttpBodyForm *self, guint kind)
{
  return kind == PRISE_HTTP_BODY_FIELDS;
}

static void
did_set_draft (PriseHttpBodyForm *self)
{
  g_signal_connect_object (self->draft, "notify::request", G_CALLBACK (did_change_request), self,
                           G_CONNECT_SWAPPED);
  did_change_request (self);
}

static void
prise_http_body_form_dispose (GObject *object)
{
  PriseHttpBodyForm *self = PRISE_HTTP_BODY_FORM (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->dialog);
  g_clear_object (&self->draft);
  prise_widget_dispose (object);
}

static void
prise_http_body_form_finalize (GObject *object)
{
  PriseHttpBodyForm *self = PRISE_HTTP_BODY_FORM (object);

  g_clear_pointer (&self->file_bytes, g_bytes_unref);

  G_OBJECT_CLASS (prise_http_body_form_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (PRISE_TYPE_HTTP_FIELD_LIST);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-http-body-form.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseHttpBodyForm, kind_row);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpBodyForm, text_view);
  gtk_widget_class_bind_template_child (widget_class, PriseHttpBodyForm, text_buffer);
  gtk_widget_class_bind_template_callback (widget_class, did_choose_kind);
  gtk_widget_class_bind_template_callback (widget_class, is_fields);
  gtk_widget_class_bind_template_callback (widget_class, is_file);
  gtk_widget_class_bind_template_callback (widget_class, is_text);
  gtk_widget_class_bind_template_callback (widget_class, write_body);
  prise_closures_bind (widget_class);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_DRAFT] = PRISE_PROPERTY_THEN (PriseHttpBodyForm, draft, did_set_draft),
  [PROP_FIELDS] = PRISE_PROPERTY (PriseHttpBodyForm, fields),
  [PROP_FILE_TEXT] = PRISE_PROPERTY (PriseHttpBodyForm, file_text),
  [PROP_ERROR] = PRISE_PROPERTY (PriseHttpBodyForm, error),
};

static void
prise_http_body_form_class_init (PriseHttpBodyFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_http_body_form_dispose;
  object_class->finalize = prise_http_body_form_finalize;

  properties[PROP_DRAFT] =
      g_param_spec_object ("draft", NULL, NULL, PRISE_TYPE_HTTP_DRAFT, PRISE_WRITABLE);
  properties[PROP_FIELDS] =
      g_param_spec_object ("fields", NULL, NULL, G_TYPE_LIST_STORE, PRISE_READABLE);
  properties[PROP_FILE_TEXT] = g_param_spec_string ("file-text", NULL, NULL, NULL, PRISE_READABLE);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

  gtk_widget_class_install_action (widget_class, "body.open", NULL, open_action);
  bind_template (widget_class);
}

static void
prise_http_body_form_init (PriseHttpBodyForm *self)
{
  self->fields = g_list_store_new (PRISE_TYPE_HTTP_FIELD_ITEM);
  g_signal_connect_object (self->fields, "items-changed", G_CALLBACK (did_change_fields), self,
                           G_CONNECT_SWAPPED);
  set_file (self, NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  prise_no_hyphens_in_attributes (self->text_buffer);
  prise_long_lines_unwrap (self->text_view);
  prise_accessible_rename (GTK_WIDGET (self->kind_row), _ ("Request Body"));
}

/**
 * prise_http_body_form_take_file:
 * @self: a form with a draft
 * @file: whose bytes become the body
 *
 * What is wrong with it is shown.
 */
void
prise_http_body_form_take_file (PriseHttpBodyForm *self, GFile *file)
{
  g_return_if_fail (PRISE_IS_HTTP_BODY_FORM (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                           G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, self->cancellable,
                           did_query_size, g_object_ref (self));
}
