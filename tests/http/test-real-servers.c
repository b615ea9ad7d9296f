// SPDX-License-Identifier: GPL-3.0-or-later
/* The client with servers that others wrote. Between them stands a relay, which notes what the
 * server sent: the raw bytes of the responses must be the same. */
#include "config.h"

#include <glib/gstdio.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http-fixture.h"
#include "prise-http-body.h"

#define LARGE ((gsize) 100 * 1024 * 1024)

typedef struct {
  int listening_fd;
  guint16 port;
  guint16 server_port;
  GByteArray *sent; /* by the server; for others when the thread is over */
  GThread *thread;
} Relay;

typedef struct {
  HttpFixture base;
  char *directory;
  GSubprocess *process;
  Relay relay;
} Fixture;

/* A server may need a moment to listen. */
static int
connect_to_server (guint16 port)
{
  const gint64 deadline = g_get_monotonic_time () + NET_LIMIT * G_USEC_PER_SEC;
  struct sockaddr_in native = {
    .sin_family = AF_INET,
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
    .sin_port = htons (port),
  };

  for (;;) {
    int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (connect (fd, (struct sockaddr *) &native, sizeof native) == 0)
      return fd;
    close (fd);
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    g_usleep (2000);
  }
}

/* Hands on what has come. Returns FALSE at the end, which is handed on, too. */
static gboolean
hand_on (int from, int to, GByteArray *record)
{
  char buffer[65536];
  const gssize n = recv (from, buffer, sizeof buffer, 0);

  if (n <= 0) {
    shutdown (to, SHUT_WR);
    return FALSE;
  }
  if (record != NULL)
    g_byte_array_append (record, (const guint8 *) buffer, (guint) n);
  net_send (to, buffer, (gsize) n);

  return TRUE;
}

static void
relay_connection (Relay *relay, int client_fd)
{
  int server_fd = connect_to_server (relay->server_port);
  struct pollfd fds[] = { { client_fd, POLLIN, 0 }, { server_fd, POLLIN, 0 } };
  gboolean goes_on = TRUE;

  while (goes_on) {
    g_assert_cmpint (poll (fds, G_N_ELEMENTS (fds), NET_LIMIT * 1000), >, 0);
    if (fds[0].revents != 0)
      goes_on = hand_on (client_fd, server_fd, NULL);
    if (fds[1].revents != 0 && goes_on)
      goes_on = hand_on (server_fd, client_fd, relay->sent);
  }
  close (client_fd);
  close (server_fd);
}

static gpointer
relay_all (gpointer user_data)
{
  Relay *relay = user_data;
  int fd;

  while ((fd = accept4 (relay->listening_fd, NULL, NULL, SOCK_CLOEXEC)) >= 0)
    relay_connection (relay, fd);

  return NULL;
}

static void
start_relay (Fixture *fixture, guint16 server_port)
{
  Relay *relay = &fixture->relay;

  relay->listening_fd = net_listen (AF_INET, 8, &relay->port);
  relay->server_port = server_port;
  relay->sent = g_byte_array_new ();
  relay->thread = g_thread_new ("relay", relay_all, relay);
}

static void
write_file (const char *directory, const char *name, const char *data, gsize size)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, (gssize) size, &error);
  g_assert_no_error (error);
}

/* What a server may need, in a directory of its own. */
static void
write_files (const char *directory)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "<p>Bonjour %u</p>\n", i);
  write_file (directory, "hello.txt", "Hello", 5);
  write_file (directory, "empty.txt", "", 0);
  write_file (directory, "text.html", text->str, text->len);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  http_set_up (&fixture->base, NULL);
  fixture->directory = g_dir_make_tmp ("prise-servers-XXXXXX", NULL);
  write_files (fixture->directory);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_remove (path);
}

static void
stop_server (Fixture *fixture)
{
  if (fixture->process == NULL)
    return;

  g_subprocess_force_exit (fixture->process);
  g_subprocess_wait (fixture->process, NULL, NULL);
  g_clear_object (&fixture->process);
}

static void
stop_relay (Relay *relay)
{
  if (relay->thread == NULL)
    return;

  shutdown (relay->listening_fd, SHUT_RDWR);
  g_thread_join (relay->thread);
  relay->thread = NULL;
  close (relay->listening_fd);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  http_tear_down (&fixture->base, NULL);
  stop_relay (&fixture->relay);
  g_clear_pointer (&fixture->relay.sent, g_byte_array_unref);
  stop_server (fixture);
  remove_tree (fixture->directory);
  g_free (fixture->directory);
}

static gboolean
has_program (const char *name)
{
  g_autofree char *path = g_find_program_in_path (name);
  g_autofree char *reason = g_strdup_printf ("%s is not installed", name);

  if (path == NULL)
    g_test_skip (reason);

  return path != NULL;
}

/* A test that fails leaves no server behind. */
static void
die_with_test (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static void
spawn (Fixture *fixture, GSubprocessLauncher *launcher, const char *const *arguments)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_child_setup (launcher, die_with_test, NULL, NULL);
  fixture->process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  g_assert_no_error (error);
}

