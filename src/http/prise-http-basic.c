// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "prise-http-basic.h"

#include <string.h>

#define BASIC "Basic "

/**
 * prise_http_basic_encode:
 * @user_info: "user:password"; a user without a password has an empty one (RFC 7617, section 2)
 *
 * Returns: (transfer full): the value of the header Authorization
 */
char *
prise_http_basic_encode (const char *user_info)
{
  g_autofree char *pair =
      g_strconcat (user_info, strchr (user_info, ':') == NULL ? ":" : NULL, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));

  return g_strconcat (BASIC, encoded, NULL);
}

/**
 * prise_http_basic_decode:
 * @value: (nullable): the value of the header Authorization
 * @user: (out) (transfer full): the user name in it
 * @password: (out) (transfer full): the password in it
 *
 * Returns: whether it has both, in UTF-8
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
