// SPDX-License-Identifier: GPL-3.0-or-later
/* "Copy as curl" run through bash with curl itself, against a server that records: the same bytes,
 * or a sentence that says why not. */
#include "config.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "prise-http-curl.h"

#define REPLY         "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
#define LIMIT_SECONDS 20

#define HOST "Host: a\r\n"
#define SENT(name, text)                                                                           \
  {                                                                                                \
    name, text, sizeof text - 1, NULL                                                              \
  }
#define REFUSED(name, text, why)                                                                   \
  {                                                                                                \
    name, text, sizeof text - 1, why                                                               \
  }

static const struct {
  const char *name;
  const char *request;
  gsize size;
  const char *refusal;
} cases[] = {
  SENT ("plain", "GET / HTTP/1.1\r\n" HOST "\r\n"),
  SENT ("no-host", "GET / HTTP/1.1\r\n\r\n"),
  SENT ("empty-host", "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
  SENT ("own-headers",
        "GET / HTTP/1.1\r\n" HOST "User-Agent: x\r\nAccept: y\r\nAccept: z\r\nReferer: r\r\n\r\n"),
  SENT ("empty-own", "GET / HTTP/1.1\r\n" HOST "User-Agent:\r\nAccept:\r\nX:\r\n\r\n"),
  SENT ("1-0", "GET / HTTP/1.0\r\n" HOST "\r\n"),
  SENT ("method", "PURGE /x HTTP/1.1\r\n" HOST "\r\n"),
  SENT ("odd-method", "G'\"$`E;T&|\\(!*? / HTTP/1.1\r\n" HOST "\r\n"),
  SENT ("option-as-method", "-o / HTTP/1.1\r\n" HOST "\r\n"),
  SENT ("lower-method", "get / HTTP/1.1\r\n" HOST "\r\n"),
  SENT ("head", "HEAD /x HTTP/1.1\r\n" HOST "\r\n"),
  SENT ("accent", "GET /\303\251?\303\250 HTTP/1.1\r\n" HOST "\r\n"),
  SENT ("latin-1", "GET /\351 HTTP/1.1\r\n" HOST "\r\n"),
  SENT ("controls", "GET /\001\033\177b HTTP/1.1\r\n" HOST "\r\n"),
  SENT ("fragment", "GET /a#b HTTP/1.1\r\n" HOST "\r\n"),
  SENT ("star", "OPTIONS * HTTP/1.1\r\n" HOST "\r\n"),
  SENT ("absolute", "GET http://other/x HTTP/1.1\r\n" HOST "\r\n"),
  SENT ("dots", "GET /a/../b/./c//d HTTP/1.1\r\n" HOST "\r\n"),
  SENT ("globs", "GET /[1-3]{a,b}*?x=%20+%zz% HTTP/1.1\r\n" HOST "\r\n"),
  SENT ("quotes", "GET /'\"`$(id)!\\ HTTP/1.1\r\n" HOST "X: '\"`$(id)`!!\\n%s '\r\n\r\n"),
  SENT ("query-alone", "GET /?a=b&c=d;e HTTP/1.1\r\n" HOST "\r\n"),
  SENT ("spaces-in-value", "GET / HTTP/1.1\r\n" HOST "A:  b \t\r\nC:d\r\nE : f\r\n\r\n"),
  /* Which curl doesn't take for its own, be they a server's. */
  SENT ("space-behind-own",
        "POST / HTTP/1.1\r\nHost : a\r\naccept\t:b\r\nUser-Agent :c\r\nContent-Type : d\r\n"
        "Content-Length : 1\r\nExpect : e\r\nTransfer-Encoding : chunked\r\n\r\nx"),
  SENT ("space-behind-host", "HEAD / HTTP/1.1\r\nHost :a\r\nhost : b\r\n\r\n"),
  SENT ("semicolon-behind-own",
        "POST / HTTP/1.1\r\n" HOST "accept;:b\r\nUser-Agent;x: c\r\nContent-Type;:d\r\n\r\nx"),
  SENT ("line-end-in-line", "G\rT /\r HTTP/1.1\r\n" HOST "A: \rb\rc\r\r\n\r\n"),
  SENT ("value-bytes", "GET / HTTP/1.1\r\n" HOST "A: \351\001\033[31m\177\303\251\r\n\r\n"),
  SENT ("semicolon-name", "GET / HTTP/1.1\r\n" HOST ";a: b\r\na;b: c\r\n\r\n"),
  SENT ("hyphen-name", "GET / HTTP/1.1\r\n" HOST "-o: b\r\n\r\n"),
  SENT ("same-name", "GET / HTTP/1.1\r\n" HOST "A: b\r\na: c\r\nA: b\r\n\r\n"),
  SENT ("cookie", "GET / HTTP/1.1\r\n" HOST "Cookie: a=b\r\nAuthorization: Basic eDp5\r\n\r\n"),
  SENT ("ask-for-gzip",
        "GET / HTTP/1.1\r\n" HOST "Accept-Encoding: gzip\r\nRange: bytes=0-1\r\n\r\n"),
  SENT ("keep-alive", "GET / HTTP/1.1\r\n" HOST "Connection: keep-alive\r\nUpgrade: h2c\r\n\r\n"),
  SENT ("body", "POST / HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\nabc"),
  SENT ("body-bytes",
        "POST / HTTP/1.1\r\n" HOST
        "Content-Length: 16\r\nContent-Type: x\r\n\r\n-%d\\\\n'\"\0\1\177\377\r\n@`"),
  SENT ("body-at", "PUT / HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\n@x"),
  SENT ("get-with-body", "GET / HTTP/1.1\r\n" HOST "Content-Length: 1\r\n\r\nx"),
  SENT ("no-length", "POST / HTTP/1.1\r\n" HOST "\r\nabc"),
  SENT ("empty-body", "POST / HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n"),
  SENT ("wrong-length", "POST / HTTP/1.1\r\n" HOST "Content-Length: 9\r\n\r\nabc"),
  SENT ("bad-length", "POST / HTTP/1.1\r\n" HOST "Content-Length: x\r\n\r\nabc"),
  SENT ("two-lengths",
        "POST / HTTP/1.1\r\n" HOST "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc"),

  REFUSED ("host-later", "GET / HTTP/1.1\r\nA: b\r\n" HOST "\r\n", "Host"),
  REFUSED ("two-hosts", "GET / HTTP/1.1\r\n" HOST HOST "\r\n", "Host"),
  REFUSED ("host-spelling", "GET / HTTP/1.1\r\nhost: a\r\n\r\n", "Host"),
  REFUSED ("semicolon-behind-host", "GET / HTTP/1.1\r\nHost;: a\r\n\r\n", "Host"),
  REFUSED ("file", "GET / HTTP/1.1\r\n" HOST "@a: b\r\n\r\n", "headers"),
  REFUSED ("no-colon", "GET / HTTP/1.1\r\n" HOST "a\r\n\r\n", "headers"),
  REFUSED ("only-space", "GET / HTTP/1.1\r\n" HOST "A: \r\n\r\n", "headers"),
  REFUSED ("empty-semicolon", "GET / HTTP/1.1\r\n" HOST "a;b:\r\n\r\n", "headers"),
  REFUSED ("no-name", "GET / HTTP/1.1\r\n" HOST ": b\r\n\r\n", "headers"),
  REFUSED ("folded", "GET / HTTP/1.1\r\n" HOST "A: b\r\n c\r\n\r\n", "headers"),
  REFUSED ("nul", "GET / HTTP/1.1\r\n" HOST "A: b\0c\r\n\r\n", "NUL"),
  REFUSED ("chunked",
           "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc",
           "Transfer-Encoding"),
  REFUSED ("bare-lf", "GET / HTTP/1.1\n" HOST "\r\n", "CR LF"),
  REFUSED ("two-spaces", "GET  / HTTP/1.1\r\n" HOST "\r\n", "first line"),
  REFUSED ("odd-version", "GET / HTTP/9\r\n" HOST "\r\n", "first line"),
  REFUSED ("no-version", "GET /\r\n" HOST "\r\n", "first line"),
  REFUSED ("open-head", "GET / HTTP/1.1\r\n" HOST, "empty line"),
  REFUSED ("nothing", "", "CR LF"),
  REFUSED ("head-with-body", "HEAD / HTTP/1.1\r\n" HOST "Content-Length: 1\r\n\r\nx", "HEAD"),
};

static char *
write_command (gsize i, guint16 port, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].request, cases[i].size);
  g_autoptr (PriseHttpRequest) request = prise_http_request_new (bytes);

  return prise_http_request_to_curl (request, "127.0.0.1", port, error);
}

