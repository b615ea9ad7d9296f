// SPDX-License-Identifier: GPL-3.0-or-later
/* The I/O thread. It runs a GMainContext of its own, which is its thread-default, so that GIO's
 * asynchronous calls made there are answered there. Where there is epoll, all sockets stand in one
 * set, and the thread waits for them and for its context in one epoll_wait(): a message then costs
 * one wake-up, and the same beside ten thousand idle connections as beside none. */
#include "config.h"

#include "prise-io.h"

#include <string.h>
#include <unistd.h>

#include "prise-timeout.h"

#ifdef __linux__
#include <sys/epoll.h>
#define HAVE_EPOLL 1
#endif

#define MAX_EVENTS        128
#define USUAL_CONTEXT_FDS 16

struct _PriseIo {
  GObject parent_instance;

  GMainContext *context;
  GThread *thread;
  gboolean is_quitting; /* the thread's own */

  GSource *calling; /* ready when there are calls */
  GMutex lock;
  PriseIoCall *first_call; /* under the lock; likewise the last */
  PriseIoCall *last_call;

#ifdef HAVE_EPOLL
  int epoll_fd;
  int context_fd;      /* by which the context is woken */
  GPtrArray *watches;  /* by descriptor; NULL where there is none */
  guint32 last_serial; /* of the watches, from 1 */
  struct epoll_event events[MAX_EVENTS];
  int n_events;
#endif
};

G_DEFINE_FINAL_TYPE (PriseIo, prise_io, G_TYPE_OBJECT)

/* A function without a call of its own. */
typedef struct {
  PriseIoCall call;
  PriseIoFunc func;
  gpointer user_data;
} Invocation;

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

#ifdef HAVE_EPOLL

/* The values of GIOCondition are poll's, and epoll's are the same. */
G_STATIC_ASSERT ((int) G_IO_IN == (int) EPOLLIN);
G_STATIC_ASSERT ((int) G_IO_OUT == (int) EPOLLOUT);
G_STATIC_ASSERT ((int) G_IO_ERR == (int) EPOLLERR);
G_STATIC_ASSERT ((int) G_IO_HUP == (int) EPOLLHUP);

/* A set goes on with a closed socket as long as another process, forked but not begun, has it open.
 * So an event names its watch by descriptor and serial, of which the latter is none's then. */
static guint64
make_key (int fd, guint32 serial)
{
  return (guint64) serial << 32 | (guint32) fd;
}

static PriseIoWatch *
find_watch (PriseIo *self, guint64 key)
{
  const guint32 fd = (guint32) key;
  PriseIoWatch *watch = fd < self->watches->len ? g_ptr_array_index (self->watches, fd) : NULL;

  return watch != NULL && watch->serial == key >> 32 ? watch : NULL;
}

/* Returns whether the system does it: there may be no set, and the set may have no memory for one
 * more. What doesn't stand in it has a source in the context. */
static gboolean
control_epoll (PriseIo *self, int operation, int fd, GIOCondition condition, guint32 serial)
{
  struct epoll_event event = { .events = condition, .data.u64 = make_key (fd, serial) };

  return epoll_ctl (self->epoll_fd, operation, fd, &event) == 0;
}

static void
open_waiting (PriseIo *self)
{
  self->watches = g_ptr_array_new ();
  self->epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
  self->context_fd = -1;
}

static void
close_waiting (PriseIo *self)
{
  if (self->epoll_fd >= 0)
    close (self->epoll_fd);
  g_ptr_array_unref (self->watches);
}

/* The context wakes up by a descriptor of its own, which stands in the set with no watch. */
static void
adopt_context_fd (PriseIo *self, GPollFD *poll_fd)
{
  if (self->context_fd == poll_fd->fd)
    return;

  if (self->context_fd >= 0)
    control_epoll (self, EPOLL_CTL_DEL, self->context_fd, 0, 0);
  self->context_fd =
      control_epoll (self, EPOLL_CTL_ADD, poll_fd->fd, poll_fd->events, 0) ? poll_fd->fd : -1;
}

/* Nearly always the context has its own descriptor alone. If a source brought more, or the set has
 * no room for it, they are polled beside the set. */
static void
wait_for_many (PriseIo *self, GPollFD *fds, int n_fds, int timeout)
{
  GPollFD set = { .fd = self->epoll_fd, .events = G_IO_IN };
  g_autofree GPollFD *all = g_new (GPollFD, n_fds + 1);

  memcpy (all, fds, n_fds * sizeof *fds);
  all[n_fds] = set;
  g_poll (all, n_fds + 1, timeout);
  memcpy (fds, all, n_fds * sizeof *fds);
  self->n_events = epoll_wait (self->epoll_fd, self->events, MAX_EVENTS, 0);
}

