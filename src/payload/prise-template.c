// SPDX-License-Identifier: GPL-3.0-or-later
/* A reply template, compiled once into parts: runs of ready bytes, and fields. An expansion first
 * measures, then fills one allocation. Immutable after prise_template_new(), hence usable anywhere.
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "prise-escape.h"
#include "prise-payload-error.h"
#include "prise-template.h"
#include "prise-time.h"

/* More than any number or time of day takes. */
#define MAX_SHORT_VALUE PRISE_TIME_SIZE

/* A quoted field that there isn't is cut after so many characters. */
#define MAX_QUOTED 24

typedef enum {
  PART_LITERAL,
  PART_DATA,
  PART_PEER,
  PART_SIZE,
  PART_COUNT,
  PART_TIME,
} PartKind;

#define N_PART_KINDS (PART_TIME + 1)

/* @offset and @size: a literal's place in the template's literals. */
typedef struct {
  PartKind kind;
  gsize offset;
  gsize size;
} Part;

typedef struct {
  const char *bytes;
  gsize size;
} Value;

struct _PriseTemplate {
  gatomicrefcount ref_count;

  GByteArray *literals;
  GArray *parts;
  gboolean uses[N_PART_KINDS];
};

static const char *const field_names[N_PART_KINDS] = {
  [PART_DATA] = "data",   [PART_PEER] = "peer", [PART_SIZE] = "size",
  [PART_COUNT] = "count", [PART_TIME] = "time",
};

G_DEFINE_BOXED_TYPE (PriseTemplate, prise_template, prise_template_ref, prise_template_unref)

static void
add_field (PriseTemplate *self, PartKind kind)
{
  Part part = { .kind = kind };

  g_array_append_val (self->parts, part);
  self->uses[kind] = TRUE;
}

static void
add_literal (PriseTemplate *self, const char *bytes, gsize size)
{
  Part *last =
      self->parts->len > 0 ? &g_array_index (self->parts, Part, self->parts->len - 1) : NULL;

  if (last != NULL && last->kind == PART_LITERAL) {
    last->size += size;
  } else {
    Part part = { .kind = PART_LITERAL, .offset = self->literals->len, .size = size };
    g_array_append_val (self->parts, part);
  }
  g_byte_array_append (self->literals, (const guint8 *) bytes, (guint) size);
}

static gsize
fail (GError **error, const char *text, gsize offset, gsize n_quoted, const char *explanation)
{
  prise_payload_error_set (error, PRISE_PAYLOAD_ERROR_BAD_FIELD, text, offset,
                           MIN (n_quoted, MAX_QUOTED), explanation);
  return 0;
}

static PartKind
find_field (const char *name, gsize size)
{
  for (PartKind kind = PART_DATA; kind < N_PART_KINDS; kind++) {
    if (strlen (field_names[kind]) == size && memcmp (field_names[kind], name, size) == 0)
      return kind;
  }

  return PART_LITERAL;
}

/* Each of these takes what stands at @offset and returns how many bytes that was, or 0 and @error.
 */
static gsize
compile_escape (PriseTemplate *self, const char *text, gsize offset, GError **error)
{
  char bytes[PRISE_ESCAPE_MAX_BYTES];
  gsize n_bytes = 0;
  gsize consumed = prise_escape_decode (text, offset, bytes, &n_bytes, error);

  if (consumed > 0)
    add_literal (self, bytes, n_bytes);

  return consumed;
}

static gsize
compile_open_brace (PriseTemplate *self, const char *text, gsize offset, GError **error)
{
  const char *name = text + offset + 1;
  gsize size = strcspn (name, "{}\\\n");
  PartKind kind;

  if (*name == '{') {
    add_literal (self, "{", 1);
    return 2;
  }
  if (name[size] != '}')
    return fail (error, text, offset, 1, _ ("no “}” closes this brace; write “{{” for a brace"));

  kind = find_field (name, size);
  if (kind == PART_LITERAL)
    return fail (error, text, offset, size + 2,
                 _ ("there is no such field; write {data}, {peer}, {size}, {count} or {time}, "
                    "or “{{” for a brace"));

  add_field (self, kind);

  return size + 2;
}

static gsize
compile_close_brace (PriseTemplate *self, const char *text, gsize offset, GError **error)
{
  if (text[offset + 1] != '}')
    return fail (error, text, offset, 1, _ ("no “{” opens this brace; write “}}” for a brace"));

  add_literal (self, "}", 1);

  return 2;
}

static gsize
compile_next (PriseTemplate *self, const char *text, gsize offset, GError **error)
{
  gsize run;

  switch (text[offset]) {
  case '\\':
    return compile_escape (self, text, offset, error);
  case '{':
    return compile_open_brace (self, text, offset, error);
  case '}':
    return compile_close_brace (self, text, offset, error);
  default:
    run = strcspn (text + offset, "\\{}");
    add_literal (self, text + offset, run);
    return run;
  }
}

