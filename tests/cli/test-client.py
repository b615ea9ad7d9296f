#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""prise-cli tcp-client against Python, ncat, socat, and prise-cli tcp-server."""

import contextlib
import hashlib
import os
import re
import signal
import socket
import struct
import subprocess
import threading

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


@test
def wait():
    """--wait ends a connection that the peer keeps open"""
    done = threading.Event()

    def stay(connection):
        with contextlib.suppress(ConnectionError):
            read_all(connection)
        assert done.wait(LIMIT), 'the client is still there'

    with server(stay) as (port, _):
        with Cli('tcp-client', '--wait=0.2', f'127.0.0.1:{port}', 'x') as cli:
            # Without --wait it would be forever; the linger timeout comes on top of it.
            cli.finish()
        done.set()


@test
def peer_ends_first():
    """When the peer ends, so does it, though there is more to read on standard input"""
    with server(lambda c: c.sendall(b'bye')) as (port, _):
        with Cli('tcp-client', f'127.0.0.1:{port}', stdin=subprocess.PIPE) as cli:
            cli.wait_line('bye')
            cli.finish()


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
    """SIGTERM closes in order: the peer gets an end of stream"""
    with server(read_all) as (port, results):
        with Cli('tcp-client', f'127.0.0.1:{port}', stdin=subprocess.PIPE) as cli:
            cli.process.stdin.write(b'Bonjour')
            cli.process.stdin.flush()
            cli.wait_line('↑', 'Bonjour')
            cli.stop(0, signal.SIGTERM)
            assert cli.errors == b'', cli.errors
    assert results == [b'Bonjour'], results


@test
def end_in_the_middle():
    """SIGTERM in the middle of the input: what is queued is sent, and no more is asked for"""
    with server(lambda c: len(read_all(c))) as (port, results), open('/dev/zero', 'rb') as zeros:
        with Cli('tcp-client', '--json', f'127.0.0.1:{port}', stdin=zeros) as cli:
            cli.wait_entry(kind='sent')
            cli.stop(0, signal.SIGTERM)
    sent = sum(e['size'] for e in cli.entries() if e['kind'] == 'sent')
    assert results == [sent], (results, sent)
    assert not any(e['kind'] == 'error' for e in cli.entries())


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
            assert any('not sent' in line for line in cli.lines), cli.lines
            assert b'before all of it was sent' in cli.errors, cli.errors


@test
def cancelled():
    """SIGINT while connecting ends at once, and isn't an error"""
    with socket.socket() as listener:
        listener.bind(('127.0.0.1', 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        waiting = fill_backlog(port)
        try:
            with Cli('tcp-client', '--timeout=0', f'127.0.0.1:{port}', 'x') as cli:
                cli.wait_line(str(port))
                cli.stop(0, signal.SIGINT)
                assert cli.errors == b'', cli.errors
        finally:
            for connection in waiting:
                connection.close()


if __name__ == '__main__':
    main()
