#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints for each folder of src/ how many of its lines the tests have run.

coverage.py BUILD-DIRECTORY: of a build with -Db_coverage=true. Generated sources don't count, nor
do folders of which nothing was built.
"""

import collections
import json
import pathlib
import subprocess
import sys


def measure(build):
    """Returns (lines run, lines) of each source file."""
    root = pathlib.Path(__file__).resolve().parent.parent
    report = subprocess.run(
        ['gcovr', '--root', root, '--filter', f'{root}/src/', '--json-summary', '-j', '2',
         # Of threads that count at the same time.
         '--gcov-ignore-parse-errors', build],
        check=True, capture_output=True, text=True).stdout
    return {file['filename']: (file['line_covered'], file['line_total'])
            for file in json.loads(report)['files']}


def main(build):
    folders = collections.defaultdict(lambda: [0, 0])
    for name, counts in measure(build).items():
        for folder in (str(pathlib.PurePath(name).parent), 'all of src'):
            folders[folder] = [total + n for total, n in zip(folders[folder], counts)]
    whole = folders.pop('all of src', [0, 0])
    if whole[1] == 0:
        sys.exit(f'{build}: no test has run here, or it was built without -Db_coverage=true')
    for folder, (run, lines) in [*sorted(folders.items()), ('all of src', whole)]:
        print(f'{folder:20} {100 * run / lines:5.1f} %  {run:6} of {lines:6} lines')


if __name__ == '__main__':
    main(*sys.argv[1:])
