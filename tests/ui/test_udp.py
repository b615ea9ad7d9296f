#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The UDP tab of the real program, against sockets that the test opens, and socat."""

import contextlib
import os
import pathlib
import select
import socket
import struct
import subprocess
import threading

from accessible import CHOICES, LISTS, ROWS, press_key
from prise_ui import LIMIT, UiTest, in_each_language, main, wait_for

GROUP = '239.255.12.34'
MENU = 0xff67


def loopback_index():
    return socket.if_nametoindex('lo')


def is_bound(port):
    """Tells whether some UDP socket has the port, without taking it for a moment."""
    lines = pathlib.Path('/proc/net/udp').read_text(encoding='ascii').splitlines()[1:]
    return any(int(line.split()[1].split(':')[1], 16) == port for line in lines)


def echo(other, end):
    """Sends back what comes, until the socket that is the end can be read."""
    while end not in select.select([other, end], [], [])[0]:
        other.send(other.recv(4096))


class UdpTest(UiTest):
    def bind(self, address='127.0.0.1', family=socket.AF_INET):
        """Returns a socket of the test's own, and its port."""
        other = self.enterContext(socket.socket(family, socket.SOCK_DGRAM))
        other.settimeout(LIMIT)
        other.bind((address, 0))
        return other, other.getsockname()[1]

    def aim_at(self, page, host, port):
        page.type('Destination Host', host)
        page.type('Destination Port', str(port))


class Datagrams(UdpTest):
    @in_each_language
    def test_replies_by_template(self):
        page, port = self.open_socket()
        page.choose('Reply', 'Template')
        other, other_port = self.bind()
        for text in ('Bonjour serveur', 'encore'):
            other.sendto(text.encode(), ('127.0.0.1', port))
            self.assertEqual(other.recv(4096), f'Recu: {text}'.encode())
        page.wait_for_row('Bonjour serveur', self.program.size(15), f'127.0.0.1:{other_port}')
        page.wait_for_row('Recu: Bonjour serveur', self.program.size(21))
        page.wait_for_row(f'127.0.0.1:{other_port}', '↓\N{NO-BREAK SPACE}2', name='Peers')
        page.click('Close')
        page.find_button('Open')

    @in_each_language
    def test_peer_that_replies_to_replies(self):
        """The status line says that it was stopped, when the log is far further"""
        page, port = self.open_socket()
        page.choose('Reply', 'Echo')
        other, other_port = self.bind()
        other.connect(('127.0.0.1', port))
        other.send(b'forged')
        ours, end = map(self.enterContext, socket.socketpair())
        thread = threading.Thread(target=echo, args=[other, end])
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(ours.close)
        page.wait_for_message('replies to %s were paused: it replies to every one',
                              f'127.0.0.1:{other_port}')

    def test_replies_on_ipv6(self):
        page, port = self.open_socket()
        page.choose('Reply', 'Template')
        other, other_port = self.bind('::1', socket.AF_INET6)
        other.sendto(b'six', ('::1', port))
        self.assertEqual(other.recv(4096), b'Recu: six')
        page.wait_for_row(f'[::1]:{other_port}', 'six')

    def test_sends_to_a_server(self):
        other, other_port = self.bind()
        page, port = self.open_socket()
        page.choose('Reply', 'Template')
        self.aim_at(page, '127.0.0.1', other_port)
        page.type('Message', 'Bonjour à toi')
        page.click('Send')
        data, sender = other.recvfrom(4096)
        self.assertEqual((data.decode(), sender), ('Bonjour à toi', ('127.0.0.1', port)))
        other.sendto(b'and to you', sender)
        page.wait_for_row('and to you')
        other.setblocking(False)
        with self.assertRaises(BlockingIOError, msg='a reply is not replied to'):
            other.recv(4096)

    def test_sends_on_ipv6(self):
        other, other_port = self.bind('::1', socket.AF_INET6)
        page, port = self.open_socket()
        self.aim_at(page, '::1', other_port)
        page.click('Send')
        data, sender = other.recvfrom(4096)
        self.assertEqual((data, sender[:2]), (b'Bonjour serveur', ('::1', port)))

    def test_socat(self):
        other, other_port = self.bind()
        other.close()
        server = subprocess.Popen(
            ['socat', f'UDP4-RECVFROM:{other_port},bind=127.0.0.1,fork', 'EXEC:cat'])
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        wait_for(lambda: is_bound(other_port), 'socat')
        page, _ = self.open_socket()
        self.aim_at(page, '127.0.0.1', other_port)
        page.type('Message', 'echoed by socat')
        page.click('Send')
        wait_for(lambda: sum('echoed by socat' in row for row in page.rows()) == 2,
                 'the message and its echo')

    @in_each_language
    def test_empty_datagrams(self):
        other, other_port = self.bind()
        page, port = self.open_socket()
        self.aim_at(page, '127.0.0.1', other_port)
        page.type('Message', '')
        page.click('Send')
        self.assertEqual(other.recvfrom(4096), (b'', ('127.0.0.1', port)))
        page.wait_for_row('Sent', self.program.size(0), 'empty datagram')
        other.sendto(b'', ('127.0.0.1', port))
        page.wait_for_row('Received', self.program.size(0), 'empty datagram')

    @in_each_language
    def test_cut_datagram(self):
        page = self.program.udp()
        page.expand('More Options')
        page.type('Maximum Datagram Size', '5')
        page, port = self.open_socket()
        page.choose('Reply', 'Template')
        other, _ = self.bind()
        other.sendto(b'Bonjour serveur', ('127.0.0.1', port))
        self.assertEqual(other.recv(4096), b'Recu: Bonjo')
        cut = self.program.translate('%s … (truncated)') % 'Bonjo'
        page.wait_for_row('> ' + self.program.size(5), cut)

    @in_each_language
    def test_reply_to_a_row(self):
        other, other_port = self.bind('::1', socket.AF_INET6)
        page, port = self.open_socket()
        other.sendto(b'who am I?', ('::1', port))
        page.select_row('who am I?')
        press_key(MENU)
        page.choose_from_menu('_Reply to This Peer')
        wait_for(lambda: page.value('Destination Port') == str(other_port), 'the destination')
        self.assertEqual(page.value('Destination Host'), '::1')
        page.type('Message', 'you')
        page.click('Send')
        self.assertEqual(other.recv(4096), b'you')

    def test_peer_becomes_destination(self):
        other, other_port = self.bind()
        page, port = self.open_socket()
        other.sendto(b'hello', ('127.0.0.1', port))
        page.wait_for_row(f'127.0.0.1:{other_port}', name='Peers')
        next(row for row in page.find(LISTS, 'Peers') if row.role in ROWS).click()
        wait_for(lambda: page.value('Destination Port') == str(other_port), 'the destination')

    def test_closing_the_window_in_mid_traffic(self):
        page, port = self.open_socket()
        other, other_port = self.bind()
        self.aim_at(page, '127.0.0.1', other_port)
        for number in range(2000):
            other.sendto(b'%d' % number, ('127.0.0.1', port))
        page.type('Message', 'last words')
        page.click('Send')
        self.program.press_close()
        for number in range(2000):
            with contextlib.suppress(ConnectionRefusedError):
                other.sendto(b'late %d' % number, ('127.0.0.1', port))
        self.assertEqual(self.program.wait_for_end(), 0)
        self.assertEqual(other.recv(4096), b'last words')


