// SPDX-License-Identifier: GPL-3.0-or-later
/* What every endpoint has. It owns the journal and the mailbox by which the I/O thread reports; all
 * its properties belong to the thread that made it. */
#include "config.h"

#include "prise-endpoint-subclass.h"

#include <string.h>

#include "prise-error-text.h"
#include "prise-property.h"

typedef struct {
  PriseIo *io;
  PriseJournal *journal;
  PriseMailbox *mailbox;
  PriseSession *session; /* from a start until it has ended */

  PriseEndpointState state;
  GError *error;
  char **local_addresses;
  guint64 queued_bytes;
  char *notice;

  GTask *start;
  gulong cancelled_id;
  GList *stops;
} PriseEndpointPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PriseEndpoint, prise_endpoint, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (PriseEndpointState,
                    prise_endpoint_state,
                    G_DEFINE_ENUM_VALUE (PRISE_ENDPOINT_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (PRISE_ENDPOINT_STARTING, "starting"),
                    G_DEFINE_ENUM_VALUE (PRISE_ENDPOINT_ACTIVE, "active"),
                    G_DEFINE_ENUM_VALUE (PRISE_ENDPOINT_STOPPING, "stopping"),
                    G_DEFINE_ENUM_VALUE (PRISE_ENDPOINT_FAILED, "failed"))

enum {
  PROP_0,
  PROP_IO,
  PROP_JOURNAL,
  PROP_STATE,
  PROP_ERROR,
  PROP_LOCAL_ADDRESSES,
  PROP_QUEUED_BYTES,
  PROP_CONGESTED,
  PROP_NOTICE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

#define MOVE(state) (1u << PRISE_ENDPOINT_##state)

/* From each state, where it may go. */
static const guint allowed_moves[] = {
  [PRISE_ENDPOINT_IDLE] = MOVE (STARTING),
  [PRISE_ENDPOINT_STARTING] = MOVE (ACTIVE) | MOVE (STOPPING) | MOVE (IDLE) | MOVE (FAILED),
  [PRISE_ENDPOINT_ACTIVE] = MOVE (STOPPING) | MOVE (IDLE) | MOVE (FAILED),
  [PRISE_ENDPOINT_STOPPING] = MOVE (IDLE) | MOVE (FAILED),
  [PRISE_ENDPOINT_FAILED] = MOVE (STARTING),
};

static PriseEndpointPrivate *
private_of (gpointer self)
{
  return prise_endpoint_get_instance_private (self);
}

static void
set_state (PriseEndpoint *self, PriseEndpointState state)
{
  PriseEndpointPrivate *priv = private_of (self);

  g_assert ((allowed_moves[priv->state] & (1u << state)) != 0);

  priv->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_error (PriseEndpoint *self, const GError *error)
{
  PriseEndpointPrivate *priv = private_of (self);

  if (priv->error == NULL && error == NULL)
    return;

  g_clear_error (&priv->error);
  priv->error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
set_local_addresses (PriseEndpoint *self, char **addresses)
{
  PriseEndpointPrivate *priv = private_of (self);

  if (priv->local_addresses == NULL && addresses == NULL)
    return;

  g_strfreev (priv->local_addresses);
  priv->local_addresses = g_strdupv (addresses);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOCAL_ADDRESSES]);
}

static GTask *
steal_start (PriseEndpoint *self)
{
  PriseEndpointPrivate *priv = private_of (self);

  if (priv->start != NULL && priv->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (priv->start), priv->cancelled_id);
  priv->cancelled_id = 0;

  return g_steal_pointer (&priv->start);
}

static void
finish_stops (PriseEndpoint *self)
{
  PriseEndpointPrivate *priv = private_of (self);
  GList *stops = g_steal_pointer (&priv->stops);

  for (GList *l = stops; l != NULL; l = l->next)
    g_task_return_boolean (l->data, TRUE);
  g_list_free_full (stops, g_object_unref);
}

static void
look_again (gpointer target, gpointer message)
{
  PriseEndpointPrivate *priv = private_of (target);

  if (priv->session != NULL)
    PRISE_ENDPOINT_GET_CLASS (target)->look_again (target, priv->session);
}

static void
did_start (gpointer endpoint, gpointer local_addresses)
{
  PriseEndpoint *self = endpoint;
  g_autoptr (GTask) start = NULL;

  /* Stopped meanwhile: did_end comes soon. */
  if (private_of (self)->state != PRISE_ENDPOINT_STARTING)
    return;

  start = steal_start (self);
  look_again (self, NULL);
  set_local_addresses (self, local_addresses);
  set_state (self, PRISE_ENDPOINT_ACTIVE);
  g_task_return_boolean (start, TRUE);
}

static void
did_move (gpointer endpoint, gpointer local_addresses)
{
  if (private_of (endpoint)->state == PRISE_ENDPOINT_ACTIVE)
    set_local_addresses (endpoint, local_addresses);
}

static void
did_end (gpointer endpoint, gpointer error)
{
  PriseEndpoint *self = endpoint;
  PriseEndpointClass *klass = PRISE_ENDPOINT_GET_CLASS (self);
  g_autoptr (GTask) start = steal_start (self);
  gboolean is_cancelled =
      start != NULL && g_cancellable_is_cancelled (g_task_get_cancellable (start));
  gboolean is_failure = error != NULL && !is_cancelled && !prise_error_is_cancelled (error);

  look_again (self, NULL);
  g_clear_pointer (&private_of (self)->session, prise_session_unref);
  if (klass->ended != NULL)
    klass->ended (self);

  set_local_addresses (self, NULL);
  prise_endpoint_set_queued_bytes (self, 0);
  set_error (self, is_failure ? error : NULL);
  set_state (self, is_failure ? PRISE_ENDPOINT_FAILED : PRISE_ENDPOINT_IDLE);

  if (start != NULL && is_failure)
    g_task_return_error (start, g_error_copy (error));
  else if (start != NULL)
    g_task_return_new_error (start, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Canceled");
  finish_stops (self);
}

static const PriseSessionMail session_mail = {
  .started = did_start,
  .moved = did_move,
  .ended = did_end,
};

static void
did_cancel (GCancellable *cancellable, gpointer user_data)
{
  PriseEndpoint *self = user_data;

  if (private_of (self)->state == PRISE_ENDPOINT_STARTING)
    prise_session_stop (private_of (self)->session, TRUE);
}

static void
prise_endpoint_constructed (GObject *object)
{
  PriseEndpointPrivate *priv = private_of (object);

  G_OBJECT_CLASS (prise_endpoint_parent_class)->constructed (object);

  if (priv->journal == NULL)
    priv->journal = prise_journal_new (PRISE_JOURNAL_DEFAULT_BUDGET);
  priv->mailbox = prise_mailbox_new (object, g_main_context_get_thread_default (), look_again);
}

static void
prise_endpoint_dispose (GObject *object)
{
  PriseEndpointPrivate *priv = private_of (object);

  if (priv->session != NULL)
    prise_session_stop (priv->session, TRUE);
  g_clear_pointer (&priv->session, prise_session_unref);

  G_OBJECT_CLASS (prise_endpoint_parent_class)->dispose (object);
}

static void
prise_endpoint_finalize (GObject *object)
{
  PriseEndpointPrivate *priv = private_of (object);

  g_clear_object (&priv->journal);
  g_clear_pointer (&priv->mailbox, prise_mailbox_unref);
  g_clear_error (&priv->error);
  g_free (priv->notice);
  g_clear_pointer (&priv->local_addresses, g_strfreev);
  g_clear_object (&priv->io);

  G_OBJECT_CLASS (prise_endpoint_parent_class)->finalize (object);
}

static void
prise_endpoint_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PriseEndpointPrivate *priv = private_of (object);

  switch (id) {
  case PROP_IO:
    g_value_set_object (value, priv->io);
    break;
  case PROP_JOURNAL:
    g_value_set_object (value, priv->journal);
    break;
  case PROP_STATE:
    g_value_set_enum (value, priv->state);
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, priv->error);
    break;
  case PROP_LOCAL_ADDRESSES:
    g_value_set_boxed (value, priv->local_addresses);
    break;
  case PROP_QUEUED_BYTES:
    g_value_set_uint64 (value, priv->queued_bytes);
    break;
  case PROP_CONGESTED:
    g_value_set_boolean (value, prise_endpoint_get_congested (PRISE_ENDPOINT (object)));
    break;
  case PROP_NOTICE:
    g_value_set_string (value, priv->notice);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
prise_endpoint_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PriseEndpointPrivate *priv = private_of (object);

  switch (id) {
  case PROP_IO:
    priv->io = g_value_dup_object (value);
    break;
  case PROP_JOURNAL:
    priv->journal = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
prise_endpoint_class_init (PriseEndpointClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags reading = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = prise_endpoint_constructed;
  object_class->dispose = prise_endpoint_dispose;
  object_class->finalize = prise_endpoint_finalize;
  object_class->get_property = prise_endpoint_get_property;
  object_class->set_property = prise_endpoint_set_property;

  properties[PROP_IO] = g_param_spec_object ("io", NULL, NULL, PRISE_TYPE_IO, construct);
  properties[PROP_JOURNAL] =
      g_param_spec_object ("journal", NULL, NULL, PRISE_TYPE_JOURNAL, construct);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, PRISE_TYPE_ENDPOINT_STATE,
                                              PRISE_ENDPOINT_IDLE, reading);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, reading);
  properties[PROP_LOCAL_ADDRESSES] =
      g_param_spec_boxed ("local-addresses", NULL, NULL, G_TYPE_STRV, reading);
  properties[PROP_QUEUED_BYTES] =
      g_param_spec_uint64 ("queued-bytes", NULL, NULL, 0, G_MAXUINT64, 0, reading);
  properties[PROP_CONGESTED] = g_param_spec_boolean ("congested", NULL, NULL, FALSE, reading);
  properties[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL, reading);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
prise_endpoint_init (PriseEndpoint *self)
{
}

/**
 * prise_endpoint_set_notice: (skip)
 * @notice: (nullable): what #PriseEndpoint:notice says until the next start
 */
void
prise_endpoint_set_notice (PriseEndpoint *self, const char *notice)
{
  prise_property_set_string (self, &private_of (self)->notice, notice, properties[PROP_NOTICE]);
}

/**
 * prise_endpoint_begin: (skip)
 * @start: (transfer none): the task of the start; its cancellable aborts the start
 *
 * Takes @self from idle to starting. The session that the caller then makes completes @start.
 *
 * Returns: %FALSE if it already runs, or was stopped in its first notification; then @start has
 *   failed
 */
gboolean
prise_endpoint_begin (PriseEndpoint *self, GTask *start)
{
  PriseEndpointPrivate *priv = private_of (self);
  GCancellable *cancellable = g_task_get_cancellable (start);

  if (priv->state != PRISE_ENDPOINT_IDLE && priv->state != PRISE_ENDPOINT_FAILED) {
    g_task_return_new_error (start, G_IO_ERROR, G_IO_ERROR_PENDING, "Already started");
    return FALSE;
  }
  if (g_task_return_error_if_cancelled (start))
    return FALSE;

  set_error (self, NULL);
  prise_endpoint_set_notice (self, NULL);
  priv->start = g_object_ref (start);
  set_state (self, PRISE_ENDPOINT_STARTING);

  /* Whoever heard of it may have stopped or cancelled it, and there is no session to be told. */
  if (priv->state != PRISE_ENDPOINT_STARTING || g_cancellable_is_cancelled (cancellable)) {
    did_end (self, NULL);
    return FALSE;
  }
  if (cancellable != NULL)
    priv->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (did_cancel), self, NULL);

  return TRUE;
}

/**
 * prise_endpoint_new_session: (skip)
 * @self: an endpoint that has begun to start
 * @klass: which kind of session
 *
 * Returns: (transfer none): a session, which stays until it has ended or @self is dropped
 */
gpointer
prise_endpoint_new_session (PriseEndpoint *self, const PriseSessionClass *klass)
{
  PriseEndpointPrivate *priv = private_of (self);

  g_assert (priv->session == NULL);

  priv->session = prise_session_new (klass, priv->io, priv->journal, priv->mailbox, &session_mail);

  return priv->session;
}

/**
 * prise_endpoint_get_session: (skip)
 *
 * Returns: (transfer none) (nullable): its session; %NULL while nothing is started
 */
gpointer
prise_endpoint_get_session (PriseEndpoint *self)
{
  return private_of (self)->session;
}

void
prise_endpoint_set_queued_bytes (PriseEndpoint *self, guint64 queued_bytes)
{
  PriseEndpointPrivate *priv = private_of (self);
  gboolean was_congested = prise_endpoint_get_congested (self);

  if (prise_property_set_uint64 (self, &priv->queued_bytes, queued_bytes,
                                 properties[PROP_QUEUED_BYTES]) &&
      prise_endpoint_get_congested (self) != was_congested)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONGESTED]);
}

