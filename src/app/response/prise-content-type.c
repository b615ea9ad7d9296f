// SPDX-License-Identifier: GPL-3.0-or-later
/* What a body is. Content-Type says it; where it is missing, or says only that it knows nothing,
 * the first bytes do. Pure functions. */
#include "config.h"

#include "prise-content-type.h"

#include <string.h>

#include "prise-body-text.h"
#include "prise-json.h"
#include "prise-text.h"

/* So many bytes are looked at. */
#define MAX_LOOK 512

/* The beginnings of some kinds of files (WHATWG MIME Sniffing, section 6). */
static const struct {
  const char *bytes;
  gsize size;
  gsize offset;
  const char *essence;
} signatures[] = {
  { "\x89PNG\r\n\x1a\n", 8, 0, "image/png" },
  { "\xff\xd8\xff", 3, 0, "image/jpeg" },
  { "GIF87a", 6, 0, "image/gif" },
  { "GIF89a", 6, 0, "image/gif" },
  { "WEBPVP", 6, 8, "image/webp" },
  { "%PDF-", 5, 0, "application/pdf" },
  { "PK\x03\x04", 4, 0, "application/zip" },
  { "\x1f\x8b\x08", 3, 0, "application/gzip" },
};

static const struct {
  const char *essence;
  PriseIndentStyle style;
  const char *suffix;
} known[] = {
  { "application/json", PRISE_INDENT_JSON, "json" },
  { "text/json", PRISE_INDENT_JSON, "json" },
  { "json", PRISE_INDENT_JSON, "json" },
  { "application/x-ndjson", PRISE_INDENT_NONE, "ndjson" },
  { "application/xml", PRISE_INDENT_XML, "xml" },
  { "text/xml", PRISE_INDENT_XML, "xml" },
  { "application/xhtml+xml", PRISE_INDENT_XML, "xhtml" },
  { "image/svg+xml", PRISE_INDENT_XML, "svg" },
  { "text/html", PRISE_INDENT_HTML, "html" },
  { "text/css", PRISE_INDENT_CSS, "css" },
  { "text/plain", PRISE_INDENT_NONE, "txt" },
  { "text/csv", PRISE_INDENT_NONE, "csv" },
  { "text/javascript", PRISE_INDENT_NONE, "js" },
  { "application/javascript", PRISE_INDENT_NONE, "js" },
  { "application/x-javascript", PRISE_INDENT_NONE, "js" },
  { "image/png", PRISE_INDENT_NONE, "png" },
  { "image/jpeg", PRISE_INDENT_NONE, "jpg" },
  { "image/gif", PRISE_INDENT_NONE, "gif" },
  { "image/webp", PRISE_INDENT_NONE, "webp" },
  { "application/pdf", PRISE_INDENT_NONE, "pdf" },
  { "application/zip", PRISE_INDENT_NONE, "zip" },
  { "application/gzip", PRISE_INDENT_NONE, "gz" },
};

/* Text of these is neither text/… nor …+json nor …+xml; what else is text shows by its bytes, but
 * only in UTF-8. */
static const char *const text_types[] = {
  "json",
  "text",
  "application/json",
  "application/xml",
  "application/javascript",
  "application/ecmascript",
  "application/x-yaml",
  "application/yaml",
  "application/toml",
  "application/sql",
  "application/graphql",
  "application/x-www-form-urlencoded",
  "application/x-sh",
  "application/http",
  NULL,
};

/* Whether nothing is said by it. */
static gboolean
says_nothing (const char *essence)
{
  return *essence == '\0' || g_str_equal (essence, "application/octet-stream") ||
         g_str_equal (essence, "application/unknown") || g_str_equal (essence, "*/*");
}

static const char *
skip_space (const char *data, gsize size)
{
  const char *end = data + size;

  while (data < end && g_ascii_isspace (*data))
    data++;

  return data;
}

static gboolean
begins_with (const char *data, gsize size, const char *word)
{
  return size >= strlen (word) && g_ascii_strncasecmp (data, word, strlen (word)) == 0;
}

static gboolean
says_text (const char *essence)
{
  return g_str_has_prefix (essence, "text/") || g_str_has_suffix (essence, "+json") ||
         g_str_has_suffix (essence, "+xml") || g_strv_contains (text_types, essence);
}

/* Its bytes decide, whatever it is called; what it is called says how they may be read. */
static gboolean
is_text (const char *content_type, const char *essence, const char *data, gsize size)
{
  const char *charset = prise_body_text_find_charset (content_type, data, size);
  g_autofree char *said = prise_content_type_get_charset (content_type);
  const gboolean is_declared = said != NULL || says_text (essence);

  if (!is_declared && !g_str_has_prefix (charset, "UTF-16"))
    return prise_text_is_likely_legacy (data, size);

  return prise_body_text_is_likely (charset, data, size, is_declared);
}

/* Returns the type of a file that begins like this; NULL if there is none. */
static const char *
find_signature (const char *data, gsize size)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signatures); i++) {
    if (size >= signatures[i].offset + signatures[i].size &&
        memcmp (data + signatures[i].offset, signatures[i].bytes, signatures[i].size) == 0)
      return signatures[i].essence;
  }

  return NULL;
}

/* A line of a log may begin with a bracket, too. An object's first name is enough, for there may be
 * a mistake behind it that is worth telling; else no mistake is. */
static gboolean
is_json (const char *start, gsize size)
{
  const char *const end = start + size;
  const char *inside = start;

  while (inside < end && (*inside == '[' || g_ascii_isspace (*inside)))
    inside++;
  if (inside < end && *inside == '{') {
    inside = skip_space (inside + 1, (gsize) (end - inside - 1));
    return inside == end || *inside == '"' || *inside == '}';
  }

  return *start == '[' && prise_json_check (start, size, PRISE_JSON_BEGINNING);
}

