#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays the first lesson in the window, as a person would, and takes pictures of it.

lesson.py PROGRAM DIRECTORY [LANGUAGE]: starts the server, connects the client, sends `Bonjour serveur`,
and sees `Recu: Bonjour serveur` come back; then the same by UDP, with a socket of this script's as client;
then an HTTP request, to a server of the script's own, for there may be no network.
"""

import http.server
import pathlib
import socket
import sys
import threading

from prise_ui import LIMIT, Program, is_free, prepare_locale, screenshot, wait_for

BODY = '{"message": "Bonjour", "de": "serveur"}\n'


def play_tcp(program, pictures):
    """Plays the lesson of TCP; each step is seen in the window before the next one begins."""
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


def play_udp(program, pictures):
    """Plays it by UDP: the window's socket replies to a stranger, and then itself."""
    page = program.udp()
    page.type('Local Port', '0')
    page.choose('Reply', 'Template')
    page.click('Open')
    port = int(page.wait_for_text(r'127\.0\.0\.1:(\d+)')[1])
    print(f'The UDP socket is open on port {port}.')

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(LIMIT)
        client.sendto(b'Bonjour serveur', ('127.0.0.1', port))
        reply = client.recv(4096).decode()
    page.wait_for_row(reply)
    print(f'A datagram “Bonjour serveur” got the reply “{reply}”.')

    page.type('Destination Port', str(port))
    page.type('Message', 'Bonjour à moi')
    page.click('Send')
    page.wait_for_row('Recu: Bonjour à moi')
    print('The socket sent itself a message, and replied to it.')
    page.select_row('Recu: Bonjour à moi')
    wait_for(lambda: page.value('Inspector'), 'the bytes of the row')
    screenshot(pictures / 'udp.png')


class Handler(http.server.BaseHTTPRequestHandler):
    """Responds to each GET with the body of the lesson."""

    def do_GET(self):
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY.encode())

    def log_message(self, *args):
        """Says nothing: the window does."""


def play_http(program, pictures):
    """Sends a request, and sees the response."""
    with http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            page = program.http()
            page.type('URL', f'http://127.0.0.1:{server.server_port}/')
            page.click('Send Request')
            page.wait_for_text('200 OK')
            page.find_button('Send Request')
            print('The HTTP server responded “200 OK”.')
            screenshot(pictures / 'http.png')
        finally:
            server.shutdown()


def main(path, directory, language='en'):
    pictures = pathlib.Path(directory)
    with prepare_locale(language), Program(path, language) as program:
        play_tcp(program, pictures)
        play_udp(program, pictures)
        play_http(program, pictures)
        program.press_close()
        status = program.wait_for_end()
    print(f'The pictures are in {pictures}: tcp-client.png, tcp-server.png, udp.png and http.png.')
    return status


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
