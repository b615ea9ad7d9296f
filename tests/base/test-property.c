// SPDX-License-Identifier: GPL-3.0-or-later
/* Properties in a field: another value notifies, the same doesn't; what was kept is let go. */
#include "config.h"

#include <gio/gio.h>

#include "prise-property.h"

/* An object with one property, which each case sets by its own kind of field. */
typedef struct {
  GObject parent_instance;
} Thing;

typedef GObjectClass ThingClass;

static GParamSpec *pspec;

GType thing_get_type (void);
G_DEFINE_TYPE (Thing, thing, G_TYPE_OBJECT)

static void
thing_get_property (GObject *object, guint id, GValue *value, GParamSpec *param)
{
}

static void
thing_class_init (ThingClass *klass)
{
  klass->get_property = thing_get_property;
  pspec =
      g_param_spec_boolean ("value", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (klass, 1, pspec);
}

static void
thing_init (Thing *self)
{
}

static void
did_notify (GObject *object, GParamSpec *param, gpointer user_data)
{
  ++*(guint *) user_data;
}

static GObject *
new_thing (guint *n_notified)
{
  GObject *thing = g_object_new (thing_get_type (), NULL);

  *n_notified = 0;
  g_signal_connect (thing, "notify::value", G_CALLBACK (did_notify), n_notified);

  return thing;
}

static void
test_numbers (void)
{
  guint n_notified;
  g_autoptr (GObject) thing = new_thing (&n_notified);
  gboolean truth = FALSE;
  int number = 0;
  guint count = 0;
  gint64 time = 0;
  guint64 size = 0;

  g_assert_true (prise_property_set_boolean (thing, &truth, 4, pspec));
  g_assert_cmpint (truth, ==, TRUE);
  g_assert_false (prise_property_set_boolean (thing, &truth, 8, pspec));
  g_assert_cmpuint (n_notified, ==, 1);

  g_assert_true (prise_property_set_int (thing, &number, -1, pspec));
  g_assert_false (prise_property_set_int (thing, &number, -1, pspec));
  g_assert_true (prise_property_set_uint (thing, &count, G_MAXUINT, pspec));
  g_assert_false (prise_property_set_uint (thing, &count, G_MAXUINT, pspec));
  g_assert_true (prise_property_set_int64 (thing, &time, G_MININT64, pspec));
  g_assert_false (prise_property_set_int64 (thing, &time, G_MININT64, pspec));
  g_assert_true (prise_property_set_uint64 (thing, &size, G_MAXUINT64, pspec));
  g_assert_false (prise_property_set_uint64 (thing, &size, G_MAXUINT64, pspec));
  g_assert_cmpuint (n_notified, ==, 5);
  g_assert_cmpint (number, ==, -1);
  g_assert_cmpuint (count, ==, G_MAXUINT);
  g_assert_cmpint (time, ==, G_MININT64);
  g_assert_cmpuint (size, ==, G_MAXUINT64);
}

static void
test_string (void)
{
  guint n_notified;
  g_autoptr (GObject) thing = new_thing (&n_notified);
  g_autofree char *text = NULL;

  g_assert_false (prise_property_set_string (thing, &text, NULL, pspec));
  g_assert_true (prise_property_set_string (thing, &text, "", pspec));
  g_assert_true (prise_property_set_string (thing, &text, "localhost", pspec));
  g_assert_false (prise_property_set_string (thing, &text, "localhost", pspec));
  g_assert_cmpuint (n_notified, ==, 2);

  g_assert_true (prise_property_set_string (thing, &text, text + 5, pspec));
  g_assert_cmpstr (text, ==, "host");
  g_assert_true (prise_property_set_string (thing, &text, NULL, pspec));
  g_assert_null (text);
  g_assert_cmpuint (n_notified, ==, 4);
}

static void
test_object (void)
{
  guint n_notified;
  g_autoptr (GObject) thing = new_thing (&n_notified);
  GObject *value = g_object_new (thing_get_type (), NULL);
  g_autoptr (GObject) field = NULL;

  g_assert_true (prise_property_set_object (thing, &field, value, pspec));
  g_assert_false (prise_property_set_object (thing, &field, value, pspec));
  g_assert_cmpuint (n_notified, ==, 1);
  g_object_unref (value);
  g_assert_true (G_IS_OBJECT (field));
  g_assert_true (prise_property_set_object (thing, &field, NULL, pspec));
  g_assert_null (field);
  g_assert_cmpuint (n_notified, ==, 2);
}

static void
test_boxed (void)
{
  guint n_notified;
  g_autoptr (GObject) thing = new_thing (&n_notified);
  g_autoptr (GParamSpec) bytes_pspec = NULL;
  GBytes *value = g_bytes_new_static ("localhost", 9);
  g_autoptr (GBytes) field = NULL;

  bytes_pspec = g_param_spec_ref_sink (
      g_param_spec_boxed ("value", NULL, NULL, G_TYPE_BYTES, G_PARAM_READABLE));
  g_assert_true (prise_property_set_boxed (thing, &field, value, bytes_pspec));
  g_assert_false (prise_property_set_boxed (thing, &field, value, bytes_pspec));
  g_bytes_unref (value);
  g_assert_cmpuint (g_bytes_get_size (field), ==, 9);
  g_assert_true (prise_property_set_boxed (thing, &field, NULL, bytes_pspec));
  g_assert_null (field);
  g_assert_cmpuint (n_notified, ==, 2);
}

/* Whoever is told of a change finds the new value, and what it was is gone. */
typedef struct {
  gboolean truth;
  int number;
  guint count;
  gint64 time;
  guint64 size;
  char *text;
  GBytes *bytes;
  GObject *object;
  GString *seen;
} Seen;

static void
did_notify_seen (GObject *object, GParamSpec *param, gpointer user_data)
{
  Seen *seen = user_data;

  g_string_append_printf (seen->seen,
                          "%d %d %u %" G_GINT64_FORMAT " %" G_GUINT64_FORMAT " %s %d %d\n",
                          seen->truth, seen->number, seen->count, seen->time, seen->size,
                          seen->text, seen->bytes != NULL, seen->object != NULL);
}

static void
test_order (void)
{
  g_autoptr (GObject) thing = g_object_new (thing_get_type (), NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("localhost", 9);
  g_autoptr (GParamSpec) bytes_pspec = g_param_spec_ref_sink (
      g_param_spec_boxed ("value", NULL, NULL, G_TYPE_BYTES, G_PARAM_READABLE));
  Seen seen = { .seen = text };

  g_signal_connect (thing, "notify", G_CALLBACK (did_notify_seen), &seen);
  prise_property_set_boolean (thing, &seen.truth, TRUE, pspec);
  prise_property_set_int (thing, &seen.number, 2, pspec);
  prise_property_set_uint (thing, &seen.count, 3, pspec);
  prise_property_set_int64 (thing, &seen.time, 4, pspec);
  prise_property_set_uint64 (thing, &seen.size, 5, pspec);
  prise_property_set_string (thing, &seen.text, "6", pspec);
  prise_property_set_boxed (thing, &seen.bytes, bytes, bytes_pspec);
  prise_property_set_object (thing, &seen.object, thing, pspec);
  prise_property_set_string (thing, &seen.text, "7", pspec);
  prise_property_set_object (thing, &seen.object, NULL, pspec);
  prise_property_set_boxed (thing, &seen.bytes, NULL, bytes_pspec);
  prise_property_set_string (thing, &seen.text, NULL, pspec);
  g_assert_cmpstr (text->str, ==,
                   "1 0 0 0 0 (null) 0 0\n"
                   "1 2 0 0 0 (null) 0 0\n"
                   "1 2 3 0 0 (null) 0 0\n"
                   "1 2 3 4 0 (null) 0 0\n"
                   "1 2 3 4 5 (null) 0 0\n"
                   "1 2 3 4 5 6 0 0\n"
                   "1 2 3 4 5 6 1 0\n"
                   "1 2 3 4 5 6 1 1\n"
                   "1 2 3 4 5 7 1 1\n"
                   "1 2 3 4 5 7 1 0\n"
                   "1 2 3 4 5 7 0 0\n"
                   "1 2 3 4 5 (null) 0 0\n");
}

/* An object that keeps a property of each kind. */
typedef struct {
  GObject parent_instance;
  gboolean truth;
  int number;
  guint count;
  GSocketFamily family;
  GSocketMsgFlags flags;
  gint64 time;
  guint64 size;
  char *text;
  GBytes *bytes;
  GObject *object;
  guint n_changes;
} Keeper;

enum { TRUTH = 1, NUMBER, COUNT, FAMILY, FLAGS, TIME, SIZE, TEXT, BYTES, OBJECT, TWICE, N_KEPT };

typedef GObjectClass KeeperClass;

GType keeper_get_type (void);
G_DEFINE_FINAL_TYPE (Keeper, keeper, G_TYPE_OBJECT)

static void
did_change_text (Keeper *self)
{
  ++self->n_changes;
}

static const PriseProperty kept[N_KEPT] = {
  [TRUTH] = PRISE_PROPERTY (Keeper, truth),
  [NUMBER] = PRISE_PROPERTY (Keeper, number),
  [COUNT] = PRISE_PROPERTY (Keeper, count),
  [FAMILY] = PRISE_PROPERTY (Keeper, family),
  [FLAGS] = PRISE_PROPERTY (Keeper, flags),
  [TIME] = PRISE_PROPERTY (Keeper, time),
  [SIZE] = PRISE_PROPERTY (Keeper, size),
  [TEXT] = PRISE_PROPERTY_THEN (Keeper, text, did_change_text),
  [BYTES] = PRISE_PROPERTY (Keeper, bytes),
  [OBJECT] = PRISE_PROPERTY (Keeper, object),
};

static void
keeper_get_property (GObject *object, guint id, GValue *value, GParamSpec *param)
{
  if (id == TWICE)
    g_value_set_int (value, 2 * ((Keeper *) object)->number);
  else
    prise_property_get (object, id, value, param);
}

static guint n_finalized;

/* What is kept in properties is gone before. */
static void
keeper_finalize (GObject *object)
{
  const Keeper *keeper = (Keeper *) object;

  g_assert_null (keeper->text);
  g_assert_null (keeper->bytes);
  g_assert_null (keeper->object);
  n_finalized++;
  G_OBJECT_CLASS (keeper_parent_class)->finalize (object);
}

static void
keeper_class_init (KeeperClass *klass)
{
  static GParamSpec *specs[N_KEPT];

  klass->get_property = keeper_get_property;
  klass->finalize = keeper_finalize;

  specs[TRUTH] = g_param_spec_boolean ("truth", NULL, NULL, FALSE, PRISE_WRITABLE);
  specs[NUMBER] = g_param_spec_int ("number", NULL, NULL, G_MININT, G_MAXINT, 0, PRISE_WRITABLE);
  specs[COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, PRISE_WRITABLE);
  specs[FAMILY] = g_param_spec_enum ("family", NULL, NULL, G_TYPE_SOCKET_FAMILY,
                                     G_SOCKET_FAMILY_INVALID, PRISE_WRITABLE);
  specs[FLAGS] =
      g_param_spec_flags ("flags", NULL, NULL, G_TYPE_SOCKET_MSG_FLAGS, 0, PRISE_WRITABLE);
  specs[TIME] = g_param_spec_int64 ("time", NULL, NULL, G_MININT64, G_MAXINT64, 0, PRISE_WRITABLE);
  specs[SIZE] = g_param_spec_uint64 ("size", NULL, NULL, 0, G_MAXUINT64, 0, PRISE_WRITABLE);
  specs[TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, PRISE_WRITABLE);
  specs[BYTES] = g_param_spec_boxed ("bytes", NULL, NULL, G_TYPE_BYTES, PRISE_FIXED);
  specs[OBJECT] = g_param_spec_object ("object", NULL, NULL, G_TYPE_OBJECT, PRISE_WRITABLE);
  specs[TWICE] = g_param_spec_int ("twice", NULL, NULL, G_MININT, G_MAXINT, 0, PRISE_READABLE);
  prise_property_install (klass, specs, kept, N_KEPT);
}

static void
keeper_init (Keeper *self)
{
}

static void
did_notify_name (GObject *object, GParamSpec *param, gpointer names)
{
  g_string_append_printf (names, "%s ", param->name);
}

static void
test_kept (void)
{
  static const char data[] = "localhost";
  GBytes *given = g_bytes_new_static (data, sizeof data);
  GObject *value = g_object_new (thing_get_type (), NULL);
  Keeper *keeper = g_object_new (keeper_get_type (), "bytes", given, NULL);
  g_autoptr (GString) names = g_string_new (NULL);

  g_signal_connect (keeper, "notify", G_CALLBACK (did_notify_name), names);
  for (int i = 0; i < 2; i++)
    g_object_set (keeper, "truth", TRUE, "number", -4, "count", G_MAXUINT, "family",
                  G_SOCKET_FAMILY_IPV6, "flags", G_SOCKET_MSG_PEEK, "time", G_MININT64, "size",
                  G_MAXUINT64, "text", "host", "object", value, NULL);
  /* What one call sets notifies at its end, the last first. */
  g_assert_cmpstr (names->str, ==, "object text size time flags family count number truth ");
  g_assert_cmpuint (keeper->n_changes, ==, 1);

  {
    gboolean truth;
    int number, family, twice;
    guint count, flags;
    gint64 time;
    guint64 size;
    g_autofree char *text = NULL;
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GObject) object = NULL;

    g_object_get (keeper, "truth", &truth, "number", &number, "count", &count, "family", &family,
                  "flags", &flags, "time", &time, "size", &size, "text", &text, "bytes", &bytes,
                  "object", &object, "twice", &twice, NULL);
    g_assert_true (truth);
    g_assert_cmpint (number, ==, -4);
    g_assert_cmpuint (count, ==, G_MAXUINT);
    g_assert_cmpint (family, ==, G_SOCKET_FAMILY_IPV6);
    g_assert_cmpuint (flags, ==, G_SOCKET_MSG_PEEK);
    g_assert_cmpint (time, ==, G_MININT64);
    g_assert_cmpuint (size, ==, G_MAXUINT64);
    g_assert_cmpstr (text, ==, "host");
    g_assert_true (bytes == given);
    g_assert_true (object == value);
    g_assert_cmpint (twice, ==, -8);
  }

  prise_property_clear (G_OBJECT (keeper));
  g_assert_null (keeper->text);
  g_assert_null (keeper->bytes);
  g_assert_null (keeper->object);
  prise_property_clear (value);

  g_object_set (keeper, "object", value, "text", "again", NULL);
  g_assert_finalize_object (keeper);
  g_assert_cmpuint (n_finalized, ==, 1);
  g_assert_finalize_object (value);
  g_bytes_unref (given);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/property/numbers", test_numbers);
  g_test_add_func ("/property/string", test_string);
  g_test_add_func ("/property/object", test_object);
  g_test_add_func ("/property/boxed", test_boxed);
  g_test_add_func ("/property/order", test_order);
  g_test_add_func ("/property/kept", test_kept);

  return g_test_run ();
}
