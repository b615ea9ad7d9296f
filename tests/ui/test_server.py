#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The TCP Server tab of the real program, against sockets that the test opens."""

import contextlib
import os
import pathlib
import socket

from prise_ui import LIMIT, UiTest, in_each_language, main, read_to_end, wait_for


def is_refused(port):
    with contextlib.closing(socket.socket()) as connection:
        connection.settimeout(LIMIT)
        return connection.connect_ex(('127.0.0.1', port)) != 0


class Server(UiTest):
    @in_each_language
    def test_replies_by_template(self):
        page, port = self.start_server()
        connection = self.connect(port)
        connection.sendall(b'Bonjour serveur')
        self.assertEqual(connection.recv(4096), b'Recu: Bonjour serveur')
        self.assertIn('Bonjour serveur', page.wait_for_row('Bonjour serveur', '15'))
        self.assertIn('Recu: Bonjour serveur', page.wait_for_row('Recu: Bonjour serveur', '21'))

    def test_replies_every_message(self):
        _, port = self.start_server()
        connection = self.connect(port)
        for number in range(5):
            connection.sendall(f'message {number}'.encode())
            self.assertEqual(connection.recv(4096), f'Recu: message {number}'.encode())

    def test_replies_on_ipv6(self):
        page, port = self.start_server()
        with socket.create_connection(('::1', port), timeout=LIMIT) as connection:
            connection.sendall(b'six')
            self.assertEqual(connection.recv(4096), b'Recu: six')
        page.wait_for_row('[::1]:', 'six')

    def test_takes_a_template(self):
        page = self.program.server()
        page.type('Reply Template', '{size} {data}!')
        _, port = self.start_server()
        connection = self.connect(port)
        connection.sendall('été'.encode())
        self.assertEqual(connection.recv(4096), '5 été!'.encode())

    @in_each_language
    def test_echoes(self):
        page = self.program.server()
        page.choose('Reply', 'Echo')
        _, port = self.start_server()
        connection = self.connect(port)
        connection.sendall(b'again')
        self.assertEqual(connection.recv(4096), b'again')

    def test_sends_to_all(self):
        page, port = self.start_server()
        connections = [self.connect(port) for _ in range(3)]
        wait_for(lambda: len(page.rows('Clients')) == 3, 'three clients in the list')
        page.type('Message', r'to all\x21')
        page.click('Send')
        for connection in connections:
            self.assertEqual(connection.recv(4096), b'to all!')

    @in_each_language
    def test_lists_clients_and_disconnects_one(self):
        page, port = self.start_server()
        first, second = self.connect(port), self.connect(port)
        name = '{}:{}'.format(*first.getsockname()[:2])
        page.wait_for_row(name, name='Clients')
        page.disconnect_client(name)
        self.assertEqual(first.recv(4096), b'')
        wait_for(lambda: len(page.rows('Clients')) == 1, 'one client in the list')
        second.sendall(b'still here')
        self.assertEqual(second.recv(4096), b'Recu: still here')

    def test_stops_in_order(self):
        page, port = self.start_server()
        connection = self.connect(port)
        wait_for(lambda: len(page.rows('Clients')) == 1, 'one client in the list')
        page.click('Stop Server')
        self.assertEqual(read_to_end(connection), b'')
        connection.close()
        page.find_button('Start Server')
        self.assertTrue(is_refused(port))

    def test_closing_the_window_ends_connections_in_order(self):
        page, port = self.start_server()
        connection = self.connect(port)
        wait_for(lambda: len(page.rows('Clients')) == 1, 'one client in the list')
        page.type('Message', 'last words')
        page.click('Send')
        page.wait_for_row('last words')
        self.program.press_close()
        self.assertEqual(read_to_end(connection), b'last words')
        connection.close()
        self.assertEqual(self.program.wait_for_end(), 0)

    def test_shows_any_bytes(self):
        page, port = self.start_server()
        connection = self.connect(port)
        for sent, shown in ((b'<b>bold</b> &amp; %s%n', '<b>bold</b> &amp; %s%n'),
                            (b'nul \0 here', r'nul \0 here'),
                            (b'bad \xff\xfe utf-8', r'bad \xFF\xFE utf-8'),
                            (b'line\r\nnext\tx', r'line\r\nnext\tx'),
                            ('שלום'.encode(), 'שלום')):
            connection.sendall(sent)
            self.assertEqual(connection.recv(4096), b'Recu: ' + sent)
            page.wait_for_row('Recu: ' + shown)

    def test_shows_a_long_line(self):
        page, port = self.start_server()
        connection = self.connect(port)
        connection.sendall(b'x' * 10000)
        page.wait_for_row('Recu: xxxxxxxxxx')


@in_each_language
class Mistakes(UiTest):
    def refused_at_field(self, port, message, *values):
        """The port is refused: a sentence at the field, nothing lost, and no server."""
        page = self.program.server()
        page.type('Port', port)
        page.click_if_possible('Start Server')
        page.wait_for_message(message, *values)
        self.assertEqual(page.value('Port'), port)
        self.assertIsNone(page.maybe_button('Stop Server'))
        return page

    def test_port_is_no_number(self):
        page = self.refused_at_field('abc', '“%s” isn’t a port: enter a number from %d to 65535',
                                     'abc', 0)
        page.type('Port', '0')
        page.click('Start Server')
        page.find_button('Stop Server')

    def test_port_is_too_large(self):
        self.refused_at_field('70000', 'There is no port %s: enter a number from %d to 65535',
                              '70000', 0)

    def test_port_is_in_use(self):
        with socket.create_server(('127.0.0.1', 0)) as other:
            port = other.getsockname()[1]
            me = pathlib.Path('/proc/self/comm').read_text(encoding='utf-8').strip()
            owner = self.program.translate('“%s” (process %s)') % (me, os.getpid())
            page = self.refused_at_field(
                str(port), 'Port %u is in use by %s: stop it, or choose another port', port, owner)
        page.click('Start Server')
        page.find_button('Stop Server')

    def test_address_is_not_ours(self):
        page = self.program.server()
        page.type('Address', '192.0.2.1')
        page.type('Port', '0')
        page.click('Start Server')
        page.wait_for_message('%s isn’t an address of this machine: choose one of its own, '
                              'or none for all', '192.0.2.1')
        self.assertEqual(page.value('Address'), '192.0.2.1')


if __name__ == '__main__':
    main()
