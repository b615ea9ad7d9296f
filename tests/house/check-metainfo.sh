#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Validates the metainfo. Prise has no home page, which AppStream 1.0 warns of; 0.16, which doesn't,
# refuses to hear of that warning.
appstreamcli validate --no-net --override=url-homepage-missing=info "$1" ||
  appstreamcli validate --no-net "$1"