PriseIo *
prise_endpoint_get_io (PriseEndpoint *self)
{
  g_return_val_if_fail (PRISE_IS_ENDPOINT (self), NULL);

  return private_of (self)->io;
}

PriseJournal *
prise_endpoint_get_journal (PriseEndpoint *self)
{
  g_return_val_if_fail (PRISE_IS_ENDPOINT (self), NULL);

  return private_of (self)->journal;
}

PriseEndpointState
prise_endpoint_get_state (PriseEndpoint *self)
{
  g_return_val_if_fail (PRISE_IS_ENDPOINT (self), PRISE_ENDPOINT_IDLE);

  return private_of (self)->state;
}

const GError *
prise_endpoint_get_error (PriseEndpoint *self)
{
  g_return_val_if_fail (PRISE_IS_ENDPOINT (self), NULL);

  return private_of (self)->error;
}

const char *const *
prise_endpoint_get_local_addresses (PriseEndpoint *self)
{
  g_return_val_if_fail (PRISE_IS_ENDPOINT (self), NULL);

  return (const char *const *) private_of (self)->local_addresses;
}

/**
 * prise_endpoint_get_local_port:
 *
 * Returns: the port of its first local address; 0 when nothing is open
 */
guint16
prise_endpoint_get_local_port (PriseEndpoint *self)
{
  char **addresses;
  const char *colon;

  g_return_val_if_fail (PRISE_IS_ENDPOINT (self), 0);

  addresses = private_of (self)->local_addresses;
  colon = addresses != NULL && addresses[0] != NULL ? strrchr (addresses[0], ':') : NULL;

  return colon != NULL ? (guint16) g_ascii_strtoull (colon + 1, NULL, 10) : 0;
}

