#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""prise-cli tcp-client against Python, ncat, socat, and prise-cli tcp-server."""

import contextlib
import hashlib
import json
import os
import re
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time

from prise_cli import LIMIT, PROGRAM, Cli, fill_backlog, read_all, run, server, tool, unused_port
from tap import Skip, main, test


def answer(connection):
    """Says what it got, when the client has finished."""
    data = read_all(connection)
    connection.sendall(b'Recu: ' + data)
    return data


@test
def lesson():
    """The lesson from the other side: one message, one answer"""
    with server(answer) as (port, results):
        output, errors = run('tcp-client', f'localhost:{port}', 'Bonjour serveur')
    assert results == [b'Bonjour serveur']
    assert re.search(r'  ↑  \S+ +15  Bonjour serveur\n', output.decode()), output
    assert re.search(r'  ↓  \S+ +21  Recu: Bonjour serveur\n', output.decode()), output
    assert errors == b'', errors


@test
def both_ends():
    """prise-cli talks to prise-cli"""
    with Cli('tcp-server', '--reply=Recu: {data}', '127.0.0.1:0') as peer:
        output, _ = run('tcp-client', '--raw', f'127.0.0.1:{peer.port()}', 'Bonjour serveur')
        assert output == b'Recu: Bonjour serveur', output
        peer.stop()


def listen_with(command):
    """Starts another program's server; returns it and its port when it listens."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    for line in process.stderr:
        found = re.search(rb'istening on (?:AF=2 )?127\.0\.0\.1:(\d+)', line)
        if found:
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return process, int(found[1])
    raise AssertionError(f'{command[0]} ended with {process.wait()}')


@test
def to_ncat():
    """What it sends, ncat receives"""
    command = [tool('ncat'), '-v', '-l', '127.0.0.1', str(unused_port())]
    process, port = listen_with(command)
    with process:
        run('tcp-client', '--line-ending=crlf', f'127.0.0.1:{port}', 'Bonjour', 'serveur')
        assert process.stdout.read() == b'Bonjour\r\nserveur\r\n'
        process.wait(LIMIT)


@test
def to_socat():
    """What it sends, socat gives back"""
    command = [tool('socat'), '-d', '-d', 'TCP-LISTEN:0,bind=127.0.0.1', 'EXEC:cat']
    process, port = listen_with(command)
    with process:
        output, _ = run('tcp-client', '--raw', f'127.0.0.1:{port}', 'Bonjour\\0serveur')
        assert output == b'Bonjour\0serveur', output
        process.wait(LIMIT)


@test
def escapes_and_hex():
    """Messages are text with escapes, or hex"""
    cases = ((['a\\n\\r\\t\\0\\x41\\u00e9\\\\'], b'a\n\r\t\0A\xc3\xa9\\'),
             (['--format=hex', '42 6f,6E', '0x00ff'], b'Bon\0\xff'),
             (['--format=hex', '--line-ending=lf', '42'], b'B\n'),
             (['--line-ending=cr', 'a', 'b'], b'a\rb\r'),
             (['--', '-q', '--'], b'-q--'),
             ([''], b''))
    for arguments, expected in cases:
        with server(read_all) as (port, results):
            run('tcp-client', f'127.0.0.1:{port}', *arguments)
        assert results == [expected], (arguments, results)


@test
def standard_input():
    """Standard input of 1 MiB arrives whole, and ends the sending"""
    data = os.urandom(1024 * 1024)
    with server(lambda c: hashlib.sha256(read_all(c)).digest()) as (port, results):
        run('tcp-client', '--quiet', f'127.0.0.1:{port}', stdin=data)
    assert results == [hashlib.sha256(data).digest()]


@test
def empty_input():
    """Empty standard input is an empty message: the peer gets an end of stream"""
    with server(answer) as (port, results):
        output, _ = run('tcp-client', '--raw', f'127.0.0.1:{port}')
    assert results == [b''] and output == b'Recu: ', (results, output)


@test
def back_pressure():
    """A peer that doesn't read stops the reading of standard input"""
    go_on = threading.Event()

    def read_late(connection):
        assert go_on.wait(LIMIT)
        return len(read_all(connection))

    size = 64 * 1024 * 1024
    with server(read_late) as (port, results):
        with Cli('tcp-client', '--quiet', f'127.0.0.1:{port}', stdin=subprocess.PIPE) as cli:
            fd = cli.process.stdin.fileno()
            os.set_blocking(fd, False)
            taken = fill(fd, size)
            assert taken < size, 'it read all'
            go_on.set()
            os.set_blocking(fd, True)
            cli.process.stdin.write(bytes(size - taken))
            cli.process.stdin.close()
            cli.finish()
    assert results == [size], results


