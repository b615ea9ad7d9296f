// SPDX-License-Identifier: GPL-3.0-or-later
/* What a form writes into a request in a coding of its own. Pure functions:
 * tests/app/test-http-text.c has the tables. */
#include "config.h"

#include "prise-http-fields.h"

#include <string.h>

#include "prise-http-pair.h"

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
 * prise_http_fields_encode:
 * @pairs: a list of #PriseHttpPair
 *
 * Returns: (transfer full): the body that has those of them that are sent
 */
GBytes *
prise_http_fields_encode (GListModel *pairs)
{
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (pairs); i++) {
    g_autoptr (PriseHttpPair) pair = g_list_model_get_item (pairs, i);

    if (!prise_http_pair_get_sent (pair))
      continue;
    if (string->len > 0)
      g_string_append_c (string, '&');
    append_encoded (string, prise_http_pair_get_name (pair));
    g_string_append_c (string, '=');
    append_encoded (string, prise_http_pair_get_value (pair));
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
append_decoded (GListStore *pairs, const char *field)
{
  const gsize name_size = strcspn (field, "=");
  g_autofree char *name = decode (field, name_size);
  g_autofree char *value = NULL;
  g_autoptr (PriseHttpPair) pair = NULL;

  if (name == NULL || field[name_size] == '\0')
    return FALSE;
  value = decode (field + name_size + 1, strlen (field + name_size + 1));
  if (value == NULL)
    return FALSE;

  pair = prise_http_pair_new (name, value, TRUE);
  g_list_store_append (pairs, pair);

  return TRUE;
}

/**
 * prise_http_fields_decode:
 * @body: a body
 *
 * Returns: (transfer full) (nullable): its fields; %NULL if they would make another body
 */
GListStore *
prise_http_fields_decode (GBytes *body)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  g_autoptr (GListStore) pairs = g_list_store_new (PRISE_TYPE_HTTP_PAIR);
  g_autofree char *text = g_strndup (data != NULL ? data : "", size);
  g_auto (GStrv) fields = g_strsplit (text, "&", -1);
  g_autoptr (GBytes) again = NULL;

  for (guint i = 0; fields[i] != NULL; i++) {
    if (!append_decoded (pairs, fields[i]))
      return NULL;
  }
  again = prise_http_fields_encode (G_LIST_MODEL (pairs));

  return g_bytes_equal (again, body) ? g_steal_pointer (&pairs) : NULL;
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
