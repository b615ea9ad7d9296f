// SPDX-License-Identifier: GPL-3.0-or-later
/* Requests without passwords, and without what stands for one. Pure functions. */
#include "config.h"

#include "prise-http-secrets.h"

#include <string.h>

#include "prise-http-request.h"
#include "prise-http-secrets-body.h"
#include "prise-http-url.h"

static const char *const secret_names[] = { "Authorization", "Proxy-Authorization", "Cookie",
                                            NULL };

/* A name with one of these words in it, whatever else: Private-Token, X-Amz-Signature, accessToken.
 */
static const char *const secret_words[] = {
  "accesskey",    "accesstoken", "apikey",      "apitoken",   "authtoken",
  "bearer",       "credential",  "credentials", "jsessionid", "jwt",
  "mdp",          "motdepasse",  "passphrase",  "passwd",     "password",
  "phpsessid",    "privatekey",  "secret",      "secretkey",  "sessionid",
  "sessiontoken", "signature",   "token",       "xsrftoken",  NULL,
};

/* A name with "key" behind one of these. Sec-WebSocket-Key and Idempotency-Key let nobody in. */
static const char *const key_words[] = {
  "access",    "account", "admin",  "api",     "app",          "auth",
  "functions", "license", "master", "private", "subscription", NULL,
};

/* What stands for a secret in a query alone. */
static const char *const secret_fields[] = { "auth", "key", "pass", "pwd", "sid", "sig", NULL };

/* Likewise in a body, where a key is often what a value is found by. */
static const char *const secret_body_fields[] = { "mot_de_passe", "pass", "passcode", "pwd", NULL };

/* A longer body isn't kept anyway. */
#define MAX_LOOK (64 * 1024)

static gboolean
is_one_of (const char *const *words, const char *text, gsize size)
{
  for (; *words != NULL; words++) {
    if (strlen (*words) == size && g_ascii_strncasecmp (text, *words, size) == 0)
      return TRUE;
  }

  return FALSE;
}

/* Words end where letters and digits do, and before a capital letter that follows a small one. */
static gsize
measure_word (const char *text, gsize size)
{
  gsize n = 0;

  while (n < size && g_ascii_isalnum (text[n]) &&
         (n == 0 || !g_ascii_isupper (text[n]) || !g_ascii_islower (text[n - 1])))
    n++;

  return n;
}

static gboolean
has_secret_word (const char *name, gsize size)
{
  gboolean is_behind_key_word = FALSE;

  for (gsize offset = 0; offset < size;) {
    const char *word = name + offset;
    const gsize n = measure_word (word, size - offset);

    if (n > 0) {
      if (is_one_of (secret_words, word, n) ||
          (is_behind_key_word && n == strlen ("key") && g_ascii_strncasecmp (word, "key", n) == 0))
        return TRUE;
      is_behind_key_word = is_one_of (key_words, word, n);
    }
    offset += MAX (n, 1);
  }

  return FALSE;
}

/**
 * prise_http_secrets_is_secret:
 * @name: a header's name, with or without blanks behind it
 *
 * There is no list of such names that has them all; so it goes by the words that they are made of.
 *
 * Returns: whether its value lets somebody in
 */
gboolean
prise_http_secrets_is_secret (const char *name)
{
  const gsize size = strcspn (name, " \t");

  return is_one_of (secret_names, name, size) || has_secret_word (name, size);
}

static gboolean
is_secret_plain (const char *const *names, const char *name, gsize size)
{
  return is_one_of (names, name, size) || has_secret_word (name, size);
}

/* The names in a query may be escaped, which is no reason to give away what they stand for. */
static gboolean
is_secret_name (const char *const *names, const char *name, gsize size)
{
  g_autofree char *plain = g_uri_unescape_segment (name, name + size, NULL);

  return plain != NULL ? is_secret_plain (names, plain, strlen (plain))
                       : is_secret_plain (names, name, size);
}

/**
 * prise_http_secrets_is_secret_field:
 * @name: what a field of a form or a member of JSON is called; it may be escaped as in a URL
 * @size: of it, in bytes
 *
 * Returns: whether its value lets somebody in
 */
gboolean
prise_http_secrets_is_secret_field (const char *name, gsize size)
{
  return is_secret_name (secret_body_fields, name, size);
}

