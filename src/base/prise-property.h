// SPDX-License-Identifier: GPL-3.0-or-later
/* Properties that are kept in a field: read, compare, set, notify, let go. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Each property notifies when its value is another, and then only. */
#define PRISE_READABLE (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS)
#define PRISE_WRITABLE (PRISE_READABLE | G_PARAM_WRITABLE)
/* Given to the constructor, and never again. */
#define PRISE_GIVEN (G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS)
#define PRISE_FIXED (PRISE_GIVEN | G_PARAM_READABLE)

/**
 * PriseProperty:
 * @offset: where in the object the value is kept; 0: nowhere, the class reads and writes it itself
 * @size: of the field, in bytes
 * @did_change: (nullable): called with the object when another value was set from outside
 *
 * Where a class keeps a property. PRISE_PROPERTY() and PRISE_PROPERTY_THEN() make one.
 */
typedef struct {
  gsize offset;
  gsize size;
  void (*did_change) (gpointer object);
} PriseProperty;

#define PRISE_PROPERTY_THEN(Type, field, did_change)                                               \
  {                                                                                                \
    G_STRUCT_OFFSET (Type, field), sizeof (((Type *) NULL)->field),                                \
        (void (*) (gpointer)) (did_change)                                                         \
  }
#define PRISE_PROPERTY(Type, field) PRISE_PROPERTY_THEN (Type, field, NULL)

void prise_property_install (gpointer klass,
                             GParamSpec **specs,
                             const PriseProperty *properties,
                             guint n_properties);
void prise_property_get (GObject *object, guint id, GValue *value, GParamSpec *pspec);
void prise_property_set (GObject *object, guint id, const GValue *value, GParamSpec *pspec);
void prise_property_clear (GObject *object);

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