/* Reads on until so many bytes have come, or as many as there are. */
static void
receive (GSocket *socket, GString *text, gsize size)
{
  char buffer[4096];
  gssize n = 1;

  while (n > 0 && text->len < size) {
    n = g_socket_receive (socket, buffer, sizeof buffer, NULL, NULL);
    if (n > 0)
      g_string_append_len (text, buffer, n);
  }
}

static void
test_sent (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *bash = g_find_program_in_path ("bash");
  g_autofree char *curl = g_find_program_in_path ("curl");
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) listener =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) local = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *command = NULL;

  if (bash == NULL || curl == NULL) {
    g_test_skip ("bash or curl isn't there");
    return;
  }
  g_socket_set_timeout (listener, LIMIT_SECONDS);
  g_assert_true (g_socket_bind (listener, any, TRUE, &error) && g_socket_listen (listener, &error));
  local = g_socket_get_local_address (listener, &error);
  command =
      write_command (i, g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (local)), &error);
  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (command, -1, NULL));

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              &error, bash, "--norc", "-c", command, NULL);
  g_assert_no_error (error);
  socket = g_socket_accept (listener, NULL, &error);
  g_assert_no_error (error);
  g_socket_set_timeout (socket, LIMIT_SECONDS);
  receive (socket, text, cases[i].size);
  g_socket_send (socket, REPLY, strlen (REPLY), NULL, NULL);
  g_socket_shutdown (socket, FALSE, TRUE, NULL);
  receive (socket, text, G_MAXSIZE);
  g_subprocess_wait (process, NULL, NULL);

  if (text->len != cases[i].size || memcmp (text->str, cases[i].request, text->len) != 0)
    g_test_message ("%s\n%s", command, text->str);
  g_assert_cmpmem (text->str, text->len, cases[i].request, cases[i].size);
}

static void
test_refused (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  char *command = write_command (i, 81, &error);

  g_assert_null (command);
  g_assert_error (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_CANNOT_SEND);
  g_assert_nonnull (strstr (error->message, cases[i].refusal));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const gboolean is_refused = cases[i].refusal != NULL;
    g_autofree char *path =
        g_strconcat ("/http/curl-bash/", is_refused ? "refused/" : "sent/", cases[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), is_refused ? test_refused : test_sent);
  }

  return g_test_run ();
}
