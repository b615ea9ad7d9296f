#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that no two controls of a page share a mnemonic, in any language: Alt and the letter would
only go from one to the other.
"""

import ast
import collections
import pathlib
import re
import sys
import xml.etree.ElementTree

# What stands together; a name with a colon: the function whose sentences take turns on one control.
PAGES = {
    'server page': ['prise-tcp-server-page.ui', 'prise-reply-group.ui', 'prise-composer.ui',
                    'prise-tcp-closures.c:prise_closure_server_button'],
    'client page': ['prise-tcp-client-page.ui', 'prise-composer.ui',
                    'prise-tcp-closures.c:prise_closure_client_button'],
    'udp page': ['prise-udp-page.ui', 'prise-reply-group.ui', 'prise-multicast-row.ui',
                 'prise-interface-row.ui', 'prise-composer.ui',
                 'prise-udp-closures.c:prise_closure_udp_button'],
    'http page': ['prise-http-page.ui', 'prise-http-request-form.ui', 'prise-http-auth-row.ui',
                  'prise-http-body-form.ui', 'prise-http-closures.c:prise_closure_http_button'],
    'preferences': ['prise-preferences-window.ui'],
}
MNEMONIC = re.compile(r'_(\w)')


def read_catalogue(path):
    """Returns the translations in a .po file, those with one form."""
    pairs = re.findall(r'^msgid ((?:".*"\n)+)msgstr ((?:".*"\n)+)',
                       path.read_text(encoding='utf-8'), re.MULTILINE)
    return {ast.literal_eval(f'({key})'): ast.literal_eval(f'({text})') for key, text in pairs}


def find(root, name):
    """Returns the one file of the window that has this name."""
    return next((root / 'src' / 'app').glob(f'**/{name}'))


def labels(root, name):
    """Yields the labels with a mnemonic, a list for each control: what it may say."""
    if ':' in name:
        file, function = name.split(':')
        source = find(root, file).read_text(encoding='utf-8')
        body = re.search(rf'^{function} \(.*?^}}', source, re.MULTILINE | re.DOTALL)[0]
        yield re.findall(r'_ \("(.+?)"\)', body)
        return
    for element in xml.etree.ElementTree.parse(find(root, name)).iter('property'):
        if element.get('name') in {'label', 'title'} and MNEMONIC.search(element.text or ''):
            yield [element.text]


def check_page(root, parts, translate):
    """Yields each letter that two controls share, with them."""
    users = collections.defaultdict(list)
    for control in (control for name in parts for control in labels(root, name)):
        shown = [translate(label) for label in control]
        for letter in {MNEMONIC.search(text)[1].lower() for text in shown}:
            users[letter].append('/'.join(shown))
    yield from (f'{letter}: {", ".join(shown)}' for letter, shown in users.items()
                if len(shown) > 1)


def main(root):
    root = pathlib.Path(root)
    catalogues = {language: read_catalogue(root / 'po' / f'{language}.po')
                  for language in (root / 'po' / 'LINGUAS').read_text().split()}
    wrong = [f'{page} in {language}: {pair}'
             for language, catalogue in {'en': {}, **catalogues}.items()
             for page, parts in PAGES.items()
             for pair in check_page(root, parts, lambda label: catalogue.get(label, label))]
    print('\n'.join(wrong))
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
