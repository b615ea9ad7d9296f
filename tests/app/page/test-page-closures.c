// SPDX-License-Identifier: GPL-3.0-or-later
/* What each page of an endpoint says of a state: tables. */
#include "config.h"

#include "prise-error-text.h"
#include "prise-form.h"
#include "prise-page-closures.h"

#define IDLE   PRISE_ENDPOINT_IDLE
#define ACTIVE PRISE_ENDPOINT_ACTIVE
#define FAILED PRISE_ENDPOINT_FAILED

static void
test_traffic (void)
{
  static const struct {
    guint64 received;
    guint64 sent;
    guint64 queued;
    gboolean congested;
    guint64 lost;
    gboolean datagrams;
    const char *text;
  } cases[] = {
    { 0, 0, 0, FALSE, 0, FALSE, "" },
    { 15, 21, 0, FALSE, 0, FALSE, "↓ 15 B · ↑ 21 B" },
    { 0, 1, 0, FALSE, 0, FALSE, "↓ 0 B · ↑ 1 B" },
    { 1, 0, 5000, FALSE, 0, FALSE, "↓ 1 B · ↑ 0 B" },
    { 0, 0, 12000000, TRUE, 0, FALSE, "↓ 0 B · ↑ 0 B · 12.0 MB waiting: the peer isn’t reading" },
    { 0, 0, 12000000, TRUE, 0, TRUE,
      "↓ 0 B · ↑ 0 B · 12.0 MB waiting: the system takes datagrams too slowly" },
    { 15, 21, 0, FALSE, 1, TRUE, "↓ 15 B, 1 lost · ↑ 21 B" },
    { 0, 0, 0, FALSE, 12345, TRUE, "↓ 0 B, 12345 lost · ↑ 0 B" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
        prise_closure_traffic (NULL, cases[i].received, cases[i].sent, cases[i].queued,
                               cases[i].congested, cases[i].lost, cases[i].datagrams);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_status_line (void)
{
  static const struct {
    const char *status;
    const char *notice;
    const char *traffic;
    const char *text;
  } cases[] = {
    { "Not listening", NULL, "", "Not listening" },
    { "Not listening", NULL, NULL, "Not listening" },
    { "Listening", NULL, "↓ 1 B", "Listening · ↓ 1 B" },
    { "Listening", "replies paused", "↓ 1 B", "Listening · replies paused · ↓ 1 B" },
    { NULL, NULL, "↓ 1 B", "↓ 1 B" },
    { NULL, NULL, NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
        prise_closure_status_line (NULL, cases[i].status, cases[i].notice, cases[i].traffic);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_status_classes (void)
{
  static const struct {
    PriseEndpointState state;
    gboolean congested;
    guint64 lost;
    const char *notice;
    const char *css_class;
  } cases[] = {
    { IDLE, FALSE, 0, NULL, "dim-label" },   { ACTIVE, FALSE, 0, NULL, "dim-label" },
    { ACTIVE, TRUE, 0, NULL, "warning" },    { FAILED, FALSE, 0, NULL, "error" },
    { FAILED, TRUE, 0, NULL, "error" },      { ACTIVE, FALSE, 1, NULL, "warning" },
    { FAILED, FALSE, 1, NULL, "error" },     { ACTIVE, FALSE, 0, "paused", "warning" },
    { FAILED, FALSE, 0, "paused", "error" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (GStrv) classes = prise_closure_status_classes (NULL, cases[i].state, cases[i].congested,
                                                           cases[i].lost, cases[i].notice);

    g_assert_true (g_strv_contains ((const char *const *) classes, cases[i].css_class));
    g_assert_cmpuint (g_strv_length (classes), ==, 2);
  }
}

static void
test_form_place (void)
{
  static const struct {
    int code;
    PriseFormPlace place;
  } cases[] = {
    { PRISE_NET_ERROR_BAD_PORT, PRISE_FORM_PORT },
    { PRISE_NET_ERROR_PORT_IN_USE, PRISE_FORM_PORT },
    { PRISE_NET_ERROR_PORT_NEEDS_RIGHTS, PRISE_FORM_PORT },
    { PRISE_NET_ERROR_BAD_ADDRESS, PRISE_FORM_ADDRESS },
    { PRISE_NET_ERROR_NAME_NOT_FOUND, PRISE_FORM_ADDRESS },
    { PRISE_NET_ERROR_ADDRESS_NOT_LOCAL, PRISE_FORM_ADDRESS },
    { PRISE_NET_ERROR_NEEDS_BROADCAST, PRISE_FORM_ADDRESS },
    { PRISE_NET_ERROR_TOO_LONG, PRISE_FORM_NOWHERE },
    { PRISE_NET_ERROR_REFUSED, PRISE_FORM_NOWHERE },
    { PRISE_NET_ERROR_TIMED_OUT, PRISE_FORM_NOWHERE },
    { PRISE_NET_ERROR_RESET, PRISE_FORM_NOWHERE },
  };
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, PRISE_NET_ERROR_BAD_PORT, "x");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = g_error_new_literal (PRISE_NET_ERROR, cases[i].code, "x");

    g_assert_cmpint (prise_form_find_place (error), ==, cases[i].place);
  }
  g_assert_cmpint (prise_form_find_place (foreign), ==, PRISE_FORM_NOWHERE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/page-closures/traffic", test_traffic);
  g_test_add_func ("/page-closures/status-line", test_status_line);
  g_test_add_func ("/page-closures/status-classes", test_status_classes);
  g_test_add_func ("/page-closures/form-place", test_form_place);

  return g_test_run ();
}
