// SPDX-License-Identifier: GPL-3.0-or-later
/* What a program with an endpoint tells prise-bench. Main thread. */
#include "config.h"

#include <stdio.h>
#include <sys/resource.h>

#include "bench-endpoint.h"
#include "bench-util.h"
#include "prise-udp-socket.h"

/**
 * bench_endpoint_print_listening:
 * @endpoint: an active endpoint on 127.0.0.1
 *
 * Prints where it listens, as prise-cli does.
 */
void
bench_endpoint_print_listening (PriseEndpoint *endpoint)
{
  printf ("{\"kind\":\"listening\",\"address\":\"127.0.0.1\",\"port\":%u}\n",
          prise_endpoint_get_local_port (endpoint));
  fflush (stdout);
}

/**
 * bench_endpoint_print_received:
 *
 * Prints how many entries of what was received its journal has counted, and how many datagrams it
 * knows to be lost.
 */
void
bench_endpoint_print_received (PriseEndpoint *endpoint)
{
  PriseJournalCounters counters;

  prise_journal_get_counters (prise_endpoint_get_journal (endpoint), &counters);
  bench_print_value ("received", (double) counters.received_entries);
  if (PRISE_IS_UDP_SOCKET (endpoint))
    bench_print_value ("lost", (double) prise_udp_socket_get_lost (PRISE_UDP_SOCKET (endpoint)));
}
