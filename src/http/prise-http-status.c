// SPDX-License-Identifier: GPL-3.0-or-later
/* What a status means: those that are registered, and what the first digit says of others. */
#include "config.h"

#include "prise-http-status.h"

#include <glib/gi18n-lib.h>

typedef struct {
  guint status;
  const char *reason;
  const char *sentence;
} Meaning;

/* The registry of HTTP status codes (RFC 9110, section 16.2.1), in ascending order. */
static const Meaning meanings[] = {
  { 100, "Continue", N_ ("The server has seen the headers and waits for the body") },
  { 101, "Switching Protocols", N_ ("The server goes on in another protocol, as it was asked to") },
  { 102, "Processing", N_ ("The server is still at work, and has no response yet") },
  { 103, "Early Hints", N_ ("The server announces headers that the response will have") },
  { 104, "Upload Resumption Supported",
    N_ ("The server can go on with an upload that was interrupted") },
  { 200, "OK", N_ ("All went well, and here is the response") },
  { 201, "Created", N_ ("Something new was made; Location says where") },
  { 202, "Accepted", N_ ("The request was taken, and will be worked on later") },
  { 203, "Non-Authoritative Information",
    N_ ("All went well, but somebody on the way has changed the response") },
  { 204, "No Content", N_ ("All went well, and there is nothing to show") },
  { 205, "Reset Content", N_ ("All went well, and the form can be emptied") },
  { 206, "Partial Content", N_ ("Here is the part that was asked for, not all") },
  { 207, "Multi-Status", N_ ("The body has a status code for each of several things (WebDAV)") },
  { 208, "Already Reported", N_ ("These have been listed before in the same response (WebDAV)") },
  { 226, "IM Used", N_ ("Here are the differences to what is known already") },
  { 300, "Multiple Choices", N_ ("There are several versions: choose one of them") },
  { 301, "Moved Permanently", N_ ("It has moved permanently; Location says where") },
  { 302, "Found", N_ ("It has moved temporarily; Location says where") },
  { 303, "See Other", N_ ("The response is at another address; Location says which") },
  { 304, "Not Modified", N_ ("What you have is still up to date") },
  { 305, "Use Proxy", N_ ("It is available through a proxy only, which is obsolete") },
  { 306, "(Unused)", N_ ("This status code isn’t used any more") },
  { 307, "Temporary Redirect",
    N_ ("It has moved temporarily: send the same request there; Location says where") },
  { 308, "Permanent Redirect",
    N_ ("It has moved permanently: send the same request there; Location says where") },
  { 400, "Bad Request",
    N_ ("The server doesn’t understand the request: look for a mistake in it") },
  { 401, "Unauthorized",
    N_ ("Authentication is required: send a user name and a password, or a token") },
  { 402, "Payment Required", N_ ("Payment is required") },
  { 403, "Forbidden", N_ ("The server understands, and refuses") },
  { 404, "Not Found", N_ ("There is nothing at this path: check its spelling") },
  { 405, "Method Not Allowed", N_ ("This method isn’t possible here; Allow says which are") },
  { 406, "Not Acceptable", N_ ("There is no version such as the Accept headers ask for") },
  { 407, "Proxy Authentication Required", N_ ("The proxy requires authentication") },
  { 408, "Request Timeout", N_ ("The server waited too long for the request") },
  { 409, "Conflict", N_ ("The request doesn’t fit the present state") },
  { 410, "Gone", N_ ("It was here, and won’t come back") },
  { 411, "Length Required", N_ ("The server needs to know the length first: send Content-Length") },
  { 412, "Precondition Failed", N_ ("A condition in the headers isn’t met") },
  { 413, "Content Too Large", N_ ("The body is larger than the server takes") },
  { 414, "URI Too Long", N_ ("The path is longer than the server reads") },
  { 415, "Unsupported Media Type",
    N_ ("The server can’t use this kind of body: check Content-Type") },
  { 416, "Range Not Satisfiable", N_ ("The part that was asked for doesn’t exist") },
  { 417, "Expectation Failed", N_ ("The server can’t do what the Expect header asks for") },
  { 418, "(Unused)", N_ ("This status code isn’t used: it was a joke about a teapot") },
  { 421, "Misdirected Request", N_ ("This server isn’t the one for that host: check Host") },
  { 422, "Unprocessable Content",
    N_ ("The server understands the body’s form, but not what it says") },
  { 423, "Locked", N_ ("Somebody has locked it (WebDAV)") },
  { 424, "Failed Dependency", N_ ("Something before it failed, and so did this (WebDAV)") },
  { 425, "Too Early", N_ ("The server doesn’t respond so early, as the request may be a replay") },
  { 426, "Upgrade Required", N_ ("The server needs another protocol; Upgrade says which") },
  { 428, "Precondition Required",
    N_ ("The server needs a condition in the headers, such as If-Match") },
  { 429, "Too Many Requests",
    N_ ("Too many requests were sent: wait; Retry-After may say how long") },
  { 431, "Request Header Fields Too Large", N_ ("The headers are larger than the server reads") },
  { 451, "Unavailable For Legal Reasons", N_ ("It isn’t shown, for reasons of law") },
  { 500, "Internal Server Error", N_ ("Something failed in the server: its own log says what") },
  { 501, "Not Implemented", N_ ("The server doesn’t know this method") },
  { 502, "Bad Gateway",
    N_ ("The server asked another, and got a response that it doesn’t understand") },
  { 503, "Service Unavailable",
    N_ ("The server can’t respond temporarily; Retry-After may say when") },
  { 504, "Gateway Timeout", N_ ("The server asked another, and got no response in time") },
  { 505, "HTTP Version Not Supported", N_ ("The server doesn’t speak this version of HTTP") },
  { 506, "Variant Also Negotiates", N_ ("The server’s choice of a version leads in a loop") },
  { 507, "Insufficient Storage", N_ ("The server has no room for it (WebDAV)") },
  { 508, "Loop Detected", N_ ("The request leads in a loop (WebDAV)") },
  { 510, "Not Extended", N_ ("The server needs an extension of HTTP in the request") },
  { 511, "Network Authentication Required", N_ ("The network requires authentication first") },
};

/* By the first digit (RFC 9110, section 15). */
static const char *const classes[] = {
  NULL,
  N_ ("Not the response yet: it follows"),
  N_ ("All went well"),
  N_ ("More has to be done to get the response"),
  N_ ("The server considers the request invalid"),
  N_ ("The server has failed"),
};

static const Meaning *
find_meaning (guint status)
{
  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++) {
    if (meanings[i].status == status)
      return &meanings[i];
  }

  return NULL;
}

/**
 * prise_http_status_get_reason:
 * @status: a status
 *
 * Returns: (nullable): the reason phrase that goes with it, as registered; %NULL if it isn't
 */
const char *
prise_http_status_get_reason (guint status)
{
  const Meaning *meaning = find_meaning (status);

  return meaning != NULL ? meaning->reason : NULL;
}

/**
 * prise_http_status_explain:
 * @status: a status
 *
 * Returns: a translated sentence without its full stop
 */
const char *
prise_http_status_explain (guint status)
{
  const Meaning *meaning = find_meaning (status);
  const guint class = status / 100;

  if (meaning != NULL)
    return _ (meaning->sentence);
  if (class > 0 && class < G_N_ELEMENTS (classes))
    return _ (classes[class]);

  return _ ("This isn’t an HTTP status code");
}
