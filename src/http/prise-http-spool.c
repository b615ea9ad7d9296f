// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes kept exactly. Pieces are referred to where they are, in the order in which they came; once
 * they are more than the budget, what follows is written to a file that nobody else sees and that
 * goes with the spool. A lock guards the list of pieces, held for a search. */
#include "config.h"

#include "prise-http-spool.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "prise-http-parts.h"

/* Where TMPDIR names no other. */
#define DEFAULT_FOLDER "/var/tmp"

/* Files up to this size are given back in a few ms. */
#define LARGE_FILE ((guint64) 16 * 1024 * 1024)

/* So much of a source is read at once, with what stands between small parts. */
#define WINDOW ((guint64) 256 * 1024)

/* So many parts of a source are known, in 16 MiB: a server may send a byte at a time. */
#define MAX_PARTS (1024 * 1024)

struct _PriseHttpSpool {
  gatomicrefcount ref_count;
  guint64 budget;

  GMutex lock;
  GArray *pieces;      /* of Piece, by offset */
  guint64 memory_size; /* of what was kept there first, and so where the file begins */
  guint64 forgotten;   /* up to where nobody reads any more */
  guint64 size;
  int fd;       /* of the file with all that is beyond; -1 without one */
  char *folder; /* where that file is */

  PriseHttpSpool *source; /* (nullable): that keeps the bytes instead */
  PriseHttpParts *parts;
  PriseHttpSpool *rest; /* (nullable): what is behind the last of them */
};

typedef struct {
  guint64 offset;
  GBytes *bytes;
} Piece;

static void
clear_piece (gpointer piece)
{
  g_bytes_unref (((Piece *) piece)->bytes);
}

/**
 * prise_http_spool_new:
 * @budget: how many bytes are kept in memory
 *
 * Returns: (transfer full): an empty spool
 */
PriseHttpSpool *
prise_http_spool_new (guint64 budget)
{
  PriseHttpSpool *self = g_new0 (PriseHttpSpool, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->budget = budget;
  g_mutex_init (&self->lock);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, clear_piece);
  self->fd = -1;

  return self;
}

/**
 * prise_http_spool_new_of_parts:
 * @source: a spool
 *
 * Returns: (transfer full): an empty spool of parts of @source, which keeps nothing twice, unless
 *   they are many
 */
PriseHttpSpool *
prise_http_spool_new_of_parts (PriseHttpSpool *source)
{
  PriseHttpSpool *self = prise_http_spool_new (0);

  self->source = prise_http_spool_ref (source);
  self->parts = prise_http_parts_new ();

  return self;
}

PriseHttpSpool *
prise_http_spool_ref (PriseHttpSpool *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

static gpointer
close_file (gpointer fd)
{
  close (GPOINTER_TO_INT (fd));

  return NULL;
}

/* The system gives back what stood in it before close() returns: with a gibibyte that takes longer
 * than ten frames of a window. */
static void
close_elsewhere (int fd)
{
  GThread *thread = g_thread_try_new ("prise-close", close_file, GINT_TO_POINTER (fd), NULL);

  if (thread != NULL)
    g_thread_unref (thread);
  else
    close (fd);
}

void
prise_http_spool_unref (PriseHttpSpool *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->source, prise_http_spool_unref);
  g_clear_pointer (&self->parts, prise_http_parts_free);
  g_clear_pointer (&self->rest, prise_http_spool_unref);
  g_array_unref (self->pieces);
  g_free (self->folder);
  if (self->fd >= 0 && self->size - self->memory_size > LARGE_FILE)
    close_elsewhere (self->fd);
  else if (self->fd >= 0)
    close (self->fd);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* What is large belongs on a disk, and /tmp is often memory. */
static int
open_in (const char *folder)
{
  g_autofree char *name = g_build_filename (folder, "prise-XXXXXX", NULL);
  int fd = open (folder, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);

  if (fd >= 0)
    return fd;

  /* Not every file system has files without a name: here it goes at once. */
  fd = g_mkstemp_full (name, O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0)
    g_unlink (name);

  return fd;
}

static const char *
get_folder (void)
{
  const char *wanted = g_getenv ("TMPDIR");

  return wanted != NULL && *wanted != '\0' ? wanted : DEFAULT_FOLDER;
}

static void
set_disk_error (const char *folder, int code, GError **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               _ ("The response can’t be kept in %s: %s"), folder, g_strerror (code));
}

