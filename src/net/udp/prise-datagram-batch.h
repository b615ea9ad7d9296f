// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseDatagramBatch:
 *
 * Memory into which a batch of datagrams is received by one system call. The I/O thread.
 */
#pragma once

#include "prise-sockaddr.h"

G_BEGIN_DECLS

/* As many as one call receives. */
#define PRISE_DATAGRAM_BATCH_SIZE 64

/**
 * PriseDatagram:
 * @from: who sent it
 * @data: (array length=size): its bytes
 * @size: in bytes
 * @is_truncated: whether it was longer
 *
 * Valid until the batch is filled again.
 */
typedef struct {
  const PriseSockaddr *from;
  const guint8 *data;
  gsize size;
  gboolean is_truncated;
} PriseDatagram;

typedef struct _PriseDatagramBatch PriseDatagramBatch;

PriseDatagramBatch *prise_datagram_batch_new (gsize max_datagram);
void prise_datagram_batch_free (PriseDatagramBatch *self);
int prise_datagram_batch_receive (PriseDatagramBatch *self, int fd);
PriseDatagram prise_datagram_batch_get (PriseDatagramBatch *self, guint index);
gboolean prise_datagram_batch_get_local_address (PriseDatagramBatch *self,
                                                 guint index,
                                                 PriseSockaddr *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseDatagramBatch, prise_datagram_batch_free)

G_END_DECLS
