// SPDX-License-Identifier: GPL-3.0-or-later
/* The interfaces of this machine, and that the list of them follows what happens to them, in a
 * network of the test's own. */
#include "config.h"

#include <net/if.h>
#include <string.h>

#include "net-fixture.h"
#include "netns-fixture.h"
#include "prise-interface-list.h"

typedef struct {
  PriseIo *io;
  GListModel *list;
  guint n_before; /* how many there were when the test began */

  /* What one has who only hears of changes. */
  GPtrArray *mirror;
  guint n_removed;
  guint n_added;
} Fixture;

static void
did_change (GListModel *list, guint position, guint n_removed, guint n_added, Fixture *fixture)
{
  fixture->n_removed += n_removed;
  fixture->n_added += n_added;
  if (n_removed > 0)
    g_ptr_array_remove_range (fixture->mirror, position, n_removed);
  for (guint i = position; i < position + n_added; i++)
    g_ptr_array_insert (fixture->mirror, (int) i, g_list_model_get_item (list, i));
}

/* An address that the system gives v0 by itself, soon after it is up, would be a change of it. */
static gboolean
is_settled (void)
{
  g_autoptr (GPtrArray) interfaces = prise_interface_read_all (NULL);

  if (!g_file_test ("/proc/sys/net/ipv6", G_FILE_TEST_EXISTS))
    return TRUE;

  for (guint i = 0; i < interfaces->len; i++) {
    PriseInterface *interface = g_ptr_array_index (interfaces, i);
    g_autofree char *addresses =
        g_strjoinv (" ", (char **) prise_interface_get_addresses (interface));

    if (g_str_equal (prise_interface_get_name (interface), "v0") &&
        strstr (addresses, "fe80:") == NULL)
      return FALSE;
  }

  return TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  net_wait_for (is_settled ());
  fixture->io = prise_io_new ();
  fixture->list = G_LIST_MODEL (prise_interface_list_new (fixture->io));
  fixture->mirror = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->n_before = g_list_model_get_n_items (fixture->list);
  did_change (fixture->list, 0, 0, fixture->n_before, fixture);
  fixture->n_added = 0;
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (did_change), fixture);
}

static void
assert_mirror (Fixture *fixture)
{
  g_assert_cmpuint (g_list_model_get_n_items (fixture->list), ==, fixture->mirror->len);
  for (guint i = 0; i < fixture->mirror->len; i++) {
    g_autoptr (PriseInterface) interface = g_list_model_get_item (fixture->list, i);

    g_assert_true (interface == g_ptr_array_index (fixture->mirror, i));
  }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  assert_mirror (fixture);
  g_ptr_array_unref (fixture->mirror);
  g_assert_finalize_object (fixture->list);
  g_assert_finalize_object (fixture->io);
}

static gboolean
skip_without_network (void)
{
  if (prise_interface_find_index ("v0") != 0)
    return FALSE;

  g_test_skip ("A network namespace of its own isn't permitted");

  return TRUE;
}

static PriseInterface *
find (Fixture *fixture, const char *name)
{
  for (guint i = 0; i < fixture->mirror->len; i++) {
    PriseInterface *interface = g_ptr_array_index (fixture->mirror, i);

    if (g_str_equal (prise_interface_get_name (interface), name))
      return interface;
  }

  return NULL;
}

static GPtrArray *
dup_mirror (Fixture *fixture)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < fixture->mirror->len; i++)
    g_ptr_array_add (copy, g_object_ref (g_ptr_array_index (fixture->mirror, i)));

  return copy;
}

static char *
dup_addresses (Fixture *fixture, const char *name)
{
  PriseInterface *interface = find (fixture, name);

  return interface != NULL ? g_strjoinv (" ", (char **) prise_interface_get_addresses (interface))
                           : g_strdup ("none");
}

static gboolean
has_addresses (Fixture *fixture, const char *name, const char *expected)
{
  g_autofree char *addresses = dup_addresses (fixture, name);

  return g_str_equal (addresses, expected);
}

