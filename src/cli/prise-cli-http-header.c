// SPDX-License-Identifier: GPL-3.0-or-later
/* A header as it is typed: "Name: value", "Name;" for an empty value, "Name:" to leave it out. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "prise-cli-http-header.h"
#include "prise-http-syntax.h"

static gboolean
is_good (const PriseCliHttpHeader *self)
{
  return *self->name != '\0' && prise_http_find_bad_token (self->name, strlen (self->name)) < 0 &&
         (self->value == NULL || (prise_http_find_control (self->value, strlen (self->value)) < 0 &&
                                  strchr (self->value, '\r') == NULL));
}

/**
 * prise_cli_http_header_parse:
 * @text: what follows `--header`
 * @error: bad usage
 *
 * Returns: (transfer full) (nullable): the header
 */
PriseCliHttpHeader *
prise_cli_http_header_parse (const char *text, GError **error)
{
  g_autoptr (PriseCliHttpHeader) self = g_new0 (PriseCliHttpHeader, 1);
  const gsize length = strcspn (text, ":;");
  const gboolean is_empty = text[length] == ';' && text[length + 1] == '\0';

  self->name = g_strndup (text, length);
  if (is_empty)
    self->value = g_strdup ("");
  else if (text[length] == ':')
    self->value = g_strstrip (g_strdup (text + length + 1));

  if (!(is_empty || text[length] == ':') || !is_good (self)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("--header: “%s” isn’t a header: write “Name: value”, “Name;” for an empty "
                    "value, or “Name:” to leave it out"),
                 text);
    return NULL;
  }
  if (!is_empty && *self->value == '\0')
    g_clear_pointer (&self->value, g_free);

  return g_steal_pointer (&self);
}

void
prise_cli_http_header_free (PriseCliHttpHeader *self)
{
  g_free (self->name);
  g_free (self->value);
  g_free (self);
}
