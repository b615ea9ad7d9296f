#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""prise-cli http where something goes wrong: servers that do, outputs that can't, signals, time."""

import contextlib
import gzip
import json
import os
import pathlib
import pty
import re
import signal
import socket
import struct
import subprocess
import tempfile
import threading

from http_peer import answering, ask, ask_json, chunked, read_request, response, sized
from prise_cli import (LIMIT, PROGRAM, Cli, fill_backlog, peak_memory, read_all, run, server,
                       unused_port)
from tap import main, test


def held(first, done):
    """Answers with the first bytes, and then nothing until the event is set. Whoever asked may be
    gone before that, or before the answer."""
    def handle(connection):
        with contextlib.suppress(ConnectionError):
            read_request(connection)
            connection.sendall(first)
        assert done.wait(LIMIT), 'the one who asked is still there'

    return handle


@test
def truncated():
    """A body or head that ends too early is written as far as it came; a sentence and status 1"""
    compressed = gzip.compress(os.urandom(10000))
    cases = ((response(b'abc', 'Content-Length: 10'), b'abc', '7 bytes are missing'),
             (response(b'5\r\nabcde\r\n9\r\nfgh', 'Transfer-Encoding: chunked'), b'abcdefgh', 'body'),
             (response(b'5\r\nabcde\r\n', 'Transfer-Encoding: chunked'), b'abcde', 'body'),
             (response(compressed[:9], f'Content-Length: {len(compressed)}',
                       'Content-Encoding: gzip'), compressed[:9], 'bytes are missing'),
             (b'HTTP/1.1 200 OK\r\nA: b\r\n', b'', 'headers'), (b'HTTP/1.1 2', b'', 'headers'),
             (b'', b'', 'without a response'))
    for answer, body, words in cases:
        output, errors, _ = ask(answer, status=1)
        assert output == body and words in errors, (answer, output, errors)
        assert 'Content-Encoding' not in errors, errors
        assert ask(answer, '--raw=-', status=1)[0] == answer, answer
        last, _ = ask_json(answer, status=1)
        assert not last['complete'] and last['raw_size'] == len(answer), last


@test
def wrong():
    """What isn't right is told, and written all the same"""
    cases = ((b'Bonjour\r\n\r\n', b'Bonjour\r\n\r\n', 'HTTP/0.9', 1),
             (b'\x15\x03\x01\x00\x02\x02\x16', b'\x15\x03\x01\x00\x02\x02\x16', 'HTTP/0.9', 1),
             (response(b'zz\r\nabc', 'Transfer-Encoding: chunked'), b'zz\r\nabc', 'hexadecimal', 1),
             (response(b'abcdef', 'Content-Length: 3'), b'abc', '3 bytes follow', 0),
             (b'HTTP/1.1 200 OK\nContent-Length: 3\n\nabc', b'abc', 'LF alone', 0),
             (response(b'abc', 'Content-Length: 3', 'Content-Length: 4'), b'abc', 'more than once', 1),
             (response(b'abc', 'Content-Length: much'), b'abc', 'number', 1),
             (response(b'3;\r\nabc\r\n0\r\n\r\n', 'Transfer-Encoding: chunked'), b'abc',
              'extension', 0),
             (b'ICY 200 OK\r\n\r\nabc', b'abc', 'version', 0))
    for answer, body, words, status in cases:
        output, errors, _ = ask(answer, status=status)
        assert output == body and words in errors, (answer, output, errors)
        assert ask(answer, '--raw=-', status=status)[0] == answer[:len(answer) - 3 * ('follow' in words)]


@test
def invalid_length():
    """A length that nobody can go by leaves the response incomplete, whatever came"""
    for values in (('5', '6'), ('abc',), ('+5',), ('-1',)):
        answer = response(b'abcde', *(f'Content-Length: {value}' for value in values))
        last, _ = ask_json(answer, status=1)
        assert not last['complete'] and last['body_size'] == 5, (values, last)
        assert last['problems'][0]['code'] in ('bad-length', 'conflicting-lengths'), last


