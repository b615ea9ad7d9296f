#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""prise-cli udp against Python, ncat, socat, and itself. All datagrams stay on this machine."""

import contextlib
import os
import random
import re
import signal
import socket
import subprocess
import time

from prise_cli import (LIMIT, PROGRAM, Cli, datagram_socket, has_ipv6, peak_memory, run, tool,
                       unused_udp_port, wait_until)
from tap import Skip, main, test

def name_of(peer):
    """A socket's address as Prise writes it."""
    host, port = peer.getsockname()[:2]
    return f'[{host}]:{port}' if ':' in host else f'{host}:{port}'


def destination(peer):
    return f'127.0.0.1:{peer.getsockname()[1]}'


@test
def lesson():
    """The lesson: somebody sends Bonjour serveur and gets Recu: Bonjour serveur"""
    with Cli('udp', '--bind=127.0.0.1:0', '--reply=Recu: {data}') as cli, datagram_socket() as peer:
        peer.sendto(b'Bonjour serveur', ('127.0.0.1', cli.port()))
        assert peer.recv(100) == b'Recu: Bonjour serveur'
        cli.wait_line('↑')
        cli.stop()
        assert ('↓', name_of(peer), '15', 'Bonjour serveur') in cli.rows(), cli.lines
        assert ('↑', name_of(peer), '21', 'Recu: Bonjour serveur') in cli.rows(), cli.lines


def ask(command, message):
    """What another program prints that sends a message, until it has an answer of one line."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as process:
        process.stdin.write(message)
        process.stdin.flush()
        answer = process.stdout.readline()
        process.kill()
    return answer


@test
def lesson_by_ncat():
    """The lesson again, with ncat"""
    with Cli('udp', '--bind=127.0.0.1:0', '--reply=Recu: {data}') as cli:
        command = [tool('ncat'), '-u', '127.0.0.1', str(cli.port())]
        assert ask(command, b'Bonjour serveur\n') == b'Recu: Bonjour serveur\n'
        cli.stop()


@test
def lesson_by_socat():
    """The lesson again, with socat"""
    with Cli('udp', '--bind=127.0.0.1:0', '--reply=Recu: {data}') as cli:
        command = [tool('socat'), '-', f'UDP:127.0.0.1:{cli.port()}']
        assert ask(command, b'Bonjour serveur\n') == b'Recu: Bonjour serveur\n'
        cli.stop()


@test
def every_datagram():
    """Each datagram of each peer is answered, with the template's fields"""
    with Cli('udp', '--bind=127.0.0.1:0', '--reply={count}/{size}/{peer}/{data}') as cli:
        count = 0
        for _ in range(3):
            with datagram_socket() as peer:
                for message in (b'a', b'', b'bc'):
                    count += 1
                    peer.sendto(message, ('127.0.0.1', cli.port()))
                    expected = f'{count}/{len(message)}/{name_of(peer)}/{message.decode()}'
                    assert peer.recv(1000) == expected.encode()
        cli.stop()


@test
def echo():
    """Echo gives datagrams of all sizes back, byte by byte the same"""
    with Cli('udp', '--bind=0', '--reply=echo', '--quiet') as cli, datagram_socket() as peer:
        for size in (0, 1, 1400, 9000, 65507):
            data = os.urandom(size)
            peer.sendto(data, ('127.0.0.1', cli.port()))
            assert peer.recv(65536) == data, size
        cli.stop()
        assert all('istening' in line for line in cli.lines), cli.lines


@test
def no_reply():
    """Without --reply, or with none, nothing is answered"""
    for option in ([], ['--reply=none']):
        with Cli('udp', '--bind=127.0.0.1:0', '--json', '--count=1', *option) as cli:
            with datagram_socket() as peer:
                peer.sendto(b'x', ('127.0.0.1', cli.port()))
                cli.finish()
        assert not [e for e in cli.entries() if e['kind'] == 'sent'], cli.lines


