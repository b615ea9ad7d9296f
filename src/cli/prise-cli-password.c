// SPDX-License-Identifier: GPL-3.0-or-later
/* Names and passwords that don't stand on the command line, or no longer than needed: whoever lists
 * the processes sees it. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "prise-cli-files.h"
#include "prise-cli-password.h"
#include "prise-http-secrets.h"

/* Of a file, and of what is typed. */
#define MAX_SIZE 4096

/* The short options of prise-cli http whose value may be secret. */
#define SECRET_LETTERS "Hbu"

static volatile sig_atomic_t caught;

static void catch (int number)
{
  caught = number;
}

/* What ends a program whose terminal doesn't show what is typed. */
static const int signals[] = { SIGINT, SIGQUIT, SIGTERM, SIGHUP };

/* How they were handled before. */
typedef struct {
  struct sigaction actions[G_N_ELEMENTS (signals)];
  sigset_t mask;
} Handling;

/* Until release_signals() they are caught, and held back but while something is waited for: so none
 * is missed. */
static void
catch_signals (Handling *before)
{
  const struct sigaction catching = { .sa_handler = catch };
  sigset_t mask;

  caught = 0;
  sigemptyset (&mask);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++) {
    sigaddset (&mask, signals[i]);
    sigaction (signals[i], &catching, &before->actions[i]);
  }
  sigprocmask (SIG_BLOCK, &mask, &before->mask);
}

static void
release_signals (const Handling *before)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &before->actions[i], NULL);
  sigprocmask (SIG_SETMASK, &before->mask, NULL);
  if (caught != 0)
    raise (caught);
}

/* Reads a line; a signal ends that. Returns how much was read. */
static gssize
read_line (int fd, char *line, gsize size, const sigset_t *mask)
{
  struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
  int n_ready;

  do
    n_ready = ppoll (&poll_fd, 1, NULL, mask);
  while (n_ready < 0 && errno == EINTR && caught == 0);

  return n_ready > 0 ? read (fd, line, size) : -1;
}

/* Reads a line that isn't shown; whatever happens, the terminal shows again what is typed then. */
static char *
read_hidden (int fd)
{
  char line[MAX_SIZE] = "";
  struct termios shown, hidden;
  Handling before;
  gssize n;

  if (tcgetattr (fd, &shown) != 0)
    return NULL;

  hidden = shown;
  hidden.c_lflag &= ~(tcflag_t) ECHO;
  catch_signals (&before);
  tcsetattr (fd, TCSAFLUSH, &hidden);
  n = read_line (fd, line, sizeof line - 1, &before.mask);
  tcsetattr (fd, TCSAFLUSH, &shown);
  (void) !write (fd, "\n", 1);
  release_signals (&before);

  return n > 0 ? g_strndup (line, strcspn (line, "\r\n")) : NULL;
}

static char *
ask (const char *user, GError **error)
{
  const int fd = open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  g_autofree char *prompt = NULL;
  g_autofree char *password = NULL;

  if (fd >= 0) {
    /* Translators: a question at the terminal; the password is typed behind it. */
    prompt = g_strdup_printf (_ ("Password of “%s”: "), user);
    (void) !write (fd, prompt, strlen (prompt));
    password = read_hidden (fd);
    close (fd);
  }
  if (password == NULL) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("--user: there is no terminal to ask for the password: give a file, as "
                            "in “@FILE”"));
    return NULL;
  }

  return g_strdup_printf ("%s:%s", user, password);
}

static char *
read_from_file (const char *name, GError **error)
{
  g_autoptr (GBytes) bytes = prise_cli_read_file ("--user", name, error);
  gsize size;
  const char *data;
  g_autofree char *line = NULL;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &size);
  line = g_strndup (data, MIN (size, MAX_SIZE));
  line[strcspn (line, "\r\n")] = '\0';
  if (strchr (line, ':') == NULL) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("--user: the first line of “%s” is not NAME:PASSWORD"), name);
    return NULL;
  }

  return g_steal_pointer (&line);
}

/**
 * prise_cli_read_user:
 * @text: what follows `--user`: "NAME:PASSWORD", "@" and a file whose first line is that, or
 * "NAME", whose password is asked for at the terminal
 * @error: bad usage
 *
 * Returns: (transfer full) (nullable): "NAME:PASSWORD"
 */
char *
prise_cli_read_user (const char *text, GError **error)
{
  if (*text == '@')
    return read_from_file (text + 1, error);
  if (strchr (text, ':') != NULL)
    return g_strdup (text);

  return ask (text, error);
}

static void
hide (char *secret)
{
  memset (secret, '*', strlen (secret));
}

static void
hide_after_colon (char *text)
{
  char *colon = strchr (text, ':');

  if (colon != NULL)
    hide (colon + 1);
}

/* In a URL's "USER:PASSWORD@". */
static void
hide_in_url (char *url)
{
  char *scheme = strstr (url, "://");
  char *start = scheme != NULL ? scheme + strlen ("://") : url;
  char *end = start + strcspn (start, "/?#");
  char *at = NULL;
  char *colon = memchr (start, ':', (gsize) (end - start));

  for (char *p = start; p < end; p++) {
    if (*p == '@')
      at = p;
  }
  if (colon != NULL && at != NULL && colon < at)
    memset (colon + 1, '*', (gsize) (at - colon - 1));
}

static void
hide_in_header (char *header)
{
  g_autofree char *name = g_strndup (header, strcspn (header, ":;"));

  if (prise_http_secrets_is_secret (name))
    hide_after_colon (header);
}

static void
hide_value (const char *option, char *value)
{
  if (g_str_equal (option, "-u") || g_str_equal (option, "--user"))
    hide_after_colon (value);
  else if (g_str_equal (option, "-H") || g_str_equal (option, "--header"))
    hide_in_header (value);
  else if (g_str_equal (option, "-b") || g_str_equal (option, "--cookie"))
    hide (value);
}

/* Of short options that stand together the last may have a value, there or in the next argument.
 * Where such a letter is but part of a value, too much is hidden. */
static void
hide_in_short (char *letters, char *next)
{
  char *letter = letters + strcspn (letters, SECRET_LETTERS);
  const char option[] = { '-', *letter, '\0' };
  char *value = *letter != '\0' && letter[1] != '\0' ? letter + 1 : next;

  if (*letter != '\0' && value != NULL)
    hide_value (option, value);
}

/**
 * prise_cli_hide_secrets:
 * @arguments: (array zero-terminated=1): what main() was given, not a copy of it
 *
 * Overwrites passwords, and the values of secret headers, in the list of processes.
 */
void
prise_cli_hide_secrets (char **arguments)
{
  for (guint i = 0; arguments[i] != NULL; i++) {
    char *argument = arguments[i];
    char *equals = strchr (argument, '=');

    if (g_str_has_prefix (argument, "--") && equals != NULL) {
      g_autofree char *option = g_strndup (argument, (gsize) (equals - argument));

      hide_value (option, equals + 1);
    } else if (argument[0] == '-' && argument[1] != '-') {
      hide_in_short (argument + 1, arguments[i + 1]);
    } else if (argument[0] == '-' && arguments[i + 1] != NULL) {
      hide_value (argument, arguments[i + 1]);
    } else {
      hide_in_url (argument);
    }
  }
}