@in_each_language
class Mistakes(UdpTest):
    def assert_kept(self, page, message):
        self.assertEqual(page.value('Message'), message)

    def test_port_is_in_use(self):
        _, port = self.bind()
        page = self.program.udp()
        page.type('Local Port', str(port))
        page.click('Open')
        me = pathlib.Path('/proc/self/comm').read_text(encoding='utf-8').strip()
        owner = self.program.translate('“%s” (process %s)') % (me, os.getpid())
        page.wait_for_message('Port %u is in use by %s: stop it, or choose another port', port,
                              owner)
        page.type('Local Port', '')
        page.click('Open')
        page.find_button('Close')

    def test_host_does_not_resolve(self):
        page, _ = self.open_socket()
        self.aim_at(page, 'no-such-name.invalid', 12345)
        page.type('Message', 'kept')
        page.click('Send')
        page.wait_for_text(r'no-such-name\.invalid.+:')
        self.assert_kept(page, 'kept')

    def test_destination_is_missing(self):
        other, other_port = self.bind()
        page, _ = self.open_socket()
        self.aim_at(page, '', other_port)
        page.type('Message', 'kept')
        page.click('Send')
        page.wait_for_message('Enter a host: a name such as “localhost”, or an address')
        self.assert_kept(page, 'kept')
        page.type('Destination Host', '127.0.0.1')
        page.click('Send')
        self.assertEqual(other.recv(4096), b'kept')

    def test_nobody_listens(self):
        other, port = self.bind()
        other.close()
        page = self.program.udp()
        page.switch('Only the Destination')
        self.aim_at(page, '127.0.0.1', port)
        page, _ = self.open_socket()
        page.click('Send')
        sentence = self.program.translate(
            'Nobody listens on %s: start the other program, or check the port')
        page.wait_for_row('Error', sentence % f'127.0.0.1:{port}')
        page.find_button('Close')

    def test_broadcast_needs_leave(self):
        other, port = self.bind('127.255.255.255')
        page, _ = self.open_socket()
        self.aim_at(page, '127.255.255.255', port)
        page.type('Message', 'to all')
        page.click('Send')
        page.wait_for_message('%s is a broadcast address: allow broadcast first',
                              f'127.255.255.255:{port}')
        self.assert_kept(page, 'to all')
        page.switch('Allow Broadcast')
        page.click('Send')
        self.assertEqual(other.recv(4096), b'to all')


@in_each_language
class Multicast(UdpTest):
    def choose_loopback(self, page):
        """Chooses the interface, whose row shows the choice as its subtitle."""
        item = page.choose_where('Interface', lambda item: item.split(' · ')[0] == 'lo')
        wait_for(lambda: item in page.find(CHOICES, 'Interface').texts(), 'the choice')

    def test_group(self):
        other, other_port = self.bind(GROUP)
        other.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP,
                         struct.pack('4s4si', socket.inet_aton(GROUP), bytes(4), loopback_index()))
        other.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF,
                         struct.pack('4s4si', bytes(4), bytes(4), loopback_index()))
        page, port = self.open_socket(address='')
        page.expand('Broadcast and Multicast')
        self.choose_loopback(page)

        page.type('Group', '192.0.2.1')
        page.click('Join')
        page.wait_for_text(r'192\.0\.2\.1.+224\.0\.0\.0')
        page.type('Group', GROUP)
        page.click('Join')
        leave = self.program.translate('Leave %s') % (GROUP + '%lo')
        page.find_button(leave)

        other.sendto(b'to the group', (GROUP, port))
        page.wait_for_row('Received', 'to the group')
        self.aim_at(page, GROUP, other_port)
        page.type('Message', 'to the group, too')
        page.click('Send')
        self.assertEqual(other.recv(4096), b'to the group, too')

        page.click(leave)
        wait_for(lambda: page.maybe_button(leave) is None, 'the group to be left')
        page.find_button('Join')


if __name__ == '__main__':
    main()
