// SPDX-License-Identifier: GPL-3.0-or-later
/* Where a line is broken within a word Pango adds a hyphen. In what stands for bytes, one that
 * isn't among them would be a lie. Main thread. */
#include "config.h"

#include "prise-no-hyphens.h"

/* What is inserted within has the tag already. The place of the text isn't asked for: others may
 * have changed it since. */
static void
did_insert_text (GtkTextBuffer *buffer, GtkTextIter *place, char *text, int size, GtkTextTag *tag)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_start_iter (buffer, &start);
  while (!gtk_text_iter_is_end (&start)) {
    end = start;
    gtk_text_iter_forward_to_tag_toggle (&end, tag);
    if (!gtk_text_iter_has_tag (&start, tag))
      gtk_text_buffer_apply_tag (buffer, tag, &start, &end);
    start = end;
  }
}

/**
 * prise_no_hyphens_in_attributes:
 * @buffer: an empty buffer whose lines are broken
 *
 * Whatever is inserted into @buffer from now on is shown without hyphens of Pango's.
 */
void
prise_no_hyphens_in_attributes (GtkTextBuffer *buffer)
{
  GtkTextTag *tag;

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  tag = gtk_text_buffer_create_tag (buffer, NULL, "insert-hyphens", FALSE, NULL);
  g_signal_connect_object (buffer, "insert-text", G_CALLBACK (did_insert_text), tag,
                           G_CONNECT_AFTER);
}

/**
 * prise_no_hyphens_in_label:
 * @label: a label without attributes whose lines are broken
 *
 * Likewise for what @label shows.
 */
void
prise_no_hyphens_in_label (GtkLabel *label)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  g_return_if_fail (GTK_IS_LABEL (label));

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attributes);
}
