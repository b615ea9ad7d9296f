// SPDX-License-Identifier: GPL-3.0-or-later
/* The body of a response, decoded. Pages are made by the loader, in a thread and only while the
 * view is to be seen; while more comes, a few times a second. Main thread. */
#include "config.h"

#include "prise-body-view.h"

#include <glib/gi18n.h>

#include "prise-body-save.h"
#include "prise-body-source.h"
#include "prise-byte-view.h"
#include "prise-property.h"
#include "prise-response-format.h"
#include "prise-toast.h"
#include "prise-widget.h"

/* So many bytes are shown as text at first; Show More takes four times as many, up to the limit. */
#define FIRST_TEXT (256 * 1024)
#define MAX_TEXT   (4 * 1024 * 1024)

/* Between two loads while more comes, in ms. */
#define LOAD_INTERVAL 250

struct _PriseBodyView {
  GtkWidget parent_instance;

  GtkScrolledWindow *text_scroller;
  GtkTextView *text_view;
  GtkPicture *picture;
  PriseByteView *byte_view;

  PriseHttpExchange *exchange;
  PriseBodyLoader *loader;
  PriseBodyContent *page;
  guint indent_styles;       /* a bit for each style that is indented */
  const char *form;          /* (nullable): which the user has chosen; a static string */
  PriseHttpSpool *hex_spool; /* (nullable): whose bytes the byte view has */
  gsize text_limit;
  gboolean is_loading;
  gboolean needs_load;
  guint load_id;
  guint64 seen_size; /* of the raw response */
  gboolean seen_done;
  char *details;
  char *notice;
};

