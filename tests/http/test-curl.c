// SPDX-License-Identifier: GPL-3.0-or-later
/* Command lines of curl, both ways. What curl 7.88 sends for them was looked at by hand. */
#include "config.h"

#include <string.h>

#include "prise-http-curl.h"

#define HOST "Host: a\r\n"
#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"

static const struct {
  const char *name;
  const char *command;
  const char *request;
  const char *left_out;
} good[] = {
  { "plain", "curl http://a/b", "GET /b HTTP/1.1\r\n" HOST "\r\n" },
  { "continued", "curl \\\n  -X PUT \\\n  'http://a/b'\n", "PUT /b HTTP/1.1\r\n" HOST "\r\n" },
  { "passed-over", "curl -sSLk --max-time 3 -o x a", "GET / HTTP/1.1\r\n" HOST "\r\n" },
  { "head", "curl -I a", "HEAD / HTTP/1.1\r\n" HOST "\r\n" },
  { "data", "curl a -d x=1 --data-raw @y",
    "POST / HTTP/1.1\r\n" HOST FORM "Content-Length: 6\r\n\r\nx=1&@y" },
  { "get", "curl -G 'a/?q' -d x=1 --data-urlencode 'y=a b@c'",
    "GET /?q&x=1&y=a+b%40c HTTP/1.1\r\n" HOST "\r\n" },
  /* curl refuses it; nothing is sent that a request line can't carry. */
  { "get-with-space", "curl -G a -d 'q=a b#'", "GET /?q=a%20b%23 HTTP/1.1\r\n" HOST "\r\n" },
  { "get-with-fragment", "curl -G 'a/#f' -d q=1", "GET /?q=1 HTTP/1.1\r\n" HOST "\r\n" },
  { "chunked", "curl a -H 'Transfer-Encoding: chunked' -d abcdefghijklmnop",
    "POST / HTTP/1.1\r\n" HOST "Content-Type: application/x-www-form-urlencoded\r\n"
    "Transfer-Encoding: chunked\r\n\r\n10\r\nabcdefghijklmnop\r\n0\r\n\r\n" },
  { "empty-chunked", "curl a -H 'Transfer-Encoding: chunked' -d ''",
    "POST / HTTP/1.1\r\n" HOST FORM "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" },
  { "at-in-value", "curl a -H 'From: me@example.org'",
    "GET / HTTP/1.1\r\n" HOST "From: me@example.org\r\n\r\n" },
  { "crlf", "curl \\\r\n -X PUT \\\r\n 'http://a/b' \r\n", "PUT /b HTTP/1.1\r\n" HOST "\r\n" },
  /* As Chrome copies it for cmd, now and formerly. */
  { "cmd",
    "curl ^\"http://a/b?c=^%^20d^&e=^\\^\"f^\\^\"^\" ^\r\n  -H ^\"G: h^^i\\\\^\" ^\r\n"
    "  --data-raw ^\"j^\r\n\r\nk^\"",
    "POST /b?c=%20d&e=\"f\" HTTP/1.1\r\n" HOST FORM "Content-Length: 3\r\nG: h^i\\\r\n\r\nj\nk" },
  { "old-cmd", "curl.exe \"http://a/\" ^\n  -H \"B: \"\"c\"\"\" ^\n --data-raw \"{\"\"d^\"\":1}\"",
    "POST / HTTP/1.1\r\n" HOST FORM "Content-Length: 8\r\nB: \"c\"\r\n\r\n{\"d^\":1}" },
  { "host-spelling", "curl a -H 'hOST:b'", "GET / HTTP/1.1\r\nHost:b\r\n\r\n" },
  { "space-behind-name", "curl a -H 'Host : b' -H 'Content-Type : c' -d d",
    "POST / HTTP/1.1\r\n" HOST FORM "Content-Length: 1\r\nHost : b\r\nContent-Type : c\r\n\r\nd" },
  { "odd-headers", "curl a -H 'B; ' -H 'C:\v' -H ':d' -H 'E ;' -H 'F\v;' -H ';g: h'",
    "GET / HTTP/1.1\r\n" HOST "E :\r\nF\v:\r\n;g: h\r\n\r\n" },
  { "later-empty", "curl a -H 'B: c' -H 'B:' -H 'Accept;d: e' -H 'Accept:'",
    "GET / HTTP/1.1\r\n" HOST "B: c\r\nAccept;d: e\r\n\r\n" },
  { "host-after-none", "curl a -H 'Host:' -H 'host: b'", "GET / HTTP/1.1\r\nhost: b\r\n\r\n" },
  { "dots", "curl a/b/../c/./d?e/../f#/../g", "GET /c/d?e/../f HTTP/1.1\r\n" HOST "\r\n" },
  { "dots-first", "curl -G http://u@a/../.. -d b=/..",
    "GET /?b=/.. HTTP/1.1\r\n" HOST "Authorization: Basic dTo=\r\n\r\n" },
  { "dots-kept", "curl --path-as-is a/b/../c", "GET /b/../c HTTP/1.1\r\n" HOST "\r\n" },
  { "two-lengths", "curl a -H 'Content-Length: 1' -H 'Content-Length: 2'",
    "GET / HTTP/1.1\r\n" HOST "Content-Length: 1\r\nContent-Length: 2\r\n\r\n" },
  { "caret-in-quotes", "curl a -H 'B: ^\"c' -H \"D: e^\"",
    "GET / HTTP/1.1\r\n" HOST "B: ^\"c\r\nD: e^\r\n\r\n" },
  { "cmd-and", "curl ^\"http://a/?b^&c^\" & echo d", "GET /?b&c HTTP/1.1\r\n" HOST "\r\n",
    "& echo d" },
  { "cmd-to-file", "curl ^\"http://a/^\" > b", "GET / HTTP/1.1\r\n" HOST "\r\n", "> b" },
  { "cmd-from-file", "curl ^\"http://a/^\" < b", "GET / HTTP/1.1\r\n" HOST "\r\n", "< b" },
  { "cmd-second-line", "curl ^\"http://a/^\"\necho b", "GET / HTTP/1.1\r\n" HOST "\r\n", "echo b" },
  { "cmd-piped", "curl ^\"http://a/^\" | jq", "GET / HTTP/1.1\r\n" HOST "\r\n", "| jq" },
  /* What is for the shell alone is told. */
  { "piped", "curl a | jq .", "GET / HTTP/1.1\r\n" HOST "\r\n", "| jq ." },
  { "into-file", "curl >b 2>&1 a -H 'C: d'", "GET / HTTP/1.1\r\n" HOST "C: d\r\n\r\n", ">b 2>&1" },
  { "into-other", "curl 7>b a 9>&-", "GET / HTTP/1.1\r\n" HOST "\r\n", "7>b 9>&-" },
  { "then", "curl a; rm -rf b", "GET / HTTP/1.1\r\n" HOST "\r\n", "; rm -rf b" },
  { "next-line", "curl a\nrm -rf b", "GET / HTTP/1.1\r\n" HOST "\r\n", "rm -rf b" },
  { "next-dos-line", "curl a\r\n'b'", "GET / HTTP/1.1\r\n" HOST "\r\n", "'b'" },
  { "wrapped", "curl a\n  -X PUT", "PUT / HTTP/1.1\r\n" HOST "\r\n" },
  { "unquoted", "curl a/?b=1&c=2;d", "GET /?b=1&c=2;d HTTP/1.1\r\n" HOST "\r\n" },
  { "target", "curl -0 --request-target '*' -X OPTIONS a", "OPTIONS * HTTP/1.0\r\n" HOST "\r\n" },
  { "as-typed", "curl a -H 'B:  c ' -H 'D;e: f' -H 'G;h'",
    "GET / HTTP/1.1\r\n" HOST "B:  c \r\nD;e: f\r\n\r\n" },
  { "type", "curl a -H 'content-type: b/c' -d ''",
    "POST / HTTP/1.1\r\n" HOST "Content-Length: 0\r\ncontent-type: b/c\r\n\r\n" },
  { "empty-type", "curl a -H 'Content-Type;' -d b",
    "POST / HTTP/1.1\r\n" HOST "Content-Length: 1\r\nContent-Type:\r\n\r\nb" },
  { "headers", "curl a -H 'B;' -H 'C:' -H 'D' -H 'E: f' -H 'E: g'",
    "GET / HTTP/1.1\r\n" HOST "B:\r\nE: f\r\nE: g\r\n\r\n" },
  /* What --header says goes before what other options say. */
  { "compressed", "curl a -H 'Accept-Encoding: br' --compressed",
    "GET / HTTP/1.1\r\n" HOST "Accept-Encoding: br\r\n\r\n" },
  { "own-authorization", "curl -u u:p http://v:q@a -H 'authorization: b'",
    "GET / HTTP/1.1\r\n" HOST "authorization: b\r\n\r\n" },
  { "no-agent", "curl a -A b -H 'User-Agent:'", "GET / HTTP/1.1\r\n" HOST "\r\n" },
  { "user", "curl -u u:p http://v:q@a",
    "GET / HTTP/1.1\r\n" HOST "Authorization: Basic dTpw\r\n\r\n" },
  { "user-alone", "curl u@a", "GET / HTTP/1.1\r\n" HOST "Authorization: Basic dTo=\r\n\r\n" },
  { "again", "curl a -A b -A c -b d=e -b f=g",
    "GET / HTTP/1.1\r\n" HOST "User-Agent: c\r\nCookie: d=e;f=g\r\n\r\n" },
  /* As browsers write it. */
  { "dollar", "curl a --data-raw $'it\\'s\\n\\u00e9\\x21\\041\\\\\\q$\"'",
    "POST / HTTP/1.1\r\n" HOST FORM "Content-Length: 14\r\n\r\nit's\n\303\251!!\\\\q$\"" },
  { "dollar-elsewhere", "curl a -d \"$'b'\" -d '$'\\''c' -d \\$'d'",
    "POST / HTTP/1.1\r\n" HOST FORM "Content-Length: 11\r\n\r\n$'b'&$'c&$d" },
};

