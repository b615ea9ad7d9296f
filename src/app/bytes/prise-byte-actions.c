// SPDX-License-Identifier: GPL-3.0-or-later
/* What can be done in a view of bytes: copy, select, see more, and the menu that offers it. Main
 * thread. */
#include "config.h"

#include <glib/gi18n.h>

#include "prise-byte-view-private.h"
#include "prise-display.h"
#include "prise-menus.h"
#include "prise-shortcuts.h"
#include "prise-toast.h"

/* The clipboard takes no more: other programs get all of it at once. */
#define MAX_COPY_SIZE (4 * 1024 * 1024)

static const PriseShortcut shortcuts[] = {
  { "bytes.copy", { "<Control>c", "<Control>Insert" } },
  { "bytes.select-all", { "<Control>a" } },
  { "bytes.menu", { "<Shift>F10", "Menu" } },
};

static char *
make_dump (const char *data, gsize size, guint64 offset)
{
  GString *string = g_string_new (NULL);

  for (gsize i = 0; i < size; i += PRISE_HEX_DUMP_WIDTH) {
    prise_hex_dump_append_line (string, data + i, MIN (size - i, PRISE_HEX_DUMP_WIDTH), offset + i);
    g_string_append_c (string, '\n');
  }

  return g_string_free (string, FALSE);
}

static char *
make_text (const char *data, gsize size)
{
  if (g_utf8_validate_len (data, size, NULL))
    return g_strndup (data, size);

  return prise_display_text (data, size);
}

static void
copy_rows (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseByteView *view = PRISE_BYTE_VIEW (widget);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  guint64 offset, size;
  gsize n_read;
  const char *data;

  if (!prise_byte_view_get_selected (view, &offset, &size))
    return;

  bytes = prise_byte_model_read (prise_byte_view_get_lines (view), offset,
                                 (gsize) MIN (size, MAX_COPY_SIZE));
  data = g_bytes_get_data (bytes, &n_read);
  text =
      prise_byte_view_get_hex (view) ? make_dump (data, n_read, offset) : make_text (data, n_read);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  if (size > MAX_COPY_SIZE)
    prise_toast_tell (widget, _ ("Only the first 4 MiB were copied"));
}

static void
select_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  prise_byte_view_select_all (PRISE_BYTE_VIEW (widget));
}

static void
show_more (GtkWidget *widget, const char *name, GVariant *parameter)
{
  prise_byte_model_show_more (prise_byte_view_get_lines (PRISE_BYTE_VIEW (widget)));
}

static void
show_next_part (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseByteModel *lines = prise_byte_view_get_lines (PRISE_BYTE_VIEW (widget));
  const guint part = prise_byte_model_get_part (lines);

  if (part + 1 < prise_byte_model_get_n_parts (lines))
    prise_byte_model_set_part (lines, part + 1);
}

static void
show_previous_part (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseByteModel *lines = prise_byte_view_get_lines (PRISE_BYTE_VIEW (widget));
  const guint part = prise_byte_model_get_part (lines);

  if (part > 0)
    prise_byte_model_set_part (lines, part - 1);
}

static void
pop_up_menu (GtkWidget *widget, const char *name, GVariant *parameter)
{
  prise_menus_pop_up (widget, &(GdkRectangle){ gtk_widget_get_width (widget) / 2, 24, 1, 1 });
}

/**
 * prise_byte_actions_install:
 * @widget_class: the class of the view
 *
 * Gives it its actions and their keys.
 */
void
prise_byte_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "bytes.copy", NULL, copy_rows);
  gtk_widget_class_install_action (widget_class, "bytes.select-all", NULL, select_all);
  gtk_widget_class_install_action (widget_class, "bytes.menu", NULL, pop_up_menu);
  gtk_widget_class_install_action (widget_class, "bytes.show-more", NULL, show_more);
  gtk_widget_class_install_action (widget_class, "bytes.next-part", NULL, show_next_part);
  gtk_widget_class_install_action (widget_class, "bytes.previous-part", NULL, show_previous_part);

  prise_shortcuts_add_to_class (widget_class, shortcuts, G_N_ELEMENTS (shortcuts));
}
