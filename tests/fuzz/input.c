// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "input.h"

#include <stdlib.h>
#include <string.h>

/* Ends the program by a signal of which the fuzzer knows: GLib's own is another. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  g_log_writer_default (level, fields, n_fields, NULL);
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) != 0)
    abort ();

  return G_LOG_WRITER_HANDLED;
}

/* Called by the fuzzer. */
int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_writer_func (write_log, NULL, NULL);

  return 0;
}

static void
skip (FuzzInput *self, gsize size)
{
  self->data += size;
  self->size -= size;
}

/* Returns 0 where there is none left. */
guint8
fuzz_input_take_byte (FuzzInput *self)
{
  const guint8 byte = self->size > 0 ? (guint8) *self->data : 0;

  skip (self, self->size > 0 ? 1 : 0);

  return byte;
}

/* What stands before the next NUL, which is passed over. */
char *
fuzz_input_take_text (FuzzInput *self)
{
  const gsize size = strnlen (self->data, self->size);
  char *text = g_strndup (self->data, size);

  skip (self, MIN (size + 1, self->size));

  return text;
}

char *
fuzz_input_take_utf8 (FuzzInput *self)
{
  g_autofree char *text = fuzz_input_take_text (self);

  return g_utf8_make_valid (text, -1);
}

GBytes *
fuzz_input_take_rest (FuzzInput *self)
{
  GBytes *bytes = g_bytes_new (self->data, self->size);

  skip (self, self->size);

  return bytes;
}

/* Short pieces are the most likely. */
GBytes *
fuzz_take_piece (GBytes *bytes, gsize offset, guint32 *seed)
{
  const gsize size = 1 + (*seed >> 16) % (1u << (*seed >> 28));

  *seed = *seed * 1664525 + 1013904223;

  return g_bytes_new_from_bytes (bytes, offset, MIN (size, g_bytes_get_size (bytes) - offset));
}

/* A mistake has its place in @text, at the start of a character, and a sentence that can be shown.
 */
void
fuzz_assert_mistake (const char *text, gsize offset, const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (offset, <=, strlen (text));
  g_assert_cmpint (text[offset] & 0xc0, !=, 0x80);
}
