#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""prise-cli tcp-server against Python, ncat and socat."""

import base64
import hashlib
import json
import os
import re
import signal
import socket
import struct
import subprocess
import tempfile

from prise_cli import (LIMIT, Cli, connect, has_ipv6, read_all, run, tool, unused_port,
                       wait_until)
from tap import Skip, main, test

ISO_TIME = re.compile(r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$')


@test
def lesson():
    """The lesson: a client says Bonjour serveur and gets Recu: Bonjour serveur"""
    with Cli('tcp-server', '--reply=Recu: {data}', '--close-after-reply', '--once', '0') as cli:
        with connect(cli.port()) as client:
            client.sendall(b'Bonjour serveur')
            assert read_all(client) == b'Recu: Bonjour serveur'
        cli.finish()
        rows = cli.rows()
        assert any(row[0] == '↓' and row[2:] == ('15', 'Bonjour serveur') for row in rows), rows
        assert any(row[0] == '↑' and row[2:] == ('21', 'Recu: Bonjour serveur') for row in rows), rows


@test
def lesson_by_ncat():
    """The lesson again, with ncat"""
    ncat = tool('ncat')
    with Cli('tcp-server', '--reply=Recu: {data}', '127.0.0.1:0') as cli:
        done = subprocess.run([ncat, '127.0.0.1', str(cli.port())], input=b'Bonjour serveur',
                              capture_output=True, timeout=LIMIT, check=True)
        assert done.stdout == b'Recu: Bonjour serveur', done
        cli.stop()


@test
def lesson_by_socat():
    """The lesson again, with socat"""
    socat = tool('socat')
    with Cli('tcp-server', '--reply=Recu: {data}', '127.0.0.1:0') as cli:
        done = subprocess.run([socat, '-t', str(LIMIT), '-', f'TCP:127.0.0.1:{cli.port()}'],
                              input=b'Bonjour serveur', capture_output=True, timeout=LIMIT, check=True)
        assert done.stdout == b'Recu: Bonjour serveur', done
        cli.stop()


@test
def echo():
    """Echo gives 1 MiB back, byte by byte the same"""
    data = os.urandom(1024 * 1024)
    with Cli('tcp-server', '--reply=echo', '--quiet', '0') as cli:
        with connect(cli.port()) as client:
            client.settimeout(LIMIT)
            received = bytearray()
            for start in range(0, len(data), 65536):
                client.sendall(data[start:start + 65536])
                while len(received) < start + 65536:
                    received += client.recv(65536)
            assert hashlib.sha256(received).digest() == hashlib.sha256(data).digest()
        cli.stop()
        assert all('istening' in line for line in cli.lines), cli.lines


@test
def every_message():
    """Each message of each client is answered, with the template's fields"""
    with Cli('tcp-server', '--reply={count}/{size}/{peer}/{data}\\n', '127.0.0.1:0') as cli:
        port = cli.port()
        for first in (1, 3):
            with connect(port) as client:
                name = '%s:%d' % client.getsockname()
                for count, message in enumerate((b'a', b'bc'), first):
                    client.sendall(message)
                    expected = f'{count}/{len(message)}/{name}/{message.decode()}\n'.encode()
                    assert client.recv(1000) == expected
        cli.stop()


@test
def time_field():
    """{time} is the time of day"""
    with Cli('tcp-server', '--reply={{{time}}}', '127.0.0.1:0') as cli:
        with connect(cli.port()) as client:
            client.sendall(b'x')
            assert re.fullmatch(rb'\{\d\d:\d\d:\d\d\.\d\d\d\}', client.recv(100))
        cli.stop()


@test
def no_reply():
    """Without --reply, or with none, nothing is answered"""
    for option in ([], ['--reply=none']):
        with Cli('tcp-server', *option, '--json', '127.0.0.1:0') as cli:
            with connect(cli.port()) as client:
                client.sendall(b'Bonjour')
                client.shutdown(socket.SHUT_WR)
                assert read_all(client) == b''
            cli.wait_entry(kind='closed')
            cli.stop()
            assert not [e for e in cli.entries() if e['kind'] == 'sent']


@test
def json_output():
    """With --json each line is an object, and none is missing"""
    with Cli('tcp-server', '--reply=echo', '--json', '127.0.0.1:0') as cli:
        with connect(cli.port()) as client:
            name = '%s:%d' % client.getsockname()
            for message in ('é "\\\n\x1e'.encode(), b'\xff\0'):
                client.sendall(message)
                assert client.recv(100) == message
        cli.wait_entry(kind='closed', peer=name)
        cli.stop()

    first = json.loads(cli.lines[0])
    assert first == {'kind': 'listening', 'address': '127.0.0.1', 'port': cli.port()}
    entries = cli.entries()[1:]
    for entry in entries:
        assert ISO_TIME.match(entry['time']), entry
        assert entry['kind'] in ('opened', 'closed', 'sent', 'received', 'note', 'error'), entry
        payload = entry['text'].encode() if 'text' in entry else base64.b64decode(entry['base64'])
        assert len(payload) == entry['size'], entry
    traffic = [(e['kind'], e['peer'], e.get('text'), e.get('base64'))
               for e in entries if e['kind'] in ('sent', 'received')]
    assert traffic == [('received', name, 'é "\\\n\x1e', None), ('sent', name, 'é "\\\n\x1e', None),
                       ('received', name, None, '/wA='), ('sent', name, None, '/wA=')], traffic
    kinds = [e['kind'] for e in entries if e['peer'] == name]
    assert kinds[0] == 'opened' and kinds[-1] == 'closed', kinds


@test
def localhost():
    """localhost is 127.0.0.1 and ::1, with the same free port"""
    if not has_ipv6():
        raise Skip('no IPv6 here')
    with Cli('tcp-server', '--json', '--reply=echo', 'localhost:0') as cli:
        port = cli.port()
        cli.wait_entry(kind='listening', address='::1', port=port)
        cli.wait_entry(kind='listening', address='127.0.0.1', port=port)
        for host in ('127.0.0.1', '::1'):
            with connect(port, host) as client:
                client.sendall(b'x')
                assert client.recv(10) == b'x'
        cli.stop()


@test
def ipv6_only():
    """[::1]:0 listens there and nowhere else"""
    if not has_ipv6():
        raise Skip('no IPv6 here')
    with Cli('tcp-server', '--reply=echo', '[::1]:0') as cli:
        with connect(cli.port(), '::1') as client:
            client.sendall(b'x')
            assert client.recv(10) == b'x'
        cli.stop()
    assert [line for line in cli.lines if line.startswith('Listening on [::1]:')], cli.lines
    assert len([line for line in cli.lines if line.startswith('Listening')]) == 1, cli.lines


@test
def all_interfaces():
    """*:0 listens on all interfaces"""
    with Cli('tcp-server', '--reply=echo', '*:0') as cli:
        with connect(cli.port(), '127.0.0.2') as client:
            client.sendall(b'x')
            assert client.recv(10) == b'x'
        cli.stop()


@test
def once():
    """--once ends with the first client, and refuses the second"""
    with Cli('tcp-server', '--once', '--reply=echo', '127.0.0.1:0') as cli:
        port = cli.port()
        with connect(port) as client:
            client.sendall(b'x')
            assert client.recv(10) == b'x'
            wait_until(lambda: is_refused(port), 'it still takes clients')
        cli.finish()


def is_refused(port):
    try:
        connect(port).close()
    except ConnectionRefusedError:
        return True
    return False


@test
def close_after_reply():
    """--close-after-reply closes each connection, and goes on listening"""
    with Cli('tcp-server', '--close-after-reply', '--reply=bye', '127.0.0.1:0') as cli:
        for _ in range(3):
            with connect(cli.port()) as client:
                client.sendall(b'x')
                assert read_all(client) == b'bye'
        cli.stop()


@test
def half_open():
    """With --keep-half-open a connection outlives the client's end of stream"""
    with Cli('tcp-server', '--keep-half-open', '--json', '127.0.0.1:0') as cli:
        with connect(cli.port()) as client:
            client.sendall(b'x')
            client.shutdown(socket.SHUT_WR)
            cli.wait_entry(kind='note', peer='%s:%d' % client.getsockname())
            assert not [e for e in cli.entries() if e['kind'] == 'closed']
            cli.process.send_signal(signal.SIGTERM)
            assert read_all(client) == b''
        cli.finish()


@test
def end_in_order():
    """SIGTERM and SIGINT close in order: the client gets an end of stream, and no reset"""
    for number in (signal.SIGTERM, signal.SIGINT):
        with Cli('tcp-server', '--reply=echo', '--json', '127.0.0.1:0') as cli:
            with connect(cli.port()) as client:
                client.sendall(b'x')
                assert client.recv(10) == b'x'
                cli.process.send_signal(number)
                assert read_all(client) == b''
            cli.finish()
            assert [e for e in cli.entries() if e['kind'] == 'closed'], cli.lines
            assert cli.errors == b'', cli.errors


@test
def second_signal():
    """A second signal breaks off what won't close"""
    with Cli('tcp-server', '--reply=echo', '--json', '127.0.0.1:0') as cli:
        with connect(cli.port()) as client:
            client.sendall(b'x')
            assert client.recv(10) == b'x'
            cli.process.send_signal(signal.SIGTERM)
            assert read_all(client) == b''
            # Our half stays open: without the second, it would wait for its linger timeout.
            cli.process.send_signal(signal.SIGINT)
            cli.finish()


@test
def hangup():
    """SIGHUP ends it in order, but not under nohup"""
    with Cli('tcp-server', '--reply=echo', '127.0.0.1:0') as cli:
        cli.port()
        cli.stop(with_signal=signal.SIGHUP)

    command = [tool('nohup'), os.environ['PRISE_CLI'], 'tcp-server', '--reply=echo', '127.0.0.1:0']
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as process:
        port = int(process.stdout.readline().rsplit(b':', 1)[1])
        process.send_signal(signal.SIGHUP)
        for _ in range(20):
            with connect(port) as client:
                client.sendall(b'x')
                assert client.recv(10) == b'x'
        process.terminate()
        assert process.wait(LIMIT) == 0


@test
def closed_output():
    """When nobody reads its output any more, it ends in order, a sentence and status 1"""
    command = [os.environ['PRISE_CLI'], 'tcp-server', '--reply=echo', '127.0.0.1:0']
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        port = int(process.stdout.readline().rsplit(b':', 1)[1])
        with connect(port) as client:
            client.settimeout(LIMIT)
            client.sendall(b'x')
            assert client.recv(10) == b'x'
            while '↑'.encode() not in process.stdout.readline():
                pass
            process.stdout.close()
            client.sendall(b'y')
            assert read_all(client) == b'y'
        assert process.wait(LIMIT) == 1
        errors = process.stderr.read()
        assert b'Nobody reads' in errors and errors.count(b'\n') == 1, errors


@test
def full_output():
    """A reader that stands still holds up neither replies nor signals"""
    command = [os.environ['PRISE_CLI'], 'tcp-server', '--reply=echo', '127.0.0.1:0']
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        port = int(process.stdout.readline().rsplit(b':', 1)[1])
        with connect(port) as client:
            client.settimeout(LIMIT)
            for _ in range(3000):
                client.sendall(b'x' * 100)
                received = 0
                while received < 100:
                    received += len(client.recv(100))
        process.send_signal(signal.SIGTERM)
        rest = process.stdout.read()
        assert process.wait(LIMIT) == 0
        assert rest.count('↓'.encode()) >= 3000 and rest.count('↑'.encode()) >= 3000


@test
def dropped():
    """What the budget pushes out before it is printed, is counted"""
    command = [os.environ['PRISE_CLI'], 'tcp-server', '--json', '--budget=1', '127.0.0.1:0']
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        port = json.loads(process.stdout.readline())['port']
        with connect(port) as client:
            for _ in range(64):
                client.sendall(b'\xff' * 1024 * 1024)
            client.shutdown(socket.SHUT_WR)
            assert read_all(client) == b''
        process.send_signal(signal.SIGTERM)
        entries = [json.loads(line) for line in process.stdout.read().splitlines()]
        assert process.wait(LIMIT) == 0
    assert sum(e['count'] for e in entries if e['kind'] == 'dropped') > 0


@test
def raw_file():
    """--raw writes the received bytes and nothing else"""
    data = os.urandom(1024 * 1024)
    command = [os.environ['PRISE_CLI'], 'tcp-server', '--raw', '--once', '127.0.0.1:0']
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        port = int(process.stderr.readline().rsplit(b':', 1)[1])
        with connect(port) as client:
            client.sendall(data)
        assert process.stdout.read() == data
        assert process.wait(LIMIT) == 0


@test
def raw_that_is_reset():
    """With --once a client that resets the connection is a sentence and status 1, and so with --raw"""
    for options in (['--once'], ['--once', '--json']):
        with Cli('tcp-server', *options, '127.0.0.1:0') as cli:
            with connect(cli.port()) as client:
                client.sendall(b'x')
                cli.wait_line('x')
                reset(client)
            cli.finish(1)
        assert cli.errors.count(b'reset the connection') == 1, (options, cli.errors)
    assert [e['code'] for e in cli.entries() if e['kind'] == 'error'] == ['reset'], cli.lines

    for options in (['--once'], []):
        command = [os.environ['PRISE_CLI'], 'tcp-server', '--raw', *options, '127.0.0.1:0']
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            port = int(process.stderr.readline().rsplit(b':', 1)[1])
            with connect(port) as client:
                client.sendall(b'x')
                assert process.stdout.read(1) == b'x'
                reset(client)
            while b'reset the connection' not in (line := process.stderr.readline()):
                assert line, 'it has ended'
            if not options:
                process.send_signal(signal.SIGTERM)
            assert b'reset the connection' not in process.stderr.read()
            assert process.wait(LIMIT) == 1

    with Cli('tcp-server', '--json', '127.0.0.1:0') as cli:
        with connect(cli.port()) as client:
            reset(client)
        cli.wait_entry(kind='closed')
        cli.stop()


@test
def not_sent():
    """With --once, what a client doesn't take any more is a sentence and status 1"""
    with Cli('tcp-server', '--once', '--json', '--reply=echo', '127.0.0.1:0') as cli:
        with connect(cli.port()) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.setblocking(False)
            wait_until(lambda: is_full(client), 'it takes more and more')
            client.setblocking(True)
            reset(client)
        cli.finish(1)
    codes = {e['code'] for e in cli.entries() if e['kind'] == 'error'}
    assert codes == {'reset', 'not-sent'}, codes


def is_full(client):
    try:
        client.send(bytes(65536))
    except BlockingIOError:
        return True
    return False


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    connection.close()


@test
def greeting():
    """--greeting says the same to each client, before all else"""
    with Cli('tcp-server', '--greeting=220 ready\\r\\n', '--reply=echo', '127.0.0.1:0') as cli:
        for _ in range(2):
            with connect(cli.port()) as client:
                client.settimeout(LIMIT)
                assert client.recv(100) == b'220 ready\r\n'
                client.sendall(b'x')
                assert client.recv(100) == b'x'
        cli.stop()


@test
def send():
    """--send gives each client a file, or standard input, and its end; --once then ends"""
    data = os.urandom(8 * 1024 * 1024)
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        for name, stdin in ((file.name, b''), ('-', data)):
            with Cli('tcp-server', f'--send={name}', '--quiet', '127.0.0.1:0',
                     stdin=subprocess.PIPE) as cli:
                cli.process.stdin.write(stdin)
                cli.process.stdin.close()
                for _ in range(2):
                    with connect(cli.port()) as client:
                        assert read_all(client) == data
                cli.stop()
    with Cli('tcp-server', '--send=-', '--once', '127.0.0.1:0') as cli:
        with connect(cli.port()) as client:
            assert read_all(client) == b''
        cli.finish()


@test
def wait():
    """--wait is how long it listens; no client is a sentence and status 1"""
    output, errors = run('tcp-server', '--wait=0.1', '--json', '127.0.0.1:0', status=1)
    last = json.loads(output.splitlines()[-1])
    assert last['kind'] == 'error' and last['code'] == 'timed-out', last
    assert b'No client came' in errors, errors
    with Cli('tcp-server', '--wait=1', '127.0.0.1:0') as cli:
        with connect(cli.port()):
            cli.wait_line('Connected')
        cli.finish()
    with Cli('tcp-server', '--wait=1', '--once', '127.0.0.1:0') as cli:
        with connect(cli.port()):
            cli.finish(1)
    assert b'--wait' in cli.errors, cli.errors


@test
def interrupted():
    """A signal is the end of a server, and with --once a failure before the client has gone"""
    with Cli('tcp-server', '--once', '--json', '127.0.0.1:0') as cli:
        cli.port()
        cli.stop(1, signal.SIGINT)
    assert b'Interrupted' in cli.errors and cli.entries()[-1]['code'] == 'interrupted', cli.lines


@test
def port_in_use():
    """A port in use is a sentence that names it, and status 1"""
    with socket.create_server(('127.0.0.1', 0)) as holder:
        port = holder.getsockname()[1]
        output, errors = run('tcp-server', f'127.0.0.1:{port}', status=1)
        assert str(port).encode() in errors and b'in use' in errors, errors
        assert b'istening' not in output, output


@test
def not_our_address():
    """An address that isn't ours is a sentence that names it, and status 1"""
    _, errors = run('tcp-server', '192.0.2.1:0', status=1)
    assert b'192.0.2.1' in errors, errors


@test
def no_rights():
    """A port below 1024 without rights is a sentence that names it, and status 1"""
    with open('/proc/sys/net/ipv4/ip_unprivileged_port_start', encoding='ascii') as file:
        if os.geteuid() == 0 or int(file.read()) < 1024:
            raise Skip('we have that right')
    _, errors = run('tcp-server', '127.0.0.1:1023', status=1)
    assert b'1023' in errors and b'rights' in errors, errors


@test
def unresolvable():
    """A name that doesn't resolve is a sentence that names it, and status 1"""
    _, errors = run('tcp-server', 'no-such-host.invalid:0', status=1)
    assert b'no-such-host.invalid' in errors, errors


@test
def asked_port():
    """It listens on the port it was told"""
    port = unused_port()
    with Cli('tcp-server', '--reply=echo', f'127.0.0.1:{port}') as cli:
        assert cli.port() == port
        cli.stop()


if __name__ == '__main__':
    main()