static void
test_loopback (Fixture *fixture, gconstpointer data)
{
  PriseInterface *lo = find (fixture, "lo");
  g_autofree char *name = NULL;
  g_auto (GStrv) addresses = NULL;
  gboolean is_up, is_loopback, is_multicast;
  guint index;

  g_assert_nonnull (lo);
  g_object_get (lo, "name", &name, "index", &index, "addresses", &addresses, "up", &is_up,
                "loopback", &is_loopback, "multicast", &is_multicast, NULL);
  g_assert_cmpstr (name, ==, "lo");
  g_assert_cmpuint (index, ==, if_nametoindex ("lo"));
  g_assert_cmpuint (prise_interface_find_index ("lo"), ==, index);
  g_assert_cmpstr (addresses[0], ==, "127.0.0.1");
  g_assert_true (is_up);
  g_assert_true (is_loopback);
  g_assert_cmpint (is_multicast, ==, prise_interface_get_multicast (lo));
}

/* In the system's order, each once, as the system names it. */
static void
test_all (Fixture *fixture, gconstpointer data)
{
  guint last_index = 0;

  g_assert_true (g_list_model_get_item_type (fixture->list) == PRISE_TYPE_INTERFACE);
  g_assert_null (g_list_model_get_item (fixture->list, fixture->n_before));
  for (guint i = 0; i < fixture->mirror->len; i++) {
    PriseInterface *interface = g_ptr_array_index (fixture->mirror, i);

    g_assert_cmpuint (prise_interface_get_index (interface), >, last_index);
    last_index = prise_interface_get_index (interface);
    g_assert_cmpuint (if_nametoindex (prise_interface_get_name (interface)), ==, last_index);
  }
}

static void
test_no_such_name (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (prise_interface_find_index (NULL), ==, 0);
  g_assert_cmpuint (prise_interface_find_index (""), ==, 0);
  g_assert_cmpuint (prise_interface_find_index ("prise-none"), ==, 0);
  g_assert_cmpuint (prise_interface_find_index ("a name that is too long for any interface"), ==,
                    0);
}

typedef struct {
  const char *name;
  guint index;
  const char *const *addresses;
  gboolean is_up, is_multicast, is_loopback;
} Facts;

static PriseInterface *
make (const Facts *facts)
{
  return g_object_new (PRISE_TYPE_INTERFACE, "name", facts->name, "index", facts->index,
                       "addresses", facts->addresses, "up", facts->is_up, "multicast",
                       facts->is_multicast, "loopback", facts->is_loopback, NULL);
}

/* Each differs from the others in one thing. */
static void
test_equal (void)
{
  const char *const one[] = { "10.0.0.1", NULL };
  const char *const two[] = { "10.0.0.1", "10.0.0.2", NULL };
  const char *const turned[] = { "10.0.0.2", "10.0.0.1", NULL };
  const Facts facts[] = {
    { "eth0", 2, one, TRUE, TRUE, FALSE },    { "eth1", 2, one, TRUE, TRUE, FALSE },
    { "eth0", 3, one, TRUE, TRUE, FALSE },    { "eth0", 2, two, TRUE, TRUE, FALSE },
    { "eth0", 2, turned, TRUE, TRUE, FALSE }, { "eth0", 2, NULL, TRUE, TRUE, FALSE },
    { "eth0", 2, one, FALSE, TRUE, FALSE },   { "eth0", 2, one, TRUE, FALSE, FALSE },
    { "eth0", 2, one, TRUE, TRUE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++) {
    for (gsize j = 0; j < G_N_ELEMENTS (facts); j++) {
      g_autoptr (PriseInterface) a = make (&facts[i]);
      g_autoptr (PriseInterface) b = make (&facts[j]);

      g_assert_cmpint (prise_interface_equal (a, b), ==, i == j);
    }
  }
}

/* Those that were there stay the same objects, in the same places. */
static void
assert_kept (Fixture *fixture, GPtrArray *before)
{
  for (guint i = 0; i < before->len; i++)
    g_assert_true (g_ptr_array_index (before, i) == g_ptr_array_index (fixture->mirror, i));
}

static void
test_come_and_go (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) before = dup_mirror (fixture);

  if (skip_without_network ())
    return;
  netns_ip ("link add x0 type veth peer name x1");
  net_wait_for (fixture->mirror->len == fixture->n_before + 2);
  assert_kept (fixture, before);
  g_assert_false (prise_interface_get_up (find (fixture, "x0")));
  g_assert_true (prise_interface_get_multicast (find (fixture, "x0")));
  g_assert_false (prise_interface_get_loopback (find (fixture, "x0")));
  g_assert_true (has_addresses (fixture, "x0", ""));

  netns_ip ("link del x0");
  net_wait_for (fixture->mirror->len == fixture->n_before);
  assert_kept (fixture, before);
  g_assert_cmpuint (fixture->n_added, ==, 2);
  g_assert_cmpuint (fixture->n_removed, ==, 2);
}

