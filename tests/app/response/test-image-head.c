// SPDX-License-Identifier: GPL-3.0-or-later
/* What images say of themselves, by a table of their first bytes; whole, and cut at each place. */
#include "config.h"

#include <string.h>

#include "prise-image-head.h"

#define BYTES(literal) (const guint8 *) (literal), sizeof (literal) - 1

static const struct {
  const guint8 *bytes;
  gsize size;
  const char *format; /* NULL: not known */
  guint32 width;
  guint32 height;
  gsize first_size;
  guint n_scans;
} cases[] = {
  { BYTES (""), NULL, 0, 0, 0, 0 },
  { BYTES ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x75\x30\0\0\0\2"), "png", 30000, 2, 24, 1 },
  { BYTES ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\2"), NULL, 0, 0, 0, 0 },
  { BYTES ("\x89PNG\r\n\x1a\n\0\0\0\rIDAT\0\0\0\1\0\0\0\2"), NULL, 0, 0, 0, 0 },
  { BYTES ("GIF87a\2\1\3\0\0\0\0"), "gif", 258, 3, 13, 1 },
  /* A colour table of two, an extension, an image with a table of its own, and another frame. */
  { BYTES ("GIF89a\1\0\1\0\x80\0\0abcdef\x21\xf9\1x\0\x2c\0\0\0\0\5\0\1\0\x80"
           "abcdef\2\2yy\0\x2c\0\0\0\0"),
    "gif", 5, 1, 45, 1 },
  /* The image is higher than the screen. */
  { BYTES ("GIF89a\1\0\1\0\0\0\0\x2c\0\0\0\0\1\0\7\1\0\2\2yy\0"), "gif", 1, 263, 28, 1 },
  /* Bytes that begin nothing, as GdkPixbuf passes over them; another frame; what ends all. */
  { BYTES ("GIF89a\1\0\1\0\0\0\0\0x\x21\xf9\1x\0\0\x2c\0\0\0\0\5\0\1\0\0\2\2yy\0\x2c\0\0\0\0"),
    "gif", 5, 1, 36, 1 },
  { BYTES ("GIF89a\1\0\1\0\0\0\0;\x2c\0\0\0\0\5\0\1\0\0\2\2yy\0"), "gif", 1, 1, 29, 1 },
  /* Blocks that don't end. */
  { BYTES ("GIF89a\1\0\1\0\0\0\0\x21\xf9\xff"), "gif", 1, 1, 16, 1 },
  { BYTES ("\xff\xd8\xff\xe0\0\4xx\xff\xc2\0\x11\x08\0\2\1\0\xff\xda\xff\xda"), "jpeg", 256, 2, 21,
    2 },
  { BYTES ("\xff\xd8\xff\xff\xc0\0\x11\x08\0\2\1\0"), "jpeg", 256, 2, 12, 0 },
  { BYTES ("\xff\xd8\xff\xc4\0\x11\x08\0\2\1\0"), NULL, 0, 0, 0, 0 },
  { BYTES ("RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\xff\1\0\3\0\0"), "webp", 512, 4, 30, 1 },
  { BYTES ("RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x01\x80\0\0\0\0\0\0\0"), "webp", 2, 3, 30, 1 },
  { BYTES ("RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\1\x2a\1\x40\2\xc0"), "webp", 1, 2, 30, 1 },
  { BYTES ("RIFF\0\0\0\0WEBPXXXX\0\0\0\0\0\0\0\x9d\1\x2a\1\x40\2\xc0"), NULL, 0, 0, 0, 0 },
  { BYTES ("<svg xmlns='http://www.w3.org/2000/svg'/>"), NULL, 0, 0, 0, 0 },
  { BYTES ("BM\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), NULL, 0, 0, 0, 0 },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree guint8 *bytes = g_memdup2 (cases[i].bytes, cases[i].size);
    PriseImageHead head;

    g_test_message ("case %" G_GSIZE_FORMAT, (gsize) i);
    g_assert_cmpint (prise_image_head_read (bytes, cases[i].size, &head), ==,
                     cases[i].format != NULL);
    if (cases[i].format == NULL)
      continue;
    g_assert_cmpstr (head.format, ==, cases[i].format);
    g_assert_cmpuint (head.width, ==, cases[i].width);
    g_assert_cmpuint (head.height, ==, cases[i].height);
    g_assert_cmpuint (head.first_size, ==, cases[i].first_size);
    g_assert_cmpuint (head.n_scans, ==, cases[i].n_scans);
  }
}

static void
test_cut (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    for (gsize size = 0; size < cases[i].size; size++) {
      g_autofree guint8 *bytes = g_memdup2 (cases[i].bytes, size);
      PriseImageHead head;

      if (prise_image_head_read (bytes, size, &head))
        g_assert_cmpuint (head.first_size, <=, size);
    }
  }
}

/* Returns what of the bytes is passed on. */
static GBytes *
pick (const PriseImageHead *head, const guint8 *bytes)
{
  GByteArray *array = g_byte_array_new ();
  gsize start = 0;
  gsize size;

  while ((size = prise_image_head_find_part (head, bytes, &start)) > 0) {
    g_byte_array_append (array, bytes + start, (guint) size);
    start += size;
  }

  return g_byte_array_free_to_bytes (array);
}

#define MARK "\x89PNG\r\n\x1a\n"
#define IHDR "\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0crc!"
#define TEXT "\0\0\0\2zTXtxxcrc!"
#define TRNS "\0\0\0\1tRNSxcrc!"
#define IDAT "\0\0\0\0IDATcrc!"
#define LONG "\xff\xff\xff\xff"

/* Of a PNG, its text isn't; where it ends early, as far as it goes. */
static void
test_parts (void)
{
  static const struct {
    const guint8 *bytes;
    gsize size;
    const guint8 *picked;
    gsize n_picked;
  } parts[] = {
    { BYTES (MARK IHDR TEXT TRNS TEXT TEXT IDAT TEXT), BYTES (MARK IHDR TRNS IDAT) },
    { BYTES (MARK IHDR LONG "IDATxyz"), BYTES (MARK IHDR LONG "IDATxyz") },
    { BYTES (MARK IHDR LONG "zTXtxyzxyz" IDAT), BYTES (MARK IHDR) },
    { BYTES (MARK IHDR "\0\0\0\1ID"), BYTES (MARK IHDR "\0\0\0\1ID") },
    { BYTES ("GIF87a\2\1\3\0\0\0\0"), BYTES ("GIF87a\2\1\3\0\0\0\0") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree guint8 *bytes = g_memdup2 (parts[i].bytes, parts[i].size);
    g_autoptr (GBytes) picked = NULL;
    PriseImageHead head;

    g_assert_true (prise_image_head_read (bytes, parts[i].size, &head));
    picked = pick (&head, bytes);
    g_assert_cmpmem (g_bytes_get_data (picked, NULL), g_bytes_get_size (picked), parts[i].picked,
                     parts[i].n_picked);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/image-head/cases", test_cases);
  g_test_add_func ("/image-head/cut", test_cut);
  g_test_add_func ("/image-head/parts", test_parts);

  return g_test_run ();
}
