// SPDX-License-Identifier: GPL-3.0-or-later
/* Files that the command line names: read whole, or written piece by piece. "-" is a standard
 * stream. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PriseCliFile:
 * @fd: where to write; -1 for nowhere
 * @name: (nullable): what it is called; %NULL for standard output
 * @beside: (nullable): the file that @fd writes, until it takes the place of @place
 * @place: (nullable): the same as @name, without links
 */
typedef struct {
  int fd;
  const char *name;
  char *beside;
  char *place;
} PriseCliFile;

#define PRISE_CLI_NO_FILE ((PriseCliFile){ .fd = -1 })

gboolean prise_cli_check_standard_input (GError **error);
GBytes *prise_cli_read_file (const char *option, const char *name, GError **error);
gboolean prise_cli_file_open (PriseCliFile *self,
                              const char *option,
                              const char *name,
                              GError **error);
gboolean prise_cli_file_write (const PriseCliFile *self,
                               const char *data,
                               gsize size,
                               GError **error);
gboolean prise_cli_file_close (PriseCliFile *self, gboolean keeps, GError **error);

G_END_DECLS
