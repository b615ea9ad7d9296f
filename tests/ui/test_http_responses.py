#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Responses in the HTTP tab of the real program, and the history that they leave."""

import base64
import json
import pathlib
import re

from accessible import BUTTONS, ENTRIES, LISTS, ROWS, TABLES, press_key
from http_ui import OK, TAB, HttpTest
from prise_ui import RETURN, Program, in_each_language, main, wait_for


class Responses(HttpTest):
    ODD = (b'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nA : b\r\nContent-Length: 7\r\n\r\n'
           b'Bonjour')

    def responded(self):
        """Sends the form, and returns the page when the response has come."""
        page, connection = self.send()
        self.expect(connection, self.request())
        connection.sendall(self.ODD)
        page.wait_for_text('200 OK')
        page.find_button('Send Request')
        return page

    def see(self, page, view, kinds, name):
        """Shows the view, and returns what it has by that name: it must be there to be seen."""
        self.show(page, 'Response', view)
        wait_for(lambda: page.find(kinds, name).extents()[3] > 0, f'{view} to be in view')
        return page.find(kinds, name)

    @in_each_language
    def test_views(self):
        page = self.responded()
        page.find_button('Go to Problem')
        self.assertEqual(self.see(page, 'Body', ENTRIES, 'Body').text(), 'Bonjour')
        self.see(page, 'Headers', LISTS, 'Headers')
        self.assertEqual(page.rows('Headers')[1:], [['Content-Type', 'text/plain'], ['A', 'b'],
                                                    ['Content-Length', '7']])
        self.see(page, 'Raw', BUTTONS, 'Line Ends')
        page.wait_for_text('^A : b$')
        times = self.see(page, 'Timing', TABLES, 'Timing').texts()
        self.assertLessEqual({self.program.translate(name) for name in (
            'Total', 'Name resolution', 'Connecting', 'Sending', 'Waiting for the first byte',
            'Receiving')}, set(times))
        wait_for(lambda: sum(bool(re.search(r'\d\sm?s$', text))
                             for text in page.find(TABLES, 'Timing').texts()) == 6, 'six times')
        self.see(page, 'Problems', LISTS, 'Problems')
        [[problem, place]] = page.rows('Problems')
        self.assertEqual(problem, self.program.translate(
            'White space stands before the colon of a header'))
        self.assertIn('44', place)

    def test_header_in_raw(self):
        page = self.responded()

        self.see(page, 'Headers', LISTS, 'Headers')
        page.select('Headers', 'A')
        self.see(page, 'Raw', BUTTONS, 'Line Ends')
        page.wait_for_text(r'\b43\D+49\b')
        page.select('Bytes', 'Content-Length: 7')
        self.see(page, 'Headers', LISTS, 'Headers')
        wait_for(lambda: page.is_selected('Headers', 'Content-Length'),
                 'the header to be selected')

    @in_each_language
    def test_cancel_in_body(self):
        page, connection = self.send()
        self.expect(connection, self.request())
        connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\nBonjour')
        wait_for(lambda: page.value('Body') == 'Bonjour', 'what came of the body')
        page.click('Cancel')
        page.wait_for_message('Canceled: the response is incomplete')
        page.find_button('Send Request')
        self.assertEqual(page.value('Body'), 'Bonjour')
        with self.assertRaises(ConnectionResetError):
            if connection.recv(1) == b'':
                raise ConnectionResetError


class History(HttpTest):
    def rows(self, page):
        page.find_button('History').open()
        return wait_for(lambda: [row for row in page.find(LISTS, 'History') if row.role in ROWS],
                        'the history')

    def end(self):
        """Closes the window; returns the file of the history."""
        self.program.press_close()
        self.assertEqual(self.program.wait_for_end(), 0)
        return pathlib.Path(self.data, 'prise', 'http-history.json').read_text(encoding='utf-8')

    def test_password(self):
        page = self.program.http()
        page.type('URL', self.url)
        page.switch('Basic Authentication')
        page.find(ENTRIES, 'User Name').set_text('Ali')
        page.find(ENTRIES, 'Password').set_text('sésame')
        page.click('Send Request')
        secret = base64.b64encode('Ali:sésame'.encode())
        connection = self.accept()
        self.expect(connection, self.request()[:-2] + b'Authorization: Basic ' + secret +
                    b'\r\n\r\n')
        connection.sendall(OK)
        page.wait_for_text('200 OK')
        history = self.end()
        self.assertIn('Authorization', history)
        for text in (secret.decode(), 'sésame', 'Ali'):
            self.assertNotIn(text, history)

    @in_each_language
    def test_restart(self):
        page, connection = self.send('/remembered')
        connection.sendall(OK)
        page.wait_for_text('200 OK')
        page.find_button('Send Request')
        [kept] = json.loads(self.end())['requests']
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
