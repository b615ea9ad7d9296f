#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Responses that come before the end of an upload, after which the server breaks off: prise-cli
shows no fewer of them than curl, and tcp-client loses no byte that came.

PRISE_EARLY_TRIES says how often each is tried: some here, a thousand before a release.
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
SIZES = (1, 1000, 16_000, 60_000, 200_000, 1_000_000, 2_500_000, 5_000_000, 12_000_000, 40_000_000)
BODY = b'too large\n' * 20
RESPONSE = b'HTTP/1.1 413 Too Large\r\nContent-Length: %d\r\nConnection: close\r\n\r\n' % len(BODY) + BODY


def close_unread(connection):
    """What wasn't read makes the system send a reset."""


def finish_first(connection):
    """The end of the response, and then a reset."""
    connection.shutdown(socket.SHUT_WR)


def reset(connection):
    """A reset whatever was read."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))


class Server:
    """Reads a little of each request, responds, and breaks off."""

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
                connection.recv(1000)
                connection.sendall(self.text)
                self.how(connection)


def count(port, command, expected, file):
    """How many of the tries gave all that was expected."""
    n = 0
    for _ in range(TRIES):
        with open(file, 'rb') as upload:
            done = subprocess.run([*command, f'127.0.0.1:{port}'], stdin=upload, timeout=LIMIT,
                                  capture_output=True, check=False)
        n += expected in done.stdout
    return n


def compare(how):
    with tempfile.NamedTemporaryFile() as file:
        ours = [PROGRAM, 'http', '-i', '--data=@' + file.name]
        curl = ['curl', '-s', '-i', '-H', 'Expect:', '--data-binary', '@' + file.name]
        for size in SIZES:
            file.truncate(size)
            with Server(RESPONSE, how) as port:
                n_ours = count(port, ours, RESPONSE, file.name)
                n_curl = count(port, curl, RESPONSE, file.name) if shutil.which('curl') else TRIES
            print(f'# {how.__name__}, {size} bytes: {n_ours} of {TRIES}, curl {n_curl}', flush=True)
            assert n_ours >= n_curl, (how.__name__, size, n_ours, n_curl)


@test
def unread():
    """A server that closes without having read all is heard"""
    compare(close_unread)


@test
def finished():
    """A server that finishes, and closes without having read all, is heard"""
    compare(finish_first)


@test
def resets():
    """A server that resets at once is heard"""
    compare(reset)


@test
def plain():
    """Bytes before a reset are entries of a plain TCP client"""
    with tempfile.NamedTemporaryFile() as file:
        for size in SIZES:
            file.truncate(size)
            with Server(b'enough', close_unread) as port:
                n = count(port, [PROGRAM, 'tcp-client', '--raw'], b'enough', file.name)
            print(f'# {size} bytes: {n} of {TRIES}', flush=True)
            assert n == TRIES, (size, n)


if __name__ == '__main__':
    main()
