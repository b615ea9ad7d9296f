// SPDX-License-Identifier: GPL-3.0-or-later
/* Any body as the fields of a form, and any header as a user and a password. */
#include "config.h"

#include "input.h"
#include "prise-http-basic.h"
#include "prise-http-form-codec.h"

static void
check_fields (const char *name, const char *value)
{
  const char *const fields[] = { name, value, value, name, NULL };
  g_autoptr (GBytes) body = prise_http_form_encode (fields);
  g_auto (GStrv) again = prise_http_form_decode (body);

  g_assert_nonnull (again);
  g_assert_true (g_strv_equal ((const char *const *) again, fields));
}

static void
check_body (GBytes *body)
{
  g_auto (GStrv) fields = prise_http_form_decode (body);
  g_autoptr (GBytes) again = NULL;

  if (fields == NULL)
    return;
  g_assert_cmpuint (g_strv_length (fields) % 2, ==, 0);
  again = prise_http_form_encode ((const char *const *) fields);
  fuzz_assert_bytes (again, body);
}

static void
check_basic (const char *value)
{
  g_autofree char *user = NULL;
  g_autofree char *password = NULL;
  g_autofree char *user_info = NULL;
  g_autofree char *again = NULL;
  g_autofree char *same_user = NULL;
  g_autofree char *same_password = NULL;

  if (!prise_http_basic_decode (value, &user, &password))
    return;
  user_info = g_strconcat (user, ":", password, NULL);
  again = prise_http_basic_encode (user_info);
  g_assert_true (prise_http_basic_decode (again, &same_user, &same_password));
  g_assert_cmpstr (same_user, ==, user);
  g_assert_cmpstr (same_password, ==, password);
  g_assert_true (g_utf8_validate (user_info, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { (const char *) data, size };
  g_autoptr (GBytes) all = g_bytes_new (data, size);
  g_autofree char *name = fuzz_input_take_text (&input);
  g_autofree char *value = fuzz_input_take_text (&input);

  check_body (all);
  check_basic (name);
  check_fields (name, value);

  return 0;
}
