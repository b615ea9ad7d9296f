// SPDX-License-Identifier: GPL-3.0-or-later
/* The fields of curl's --form as a body of several parts (RFC 7578). Until the end is known, and
 * with it what separates them, a NUL and a letter stand for where a part begins, and for a NUL
 * itself. */
#include "config.h"

#include "prise-http-curl-form.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BLANKS " \t\n\v\f\r"

#define A_PART "\0P"
#define A_NUL  "\0N"

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

/* "text" or text, to the next semicolon, without blanks around it; in quotation marks a backslash
 * takes the meaning of those and of itself. */
static char *
take_text (const char **p)
{
  GString *text = g_string_new (NULL);

  *p += strspn (*p, BLANKS);
  if (**p == '"' && strchr (*p + 1, '"') != NULL) {
    for (++*p; **p != '\0' && **p != '"'; ++*p) {
      if (**p == '\\' && ((*p)[1] == '\\' || (*p)[1] == '"'))
        ++*p;
      g_string_append_c (text, **p);
    }
    *p += strcspn (*p, ";");
  } else {
    const char *end = *p + strcspn (*p, ";");
    gsize size = (gsize) (end - *p);

    while (size > 0 && strchr (BLANKS, (*p)[size - 1]) != NULL)
      size--;
    g_string_append_len (text, *p, (gssize) size);
    *p = end;
  }

  return g_string_free (text, FALSE);
}

/* A field as it was typed. */
typedef struct {
  char *name;
  char *content; /* or the name of a file */
  char *type;
  char *file_name;
  char source; /* '@', '<' or '(' where the content is elsewhere; else 0 */
} Field;

static void
field_clear (Field *self)
{
  g_free (self->name);
  g_free (self->content);
  g_free (self->type);
  g_free (self->file_name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Field, field_clear)

/* Whether it could be read. */
static gboolean
parse_field (Field *self, const char *text, gboolean is_literal)
{
  const char *equals = strchr (text, '=');
  const char *p = equals != NULL ? equals + 1 : text;

  if (equals == NULL)
    return FALSE;
  self->name = g_strndup (text, (gsize) (equals - text));
  if (!is_literal && *p != '\0' && strchr ("@<(", *p) != NULL)
    self->source = *p++;
  self->content = is_literal ? g_strdup (p) : take_text (&p);
  while (!is_literal && *p == ';') {
    char **parameter;

    p += 1 + strspn (p + 1, " \t");
    parameter = g_str_has_prefix (p, "type=")       ? &self->type
                : g_str_has_prefix (p, "filename=") ? &self->file_name
                                                    : NULL;
    if (parameter == NULL)
      return FALSE;
    p = strchr (p, '=') + 1;
    g_free (*parameter);
    *parameter = take_text (&p);
  }

  return TRUE;
}

static void
append_content (GString *form, const char *content, gsize size)
{
  for (gsize i = 0; i < size; i++) {
    if (content[i] == '\0')
      g_string_append_len (form, A_NUL, 2);
    else
      g_string_append_c (form, content[i]);
  }
}

static void
append_field (GString *form, const Field *field, const char *content, gsize size)
{
  g_string_append_len (form, A_PART, 2);
  g_string_append (form, "\r\nContent-Disposition: form-data");
  append_quoted (form, "name", field->name);
  if (field->file_name != NULL)
    append_quoted (form, "filename", field->file_name);
  if (field->type != NULL)
    g_string_append_printf (form, "\r\nContent-Type: %s", field->type);
  g_string_append (form, "\r\n\r\n");
  append_content (form, content, size);
  g_string_append (form, "\r\n");
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
  g_auto (Field) parsed = { 0 };

  if (!parse_field (&parsed, field, is_literal) || parsed.source != 0)
    return FALSE;
  append_field (form, &parsed, parsed.content, strlen (parsed.content));

  return TRUE;
}

/**
 * prise_http_curl_form_add_with_files:
 * @form: what the fields before it say
 * @field: an argument of --form
 * @read: for one whose content stands in a file: behind "@" with the file's name, behind "<"
 * without
 * @error: bad usage, or why the file can't be read
 *
 * Returns: whether @field could be read
 */
gboolean
prise_http_curl_form_add_with_files (GString *form,
                                     const char *field,
                                     PriseHttpCurlReadFunc read,
                                     GError **error)
{
  g_auto (Field) parsed = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  const char *content;
  gsize size;

  if (!parse_field (&parsed, field, FALSE) || parsed.source == '(') {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("“%s” is not a field: write NAME=TEXT or NAME=@FILE, with “;type=…” or "
                    "“;filename=…”"),
                 field);
    return FALSE;
  }
  bytes = parsed.source != 0 ? read (parsed.content, error)
                             : g_bytes_new (parsed.content, strlen (parsed.content));
  if (bytes == NULL)
    return FALSE;

  if (parsed.source == '@' && parsed.file_name == NULL)
    parsed.file_name = g_path_get_basename (parsed.content);
  if (parsed.source == '@' && parsed.type == NULL)
    parsed.type = g_strdup ("application/octet-stream");
  content = g_bytes_get_data (bytes, &size);
  append_field (form, &parsed, content, size);

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
    if (form->str[i] != '\0')
      g_string_append_c (body, form->str[i]);
    else if (form->str[++i] == A_PART[1])
      g_string_append_printf (body, "--%s", *boundary);
    else
      g_string_append_c (body, '\0');
  }
  g_string_append_printf (body, "--%s--\r\n", *boundary);

  return body;
}
