// SPDX-License-Identifier: GPL-3.0-or-later
/* Writes a response while it comes, on a thread of its own: the decoded body, and the bytes as they
 * came. A pipe that nobody empties holds up neither the sockets nor the signals. Main thread. */
#pragma once

#include "prise-cli-files.h"
#include "prise-http-exchange.h"

G_BEGIN_DECLS

/**
 * PriseCliHttpTargets:
 * @body: where the decoded body goes, if anywhere
 * @raw: where the bytes go as they come, if anywhere
 * @includes_head: whether the final head stands before the body
 * @is_terminal: whether @body is for a person, so that only text may go there
 * @limit: of the decoded body, in bytes
 */
typedef struct {
  PriseCliFile body;
  PriseCliFile raw;
  gboolean includes_head;
  gboolean is_terminal;
  guint64 limit;
} PriseCliHttpTargets;

/**
 * PriseCliHttpOutcome:
 * @decoded_size: of the body, as far as it was decoded
 * @coding_error: (nullable): why it can't be decoded
 * @problems: (nullable) (element-type PriseHttpProblem): what is wrong with the body
 * @unknown_coding: (nullable): a coding that isn't known, so that the body stays encoded
 * @is_limited: whether the limit was reached
 * @is_binary: whether it was not for a terminal
 * @error: (nullable): why something can't be written
 * @nobody_reads: whether standard output was closed by whoever read it
 */
typedef struct {
  guint64 decoded_size;
  GError *coding_error;
  const GArray *problems;
  const char *unknown_coding;
  gboolean is_limited;
  gboolean is_binary;
  GError *error;
  gboolean nobody_reads;
} PriseCliHttpOutcome;

typedef struct _PriseCliHttpWriter PriseCliHttpWriter;

typedef void (*PriseCliHttpWriterEndedFunc) (gpointer user_data);

PriseCliHttpWriter *prise_cli_http_writer_new (PriseHttpExchange *exchange,
                                               const PriseCliHttpTargets *targets,
                                               PriseCliHttpWriterEndedFunc ended,
                                               gpointer user_data);
void prise_cli_http_writer_nudge (PriseCliHttpWriter *self);
void prise_cli_http_writer_finish (PriseCliHttpWriter *self);
gboolean prise_cli_http_writer_has_ended (PriseCliHttpWriter *self);
const PriseCliHttpOutcome *prise_cli_http_writer_get_outcome (PriseCliHttpWriter *self);
void prise_cli_http_writer_free (PriseCliHttpWriter *self);

G_END_DECLS
