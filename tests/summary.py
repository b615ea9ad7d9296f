#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what the test runs of one or more build directories said.

Reads meson's own log and ends with one line: N passed, N failed, N skipped. A program that speaks
TAP counts by its test points, any other as one; a program that fails without a failed point counts
as one failure more. Exits 1 on a failure, or when nothing ran.
"""

import json
import pathlib
import re
import sys

POINT = re.compile(r'^(not ok|ok)\b[^#\n]*(#\s*(?:SKIP|TODO)\b.*)?', re.MULTILINE | re.IGNORECASE)
GOOD = {'OK', 'EXPECTEDFAIL', 'SKIP'}


def count(record):
    """Returns (passed, failed, skipped) for one program of the log."""
    points = []
    if re.search(r'^1\.\.\d+', record.get('stdout') or '', re.MULTILINE):
        points = [(m[1].lower() == 'ok', m[2]) for m in POINT.finditer(record['stdout'])]
    passed = sum(1 for ok, directive in points if ok and not directive)
    failed = sum(1 for ok, directive in points if not ok and not directive)
    skipped = len(points) - passed - failed
    if record['result'] not in GOOD and failed == 0:
        failed = 1
    elif record['result'] == 'SKIP' and not points:
        skipped = 1
    elif not points:
        passed = 1
    return passed, failed, skipped


def main(directories):
    totals = [0, 0, 0]
    for directory in directories:
        log = pathlib.Path(directory, 'meson-logs', 'testlog.json')
        if not log.exists():
            print(f'{directory}: no tests were run')
            totals[1] += 1
            continue
        for line in log.read_text(encoding='utf-8').splitlines():
            record = json.loads(line)
            counts = count(record)
            totals = [total + n for total, n in zip(totals, counts)]
            if counts[1] > 0:
                print(f'{directory}: {record["name"]}: {record["result"]}')
    passed, failed, skipped = totals
    print(f'{passed} passed, {failed} failed' + (f', {skipped} skipped' if skipped else ''))
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
