#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""prise-cli http: what it sends, what it writes, and what it says of it."""

import base64
import contextlib
import gzip
import hashlib
import json
import os
import pathlib
import pty
import re
import signal
import socket
import tempfile
import termios
import threading
import zlib

from http_peer import answering, ask, ask_json, by_path, chunked, read_request, response, sized
from prise_cli import (LIMIT, PROGRAM, Cli, french_environment, has_ipv6, peak_memory, read_all, run,
                       server, unused_port, wait_until)
from tap import Skip, main, test

# The cases of tests/http/redirect-cases.c.
REDIRECTS = pathlib.Path(__file__).parent.parent / 'http' / 'redirect-cases.json'

# What is typed before and in the URL, and what is sent, HOST standing for the authority.
REQUESTS = (
    ([], '/', b'GET / HTTP/1.1\r\nHost: HOST\r\n\r\n'),
    ([], '', b'GET / HTTP/1.1\r\nHost: HOST\r\n\r\n'),
    ([], '/caf\u00e9 noir?q=1#part', b'GET /caf%C3%A9%20noir?q=1 HTTP/1.1\r\nHost: HOST\r\n\r\n'),
    (['--method=PURGE'], '/x', b'PURGE /x HTTP/1.1\r\nHost: HOST\r\n\r\n'),
    (['--header=Accept: */*', '--header=accept:text/html'], '/',
     b'GET / HTTP/1.1\r\nHost: HOST\r\nAccept: */*\r\naccept: text/html\r\n\r\n'),
    (['--header=host: example.com'], '/', b'GET / HTTP/1.1\r\nhost: example.com\r\n\r\n'),
    (['--header=Host:'], '/', b'GET / HTTP/1.1\r\n\r\n'),
    (['--header=Host;', '--header=X;'], '/', b'GET / HTTP/1.1\r\nHost:\r\nX:\r\n\r\n'),
    (['--header=Nothing:'], '/', b'GET / HTTP/1.1\r\nHost: HOST\r\n\r\n'),
    (['--header=X-Time: 12:30; now'], '/',
     b'GET / HTTP/1.1\r\nHost: HOST\r\nX-Time: 12:30; now\r\n\r\n'),
    (['--data=a=1&b=\u00e9'], '/',
     b'POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 8\r\n\r\na=1&b=\xc3\xa9'),
    (['-d', 'a=1', '--data=b=2', '-dc'], '/',
     b'POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 9\r\n\r\na=1&b=2&c'),
    (['-XPUT', '-HX: y', '-A', 'me', '-b', 'c=d', '-k', '-u', 'n:p'], '/',
     b'PUT / HTTP/1.1\r\nHost: HOST\r\nAuthorization: Basic bjpw\r\nUser-Agent: me\r\nCookie: c=d\r\n'
     b'X: y\r\n\r\n'),
    (['--data', '-XPUT', '--header', '-f: x'], '/',
     b'POST / HTTP/1.1\r\nHost: HOST\r\n-f: x\r\nContent-Length: 5\r\n\r\n-XPUT'),
    (['--data='], '/', b'POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n\r\n'),
    (['--data=abc', '--method=PUT', '--header=Content-Type: text/plain'], '/',
     b'PUT / HTTP/1.1\r\nHost: HOST\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nabc'),
    (['--data=abc', '--header=Content-Length:'], '/', b'POST / HTTP/1.1\r\nHost: HOST\r\n\r\n'),
    (['--data=abc', '--header=content-length: 2'], '/',
     b'POST / HTTP/1.1\r\nHost: HOST\r\ncontent-length: 2\r\n\r\nab'),
)


@test
def lesson():
    """The first request of the lesson, and nothing but the body on standard output"""
    output, errors, request = ask(sized(b'Bonjour\n', 'Server: x'), path='/a?b=c')
    assert re.fullmatch(rb'GET /a\?b=c HTTP/1\.1\r\nHost: 127\.0\.0\.1:\d+\r\n\r\n', request), request
    assert output == b'Bonjour\n' and errors == '', (output, errors)


@test
def requests():
    """What the options make of the request, byte for byte"""
    for options, path, expected in REQUESTS:
        with server(answering(sized())) as (port, results):
            run('http', *options, f'http://127.0.0.1:{port}{path}')
        wanted = expected.replace(b'HOST', b'127.0.0.1:%d' % port)
        assert results == [[wanted]], (options, results)


