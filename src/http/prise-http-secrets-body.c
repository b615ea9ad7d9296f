// SPDX-License-Identifier: GPL-3.0-or-later
/* Bodies of requests without passwords, by the names of their fields: forms, parts and JSON. It
 * need not be right what is written there: what can be told apart is. Pure functions, in one pass.
 */
#include "config.h"

#include "prise-http-secrets-body.h"

#include <string.h>

#include "prise-http-form-codec.h"
#include "prise-http-secrets.h"

/* Where one is in JSON. */
typedef struct {
  const char *text;
  gsize size;
  gsize offset;
  GString *stripped;
  guint depth;    /* within the object or array that is a secret; 0: in none */
  gboolean named; /* the name before the value is that of a secret */
} Json;

static void
append (GString *string, const char *text, gsize size)
{
  g_string_append_len (string, text, (gssize) size);
}

/* Returns how long the string is, with its quotation marks; one without an end goes to the end. */
static gsize
measure_string (const char *text, gsize size)
{
  for (gsize i = 1; i < size; i++) {
    if (text[i] == '"')
      return i + 1;
    if (text[i] == '\\')
      i++;
  }

  return size;
}

static gsize
measure_span (const char *text, gsize size, const char *characters)
{
  gsize n = 0;

  while (n < size && text[n] != '\0' && strchr (characters, text[n]) != NULL)
    n++;

  return n;
}

/* A string is a name if a colon follows, and else a value. */
static void
strip_string (Json *json)
{
  const char *text = json->text + json->offset;
  const gsize left = json->size - json->offset;
  const gsize size = measure_string (text, left);
  const gsize blank = measure_span (text + size, left - size, " \t\r\n");
  const gboolean is_name = size + blank < left && text[size + blank] == ':';

  if (!is_name && (json->named || json->depth > 0))
    g_string_append (json->stripped, "\"\"");
  else
    append (json->stripped, text, size);
  json->named = is_name && prise_http_secrets_is_secret_field (text + 1, size - 2);
  json->offset += size;
}

static void
strip_number (Json *json)
{
  const char *text = json->text + json->offset;
  const gsize size = measure_span (text, json->size - json->offset, "0123456789+-.eE");

  if (json->named || json->depth > 0)
    g_string_append_c (json->stripped, '0');
  else
    append (json->stripped, text, size);
  json->named = FALSE;
  json->offset += size;
}

static void
strip_mark (Json *json, char mark)
{
  if (mark == '{' || mark == '[') {
    json->depth += json->depth > 0 || json->named;
    json->named = FALSE;
  } else if (mark == '}' || mark == ']') {
    json->depth -= json->depth > 0;
    json->named = FALSE;
  } else if (mark == ',') {
    json->named = FALSE;
  }
  g_string_append_c (json->stripped, mark);
  json->offset++;
}

/* All that stands under the name of a secret is one: strings and numbers within objects, too. */
static GString *
strip_json (const char *text, gsize size)
{
  Json json = { .text = text, .size = size, .stripped = g_string_new (NULL) };

  while (json.offset < size) {
    const char c = text[json.offset];

    if (c == '"')
      strip_string (&json);
    else if (c == '-' || g_ascii_isdigit (c))
      strip_number (&json);
    else
      strip_mark (&json, c);
  }

  return json.stripped;
}

static GString *
strip_form (const char *text, gsize size)
{
  GString *stripped = g_string_new (NULL);

  while (size > 0) {
    const char *end = memchr (text, '&', size);
    const gsize whole = end != NULL ? (gsize) (end - text) : size;
    const char *equals = memchr (text, '=', whole);
    gsize kept = whole;

    if (equals != NULL && prise_http_secrets_is_secret_field (text, (gsize) (equals - text)))
      kept = (gsize) (equals - text) + 1;
    append (stripped, text, kept);
    if (end != NULL)
      g_string_append_c (stripped, '&');
    text += whole + (end != NULL);
    size -= whole + (end != NULL);
  }

  return stripped;
}

