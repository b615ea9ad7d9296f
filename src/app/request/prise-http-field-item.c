// SPDX-License-Identifier: GPL-3.0-or-later
/* A name and a value, and whether they are sent. Main thread. */
#include "config.h"

#include "prise-http-field-item.h"

#include "prise-property.h"

struct _PriseHttpFieldItem {
  GObject parent_instance;

  char *name;
  char *value;
  gboolean enabled;
  gboolean editable;
  gboolean present;
  GBytes *line;
};

G_DEFINE_FINAL_TYPE (PriseHttpFieldItem, prise_http_field_item, G_TYPE_OBJECT)

enum { PROP_NAME = 1, PROP_VALUE, PROP_ENABLED, PROP_EDITABLE, N_PROPS };

static GParamSpec *properties[N_PROPS];

enum { SIGNAL_EDITED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* What isn't UTF-8 an entry can't show. */
static gboolean
set_string (PriseHttpFieldItem *self, char **place, const char *text, guint prop_id)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  return prise_property_set_string (self, place, valid, properties[prop_id]);
}

/* White space around a value isn't a part of it (RFC 9110, section 5.5), and in front of a name it
 * would make the line a part of the one before (RFC 9112, section 5.2). */
static void
edit_string (PriseHttpFieldItem *self, char **place, const char *text, guint prop_id)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));

  g_strdelimit (stripped, "\r\n", ' ');
  if (!set_string (self, place, stripped, prop_id))
    return;

  prise_http_field_item_set_line (self, NULL);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
prise_http_field_item_set_property (GObject *object,
                                    guint prop_id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  PriseHttpFieldItem *self = PRISE_HTTP_FIELD_ITEM (object);

  switch (prop_id) {
  case PROP_NAME:
    edit_string (self, &self->name, g_value_get_string (value), prop_id);
    break;
  case PROP_VALUE:
    edit_string (self, &self->value, g_value_get_string (value), prop_id);
    break;
  case PROP_ENABLED:
    prise_http_field_item_set_enabled (self, g_value_get_boolean (value));
    break;
  default:
    prise_property_set (object, prop_id, value, pspec);
  }
}

static void
prise_http_field_item_finalize (GObject *object)
{
  PriseHttpFieldItem *self = PRISE_HTTP_FIELD_ITEM (object);

  g_clear_pointer (&self->line, g_bytes_unref);

  G_OBJECT_CLASS (prise_http_field_item_parent_class)->finalize (object);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_NAME] = PRISE_PROPERTY (PriseHttpFieldItem, name),
  [PROP_VALUE] = PRISE_PROPERTY (PriseHttpFieldItem, value),
  [PROP_ENABLED] = PRISE_PROPERTY (PriseHttpFieldItem, enabled),
  [PROP_EDITABLE] = PRISE_PROPERTY (PriseHttpFieldItem, editable),
};

static void
prise_http_field_item_class_init (PriseHttpFieldItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = prise_http_field_item_set_property;
  object_class->finalize = prise_http_field_item_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", PRISE_WRITABLE);
  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, "", PRISE_WRITABLE);
  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, TRUE, PRISE_WRITABLE);
  properties[PROP_EDITABLE] =
      g_param_spec_boolean ("editable", NULL, NULL, TRUE, PRISE_WRITABLE & ~G_PARAM_WRITABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

  signals[SIGNAL_EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
prise_http_field_item_init (PriseHttpFieldItem *self)
{
  self->name = g_strdup ("");
  self->value = g_strdup ("");
  self->enabled = TRUE;
  self->editable = TRUE;
}

/**
 * prise_http_field_item_new:
 * @name: a name
 * @value: a value
 * @enabled: whether it is sent
 *
 * Returns: (transfer full): a field
 */
PriseHttpFieldItem *
prise_http_field_item_new (const char *name, const char *value, gboolean enabled)
{
  PriseHttpFieldItem *self = g_object_new (PRISE_TYPE_HTTP_FIELD_ITEM, NULL);

  prise_http_field_item_set (self, name, value);
  self->enabled = enabled;

  return self;
}

/**
 * prise_http_field_item_get_name:
 *
 * Returns: its name, "" if there is none
 */
const char *
prise_http_field_item_get_name (PriseHttpFieldItem *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_FIELD_ITEM (self), NULL);

  return self->name;
}

/**
 * prise_http_field_item_get_value:
 *
 * Returns: its value, "" if there is none
 */
const char *
prise_http_field_item_get_value (PriseHttpFieldItem *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_FIELD_ITEM (self), NULL);

  return self->value;
}

gboolean
prise_http_field_item_get_enabled (PriseHttpFieldItem *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_FIELD_ITEM (self), FALSE);

  return self->enabled;
}

/**
 * prise_http_field_item_get_sent:
 *
 * Returns: whether it is sent: its switch is on, and it has a name
 */
gboolean
prise_http_field_item_get_sent (PriseHttpFieldItem *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_FIELD_ITEM (self), FALSE);

  return self->enabled && *self->name != '\0';
}

/**
 * prise_http_field_item_set:
 * @name: its name
 * @value: its value
 *
 * As the bytes say, not as a person has edited it: "edited" isn't emitted.
 */
void
prise_http_field_item_set (PriseHttpFieldItem *self, const char *name, const char *value)
{
  g_return_if_fail (PRISE_IS_HTTP_FIELD_ITEM (self));

  prise_property_set_boolean (self, &self->editable,
                              g_utf8_validate (name, -1, NULL) && g_utf8_validate (value, -1, NULL),
                              properties[PROP_EDITABLE]);
  set_string (self, &self->name, name, PROP_NAME);
  set_string (self, &self->value, value, PROP_VALUE);
}

void
prise_http_field_item_set_enabled (PriseHttpFieldItem *self, gboolean enabled)
{
  g_return_if_fail (PRISE_IS_HTTP_FIELD_ITEM (self));

  if (prise_property_set_boolean (self, &self->enabled, enabled, properties[PROP_ENABLED]))
    g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

/**
 * prise_http_field_item_get_present:
 *
 * Returns: whether it stands in the bytes
 */
gboolean
prise_http_field_item_get_present (PriseHttpFieldItem *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_FIELD_ITEM (self), FALSE);

  return self->present;
}

/**
 * prise_http_field_item_set_present:
 * @present: whether it stands in the bytes
 */
void
prise_http_field_item_set_present (PriseHttpFieldItem *self, gboolean present)
{
  g_return_if_fail (PRISE_IS_HTTP_FIELD_ITEM (self));

  self->present = present;
}

/**
 * prise_http_field_item_get_line:
 *
 * Returns: (transfer none) (nullable): the line that it had in the bytes; %NULL if it has been
 *   edited since
 */
GBytes *
prise_http_field_item_get_line (PriseHttpFieldItem *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_FIELD_ITEM (self), NULL);

  return self->line;
}

/**
 * prise_http_field_item_set_line:
 * @self: a field that is taken out of the bytes
 * @line: (nullable): the line that it had there
 */
void
prise_http_field_item_set_line (PriseHttpFieldItem *self, GBytes *line)
{
  g_return_if_fail (PRISE_IS_HTTP_FIELD_ITEM (self));

  g_clear_pointer (&self->line, g_bytes_unref);
  self->line = line != NULL ? g_bytes_ref (line) : NULL;
}
