# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real program as a person would: through AT-SPI, by role and accessible name.

Names are given in English and looked up in the catalogue of the language under test. Nothing here
sleeps for a fixed time: what is expected is waited for, with a generous limit.
"""

import contextlib
import gettext
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import unittest

from gi.repository import GLib

from accessible import (BUTTONS, CHOICES, ENTRIES, LISTS, MENU_ITEMS, PANES, ROOT, ROWS,
                        STATUSES, SWITCHES, TABS, Atspi, Bus, Tree, park_pointer, press_key,
                        rest)

LIMIT = 20.0
UP, DOWN, RETURN, END = 0xff52, 0xff54, 0xff0d, 0xff57


def wait_for(condition, what, limit=LIMIT):
    """Returns the first true reply of the condition; widgets may come and go meanwhile."""
    end = time.monotonic() + limit
    while True:
        with contextlib.suppress(GLib.Error):
            reply = condition()
            if reply:
                return reply
        if time.monotonic() > end:
            raise AssertionError(f'waited {limit:.0f} s for {what}')
        rest(0.05)


def read_to_end(connection):
    """Returns what the peer sends until it ends in order; a reset raises ConnectionResetError."""
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b''.join(parts)


def is_free(port):
    """Tells whether one can listen on the port."""
    with contextlib.suppress(OSError), socket.create_server(('127.0.0.1', port)):
        return True
    return False


def free_port():
    """Returns a port on which nobody listens just now."""
    with socket.create_server(('127.0.0.1', 0)) as listener:
        return listener.getsockname()[1]


class Catalogue:
    """The program's own translations, without the marks of its keys. Of messages that are the same
    but for their context, the one without counts."""

    def __init__(self, language):
        self.messages = {}
        self.marked = {}
        if language != 'en':
            found = gettext.find('prise', os.environ['PRISE_LOCALE_DIR'], [language])
            with open(found, 'rb') as stream:
                catalogue = gettext.GNUTranslations(stream)._catalog
            messages = [item for item in catalogue.items() if isinstance(item[0], str)]
            for with_context in (True, False):
                for message, translation in messages:
                    if ('\4' in message) != with_context:
                        continue
                    plain = message.split('\4')[-1].replace('_', '')
                    self.messages[plain] = translation.replace('_', '')
                    self.marked[message.split('\4')[-1]] = translation

    def key(self, message):
        """Returns the key of the message, the letter behind its mark."""
        marked = self.marked.get(message, message)
        return marked[marked.index('_') + 1].lower()

    def __call__(self, message):
        return self.messages.get(message, message)


class Page:
    """One tab's contents: everything is looked for inside of it."""

    def __init__(self, program, path):
        self.program = program
        self.path = path

    def look(self):
        """Returns what stands on the page just now."""
        return self.program.tree.look(self.path)

    def maybe(self, kinds, name):
        """Returns the control of one of the kinds with the English name, or None."""
        wanted = self.program.translate(name)
        return next((node for node in self.look()
                     if node.role in kinds and node.name == wanted), None)

    def find(self, kinds, name):
        """Returns the control, as soon as it is there."""
        return wait_for(lambda: self.maybe(kinds, name), f'“{self.program.translate(name)}”')

    def choose_from_menu(self, name):
        """Presses the key of the item of the menu that is open. The name is given with the mark of
        that key: newer versions of GTK don't name the items to AT-SPI."""
        def items():
            return [node for node in self.look() if node.role in MENU_ITEMS]
        wait_for(items, 'a menu')
        press_key(ord(self.program.translate.key(name)))
        wait_for(lambda: not items(), 'the menu to close')

    def maybe_button(self, name):
        return self.maybe(BUTTONS, name)

    def find_button(self, name):
        return self.find(BUTTONS, name)

    def click(self, name, kinds=BUTTONS):
        """Presses the button, once it can be pressed."""
        def ready():
            button = self.maybe(kinds, name)
            return button is not None and button.has(Atspi.StateType.SENSITIVE) and button
        wait_for(ready, f'“{self.program.translate(name)}” to be pressable').press()

    def click_if_possible(self, name):
        """Presses the button, unless what was typed has made it insensitive."""
        button = self.find_button(name)
        if button.has(Atspi.StateType.SENSITIVE):
            button.press()

    def type(self, name, text):
        """Replaces what the entry says."""
        entry = self.find(ENTRIES, name)
        entry.set_text(text)
        wait_for(lambda: entry.text() == text, f'{name} to take {text!r}')

    def value(self, name):
        return self.find(ENTRIES, name).text()

    def choose_where(self, name, is_wanted):
        """Chooses the first item of a drop-down that is wanted, with mouse and keys: its rows have no
        action. Returns the item."""
        def offered():
            """What the drop-down offers, once it is open; before, one row may say what is chosen."""
            lists = [part for part in self.find(CHOICES, name) if part.role in LISTS]
            rows = [row.texts() for row in lists[-1] if row.role in ROWS] if lists else []
            return len(rows) > 1 and all(rows) and [texts[0] for texts in rows]
        self.scroll_to(CHOICES, name).click()
        items = wait_for(offered, f'the items of {name}')
        place = next(place for place, item in enumerate(items) if is_wanted(item))
        for key in [UP] * len(items) + [DOWN] * place + [RETURN]:
            press_key(key)
        return items[place]

    def choose(self, name, item):
        """Chooses the item of the drop-down."""
        wanted = self.program.translate(item)
        self.choose_where(name, lambda item: item == wanted)
        wait_for(lambda: self.chosen(name) == wanted, f'{name} to be {item}')

    def chosen(self, name):
        """Returns the item that the closed drop-down shows; None while it is being replaced."""
        rows = (row for row in self.find(CHOICES, name) if row.role in ROWS)
        return next((row.texts()[0] for row in rows), None)

    def switch(self, name):
        """Turns the switch on or off."""
        def is_on():
            return self.find(SWITCHES, name).has(Atspi.StateType.CHECKED)
        before = is_on()
        self.scroll_to(SWITCHES, name).press()
        wait_for(lambda: is_on() != before, f'{name} to change')

    def expand(self, name):
        """Shows the rows that the row of that name hides, and which are within a row around both."""
        def height():
            node = outer = self.find(ROWS, name)
            while node.role not in PANES:
                outer = node if node.role in ROWS else outer
                node = node.parent
            return outer.extents()[3]
        before = height()
        self.scroll_to(ROWS, name).click()
        wait_for(lambda: height() > before, f'the rows of {name}')

    def scroll_to(self, kinds, name):
        """Returns the control, once the wheel has brought it into view."""
        wait_for(lambda: not self.find(kinds, name).scroll_towards(), f'{name} to be in view')
        return self.find(kinds, name)

    def rows(self, name='Log'):
        """Returns what each row of the list shows, a list of texts a row."""
        return [row.texts() for row in self.find(LISTS, name) if row.role in ROWS]

    def wait_for_row(self, *parts, name='Log'):
        """Waits until a row shows each of the parts; they are looked up in the catalogue."""
        parts = [self.program.translate(part) for part in parts]

        def shown():
            return next((row for row in self.rows(name)
                         if all(any(part in text for text in row) for part in parts)), None)
        try:
            return wait_for(shown, f'a row with {parts}')
        except AssertionError as error:
            rows = [[text[:60] for text in row] for row in self.rows(name)]
            raise AssertionError(f'{error}; there is: {rows}') from None

    def row(self, name, text):
        """Returns the row of that text, with the rows beside it; a list may be there several times
        by the same name, in views that are not shown."""
        wanted = self.program.translate(name)
        lists = ([row for row in part if row.role in ROWS] for part in self.look()
                 if part.role in LISTS and part.name == wanted)
        return next((row, rows) for rows in lists for row in rows if text in row.texts())

    def is_selected(self, name, text):
        row, _ = self.row(name, text)
        return row.has(Atspi.StateType.SELECTED)

    def select(self, name, text):
        """Selects the row of the list that has the text, by arrow keys. A click would miss it where
        rows are low: GTK 4.18 leaves out the padding of what is around when it tells a place."""
        row, rows = self.row(name, text)
        rows[len(rows) // 2].click()
        # From the end: what a table has above its rows is a row, too.
        for key in [END] + [UP] * (len(rows) - 1 - rows.index(row)):
            press_key(key)
        wait_for(lambda: self.is_selected(name, text), f'“{text}” to be selected')

    def select_row(self, part):
        """Clicks on the row of the log that shows the part."""
        self.wait_for_row(part)
        next(row for row in self.find(LISTS, 'Log')
             if row.role in ROWS and any(part in text for text in row.texts())).click()

    def says(self, pattern):
        """Returns the match of a label on the page, or None."""
        matches = (re.search(pattern, text) for text in self.look().texts())
        return next(filter(None, matches), None)

    def wait_for_text(self, pattern):
        try:
            return wait_for(lambda: self.says(pattern), f'a text like {pattern!r}')
        except AssertionError as error:
            texts = [text[:60] for text in self.look().texts()]
            raise AssertionError(f'{error}; there is: {texts}') from None

    def wait_for_message(self, message, *values):
        """Waits for a sentence of the program, given by its English format and the values in it."""
        return self.wait_for_text(re.escape(self.program.translate(message) % values))

    def disconnect_client(self, name):
        """Presses the button beside the client in the list."""
        wanted = self.program.translate('Disconnect Client')

        def button():
            return next((node for row in self.find(LISTS, 'Clients')
                         if row.role in ROWS and any(name in text for text in row.texts())
                         for node in row if node.role in BUTTONS and node.name == wanted), None)
        wait_for(button, f'a button “{wanted}” beside {name}').press()


class Program:
    """The program, from its start to its end. Use it with `with`."""

    def __init__(self, path, language='en'):
        self.path = path
        self.language = language
        self.translate = Catalogue(language)
        self.bus = Bus()
        self.process = None
        self.tree = None
        self.whole = None

    def _start(self):
        park_pointer()  # which another program may have left anywhere
        self.process = subprocess.Popen([self.path],
                                        env={**os.environ, 'LANGUAGE': self.language})

    @contextlib.contextmanager
    def started(self):
        """Starts it, for who asks nothing of it."""
        self._start()
        try:
            yield self
        finally:
            self._end()

    def __enter__(self):
        self._start()
        try:
            self.tree = Tree(self.bus, wait_for(self._registered, 'the program'))
            self.whole = Page(self, ROOT)
            self.whole.find(TABS, 'TCP Server')
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, kind, error, trace):
        self._end()

    def _end(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(LIMIT)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def _registered(self):
        if self.process.poll() is not None:
            raise RuntimeError(f'the program ended with status {self.process.returncode}')
        return self.bus.find_program(self.process.pid)

    def tab(self, name, anchor):
        """Shows the tab, and returns its page: the smallest part with the anchor and the log."""
        self.whole.click(name, kinds=TABS)
        part = self.whole.find(ENTRIES, anchor)
        log = self.translate('Log')
        while not any(node.role in LISTS and node.name == log for node in part):
            part = part.parent
        return Page(self, part.path)

    def server(self):
        return self.tab('TCP Server', 'Address')

    def client(self):
        return self.tab('TCP Client', 'Host')

    def udp(self):
        return self.tab('UDP', 'Local Address')

    def http(self):
        """Shows the tab, and returns its page: the smallest part with the URL and the status."""
        self.whole.click('HTTP', kinds=TABS)
        part = self.whole.find(ENTRIES, 'URL')
        while not any(node.role in STATUSES for node in part):
            part = part.parent
        return Page(self, part.path)

    def press_close(self):
        """Presses the window's own button, whose name is GTK's."""
        next(node for node in self.whole.look()
             if node.role in BUTTONS and node.name in {'Close', 'Fermer'}).press()

    def wait_for_end(self):
        """Returns the exit status of the program, which is about to end by itself."""
        return self.process.wait(LIMIT)

    def size(self, count):
        """Returns a size below 1 kB as the program writes it."""
        return self.translate('%.*f B') % (0, count)


def screenshot(path):
    """Takes a picture of the display, to be looked at."""
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(['import', '-window', 'root', str(path)], check=True)


class TapResult(unittest.TestResult):
    """Prints each test's end as a line of TAP."""

    def __init__(self):
        super().__init__()
        self.count = 0
        self.failed_in_part = set()

    def _print(self, verdict, test, directive=''):
        self.count += 1
        print(f'{verdict} {self.count} {test.id().split(".", 1)[1]}{directive}', flush=True)

    def addSuccess(self, test):
        self._print('ok', test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._fail(test, self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        self._fail(test, self.errors[-1][1])

    def addSubTest(self, test, subtest, err):
        """A test of several parts is one point: the first part that fails decides."""
        if err is not None and test not in self.failed_in_part:
            self.failed_in_part.add(test)
            self.addFailure(test, err)

    def _fail(self, test, trace):
        """Leaves a picture of what the window shows, whose program still runs."""
        self._print('not ok', test)
        print(trace, file=sys.stderr, flush=True)
        if 'PRISE_PICTURES' in os.environ:
            screenshot(pathlib.Path(os.environ['PRISE_PICTURES'], f'{test.id()}.png'))

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._print('ok', test, f' # SKIP {reason}')


def in_each_language(item):
    """Marks a test, or a class of them: a language can break what it looks at, as long words, forms
    of the plural, numbers, sentences with values in them, or the keys of a menu. All others are run
    in English alone."""
    item.in_each_language = True
    return item


def is_for(language, test):
    """Tells whether the test is to be run in the language."""
    method = getattr(test, test.id().rsplit('.', 1)[1])
    return language == 'en' or any(hasattr(item, 'in_each_language') for item in (method, test))


def tests_in(suite):
    """Yields the tests of a suite, which has suites in it."""
    for item in suite:
        if isinstance(item, unittest.TestSuite):
            yield from tests_in(item)
        else:
            yield item


class UiTest(unittest.TestCase):
    """A test with a program of its own: self.program, in the language that the run is for."""

    path = None
    language = 'en'

    def setUp(self):
        self.program = self.enterContext(Program(self.path, self.language))

    def start_server(self, port='0'):
        """Starts the window's server by clicks; returns its page and the port it has."""
        page = self.program.server()
        page.type('Port', port)
        page.click('Start Server')
        page.find_button('Stop Server')
        return page, int(page.wait_for_text(r'127\.0\.0\.1:(\d+)')[1])

    def connect_client(self, port, host='127.0.0.1'):
        """Connects the window's client by clicks; returns its page."""
        page = self.program.client()
        page.type('Host', host)
        page.type('Port', str(port))
        page.click('Connect')
        page.find_button('Disconnect')
        return page

    def open_socket(self, address='localhost'):
        """Opens the window's UDP socket by clicks; returns its page and the port it has."""
        page = self.program.udp()
        page.type('Local Address', address)
        page.type('Local Port', '')
        page.click('Open')
        page.find_button('Close')
        return page, int(page.wait_for_text(r'(?:0\.0\.0\.0|127\.0\.0\.1):(\d+)')[1])

    def connect(self, port):
        """Returns a socket of the test's own that is connected to the port."""
        connection = self.enterContext(socket.create_connection(('127.0.0.1', port), timeout=LIMIT))
        connection.settimeout(LIMIT)
        return connection


@contextlib.contextmanager
def prepare_locale(language):
    """Makes the locale of the language, which LANGUAGE needs and the system may not have."""
    if language == 'en':
        os.environ['LC_ALL'] = 'C.UTF-8'
        yield
        return
    name = {'fr': 'fr_FR'}[language]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(['localedef', '--no-archive', '-i', name, '-f', 'UTF-8',
                        str(pathlib.Path(folder, f'{name}.UTF-8'))], check=True)
        os.environ['LOCPATH'] = folder
        os.environ['LC_ALL'] = f'{name}.UTF-8'
        yield


def write_settings(**settings):
    """Writes settings for GTK, for the programs that are started from now on."""
    path = pathlib.Path(os.environ['XDG_CONFIG_HOME'], 'gtk-4.0', 'settings.ini')
    path.parent.mkdir(exist_ok=True)
    lines = [f'gtk-{name.replace("_", "-")}={value}' for name, value in settings.items()]
    path.write_text('\n'.join(['[Settings]', *lines]), encoding='ascii')


def prepare_program(folder):
    """Sees to it that each warning ends the program, and that it moves nothing: one would only wait
    for that. The folder has its configuration."""
    os.environ['XDG_CONFIG_HOME'] = folder
    os.environ['G_DEBUG'] = 'fatal-warnings,gc-friendly'
    write_settings(enable_animations=0)


def run_module(module, language, patterns):
    """Runs the tests of the module; if there are patterns, only those with such names."""
    loader = unittest.TestLoader()
    loader.testNamePatterns = [f'*{pattern}*' for pattern in patterns] or None
    tests = [test for test in tests_in(loader.loadTestsFromModule(sys.modules[module]))
             if is_for(language, test)]
    print(f'1..{len(tests)}', flush=True)
    result = TapResult()
    unittest.TestSuite(tests).run(result)
    return result.wasSuccessful()


def main(module='__main__'):
    """Runs the tests of a module that are for the language: TEST PROGRAM LANGUAGE [NAME…]"""
    UiTest.path, UiTest.language = sys.argv[1:3]
    with prepare_locale(UiTest.language), tempfile.TemporaryDirectory() as folder:
        prepare_program(folder)
        good = run_module(module, UiTest.language, sys.argv[3:])
    sys.exit(0 if good else 1)
