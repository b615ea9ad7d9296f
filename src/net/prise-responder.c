// SPDX-License-Identifier: GPL-3.0-or-later
/* What an endpoint replies by itself. Immutable once made. */
#include "config.h"

#include "prise-responder.h"

#include <glib/gi18n-lib.h>

#include "prise-net-error.h"

struct _PriseResponder {
  gatomicrefcount ref_count;
  gboolean is_echo;
  PriseTemplate *template;
};

G_DEFINE_BOXED_TYPE (PriseResponder, prise_responder, prise_responder_ref, prise_responder_unref)

static PriseResponder *
responder_new (gboolean is_echo, PriseTemplate *template)
{
  PriseResponder *self = g_new0 (PriseResponder, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->is_echo = is_echo;
  self->template = template;

  return self;
}

/**
 * prise_responder_new_none:
 *
 * Returns: (transfer full): a responder that is silent
 */
PriseResponder *
prise_responder_new_none (void)
{
  return responder_new (FALSE, NULL);
}

/**
 * prise_responder_new_echo:
 *
 * Returns: (transfer full): a responder that sends back what came
 */
PriseResponder *
prise_responder_new_echo (void)
{
  return responder_new (TRUE, NULL);
}

/**
 * prise_responder_new_template:
 * @template: (transfer none): what to reply
 *
 * Returns: (transfer full): a responder that fills in a template
 */
PriseResponder *
prise_responder_new_template (PriseTemplate *template)
{
  return responder_new (FALSE, prise_template_ref (template));
}

PriseResponder *
prise_responder_ref (PriseResponder *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
prise_responder_unref (PriseResponder *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->template, prise_template_unref);
  g_free (self);
}

/**
 * prise_responder_is_none:
 *
 * Returns: whether it never replies, so that nobody need ask it
 */
gboolean
prise_responder_is_none (PriseResponder *self)
{
  return !self->is_echo && self->template == NULL;
}

/**
 * prise_responder_reply:
 * @message: what came
 * @peer: from whom, "address:port"
 * @count: which message of this session it is, from 1
 * @error: return location for a #PriseNetError: the reply is too long
 *
 * Returns: (transfer full) (nullable): the reply; %NULL for none, or with @error set
 */
GBytes *
prise_responder_reply (PriseResponder *self,
                       GBytes *message,
                       const char *peer,
                       guint64 count,
                       GError **error)
{
  PriseTemplateValues values = { .data = message, .peer = peer, .count = count };
  GBytes *reply;

  if (self->is_echo)
    return g_bytes_ref (message);
  if (self->template == NULL)
    return NULL;

  values.wall_time = g_get_real_time ();
  reply = prise_template_expand (self->template, &values, PRISE_RESPONDER_MAX_REPLY);
  if (reply == NULL)
    g_set_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_TOO_LONG,
                 _ ("Reply not sent: it would be longer than %u MiB"),
                 (guint) (PRISE_RESPONDER_MAX_REPLY / 1024 / 1024));

  return reply;
}
