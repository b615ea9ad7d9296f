#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that includes point one way, as the table of rooms in src/meson.build says.

A room may include its own headers, those of the rooms that the table names beside it, and what those
may include. A header is included by its name alone, so each name may stand once in the house.
"""

import ast
import collections
import pathlib
import re
import sys

TOOLKIT = re.compile(r'^(gtk|gdk|adwaita|gsk|graphene)\b')
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)
TABLE = re.compile(r'^rooms = (\{.*?^\})', re.MULTILINE | re.DOTALL)


def read_table(source):
    """Returns for each room all that it may include, from a table in which each knows earlier ones."""
    known = {}
    for room, named in ast.literal_eval(TABLE.search((source / 'meson.build').read_text())[1]).items():
        known[room] = {room}.union(*(known[name] for name in named))
    return known


def complaints(path, room, known, home):
    """Yields one sentence for each include of the file that points the wrong way."""
    for name in INCLUDE.findall(path.read_text(encoding='utf-8')):
        if home.get(name, room) not in known[room]:
            yield f'{path}: {room} may not include {name}, which is in {home[name]}'
        if not room.startswith('app') and TOOLKIT.match(name):
            yield f'{path}: only the window may include {name}'


def main(root):
    source = pathlib.Path(root, 'src')
    known = read_table(source)
    files = collections.defaultdict(list)
    for path in sorted(source.glob('**/*.[ch]')):
        files[str(path.parent.relative_to(source))].append(path)
    wrong = [f'src/{room}: src/meson.build has no such room' for room in files if room not in known]
    home = {}
    for room, path in ((room, path) for room in files for path in files[room] if path.suffix == '.h'):
        if path.name in home:
            wrong.append(f'{path}: {home[path.name]} has a header of this name too')
        home[path.name] = room
    for room in known:
        for path in files[room]:
            wrong.extend(complaints(path, room, known, home))
    print('\n'.join(wrong))
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
