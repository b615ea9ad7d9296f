// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseTemplate:
 *
 * A reply template such as `Recu: {data}`: text with C escapes and {fields}, compiled once,
 * expanded for each message. An immutable, reference counted value; any thread.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PRISE_TYPE_TEMPLATE (prise_template_get_type ())

typedef struct _PriseTemplate PriseTemplate;

/**
 * PriseTemplateValues:
 * @data: (nullable): `{data}`, the message as it came
 * @peer: `{peer}`, "address:port"
 * @count: `{count}`, which message this is, from 1
 * @wall_time: `{time}`, µs since 1970-01-01 UTC, written as local time 12:00:01.123
 *
 * `{size}` is the size of @data in bytes; `{{` and `}}` are braces.
 */
typedef struct {
  GBytes *data;
  const char *peer;
  guint64 count;
  gint64 wall_time;
} PriseTemplateValues;

GType prise_template_get_type (void) G_GNUC_CONST;
PriseTemplate *prise_template_new (const char *text, gsize *error_offset, GError **error);
PriseTemplate *prise_template_ref (PriseTemplate *self);
void prise_template_unref (PriseTemplate *self);
GBytes *prise_template_expand (PriseTemplate *self,
                               const PriseTemplateValues *values,
                               gsize max_size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseTemplate, prise_template_unref)

G_END_DECLS