@test
def not_decodable():
    """Of what can't be decoded at all, what came is written, and the problem is told"""
    page = b'<!DOCTYPE html><p>Bonjour'
    output, errors, _ = ask(sized(page, 'Content-Encoding: gzip'), status=1)
    assert output == page and b'decoded' in errors.encode(), (output, errors)
    last, _ = ask_json(sized(page, 'Content-Encoding: gzip'), status=1)
    assert [problem['code'] for problem in last['problems']] == ['bad-content-coding'], last
    assert last['decoded_size'] == len(page), last


@test
def coding_without_body():
    """A coding that isn't known is nothing to tell of where there is no body"""
    answer = response(b'', 'Content-Encoding: br', 'Content-Length: 5')
    assert ask(answer, '--method=HEAD')[1] == '', answer


@test
def behind_coding():
    """Bytes behind the end of an encoded body are told of, and no part of it"""
    output, errors, _ = ask(sized(gzip.compress(b'Bonjour') + b'enfin', 'Content-Encoding: gzip'))
    assert output == b'Bonjour' and '5 bytes follow the end' in errors, (output, errors)


@test
def wrong_json():
    """JSON that isn't is a problem with its place"""
    body = b'{"a": 1,}'
    answer = sized(body, 'Content-Type: application/json')
    output, errors, _ = ask(answer)
    assert output == body and 'byte 8 of it' in errors, (output, errors)
    last, _ = ask_json(answer)
    assert [(problem['code'], problem['offset']) for problem in last['problems']] == [
        ('bad-json', len(answer) - 1)], last
    last, _ = ask_json(sized(b'{"a": [1, "\\u00e9"]}', 'Content-Type: application/vnd.api+json'))
    assert last['problems'] == [], last