/* What goes from the middle takes nothing with it. */
static void
test_middle (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseInterface) last = NULL;

  if (skip_without_network ())
    return;
  netns_ip ("link add x0 type veth peer name x1");
  netns_ip ("link add y0 type veth peer name y1");
  net_wait_for (fixture->mirror->len == fixture->n_before + 4);
  last = g_object_ref (find (fixture, "y0"));
  netns_ip ("link del x0");
  net_wait_for (fixture->mirror->len == fixture->n_before + 2);
  g_assert_true (find (fixture, "y0") == last);
  g_assert_null (find (fixture, "x0"));
  g_assert_cmpuint (fixture->n_added, ==, 4);
  g_assert_cmpuint (fixture->n_removed, ==, 2);
  netns_ip ("link del y0");
  net_wait_for (fixture->mirror->len == fixture->n_before);
}

/* One goes and others come before anybody looks. */
static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) before = dup_mirror (fixture);

  if (skip_without_network ())
    return;
  netns_ip ("link add x0 type veth peer name x1");
  net_wait_for (fixture->mirror->len == fixture->n_before + 2);
  netns_ip ("link del x0");
  netns_ip ("link add y0 type veth peer name y1");
  netns_ip ("link add z0 type veth peer name z1");
  net_wait_for (find (fixture, "z0") != NULL && find (fixture, "x0") == NULL);
  net_wait_for (fixture->mirror->len == fixture->n_before + 4);
  assert_kept (fixture, before);
  netns_ip ("link del y0");
  netns_ip ("link del z0");
  net_wait_for (fixture->mirror->len == fixture->n_before);
  assert_kept (fixture, before);
}

static const struct {
  const char *command;
  const char *addresses;
} address_steps[] = {
  { "address add 10.98.1.1/24 dev x0", "10.98.1.1" },
  { "address add fd00:98::1/64 dev x0", "10.98.1.1 fd00:98::1" },
  { "address add 10.98.1.2/24 dev x0", "10.98.1.1 10.98.1.2 fd00:98::1" },
  { "address add 10.98.1.3/24 dev x0 label x0:1", "10.98.1.1 10.98.1.2 10.98.1.3 fd00:98::1" },
  { "address add 10.98.1.1/16 dev x0", "10.98.1.1 10.98.1.2 10.98.1.3 fd00:98::1" },
  { "address add 10.98.1.4/24 dev x0", "10.98.1.1 10.98.1.2 10.98.1.3 10.98.1.4 fd00:98::1" },
  { "address del fd00:98::1/64 dev x0", "10.98.1.1 10.98.1.2 10.98.1.3 10.98.1.4" },
  { "address flush dev x0", "" },
};

/* IPv4 before IPv6, none twice, those with a label too; an interface that changes becomes another
 * object, which alone is told. */
