// SPDX-License-Identifier: GPL-3.0-or-later
/* Keeps a request that is being written in the settings: as the editor shows it, for it may hold
 * any bytes; without passwords. Main thread. */
#include "config.h"

#include "prise-http-draft-settings.h"

#include "prise-http-curl.h"
#include "prise-http-escape-text.h"
#include "prise-http-field-item.h"
#include "prise-http-secrets.h"

/* A longer request isn't kept. */
#define MAX_KEPT_SIZE (16 * 1024)

/* Which headers are left out, and after how many others each stands. */
#define LEFT_OUT_TYPE G_VARIANT_TYPE ("a(uss)")

static void
load_left_out (GSettings *settings, GListStore *headers)
{
  g_autoptr (GVariant) left_out = g_settings_get_value (settings, "left-out");
  GVariantIter iter;
  guint position;
  const char *name;
  const char *value;

  g_variant_iter_init (&iter, left_out);
  while (g_variant_iter_next (&iter, "(u&s&s)", &position, &name, &value)) {
    g_autoptr (PriseHttpFieldItem) field = prise_http_field_item_new (name, value, FALSE);

    g_list_store_insert (headers, MIN (position, g_list_model_get_n_items (G_LIST_MODEL (headers))),
                         field);
  }
}

static void
save_left_out (GSettings *settings, GListModel *headers)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, LEFT_OUT_TYPE);
  for (guint i = 0; i < g_list_model_get_n_items (headers); i++) {
    g_autoptr (PriseHttpFieldItem) field = g_list_model_get_item (headers, i);
    const char *name = prise_http_field_item_get_name (field);

    if (!prise_http_field_item_get_enabled (field))
      g_variant_builder_add (&builder, "(uss)", i, name,
                             prise_http_secrets_is_secret (name)
                                 ? ""
                                 : prise_http_field_item_get_value (field));
  }
  g_settings_set_value (settings, "left-out", g_variant_builder_end (&builder));
}

/**
 * prise_http_draft_settings_load:
 * @settings: settings with the keys url, request and left-out
 * @draft: a draft that is to say what they say
 */
void
prise_http_draft_settings_load (GSettings *settings, PriseHttpDraft *draft)
{
  g_autofree char *url = g_settings_get_string (settings, "url");
  g_autofree char *text = g_settings_get_string (settings, "request");
  gsize error_offset;
  g_autoptr (GBytes) bytes = prise_http_escape_text_to_bytes (text, &error_offset, NULL);

  if (bytes == NULL)
    return;

  prise_http_draft_load (draft, url, bytes);
  prise_http_draft_leave_out_emptied (draft);
  load_left_out (settings, prise_http_draft_get_headers (draft));
}

/**
 * prise_http_draft_settings_save:
 * @settings: settings with the keys url, request and left-out
 * @draft: what is to be kept
 *
 * While a command of curl stands in the place of its URL, what was kept before stays: a password
 * may be anywhere in it, and what it asks for isn't in the request yet.
 */
void
prise_http_draft_settings_save (GSettings *settings, PriseHttpDraft *draft)
{
  g_autofree char *url = prise_http_secrets_strip_url (prise_http_draft_get_url (draft));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) stripped = NULL;
  g_autofree char *text = NULL;

  if (prise_http_curl_is_command (url))
    return;
  /* This is called while somebody types: a long body isn't even copied. */
  if (g_bytes_get_size (prise_http_draft_get_request (draft)->body) > MAX_KEPT_SIZE)
    return;
  bytes = prise_http_draft_dup_bytes (draft);
  stripped = prise_http_secrets_strip_request (bytes);
  if (g_bytes_get_size (stripped) > MAX_KEPT_SIZE)
    return;

  text = prise_http_escape_text_from_bytes (stripped);
  g_settings_set_string (settings, "url", url);
  g_settings_set_string (settings, "request", text);
  save_left_out (settings, G_LIST_MODEL (prise_http_draft_get_headers (draft)));
}
