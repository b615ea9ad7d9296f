// SPDX-License-Identifier: GPL-3.0-or-later
/* Basic authentication. */
#include "config.h"

#include "prise-http-basic.h"

static void
test_encode (void)
{
  static const struct {
    const char *user_info;
    const char *value;
  } cases[] = {
    { "Aladdin:open sesame", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==" }, /* RFC 7617, section 2 */
    { "u", "Basic dTo=" },
    { "u:", "Basic dTo=" },
    { "", "Basic Og==" },
    { "u:p:q", "Basic dTpwOnE=" },
    { "\303\251:\377", "Basic w6k6/w==" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *value = prise_http_basic_encode (cases[i].user_info);

    g_assert_cmpstr (value, ==, cases[i].value);
  }
}

static void
test_decode (void)
{
  static const struct {
    const char *value;
    const char *user; /* NULL: there is none */
    const char *password;
  } cases[] = {
    { "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Aladdin", "open sesame" },
    { "bASIC dTpwOnE=", "u", "p:q" },
    { "Basic Og==", "", "" },
    { "Basic dQ==", NULL },
    { "Basic w6k6/w==", NULL },
    { "Basic !", NULL },
    { "Bearer dTpw", NULL },
    { "Basic", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *user = NULL;
    g_autofree char *password = NULL;

    g_assert_cmpint (prise_http_basic_decode (cases[i].value, &user, &password), ==,
                     cases[i].user != NULL);
    g_assert_cmpstr (user, ==, cases[i].user);
    g_assert_cmpstr (password, ==, cases[i].password);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http/basic/encode", test_encode);
  g_test_add_func ("/http/basic/decode", test_decode);

  return g_test_run ();
}
