// SPDX-License-Identifier: GPL-3.0-or-later
/* How many files this process may still open. Only trying tells: the limit is one on numbers, of
 * which any may be in use. Any thread. */
#include "config.h"

#include "prise-descriptors.h"

#include <fcntl.h>
#include <unistd.h>

/**
 * prise_descriptors_are_left:
 * @n: a number
 *
 * Opens @n files, and closes them again.
 *
 * Returns: whether the system has let it
 */
gboolean
prise_descriptors_are_left (guint n)
{
  g_autofree int *fds = g_new (int, n);
  guint n_open = 0;

  while (n_open < n && (fds[n_open] = open ("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0)
    n_open++;
  for (guint i = 0; i < n_open; i++)
    close (fds[i]);

  return n_open == n;
}
