// SPDX-License-Identifier: GPL-3.0-or-later
/* nginx on 127.0.0.1, with a small file and one of 100 MB in a temporary directory that goes with
 * it. Owned by the main thread. */
#include "config.h"

#include "bench-nginx.h"

#include <glib/gstdio.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench-process.h"
#include "bench-util.h"

/* Someone else may take the port before nginx does. */
#define MAX_STARTS    5
#define START_SECONDS 5

struct _BenchNginx {
  char *directory;
  guint16 port;
  BenchProcess *process;
};

static gboolean
write_file (BenchNginx *self, const char *name, const char *data, gsize size, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, name, NULL);

  return g_file_set_contents (path, data, (gssize) size, error);
}

static gboolean
write_filled (BenchNginx *self, const char *name, gsize size, GError **error)
{
  g_autofree char *data = g_malloc (size);

  memset (data, 'x', size);
  return write_file (self, name, data, size, error);
}

static gboolean
write_config (BenchNginx *self, GError **error)
{
  static const char config[] =
      "daemon off; master_process off; pid %1$s/pid; error_log %1$s/errors;\n"
      "events {}\n"
      "http {\n"
      "  access_log off; sendfile on; tcp_nopush on;\n"
      "  client_body_temp_path %1$s/t1; proxy_temp_path %1$s/t2; fastcgi_temp_path %1$s/t3;\n"
      "  uwsgi_temp_path %1$s/t4; scgi_temp_path %1$s/t5;\n"
      "  server { listen 127.0.0.1:%2$u; root %1$s; }\n"
      "}\n";
  g_autofree char *text = g_strdup_printf (config, self->directory, (guint) self->port);

  return write_file (self, "nginx.conf", text, strlen (text), error);
}

/* A port that was free a moment ago. */
static gboolean
choose_port (BenchNginx *self, GError **error)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t size = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  gboolean chosen;

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  chosen = bind (fd, (struct sockaddr *) &address, size) == 0 &&
           getsockname (fd, (struct sockaddr *) &address, &size) == 0;
  if (!chosen)
    bench_set_errno_error (error, "bind");
  if (fd >= 0)
    close (fd);
  self->port = ntohs (address.sin_port);

  return chosen;
}

static gboolean
wait_until_it_listens (BenchNginx *self)
{
  const double deadline = bench_now () + START_SECONDS;

  while (bench_now () < deadline) {
    int fd = bench_connect (self->port, 0, NULL);

    if (fd >= 0) {
      close (fd);
      return TRUE;
    }
    g_usleep (2000);
  }

  return FALSE;
}

static gboolean
start (BenchNginx *self, const char *program, GError **error)
{
  g_autofree char *errors = g_build_filename (self->directory, "errors", NULL);
  g_autofree char *config = g_build_filename (self->directory, "nginx.conf", NULL);
  const char *argv[] = { program, "-e", errors, "-c", config, NULL };

  for (guint i = 0; i < MAX_STARTS; i++) {
    if (!choose_port (self, error) || !write_config (self, error) ||
        (self->process = bench_process_new (argv, error)) == NULL)
      return FALSE;
    if (wait_until_it_listens (self))
      return TRUE;
    g_clear_pointer (&self->process, bench_process_free);
  }

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "nginx doesn't listen");
  return FALSE;
}

/**
 * bench_nginx_new:
 *
 * Returns: (transfer full) (nullable): a server that listens
 */
BenchNginx *
bench_nginx_new (GError **error)
{
  g_autoptr (BenchNginx) self = g_new0 (BenchNginx, 1);
  g_autofree char *found = g_find_program_in_path ("nginx");

  self->directory = g_dir_make_tmp ("prise-bench-XXXXXX", error);
  if (self->directory == NULL ||
      !write_filled (self, BENCH_NGINX_SMALL, BENCH_NGINX_SMALL_SIZE, error) ||
      !write_filled (self, BENCH_NGINX_LARGE, BENCH_NGINX_LARGE_SIZE, error) ||
      !start (self, found != NULL ? found : "/usr/sbin/nginx", error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * bench_nginx_add_huge:
 *
 * Adds a file that takes no room: of NUL bytes, which the system makes up when they are read.
 *
 * Returns: whether there is one
 */
gboolean
bench_nginx_add_huge (BenchNginx *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, BENCH_NGINX_HUGE, NULL);

  if (!write_file (self, BENCH_NGINX_HUGE, "", 0, error))
    return FALSE;
  if (truncate (path, BENCH_NGINX_HUGE_SIZE) != 0)
    return bench_set_errno_error (error, "truncate");

  return TRUE;
}

guint16
bench_nginx_get_port (BenchNginx *self)
{
  return self->port;
}

static void
remove_directory (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    g_remove (child);
  }
  g_remove (path);
}

/**
 * bench_nginx_free:
 *
 * Ends the server and removes its files.
 */
void
bench_nginx_free (BenchNginx *self)
{
  g_clear_pointer (&self->process, bench_process_free);
  if (self->directory != NULL)
    remove_directory (self->directory);
  g_free (self->directory);
  g_free (self);
}