/* Fills @values but for the literals; @buffers hold what isn't there as bytes yet. */
static void
evaluate (PriseTemplate *self,
          const PriseTemplateValues *given,
          char buffers[N_PART_KINDS][MAX_SHORT_VALUE],
          Value values[N_PART_KINDS])
{
  if (given->data != NULL)
    values[PART_DATA].bytes = g_bytes_get_data (given->data, &values[PART_DATA].size);

  if (self->uses[PART_PEER] && given->peer != NULL) {
    values[PART_PEER].bytes = given->peer;
    values[PART_PEER].size = strlen (given->peer);
  }

  for (PartKind kind = PART_SIZE; kind <= PART_TIME; kind++)
    values[kind].bytes = buffers[kind];

  if (self->uses[PART_SIZE])
    values[PART_SIZE].size = (gsize) g_snprintf (buffers[PART_SIZE], MAX_SHORT_VALUE,
                                                 "%" G_GSIZE_FORMAT, values[PART_DATA].size);
  if (self->uses[PART_COUNT])
    values[PART_COUNT].size = (gsize) g_snprintf (buffers[PART_COUNT], MAX_SHORT_VALUE,
                                                  "%" G_GUINT64_FORMAT, given->count);
  if (self->uses[PART_TIME])
    values[PART_TIME].size = prise_time_to_clock (given->wall_time, buffers[PART_TIME]);
}

static gsize
measure (PriseTemplate *self, const Value values[N_PART_KINDS])
{
  gsize size = self->literals->len;

  for (guint i = 0; i < self->parts->len; i++) {
    PartKind kind = g_array_index (self->parts, Part, i).kind;
    if (kind != PART_LITERAL)
      size += values[kind].size;
  }

  return size;
}

static void
fill (PriseTemplate *self, const Value values[N_PART_KINDS], char *end)
{
  for (guint i = 0; i < self->parts->len; i++) {
    const Part *part = &g_array_index (self->parts, Part, i);
    Value value = values[part->kind];

    if (part->kind == PART_LITERAL)
      value = (Value){ (const char *) self->literals->data + part->offset, part->size };
    if (value.size > 0)
      memcpy (end, value.bytes, value.size);
    end += value.size;
  }
}

/**
 * prise_template_new:
 * @text: text with escapes (see prise-escape.h) and fields (see #PriseTemplateValues), UTF-8
 * @error_offset: (out) (optional): the place of the mistake, in bytes of @text, always on a
 *   character's start; untouched without a mistake
 * @error: (out) (optional): a #PrisePayloadError with a sentence that names the place
 *
 * A brace written as an escape is a byte like any other and begins no field.
 *
 * Returns: (transfer full) (nullable): a template, or %NULL with @error set
 */
PriseTemplate *
prise_template_new (const char *text, gsize *error_offset, GError **error)
{
  g_autoptr (PriseTemplate) self = NULL;
  gsize offset = 0;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (PriseTemplate, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->literals = g_byte_array_new ();
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));

  while (text[offset] != '\0') {
    gsize consumed = compile_next (self, text, offset, error);

    if (consumed == 0) {
      if (error_offset != NULL)
        *error_offset = offset;
      return NULL;
    }
    offset += consumed;
  }

  return g_steal_pointer (&self);
}

/**
 * prise_template_ref:
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
PriseTemplate *
prise_template_ref (PriseTemplate *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * prise_template_unref:
 *
 * Any thread.
 */
void
prise_template_unref (PriseTemplate *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_byte_array_unref (self->literals);
  g_array_unref (self->parts);
  g_free (self);
}

/**
 * prise_template_expand:
 * @values: what to put in place of its fields
 * @max_size: in bytes
 *
 * Any thread. The data go in as they came, whatever bytes they are: braces and backslashes in them
 * mean nothing.
 *
 * Returns: (transfer full) (nullable): the reply, perhaps empty; %NULL if it would be longer than
 *   @max_size
 */
GBytes *
prise_template_expand (PriseTemplate *self, const PriseTemplateValues *values, gsize max_size)
{
  char buffers[N_PART_KINDS][MAX_SHORT_VALUE];
  Value fields[N_PART_KINDS] = { 0 };
  char *reply;
  gsize size;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (values != NULL, NULL);

  evaluate (self, values, buffers, fields);
  size = measure (self, fields);
  if (size > max_size)
    return NULL;

  reply = g_malloc (size);
  fill (self, fields, reply);

  return g_bytes_new_take (reply, size);
}