guint64
prise_endpoint_get_queued_bytes (PriseEndpoint *self)
{
  g_return_val_if_fail (PRISE_IS_ENDPOINT (self), 0);

  return private_of (self)->queued_bytes;
}

gboolean
prise_endpoint_get_congested (PriseEndpoint *self)
{
  g_return_val_if_fail (PRISE_IS_ENDPOINT (self), FALSE);

  return private_of (self)->queued_bytes > PRISE_ENDPOINT_HIGH_WATER;
}

const char *
prise_endpoint_get_notice (PriseEndpoint *self)
{
  g_return_val_if_fail (PRISE_IS_ENDPOINT (self), NULL);

  return private_of (self)->notice;
}

static void
reclaim (gpointer user_data)
{
  g_autoptr (PriseJournal) journal = user_data;

  prise_journal_reclaim (journal);
}

/**
 * prise_endpoint_clear_journal:
 *
 * Forgets what the journal has, and gives the memory back.
 */
void
prise_endpoint_clear_journal (PriseEndpoint *self)
{
  PriseEndpointPrivate *priv = private_of (self);

  g_return_if_fail (PRISE_IS_ENDPOINT (self));

  prise_journal_clear (priv->journal);
  prise_io_invoke (priv->io, reclaim, g_object_ref (priv->journal));
}

/**
 * prise_endpoint_stop_async:
 * @abort: whether to reset connections instead of closing them in order
 * @callback: (nullable): called when everything is closed
 *
 * Stops whatever runs; a start that is under way is cancelled. What is queued is sent first, within
 * the linger timeout. Called again with @abort, it hastens a stop that is under way.
 */
void
prise_endpoint_stop_async (PriseEndpoint *self,
                           gboolean abort,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  PriseEndpointPrivate *priv = private_of (self);

  g_return_if_fail (PRISE_IS_ENDPOINT (self));

  g_task_set_name (task, G_STRFUNC);
  if (priv->state == PRISE_ENDPOINT_IDLE || priv->state == PRISE_ENDPOINT_FAILED) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  priv->stops = g_list_append (priv->stops, g_steal_pointer (&task));
  if (priv->state != PRISE_ENDPOINT_STOPPING)
    set_state (self, PRISE_ENDPOINT_STOPPING);
  if (priv->session != NULL)
    prise_session_stop (priv->session, abort);
}

/**
 * prise_endpoint_stop_finish:
 * @error: return location for an error; there is none so far
 *
 * Returns: %TRUE
 */
gboolean
prise_endpoint_stop_finish (PriseEndpoint *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
