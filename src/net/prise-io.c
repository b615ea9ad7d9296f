// SPDX-License-Identifier: GPL-3.0-or-later
/* The I/O thread. It runs a GMainContext of its own, which is its thread-default, so that GIO's
 * asynchronous calls made there are answered there. Where there is epoll, all sockets stand in one
 * set that the context sees as one source: a message then costs the same beside ten thousand idle
 * connections as beside none. */
#include "config.h"

#include "prise-io.h"

#ifdef __linux__
#include <sys/epoll.h>
#include <unistd.h>
#define HAVE_EPOLL 1
#endif

#define MAX_EVENTS 128

struct _PriseIo {
  GObject parent_instance;

  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;

#ifdef HAVE_EPOLL
  GSource *epoll_source;
  int epoll_fd;
  struct epoll_event events[MAX_EVENTS];
  int n_events;
#endif
};

G_DEFINE_FINAL_TYPE (PriseIo, prise_io, G_TYPE_OBJECT)

typedef struct {
  PriseIoFunc func;
  gpointer user_data;
} Invocation;

#ifdef HAVE_EPOLL

/* The values of GIOCondition are poll's, and epoll's are the same. */
G_STATIC_ASSERT ((int) G_IO_IN == (int) EPOLLIN);
G_STATIC_ASSERT ((int) G_IO_OUT == (int) EPOLLOUT);
G_STATIC_ASSERT ((int) G_IO_ERR == (int) EPOLLERR);
G_STATIC_ASSERT ((int) G_IO_HUP == (int) EPOLLHUP);

typedef struct {
  GSource source;
  PriseIo *io;
  gpointer tag;
} EpollSource;

static gboolean
epoll_source_prepare (GSource *source, int *timeout)
{
  *timeout = -1;

  return FALSE;
}

static gboolean
epoll_source_check (GSource *source)
{
  return g_source_query_unix_fd (source, ((EpollSource *) source)->tag) != 0;
}

static gboolean
epoll_source_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  PriseIo *self = ((EpollSource *) source)->io;

  self->n_events = epoll_wait (self->epoll_fd, self->events, MAX_EVENTS, 0);
  for (int i = 0; i < self->n_events; i++) {
    PriseIoWatch *watch = self->events[i].data.ptr;

    if (watch != NULL)
      watch->func (self->events[i].events, watch->user_data);
  }
  self->n_events = 0;

  return G_SOURCE_CONTINUE;
}

static GSourceFuncs epoll_source_funcs = {
  .prepare = epoll_source_prepare,
  .check = epoll_source_check,
  .dispatch = epoll_source_dispatch,
};

static void
attach_epoll (PriseIo *self)
{
  self->epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
  if (self->epoll_fd < 0)
    g_error ("No epoll set: %s", g_strerror (errno));

  self->epoll_source = g_source_new (&epoll_source_funcs, sizeof (EpollSource));
  g_source_set_static_name (self->epoll_source, "[prise] sockets");
  ((EpollSource *) self->epoll_source)->io = self;
  ((EpollSource *) self->epoll_source)->tag =
      g_source_add_unix_fd (self->epoll_source, self->epoll_fd, G_IO_IN);
  /* Else GMainContext takes the descriptor from its set for each dispatch and puts it back after
   * it, waking itself both times. Nothing here iterates the context. */
  g_source_set_can_recurse (self->epoll_source, TRUE);
  g_source_attach (self->epoll_source, self->context);
}

static void
detach_epoll (PriseIo *self)
{
  g_source_destroy (self->epoll_source);
  g_clear_pointer (&self->epoll_source, g_source_unref);
  close (self->epoll_fd);
}

static void
control_epoll (PriseIoWatch *watch, int operation)
{
  struct epoll_event event = { .events = watch->condition, .data.ptr = watch };

  if (epoll_ctl (watch->io->epoll_fd, operation, g_socket_get_fd (watch->socket), &event) < 0)
    g_critical ("epoll_ctl: %s", g_strerror (errno));
}

/* Events of the batch being handled may still point to a watch that goes. */
static void
forget_events (PriseIo *self, PriseIoWatch *watch)
{
  for (int i = 0; i < self->n_events; i++) {
    if (self->events[i].data.ptr == watch)
      self->events[i].data.ptr = NULL;
  }
}

#else

static gboolean
did_become_ready (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  PriseIoWatch *watch = user_data;

  watch->func (condition, watch->user_data);

  return G_SOURCE_CONTINUE;
}

static void
attach_source (PriseIoWatch *watch)
{
  watch->source = g_socket_create_source (watch->socket, watch->condition, NULL);
  g_source_set_callback (watch->source, G_SOURCE_FUNC (did_become_ready), watch, NULL);
  g_source_attach (watch->source, watch->io->context);
}

static void
detach_source (PriseIoWatch *watch)
{
  g_source_destroy (watch->source);
  g_clear_pointer (&watch->source, g_source_unref);
}

#endif

