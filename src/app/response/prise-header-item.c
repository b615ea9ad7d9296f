// SPDX-License-Identifier: GPL-3.0-or-later
/* The rows of the table of headers, in the order of the bytes. Groups have a row of their own if
 * there are several. Immutable; main thread. */
#include "config.h"

#include "prise-header-item.h"

#include <glib/gi18n.h>
#include <string.h>

#include "prise-display.h"

struct _PriseHeaderItem {
  GObject parent_instance;

  PriseHeaderKind kind;
  char *name;
  char *value;
  guint64 offset;
  gsize size;
};

G_DEFINE_FINAL_TYPE (PriseHeaderItem, prise_header_item, G_TYPE_OBJECT)

static void
prise_header_item_finalize (GObject *object)
{
  PriseHeaderItem *self = PRISE_HEADER_ITEM (object);

  g_free (self->name);
  g_free (self->value);

  G_OBJECT_CLASS (prise_header_item_parent_class)->finalize (object);
}

static void
prise_header_item_class_init (PriseHeaderItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = prise_header_item_finalize;
}

static void
prise_header_item_init (PriseHeaderItem *self)
{
}

/* Bytes from the network. A backslash is no escape here, unless there is one. */
static char *
show (const char *bytes)
{
  const gsize size = strlen (bytes);
  g_autofree char *shown = prise_display_line (bytes, size, G_MAXSIZE);
  g_auto (GStrv) parts = g_strsplit (shown, "\\\\", -1);
  g_autofree char *single = g_strjoinv ("\\", parts);

  return g_str_equal (single, bytes) ? g_steal_pointer (&single) : g_steal_pointer (&shown);
}

static void
append (GPtrArray *rows,
        PriseHeaderKind kind,
        const char *name,
        const char *value,
        guint64 offset,
        gsize size)
{
  PriseHeaderItem *row = g_object_new (PRISE_TYPE_HEADER_ITEM, NULL);

  row->kind = kind;
  row->name = show (name);
  row->value = show (value);
  row->offset = offset;
  row->size = size;
  g_ptr_array_add (rows, row);
}

static void
append_headers (GPtrArray *rows, PriseHeaderKind kind, const GArray *headers)
{
  for (guint i = 0; i < headers->len; i++) {
    const PriseHttpHeader *header = &g_array_index (headers, PriseHttpHeader, i);

    append (rows, kind, header->name, header->value, header->offset, header->size);
  }
}

static void
append_head (GPtrArray *rows, const PriseHttpHead *head, gboolean with_group)
{
  const gboolean is_interim = prise_http_head_is_interim (head);
  g_autofree char *status = g_strdup_printf ("%u %s", head->status, head->reason);

  if (with_group)
    append (rows, PRISE_HEADER_GROUP, is_interim ? _ ("Interim Response") : _ ("Response"), status,
            head->offset, head->line_size);
  append_headers (rows, is_interim ? PRISE_HEADER_INTERIM : PRISE_HEADER_FINAL, head->headers);
}

/**
 * prise_header_item_new_all:
 * @response: (nullable): a response, whole or not
 *
 * Returns: (transfer full) (element-type PriseHeaderItem): its rows
 */
GPtrArray *
prise_header_item_new_all (const PriseHttpResponse *response)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean with_groups;

  if (response == NULL)
    return rows;

  with_groups = response->heads->len > 1 || response->trailers->len > 0;
  for (guint i = 0; i < response->heads->len; i++)
    append_head (rows, &g_array_index (response->heads, PriseHttpHead, i), with_groups);
  if (response->trailers->len > 0)
    append (rows, PRISE_HEADER_GROUP, _ ("Trailers"), "",
            g_array_index (response->trailers, PriseHttpHeader, 0).offset, 0);
  append_headers (rows, PRISE_HEADER_TRAILER, response->trailers);

  return rows;
}

PriseHeaderKind
prise_header_item_get_kind (PriseHeaderItem *self)
{
  return self->kind;
}

/**
 * prise_header_item_get_name:
 * @self: a row
 *
 * Returns: the header's name, or the group's
 */
const char *
prise_header_item_get_name (PriseHeaderItem *self)
{
  return self->name;
}

/**
 * prise_header_item_get_value:
 * @self: a row
 *
 * Returns: the header's value, or a status
 */
const char *
prise_header_item_get_value (PriseHeaderItem *self)
{
  return self->value;
}

/**
 * prise_header_item_get_offset:
 * @self: a row
 *
 * Returns: where its bytes begin in the response
 */
guint64
prise_header_item_get_offset (PriseHeaderItem *self)
{
  return self->offset;
}

/**
 * prise_header_item_get_size:
 * @self: a row
 *
 * Returns: how many bytes it has; 0: none of its own
 */
gsize
prise_header_item_get_size (PriseHeaderItem *self)
{
  return self->size;
}

/**
 * prise_header_item_to_text:
 * @self: a row
 *
 * Returns: (transfer full): "Name: value"
 */
char *
prise_header_item_to_text (PriseHeaderItem *self)
{
  if (self->kind == PRISE_HEADER_GROUP)
    return g_strdup (*self->value != '\0' ? self->value : self->name);

  return g_strdup_printf ("%s: %s", self->name, self->value);
}