@test
def ipv6():
    """An IPv6 address stands in brackets, in the URL and in Host"""
    if not has_ipv6():
        raise Skip('there is no IPv6 here')
    with server(answering(sized(b'six')), family=socket.AF_INET6) as (port, results):
        assert run('http', f'http://[::1]:{port}/')[0] == b'six'
    assert results == [[f'GET / HTTP/1.1\r\nHost: [::1]:{port}\r\n\r\n'.encode()]], results


@test
def authorization():
    """A user in the URL is basic authorization, unless a header says otherwise"""
    cases = (('user:p%40ss@', [], b'user:p@ss'), ('user@', [], b'user:'),
             ('u:p@', ['--header=Authorization: Bearer x'], None),
             ('u:p@', ['--header=Authorization:'], None))
    for user, options, pair in cases:
        with server(answering(sized())) as (port, results):
            run('http', *options, f'{user}127.0.0.1:{port}')
        line = b'Authorization: Basic ' + base64.b64encode(pair or b'') + b'\r\n'
        assert (line in results[0][0]) == (pair is not None), (user, options, results)
        assert b'Basic' in results[0][0] or pair is None, results


@test
def user():
    """--user takes a name and a password, from a file or the terminal too, and shows them to nobody"""
    def ask_for(option, **more):
        with server(answering(sized())) as (port, results):
            run('http', option, f'127.0.0.1:{port}', **more)
        return re.search(rb'Authorization: Basic (\S+)', results[0][0])[1]

    with tempfile.NamedTemporaryFile() as file:
        file.write(b'name:pass:word\nmore')
        file.flush()
        for option, stdin in (('--user=name:pass:word', b''), (f'--user=@{file.name}', b''),
                              ('--user=@-', b'name:pass:word\r\n')):
            assert base64.b64decode(ask_for(option, stdin=stdin)) == b'name:pass:word', option
    _, errors = run('http', '--user=@-', 'localhost:9', stdin=b'name', status=2)
    assert b'NAME:PASSWORD' in errors, errors


@test
def password_at_the_terminal():
    """--user with a name alone asks at the terminal, which doesn't show what is typed"""
    with server(answering(sized(b'in'))) as (port, results):
        pid, terminal = pty.fork()
        if pid == 0:
            # It asks at the terminal, wherever its errors go.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            os.execv(PROGRAM, [PROGRAM, 'http', '-u', 'name', f'127.0.0.1:{port}'])
        shown = b''
        while b'name' not in shown:
            shown += os.read(terminal, 1000)
        wait_until(lambda: not termios.tcgetattr(terminal)[3] & termios.ECHO, 'it shows what is typed')
        os.write(terminal, b'secret\n')
        try:
            while piece := os.read(terminal, 1000):
                shown += piece
        except OSError:  # as a terminal ends
            pass
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0, shown
        os.close(terminal)
    assert b'secret' not in shown and shown.endswith(b'in'), shown
    assert base64.b64encode(b'name:secret') in results[0][0], results


@test
def password_that_is_interrupted():
    """After a signal the terminal shows again what is typed"""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP):
        pid, terminal = pty.fork()
        if pid == 0:
            # Whoever runs the tests may ignore it, as nohup does.
            signal.signal(number, signal.SIG_DFL)
            os.execv(PROGRAM, [PROGRAM, 'http', '-u', 'name', '127.0.0.1:1'])
        shown = b''
        while b'name' not in shown:
            shown += os.read(terminal, 1000)
        wait_until(lambda: not termios.tcgetattr(terminal)[3] & termios.ECHO, 'it shows what is typed')
        os.kill(pid, number)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -number
        assert termios.tcgetattr(terminal)[3] & termios.ECHO, number
        os.close(terminal)


@test
def hidden_secrets():
    """Passwords don't stand in the list of processes"""
    asked = threading.Event()
    done = threading.Event()

    def handle(connection):
        read_request(connection)
        asked.set()
        assert done.wait(LIMIT)
        connection.sendall(sized())

    for arguments, shown in ((['-u', 'me:secret'], 'me:******'), (['-ume:secret'], '-ume:******'),
                             (['-iu', 'me:secret'], 'me:******'), (['-iume:secret'], '-iume:******'),
                             (['--user=me:secret'], '--user=me:******'),
                             (['-H', 'Authorization: secret'], 'Authorization:*******'),
                             (['--header=Accept: all', '-b', 'a=secret'], 'Accept: all')):
        asked.clear()
        done.clear()
        with server(handle) as (port, _):
            with Cli('http', *arguments, f'http://you:secret@127.0.0.1:{port}/a:b@c') as cli:
                assert asked.wait(LIMIT)
                line = pathlib.Path(f'/proc/{cli.process.pid}/cmdline').read_bytes().decode()
                done.set()
                cli.finish()
        assert 'secret' not in line and shown in line, (arguments, line)
        assert f'http://you:******@127.0.0.1:{port}/a:b@c' in line, line


