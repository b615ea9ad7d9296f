// SPDX-License-Identifier: GPL-3.0-or-later
/* What a reference in a URL means. Bytes are put together and never read, so that nothing is
 * decoded, lost or refused: g_uri_resolve_relative () undoes the escapes of a host, leaves out the
 * brackets of an address with a scope, and aborts where what it joins is no URL. */
#include "config.h"

#include "prise-http-reference.h"

#include <string.h>

#include "prise-http-parser.h"

/* Without their delimiters. Of what isn't there the data is NULL; there is always a path. */
typedef struct {
  PriseHttpSlice scheme;
  PriseHttpSlice authority;
  PriseHttpSlice path;
  PriseHttpSlice query;
  PriseHttpSlice fragment;
} Reference;

static PriseHttpSlice
take_until (const char **p, const char *delimiters)
{
  const PriseHttpSlice slice = { *p, strcspn (*p, delimiters) };

  *p += slice.size;

  return slice;
}

/* RFC 3986, appendix B. */
static Reference
split (const char *text)
{
  g_autofree char *scheme = g_uri_parse_scheme (text);
  Reference self = { 0 };

  if (scheme != NULL) {
    self.scheme = take_until (&text, ":");
    text += strlen (":");
  }
  if (g_str_has_prefix (text, "//")) {
    text += strlen ("//");
    self.authority = take_until (&text, "/?#");
  }
  self.path = take_until (&text, "?#");
  if (*text == '?') {
    text++;
    self.query = take_until (&text, "#");
  }
  if (*text == '#') {
    text++;
    self.fragment = take_until (&text, "");
  }

  return self;
}

/* RFC 3986, section 5.2.3. */
static GString *
merge (const Reference *base, PriseHttpSlice path)
{
  const char *slash = memrchr (base->path.data, '/', base->path.size);
  GString *merged = g_string_new (NULL);

  if (slash != NULL)
    g_string_append_len (merged, base->path.data, slash + 1 - base->path.data);
  else
    g_string_append_c (merged, '/');

  return g_string_append_len (merged, path.data, (gssize) path.size);
}

/* RFC 3986, section 5.2.4, for a path that begins with a slash or is empty. */
static GString *
remove_dot_segments (const GString *path)
{
  const char *end = path->str + path->len;
  GString *left = g_string_new (NULL);

  for (const char *p = path->str; p < end;) {
    const char *slash = memchr (p + 1, '/', (gsize) (end - (p + 1)));
    const gsize size = (gsize) ((slash != NULL ? slash : end) - p);
    const gboolean is_parent = size == strlen ("/..") && memcmp (p, "/..", size) == 0;
    const gboolean is_same = size == strlen ("/.") && memcmp (p, "/.", size) == 0;

    if (is_parent && left->len > 0)
      g_string_truncate (left, (char *) memrchr (left->str, '/', left->len) - left->str);
    if (!is_parent && !is_same)
      g_string_append_len (left, p, (gssize) size);
    else if (slash == NULL)
      g_string_append_c (left, '/');
    p += size;
  }

  return left;
}

static void
append_part (GString *text, const char *delimiter, PriseHttpSlice part)
{
  if (part.data == NULL)
    return;

  g_string_append (text, delimiter);
  g_string_append_len (text, part.data, (gssize) part.size);
}

/**
 * prise_http_reference_resolve:
 * @base: a URL with a scheme and an authority
 * @reference: what stands in a document, or a Location, that came from there: any text
 *
 * RFC 3986, section 5.2, with a strict parser. What has a scheme and no authority stays as it is:
 * there is nothing to resolve, and without its dots a path might begin like an authority. Linear in
 * the size of both.
 *
 * Returns: (transfer full): what it means; it is a URL if @reference is one
 */
char *
prise_http_reference_resolve (const char *base, const char *reference)
{
  const Reference from = split (base);
  Reference to = split (reference);
  g_autoptr (GString) merged = NULL;
  g_autoptr (GString) path = NULL;
  GString *text;

  if (to.scheme.data != NULL && to.authority.data == NULL)
    return g_strdup (reference);

  if (to.authority.data == NULL && to.path.size == 0) {
    path = g_string_new_len (from.path.data, (gssize) from.path.size);
    if (to.query.data == NULL)
      to.query = from.query;
  } else {
    merged = to.authority.data != NULL || *to.path.data == '/'
                 ? g_string_new_len (to.path.data, (gssize) to.path.size)
                 : merge (&from, to.path);
    path = remove_dot_segments (merged);
  }
  if (to.scheme.data == NULL)
    to.scheme = from.scheme;
  if (to.authority.data == NULL)
    to.authority = from.authority;

  text = g_string_new_len (to.scheme.data, (gssize) to.scheme.size);
  append_part (text, "://", to.authority);
  g_string_append_len (text, path->str, (gssize) path->len);
  append_part (text, "?", to.query);
  append_part (text, "#", to.fragment);

  return g_string_free (text, FALSE);
}
