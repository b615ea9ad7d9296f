// SPDX-License-Identifier: GPL-3.0-or-later
/* The requests that were sent, over restarts. The file is read and written in threads, one after
 * another: what changes while it is written is written after that. Main thread. */
#include "config.h"

#include "prise-http-history.h"

#include <glib/gi18n.h>

#include "prise-http-history-file.h"

struct _PriseHttpHistory {
  GObject parent_instance;

  GFile *file;
  GListStore *items;
  char *error;
  gboolean is_busy;
  gboolean is_dirty;
};

G_DEFINE_FINAL_TYPE (PriseHttpHistory, prise_http_history, G_TYPE_OBJECT)

enum { PROP_FILE = 1, PROP_ITEMS, PROP_ERROR, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void save (PriseHttpHistory *self);

/* Each failure is told, also when it is the same again. */
static void
set_error (PriseHttpHistory *self, char *error)
{
  g_free (self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

/* The program doesn't end before what it was told last is on the disk. */
static void
begin_task (PriseHttpHistory *self)
{
  GApplication *application = g_application_get_default ();

  self->is_busy = TRUE;
  if (application != NULL)
    g_application_hold (application);
}

static void
end_task (PriseHttpHistory *self)
{
  GApplication *application = g_application_get_default ();

  self->is_busy = FALSE;
  if (self->is_dirty)
    save (self);
  if (application != NULL)
    g_application_release (application);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (prise_http_history_file_write (PRISE_HTTP_HISTORY (source)->file, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
did_write (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PriseHttpHistory *self = PRISE_HTTP_HISTORY (source);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    set_error (self, g_strdup_printf (_ ("The history wasn’t kept: %s"), error->message));
  end_task (self);
}

static void
save (PriseHttpHistory *self)
{
  g_autoptr (GTask) task = NULL;

  self->is_dirty = self->is_busy;
  if (self->is_busy)
    return;

  begin_task (self);
  task = g_task_new (self, NULL, did_write, NULL);
  g_task_set_source_tag (task, save);
  g_task_set_task_data (task, prise_http_history_file_build (G_LIST_MODEL (self->items)),
                        (GDestroyNotify) json_node_unref);
  g_task_run_in_thread (task, write_in_thread);
}

/* What can't be read is put aside: the next request would write over it. */
static void
put_aside (GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *aside = g_strconcat (path, ".damaged", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (aside);

  g_file_move (file, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, NULL);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GFile *file = PRISE_HTTP_HISTORY (source)->file;
  GError *error = NULL;
  GPtrArray *items = prise_http_history_file_read (file, &error);

  if (items != NULL) {
    g_task_return_pointer (task, items, (GDestroyNotify) g_ptr_array_unref);
    return;
  }

  put_aside (file);
  g_task_return_error (task, error);
}

static void
trim (PriseHttpHistory *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  while (n_items > PRISE_HTTP_HISTORY_MAX_LENGTH)
    g_list_store_remove (self->items, --n_items);
}

static void
did_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PriseHttpHistory *self = PRISE_HTTP_HISTORY (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = g_task_propagate_pointer (G_TASK (result), &error);

  if (items == NULL)
    set_error (self,
               g_strdup_printf (_ ("The history of requests begins anew: %s"), error->message));
  for (guint i = 0; items != NULL && i < items->len; i++)
    g_list_store_append (self->items, g_ptr_array_index (items, i));
  trim (self);
  end_task (self);
}

static void
prise_http_history_constructed (GObject *object)
{
  PriseHttpHistory *self = PRISE_HTTP_HISTORY (object);
  g_autoptr (GTask) task = g_task_new (self, NULL, did_read, NULL);

  G_OBJECT_CLASS (prise_http_history_parent_class)->constructed (object);

  begin_task (self);
  g_task_set_source_tag (task, prise_http_history_constructed);
  g_task_run_in_thread (task, read_in_thread);
}

static void
prise_http_history_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PriseHttpHistory *self = PRISE_HTTP_HISTORY (object);

  switch (prop_id) {
  case PROP_ITEMS:
    g_value_set_object (value, self->items);
    break;
  case PROP_ERROR:
    g_value_set_string (value, self->error);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
prise_http_history_set_property (GObject *object,
                                 guint prop_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_FILE:
    PRISE_HTTP_HISTORY (object)->file = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
prise_http_history_finalize (GObject *object)
{
  PriseHttpHistory *self = PRISE_HTTP_HISTORY (object);

  g_clear_object (&self->file);
  g_clear_object (&self->items);
  g_free (self->error);

  G_OBJECT_CLASS (prise_http_history_parent_class)->finalize (object);
}

static void
prise_http_history_class_init (PriseHttpHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = prise_http_history_constructed;
  object_class->get_property = prise_http_history_get_property;
  object_class->set_property = prise_http_history_set_property;
  object_class->finalize = prise_http_history_finalize;

  properties[PROP_FILE] =
      g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ITEMS] = g_param_spec_object ("items", NULL, NULL, G_TYPE_LIST_STORE, readable);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
prise_http_history_init (PriseHttpHistory *self)
{
  self->items = g_list_store_new (PRISE_TYPE_HTTP_HISTORY_ITEM);
}

/**
 * prise_http_history_new:
 * @file: where it is kept
 *
 * Returns: (transfer full): a history, which is being read
 */
PriseHttpHistory *
prise_http_history_new (GFile *file)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  return g_object_new (PRISE_TYPE_HTTP_HISTORY, "file", file, NULL);
}

/**
 * prise_http_history_get_default_file:
 *
 * Returns: (transfer full): where the user's history is kept
 */
GFile *
prise_http_history_get_default_file (void)
{
  return g_file_new_build_filename (g_get_user_data_dir (), "prise", "http-history.json", NULL);
}

/**
 * prise_http_history_get_items:
 * @self: a history
 *
 * Returns: (transfer none): the requests, newest first
 */
GListModel *
prise_http_history_get_items (PriseHttpHistory *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_HISTORY (self), NULL);

  return G_LIST_MODEL (self->items);
}

/**
 * prise_http_history_get_error:
 * @self: a history
 *
 * Returns: (transfer none) (nullable): why it couldn't be read or kept
 */
const char *
prise_http_history_get_error (PriseHttpHistory *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_HISTORY (self), NULL);

  return self->error;
}

/**
 * prise_http_history_get_busy:
 * @self: a history
 *
 * Returns: whether its file is being read or written
 */
gboolean
prise_http_history_get_busy (PriseHttpHistory *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_HISTORY (self), FALSE);

  return self->is_busy;
}

/**
 * prise_http_history_add:
 * @self: a history
 * @url: where a request goes
 * @request: what is sent
 *
 * The oldest goes when there are too many.
 *
 * Returns: (transfer full): its item
 */
PriseHttpHistoryItem *
prise_http_history_add (PriseHttpHistory *self, const char *url, GBytes *request)
{
  PriseHttpHistoryItem *item;

  g_return_val_if_fail (PRISE_IS_HTTP_HISTORY (self), NULL);

  item = prise_http_history_item_new (url, request, 0, g_get_real_time ());
  g_list_store_insert (self->items, 0, item);
  trim (self);
  save (self);

  return item;
}

/**
 * prise_http_history_set_status:
 * @self: a history
 * @item: one of it
 * @status: what was answered
 */
void
prise_http_history_set_status (PriseHttpHistory *self, PriseHttpHistoryItem *item, guint status)
{
  g_return_if_fail (PRISE_IS_HTTP_HISTORY (self));

  prise_http_history_item_set_status (item, status);
  save (self);
}

/**
 * prise_http_history_remove:
 * @self: a history
 * @item: one of it
 */
void
prise_http_history_remove (PriseHttpHistory *self, PriseHttpHistoryItem *item)
{
  guint position;

  g_return_if_fail (PRISE_IS_HTTP_HISTORY (self));

  if (!g_list_store_find (self->items, item, &position))
    return;

  g_list_store_remove (self->items, position);
  save (self);
}

/**
 * prise_http_history_clear:
 * @self: a history
 */
void
prise_http_history_clear (PriseHttpHistory *self)
{
  g_return_if_fail (PRISE_IS_HTTP_HISTORY (self));

  g_list_store_remove_all (self->items);
  save (self);
}