@test
def files_stay():
    """--output and --raw leave a file as it was where nothing came, or a failure with --fail"""
    with tempfile.TemporaryDirectory() as folder:
        files = [pathlib.Path(folder, name) for name in ('output', 'raw')]
        options = [f'--output={files[0]}', f'--raw={files[1]}']
        for file in files:
            file.write_bytes(b'old')
            file.chmod(0o640)
        files[1].chmod(0o666)

        run('http', *options, f'127.0.0.1:{unused_port()}', status=1)
        ask(b'', *options, status=1)
        ask(sized(b'error', status='404 x'), '--fail', *options, status=1)
        assert [file.read_bytes() for file in files] == [b'old', b'old']
        ask(sized(b'error', status='404 x'), *options)
        assert files[0].read_bytes() == b'error'
        ask(sized(), *options)
        assert [file.read_bytes() for file in files] == [b'', sized()]
        assert [file.stat().st_mode & 0o777 for file in files] == [0o640, 0o666]

        link = pathlib.Path(folder, 'link')
        link.symlink_to(files[0])
        ask(sized(b'new'), f'--output={link}')
        assert link.is_symlink() and files[0].read_bytes() == b'new'
        os.link(files[0], pathlib.Path(folder, 'other'))
        ask(sized(b'newer'), f'--output={files[0]}')
        assert pathlib.Path(folder, 'other').read_bytes() == b'newer', 'a file with two names'
        ask(sized(b'x'), f'--output={folder}/made')
        mask = os.umask(0)
        os.umask(mask)
        assert pathlib.Path(folder, 'made').stat().st_mode & 0o777 == 0o666 & ~mask
        assert sorted(os.listdir(folder)) == ['link', 'made', 'other', 'output', 'raw']


@test
def local():
    """--local is from where it connects"""
    def handle(connection):
        read_request(connection)
        connection.sendall(sized())
        return connection.getpeername()[0]

    with server(handle) as (port, results):
        run('http', '--local=127.0.0.9:0', f'127.0.0.1:{port}')
    assert results == ['127.0.0.9'], results


@test
def statistics():
    """After --repeat a line tells of all responses together"""
    with by_path({'/': sized(b'x')}) as (port, _):
        where = f'http://127.0.0.1:{port}/'
        output, errors = run('http', '--repeat=7', where)
        assert output == b'x' * 7, output
        assert re.fullmatch(r'prise-cli: 7 of 7 responses are complete\. Times in ms: '
                            r'shortest [\d.]+, mean [\d.]+, longest [\d.]+\n', errors.decode()), errors
        assert run('http', '--repeat=7', '-q', where) == (b'', b'')
        assert run('http', where)[1] == b''
        assert b'7 of 7' in run('http', '--repeat=7', '-v', where)[1].splitlines()[-1]
        output, _ = run('http', '--repeat=3', '--json', where)
        last = json.loads(output.splitlines()[-1])
        assert (last['kind'], last['requests'], last['complete']) == ('statistics', 3, 3), last
        assert 0 < last['shortest_ms'] <= last['mean_ms'] <= last['longest_ms'], last
    _, errors, _ = ask(b'HTTP/1.1 2', '--repeat=2', status=1)
    assert '0 of 1 responses are complete\n' in errors, errors


@test
def form():
    """--form sends fields and files as multipart/form-data"""
    data = bytes(range(256)) + b'\r\n--x\0P\0N'
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, 'a.bin')
        file.write_bytes(data)
        _, _, request = ask(sized(), '-F', 'name=a\u00e9 b', '-Fempty=', '-F', f'file=@{file}',
                            '--form', f'bare=<{file};type=text/plain', '-F', f'x=@{file};filename=y.z')
        _, errors = run('http', '-F', f'file=@{folder}/nosuch', 'localhost:9', status=2)
        assert b'nosuch' in errors, errors
    head, body = request.split(b'\r\n\r\n', 1)
    boundary = re.search(rb'Content-Type: multipart/form-data; boundary=(\S+)\r\n', head + b'\r\n')[1]
    assert b'Content-Length: %d' % len(body) in head and head.startswith(b'POST '), head
    assert body.endswith(b'\r\n--' + boundary + b'--\r\n'), body[-99:]
    fields = [part.split(b'\r\n\r\n', 1) for part in body[:-len(boundary) - 8].split(b'--' + boundary + b'\r\n')[1:]]
    fields = [(head, content.removesuffix(b'\r\n')) for head, content in fields]
    disposition = b'Content-Disposition: form-data; name='
    octets = b'\r\nContent-Type: application/octet-stream'
    assert fields == [
        (disposition + b'"name"', b'a\xc3\xa9 b'), (disposition + b'"empty"', b''),
        (disposition + b'"file"; filename="a.bin"' + octets, data),
        (disposition + b'"bare"\r\nContent-Type: text/plain', data),
        (disposition + b'"x"; filename="y.z"' + octets, data)], fields

    _, _, request = ask(sized(), '-F', 'a=b', '-H', 'Content-Type: text/plain')
    assert request.lower().count(b'\r\ncontent-type:') == 1, 'two Content-Types'


