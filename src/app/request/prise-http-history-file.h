// SPDX-License-Identifier: GPL-3.0-or-later
/* The history of requests as a file. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A longer file isn't read. */
#define PRISE_HTTP_HISTORY_FILE_MAX ((goffset) 16 * 1024 * 1024)
/* Of a longer request only the head is kept, or nothing if that is longer, too. */
#define PRISE_HTTP_HISTORY_MAX_REQUEST (64 * 1024)
/* Of requests that take more memory together, while the program runs, older ones lose their bodies.
 */
#define PRISE_HTTP_HISTORY_MAX_MEMORY (64 * 1024 * 1024)
/* The newest so many are kept. */
#define PRISE_HTTP_HISTORY_MAX_LENGTH 50

JsonNode *prise_http_history_file_build (GListModel *items);
GPtrArray *prise_http_history_file_find_items (JsonNode *root, GError **error);
GPtrArray *prise_http_history_file_parse (const char *data, gsize size, GError **error);
GPtrArray *prise_http_history_file_read (GFile *file, GError **error);
gboolean prise_http_history_file_write (GFile *file, JsonNode *root, GError **error);

G_END_DECLS
