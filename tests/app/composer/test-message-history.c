// SPDX-License-Identifier: GPL-3.0-or-later
/* Recalling what was sent before. */
#include "config.h"

#include "prise-message-history.h"

#define TEXT PRISE_MESSAGE_FORMAT_TEXT
#define HEX  PRISE_MESSAGE_FORMAT_HEX

static void
assert_item (const PriseMessageHistoryItem *item, const char *text, PriseMessageFormat format)
{
  g_assert_nonnull (item);
  g_assert_cmpstr (item->text, ==, text);
  g_assert_cmpint (item->format, ==, format);
}

static void
test_empty (void)
{
  g_autoptr (PriseMessageHistory) history = prise_message_history_new ();

  g_assert_null (prise_message_history_back (history, "draft", TEXT));
  g_assert_null (prise_message_history_forward (history));
}

static void
test_back_and_forward (void)
{
  g_autoptr (PriseMessageHistory) history = prise_message_history_new ();

  prise_message_history_add (history, "one", TEXT);
  prise_message_history_add (history, "2a", HEX);
  assert_item (prise_message_history_back (history, "draft", TEXT), "2a", HEX);
  assert_item (prise_message_history_back (history, "2a", HEX), "one", TEXT);
  g_assert_null (prise_message_history_back (history, "one", TEXT));
  assert_item (prise_message_history_forward (history), "2a", HEX);
  assert_item (prise_message_history_forward (history), "draft", TEXT);
  g_assert_null (prise_message_history_forward (history));
}

/* After sending, the message still stands in the field. */
static void
test_passes_over_what_stands_there (void)
{
  g_autoptr (PriseMessageHistory) history = prise_message_history_new ();

  prise_message_history_add (history, "one", TEXT);
  prise_message_history_add (history, "two", TEXT);
  assert_item (prise_message_history_back (history, "two", TEXT), "one", TEXT);
}

static void
test_keeps_no_doubles (void)
{
  g_autoptr (PriseMessageHistory) history = prise_message_history_new ();

  prise_message_history_add (history, "one", TEXT);
  prise_message_history_add (history, "one", TEXT);
  prise_message_history_add (history, "", TEXT);
  prise_message_history_add (history, "one", HEX);
  assert_item (prise_message_history_back (history, "", TEXT), "one", HEX);
  assert_item (prise_message_history_back (history, "one", HEX), "one", TEXT);
  g_assert_null (prise_message_history_back (history, "one", TEXT));
}

static void
test_is_bounded (void)
{
  g_autoptr (PriseMessageHistory) history = prise_message_history_new ();
  g_autofree char *large = g_strnfill (PRISE_MESSAGE_HISTORY_MAX_SIZE + 1, 'x');
  const PriseMessageHistoryItem *item;
  const char *text = "";
  guint n_items = 0;

  for (guint i = 0; i < 3 * PRISE_MESSAGE_HISTORY_MAX_LENGTH; i++) {
    g_autofree char *message = g_strdup_printf ("message %u", i);

    prise_message_history_add (history, message, TEXT);
  }
  prise_message_history_add (history, large, TEXT);
  /* One less is kept. */
  large[PRISE_MESSAGE_HISTORY_MAX_SIZE] = '\0';
  prise_message_history_add (history, large, TEXT);
  item = prise_message_history_back (history, "", TEXT);
  g_assert_cmpstr (item->text, ==, large);
  prise_message_history_add (history, "the last", TEXT);

  while ((item = prise_message_history_back (history, text, TEXT)) != NULL) {
    text = item->text;
    n_items++;
  }
  g_assert_cmpuint (n_items, ==, PRISE_MESSAGE_HISTORY_MAX_LENGTH);
  g_assert_cmpstr (text, ==, "message 202");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history/empty", test_empty);
  g_test_add_func ("/history/back-and-forward", test_back_and_forward);
  g_test_add_func ("/history/passes-over-what-stands-there", test_passes_over_what_stands_there);
  g_test_add_func ("/history/keeps-no-doubles", test_keeps_no_doubles);
  g_test_add_func ("/history/is-bounded", test_is_bounded);

  return g_test_run ();
}
