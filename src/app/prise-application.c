// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "prise-application.h"

struct _PriseApplication {
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (PriseApplication, prise_application, ADW_TYPE_APPLICATION)

static void
prise_application_class_init (PriseApplicationClass *klass)
{
}

static void
prise_application_init (PriseApplication *self)
{
}

/**
 * prise_application_new:
 *
 * Returns: (transfer full): the application
 */
PriseApplication *
prise_application_new (void)
{
  return g_object_new (PRISE_TYPE_APPLICATION, "application-id", PRISE_APPLICATION_ID, NULL);
}