/* Returns what stands between parts; NULL if the type doesn't say (RFC 2046, section 5.1.1). */
static char *
find_delimiter (const char *content_type)
{
  const char *boundary = strcasestr (content_type, "boundary=");
  gsize size;

  if (boundary == NULL)
    return NULL;
  boundary += strlen ("boundary=");
  if (*boundary == '"')
    boundary++;
  size = strcspn (boundary, "\"; \t\r\n");

  return size > 0 ? g_strdup_printf ("\n--%.*s", (int) size, boundary) : NULL;
}

static gsize
measure_token (const char *text, gsize size)
{
  gsize n = 0;

  while (n < size && strchr ("; \t\r\n", text[n]) == NULL)
    n++;

  return n;
}

/* Of a value that may stand in quotation marks, and is then whole. */
static gboolean
is_secret_value (const char *text, gsize size)
{
  const char *end;

  if (size == 0 || *text != '"')
    return prise_http_secrets_is_secret_field (text, measure_token (text, size));
  end = memchr (text + 1, '"', size - 1);

  return end != NULL && prise_http_secrets_is_secret_field (text + 1, (gsize) (end - text) - 1);
}

/* Of a part, by what its head calls it (RFC 7578, section 4.2), as freely as a server may read it:
 * "; name=", in letters of any case. */
static gboolean
is_secret_part (const char *head, gsize size)
{
  static const char begin[] = "name=";

  for (gsize i = 1; i + strlen (begin) < size; i++) {
    const gsize value = i + strlen (begin);

    if (strchr ("; \t", head[i - 1]) != NULL &&
        g_ascii_strncasecmp (head + i, begin, strlen (begin)) == 0 &&
        is_secret_value (head + value, size - value))
      return TRUE;
  }

  return FALSE;
}

/* A part goes from behind one delimiter to the next; its value begins behind an empty line. */
static gsize
find_value (const char *part, gsize size)
{
  const char *end = memmem (part, size, "\r\n\r\n", 4);

  return end != NULL ? (gsize) (end - part) + 4 : size;
}

static GString *
strip_parts (const char *text, gsize size, const char *delimiter)
{
  GString *stripped = g_string_new (NULL);

  /* Never NULL before the end, which a compiler that checks each pointer can't see. */
  while (text != NULL && size > 0) {
    const char *end = memmem (text, size, delimiter, strlen (delimiter));
    const gsize whole = end != NULL ? (gsize) (end - text) : size;
    const gsize value = find_value (text, whole);
    const gsize rest = end != NULL ? strlen (delimiter) : 0;

    if (value < whole && is_secret_part (text, value)) {
      append (stripped, text, value);
      g_string_append (stripped, "\r");
    } else {
      append (stripped, text, whole);
    }
    append (stripped, text + whole, rest);
    text += whole + rest;
    size -= whole + rest;
  }

  return stripped;
}

static gboolean
looks_like_json (const char *text, gsize size)
{
  const gsize blank = measure_span (text, size, " \t\r\n");

  return blank < size && (text[blank] == '{' || text[blank] == '[');
}

/**
 * prise_http_secrets_strip_body:
 * @body: of a request
 * @content_type: (nullable): of its header
 *
 * A form, a form of several parts, or JSON, by its type or its look. XML and all else stays.
 *
 * Returns: (transfer full): the same with no value for what is called a password or the like
 */
GBytes *
prise_http_secrets_strip_body (GBytes *body, const char *content_type)
{
  const char *type = content_type != NULL ? content_type : "";
  g_autofree char *delimiter = NULL;
  gsize size;
  const char *text = g_bytes_get_data (body, &size);
  GString *stripped = NULL;

  if (size == 0)
    return g_bytes_ref (body);
  if (g_ascii_strncasecmp (type, PRISE_HTTP_FORM_TYPE, strlen (PRISE_HTTP_FORM_TYPE)) == 0)
    stripped = strip_form (text, size);
  else if (g_ascii_strncasecmp (type, "multipart/", strlen ("multipart/")) == 0)
    delimiter = find_delimiter (type);
  else if (strcasestr (type, "json") != NULL || looks_like_json (text, size))
    stripped = strip_json (text, size);
  if (delimiter != NULL)
    stripped = strip_parts (text, size, delimiter);

  return stripped != NULL ? g_string_free_to_bytes (stripped) : g_bytes_ref (body);
}