/* Empties such fields of the query and of the fragment. @ends: the characters that end a field. */
static char *
strip_query (const char *text, const char *ends)
{
  GString *stripped = g_string_new (NULL);
  gsize size = strcspn (text, "?#");

  g_string_append_len (stripped, text, (gssize) size);
  for (text += size; *text != '\0'; text += size) {
    const char *equals;
    gsize kept;

    /* The character before the field, and the field. */
    size = kept = 1 + strcspn (text + 1, ends);
    equals = memchr (text, '=', size);
    if (equals != NULL && is_secret_name (secret_fields, text + 1, (gsize) (equals - text) - 1))
      kept = (gsize) (equals - text) + 1;
    g_string_append_len (stripped, text, (gssize) kept);
  }

  return g_string_free (stripped, FALSE);
}

static gboolean
begins_with_secret (const char *line, gsize size)
{
  const char *colon = memchr (line, ':', size);
  g_autofree char *name = colon != NULL ? g_strndup (line, (gsize) (colon - line)) : NULL;

  return name != NULL && prise_http_secrets_is_secret (name);
}

/* Of a request line, without what its query keeps secret. */
static void
append_line (GByteArray *array, const char *data, gsize size)
{
  g_autofree char *line = NULL;
  g_autofree char *stripped = NULL;

  if (memmem (data, size, " HTTP/", strlen (" HTTP/")) == NULL ||
      memchr (data, '\0', size) != NULL) {
    g_byte_array_append (array, (const guint8 *) data, (guint) size);
    return;
  }

  line = g_strndup (data, size);
  stripped = strip_query (line, "&;#? \t\r\n");
  g_byte_array_append (array, (const guint8 *) stripped, (guint) strlen (stripped));
}

static gsize
measure_line (const char *data, gsize size)
{
  const char *feed = memchr (data, '\n', size);

  return feed != NULL ? (gsize) (feed - data) + 1 : size;
}

/* With the lines by which a value is folded (RFC 9112, section 5.2). */
static gsize
measure_field (const char *data, gsize size)
{
  gsize n = measure_line (data, size);

  while (n < size && (data[n] == ' ' || data[n] == '\t'))
    n += measure_line (data + n, size - n);

  return n;
}

/* What follows a request may be other requests, sent in one go. */
static GBytes *
strip_rest (const char *data, gsize size)
{
  GByteArray *array = g_byte_array_new ();

  while (size > 0) {
    gsize line_size = measure_line (data, size);
    gsize kept = line_size;

    if (begins_with_secret (data, line_size)) {
      kept = (gsize) ((const char *) memchr (data, ':', line_size) - data) + 1;
      line_size = measure_field (data, size);
    }
    append_line (array, data, kept);
    if (kept < line_size)
      g_byte_array_append (array, (const guint8 *) " \r\n", 3);
    data += line_size;
    size -= line_size;
  }

  return g_byte_array_free_to_bytes (array);
}

static GBytes *
strip_requests (GBytes *body)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);

  if (memmem (data, size, " HTTP/", strlen (" HTTP/")) == NULL)
    return g_bytes_ref (body);

  return strip_rest (data, size);
}

/* A body is stripped of fields, or of requests in it. One that would need both, or has chunks whose
 * sizes would be wrong then, isn't kept. */
static GBytes *
strip_either (PriseHttpRequest *request)
{
  const char *type = prise_http_request_get_header (request, "Content-Type");
  g_autoptr (GBytes) without_fields = prise_http_secrets_strip_body (request->body, type);
  g_autoptr (GBytes) stripped = strip_requests (without_fields);
  g_autoptr (GBytes) again = prise_http_secrets_strip_body (stripped, type);
  const gboolean has_fields = !g_bytes_equal (without_fields, request->body);

  if (!g_bytes_equal (again, stripped) ||
      (has_fields && !g_bytes_equal (stripped, without_fields)) ||
      (has_fields && prise_http_request_find_header (request, "Transfer-Encoding") >= 0))
    return g_bytes_new_static ("", 0);

  return g_steal_pointer (&stripped);
}

