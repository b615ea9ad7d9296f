// SPDX-License-Identifier: GPL-3.0-or-later
/* What is wrong with the method and the URL of a request, said at the fields. What is typed as the
 * method goes into the request only if it can be one. Main thread. */
#include "config.h"

#include "prise-http-address-check.h"

#include <glib/gi18n.h>

#include "prise-accessible.h"

/* A request that was written as bytes may have any method, and is sent so. */
static char *
describe_method (const char *typed, const char *method)
{
  if (typed == NULL || g_strcmp0 (typed, method) == 0)
    return NULL;
  if (*typed == '\0')
    return g_strdup (_ ("Enter a method, such as GET"));

  /* Translators: %s is what was typed as the method of a request. */
  return g_strdup_printf (_ ("“%s” can’t be a method: write one word without accents, such as GET"),
                          typed);
}

/**
 * prise_http_address_check_describe:
 * @object: ignored
 * @typed: (nullable): what is typed as the method
 * @method: (nullable): what the request says
 * @url_error: (nullable): what is wrong with the URL
 *
 * A pure function, called by <closure>.
 *
 * Returns: (transfer full) (nullable): the sentence below the two fields
 */
char *
prise_http_address_check_describe (gpointer object,
                                   const char *typed,
                                   const char *method,
                                   const char *url_error)
{
  char *error = describe_method (typed, method);

  return error != NULL ? error : g_strdup (url_error);
}

/**
 * prise_http_address_check_mark:
 * @method_entry: where the method is typed
 * @url_entry: where the URL is typed
 * @draft: the request that they write
 *
 * Makes each entry look right or wrong, and tells a screen reader why.
 *
 * Returns: (transfer none) (nullable): the first that is wrong
 */
GtkWidget *
prise_http_address_check_mark (GtkEditable *method_entry,
                               GtkWidget *url_entry,
                               PriseHttpDraft *draft)
{
  const char *url_error = prise_http_draft_get_url_error (draft);
  g_autofree char *method = NULL;
  g_autofree char *method_error = NULL;

  g_object_get (draft, "method", &method, NULL);
  method_error = describe_method (gtk_editable_get_text (method_entry), method);
  prise_accessible_mark (GTK_WIDGET (method_entry), GTK_WIDGET (method_entry), method_error);
  prise_accessible_mark (url_entry, url_entry, url_error);
  if (method_error != NULL)
    return GTK_WIDGET (method_entry);

  return url_error != NULL ? url_entry : NULL;
}
