// SPDX-License-Identifier: GPL-3.0-or-later
/* A request while it is being written. Each change of the URL, the method, a header or the body is
 * a splice of the bytes; each change of the bytes is read into these. Main thread. */
#include "config.h"

#include "prise-http-draft.h"

#include <glib/gi18n.h>
#include <string.h>

#include "prise-http-curl.h"
#include "prise-http-header-sync.h"
#include "prise-http-request-patch.h"
#include "prise-http-secrets.h"
#include "prise-property.h"

struct _PriseHttpDraft {
  GObject parent_instance;

  PriseHttpRequest *request;
  GListStore *headers;
  char *url;
  PriseHttpUrl *parts; /* of the last URL that was one */
  char *url_error;
  gboolean keep_length;

  gboolean is_syncing; /* the headers are told what the bytes say */
};

G_DEFINE_FINAL_TYPE (PriseHttpDraft, prise_http_draft, G_TYPE_OBJECT)

enum {
  PROP_URL = 1,
  PROP_URL_ERROR,
  PROP_METHOD,
  PROP_REQUEST,
  PROP_KEEP_LENGTH,
  PROP_HEADERS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* The lesson. */
#define LESSON_URL "http://example.com/"

static void
notify (PriseHttpDraft *self, guint prop_id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static const PriseHttpRequestHeader *
get_header (PriseHttpDraft *self, guint index)
{
  return &g_array_index (self->request->headers, PriseHttpRequestHeader, index);
}

/* Everybody is told what the new bytes say. */
static void
take (PriseHttpDraft *self, PriseHttpRequest *request)
{
  g_autoptr (PriseHttpRequest) old = g_steal_pointer (&self->request);

  self->request = request;
  if (old != NULL && prise_http_request_equal (old, request))
    return;

  self->is_syncing = TRUE;
  prise_http_header_sync (self->headers, request);
  self->is_syncing = FALSE;
  if (old == NULL || !g_str_equal (old->method, request->method))
    notify (self, PROP_METHOD);
  notify (self, PROP_REQUEST);
}

static void
take_with_length (PriseHttpDraft *self, PriseHttpRequest *request)
{
  if (self->keep_length) {
    g_autoptr (PriseHttpRequest) without = request;

    request = prise_http_request_patch_length (without);
  }
  take (self, request);
}

static void
set_flag (PriseHttpDraft *self, gboolean keep_length)
{
  if (self->keep_length == keep_length)
    return;

  self->keep_length = keep_length;
  notify (self, PROP_KEEP_LENGTH);
}

/* What is typed on the way to "https://…" or to a command of curl: each could be a host. */
static gboolean
is_beginning (const char *url)
{
  return g_str_has_prefix ("http://", url) || g_str_has_prefix ("https://", url) ||
         g_str_has_prefix ("curl ", url);
}

/* Of a URL that can't be asked without encryption, the request says what it would say with it. */
static PriseHttpUrl *
parse_for_request (const char *url)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *plain = NULL;
  PriseHttpUrl *parts = prise_http_url_parse (url, &error);

  if (!g_error_matches (error, PRISE_HTTP_URL_ERROR, PRISE_HTTP_URL_ERROR_NEEDS_TLS))
    return parts;

  plain = g_strconcat ("http", strstr (url, "://"), NULL);

  return prise_http_url_parse (plain, NULL);
}

static char *
dup_url_error (const char *url)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PriseHttpUrl) parts = NULL;

  if (prise_http_curl_is_command (url)) {
    g_autoptr (PriseHttpCurl) curl = prise_http_curl_read (url, &error);

    return g_strdup (curl != NULL ? _ ("This is a curl command: Enter imports it")
                                  : error->message);
  }

  parts = prise_http_url_parse (url, &error);

  return error != NULL ? g_strdup (error->message) : NULL;
}

