#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that includes point one way: the engine knows neither GTK nor what stands on it."""

import pathlib
import re
import sys

MAY_INCLUDE = {
    'traffic': {'traffic'},
    'payload': {'payload'},
    'net': {'net', 'traffic', 'payload'},
    'http': {'http', 'net', 'traffic', 'payload'},
    'cli': {'cli', 'http', 'net', 'traffic', 'payload'},
    'app': {'app', 'http', 'net', 'traffic', 'payload'},
}
TOOLKIT = re.compile(r'^(gtk|gdk|adwaita|gsk|graphene)\b')
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def complaints(path, folder):
    """Yields one sentence for each include of the file that points the wrong way."""
    for mark, name in INCLUDE.findall(path.read_text(encoding='utf-8')):
        target = name.split('/')[0] if '/' in name else folder
        if mark == '"' and target in MAY_INCLUDE and target not in MAY_INCLUDE[folder]:
            yield f'{path}: {folder} may not include {name}'
        if folder != 'app' and TOOLKIT.match(name):
            yield f'{path}: only the window may include {name}'


def main(root):
    wrong = []
    for path in sorted(pathlib.Path(root, 'src').glob('*/*.[ch]')):
        if path.parent.name not in MAY_INCLUDE:
            wrong.append(f'{path}: what may {path.parent.name} include? Say so in this check')
        else:
            wrong.extend(complaints(path, path.parent.name))
    print('\n'.join(wrong))
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
