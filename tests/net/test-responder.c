// SPDX-License-Identifier: GPL-3.0-or-later
/* What an endpoint replies by itself. */
#include "config.h"

#include <string.h>

#include "net-fixture.h"
#include "prise-responder.h"
#include "prise-time.h"

static GBytes *
reply_to (PriseResponder *responder, const char *text, guint64 count)
{
  g_autoptr (GBytes) message = g_bytes_new (text, strlen (text));

  return prise_responder_reply (responder, message, "127.0.0.1:5555", count, NULL);
}

static void
test_none (void)
{
  g_autoptr (PriseResponder) responder = prise_responder_new_none ();

  g_assert_true (prise_responder_is_none (responder));
  g_assert_null (reply_to (responder, "Bonjour", 1));
}

/* The very bytes: nothing is copied. */
static void
test_echo (void)
{
  g_autoptr (PriseResponder) responder = prise_responder_new_echo ();
  g_autoptr (GBytes) message = g_bytes_new_static ("a\0b\xff", 4);
  g_autoptr (GBytes) reply = prise_responder_reply (responder, message, "", 1, NULL);

  g_assert_false (prise_responder_is_none (responder));
  g_assert_true (g_bytes_get_data (reply, NULL) == g_bytes_get_data (message, NULL));
  g_assert_cmpuint (g_bytes_get_size (reply), ==, 4);
}

static const struct {
  const char *template;
  guint64 count;
  const char *reply;
} template_cases[] = {
  { "Recu: {data}", 1, "Recu: Bonjour" },
  { "{count} {size} {peer}", 7, "7 7 127.0.0.1:5555" },
  { "", 1, "" },
};

static void
test_template (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (template_cases); i++) {
    g_autoptr (PriseResponder) responder = net_template (template_cases[i].template);
    g_autoptr (GBytes) reply = reply_to (responder, "Bonjour", template_cases[i].count);

    g_assert_false (prise_responder_is_none (responder));
    g_assert_cmpmem (g_bytes_get_data (reply, NULL), g_bytes_get_size (reply),
                     template_cases[i].reply, strlen (template_cases[i].reply));
  }
}

/* The present time, between two looks at the clock; midnight may come between them, once. */
static void
test_time (void)
{
  g_autoptr (PriseResponder) responder = net_template ("{time}");
  char before[PRISE_TIME_SIZE], after[PRISE_TIME_SIZE];
  g_autofree char *text = NULL;

  do {
    g_autoptr (GBytes) reply = NULL;

    prise_time_to_clock (g_get_real_time (), before);
    reply = reply_to (responder, "Bonjour", 1);
    prise_time_to_clock (g_get_real_time (), after);
    g_free (text);
    text = g_strndup (g_bytes_get_data (reply, NULL), g_bytes_get_size (reply));
  } while (strcmp (before, after) > 0);
  g_assert_cmpstr (text, >=, before);
  g_assert_cmpstr (text, <=, after);
}

static void
test_boxed (void)
{
  g_autoptr (PriseResponder) responder = prise_responder_new_echo ();
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, PRISE_TYPE_RESPONDER);
  g_value_set_boxed (&value, responder);
  g_assert_true (g_value_get_boxed (&value) == responder);
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  g_test_add_func ("/responder/none", test_none);
  g_test_add_func ("/responder/echo", test_echo);
  g_test_add_func ("/responder/template", test_template);
  g_test_add_func ("/responder/time", test_time);
  g_test_add_func ("/responder/boxed", test_boxed);

  return g_test_run ();
}