def fill(fd, size):
    """Writes until nobody takes anything for a while, or all is written; returns how much that was."""
    import select
    taken = 0
    while taken < size and select.select([], [fd], [], 2)[1]:
        taken += os.write(fd, bytes(min(65536, size - taken)))
    return taken


@test
def raw_output():
    """--raw gives 1 MiB as it came, and its sentences on standard error"""
    data = os.urandom(1024 * 1024)
    with server(lambda c: c.sendall(data)) as (port, _):
        output, errors = run('tcp-client', '--raw', f'127.0.0.1:{port}')
    assert output == data
    assert str(port).encode() in errors


@test
def output_that_is_limited():
    """A file that may not grow any more (ulimit) is a sentence and status 1, not a signal"""
    with server(lambda c: c.sendall(bytes(100000))) as (port, _), tempfile.TemporaryFile() as file:
        done = subprocess.run(['sh', '-c', 'ulimit -f 1; exec "$@"', 'sh', PROGRAM, 'tcp-client', '--raw',
                               f'127.0.0.1:{port}'], stdin=subprocess.DEVNULL, stdout=file,
                              stderr=subprocess.PIPE, timeout=LIMIT, check=False)
    assert done.returncode == 1 and b'standard output: File too large' in done.stderr, done


@test
def output_that_does_not_block():
    """a standard output that somebody made non-blocking is waited for"""
    data = os.urandom(1024 * 1024)
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    with server(lambda c: c.sendall(data)) as (port, _), os.fdopen(reading, 'rb') as output:
        with subprocess.Popen([PROGRAM, 'tcp-client', '--raw', f'127.0.0.1:{port}'],
                              stdin=subprocess.DEVNULL, stdout=writing,
                              stderr=subprocess.DEVNULL) as process:
            os.close(writing)
            assert output.read() == data
            assert process.wait(LIMIT) == 0


@test
def json_output():
    """--json tells of the connection, of each byte, and of the end"""
    with server(answer) as (port, _):
        with Cli('tcp-client', '--json', f'127.0.0.1:{port}', 'Bonjour') as cli:
            cli.finish()
    peer = f'127.0.0.1:{port}'
    entries = [e for e in cli.entries() if e['peer'] == peer]
    kinds = [e['kind'] for e in entries]
    assert 'opened' in kinds and kinds[-1] == 'closed', kinds
    assert [e['text'] for e in entries if e['kind'] == 'sent'] == ['Bonjour']
    assert ''.join(e['text'] for e in entries if e['kind'] == 'received') == 'Recu: Bonjour'


@test
def ipv6():
    """It connects by IPv6 too, and finds out by itself for a name"""
    try:
        with server(answer, socket.AF_INET6) as (port, results):
            run('tcp-client', f'[::1]:{port}', 'x')
            run('tcp-client', f'localhost:{port}', 'y')
    except OSError as error:
        raise Skip(f'no IPv6 here: {error}') from error
    assert results == [b'x', b'y'], results


@test
def refused():
    """A refused connection is a sentence that names the address, and status 1"""
    port = unused_port()
    _, errors = run('tcp-client', f'127.0.0.1:{port}', 'x', status=1)
    assert f'127.0.0.1:{port}'.encode() in errors and b'refused' in errors, errors
    for option in ('--quiet', '--raw'):
        output, errors = run('tcp-client', option, f'127.0.0.1:{port}', 'x', status=1)
        assert output == b'' and errors.count(b'refused') == 1, (option, output, errors)
    output, _ = run('tcp-client', '--json', f'127.0.0.1:{port}', 'x', status=1)
    assert json.loads(output.splitlines()[-1])['code'] == 'refused', output


@test
def unresolvable():
    """A name that doesn't resolve is a sentence that names it, and status 1"""
    _, errors = run('tcp-client', 'no-such-host.invalid:80', 'x', status=1)
    assert b'no-such-host.invalid' in errors, errors


