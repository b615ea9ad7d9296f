#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that each translation is whole: nothing untranslated, nothing fuzzy, nothing out of date.

POTFILES.in must name every file that has text for people; the messages are then taken from the
sources again and compared with each .po file.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

# As meson's preset "glib", with which the template is made.
XGETTEXT = ['xgettext', '--from-code=UTF-8', '--add-comments', '--keyword=_', '--keyword=N_',
            '--keyword=C_:1c,2', '--keyword=NC_:1c,2', '--keyword=g_dcgettext:2',
            '--keyword=g_dngettext:2,3', '--keyword=g_dpgettext2:2c,3', '--flag=N_:1:pass-c-format',
            '--flag=C_:2:pass-c-format', '--flag=NC_:2:pass-c-format',
            '--flag=g_dngettext:2:pass-c-format', '--flag=g_strdup_printf:1:c-format',
            '--flag=g_string_printf:2:c-format', '--flag=g_string_append_printf:2:c-format',
            '--flag=g_error_new:3:c-format', '--flag=g_set_error:4:c-format']
HAS_TEXT = {
    '.c': re.compile(r'\b(?:_|N_|C_|NC_|ngettext|g_dngettext|gettext) \('),
    '.ui': re.compile(r'translatable="(?:yes|true)"'),
    '.in': re.compile(r''),
    '.xml': re.compile(r'<(?:summary|description)\b'),
}


def files_with_text(root):
    """Returns the names, relative to the root, of the files that have text for people."""
    candidates = [*root.glob('src/**/*.c'), *root.glob('src/**/*.ui'), *root.glob('data/*.in'),
                  *root.glob('data/*.gschema.xml')]
    return {str(path.relative_to(root)) for path in candidates
            if HAS_TEXT[path.suffix].search(path.read_text(encoding='utf-8'))}


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def check_language(root, template, language, scratch):
    """Yields what is wrong with the translation into one language."""
    po = root / 'po' / f'{language}.po'
    try:
        run('msgfmt', '--check', '--output-file=/dev/null', str(po))
    except subprocess.CalledProcessError as error:
        yield error.stderr
        return
    merged = scratch / po.name
    run('msgmerge', '--quiet', '--no-fuzzy-matching', '--output-file', str(merged), str(po),
        str(template))
    for kind in ('--untranslated', '--only-fuzzy'):
        messages = run('msgattrib', kind, '--no-obsolete', '--no-wrap', str(merged))
        for message in re.findall(r'^msgid "(.+)"$', messages, re.MULTILINE):
            yield f'{po}: {kind[2:]}: {message}'
    if re.search(r'^#~ ', po.read_text(encoding='utf-8'), re.MULTILINE):
        yield f'{po}: it keeps messages that the sources no longer have'


def main(root):
    root = pathlib.Path(root)
    wrong = []
    listed = {line for line in (root / 'po' / 'POTFILES.in').read_text().splitlines()
              if line and not line.startswith('#')}
    with_text = files_with_text(root)
    wrong.extend(f'po/POTFILES.in: {name} has text for people' for name in with_text - listed)
    wrong.extend(f'po/POTFILES.in: {name} has none' for name in listed - with_text)
    with tempfile.TemporaryDirectory() as scratch:
        template = pathlib.Path(scratch, 'prise.pot')
        run(*XGETTEXT, '--output', str(template), *sorted(with_text), cwd=root)
        messages = template.read_text(encoding='utf-8')
        for message in re.findall(r'^msgid "(.*(?<!%)%)"$', messages, re.MULTILINE):
            wrong.append(f'a message ends in a macro, which xgettext can’t read: {message}')
        for language in (root / 'po' / 'LINGUAS').read_text().split():
            wrong.extend(check_language(root, template, language, pathlib.Path(scratch)))
    print('\n'.join(wrong))
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
