// SPDX-License-Identifier: GPL-3.0-or-later
/* Text of a body in a source view: what comes behind is appended, so that the user keeps the
 * place. Colours follow the language and the style of the window. Main thread. */
#include "config.h"

#include "prise-body-source.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "prise-no-hyphens.h"
#include "prise-source-library.h"

/* So much is inserted at once, in bytes. */
#define PIECE (16 * 1024)

/* After what is there already is laid out: if the view becomes higher, GTK 4.8 lays out and draws
 * all that has no height yet. Before it is highlighted. */
#define PRIORITY (GTK_TEXT_VIEW_PRIORITY_VALIDATE + 1)

/* A text on its way into a view. */
typedef struct {
  GtkTextView *view;
  char *text; /* a GRefString */
  gsize done; /* so many bytes of it are there */
  guint id;
} Filling;

static void
did_change_style (AdwStyleManager *manager, GParamSpec *pspec, GtkSourceBuffer *buffer)
{
  const PriseSourceLibrary *library = prise_source_library_get ();
  const char *name = adw_style_manager_get_dark (manager) ? "Adwaita-dark" : "Adwaita";

  library->set_style_scheme (buffer, library->get_scheme (library->get_schemes (), name));
}

static GtkTextBuffer *
new_buffer (const PriseSourceLibrary *library)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkTextBuffer *buffer;

  if (library != NULL) {
    /* Light or dark as the window is. */
    buffer = g_object_new (library->buffer_get_type (), "highlight-matching-brackets", FALSE, NULL);
    g_signal_connect_object (manager, "notify::dark", G_CALLBACK (did_change_style), buffer, 0);
    did_change_style (manager, NULL, (GtkSourceBuffer *) buffer);
  } else {
    buffer = gtk_text_buffer_new (NULL);
  }
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  prise_no_hyphens_in_attributes (buffer);

  return buffer;
}

/**
 * prise_body_source_new:
 *
 * Its lines are broken without hyphens. Where GtkSourceView isn't installed it has no colours and
 * no line numbers.
 *
 * Returns: (transfer floating): a view of the text of a body
 */
GtkTextView *
prise_body_source_new (void)
{
  const PriseSourceLibrary *library = prise_source_library_get ();
  g_autoptr (GtkTextBuffer) buffer = new_buffer (library);
  GtkTextView *view =
      g_object_new (library != NULL ? library->view_get_type () : GTK_TYPE_TEXT_VIEW, "buffer",
                    buffer, "editable", FALSE, "cursor-visible", FALSE, "monospace", TRUE,
                    "wrap-mode", GTK_WRAP_WORD_CHAR, "left-margin", 6, "right-margin", 6,
                    "top-margin", 3, "bottom-margin", 3, NULL);

  if (library != NULL)
    g_object_set (view, "show-line-numbers", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("response", "Body"), -1);

  return view;
}

/* Others have ways of their own to nest, which nobody bounds. */
static gboolean
is_highlighted (const char *essence)
{
  static const char *const types[] = {
    "application/json",         "application/xml",  "application/javascript",
    "application/x-javascript", "application/toml", "application/x-yaml",
    "application/yaml",         "text/css",         "text/html",
    "text/javascript",          "text/xml",         NULL,
  };

  return g_strv_contains (types, essence);
}

/**
 * prise_body_source_set_style:
 * @view: a view
 * @essence: (nullable): the type of the text; none: it is plain, or can't be highlighted in time
 *
 * Highlights it as the language of that type, if that is among those that prise_body_text_is_calm()
 * knows to be calm.
 */
void
prise_body_source_set_style (GtkTextView *view, const char *essence)
{
  const PriseSourceLibrary *library = prise_source_library_get ();
  GtkSourceBuffer *buffer = (GtkSourceBuffer *) gtk_text_view_get_buffer (view);
  g_autofree char *type = NULL;

  if (library == NULL)
    return;

  if (essence != NULL && g_str_has_suffix (essence, "+json"))
    essence = "application/json";
  else if (essence != NULL && g_str_has_suffix (essence, "+xml"))
    essence = "application/xml";
  if (essence != NULL && is_highlighted (essence))
    type = g_content_type_from_mime_type (essence);

  library->set_language (buffer, type != NULL ? prise_source_library_find (library, type) : NULL);
}

