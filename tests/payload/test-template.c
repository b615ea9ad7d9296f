// SPDX-License-Identifier: GPL-3.0-or-later
/* Reply templates: what they expand to, and what is said about mistakes. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "payload-cases.h"
#include "prise-payload-error.h"
#include "prise-template.h"

typedef struct {
  const char *text;
  const char *bytes;
  gsize size;
} GoodCase;

static const GoodCase good_cases[] = {
  { "", BYTES ("") },
  { "Recu: {data}", BYTES ("Recu: a\0{peer}\\n\xff") },
  { "{data}", BYTES ("a\0{peer}\\n\xff") },
  { "{data}{data}", BYTES ("a\0{peer}\\n\xff"
                           "a\0{peer}\\n\xff") },
  { "{peer}", BYTES ("127.0.0.1:5555") },
  { "{size}", BYTES ("11") },
  { "{count}", BYTES ("42") },
  { "{time}", BYTES ("12:00:01.123") },
  { "{time} {peer} {size} {count}\\n", BYTES ("12:00:01.123 127.0.0.1:5555 11 42\n") },
  { "{{data}}", BYTES ("{data}") },
  { "{{{size}}}", BYTES ("{11}") },
  { "}}{{", BYTES ("}{") },
  { "\\x7Bdata\\x7D", BYTES ("{data}") },
  { "\\u00e9\\0\\\\", BYTES ("\xc3\xa9\0\\") },
  { "é%s", BYTES ("é%s") },
};

static const struct {
  const char *text;
  PrisePayloadError code;
  gsize offset;
  const char *place;
} bad_cases[] = {
  { "{date}", PRISE_PAYLOAD_ERROR_BAD_FIELD, 0, "“{date}” at character 1: there is no such" },
  { "é {}", PRISE_PAYLOAD_ERROR_BAD_FIELD, 3, "“{}” at character 3: there is no such" },
  { "{Data}", PRISE_PAYLOAD_ERROR_BAD_FIELD, 0, "“{Data}” at character 1: there is no such" },
  { "{ data}", PRISE_PAYLOAD_ERROR_BAD_FIELD, 0, "“{ data}” at character 1: there is no such" },
  { "{dat", PRISE_PAYLOAD_ERROR_BAD_FIELD, 0, "“{” at character 1: no “}”" },
  { "{da{data}", PRISE_PAYLOAD_ERROR_BAD_FIELD, 0, "“{” at character 1: no “}”" },
  { "a{", PRISE_PAYLOAD_ERROR_BAD_FIELD, 1, "“{” at character 2: no “}”" },
  { "a}b", PRISE_PAYLOAD_ERROR_BAD_FIELD, 1, "“}” at character 2: no “{”" },
  { "{data}}", PRISE_PAYLOAD_ERROR_BAD_FIELD, 6, "“}” at character 7: no “{”" },
  { "{data}\\q", PRISE_PAYLOAD_ERROR_BAD_ESCAPE, 6, "“\\q” at character 7: " },
  { "\\", PRISE_PAYLOAD_ERROR_BAD_ESCAPE, 0, "“\\” at character 1: " },
};

/* A second and 123 ms past noon of a summer's day, wherever we are. */
static gint64
one_past_noon (void)
{
  struct tm noon = {
    .tm_year = 124, .tm_mon = 6, .tm_mday = 14, .tm_hour = 12, .tm_sec = 1, .tm_isdst = -1
  };

  return (gint64) mktime (&noon) * G_USEC_PER_SEC + 123456;
}

static void
check_expansion (const GoodCase *row)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_memdup2 (row->text, strlen (row->text) + 1);
  g_autoptr (PriseTemplate) template = prise_template_new (text, NULL, &error);
  g_autoptr (GBytes) data = g_bytes_new (BYTES ("a\0{peer}\\n\xff"));
  PriseTemplateValues values = {
    .data = data,
    .peer = "127.0.0.1:5555",
    .count = 42,
    .wall_time = one_past_noon (),
  };

  g_assert_no_error (error);
  for (int again = 0; again < 2; again++) {
    g_autoptr (GBytes) reply = prise_template_expand (template, &values, G_MAXSIZE);
    assert_bytes (reply, row->bytes, row->size);
  }
}

