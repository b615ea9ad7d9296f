// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseIo:
 *
 * The I/O thread and its GMainContext: it owns every socket. One for each process, created by the
 * application and handed down. On Linux all its sockets stand in one epoll set, in which the thread
 * waits for its context too; prise_io_watch() and the loop are the only places that know.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PRISE_TYPE_IO (prise_io_get_type ())
G_DECLARE_FINAL_TYPE (PriseIo, prise_io, PRISE, IO, GObject)

typedef void (*PriseIoFunc) (gpointer user_data);

typedef struct _PriseIoCall PriseIoCall;

/**
 * PriseIoCallFunc:
 * @call: the call, which is the callee's from now on
 *
 * Called on the I/O thread.
 */
typedef void (*PriseIoCallFunc) (PriseIoCall *call);

/**
 * PriseIoCall:
 *
 * A call on its way to the I/O thread. It stands first in whatever it needs there, so that nothing
 * else is allocated.
 */
struct _PriseIoCall {
  /*< private >*/
  PriseIoCall *next;
  PriseIoCallFunc func;
};

/**
 * PriseIoWatchFunc:
 * @condition: what the socket is ready for, %G_IO_ERR and %G_IO_HUP included
 * @user_data: as given to prise_io_watch()
 *
 * Called on the I/O thread; it may unwatch and free anything, itself included.
 */
typedef void (*PriseIoWatchFunc) (GIOCondition condition, gpointer user_data);

/**
 * PriseIoWatch:
 *
 * A socket's place among those that the I/O thread waits for. Embed it, zeroed, in whatever owns
 * the socket.
 */
typedef struct {
  /*< private >*/
  PriseIo *io;
  GSocket *socket;
  GSource *source;
  PriseIoWatchFunc func;
  gpointer user_data;
  GIOCondition condition;
  guint32 serial;
} PriseIoWatch;

PriseIo *prise_io_new (void);
GMainContext *prise_io_get_context (PriseIo *self);
gboolean prise_io_is_current (PriseIo *self);
void prise_io_call (PriseIo *self, PriseIoCall *call, PriseIoCallFunc func);
void prise_io_invoke (PriseIo *self, PriseIoFunc func, gpointer user_data);
GSource *prise_io_add_timeout (PriseIo *self,
                               guint milliseconds,
                               GSourceFunc func,
                               gpointer user_data);

void prise_io_watch (PriseIo *self,
                     PriseIoWatch *watch,
                     GSocket *socket,
                     GIOCondition condition,
                     PriseIoWatchFunc func,
                     gpointer user_data);
void prise_io_watch_set_condition (PriseIoWatch *watch, GIOCondition condition);
void prise_io_unwatch (PriseIoWatch *watch);
void prise_io_close (PriseIoWatch *watch, GSocket *socket);

G_END_DECLS
