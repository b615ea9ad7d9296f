#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server sends before it breaks off, with an upload still under way, is shown whole, as often
as it is tried, whatever curl, ncat and socat lose of it.

PRISE_EARLY_TRIES says how often each is tried: some here, a thousand before a release. Where it is
set the others are tried too, and counted.
"""

import os
import shutil
import socket
import struct
import subprocess
import tempfile
import threading

from prise_cli import LIMIT, PROGRAM
from tap import main, test

TRIES = int(os.environ.get('PRISE_EARLY_TRIES', '2'))
COMPARES = 'PRISE_EARLY_TRIES' in os.environ
SIZES = (1, 1000, 16_000, 60_000, 200_000, 1_000_000, 2_500_000, 5_000_000, 12_000_000, 40_000_000)
BODY = b'too large\n' * 20
RESPONSE = b'HTTP/1.1 413 Too Large\r\nContent-Length: %d\r\nConnection: close\r\n\r\n' % len(BODY) + BODY


def respond(connection, text):
    """Before most of the request is read."""
    connection.recv(1000)
    connection.sendall(text)


def close_unread(connection, text):
    """What wasn't read makes the system send a reset."""
    respond(connection, text)


def finish_first(connection, text):
    """The end of the response, and then a reset."""
    respond(connection, text)
    connection.shutdown(socket.SHUT_WR)


def reset(connection, text):
    """A reset whatever was read."""
    respond(connection, text)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))


def turn_away(connection, text):
    """A reset before anybody has asked, as by a server that has too many clients."""
    connection.sendall(text)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))


class Server:
    """Says its text to each client, and breaks off."""

    def __init__(self, text, how):
        self.text, self.how = text, how
        self.socket = socket.create_server(('127.0.0.1', 0), backlog=64)
        self.port = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def __enter__(self):
        return self.port

    def __exit__(self, *_):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.thread.join(LIMIT)
        self.socket.close()

    def serve(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                try:
                    self.how(connection, self.text)
                except ConnectionError:
                    pass


def is_heard(command, expected, file):
    """Whether this program gave all that was expected."""
    with open(file, 'rb') as upload:
        done = subprocess.run(command, stdin=upload, timeout=LIMIT, capture_output=True, check=False)
    return expected in done.stdout


def compare(how, text, commands):
    """Each of the programs in turn, so that all have the same weather; ours is the first."""
    names = [name for name in commands if name == 'prise-cli' or COMPARES and shutil.which(name)]
    with tempfile.NamedTemporaryFile() as file:
        for size in SIZES:
            file.truncate(size)
            heard = dict.fromkeys(names, 0)
            with Server(text, how) as port:
                for _ in range(TRIES):
                    for name in names:
                        heard[name] += is_heard(commands[name](port, file.name), text, file.name)
            print(f'# {how.__name__}, {size} bytes, of {TRIES}: {heard}', flush=True)
            assert heard['prise-cli'] == TRIES, (how.__name__, size, heard)


def compare_http(how):
    compare(how, RESPONSE, {
        'prise-cli': lambda port, file: [PROGRAM, 'http', '-i', '--data=@' + file, f'127.0.0.1:{port}'],
        'curl': lambda port, file: ['curl', '-s', '-i', '-H', 'Expect:', '--data-binary', '@' + file,
                                    f'127.0.0.1:{port}']})


def compare_tcp(how):
    compare(how, b'enough', {
        'prise-cli': lambda port, _: [PROGRAM, 'tcp-client', '--raw', f'127.0.0.1:{port}'],
        'ncat': lambda port, _: ['ncat', '127.0.0.1', str(port)],
        'socat': lambda port, _: ['socat', '-', f'TCP:127.0.0.1:{port}']})


@test
def unread():
    """A server that closes without having read all is heard"""
    compare_http(close_unread)


@test
def finished():
    """A server that finishes, and closes without having read all, is heard"""
    compare_http(finish_first)


@test
def resets():
    """A server that resets at once is heard"""
    compare_http(reset)


@test
def turned_away():
    """A server that responds and resets before it is asked is heard"""
    compare_http(turn_away)


@test
def plain_unread():
    """A plain TCP client has what came before the reset of a peer that closes"""
    compare_tcp(close_unread)


@test
def plain_finished():
    """A plain TCP client has what came before the end, and the reset behind it"""
    compare_tcp(finish_first)


@test
def plain_resets():
    """A plain TCP client has what came before a reset"""
    compare_tcp(reset)


@test
def plain_turned_away():
    """A plain TCP client has what came before a reset that comes at once"""
    compare_tcp(turn_away)


if __name__ == '__main__':
    main()
