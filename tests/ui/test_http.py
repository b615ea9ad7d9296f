#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests of the HTTP tab of the real program, which the test reads byte for byte."""

import pathlib

from accessible import ENTRIES, Atspi, press_key
from http_ui import OK, TAB, HttpTest
from prise_ui import free_port, in_each_language, main, wait_for


class Requests(HttpTest):
    @in_each_language
    def test_lesson(self):
        page = self.program.http()
        self.assertEqual(page.value('URL'), 'http://example.com/')
        self.assertEqual(page.value('Method'), 'GET')
        page.wait_for_message('Not connected')
        self.show(page, 'View of the Request', 'Raw Request')
        self.assertEqual(page.value('Request'), 'GET / HTTP/1.1\nHost: example.com\n\n')

    @in_each_language
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
        self.send_mistaken(page, 'Request')
        page.wait_for_text(r'\\q')
        self.assertEqual(page.value('Request'), 'GET \\q')
        self.write_raw(page, 'GET')
        page.click('Send Request')
        self.expect(self.accept(), b'GET')

    @in_each_language
    def test_header_is_left_out(self):
        page = self.program.http()
        page.type('URL', self.url)
        self.add_pair(page, 'Add Header', 'X-Test', 'yes')
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

    @in_each_language
    def test_many_headers(self):
        """The form shows the first of them, and the others when asked."""
        translate = self.program.translate
        names = [f'X-{i}' for i in range(60)]

        def request(names):
            return self.request()[:-2] + ''.join(f'{name}: a\r\n' for name in names).encode() + b'\r\n'
        page = self.program.http()
        page.type('URL', self.url)
        self.write_raw(page, request(names).decode().replace('\r\n', '\n'))
        self.show(page, 'View of the Request', 'Form')
        page.click(translate('Show More (%u Left)') % 11)
        page.click(translate('Remove %s') % names.pop())
        page.click('Send Request')
        self.expect(self.accept(), request(names))

    @in_each_language
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
        self.show(page, 'View of the Request', 'Raw Request')
        # Content-Length follows at once: the text is not what was typed.
        page.find(ENTRIES, 'Request').set_text(page.value('Request') + 'a=1\\n\nçÿ')
        self.show(page, 'View of the Request', 'Form')
        wait_for(lambda: page.value('Body Text') == 'a=1\nçÿ', 'the body in the form')
        page.type('Body Text', 'Bonjour à tous\n')
        page.click('Send Request')
        self.expect(self.accept(), self.request(method='POST')[:-2] +
                    b'Content-Length: 16\r\n\r\nBonjour \xc3\xa0 tous\n')

    @in_each_language
    def test_file(self):
        path = pathlib.Path(self.data, 'données.bin')
        path.write_bytes(bytes(range(256)) * 300)
        page = self.program.http()
        page.type('URL', self.url)
        page.type('Method', 'PUT')
        page.choose('Request Body', 'File')
        self.choose_file('Body of the Request', path)
        page.wait_for_text('^données.bin · ')
        page.click('Send Request')
        self.expect(self.accept(), self.request(method='PUT')[:-2] +
                    b'Content-Length: 76800\r\n\r\n' + path.read_bytes())

    @in_each_language
    def test_fields(self):
        page = self.program.http()
        page.type('URL', self.url)
        page.type('Method', 'POST')
        page.choose('Request Body', 'Form Fields')
        self.add_pair(page, 'Add Field', 'a', '1')
        self.add_pair(page, 'Add Field', 'b', 'é &')
        page.click('Send Request')
        connection = self.accept()
        head = self.request(method='POST')[:-2]
        kind = b'Content-Type: application/x-www-form-urlencoded\r\n\r\n'
        self.expect(connection, head + b'Content-Length: 16\r\n' + kind + b'a=1&b=%C3%A9+%26')
        connection.sendall(OK)
        page.find_button('Send Request')
        page.switch(self.program.translate('Send %s') % 'a')
        page.click('Send Request')
        self.expect(connection, head + b'Content-Length: 12\r\n' + kind + b'b=%C3%A9+%26')

    def test_redirect(self):
        page, connection = self.send('/old')
        self.expect(connection, self.request('/old'))
        connection.sendall(b'HTTP/1.1 302 Found\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n')
        page.click('Follow Redirect')
        self.expect(connection, self.request('/new'))
        connection.sendall(OK)
        page.wait_for_text('200 OK')
        self.assertEqual(page.value('URL'), self.url + '/new')

    @in_each_language
    def test_curl(self):
        page = self.program.http()
        page.type('URL', self.url + '/curl')
        self.choose_from_menu(page, '_Copy as curl')
        self.program.whole.wait_for_message('The curl command is on the clipboard')
        self.choose_from_menu(page, '_Reset to Example')
        wait_for(lambda: page.value('URL') == 'http://example.com/', 'the lesson')
        self.choose_from_menu(page, '_Paste curl Command')
        wait_for(lambda: page.value('URL') == self.url + '/curl', 'the URL of the command')


@in_each_language
class Mistakes(HttpTest):
    def test_https(self):
        message = 'https isn’t supported yet: use http'
        page = self.program.http()
        page.type('URL', f'https://127.0.0.1:{self.port}/')
        self.send_mistaken(page, 'URL')
        page.wait_for_message(message)
        self.assertEqual(page.find(ENTRIES, 'URL').description, self.program.translate(message))
        page.type('URL', self.url)
        wait_for(lambda: not page.says(self.program.translate(message)), 'the sentence to go')
        page.click('Send Request')
        self.expect(self.accept(), self.request())

    def test_bad_url(self):
        page = self.program.http()
        for url in ('https://127.0.0.1/', 'gopher://a/', 'http://a b/', ''):
            page.type('URL', url)
            self.send_mistaken(page, 'URL')
            page.wait_for_text('http')
            self.assertEqual(page.value('URL'), url)
            page.find_button('Send Request')
            press_key(TAB)
            wait_for(lambda: not page.find(ENTRIES, 'URL').has(Atspi.StateType.FOCUSED),
                     'the focus to go on')

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
        page.wait_for_message('Canceled')
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


if __name__ == '__main__':
    main()
