// SPDX-License-Identifier: GPL-3.0-or-later
/* The application: it owns the I/O thread, and waits for what still has to close in order. */
#pragma once

#include <adwaita.h>

#include "prise-endpoint.h"

G_BEGIN_DECLS

#define PRISE_TYPE_APPLICATION (prise_application_get_type ())
G_DECLARE_FINAL_TYPE (PriseApplication, prise_application, PRISE, APPLICATION, AdwApplication)

PriseApplication *prise_application_new (GSettings *settings);
void prise_application_close_endpoint (PriseApplication *self, PriseEndpoint *endpoint);

G_END_DECLS
