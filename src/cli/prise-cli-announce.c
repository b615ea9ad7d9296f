// SPDX-License-Identifier: GPL-3.0-or-later
/* The first lines of what listens. */
#include "config.h"

#include <unistd.h>

#include <glib/gi18n.h>

#include "prise-address.h"
#include "prise-cli-announce.h"
#include "prise-cli-files.h"
#include "prise-json-lines.h"

static void
append_object (GString *string, const char *host, guint16 port)
{
  JsonBuilder *builder = prise_json_line_begin ();

  json_builder_set_member_name (builder, "kind");
  json_builder_add_string_value (builder, "listening");
  json_builder_set_member_name (builder, "address");
  json_builder_add_string_value (builder, host);
  json_builder_set_member_name (builder, "port");
  json_builder_add_int_value (builder, port);
  prise_json_line_end (builder, string);
}

static void
append_line (GString *string, PriseCliForm form, const char *address)
{
  g_autofree char *host = NULL;
  guint16 port = 0;

  if (form == PRISE_CLI_FORM_JSON) {
    prise_host_port_parse (address, PRISE_PORT_LISTEN, &host, &port, NULL);
    append_object (string, host, port);
  } else {
    g_string_append_printf (string, _ ("Listening on %s"), address);
    g_string_append_c (string, '\n');
  }
}

/**
 * prise_cli_announce:
 * @endpoint: an endpoint that listens
 * @form: what lines look like
 * @error: what `write ()` said
 *
 * Writes a line for each local address, before anything else is printed.
 *
 * Returns: whether all is written
 */
gboolean
prise_cli_announce (PriseEndpoint *endpoint, PriseCliForm form, GError **error)
{
  const char *const *addresses = prise_endpoint_get_local_addresses (endpoint);
  g_autoptr (GString) lines = g_string_new (NULL);
  const PriseCliFile output = { .fd = form == PRISE_CLI_FORM_RAW ? STDERR_FILENO : STDOUT_FILENO };

  for (gsize i = 0; addresses != NULL && addresses[i] != NULL; i++)
    append_line (lines, form, addresses[i]);

  return prise_cli_file_write (&output, lines->str, lines->len, error);
}
