#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that what the guides name is there: folders and files, functions and types.

In HACKING.md and CONTRIBUTING.md, code between backticks or in a fenced block is read for paths that
begin in a folder of the project, for names of our files, and for names of functions and types of ours.
"""

import pathlib
import re
import sys

GUIDES = ['HACKING.md', 'CONTRIBUTING.md']
FOLDERS = ['src', 'tests', 'data', 'po', '.ci']
CODE = re.compile(r'^```.*?^```|`[^`\n]+`', re.MULTILINE | re.DOTALL)
LINK = re.compile(r'\]\(([^):#]+)\)')
PATH = re.compile(r'(?<![\w/.-])(?:src|tests|po|data|\.ci)(?:/[\w.-]+)*/?(?![\w*<…-])')
FILE = re.compile(r'(?<![\w/.-])(?:prise|test|check|bench|fuzz)-[\w-]+(?:\.(?:c|h|ui|py|sh))?(?![\w.*<…/-])')
NAME = re.compile(r'\b(?:prise_[a-z0-9_]+[a-z0-9](?= \()|Prise[A-Z]\w+\b)')


def project_files(root):
    """Returns the files of the project, without what is built or belongs to git."""
    return [path for folder in FOLDERS for path in sorted((root / folder).glob('**/*'))
            if path.is_file()]


def complaints(guide, text, root, stems, words):
    """Yields one sentence for each thing that the guide names and the project doesn't have."""
    for target in LINK.findall(text):
        if not (root / target).exists():
            yield f'{guide}: there is no {target}'
    for code in CODE.findall(text):
        for path in PATH.findall(code):
            if not (root / path).exists():
                yield f'{guide}: there is no {path}'
        for name in FILE.findall(code):
            if name not in stems:
                yield f'{guide}: no file is called {name}'
        for name in NAME.findall(code):
            if name not in words:
                yield f'{guide}: nothing is called {name}'


def main(root):
    root = pathlib.Path(root)
    files = project_files(root)
    stems = {'prise-cli'}.union(*({path.name, path.stem} for path in files))
    words = {word for path in files if path.suffix in {'.c', '.h'}
             for word in re.findall(r'\w+', path.read_text(encoding='utf-8'))}
    wrong = [line for guide in GUIDES
             for line in complaints(guide, (root / guide).read_text(encoding='utf-8'), root, stems, words)]
    print('\n'.join(wrong))
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