@test
def said_at_once():
    """What is wrong with a head is said before the end, which may never come; and once"""
    for first, words in ((b'Recu: GET', b'HTTP/0.9'),
                         (response(b'abc', 'Content-Length: 3', 'Content-Length: 4'), b'more than once')):
        done = threading.Event()
        with server(held(first, done)) as (port, _):
            with subprocess.Popen([PROGRAM, 'http', f'http://127.0.0.1:{port}/'],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
                assert words in process.stderr.readline()
                done.set()
                assert words not in process.stderr.read()
                assert process.wait(LIMIT) == 1


@test
def wait_says_why():
    """When --wait is over, what is wrong so far is told: why it waited"""
    done = threading.Event()
    with server(held(response(b'abc', 'Content-Length: 3', 'Content-Length: 4'), done)) as (port, _):
        _, errors = run('http', '--wait=0.5', f'http://127.0.0.1:{port}/', status=1)
        done.set()
    assert b'more than once' in errors and b'within the time' in errors, errors
    assert b'ended in the middle' not in errors, errors


@test
def endless_header():
    """A header of any length takes no more memory than --budget, also where it is written"""
    size = 300 * 1024 * 1024
    piece = bytes(1024 * 1024).replace(b'\0', b'x')

    def handle(connection):
        read_request(connection)
        connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX: ')
        for _ in range(size // len(piece)):
            connection.sendall(piece)
        connection.sendall(b'\r\n\r\n')

    # A sanitizer keeps what was freed.
    options = os.environ.get('ASAN_OPTIONS', '') + ':quarantine_size_mb=8'
    with server(handle) as (port, _):
        command = [PROGRAM, 'http', '-i', '--budget=16', f'http://127.0.0.1:{port}/']
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              env={**os.environ, 'ASAN_OPTIONS': options}) as process:
            errors = process.stderr.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0 and b'64 KiB' in errors, (process.returncode, errors)
    assert usage.ru_maxrss * 1024 < 2 * size // 3, usage


@test
def broken_off_head():
    """With -i all that came of a head is written"""
    answer = b'HTTP/1.1 200 OK\r\nA: b\r\nC: d'
    assert ask(answer, '-i', status=1)[0] == answer


@test
def late():
    """Bytes that come late behind a response are told of, and are no part of the next one"""
    def handle(connection):
        read_request(connection)
        connection.sendall(b'HTTP/1.1 204 No Content\r\n\r\n')
        while not read_request(connection):
            pass
        connection.sendall(b'late')
        read_all(connection)

    connections = []

    def handle_in_turn(connection):
        connections.append(connection)
        if len(connections) == 1:
            handle(connection)
            return
        while read_request(connection):
            connection.sendall(response(b'', 'Content-Length: 0'))

    with server(handle_in_turn) as (port, _):
        output, errors = run('http', '--json', '--repeat=2', f'http://127.0.0.1:{port}/')
    responses = [json.loads(line) for line in output.splitlines() if b'"response"' in line]
    assert [(r['status'], r['reused']) for r in responses] == [(204, False), (200, False)], responses
    assert b'4 bytes follow' in errors, errors


@test
def response_timeout():
    """--response-timeout ends what says no more, before and within the response"""
    for first in (b'', response(b'abc', 'Content-Length: 10')):
        done = threading.Event()
        with server(held(first, done)) as (port, _):
            output, errors = run('http', '--response-timeout=0.5', f'http://127.0.0.1:{port}/', status=1)
            done.set()
        assert output == first[-3:] and b'Response timeout' in errors, (output, errors)
    _, errors = run('http', '--response-timeout=x', 'http://127.0.0.1/', status=2)
    assert b'--response-timeout' in errors, errors


@test
def location_for_a_terminal():
    """What a terminal would obey in a Location is shown as an escape"""
    answer = (b'HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://\x1b[31mred\r\n\r\n')
    _, errors, _ = ask(answer, '--location', status=1)
    assert '\x1b' not in errors and '[31mred' in errors, errors


@test
def verbose():
    """--verbose doesn't say that all is well where it isn't"""
    for answer, words in ((response(b'abc', 'Content-Length: 10'),
                           '200 OK, but 7 bytes of the body are missing.'),
                          (sized(b'[1,]', 'Content-Type: application/json'),
                           '200 OK, but its body isn’t valid JSON.'),
                          (sized(b'[1]', 'Content-Type: application/json'), '200 OK: ')):
        _, errors, _ = ask(answer, '-v', status=int('missing' in words))
        assert f'\n{words}' in errors, errors


@test
def marks_behind_status():
    """A status with other marks behind its digits is a status all the same"""
    for line, reason in (('HTTP/1.1 404: Not Found', 'Not Found'), ('HTTP/1.1 404Nope', 'Nope')):
        answer = line.encode() + b'\r\nContent-Length: 0\r\n\r\n'
        last, _ = ask_json(answer)
        assert last['status'] == 404 and last['reason'] == reason, last
        ask(answer, '--fail', status=1)


@test
def no_status():
    """What has no status code fails with --fail, and leaves the files as they were"""
    with tempfile.NamedTemporaryFile() as file:
        file.write(b'old')
        file.flush()
        answer = b'HTTP/1.1 Fine\r\nContent-Length: 1\r\n\r\nx'
        assert ask(answer)[0] == b'x'
        _, errors, _ = ask(answer, '--fail', f'--output={file.name}', status=1)
        assert len(errors.splitlines()) == 1 and 'status code' in errors, errors
        assert pathlib.Path(file.name).read_bytes() == b'old'


@test
def too_short():
    """What ends before it can be told from a status line is written, as any other that is none"""
    for answer in (b'H', b'HTTP', b'ICY '):
        assert ask(answer, status=1)[0] == answer, answer
    for body in (b'H', b'Bonjour'):
        output, _, _ = ask(b'HTTP/1.1 100 Continue\r\n\r\n' + body, status=1)
        assert output == body, output


@test
def codes():
    """What is a failure has a code in JSON, which says why; what isn't has none"""
    small = gzip.compress(bytes(2 * 1024 * 1024))
    cases = ((sized(b'x'), [], None), (sized(b'x', status='404 x'), [], None),
             (sized(b'x', status='404 x'), ['--fail'], 'status'),
             (b'', [], 'truncated'), (b'HTTP/1.1 2', [], 'truncated'),
             (response(b'abc', 'Content-Length: 10'), [], 'truncated'),
             (b'Bonjour\r\n\r\n', [], 'malformed'),
             (response(b'abc', 'Content-Length: 3', 'Content-Length: 4'), [], 'malformed'),
             (response(b'zz\r\nabc', 'Transfer-Encoding: chunked'), [], 'malformed'),
             (sized(gzip.compress(b'x')[:-4], 'Content-Encoding: gzip'), [], 'truncated'),
             (sized(b'\x1f\x8b not gzip', 'Content-Encoding: gzip'), [], 'malformed'),
             (sized(small, 'Content-Encoding: gzip'), ['--limit=1'], 'too-long'),
             (sized(b'x'), ['--output=/dev/full'], 'not-written'))
    for answer, options, code in cases:
        last, _ = ask_json(answer, *options, status=0 if code is None else 1)
        assert last.get('code') == code, (answer[:99], code, last)
    # Where that ends what goes on.
    for first, options, code in (
            (response(small, 'Content-Length: 9999999', 'Content-Encoding: gzip'), ['--limit=1'], 'too-long'),
            (response(b'x', 'Content-Length: 2'), ['--output=/dev/full'], 'not-written')):
        done = threading.Event()
        with server(held(first, done)) as (port, _):
            output, _ = run('http', '--json', *options, f'http://127.0.0.1:{port}/', status=1)
            done.set()
        last = json.loads(output.splitlines()[-1])
        assert last['code'] == code and 'Canceled' not in last.get('error', ''), last


@test
def byte_by_byte():
    """A response that comes one byte at a time is the same"""
    answer = (b'HTTP/1.1 100 Continue\r\n\r\n' +
              response(chunked(gzip.compress(b'Bonjour'), trailers=b'A: b\r\n'),
                       'Transfer-Encoding: chunked', 'Content-Encoding: gzip'))

    def dribble(connection):
        read_request(connection)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for i in range(len(answer)):
            connection.sendall(answer[i:i + 1])

    for option, expected in (('--output=-', b'Bonjour'), ('--raw=-', answer)):
        with server(dribble) as (port, _):
            output, errors = run('http', option, f'http://127.0.0.1:{port}/')
        assert output == expected and errors == b'', (output, errors)


@test
def streaming():
    """The body is written while it comes, decoded too"""
    coded = gzip.compress(os.urandom(100000))
    cases = ((response(b'', 'Content-Length: 20'), b'0123456789', b'9876543210', 10),
             (response(b'', 'Transfer-Encoding: chunked'), b'5\r\nabcde\r\n', b'0\r\n\r\n', 5),
             (response(b'', f'Content-Length: {len(coded)}', 'Content-Encoding: gzip'), coded[:80000],
              coded[80000:], 70000))
    for head, first, rest, size in cases:
        written = threading.Event()

        def handle(connection, first=head + first, rest=rest, written=written):
            read_request(connection)
            connection.sendall(first)
            assert written.wait(LIMIT), 'it waits for the end'
            connection.sendall(rest)

        with server(handle) as (port, _):
            command = [PROGRAM, 'http', f'http://127.0.0.1:{port}/']
            with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
                assert len(process.stdout.read(size)) == size
                written.set()
                process.stdout.read()
                assert process.wait(LIMIT) == 0


@test
def forgotten():
    """What is written needs neither memory nor a file any more"""
    size, n = 16 * 1024 * 1024, 12
    piece = os.urandom(size)
    # Where no file can be made, and AddressSanitizer doesn't keep what is freed.
    env = {**os.environ, 'TMPDIR': '/nonexistent',
           'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':quarantine_size_mb=1'}
    for header, sent in ((f'Content-Length: {n * size}', piece),
                         ('Transfer-Encoding: chunked', b'%x\r\n%s\r\n' % (size, piece))):
        turn = threading.Semaphore(1)

        def pour(connection, header=header, sent=sent, turn=turn):
            read_request(connection)
            connection.sendall(response(b'', header))
            for _ in range(n):
                assert turn.acquire(timeout=LIMIT)
                connection.sendall(sent)
            connection.sendall(b'0\r\n\r\n' if 'chunked' in header else b'')

        with server(pour) as (port, _):
            command = [PROGRAM, 'http', f'http://127.0.0.1:{port}/']
            with subprocess.Popen(command, stdout=subprocess.PIPE, env=env) as process:
                for _ in range(n):
                    # Before the last is read: behind it the process may be gone.
                    peak = peak_memory(process)
                    assert process.stdout.read(size) == piece
                    turn.release()
                assert process.stdout.read() == b''
                assert process.wait(LIMIT) == 0
        assert peak < 100 * 1024 * 1024, peak


@test
def reset():
    """A reset in the body is a sentence and status 1; what came before it is written"""
    taken = threading.Event()

    def break_off(connection):
        read_request(connection)
        connection.sendall(response(b'abc', 'Content-Length: 10'))
        assert taken.wait(LIMIT)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))

    with server(break_off) as (port, _):
        with Cli('http', '--json', f'http://127.0.0.1:{port}/') as cli:
            cli.wait_entry(kind='received')
            taken.set()
            cli.finish(1)
    last = cli.entries()[-1]
    assert last['kind'] == 'response' and last['decoded_size'] == 3 and last['error'], last
    assert last['error'].encode() in cli.errors, cli.errors


