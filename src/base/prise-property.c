// SPDX-License-Identifier: GPL-3.0-or-later
/* Properties that are kept in a field: read, compare, set, notify, let go. The object's thread. */
#include "config.h"

#include "prise-property.h"

#define SET(object, field, value, pspec)                                                           \
  if (*(field) == (value))                                                                         \
    return FALSE;                                                                                  \
  *(field) = (value);                                                                              \
  g_object_notify_by_pspec (G_OBJECT (object), (pspec));                                           \
  return TRUE

/**
 * prise_property_set_boolean:
 * @object: whose property it is
 * @field: where it keeps the value
 * @value: the new value; whatever isn't %FALSE is %TRUE
 * @pspec: the property
 *
 * Returns: whether it is another than before; then @object has notified
 */
gboolean
prise_property_set_boolean (gpointer object, gboolean *field, gboolean value, GParamSpec *pspec)
{
  SET (object, field, !!value, pspec);
}

/**
 * prise_property_set_int:
 * @object: whose property it is
 * @field: where it keeps the value
 * @value: the new value, of an enumeration too
 * @pspec: the property
 *
 * Returns: whether it is another than before; then @object has notified
 */
gboolean
prise_property_set_int (gpointer object, int *field, int value, GParamSpec *pspec)
{
  SET (object, field, value, pspec);
}

/**
 * prise_property_set_uint:
 * @object: whose property it is
 * @field: where it keeps the value
 * @value: the new value
 * @pspec: the property
 *
 * Returns: whether it is another than before; then @object has notified
 */
gboolean
prise_property_set_uint (gpointer object, guint *field, guint value, GParamSpec *pspec)
{
  SET (object, field, value, pspec);
}

/**
 * prise_property_set_int64:
 * @object: whose property it is
 * @field: where it keeps the value
 * @value: the new value
 * @pspec: the property
 *
 * Returns: whether it is another than before; then @object has notified
 */
gboolean
prise_property_set_int64 (gpointer object, gint64 *field, gint64 value, GParamSpec *pspec)
{
  SET (object, field, value, pspec);
}

/**
 * prise_property_set_uint64:
 * @object: whose property it is
 * @field: where it keeps the value
 * @value: the new value
 * @pspec: the property
 *
 * Returns: whether it is another than before; then @object has notified
 */
gboolean
prise_property_set_uint64 (gpointer object, guint64 *field, guint64 value, GParamSpec *pspec)
{
  SET (object, field, value, pspec);
}

/**
 * prise_property_set_string:
 * @object: whose property it is
 * @field: where it keeps the value
 * @value: (nullable): the new value, which is copied
 * @pspec: the property
 *
 * Returns: whether it is another than before; then @object has notified
 */
gboolean
prise_property_set_string (gpointer object, char **field, const char *value, GParamSpec *pspec)
{
  char *copy;

  if (g_strcmp0 (*field, value) == 0)
    return FALSE;

  /* Before the old one goes: @value may be a part of it. */
  copy = g_strdup (value);
  g_free (*field);
  *field = copy;
  g_object_notify_by_pspec (G_OBJECT (object), pspec);

  return TRUE;
}

/**
 * prise_property_set_boxed:
 * @object: whose property it is
 * @field: where it keeps the value
 * @value: (nullable): the new value, which is copied as its type says; another is another pointer
 * @pspec: the property
 *
 * Returns: whether it is another than before; then @object has notified
 */
gboolean (prise_property_set_boxed) (gpointer object,
                                     gpointer *field,
                                     gconstpointer value,
                                     GParamSpec *pspec)
{
  gpointer old = *field;

  if (old == value)
    return FALSE;

  *field = value != NULL ? g_boxed_copy (pspec->value_type, value) : NULL;
  if (old != NULL)
    g_boxed_free (pspec->value_type, old);
  g_object_notify_by_pspec (G_OBJECT (object), pspec);

  return TRUE;
}

/* What a class told prise_property_install (). */
typedef struct {
  GParamSpec **specs;
  const PriseProperty *properties;
  guint n_properties;
  void (*finalize) (GObject *object);
} Installed;

static G_DEFINE_QUARK (prise_property, property)

static gboolean
is_kept (const PriseProperty *property)
{
  return property != NULL && property->offset > 0;
}

static gsize
get_size (GType type)
{
  switch (G_TYPE_FUNDAMENTAL (type)) {
  case G_TYPE_BOOLEAN:
  case G_TYPE_INT:
  case G_TYPE_UINT:
  case G_TYPE_ENUM:
  case G_TYPE_FLAGS:
    return sizeof (int);
  case G_TYPE_INT64:
  case G_TYPE_UINT64:
    return sizeof (gint64);
  default:
    return sizeof (gpointer);
  }
}

static void
clear_field (gpointer field, GType type)
{
  switch (G_TYPE_FUNDAMENTAL (type)) {
  case G_TYPE_STRING:
    g_clear_pointer ((char **) field, g_free);
    break;
  case G_TYPE_BOXED:
    if (*(gpointer *) field != NULL)
      g_boxed_free (type, g_steal_pointer ((gpointer *) field));
    break;
  case G_TYPE_OBJECT:
  case G_TYPE_INTERFACE:
    g_clear_object ((GObject **) field);
    break;
  }
}

static void
finalize (GObject *object)
{
  const Installed *installed = g_type_get_qdata (G_OBJECT_TYPE (object), property_quark ());

  prise_property_clear (object);
  installed->finalize (object);
}

