// SPDX-License-Identifier: GPL-3.0-or-later
/* The fields of curl's --form as a body of several parts (RFC 7578). Until the end is known, a part
 * begins with a line that holds a single NUL, as none of its own can: curl's arguments have none.
 */
#include "config.h"

#include "prise-http-curl-form.h"

#include <string.h>

/* As curl 7.81 and later write it, and the HTML standard wants it. */
static void
append_quoted (GString *form, const char *parameter, const char *text)
{
  g_string_append_printf (form, "; %s=\"", parameter);
  for (; *text != '\0'; text++) {
    if (*text == '"' || *text == '\r' || *text == '\n')
      g_string_append_printf (form, "%%%02X", (guint) *text);
    else
      g_string_append_c (form, *text);
  }
  g_string_append_c (form, '"');
}

/* "text" or text, to the next semicolon; in quotation marks a backslash takes the meaning of those
 * and of itself. */
static char *
take_text (const char **p)
{
  GString *text = g_string_new (NULL);

  if (**p == '"' && strchr (*p + 1, '"') != NULL) {
    for (++*p; **p != '\0' && **p != '"'; ++*p) {
      if (**p == '\\' && ((*p)[1] == '\\' || (*p)[1] == '"'))
        ++*p;
      g_string_append_c (text, **p);
    }
    *p += strcspn (*p, ";");
  } else {
    const gsize size = strcspn (*p, ";");

    g_string_append_len (text, *p, (gssize) size);
    *p += size;
  }

  return g_string_free (text, FALSE);
}

/**
 * prise_http_curl_form_add:
 * @form: what the fields before it say
 * @field: an argument of --form or --form-string
 * @is_literal: whether nothing in its content has a meaning
 *
 * Returns: whether @field could be read; what curl reads from a file, or what it sends otherwise
 * than with a type or file name, can't
 */
gboolean
prise_http_curl_form_add (GString *form, const char *field, gboolean is_literal)
{
  const char *equals = strchr (field, '=');
  const char *p = equals != NULL ? equals + 1 : field;
  g_autofree char *name = equals != NULL ? g_strndup (field, (gsize) (equals - field)) : NULL;
  g_autofree char *content = NULL;
  g_autofree char *type = NULL;
  g_autofree char *file_name = NULL;

  if (equals == NULL || (!is_literal && *p != '\0' && strchr ("@<(", *p) != NULL))
    return FALSE;
  content = is_literal ? g_strdup (p) : take_text (&p);
  while (!is_literal && *p == ';') {
    char **parameter;

    p += 1 + strspn (p + 1, " \t");
    parameter = g_str_has_prefix (p, "type=")       ? &type
                : g_str_has_prefix (p, "filename=") ? &file_name
                                                    : NULL;
    if (parameter == NULL)
      return FALSE;
    p = strchr (p, '=') + 1;
    g_free (*parameter);
    *parameter = take_text (&p);
  }

  g_string_append_c (form, '\0');
  g_string_append (form, "\r\nContent-Disposition: form-data");
  append_quoted (form, "name", name);
  if (file_name != NULL)
    append_quoted (form, "filename", file_name);
  if (type != NULL)
    g_string_append_printf (form, "\r\nContent-Type: %s", type);
  g_string_append_printf (form, "\r\n\r\n%s\r\n", content);

  return TRUE;
}

/**
 * prise_http_curl_form_end:
 * @form: fields
 * @boundary: (out): what stands between the parts, for the header Content-Type
 *
 * The boundary depends on the fields, so that it isn't in one of them.
 *
 * Returns: (transfer full): the body
 */
GString *
prise_http_curl_form_end (GString *form, char **boundary)
{
  g_autofree char *checksum =
      g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) form->str, form->len);
  GString *body = g_string_sized_new (form->len);

  *boundary = g_strdup_printf ("------------------------%.16s", checksum);
  for (gsize i = 0; i < form->len; i++) {
    if (form->str[i] == '\0')
      g_string_append_printf (body, "--%s", *boundary);
    else
      g_string_append_c (body, form->str[i]);
  }
  g_string_append_printf (body, "--%s--\r\n", *boundary);

  return body;
}