@test
def send():
    """It sends a message, prints the answer, and ends"""
    with datagram_socket() as peer:
        with Cli('udp', '--count=1', destination(peer), 'Bonjour serveur') as cli:
            message, sender = peer.recvfrom(100)
            assert message == b'Bonjour serveur'
            peer.sendto(b'Recu: Bonjour serveur', sender)
            cli.finish()
        assert ('↑', name_of(peer), '15', 'Bonjour serveur') in cli.rows(), cli.lines
        assert ('↓', name_of(peer), '21', 'Recu: Bonjour serveur') in cli.rows(), cli.lines
        assert cli.errors == b'', cli.errors
        assert not any(line.startswith('Listening') for line in cli.lines), cli.lines


@test
def both_ends():
    """prise-cli talks to prise-cli, by name, IPv4 and IPv6"""
    hosts = ['localhost', '127.0.0.1', *(['[::1]'] if has_ipv6() else [])]
    with Cli('udp', '--bind=0', '--reply=Recu: {data}') as peer:
        for host in hosts:
            output, _ = run('udp', '--raw', '--count=1', f'--wait={LIMIT}', f'{host}:{peer.port()}',
                            'Bonjour serveur')
            assert output == b'Recu: Bonjour serveur', (host, output)
        peer.stop()


@test
def testers():
    """Two that both reply don't answer each other without end"""
    with Cli('udp', '--bind=127.0.0.1:0', '--reply=echo', '--json') as one:
        with Cli('udp', '--bind=127.0.0.1:0', '--reply=echo', '--json', f'--wait={LIMIT}',
                 f'127.0.0.1:{one.port()}', 'x') as other:
            other.wait_entry(kind='received')
            # Whoever answers this has dealt with what came before.
            with datagram_socket() as third:
                for cli in (other, one):
                    third.sendto(b'end', ('127.0.0.1', cli.port()))
                    assert third.recv(100) == b'end'
            other.stop()
        one.stop()
    for cli in (one, other):
        kinds = [e['kind'] for e in cli.entries()]
        assert kinds.count('sent') == 2 and kinds.count('received') == 2, kinds


def is_bound(port):
    """Whether a socket waits for datagrams there."""
    with open('/proc/net/udp', encoding='ascii') as file:
        return f':{port:04X} ' in file.read()


@test
def to_ncat():
    """What it sends, ncat receives"""
    port = unused_udp_port()
    with subprocess.Popen([tool('ncat'), '-u', '-l', '127.0.0.1', str(port)],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as process:
        wait_until(lambda: is_bound(port), 'ncat does not listen')
        run('udp', '--wait=0', '--line-ending=lf', f'127.0.0.1:{port}', 'Bonjour', 'serveur')
        assert process.stdout.read(16) == b'Bonjour\nserveur\n'
        process.kill()


@test
def to_socat():
    """What it sends, socat gives back"""
    port = unused_udp_port()
    with subprocess.Popen([tool('socat'), f'UDP4-RECVFROM:{port},bind=127.0.0.1', 'EXEC:cat'],
                          stdin=subprocess.DEVNULL) as process:
        wait_until(lambda: is_bound(port), 'socat does not listen')
        output, _ = run('udp', '--raw', '--count=1', f'--wait={LIMIT}', f'127.0.0.1:{port}',
                        'Bonjour\\0serveur')
        assert output == b'Bonjour\0serveur', output
        process.wait(LIMIT)


@test
def json_output():
    """With --json each datagram is an object"""
    with Cli('udp', '--bind=127.0.0.1:0', '--reply=echo', '--json') as cli:
        with datagram_socket() as peer:
            name = name_of(peer)
            for message in ('é "\\\n'.encode(), b'\xff\0', b''):
                peer.sendto(message, ('127.0.0.1', cli.port()))
                assert peer.recv(100) == message
        cli.stop()
    entries = cli.entries()
    assert entries[0] == {'kind': 'listening', 'address': '127.0.0.1', 'port': cli.port()}, entries[0]
    traffic = [(e['kind'], e['size'], e.get('text'), e.get('base64'))
               for e in entries if e.get('peer') == name and e['kind'] in ('sent', 'received')]
    payloads = [(6, 'é "\\\n', None), (2, None, '/wA='), (0, '', None)]
    assert traffic == [(kind, *payload) for payload in payloads for kind in ('received', 'sent')], traffic
    assert not any('truncated' in entry for entry in entries), entries


@test
def escapes_and_hex():
    """Messages are text with escapes, or hex, and each is a datagram, also an empty one"""
    cases = ((['a\\n\\0\\x41\\u00e9\\\\', 'b'], [b'a\n\0A\xc3\xa9\\', b'b']),
             (['--format=hex', '42 6f,6E', '0x00ff'], [b'Bon', b'\0\xff']),
             (['--line-ending=crlf', 'a', ''], [b'a\r\n', b'\r\n']),
             (['--', '-q', '--'], [b'-q', b'--']),
             (['', 'x', ''], [b'', b'x', b'']))
    for arguments, expected in cases:
        options = [word for word in arguments if word.startswith('--') and word != '--']
        messages = arguments[len(options):]
        with datagram_socket() as peer:
            run('udp', '--wait=0', *options, destination(peer), *messages)
            assert [peer.recv(100) for _ in expected] == expected, arguments


@test
def boundaries():
    """Many datagrams of many sizes: none is merged, split or lost, in either direction"""
    dice = random.Random(1)
    messages = [bytes(dice.choices(b'abc', k=dice.randrange(3000))) for _ in range(300)]
    with Cli('udp', '--bind=127.0.0.1:0', '--json', '--count=300') as cli:
        with datagram_socket() as peer:
            for message in messages:
                peer.sendto(message, ('127.0.0.1', cli.port()))
        cli.finish()
    assert cli.received() == messages

    with datagram_socket() as peer:
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 * 1024 * 1024)
        with Cli('udp', '--quiet', '--wait=0', destination(peer), *messages[:100]) as cli:
            assert [peer.recv(65536) for _ in range(100)] == messages[:100]
            cli.finish()


