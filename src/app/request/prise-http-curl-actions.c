// SPDX-License-Identifier: GPL-3.0-or-later
/* A request on the clipboard, as a command line of curl. Toasts say how it went. Main thread. */
#include "config.h"

#include "prise-http-curl-actions.h"

#include <glib/gi18n.h>

#include "prise-http-curl.h"
#include "prise-toast.h"

/* From the question to the clipboard's answer. */
typedef struct {
  GtkWidget *widget;
  PriseHttpDraft *draft;
} Paste;

static void
paste_free (Paste *paste)
{
  g_object_unref (paste->widget);
  g_object_unref (paste->draft);
  g_free (paste);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Paste, paste_free)

/**
 * prise_http_curl_actions_copy:
 * @widget: on whose display
 * @draft: a request
 *
 * Copies @draft to the clipboard, or says what is wrong with its URL, or why curl can't send it.
 */
void
prise_http_curl_actions_copy (GtkWidget *widget, PriseHttpDraft *draft)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PriseHttpUrl) url = prise_http_url_parse (prise_http_draft_get_url (draft), &error);
  g_autofree char *command = NULL;

  if (url != NULL)
    command = prise_http_request_to_curl (prise_http_draft_get_request (draft), url->host,
                                          url->port, &error);
  if (command != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), command);
  prise_toast_tell (widget,
                    command != NULL ? _ ("The curl command is on the clipboard") : error->message);
}

/**
 * prise_http_curl_actions_import:
 * @widget: on whose window
 * @draft: what is to say what @command says
 * @command: a command line of curl, or what was taken for one
 *
 * A toast tells how it went; of a command that can't be followed nothing is taken.
 *
 * Returns: whether @draft was changed
 */
gboolean
prise_http_curl_actions_import (GtkWidget *widget, PriseHttpDraft *draft, const char *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PriseHttpCurl) curl = prise_http_curl_read (command, &error);
  g_autofree char *said = NULL;

  if (curl != NULL) {
    g_autoptr (GBytes) bytes = prise_http_request_dup_bytes (curl->request);

    prise_http_draft_load (draft, curl->url, bytes);
  }
  if (curl != NULL && curl->left_out != NULL)
    /* Translators: %s is for the shell, such as "| jq .". */
    said = g_strdup_printf (_ ("The curl command was imported without “%s”"), curl->left_out);
  prise_toast_tell (widget, said != NULL   ? said
                            : curl != NULL ? _ ("The curl command was imported")
                                           : error->message);

  return curl != NULL;
}

static void
did_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Paste) paste = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  prise_http_curl_actions_import (paste->widget, paste->draft, text != NULL ? text : "");
}

/**
 * prise_http_curl_actions_paste:
 * @widget: on whose display
 * @draft: what is to say what the clipboard says
 *
 * Reads the clipboard; a command that can't be followed is said, and nothing is changed.
 */
void
prise_http_curl_actions_paste (GtkWidget *widget, PriseHttpDraft *draft)
{
  Paste *paste = g_new0 (Paste, 1);

  paste->widget = g_object_ref (widget);
  paste->draft = g_object_ref (draft);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, did_read, paste);
}
