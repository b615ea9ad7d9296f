#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""prise-cli udp, one to many: broadcast, multicast, a port that is shared. All on this machine."""

import socket
import struct

from prise_cli import LIMIT, Cli, datagram_socket, has_ipv6, run
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
def multicast_ipv6():
    """The same by IPv6"""
    if not has_ipv6():
        raise Skip('no IPv6 here')
    with Cli('udp', '--bind=0', f'--join={GROUP6}%lo', '--reply=Recu: {data}', '--json') as cli:
        for host in (f'[{GROUP6}]', f'[{GROUP6}%lo]'):
            output, _ = run('udp', '--interface=lo', '--raw', '--count=1', f'--wait={LIMIT}',
                            f'{host}:{cli.port()}', 'Bonjour')
            assert output == b'Recu: Bonjour', output
        cli.stop()
    assert cli.received() == [b'Bonjour', b'Bonjour'], cli.lines


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
