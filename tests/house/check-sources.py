#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks what every source file owes its reader.

An SPDX line at its head, at most 800 lines (an alarm: one role a file), no function above 60 lines
(100 for class_init), and a documentation block, in which each line says something, for each public
function whose name and type don't say all. Tests that comments name are there.
"""

import pathlib
import re
import sys

LONGEST_FILE = 800
LONGEST_FUNCTION = 60
LONGEST_CLASS_INIT = 100
SPDX = 'SPDX-License-Identifier: GPL-3.0-or-later'

FUNCTION = re.compile(r'^(\w+) \([^;{}]*\)\n\{\n(.*?)^\}', re.MULTILINE | re.DOTALL)
MENTION = re.compile(r'\btests/[\w/-]+\.(?:c|py|sh)\b')
PUBLIC = re.compile(
    r'^(?!static|#|typedef|G_D|/)\w[^;{}()=/#]*?\b(prise_\w+) \(([^;{}]*)\)[^;{}()]*;', re.MULTILINE)

# What these do is said by their names: and accessors, with no more than the object and the value.
SAYS_ALL = re.compile(r'_(?:new|copy|ref|unref|free|clear|equal|hash|get_type|quark)$')
ACCESSOR = re.compile(r'_(get|is|has|set)_')
MOST_PARAMETERS = {'get': 1, 'is': 1, 'has': 1, 'set': 2}

# In a documentation block, what isn't worth a line: '@self: a journal' in a function of the journal.
BLOCK = re.compile(r'^/\*\*\n \* (\w+):.*\n((?: \*(?!/).*\n)*) \*/', re.MULTILINE)
PARAMETER = re.compile(r'^ \* @(\w+): (.*)(?=\n(?! \*   ))', re.MULTILINE)
NOUN = re.compile(r'(?:an?|the) ([\w ]+)')


def sources(root):
    """Yields each file of the project that is code or markup of ours."""
    for pattern in ('src/**/*.[ch]', 'tests/**/*.[ch]', 'tests/**/*.py', 'tests/**/*.sh', 'src/**/*.ui',
                    'src/**/*.xml', 'data/*.css', 'data/*.gschema.xml'):
        yield from sorted(pathlib.Path(root).glob(pattern))


def check_file(path, text):
    """Yields what is wrong with the file as a whole."""
    lines = text.splitlines()
    if not any(SPDX in line for line in lines[:3]):
        yield f'{path}: no SPDX line at its head'
    if len(lines) > LONGEST_FILE:
        yield f'{path}: {len(lines)} lines, at most {LONGEST_FILE}'


def check_functions(path, text):
    """Yields each function of the C file that is too long to read."""
    for name, body in FUNCTION.findall(text):
        limit = LONGEST_CLASS_INIT if name.endswith('class_init') else LONGEST_FUNCTION
        length = body.count('\n')
        if length > limit:
            yield f'{path}: {name} () has {length} lines, at most {limit}'


def says_all(name, parameters):
    """Returns whether a stranger knows the function by its declaration."""
    accessor = ACCESSOR.search(name)
    return (SAYS_ALL.search(name) is not None or
            accessor is not None and parameters.count(',') < MOST_PARAMETERS[accessor[1]])


def check_documentation(header, text):
    """Yields each public function of the header that no file of its folder documents, and should."""
    folder = text + ''.join(source.read_text(encoding='utf-8')
                            for source in header.parent.glob('*.c'))
    for name, parameters in PUBLIC.findall(text):
        if not says_all(name, parameters) and f' * {name}:' not in folder:
            yield f'{header}: {name} () has no documentation block'


def check_mentions(root, path, text):
    """Yields each test that the file names and that isn't there."""
    for name in MENTION.findall(text):
        if not (pathlib.Path(root) / name).exists():
            yield f'{path}: there is no {name}'


def is_padding(name, parameter, text):
    """Returns whether the text says of a function's parameter what its name and type have said."""
    noun = NOUN.fullmatch(text)
    return (parameter == 'self' and noun is not None and
            set(noun[1].lower().split()) <= set(name.split('_')) or
            parameter == 'result' and text == 'the result' or
            parameter == 'user_data' and re.fullmatch(r'for @\w+', text) is not None)


def check_blocks(path, text):
    """Yields each line of a documentation block that says nothing."""
    for name, body in BLOCK.findall(text):
        if not body.replace('*', '').strip():
            yield f'{path}: the block of {name} says nothing'
        for parameter, description in PARAMETER.findall(body):
            if is_padding(name, parameter, description):
                yield f'{path}: {name} (): “@{parameter}: {description}” says nothing'


def main(root):
    wrong = []
    for path in sources(root):
        text = path.read_text(encoding='utf-8')
        wrong.extend(check_file(path, text))
        wrong.extend(check_mentions(root, path, text))
        if path.suffix == '.c':
            wrong.extend(check_functions(path, text))
            wrong.extend(check_blocks(path, text))
        if path.suffix == '.h' and 'src' in path.parts and not path.stem.endswith('-private'):
            wrong.extend(check_documentation(path, text))
    print('\n'.join(wrong))
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
