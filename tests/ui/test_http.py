#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTTP tab of the real program, against a server that the test plays itself, byte for byte."""

import json
import os
import pathlib
import socket
import tempfile

from accessible import BUTTONS, ENTRIES, LISTS, MENU_ITEMS, ROWS, TABS, press_key
from prise_ui import LIMIT, RETURN, Program, UiTest, free_port, main, wait_for

TAB = 0xff09
OK = b'HTTP/1.1 200 OK\r\nContent-Length: 7\r\nContent-Type: text/plain\r\n\r\nBonjour'


class HttpTest(UiTest):
    def setUp(self):
        """A history of the test's own."""
        self.data = self.enterContext(tempfile.TemporaryDirectory())
        os.environ['XDG_DATA_HOME'] = self.data
        super().setUp()
        self.listener = self.enterContext(socket.create_server(('127.0.0.1', 0)))
        self.listener.settimeout(LIMIT)
        self.port = self.listener.getsockname()[1]
        self.url = f'http://127.0.0.1:{self.port}'

    def accept(self):
        connection = self.enterContext(self.listener.accept()[0])
        connection.settimeout(LIMIT)
        return connection

    def read(self, connection, size):
        """Returns so many bytes of a request, and fails if more come at once."""
        parts = b''
        while len(parts) < size:
            part = connection.recv(65536)
            self.assertTrue(part, f'only {parts} came')
            parts += part
        self.assertEqual(len(parts), size, parts)
        return parts

    def expect(self, connection, request):
        self.assertEqual(self.read(connection, len(request)), request)

    def show(self, page, switcher, name):
        """Shows a view of the page: there are views of that name in several places."""
        translate = self.program.translate

        def tab():
            wholes = (node for node in page.look() if node.name == translate(switcher))
            return next((node for whole in wholes for node in whole
                         if node.role in TABS | BUTTONS and node.name == translate(name)), None)
        wait_for(tab, name).press()

    def write_raw(self, page, text):
        self.show(page, 'View of the Request', 'Raw')
        page.type('Request', text)

    def choose_from_menu(self, page, name):
        page.find_button('More of the Request').open()
        page.find(MENU_ITEMS, name).press()

    def send(self, path='/'):
        """Sends the form to the server; returns the page and the connection."""
        page = self.program.http()
        page.type('URL', self.url + path)
        page.click('Send Request')
        return page, self.accept()

    def request(self, path='/', method='GET'):
        return f'{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n'.encode()


class Requests(HttpTest):
    def test_lesson(self):
        page = self.program.http()
        self.assertEqual(page.value('URL'), 'http://example.com/')
        self.assertEqual(page.value('Method'), 'GET')
        page.wait_for_message('Not connected')
        self.show(page, 'View of the Request', 'Raw')
        self.assertEqual(page.value('Request'), 'GET / HTTP/1.1\nHost: example.com\n\n')

    def test_get(self):
        page, connection = self.send('/é?x=1')
        self.expect(connection, self.request('/%C3%A9?x=1'))
        connection.sendall(OK)
        page.wait_for_text('200 OK')
        page.find_button('Send Request')
        self.show(page, 'View of the Traffic', 'Log')
        page.wait_for_row('Bonjour')

    def test_raw_response(self):
        page, connection = self.send()
        connection.sendall(b'HTTP/1.1 404 Nichts da\r\nX-Odd:  \xff\r\nContent-Length: 0\r\n\r\n')
        page.wait_for_text('404 Nichts da')
        self.show(page, 'Response', 'Raw')
        page.wait_for_text('^HTTP/1.1 404 Nichts da')
        page.wait_for_text(r'X-Odd:  \\xFF')

    def test_connection_is_kept(self):
        page, connection = self.send()
        self.expect(connection, self.request())
        connection.sendall(OK)
        page.find_button('Send Request')
        page.type('Method', 'PURGE')
        page.click('Send Request')
        self.expect(connection, self.request(method='PURGE'))
        connection.sendall(OK)
        page.find_button('Send Request')

    def test_malformed(self):
        page = self.program.http()
        page.type('URL', self.url)
        self.write_raw(page, 'BREW  \\xFF pot\\n\nNo colon\n\\0\\r: x')
        page.click('Send Request')
        self.expect(self.accept(), b'BREW  \xff pot\nNo colon\r\n\x00\r: x')

    def test_mistyped(self):
        page = self.program.http()
        page.type('URL', self.url)
        self.write_raw(page, 'GET \\q')
        page.click('Send Request')
        page.wait_for_text(r'\\q')
        self.assertEqual(page.value('Request'), 'GET \\q')
        self.write_raw(page, 'GET')
        page.click('Send Request')
        self.expect(self.accept(), b'GET')

    def test_header_is_left_out(self):
        page = self.program.http()
        page.type('URL', self.url)
        page.click('Add Header')
        page.find(ENTRIES, 'Value')
        names = [node for node in page.look()
                 if node.role in ENTRIES and node.name == self.program.translate('Name')]
        names[-1].set_text('X-Test')
        page.type(self.program.translate('Value of %s') % 'X-Test', 'yes')
        page.switch(self.program.translate('Send %s') % 'Host')
        page.click('Send Request')
        connection = self.accept()
        self.expect(connection, b'GET / HTTP/1.1\r\nX-Test: yes\r\n\r\n')
        connection.sendall(OK)
        page.find_button('Send Request')
        page.click(self.program.translate('Remove %s') % 'X-Test')
        page.switch(self.program.translate('Send %s') % 'Host')
        page.click('Send Request')
        self.expect(connection, self.request())

    def test_one_click_headers(self):
        page = self.program.http()
        page.type('URL', self.url)
        page.switch('Content-Length')
        page.switch('Accept-Encoding')
        page.click('Send Request')
        self.expect(self.accept(), self.request()[:-2] +
                    b'Content-Length: 0\r\nAccept-Encoding: gzip, deflate\r\n\r\n')

    def test_body(self):
        page = self.program.http()
        page.type('URL', self.url)
        page.type('Method', 'POST')
        page.switch('Content-Length')
        self.show(page, 'View of the Request', 'Raw')
        # Content-Length follows at once: the text is not what was typed.
        page.find(ENTRIES, 'Request').set_text(page.value('Request') + 'a=1\\n\nçÿ')
        self.show(page, 'View of the Request', 'Form')
        wait_for(lambda: page.value('Body Text') == 'a=1\nçÿ', 'the body in the form')
        page.type('Body Text', 'Bonjour à tous\n')
        page.click('Send Request')
        self.expect(self.accept(), self.request(method='POST')[:-2] +
                    b'Content-Length: 16\r\n\r\nBonjour \xc3\xa0 tous\n')

    def test_redirect(self):
        page, connection = self.send('/old')
        self.expect(connection, self.request('/old'))
        connection.sendall(b'HTTP/1.1 302 Found\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n')
        page.click('Follow Redirect')
        self.expect(connection, self.request('/new'))
        connection.sendall(OK)
        page.wait_for_text('200 OK')
        self.assertEqual(page.value('URL'), self.url + '/new')

    def test_curl(self):
        page = self.program.http()
        page.type('URL', self.url + '/curl')
        self.choose_from_menu(page, 'Copy as curl')
        self.program.whole.wait_for_message('The curl command is on the clipboard')
        self.choose_from_menu(page, 'Reset to the Lesson')
        wait_for(lambda: page.value('URL') == 'http://example.com/', 'the lesson')
        self.choose_from_menu(page, 'Paste curl Command')
        wait_for(lambda: page.value('URL') == self.url + '/curl', 'the URL of the command')