/* Returns a type for the bytes; NULL if they don't tell. */
static const char *
sniff (const char *data, gsize size)
{
  const char *start = skip_space (data, MIN (size, MAX_LOOK));
  const gsize left = size - (gsize) (start - data);
  const char *signature = find_signature (data, size);

  if (signature != NULL)
    return signature;
  if (left == 0 || !is_text (NULL, "", data, size))
    return NULL;
  if (begins_with (start, left, "<?xml"))
    return "application/xml";
  if (begins_with (start, left, "<!doctype html") || begins_with (start, left, "<html"))
    return "text/html";
  if (is_json (start, MIN (left, MAX_LOOK)))
    return "application/json";

  return "text/plain";
}

/**
 * prise_content_type_get_essence:
 * @content_type: (nullable): the value of Content-Type
 *
 * Returns: (transfer full): the type without parameters, in lower case; "" if there is none
 */
char *
prise_content_type_get_essence (const char *content_type)
{
  g_autofree char *essence = NULL;
  g_autofree char *valid = NULL;

  if (content_type == NULL)
    return g_strdup ("");

  essence = g_strndup (content_type, strcspn (content_type, ";,"));

  valid = g_utf8_make_valid (g_strstrip (essence), -1);

  return g_ascii_strdown (valid, -1);
}

/**
 * prise_content_type_find_essence:
 * @content_type: (nullable): the value of Content-Type
 * @data: (array length=size): the first bytes of the body, decoded
 * @size: how many
 *
 * Returns: (transfer full): the type that the body is taken for; "" if that isn't known
 */
char *
prise_content_type_find_essence (const char *content_type, const char *data, gsize size)
{
  g_autofree char *essence = prise_content_type_get_essence (content_type);
  const char *found;

  if (!says_nothing (essence))
    return g_steal_pointer (&essence);

  found = sniff (data, size);

  return g_strdup (found != NULL ? found : "");
}

static char *
dup_unquoted (const char *text)
{
  const gsize length = strlen (text);

  if (length >= 2 && (*text == '"' || *text == '\'') && text[length - 1] == *text)
    return g_strndup (text + 1, length - 2);

  return g_strdup (text);
}

/**
 * prise_content_type_get_charset:
 * @content_type: (nullable): the value of Content-Type
 *
 * RFC 9110, section 8.3.2.
 *
 * Returns: (transfer full) (nullable): its parameter charset, in ASCII, as all names of such are
 */
char *
prise_content_type_get_charset (const char *content_type)
{
  g_auto (GStrv) parts = g_strsplit (content_type != NULL ? content_type : "", ";", -1);

  for (guint i = 1; parts[0] != NULL && parts[i] != NULL; i++) {
    char *part = g_strstrip (parts[i]);
    g_autofree char *value = NULL;

    if (!begins_with (part, strlen (part), "charset="))
      continue;

    value = dup_unquoted (g_strstrip (part + strlen ("charset=")));
    return *value != '\0' && g_str_is_ascii (value) ? g_steal_pointer (&value) : NULL;
  }

  return NULL;
}

/**
 * prise_content_type_get_kind:
 * @content_type: (nullable): the value of Content-Type
 * @data: (array length=size): the first bytes of the body, decoded
 * @size: how many
 *
 * What is called text, but whose bytes aren't, is binary; and text is what looks like text,
 * whatever it is called. Images as text (SVG) are shown as such.
 *
 * Returns: how the body is shown
 */
PriseBodyKind
prise_content_type_get_kind (const char *content_type, const char *data, gsize size)
{
  g_autofree char *essence = prise_content_type_find_essence (content_type, data, size);

  if (size == 0)
    return PRISE_BODY_EMPTY;
  if (g_str_has_prefix (essence, "image/") && !g_str_has_suffix (essence, "+xml"))
    return PRISE_BODY_IMAGE;
  if (find_signature (data, size) != NULL || !is_text (content_type, essence, data, size))
    return PRISE_BODY_BINARY;

  return PRISE_BODY_TEXT;
}

/**
 * prise_content_type_get_style:
 * @content_type: (nullable): the value of Content-Type
 * @data: (array length=size): the first bytes of the body, decoded
 * @size: how many
 *
 * Returns: how the body can be indented
 */
PriseIndentStyle
prise_content_type_get_style (const char *content_type, const char *data, gsize size)
{
  g_autofree char *essence = prise_content_type_find_essence (content_type, data, size);

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    if (g_str_equal (known[i].essence, essence))
      return known[i].style;
  }
  if (g_str_has_suffix (essence, "+json"))
    return PRISE_INDENT_JSON;

  return g_str_has_suffix (essence, "+xml") ? PRISE_INDENT_XML : PRISE_INDENT_NONE;
}

/**
 * prise_content_type_get_suffix:
 * @content_type: (nullable): the value of Content-Type
 * @data: (array length=size): the first bytes of the body, decoded
 * @size: how many
 *
 * Returns: how the name of a file with the body may end, without the dot
 */
const char *
prise_content_type_get_suffix (const char *content_type, const char *data, gsize size)
{
  g_autofree char *essence = prise_content_type_find_essence (content_type, data, size);

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    if (g_str_equal (known[i].essence, essence))
      return known[i].suffix;
  }
  if (g_str_has_suffix (essence, "+json"))
    return "json";
  if (g_str_has_suffix (essence, "+xml"))
    return "xml";

  return g_str_has_prefix (essence, "text/") ||
                 prise_content_type_get_kind (content_type, data, size) == PRISE_BODY_TEXT
             ? "txt"
             : "bin";
}
