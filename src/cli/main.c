// SPDX-License-Identifier: GPL-3.0-or-later
/* prise-cli: the engine for scripts, tests and machines without a screen. This file only chooses
 * the command; each command has a file of its own. */
#include "config.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "prise-cli-diagnostics.h"
#include "prise-cli-http.h"
#include "prise-cli-password.h"
#include "prise-cli-tcp-client.h"
#include "prise-cli-tcp-server.h"
#include "prise-cli-udp.h"
#include "prise-descriptors.h"

static const PriseCliCommand commands[] = {
  { "tcp-server", N_ ("Listen for TCP connections, show what is received and reply"),
    prise_cli_tcp_server },
  { "tcp-client", N_ ("Connect to a TCP server, send and show what is received"),
    prise_cli_tcp_client },
  { "udp", N_ ("Send datagrams, listen for them, show what is received and reply"), prise_cli_udp },
  { "http", N_ ("Send an HTTP request, and write the response’s body or all its bytes"),
    prise_cli_http },
};

/* A standard stream that is closed would be the number of a socket of ours. Now there is nothing to
 * read, and writing fails. */
static void
open_standard_streams (void)
{
  int fd;

  do
    fd = open ("/dev/null", O_RDONLY);
  while (fd >= 0 && fd <= STDERR_FILENO);
  if (fd >= 0)
    close (fd);
}

/* PRISE_LOCALE_DIR in the environment is for a program that isn't installed. */
static void
set_language (void)
{
  const char *directory = g_getenv ("PRISE_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, directory != NULL ? directory : PRISE_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* What is from the network is UTF-8 or an escape, so all we print is UTF-8: in the C locale GLib
 * would put a question mark for each quotation mark. */
static void
print_out (const char *text)
{
  fputs (text, stdout);
}

static void
print_error (const char *text)
{
  fputs (text, stderr);
}

/* Whoever wanted the help is to know that it isn't whole. */
static void
close_output (void)
{
  if (fflush (stdout) != 0)
    _exit (PRISE_CLI_FAILED);
}

static void
print_help (void)
{
  g_print ("%s\n", _ ("Usage:\n  prise-cli COMMAND [OPTION…] [ARGUMENT…]"));
  g_print ("\n%s\n", _ ("Tests networks from both ends, without a window."));
  g_print ("\n%s\n", _ ("Commands:"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-12s  %s\n", commands[i].name, gettext (commands[i].summary));
  g_print ("\n%s\n", _ ("Options:"));
  g_print ("  -h, --help    %s\n", _ ("Print this help"));
  g_print ("  --version     %s\n", _ ("Print the version"));
  g_print ("\n%s\n", _ ("For details, run “prise-cli COMMAND --help” or “man prise-cli”."));
}

static int
run_command (const char *name, GStrv arguments)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    if (g_str_equal (name, commands[i].name))
      return commands[i].run (arguments);
  }

  return prise_cli_bad_usage (NULL,
                              _ ("“%s” isn’t a command: use tcp-server, tcp-client, udp or http"),
                              name);
}

int
main (int argc, char *argv[])
{
  const char *first = argc > 1 ? argv[1] : NULL;
  g_auto (GStrv) arguments = NULL;

  open_standard_streams ();
  set_language ();
  atexit (close_output);
  g_set_print_handler (print_out);
  g_set_printerr_handler (print_error);
  g_set_prgname ("prise-cli");
  /* A closed pipe is an error of write (), which ends us in order. */
  signal (SIGPIPE, SIG_IGN);
  /* And so is a file that has grown too large, by ulimit. */
  signal (SIGXFSZ, SIG_IGN);

  if (first == NULL)
    return prise_cli_bad_usage (NULL,
                                _ ("No command is given: use tcp-server, tcp-client, udp or http"));
  if (g_str_equal (first, "--help") || g_str_equal (first, "-h")) {
    print_help ();
    return PRISE_CLI_DONE;
  }
  if (g_str_equal (first, "--version")) {
    g_print ("prise-cli %s\n", PRISE_VERSION);
    return PRISE_CLI_DONE;
  }

  if (!prise_descriptors_are_left (PRISE_DESCRIPTORS_KEPT)) {
    prise_cli_say (_ ("The system lets prise-cli open too few files: allow more with “ulimit -n”"));
    return PRISE_CLI_FAILED;
  }

  arguments = g_strdupv (argv + 1);
  prise_cli_hide_secrets (argv + 1);

  return run_command (first, arguments);
}
