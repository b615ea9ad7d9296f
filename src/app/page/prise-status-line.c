// SPDX-License-Identifier: GPL-3.0-or-later
/* The last line of a page. The counters are read from the journal: at once when it grows after a
 * rest, then ten times a second at most while it goes on growing. Main thread. */
#include "config.h"

#include "prise-status-line.h"
#include "prise-page-closures.h"
#include "prise-property.h"

struct _PriseStatusLine {
  AdwBin parent_instance;

  PriseEndpoint *endpoint;
  PriseJournalWatch *watch;
  char *status;
  gboolean sends_datagrams;
  guint64 lost;
  guint64 received;
  guint64 sent;
};

G_DEFINE_FINAL_TYPE (PriseStatusLine, prise_status_line, ADW_TYPE_BIN)

enum {
  PROP_ENDPOINT = 1,
  PROP_STATUS,
  PROP_SENDS_DATAGRAMS,
  PROP_LOST,
  PROP_RECEIVED,
  PROP_SENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Nobody can follow faster changes. */
#define REST_MS 100

static void
did_grow (PriseJournal *journal, gpointer user_data)
{
  PriseStatusLine *self = user_data;
  PriseJournalCounters counters;

  prise_journal_get_counters (journal, &counters);
  prise_property_set_uint64 (self, &self->received, counters.received_bytes,
                             properties[PROP_RECEIVED]);
  prise_property_set_uint64 (self, &self->sent, counters.sent_bytes, properties[PROP_SENT]);
}

static void
prise_status_line_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PriseStatusLine *self = PRISE_STATUS_LINE (object);

  switch (prop_id) {
  case PROP_ENDPOINT:
    g_value_set_object (value, self->endpoint);
    break;
  case PROP_STATUS:
    g_value_set_string (value, self->status);
    break;
  case PROP_SENDS_DATAGRAMS:
    g_value_set_boolean (value, self->sends_datagrams);
    break;
  case PROP_LOST:
    g_value_set_uint64 (value, self->lost);
    break;
  case PROP_RECEIVED:
    g_value_set_uint64 (value, self->received);
    break;
  case PROP_SENT:
    g_value_set_uint64 (value, self->sent);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
set_endpoint (PriseStatusLine *self, PriseEndpoint *endpoint)
{
  if (!prise_property_set_object (self, &self->endpoint, endpoint, properties[PROP_ENDPOINT]))
    return;

  g_clear_pointer (&self->watch, prise_journal_watch_free);
  if (endpoint != NULL) {
    PriseJournal *journal = prise_endpoint_get_journal (endpoint);

    did_grow (journal, self);
    self->watch = prise_journal_watch_new (journal, NULL, REST_MS, did_grow, self);
  }
}

static void
prise_status_line_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  PriseStatusLine *self = PRISE_STATUS_LINE (object);

  switch (prop_id) {
  case PROP_ENDPOINT:
    set_endpoint (self, g_value_get_object (value));
    break;
  case PROP_STATUS:
    prise_property_set_string (self, &self->status, g_value_get_string (value),
                               properties[PROP_STATUS]);
    break;
  case PROP_SENDS_DATAGRAMS:
    self->sends_datagrams = g_value_get_boolean (value);
    break;
  case PROP_LOST:
    prise_property_set_uint64 (self, &self->lost, g_value_get_uint64 (value),
                               properties[PROP_LOST]);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
prise_status_line_dispose (GObject *object)
{
  PriseStatusLine *self = PRISE_STATUS_LINE (object);

  g_clear_pointer (&self->watch, prise_journal_watch_free);
  g_clear_object (&self->endpoint);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PRISE_TYPE_STATUS_LINE);

  G_OBJECT_CLASS (prise_status_line_parent_class)->dispose (object);
}

static void
prise_status_line_finalize (GObject *object)
{
  PriseStatusLine *self = PRISE_STATUS_LINE (object);

  g_free (self->status);

  G_OBJECT_CLASS (prise_status_line_parent_class)->finalize (object);
}

static void
prise_status_line_class_init (PriseStatusLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = readable | G_PARAM_WRITABLE;

  object_class->get_property = prise_status_line_get_property;
  object_class->set_property = prise_status_line_set_property;
  object_class->dispose = prise_status_line_dispose;
  object_class->finalize = prise_status_line_finalize;

  properties[PROP_ENDPOINT] =
      g_param_spec_object ("endpoint", NULL, NULL, PRISE_TYPE_ENDPOINT, writable);
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL, writable);
  properties[PROP_SENDS_DATAGRAMS] =
      g_param_spec_boolean ("sends-datagrams", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOST] = g_param_spec_uint64 ("lost", NULL, NULL, 0, G_MAXUINT64, 0, writable);
  properties[PROP_RECEIVED] =
      g_param_spec_uint64 ("received", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_SENT] = g_param_spec_uint64 ("sent", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-status-line.ui");
  prise_page_closures_bind (widget_class);
}

static void
prise_status_line_init (PriseStatusLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