/* Returns whether it may be the context's turn: not if sockets alone ended the wait. */
static gboolean
wait_for_events (PriseIo *self, GPollFD *fds, int n_fds, int timeout)
{
  if (n_fds != 1 || self->context_fd < 0) {
    wait_for_many (self, fds, n_fds, timeout);
    return TRUE;
  }

  self->n_events = epoll_wait (self->epoll_fd, self->events, MAX_EVENTS, timeout);
  for (int i = 0; i < self->n_events; i++) {
    if (self->events[i].data.u64 == make_key (self->context_fd, 0))
      fds[0].revents = self->events[i].events;
  }

  return timeout == 0 || self->n_events <= 0 || fds[0].revents != 0;
}

static void
handle_events (PriseIo *self)
{
  for (int i = 0; i < self->n_events; i++) {
    PriseIoWatch *watch = find_watch (self, self->events[i].data.u64);

    if (watch != NULL)
      watch->func (self->events[i].events, watch->user_data);
  }
  self->n_events = 0;
}

/* While no timer runs there is nothing to ask the context for: whatever changes in it wakes it (see
 * prise_io_init()). */
static gboolean
wait_for_context (PriseIo *self, GPollFD *fds, int n_fds, int timeout)
{
  if (n_fds == 1)
    adopt_context_fd (self, &fds[0]);

  while (!wait_for_events (self, fds, n_fds, timeout)) {
    handle_events (self);
    if (timeout > 0)
      return FALSE;
  }

  return TRUE;
}

/* One turn of the loop: what g_main_context_iteration() does, with the sockets beside it. */
static void
iterate (PriseIo *self)
{
  GPollFD few[USUAL_CONTEXT_FDS];
  g_autofree GPollFD *many = NULL;
  GPollFD *fds = few;
  int size = USUAL_CONTEXT_FDS;
  int priority, timeout, n_fds;

  g_main_context_prepare (self->context, &priority);
  while ((n_fds = g_main_context_query (self->context, priority, &timeout, fds, size)) > size) {
    g_free (many);
    fds = many = g_new (GPollFD, n_fds);
    size = n_fds;
  }
  if (wait_for_context (self, fds, n_fds, timeout) &&
      g_main_context_check (self->context, priority, fds, n_fds))
    g_main_context_dispatch (self->context);
  handle_events (self);
}

static void
add_to_set (PriseIoWatch *watch)
{
  PriseIo *self = watch->io;
  const int fd = g_socket_get_fd (watch->socket);

  if ((guint) fd >= self->watches->len)
    g_ptr_array_set_size (self->watches, fd + 1);
  g_ptr_array_index (self->watches, fd) = watch;
  watch->serial = ++self->last_serial;
  if (!control_epoll (self, EPOLL_CTL_ADD, fd, watch->condition, watch->serial))
    attach_source (watch);
}

static void
change_in_set (PriseIoWatch *watch)
{
  const int fd = g_socket_get_fd (watch->socket);

  if (watch->source == NULL &&
      control_epoll (watch->io, EPOLL_CTL_MOD, fd, watch->condition, watch->serial))
    return;

  if (watch->source != NULL)
    detach_source (watch);
  else
    control_epoll (watch->io, EPOLL_CTL_DEL, fd, 0, 0);
  attach_source (watch);
}

static void
forget (PriseIoWatch *watch)
{
  if (watch->source != NULL)
    detach_source (watch);
  g_ptr_array_index (watch->io->watches, g_socket_get_fd (watch->socket)) = NULL;
  *watch = (PriseIoWatch){ 0 };
}

#else

static void
open_waiting (PriseIo *self)
{
}

static void
close_waiting (PriseIo *self)
{
}

static void
iterate (PriseIo *self)
{
  g_main_context_iteration (self->context, TRUE);
}

static void
forget (PriseIoWatch *watch)
{
  detach_source (watch);
  *watch = (PriseIoWatch){ 0 };
}

#endif