@test
def longest():
    """65,507 bytes go and come whole, as one entry"""
    with Cli('udp', '--bind=127.0.0.1:0', '--json', '--count=1') as listener:
        with Cli('udp', '--json', '--wait=0', f'127.0.0.1:{listener.port()}', 'x' * 65507) as cli:
            cli.finish()
        listener.finish()
    assert [e['size'] for e in cli.entries() if e['kind'] == 'sent'] == [65507], cli.lines
    assert listener.received() == [b'x' * 65507]


@test
def too_long():
    """65,508 bytes are an error that says how long it may be, and status 1; the rest is sent"""
    with datagram_socket() as peer:
        with Cli('udp', '--json', '--wait=0', destination(peer), 'x' * 65508, 'y') as cli:
            cli.finish(1)
        assert peer.recv(65536) == b'y'
    errors = [e['text'] for e in cli.entries() if e['kind'] == 'error']
    assert len(errors) == 1 and '65508' in errors[0] and '65507' in errors[0], errors
    assert b'65507' in cli.errors, cli.errors


@test
def ipv6():
    """By IPv6 it sends, listens and answers too"""
    if not has_ipv6():
        raise Skip('no IPv6 here')
    with Cli('udp', '--bind=[::1]:0', '--reply=echo') as cli, datagram_socket('::1') as peer:
        peer.sendto(b'x', ('::1', cli.port()))
        assert peer.recv(10) == b'x'
        cli.stop()
    assert [line for line in cli.lines if line.startswith('Listening on [::1]:')], cli.lines
    with datagram_socket('::1') as peer:
        run('udp', '--wait=0', name_of(peer), 'y')
        assert peer.recv(10) == b'y'


@test
def localhost():
    """Without an address it listens on 127.0.0.1 and ::1, with the same free port"""
    if not has_ipv6():
        raise Skip('no IPv6 here')
    with Cli('udp', '--bind=0', '--json', '--reply=echo') as cli:
        port = cli.port()
        for host in ('127.0.0.1', '::1'):
            cli.wait_entry(kind='listening', address=host, port=port)
            with datagram_socket(host) as peer:
                peer.sendto(b'x', (host, port))
                assert peer.recv(10) == b'x'
        with datagram_socket('127.0.0.2') as peer, contextlib.suppress(OSError):
            peer.sendto(b'y', ('127.0.0.2', port))
        cli.stop()
    assert cli.received() == [b'x', b'x'], cli.lines


