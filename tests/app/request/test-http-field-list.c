// SPDX-License-Identifier: GPL-3.0-or-later
/* The rows of a list of names and values: how many are made, and which stay. */
#include "config.h"

#include "prise-http-field-item.h"
#include "prise-http-field-list.h"
#include "prise-http-field-row.h"
#include "prise-http-form-fields.h"
#include "widget-test.h"

typedef struct {
  GListStore *fields;
  GtkWidget *list;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->fields = g_list_store_new (PRISE_TYPE_HTTP_FIELD_ITEM);
  self->list = g_object_new (PRISE_TYPE_HTTP_FIELD_LIST, "suggest-headers", TRUE, "add-label",
                             "Add", "fields", self->fields, NULL);
  self->window = widget_test_show (self->list, 400, 600);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  widget_test_close (self->window);
  g_assert_finalize_object (self->fields);
}

/* Names them from @first on. */
static void
insert (Fixture *self, guint position, guint first, guint n_fields)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = first; i < first + n_fields; i++) {
    g_autofree char *name = g_strdup_printf ("%u", i);

    g_ptr_array_add (fields, prise_http_field_item_new (name, "", TRUE));
  }
  g_list_store_splice (self->fields, position, 0, fields->pdata, fields->len);
}

static PriseHttpFieldRow *
get_row (Fixture *self, guint index)
{
  GtkListBox *list_box = GTK_LIST_BOX (widget_test_find (self->list, "list_box"));

  return (PriseHttpFieldRow *) gtk_list_box_get_row_at_index (list_box, (int) index);
}

/* The rows are those of the first fields, and the button says how many there are besides. */
static void
assert_rows (Fixture *self, guint n_rows)
{
  GtkButton *button = GTK_BUTTON (widget_test_find (self->list, "more_button"));
  const guint n_fields = g_list_model_get_n_items (G_LIST_MODEL (self->fields));
  g_autofree char *label = g_strdup_printf ("Show More (%u Left)", n_fields - n_rows);

  for (guint i = 0; i < n_rows; i++) {
    g_autoptr (PriseHttpFieldItem) field = g_list_model_get_item (G_LIST_MODEL (self->fields), i);

    g_assert_nonnull (get_row (self, i));
    g_assert_true (prise_http_field_row_get_field (get_row (self, i)) == field);
  }
  g_assert_null (get_row (self, n_rows));
  g_assert_cmpint (gtk_widget_get_visible (GTK_WIDGET (button)), ==, n_fields > n_rows);
  if (n_fields > n_rows)
    g_assert_cmpstr (gtk_button_get_label (button), ==, label);
}

static void
click (Fixture *self, const char *id)
{
  g_signal_emit_by_name (widget_test_find (self->list, id), "clicked");
}

static void
test_short (Fixture *self, gconstpointer data)
{
  assert_rows (self, 0);
  insert (self, 0, 0, PRISE_HTTP_FIELD_LIST_STEP);
  assert_rows (self, PRISE_HTTP_FIELD_LIST_STEP);
  g_list_store_remove (self->fields, 3);
  assert_rows (self, PRISE_HTTP_FIELD_LIST_STEP - 1);
  click (self, "add_button");
  assert_rows (self, PRISE_HTTP_FIELD_LIST_STEP);
}

static void
test_long (Fixture *self, gconstpointer data)
{
  const guint step = PRISE_HTTP_FIELD_LIST_STEP;
  GtkRoot *root = gtk_widget_get_root (self->list);

  insert (self, 0, 0, 1000);
  assert_rows (self, step);
  click (self, "more_button");
  assert_rows (self, 2 * step);
  g_assert_true (
      gtk_widget_is_ancestor (gtk_root_get_focus (root), GTK_WIDGET (get_row (self, step))));

  /* Other fields are shown from the beginning. */
  g_object_set (self->list, "fields", NULL, NULL);
  g_object_set (self->list, "fields", self->fields, NULL);
  assert_rows (self, step);
  click (self, "more_button");

  /* A new line comes where it can be seen. */
  click (self, "add_button");
  assert_rows (self, 2 * step + 1);
  g_assert_true (
      gtk_widget_is_ancestor (gtk_root_get_focus (root), GTK_WIDGET (get_row (self, 2 * step))));

  /* Another list begins at its first row. */
  g_list_store_remove_all (self->fields);
  assert_rows (self, 0);
  insert (self, 0, 0, 2 * step);
  assert_rows (self, step);
  click (self, "more_button");
  assert_rows (self, 2 * step);
}