static gboolean
open_file (PriseHttpSpool *self, GError **error)
{
  const char *folder = get_folder ();
  int fd;
  int code;

  if (self->fd >= 0)
    return TRUE;
  fd = open_in (folder);
  code = errno;
  if (fd < 0 && g_str_equal (folder, DEFAULT_FOLDER)) {
    folder = g_get_tmp_dir ();
    fd = open_in (folder);
  }
  if (fd < 0) {
    set_disk_error (get_folder (), code, error);
    return FALSE;
  }

  g_mutex_lock (&self->lock);
  self->fd = fd;
  self->folder = g_strdup (folder);
  g_mutex_unlock (&self->lock);

  return TRUE;
}

static gboolean
write_all (PriseHttpSpool *self, const char *data, gsize size, GError **error)
{
  guint64 offset = self->size - self->memory_size;

  while (size > 0) {
    gssize n = pwrite (self->fd, data, size, (off_t) offset);
    int code = errno;

    if (n < 0 && code == EINTR)
      continue;
    if (n < 0) {
      set_disk_error (self->folder, code, error);
      return FALSE;
    }
    data += n;
    size -= (gsize) n;
    offset += (guint64) n;
  }

  return TRUE;
}

static void
keep_in_memory (PriseHttpSpool *self, GBytes *bytes)
{
  const Piece piece = { self->size, g_bytes_ref (bytes) };

  g_array_append_val (self->pieces, piece);
  self->memory_size += g_bytes_get_size (bytes);
}

/**
 * prise_http_spool_append:
 * @bytes: the next bytes; not copied while there is room in memory
 * @error: return location for a #GIOErrorEnum error: the disk is full
 *
 * The writer's thread.
 *
 * Returns: whether they are kept
 */
gboolean
prise_http_spool_append (PriseHttpSpool *self, GBytes *bytes, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gboolean has_room;

  if (size == 0)
    return TRUE;

  g_mutex_lock (&self->lock);
  has_room = self->fd < 0 && self->size + size - self->forgotten <= self->budget;
  g_mutex_unlock (&self->lock);
  if (!has_room && (!open_file (self, error) || !write_all (self, data, size, error)))
    return FALSE;

  g_mutex_lock (&self->lock);
  if (has_room)
    keep_in_memory (self, bytes);
  self->size += size;
  g_mutex_unlock (&self->lock);

  return TRUE;
}

/**
 * prise_http_spool_get_size:
 *
 * Any thread.
 *
 * Returns: how many bytes it has
 */
guint64
prise_http_spool_get_size (PriseHttpSpool *self)
{
  guint64 size;

  g_mutex_lock (&self->lock);
  size = self->size;
  g_mutex_unlock (&self->lock);

  return size;
}

/* The last piece that begins at @offset or before. With the lock held. */
static guint
find_piece (PriseHttpSpool *self, guint64 offset)
{
  guint low = 0;
  guint high = self->pieces->len;

  while (high - low > 1) {
    const guint middle = low + (high - low) / 2;

    if (g_array_index (self->pieces, Piece, middle).offset <= offset)
      low = middle;
    else
      high = middle;
  }

  return low;
}

/* Returns how much was copied. With the lock held: pieces don't change, but their list may move. */
static gsize
copy_from_memory (PriseHttpSpool *self, guint64 offset, char *target, gsize size)
{
  gsize copied = 0;

  for (guint i = find_piece (self, offset); i < self->pieces->len && copied < size; i++) {
    const Piece *piece = &g_array_index (self->pieces, Piece, i);
    gsize piece_size;
    const char *data = g_bytes_get_data (piece->bytes, &piece_size);
    const gsize skip = (gsize) (offset + copied - piece->offset);
    const gsize n = MIN (piece_size - skip, size - copied);

    memcpy (target + copied, data + skip, n);
    copied += n;
  }

  return copied;
}

/* Returns how much could be read. */
static gsize
read_from_file (int fd, guint64 offset, char *target, gsize size)
{
  gsize done = 0;

  while (done < size) {
    gssize n = pread (fd, target + done, size - done, (off_t) (offset + done));

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      break;
    done += (gsize) n;
  }

  return done;
}

/* A part of one piece, which need not be copied. With the lock held. */
static GBytes *
share_piece (PriseHttpSpool *self, guint64 offset, gsize size)
{
  const Piece *piece;
  gsize skip;

  if (offset + size > self->memory_size || self->pieces->len == 0)
    return NULL;
  piece = &g_array_index (self->pieces, Piece, find_piece (self, offset));
  skip = (gsize) (offset - piece->offset);
  if (skip + size > g_bytes_get_size (piece->bytes))
    return NULL;

  return g_bytes_new_from_bytes (piece->bytes, skip, size);
}

