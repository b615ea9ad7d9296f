// SPDX-License-Identifier: GPL-3.0-or-later
/* What an image says of itself: read here, by its first bytes, before a library makes room for what
 * they promise. A file of fifty bytes may promise a billion pixels, and one of some kilobytes ten
 * thousand frames, of which only the first is shown. */
#include "config.h"

#include "prise-image-head.h"

#include <string.h>

/* What a PNG begins with, and what each chunk has around its data, in bytes. */
#define PNG_MARK_SIZE  8
#define PNG_CHUNK_SIZE 12

typedef struct {
  const guint8 *data;
  gsize size;
} Bytes;

static gboolean
begins_with (Bytes bytes, gsize offset, const char *mark, gsize size)
{
  return bytes.size >= offset + size && memcmp (bytes.data + offset, mark, size) == 0;
}

static guint32
get_little (const guint8 *data, guint n)
{
  guint32 value = 0;

  while (n-- > 0)
    value = value << 8 | data[n];

  return value;
}

static guint32
get_big (const guint8 *data, guint n)
{
  guint32 value = 0;

  for (guint i = 0; i < n; i++)
    value = value << 8 | data[i];

  return value;
}

/* PNG, section 11.2.2: the header comes first. */
static gboolean
read_png (Bytes bytes, PriseImageHead *head)
{
  if (bytes.size < 24 || !begins_with (bytes, 12, "IHDR", 4))
    return FALSE;

  head->format = "png";
  head->width = get_big (bytes.data + 16, 4);
  head->height = get_big (bytes.data + 20, 4);

  return TRUE;
}

/* Returns where the sub-blocks at @offset end; the end of the bytes if they don't. */
static gsize
skip_blocks (Bytes bytes, gsize offset)
{
  while (offset < bytes.size && bytes.data[offset] != 0)
    offset += bytes.data[offset] + 1;

  return MIN (offset + 1, bytes.size);
}

/* How long the colour table is of which these flags tell. */
static gsize
get_table_size (guint8 flags)
{
  return flags & 0x80 ? 3u << ((flags & 7) + 1) : 0;
}

/* GIF 89a, sections 18 to 23: up to the end of the first image. GdkPixbuf passes over bytes that
 * begin nothing: so it is done here, or one of them would bring all frames with it. */
static gboolean
read_gif (Bytes bytes, PriseImageHead *head)
{
  gsize offset = 13;

  if (bytes.size < 13)
    return FALSE;

  head->format = "gif";
  head->width = get_little (bytes.data + 6, 2);
  head->height = get_little (bytes.data + 8, 2);
  offset += get_table_size (bytes.data[10]);
  while (offset + 1 < bytes.size && bytes.data[offset] != ',' && bytes.data[offset] != ';')
    offset = bytes.data[offset] == '!' ? skip_blocks (bytes, offset + 2) : offset + 1;
  if (offset + 10 > bytes.size || bytes.data[offset] != ',')
    return TRUE;

  head->width = MAX (head->width, get_little (bytes.data + offset + 5, 2));
  head->height = MAX (head->height, get_little (bytes.data + offset + 7, 2));
  head->first_size = skip_blocks (bytes, offset + 10 + get_table_size (bytes.data[offset + 9]) + 1);

  return TRUE;
}

static guint
count_scans (Bytes bytes)
{
  const guint8 *end = bytes.data + bytes.size;
  guint n = 0;

  for (const guint8 *p = bytes.data; (p = memchr (p, 0xff, (gsize) (end - p))) != NULL; p++)
    n += p + 1 < end && p[1] == 0xda;

  return n;
}

