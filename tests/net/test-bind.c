// SPDX-License-Identifier: GPL-3.0-or-later
/* One port on several addresses, by sockets that do what the case says. */
#include "config.h"

#include "net-fixture.h"
#include "prise-bind.h"
#include "prise-error-text.h"

#define OPEN      -1
#define IN_USE    PRISE_NET_ERROR_PORT_IN_USE
#define NOT_LOCAL PRISE_NET_ERROR_ADDRESS_NOT_LOCAL

/* What the first and the second address reply, by turns, at each try; the last try repeats. The
 * log has an 'o' for each that was opened, an 'x' for each that wasn't, a 'c' for closing all. */
typedef struct {
  guint16 port;
  int first[4];
  int second[4];
  const char *log;
  int code;
} Case;

static const Case cases[] = {
  { 80, { OPEN }, { OPEN }, "oo", OPEN },
  { 0, { OPEN }, { OPEN }, "oo", OPEN },
  { 80, { IN_USE }, { OPEN }, "xc", IN_USE },
  { 80, { OPEN }, { IN_USE }, "oxc", IN_USE },
  { 80, { NOT_LOCAL }, { OPEN }, "xo", OPEN },
  { 80, { OPEN }, { NOT_LOCAL }, "ox", OPEN },
  { 80, { NOT_LOCAL }, { NOT_LOCAL }, "xxc", NOT_LOCAL },
  { 80, { NOT_LOCAL }, { IN_USE }, "xxc", IN_USE },
  { 0, { OPEN, OPEN }, { IN_USE, OPEN }, "oxcoo", OPEN },
  { 0, { OPEN, OPEN, OPEN }, { IN_USE, IN_USE, OPEN }, "oxcoxcoo", OPEN },
  { 0, { OPEN, NOT_LOCAL }, { IN_USE, OPEN }, "oxcxo", OPEN },
  { 0, { OPEN }, { PRISE_NET_ERROR_PORT_NEEDS_RIGHTS }, "oxc", PRISE_NET_ERROR_PORT_NEEDS_RIGHTS },
};

typedef struct {
  const Case *expected;
  guint try;
  guint n_open;
  guint16 first_port; /* of what is open */
  GString *log;
} Owner;

static gboolean
open_one (GSocketAddress *address, gpointer user_data, GError **error)
{
  Owner *owner = user_data;
  gboolean is_first = g_socket_address_get_family (address) == G_SOCKET_FAMILY_IPV4;
  guint16 port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  int reply = is_first ? owner->expected->first[owner->try] : owner->expected->second[owner->try];

  g_assert_cmpuint (port, ==, owner->n_open > 0 ? owner->first_port : owner->expected->port);
  if (reply != OPEN) {
    g_string_append_c (owner->log, 'x');
    g_set_error (error, PRISE_NET_ERROR, reply, "%s", is_first ? "first" : "second");
    return FALSE;
  }
  if (owner->n_open++ == 0)
    owner->first_port = port != 0 ? port : (guint16) (40000 + owner->try);
  g_string_append_c (owner->log, 'o');

  return TRUE;
}

static guint16
get_port (gpointer user_data)
{
  return ((Owner *) user_data)->first_port;
}

static void
close_all (gpointer user_data)
{
  Owner *owner = user_data;

  owner->n_open = 0;
  owner->try += owner->try + 1 < G_N_ELEMENTS (owner->expected->first);
  g_string_append_c (owner->log, 'c');
}

static const PriseBindEvents events = {
  .open = open_one,
  .get_port = get_port,
  .close_all = close_all,
};

static gboolean
bind_all (Owner *owner, GError **error)
{
  g_autoptr (GSocketAddress) first = g_inet_socket_address_new_from_string ("127.0.0.1", 7);
  g_autoptr (GSocketAddress) second = g_inet_socket_address_new_from_string ("::1", 7);
  g_autoptr (GList) addresses = g_list_append (g_list_append (NULL, first), second);

  return prise_bind_all (addresses, owner->expected->port, &events, owner, error);
}

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    Owner owner = { .expected = &cases[i], .log = g_string_new (NULL) };
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (bind_all (&owner, &error), ==, cases[i].code == OPEN);
    if (cases[i].code == OPEN)
      g_assert_no_error (error);
    else
      g_assert_error (error, PRISE_NET_ERROR, cases[i].code);
    g_assert_cmpstr (owner.log->str, ==, cases[i].log);
    g_string_free (owner.log, TRUE);
  }
}

/* Of several that this machine lacks the first is named. */
static void
test_first_error (void)
{
  Owner owner = { .expected = &cases[6], .log = g_string_new (NULL) };
  g_autoptr (GError) error = NULL;

  g_assert_false (bind_all (&owner, &error));
  g_assert_cmpstr (error->message, ==, "first");
  g_string_free (owner.log, TRUE);
}

/* It isn't tried forever. */
static void
test_gives_up (void)
{
  static const Case never = {
    0, { OPEN, OPEN, OPEN, OPEN }, { IN_USE, IN_USE, IN_USE, IN_USE }, NULL, IN_USE
  };
  Owner owner = { .expected = &never, .log = g_string_new (NULL) };
  g_autoptr (GError) error = NULL;

  g_assert_false (bind_all (&owner, &error));
  g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_PORT_IN_USE);
  g_assert_cmpuint (owner.log->len, >, 3);
  g_assert_cmpuint (owner.log->len, <=, 3 * 100);
  g_string_free (owner.log, TRUE);
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  g_test_add_func ("/bind/cases", test_cases);
  g_test_add_func ("/bind/first-error", test_first_error);
  g_test_add_func ("/bind/gives-up", test_gives_up);

  return g_test_run ();
}
