// SPDX-License-Identifier: GPL-3.0-or-later
/* A call into another context. The call stands in its source: that is all that is allocated. */
#include "config.h"

#include "prise-call.h"

typedef struct {
  GSource source;
  PriseCallFunc func;
  gpointer user_data;
  GDestroyNotify free_user_data;
} Call;

static void
clear_user_data (Call *call)
{
  gpointer user_data = g_steal_pointer (&call->user_data);

  if (user_data != NULL && call->free_user_data != NULL)
    call->free_user_data (user_data);
}

/* Frees what belongs to this thread here: the last to drop the source may be the one who called. */
static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  Call *call = (Call *) source;

  call->func (call->user_data);
  clear_user_data (call);

  return G_SOURCE_REMOVE;
}

static void
finalize (GSource *source)
{
  clear_user_data ((Call *) source);
}

static GSourceFuncs source_funcs = { .dispatch = dispatch, .finalize = finalize };

/**
 * prise_call_in:
 * @context: (nullable): where to call; %NULL for the main context
 * @func: (scope async): what to call
 * @user_data: (transfer full) (nullable): for @func
 * @free_user_data: (nullable): frees @user_data from @context after the call, or wherever in its
 *   stead if @context is gone before
 *
 * Any thread. Calls @func from @context, never before returning, as g_main_context_invoke() might;
 * in the order of the calls, and in turn with what else has %G_PRIORITY_DEFAULT there.
 */
void
prise_call_in (GMainContext *context,
               PriseCallFunc func,
               gpointer user_data,
               GDestroyNotify free_user_data)
{
  g_autoptr (GSource) source = g_source_new (&source_funcs, sizeof (Call));
  Call *call = (Call *) source;

  call->func = func;
  call->user_data = user_data;
  call->free_user_data = free_user_data;
  g_source_set_static_name (source, "[prise] call");
  g_source_set_ready_time (source, 0);
  g_source_attach (source, context);
}