static void
set_url_text (PriseHttpDraft *self, const char *url)
{
  g_autofree char *url_error = dup_url_error (url);
  PriseHttpUrl *parts = is_beginning (url) ? NULL : parse_for_request (url);

  g_free (self->url);
  self->url = g_strdup (url);
  if (parts != NULL) {
    g_clear_pointer (&self->parts, prise_http_url_free);
    self->parts = parts;
  }
  notify (self, PROP_URL);
  if (g_strcmp0 (self->url_error, url_error) != 0) {
    g_free (self->url_error);
    self->url_error = g_steal_pointer (&url_error);
    notify (self, PROP_URL_ERROR);
  }
}

static PriseHttpRequest *
insert_line_of (PriseHttpDraft *self, PriseHttpFieldItem *field, guint index)
{
  g_autoptr (GBytes) line = NULL;
  g_autofree char *text = NULL;

  if (prise_http_field_item_get_line (field) != NULL)
    return prise_http_request_patch_insert (self->request, index,
                                            prise_http_field_item_get_line (field));

  text = g_strdup_printf ("%s: %s\r\n", prise_http_field_item_get_name (field),
                          prise_http_field_item_get_value (field));
  line = g_bytes_new (text, strlen (text));

  return prise_http_request_patch_insert (self->request, index, line);
}

/* What a row says of a header goes into the bytes. */
static void
did_edit_field (PriseHttpDraft *self, PriseHttpFieldItem *field)
{
  const guint index = prise_http_header_sync_find_index (self->headers, field);
  const gboolean sent = prise_http_field_item_get_sent (field);
  PriseHttpRequest *request;

  if (self->is_syncing)
    return;

  if (!prise_http_field_item_get_present (field)) {
    if (!sent)
      return;
    request = insert_line_of (self, field, index);
  } else if (sent) {
    request = prise_http_request_patch_change (self->request, index,
                                               prise_http_field_item_get_name (field),
                                               prise_http_field_item_get_value (field));
  } else {
    g_autoptr (GBytes) line = prise_http_request_patch_dup_line (self->request, index);

    prise_http_field_item_set_line (field, line);
    request = prise_http_request_without_header (self->request, index);
  }
  prise_http_field_item_set_present (field, sent);
  if (g_ascii_strcasecmp (prise_http_field_item_get_name (field), "Content-Length") == 0)
    set_flag (self, FALSE);
  take_with_length (self, request);
}

static void
did_change_list (PriseHttpDraft *self, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (PriseHttpFieldItem) field = g_list_model_get_item (G_LIST_MODEL (self->headers), i);

    g_signal_connect_object (field, "edited", G_CALLBACK (did_edit_field), self, G_CONNECT_SWAPPED);
  }
}

static void
prise_http_draft_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PriseHttpDraft *self = PRISE_HTTP_DRAFT (object);

  switch (prop_id) {
  case PROP_METHOD:
    g_value_take_string (value, g_utf8_make_valid (self->request->method, -1));
    break;
  case PROP_REQUEST:
    g_value_take_boxed (value, prise_http_draft_dup_bytes (self));
    break;
  default:
    prise_property_get (object, prop_id, value, pspec);
  }
}

static void
prise_http_draft_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  PriseHttpDraft *self = PRISE_HTTP_DRAFT (object);

  switch (prop_id) {
  case PROP_URL:
    prise_http_draft_set_url (self, g_value_get_string (value));
    break;
  case PROP_METHOD:
    prise_http_draft_set_method (self, g_value_get_string (value));
    break;
  case PROP_REQUEST:
    prise_http_draft_set_bytes (self, g_value_get_boxed (value));
    break;
  case PROP_KEEP_LENGTH:
    prise_http_draft_set_keep_length (self, g_value_get_boolean (value));
    break;
  default:
    prise_property_set (object, prop_id, value, pspec);
  }
}

