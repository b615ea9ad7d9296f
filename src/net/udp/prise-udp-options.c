// SPDX-License-Identifier: GPL-3.0-or-later
/* What can be changed of a UDP socket while it is open: copied from thread to thread, never shared.
 */
#include "config.h"

#include "prise-udp-options.h"

/**
 * prise_udp_options_copy:
 * @options: options
 *
 * Returns: (transfer full): the same
 */
PriseUdpOptions *
prise_udp_options_copy (const PriseUdpOptions *options)
{
  PriseUdpOptions *copy = g_new (PriseUdpOptions, 1);

  *copy = *options;
  copy->responder = prise_responder_ref (options->responder);
  copy->multicast_interface = g_strdup (options->multicast_interface);

  return copy;
}

/**
 * prise_udp_options_free:
 * @options: (transfer full): options
 */
void
prise_udp_options_free (PriseUdpOptions *options)
{
  prise_responder_unref (options->responder);
  g_free (options->multicast_interface);
  g_free (options);
}
