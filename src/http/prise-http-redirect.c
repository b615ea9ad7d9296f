// SPDX-License-Identifier: GPL-3.0-or-later
/* Where a response sends the client, and the request that goes there.
 * tests/http/redirect-cases.json has the cases that both programs are held to. */
#include "config.h"

#include "prise-http-redirect.h"

#include <string.h>

#include "prise-http-parser.h"
#include "prise-http-reference.h"
#include "prise-http-request-patch.h"
#include "prise-http-secrets.h"

/**
 * prise_http_redirect_get_location:
 * @response: (nullable): a response
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

/* What stays as it is, as in a URL that is typed: besides letters and digits all that is visible.
 */
#define VISIBLE "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

/* In a URL that doesn't name who asks, and by which interface the server is reached, the server
 * means who has asked, and where. */
static char *
inherit (const PriseHttpUrl *url, const char *text)
{
  g_autoptr (PriseHttpUrl) found = prise_http_url_parse (text, NULL);
  PriseHttpUrlPlaces places;
  PriseHttpUrlPlaces old_places;

  if (found == NULL || !prise_http_url_is_same_server (url, found))
    return g_strdup (text);

  places = prise_http_url_find_places (text);
  old_places = prise_http_url_find_places (url->text);
  if (found->user_info != NULL)
    old_places.authority = old_places.host;
  else
    places.host = places.authority;

  return g_strdup_printf ("%.*s%.*s%s", (int) places.host, text,
                          (int) (old_places.target - old_places.authority),
                          url->text + old_places.authority, text + places.target);
}

/**
 * prise_http_redirect_resolve:
 * @url: what was asked for
 * @location: what the response names, as it came
 *
 * Spaces, control characters and bytes that aren't UTF-8 are escaped (RFC 3986, section 2.1). On
 * the same server the user info stays that of @url.
 *
 * Returns: (transfer full): the URL to go to, which may be one that Prise can't go to, or none
 */
char *
prise_http_redirect_resolve (const PriseHttpUrl *url, const char *location)
{
  g_autofree char *base = g_strconcat ("http://", url->authority, url->target, NULL);
  g_autofree char *encoded = g_uri_escape_string (location, VISIBLE, TRUE);
  g_autofree char *text = prise_http_reference_resolve (base, encoded);

  return inherit (url, text);
}

/**
 * prise_http_redirect_choose_method:
 * @status: of a redirect
 * @method: of the request that it responds to
 *
 * Returns: the method to go on with: "GET" after a 303 unless it was HEAD, and, as clients do,
 * after a 301 or 302 to a POST; else @method
 */
const char *
prise_http_redirect_choose_method (guint status, const char *method)
{
  return prise_http_redirect_drops_body (status, method) ? "GET" : method;
}

/**
 * prise_http_redirect_drops_body:
 * @status: of a redirect
 * @method: of the request that it responds to
 *
 * Where a redirect makes a GET of the request, its body was for the first URL; so it was where a
 * 303 says that all has been done, and where to look. Otherwise a body goes on with its request.
 *
 * Returns: whether the next request has no body, and no header that is about one
 */
gboolean
prise_http_redirect_drops_body (guint status, const char *method)
{
  if (status == 303)
    return !g_str_equal (method, "HEAD");

  return (status == 301 || status == 302) && g_str_equal (method, "POST");
}

/* RFC 9110, section 15.4, number 5, and what tells how a body is sent (RFC 9112, section 6). */
static gboolean
is_about_body (const char *name)
{
  static const char prefix[] = "Content-";
  static const char *const others[] = { "Transfer-Encoding", "Trailer",      "Expect", "Digest",
                                        "Repr-Digest",       "Last-Modified" };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    if (g_ascii_strcasecmp (name, others[i]) == 0)
      return TRUE;
  }

  return g_ascii_strncasecmp (name, prefix, strlen (prefix)) == 0;
}

/**
 * prise_http_redirect_keeps_header:
 * @name: a header's name, of any case
 * @is_same_server: whether the next request goes to the server that the last went to
 * @drops_body: whether it leaves the body behind
 *
 * Secrets are for one server: no other is told them. Neither is Host, which says whom one asks.
 *
 * Returns: whether a header that was written for the last request is true of the next
 */
