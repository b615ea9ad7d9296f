#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that people read one word for one idea, in English and in French.

The messages are those of po/fr.po, which check-translations.py holds against the sources; with them
go the manual pages and what software centers show.
"""

import pathlib
import re
import sys

# What isn't said, and what is said instead.
ENGLISH = {
    r'answer\w*': 'response (HTTP), reply (an endpoint)',
    r'anew|connect\w* again': 're…, as in reconnect',
    r'cancell\w+': 'canceled',
    r'for\s+ever': 'forever',
    r'licence': 'license',
    r'time-outs?': 'timeout',
    r'for good': 'permanently',
    r'for now': 'temporarily',
    r'broke\w* (?:the connection )?off|breaks? off': 'reset, interrupted, aborted',
    r'no way to': 'no route to',
    r'look(?:ed|ing|s)? up|lookup': 'resolve',
    r'log in': 'authenticate',
    r'isn’t whole': 'is incomplete',
    r'may be given more than once': 'repeatable',
    r'without end': 'no limit',
    r'tells more': 'for details, run …',
    r'will stand here': 'appears here',
    r'(?:were|was|are|is) cut\b|\bcut longer': 'truncated',
    r'wants': 'needs',
}
FRENCH = {
    r'réinitialis\w+': 'rompre (une connexion), vider',
    r'gardé\w*': 'conservé',
    r'montr(?:er|é\w*)': 'afficher',
    r'effacer': 'vider',
    r'(?:port|hôte) destinataire': 'de destination',
    r's’identifier': 's’authentifier',
    r'tourne\w* en rond': 'boucle',
    r'caractères? de commande': 'de contrôle',
    r'pour de bon': 'définitivement',
    r'pour l’instant|pour le moment': 'temporairement',
    r'pas de route': 'aucune route',
    r'sans fin \(': 'sans limite',
    r'coupé\w*': 'tronqué',
    r'options avancées': 'plus d’options',
    r'(?<!nom d’)utilisateur et (?:un )?mot de passe': 'nom d’utilisateur',
    r'arrêtez-le\b': 'libérez-le',
    r'(?:tout de suite|aussitôt)': 'maintenant',
    r'en attente de connexions': 'à l’écoute',
}
# A space that breaks, or none, before a mark that has one in French; what people type has none.
SPACE = re.compile(r'(?:[\w»)%…’] |(?<=[a-zé»)]))[:;?!](?= |$)')
TYPED = re.compile(r'« [^»]*»|Recu:|\{.*?\}|--\w+=\S+|[A-Z][\w-]+: [a-z]')
UNIT = re.compile(r'(?:\d|%u|%d) (?:[KMG]io|secondes?|octets?)\b')


def read_messages(path):
    """Yields each message of a .po file: what was to be translated, and its translations."""
    for block in path.read_text(encoding='utf-8').split('\n\n'):
        fields = {'msgid': '', 'msgstr': ''}
        name = None
        for line in block.splitlines():
            begins = re.match(r'(msgctxt|msgid|msgstr)\S* (".*")$', line)
            name = begins[1] if begins else name
            quoted = begins[2] if begins else line
            if name in fields and quoted.startswith('"'):
                fields[name] += quoted[1:-1] + ('\n' if begins else '')
        if not fields['msgid'].strip():
            continue
        yield fields['msgid'].replace('\n', ''), fields['msgstr'].replace('\n', '')


def find(words, text):
    """Yields what a text says that it should say otherwise."""
    for pattern, instead in words.items():
        found = re.search(rf'\b(?:{pattern})', text, re.IGNORECASE)
        if found:
            yield f'“{found[0]}”: say {instead}'


def main(root):
    root = pathlib.Path(root)
    wrong = []
    for english, french in read_messages(root / 'po' / 'fr.po'):
        faults = [*find(ENGLISH, english), *find(FRENCH, french)]
        if SPACE.search(TYPED.sub('', french).rstrip(';')):
            faults.append('no non-breaking space before a mark')
        if UNIT.search(french):
            faults.append('no non-breaking space before a unit')
        if '\'' in french or '...' in french:
            faults.append('’ and … are the marks of people')
        wrong.extend(f'po/fr.po: {fault}: {english} | {french}' for fault in faults)
    pages = [*root.glob('data/*.1'), *root.glob('data/*.in'), root / 'README.md']
    for page in pages:
        for number, line in enumerate(page.read_text(encoding='utf-8').splitlines(), 1):
            wrong.extend(f'{page.relative_to(root)}:{number}: {fault}' for fault in
                         find(ENGLISH, line.replace('\\(aq', '’')))
    print('\n'.join(wrong))
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