static void
prise_http_draft_finalize (GObject *object)
{
  PriseHttpDraft *self = PRISE_HTTP_DRAFT (object);

  g_clear_pointer (&self->request, prise_http_request_unref);
  g_clear_pointer (&self->parts, prise_http_url_free);

  G_OBJECT_CLASS (prise_http_draft_parent_class)->finalize (object);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_URL] = PRISE_PROPERTY (PriseHttpDraft, url),
  [PROP_URL_ERROR] = PRISE_PROPERTY (PriseHttpDraft, url_error),
  [PROP_KEEP_LENGTH] = PRISE_PROPERTY (PriseHttpDraft, keep_length),
  [PROP_HEADERS] = PRISE_PROPERTY (PriseHttpDraft, headers),
};

static void
prise_http_draft_class_init (PriseHttpDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = prise_http_draft_get_property;
  object_class->set_property = prise_http_draft_set_property;
  object_class->finalize = prise_http_draft_finalize;

  properties[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, PRISE_WRITABLE);
  properties[PROP_URL_ERROR] = g_param_spec_string ("url-error", NULL, NULL, NULL, PRISE_READABLE);
  properties[PROP_METHOD] = g_param_spec_string ("method", NULL, NULL, NULL, PRISE_WRITABLE);
  properties[PROP_REQUEST] =
      g_param_spec_boxed ("request", NULL, NULL, G_TYPE_BYTES, PRISE_WRITABLE);
  properties[PROP_KEEP_LENGTH] =
      g_param_spec_boolean ("keep-length", NULL, NULL, FALSE, PRISE_WRITABLE);
  properties[PROP_HEADERS] =
      g_param_spec_object ("headers", NULL, NULL, G_TYPE_LIST_STORE, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
prise_http_draft_init (PriseHttpDraft *self)
{
  self->headers = g_list_store_new (PRISE_TYPE_HTTP_FIELD_ITEM);
  g_signal_connect_object (self->headers, "items-changed", G_CALLBACK (did_change_list), self,
                           G_CONNECT_SWAPPED);
  prise_http_draft_reset (self);
}

/**
 * prise_http_draft_new:
 *
 * Returns: (transfer full): the request of the first lesson
 */
PriseHttpDraft *
prise_http_draft_new (void)
{
  return g_object_new (PRISE_TYPE_HTTP_DRAFT, NULL);
}

/**
 * prise_http_draft_get_url:
 *
 * Returns: (transfer none): the URL, as typed
 */
const char *
prise_http_draft_get_url (PriseHttpDraft *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_DRAFT (self), NULL);

  return self->url;
}

/* Returns the request with what it says of the old URL as the new one says it. */
static PriseHttpRequest *
follow_url (PriseHttpRequest *old, const PriseHttpUrl *old_url, const PriseHttpUrl *url)
{
  const char *host = prise_http_request_get_header (old, "Host");
  PriseHttpRequest *request = prise_http_request_ref (old);

  if (!g_str_equal (old_url->target, url->target))
    prise_http_request_replace (&request, prise_http_request_with_target (request, url->target));
  if (g_strcmp0 (host, old_url->authority) == 0) {
    const guint index = (guint) prise_http_request_find_header (request, "Host");

    prise_http_request_replace (&request, prise_http_request_patch_change (request, index, "Host",
                                                                           url->authority));
  }
  prise_http_request_replace (&request,
                              prise_http_request_patch_user_info (request, old_url->user_info,
                                                                  url->user_info));

  return request;
}

/**
 * prise_http_draft_set_url:
 * @url: what was typed
 *
 * The target of the request follows it where the URL's own has changed; the headers Host and
 * Authorization, if they say what the URL said before. While it can become "https://" or a command
 * of curl they wait: see prise_http_draft_finish_url().
 */
void
prise_http_draft_set_url (PriseHttpDraft *self, const char *url)
{
  g_autoptr (PriseHttpUrl) parts = NULL;
  g_autoptr (PriseHttpRequest) request = NULL;

  g_return_if_fail (PRISE_IS_HTTP_DRAFT (self));

  if (url == NULL || g_strcmp0 (self->url, url) == 0)
    return;

  parts = is_beginning (url) ? NULL : parse_for_request (url);
  if (parts != NULL)
    request = follow_url (self->request, self->parts, parts);
  set_url_text (self, url);
  if (request != NULL)
    take (self, g_steal_pointer (&request));
}

/**
 * prise_http_draft_finish_url:
 *
 * Nothing more is typed: the request follows the URL though it could become something else, as a
 * host named "http" could.
 */
void
prise_http_draft_finish_url (PriseHttpDraft *self)
{
  PriseHttpUrl *parts;
  PriseHttpRequest *request;

  g_return_if_fail (PRISE_IS_HTTP_DRAFT (self));

  parts = is_beginning (self->url) ? prise_http_url_parse (self->url, NULL) : NULL;
  if (parts == NULL)
    return;

  request = follow_url (self->request, self->parts, parts);
  g_clear_pointer (&self->parts, prise_http_url_free);
  self->parts = parts;
  take (self, request);
}

const char *
prise_http_draft_get_url_error (PriseHttpDraft *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_DRAFT (self), NULL);

  return self->url_error;
}

