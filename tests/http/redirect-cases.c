// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "redirect-cases.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "prise-http-basic.h"

#define SERVER       "one.example:8080"
#define OTHER_SERVER "other.example:8080"

static char *
make_url (const char *user, const char *server, const char *path)
{
  return g_strconcat ("http://", user != NULL ? user : "", user != NULL ? "@" : "", server, path,
                      NULL);
}

static GString *
begin_request (JsonObject *object, const char *server, const char *path)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "%s %s HTTP/1.1\r\nHost: %s\r\n",
                   json_object_get_string_member (object, "method"), path, server);

  return text;
}

/* As prise-cli would: who asks stands first, the length last. */
static GBytes *
end_request (GString *text, JsonObject *object, gboolean adds_length)
{
  JsonArray *headers = json_object_get_array_member (object, "headers");
  const char *body = json_object_get_string_member_with_default (object, "body", "");

  for (guint i = 0; i < json_array_get_length (headers); i++)
    g_string_append_printf (text, "%s\r\n", json_array_get_string_element (headers, i));
  if (adds_length && *body != '\0')
    g_string_append_printf (text, "Content-Length: %zu\r\n", strlen (body));
  g_string_append_printf (text, "\r\n%s", body);

  return g_string_free_to_bytes (text);
}

static gboolean
has_header (JsonObject *object, const char *prefix)
{
  JsonArray *headers = json_object_get_array_member (object, "headers");

  for (guint i = 0; i < json_array_get_length (headers); i++) {
    if (g_str_has_prefix (json_array_get_string_element (headers, i), prefix))
      return TRUE;
  }

  return FALSE;
}

static RedirectCase *
read_case (JsonObject *object)
{
  RedirectCase *self = g_new0 (RedirectCase, 1);
  JsonObject *next = json_object_get_object_member (object, "next");
  const gboolean is_elsewhere =
      json_object_get_boolean_member_with_default (object, "elsewhere", FALSE);
  const char *next_server = is_elsewhere ? OTHER_SERVER : SERVER;
  const char *user = json_object_get_string_member_with_default (object, "user", NULL);
  const char *next_user = json_object_get_string_member_with_default (object, "next_user", NULL);
  GString *text = begin_request (object, SERVER, "/old");

  if (user != NULL && !has_header (object, "Authorization:")) {
    g_autofree char *value = prise_http_basic_encode (user);

    g_string_append_printf (text, "Authorization: %s\r\n", value);
  }
  self->what = g_strdup (json_object_get_string_member (object, "what"));
  self->status = (guint) json_object_get_int_member (object, "status");
  self->url = make_url (user, SERVER, "/old");
  self->request =
      end_request (text, object,
                   json_object_get_boolean_member_with_default (object, "has_length", TRUE));
  self->location = make_url (next_user, next_server, "/new");
  if (next_user == NULL && !is_elsewhere)
    next_user = user;
  self->next_url = make_url (next_user, next_server, "/new");
  self->next_request = end_request (begin_request (next, next_server, "/new"), next, FALSE);

  return self;
}

static void
case_free (gpointer data)
{
  RedirectCase *self = data;

  g_free (self->what);
  g_free (self->url);
  g_bytes_unref (self->request);
  g_free (self->location);
  g_free (self->next_url);
  g_bytes_unref (self->next_request);
  g_free (self);
}

/* Returns: (transfer full) (element-type RedirectCase) */
GPtrArray *
redirect_cases_load (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "http", "redirect-cases.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  GPtrArray *cases = g_ptr_array_new_with_free_func (case_free);
  JsonArray *array;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  array = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (cases, read_case (json_array_get_object_element (array, i)));
  g_assert_cmpuint (cases->len, >, 0);

  return cases;
}
