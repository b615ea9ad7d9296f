// SPDX-License-Identifier: GPL-3.0-or-later
/* Whether this machine still has the addresses that sockets of an endpoint are bound to. A socket
 * isn't told when its address leaves: it stays open, and nothing comes any more. The I/O thread. */
#include "config.h"

#include "prise-address-watch.h"

#include <glib/gi18n-lib.h>

struct _PriseAddressWatch {
  PriseJournal *journal;
  GArray *places; /* of Place */
};

typedef struct {
  PriseSockaddr address;
  gboolean is_gone; /* it was said */
} Place;

/**
 * prise_address_watch_new:
 * @journal: where it is recorded that an address has gone, or has come back
 *
 * Returns: (transfer full): a watch of no addresses
 */
PriseAddressWatch *
prise_address_watch_new (PriseJournal *journal)
{
  PriseAddressWatch *self = g_new0 (PriseAddressWatch, 1);

  self->journal = g_object_ref (journal);
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));

  return self;
}

void
prise_address_watch_free (PriseAddressWatch *self)
{
  g_array_unref (self->places);
  g_object_unref (self->journal);
  g_free (self);
}

/**
 * prise_address_watch_add:
 * @address: which this machine has now; that of all interfaces can't be lost
 */
void
prise_address_watch_add (PriseAddressWatch *self, const PriseSockaddr *address)
{
  const Place place = { .address = *address };

  if (!prise_sockaddr_is_any (address))
    g_array_append_val (self->places, place);
}

static void
check (PriseAddressWatch *self, Place *place)
{
  const gboolean is_gone = !prise_sockaddr_is_local (&place->address);
  g_autofree char *text = NULL;

  if (is_gone == place->is_gone)
    return;

  place->is_gone = is_gone;
  text = prise_sockaddr_to_string (&place->address);
  if (is_gone)
    prise_journal_append_error (self->journal, PRISE_JOURNAL_NO_PEER, PRISE_CODE_BAD_ADDRESS,
                                _ ("This machine has lost the address of %s: nothing comes or goes "
                                   "there until it is back"),
                                text);
  else
    prise_journal_append_text (self->journal, PRISE_ENTRY_NOTE, PRISE_JOURNAL_NO_PEER,
                               _ ("This machine has the address of %s again"), text);
}

/**
 * prise_address_watch_look:
 *
 * The addresses of this machine may have changed: records which have gone and which are back.
 */
void
prise_address_watch_look (PriseAddressWatch *self)
{
  for (guint i = 0; i < self->places->len; i++)
    check (self, &g_array_index (self->places, Place, i));
}
