// SPDX-License-Identifier: GPL-3.0-or-later
/* Makes what is shown of a body. The body is decoded in a thread, from where it was the last time;
 * there the text is converted and indented, and the image made. One load at a time. */
#include "config.h"

#include "prise-body-loader.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "prise-body-image.h"
#include "prise-body-text.h"
#include "prise-indent.h"
#include "prise-json.h"

struct _PriseBodyLoader {
  GObject parent_instance;

  PriseHttpExchange *exchange;
  PriseHttpBody *body; /* the thread's, while there is one */
  guint64 limit;
  PriseBodyContent *last;
};

G_DEFINE_FINAL_TYPE (PriseBodyLoader, prise_body_loader, G_TYPE_OBJECT)

typedef struct {
  gsize text_limit;
  guint indent_styles;
  gboolean as_text;
  PriseBodyContent *last; /* (nullable) */
} Load;

static void
load_free (gpointer user_data)
{
  Load *load = user_data;

  g_clear_pointer (&load->last, prise_body_content_unref);
  g_free (load);
}

static gboolean
wants_indent (const PriseBodyContent *page, const Load *load)
{
  return page->style != PRISE_INDENT_NONE && (load->indent_styles & 1u << page->style) != 0;
}

/* What was shown the last time goes on being right if all that is shown of the text had come. */
static gboolean
can_keep_text (const PriseBodyContent *page, const Load *load, gsize text_size, gboolean is_whole)
{
  const PriseBodyContent *last = load->last;

  return last != NULL && last->text != NULL && last->text_size == text_size &&
         last->wants_indent == page->wants_indent &&
         is_whole == (last->is_done && last->text_size == last->size);
}

static void
keep_text (PriseBodyContent *page, const PriseBodyContent *last)
{
  page->text = g_ref_string_acquire (last->text);
  page->shown = g_ref_string_acquire (last->shown);
  page->is_calm = last->is_calm;
  page->leaves_out_lines = last->leaves_out_lines;
  page->charset = last->charset;
  page->is_indented = last->is_indented;
  page->cannot_indent = last->cannot_indent;
  page->wrong_line = last->wrong_line;
  page->wrong_column = last->wrong_column;
}

/* Where a text stops being JSON, as one counts in it. */
static void
find_mistake (PriseBodyContent *page, const char *text, gboolean is_whole)
{
  const gssize offset = prise_json_find_error (text, strlen (text),
                                               is_whole ? PRISE_JSON_VALUES : PRISE_JSON_BEGINNING);
  const char *start = text;

  if (offset < 0)
    return;

  page->wrong_line = 1;
  for (const char *p = text; p < text + offset; p++) {
    if (*p == '\n') {
      page->wrong_line++;
      start = p + 1;
    }
  }
  page->wrong_column = (guint64) g_utf8_strlen (start, text + offset - start) + 1;
}

static void
make_text (PriseBodyContent *page, const Load *load, const char *content_type, GBytes *start)
{
  gsize size;
  const char *data = g_bytes_get_data (start, &size);
  const gboolean is_whole = page->is_done && size == page->size;
  g_autofree char *text = NULL;
  g_autofree char *indented = NULL;
  g_autofree char *shown = NULL;

  page->text_size = size;
  page->wants_indent = wants_indent (page, load);
  page->unknown_charset = prise_body_text_find_unknown (content_type);
  if (can_keep_text (page, load, size, is_whole)) {
    keep_text (page, load->last);
    return;
  }

  page->charset = page->kind == PRISE_BODY_TEXT
                      ? prise_body_text_find_charset (content_type, data, size)
                      : "UTF-8";
  text = prise_body_text_decode (page->charset, data, size, page->style == PRISE_INDENT_JSON,
                                 is_whole);
  if (page->wants_indent)
    indented = prise_indent (page->style, text, is_whole);
  page->is_indented = indented != NULL;
  page->cannot_indent = page->wants_indent && indented == NULL;
  if (page->cannot_indent && page->style == PRISE_INDENT_JSON)
    find_mistake (page, text, is_whole);
  page->text = g_ref_string_new (indented != NULL ? indented : text);
  shown = prise_body_text_break (page->text, &page->leaves_out_lines);
  page->shown = g_ref_string_new (shown);
  page->is_calm =
      prise_body_text_is_calm (page->text, g_str_has_suffix (page->essence, "javascript"));
}

static void
make_image (PriseBodyContent *page)
{
  g_autoptr (GBytes) bytes = NULL;

  if (!page->is_done)
    return;
  if (page->size > PRISE_BODY_IMAGE_MAX_SIZE) {
    page->image_error =
        g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, _ ("It is larger than 64 MiB"));
    return;
  }

  bytes = prise_http_spool_read (page->spool, 0, (gsize) page->size);
  page->texture = prise_body_image_load (bytes, &page->width, &page->height, &page->image_error);
}

