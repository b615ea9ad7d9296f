// SPDX-License-Identifier: GPL-3.0-or-later
/* What the .ui files show of an endpoint of any kind. Pure functions:
 * tests/app/page/test-page-closures.c has the tables. */
#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "prise-closures.h"
#include "prise-format.h"
#include "prise-page-closures.h"

/**
 * prise_page_closures_bind:
 * @widget_class: a class with a template
 *
 * Lets the template name the functions of this file.
 */
void
prise_page_closures_bind (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_is_template);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_traffic);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_status_line);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_status_classes);
}

/**
 * prise_closure_is_template:
 * @object: ignored
 * @reply: the index in the list of replies
 *
 * Returns: whether the reply needs a template
 */
gboolean
prise_closure_is_template (gpointer object, guint reply)
{
  return reply == 2;
}

/* Where a line must be broken, it isn't within a size. */
static char *
format_whole_size (guint64 size)
{
  g_autofree char *text = prise_format_size (size);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  return g_strjoinv ("\u00A0", words);
}

/* With what came too fast for us. */
static char *
describe_received (guint64 received, guint64 lost)
{
  g_autofree char *size = format_whole_size (received);

  if (lost == 0)
    return g_steal_pointer (&size);

  /* Translators: a size, and how many datagrams the system dropped: "15 B, 2 lost". */
  return g_strdup_printf (ngettext ("%s, %" PRIu64 " lost", "%s, %" PRIu64 " lost", lost), size,
                          lost);
}

/**
 * prise_closure_traffic:
 * @object: ignored
 * @received: bytes received
 * @sent: bytes sent
 * @queued: bytes that wait to be sent
 * @congested: whether they are too many
 * @lost: datagrams that the system dropped
 * @datagrams: whether it is datagrams that are sent, for which no peer is waited
 *
 * Returns: (transfer full): the counters; empty before the first byte
 */
char *
prise_closure_traffic (gpointer object,
                       guint64 received,
                       guint64 sent,
                       guint64 queued,
                       gboolean congested,
                       guint64 lost,
                       gboolean datagrams)
{
  g_autofree char *in = describe_received (received, lost);
  g_autofree char *out = format_whole_size (sent);
  g_autofree char *waiting = NULL;

  if (congested)
    waiting = format_whole_size (queued);
  if (congested && datagrams)
    /* Translators: received, sent, waiting: "↓ 15 B · ↑ 21 B · 12 MB waiting: …". */
    return g_strdup_printf (_ ("↓ %s · ↑ %s · %s waiting: the system takes datagrams too slowly"),
                            in, out, waiting);
  if (congested)
    /* Translators: received, sent, waiting: "↓ 15 B · ↑ 21 B · 12 MB waiting: …". */
    return g_strdup_printf (_ ("↓ %s · ↑ %s · %s waiting: the peer isn’t reading"), in, out,
                            waiting);

  if (received == 0 && sent == 0 && lost == 0)
    return g_strdup ("");

  return g_strdup_printf ("↓ %s · ↑ %s", in, out);
}

/**
 * prise_closure_status_line:
 * @object: ignored
 * @status: (nullable): the state in words
 * @notice: (nullable): what it did to protect somebody
 * @traffic: (nullable): the counters
 *
 * Returns: (transfer full): all of them that are there
 */
char *
prise_closure_status_line (gpointer object,
                           const char *status,
                           const char *notice,
                           const char *traffic)
{
  const char *parts[] = { status, notice, traffic };
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    if (!prise_closure_is_filled (object, parts[i]))
      continue;
    if (line->len > 0)
      g_string_append (line, " · ");
    g_string_append (line, parts[i]);
  }

  return g_string_free (line, FALSE);
}

/**
 * prise_closure_status_classes:
 * @object: ignored
 * @state: an endpoint's
 * @congested: whether too much waits to be sent
 * @lost: datagrams that the system dropped
 * @notice: (nullable): what it did to protect somebody
 *
 * Returns: (transfer full): the CSS classes of the status line
 */
GStrv
prise_closure_status_classes (gpointer object,
                              PriseEndpointState state,
                              gboolean congested,
                              guint64 lost,
                              const char *notice)
{
  const char *failed[] = { "status", "error", NULL };
  const char *warning[] = { "status", "warning", NULL };
  const char *normal[] = { "status", "dim-label", NULL };

  if (state == PRISE_ENDPOINT_FAILED)
    return g_strdupv ((GStrv) failed);
  if (congested || lost > 0 || notice != NULL)
    return g_strdupv ((GStrv) warning);

  return g_strdupv ((GStrv) normal);
}
