// SPDX-License-Identifier: GPL-3.0-or-later
/* The fields of a form as a body, and the other way round. */
#include "config.h"

#include <string.h>

#include "prise-http-form-codec.h"

static void
test_fields (void)
{
  static const struct {
    const char *body;
    const char *fields[7];
  } cases[] = {
    { "a=1", { "a", "1" } },
    { "a=1&b=", { "a", "1", "b", "" } },
    { "a=1&a=2&=", { "a", "1", "a", "2", "", "" } },
    { "caf%C3%A9=%26+%3D", { "caf\303\251", "& =" } },
    { "*-._=%7E", { "*-._", "~" } },
    { "", { NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
    g_auto (GStrv) fields = prise_http_form_decode (body);
    g_autoptr (GBytes) again = prise_http_form_encode (cases[i].fields);

    g_assert_cmpstrv (fields, cases[i].fields);
    g_assert_true (g_bytes_equal (again, body));
  }
}

/* What would be another body if it were written again. */
static void
test_others (void)
{
  static const char *const bodies[] = {
    "a", "a=%zz", "a=%00", "a=1&", "&", "a=ÿ", "a=b c", "a=%2d"
  };
  g_autoptr (GBytes) with_nul = g_bytes_new_static ("a=b\0c", 5);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GBytes) body = g_bytes_new_static (bodies[i], strlen (bodies[i]));

    g_assert_null (prise_http_form_decode (body));
  }
  g_assert_null (prise_http_form_decode (with_nul));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http/form/fields", test_fields);
  g_test_add_func ("/http/form/others", test_others);

  return g_test_run ();
}
