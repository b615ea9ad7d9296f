// SPDX-License-Identifier: GPL-3.0-or-later
/* The part of a form in which the body of a request is written. */
#pragma once

#include <adwaita.h>

#include "prise-http-draft.h"

G_BEGIN_DECLS

/* A file that is longer than this isn't taken. */
#define PRISE_HTTP_BODY_FORM_MAX_FILE ((goffset) 64 * 1024 * 1024)
/* Text that is longer is shown as bytes. */
#define PRISE_HTTP_BODY_FORM_MAX_TEXT (256 * 1024)

/**
 * PriseHttpBodyKind:
 * @PRISE_HTTP_BODY_NONE: there is none
 * @PRISE_HTTP_BODY_TEXT: text, as it is typed
 * @PRISE_HTTP_BODY_FILE: the bytes of a file, or others that aren't text
 * @PRISE_HTTP_BODY_FIELDS: names and values
 *
 * In the order of the list in the .ui.
 */
typedef enum {
  PRISE_HTTP_BODY_NONE,
  PRISE_HTTP_BODY_TEXT,
  PRISE_HTTP_BODY_FILE,
  PRISE_HTTP_BODY_FIELDS,
} PriseHttpBodyKind;

/**
 * PriseHttpBodyForm:
 *
 * Its action is `body.open`.
 */

/**
 * PriseHttpBodyForm:fields:
 *
 * The fields of a form, each a #PriseHttpFieldItem.
 */

/**
 * PriseHttpBodyForm:file-text:
 *
 * What is sent of a file.
 */

#define PRISE_TYPE_HTTP_BODY_FORM (prise_http_body_form_get_type ())
G_DECLARE_FINAL_TYPE (PriseHttpBodyForm,
                      prise_http_body_form,
                      PRISE,
                      HTTP_BODY_FORM,
                      AdwPreferencesGroup)

void prise_http_body_form_take_file (PriseHttpBodyForm *self, GFile *file);

G_END_DECLS
