// SPDX-License-Identifier: GPL-3.0-or-later
/* A network of the test's own. */
#include "config.h"

#include "netns-fixture.h"

#include <sched.h>
#include <stdio.h>
#include <unistd.h>

static gboolean
write_file (const char *path, const char *text)
{
  FILE *file = fopen (path, "we");
  gboolean is_written;

  if (file == NULL)
    return FALSE;
  is_written = fputs (text, file) >= 0;

  return fclose (file) == 0 && is_written;
}

/* Whoever isn't the administrator is that of a namespace of users, in which nobody else is. */
static gboolean
unshare_users (void)
{
  g_autofree char *uid_map = g_strdup_printf ("0 %u 1", (guint) geteuid ());
  g_autofree char *gid_map = g_strdup_printf ("0 %u 1", (guint) getegid ());

  return unshare (CLONE_NEWUSER | CLONE_NEWNET) == 0 &&
         write_file ("/proc/self/setgroups", "deny") &&
         write_file ("/proc/self/uid_map", uid_map) && write_file ("/proc/self/gid_map", gid_map);
}

static gboolean
run_ip (const char *arguments)
{
  g_autofree char *command = g_strconcat ("ip ", arguments, NULL);
  int status;

  return g_spawn_command_line_sync (command, NULL, NULL, &status, NULL) &&
         g_spawn_check_wait_status (status, NULL);
}

static gboolean
add_cable (void)
{
  return run_ip ("link add v0 type veth peer name v1") &&
         run_ip ("address add 10.98.0.1/24 dev v0") && run_ip ("link set v1 up") &&
         run_ip ("link set v0 up");
}

/* An IPv6 address is there at once, without asking who has it already. */
gboolean
netns_enter (void)
{
  if (unshare (CLONE_NEWNET) < 0 && !unshare_users ())
    return FALSE;

  write_file ("/proc/sys/net/ipv6/conf/default/accept_dad", "0");

  return run_ip ("link set lo up") && add_cable ();
}

void
netns_set (const char *path, const char *value)
{
  g_autofree char *whole_path = g_build_filename ("/proc/sys", path, NULL);

  if (!write_file (whole_path, value))
    g_error ("%s can't be written", whole_path);
}

void
netns_ip (const char *arguments)
{
  if (!run_ip (arguments))
    g_error ("This failed: ip %s", arguments);
}

void
netns_add_cable (void)
{
  g_assert_true (add_cable ());
}