/* ITU T.81, section B.2.2: the frame header is one of the segments before the first scan. */
static gboolean
read_jpeg (Bytes bytes, PriseImageHead *head)
{
  gsize offset = 2;

  while (offset + 9 <= bytes.size && bytes.data[offset] == 0xff) {
    const guint8 marker = bytes.data[offset + 1];

    if (marker == 0xff) { /* fills up */
      offset++;
    } else if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
               marker != 0xcc) {
      head->format = "jpeg";
      head->height = get_big (bytes.data + offset + 5, 2);
      head->width = get_big (bytes.data + offset + 7, 2);
      head->n_scans = count_scans (bytes);
      return TRUE;
    } else {
      offset += 2 + get_big (bytes.data + offset + 2, 2);
    }
  }

  return FALSE;
}

/* RFC 9649, section 2. */
static gboolean
read_webp (Bytes bytes, PriseImageHead *head)
{
  if (bytes.size < 30)
    return FALSE;

  head->format = "webp";
  if (begins_with (bytes, 12, "VP8X", 4)) {
    head->width = get_little (bytes.data + 24, 3) + 1;
    head->height = get_little (bytes.data + 27, 3) + 1;
  } else if (begins_with (bytes, 12, "VP8L", 4)) {
    const guint32 sizes = get_little (bytes.data + 21, 4);

    head->width = (sizes & 0x3fff) + 1;
    head->height = (sizes >> 14 & 0x3fff) + 1;
  } else if (begins_with (bytes, 12, "VP8 ", 4)) {
    head->width = get_little (bytes.data + 26, 2) & 0x3fff;
    head->height = get_little (bytes.data + 28, 2) & 0x3fff;
  } else {
    return FALSE;
  }

  return TRUE;
}

/**
 * prise_image_head_read:
 * @data: (array length=size): all of a file
 * @size: how many bytes
 * @head: (out caller-allocates): what it says
 *
 * Returns: whether it is an image of a format that is known here, with at least one pixel
 */
gboolean
prise_image_head_read (const guint8 *data, gsize size, PriseImageHead *head)
{
  const Bytes bytes = { data, size };
  gboolean is_known = FALSE;

  *head = (PriseImageHead){ .first_size = size, .n_scans = 1 };
  if (begins_with (bytes, 0, "\x89PNG\r\n\x1a\n", PNG_MARK_SIZE))
    is_known = read_png (bytes, head);
  else if (begins_with (bytes, 0, "GIF87a", 6) || begins_with (bytes, 0, "GIF89a", 6))
    is_known = read_gif (bytes, head);
  else if (begins_with (bytes, 0, "\xff\xd8\xff", 3))
    is_known = read_jpeg (bytes, head);
  else if (begins_with (bytes, 0, "RIFF", 4) && begins_with (bytes, 8, "WEBP", 4))
    is_known = read_webp (bytes, head);

  return is_known && head->width > 0 && head->height > 0;
}

/* PNG, section 5.4: what a decoder must know begins with a capital letter. */
static gboolean
is_of_picture (const guint8 *type)
{
  return (type[0] & 0x20) == 0 || memcmp (type, "tRNS", 4) == 0;
}

/**
 * prise_image_head_find_part:
 * @head: what prise_image_head_read() has read
 * @data: the bytes of which it was
 * @start: (inout): where to look; then, where the part begins
 *
 * Leaves out what else a PNG may hold: a kilobyte of compressed text can become eight megabytes, as
 * often as it stands there.
 *
 * Returns: how long the next part is that the picture is made of, in bytes; 0: there is none
 */
gsize
prise_image_head_find_part (const PriseImageHead *head, const guint8 *data, gsize *start)
{
  if (!g_str_equal (head->format, "png"))
    return head->first_size - *start;
  if (*start == 0)
    return PNG_MARK_SIZE;

  while (head->first_size - *start >= PNG_CHUNK_SIZE) {
    const guint64 size = PNG_CHUNK_SIZE + (guint64) get_big (data + *start, 4);
    const gsize taken = (gsize) MIN (size, head->first_size - *start);

    if (is_of_picture (data + *start + 4))
      return taken;
    *start += taken;
  }

  return head->first_size - *start;
}
