// SPDX-License-Identifier: GPL-3.0-or-later
/* What every user of the settings needs. Each window takes its values when it is made and keeps
 * them for the next; two open windows don't write into each other's forms. Main thread. */
#include "config.h"

#include <glib/gi18n.h>

#include "prise-settings.h"

/* The pages decide themselves what is sensitive. */
#define BIND_FLAGS                                                                                 \
  (G_SETTINGS_BIND_GET | G_SETTINGS_BIND_GET_NO_CHANGES | G_SETTINGS_BIND_SET |                    \
   G_SETTINGS_BIND_NO_SENSITIVITY)

/**
 * prise_settings_new:
 * @error: filled with a sentence if the schema isn't installed
 *
 * g_settings_new() would end the program where the schema is missing; this says what to do.
 *
 * Returns: (transfer full) (nullable): the settings of Prise
 */
GSettings *
prise_settings_new (GError **error)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, PRISE_APPLICATION_ID, TRUE);

  if (schema == NULL) {
    g_set_error (
        error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
        _ ("The settings schema %s isn’t installed: install Prise with “meson install”, or "
           "start it with “./dev run”."),
        PRISE_APPLICATION_ID);
    return NULL;
  }

  return g_settings_new_full (schema, NULL, NULL);
}

/**
 * prise_settings_bind_value:
 * @settings: settings
 * @key: a key
 * @object: what has the value
 * @property: its property
 *
 * @object takes the value now, and each later change of it is kept.
 */
void
prise_settings_bind_value (GSettings *settings,
                           const char *key,
                           gpointer object,
                           const char *property)
{
  g_settings_bind (settings, key, object, property, BIND_FLAGS);
}

static gboolean
nick_to_index (GValue *value, GVariant *variant, gpointer user_data)
{
  g_autoptr (GVariant) nicks = g_variant_get_child_value (user_data, 1);
  g_autoptr (GVariant) list = g_variant_get_variant (nicks);
  g_autofree const char **strings = g_variant_get_strv (list, NULL);
  const char *nick = g_variant_get_string (variant, NULL);

  for (guint i = 0; strings[i] != NULL; i++) {
    if (g_str_equal (strings[i], nick)) {
      g_value_set_uint (value, i);
      return TRUE;
    }
  }

  return FALSE;
}

static GVariant *
index_to_nick (const GValue *value, const GVariantType *expected_type, gpointer user_data)
{
  g_autoptr (GVariant) nicks = g_variant_get_child_value (user_data, 1);
  g_autoptr (GVariant) list = g_variant_get_variant (nicks);
  const guint index = g_value_get_uint (value);
  const char *nick;

  if (index >= g_variant_n_children (list))
    return NULL;

  g_variant_get_child (list, index, "&s", &nick);
  return g_variant_new_string (nick);
}

/**
 * prise_settings_bind_choice:
 * @settings: settings
 * @key: a key with choices or of an enum
 * @object: what shows the choices in the schema's order
 * @property: its property of type uint: the index of the choice
 *
 * Ties the key to the index, as prise_settings_bind_value() does.
 */
void
prise_settings_bind_choice (GSettings *settings,
                            const char *key,
                            gpointer object,
                            const char *property)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) schema_key = NULL;
  g_autoptr (GVariant) range = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  schema_key = g_settings_schema_get_key (schema, key);
  range = g_settings_schema_key_get_range (schema_key);

  g_settings_bind_with_mapping (settings, key, object, property, BIND_FLAGS, nick_to_index,
                                index_to_nick, g_variant_ref (range),
                                (GDestroyNotify) g_variant_unref);
}

static void
did_change_budget (GSettings *settings, const char *key, PriseJournal *journal)
{
  prise_journal_set_budget (journal, (guint64) g_settings_get_uint (settings, key) * 1024 * 1024);
}

/**
 * prise_settings_bind_journal:
 * @settings: the root settings
 * @journal: a journal
 *
 * Keeps @journal within the budget of the preferences, from now on.
 */
void
prise_settings_bind_journal (GSettings *settings, PriseJournal *journal)
{
  g_signal_connect_object (settings, "changed::journal-budget", G_CALLBACK (did_change_budget),
                           journal, 0);
  did_change_budget (settings, "journal-budget", journal);
}
