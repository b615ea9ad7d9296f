// SPDX-License-Identifier: GPL-3.0-or-later
/* A request that stands in a file as a command line of curl; and what would go out, on standard
 * output instead. */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "prise-cli-diagnostics.h"
#include "prise-cli-files.h"
#include "prise-cli-http-curl.h"
#include "prise-cli-http-requests.h"
#include "prise-display.h"
#include "prise-http-curl.h"

/* What the command leaves to the shell isn't for Prise, which is said. */
static void
tell_left_out (const char *left_out)
{
  g_autofree char *shown = prise_display_line (left_out, strlen (left_out), 200);
  /* Translators: %s is for the shell, such as "| jq .". */
  g_autofree char *sentence = g_strdup_printf (_ ("--curl: “%s” is left out"), shown);

  prise_cli_say (sentence);
}

/* An option of ours goes before curl's. */
static void
take_times (PriseCliTimes *times, const PriseHttpCurl *curl)
{
  if (curl->connect_timeout > 0 && !times->has_timeout)
    times->timeout = (curl->connect_timeout + 999) / 1000;
  if (curl->max_time > 0 && !times->has_wait) {
    times->has_wait = TRUE;
    times->wait = curl->max_time;
  }
}

/**
 * prise_cli_http_curl_read:
 * @options: what it says goes there
 * @name: the file; "-" is standard input
 * @error: the file can't be read, or Prise can't send what it says
 *
 * Returns: whether @options are whole
 */
gboolean
prise_cli_http_curl_read (PriseCliHttpOptions *options, const char *name, GError **error)
{
  g_autoptr (GBytes) bytes = prise_cli_read_file ("--curl", name, error);
  g_autoptr (PriseHttpCurl) curl = NULL;
  g_autofree char *text = NULL;

  if (bytes == NULL)
    return FALSE;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  curl = prise_http_curl_read (text, error);
  if (curl == NULL) {
    g_prefix_error (error, "--curl: ");
    return FALSE;
  }
  options->url = prise_http_url_parse (curl->url, error);
  if (options->url == NULL)
    return FALSE;

  options->request = prise_http_request_dup_bytes (curl->request);
  options->follows |= curl->follows;
  options->fails |= curl->fails;
  options->includes_head |= curl->includes_head;
  take_times (&options->times, curl);
  if (curl->left_out != NULL)
    tell_left_out (curl->left_out);

  return TRUE;
}

/**
 * prise_cli_http_print_request:
 * @options: what is asked for
 *
 * Writes on standard output what would be sent; nothing is.
 *
 * Returns: what the process is to end with
 */
PriseCliStatus
prise_cli_http_print_request (const PriseCliHttpOptions *options)
{
  g_autoptr (PriseCliHttpRequests) requests = prise_cli_http_requests_new (options);
  g_autoptr (PriseHttpExchange) exchange = prise_cli_http_requests_make_exchange (requests);
  const PriseCliFile output = { .fd = STDOUT_FILENO };
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (prise_http_exchange_get_request (exchange), &size);

  if (prise_cli_file_write (&output, data, size, &error))
    return PRISE_CLI_DONE;
  prise_cli_say (error->message);

  return PRISE_CLI_FAILED;
}
