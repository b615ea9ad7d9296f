// SPDX-License-Identifier: GPL-3.0-or-later
/* Setters of properties: another value notifies, the same doesn't. */
#include "config.h"

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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/property/numbers", test_numbers);
  g_test_add_func ("/property/string", test_string);
  g_test_add_func ("/property/object", test_object);
  g_test_add_func ("/property/boxed", test_boxed);

  return g_test_run ();
}
