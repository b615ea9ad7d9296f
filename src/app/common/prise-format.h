// SPDX-License-Identifier: GPL-3.0-or-later
/* What the cells of the log say: short texts for times, sizes and kinds. Pure functions. */
#pragma once

#include "prise-display.h"
#include "prise-entry.h"

G_BEGIN_DECLS

/**
 * PriseTimeFormat:
 * @PRISE_TIME_FORMAT_TIME: the time of day: 12:00:01.123
 * @PRISE_TIME_FORMAT_DATE_TIME: with the date: 2026-11-22 12:00:01.123456
 * @PRISE_TIME_FORMAT_ELAPSED: since the first entry: 1.123456 s
 * @PRISE_TIME_FORMAT_DELTA: since the entry before: +0.000456 s
 */
typedef enum {
  PRISE_TIME_FORMAT_TIME,      /*< nick=time >*/
  PRISE_TIME_FORMAT_DATE_TIME, /*< nick=date-time >*/
  PRISE_TIME_FORMAT_ELAPSED,   /*< nick=elapsed >*/
  PRISE_TIME_FORMAT_DELTA,     /*< nick=delta >*/
} PriseTimeFormat;

GType prise_time_format_get_type (void) G_GNUC_CONST;
#define PRISE_TYPE_TIME_FORMAT (prise_time_format_get_type ())

/* As many characters of data as a row shows. */
#define PRISE_FORMAT_MAX_DATA 500

char *prise_format_time (PriseTimeFormat format, const PriseEntry *entry, gint64 reference);
char *prise_format_clock (gint64 wall_time);
char *prise_format_size (guint64 size);
char *prise_format_entry_size (const PriseEntry *entry);
const char *prise_format_kind_symbol (PriseEntryKind kind);
const char *prise_format_kind_name (PriseEntryKind kind);
char *prise_format_start (const char *text, gsize max_chars);
char *prise_format_data (const PriseEntry *entry, gboolean hex, PriseDisplayRange *found);

G_END_DECLS
