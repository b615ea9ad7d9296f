// SPDX-License-Identifier: GPL-3.0-or-later
/* The requests that were sent, over restarts. The file is read and written in threads, one after
 * another: what changes while it is written is written after that. Another process may have the
 * same file: before it is written it is read again, and what has changed there is taken over, all
 * under a lock. Main thread. */
#include "config.h"

#include "prise-http-history.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <sys/file.h>
#include <unistd.h>

#include "prise-http-history-file.h"
#include "prise-property.h"

struct _PriseHttpHistory {
  GObject parent_instance;

  GFile *file;
  GListStore *items;
  GHashTable *known; /* of the file as it was last seen: when its items were sent */
  char *error;
  gboolean is_loaded;
  gboolean is_busy;
  gboolean is_dirty;
  int lock_fd; /* from before it is read to after it is written; else -1 */
};

/* How often, and after how many µs again, one tries to have the file to oneself. */
#define MAX_LOCK_TRIES 200
#define LOCK_INTERVAL  10000

/* So many files that were damaged are kept; with more, nothing is written until somebody looks. */
#define MAX_DAMAGED 9

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
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  self->lock_fd = -1;
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

/* Whatever else keeps a file from being read says nothing of what it holds, and may pass. */
static gboolean
is_damage (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* What can't be understood is put aside, beside what was before: the next request would write over
 * it. */
static gboolean
put_aside (GFile *file, GError **error)
{
  g_autofree char *path = g_file_get_path (file);

  for (guint i = 1;; i++) {
    g_autofree char *aside =
        i == 1 ? g_strconcat (path, ".damaged", NULL) : g_strdup_printf ("%s.damaged-%u", path, i);
    g_autoptr (GFile) target = g_file_new_for_path (aside);
    g_autoptr (GError) local_error = NULL;

    if (g_file_move (file, target, G_FILE_COPY_NONE, NULL, NULL, NULL, &local_error))
      return TRUE;
    if (i == MAX_DAMAGED || !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS)) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  }
}

/* Another process that reads before this one has written would write over it. One that is stopped
 * holds nobody up for long: without the lock a request may be lost, and nothing else. */
static int
take_lock (GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *lock = g_strconcat (path, ".lock", NULL);
  int fd;

  g_mkdir_with_parents (folder, 0700);
  fd = open (lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  for (guint i = 0; fd >= 0 && i < MAX_LOCK_TRIES && flock (fd, LOCK_EX | LOCK_NB) < 0; i++)
    g_usleep (LOCK_INTERVAL);

  return fd;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PriseHttpHistory *self = source;
  GFile *file = self->file;
  g_autoptr (GError) error = NULL;
  GError *move_error = NULL;
  GPtrArray *items;

  if (GPOINTER_TO_INT (data))
    self->lock_fd = take_lock (file);
  items = prise_http_history_file_read (file, &error);
  if (error == NULL)
    g_task_return_pointer (task, items, (GDestroyNotify) g_ptr_array_unref);
  else if (is_damage (error) && !put_aside (file, &move_error))
    g_task_return_error (task, move_error);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
trim (PriseHttpHistory *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  while (n_items > PRISE_HTTP_HISTORY_MAX_LENGTH)
    g_list_store_remove (self->items, --n_items);
}

/* The newest request stays whole, whatever its size. */
static void
shed_bodies (PriseHttpHistory *self)
{
  guint64 total = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++) {
    g_autoptr (PriseHttpHistoryItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
    const gsize size = g_bytes_get_size (prise_http_history_item_get_request (item));

    total += size;
    if (i > 0 && size > PRISE_HTTP_HISTORY_MAX_REQUEST && total > PRISE_HTTP_HISTORY_MAX_MEMORY) {
      prise_http_history_item_drop_body (item);
      total -= size;
    }
  }
}

static void
set_known (PriseHttpHistory *self, GHashTable *times)
{
  g_hash_table_unref (self->known);
  self->known = times;
}

/* Of a list of items, when they were sent. */
static GHashTable *
find_times (GPtrArray *items)
{
  GHashTable *times = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < items->len; i++) {
    const gint64 time = prise_http_history_item_get_time (g_ptr_array_index (items, i));

    g_hash_table_add (times, g_memdup2 (&time, sizeof time));
  }

  return times;
}

static gboolean
has_time (PriseHttpHistory *self, gint64 time)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++) {
    g_autoptr (PriseHttpHistoryItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

    if (prise_http_history_item_get_time (item) == time)
      return TRUE;
  }

  return FALSE;
}

static int
compare_times (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const gint64 time_a = prise_http_history_item_get_time ((PriseHttpHistoryItem *) a);
  const gint64 time_b = prise_http_history_item_get_time ((PriseHttpHistoryItem *) b);

  return (time_a < time_b) - (time_a > time_b);
}

/* What is in the file and wasn't there before is another's; what was there and isn't any longer,
 * another has removed. */
static void
merge (PriseHttpHistory *self, GPtrArray *read)
{
  GHashTable *times = find_times (read);

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->items)); i > 0; i--) {
    g_autoptr (PriseHttpHistoryItem) item =
        g_list_model_get_item (G_LIST_MODEL (self->items), i - 1);
    const gint64 time = prise_http_history_item_get_time (item);

    if (g_hash_table_contains (self->known, &time) && !g_hash_table_contains (times, &time))
      g_list_store_remove (self->items, i - 1);
  }
  for (guint i = 0; i < read->len; i++) {
    PriseHttpHistoryItem *item = g_ptr_array_index (read, i);
    const gint64 time = prise_http_history_item_get_time (item);

    if (!g_hash_table_contains (self->known, &time) && !has_time (self, time))
      g_list_store_insert_sorted (self->items, item, compare_times, NULL);
  }
  trim (self);
  set_known (self, times);
}