@test
def timed_out():
    """A peer that doesn't answer is given up after --timeout, with status 1"""
    with socket.socket() as listener:
        listener.bind(('127.0.0.1', 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        waiting = fill_backlog(port)
        try:
            _, errors = run('tcp-client', '--timeout=1', f'127.0.0.1:{port}', 'x', status=1)
            assert f'127.0.0.1:{port}'.encode() in errors, errors
        finally:
            for connection in waiting:
                connection.close()


@test
def reset():
    """A reset by the peer is an error entry, and status 1"""
    def break_off(connection):
        connection.recv(1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))

    with server(break_off) as (port, _):
        with Cli('tcp-client', '--json', f'127.0.0.1:{port}', 'x', 'y') as cli:
            cli.finish(1)
    assert [e for e in cli.entries() if e['kind'] == 'error'], cli.lines
    assert cli.errors != b''


def staying(done, reply=b''):
    """A peer that keeps the connection open."""
    def stay(connection):
        with contextlib.suppress(ConnectionError):
            connection.sendall(reply)
            read_all(connection)
        assert done.wait(LIMIT), 'the client is still there'

    return stay


@test
def wait():
    """--wait ends a connection that the peer keeps open; a failure if nothing came"""
    for reply, option, status in ((b'', '--wait=0.2', 1), (b'reply', '--wait=0.2', 0),
                                  (b'', '--wait=0', 0)):
        done = threading.Event()
        with server(staying(done, reply)) as (port, _):
            with Cli('tcp-client', '--json', option, f'127.0.0.1:{port}', stdin=subprocess.PIPE) as cli:
                if reply:
                    cli.wait_entry(kind='received')
                cli.process.stdin.close()
                cli.finish(status)
            done.set()
        assert (b'--wait' in cli.errors) == (status == 1), cli.errors
        assert status == 0 or cli.entries()[-1]['code'] == 'timed-out', cli.lines
        assert not any('in time' in line for line in cli.lines), 'it waited for more'


@test
def slow_reader():
    """--wait counts from when all is sent: a peer that takes its time gets all"""
    size = 8 * 1024 * 1024
    go_on = threading.Event()

    def read_late(connection):
        assert go_on.wait(LIMIT)
        n = len(read_all(connection))
        connection.sendall(b'done')
        return n

    with server(read_late) as (port, results):
        with Cli('tcp-client', '--json', f'--wait={LIMIT}', f'127.0.0.1:{port}',
                 stdin=subprocess.PIPE) as cli:
            writer = threading.Thread(target=lambda: (cli.process.stdin.write(bytes(size)),
                                                      cli.process.stdin.close()))
            writer.start()
            cli.wait_entry(kind='sent')
            go_on.set()
            writer.join(LIMIT)
            cli.finish()
    assert results == [size], results


@test
def peer_ends_first():
    """When the peer ends, so does it; what standard input still had is a sentence and status 1"""
    with server(lambda c: c.sendall(b'bye')) as (port, _):
        with Cli('tcp-client', '--json', f'127.0.0.1:{port}', stdin=subprocess.PIPE) as cli:
            cli.wait_line('bye')
            cli.finish(1)
    assert b'--keep-half-open' in cli.errors, cli.errors
    assert cli.entries()[-1]['code'] == 'not-sent', cli.lines


@test
def no_half_close():
    """With --no-half-close the peer gets no end of stream before it has finished itself"""
    def reply(connection):
        data = connection.recv(100)
        connection.sendall(b'Recu: ' + data)
        connection.settimeout(LIMIT if expected == b'' else 0.3)
        try:
            rest = connection.recv(100)
        except TimeoutError:
            rest = None
        connection.settimeout(LIMIT)
        connection.shutdown(socket.SHUT_WR)
        return data, rest, read_all(connection)

    for options, expected in (([], b''), (['--no-half-close'], None)):
        for arguments, stdin in ((['Bonjour'], b''), ([], b'Bonjour')):
            with server(reply) as (port, results):
                output, _ = run('tcp-client', '--raw', *options, f'127.0.0.1:{port}', *arguments,
                                stdin=stdin)
            assert results == [(b'Bonjour', expected, b'')], (options, arguments, results)
            assert output == b'Recu: Bonjour', output


@test
def check():
    """--check says whether somebody listens; with --wait it tries until somebody does"""
    with server(lambda c: read_all(c)) as (port, results):
        assert run('tcp-client', '--check', f'127.0.0.1:{port}') == (b'', b'')
        begin = time.monotonic()
        run('tcp-client', '--check', f'--wait={LIMIT}', f'127.0.0.1:{port}')
        assert time.monotonic() - begin < LIMIT / 2
    assert results == [b'', b''], 'it ends in order'

    port = unused_port()
    output, errors = run('tcp-client', '--check', f'127.0.0.1:{port}', status=1)
    assert output == b'' and errors.count(b'refused') == 1, (output, errors)
    output, errors = run('tcp-client', '--check', '--wait=0.2', f'127.0.0.1:{port}', status=1)
    assert output == b'' and errors.count(b'refused') == 1, (output, errors)
    with Cli('tcp-client', '--check', '--json', f'--wait={LIMIT}', f'127.0.0.1:{port}') as cli:
        cli.wait_entry(kind='error', code='refused')
        with socket.create_server(('127.0.0.1', port)):
            cli.finish()
    with socket.socket() as listener:
        listener.bind(('127.0.0.1', 0))
        listener.listen(0)
        waiting = fill_backlog(listener.getsockname()[1])
        output, errors = run('tcp-client', '--check', '--wait=0.3', '--json',
                             '127.0.0.1:%d' % listener.getsockname()[1], status=1)
        assert json.loads(output.splitlines()[-1])['code'] == 'timed-out', output
        assert b'--wait' in errors, errors
        for connection in waiting:
            connection.close()
    with Cli('tcp-client', '--check', '--json', f'--wait={LIMIT}', f'127.0.0.1:{port}') as cli:
        cli.wait_entry(kind='error', code='refused')
        cli.stop(1)
    assert b'Interrupted' in cli.errors, cli.errors


@test
def local():
    """--local is from where it connects: an address, a port, or both"""
    with socket.create_server(('127.0.0.1', 0)) as holder:
        free = unused_port()
        cases = (('127.0.0.3:0', lambda a: a[0] == '127.0.0.3'),
                 (f'127.0.0.4:{free}', lambda a: a == ('127.0.0.4', free)),
                 (f'{free}', lambda a: a[1] == free), (f'*:{free}', lambda a: a[1] == free))
        for option, is_good in cases:
            with server(lambda c: (c.getpeername(), read_all(c))[0]) as (port, results):
                run('tcp-client', f'--local={option}', f'127.0.0.1:{port}', 'x')
            assert is_good(results[0]), (option, results)

        where = f'127.0.0.1:{holder.getsockname()[1]}'
        _, errors = run('tcp-client', '--local=192.0.2.1:0', where, 'x', status=1)
        assert b'192.0.2.1' in errors, errors
        _, errors = run('tcp-client', '--local=[::1]:0', where, 'x', status=1)
        assert where.encode() in errors and b'local address' in errors, errors
        output, _ = run('tcp-client', '--json', f'--local={where}', where, 'x', status=1)
        assert json.loads(output.splitlines()[-1])['code'] == 'port-in-use', output


@test
def keep_alive():
    """--keep-alive has the system probe the peer"""
    tool('ss')
    done = threading.Event()
    with server(staying(done)) as (port, _):
        for options, wanted in (([], False), (['--keep-alive=7'], True)):
            with Cli('tcp-client', *options, f'127.0.0.1:{port}', stdin=subprocess.PIPE) as cli:
                cli.wait_line('Connected')
                shown = subprocess.run(['ss', '-tno', 'dst', f'127.0.0.1:{port}'], check=True,
                                       capture_output=True).stdout
                assert (b'timer:(keepalive,' in shown) == wanted, shown
                cli.process.kill()
        done.set()


@test
def peer_finishes_at_once():
    """A peer that finishes at once still gets all messages, or all of standard input"""
    data = os.urandom(8 * 1024 * 1024)

    def finish_first(connection):
        connection.shutdown(socket.SHUT_WR)
        return hashlib.sha256(read_all(connection)).digest()

    for arguments, expected in (([], data), (['a', 'b'], b'ab')):
        with server(finish_first) as (port, results):
            run('tcp-client', '--quiet', f'127.0.0.1:{port}', *arguments, stdin=data)
        assert results == [hashlib.sha256(expected).digest()], arguments


@test
def keep_half_open():
    """With --keep-half-open it goes on sending when the peer has finished"""
    def finish_first(connection):
        connection.shutdown(socket.SHUT_WR)
        return read_all(connection)

    with server(finish_first) as (port, results):
        with Cli('tcp-client', '--json', '--keep-half-open', f'127.0.0.1:{port}',
                 stdin=subprocess.PIPE) as cli:
            cli.wait_entry(kind='note', peer=f'127.0.0.1:{port}')
            cli.process.stdin.write(b'still here')
            cli.process.stdin.close()
            cli.finish()
    assert results == [b'still here'], results


@test
def end_in_order():
    """SIGTERM closes in order: the peer gets an end of stream; what wasn't read is a failure"""
    with server(read_all) as (port, results):
        with Cli('tcp-client', f'127.0.0.1:{port}', stdin=subprocess.PIPE) as cli:
            cli.process.stdin.write(b'Bonjour')
            cli.process.stdin.flush()
            cli.wait_line('↑', 'Bonjour')
            cli.stop(1, signal.SIGTERM)
            assert b'Interrupted: 7 bytes were sent' in cli.errors, cli.errors
    assert results == [b'Bonjour'], results


@test
def end_in_the_middle():
    """SIGTERM in the middle of the input: what is queued is sent, and no more is asked for"""
    with server(lambda c: len(read_all(c))) as (port, results), open('/dev/zero', 'rb') as zeros:
        with Cli('tcp-client', '--json', f'127.0.0.1:{port}', stdin=zeros) as cli:
            cli.wait_entry(kind='sent')
            cli.stop(1, signal.SIGTERM)
    assert cli.entries()[-1]['code'] == 'interrupted', cli.lines[-1]
    sent = sum(e['size'] for e in cli.entries() if e['kind'] == 'sent')
    assert results == [sent], (results, sent)
    assert f'{sent} bytes were sent'.encode() in cli.errors, cli.errors
    assert not any(e['kind'] == 'error' for e in cli.entries()[:-1])


@test
def end_before_the_response():
    """SIGINT when all is sent, and the peer hasn't finished, is a sentence and status 1"""
    done = threading.Event()
    with server(staying(done)) as (port, _):
        with Cli('tcp-client', '--json', f'127.0.0.1:{port}', 'x') as cli:
            cli.wait_entry(kind='note', peer=f'127.0.0.1:{port}')
            cli.process.send_signal(signal.SIGINT)
            cli.process.send_signal(signal.SIGINT)
            cli.finish(1)
        done.set()
    assert b'before the peer had finished' in cli.errors, cli.errors


@test
def end_not_whole():
    """SIGTERM while the peer reads nothing: what isn't sent is a failure"""
    size = 64 * 1024 * 1024
    over = threading.Event()
    with server(lambda c: over.wait(LIMIT)) as (port, _):
        with Cli('tcp-client', '--quiet', f'127.0.0.1:{port}', stdin=subprocess.PIPE) as cli:
            fd = cli.process.stdin.fileno()
            os.set_blocking(fd, False)
            assert fill(fd, size) < size, 'it sent all'
            cli.stop(1, signal.SIGTERM)
            over.set()
            assert b'bytes were not sent' in cli.errors, cli.errors
            assert b'Interrupted: ' in cli.errors and cli.lines == [], (cli.lines, cli.errors)


@test
def cancelled():
    """SIGINT while connecting ends at once, a sentence and status 1"""
    with socket.socket() as listener:
        listener.bind(('127.0.0.1', 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        waiting = fill_backlog(port)
        try:
            with Cli('tcp-client', '--timeout=0', f'127.0.0.1:{port}', 'x') as cli:
                cli.wait_line(str(port))
                cli.stop(1, signal.SIGINT)
                assert b'Interrupted' in cli.errors, cli.errors
        finally:
            for connection in waiting:
                connection.close()


@test
def unreadable_input():
    """Standard input that can't be read is an error, and what was to be sent isn't the end of it"""
    with server(read_all) as (port, results), open(os.devnull, 'wb') as writing:
        done = subprocess.run([PROGRAM, 'tcp-client', '--quiet', f'127.0.0.1:{port}'], stdin=writing,
                              capture_output=True, timeout=LIMIT, check=False)
    assert done.returncode == 1 and b'Bad file descriptor' in done.stderr, done
    assert results == [b''], results


if __name__ == '__main__':
    main()