@test
def all_interfaces():
    """*:0 listens on all interfaces, and answers from the address that was asked"""
    with Cli('udp', '--bind=*:0', '--reply=echo') as cli, datagram_socket() as peer:
        peer.sendto(b'x', ('127.0.0.2', cli.port()))
        assert peer.recv(10) == b'x'
        cli.stop()


@test
def lines():
    """Without a message each line of standard input is a datagram, by --format and --line-ending"""
    cases = (([], b'Bonjour\n\n\\x41\r\n\xff\xc3\nlast', [b'Bonjour', b'', b'A\r', b'\xff\xc3', b'last']),
             ([], b'', []),
             ([], b'\n', [b'']),
             (['--format=hex'], b'42 6f\n\nff', [b'Bo', b'', b'\xff']),
             (['--line-ending=lf'], b'a\nb', [b'a\n', b'b\n']))
    for options, data, expected in cases:
        with datagram_socket() as peer:
            run('udp', '--wait=0', *options, destination(peer), stdin=data)
            run('udp', '--wait=0', destination(peer), 'end')
            got = list(iter(lambda: peer.recv(100), b'end'))
            assert got == expected, (options, data, got)


@test
def bad_lines():
    """A line with a mistake is named and not sent, the rest is, and the status is 1"""
    data = b'a\n\\q\nb\0c\n' + b'x' * (1024 * 1024 + 1) + b'\n' + b'y' * 70000 + b'\nz\n'
    with datagram_socket() as peer:
        output, errors = run('udp', '--wait=0', destination(peer), stdin=data, status=1)
        assert [peer.recv(100) for _ in range(2)] == [b'a', b'z']
    for words in ('Line 2 isn’t sent: “\\q” at character 1', 'Line 3 isn’t sent', 'Line 4 isn’t sent'):
        assert words in errors.decode(), errors
    assert re.search(r'  !  .*70000.*65507', output.decode()), output
    with datagram_socket() as peer:
        for line in (b'\\q', b'\0', b'x' * (1024 * 1024 + 1)):
            _, errors = run('udp', '--wait=0', destination(peer), stdin=line, status=1)
            assert b'Line 1 ' in errors, (line[:10], errors)


