// SPDX-License-Identifier: GPL-3.0-or-later
/* What Prise asks of a GSocket beyond what GIO says: above all the code of `errno` behind an error,
 * on which it depends what a person is told. Pure functions over sockets that others own. */
#include "config.h"

#include "prise-socket.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "prise-address.h"

/* EHWPOISON, the last of Linux; other systems have fewer. */
#define LAST_ERRNO 133

/* "Error binding to address 192.0.2.1:80: Cannot assign requested address". Not every language has
 * a blank before the words: Chinese has a wide colon. */
static gboolean
ends_with_words_of (const char *message, int code)
{
  const char *words = g_strerror (code);
  const char *before;

  if (!g_str_has_suffix (message, words))
    return FALSE;
  before = g_utf8_find_prev_char (message, message + strlen (message) - strlen (words));

  return before == NULL || !g_unichar_isalnum (g_utf8_get_char (before));
}

/* Some languages have the same words for two codes: Finnish for ENETRESET and ECONNRESET. */
static int
find_words (const GError *error)
{
  int found = 0;

  for (int code = 1; code <= LAST_ERRNO; code++) {
    if (!ends_with_words_of (error->message, code))
      continue;
    if (error->code == (int) g_io_error_from_errno (code))
      return code;
    if (found == 0)
      found = code;
  }

  return found;
}

/**
 * prise_socket_get_errno:
 * @error: what GIO said of a socket
 *
 * GIO's codes are fewer than the system's: EADDRNOTAVAIL and ENOBUFS are both %G_IO_ERROR_FAILED,
 * EPERM (a firewall) and EACCES (a broadcast address) both %G_IO_ERROR_PERMISSION_DENIED, and newer
 * versions take EADDRNOTAVAIL for a refusal. But its messages end with what g_strerror() says.
 *
 * Returns: the code of `errno` behind @error; if it has other words, one that GIO gives the same
 *   code; EIO if there is none
 */
int
prise_socket_get_errno (const GError *error)
{
  int found;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return EAGAIN;

  found = find_words (error);
  if (found != 0)
    return found;
  for (int code = 1; code <= LAST_ERRNO && error->code != G_IO_ERROR_FAILED; code++) {
    if (g_error_matches (error, G_IO_ERROR, (int) g_io_error_from_errno (code)))
      return code;
  }

  return EIO;
}

/**
 * prise_socket_take_error:
 * @socket: a socket
 *
 * Takes what the system has to say of @socket, such as how connecting ended, which it says once.
 *
 * Returns: 0, or a code of `errno`
 */
int
prise_socket_take_error (GSocket *socket)
{
  g_autoptr (GError) error = NULL;
  int code = 0;

  if (!g_socket_get_option (socket, SOL_SOCKET, SO_ERROR, &code, &error))
    return prise_socket_get_errno (error);

  return code;
}

/**
 * prise_socket_dup_local_address:
 * @socket: a socket that is bound or connected
 *
 * Returns: (transfer full): "127.0.0.1:12345", "[::1]:12345"; "" if it has lost its address
 */
char *
prise_socket_dup_local_address (GSocket *socket)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);

  return address != NULL ? prise_socket_address_to_string (address) : g_strdup ("");
}