/* A port that was free a moment ago. */
static guint16
choose_port (void)
{
  guint16 port = 0;

  close (net_reserve (AF_INET, &port));

  return port;
}

static gboolean
start_nginx (Fixture *fixture)
{
  static const char config[] =
      "daemon off; master_process off; pid %1$s/pid; error_log %1$s/errors;\n"
      "events {}\n"
      "http {\n"
      "  access_log off; keepalive_timeout 60;\n"
      "  client_body_temp_path %1$s/t1; proxy_temp_path %1$s/t2; fastcgi_temp_path %1$s/t3;\n"
      "  uwsgi_temp_path %1$s/t4; scgi_temp_path %1$s/t5;\n"
      "  types { text/html html; text/plain txt; }\n"
      "  server {\n"
      "    listen 127.0.0.1:%2$u; root %1$s;\n"
      "    location /gzip/ { alias %1$s/; gzip on; gzip_min_length 0; gzip_types *; }\n"
      "    location /slow/ { alias %1$s/; limit_rate 100; }\n"
      "    location = /nothing { return 204; }\n"
      "    location = /moved { return 301 /hello.txt; }\n"
      "  }\n"
      "}\n";
  const char *directory = fixture->directory;
  g_autofree char *conf_path = g_build_filename (directory, "nginx.conf", NULL);
  g_autofree char *errors_path = g_build_filename (directory, "errors", NULL);
  const char *arguments[] = { "nginx", "-e", errors_path, "-c", conf_path, NULL };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *text = NULL;
  const guint16 port = choose_port ();

  if (!has_program ("nginx"))
    return FALSE;

  text = g_strdup_printf (config, directory, (guint) port);
  write_file (directory, "nginx.conf", text, strlen (text));
  spawn (fixture, launcher, arguments);
  start_relay (fixture, port);

  return TRUE;
}

static gboolean
start_busybox (Fixture *fixture)
{
  const guint16 port = choose_port ();
  g_autofree char *where = g_strdup_printf ("127.0.0.1:%u", port);
  const char *arguments[] = {
    "busybox", "httpd", "-f", "-p", where, "-h", fixture->directory, NULL
  };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);

  if (!has_program ("busybox"))
    return FALSE;

  spawn (fixture, launcher, arguments);
  start_relay (fixture, port);

  return TRUE;
}

static gboolean
start_python (Fixture *fixture)
{
  const guint16 port = choose_port ();
  g_autofree char *port_text = g_strdup_printf ("%u", port);
  const char *arguments[] = { "/usr/bin/python3", "-m",        "http.server",
                              "--bind",           "127.0.0.1", "--directory",
                              fixture->directory, port_text,   NULL };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);

  if (!has_program ("/usr/bin/python3"))
    return FALSE;

  spawn (fixture, launcher, arguments);
  start_relay (fixture, port);

  return TRUE;
}

static void
assert_file (Fixture *fixture, PriseHttpExchange *exchange, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->directory, name, NULL);
  g_autofree char *data = NULL;
  g_autoptr (PriseHttpBody) body = prise_http_body_new (exchange, TRUE);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  file = g_bytes_new_static (data, size);
  prise_http_body_update (body, &error);
  g_assert_no_error (error);
  bytes = prise_http_body_read (body, 0, G_MAXINT);
  g_assert_true (g_bytes_equal (bytes, file));
}

/* What is expected of one request, after others on the same connection. */
typedef struct {
  const char *request; /* first line and headers, without Host */
  guint status;
  PriseHttpFraming framing;
  const char *file; /* NULL: no matter what the body is */
} Expected;

