// SPDX-License-Identifier: GPL-3.0-or-later
/* Tells ThreadSanitizer what GLib orders. GLib isn't built for it: its locks are futexes, its
 * reference counts and queues plain memory, and what one thread hands to another by them looks like
 * a race. Each function here stands before GLib's own (LD_PRELOAD) and says that what happened
 * before is seen after. It says too much rather than too little: so a race may go unseen where
 * these are used, but what is reported is one. Not instrumented itself. */
#include <dlfcn.h>
#include <gio/gio.h>

/* Of the sanitizer's; NULL in programs without it. */
extern void __tsan_acquire (void *address) __attribute__ ((weak));
extern void __tsan_release (void *address) __attribute__ ((weak));

static void
acquire (gconstpointer address)
{
  if (__tsan_acquire != NULL)
    __tsan_acquire ((void *) address);
}

static void
release (gconstpointer address)
{
  if (__tsan_release != NULL)
    __tsan_release ((void *) address);
}

/* Both, before: whoever comes last sees what all others did. */
static void
pass (gconstpointer address)
{
  acquire (address);
  release (address);
}

#define REAL(name)                                                                                 \
  static __typeof__ (&name) real;                                                                  \
  if (real == NULL)                                                                                \
  real = (__typeof__ (&name)) dlsym (RTLD_NEXT, #name)

#undef g_object_ref

/* Locks. */
void
g_mutex_lock (GMutex *mutex)
{
  REAL (g_mutex_lock);
  real (mutex);
  acquire (mutex);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  gboolean is_locked;

  REAL (g_mutex_trylock);
  is_locked = real (mutex);
  if (is_locked)
    acquire (mutex);

  return is_locked;
}

void
g_mutex_unlock (GMutex *mutex)
{
  REAL (g_mutex_unlock);
  release (mutex);
  real (mutex);
}

void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  REAL (g_cond_wait);
  release (mutex);
  real (cond, mutex);
  acquire (mutex);
}

gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  gboolean is_signalled;

  REAL (g_cond_wait_until);
  release (mutex);
  is_signalled = real (cond, mutex, end_time);
  acquire (mutex);

  return is_signalled;
}

gboolean (g_once_init_enter) (volatile void *location)
{
  gboolean is_first;

  REAL (g_once_init_enter);
  is_first = real (location);
  acquire ((gconstpointer) location);

  return is_first;
}

void (g_once_init_leave) (volatile void *location, gsize result)
{
  REAL (g_once_init_leave);
  release ((gconstpointer) location);
  real (location, result);
}

/* Reference counts. */
gboolean (g_atomic_ref_count_dec) (gatomicrefcount *count)
{
  REAL (g_atomic_ref_count_dec);
  pass (count);

  return real (count);
}

void
g_bytes_unref (GBytes *bytes)
{
  REAL (g_bytes_unref);
  if (bytes != NULL)
    pass (bytes);
  real (bytes);
}

gpointer
g_object_ref (gpointer object)
{
  REAL (g_object_ref);
  pass (object);

  return real (object);
}

void
g_object_unref (gpointer object)
{
  REAL (g_object_unref);
  pass (object);
  real (object);
}

gpointer
g_weak_ref_get (GWeakRef *weak_ref)
{
  gpointer object;

  REAL (g_weak_ref_get);
  object = real (weak_ref);
  if (object != NULL)
    acquire (object);

  return object;
}

/* Sources: what was done before one is attached is seen when it is dispatched. */
typedef struct {
  GSourceFunc func;
  gpointer user_data;
  GDestroyNotify notify;
  gpointer source;
} Callback;

static gboolean
call_back (gpointer user_data)
{
  const Callback *callback = user_data;

  acquire (callback->source);

  return callback->func (callback->user_data);
}

static void
callback_free (gpointer user_data)
{
  Callback *callback = user_data;

  acquire (callback->source);
  if (callback->notify != NULL)
    callback->notify (callback->user_data);
  g_free (callback);
}