static PriseBodyContent *
make_page (PriseBodyLoader *self, const Load *load)
{
  PriseBodyContent *page = g_new0 (PriseBodyContent, 1);
  g_autoptr (PriseHttpResponse) response = NULL;
  g_autoptr (GBytes) start = NULL;
  const char *content_type = NULL;
  const char *data;
  gsize size;

  g_atomic_ref_count_init (&page->ref_count);
  page->is_done = prise_http_exchange_get_phase (self->exchange) == PRISE_HTTP_DONE;
  prise_http_body_update (self->body, &page->error);
  page->problems = g_array_copy ((GArray *) prise_http_body_get_problems (self->body));
  page->size = prise_http_body_get_size (self->body);
  page->spool = prise_http_spool_ref (prise_http_body_get_spool (self->body));
  page->is_limited = prise_http_body_get_limited (self->body);
  page->unknown_coding = g_strdup (prise_http_body_get_unknown_coding (self->body));
  page->is_as_it_came = (page->unknown_coding != NULL || page->error != NULL) &&
                        page->spool == prise_http_exchange_get_body (self->exchange);

  response = prise_http_exchange_dup_response (self->exchange);
  if (response != NULL)
    content_type = prise_http_response_get_header (response, "Content-Type");
  start = prise_http_spool_read (page->spool, 0, (gsize) MIN (page->size, load->text_limit));
  data = g_bytes_get_data (start, &size);
  page->kind = prise_content_type_get_kind (content_type, data, size);
  page->essence = prise_content_type_find_essence (content_type, data, size);
  page->style = prise_content_type_get_style (content_type, data, size);
  page->suffix = prise_content_type_get_suffix (content_type, data, size);
  if (page->kind == PRISE_BODY_TEXT || (load->as_text && page->size > 0))
    make_text (page, load, content_type, start);
  if (page->kind == PRISE_BODY_IMAGE)
    make_image (page);

  return page;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, make_page (source, task_data),
                         (GDestroyNotify) prise_body_content_unref);
}

static void
prise_body_loader_finalize (GObject *object)
{
  PriseBodyLoader *self = PRISE_BODY_LOADER (object);

  prise_http_body_free (self->body);
  prise_http_exchange_unref (self->exchange);
  g_clear_pointer (&self->last, prise_body_content_unref);

  G_OBJECT_CLASS (prise_body_loader_parent_class)->finalize (object);
}

static void
prise_body_loader_class_init (PriseBodyLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = prise_body_loader_finalize;
}

static void
prise_body_loader_init (PriseBodyLoader *self)
{
}

/**
 * prise_body_loader_new:
 * @exchange: an exchange, under way or done
 * @limit: how many bytes are decoded at most
 *
 * Returns: (transfer full): a loader of its response's body
 */
PriseBodyLoader *
prise_body_loader_new (PriseHttpExchange *exchange, guint64 limit)
{
  PriseBodyLoader *self = g_object_new (PRISE_TYPE_BODY_LOADER, NULL);

  self->exchange = prise_http_exchange_ref (exchange);
  self->limit = limit;
  self->body = prise_http_body_new (exchange, TRUE);
  prise_http_body_set_limit (self->body, limit);

  return self;
}

/**
 * prise_body_loader_get_limit:
 *
 * Returns: how many bytes are decoded at most
 */
guint64
prise_body_loader_get_limit (PriseBodyLoader *self)
{
  g_return_val_if_fail (PRISE_IS_BODY_LOADER (self), 0);

  return self->limit;
}

/**
 * prise_body_loader_load_async:
 * @self: a loader that isn't loading
 * @text_limit: of how many bytes text is made at most
 * @indent_styles: what is indented: a bit for each #PriseIndentStyle, 1 << style
 * @as_text: whether text is made of what isn't text, too
 * @callback: called on the caller's context
 *
 * Takes up what has come since the last time.
 */
void
prise_body_loader_load_async (PriseBodyLoader *self,
                              gsize text_limit,
                              guint indent_styles,
                              gboolean as_text,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Load *load = g_new0 (Load, 1);

  g_return_if_fail (PRISE_IS_BODY_LOADER (self));

  load->text_limit = text_limit;
  load->indent_styles = indent_styles;
  load->as_text = as_text;
  load->last = self->last != NULL ? prise_body_content_ref (self->last) : NULL;
  g_task_set_source_tag (task, prise_body_loader_load_async);
  g_task_set_task_data (task, load, load_free);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * prise_body_loader_load_finish:
 *
 * Returns: (transfer full): the body as far as it has come
 */
PriseBodyContent *
prise_body_loader_load_finish (PriseBodyLoader *self, GAsyncResult *result)
{
  PriseBodyContent *page;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  page = g_task_propagate_pointer (G_TASK (result), NULL);
  g_clear_pointer (&self->last, prise_body_content_unref);
  self->last = prise_body_content_ref (page);

  return page;
}
