// SPDX-License-Identifier: GPL-3.0-or-later
/* Calls into a context, and timers there. */
#include "config.h"

#include "prise-call.h"
#include "prise-timeout.h"

static void
append (gpointer user_data)
{
  GString **strings = user_data;

  g_string_append (strings[0], strings[1]->str);
}

static void
free_strings (gpointer user_data)
{
  GString **strings = user_data;

  g_string_free (strings[1], TRUE);
  g_free (strings);
}

static void
call (GMainContext *context, GString *result, const char *text)
{
  GString **strings = g_new (GString *, 2);

  strings[0] = result;
  strings[1] = g_string_new (text);
  prise_call_in (context, append, strings, free_strings);
}

static void
test_order (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GString) result = g_string_new (NULL);

  /* Where g_main_context_invoke() would call at once. */
  g_main_context_push_thread_default (context);
  call (context, result, "a");
  call (context, result, "b");
  g_assert_cmpstr (result->str, ==, "");
  call (context, result, "c");
  while (g_main_context_iteration (context, FALSE))
    ;
  g_assert_cmpstr (result->str, ==, "abc");
  g_main_context_pop_thread_default (context);
}

static void
count (gpointer user_data)
{
  ++*(int *) user_data;
}

static void
must_not_be_called (gpointer user_data)
{
  g_assert_not_reached ();
}

/* What is called with is freed even when there is nobody left to call. */
static void
test_no_context (void)
{
  GMainContext *context = g_main_context_new ();
  int n_called = 0;
  int n_freed = 0;

  prise_call_in (context, count, &n_called, NULL);
  while (g_main_context_iteration (context, FALSE))
    ;
  prise_call_in (context, must_not_be_called, &n_freed, count);
  g_main_context_unref (context);
  g_assert_cmpint (n_called, ==, 1);
  g_assert_cmpint (n_freed, ==, 1);
}

static void
keep_source (gpointer user_data)
{
  *(GSource **) user_data = g_source_ref (g_main_current_source ());
}

static void
drop_source (gpointer user_data)
{
  g_clear_pointer ((GSource **) user_data, g_source_unref);
}

/* What is called with goes where it is called, whoever holds the source. */
static void
test_source_outlives_call (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  GSource *source = NULL;

  prise_call_in (context, keep_source, &source, drop_source);
  g_main_context_iteration (context, FALSE);
  g_assert_null (source);
}

static gboolean
did_wait (gpointer user_data)
{
  ++*(int *) user_data;

  return G_SOURCE_REMOVE;
}

static void
test_timeout (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  int n_kept = 0;
  int n_cleared = 0;
  GSource *kept = prise_timeout_add (context, 2, did_wait, &n_kept);
  GSource *cleared = prise_timeout_add (context, 1, did_wait, &n_cleared);

  prise_timeout_clear (&cleared);
  g_assert_null (cleared);
  prise_timeout_clear (&cleared);
  while (n_kept == 0)
    g_main_context_iteration (context, TRUE);
  g_assert_cmpint (n_cleared, ==, 0);
  g_assert_true (g_source_is_destroyed (kept));
  prise_timeout_clear (&kept);
  g_assert_null (kept);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/call/order", test_order);
  g_test_add_func ("/call/no-context", test_no_context);
  g_test_add_func ("/call/source-outlives-call", test_source_outlives_call);
  g_test_add_func ("/call/timeout", test_timeout);

  return g_test_run ();
}