/* A kind of source that isn't GLib's own. */
typedef struct {
  GSourceFuncs funcs;
  GSourceFuncs *real;
} Kind;

static gboolean
dispatch (GSource *source, GSourceFunc func, gpointer user_data)
{
  const Kind *kind = (const Kind *) source->source_funcs;
  gboolean goes_on;

  acquire (source);
  goes_on = kind->real->dispatch (source, func, user_data);
  release (source);

  return goes_on;
}

static void
finalize (GSource *source)
{
  const Kind *kind = (const Kind *) source->source_funcs;

  acquire (source);
  if (kind->real->finalize != NULL)
    kind->real->finalize (source);
}

/* A kind stays for good: there are few, and sources refer to it. */
GSource *
g_source_new (GSourceFuncs *funcs, guint size)
{
  static Kind kinds[64];
  static GMutex lock;
  Kind *kind = kinds;

  REAL (g_source_new);
  g_mutex_lock (&lock);
  while (kind->real != NULL && kind->real != funcs)
    kind++;
  g_assert (kind < kinds + G_N_ELEMENTS (kinds) - 1);
  if (kind->real == NULL) {
    kind->funcs = *funcs;
    kind->funcs.dispatch = dispatch;
    kind->funcs.finalize = finalize;
    kind->real = funcs;
  }
  g_mutex_unlock (&lock);

  return real (&kind->funcs, size);
}

void
g_source_unref (GSource *source)
{
  REAL (g_source_unref);
  pass (source);
  real (source);
}

/* Those of the kinds whose function has the data alone. */
void
g_source_set_callback (GSource *source, GSourceFunc func, gpointer user_data, GDestroyNotify notify)
{
  Callback *callback;

  REAL (g_source_set_callback);
  if (func == NULL ||
      (source->source_funcs != &g_idle_funcs && source->source_funcs != &g_timeout_funcs)) {
    real (source, func, user_data, notify);
    return;
  }

  callback = g_new (Callback, 1);
  *callback = (Callback){ func, user_data, notify, source };
  real (source, call_back, callback, callback_free);
}

guint
g_source_attach (GSource *source, GMainContext *context)
{
  REAL (g_source_attach);
  release (source);

  return real (source, context);
}

void
g_source_destroy (GSource *source)
{
  REAL (g_source_destroy);
  release (source);
  real (source);
}

/* Tasks in threads of their own. */
static GQuark
get_func_quark (void)
{
  return g_quark_from_static_string ("prise-tsan-func");
}

static void
run_task (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GTaskThreadFunc func;

  acquire (task);
  func = (GTaskThreadFunc) g_object_get_qdata (G_OBJECT (task), get_func_quark ());
  func (task, source, task_data, cancellable);
  release (task);
}

void
g_task_run_in_thread (GTask *task, GTaskThreadFunc func)
{
  REAL (g_task_run_in_thread);
  g_object_set_qdata (G_OBJECT (task), get_func_quark (), (gpointer) func);
  release (task);
  real (task, run_task);
}

#define RETURNS(name, parameters, ...)                                                             \
  void name parameters                                                                             \
  {                                                                                                \
    REAL (name);                                                                                   \
    release (task);                                                                                \
    real (__VA_ARGS__);                                                                            \
  }

RETURNS (g_task_return_pointer,
         (GTask * task, gpointer result, GDestroyNotify result_destroy),
         task,
         result,
         result_destroy)
RETURNS (g_task_return_boolean, (GTask * task, gboolean result), task, result)
RETURNS (g_task_return_int, (GTask * task, gssize result), task, result)
RETURNS (g_task_return_error, (GTask * task, GError *error), task, error)

#define PROPAGATES(type, name)                                                                     \
  type name (GTask *task, GError **error)                                                          \
  {                                                                                                \
    REAL (name);                                                                                   \
    acquire (task);                                                                                \
                                                                                                   \
    return real (task, error);                                                                     \
  }

PROPAGATES (gpointer, g_task_propagate_pointer)
PROPAGATES (gboolean, g_task_propagate_boolean)
PROPAGATES (gssize, g_task_propagate_int)