static void
test_good (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (PriseHttpCurl) curl = prise_http_curl_read (good[i].command, &error);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  bytes = prise_http_request_dup_bytes (curl->request);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpstr (text, ==, good[i].request);
  g_assert_nonnull (curl->url);
  g_assert_cmpstr (curl->left_out, ==, good[i].left_out);
}

static const struct {
  const char *command;
  PriseHttpCurlError code;
} bad[] = {
  { "wget a", PRISE_HTTP_CURL_ERROR_NO_CURL },
  { "curly a", PRISE_HTTP_CURL_ERROR_NO_CURL },
  { "curl 'a", PRISE_HTTP_CURL_ERROR_BAD_QUOTING },
  { "curl \"a\\", PRISE_HTTP_CURL_ERROR_BAD_QUOTING },
  { "curl $'a", PRISE_HTTP_CURL_ERROR_BAD_QUOTING },
  { "curl $'a\\'", PRISE_HTTP_CURL_ERROR_BAD_QUOTING },
  { "curl -X", PRISE_HTTP_CURL_ERROR_BAD_OPTION },
  { "curl --request", PRISE_HTTP_CURL_ERROR_BAD_OPTION },
  { "curl -F a c", PRISE_HTTP_CURL_ERROR_BAD_OPTION },
  { "curl -F 'a=b;headers=d' c", PRISE_HTTP_CURL_ERROR_BAD_OPTION },
  { "curl -F a=@b c", PRISE_HTTP_CURL_ERROR_BAD_OPTION },
  { "curl -F 'a=<b' c", PRISE_HTTP_CURL_ERROR_BAD_OPTION },
  { "curl -T a c", PRISE_HTTP_CURL_ERROR_BAD_OPTION },
  { "curl --json @a c", PRISE_HTTP_CURL_ERROR_BAD_OPTION },
  { "curl --url-query a@b c", PRISE_HTTP_CURL_ERROR_BAD_OPTION },
  { "curl --digest c", PRISE_HTTP_CURL_ERROR_BAD_OPTION },
  { "curl ^\"a", PRISE_HTTP_CURL_ERROR_BAD_QUOTING },
  { "curl -s", PRISE_HTTP_CURL_ERROR_NO_URL },
  /* What a file says isn't known. */
  { "curl a -d @b", PRISE_HTTP_CURL_ERROR_BAD_OPTION },
  { "curl a -sd@b", PRISE_HTTP_CURL_ERROR_BAD_OPTION },
  { "curl a --data-binary @-", PRISE_HTTP_CURL_ERROR_BAD_OPTION },
  { "curl a --data-urlencode b@c", PRISE_HTTP_CURL_ERROR_BAD_OPTION },
  { "curl a -b cookies.txt", PRISE_HTTP_CURL_ERROR_BAD_OPTION },
  { "curl a -H @b", PRISE_HTTP_CURL_ERROR_BAD_OPTION },
  /* Never is asked whom a command behind this one names. */
  { "curl a b", PRISE_HTTP_CURL_ERROR_MANY_URLS },
  { "curl a 'b' | jq .", PRISE_HTTP_CURL_ERROR_MANY_URLS },
};

