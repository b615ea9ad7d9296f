#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays the first lesson in the window, as a person would, and takes pictures of it.

lesson.py PROGRAM DIRECTORY [LANGUAGE]: starts the server, connects the client, sends `Bonjour serveur`,
and sees `Recu: Bonjour serveur` come back.
"""

import pathlib
import sys

from prise_ui import Program, is_free, prepare_locale, screenshot, wait_for


def play(program, pictures):
    """Plays the lesson; each step is seen in the window before the next one begins."""
    server = program.server()
    if not is_free(int(server.value('Port'))):
        server.type('Port', '0')
    server.click('Start Server')
    port = server.wait_for_text(r'127\.0\.0\.1:(\d+)')[1]
    print(f'The server listens on port {port}.')

    client = program.client()
    client.type('Port', port)
    client.click('Connect')
    client.find_button('Disconnect')
    print('The client is connected.')

    client.type('Message', 'Bonjour serveur')
    client.click('Send')
    client.wait_for_row('Recu: Bonjour serveur')
    print('The client sent “Bonjour serveur” and received “Recu: Bonjour serveur”.')
    screenshot(pictures / 'tcp-client.png')

    server = program.server()
    server.select_row('Recu: Bonjour serveur')
    wait_for(lambda: server.value('Inspector'), 'the bytes of the row')
    print('The server logged both.')
    screenshot(pictures / 'tcp-server.png')


def main(path, directory, language='en'):
    pictures = pathlib.Path(directory)
    scratch = prepare_locale(language)
    try:
        with Program(path, language, debug='') as program:
            play(program, pictures)
            program.press_close()
            status = program.wait_for_end()
    finally:
        if scratch is not None:
            scratch.cleanup()
    print(f'The pictures are {pictures}/tcp-client.png and {pictures}/tcp-server.png.')
    return status


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