static void
filling_free (gpointer data)
{
  Filling *self = data;

  g_clear_handle_id (&self->id, g_source_remove);
  g_clear_pointer (&self->text, g_ref_string_release);
  g_free (self);
}

static Filling *
get_filling (GtkTextView *view)
{
  Filling *self = g_object_get_data (G_OBJECT (view), "prise-filling");

  if (self == NULL) {
    self = g_new0 (Filling, 1);
    self->view = view;
    self->text = g_ref_string_new ("");
    g_object_set_data_full (G_OBJECT (view), "prise-filling", self, filling_free);
  }

  return self;
}

/* How much to insert: whole lines, if a piece has any. */
static gsize
measure_piece (const char *text, gsize size)
{
  const char *feed;

  if (size <= PIECE)
    return size;
  feed = memrchr (text, '\n', PIECE);

  return feed != NULL ? (gsize) (feed + 1 - text)
                      : (gsize) (g_utf8_find_prev_char (text, text + PIECE + 1) - text);
}

/* Returns whether there is more. */
static gboolean
fill_piece (Filling *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  const char *start = self->text + self->done;
  const gsize size = measure_piece (start, g_ref_string_length (self->text) - self->done);
  /* With its end: what tells assistive technologies of it in GTK 4.8 reads on to a NUL. */
  g_autofree char *piece = g_strndup (start, size);
  const gboolean is_first = self->done == 0;
  GtkTextIter iter;

  self->done += size;
  gtk_text_buffer_get_end_iter (buffer, &iter);
  gtk_text_buffer_insert (buffer, &iter, piece, (int) size);
  if (is_first) {
    gtk_text_buffer_get_start_iter (buffer, &iter);
    gtk_text_buffer_place_cursor (buffer, &iter);
  }

  return self->done < g_ref_string_length (self->text);
}

static gboolean
did_idle (gpointer user_data)
{
  Filling *self = user_data;

  if (fill_piece (self))
    return G_SOURCE_CONTINUE;

  self->id = 0;

  return G_SOURCE_REMOVE;
}

/* GTK 4.8 keeps how a line looks that was asked for before all were laid out, as the cursor's is,
 * longer than the line; when it comes upon that, it ends the program. What changes how all lines
 * look makes it let go of them. */
static void
change_buffer (GtkTextView *view, GtkTextBuffer *buffer)
{
  const int above = gtk_text_view_get_pixels_above_lines (view);

  gtk_text_view_set_pixels_above_lines (view, above + 1);
  gtk_text_view_set_buffer (view, buffer);
  gtk_text_view_set_pixels_above_lines (view, above);
}

/**
 * prise_body_source_show:
 * @view: a view
 * @text: (nullable): a GRefString: what it is to show, in lines that are not too long
 *
 * What @text has more than before is appended, and what is long comes piece by piece, while the
 * user does what he likes.
 */
void
prise_body_source_show (GtkTextView *view, char *text)
{
  Filling *self = get_filling (view);
  char *old_text = self->text;

  self->text = text != NULL ? g_ref_string_acquire (text) : g_ref_string_new ("");
  if (*old_text == '\0' || !g_str_has_prefix (self->text, old_text)) {
    /* To empty the old one takes longer than to begin another. */
    g_autoptr (GtkTextBuffer) buffer = new_buffer (prise_source_library_get ());

    change_buffer (view, buffer);
    self->done = 0;
  }
  g_ref_string_release (old_text);

  g_clear_handle_id (&self->id, g_source_remove);
  if (self->done < g_ref_string_length (self->text) && fill_piece (self))
    self->id = g_idle_add_full (PRIORITY, did_idle, self, NULL);
}

/**
 * prise_body_source_is_filling:
 *
 * Returns: whether more of its text is about to come
 */
gboolean
prise_body_source_is_filling (GtkTextView *view)
{
  return get_filling (view)->id != 0;
}
