// SPDX-License-Identifier: GPL-3.0-or-later
/* Who listens on a TCP port of this machine, from /proc: the table of sockets gives the inode, and
 * the process is the one that has this inode among its open files. */
#include "config.h"

#include "prise-port-owner.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TCP_STATE_LISTEN 0x0A

/* The listening socket of a line of the table. */
static gboolean
parse_line (const char *line, guint16 port, gulong *inode)
{
  unsigned int local_port, state;

  return sscanf (line, " %*d: %*[0-9A-Fa-f]:%x %*[0-9A-Fa-f]:%*x %x %*s %*s %*s %*d %*d %lu",
                 &local_port, &state, inode) == 3 &&
         local_port == port && state == TCP_STATE_LISTEN;
}

/* The table has a line for each connection, but the listening sockets stand first. */
static gulong
find_inode_in (const char *table, guint16 port)
{
  FILE *file = fopen (table, "re");
  char line[256];
  gulong inode = 0;
  gboolean found = FALSE;

  if (file == NULL)
    return 0;

  while (!found && fgets (line, sizeof line, file) != NULL)
    found = parse_line (line, port, &inode);
  fclose (file);

  return found ? inode : 0;
}

static gboolean
process_has_file (const char *pid, const char *target)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "fd", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);
    char link[64];
    ssize_t length = readlink (file, link, sizeof link - 1);

    if (length < 0)
      continue;
    link[length] = '\0';
    if (strcmp (link, target) == 0)
      return TRUE;
  }

  return FALSE;
}

static char *
describe_process (const char *pid)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "comm", NULL);
  g_autofree char *name = NULL;

  if (g_ascii_strtoull (pid, NULL, 10) == (guint64) getpid ())
    return g_strdup (_ ("Prise itself"));
  if (!g_file_get_contents (path, &name, NULL, NULL))
    return NULL;

  /* Translators: a program's name and its process number. */
  return g_strdup_printf (_ ("“%s” (process %s)"), g_strchomp (name), pid);
}

/**
 * prise_port_owner_find:
 * @port: a TCP port
 *
 * Any thread; reads /proc, which may take some milliseconds.
 *
 * Returns: (transfer full) (nullable): who listens there, as part of a sentence; %NULL if that
 * can't be known, as for other people's processes
 */
char *
prise_port_owner_find (guint16 port)
{
  gulong inode = find_inode_in ("/proc/net/tcp", port);
  g_autofree char *target = NULL;
  g_autoptr (GDir) processes = g_dir_open ("/proc", 0, NULL);
  const char *pid;

  if (inode == 0)
    inode = find_inode_in ("/proc/net/tcp6", port);
  if (inode == 0 || processes == NULL)
    return NULL;

  target = g_strdup_printf ("socket:[%lu]", inode);
  while ((pid = g_dir_read_name (processes)) != NULL) {
    if (g_ascii_isdigit (*pid) && process_has_file (pid, target))
      return describe_process (pid);
  }

  return NULL;
}