gboolean
prise_http_redirect_keeps_header (const char *name, gboolean is_same_server, gboolean drops_body)
{
  if (!is_same_server &&
      (g_ascii_strcasecmp (name, "Host") == 0 || prise_http_secrets_is_secret (name)))
    return FALSE;

  return !drops_body || !is_about_body (name);
}

/* Behind so many headers, or such long ones, that the parser has stopped looking, anything may
 * stand. */
static void
drop_unread_headers (PriseHttpRequest **request)
{
  gsize size;
  const char *data = g_bytes_get_data ((*request)->head, &size);
  const gsize offset = (*request)->headers_end;
  const char *end = (*request)->has_whole_head ? "\r\n" : "";

  if (size - offset > strlen ("\r\n") || (size - offset == 2 && data[offset] != '\r'))
    prise_http_request_replace (request, prise_http_request_splice (*request, offset, size - offset,
                                                                    end, strlen (end)));
}

/* Behind the request others may stand, sent in one go, with secrets of their own. */
static void
drop_other_requests (PriseHttpRequest **request)
{
  static const PriseHttpParserEvents no_events = { 0 };
  g_autoptr (PriseHttpParser) parser = prise_http_parser_new (PRISE_HTTP_REQUEST, &no_events, NULL);
  g_autoptr (GBytes) own = NULL;
  gsize head_size, size;
  const char *head = g_bytes_get_data ((*request)->head, &head_size);
  const char *body = g_bytes_get_data ((*request)->body, &size);
  gsize taken;

  prise_http_parser_push (parser, head, head_size);
  taken = prise_http_parser_push (parser, body, size);
  if (taken == size)
    return;

  own = g_bytes_new_from_bytes ((*request)->body, 0, taken);
  prise_http_request_replace (request, prise_http_request_with_body (*request, own));
}

/* The first Host stays where it stands, and names the new server. */
static void
change_headers (PriseHttpRequest **request,
                const PriseHttpUrl *url,
                gboolean is_same_server,
                gboolean drops_body)
{
  const gssize host = prise_http_request_find_header (*request, "Host");

  for (guint i = (*request)->headers->len; i-- > 0;) {
    const char *name = g_array_index ((*request)->headers, PriseHttpRequestHeader, i).name;

    if (prise_http_redirect_keeps_header (name, is_same_server, drops_body))
      continue;
    if ((gssize) i != host)
      prise_http_request_replace (request, prise_http_request_without_header (*request, i));
    else if (url != NULL)
      prise_http_request_replace (request, prise_http_request_patch_change (*request, i, "Host",
                                                                            url->authority));
  }
}

/**
 * prise_http_redirect_make_request:
 * @request: that was sent
 * @status: of the redirect that came back
 * @old_url: (nullable): where it was sent
 * @new_url: (nullable): where it is sent next; %NULL: to another server that Prise can't go to
 *
 * Who has left Host out goes on without it.
 *
 * Returns: (transfer full): the request for @new_url, with all that is still true of it
 */
PriseHttpRequest *
prise_http_redirect_make_request (PriseHttpRequest *request,
                                  guint status,
                                  const PriseHttpUrl *old_url,
                                  const PriseHttpUrl *new_url)
{
  const gboolean drops_body = prise_http_redirect_drops_body (status, request->method);
  const gboolean is_same_server =
      old_url != NULL && new_url != NULL && prise_http_url_is_same_server (old_url, new_url);
  const char *method = prise_http_redirect_choose_method (status, request->method);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  PriseHttpRequest *next = prise_http_request_ref (request);

  if (!g_str_equal (method, request->method))
    prise_http_request_replace (&next, prise_http_request_with_method (next, method));
  if (drops_body)
    prise_http_request_replace (&next, prise_http_request_with_body (next, empty));
  else if (!is_same_server)
    drop_other_requests (&next);
  if (drops_body || !is_same_server)
    drop_unread_headers (&next);
  change_headers (&next, new_url, is_same_server, drops_body);
  if (new_url == NULL)
    return next;

  prise_http_request_replace (&next, prise_http_request_with_target (next, new_url->target));
  prise_http_request_replace (
      &next, prise_http_request_patch_user_info (next, is_same_server ? old_url->user_info : NULL,
                                                 new_url->user_info));

  return next;
}
