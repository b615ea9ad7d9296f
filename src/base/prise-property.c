// SPDX-License-Identifier: GPL-3.0-or-later
/* What the setter of a property does: compare, set, notify. The object's thread. */
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
