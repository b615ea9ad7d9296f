// SPDX-License-Identifier: GPL-3.0-or-later
/* What a program with an endpoint tells prise-bench. Main thread. */
#pragma once

#include "prise-endpoint.h"

G_BEGIN_DECLS

void bench_endpoint_print_listening (PriseEndpoint *endpoint);
void bench_endpoint_print_received (PriseEndpoint *endpoint);

G_END_DECLS
