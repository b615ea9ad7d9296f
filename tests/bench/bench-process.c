// SPDX-License-Identifier: GPL-3.0-or-later
/* A child process whose standard output is read line by line, and which never outlives the
 * benchmark. Owned by the main thread. */
#include "config.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench-process.h"
#include "bench-util.h"

/* A program that says nothing for so long has failed. */
#define LINE_TIMEOUT_MS      90000
#define REST_TIMEOUT_SECONDS 10
/* Of processor time: at rest a cursor may still blink. */
#define REST_CPU_SECONDS    0.01
#define END_TIMEOUT_SECONDS 10

struct _BenchProcess {
  GPid pid;
  int input;
  int output;
  GString *buffer; /* read, and not yet a whole line */
};

/* Also while it is held. */
static void
die_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static gboolean
fill (BenchProcess *self, GError **error)
{
  struct pollfd ready = { .fd = self->output, .events = POLLIN };
  char block[4096];
  gssize got;

  if (poll (&ready, 1, LINE_TIMEOUT_MS) <= 0) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "the program says nothing");
    return FALSE;
  }

  got = read (self->output, block, sizeof block);
  if (got <= 0) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "the program has ended");
    return FALSE;
  }

  g_string_append_len (self->buffer, block, got);
  return TRUE;
}

static gsize
read_proc_kib (GPid pid, const char *file, const char *field)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/%s", pid, file);
  g_autofree char *content = NULL;
  const char *place;

  if (!g_file_get_contents (path, &content, NULL, NULL))
    return 0;

  place = strstr (content, field);
  return place != NULL ? g_ascii_strtoull (place + strlen (field), NULL, 10) : 0;
}

static void
unref_array (gpointer array)
{
  g_array_unref (array);
}

/* A line is a name, a space and a number; any other is none of ours. */
static void
add_value (GHashTable *values, const char *line)
{
  const char *space = strchr (line, ' ');
  g_autofree char *name = NULL;
  GArray *array;
  double value;

  if (space == NULL)
    return;

  name = g_strndup (line, (gsize) (space - line));
  value = g_ascii_strtod (space + 1, NULL);
  array = g_hash_table_lookup (values, name);
  if (array == NULL) {
    array = g_array_new (FALSE, FALSE, sizeof (double));
    g_hash_table_insert (values, g_steal_pointer (&name), array);
  }
  g_array_append_val (array, value);
}

static gboolean
wait_for_end (GPid pid)
{
  double deadline = bench_now () + END_TIMEOUT_SECONDS;

  while (bench_now () < deadline) {
    if (waitpid (pid, NULL, WNOHANG) != 0)
      return TRUE;
    g_usleep (2000);
  }

  return FALSE;
}

/**
 * bench_process_new:
 * @argv: (array zero-terminated=1): found on the PATH
 *
 * Starts a program with pipes for its standard input and output.
 */
BenchProcess *
bench_process_new (const char *const *argv, GError **error)
{
  BenchProcess *self = g_new0 (BenchProcess, 1);

  self->input = -1;
  self->output = -1;
  self->buffer = g_string_new (NULL);
  if (!g_spawn_async_with_pipes (NULL, (char **) argv, NULL,
                                 G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH, die_with_parent,
                                 NULL, &self->pid, &self->input, &self->output, NULL, error)) {
    bench_process_free (self);
    return NULL;
  }

  return self;
}

/**
 * bench_process_new_server:
 * @port: (out): where it listens, from the "port" of its first line
 *
 * Starts a server that says first where it listens, as prise-cli --json does.
 */
BenchProcess *
bench_process_new_server (const char *const *argv, guint16 *port, GError **error)
{
  g_autoptr (BenchProcess) self = bench_process_new (argv, error);
  g_autofree char *line = NULL;
  const char *place;

  if (self == NULL || (line = bench_process_read_line (self, error)) == NULL)
    return NULL;

  place = strstr (line, "\"port\":");
  *port = place != NULL ? (guint16) g_ascii_strtoull (place + 7, NULL, 10) : 0;
  if (*port == 0) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not a listening line: %s", line);
    return NULL;
  }

  return g_steal_pointer (&self);
}

GPid
bench_process_get_pid (BenchProcess *self)
{
  return self->pid;
}

/**
 * bench_process_read_line:
 *
 * Returns: (transfer full) (nullable): the next line that the program prints
 */