static void
test_bad (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  PriseHttpCurl *curl = prise_http_curl_read (bad[i].command, &error);

  g_assert_error (error, PRISE_HTTP_CURL_ERROR, (int) bad[i].code);
  g_assert_null (curl);
}

/* What is unknown is told from what is incomplete. */
static void
test_bad_options (void)
{
  static const struct {
    const char *command;
    const char *message;
  } options[] = {
    { "curl a -sX", "curl’s option -sX needs an argument" },
    { "curl a --request", "curl’s option --request needs an argument" },
    { "curl a -s\001", "curl’s option -s\001 isn’t one that Prise can follow: leave it out" },
    { "curl a --nosuch", "curl’s option --nosuch isn’t one that Prise can follow: leave it out" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (prise_http_curl_read (options[i].command, &error));
    g_assert_error (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_BAD_OPTION);
    g_assert_cmpstr (error->message, ==, options[i].message);
  }
}

static const struct {
  const char *name;
  const char *request;
  const char *command;
} lines[] = {
  { "lesson", "GET /b HTTP/1.1\r\nHost: a\r\n\r\n",
    "curl --globoff --path-as-is --url 'http://a:81/b' -H 'Host: a' -H 'Accept:' "
    "-H 'User-Agent:'" },
  { "no-host", "GET / HTTP/1.1\r\n\r\n",
    "curl --globoff --path-as-is --url 'http://a:81/' -H 'Host:' -H 'Accept:' -H 'User-Agent:'" },
  { "body", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n--%\n'\303",
    "printf '\\055-%%\\n\\047\\303' | curl --globoff --path-as-is --request 'POST' "
    "--url 'http://a:81/' -H 'Host: a' -H 'Content-Length: 6' -H 'Accept:' -H 'User-Agent:' "
    "-H 'Content-Type:' --data-binary @-" },
  { "escape", "GET /\033 HTTP/1.0\r\nHost: a\r\nB: '\351\r\n\r\n",
    "curl --globoff --path-as-is --http1.0 --request-target $'/\\x1b' --url 'http://a:81/' "
    "-H 'Host: a' -H $'B: \\'\\xe9' -H 'Accept:' -H 'User-Agent:'" },
};

static void
test_line (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GBytes) bytes = g_bytes_new_static (lines[i].request, strlen (lines[i].request));
  g_autoptr (PriseHttpRequest) request = prise_http_request_new (bytes);
  g_autofree char *command = prise_http_request_to_curl (request, "a", 81, NULL);

  g_assert_cmpstr (command, ==, lines[i].command);
}