/* Returns the parts in which @size bytes stand, so that the source is read without the lock. */
static GArray *
find_parts (PriseHttpSpool *self, guint64 offset, gsize size)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (PriseHttpPart));

  g_mutex_lock (&self->lock);
  for (guint64 done = 0; done < size;) {
    PriseHttpPart part = prise_http_parts_find (self->parts, offset + done);

    if (part.size == 0)
      break;
    part.size = MIN (part.size, size - done);
    g_array_append_val (found, part);
    done += part.size;
  }
  g_mutex_unlock (&self->lock);

  return found;
}

/* Copies those from @first on that fit into one window of the source. Returns the first that
 * doesn't; behind what can't be read, none does. */
static guint
copy_window (PriseHttpSpool *self, const GArray *parts, guint first, GString *target)
{
  const guint64 start = g_array_index (parts, PriseHttpPart, first).offset;
  guint64 end = start;
  guint next = first;
  g_autoptr (GBytes) window = NULL;
  const char *data;
  gsize size;

  for (; next < parts->len; next++) {
    const PriseHttpPart *part = &g_array_index (parts, PriseHttpPart, next);

    if (next > first && part->offset + part->size - start > WINDOW)
      break;
    end = part->offset + part->size;
  }
  window = prise_http_spool_read (self->source, start, (gsize) (end - start));
  data = g_bytes_get_data (window, &size);
  for (guint i = first; i < next; i++) {
    const PriseHttpPart *part = &g_array_index (parts, PriseHttpPart, i);
    const guint64 skip = part->offset - start;

    if (skip >= size)
      break;
    g_string_append_len (target, data + skip, (gssize) MIN (part->size, size - skip));
  }

  return size == end - start ? next : parts->len;
}

static void
copy_parts (PriseHttpSpool *self, const GArray *parts, GString *target)
{
  for (guint i = 0; i < parts->len;)
    i = copy_window (self, parts, i, target);
}

static gsize
add_sizes (const GArray *parts)
{
  gsize total = 0;

  for (guint i = 0; i < parts->len; i++)
    total += (gsize) g_array_index (parts, PriseHttpPart, i).size;

  return total;
}

/* Returns what stands behind the last part. */
static GBytes *
read_rest (PriseHttpSpool *self, guint64 offset, gsize size)
{
  PriseHttpSpool *rest;
  guint64 parts_size;

  g_mutex_lock (&self->lock);
  rest = self->rest;
  parts_size = prise_http_parts_get_size (self->parts);
  g_mutex_unlock (&self->lock);

  if (rest == NULL || offset < parts_size)
    return g_bytes_new (NULL, 0);

  return prise_http_spool_read (rest, offset - parts_size, size);
}

static GBytes *
read_parts (PriseHttpSpool *self, guint64 offset, gsize size)
{
  g_autoptr (GArray) parts = find_parts (self, offset, size);
  const gsize parts_size = add_sizes (parts);
  g_autoptr (GBytes) rest = read_rest (self, offset + parts_size, size - parts_size);
  gsize rest_size;
  const char *data = g_bytes_get_data (rest, &rest_size);
  GString *target;

  if (parts->len == 0)
    return g_steal_pointer (&rest);
  if (parts->len == 1 && rest_size == 0) {
    const PriseHttpPart *part = &g_array_index (parts, PriseHttpPart, 0);

    return prise_http_spool_read (self->source, part->offset, (gsize) part->size);
  }

  target = g_string_sized_new (parts_size + rest_size);
  copy_parts (self, parts, target);
  if (target->len == parts_size && rest_size > 0)
    g_string_append_len (target, data, (gssize) rest_size);

  return g_string_free_to_bytes (target);
}

/**
 * prise_http_spool_read:
 * @offset: from where
 * @size: how much at most
 *
 * Any thread.
 *
 * Returns: (transfer full): the bytes; fewer than @size at the end
 */
GBytes *
prise_http_spool_read (PriseHttpSpool *self, guint64 offset, gsize size)
{
  GBytes *shared;
  char *target;
  gsize done = 0;
  int fd;

  if (self->source != NULL)
    return read_parts (self, offset, size);

  g_mutex_lock (&self->lock);
  size = offset >= self->forgotten && offset < self->size ? (gsize) MIN (size, self->size - offset)
                                                          : 0;
  shared = share_piece (self, offset, size);
  if (shared != NULL || size == 0) {
    g_mutex_unlock (&self->lock);
    return shared != NULL ? shared : g_bytes_new (NULL, 0);
  }
  target = g_malloc (size);
  if (offset < self->memory_size)
    done = copy_from_memory (self, offset, target, size);
  fd = self->fd;
  g_mutex_unlock (&self->lock);

  if (done < size && fd >= 0)
    done += read_from_file (fd, offset + done - self->memory_size, target + done, size - done);

  return g_bytes_new_take (target, done);
}

