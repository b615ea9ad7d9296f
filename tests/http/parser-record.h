// SPDX-License-Identifier: GPL-3.0-or-later
/* What a parser tells, as text: a line an event; the data of a body is joined, as its pieces are
 * those in which it came. Whatever the input is, events come in the order of the bytes and lie
 * within what has come: this is checked here. */
#pragma once

#include "prise-http-parser.h"

G_BEGIN_DECLS

typedef struct _ParserRecord ParserRecord;

ParserRecord *parser_record_new (PriseHttpMessageKind kind, const char *method);
gboolean parser_record_push (ParserRecord *self, const char *data, gsize size);
char *parser_record_finish (ParserRecord *self);

G_END_DECLS
