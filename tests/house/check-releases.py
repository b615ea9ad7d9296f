#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that NEWS, the metainfo and meson.build agree on what is released.

A heading of NEWS is 'Prise VERSION (DATE)', or 'Prise VERSION (not released yet)', which only the
newest may be: the metainfo calls that one a development release. meson.build builds the newest.
"""

import pathlib
import re
import sys
from xml.etree import ElementTree

NOT_YET = 'not released yet'
HEADING = re.compile(r'^Prise (\S+) \((.+)\)\n=+$', re.MULTILINE)
VERSION = re.compile(r"^project\(.*?\bversion: '([^']+)'", re.MULTILINE | re.DOTALL)
DATE = re.compile(r'\d{4}-\d\d-\d\d')


def order(version):
    return [int(number) for number in version.split('.')]


def check_news(releases):
    """Yields what is wrong with the headings of NEWS, (version, date) each, by themselves."""
    versions = [order(version) for version, _ in releases]
    if not releases or versions != sorted(versions, reverse=True):
        yield 'NEWS: the newest version comes first'
    for index, (version, date) in enumerate(releases):
        if not DATE.fullmatch(date) and (index > 0 or date != NOT_YET):
            yield f'NEWS: {version} has neither a date nor, as the newest may, “{NOT_YET}”'


def announced(metainfo):
    """Returns the metainfo's releases as NEWS would head them."""
    return [(release.get('version'),
             NOT_YET if release.get('type') == 'development' else release.get('date'))
            for release in ElementTree.parse(metainfo).iter('release')]


def main(root):
    root = pathlib.Path(root)
    releases = HEADING.findall((root / 'NEWS').read_text(encoding='utf-8'))
    wrong = list(check_news(releases))
    for metainfo in root.glob('data/*.metainfo.xml.in'):
        if announced(metainfo) != releases:
            wrong.append(f'{metainfo}: {announced(metainfo)}, and NEWS: {releases}')
    version = VERSION.search((root / 'meson.build').read_text(encoding='utf-8'))[1]
    if releases and version != releases[0][0]:
        wrong.append(f'meson.build: version {version}, and NEWS: {releases[0][0]}')
    print('\n'.join(wrong))
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