static gboolean
is_method (const char *text)
{
  for (const char *p = text; *p != '\0'; p++) {
    if (!g_ascii_isgraph (*p))
      return FALSE;
  }

  return *text != '\0';
}

/**
 * prise_http_draft_set_method:
 * @method: what was typed; passed over if it can't stand in a request line
 */
void
prise_http_draft_set_method (PriseHttpDraft *self, const char *method)
{
  g_return_if_fail (PRISE_IS_HTTP_DRAFT (self));

  if (method != NULL && is_method (method) && !g_str_equal (method, self->request->method))
    take (self, prise_http_request_with_method (self->request, method));
}

/**
 * prise_http_draft_dup_bytes:
 *
 * A copy, which may be long: to be called when it is sent rather than with each change.
 *
 * Returns: (transfer full): what is sent
 */
GBytes *
prise_http_draft_dup_bytes (PriseHttpDraft *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_DRAFT (self), NULL);

  return prise_http_request_dup_bytes (self->request);
}

/* Whether somebody who wrote @request after @old meant another length than that of the body. */
static gboolean
has_own_length (PriseHttpRequest *old, PriseHttpRequest *request)
{
  return g_strcmp0 (prise_http_request_get_header (old, "Content-Length"),
                    prise_http_request_get_header (request, "Content-Length")) != 0 &&
         prise_http_request_has_body (request, old->body);
}

/**
 * prise_http_draft_set_bytes:
 * @bytes: what somebody has written
 *
 * The method, the headers and the path of the URL follow.
 */
void
prise_http_draft_set_bytes (PriseHttpDraft *self, GBytes *bytes)
{
  g_autoptr (PriseHttpRequest) request = NULL;

  g_return_if_fail (PRISE_IS_HTTP_DRAFT (self));

  request = prise_http_request_new (bytes);
  prise_http_draft_set_request (self, request);
}

/**
 * prise_http_draft_set_request:
 * @request: what somebody has written
 *
 * As prise_http_draft_set_bytes(), but a body that both have isn't looked at.
 */
void
prise_http_draft_set_request (PriseHttpDraft *self, PriseHttpRequest *request)
{
  g_return_if_fail (PRISE_IS_HTTP_DRAFT (self));

  if (prise_http_request_equal (request, self->request))
    return;

  /* Nothing: the whole is being replaced. */
  if (g_bytes_get_size (request->head) == 0) {
    take (self, prise_http_request_ref (request));
    return;
  }
  if (self->keep_length && has_own_length (self->request, request))
    set_flag (self, FALSE);
  if (self->url_error == NULL && *request->target == '/' &&
      !g_str_equal (request->target, self->request->target) &&
      g_utf8_validate (request->target, -1, NULL)) {
    g_autofree char *url = prise_http_request_patch_url (self->url, request->target);

    set_url_text (self, url);
  }
  take_with_length (self, prise_http_request_ref (request));
}

PriseHttpRequest *
prise_http_draft_get_request (PriseHttpDraft *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_DRAFT (self), NULL);

  return self->request;
}

