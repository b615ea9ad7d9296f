// SPDX-License-Identifier: GPL-3.0-or-later
/* The last line of a page. The counters are read from the journal: at once when it grows after a
 * rest, then ten times a second at most while it goes on growing. Main thread. */
#include "config.h"

#include "prise-status-line.h"
#include "prise-page-closures.h"
#include "prise-property.h"
#include "prise-widget.h"

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
did_set_endpoint (PriseStatusLine *self)
{
  g_clear_pointer (&self->watch, prise_journal_watch_free);
  if (self->endpoint != NULL) {
    PriseJournal *journal = prise_endpoint_get_journal (self->endpoint);

    did_grow (journal, self);
    self->watch = prise_journal_watch_new (journal, NULL, REST_MS, did_grow, self);
  }
}

static void
prise_status_line_dispose (GObject *object)
{
  PriseStatusLine *self = PRISE_STATUS_LINE (object);

  g_clear_pointer (&self->watch, prise_journal_watch_free);
  g_clear_object (&self->endpoint);
  prise_widget_dispose (object);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_ENDPOINT] = PRISE_PROPERTY_THEN (PriseStatusLine, endpoint, did_set_endpoint),
  [PROP_STATUS] = PRISE_PROPERTY (PriseStatusLine, status),
  [PROP_SENDS_DATAGRAMS] = PRISE_PROPERTY (PriseStatusLine, sends_datagrams),
  [PROP_LOST] = PRISE_PROPERTY (PriseStatusLine, lost),
  [PROP_RECEIVED] = PRISE_PROPERTY (PriseStatusLine, received),
  [PROP_SENT] = PRISE_PROPERTY (PriseStatusLine, sent),
};

static void
prise_status_line_class_init (PriseStatusLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_status_line_dispose;

  properties[PROP_ENDPOINT] =
      g_param_spec_object ("endpoint", NULL, NULL, PRISE_TYPE_ENDPOINT, PRISE_WRITABLE);
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL, PRISE_WRITABLE);
  properties[PROP_SENDS_DATAGRAMS] =
      g_param_spec_boolean ("sends-datagrams", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOST] =
      g_param_spec_uint64 ("lost", NULL, NULL, 0, G_MAXUINT64, 0, PRISE_WRITABLE);
  properties[PROP_RECEIVED] =
      g_param_spec_uint64 ("received", NULL, NULL, 0, G_MAXUINT64, 0, PRISE_READABLE);
  properties[PROP_SENT] =
      g_param_spec_uint64 ("sent", NULL, NULL, 0, G_MAXUINT64, 0, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

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