@test
def data_from_files():
    """--data=@FILE sends the bytes of a file, or of standard input"""
    data = os.urandom(1000) + b'\r\n\0'
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        for name, stdin in ((file.name, b''), ('-', data)):
            _, _, request = ask(sized(), f'--data=@{name}', stdin=stdin)
            assert request.endswith(b'\r\nContent-Length: 1003\r\n\r\n' + data), request


@test
def streamed_upload():
    """A file is sent while it is read: little memory, any length, on a connection that is kept"""
    size = 256 * 1024 * 1024
    peaks = []

    def handle(connection):
        digests = []
        for _ in range(2):
            head = b''
            while b'\r\n\r\n' not in head:
                head += connection.recv(1)
            left = int(re.search(rb'Content-Length: (\d+)', head)[1])
            digest = hashlib.sha256()
            while left > 0:
                piece = connection.recv(min(left, 1024 * 1024))
                assert piece, left
                digest.update(piece)
                left -= len(piece)
            digests.append(digest.digest())
            peaks.append(peak_memory(clients[0].process))
            connection.sendall(sized(b'done'))
        return digests

    # AddressSanitizer would keep what is freed.
    env = {'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':quarantine_size_mb=1'}
    with tempfile.NamedTemporaryFile() as file:
        block = os.urandom(1024 * 1024)
        digest = hashlib.sha256()
        for _ in range(size // len(block)):
            file.write(block)
            digest.update(block)
        file.flush()
        clients = []
        with server(handle) as (port, results):
            with Cli('http', f'--data=@{file.name}', '--repeat=2', '--json', '-q', f'127.0.0.1:{port}',
                     env=env) as cli:
                clients.append(cli)
                cli.finish()
    assert results == [[digest.digest()] * 2]
    assert max(peaks) < 100 * 1024 * 1024, peaks
    assert [e['reused'] for e in cli.entries()[:2]] == [False, True], cli.lines


@test
def redirected_upload():
    """A file that is large goes again, whole, to where a redirect leads that keeps the method"""
    moved = response(b'', 'Content-Length: 0', 'Location: /new', status='307 x')
    with tempfile.NamedTemporaryFile() as file, by_path({'/': moved, '/new': sized(b'got')}) as (port, got):
        body = os.urandom(200000)
        file.write(body)
        file.flush()
        assert run('http', '--location', f'--data=@{file.name}', f'127.0.0.1:{port}')[0] == b'got'
    assert [request.partition(b'\r\n\r\n')[2] == body for request in got] == [True, True]


@test
def printed_upload():
    """--print-request shows a body that would be read from a file, too"""
    data = os.urandom(300000)
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        output, _ = run('http', '--print-request', f'--data=@{file.name}', 'localhost:9')
    assert output == b'POST / HTTP/1.1\r\nHost: localhost:9\r\nContent-Length: 300000\r\n\r\n' + data


@test
def upload_from_a_pipe():
    """What isn't a file is read to its end before: a pipe with a name, once"""
    data = os.urandom(300000)
    with tempfile.TemporaryDirectory() as folder:
        name = os.path.join(folder, 'pipe')
        os.mkfifo(name)
        writer = threading.Thread(target=lambda: pathlib.Path(name).write_bytes(data))
        writer.start()
        _, _, request = ask(sized(), f'--data=@{name}')
        writer.join(LIMIT)
    assert request.endswith(b'\r\nContent-Length: 300000\r\n\r\n' + data), request[:99]


@test
def upload_that_shrinks():
    """A file that has become shorter while it is sent is a sentence and status 1"""
    with tempfile.NamedTemporaryFile() as file:
        file.truncate(64 * 1024 * 1024)

        def handle(connection):
            connection.recv(1000)
            os.truncate(file.name, 1024)
            with contextlib.suppress(ConnectionError):
                read_all(connection)

        with server(handle) as (port, _):
            output, errors = run('http', f'--data=@{file.name}', '--json', f'127.0.0.1:{port}', status=1)
    assert b'shorter' in errors, errors
    assert json.loads(output.splitlines()[-1])['code'] == 'truncated', output


@test
def request_as_it_is():
    """--request sends any bytes exactly, from a file or standard input"""
    cases = (b'GET / HTTP/1.1\r\n\r\n', b'get /\n', bytes(range(256)), b'POST  / HTTP/9\rX\0\r\n',
             os.urandom(300000))
    for data in cases:
        def handle(connection, size=len(data)):
            got = b''
            while len(got) < size:
                got += connection.recv(size - len(got))
            connection.sendall(response(b'answer', 'Connection: close'))
            return got

        with tempfile.NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            for name, stdin in ((file.name, b''), ('-', data)):
                with server(handle) as (port, results):
                    output, _ = run('http', f'--request={name}', f'http://127.0.0.1:{port}/',
                                    stdin=stdin)
                assert results == [data] and output == b'answer', (results, output)


@test
def raw_and_output():
    """--raw keeps what came to the byte, --output the decoded body, or both"""
    body = os.urandom(200000)
    answer = response(chunked(gzip.compress(body[:150000] + bytes(200000))), 'Bad Header: x',
                      'Transfer-Encoding: chunked', 'Content-Encoding: gzip')
    decoded = body[:150000] + bytes(200000)
    with tempfile.TemporaryDirectory() as folder:
        raw, output = pathlib.Path(folder, 'raw'), pathlib.Path(folder, 'output')
        assert ask(answer, f'--raw={raw}', f'--output={output}')[0] == b''
        assert raw.read_bytes() == answer and output.read_bytes() == decoded
        assert ask(answer, f'--raw={raw}')[0] == decoded and raw.read_bytes() == answer
        assert ask(answer, '--raw=-')[0] == answer
        assert ask(answer, '--output=-')[0] == decoded
        assert ask(answer, '--raw=-', f'--output={output}')[0] == answer
        assert output.read_bytes() == decoded
        assert ask(answer, '--quiet')[0] == b''
        assert ask(answer, '--quiet', f'--output={output}')[0] == b''
        assert output.read_bytes() == decoded
        ask(sized(b'x'), f'--output={output}')
        assert output.read_bytes() == b'x', 'it was not emptied first'


@test
def include():
    """--include puts the final head before the body, as it came"""
    answer = b'HTTP/1.1 200  Odd\nA : b\r\nContent-Length: 4\r\n\r\nbody'
    assert ask(b'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n' + answer, '--include')[0] == answer
    assert ask(sized(), '-i')[0] == sized()
    assert ask(b'not http', '-i', status=1)[0] == b'not http'
    assert ask(response(b'', 'Content-Length: 9'), '-i', '--method=HEAD')[0].endswith(b'9\r\n\r\n')


@test
def json_object():
    """The object of --json: its members, their order, the offsets"""
    pieces = [b'Bonjour ', b'serveur']
    coded = gzip.compress(b''.join(pieces))
    head = response(b'', 'Transfer-Encoding: chunked', 'Content-Encoding: gzip', 'X-Latin: \xe9')
    answer = (b'HTTP/1.1 100 Continue\r\nA: b\r\n\r\n' + head +
              chunked(coded[:5], coded[5:], trailers=b'Check: sum\r\n'))
    last, entries = ask_json(answer)
    assert list(last) == ['kind', 'version', 'status', 'reason', 'headers', 'trailers', 'head_size',
                          'raw_size', 'body_size', 'decoded_size', 'problems', 'complete', 'reused',
                          'interim', 'timing'], list(last)
    assert (last['kind'], last['version'], last['status'], last['reason'], last['complete'],
            last['reused']) == ('response', '1.1', 200, 'OK', True, False), last
    assert [(h['name'], h['value']) for h in last['headers']] == [
        ('Transfer-Encoding', 'chunked'), ('Content-Encoding', 'gzip'), ('X-Latin', '\xe9')], last
    for header in last['headers'] + last['trailers'] + last['interim'][0]['headers']:
        assert answer[header['offset']:].startswith(header['name'].encode() + b':'), header
    assert [h['name'] for h in last['trailers']] == ['Check'], last
    assert last['head_size'] == answer.index(b'5\r\n\x1f') and last['raw_size'] == len(answer), last
    assert last['body_size'] == len(coded) and last['decoded_size'] == 15, last
    assert last['problems'] == [] and last['interim'][0]['status'] == 100, last
    assert [e['kind'] for e in entries if e['kind'] != 'note'] == [
        'opened', 'sent', *['received'] * sum(e['kind'] == 'received' for e in entries), 'closed']


@test
def json_timing():
    """The times of --json are numbers in their order; null where a phase was never reached"""
    timing = ask_json(sized(b'x'))[0]['timing']
    assert list(timing) == ['resolve_ms', 'connect_ms', 'tls_ms', 'first_byte_ms', 'total_ms'], timing
    assert timing['tls_ms'] is None
    assert 0 <= timing['resolve_ms'] + timing['connect_ms'] <= timing['first_byte_ms'], timing
    assert timing['first_byte_ms'] <= timing['total_ms'], timing
    # To the microsecond, not in 17 digits.
    output, _, _ = ask(sized(b'x'), '--json')
    assert len(re.findall(rb'"[a-z_]+_ms":\d+\.\d{3}[,}]', output)) == 4, output

    output, errors = run('http', '--json', f'http://127.0.0.1:{unused_port()}/', status=1)
    last = json.loads(output.decode().splitlines()[-1])
    assert last['kind'] == 'response' and last['status'] == 0 and not last['complete'], last
    assert last['version'] is None and last['reason'] is None and last['headers'] == [], last
    assert last['timing']['connect_ms'] is None and last['timing']['first_byte_ms'] is None, last
    assert last['code'] == 'refused', last
    assert 'refused' in last['error'] and 'refused' in errors.decode(), (last, errors)


@test
def json_outputs():
    """With --json the body goes to a file or nowhere; with --quiet the entries don't come either"""
    with tempfile.NamedTemporaryFile() as file:
        output = ask(sized(b'body'), '--json', f'--output={file.name}')[0]
        assert pathlib.Path(file.name).read_bytes() == b'body' and json.loads(output.splitlines()[-1])['decoded_size'] == 4
    output = ask(sized(b'body'), '--json', '--quiet')[0]
    assert [json.loads(line)['kind'] for line in output.splitlines()] == ['response'], output


@test
def json_problems():
    """What is wrong has an offset and a text, in the object and on standard error"""
    answer = b'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nSpace : x\nY: z\r\n\r\nab'
    output, errors, _ = ask(answer, '--json')
    last = json.loads(output.splitlines()[-1])
    assert {answer[p['offset']:p['offset'] + 1] for p in last['problems']} == {b' ', b'\n', b'b'}, last
    assert [p['code'] for p in last['problems']] == ['space-before-colon', 'bare-lf',
                                                     'extra-bytes'], last
    for problem in last['problems']:
        assert f'{problem["offset"]}: {problem["text"]}\n' in errors, (problem, errors)


@test
def verbose():
    """--verbose tells on standard error of entries, status, sizes and phases; the body stays alone"""
    output, errors, _ = ask(sized(b'body', status='404 Not Found'), '-v')
    assert output == b'body', output
    for words in (r'  ↑  \S+ +\d+  GET / HTTP/1\.1', r'  ↓  \S+ +\d+  HTTP/1\.1 404', r'  ○  ',
                  r'^404 Not Found: There is nothing at this path', r'headers \d+, body 4',
                  r'^  Resolving +\d+\.\d{3} ms$', r'^  In all +\d+\.\d{3} ms$'):
        assert re.search(words, errors, re.MULTILINE), (words, errors)


@test
def shown_trailers():
    """--verbose shows the trailers"""
    answer = response(chunked(b'x', trailers=b'Check: a\x07b\r\nOther: y\r\n'),
                      'Transfer-Encoding: chunked')
    _, errors, _ = ask(answer, '-v')
    assert 'Trailer: Check: a\\x07b\nTrailer: Other: y\n' in errors, errors


@test
def codings():
    """gzip and deflate are undone, also both, also in chunks; an unknown coding is told of"""
    body = b'Bonjour ' * 10000
    raw_deflate = zlib.compressobj(wbits=-15)
    cases = (('gzip', gzip.compress(body)), ('x-gzip', gzip.compress(body)),
             ('deflate', zlib.compress(body)), ('identity', body),
             ('deflate', raw_deflate.compress(body) + raw_deflate.flush()),
             ('deflate, gzip', gzip.compress(zlib.compress(body))),
             ('gzip', gzip.compress(body[:8]) + gzip.compress(body[8:])))
    for coding, coded in cases:
        header = f'Content-Encoding: {coding}'
        for answer in (sized(coded, header), response(coded, header, 'Connection: close'),
                       response(chunked(coded[:7], coded[7:]), header, 'Transfer-Encoding: chunked')):
            output, errors, _ = ask(answer)
            assert output == body and errors == '', (coding, output[:99], errors)

    output, errors, _ = ask(sized(b'coded', 'Content-Encoding: br'))
    assert output == b'coded' and '“br”' in errors, (output, errors)


@test
def bad_codings():
    """A body that isn't what its coding says is a sentence, a problem and status 1"""
    plain = os.urandom(5000)
    whole = gzip.compress(plain)
    for coded, position, decoded in (
            (b'not gzip at all', 0, 15), (whole[:2000], 2000, 0), (whole[:100] + bytes(500), 600, 0),
            (whole[:-5] + bytes((whole[-5] ^ 1,)) + whole[-4:], len(whole) - 4, len(plain))):
        output, errors, _ = ask(sized(coded, 'Content-Encoding: gzip'), '--json', status=1)
        last = json.loads(output.splitlines()[-1])
        assert last['complete'] and len(last['problems']) == 1, last
        assert last['problems'][0]['offset'] == last['head_size'] + position, last
        assert last['decoded_size'] >= decoded, last
        assert 'headers say' in errors and '--raw' in errors, errors


@test
def limit():
    """A small answer that becomes large stops at --limit, with a sentence and status 1"""
    answer = sized(gzip.compress(bytes(3 * 1024 * 1024)), 'Content-Encoding: gzip')
    output, errors, _ = ask(answer, '--limit=2', status=1)
    assert output == bytes(2 * 1024 * 1024) and '--limit' in errors and ' 2 MiB' in errors, errors
    assert ask(answer, '--limit=3')[0] == bytes(3 * 1024 * 1024)
    plain = response(chunked(bytes(3 * 1024 * 1024)), 'Transfer-Encoding: chunked')
    assert ask(plain, '--limit=1')[0] == bytes(3 * 1024 * 1024), 'what is not coded has no limit'


@test
def fail():
    """A response is status 0 whatever it says; with --fail, 4xx and 5xx are 1"""
    for code in (200, 204, 304, 399, 400, 404, 500, 599):
        answer = response(b'', 'Content-Length: 0', status=f'{code} x')
        ask(answer)
        ask(answer, '--fail', status=1 if code >= 400 else 0)
    output, errors, _ = ask(sized(b'why', status='404 x'), '--fail', status=1)
    assert output == b'why' and '404 x: There is nothing' in errors, (output, errors)
    _, errors, _ = ask(b'HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n', '--fail', status=1)
    assert '404 Not Found: There is nothing' in errors, 'without a reason phrase'


def follow(case):
    """Sends the request of a case with --location; returns what the second request should be, and was."""
    typed = [f'--method={case["method"]}', *(f'--header={line}' for line in case['headers'])]
    if 'body' in case:
        typed.append(f'--data={case["body"]}')
    if not case.get('has_length', True):
        typed.append('--header=Content-Length:')
    user = f'{case["user"]}@' if 'user' in case else ''
    next_user = f'{case["next_user"]}@' if 'next_user' in case else ''
    answers = {'/new': response(b'', 'Content-Length: 0')}
    with by_path(answers) as (next_port, next_requests), by_path(answers) as (port, requests):
        where = next_port if case.get('elsewhere') else port
        answers['/old'] = response(b'', 'Content-Length: 0', f'Location: http://{next_user}127.0.0.1:{where}/new',
                                   status=f'{case["status"]} Moved')
        run('http', '--location', *typed, f'http://{user}127.0.0.1:{port}/old')
    head = [f'{case["next"]["method"]} /new HTTP/1.1', f'Host: 127.0.0.1:{where}', *case['next']['headers']]
    expected = '\r\n'.join(head) + '\r\n\r\n' + case['next'].get('body', '')
    assert len(requests + next_requests) == 2 and requests[0].startswith(
        f'{case["method"]} /old '.encode()), (case, requests, next_requests)
    return expected.encode(), (requests + next_requests)[1]


@test
def redirects():
    """--location follows by the rules of the engine, to which the window is held by the same cases"""
    for case in json.loads(REDIRECTS.read_text()):
        expected, request = follow(case)
        assert request == expected, (case['what'], request)

    with by_path({'/': sized(b'old', 'Location: /new', status='302 x')}) as (port, requests):
        assert run('http', f'http://127.0.0.1:{port}/')[0] == b'old'
        assert len(requests) == 1, 'without --location it is not followed'


@test
def redirect_elsewhere():
    """To another server go neither the credentials nor the Host that were for the first"""
    secrets = ['--header=Authorization: Basic abc', '--header=Cookie: a=b', '--header=Host: first',
               '--header=X: y']
    with by_path({'/': sized(b'there')}) as (other, there):
        with by_path({'/': response(b'', 'Content-Length: 0', f'Location: http://127.0.0.1:{other}/',
                                    status='302 x')}) as (port, _):
            output, _ = run('http', '--location', *secrets, f'http://u:p@127.0.0.1:{port}/')
    expected = f'GET / HTTP/1.1\r\nHost: 127.0.0.1:{other}\r\nX: y\r\n\r\n'
    assert output == b'there' and there == [expected.encode()], there


@test
def redirects_that_end():
    """Ten are followed, in a circle no more; what Prise can't follow is a sentence and status 1"""
    chain = {f'/{i}': response(b'', 'Content-Length: 0', f'Location: /{i + 1}', status='302 x')
             for i in range(11)}
    with by_path({**chain, '/11': sized(b'end')}) as (port, got):
        assert run('http', '--location', f'http://127.0.0.1:{port}/1')[0] == b'end'
        assert len(got) == 11, got
        _, errors = run('http', '--location', f'http://127.0.0.1:{port}/0', status=1)
        assert len(got) == 22 and '10' in errors.decode(), errors

    for target, words in (('https://localhost/', ('“https://localhost/”', 'https', 'yet')),
                          ('ftp://localhost/', ('“ftp”',)), ('http://:0/\x1b[', ('\\x1B',))):
        moved = response(b'', 'Content-Length: 0', f'Location: {target}', status='302 x')
        _, errors, _ = ask(moved, '--location', status=1)
        assert all(word in errors for word in words) and '\x1b' not in errors, errors
    assert ask(sized(b'none', status='302 x'), '--location')[0] == b'none', 'without Location'


@test
def redirect_outputs():
    """Of a redirect that is followed no byte is written; --json has an object for each response"""
    answers = {'/': sized(b'old', 'Location: /new', status='301 Moved'), '/new': sized(b'new')}
    with by_path(answers) as (port, _):
        where = f'http://127.0.0.1:{port}/'
        assert run('http', '--location', '-i', where)[0] == sized(b'new')
        assert run('http', '--location', '--raw=-', where)[0] == sized(b'new')
        output, _ = run('http', '--location', '--json', '-q', where)
        objects = [json.loads(line) for line in output.splitlines()]
        assert [(o['status'], o['reused']) for o in objects] == [(301, False), (200, True)], objects


@test
def repeat():
    """--repeat sends the same on one connection while the server keeps it"""
    with server(answering(*[sized(b'a')] * 5)) as (port, results):
        output, _ = run('http', '--repeat=5', f'http://127.0.0.1:{port}/')
    assert output == b'aaaaa' and len(results) == 1 and len(set(results[0])) == 1, results

    with by_path({'/': sized(b'a')}) as (port, requests):
        output, _ = run('http', '--repeat=100', '--json', '-q', f'http://127.0.0.1:{port}/')
        objects = [json.loads(line) for line in output.splitlines()]
        assert [o['reused'] for o in objects[:-1]] == [False] + 99 * [True], objects
        assert len(requests) == 100
    with server(lambda c: c.sendall(read_request(c) and sized(b'b', 'Connection: close'))) as (
            port, results):
        output, errors = run('http', '--repeat=3', f'http://127.0.0.1:{port}/')
        assert output == b'bbb' and errors.startswith(b'prise-cli: 3 of 3 '), (output, errors)
    assert len(results) == 3


@test
def french():
    """In French it speaks French"""
    if 'PRISE_LOCALE_DIR' not in os.environ:
        raise Skip('no translations are built')
    with tempfile.TemporaryDirectory() as folder:
        env = french_environment(folder)
        answer = response(b'abc', 'Content-Length: 9', 'A : b', status='404 Not Found')
        _, errors, _ = ask(answer, '-v', status=1, env=env)
        for words in ('404 Not Found, mais il manque 6 octets du corps.', 'milieu du corps', '6 octets', 'À l’octet 44',
                      'En tout'):
            assert words in errors, (words, errors)
        _, errors = run('http', '--header=x', 'http://localhost/', status=2, env=env)
        assert '--header\u00a0: «\u00a0x\u00a0» n’est pas un en-tête' in errors.decode(), errors
        _, errors = run('http', 'https://localhost/', status=2, env=env)
        assert 'https' in errors.decode() and 'pas encore pris en charge' in errors.decode(), errors
        assert 'URL' in run('http', '--help', env=env)[0].decode()


if __name__ == '__main__':
    main()
