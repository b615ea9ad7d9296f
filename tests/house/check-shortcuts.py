#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that the keys of the window are told as they are.

The tables of PriseShortcut say what each key does. The shortcuts window shows the first key of each action,
and no other than a key of that action; the manual page lists what the window shows; and the keys that
tooltips name are among them.
"""

import pathlib
import re
import sys
import xml.etree.ElementTree

# What no table has, because GTK or the message field itself does it.
GIVEN = {
    'menu.primary': ['F10'],
    'message.send': ['Return'],
    'message.new-line': ['<Shift>Return'],
    'message.recall': ['Up', 'Down'],
    'row.activate': ['Return'],
    'focus.next': ['Tab', '<Control>Tab'],
}
TABLE = re.compile(r'^static const PriseShortcut \w+\[\] = \{\n(.*?)^\};', re.MULTILINE | re.DOTALL)
ROW = re.compile(r'\{ "([^"]+)", \{ ((?:"[^"]+"(?:, )?)+) \} \}')
NAMES = {'Control': 'Ctrl', 'Return': 'Enter', 'comma': ',', 'question': '?'}
TOOLTIP = re.compile(r'\(((?:(?:Ctrl|Shift|Alt)\+)*(?:[A-Z]|F\d+|Enter|Delete))\)')


def read_tables(source):
    """Returns the keys of each action that the tables name."""
    rows = [row for path in sorted(source.glob('**/*.c'))
            for table in TABLE.findall(path.read_text(encoding='utf-8'))
            for row in ROW.findall(table)]
    return {action: re.findall(r'"([^"]+)"', keys) for action, keys in rows}


def read_window(path):
    """Yields group, actions, title and keys of each line of the shortcuts window."""
    for group in xml.etree.ElementTree.parse(path).iter('object'):
        if group.get('class') != 'AdwPreferencesGroup':
            continue
        for line in group.iter('object'):
            if line.get('class') == 'AdwActionRow':
                texts = {element.get('name'): element.text for element in line.iter('property')}
                yield (group.find('property').text, line.get('id').split(' '), texts['title'],
                       texts['accelerator'].split())


def read_manual(path):
    """Yields group, title and keys of each line of the manual's section of keys."""
    section = path.read_text(encoding='utf-8').split('.SH KEYS\n')[1].split('\n.SH ')[0]
    for part in section.split('.SS ')[1:]:
        group, *lines = part.split('.TP\n')
        for line in lines:
            keys, title = line.strip().split('\n')
            yield group.strip().strip('"'), title, re.sub(r'^\.BR? |"', '', keys).split(' ,  ')


def say(key):
    """Returns how people call an accelerator."""
    *modifiers, last = re.findall(r'[^<>]+', key)
    last = NAMES.get(last, last.upper() if len(last) == 1 else last)
    return '+'.join([NAMES.get(modifier, modifier) for modifier in modifiers] + [last])


def check_window(window, tables):
    """Yields what the window says of a key that isn't so, and what it doesn't say."""
    for _, actions, title, keys in window:
        for action in actions:
            if action not in tables:
                yield f'{title}: no table has {action}'
            elif tables[action][0] not in keys or not set(keys) <= set(tables[action]):
                yield f'{title}: {action} has the keys {tables[action]}, the window shows {keys}'
    shown = {action for _, actions, _, _ in window for action in actions}
    yield from (f'the shortcuts window lacks {action}' for action in tables if action not in shown)


def check_manual(window, manual):
    """Yields each line that the window or the manual page has for itself."""
    expected = [(group, title, [say(key) for key in keys]) for group, _, title, keys in window]
    yield from (f'the manual page lacks {line}' for line in expected if line not in manual)
    yield from (f'the manual page has {line}, the window has not' for line in manual if line not in expected)


def check_tooltips(source, tables):
    """Yields each key that a tooltip names and that does nothing."""
    known = {say(key) for keys in tables.values() for key in keys}
    for path in sorted(source.glob('**/*.ui')) + sorted(source.glob('**/*.c')):
        for key in TOOLTIP.findall(path.read_text(encoding='utf-8')):
            if key not in known:
                yield f'{path}: no table has {key}'


def main(root):
    root = pathlib.Path(root)
    source = root / 'src' / 'app'
    tables = {**read_tables(source), **GIVEN}
    window = list(read_window(source / 'prise-shortcuts-window.ui'))
    manual = list(read_manual(root / 'data' / 'prise.1'))
    wrong = [*check_window(window, tables), *check_manual(window, manual), *check_tooltips(source, tables)]
    print('\n'.join(wrong))
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
