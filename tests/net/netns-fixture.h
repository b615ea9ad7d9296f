// SPDX-License-Identifier: GPL-3.0-or-later
/* A network of the test's own: a namespace (network_namespaces(7)) in which it may do what it wants
 * with interfaces. Nothing in it is connected to anything outside. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Before there is any thread. The loopback is up, and v0 and v1 are the ends of a cable: v0 has the
 * address 10.98.0.1/24, the end v1 none. FALSE where that isn't permitted; skip then. */
gboolean netns_enter (void);

/* What is written below /proc/sys. */
void netns_set (const char *path, const char *value);

/* ip(8) with what is given, which has to succeed. */
void netns_ip (const char *arguments);

/* v0 and v1, which were deleted, again. */
void netns_add_cable (void);

G_END_DECLS