@test
def long_input():
    """A line of 256 MiB, and 100,000 short ones, need little memory"""
    # AddressSanitizer would keep what is freed.
    env = {'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':quarantine_size_mb=1'}
    with datagram_socket() as peer:
        with Cli('udp', '--quiet', '--wait=0', destination(peer), stdin=subprocess.PIPE,
                 env=env) as cli:
            pipe = cli.process.stdin
            pipe.write(b'a\n')
            pipe.flush()
            assert peer.recv(10) == b'a'
            before = peak_memory(cli.process)
            for _ in range(256):
                pipe.write(b'x' * 1024 * 1024)
            pipe.write(b'\n' + 100000 * b'b\n')
            pipe.flush()
            grown = peak_memory(cli.process) - before
            pipe.close()
            cli.finish(1)
    assert grown < 64 * 1024 * 1024, grown
    assert b'Line 2 ' in cli.errors and b'Line 3 ' not in cli.errors, cli.errors


@test
def all_lines():
    """100,000 lines are 100,000 datagrams, in their order"""
    data = b''.join(b'%d\n' % i for i in range(100000))
    with datagram_socket() as peer:
        output, _ = run('udp', '--wait=0', destination(peer), stdin=data)
    sent = re.findall(r'  ↑  \S+ +\d+  (\d+)$', output.decode(), re.MULTILINE)
    assert sent == [str(i) for i in range(100000)], (len(sent), sent[:5])


@test
def interactive():
    """Answers are printed while more is typed"""
    with datagram_socket() as peer:
        with Cli('udp', destination(peer), stdin=subprocess.PIPE) as cli:
            for word in (b'one', b'two'):
                cli.process.stdin.write(word + b'\n')
                cli.process.stdin.flush()
                message, sender = peer.recvfrom(100)
                assert message == word
                peer.sendto(b'answer ' + word, sender)
                cli.wait_line('↓', 'answer ' + word.decode())
            cli.process.stdin.close()
            cli.finish()


@test
def wait_in_vain():
    """With --wait no answer is a sentence and status 1; without, or with 0, it is not"""
    with datagram_socket() as peer:
        _, errors = run('udp', '--wait=0.1', destination(peer), 'x', status=1)
        assert b'--wait' in errors, errors
        for options in ([], ['--wait=0']):
            _, errors = run('udp', *options, destination(peer), 'x')
            assert errors == b'', errors
    _, errors = run('udp', '--bind=127.0.0.1:0', '--wait=0.1', status=1)
    assert b'--wait' in errors, errors


@test
def count():
    """--count ends it when so many have come; with --wait, fewer are status 1"""
    with Cli('udp', '--bind=127.0.0.1:0', '--count=3') as cli, datagram_socket() as peer:
        for _ in range(3):
            peer.sendto(b'x', ('127.0.0.1', cli.port()))
        cli.finish()
        assert len([row for row in cli.rows() if row[0] == '↓']) == 3, cli.lines

    with Cli('udp', '--bind=127.0.0.1:0', '--reply=echo') as cli:
        where = f'127.0.0.1:{cli.port()}'
        run('udp', f'--wait={LIMIT}', '--count=2', where, 'x', 'y')
        with Cli('udp', '--json', '--wait=0.1', '--count=3', where, stdin=subprocess.PIPE) as other:
            other.process.stdin.write(b'x\ny\n')
            other.process.stdin.flush()
            other.wait_entry(kind='received', text='x')
            other.wait_entry(kind='received', text='y')
            other.process.stdin.close()
            other.finish(1)
        assert b'2' in other.errors and b'3' in other.errors, other.errors
        cli.stop()


@test
def connected_to_nobody():
    """With --connect a port where nobody listens is an error that names it, and status 1"""
    for host, arguments in (('127.0.0.1', ['x']), ('[::1]', ['x', 'y'])):
        if host == '[::1]' and not has_ipv6():
            continue
        where = f'{host}:{unused_udp_port()}'
        with Cli('udp', '--connect', '--json', where, *arguments) as cli:
            entry = cli.wait_entry(kind='error', code='refused')
            assert f'Nobody listens on {where}' in entry['text'], entry
            cli.finish(1)
        assert f'Nobody listens on {where}'.encode() in cli.errors, cli.errors


@test
def nothing_sent():
    """What was refused here has no reply to wait for"""
    for where, why in (('127.255.255.255:9', b'broadcast'), ('[fe80::1%nope]:9', b'interface')):
        _, errors = run('udp', '--wait=86400', where, 'x', status=1)
        assert why in errors, errors


@test
def nothing_to_send():
    """Where there was nothing to send, nothing comes, and that is told"""
    _, errors = run('udp', '--wait=0.1', f'127.0.0.1:{unused_udp_port()}', status=1)
    assert b'No datagram came' in errors, errors


@test
def refused_at_once():
    """Where nobody listens, it doesn't wait for what can't come, with --connect or without"""
    for option in ('--connect', '--no-loopback'):
        where = f'127.0.0.1:{unused_udp_port()}'
        begin = time.monotonic()
        _, errors = run('udp', option, f'--wait={LIMIT - 5}', where, 'x', status=1)
        assert f'Nobody listens on {where}'.encode() in errors, errors
        assert time.monotonic() - begin < LIMIT - 5


@test
def quiet_errors():
    """With --quiet an error stands on standard error, once"""
    where = f'127.0.0.1:{unused_udp_port()}'
    output, errors = run('udp', '-q', '--connect', where, 'x', status=1)
    assert output == b'' and errors.count(b'Nobody listens') == 1, (output, errors)


@test
def connected():
    """With --connect nobody but the peer is heard"""
    with datagram_socket() as peer, datagram_socket() as stranger:
        with Cli('udp', '--bind=127.0.0.1:0', '--connect', '--json', '--count=1',
                 f'--wait={LIMIT}', destination(peer), 'x') as cli:
            message, sender = peer.recvfrom(10)
            assert message == b'x'
            with contextlib.suppress(OSError):
                stranger.sendto(b'from a stranger', sender)
            peer.sendto(b'from the peer', sender)
            cli.finish()
    assert cli.received() == [b'from the peer'], cli.lines


@test
def cut():
    """--max-datagram cuts, and both forms of output say so"""
    for options in ([], ['--json']):
        with Cli('udp', '--bind=127.0.0.1:0', '--max-datagram=4', '--count=2', *options) as cli:
            with datagram_socket() as peer:
                peer.sendto(b'Bonjour', ('127.0.0.1', cli.port()))
                peer.sendto(b'Bonj', ('127.0.0.1', cli.port()))
            cli.finish()
        if options:
            cuts = [(e['size'], e['text'], e.get('truncated'))
                    for e in cli.entries() if e['kind'] == 'received']
            assert cuts == [(4, 'Bonj', True), (4, 'Bonj', None)], cuts
        else:
            cuts = [row[2:] for row in cli.rows() if row[0] == '↓']
            assert cuts == [('4+', 'Bonj'), ('4', 'Bonj')], cuts


@test
def raw_output():
    """--raw writes the bytes that came, and nothing else"""
    data = os.urandom(1000)
    command = [PROGRAM, 'udp', '--raw', '--bind=127.0.0.1:0', '--count=2']
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        port = int(process.stderr.readline().rsplit(b':', 1)[1])
        with datagram_socket() as peer:
            peer.sendto(data, ('127.0.0.1', port))
            peer.sendto(data, ('127.0.0.1', port))
        assert process.stdout.read() == data + data
        assert process.wait(LIMIT) == 0


@test
def end_in_order():
    """SIGINT, SIGTERM and SIGHUP end it in order; a failure where more was to be sent or to come"""
    with datagram_socket() as peer:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with Cli('udp', '--bind=127.0.0.1:0') as cli:
                cli.port()
                cli.stop(with_signal=number)
                assert cli.errors == b'', cli.errors
            for option in ('--wait=20', '--count=2'):
                with Cli('udp', '--json', '--bind=127.0.0.1:0', option) as cli:
                    cli.port()
                    cli.stop(1, with_signal=number)
                assert b'Interrupted: 0 of' in cli.errors, cli.errors
                assert cli.entries()[-1]['code'] == 'interrupted', cli.lines
            with Cli('udp', destination(peer), stdin=subprocess.PIPE) as cli:
                cli.process.stdin.write(b'x\nun')
                cli.process.stdin.flush()
                cli.wait_line('↑', 'x')
                cli.stop(1, with_signal=number)
                assert b'Interrupted before all was sent' in cli.errors, cli.errors


@test
def closed_output():
    """When nobody reads its output any more, it ends in order, a sentence and status 1"""
    command = [PROGRAM, 'udp', '--bind=127.0.0.1:0', '--reply=echo']
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        port = int(process.stdout.readline().rsplit(b':', 1)[1])
        # The row that follows is to find its reader, or it ends before it is asked.
        assert b'Open on' in process.stdout.readline()
        with datagram_socket() as peer:
            process.stdout.close()
            peer.sendto(b'x', ('127.0.0.1', port))
            assert peer.recv(10) == b'x'
            assert process.wait(LIMIT) == 1
        errors = process.stderr.read()
        assert b'Nobody reads' in errors and errors.count(b'\n') == 1, errors


@test
def no_way():
    """What the system won't send is a sentence that names where to, and status 1"""
    _, errors = run('udp', '--bind=127.0.0.1:0', '--wait=0', '192.0.2.1:9', 'x', status=1)
    assert b'No route to 192.0.2.1:9' in errors, errors


@test
def unresolvable():
    """A name that doesn't resolve is a sentence that names it, and status 1"""
    for arguments in (['no-such-host.invalid:9', 'x'], ['--connect', 'no-such-host.invalid:9', 'x'],
                      ['--bind=no-such-host.invalid:0']):
        _, errors = run('udp', *arguments, status=1)
        assert b'no-such-host.invalid' in errors, errors


@test
def cannot_bind():
    """A port in use, or an address that isn't ours, is a sentence that names it, and status 1"""
    with datagram_socket() as holder:
        _, errors = run('udp', f'--bind={destination(holder)}', status=1)
        assert str(holder.getsockname()[1]).encode() in errors and b'in use' in errors, errors
    _, errors = run('udp', '--bind=198.51.100.1:0', status=1)
    assert b'198.51.100.1' in errors, errors


if __name__ == '__main__':
    main()
