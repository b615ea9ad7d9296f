#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The TCP Client tab of the real program, against servers in Python, ncat and socat."""

import contextlib
import socket
import struct
import subprocess

from accessible import ENTRIES, press_key
from prise_ui import (LIMIT, RETURN, UP, UiTest, free_port, in_each_language, main, read_to_end,
                      wait_for)


class Client(UiTest):
    def listen(self):
        """Returns a listening socket of the test's own, and its port."""
        listener = self.enterContext(socket.create_server(('127.0.0.1', 0)))
        listener.settimeout(LIMIT)
        return listener, listener.getsockname()[1]

    def accept(self, listener):
        connection, _ = listener.accept()
        self.enterContext(connection)
        connection.settimeout(LIMIT)
        return connection

    def run_server(self, *command):
        """Starts another program's server, which ends with the test."""
        server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(server.communicate)
        self.addCleanup(server.terminate)
        return server

    @in_each_language
    def test_python_server(self):
        listener, port = self.listen()
        page = self.connect_client(port)
        connection = self.accept(listener)
        page.click('Send')
        self.assertEqual(connection.recv(4096), b'Bonjour serveur')
        connection.sendall('Bonjour à toi'.encode())
        page.wait_for_row('Bonjour serveur', self.program.size(15))
        page.wait_for_row('Bonjour à toi', self.program.size(14))
        page.click('Disconnect')
        self.assertEqual(read_to_end(connection), b'')
        connection.close()
        page.find_button('Connect')

    def test_ncat_server(self):
        port = free_port()
        server = self.run_server('ncat', '-l', '127.0.0.1', str(port))
        self.wait_for_listener(port)
        page = self.connect_client(port)
        page.click('Send')
        self.assertEqual(server.stdout.read(15), b'Bonjour serveur')
        server.stdin.write(b'from ncat')
        server.stdin.flush()
        page.wait_for_row('from ncat')

    def test_socat_server(self):
        port = free_port()
        self.run_server('socat', f'TCP-LISTEN:{port},bind=127.0.0.1,reuseaddr', 'EXEC:cat')
        self.wait_for_listener(port)
        page = self.connect_client(port)
        page.type('Message', r'echoed by socat\n')
        page.click('Send')
        wait_for(lambda: sum('echoed by socat\\n' in row for row in page.rows()) == 2,
                 'the message and its echo')

    @in_each_language
    def test_half_close_by_us(self):
        listener, port = self.listen()
        page = self.connect_client(port)
        connection = self.accept(listener)
        page.click('Send')
        page.wait_for_row('Bonjour serveur')
        page.click('Finish Sending')
        self.assertEqual(read_to_end(connection), b'Bonjour serveur')
        connection.sendall(b'one can still reply')
        page.wait_for_row('one can still reply')
        connection.close()
        page.find_button('Connect')

    @in_each_language
    def test_peer_finishes(self):
        listener, port = self.listen()
        page = self.connect_client(port)
        connection = self.accept(listener)
        connection.sendall(b'that was all')
        connection.shutdown(socket.SHUT_WR)
        page.wait_for_row('that was all')
        page.wait_for_row('The peer has finished sending: end of stream')
        self.assertEqual(read_to_end(connection), b'')
        page.find_button('Connect')

    @in_each_language
    def test_reset_by_peer(self):
        listener, port = self.listen()
        page = self.connect_client(port)
        connection = self.accept(listener)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        connection.close()
        page.wait_for_row('The peer reset the connection')
        page.find_button('Connect')

    def test_closing_the_window_ends_the_connection_in_order(self):
        listener, port = self.listen()
        page = self.connect_client(port)
        connection = self.accept(listener)
        page.click('Send')
        page.wait_for_row('Bonjour serveur')
        self.program.press_close()
        self.assertEqual(read_to_end(connection), b'Bonjour serveur')
        connection.close()
        self.assertEqual(self.program.wait_for_end(), 0)

    def test_enter_sends_and_up_recalls(self):
        listener, port = self.listen()
        page = self.connect_client(port)
        connection = self.accept(listener)
        page.type('Message', 'by Enter')
        page.find(ENTRIES, 'Message').click()
        press_key(RETURN)
        self.assertEqual(connection.recv(4096), b'by Enter')
        page.type('Message', '')
        press_key(UP)
        wait_for(lambda: page.value('Message') == 'by Enter', 'the earlier message')

    def test_filter(self):
        listener, port = self.listen()
        page = self.connect_client(port)
        connection = self.accept(listener)
        for word in ('alpha', 'beta'):
            connection.sendall(word.encode())
            page.wait_for_row(word)
        page.type('Filter', 'alph')
        wait_for(lambda: not any('beta' in row for row in page.rows()), 'one row to disappear')
        page.wait_for_row('alpha')
        page.type('Filter', '')
        page.wait_for_row('beta')

    @in_each_language
    def test_large_reply(self):
        listener, port = self.listen()
        page = self.connect_client(port)
        connection = self.accept(listener)
        connection.sendall(b'0123456789abcdef' * 65536)
        page.wait_for_text(r'↓\s1[.,]0\d?\sM[Bo]')
        connection.sendall(b'the end')
        page.wait_for_row('the end')

    def wait_for_listener(self, port):
        """Waits until somebody listens on the port, without connecting: ncat takes one client."""
        wanted = f':{port:04X} 00000000:0000 0A'

        def listens():
            with open('/proc/net/tcp', encoding='ascii') as table:
                return wanted in table.read()
        wait_for(listens, f'a listener on port {port}')


