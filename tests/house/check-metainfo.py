#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that appstreamcli has nothing to say about the metainfo, pedantic as it may be.

check-metainfo.py METAINFO FILL TEMPLATE: the file as it is built, and the same with every address
known, as FILL makes it of TEMPLATE; that one must name the pictures beside the template. What an
older or a newer AppStream can't but say is named below.
"""

import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

ADDRESSES = {
    'HOMEPAGE': 'https://prise.example/',
    'BUGTRACKER': 'https://prise.example/issues',
    'SCREENSHOTS': 'https://prise.example/screenshots/',
}

EXPECTED = (
    # The application's id is the name of its desktop file, its icon and its settings too.
    'cid-contains-uppercase-letter io.github.prise.Prise',
    # Before 1.0, AppStream knows developer_name alone; since then, it tells it off.
    'unknown-tag developer',
    'developer-name-tag-deprecated',
)
# Only where the build was given no address.
EXPECTED_WITHOUT_HOMEPAGE = ('url-homepage-missing',)

IMAGE = re.compile(rf'width="(\d+)" height="(\d+)">{ADDRESSES["SCREENSHOTS"]}([\w.-]+)<')
ISSUE = re.compile(r'^[EWIP]: [^:]+:[^:]+: (.+)$', re.MULTILINE)


def complaints(path, expected):
    """Yields what AppStream has to say about the file that isn't expected."""
    report = subprocess.run(['appstreamcli', 'validate', '--no-net', '--no-color', '--pedantic', path],
                            env={**os.environ, 'LC_ALL': 'C.UTF-8'}, check=False,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    issues = [issue.strip() for issue in ISSUE.findall(report.stdout)]
    yield from (f'{path}: {issue}' for issue in issues if issue not in expected)
    if report.returncode != 0 and not issues:
        yield f'{path}: {report.stdout}'


def check_addresses(path, pictures):
    """Yields each address and each picture that should stand in the file and doesn't."""
    text = path.read_text(encoding='utf-8')
    yield from (f'{path}: no {address}' for address in ADDRESSES.values() if address not in text)
    named = {(name, int(width), int(height)) for width, height, name in IMAGE.findall(text)}
    there = {(picture.name, *struct.unpack('>16x2I', picture.read_bytes()[:24]))
             for picture in pictures.glob('*.png')}
    yield from (f'{path}: {name} of {width} × {height} pixels is named or there, not both'
                for name, width, height in named ^ there)


def main(built, fill, template):
    wrong = list(complaints(built, EXPECTED + EXPECTED_WITHOUT_HOMEPAGE))
    with tempfile.TemporaryDirectory() as scratch:
        whole = pathlib.Path(scratch) / pathlib.Path(template).name.removesuffix('.in')
        subprocess.run([sys.executable, fill, template, whole,
                        *(f'{name}={address}' for name, address in ADDRESSES.items())], check=True)
        wrong.extend(complaints(whole, EXPECTED))
        wrong.extend(check_addresses(whole, pathlib.Path(template).parent / 'screenshots'))
    print('\n'.join(wrong))
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
