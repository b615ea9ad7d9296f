// SPDX-License-Identifier: GPL-3.0-or-later
/* What of a request's body isn't kept. */
#include "config.h"

#include <string.h>

#include "prise-http-secrets-body.h"
#include "prise-http-secrets.h"

#define FORM  "application/x-www-form-urlencoded"
#define PARTS "multipart/form-data; boundary=-b"
#define JSON  "application/json"

typedef struct {
  const char *type;
  const char *body;
  const char *stripped; /* NULL: all of it is kept */
} Case;

static const Case cases[] = {
  { FORM, "user=a&password=s%3D&b=c", "user=a&password=&b=c" },
  { FORM, "PASSWORD=s", "PASSWORD=" },
  { FORM "; charset=utf-8", "a&pass%77ord=s&pwd=t", "a&pass%77ord=&pwd=" },
  { FORM, "mot_de_passe=s&mdp=t&motDePasse=u", "mot_de_passe=&mdp=&motDePasse=u" },
  { FORM, "key=a&pin=b&compass=c&auth=d&=e&&", NULL },
  { FORM, "access_token=s", "access_token=" },
  { FORM, "{\"password\":\"s\"}", NULL },
  { JSON, "{\"user\":\"a\",\"password\":\"s\",\"b\":\"c\"}",
    "{\"user\":\"a\",\"password\":\"\",\"b\":\"c\"}" },
  { JSON, "{ \"password\" :\r\n \"s\\\"t\\\\\" , \"a\":\"b\" }",
    "{ \"password\" :\r\n \"\" , \"a\":\"b\" }" },
  { JSON, "{\"password\"\r\n\t:\"s\"}", "{\"password\"\r\n\t:\"\"}" },
  { JSON, "[{\"token\":12.5e3,\"a\":1},{\"token\":null,\"b\":\"c\"}]",
    "[{\"token\":0,\"a\":1},{\"token\":null,\"b\":\"c\"}]" },
  { JSON, "{\"credentials\":{\"user\":\"s\",\"x\":[1,\"t\"]},\"a\":[1,\"b\"]}",
    "{\"credentials\":{\"user\":\"\",\"x\":[0,\"\"]},\"a\":[1,\"b\"]}" },
  { JSON, "{\"a\":\"password\",\"b\":\"c\"}", NULL },
  { JSON, "{\"a\":\"password:\",\"b\":\"\\\"token\\\":\"}", NULL },
  { JSON, "{\"key\":\"a\",\"pin\":4,\"max_tokens\":5}", NULL },
  /* Not whole, and not JSON. */
  { JSON, "{\"password\":\"s", "{\"password\":\"\"" },
  { JSON, "{\"password\":\"s\\", "{\"password\":\"\"" },
  { JSON, "\"", NULL },
  { JSON, "{\"password\"", NULL },
  { JSON, "]}}{\"secret\":-1", "]}}{\"secret\":0" },
  { JSON, "password=s", NULL },
  { NULL, " {\"password\":\"s\"}", " {\"password\":\"\"}" },
  { "text/plain", "password=s", NULL },
  { NULL, "", NULL },
  { PARTS,
    "---b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n"
    "---b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\ns\r\nt\r\n---b--\r\n",
    "---b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n"
    "---b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n\r\n---b--\r\n" },
  { PARTS, "---b\r\nContent-Disposition: form-data;name=\"password\"\r\n\r\ns\r\n---b--",
    "---b\r\nContent-Disposition: form-data;name=\"password\"\r\n\r\n\r\n---b--" },
  { PARTS, "---b\r\ncontent-disposition: form-data; Name=token\r\n\r\ns\r\n---b--",
    "---b\r\ncontent-disposition: form-data; Name=token\r\n\r\n\r\n---b--" },
  { PARTS, "---b\r\nA: b; name=\"token\r\n\r\ns\r\n---b--", NULL },
  { PARTS, "---b\r\nContent-Disposition: form-data; name=\"a\"; filename=\"password\"\r\n\r\nb",
    NULL },
  { PARTS, "---b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n", NULL },
  { "multipart/form-data; Boundary=\"x y\"", "--x\r\nA: b; name=\"token\"\r\n\r\ns\r\n--x--",
    "--x\r\nA: b; name=\"token\"\r\n\r\n\r\n--x--" },
  { "multipart/form-data", "--x\r\nA: b; name=\"token\"\r\n\r\ns\r\n--x--", NULL },
};

static void
assert_stripped (const Case *item, const char *text, gsize size, const char *expected)
{
  g_autoptr (GBytes) body = g_bytes_new (text, size);
  g_autoptr (GBytes) stripped = prise_http_secrets_strip_body (body, item->type);
  g_autoptr (GBytes) again = prise_http_secrets_strip_body (stripped, item->type);

  g_assert_true (g_bytes_equal (again, stripped));
  if (expected != NULL)
    g_assert_cmpmem (g_bytes_get_data (stripped, NULL), g_bytes_get_size (stripped), expected,
                     strlen (expected));
}

/* Cut anywhere, nothing is read beyond the end, and nothing comes back by itself. */
static void
test_bodies (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *expected = cases[i].stripped != NULL ? cases[i].stripped : cases[i].body;

    g_test_message ("%s", cases[i].body);
    assert_stripped (&cases[i], cases[i].body, strlen (cases[i].body), expected);
    for (gsize size = 0; size < strlen (cases[i].body); size++)
      assert_stripped (&cases[i], cases[i].body, size, NULL);
  }
}

static void
test_requests (void)
{
  static const struct {
    const char *request;
    const char *stripped;
  } requests[] = {
    { "POST / HTTP/1.1\r\nContent-Type: " FORM "\r\nContent-Length: 10\r\n\r\npassword=s",
      "POST / HTTP/1.1\r\nContent-Type: " FORM "\r\nContent-Length: 9\r\n\r\npassword=" },
    /* Another length was meant. */
    { "POST / HTTP/1.1\r\nContent-Type: " FORM "\r\nContent-Length: 99\r\n\r\npassword=s",
      "POST / HTTP/1.1\r\nContent-Type: " FORM "\r\nContent-Length: 99\r\n\r\npassword=" },
    { "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
      "10\r\n{\"password\":\"s\"}\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
      "10\r\n{\"password\":\"s\"}\r\n0\r\n\r\n" },
    { "POST / HTTP/1.1\r\nContent-Type: " JSON "\r\nTransfer-Encoding: chunked\r\n\r\n"
      "10\r\n{\"password\":\"s\"}\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nContent-Type: " JSON "\r\nTransfer-Encoding: chunked\r\n\r\n" },
    /* A form with another request in it: to be stripped of either. */
    { "POST / HTTP/1.1\r\nContent-Type: " FORM "\r\n\r\npassword=s&GET / HTTP/1.1\nCookie: t",
      "POST / HTTP/1.1\r\nContent-Type: " FORM "\r\n\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++) {
    g_autoptr (GBytes) request =
        g_bytes_new_static (requests[i].request, strlen (requests[i].request));
    g_autoptr (GBytes) stripped = prise_http_secrets_strip_request (request);
    g_autofree char *text =
        g_strndup (g_bytes_get_data (stripped, NULL), g_bytes_get_size (stripped));

    g_assert_cmpstr (text, ==, requests[i].stripped);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http/secrets-body/bodies", test_bodies);
  g_test_add_func ("/http/secrets-body/requests", test_requests);

  return g_test_run ();
}
