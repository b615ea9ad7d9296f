#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile bytes in every place that a peer can fill: none of them reaches a terminal as it came."""

import contextlib
import os
import pty
import re
import socket
import subprocess
import threading

from http_peer import answering, chunked, response, sized
from prise_cli import LIMIT, PROGRAM, connect, datagram_socket, read_all, server
from tap import main, test

# What terminals obey: C0, DEL and C1, the latter also as bytes of their own. Beside them, what turns
# the direction of text, and what isn't seen.
HOSTILE = b'\x1b[31mred\x07\x08\x9b2J\xc2\x9b2J\x7f\x00\x1f\xe2\x80\xae\xef\xbb\xbf\x1b]0;title\x07'

# The same without what isn't allowed in one line.
LINE = HOSTILE.replace(b'\0', b'')

# Also as UTF-8, for what says itself to be.
TEXT = 'a\x1b[31m\x9b2J\x7f\u202e\x07b'.encode()


class Terminal:
    """A program whose standard output and error are one terminal."""

    def __init__(self, *arguments):
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen([PROGRAM, *arguments], stdin=subprocess.DEVNULL, stdout=slave,
                                        stderr=slave)
        os.close(slave)
        self.shown = b''
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._gather, daemon=True)
        self._thread.start()

    def _gather(self):
        with contextlib.suppress(OSError):  # as a terminal ends
            while piece := os.read(self.master, 65536):
                with self._news:
                    self.shown += piece
                    self._news.notify_all()

    def wait_for(self, pattern):
        with self._news:
            assert self._news.wait_for(lambda: re.search(pattern, self.shown), LIMIT), self.shown
            return re.search(pattern, self.shown)

    def finish(self):
        """Waits for its end; returns what it showed, and its exit status."""
        status = self.process.wait(LIMIT)
        self._thread.join(LIMIT)
        os.close(self.master)
        return self.shown.replace(b'\r\n', b'\n'), status


def check(shown, what):
    """Nothing that a terminal would obey, and valid UTF-8."""
    text = shown.decode()
    bad = re.findall('[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]', text)
    assert not bad, (what, bad, text)


def show(*arguments):
    return Terminal(*arguments).finish()


@test
def tcp_client():
    """tcp-client shows what comes as escapes, or refuses it with --raw"""
    for data in (HOSTILE, TEXT):
        for options in ([], ['--json'], ['--quiet'], ['--raw']):
            with server(lambda c, data=data: (c.sendall(data), read_all(c))) as (port, _):
                shown, status = show('tcp-client', *options, f'127.0.0.1:{port}')
            check(shown, (options, data))
            assert status == (1 if options == ['--raw'] else 0), (options, shown)
            assert ('binary' in shown.decode()) == (options == ['--raw']), shown
    text = 'é€😀\tx\n'.encode()
    for cut in range(len(text)):
        def say(connection, cut=cut):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.sendall(text[:cut])
            connection.sendall(text[cut:])
            read_all(connection)

        with server(say) as (port, _):
            shown, status = show('tcp-client', '--raw', '--quiet', f'127.0.0.1:{port}')
        assert status == 0 and shown == text, (cut, shown)
    with server(lambda c: (c.sendall(text[:-5]), read_all(c))) as (port, _):
        shown, status = show('tcp-client', '--raw', '--quiet', f'127.0.0.1:{port}')
    assert status == 1 and shown.startswith('é€'.encode()), shown


@test
def tcp_server():
    """tcp-server too"""
    for options in ([], ['--json'], ['--raw'], ['--reply=echo']):
        terminal = Terminal('tcp-server', '--once', *options, '127.0.0.1:0')
        port = int(terminal.wait_for(rb'(?:127\.0\.0\.1:|"port":)(\d+)')[1])
        with connect(port) as client, contextlib.suppress(ConnectionError):
            client.sendall(HOSTILE)
            client.shutdown(socket.SHUT_WR)
            read_all(client)
        shown, status = terminal.finish()
        check(shown, options)
        assert status == (1 if options == ['--raw'] else 0), (options, shown)


@test
def udp():
    """udp too"""
    for options in ([], ['--json'], ['--raw'], ['--quiet']):
        terminal = Terminal('udp', '--bind=127.0.0.1:0', '--count=1', *options)
        port = int(terminal.wait_for(rb'(?:127\.0\.0\.1:|"port":)(\d+)')[1])
        with datagram_socket() as peer:
            peer.sendto(HOSTILE, ('127.0.0.1', port))
            shown, status = terminal.finish()
        check(shown, options)
        assert status == (1 if options == ['--raw'] else 0), (options, shown)


def header(name, value=LINE):
    return response(b'', 'Connection: close').replace(b'\r\n\r\n', b'\r\n' + name + value + b'\r\n\r\n')


# Each place of a response.
RESPONSES = (
    sized(HOSTILE), sized(TEXT), HOSTILE, b'HTTP/1.1 200 ' + LINE + b'\r\n\r\n',
    b'HTTP/1.1 404 ' + LINE + b'\r\nContent-Length: 0\r\n\r\n', b'HTTP/' + LINE + b' 200 OK\r\n\r\n',
    b'HTTP/1.1 ' + LINE + b'\r\n\r\n', header(b'X: '), header(b'', LINE + b': x'), header(b'', LINE),
    header(b'Content-Type: text/html; charset='), header(b'Content-Encoding: '),
    header(b'Transfer-Encoding: '), header(b'Content-Length: '), header(b'Set-Cookie: '),
    header(b'WWW-Authenticate: Basic realm='), header(b'Content-Type: '),
    response(b'3;' + LINE + b'\r\nabc\r\n0\r\n\r\n', 'Transfer-Encoding: chunked'),
    response(LINE + b'\r\nabc', 'Transfer-Encoding: chunked'),
    response(chunked(b'x', trailers=b'X: ' + LINE + b'\r\n'), 'Transfer-Encoding: chunked'),
    b'HTTP/1.1 103 ' + LINE + b'\r\nX: ' + LINE + b'\r\n\r\n' + sized(),
    *(b'HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: ' + place + b'\r\n\r\n'
      for place in (LINE, b'http://' + LINE, b'http://' + LINE + b'/', b'http://a:' + LINE,
                    b'http://[' + LINE + b']/', b'ftp://' + LINE, b'https://' + LINE, b'//' + TEXT,
                    b'http://127.0.0.1:1/' + LINE, b'http://' + TEXT + b'@127.0.0.1:1/')),
)


@test
def http():
    """http shows no control character of any place of a response, in any form"""
    for answer in RESPONSES:
        for options in ([], ['-i'], ['-v'], ['--json'], ['-q', '--fail'], ['--location', '-v'],
                        ['--location', '--json', '--fail']):
            with server(answering(answer)) as (port, _):
                shown, _ = show('http', *options, f'http://127.0.0.1:{port}/')
            check(shown, (options, answer))


if __name__ == '__main__':
    main()