G_DEFINE_FINAL_TYPE (PriseBodyView, prise_body_view, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_EXCHANGE,
  PROP_FORM,
  PROP_INDENT,
  PROP_HAS_IMAGE,
  PROP_EMPTY_TITLE,
  PROP_DETAILS,
  PROP_NOTICE,
  PROP_CAN_INDENT,
  PROP_CAN_COPY,
  PROP_CAN_SAVE,
  PROP_CAN_SHOW_MORE,
  PROP_CAN_DECODE_MORE,
  PROP_PROBLEMS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void load_soon (PriseBodyView *self);

/* What is shown: what was chosen, once it is there. */
static const char *
get_form (PriseBodyView *self)
{
  if (self->form != NULL && prise_body_content_has_form (self->page, self->form))
    return self->form;

  return prise_body_content_get_form (self->page);
}

static const char *
get_empty_title (PriseBodyView *self)
{
  if (self->page == NULL || !self->page->is_done)
    return _ ("No Body Yet");
  if (prise_http_spool_get_size (prise_http_exchange_get_raw (self->exchange)) == 0)
    return _ ("No Response Came");

  return _ ("This Response Has No Body");
}

/* Returns what is said of the form that is shown. */
static char *
describe_form (PriseBodyView *self)
{
  const char *form = get_form (self);

  if (g_str_equal (form, "image"))
    return g_strdup_printf ("%u × %u", self->page->width, self->page->height);

  return g_str_equal (form, "text") ? g_strdup (self->page->charset) : NULL;
}

static char *
make_details (PriseBodyView *self)
{
  g_autoptr (PriseHttpResponse) response = NULL;
  g_autofree char *form = NULL;

  if (self->page == NULL || self->page->size == 0)
    return NULL;

  response = prise_http_exchange_dup_response (self->exchange);
  form = describe_form (self);

  return prise_response_format_body (prise_http_exchange_get_body_size (self->exchange),
                                     self->page->size,
                                     response != NULL && !self->page->is_as_it_came
                                         ? prise_http_response_get_header (response,
                                                                           "Content-Encoding")
                                         : NULL,
                                     form);
}

static PriseIndentStyle
get_style (PriseBodyView *self)
{
  return self->page != NULL ? self->page->style : PRISE_INDENT_NONE;
}

static gboolean
get_indent (PriseBodyView *self)
{
  return (self->indent_styles & 1u << get_style (self)) != 0;
}

static void
notify_page (PriseBodyView *self)
{
  g_free (self->details);
  self->details = make_details (self);
  g_free (self->notice);
  self->notice = prise_body_content_get_notice (self->page);
  for (guint i = PROP_FORM; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

/* A dump costs a list of its lines: only what is seen has one. */
static void
show_hex (PriseBodyView *self)
{
  PriseByteModel *lines = prise_byte_view_get_lines (self->byte_view);
  PriseHttpSpool *spool = g_str_equal (get_form (self), "hex") ? self->page->spool : NULL;

  if (spool != self->hex_spool) {
    self->hex_spool = spool;
    prise_byte_model_set_source (lines, spool);
  }
  if (spool != NULL)
    prise_byte_model_set_size (lines, self->page->size);
}

static void
show_page (PriseBodyView *self)
{
  const PriseBodyContent *page = self->page;
  const gboolean is_text = page != NULL && page->text != NULL;

  prise_body_source_show (self->text_view, is_text ? page->shown : NULL);
  if (is_text)
    prise_body_source_set_style (self->text_view, page->is_calm ? page->essence : NULL);
  gtk_picture_set_paintable (self->picture, page != NULL ? GDK_PAINTABLE (page->texture) : NULL);
  show_hex (self);
}

static void
set_page (PriseBodyView *self, PriseBodyContent *page)
{
  g_clear_pointer (&self->page, prise_body_content_unref);
  self->page = page != NULL ? prise_body_content_ref (page) : NULL;
  show_page (self);
  notify_page (self);
}

static void
did_load (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *ref = user_data;
  g_autoptr (PriseBodyView) self = g_weak_ref_get (ref);
  g_autoptr (PriseBodyContent) page =
      prise_body_loader_load_finish (PRISE_BODY_LOADER (source), result);

  g_weak_ref_clear (ref);
  g_free (ref);
  /* Another exchange may have begun meanwhile. */
  if (self == NULL || PRISE_BODY_LOADER (source) != self->loader)
    return;

  self->is_loading = FALSE;
  set_page (self, page);
  if (self->needs_load)
    load_soon (self);
}

static void
load (PriseBodyView *self)
{
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (ref, self);
  self->needs_load = FALSE;
  self->is_loading = TRUE;
  prise_body_loader_load_async (self->loader, self->text_limit, self->indent_styles,
                                g_strcmp0 (self->form, "text") == 0, did_load, ref);
}

static gboolean
is_done (PriseBodyView *self)
{
  return self->exchange != NULL &&
         prise_http_exchange_get_phase (self->exchange) == PRISE_HTTP_DONE;
}

/* Once nothing more comes its problems are wanted, also where the body isn't seen. */
static gboolean
may_load (PriseBodyView *self)
{
  return gtk_widget_get_mapped (GTK_WIDGET (self)) || is_done (self);
}

static gboolean
did_rest (gpointer user_data)
{
  PriseBodyView *self = user_data;

  self->load_id = 0;
  if (self->needs_load && !self->is_loading && may_load (self))
    load (self);

  return G_SOURCE_REMOVE;
}

/* Not at once while more comes. */
static void
load_soon (PriseBodyView *self)
{
  const gboolean at_once = is_done (self);

  if (at_once)
    g_clear_handle_id (&self->load_id, g_source_remove);
  if (self->load_id == 0)
    self->load_id = g_timeout_add (at_once ? 0 : LOAD_INTERVAL, did_rest, self);
}

static void
queue_load (PriseBodyView *self)
{
  if (self->loader == NULL)
    return;

  self->needs_load = TRUE;
  if (!self->is_loading && may_load (self))
    load_soon (self);
}

/* Whether there is more than when this was asked the last time. */
static gboolean
has_news (PriseBodyView *self)
{
  const gboolean done = is_done (self);
  guint64 size = 0;
  gboolean has;

  if (self->exchange != NULL)
    size = prise_http_spool_get_size (prise_http_exchange_get_raw (self->exchange));
  has = size != self->seen_size || done != self->seen_done;
  self->seen_size = size;
  self->seen_done = done;

  return has;
}

/* Begins again, with another exchange or another limit. */
static void
restart (PriseBodyView *self, guint64 limit)
{
  g_clear_object (&self->loader);
  g_clear_handle_id (&self->load_id, g_source_remove);
  self->is_loading = FALSE;
  self->needs_load = FALSE;
  if (self->exchange != NULL)
    self->loader = prise_body_loader_new (self->exchange, limit);
  queue_load (self);
}

static void
copy_body (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseBodyView *self = PRISE_BODY_VIEW (widget);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);

  if (self->page == NULL)
    return;

  if (g_str_equal (get_form (self), "image"))
    gdk_clipboard_set_texture (clipboard, self->page->texture);
  else if (self->page->text != NULL)
    gdk_clipboard_set_text (clipboard, self->page->text);
  if (prise_body_content_is_truncated (self->page))
    prise_toast_tell (widget, _ ("Only what is shown was copied: Save writes everything"));
}

static void
save_body (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseBodyView *self = PRISE_BODY_VIEW (widget);

  if (self->page != NULL)
    prise_body_save_ask (widget, self->page);
}

static void
show_more (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseBodyView *self = PRISE_BODY_VIEW (widget);

  self->text_limit = MIN (self->text_limit * 4, MAX_TEXT);
  queue_load (self);
}

static void
decode_more (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseBodyView *self = PRISE_BODY_VIEW (widget);

  if (self->loader != NULL)
    restart (self, prise_body_loader_get_limit (self->loader) * 4);
}

static void
prise_body_view_map (GtkWidget *widget)
{
  PriseBodyView *self = PRISE_BODY_VIEW (widget);

  GTK_WIDGET_CLASS (prise_body_view_parent_class)->map (widget);

  if (self->needs_load)
    queue_load (self);
}

static void
prise_body_view_dispose (GObject *object)
{
  PriseBodyView *self = PRISE_BODY_VIEW (object);

  g_clear_handle_id (&self->load_id, g_source_remove);
  g_clear_object (&self->loader);
  g_clear_pointer (&self->exchange, prise_http_exchange_unref);
  prise_widget_dispose (object);
}

static void
prise_body_view_finalize (GObject *object)
{
  PriseBodyView *self = PRISE_BODY_VIEW (object);

  g_clear_pointer (&self->page, prise_body_content_unref);

  G_OBJECT_CLASS (prise_body_view_parent_class)->finalize (object);
}

static gboolean
can_copy (PriseBodyView *self)
{
  return g_str_equal (get_form (self), "image") || (self->page != NULL && self->page->text != NULL);
}

static void
prise_body_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PriseBodyView *self = PRISE_BODY_VIEW (object);

  switch (id) {
  case PROP_FORM:
    g_value_set_string (value, get_form (self));
    break;
  case PROP_INDENT:
    g_value_set_boolean (value, get_indent (self));
    break;
  case PROP_HAS_IMAGE:
    g_value_set_boolean (value, self->page != NULL && self->page->texture != NULL);
    break;
  case PROP_EMPTY_TITLE:
    g_value_set_string (value, get_empty_title (self));
    break;
  case PROP_CAN_INDENT:
    g_value_set_boolean (value, g_str_equal (get_form (self), "text") &&
                                    self->page->style != PRISE_INDENT_NONE);
    break;
  case PROP_CAN_COPY:
    g_value_set_boolean (value, can_copy (self));
    break;
  case PROP_CAN_SAVE:
    g_value_set_boolean (value, self->page != NULL && self->page->size > 0);
    break;
  case PROP_CAN_SHOW_MORE:
    g_value_set_boolean (value, prise_body_content_is_truncated (self->page) &&
                                    !self->page->leaves_out_lines && self->text_limit < MAX_TEXT);
    break;
  case PROP_PROBLEMS:
    g_value_set_boxed (value, self->page != NULL ? self->page->problems : NULL);
    break;
  case PROP_CAN_DECODE_MORE:
    g_value_set_boolean (value, self->page != NULL && self->page->is_limited);
    break;
  default:
    prise_property_get (object, id, value, pspec);
  }
}

static void
did_set_exchange (PriseBodyView *self)
{
  self->text_limit = FIRST_TEXT;
  self->form = NULL;
  set_page (self, NULL);
  restart (self, PRISE_HTTP_BODY_DEFAULT_LIMIT);
}

/* It stays chosen for this body; the next is shown as it is best. */
static void
choose_form (PriseBodyView *self, const char *form)
{
  self->form = g_intern_string (form);
  if (!prise_body_content_has_form (self->page, self->form))
    queue_load (self);
  show_hex (self);
  notify_page (self);
}

static void
prise_body_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PriseBodyView *self = PRISE_BODY_VIEW (object);

  switch (id) {
  case PROP_INDENT:
    prise_body_view_set_indent (self, g_value_get_boolean (value));
    break;
  case PROP_FORM:
    choose_form (self, g_value_get_string (value));
    break;
  default:
    prise_property_set (object, id, value, pspec);
  }
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_EXCHANGE] = PRISE_PROPERTY_THEN (PriseBodyView, exchange, did_set_exchange),
  [PROP_DETAILS] = PRISE_PROPERTY (PriseBodyView, details),
  [PROP_NOTICE] = PRISE_PROPERTY (PriseBodyView, notice),
};

