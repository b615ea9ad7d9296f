// SPDX-License-Identifier: GPL-3.0-or-later
/* Where an answer sends its reader. Pure functions. */
#include "config.h"

#include "prise-http-redirect.h"

/**
 * prise_http_redirect_get_location:
 * @response: (nullable): an answer
 *
 * Returns: (transfer none) (nullable): its Location, if it is a redirect that names one
 */
const char *
prise_http_redirect_get_location (const PriseHttpResponse *response)
{
  static const guint redirects[] = { 301, 302, 303, 307, 308 };
  const PriseHttpHead *head = response != NULL ? prise_http_response_get_head (response) : NULL;

  for (gsize i = 0; head != NULL && i < G_N_ELEMENTS (redirects); i++) {
    const char *location = prise_http_response_get_header (response, "Location");

    if (head->status == redirects[i] && location != NULL && *location != '\0')
      return location;
  }

  return NULL;
}

/**
 * prise_http_redirect_resolve:
 * @url: what was asked for, with its scheme
 * @location: what the answer names, as it came
 * @error: why it is no URL
 *
 * RFC 3986, section 5.
 *
 * Returns: (transfer full) (nullable): the URL to go to
 */
char *
prise_http_redirect_resolve (const char *url, const char *location, GError **error)
{
  return g_uri_resolve_relative (url, location, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED,
                                 error);
}

/**
 * prise_http_redirect_choose_method:
 * @status: of a redirect
 * @method: of the request that it answers
 *
 * Returns: the method to go on with: "GET" after a 303 unless it was HEAD, and, as clients do,
 * after a 301 or 302 to a POST; else @method
 */
const char *
prise_http_redirect_choose_method (guint status, const char *method)
{
  if (status == 303 && !g_str_equal (method, "HEAD"))
    return "GET";
  if ((status == 301 || status == 302) && g_str_equal (method, "POST"))
    return "GET";

  return method;
}
