#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that markup is well formed, and that each widget's .ui file stands in the resources."""

import pathlib
import sys
import xml.etree.ElementTree


def main(root):
    wrong = []
    root = pathlib.Path(root)
    files = [*root.glob('src/**/*.ui'), *root.glob('src/**/*.xml'), *root.glob('data/*.xml*'),
             *root.glob('data/icons/**/*.svg'), *root.glob('src/app/icons/*.svg')]
    for path in sorted(files):
        try:
            xml.etree.ElementTree.parse(path)
        except xml.etree.ElementTree.ParseError as error:
            wrong.append(f'{path}: {error}')
    listed = {element.text for path in root.glob('src/app/*.gresource.xml')
              for element in xml.etree.ElementTree.parse(path).iter('file')}
    wrong.extend(f'{path}: not in the resources' for path in sorted(root.glob('src/**/*.ui'))
                 if not any(name == path.name or name.endswith('/' + path.name) for name in listed))
    print('\n'.join(wrong))
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
