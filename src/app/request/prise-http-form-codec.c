// SPDX-License-Identifier: GPL-3.0-or-later
/* What a form writes into a request in a coding of its own. Pure functions:
 * tests/app/test-http-escape-text.c has the tables. */
#include "config.h"

#include "prise-http-form-codec.h"

#include <string.h>

#include "prise-http-field-item.h"

#define BASIC "Basic "

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
 * @fields: a list of #PriseHttpFieldItem
 *
 * Returns: (transfer full): the body that has those of them that are sent
 */
GBytes *
prise_http_form_encode (GListModel *fields)
{
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (fields); i++) {
    g_autoptr (PriseHttpFieldItem) field = g_list_model_get_item (fields, i);

    if (!prise_http_field_item_get_sent (field))
      continue;
    if (string->len > 0)
      g_string_append_c (string, '&');
    append_encoded (string, prise_http_field_item_get_name (field));
    g_string_append_c (string, '=');
    append_encoded (string, prise_http_field_item_get_value (field));
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
append_decoded (GListStore *fields, const char *part)
{
  const gsize name_size = strcspn (part, "=");
  g_autofree char *name = decode (part, name_size);
  g_autofree char *value = NULL;
  g_autoptr (PriseHttpFieldItem) field = NULL;

  if (name == NULL || part[name_size] == '\0')
    return FALSE;
  value = decode (part + name_size + 1, strlen (part + name_size + 1));
  if (value == NULL)
    return FALSE;

  field = prise_http_field_item_new (name, value, TRUE);
  g_list_store_append (fields, field);

  return TRUE;
}

/**
 * prise_http_form_decode:
 * @body: a body
 *
 * Returns: (transfer full) (nullable): its fields; %NULL if they would make another body
 */
GListStore *
prise_http_form_decode (GBytes *body)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  g_autoptr (GListStore) fields = g_list_store_new (PRISE_TYPE_HTTP_FIELD_ITEM);
  g_autofree char *text = g_strndup (data != NULL ? data : "", size);
  g_auto (GStrv) parts = g_strsplit (text, "&", -1);
  g_autoptr (GBytes) again = NULL;

  for (guint i = 0; parts[i] != NULL; i++) {
    if (!append_decoded (fields, parts[i]))
      return NULL;
  }
  again = prise_http_form_encode (G_LIST_MODEL (fields));

  return g_bytes_equal (again, body) ? g_steal_pointer (&fields) : NULL;
}

/**
 * prise_http_basic_encode:
 * @user: a user, without a colon
 * @password: a password
 *
 * Returns: (transfer full): the value of the header Authorization (RFC 7617)
 */
char *
prise_http_basic_encode (const char *user, const char *password)
{
  g_autofree char *both = g_strdup_printf ("%s:%s", user, password);
  g_autofree char *encoded = g_base64_encode ((const guchar *) both, strlen (both));

  return g_strconcat (BASIC, encoded, NULL);
}

/**
 * prise_http_basic_decode:
 * @value: (nullable): the value of the header Authorization
 * @user: (out) (transfer full): the user in it
 * @password: (out) (transfer full): the password in it
 *
 * Returns: whether it has them
 */
gboolean
prise_http_basic_decode (const char *value, char **user, char **password)
{
  g_autofree char *both = NULL;
  g_autofree guchar *decoded = NULL;
  gsize size;
  char *colon;

  if (value == NULL || g_ascii_strncasecmp (value, BASIC, strlen (BASIC)) != 0)
    return FALSE;

  decoded = g_base64_decode (value + strlen (BASIC), &size);
  both = g_strndup ((const char *) decoded, size);
  colon = strchr (both, ':');
  if (colon == NULL || !g_utf8_validate_len (both, size, NULL))
    return FALSE;

  *user = g_strndup (both, (gsize) (colon - both));
  *password = g_strdup (colon + 1);

  return TRUE;
}
