// SPDX-License-Identifier: GPL-3.0-or-later
/* What every session is first of all. An endpoint makes one for each start; it lives on the I/O
 * thread, takes commands from its owner's thread, and tells of what happened by mail. */
#pragma once

#include "prise-io.h"
#include "prise-journal.h"
#include "prise-mailbox.h"

G_BEGIN_DECLS

typedef struct _PriseSession PriseSession;

/**
 * PriseSessionClass:
 * @size: of the struct of this kind, which begins with a #PriseSession
 * @stop: the I/O thread: closes everything, in order or by reset, and then ends the session
 * @finalize: frees what is this kind's own, when nobody refers to it any more
 */
typedef struct {
  gsize size;
  void (*stop) (PriseSession *self, gboolean abort);
  void (*finalize) (PriseSession *self);
} PriseSessionClass;

/**
 * PriseSessionMail:
 * @started: it listens, is connected or open; the message is a #GStrv of its local addresses
 * @moved: it has connected again, from other local addresses; likewise
 * @ended: it is over, once and last; the message is a #GError, or %NULL if all went as it was
 * wanted
 *
 * What a session tells its endpoint, on the endpoint's thread: @started at most once, @moved any
 * number of times after it, and then @ended.
 */
typedef struct {
  PriseMailFunc started;
  PriseMailFunc moved;
  PriseMailFunc ended;
} PriseSessionMail;

/**
 * PriseSession:
 * @io: the I/O thread, which outlives the session
 * @journal: where everything is recorded
 * @mailbox: by which the endpoint is told
 *
 * To be embedded first, so that its functions take any kind of session.
 */
struct _PriseSession {
  PriseIo *io;
  PriseJournal *journal;
  PriseMailbox *mailbox;
  /*< private >*/
  const PriseSessionClass *klass;
  const PriseSessionMail *mail;
  gatomicrefcount ref_count;
  gboolean has_ended;
};

typedef void (*PriseCommandFunc) (gpointer session, gpointer argument);

gpointer prise_session_new (const PriseSessionClass *klass,
                            PriseIo *io,
                            PriseJournal *journal,
                            PriseMailbox *mailbox,
                            const PriseSessionMail *mail);
gpointer prise_session_ref (gpointer session);
void prise_session_unref (gpointer session);

/* The owner's thread. */
void prise_session_send_command (gpointer session,
                                 PriseCommandFunc func,
                                 gconstpointer argument,
                                 gsize size,
                                 GDestroyNotify clear_argument);
void prise_session_stop (gpointer session, gboolean abort);

/* The I/O thread. */
void prise_session_tell_started (gpointer session, const char *const *local_addresses);
void prise_session_tell_moved (gpointer session, const char *const *local_addresses);
void prise_session_end (gpointer session, const GError *error);
void prise_session_fail (gpointer session, const GError *error);
gboolean prise_session_has_ended (gpointer session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseSession, prise_session_unref)

G_END_DECLS
