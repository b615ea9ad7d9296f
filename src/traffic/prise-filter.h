// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseFilter:
 *
 * Which entries a reader wants to see: a direction, and a pattern in their bytes or their peer. An
 * immutable, reference counted value; any thread.
 */
#pragma once

#include "prise-entry.h"
#include "prise-pattern.h"

G_BEGIN_DECLS

typedef enum {
  PRISE_DIRECTION_ALL,      /*< nick=all >*/
  PRISE_DIRECTION_RECEIVED, /*< nick=received >*/
  PRISE_DIRECTION_SENT,     /*< nick=sent >*/
} PriseDirection;

GType prise_direction_get_type (void) G_GNUC_CONST;
#define PRISE_TYPE_DIRECTION (prise_direction_get_type ())

#define PRISE_TYPE_FILTER (prise_filter_get_type ())

typedef struct _PriseFilter PriseFilter;

GType prise_filter_get_type (void) G_GNUC_CONST;
PriseFilter *prise_filter_new (const char *text, PriseDirection direction);
PriseFilter *prise_filter_ref (PriseFilter *self);
void prise_filter_unref (PriseFilter *self);
const char *prise_filter_get_text (PriseFilter *self);
PriseDirection prise_filter_get_direction (PriseFilter *self);
gboolean prise_filter_is_empty (PriseFilter *self);
PrisePatternKind prise_filter_get_kind (PriseFilter *self);
gboolean prise_filter_find (PriseFilter *self, const PriseEntry *entry, gsize *start, gsize *end);
gboolean prise_filter_matches (PriseFilter *self, const PriseEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseFilter, prise_filter_unref)

G_END_DECLS