static void
test_expand (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good_cases); i++)
    check_expansion (&good_cases[i]);
}

static void
test_mistakes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad_cases); i++) {
    g_autoptr (GError) error = NULL;
    gsize offset = 4711;

    g_assert_null (prise_template_new (bad_cases[i].text, &offset, &error));
    assert_mistake (error, bad_cases[i].code, offset, bad_cases[i].offset, bad_cases[i].place);
    g_assert_null (prise_template_new (bad_cases[i].text, NULL, NULL));
  }
}

/* A field's name may be a page long; the sentence isn't. */
static void
test_long_name (void)
{
  g_autofree char *name = g_strnfill (100 * 1000, 'x');
  g_autofree char *text = g_strconcat ("{", name, "}", NULL);
  g_autoptr (GError) error = NULL;
  gsize offset;

  g_assert_null (prise_template_new (text, &offset, &error));
  assert_mistake (error, PRISE_PAYLOAD_ERROR_BAD_FIELD, offset, 0, "“{xxx");
  g_assert_cmpuint (strlen (error->message), <, 200);
}

static void
test_nothing_given (void)
{
  g_autoptr (PriseTemplate) template =
      prise_template_new ("[{data}|{peer}|{size}|{count}]", NULL, NULL);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  PriseTemplateValues values = { .count = G_MAXUINT64 };
  g_autoptr (GBytes) of_null = prise_template_expand (template, &values, G_MAXSIZE);
  g_autoptr (GBytes) of_empty = NULL;

  assert_bytes (of_null, BYTES ("[||0|18446744073709551615]"));
  values.data = empty;
  of_empty = prise_template_expand (template, &values, G_MAXSIZE);
  g_assert_true (g_bytes_equal (of_null, of_empty));
}

/* As long as it may be, and not a byte longer. */
static void
test_size (void)
{
  g_autoptr (PriseTemplate) template = prise_template_new ("<{count}>", NULL, NULL);
  PriseTemplateValues values = { .count = 1000 };
  g_autoptr (GBytes) fits = prise_template_expand (template, &values, 6);
  g_autoptr (GBytes) is_too_long = prise_template_expand (template, &values, 5);

  assert_bytes (fits, BYTES ("<1000>"));
  g_assert_null (is_too_long);
}

static void
test_boxed (void)
{
  g_auto (GValue) value = G_VALUE_INIT;
  PriseTemplate *template = prise_template_new ("{data}", NULL, NULL);

  g_value_init (&value, PRISE_TYPE_TEMPLATE);
  g_value_set_boxed (&value, template);
  g_assert_true (g_value_get_boxed (&value) == template);
  prise_template_unref (template);
}

static gpointer
expand_often (gpointer data)
{
  g_autoptr (PriseTemplate) template = prise_template_ref (data);

  for (guint64 i = 0; i < 10 * 1000; i++) {
    PriseTemplateValues values = { .count = i };
    g_autofree char *expected = g_strdup_printf ("%" G_GUINT64_FORMAT, i);
    g_autoptr (GBytes) reply = prise_template_expand (template, &values, G_MAXSIZE);
    assert_bytes (reply, expected, strlen (expected));
  }

  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (PriseTemplate) template = prise_template_new ("{count}", NULL, NULL);
  GThread *thread = g_thread_new ("expand", expand_often, template);

  expand_often (template);
  g_thread_join (thread);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/template/expand", test_expand);
  g_test_add_func ("/template/mistakes", test_mistakes);
  g_test_add_func ("/template/long-name", test_long_name);
  g_test_add_func ("/template/nothing-given", test_nothing_given);
  g_test_add_func ("/template/size", test_size);
  g_test_add_func ("/template/boxed", test_boxed);
  g_test_add_func ("/template/threads", test_threads);

  return g_test_run ();
}