/* A length that was right is right again: else the request would wait for what isn't there. */
static PriseHttpRequest *
strip_body (PriseHttpRequest *request)
{
  const gsize size = g_bytes_get_size (request->body);
  const gssize index = prise_http_request_find_header (request, "Content-Length");
  const char *value = prise_http_request_get_header (request, "Content-Length");
  g_autoptr (GBytes) stripped = NULL;
  g_autoptr (PriseHttpRequest) shorter = NULL;
  g_autofree char *old_length = g_strdup_printf ("%" G_GSIZE_FORMAT, size);
  g_autofree char *length = NULL;

  if (size == 0 || size > MAX_LOOK)
    return prise_http_request_ref (request);

  stripped = strip_either (request);
  shorter = prise_http_request_with_body (request, stripped);
  if (g_strcmp0 (value, old_length) != 0 || g_bytes_get_size (stripped) == size)
    return g_steal_pointer (&shorter);
  length = g_strdup_printf ("%" G_GSIZE_FORMAT, g_bytes_get_size (stripped));

  return prise_http_request_with_header (shorter, index, "Content-Length", length);
}

/* The parser doesn't look at headers behind very many, or very long ones. */
static PriseHttpRequest *
strip_unread (PriseHttpRequest *request)
{
  const gsize offset = request->headers_end;
  const gsize size = g_bytes_get_size (request->head) - offset;
  g_autoptr (GBytes) unread = g_bytes_new_from_bytes (request->head, offset, size);
  g_autoptr (GBytes) stripped = strip_rest (g_bytes_get_data (unread, NULL), size);

  if (g_bytes_equal (stripped, unread))
    return prise_http_request_ref (request);

  return prise_http_request_splice (request, offset, size, g_bytes_get_data (stripped, NULL),
                                    g_bytes_get_size (stripped));
}

static PriseHttpRequest *
strip_target (PriseHttpRequest *request)
{
  g_autofree char *target = prise_http_secrets_strip_url (request->target);

  if (g_str_equal (target, request->target))
    return prise_http_request_ref (request);

  return prise_http_request_with_target (request, target);
}

/* By its bytes: a value that begins with a NUL reads as if there were none. */
static gboolean
has_value (PriseHttpRequest *request, const PriseHttpRequestHeader *header)
{
  const char *line = (const char *) g_bytes_get_data (request->head, NULL) + header->offset;
  const char *end = line + header->size;
  const char *p = memchr (line, ':', header->size);

  if (p == NULL)
    return FALSE;
  do
    p++;
  while (p < end && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n'));

  return p < end;
}

/**
 * prise_http_secrets_strip_request:
 * @request: a request
 *
 * Returns: (transfer full): the same with such headers empty, and without a password or a token in
 *   its target and in the fields of its body
 */
GBytes *
prise_http_secrets_strip_request (GBytes *request)
{
  g_autoptr (PriseHttpRequest) whole = prise_http_request_new (request);
  g_autoptr (PriseHttpRequest) without_target = strip_target (whole);
  g_autoptr (PriseHttpRequest) without_rest = strip_body (without_target);
  g_autoptr (PriseHttpRequest) stripped = strip_unread (without_rest);

  for (guint i = 0; i < stripped->headers->len; i++) {
    const PriseHttpRequestHeader *header =
        &g_array_index (stripped->headers, PriseHttpRequestHeader, i);

    if (prise_http_secrets_is_secret (header->name) && has_value (stripped, header))
      prise_http_request_replace (&stripped, prise_http_request_with_header (stripped, (gssize) i,
                                                                             header->name, ""));
  }

  return prise_http_request_dup_bytes (stripped);
}

/* Returns the colon before what may be a password, escaped or not, as both are one when it is sent;
 * NULL if there is none. */
static const char *
find_password (const char *user_info, gsize size)
{
  for (gsize i = 0; i < size; i++) {
    if (user_info[i] == ':' ||
        (size - i >= 3 && g_ascii_strncasecmp (user_info + i, "%3a", 3) == 0))
      return user_info + i;
  }

  return NULL;
}

/**
 * prise_http_secrets_strip_url:
 * @url: a URL, as typed
 *
 * Returns: (transfer full): the same without a password, and with such fields of its query empty
 */
char *
prise_http_secrets_strip_url (const char *url)
{
  const PriseHttpUrlPlaces places = prise_http_url_find_places (url);
  const char *colon = find_password (url + places.authority, places.host - places.authority);
  g_autofree char *without_password = NULL;

  if (colon == NULL)
    return strip_query (url, "&;#?");

  without_password = g_strdup_printf ("%.*s@%s", (int) (colon - url), url, url + places.host);

  return strip_query (without_password, "&;#?");
}