/* Bounded in size and words, whatever comes. */
static void
test_too_long (void)
{
  g_autofree char *data = g_strnfill (4 * 1024 * 1024, 'b');
  g_autoptr (GString) words = g_string_new ("curl a");
  g_autofree char *command = g_strconcat ("curl a -d ", data, NULL);
  const char *commands[2] = { command, NULL };

  for (guint i = 0; i < 2048; i++)
    g_string_append (words, " -s");
  commands[1] = words->str;
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (prise_http_curl_read (commands[i], &error));
    g_assert_error (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_TOO_LONG);
  }
}

/* curl would ask first whether so much may come. */
static void
test_large_body (void)
{
  const gsize size = 1024 * 1024;
  g_autofree char *body = g_strnfill (size, 'b');
  g_autofree char *text =
      g_strdup_printf ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %" G_GSIZE_FORMAT
                       "\r\n\r\n%s",
                       size, body);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (PriseHttpRequest) request = prise_http_request_new (bytes);
  g_autofree char *command = prise_http_request_to_curl (request, "a", 81, NULL);

  g_assert_nonnull (strstr (command, " -H 'Expect:'"));
}

/* What no command line can hold. */
static void
test_too_long_line (void)
{
  static const struct {
    gsize size;
    gsize n; /* headers of that size */
    gboolean is_written;
  } cases[] = {
    { 100 * 1024, 1, TRUE }, { 130 * 1024, 1, FALSE }, { 1000, 1000, TRUE }, { 1000, 1100, FALSE }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *value = g_strnfill (cases[i].size, 'b');
    g_autoptr (GString) text = g_string_new ("GET / HTTP/1.1\r\nHost: a\r\n");
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (PriseHttpRequest) request = NULL;
    g_autofree char *command = NULL;
    g_autoptr (GError) error = NULL;

    for (gsize j = 0; j < cases[i].n; j++)
      g_string_append_printf (text, "A:%s\r\n", value);
    g_string_append (text, "\r\n");
    bytes = g_bytes_new_static (text->str, text->len);
    request = prise_http_request_new (bytes);
    command = prise_http_request_to_curl (request, "a", 81, &error);

    g_assert_cmpint (command != NULL, ==, cases[i].is_written);
    if (!cases[i].is_written)
      g_assert_error (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_CANNOT_SEND);
  }
}

