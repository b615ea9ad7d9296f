// SPDX-License-Identifier: GPL-3.0-or-later
/* Files that the command line names. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "prise-cli-files.h"

static GBytes *
read_standard_input (GError **error)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();

  if (g_output_stream_splice (output, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (output));
}

/**
 * prise_cli_check_standard_input:
 * @error: bad usage
 *
 * Returns: whether it can be read, which a folder can't
 */
gboolean
prise_cli_check_standard_input (GError **error)
{
  struct stat status;

  if (fstat (STDIN_FILENO, &status) != 0 || !S_ISDIR (status.st_mode))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY,
                       _ ("Standard input is a folder: give it a file or a pipe"));

  return FALSE;
}

/**
 * prise_cli_read_file:
 * @option: the option's name, such as "--request"
 * @name: a file; "-" is standard input
 * @error: bad usage: a sentence that names the option
 *
 * Blocks until all is read.
 *
 * Returns: (transfer full) (nullable): the file's bytes
 */
GBytes *
prise_cli_read_file (const char *option, const char *name, GError **error)
{
  GBytes *bytes = NULL;
  char *data;
  gsize size;

  if (g_str_equal (name, "-"))
    bytes = prise_cli_check_standard_input (error) ? read_standard_input (error) : NULL;
  else if (g_file_get_contents (name, &data, &size, error))
    bytes = g_bytes_new_take (data, size);
  if (bytes == NULL)
    g_prefix_error (error, "%s: ", option);

  return bytes;
}

static mode_t
get_umask (void)
{
  const mode_t mask = umask (0);

  umask (mask);

  return mask;
}

/* Opens a new file beside the old one, where that can take its place: not for a device, a pipe, a
 * file of somebody else or one with more names. Returns whether it did. */
static gboolean
open_beside (PriseCliFile *self)
{
  struct stat status;
  const gboolean exists = stat (self->name, &status) == 0;
  g_autofree char *place = exists ? realpath (self->name, NULL) : g_strdup (self->name);
  g_autofree char *folder = NULL;
  g_autofree char *beside = NULL;

  if (place == NULL || (!exists && errno != ENOENT) ||
      (exists && (!S_ISREG (status.st_mode) || status.st_uid != geteuid () || status.st_nlink > 1 ||
                  access (self->name, W_OK) != 0)) ||
      g_file_test (self->name, exists ? 0 : G_FILE_TEST_IS_SYMLINK))
    return FALSE;

  folder = g_path_get_dirname (place);
  beside = g_build_filename (folder, ".prise-XXXXXX", NULL);
  self->fd = g_mkstemp_full (beside, O_WRONLY | O_CLOEXEC,
                             exists ? status.st_mode & 07777 : 0666 & ~get_umask ());
  if (self->fd < 0)
    return FALSE;

  /* Of an existing file all bits count, whatever is masked for new ones. */
  if (exists)
    (void) !fchmod (self->fd, status.st_mode & 07777);
  self->beside = g_steal_pointer (&beside);
  self->place = g_steal_pointer (&place);

  return TRUE;
}

/**
 * prise_cli_file_open:
 * @self: (out): a file to write
 * @option: the option's name, such as "--output"
 * @name: a file, which must outlive @self; "-" is standard output
 * @error: bad usage: a sentence that names the option
 *
 * What is there stays, where that can be, until prise_cli_file_close().
 *
 * Returns: whether it is open
 */
gboolean
prise_cli_file_open (PriseCliFile *self, const char *option, const char *name, GError **error)
{
  int code;

  *self = (PriseCliFile){ .fd = STDOUT_FILENO };
  if (g_str_equal (name, "-"))
    return TRUE;

  self->name = name;
  if (open_beside (self))
    return TRUE;
  self->fd = g_open (name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  code = errno;
  if (self->fd < 0)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                 _ ("%s: “%s” can’t be opened: %s"), option, name, g_strerror (code));

  return self->fd >= 0;
}

static void
set_write_error (const PriseCliFile *self, int code, GError **error)
{
  if (self->name == NULL && code == EPIPE)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE,
                         _ ("Nobody reads the output any more: the rest isn’t written"));
  else if (self->name == NULL)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                 _ ("Can’t write to standard output: %s"), g_strerror (code));
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _ ("Can’t write to “%s”: %s"),
                 self->name, g_strerror (code));
}

/* Who gave us the output may have made it non-blocking. */
static void
wait_for_room (int fd)
{
  GPollFD poll_fd = { .fd = fd, .events = G_IO_OUT };

  g_poll (&poll_fd, 1, -1);
}

/**
 * prise_cli_file_write:
 * @data: (array length=size): what
 * @size: how much
 * @error: what `write ()` said
 *
 * Blocks until all is written. Any thread.
 *
 * Returns: whether all is written
 */
gboolean
prise_cli_file_write (const PriseCliFile *self, const char *data, gsize size, GError **error)
{
  while (size > 0) {
    gssize n = write (self->fd, data, size);
    int code = errno;

    if (n < 0 && code == EINTR)
      continue;
    if (n < 0 && (code == EAGAIN || code == EWOULDBLOCK)) {
      wait_for_room (self->fd);
      continue;
    }
    if (n < 0) {
      set_write_error (self, code, error);
      return FALSE;
    }
    data += n;
    size -= (gsize) n;
  }

  return TRUE;
}

/**
 * prise_cli_file_close:
 * @self: a file; standard output stays open
 * @keeps: whether what was written takes the place of what was there
 * @error: what `close ()` or `rename ()` said
 *
 * Returns: whether what was written is there, as far as the system can tell
 */
gboolean
prise_cli_file_close (PriseCliFile *self, gboolean keeps, GError **error)
{
  const int fd = self->fd;
  g_autofree char *beside = g_steal_pointer (&self->beside);
  g_autofree char *place = g_steal_pointer (&self->place);
  gboolean is_good = TRUE;

  self->fd = -1;
  if (fd < 0 || self->name == NULL)
    return TRUE;

  if (close (fd) != 0 && errno != EINTR)
    is_good = FALSE;
  else if (beside != NULL && keeps)
    is_good = rename (beside, place) == 0;
  if (!is_good)
    set_write_error (self, errno, error);
  if (beside != NULL && (!keeps || !is_good))
    unlink (beside);

  return is_good;
}
