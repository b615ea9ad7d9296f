// SPDX-License-Identifier: GPL-3.0-or-later
/* XML and HTML, laid out for people: a tag a line, an element that has only text on one. Libraries
 * write documents in their own way, with other quotes, entities and elements; here each tag stays
 * as it came. Pure functions. */
#include "config.h"

#include <string.h>

#include "prise-indent-languages.h"
#include "prise-indent-text.h"

/* Elements of HTML without an end tag (HTML, section 13.1.2). */
static const char *const void_elements[] = {
  "area",  "base", "br",   "col",    "embed", "hr",  "img",
  "input", "link", "meta", "source", "track", "wbr", NULL,
};

/* In these white space counts, or the text isn't markup. */
static const char *const raw_elements[] = { "script", "style", "pre", "textarea", NULL };

typedef enum { TEXT, OPENING, CLOSING, ALONE, END } TokenKind;

typedef struct {
  TokenKind kind;
  const char *start;
  gsize size;
  char *name; /* of an element, in lower case if it is HTML */
} Token;

typedef struct {
  const char *position;
  gboolean is_html;
  gboolean is_whole;
  gboolean is_bad;
  GPtrArray *open; /* of names */
  GString *string;
  gboolean had_text; /* since the last tag */
  TokenKind last;
} Writer;

/* Returns where the tag that begins at @text ends; NULL if it doesn't. */
static const char *
find_tag_end (const char *text)
{
  char quote = '\0';

  for (; *text != '\0'; text++) {
    if (quote != '\0')
      quote = *text == quote ? '\0' : quote;
    else if (*text == '"' || *text == '\'')
      quote = *text;
    else if (*text == '>')
      return text + 1;
  }

  return NULL;
}

/* A declaration with an internal subset has tags of its own. */
static const char *
find_declaration_end (const char *text)
{
  const char *end = find_tag_end (text);
  const char *subset = memchr (text, '[', end != NULL ? (gsize) (end - text) : 0);

  if (subset == NULL)
    return end;
  end = strstr (subset, "]");

  return end != NULL ? find_tag_end (end) : NULL;
}

static const char *
find_after (const char *text, const char *mark)
{
  const char *end = strstr (text, mark);

  return end != NULL ? end + strlen (mark) : NULL;
}

static char *
copy_name (const char *text, gboolean is_html)
{
  g_autofree char *name = g_strndup (text, strcspn (text, " \t\r\n\f/>"));

  return is_html ? g_ascii_strdown (name, -1) : g_steal_pointer (&name);
}

static const char *
read_tag (Writer *self, Token *token)
{
  const char *start = token->start;
  const char *end = find_tag_end (start);

  if (end == NULL)
    return NULL;

  token->kind = start[1] == '/' ? CLOSING : OPENING;
  token->name = copy_name (start + (token->kind == CLOSING ? 2 : 1), self->is_html);
  if (token->kind == OPENING &&
      (end[-2] == '/' || (self->is_html && g_strv_contains (void_elements, token->name))))
    token->kind = ALONE;

  return end;
}

static gboolean
begins_tag (const char *text)
{
  return *text == '<' && (g_ascii_isalpha (text[1]) || text[1] == '_' || (guchar) text[1] >= 0x80 ||
                          text[1] == '/' || text[1] == '!' || text[1] == '?');
}

static Token
next_token (Writer *self)
{
  Token token = { .kind = ALONE, .start = self->position };
  const char *start = self->position;
  const char *end;

  if (*start == '\0') {
    token.kind = END;
    return token;
  }
  if (g_str_has_prefix (start, "<!--")) {
    end = find_after (start, "-->");
  } else if (g_str_has_prefix (start, "<![CDATA[")) {
    token.kind = TEXT;
    end = find_after (start, "]]>");
  } else if (g_str_has_prefix (start, "<?")) {
    end = find_after (start, "?>");
  } else if (g_str_has_prefix (start, "<!")) {
    end = find_declaration_end (start);
  } else if (begins_tag (start)) {
    end = read_tag (self, &token);
  } else {
    token.kind = TEXT;
    for (end = start + 1; *end != '\0' && !begins_tag (end); end++)
      ;
  }

  if (end == NULL) {
    self->is_bad |= self->is_whole;
    end = start + strlen (start);
  }
  token.size = (gsize) (end - start);
  self->position = end;

  return token;
}

