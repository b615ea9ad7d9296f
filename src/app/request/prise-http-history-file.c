// SPDX-License-Identifier: GPL-3.0-or-later
/* The history of requests as a file of JSON: what was sent, without passwords, and the status. The
 * response isn't kept. Functions that read and write block: for a thread of their own. */
#include "config.h"

#include "prise-http-history-file.h"

#include <glib/gi18n.h>
#include <string.h>

#include "prise-http-history-item.h"
#include "prise-http-request.h"
#include "prise-http-secrets.h"
#include "prise-json.h"

#define VERSION 1

/* Three digits (RFC 9112, section 4). */
#define MAX_STATUS 999

/* Returns NULL if it is too long even without its body. */
static GBytes *
shorten (GBytes *request)
{
  g_autoptr (GBytes) stripped = prise_http_secrets_strip_request (request);
  g_autoptr (PriseHttpRequest) parts = NULL;

  if (g_bytes_get_size (stripped) <= PRISE_HTTP_HISTORY_MAX_REQUEST)
    return g_steal_pointer (&stripped);

  parts = prise_http_request_new (stripped);
  if (g_bytes_get_size (parts->head) > PRISE_HTTP_HISTORY_MAX_REQUEST)
    return NULL;

  return g_bytes_ref (parts->head);
}

static void
add_request (JsonBuilder *builder, GBytes *request)
{
  gsize size;
  const char *data = g_bytes_get_data (request, &size);
  g_autofree char *text = NULL;

  if (size == 0 || g_utf8_validate_len (data, size, NULL)) {
    text = g_strndup (size > 0 ? data : "", size);
    json_builder_set_member_name (builder, "request");
  } else {
    text = g_base64_encode ((const guchar *) data, size);
    json_builder_set_member_name (builder, "request_base64");
  }
  json_builder_add_string_value (builder, text);
}

static void
add_item (JsonBuilder *builder, PriseHttpHistoryItem *item)
{
  g_autoptr (GBytes) request = shorten (prise_http_history_item_get_request (item));
  g_autofree char *url = prise_http_secrets_strip_url (prise_http_history_item_get_url (item));

  if (request == NULL)
    return;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "time");
  json_builder_add_int_value (builder, prise_http_history_item_get_time (item));
  json_builder_set_member_name (builder, "url");
  json_builder_add_string_value (builder, url);
  json_builder_set_member_name (builder, "status");
  json_builder_add_int_value (builder, prise_http_history_item_get_status (item));
  add_request (builder, request);
  json_builder_end_object (builder);
}

/**
 * prise_http_history_file_build:
 * @items: a list of #PriseHttpHistoryItem
 *
 * Returns: (transfer full): what is kept of them
 */
JsonNode *
prise_http_history_file_build (GListModel *items)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, VERSION);
  json_builder_set_member_name (builder, "requests");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++) {
    g_autoptr (PriseHttpHistoryItem) item = g_list_model_get_item (items, i);

    add_item (builder, item);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/* Of any other type it is as if it weren't there. */
static JsonNode *
get_member (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == type ? node : NULL;
}

static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

static gint64
get_int (JsonObject *object, const char *name, gint64 max)
{
  JsonNode *node = get_member (object, name, G_TYPE_INT64);

  return node != NULL ? CLAMP (json_node_get_int (node), 0, max) : 0;
}

static GBytes *
read_request (JsonObject *object)
{
  const char *text = get_string (object, "request");
  const char *encoded = get_string (object, "request_base64");
  guchar *data;
  gsize size;

  if (text != NULL)
    return g_bytes_new (text, strlen (text));
  if (encoded == NULL)
    return NULL;
  data = g_base64_decode (encoded, &size);

  return g_bytes_new_take (data, size);
}

/* Whatever isn't as it should be is passed over. */
static void
read_item (GPtrArray *items, JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *url = object != NULL ? get_string (object, "url") : NULL;
  g_autoptr (GBytes) request = url != NULL ? read_request (object) : NULL;

  if (request == NULL || items->len >= PRISE_HTTP_HISTORY_MAX_LENGTH)
    return;

  g_ptr_array_add (items,
                   prise_http_history_item_new (url, request,
                                                (guint) get_int (object, "status", MAX_STATUS),
                                                get_int (object, "time", G_MAXINT64)));
}

/**
 * prise_http_history_file_find_items:
 * @root: (nullable): what a file holds
 * @error: return location for %G_IO_ERROR_INVALID_DATA if it isn't a history, and
 *   %G_IO_ERROR_NOT_SUPPORTED if it is that of a later version
 *
 * Returns: (transfer full) (nullable) (element-type PriseHttpHistoryItem): what was kept
 */
GPtrArray *
prise_http_history_file_find_items (JsonNode *root, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  JsonObject *object =
      root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *requests = object != NULL ? json_object_get_member (object, "requests") : NULL;

  if (object != NULL && get_int (object, "version", G_MAXINT64) > VERSION) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                         _ ("it was written by a later version of Prise"));
    return NULL;
  }
  if (requests == NULL || !JSON_NODE_HOLDS_ARRAY (requests)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _ ("it’s not a history of requests"));
    return NULL;
  }

  for (guint i = 0; i < json_array_get_length (json_node_get_array (requests)); i++)
    read_item (items, json_array_get_element (json_node_get_array (requests), i));

  return g_steal_pointer (&items);
}

/**
 * prise_http_history_file_parse:
 * @data: what a file holds
 * @size: how much that is
 * @error: return location for an error, as for prise_http_history_file_find_items()
 *
 * Returns: (transfer full) (nullable) (element-type PriseHttpHistoryItem): what was kept
 */
GPtrArray *
prise_http_history_file_parse (const char *data, gsize size, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (!prise_json_check (data, size, PRISE_JSON_VALUE))
    return prise_http_history_file_find_items (NULL, error);
  if (!json_parser_load_from_data (parser, data, (gssize) size, NULL))
    return prise_http_history_file_find_items (NULL, error);

  return prise_http_history_file_find_items (json_parser_get_root (parser), error);
}

/**
 * prise_http_history_file_read:
 * @file: a file, which need not be there
 * @error: return location for an error, as for prise_http_history_file_find_items(), or for what
 *   keeps the file from being read, which says nothing of it
 *
 * Returns: (transfer full) (nullable) (element-type PriseHttpHistoryItem): what was kept; %NULL
 *   without an error: there is no file
 */
GPtrArray *
prise_http_history_file_read (GFile *file, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autofree char *data = NULL;
  gsize size;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL,
                            &local_error);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return NULL;
  if (info == NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  if (g_file_info_get_size (info) > PRISE_HTTP_HISTORY_FILE_MAX) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("the file is too long"));
    return NULL;
  }
  if (!g_file_load_contents (file, NULL, &data, &size, NULL, error))
    return NULL;

  return prise_http_history_file_parse (data, size, error);
}

/**
 * prise_http_history_file_write:
 * @file: where to; its folder is made
 * @root: of prise_http_history_file_build()
 * @error: return location for an error
 *
 * Only the user can read the file.
 *
 * Returns: whether it was written
 */
gboolean
prise_http_history_file_write (GFile *file, JsonNode *root, GError **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *data = json_to_string (root, TRUE);
  g_autoptr (GError) local_error = NULL;

  if (!g_file_make_directory_with_parents (folder, NULL, &local_error) &&
      !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  return g_file_replace_contents (file, data, strlen (data), NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                  NULL, NULL, error);
}
