// SPDX-License-Identifier: GPL-3.0-or-later
/* Files that the command line names. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
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

/**
 * prise_cli_file_open:
 * @self: (out): a file to write
 * @option: the option's name, such as "--output"
 * @name: a file, which is made or emptied, and must outlive @self; "-" is standard output
 * @error: bad usage: a sentence that names the option
 *
 * Returns: whether it is open
 */
gboolean
prise_cli_file_open (PriseCliFile *self, const char *option, const char *name, GError **error)
{
  int code;

  *self = (PriseCliFile){ STDOUT_FILENO, NULL };
  if (g_str_equal (name, "-"))
    return TRUE;

  self->name = name;
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
 * @error: what `close ()` said
 *
 * Returns: whether what was written is there, as far as the system can tell
 */
gboolean
prise_cli_file_close (PriseCliFile *self, GError **error)
{
  const int fd = self->fd;

  self->fd = -1;
  if (fd < 0 || self->name == NULL || close (fd) == 0 || errno == EINTR)
    return TRUE;

  set_write_error (self, errno, error);

  return FALSE;
}