static gpointer
run (gpointer user_data)
{
  PriseIo *self = user_data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);

  /* What was cancelled just now still wants to say so, and to free what it holds. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static gboolean
did_invoke (gpointer user_data)
{
  Invocation *invocation = user_data;

  invocation->func (invocation->user_data);

  return G_SOURCE_REMOVE;
}

static void
quit (gpointer user_data)
{
  g_main_loop_quit (user_data);
}

static void
prise_io_finalize (GObject *object)
{
  PriseIo *self = PRISE_IO (object);

  g_assert (!prise_io_is_current (self));

  prise_io_invoke (self, quit, self->loop);
  g_thread_join (self->thread);
#ifdef HAVE_EPOLL
  detach_epoll (self);
#endif
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);

  G_OBJECT_CLASS (prise_io_parent_class)->finalize (object);
}

static void
prise_io_class_init (PriseIoClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = prise_io_finalize;
}

static void
prise_io_init (PriseIo *self)
{
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
#ifdef HAVE_EPOLL
  attach_epoll (self);
#endif
  self->thread = g_thread_new ("prise-io", run, self);
}

/**
 * prise_io_new:
 *
 * Starts the thread. The last reference may not be dropped on it.
 *
 * Returns: (transfer full): a new I/O thread
 */
PriseIo *
prise_io_new (void)
{
  return g_object_new (PRISE_TYPE_IO, NULL);
}

/**
 * prise_io_get_context:
 * @self: the I/O thread
 *
 * Returns: (transfer none): its context, for sources that belong there
 */
GMainContext *
prise_io_get_context (PriseIo *self)
{
  g_return_val_if_fail (PRISE_IS_IO (self), NULL);

  return self->context;
}

/**
 * prise_io_is_current:
 * @self: the I/O thread
 *
 * Returns: whether the caller runs on it
 */
gboolean
prise_io_is_current (PriseIo *self)
{
  g_return_val_if_fail (PRISE_IS_IO (self), FALSE);

  return g_thread_self () == self->thread;
}

/**
 * prise_io_invoke:
 * @self: the I/O thread
 * @func: (scope async): called there
 * @user_data: for @func
 *
 * Any thread: calls @func on the I/O thread, never before returning, in the order of the calls.
 */
void
prise_io_invoke (PriseIo *self, PriseIoFunc func, gpointer user_data)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Invocation *invocation = g_new (Invocation, 1);

  g_return_if_fail (PRISE_IS_IO (self));

  *invocation = (Invocation){ .func = func, .user_data = user_data };
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, did_invoke, invocation, g_free);
  g_source_attach (source, self->context);
}

/**
 * prise_io_add_timeout:
 * @self: the I/O thread
 * @milliseconds: how long to wait
 * @func: (scope notified): called on the I/O thread, again and again while it returns
 *   %G_SOURCE_CONTINUE
 * @user_data: for @func
 *
 * Returns: (transfer full): the timer, for g_source_destroy() and g_source_unref()
 */
GSource *
prise_io_add_timeout (PriseIo *self, guint milliseconds, GSourceFunc func, gpointer user_data)
{
  GSource *source = g_timeout_source_new (milliseconds);

  g_source_set_callback (source, func, user_data, NULL);
  g_source_attach (source, self->context);

  return source;
}

/**
 * prise_io_watch:
 * @self: the I/O thread
 * @watch: (out caller-allocates): an unused watch, which may not move until prise_io_unwatch()
 * @socket: a non-blocking socket, which stays open at least as long
 * @condition: what to wait for; %G_IO_ERR and %G_IO_HUP always are. The watch is level-triggered
 * @func: (scope notified): called on the I/O thread
 * @user_data: for @func
 *
 * The I/O thread: calls @func whenever @socket is ready.
 */
void
prise_io_watch (PriseIo *self,
                PriseIoWatch *watch,
                GSocket *socket,
                GIOCondition condition,
                PriseIoWatchFunc func,
                gpointer user_data)
{
  g_return_if_fail (prise_io_is_current (self));
  g_return_if_fail (watch->io == NULL);

  watch->io = self;
  watch->socket = socket;
  watch->condition = condition;
  watch->func = func;
  watch->user_data = user_data;
#ifdef HAVE_EPOLL
  control_epoll (watch, EPOLL_CTL_ADD);
#else
  attach_source (watch);
#endif
}

/**
 * prise_io_watch_set_condition:
 * @watch: a watch in use
 * @condition: what to wait for from now on
 *
 * The I/O thread. Costs nothing if @condition is what it is.
 */
void
prise_io_watch_set_condition (PriseIoWatch *watch, GIOCondition condition)
{
  g_return_if_fail (watch->io != NULL);

  if (watch->condition == condition)
    return;

  watch->condition = condition;
#ifdef HAVE_EPOLL
  control_epoll (watch, EPOLL_CTL_MOD);
#else
  detach_source (watch);
  attach_source (watch);
#endif
}

/**
 * prise_io_unwatch:
 * @watch: a watch, in use or not
 *
 * The I/O thread, before the socket is closed: its function isn't called any more.
 */
void
prise_io_unwatch (PriseIoWatch *watch)
{
  if (watch->io == NULL)
    return;

#ifdef HAVE_EPOLL
  control_epoll (watch, EPOLL_CTL_DEL);
  forget_events (watch->io, watch);
#else
  detach_source (watch);
#endif
  *watch = (PriseIoWatch){ 0 };
}
