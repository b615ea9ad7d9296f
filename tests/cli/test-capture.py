#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bytes that Prise keeps and sends, beside what a capture of the interface saw."""

import gzip
import os
import pathlib
import tempfile

from capture import MIB, Capture, captured
from http_peer import answering, chunked, response, sized
from prise_cli import Cli, datagram_socket, has_ipv6, run, server
from tap import main, test

TEXT = b'Bonjour serveur\n' * 5000
REST = b'more than was said\0'
PACKED = gzip.compress(TEXT)

# Answers, and the status with which prise-cli ends. What follows one is none of it.
ANSWERS = {
    'a length': (sized(TEXT, 'X-Latin: \xe9'), 0),
    'no body': (response(b'', status='204 No Content'), 0),
    'the end of the connection': (response(TEXT), 0),
    'chunks and trailers': (response(chunked(*[TEXT[:n] for n in (1, 999, 70000)],
                                             trailers=b'Check: sum\r\nX: \r\n'),
                                     'Transfer-Encoding: chunked'), 0),
    'gzip': (sized(PACKED, 'Content-Encoding: gzip'), 0),
    'gzip in chunks': (response(chunked(PACKED[:7], PACKED[7:]), 'Transfer-Encoding: chunked',
                                'Content-Encoding: gzip'), 0),
    'interim answers': (b'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n' +
                        sized(TEXT), 0),
    'bytes after its end': (sized(TEXT) + REST, 0),
    'bare line feeds, folds, spaces': (b'HTTP/1.1  200  Odd\nA : b\r\n  c\nContent-Length: 4\n\nbody',
                                       0),
    'lengths that conflict': (b'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde',
                              1),
    'bad chunks': (response(b'5\r\nabcde\r\nzz\r\nabc', 'Transfer-Encoding: chunked'), 1),
    'too short': (response(b'abc', 'Content-Length: 70000'), 1),
    'every byte': (bytes(range(256)) * 300, 1),
}


def sent_in(cli):
    return b''.join(cli.payloads('sent'))


def received_in(cli):
    return b''.join(cli.payloads('received'))


@test
def http_answers():
    """Answers of each kind: --raw, --json, and what was captured are the same bytes"""
    todo = iter(ANSWERS.values())
    peer = server(lambda connection: answering(next(todo)[0])(connection))
    with captured(peer) as (port, _, capture), tempfile.TemporaryDirectory() as folder:
        seen = []
        for number, (answer, status) in enumerate(ANSWERS.values()):
            raw = pathlib.Path(folder, 'raw')
            with Cli('http', '--json', f'--raw={raw}', f'http://127.0.0.1:{port}/{number}') as cli:
                cli.finish(status)
            seen.append((raw.read_bytes(), cli))
        streams = capture.wait_connections(len(ANSWERS))
    assert len(streams) == len(ANSWERS), len(streams)
    for number, (name, (answer, _)) in enumerate(ANSWERS.items()):
        (went, came), (raw, cli) = streams[number], seen[number]
        request = f'GET /{number} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n'.encode()
        assert went == request == sent_in(cli), (name, went, cli.lines)
        assert came == answer, (name, came)
        assert came == raw + (REST if came.endswith(REST) else b''), (name, raw[:200])
        assert came == received_in(cli), (name, cli.lines)


@test
def http_reused():
    """Of several requests on one connection, and by IPv6"""
    address, family = ('[::1]', 10) if has_ipv6() else ('127.0.0.1', 2)
    answers = [sized(TEXT), response(chunked(TEXT), 'Transfer-Encoding: chunked'), sized(b'last')]
    with captured(server(answering(*answers), family)) as (port, _, capture):
        with Cli('http', '--json', '--repeat=3', '--data=a=1', f'http://{address}:{port}/') as cli:
            cli.finish()
        [(went, came)] = capture.wait_connections(1)
    request = f'POST / HTTP/1.1\r\nHost: {address}:{port}\r\nContent-Length: 3\r\n\r\na=1'.encode()
    assert went == 3 * request == sent_in(cli), went
    assert came == b''.join(answers) == received_in(cli), came


@test
def http_request_as_it_is():
    """Of a request that is anything but HTTP"""
    data = os.urandom(300000)

    def handle(connection):
        got = 0
        while got < len(data):
            got += len(connection.recv(len(data) - got))
        connection.sendall(sized(b'answer'))

    with captured(server(handle)) as (port, _, capture), tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        with Cli('http', '--json', f'--request={file.name}', f'http://127.0.0.1:{port}/') as cli:
            cli.finish()
        [(went, came)] = capture.wait_connections(1)
    assert went == data == sent_in(cli)
    assert came == sized(b'answer') == received_in(cli)


@test
def http_large():
    """Of a body of 20 MB"""
    answer = sized(os.urandom(20 * 1000 * 1000))
    with captured(server(answering(answer)), 128 * MIB) as (port, _, capture):
        with tempfile.TemporaryDirectory() as folder:
            raw = pathlib.Path(folder, 'raw')
            run('http', '--quiet', f'--raw={raw}', f'http://127.0.0.1:{port}/')
            [(_, came)] = capture.wait_connections(1)
            assert came == raw.read_bytes(), 'what is kept is not what came'
    assert came == answer, 'what came is not what was sent'


@test
def tcp_both_ends():
    """Of prise-cli tcp-client and tcp-server: the entries of both are what was captured"""
    with Cli('tcp-server', '--json', '--reply=Recu: {data}', '127.0.0.1:0') as peer:
        with Capture(peer.port()) as capture:
            messages = ['Bonjour', r'\0\xFF\r\n', 'serveur']
            with Cli('tcp-client', '--json', f'127.0.0.1:{peer.port()}', *messages) as cli:
                cli.finish()
            [(went, came)] = capture.wait_connections(1)
        peer.stop()
    assert went == b'Bonjour\0\xff\r\nserveur' == sent_in(cli) == received_in(peer), went
    assert came.startswith(b'Recu: Bonjour'), came
    assert came == received_in(cli) == sent_in(peer), (came, cli.lines, peer.lines)


@test
def udp():
    """Of datagrams: each is one entry, from none to the most bytes"""
    sizes = (0, 1, 1400, 65507)
    with Cli('udp', '--bind=127.0.0.1:0', '--json', '--reply=echo') as cli:
        with Capture(cli.port()) as capture, datagram_socket() as peer:
            for size in sizes:
                peer.sendto(os.urandom(size), ('127.0.0.1', cli.port()))
                assert len(peer.recv(65536)) == size
            went, came = capture.wait_datagrams(2 * len(sizes))
        cli.stop()
    assert [len(data) for data in went] == list(sizes), went
    assert went == cli.payloads('received') and came == cli.payloads('sent'), cli.lines
    assert went == came


if __name__ == '__main__':
    main()
