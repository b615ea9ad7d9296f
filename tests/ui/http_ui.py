# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTTP tab, for its tests: a server that the test plays itself, and how requests are written."""

import os
import socket
import tempfile

from accessible import BUTTONS, ENTRIES, TABS, Atspi, press_key
from prise_ui import LIMIT, UiTest, wait_for

SLASH, TAB = ord('/'), 0xff09
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
        self.show(page, 'View of the Request', 'Raw Request')
        page.type('Request', text)

    def choose_from_menu(self, page, name):
        page.find_button('More Request Actions').open()
        page.choose_from_menu(name)

    def add_pair(self, page, button, name, value):
        """Adds a row of that name and value."""
        page.click(button)
        page.find(ENTRIES, 'Value')
        names = [node for node in page.look()
                 if node.role in ENTRIES and node.name == self.program.translate('Name')]
        names[-1].set_text(name)
        page.type(self.program.translate('Value of %s') % name, value)

    def choose_file(self, title, path):
        """Chooses the file in the dialog that is about to open."""
        def dialog():
            return next((node for node in self.program.whole.look().children
                         if node.name == self.program.translate(title)), None)

        def place():
            return next((node for node in dialog() if node.role in ENTRIES
                         and node.text().startswith('/')), None)
        wait_for(dialog, title)
        press_key(SLASH)
        wait_for(place, 'where a path is typed').set_text(str(path))
        wait_for(lambda: place().text() == str(path), 'the path')
        # The words of GTK's own buttons are in the language of GTK's translations, if there are any.
        *_, accept = [node for node in dialog() if node.role in BUTTONS]
        accept.press()
        wait_for(lambda: dialog() is None, 'the dialog to close')

    def send(self, path='/'):
        """Sends the form to the server; returns the page and the connection."""
        page = self.program.http()
        page.type('URL', self.url + path)
        page.click('Send Request')
        return page, self.accept()

    def send_mistaken(self, page, name):
        """Presses the button, and waits until the entry that is wrong has the focus: its sentence
        was there before, and GTK does what a press asks a quarter of a second later."""
        page.click('Send Request')
        wait_for(lambda: page.find(ENTRIES, name).has(Atspi.StateType.FOCUSED),
                 f'{name} to have the focus')

    def request(self, path='/', method='GET'):
        return f'{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n'.encode()