static gpointer
run (gpointer user_data)
{
  PriseIo *self = user_data;

  g_main_context_acquire (self->context);
  g_main_context_push_thread_default (self->context);

  while (!self->is_quitting)
    iterate (self);

  /* What was cancelled just now still wants to say so, and to free what it holds. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  g_main_context_release (self->context);

  return NULL;
}

static PriseIoCall *
take_calls (PriseIo *self)
{
  PriseIoCall *first;

  g_mutex_lock (&self->lock);
  first = g_steal_pointer (&self->first_call);
  self->last_call = NULL;
  g_mutex_unlock (&self->lock);

  return first;
}

/* Whoever comes after the calls are taken finds the queue empty, and makes the source ready again.
 */
static gboolean
dispatch_calls (GSource *source, GSourceFunc callback, gpointer user_data)
{
  PriseIoCall *call;

  g_source_set_ready_time (source, -1);
  call = take_calls (user_data);
  while (call != NULL) {
    PriseIoCall *next = call->next;

    call->func (call);
    call = next;
  }

  return G_SOURCE_CONTINUE;
}

static GSourceFuncs calling_funcs = { .dispatch = dispatch_calls };

static void
did_invoke (PriseIoCall *call)
{
  g_autofree Invocation *invocation = (Invocation *) call;

  invocation->func (invocation->user_data);
}

static void
quit (gpointer user_data)
{
  PRISE_IO (user_data)->is_quitting = TRUE;
}

static void
prise_io_finalize (GObject *object)
{
  PriseIo *self = PRISE_IO (object);

  g_assert (!prise_io_is_current (self));

  prise_io_invoke (self, quit, self);
  g_thread_join (self->thread);
  close_waiting (self);
  g_source_destroy (self->calling);
  g_source_unref (self->calling);
  g_mutex_clear (&self->lock);
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
  /* Without the flag, what this thread itself adds to the context would not wake it. */
  self->context = g_main_context_new_with_flags (G_MAIN_CONTEXT_FLAGS_OWNERLESS_POLLING);
  g_mutex_init (&self->lock);
  self->calling = g_source_new (&calling_funcs, sizeof (GSource));
  g_source_set_static_name (self->calling, "[prise] calls");
  g_source_set_callback (self->calling, NULL, self, NULL);
  g_source_attach (self->calling, self->context);
  open_waiting (self);
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
 * prise_io_call: (skip)
 * @self: the I/O thread
 * @call: (transfer full): the call, not under way yet
 * @func: (scope async): called there with @call
 *
 * Any thread: calls @func on the I/O thread, never before returning, in the order of the calls.
 */
void
prise_io_call (PriseIo *self, PriseIoCall *call, PriseIoCallFunc func)
{
  gboolean is_first;

  g_return_if_fail (PRISE_IS_IO (self));

  call->next = NULL;
  call->func = func;

  g_mutex_lock (&self->lock);
  is_first = self->first_call == NULL;
  if (is_first)
    self->first_call = call;
  else
    self->last_call->next = call;
  self->last_call = call;
  /* With the lock held, so that the call can't be over, and the thread be gone, before. */
  if (is_first)
    g_source_set_ready_time (self->calling, 0);
  g_mutex_unlock (&self->lock);
}

/**
 * prise_io_invoke:
 * @self: the I/O thread
 * @func: (scope async): called there
 *
 * prise_io_call() for a function that isn't called often.
 */
void
prise_io_invoke (PriseIo *self, PriseIoFunc func, gpointer user_data)
{
  Invocation *invocation = g_new (Invocation, 1);

  *invocation = (Invocation){ .func = func, .user_data = user_data };
  prise_io_call (self, &invocation->call, did_invoke);
}

/**
 * prise_io_add_timeout:
 * @self: the I/O thread
 * @milliseconds: how long to wait
 * @func: (scope notified): called on the I/O thread, again and again while it returns
 *   %G_SOURCE_CONTINUE
 *
 * Returns: (transfer full): the timer, for prise_timeout_clear()
 */
GSource *
prise_io_add_timeout (PriseIo *self, guint milliseconds, GSourceFunc func, gpointer user_data)
{
  return prise_timeout_add (self->context, milliseconds, func, user_data);
}

/**
 * prise_io_watch:
 * @self: the I/O thread
 * @watch: (out caller-allocates): an unused watch, which may not move until prise_io_unwatch()
 * @socket: a socket, which isn't closed before that
 * @condition: what to wait for; %G_IO_ERR and %G_IO_HUP always are. The watch is level-triggered
 * @func: (scope notified): called on the I/O thread
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
  add_to_set (watch);
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
  change_in_set (watch);
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
  if (watch->source == NULL)
    control_epoll (watch->io, EPOLL_CTL_DEL, g_socket_get_fd (watch->socket), 0, 0);
#endif
  forget (watch);
}

/**
 * prise_io_close:
 * @watch: @socket's watch, in use or not
 * @socket: a socket
 *
 * The I/O thread: closes @socket, and the watch's function isn't called any more. Costs a system
 * call less than prise_io_unwatch() and closing.
 */
void
prise_io_close (PriseIoWatch *watch, GSocket *socket)
{
  if (watch->io != NULL)
    forget (watch);
  g_socket_close (socket, NULL);
}
