// SPDX-License-Identifier: GPL-3.0-or-later
/* What every page has: an endpoint, the form that starts and stops it, a log, a composer. */
#pragma once

#include <adwaita.h>

#include "prise-address.h"
#include "prise-composer.h"
#include "prise-endpoint.h"
#include "prise-field.h"
#include "prise-traffic-pane.h"

G_BEGIN_DECLS

/**
 * PriseEndpointPage:
 *
 * The actions `page.toggle` and `page.focus-message` are those of each page.
 */

/**
 * PriseEndpointPage:settings:
 *
 * Those of the whole program: each page has a child of its own in them.
 */

/**
 * PriseEndpointPage:endpoint:
 *
 * What the page shows, made with it.
 */

/**
 * PriseEndpointPage:show-sidebar:
 *
 * Whether the form is to be seen.
 */

#define PRISE_TYPE_ENDPOINT_PAGE (prise_endpoint_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (PriseEndpointPage, prise_endpoint_page, PRISE, ENDPOINT_PAGE, AdwBin)

/**
 * PriseEndpointPageClass:
 * @start: starts what the form says, unless it has a mistake
 * @toggle: what the page's main button does: starts, cancels or stops
 */
struct _PriseEndpointPageClass {
  AdwBinClass parent_class;

  void (*start) (PriseEndpointPage *self);
  void (*toggle) (PriseEndpointPage *self);
};

/**
 * PriseEndpointPageParts:
 * @flap: has the form beside the rest
 * @address_field: (nullable): the name or address
 * @port_field: (nullable): the port
 * @toggle_button: what starts and stops
 * @composer: (nullable): what writes messages
 *
 * Widgets of the template that pages have.
 */
typedef struct {
  AdwFlap *flap;
  PriseField *address_field;
  PriseField *port_field;
  GtkWidget *toggle_button;
  PriseTrafficPane *traffic_pane;
  PriseComposer *composer;
} PriseEndpointPageParts;

void prise_endpoint_page_bind_callbacks (GtkWidgetClass *widget_class);

void prise_endpoint_page_take (PriseEndpointPage *self,
                               PriseEndpoint *endpoint,
                               const PriseEndpointPageParts *parts,
                               GSettings *settings);
PriseIo *prise_endpoint_page_get_io (PriseEndpointPage *self);
GSettings *prise_endpoint_page_get_settings (PriseEndpointPage *self, const char *child);
PriseEndpointState prise_endpoint_page_get_state (PriseEndpointPage *self);
void prise_endpoint_page_set_show_sidebar (PriseEndpointPage *self, gboolean show_sidebar);

gboolean prise_endpoint_page_parse (PriseEndpointPage *self,
                                    PrisePortUse use,
                                    const char **address,
                                    guint16 *port);
GCancellable *prise_endpoint_page_begin (PriseEndpointPage *self);
void prise_endpoint_page_did_start (PriseEndpointPage *self, const GError *error);
void prise_endpoint_page_go_on_to_message (PriseEndpointPage *self);
void prise_endpoint_page_focus (PriseEndpointPage *self);

G_END_DECLS