/* Nor a body that nobody would paste, though a pipe could. */
static void
test_too_long_body (void)
{
  const gsize size = 4 * 1024 * 1024 + 1;
  g_autoptr (GBytes) body = g_bytes_new_take (g_malloc0 (size), size);
  g_autoptr (PriseHttpRequest) head = prise_http_request_new_simple ("POST", "/", "a");
  g_autoptr (PriseHttpRequest) request = prise_http_request_with_body (head, body);
  g_autoptr (GError) error = NULL;

  g_assert_null (prise_http_request_to_curl (request, "a", 81, &error));
  g_assert_error (error, PRISE_HTTP_CURL_ERROR, PRISE_HTTP_CURL_ERROR_CANNOT_SEND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autofree char *path = g_strconcat ("/http/curl/good/", good[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_good);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *path = g_strdup_printf ("/http/curl/bad/%" G_GSIZE_FORMAT, i);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_bad);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autofree char *path = g_strconcat ("/http/curl/line/", lines[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_line);
  }
  g_test_add_func ("/http/curl/bad-options", test_bad_options);
  g_test_add_func ("/http/curl/too-long", test_too_long);
  g_test_add_func ("/http/curl/line/large-body", test_large_body);
  g_test_add_func ("/http/curl/line/too-long", test_too_long_line);
  g_test_add_func ("/http/curl/line/too-long-body", test_too_long_body);

  return g_test_run ();
}