GListStore *
prise_http_draft_get_headers (PriseHttpDraft *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_DRAFT (self), NULL);

  return self->headers;
}

/**
 * prise_http_draft_set_header:
 * @name: a header's name
 * @value: (nullable): what the first of that name says; %NULL: it is taken away
 */
void
prise_http_draft_set_header (PriseHttpDraft *self, const char *name, const char *value)
{
  gssize index;
  PriseHttpRequest *request;

  g_return_if_fail (PRISE_IS_HTTP_DRAFT (self));

  index = prise_http_request_find_header (self->request, name);
  if (value == NULL && index < 0)
    return;
  if (value == NULL)
    request = prise_http_request_without_header (self->request, (guint) index);
  else if (index < 0)
    request = prise_http_request_with_header (self->request, -1, name, value);
  else
    request = prise_http_request_patch_change (self->request, (guint) index,
                                               get_header (self, (guint) index)->name, value);
  take (self, request);
}

/**
 * prise_http_draft_set_body:
 * @body: what follows the head
 */
void
prise_http_draft_set_body (PriseHttpDraft *self, GBytes *body)
{
  g_return_if_fail (PRISE_IS_HTTP_DRAFT (self));

  take_with_length (self, prise_http_request_with_body (self->request, body));
}

void
prise_http_draft_set_keep_length (PriseHttpDraft *self, gboolean keep_length)
{
  g_return_if_fail (PRISE_IS_HTTP_DRAFT (self));

  if (self->keep_length == keep_length)
    return;

  set_flag (self, keep_length);
  if (keep_length)
    take (self, prise_http_request_patch_length (self->request));
  else
    prise_http_draft_set_header (self, "Content-Length", NULL);
}

/**
 * prise_http_draft_load:
 * @url: a URL
 * @bytes: a request to it, maybe one that doesn't fit it
 *
 * Begins again with both, as they are.
 */
void
prise_http_draft_load (PriseHttpDraft *self, const char *url, GBytes *bytes)
{
  g_autoptr (PriseHttpRequest) request = NULL;
  g_autofree char *length = NULL;

  g_return_if_fail (PRISE_IS_HTTP_DRAFT (self));

  request = prise_http_request_new (bytes);
  length = g_strdup_printf ("%" G_GSIZE_FORMAT, g_bytes_get_size (request->body));
  set_url_text (self, url);
  set_flag (self,
            g_strcmp0 (prise_http_request_get_header (request, "Content-Length"), length) == 0);
  self->is_syncing = TRUE;
  g_list_store_remove_all (self->headers);
  self->is_syncing = FALSE;
  g_clear_pointer (&self->request, prise_http_request_unref);
  take (self, g_steal_pointer (&request));
}

/**
 * prise_http_draft_leave_out_emptied:
 *
 * Switches off what can't be sent as it was meant: secrets that were not kept, whose headers are
 * empty now.
 */
void
prise_http_draft_leave_out_emptied (PriseHttpDraft *self)
{
  g_return_if_fail (PRISE_IS_HTTP_DRAFT (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->headers)); i++) {
    g_autoptr (PriseHttpFieldItem) field = g_list_model_get_item (G_LIST_MODEL (self->headers), i);

    if (prise_http_field_item_get_sent (field) &&
        *prise_http_field_item_get_value (field) == '\0' &&
        prise_http_secrets_is_secret (prise_http_field_item_get_name (field)))
      prise_http_field_item_set_enabled (field, FALSE);
  }
}

/**
 * prise_http_draft_reset:
 *
 * Begins again with the request of the first lesson.
 */
void
prise_http_draft_reset (PriseHttpDraft *self)
{
  g_autoptr (PriseHttpUrl) parts = prise_http_url_parse (LESSON_URL, NULL);
  g_autoptr (PriseHttpRequest) request =
      prise_http_request_new_simple ("GET", parts->target, parts->authority);

  prise_http_draft_load (self, LESSON_URL, request->head);
}
