// SPDX-License-Identifier: GPL-3.0-or-later
/* An input of the fuzzer, taken apart by a target: a byte to choose by, texts, the rest. What is
 * taken is a copy of its exact size, so that a sanitizer sees what is read behind it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  const char *data;
  gsize size;
} FuzzInput;

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

guint8 fuzz_input_take_byte (FuzzInput *self);
char *fuzz_input_take_text (FuzzInput *self);
char *fuzz_input_take_utf8 (FuzzInput *self);
GBytes *fuzz_input_take_rest (FuzzInput *self);

/* Where it may be cut: pieces of different sizes, the same ones for the same input. */
GBytes *fuzz_take_piece (GBytes *bytes, gsize offset, guint32 *seed);

void fuzz_assert_mistake (const char *text, gsize offset, const GError *error);

#define fuzz_assert_bytes(a, b)                                                                    \
  g_assert_cmpmem (g_bytes_get_data (a, NULL), g_bytes_get_size (a), g_bytes_get_data (b, NULL),   \
                   g_bytes_get_size (b))

G_END_DECLS
