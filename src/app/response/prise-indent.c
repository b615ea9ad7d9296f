// SPDX-License-Identifier: GPL-3.0-or-later
/* Text of some languages, laid out for people: which language is laid out where. */
#include "config.h"

#include "prise-indent.h"

#include "prise-indent-languages.h"

/**
 * prise_indent:
 * @style: the language
 * @text: valid UTF-8
 * @is_whole: whether it is all of it; else nothing is said about its end
 *
 * Returns: (transfer full) (nullable): the text with other white space; %NULL if it isn't what
 *   @style says, or too deep
 */
char *
prise_indent (PriseIndentStyle style, const char *text, gboolean is_whole)
{
  switch (style) {
  case PRISE_INDENT_JSON:
    return prise_indent_json (text, is_whole);
  case PRISE_INDENT_XML:
    return prise_indent_markup (text, FALSE, is_whole);
  case PRISE_INDENT_HTML:
    return prise_indent_markup (text, TRUE, is_whole);
  case PRISE_INDENT_CSS:
    return prise_indent_css (text);
  case PRISE_INDENT_NONE:
  default:
    return NULL;
  }
}