@test
def nobody_there():
    """Refused, and a name that doesn't resolve: a sentence that names it, and status 1"""
    port = unused_port()
    _, errors = run('http', f'http://127.0.0.1:{port}/', status=1)
    assert f'127.0.0.1:{port}'.encode() in errors and b'refused' in errors, errors
    for option in ('-v', '-q', '--json', '-i'):
        _, errors = run('http', option, f'http://127.0.0.1:{port}/', status=1)
        assert errors.count(b'refused') == 1, (option, errors)
    _, errors = run('http', 'http://no-such-host.invalid/', status=1)
    assert b'no-such-host.invalid' in errors, errors


@test
def timeout():
    """A server that doesn't take the connection is given up after --timeout, with status 1"""
    with socket.socket() as listener:
        listener.bind(('127.0.0.1', 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        waiting = fill_backlog(port)
        try:
            _, errors = run('http', '--timeout=1', f'http://127.0.0.1:{port}/', status=1)
            assert f'127.0.0.1:{port}'.encode() in errors, errors
        finally:
            for connection in waiting:
                connection.close()


@test
def wait():
    """--wait ends what takes longer, before and within the answer; a sentence and status 1"""
    for first in (b'', b'HTTP/1.1 200', response(b'abc', 'Content-Length: 10')):
        done = threading.Event()
        with server(held(first, done)) as (port, _):
            output, errors = run('http', '--wait=0.2', '--json', f'http://127.0.0.1:{port}/', status=1)
            done.set()
        assert b'--wait' in errors and len(errors.splitlines()) == 1, errors
        assert b'"complete":false' in output.splitlines()[-1], output
        assert b'"code":"timed-out"' in output.splitlines()[-1], output
    run('http', f'--wait={LIMIT}', '--fail', f'http://127.0.0.1:{unused_port()}/', status=1)
    assert ask(sized(b'x'), f'--wait={LIMIT}')[0] == b'x'


@test
def signals():
    """A signal in the middle breaks off in order: what came is written, a sentence, status 1"""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        done = threading.Event()
        with server(held(response(b'abc\n', 'Content-Length: 10'), done)) as (port, _):
            with Cli('http', f'http://127.0.0.1:{port}/') as cli:
                cli.wait_line('abc')
                cli.stop(1, number)
            with Cli('http', '--json', f'http://127.0.0.1:{port}/') as cli:
                cli.wait_entry(kind='received')
                cli.stop(1, number)
            done.set()
        assert b'Interrupted' in cli.errors and len(cli.errors.splitlines()) == 1, cli.errors
        last = cli.entries()[-1]
        assert last['kind'] == 'response' and last['decoded_size'] == 4, last
        assert not last['complete'] and last['problems'] == [] or last['error'], last


@test
def second_signal():
    """A pipe that nobody empties doesn't keep it from ending: the second signal breaks off"""
    with server(answering(sized(bytes(10000000)))) as (port, _):
        command = [PROGRAM, 'http', f'http://127.0.0.1:{port}/']
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout.read(1) == b'\0'
            process.send_signal(signal.SIGINT)
            process.send_signal(signal.SIGTERM)
            assert process.wait(LIMIT) == 1


@test
def broken_repetition():
    """A signal between two of many requests is the end, a sentence and status 1"""
    seen = threading.Event()

    def handle(connection):
        with contextlib.suppress(ConnectionError):
            while read_request(connection):
                seen.set()
                connection.sendall(sized(b'x'))

    with server(handle) as (port, _):
        with Cli('http', '--repeat=1000000', '--quiet', f'http://127.0.0.1:{port}/') as cli:
            assert seen.wait(LIMIT)
            cli.stop(1, signal.SIGINT)
    assert b'Interrupted' in cli.errors and len(cli.errors.splitlines()) == 1, cli.errors


@test
def closed_output():
    """When nobody reads the body or the entries any more, it ends in order, a sentence and status 1"""
    for option in ('--output=-', '--raw=-', '--json'):
        done = threading.Event()

        def pour(connection, done=done):
            read_request(connection)
            connection.sendall(response(b'', 'Content-Length: 1000000000'))
            try:
                while not done.is_set():
                    connection.sendall(bytes(100000))
            except OSError:
                return True
            return False

        with server(pour) as (port, results):
            command = [PROGRAM, 'http', option, f'http://127.0.0.1:{port}/']
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
                assert process.stdout.read(1)
                process.stdout.close()
                assert process.wait(LIMIT) == 1, option
                errors = process.stderr.read()
                assert b'Nobody reads' in errors and errors.count(b'\n') == 1, (option, errors)
            done.set()
        assert results == [True], 'the server is told'


@test
def full_disk():
    """What can't be written is a sentence that names the file, and status 1"""
    answer = sized(os.urandom(100000))
    for option in ('--output=/dev/full', '--raw=/dev/full'):
        _, errors, _ = ask(answer, option, '--quiet', status=1)
        assert '“/dev/full”' in errors, errors
    with open('/dev/full', 'wb') as full, server(answering(answer)) as (port, _):
        done = subprocess.run([PROGRAM, 'http', f'http://127.0.0.1:{port}/'], stdout=full,
                              stderr=subprocess.PIPE, timeout=LIMIT, check=False)
    assert done.returncode == 1 and b'standard output' in done.stderr, done


@test
def nothing_sent():
    """A file that can't be opened is bad usage, before anybody is connected to"""
    with socket.create_server(('127.0.0.1', 0)) as listener:
        listener.setblocking(False)
        where = f'http://127.0.0.1:{listener.getsockname()[1]}/'
        for option in ('--output=/nonexistent/x', '--raw=/', '--request=/nonexistent', '--data=@/'):
            run('http', option, where, status=2)
        try:
            listener.accept()
            raise AssertionError('it has connected')
        except BlockingIOError:
            pass


def at_terminal(answer, *options, status=0):
    """What it writes to a terminal, and its errors."""
    master, slave = pty.openpty()
    with server(answering(answer)) as (port, _):
        command = [PROGRAM, 'http', *options, f'http://127.0.0.1:{port}/']
        with subprocess.Popen(command, stdout=slave, stderr=subprocess.PIPE) as process:
            os.close(slave)
            errors = process.stderr.read()
            assert process.wait(LIMIT) == status, (process.returncode, errors)
    output = b''
    try:
        while piece := os.read(master, 65536):
            output += piece
    except OSError:  # as a terminal ends
        pass
    os.close(master)
    return output.replace(b'\r\n', b'\n'), errors.decode()


@test
def terminal():
    """Text goes to a terminal; what is binary doesn't, unless --output=- asks for it"""
    text = 'Bonjour\n\té€😀\n'.encode()
    assert at_terminal(sized(text)) == (text, '')
    assert at_terminal(sized(b'long text ' * 100)) == (b'long text ' * 100, '')
    for body in (b'a\0b', b'\x89PNG\r\n', b'\x1b[31m', b'caf\xe9 noir', b'\xc2\x9b31m', b'\xe2\x82'):
        output, errors = at_terminal(sized(body), status=1)
        assert output == b'' and '--output' in errors, (body, output, errors)
        assert ask(sized(body))[0] == body, 'a pipe gets all'
    assert at_terminal(sized(b'a\x01b'), '--output=-') == (b'a\x01b', '')
    output, errors = at_terminal(sized(b'text', 'X: \x1b[2J'), '-i', status=1)
    assert b'\x1b' not in output and '--output' in errors, (output, errors)
    with tempfile.NamedTemporaryFile() as file:
        answer = sized(bytes(1000000))
        output, _ = at_terminal(answer, f'--raw={file.name}', status=1)
        assert output == b'' and pathlib.Path(file.name).read_bytes() == answer, 'the raw bytes are wanted all the same'


@test
def split_characters():
    """A character that is cut between two pieces is text to a terminal"""
    gates = [threading.Event()]
    text = '€😀'.encode()

    def handle(connection):
        read_request(connection)
        connection.sendall(response(text[:5], f'Content-Length: {len(text)}'))
        assert gates[0].wait(LIMIT)
        connection.sendall(text[5:])

    master, slave = pty.openpty()
    with server(handle) as (port, _):
        command = [PROGRAM, 'http', f'http://127.0.0.1:{port}/']
        with subprocess.Popen(command, stdout=slave, stderr=subprocess.PIPE) as process:
            os.close(slave)
            assert os.read(master, 100) == text[:3]
            gates[0].set()
            assert process.wait(LIMIT) == 0, process.stderr.read()
    assert os.read(master, 100) == text[3:]
    os.close(master)


@test
def closed_early():
    """A server that answers before it has read the request, and closes, is heard"""
    def refuse(connection):
        connection.sendall(sized(b'no', 'Connection: close', status='413 Too Large'))
        connection.shutdown(socket.SHUT_WR)
        return len(read_all(connection))

    with server(refuse) as (port, _):
        output, _ = run('http', '--data=x', f'http://127.0.0.1:{port}/')
    assert output == b'no'


@test
def unsent():
    """What a server that closes early hasn't taken of an upload is told, of a file as of a text"""
    size = 20_000_000

    def refuse(connection):
        connection.sendall(sized(b'no', 'Connection: close', status='413 Too Large'))

    with tempfile.NamedTemporaryFile() as file:
        file.truncate(size)
        for stdin, source in ((b'', file.name), (bytes(size), '-')):
            with server(refuse) as (port, _):
                output, errors = run('http', f'--data=@{source}', f'http://127.0.0.1:{port}/',
                                     stdin=stdin, status=1)
            missing, whole = map(int, re.search(rb'(\d+) of (\d+) bytes', errors).groups())
            assert output == b'no' and 0 < missing < whole and size < whole < size + 1000, errors


if __name__ == '__main__':
    main()
