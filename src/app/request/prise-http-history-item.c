// SPDX-License-Identifier: GPL-3.0-or-later
/* A request that was sent, and what came of it. One thread at a time. */
#include "config.h"

#include "prise-http-history-item.h"

#include "prise-http-request.h"
#include "prise-property.h"

struct _PriseHttpHistoryItem {
  GObject parent_instance;

  char *method;
  char *url;
  GBytes *request;
  guint status;
  gint64 time;
};

G_DEFINE_FINAL_TYPE (PriseHttpHistoryItem, prise_http_history_item, G_TYPE_OBJECT)

enum { PROP_METHOD = 1, PROP_URL, PROP_STATUS, PROP_TIME, PROP_WORDS, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
prise_http_history_item_get_property (GObject *object,
                                      guint prop_id,
                                      GValue *value,
                                      GParamSpec *pspec)
{
  PriseHttpHistoryItem *self = PRISE_HTTP_HISTORY_ITEM (object);

  switch (prop_id) {
  case PROP_WORDS:
    g_value_take_string (value,
                         g_strdup_printf ("%s %s %u", self->method, self->url, self->status));
    break;
  default:
    prise_property_get (object, prop_id, value, pspec);
  }
}

static void
prise_http_history_item_finalize (GObject *object)
{
  PriseHttpHistoryItem *self = PRISE_HTTP_HISTORY_ITEM (object);

  g_clear_pointer (&self->request, g_bytes_unref);

  G_OBJECT_CLASS (prise_http_history_item_parent_class)->finalize (object);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_METHOD] = PRISE_PROPERTY (PriseHttpHistoryItem, method),
  [PROP_URL] = PRISE_PROPERTY (PriseHttpHistoryItem, url),
  [PROP_STATUS] = PRISE_PROPERTY (PriseHttpHistoryItem, status),
  [PROP_TIME] = PRISE_PROPERTY (PriseHttpHistoryItem, time),
};

static void
prise_http_history_item_class_init (PriseHttpHistoryItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = prise_http_history_item_get_property;
  object_class->finalize = prise_http_history_item_finalize;

  properties[PROP_METHOD] = g_param_spec_string ("method", NULL, NULL, NULL, PRISE_READABLE);
  properties[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, PRISE_READABLE);
  properties[PROP_STATUS] =
      g_param_spec_uint ("status", NULL, NULL, 0, G_MAXUINT, 0, PRISE_READABLE);
  properties[PROP_TIME] =
      g_param_spec_int64 ("time", NULL, NULL, G_MININT64, G_MAXINT64, 0, PRISE_READABLE);
  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
prise_http_history_item_init (PriseHttpHistoryItem *self)
{
}

/**
 * prise_http_history_item_new:
 * @url: where it went
 * @request: what was sent
 * @status: that of the response; 0: nothing
 * @time: when, in µs since 1970-01-01 UTC
 *
 * Returns: (transfer full): an item
 */
PriseHttpHistoryItem *
prise_http_history_item_new (const char *url, GBytes *request, guint status, gint64 time)
{
  PriseHttpHistoryItem *self = g_object_new (PRISE_TYPE_HTTP_HISTORY_ITEM, NULL);
  g_autoptr (PriseHttpRequest) parts = prise_http_request_new (request);

  self->method = g_utf8_make_valid (parts->method, -1);
  self->url = g_utf8_make_valid (url, -1);
  self->request = g_bytes_ref (request);
  self->status = status;
  self->time = time;

  return self;
}

/**
 * prise_http_history_item_get_url:
 *
 * Returns: (transfer none): where it went
 */
const char *
prise_http_history_item_get_url (PriseHttpHistoryItem *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_HISTORY_ITEM (self), NULL);

  return self->url;
}

/**
 * prise_http_history_item_get_request:
 *
 * Returns: (transfer none): what was sent
 */
GBytes *
prise_http_history_item_get_request (PriseHttpHistoryItem *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_HISTORY_ITEM (self), NULL);

  return self->request;
}

/**
 * prise_http_history_item_drop_body:
 *
 * From now on its request is the head alone.
 */
void
prise_http_history_item_drop_body (PriseHttpHistoryItem *self)
{
  g_autoptr (PriseHttpRequest) parts = NULL;

  g_return_if_fail (PRISE_IS_HTTP_HISTORY_ITEM (self));

  parts = prise_http_request_new (self->request);
  g_clear_pointer (&self->request, g_bytes_unref);
  self->request = g_bytes_ref (parts->head);
}

guint
prise_http_history_item_get_status (PriseHttpHistoryItem *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_HISTORY_ITEM (self), 0);

  return self->status;
}

void
prise_http_history_item_set_status (PriseHttpHistoryItem *self, guint status)
{
  g_return_if_fail (PRISE_IS_HTTP_HISTORY_ITEM (self));

  if (prise_property_set_uint (self, &self->status, status, properties[PROP_STATUS]))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORDS]);
}

gint64
prise_http_history_item_get_time (PriseHttpHistoryItem *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_HISTORY_ITEM (self), 0);

  return self->time;
}
