// SPDX-License-Identifier: GPL-3.0-or-later
/* Something wrong with a response, as an item of a list. Immutable; main thread. */
#include "config.h"

#include <inttypes.h>

#include "prise-problem-item.h"

#include <glib/gi18n.h>

#include "prise-property.h"

struct _PriseProblemItem {
  GObject parent_instance;

  guint64 offset;
  char *sentence;
  char *place;
};

G_DEFINE_FINAL_TYPE (PriseProblemItem, prise_problem_item, G_TYPE_OBJECT)

enum { PROP_SENTENCE = 1, PROP_PLACE, N_PROPS };

static GParamSpec *properties[N_PROPS];

static const PriseProperty kept[N_PROPS] = {
  [PROP_SENTENCE] = PRISE_PROPERTY (PriseProblemItem, sentence),
  [PROP_PLACE] = PRISE_PROPERTY (PriseProblemItem, place),
};

static void
prise_problem_item_class_init (PriseProblemItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL, readable);
  properties[PROP_PLACE] = g_param_spec_string ("place", NULL, NULL, NULL, readable);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
prise_problem_item_init (PriseProblemItem *self)
{
}

/**
 * prise_problem_item_new:
 * @problem: what is wrong
 *
 * Returns: (transfer full): a row for it
 */
PriseProblemItem *
prise_problem_item_new (const PriseHttpProblem *problem)
{
  PriseProblemItem *self = g_object_new (PRISE_TYPE_PROBLEM_ITEM, NULL);

  self->offset = problem->offset;
  self->sentence = prise_http_problem_describe (problem);
  self->place = g_strdup_printf (_ ("At byte %" PRIu64), problem->offset);

  return self;
}

/**
 * prise_problem_item_get_offset:
 * @self: a row
 *
 * Returns: where it is, from the first byte of the response
 */
guint64
prise_problem_item_get_offset (PriseProblemItem *self)
{
  g_return_val_if_fail (PRISE_IS_PROBLEM_ITEM (self), 0);

  return self->offset;
}

/**
 * prise_problem_item_get_sentence:
 * @self: a row
 *
 * Returns: what is wrong
 */
const char *
prise_problem_item_get_sentence (PriseProblemItem *self)
{
  g_return_val_if_fail (PRISE_IS_PROBLEM_ITEM (self), NULL);

  return self->sentence;
}