/* Gives back the pieces that end at @offset or before. With the lock held. */
static void
forget_pieces (PriseHttpSpool *self, guint64 offset)
{
  guint n = 0;

  while (n < self->pieces->len) {
    const Piece *piece = &g_array_index (self->pieces, Piece, n);

    if (piece->offset + g_bytes_get_size (piece->bytes) > offset)
      break;
    n++;
  }
  if (n > 0)
    g_array_remove_range (self->pieces, 0, n);
}

/**
 * prise_http_spool_forget:
 * @offset: up to where nobody will read any more
 *
 * Any thread: gives back what that takes, in memory or in the file. What is forgotten reads as
 * nothing. Of a spool of parts its source forgets.
 */
void
prise_http_spool_forget (PriseHttpSpool *self, guint64 offset)
{
  guint64 begin;
  int fd;

  if (self->source != NULL) {
    if (offset > 0)
      prise_http_spool_forget (self->source, prise_http_spool_find_source (self, offset));
    return;
  }

  g_mutex_lock (&self->lock);
  begin = MAX (self->forgotten, self->memory_size);
  offset = MIN (offset, self->size);
  self->forgotten = MAX (self->forgotten, offset);
  forget_pieces (self, self->forgotten);
  fd = self->fd;
  g_mutex_unlock (&self->lock);

#ifdef FALLOC_FL_PUNCH_HOLE
  if (fd >= 0 && offset > begin)
    (void) !fallocate (fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
                       (off_t) (begin - self->memory_size), (off_t) (offset - begin));
#endif
}

static gboolean
keep_again (PriseHttpSpool *self, const GArray *parts, GError **error)
{
  const gsize size = add_sizes (parts);
  GString *string = g_string_sized_new (size);
  g_autoptr (GBytes) bytes = NULL;

  copy_parts (self, parts, string);
  bytes = g_string_free_to_bytes (string);
  if (g_bytes_get_size (bytes) < size) {
    set_disk_error (get_folder (), EIO, error);
    return FALSE;
  }

  g_mutex_lock (&self->lock);
  if (self->rest == NULL)
    self->rest = prise_http_spool_new (0);
  g_mutex_unlock (&self->lock);
  if (!prise_http_spool_append (self->rest, bytes, error))
    return FALSE;

  g_mutex_lock (&self->lock);
  self->size += size;
  g_mutex_unlock (&self->lock);

  return TRUE;
}

/**
 * prise_http_spool_append_parts:
 * @self: a spool of parts
 * @parts: (element-type PriseHttpPart): what comes next; its source has it already
 * @error: return location for a #GIOErrorEnum error: the disk is full
 *
 * The writer's thread. When very many parts are known, the bytes of all others are kept again.
 *
 * Returns: whether they can be read
 */
gboolean
prise_http_spool_append_parts (PriseHttpSpool *self, const GArray *parts, GError **error)
{
  /* Only this thread changes them. */
  if (self->rest != NULL || prise_http_parts_get_n (self->parts) + parts->len > MAX_PARTS)
    return parts->len == 0 || keep_again (self, parts, error);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < parts->len; i++) {
    const PriseHttpPart *part = &g_array_index (parts, PriseHttpPart, i);

    prise_http_parts_append (self->parts, part->offset, part->size);
    self->size += part->size;
  }
  g_mutex_unlock (&self->lock);

  return TRUE;
}

/**
 * prise_http_spool_find_source:
 * @self: a spool of parts
 * @offset: of a byte in it, or of its end
 *
 * Any thread.
 *
 * Returns: where the byte before it stands in the source, and one more; at 0, where the first byte
 *   stands: up to there the source has been read by whoever has read up to @offset. Behind very
 *   many parts, where the last that is known ends.
 */
guint64
prise_http_spool_find_source (PriseHttpSpool *self, guint64 offset)
{
  PriseHttpPart part;

  g_mutex_lock (&self->lock);
  offset = MIN (offset, prise_http_parts_get_size (self->parts));
  part = prise_http_parts_find (self->parts, offset > 0 ? offset - 1 : 0);
  g_mutex_unlock (&self->lock);

  return offset > 0 ? part.offset + 1 : part.offset;
}