char *
bench_process_read_line (BenchProcess *self, GError **error)
{
  char *end;
  char *line;

  while ((end = strchr (self->buffer->str, '\n')) == NULL) {
    if (!fill (self, error))
      return NULL;
  }

  line = g_strndup (self->buffer->str, (gsize) (end - self->buffer->str));
  g_string_erase (self->buffer, 0, end + 1 - self->buffer->str);
  return line;
}

/**
 * bench_process_tell:
 *
 * Writes a line to the program's standard input.
 */
void
bench_process_tell (BenchProcess *self, const char *line)
{
  g_autofree char *text = g_strconcat (line, "\n", NULL);

  if (write (self->input, text, strlen (text)) < 0)
    g_warning ("write: %s", g_strerror (errno));
}

/**
 * bench_process_read_values:
 *
 * Reads lines made by bench_print_value() up to the program's end or the line "done".
 *
 * Returns: (transfer full) (nullable) (element-type utf8 GArray): arrays of doubles by name
 */
GHashTable *
bench_process_read_values (BenchProcess *self, GError **error)
{
  g_autoptr (GHashTable) values =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_array);

  while (TRUE) {
    g_autoptr (GError) end = NULL;
    g_autofree char *line = bench_process_read_line (self, &end);

    if (line == NULL && !g_error_matches (end, G_IO_ERROR, G_IO_ERROR_CLOSED)) {
      g_propagate_error (error, g_steal_pointer (&end));
      return NULL;
    }
    if (line == NULL || strcmp (line, "done") == 0)
      return g_steal_pointer (&values);

    add_value (values, line);
  }
}

/**
 * bench_process_get_resident_size:
 *
 * Returns: bytes of memory in use (VmRSS)
 */
gsize
bench_process_get_resident_size (BenchProcess *self)
{
  return read_proc_kib (self->pid, "status", "VmRSS:") * 1024;
}

/**
 * bench_process_get_proportional_size:
 *
 * Returns: bytes of memory in use, shared pages divided by their users (PSS)
 */
gsize
bench_process_get_proportional_size (BenchProcess *self)
{
  return read_proc_kib (self->pid, "smaps_rollup", "Pss:") * 1024;
}

/**
 * bench_process_get_cpu_seconds:
 *
 * Returns: processor time used by all its threads
 */
double
bench_process_get_cpu_seconds (BenchProcess *self)
{
  struct timespec used;
  clockid_t clock;

  if (clock_getcpuclockid (self->pid, &clock) != 0 || clock_gettime (clock, &used) != 0)
    return 0;

  return (double) used.tv_sec + (double) used.tv_nsec * 1e-9;
}

/**
 * bench_process_wait_for_rest:
 * @seconds: for so long the program has to use hardly any processor time; waiting ends after some
 * seconds
 */
void
bench_process_wait_for_rest (BenchProcess *self, double seconds)
{
  double deadline = bench_now () + REST_TIMEOUT_SECONDS;
  double since = bench_now ();
  double used = bench_process_get_cpu_seconds (self);

  while (bench_now () < MIN (deadline, since + seconds)) {
    double now_used;

    g_usleep (20000);
    now_used = bench_process_get_cpu_seconds (self);
    if (now_used - used < REST_CPU_SECONDS)
      continue;
    since = bench_now ();
    used = now_used;
  }
}

/**
 * bench_process_hold:
 *
 * Stops the program until bench_process_let_go(), and waits until it has stopped.
 */
void
bench_process_hold (BenchProcess *self)
{
  siginfo_t info;

  if (kill (self->pid, SIGSTOP) == 0)
    waitid (P_PID, (id_t) self->pid, &info, WSTOPPED | WEXITED | WNOWAIT);
}

void
bench_process_let_go (BenchProcess *self)
{
  kill (self->pid, SIGCONT);
}

/**
 * bench_process_free:
 *
 * Ends the program and waits for it.
 */
void
bench_process_free (BenchProcess *self)
{
  if (self->pid != 0) {
    kill (self->pid, SIGTERM);
    bench_process_let_go (self);
    if (!wait_for_end (self->pid)) {
      kill (self->pid, SIGKILL);
      waitpid (self->pid, NULL, 0);
    }
    g_spawn_close_pid (self->pid);
  }

  if (self->input >= 0)
    close (self->input);
  if (self->output >= 0)
    close (self->output);
  g_string_free (self->buffer, TRUE);
  g_free (self);
}
