// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "prise-http-form-codec.h"

#include <string.h>

/* As application/x-www-form-urlencoded (the URL Standard, section 5.2). */
static void
append_encoded (GString *string, const char *text)
{
  for (const char *p = text; *p != '\0'; p++) {
    if (g_ascii_isalnum (*p) || strchr ("*-._", *p) != NULL)
      g_string_append_c (string, *p);
    else if (*p == ' ')
      g_string_append_c (string, '+');
    else
      g_string_append_printf (string, "%%%02X", (guint8) *p);
  }
}

/**
 * prise_http_form_encode:
 * @fields: (array zero-terminated=1): name, value, name, value…
 *
 * Returns: (transfer full): the body that has them
 */
GBytes *
prise_http_form_encode (const char *const *fields)
{
  GString *string = g_string_new (NULL);

  for (gsize i = 0; fields[i] != NULL; i++) {
    if (i % 2 == 1)
      g_string_append_c (string, '=');
    else if (i > 0)
      g_string_append_c (string, '&');
    append_encoded (string, fields[i]);
  }

  return g_string_free_to_bytes (string);
}

static char *
decode (const char *text, gsize size)
{
  g_autofree char *spaced = g_strdelimit (g_strndup (text, size), "+", ' ');

  return g_uri_unescape_string (spaced, NULL);
}

static gboolean
add_decoded (GStrvBuilder *fields, const char *part)
{
  const gsize name_size = strcspn (part, "=");
  const char *encoded_value = part + name_size + 1;
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  if (part[name_size] == '\0')
    return FALSE;

  name = decode (part, name_size);
  value = decode (encoded_value, strlen (encoded_value));
  if (name == NULL || value == NULL)
    return FALSE;

  g_strv_builder_add_many (fields, name, value, NULL);

  return TRUE;
}

/**
 * prise_http_form_decode:
 * @body: a body
 *
 * Returns: (transfer full) (nullable): its fields: name, value, name, value…; %NULL if they would
 *   make another body
 */
GStrv
prise_http_form_decode (GBytes *body)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *text = g_strndup (data != NULL ? data : "", size);
  g_auto (GStrv) parts = g_strsplit (text, "&", -1);
  g_auto (GStrv) fields = NULL;
  g_autoptr (GBytes) again = NULL;

  for (guint i = 0; parts[i] != NULL; i++) {
    if (!add_decoded (builder, parts[i]))
      return NULL;
  }
  fields = g_strv_builder_end (builder);
  again = prise_http_form_encode ((const char *const *) fields);

  return g_bytes_equal (again, body) ? g_steal_pointer (&fields) : NULL;
}