static void
test_changes (Fixture *self, gconstpointer data)
{
  static const struct {
    guint position;
    guint n_removed;
    guint n_added;
  } cases[] = {
    { 0, 1, 0 },   { 0, 0, 1 },    { 20, 2, 5 },    { 20, 5, 2 },  { 49, 1, 1 },
    { 49, 0, 3 },  { 50, 0, 1 },   { 50, 1, 0 },    { 60, 9, 30 }, { 40, 30, 0 },
    { 40, 0, 30 }, { 30, 100, 0 }, { 0, 100, 200 }, { 0, 190, 0 }, { 0, 0, 190 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_list_store_remove_all (self->fields);
    insert (self, 0, 0, 200);
    {
      PriseHttpFieldRow *first = get_row (self, 0);
      g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

      for (guint j = 0; j < cases[i].n_added; j++)
        g_ptr_array_add (added, prise_http_field_item_new ("A", "", TRUE));
      g_list_store_splice (self->fields, cases[i].position, cases[i].n_removed, added->pdata,
                           added->len);
      assert_rows (self, MIN (g_list_model_get_n_items (G_LIST_MODEL (self->fields)),
                              PRISE_HTTP_FIELD_LIST_STEP));
      if (cases[i].position > 0)
        g_assert_true (get_row (self, 0) == first);
    }
  }
}

/* Somebody may be writing in one below. */
static void
test_rows_stay (Fixture *self, gconstpointer data)
{
  PriseHttpFieldRow *third;

  insert (self, 0, 0, 200);
  third = get_row (self, 2);
  insert (self, 0, 200, 1);
  g_assert_true (get_row (self, 3) == third);
  g_list_store_remove (self->fields, 1);
  g_assert_true (get_row (self, 2) == third);
  assert_rows (self, PRISE_HTTP_FIELD_LIST_STEP);
}

/* They are made for a row that somebody comes to, not for each. */
static void
test_names (Fixture *self, gconstpointer data)
{
  GtkEntry *entry;

  insert (self, 0, 0, 1);
  entry = GTK_ENTRY (widget_test_find (GTK_WIDGET (get_row (self, 0)), "name_entry"));
  g_assert_null (gtk_entry_get_completion (entry));
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  g_assert_nonnull (gtk_entry_get_completion (entry));
}

static graphene_rect_t
find_bounds (GtkWidget *row, const char *id)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget_test_find (row, id), row, &bounds));

  return bounds;
}

/* Six headers leave the body in sight: all of a row stands side by side. */
static void
test_one_line (Fixture *self, gconstpointer data)
{
  static const char *const ids[] = { "enabled_check", "name_entry", "value_entry",
                                     "remove_button" };
  GtkWidget *row;

  insert (self, 0, 0, 1);
  row = GTK_WIDGET (get_row (self, 0));
  widget_test_wait_frames (row, 2);
  for (guint i = 0; i + 1 < G_N_ELEMENTS (ids); i++) {
    const graphene_rect_t left = find_bounds (row, ids[i]);
    const graphene_rect_t right = find_bounds (row, ids[i + 1]);

    g_assert_cmpfloat (left.origin.x + left.size.width, <=, right.origin.x + 1);
  }
  g_assert_cmpint (gtk_widget_get_height (row), <=,
                   gtk_widget_get_height (widget_test_find (row, "name_entry")) + 8);
}

/* A secret that is empty and off says why. */
static void
test_secret_was_not_kept (Fixture *self, gconstpointer data)
{
  g_autoptr (PriseHttpFieldItem) cookie = prise_http_field_item_new ("Cookie", "", FALSE);
  GtkEntry *entry;

  g_list_store_append (self->fields, cookie);
  entry = GTK_ENTRY (widget_test_find (GTK_WIDGET (get_row (self, 0)), "value_entry"));
  g_assert_cmpstr (gtk_entry_get_placeholder_text (entry), ==, "Not kept: enter it again");
  prise_http_field_item_set_enabled (cookie, TRUE);
  g_assert_cmpstr (gtk_entry_get_placeholder_text (entry), ==, "Value");
}

/* As the body of a form: those that are sent, and what can't be a row is none. */
static void
test_form (void)
{
  g_autoptr (GListStore) fields = g_list_store_new (PRISE_TYPE_HTTP_FIELD_ITEM);
  g_autoptr (PriseHttpFieldItem) sent = prise_http_field_item_new ("a", "é", TRUE);
  g_autoptr (PriseHttpFieldItem) left_out = prise_http_field_item_new ("b", "2", FALSE);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) nameless = g_bytes_new_static ("=x", 2);
  g_autoptr (GListStore) again = NULL;
  g_autoptr (PriseHttpFieldItem) field = NULL;

  g_list_store_append (fields, sent);
  g_list_store_append (fields, left_out);
  body = prise_http_form_fields_encode (G_LIST_MODEL (fields));
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "a=%C3%A9", 8);

  again = prise_http_form_fields_decode (body);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 1);
  field = g_list_model_get_item (G_LIST_MODEL (again), 0);
  g_assert_cmpstr (prise_http_field_item_get_name (field), ==, "a");
  g_assert_cmpstr (prise_http_field_item_get_value (field), ==, "é");
  g_assert_null (prise_http_form_fields_decode (nameless));
}

/* What isn't UTF-8 can be seen, and not be changed here; what comes after it can. */
static void
test_editable (void)
{
  static const struct {
    const char *name;
    const char *value;
    gboolean is_editable;
  } cases[] = {
    { "A", "b", TRUE },
    { "A", "\xff", FALSE },
    { "A\xff", "b", FALSE },
    { "\xc3\xa9", "\xe2\x82\xac", TRUE },
  };
  g_autoptr (PriseHttpFieldItem) item = prise_http_field_item_new ("A", "", TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gboolean is_editable;

    prise_http_field_item_set (item, cases[i].name, cases[i].value);
    g_object_get (item, "editable", &is_editable, NULL);
    g_assert_cmpint (is_editable, ==, cases[i].is_editable);
  }
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *path;
    void (*test) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/http-field-list/short", test_short },
    { "/http-field-list/long", test_long },
    { "/http-field-list/changes", test_changes },
    { "/http-field-list/rows-stay", test_rows_stay },
    { "/http-field-list/names", test_names },
    { "/http-field-list/one-line", test_one_line },
    { "/http-field-list/secret-was-not-kept", test_secret_was_not_kept },
  };

  widget_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/http-field-list/form", test_form);
  g_test_add_func ("/http-field-list/editable", test_editable);

  return g_test_run ();
}