/**
 * prise_property_install:
 * @klass: a #GObjectClass whose own functions are set; of a type that can't be derived from
 * @specs: the properties, by their ids; 0 has none
 * @properties: where each is kept
 * @n_properties: how many ids there are
 *
 * Installs properties. Those that have a field are read, set and, when the object ends and before
 * its class' finalize function, let go without more code. A class that reads or sets others itself
 * has a function for these, which leaves the rest to prise_property_get() or prise_property_set().
 */
void
prise_property_install (gpointer klass,
                        GParamSpec **specs,
                        const PriseProperty *properties,
                        guint n_properties)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GType type = G_OBJECT_CLASS_TYPE (klass);
  Installed *installed = g_new (Installed, 1);

  g_assert (G_TYPE_IS_FINAL (type));

  *installed = (Installed){ specs, properties, n_properties, object_class->finalize };
  g_type_set_qdata (type, property_quark (), installed);
  object_class->finalize = finalize;
  if (object_class->get_property == NULL)
    object_class->get_property = prise_property_get;
  if (object_class->set_property == NULL)
    object_class->set_property = prise_property_set;

  g_object_class_install_properties (object_class, n_properties, specs);
  for (guint i = 1; i < n_properties; ++i) {
    if (!is_kept (&properties[i]))
      continue;
    g_assert (properties[i].size == get_size (specs[i]->value_type));
    g_param_spec_set_qdata (specs[i], property_quark (), (gpointer) &properties[i]);
  }
}

/**
 * prise_property_get:
 * @object: an object whose class has called prise_property_install()
 * @id: the property's
 * @value: takes the value of the property's field
 * @pspec: the property
 *
 * A #GObjectClass.get_property function, or the rest of one.
 */
void
prise_property_get (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const PriseProperty *property = g_param_spec_get_qdata (pspec, property_quark ());
  gconstpointer field;

  if (!is_kept (property)) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }

  field = G_STRUCT_MEMBER_P (object, property->offset);
  switch (G_TYPE_FUNDAMENTAL (pspec->value_type)) {
  case G_TYPE_BOOLEAN:
    g_value_set_boolean (value, *(const gboolean *) field);
    break;
  case G_TYPE_INT:
    g_value_set_int (value, *(const int *) field);
    break;
  case G_TYPE_UINT:
    g_value_set_uint (value, *(const guint *) field);
    break;
  case G_TYPE_ENUM:
    g_value_set_enum (value, *(const int *) field);
    break;
  case G_TYPE_FLAGS:
    g_value_set_flags (value, *(const guint *) field);
    break;
  case G_TYPE_INT64:
    g_value_set_int64 (value, *(const gint64 *) field);
    break;
  case G_TYPE_UINT64:
    g_value_set_uint64 (value, *(const guint64 *) field);
    break;
  case G_TYPE_STRING:
    g_value_set_string (value, *(char *const *) field);
    break;
  case G_TYPE_BOXED:
    g_value_set_boxed (value, *(const gconstpointer *) field);
    break;
  default:
    g_value_set_object (value, *(const gpointer *) field);
  }
}

/* Whether it is another value than before; then @object has notified. */
static gboolean
set_field (GObject *object, gpointer field, const GValue *value, GParamSpec *pspec)
{
  switch (G_TYPE_FUNDAMENTAL (pspec->value_type)) {
  case G_TYPE_BOOLEAN:
    return prise_property_set_boolean (object, field, g_value_get_boolean (value), pspec);
  case G_TYPE_INT:
    return prise_property_set_int (object, field, g_value_get_int (value), pspec);
  case G_TYPE_UINT:
    return prise_property_set_uint (object, field, g_value_get_uint (value), pspec);
  case G_TYPE_ENUM:
    return prise_property_set_int (object, field, g_value_get_enum (value), pspec);
  case G_TYPE_FLAGS:
    return prise_property_set_uint (object, field, g_value_get_flags (value), pspec);
  case G_TYPE_INT64:
    return prise_property_set_int64 (object, field, g_value_get_int64 (value), pspec);
  case G_TYPE_UINT64:
    return prise_property_set_uint64 (object, field, g_value_get_uint64 (value), pspec);
  case G_TYPE_STRING:
    return prise_property_set_string (object, field, g_value_get_string (value), pspec);
  case G_TYPE_BOXED:
    return (prise_property_set_boxed) (object, field, g_value_get_boxed (value), pspec);
  default:
    return prise_property_set_object (object, (GObject **) field, g_value_get_object (value),
                                      pspec);
  }
}

/**
 * prise_property_set:
 * @object: an object whose class has called prise_property_install()
 * @id: the property's
 * @value: the new value
 * @pspec: the property
 *
 * A #GObjectClass.set_property function, or the rest of one.
 */
void
prise_property_set (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  const PriseProperty *property = g_param_spec_get_qdata (pspec, property_quark ());

  if (!is_kept (property)) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }

  if (set_field (object, G_STRUCT_MEMBER_P (object, property->offset), value, pspec) &&
      property->did_change != NULL)
    property->did_change (object);
}

/**
 * prise_property_clear:
 * @object: any object
 *
 * Lets go what the fields of its properties hold, if its class has called prise_property_install():
 * for a #GObjectClass.dispose function that breaks circles. What is left goes with the object.
 */
void
prise_property_clear (GObject *object)
{
  const Installed *installed = g_type_get_qdata (G_OBJECT_TYPE (object), property_quark ());

  for (guint i = 1; installed != NULL && i < installed->n_properties; ++i)
    if (is_kept (&installed->properties[i]))
      clear_field (G_STRUCT_MEMBER_P (object, installed->properties[i].offset),
                   installed->specs[i]->value_type);
}