class Both(UiTest):
    def test_two_tabs(self):
        server, port = self.start_server()
        client = self.connect_client(port)
        client.type('Message', 'from tab to tab')
        client.click('Send')
        client.wait_for_row('Recu: from tab to tab')
        server = self.program.server()
        server.wait_for_row('Recu: from tab to tab')
        server.type('Message', 'and back')
        server.click('Send')
        client = self.program.client()
        client.wait_for_row('and back')
        client.click('Disconnect')
        server = self.program.server()
        wait_for(lambda: not server.rows('Clients'), 'the client to be gone')

    def test_closing_the_window_with_both(self):
        _, port = self.start_server()
        self.connect_client(port)
        self.program.press_close()
        self.assertEqual(self.program.wait_for_end(), 0)


@in_each_language
class Mistakes(UiTest):
    def test_refused(self):
        page = self.program.client()
        port = free_port()
        page.type('Host', '127.0.0.1')
        page.type('Port', str(port))
        page.click('Connect')
        page.wait_for_message('%s refused the connection: nobody listens there. '
                              'Start the server, or check the port', f'127.0.0.1:{port}')
        self.assertEqual(page.value('Port'), str(port))
        page.find_button('Connect')

    def test_ports_that_are_none(self):
        page = self.program.client()
        for port, message, values in (
                ('abc', '“%s” isn’t a port: enter a number from %d to 65535', ('abc', 1)),
                ('0', 'There is no port %s: enter a number from %d to 65535', ('0', 1)),
                ('70000', 'There is no port %s: enter a number from %d to 65535', ('70000', 1))):
            with self.subTest(port=port):
                page.type('Port', port)
                page.click_if_possible('Connect')
                page.wait_for_message(message, *values)
                self.assertEqual(page.value('Port'), port)

    def test_host_is_none(self):
        page = self.program.client()
        page.type('Host', 'not a host')
        page.click_if_possible('Connect')
        page.wait_for_message('“%s” is neither a name nor an address', 'not a host')
        self.assertEqual(page.value('Host'), 'not a host')

    def test_mistyped_message(self):
        with contextlib.closing(socket.create_server(('127.0.0.1', 0))) as listener:
            page = self.connect_client(listener.getsockname()[1])
            connection, _ = listener.accept()
            with connection:
                page.type('Message', r'abc\xZZ')
                page.click_if_possible('Send')
                page.wait_for_message('“%s” at character %u: %s', '\\x', 4, self.program.translate(
                    'two hexadecimal digits must follow, as in “\\x0A”'))
                self.assertEqual(page.value('Message'), r'abc\xZZ')
                page.type('Message', r'abc\x21')
                page.click('Send')
                connection.settimeout(LIMIT)
                self.assertEqual(connection.recv(4096), b'abc!')


if __name__ == '__main__':
    main()