static void
did_write (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PriseHttpHistory *self = PRISE_HTTP_HISTORY (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items =
      prise_http_history_file_find_items (g_task_get_task_data (G_TASK (result)), NULL);

  if (g_task_propagate_boolean (G_TASK (result), &error))
    set_known (self, find_times (items));
  else
    set_error (self, g_strdup_printf (_ ("The history wasn’t kept: %s"), error->message));
  end_task (self);
}

static void
write_file (PriseHttpHistory *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, did_write, NULL);

  self->is_dirty = FALSE;
  g_task_set_source_tag (task, write_file);
  g_task_set_task_data (task, prise_http_history_file_build (G_LIST_MODEL (self->items)),
                        (GDestroyNotify) json_node_unref);
  g_task_run_in_thread (task, write_in_thread);
}

/* A file that can't be read now isn't written over; with the next request both are tried again. */
static void
tell_unread (PriseHttpHistory *self, gboolean and_write, const GError *error)
{
  self->is_dirty = FALSE;
  if (and_write)
    set_error (self, g_strdup_printf (_ ("The history wasn’t kept: %s"), error->message));
  else
    set_error (self,
               g_strdup_printf (_ ("The history of requests can’t be read: %s"), error->message));
}

static void
did_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PriseHttpHistory *self = PRISE_HTTP_HISTORY (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = g_task_propagate_pointer (G_TASK (result), &error);
  const gboolean and_write = GPOINTER_TO_INT (user_data);

  if (error != NULL && !is_damage (error)) {
    tell_unread (self, and_write, error);
    end_task (self);
    return;
  }

  if (error != NULL && !self->is_loaded)
    set_error (self, g_strdup_printf (_ ("The history of requests was reset: %s"), error->message));
  if (items != NULL)
    merge (self, items);
  self->is_loaded = TRUE;
  if (and_write)
    write_file (self);
  else
    end_task (self);
}

static void
read_file (PriseHttpHistory *self, gboolean and_write)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, did_read, GINT_TO_POINTER (and_write));

  begin_task (self);
  g_task_set_source_tag (task, read_file);
  g_task_set_task_data (task, GINT_TO_POINTER (and_write), NULL);
  g_task_run_in_thread (task, read_in_thread);
}

static void
save (PriseHttpHistory *self)
{
  self->is_dirty = self->is_busy;
  if (!self->is_busy)
    read_file (self, TRUE);
}

static void
prise_http_history_finalize (GObject *object)
{
  PriseHttpHistory *self = PRISE_HTTP_HISTORY (object);

  g_hash_table_unref (self->known);

  G_OBJECT_CLASS (prise_http_history_parent_class)->finalize (object);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_FILE] = PRISE_PROPERTY (PriseHttpHistory, file),
  [PROP_ITEMS] = PRISE_PROPERTY (PriseHttpHistory, items),
  [PROP_ERROR] = PRISE_PROPERTY (PriseHttpHistory, error),
};

static void
prise_http_history_class_init (PriseHttpHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = prise_http_history_finalize;

  properties[PROP_FILE] =
      g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ITEMS] =
      g_param_spec_object ("items", NULL, NULL, G_TYPE_LIST_STORE, PRISE_READABLE);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
prise_http_history_init (PriseHttpHistory *self)
{
  self->lock_fd = -1;
  self->items = g_list_store_new (PRISE_TYPE_HTTP_HISTORY_ITEM);
  self->known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * prise_http_history_new:
 * @file: where it is kept
 *
 * Returns: (transfer full): a history, for prise_http_history_load()
 */
PriseHttpHistory *
prise_http_history_new (GFile *file)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  return g_object_new (PRISE_TYPE_HTTP_HISTORY, "file", file, NULL);
}

/**
 * prise_http_history_load:
 *
 * Begins to read the file, unless that was done: who never looks at the history need not wait.
 */
void
prise_http_history_load (PriseHttpHistory *self)
{
  g_return_if_fail (PRISE_IS_HTTP_HISTORY (self));

  if (!self->is_loaded && !self->is_busy)
    read_file (self, FALSE);
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

GListModel *
prise_http_history_get_items (PriseHttpHistory *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_HISTORY (self), NULL);

  return G_LIST_MODEL (self->items);
}

const char *
prise_http_history_get_error (PriseHttpHistory *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_HISTORY (self), NULL);

  return self->error;
}

/**
 * prise_http_history_get_busy:
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
 * @url: where a request goes
 * @request: what is sent
 *
 * The oldest goes when there are too many; older ones lose long bodies when they are too long
 * together.
 *
 * Returns: (transfer full): its item
 */
PriseHttpHistoryItem *
prise_http_history_add (PriseHttpHistory *self, const char *url, GBytes *request)
{
  PriseHttpHistoryItem *item;
  gint64 time = g_get_real_time ();

  g_return_val_if_fail (PRISE_IS_HTTP_HISTORY (self), NULL);

  /* Items are told apart by it. */
  while (has_time (self, time))
    time++;
  item = prise_http_history_item_new (url, request, 0, time);
  g_list_store_insert (self->items, 0, item);
  trim (self);
  shed_bodies (self);
  save (self);

  return item;
}

/**
 * prise_http_history_set_status:
 * @item: one of it
 * @status: that of the response
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

void
prise_http_history_clear (PriseHttpHistory *self)
{
  g_return_if_fail (PRISE_IS_HTTP_HISTORY (self));

  g_list_store_remove_all (self->items);
  save (self);
}