static void
test_addresses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) before = NULL;

  if (skip_without_network ())
    return;
  netns_ip ("link add x0 type veth peer name x1");
  net_wait_for (fixture->mirror->len == fixture->n_before + 2);
  fixture->n_added = fixture->n_removed = 0;
  before = dup_mirror (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (address_steps); i++) {
    g_test_message ("ip %s", address_steps[i].command);
    netns_ip (address_steps[i].command);
    net_wait_for (has_addresses (fixture, "x0", address_steps[i].addresses));
    g_assert_cmpuint (fixture->mirror->len, ==, before->len);
    g_assert_cmpuint (fixture->n_added, ==, fixture->n_removed);
    g_assert_cmpuint (fixture->n_added, <=, i + 3);
  }
  for (guint i = 0; i < before->len; i++) {
    PriseInterface *now = g_ptr_array_index (fixture->mirror, i);

    g_assert_cmpint (now == g_ptr_array_index (before, i), !=,
                     g_str_equal (prise_interface_get_name (now), "x0"));
  }
  netns_ip ("link del x0");
  net_wait_for (fixture->mirror->len == fixture->n_before);
}

static void
test_up_and_name (Fixture *fixture, gconstpointer data)
{
  if (skip_without_network ())
    return;
  netns_ip ("link add x0 type veth peer name x1");
  net_wait_for (find (fixture, "x0") != NULL);
  netns_ip ("link set x0 up");
  net_wait_for (prise_interface_get_up (find (fixture, "x0")));
  netns_ip ("link set x0 down");
  net_wait_for (!prise_interface_get_up (find (fixture, "x0")));
  netns_ip ("link set x0 name z0");
  net_wait_for (find (fixture, "z0") != NULL);
  g_assert_null (find (fixture, "x0"));
  g_assert_cmpuint (fixture->mirror->len, ==, fixture->n_before + 2);
  netns_ip ("link del z0");
  net_wait_for (fixture->mirror->len == fixture->n_before);
}

/* What the list doesn't show is no change of it. */
static void
test_nothing_to_tell (Fixture *fixture, gconstpointer data)
{
  if (skip_without_network ())
    return;
  netns_ip ("link set v0 mtu 1400");
  netns_ip ("link set v0 mtu 1500");
  netns_ip ("link add x0 type veth peer name x1");
  net_wait_for (fixture->mirror->len == fixture->n_before + 2);
  g_assert_cmpuint (fixture->n_added, ==, 2);
  netns_ip ("link del x0");
  net_wait_for (fixture->mirror->len == fixture->n_before);
  g_assert_cmpuint (fixture->n_removed, ==, 2);
}

/* Gone at once, before the I/O thread listens, or while it has something to tell. */
static void
test_finalize (Fixture *fixture, gconstpointer data)
{
  guint n_fds;

  net_wait_for (find (fixture, "lo") != NULL);
  n_fds = net_count_fds ();
  for (guint i = 0; i < 10; i++) {
    PriseInterfaceList *list = prise_interface_list_new (fixture->io);

    if (i % 2 == 1)
      net_iterate ();
    g_assert_finalize_object (list);
  }
  net_wait_for (net_count_fds () <= n_fds + 1);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  netns_enter ();
  net_test_init (&argc, &argv);

  add ("/interface-list/loopback", test_loopback);
  add ("/interface-list/all", test_all);
  add ("/interface-list/no-such-name", test_no_such_name);
  g_test_add_func ("/interface-list/equal", test_equal);
  add ("/interface-list/come-and-go", test_come_and_go);
  add ("/interface-list/middle", test_middle);
  add ("/interface-list/at-once", test_at_once);
  add ("/interface-list/addresses", test_addresses);
  add ("/interface-list/up-and-name", test_up_and_name);
  add ("/interface-list/nothing-to-tell", test_nothing_to_tell);
  add ("/interface-list/finalize", test_finalize);

  return g_test_run ();
}
