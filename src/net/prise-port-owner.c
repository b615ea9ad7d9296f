// SPDX-License-Identifier: GPL-3.0-or-later
/* Who listens where we want to, from /proc: the table of sockets gives the inode, and the process
 * is the one that has this inode among its open files. */
#include "config.h"

#include "prise-port-owner.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TCP_STATE_LISTEN 0x0A

/* What we want, the address as the tables write it. */
typedef struct {
  char address[33];
  gboolean is_any;
  guint16 port;
  GSocketType type;
} Wanted;

/* Each word of four bytes is written as a number of this machine's. */
static void
fill_wanted (Wanted *wanted, GInetSocketAddress *address, GSocketType type)
{
  GInetAddress *inet = g_inet_socket_address_get_address (address);
  guint32 words[4] = { 0 };
  gsize size = g_inet_address_get_native_size (inet);

  memcpy (words, g_inet_address_to_bytes (inet), size);
  for (gsize i = 0; i < size / sizeof *words; i++)
    g_snprintf (wanted->address + 8 * i, 9, "%08X", words[i]);
  wanted->is_any = g_inet_address_get_is_any (inet);
  wanted->port = g_inet_socket_address_get_port (address);
  wanted->type = type;
}

/* What listens on all interfaces is in everybody's way. An IPv4 address stands at the end of the
 * IPv6 address that it is mapped to. */
static gboolean
is_in_the_way (const Wanted *wanted, const char *address)
{
  return wanted->is_any || strspn (address, "0") == strlen (address) ||
         g_str_has_suffix (address, wanted->address);
}

/* The listening socket of a line of the table; with datagrams any socket is one. */
static gboolean
parse_line (const char *line, const Wanted *wanted, gulong *inode)
{
  char address[33];
  unsigned int port, state;

  return sscanf (line, " %*d: %32[0-9A-F]:%x %*[0-9A-F]:%*x %x %*s %*s %*s %*d %*d %lu", address,
                 &port, &state, inode) == 4 &&
         port == wanted->port &&
         (wanted->type == G_SOCKET_TYPE_DATAGRAM || state == TCP_STATE_LISTEN) &&
         is_in_the_way (wanted, address);
}

/* The table has a line for each connection, but the listening sockets stand first. */
static gulong
find_inode_in (const char *table, const Wanted *wanted)
{
  FILE *file = fopen (table, "re");
  char line[256];
  gulong inode = 0;
  gboolean found = FALSE;

  if (file == NULL)
    return 0;

  while (!found && fgets (line, sizeof line, file) != NULL)
    found = parse_line (line, wanted, &inode);
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
 * @address: where one would listen
 * @type: %G_SOCKET_TYPE_STREAM for TCP, %G_SOCKET_TYPE_DATAGRAM for UDP
 *
 * Any thread; reads /proc, which may take some milliseconds.
 *
 * Returns: (transfer full) (nullable): who is in the way there, as part of a sentence; %NULL if
 * that can't be known, as for other people's processes
 */
char *
prise_port_owner_find (GInetSocketAddress *address, GSocketType type)
{
  gboolean is_ipv4 =
      g_socket_address_get_family (G_SOCKET_ADDRESS (address)) == G_SOCKET_FAMILY_IPV4;
  gboolean is_udp = type == G_SOCKET_TYPE_DATAGRAM;
  Wanted wanted;
  gulong inode = 0;
  g_autofree char *target = NULL;
  g_autoptr (GDir) processes = g_dir_open ("/proc", 0, NULL);
  const char *pid;

  fill_wanted (&wanted, address, type);
  if (is_ipv4)
    inode = find_inode_in (is_udp ? "/proc/net/udp" : "/proc/net/tcp", &wanted);
  if (inode == 0)
    inode = find_inode_in (is_udp ? "/proc/net/udp6" : "/proc/net/tcp6", &wanted);
  if (inode == 0 || processes == NULL)
    return NULL;

  target = g_strdup_printf ("socket:[%lu]", inode);
  while ((pid = g_dir_read_name (processes)) != NULL) {
    if (g_ascii_isdigit (*pid) && process_has_file (pid, target))
      return describe_process (pid);
  }

  return NULL;
}

typedef struct {
  GList *addresses;
  GSocketType type;
} Search;

static void
search_free (gpointer user_data)
{
  Search *search = user_data;

  g_list_free_full (search->addresses, g_object_unref);
  g_free (search);
}

static void
find_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Search *search = task_data;
  char *owner = NULL;

  for (GList *l = search->addresses; l != NULL && owner == NULL; l = l->next)
    owner = prise_port_owner_find (l->data, search->type);

  g_task_return_pointer (task, owner, g_free);
}

/**
 * prise_port_owner_find_async:
 * @addresses: (element-type GInetSocketAddress): where one would listen
 * @type: as for prise_port_owner_find()
 * @cancellable: (nullable): stops it at once
 * @callback: called on the caller's thread-default context
 *
 * prise_port_owner_find() for the first of @addresses that somebody has, on a thread of its own.
 */
void
prise_port_owner_find_async (GList *addresses,
                             GSocketType type,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Search *search = g_new (Search, 1);

  *search = (Search){
    g_list_copy_deep (addresses, (GCopyFunc) (void (*) (void)) g_object_ref, NULL),
    type,
  };
  g_task_set_name (task, G_STRFUNC);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, find_in_thread);
}

/**
 * prise_port_owner_find_finish:
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): as prise_port_owner_find()
 */
char *
prise_port_owner_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
