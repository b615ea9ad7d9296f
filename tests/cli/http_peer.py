# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers of HTTP that say what a script tells them, and what is asked of prise-cli http."""

import contextlib
import json
import re

from prise_cli import run, server


def response(body=b'', *headers, status='200 OK', version='1.1'):
    """The bytes of a response with these headers."""
    head = '\r\n'.join([f'HTTP/{version} {status}', *headers])
    return head.encode('latin-1') + b'\r\n\r\n' + body


def sized(body=b'', *headers, **more):
    """The same with its length."""
    return response(body, f'Content-Length: {len(body)}', *headers, **more)


def chunked(*pieces, trailers=b''):
    """A body in chunks."""
    return b''.join(b'%x\r\n%s\r\n' % (len(p), p) for p in pieces) + b'0\r\n' + trailers + b'\r\n'


def read_request(connection):
    """One request: up to the end of its head, and of its body where its length is given or it is in chunks.

    Empty at the end of the stream.
    """
    data = b''
    while b'\r\n\r\n' not in data:
        piece = connection.recv(1)
        if not piece:
            return data
        data += piece
    if re.search(rb'^Transfer-Encoding: *chunked\r$', data, re.MULTILINE | re.IGNORECASE):
        while not data.endswith(b'\r\n0\r\n\r\n') and (piece := connection.recv(1)):
            data += piece
        return data
    length = re.search(rb'^Content-Length: *(\d+)\r$', data, re.MULTILINE | re.IGNORECASE)
    left = int(length[1]) if length else 0
    while left > 0:
        piece = connection.recv(left)
        if not piece:
            break
        data += piece
        left -= len(piece)
    return data


def answering(*answers):
    """What a connection gets: to each request the next of these; returns the requests.

    Whoever is asked may break off what it doesn't want.
    """
    def handle(connection):
        requests = []
        with contextlib.suppress(ConnectionError):
            for answer in answers:
                requests.append(read_request(connection))
                connection.sendall(answer)
        return requests

    return handle


@contextlib.contextmanager
def by_path(answers):
    """A server that answers by the path, any number of requests on any number of connections.

    Yields the port, and the requests in the order in which they came.
    """
    requests = []

    def handle(connection):
        while request := read_request(connection):
            requests.append(request)
            connection.sendall(answers[request.split(b' ')[1].decode()])

    with server(handle) as (port, _):
        yield port, requests


def ask(answer, *options, path='/', stdin=b'', status=0, env=None):
    """Runs prise-cli http against one answer; returns (output, errors, the request)."""
    with server(answering(answer)) as (port, results):
        output, errors = run('http', *options, f'http://127.0.0.1:{port}{path}', stdin=stdin,
                             status=status, env=env)
    return output, errors.decode(), results[0][0]


def ask_json(answer, *options, path='/', status=0):
    """The same with --json; returns the last object, and all before it."""
    output, _, _ = ask(answer, '--json', *options, path=path, status=status)
    objects = [json.loads(line) for line in output.decode().splitlines()]
    return objects[-1], objects[:-1]
