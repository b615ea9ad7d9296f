#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much memory prise-cli takes at most, whatever a peer sends without an end."""

import os
import subprocess
import threading
import zlib

from prise_cli import LIMIT, PROGRAM, server
from tap import Skip, main, test

MIB = 1 << 20
SIZE = 24 * MIB
BUDGET = ['--budget=4']
# What the program takes beside what the budget allows, and far less than what is sent.
ROOM = 20 * MIB
HEAD = b'HTTP/1.1 200 OK\r\n'


def repeat(piece, size=SIZE):
    """Pieces of some length that together are so long."""
    block = piece * (65536 // len(piece))
    return [block] * (size // len(block))


RESPONSES = {
    'a header': [HEAD + b'X: ', *repeat(b'a')],
    'headers': [HEAD, *repeat(b'X: a\r\n'), b'\r\n'],
    'headers that are wrong': [HEAD, *repeat(b'X\x01 : a\r\n'), b'\r\n'],
    'a folded header': [HEAD + b'X: a\r\n', *repeat(b' a\r\n'), b'\r\n'],
    'interim responses': [*repeat(b'HTTP/1.1 100 Continue\r\n\r\n'), HEAD + b'Content-Length: 0\r\n\r\n'],
    'long interim responses': [*[b'HTTP/1.1 103 Early Hints\r\n' + b'X: %s\r\n' % (b'a' * 1000) * 1000 + b'\r\n'] * 40,
                               HEAD + b'Content-Length: 0\r\n\r\n'],
    'a body': [HEAD + b'\r\n', *repeat(b'a')],
    'chunks': [HEAD + b'Transfer-Encoding: chunked\r\n\r\n', *repeat(b'1\r\na\r\n'), b'0\r\n\r\n'],
    'chunks that are wrong': [HEAD + b'Transfer-Encoding: chunked\r\n\r\n', *repeat(b'1 ;\r\na\r\n'),
                              b'0\r\n\r\n'],
    'a chunk extension': [HEAD + b'Transfer-Encoding: chunked\r\n\r\n1;a=', *repeat(b'a')],
    'trailers': [HEAD + b'Transfer-Encoding: chunked\r\n\r\n0\r\n', *repeat(b'X: a\r\n'), b'\r\n'],
    'JSON': [HEAD + b'Content-Type: application/json\r\n\r\n[', *repeat(b'1,', 2 * SIZE)],
    'deep JSON': [HEAD + b'Content-Type: application/json\r\n\r\n', *repeat(b'[', 2 * SIZE)],
    'no HTTP': repeat(b'abc\n'),
}


def measure(*arguments):
    """Runs prise-cli to its end; returns the most memory that it has had, in bytes."""
    process = subprocess.Popen([PROGRAM, *arguments], stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1), process.returncode
    return usage.ru_maxrss * 1024


def base():
    """What the program takes at least."""
    with open(PROGRAM, 'rb') as program:
        if b'__asan_init' in program.read():
            raise Skip('a sanitizer takes more memory than that')
    return measure('--version')


def sending(pieces):
    """A peer that sends them all, as far as somebody takes them."""
    def handle(connection):
        connection.recv(65536)
        try:
            for piece in pieces:
                connection.sendall(piece)
        except OSError:
            pass
    return server(handle)


def assert_bounded(what, limit, *arguments):
    size = measure(*arguments)
    assert size <= limit, f'{what}: {size / MIB:.1f} MiB, not {limit / MIB:.1f}'


@test
def endless_responses():
    """Whatever of a response has no end, the budget holds"""
    limit = base() + ROOM
    for what, pieces in RESPONSES.items():
        for option in ('--json', '-i') if what in ('a header', 'a body', 'chunks') else ('-i',):
            with sending(pieces) as (port, _):
                assert_bounded(f'{what}, {option}', limit, 'http', *BUDGET, option,
                               f'http://127.0.0.1:{port}/')


@test
def compressed_twice():
    """A response of some hundred bytes that becomes hundreds of MiB is written as it is decoded"""
    limit = base() + ROOM
    body = bytes(MIB)
    compressor = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b''.join(compressor.compress(body) for _ in range(300)) + compressor.flush()
    compressor = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = compressor.compress(body) + compressor.flush()
    assert len(body) < 4096, len(body)
    head = HEAD + b'Content-Encoding: gzip, gzip\r\nContent-Length: %d\r\n\r\n' % len(body)
    with sending([head + body]) as (port, _):
        assert_bounded('gzip', limit, 'http', *BUDGET, f'http://127.0.0.1:{port}/')


@test
def endless_stream():
    """A peer that only sends"""
    limit = base() + ROOM
    def handle(connection):
        for piece in repeat(b'a'):
            connection.sendall(piece)
    for option in ('--json', '--raw'):
        with server(handle) as (port, _):
            assert_bounded(option, limit, 'tcp-client', *BUDGET, option, f'127.0.0.1:{port}')


@test
def slow_output():
    """What nobody reads of the output isn't kept beyond the budget"""
    limit = base() + ROOM
    connected = threading.Event()
    def handle(connection):
        connected.set()
        for piece in repeat(b'a\n'):
            connection.sendall(piece)
        connection.close()
    with server(handle) as (port, _):
        process = subprocess.Popen([PROGRAM, 'tcp-client', *BUDGET, f'127.0.0.1:{port}'],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL)
        assert connected.wait(LIMIT), 'nobody came'
    # The peer has sent all, and only then the rest is read.
    output = process.stdout.read()
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    process.stdout.close()
    assert b'dropped' in output, output[-300:]
    assert usage.ru_maxrss * 1024 <= limit, usage.ru_maxrss


if __name__ == '__main__':
    main()
