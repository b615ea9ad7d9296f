#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""prise-cli udp, one to many: broadcast, multicast, a port that is shared. All on this machine."""

import os
import socket
import struct
import subprocess

from prise_cli import LIMIT, Cli, datagram_socket, isolated, run, tool
from tap import Skip, main, test

GROUP = '239.255.77.1'
GROUP6 = 'ff02::4d:1'


@test
def broadcast():
    """A broadcast address wants --broadcast, and says so"""
    with datagram_socket('0.0.0.0') as peer:
        where = f'127.255.255.255:{peer.getsockname()[1]}'
        output, errors = run('udp', '--wait=0', where, 'x', status=1)
        assert where.encode() in errors and b'broadcast' in errors, errors
        assert '↑'.encode() not in output, output
        run('udp', '--broadcast', '--wait=0', where, 'y')
        assert peer.recv(10) == b'y'


@test
def multicast():
    """What is sent to a group, the one who joined it gets, and answers; on lo"""
    with Cli('udp', '--bind=0', f'--join={GROUP}%lo', '--reply=Recu: {data}', '--json') as cli:
        where = f'{GROUP}:{cli.port()}'
        output, _ = run('udp', '--interface=lo', '--raw', '--count=1', f'--wait={LIMIT}', where,
                        'Bonjour')
        assert output == b'Recu: Bonjour', output
        cli.stop()
    assert cli.received() == [b'Bonjour'], cli.lines


@test
@isolated()
def multicast_ipv6():
    """The same by IPv6, which lo doesn't have"""
    with Cli('udp', '--bind=0', f'--join={GROUP6}%prise0', '--reply=Recu: {data}', '--json') as cli:
        for option, host in (('--interface=prise0', GROUP6), ('--hops=1', f'{GROUP6}%prise0')):
            output, _ = run('udp', option, '--raw', '--count=1', f'--wait={LIMIT}',
                            f'[{host}]:{cli.port()}', 'Bonjour')
            assert output == b'Recu: Bonjour', output
        cli.stop()
    assert cli.received() == [b'Bonjour', b'Bonjour'], cli.lines


@test
@isolated()
def no_loopback():
    """With --no-loopback a group on this machine doesn't get what is sent"""
    for group, host in ((GROUP, GROUP), (GROUP6, f'[{GROUP6}]')):
        with Cli('udp', '--bind=0', f'--join={group}%prise0', '--json', '--count=1') as cli:
            where = f'{host}:{cli.port()}'
            run('udp', '--interface=prise0', '--no-loopback', '--wait=0', where, 'unheard')
            run('udp', '--interface=prise0', '--wait=0', where, 'heard')
            cli.finish()
        assert cli.received() == [b'heard'], cli.lines


@test
@isolated()
def interface_goes_away():
    """An interface that goes away takes its groups with it, which is said; the socket stays"""
    with Cli('udp', '--bind=0', f'--join={GROUP}%prise0', '--json', '--reply=echo') as cli:
        port = cli.port()
        subprocess.run([tool('ip'), 'link', 'delete', 'prise0'], check=True)
        entry = cli.wait_entry(kind='error')
        assert 'prise0' in entry['text'] and GROUP in entry['text'], entry
        with datagram_socket() as peer:
            peer.sendto(b'x', ('127.0.0.1', port))
            assert peer.recv(10) == b'x'
        cli.stop()


@test
@isolated()
def no_way():
    """Where no network leads is a sentence that names where to, and status 1"""
    for where in ('192.0.2.1:9', '[2001:db8::1]:9'):
        for option in ('--wait=0', '--connect'):
            _, errors = run('udp', option, where, 'x', status=1)
            assert f'No route to {where}: ' in errors.decode(), errors


@test
def hops():
    """--hops is the TTL of what is sent to a group: 1 if nothing is said"""
    ip_recvttl = 12
    with datagram_socket('0.0.0.0') as peer:
        peer.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP,
                        socket.inet_aton(GROUP) + socket.inet_aton('127.0.0.1'))
        peer.setsockopt(socket.IPPROTO_IP, ip_recvttl, 1)
        for option, expected in (([], 1), (['--hops=0', '--no-loopback'], 0), (['--hops=7'], 7)):
            run('udp', '--interface=lo', '--wait=0', *option, f'{GROUP}:{peer.getsockname()[1]}', 'x')
            _, ancillary, _, _ = peer.recvmsg(10, 100)
            assert struct.unpack('i', ancillary[0][2])[0] == expected, (option, ancillary)


@test
def bad_groups():
    """A group that can't be joined is a sentence that names it, and status 1"""
    for options, named in ((['--join=127.0.0.1%lo'], '127.0.0.1'),
                           (['--join=frobnicate'], 'frobnicate'),
                           ([f'--join={GROUP}%nosuch0'], 'nosuch0'),
                           ([f'--join={GROUP}%lo', f'--join={GROUP}%lo'], GROUP)):
        output, errors = run('udp', '--bind=0', *options, status=1)
        assert named.encode() in errors, (options, errors)
        assert b'istening' not in output, output


@test
def share_port():
    """With --share-port two may have the same port; without, the second is told whose it is"""
    with Cli('udp', '--bind=*:0', '--share-port', f'--join={GROUP}%lo', '--count=1') as one:
        bind = f'--bind=*:{one.port()}'
        _, errors = run('udp', bind, status=1)
        assert str(one.port()).encode() in errors and b'in use' in errors, errors
        with Cli('udp', bind, '--share-port', f'--join={GROUP}%lo', '--count=1') as other:
            other.port()
            run('udp', '--interface=lo', '--wait=0', f'{GROUP}:{one.port()}', 'x')
            other.finish()
        one.finish()


if __name__ == '__main__':
    main()