static void
install_properties (GObjectClass *object_class)
{
  static const struct {
    const char *name;
    guint id;
  } flags[] = {
    { "has-image", PROP_HAS_IMAGE },         { "can-indent", PROP_CAN_INDENT },
    { "can-copy", PROP_CAN_COPY },           { "can-save", PROP_CAN_SAVE },
    { "can-show-more", PROP_CAN_SHOW_MORE }, { "can-decode-more", PROP_CAN_DECODE_MORE },
  };

  properties[PROP_EXCHANGE] =
      g_param_spec_boxed ("exchange", NULL, NULL, PRISE_TYPE_HTTP_EXCHANGE, PRISE_WRITABLE);
  properties[PROP_INDENT] = g_param_spec_boolean ("indent", NULL, NULL, FALSE, PRISE_WRITABLE);
  properties[PROP_FORM] = g_param_spec_string ("form", NULL, NULL, "empty", PRISE_WRITABLE);
  properties[PROP_EMPTY_TITLE] =
      g_param_spec_string ("empty-title", NULL, NULL, NULL, PRISE_READABLE);
  properties[PROP_DETAILS] = g_param_spec_string ("details", NULL, NULL, NULL, PRISE_READABLE);
  properties[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL, PRISE_READABLE);
  properties[PROP_PROBLEMS] =
      g_param_spec_boxed ("problems", NULL, NULL, G_TYPE_ARRAY, PRISE_READABLE);
  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    properties[flags[i].id] =
        g_param_spec_boolean (flags[i].name, NULL, NULL, FALSE, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
prise_body_view_class_init (PriseBodyViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_body_view_dispose;
  object_class->finalize = prise_body_view_finalize;
  object_class->get_property = prise_body_view_get_property;
  object_class->set_property = prise_body_view_set_property;
  widget_class->map = prise_body_view_map;
  install_properties (object_class);

  g_type_ensure (PRISE_TYPE_BYTE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-body-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseBodyView, text_scroller);
  gtk_widget_class_bind_template_child (widget_class, PriseBodyView, picture);
  gtk_widget_class_bind_template_child (widget_class, PriseBodyView, byte_view);
  prise_response_format_bind (widget_class);
  gtk_widget_class_install_action (widget_class, "body.copy", NULL, copy_body);
  gtk_widget_class_install_action (widget_class, "body.save", NULL, save_body);
  gtk_widget_class_install_action (widget_class, "body.show-more", NULL, show_more);
  gtk_widget_class_install_action (widget_class, "body.decode-more", NULL, decode_more);
  gtk_widget_class_install_property_action (widget_class, "body.indent", "indent");
  gtk_widget_class_install_property_action (widget_class, "body.form", "form");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "bodyview");
}

static void
prise_body_view_init (PriseBodyView *self)
{
  self->text_limit = FIRST_TEXT;
  self->indent_styles = 1u << PRISE_INDENT_JSON;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->text_view = prise_body_source_new ();
  gtk_scrolled_window_set_child (self->text_scroller, GTK_WIDGET (self->text_view));
}

/**
 * prise_body_view_set_indent:
 * @indent: whether bodies of the kind that is shown are laid out
 *
 * JSON is from the beginning, others aren't: their white space may mean something.
 */
void
prise_body_view_set_indent (PriseBodyView *self, gboolean indent)
{
  g_return_if_fail (PRISE_IS_BODY_VIEW (self));

  if (get_indent (self) == !!indent)
    return;

  self->indent_styles ^= 1u << get_style (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INDENT]);
  queue_load (self);
}

/**
 * prise_body_view_get_page:
 *
 * Returns: (transfer none) (nullable): what it shows
 */
PriseBodyContent *
prise_body_view_get_page (PriseBodyView *self)
{
  g_return_val_if_fail (PRISE_IS_BODY_VIEW (self), NULL);

  return self->page;
}

/**
 * prise_body_view_is_settled:
 *
 * Returns: whether it shows all that there is to show
 */
gboolean
prise_body_view_is_settled (PriseBodyView *self)
{
  g_return_val_if_fail (PRISE_IS_BODY_VIEW (self), FALSE);

  return !self->needs_load && !self->is_loading && !prise_body_source_is_filling (self->text_view);
}

/**
 * prise_body_view_look_again:
 *
 * Shows what has come of the exchange since, soon.
 */
void
prise_body_view_look_again (PriseBodyView *self)
{
  g_return_if_fail (PRISE_IS_BODY_VIEW (self));

  if (has_news (self))
    queue_load (self);
}
