// SPDX-License-Identifier: GPL-3.0-or-later
/* The domain of what can go wrong and that a person can act on. */
#include "config.h"

#include "prise-net-error.h"

/* clang-format off */
G_DEFINE_QUARK (prise-net-error-quark, prise_net_error)
/* clang-format on */
