// SPDX-License-Identifier: GPL-3.0-or-later
/* What the setter of a property does: compare, set, notify. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

gboolean prise_property_set_boolean (gpointer object,
                                     gboolean *field,
                                     gboolean value,
                                     GParamSpec *pspec);
gboolean prise_property_set_int (gpointer object, int *field, int value, GParamSpec *pspec);
gboolean prise_property_set_uint (gpointer object, guint *field, guint value, GParamSpec *pspec);
gboolean prise_property_set_int64 (gpointer object, gint64 *field, gint64 value, GParamSpec *pspec);
gboolean prise_property_set_uint64 (gpointer object,
                                    guint64 *field,
                                    guint64 value,
                                    GParamSpec *pspec);
gboolean prise_property_set_string (gpointer object,
                                    char **field,
                                    const char *value,
                                    GParamSpec *pspec);

gboolean prise_property_set_boxed (gpointer object,
                                   gpointer *field,
                                   gconstpointer value,
                                   GParamSpec *pspec);

/* So that @field may be a pointer to any structure, but to no other than @value. */
#define prise_property_set_boxed(object, field, value, pspec)                                      \
  (0     ? *(field) = (value),                                                                     \
   FALSE : (prise_property_set_boxed) ((object), (gpointer *) (field), (value), (pspec)))

/**
 * prise_property_set_object:
 * @object: whose property it is
 * @field: where it keeps the value
 * @value: (nullable): the new value
 * @pspec: the property
 *
 * As prise_property_set_string(), with a reference to @value. A macro, so that @field may be of any
 * kind of object.
 */
#define prise_property_set_object(object, field, value, pspec)                                     \
  (g_set_object ((field), (value)) ? (g_object_notify_by_pspec (G_OBJECT (object), (pspec)), TRUE) \
                                   : FALSE)

G_END_DECLS
