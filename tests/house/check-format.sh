#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Lays the C sources out (--write), or says which aren't (--check). Only clang-format 14 is asked:
# others lay some lines out otherwise. Exit status 77 where there is no such version.
cd "$(dirname "$0")/../.." || exit 1

for formatter in clang-format-14 clang-format; do
  if "$formatter" --version 2>/dev/null | grep -q 'version 14\.'; then found=$formatter; break; fi
done
if [ -z "${found:-}" ]; then
  echo 'The format is that of clang-format 14, which is not here: skipped.'
  exit 77
fi

case $1 in
  --check) set -- --dry-run -Werror ;;
  --write) set -- -i ;;
  *) echo 'Usage: check-format.sh --check|--write' >&2; exit 2 ;;
esac
find src tests -name '*.[ch]' -print0 | xargs -0 "$found" --style=file "$@"