static void
begin_line (Writer *self)
{
  if (self->string->len > 0)
    prise_indent_new_line (self->string, self->open->len);
}

static void
write_text (Writer *self, const Token *token)
{
  g_autofree char *text = g_strndup (token->start, token->size);

  g_strstrip (text);
  if (*text == '\0')
    return;
  if (self->last != OPENING || self->had_text)
    begin_line (self);
  g_string_append (self->string, text);
  self->had_text = TRUE;
}

/* What is between <script> and </script> stays as it is. */
static void
write_raw (Writer *self, const char *name)
{
  const char *end = self->position;
  const gsize length = strlen (name);

  while (*end != '\0' &&
         !(end[0] == '<' && end[1] == '/' && g_ascii_strncasecmp (end + 2, name, length) == 0))
    end++;
  g_string_append_len (self->string, self->position, end - self->position);
  self->had_text = end > self->position;
  self->position = end;
}

static void
write_opening (Writer *self, Token *token)
{
  /* Text and what follows it share a line only within one element. */
  begin_line (self);
  g_string_append_len (self->string, token->start, (gssize) token->size);
  g_ptr_array_add (self->open, g_strdup (token->name));
  self->had_text = FALSE;
  self->last = OPENING;
  if (self->is_html && g_strv_contains (raw_elements, token->name))
    write_raw (self, token->name);
  self->is_bad |= self->open->len > PRISE_INDENT_MAX_DEPTH;
}

/* Returns whether the element is open; those within it are closed. */
static gboolean
close_element (Writer *self, const char *name)
{
  for (guint i = self->open->len; i > 0; i--) {
    if (g_str_equal (g_ptr_array_index (self->open, i - 1), name)) {
      g_ptr_array_set_size (self->open, (int) i - 1);
      return TRUE;
    }
    if (!self->is_html)
      break;
  }

  return FALSE;
}

static void
write_closing (Writer *self, const Token *token)
{
  const guint depth = self->open->len;
  const gboolean was_open = close_element (self, token->name);

  self->is_bad |= !was_open && !self->is_html;
  if (!(self->last == OPENING && was_open && self->open->len + 1 == depth))
    begin_line (self);
  g_string_append_len (self->string, token->start, (gssize) token->size);
  self->had_text = FALSE;
  self->last = CLOSING;
}

static void
write_token (Writer *self, Token *token)
{
  switch (token->kind) {
  case TEXT:
    write_text (self, token);
    break;
  case OPENING:
    write_opening (self, token);
    break;
  case CLOSING:
    write_closing (self, token);
    break;
  case ALONE:
  case END:
  default:
    begin_line (self);
    g_string_append_len (self->string, token->start, (gssize) token->size);
    self->had_text = FALSE;
    self->last = ALONE;
  }
}

/**
 * prise_indent_markup:
 * @text: valid UTF-8
 * @is_html: whether it is HTML, where elements may be left open; else XML
 * @is_whole: whether it is all of it
 *
 * Returns: (transfer full) (nullable): the text with other white space; %NULL if tags don't match,
 *   or it is too deep
 */
char *
prise_indent_markup (const char *text, gboolean is_html, gboolean is_whole)
{
  Writer writer = { .position = text, .is_html = is_html, .is_whole = is_whole, .last = ALONE };
  char *result;

  writer.open = g_ptr_array_new_with_free_func (g_free);
  writer.string = g_string_sized_new (strlen (text) * 2);
  while (!writer.is_bad && writer.string->len < PRISE_INDENT_MAX_SIZE) {
    Token token = next_token (&writer);
    const gboolean has_ended = token.kind == END;

    if (!has_ended)
      write_token (&writer, &token);
    g_free (token.name);
    if (has_ended)
      break;
  }
  if (writer.string->len >= PRISE_INDENT_MAX_SIZE || (is_whole && !is_html && writer.open->len > 0))
    writer.is_bad = TRUE;

  g_ptr_array_unref (writer.open);
  result = g_string_free (writer.string, writer.is_bad);

  return result;
}