class Mistakes(HttpTest):
    def test_bad_url(self):
        page = self.program.http()
        for url in ('https://127.0.0.1/', 'gopher://a/', 'http://a b/', ''):
            page.type('URL', url)
            page.click('Send Request')
            page.wait_for_text('http')
            self.assertEqual(page.value('URL'), url)
            page.find_button('Send Request')

    def test_refused(self):
        port = free_port()
        page = self.program.http()
        page.type('URL', f'http://127.0.0.1:{port}/')
        page.click('Send Request')
        page.wait_for_message('%s refused the connection: nobody listens there. Start the server, '
                              'or check the port', f'127.0.0.1:{port}')
        page.find_button('Send Request')

    def test_cancel(self):
        page, connection = self.send()
        self.expect(connection, self.request())
        page.click('Cancel')
        page.wait_for_message('Cancelled')
        page.find_button('Send Request')
        with self.assertRaises(ConnectionResetError):
            if connection.recv(1) == b'':
                raise ConnectionResetError

    def test_truncated(self):
        page, connection = self.send()
        self.expect(connection, self.request())
        connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 70\r\n\r\nBonjour')
        connection.close()
        page.wait_for_text('200 OK')
        page.find_button('Send Request')


class History(HttpTest):
    def rows(self, page):
        page.find_button('History').open()
        return wait_for(lambda: [row for row in page.find(LISTS, 'History') if row.role in ROWS],
                        'the history')

    def test_restart(self):
        page, connection = self.send('/remembered')
        connection.sendall(OK)
        page.wait_for_text('200 OK')
        page.find_button('Send Request')
        self.program.press_close()
        self.assertEqual(self.program.wait_for_end(), 0)
        path = pathlib.Path(self.data, 'prise', 'http-history.json')
        [kept] = json.loads(path.read_text(encoding='utf-8'))['requests']
        self.assertEqual((kept['url'], kept['status']), (self.url + '/remembered', 200))

        self.program = self.enterContext(Program(self.path, self.language))
        page = self.program.http()
        self.assertEqual(page.value('URL'), 'http://example.com/')
        [row] = self.rows(page)
        self.assertIn(f'GET {self.url}/remembered', row.texts())
        press_key(TAB)
        press_key(RETURN)
        wait_for(lambda: page.value('URL') == self.url + '/remembered', 'the URL of the row')
        self.rows(page)
        page.click('Send Again')
        self.expect(self.accept(), self.request('/remembered'))


if __name__ == '__main__':
    main()