static void
exchange (Fixture *fixture, const Expected *expected, GByteArray *raw)
{
  g_autofree char *text = g_strconcat (expected->request, "\r\nHost: localhost\r\n\r\n", NULL);
  g_autoptr (GBytes) request = g_bytes_new (text, strlen (text));
  g_auto (HttpCall) call = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (PriseHttpResponse) response = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_test_message ("%s", expected->request);
  http_send_to (&fixture->base, &call, "127.0.0.1", fixture->relay.port, request);
  g_assert_true (http_wait (&fixture->base, &call, &error));
  g_assert_no_error (error);
  response = prise_http_exchange_dup_response (call.exchange);
  g_assert_nonnull (prise_http_response_get_head (response));
  g_assert_cmpuint (prise_http_response_get_head (response)->status, ==, expected->status);
  g_assert_cmpint (response->framing, ==, expected->framing);
  g_assert_cmpuint (response->problems->len, ==, 0);
  g_assert_true (response->is_complete);
  if (expected->file != NULL)
    assert_file (fixture, call.exchange, expected->file);
  bytes = http_dup_raw (call.exchange);
  g_byte_array_append (raw, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
}

static void
exchange_all (Fixture *fixture, const Expected *expected, gsize n)
{
  g_autoptr (GByteArray) raw = g_byte_array_new ();

  for (gsize i = 0; i < n; i++)
    exchange (fixture, &expected[i], raw);
  net_stop (fixture->base.client, FALSE);
  stop_relay (&fixture->relay);
  g_assert_cmpuint (raw->len, ==, fixture->relay.sent->len);
  g_assert_true (memcmp (raw->data, fixture->relay.sent->data, raw->len) == 0);
}

static void
test_nginx (Fixture *fixture, gconstpointer data)
{
  static const Expected expected[] = {
    { "GET /hello.txt HTTP/1.1", 200, PRISE_HTTP_BODY_BY_LENGTH, "hello.txt" },
    { "GET /empty.txt HTTP/1.1", 200, PRISE_HTTP_NO_BODY, "empty.txt" },
    { "HEAD /hello.txt HTTP/1.1", 200, PRISE_HTTP_NO_BODY, "empty.txt" },
    { "GET /gzip/text.html HTTP/1.1\r\nAccept-Encoding: gzip", 200, PRISE_HTTP_BODY_IN_CHUNKS,
      "text.html" },
    { "GET /gzip/text.html HTTP/1.1", 200, PRISE_HTTP_BODY_BY_LENGTH, "text.html" },
    { "GET /slow/hello.txt HTTP/1.1", 200, PRISE_HTTP_BODY_BY_LENGTH, "hello.txt" },
    { "GET /nothing HTTP/1.1", 204, PRISE_HTTP_NO_BODY, "empty.txt" },
    { "GET /moved HTTP/1.1", 301, PRISE_HTTP_BODY_BY_LENGTH, NULL },
    { "GET /none HTTP/1.1", 404, PRISE_HTTP_BODY_BY_LENGTH, NULL },
    { "GET /hello.txt HTTP/1.1\r\nRange: bytes=1-2", 206, PRISE_HTTP_BODY_BY_LENGTH, NULL },
    { "GET /large.bin HTTP/1.1", 200, PRISE_HTTP_BODY_BY_LENGTH, "large.bin" },
    { "GET /hello.txt HTTP/1.1\r\nConnection: close", 200, PRISE_HTTP_BODY_BY_LENGTH, "hello.txt" },
    { "GET / HTTP/1.1\r\nContent-Length: x", 400, PRISE_HTTP_BODY_BY_LENGTH, NULL },
    { "GET /hello.txt HTTP/1.0", 200, PRISE_HTTP_BODY_BY_LENGTH, "hello.txt" },
  };

  g_autoptr (GBytes) large = NULL;

  if (!start_nginx (fixture))
    return;

  large = net_pattern (LARGE);
  write_file (fixture->directory, "large.bin", g_bytes_get_data (large, NULL), LARGE);
  exchange_all (fixture, expected, G_N_ELEMENTS (expected));
  /* Until it said that it would close, it kept one connection. */
  g_assert_cmpuint (net_count_entries (fixture->base.journal, PRISE_ENTRY_NOTE, "is reused"), ==,
                    11);
}

static void
test_busybox (Fixture *fixture, gconstpointer data)
{
  static const Expected expected[] = {
    { "GET /hello.txt HTTP/1.1", 200, PRISE_HTTP_BODY_BY_LENGTH, "hello.txt" },
    { "GET /empty.txt HTTP/1.1", 200, PRISE_HTTP_NO_BODY, "empty.txt" },
    { "GET /text.html HTTP/1.1", 200, PRISE_HTTP_BODY_BY_LENGTH, "text.html" },
    { "GET /none HTTP/1.1", 404, PRISE_HTTP_BODY_TO_END, NULL },
  };

  if (start_busybox (fixture))
    exchange_all (fixture, expected, G_N_ELEMENTS (expected));
}

static void
test_python (Fixture *fixture, gconstpointer data)
{
  static const Expected expected[] = {
    { "GET /hello.txt HTTP/1.1", 200, PRISE_HTTP_BODY_BY_LENGTH, "hello.txt" },
    { "HEAD /hello.txt HTTP/1.1", 200, PRISE_HTTP_NO_BODY, "empty.txt" },
    { "GET /text.html HTTP/1.0", 200, PRISE_HTTP_BODY_BY_LENGTH, "text.html" },
    { "PUT /hello.txt HTTP/1.1", 501, PRISE_HTTP_BODY_BY_LENGTH, NULL },
  };

  if (start_python (fixture))
    exchange_all (fixture, expected, G_N_ELEMENTS (expected));
}

int
main (int argc, char *argv[])
{
  /* Debian's nginx is where only root looks. */
  g_autofree char *path = g_strconcat (g_getenv ("PATH"), ":/usr/sbin", NULL);

  g_setenv ("PATH", path, TRUE);
  net_test_init (&argc, &argv);

  g_test_add ("/http/real-servers/nginx", Fixture, NULL, set_up, test_nginx, tear_down);
  g_test_add ("/http/real-servers/busybox", Fixture, NULL, set_up, test_busybox, tear_down);
  g_test_add ("/http/real-servers/python", Fixture, NULL, set_up, test_python, tear_down);

  return g_test_run ();
}
