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

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

LIMIT = 20.0
BUTTONS = {Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX, Atspi.Role.SWITCH}
ENTRIES = {Atspi.Role.TEXT, Atspi.Role.ENTRY, Atspi.Role.SPIN_BUTTON}
CHOICES = {Atspi.Role.COMBO_BOX}
LISTS = {Atspi.Role.TABLE, Atspi.Role.TREE_TABLE, Atspi.Role.LIST, Atspi.Role.LIST_BOX}
ROWS = {Atspi.Role.TABLE_ROW, Atspi.Role.LIST_ITEM, Atspi.Role.TREE_ITEM}
TABS = {Atspi.Role.PAGE_TAB}
# Nothing that one looks for by name stands inside of these, and they can be long.
CLOSED = {Atspi.Role.TABLE, Atspi.Role.TREE_TABLE}


def wait_for(condition, what, limit=LIMIT):
    """Returns the first true answer of the condition, which may ask for widgets that come and go."""
    end = time.monotonic() + limit
    while True:
        with contextlib.suppress(GLib.Error):
            answer = condition()
            if answer:
                return answer
        if time.monotonic() > end:
            raise AssertionError(f'waited {limit:.0f} s for {what}')
        while GLib.MainContext.default().iteration(False):
            pass
        time.sleep(0.02)


def descendants(accessible, closed=CLOSED):
    """Yields the accessible and everything in it, but nothing inside of the closed roles."""
    yield accessible
    if accessible.get_role() in closed:
        return
    for index in range(accessible.get_child_count()):
        child = accessible.get_child_at_index(index)
        if child is not None:
            yield from descendants(child, closed)


def text_of(accessible):
    """Returns what an entry or a label says."""
    if 'Text' not in accessible.get_interfaces():
        return accessible.get_name() or ''
    return Atspi.Text.get_text(accessible, 0, -1)


def texts_of(accessible):
    """Returns what the labels in the accessible say, in their order."""
    return [text_of(found) for found in descendants(accessible, closed=set())
            if found.get_role() in {Atspi.Role.LABEL, Atspi.Role.STATIC} and text_of(found)]


def has_state(accessible, state):
    return accessible.get_state_set().contains(state)


class Catalogue:
    """The program's own translations, without the marks of its keys."""

    def __init__(self, language):
        self.messages = {}
        if language != 'en':
            found = gettext.find('prise', os.environ['PRISE_LOCALE_DIR'], [language])
            with open(found, 'rb') as stream:
                catalogue = gettext.GNUTranslations(stream)._catalog
            for message, translation in catalogue.items():
                if isinstance(message, str):
                    plain = message.split('\4')[-1].replace('_', '')
                    self.messages[plain] = translation.replace('_', '')

    def __call__(self, message):
        return self.messages.get(message, message)


class Page:
    """One tab's contents: everything is looked for inside of it."""

    def __init__(self, program, root):
        self.program = program
        self.root = root

    def maybe(self, roles, name):
        """Returns the control with one of the roles and the English name, or None."""
        wanted = self.program.translate(name)
        for found in descendants(self.root):
            if found.get_role() in roles and found.get_name() == wanted:
                return found
        return None

    def find(self, roles, name):
        """Returns the control, as soon as it is there."""
        return wait_for(lambda: self.maybe(roles, name),
                        f'“{self.program.translate(name)}”')

    def click(self, name, roles=BUTTONS):
        """Presses the button, once it can be pressed."""
        def ready():
            button = self.maybe(roles, name)
            return button is not None and has_state(button, Atspi.StateType.SENSITIVE) and button
        button = wait_for(ready, f'“{self.program.translate(name)}” to be pressable')
        Atspi.Action.do_action(button, 0)

    def find_button(self, name):
        return self.find(BUTTONS, name)

    def type(self, name, text):
        """Replaces what the entry says."""
        entry = self.find(ENTRIES, name)
        Atspi.EditableText.set_text_contents(entry, text)
        wait_for(lambda: text_of(entry) == text, f'{name} to take {text!r}')

    def value(self, name):
        return text_of(self.find(ENTRIES, name))

    def choose(self, name, item):
        """Chooses an item of a drop-down."""
        wanted = self.program.translate(item)

        def listed():
            choice = self.find(CHOICES, name)
            for found in descendants(choice, closed=set()):
                if found.get_role() in ROWS and wanted in texts_of(found):
                    return found
            return None
        button = next(found for found in descendants(self.find(CHOICES, name))
                      if has_state(found, Atspi.StateType.FOCUSABLE))
        Atspi.Action.do_action(button, 0)
        Atspi.Action.do_action(wait_for(listed, f'{item} in {name}'), 0)

    def rows(self, name='Log'):
        """Returns what each row of the list shows, a list of texts a row."""
        table = self.find(LISTS, name)
        return [texts_of(row) for row in descendants(table, closed=set()) if row.get_role() in ROWS]

    def wait_for_row(self, *parts, name='Log'):
        """Waits until a row shows each of the parts; they are looked up in the catalogue."""
        parts = [self.program.translate(part) for part in parts]

        def shown():
            return next((row for row in self.rows(name)
                         if all(any(part in text for text in row) for part in parts)), None)
        try:
            return wait_for(shown, f'a row with {parts}')
        except AssertionError as error:
            raise AssertionError(f'{error}; there is: {self.rows(name)}') from None

    def says(self, pattern):
        """Returns the match of a label on the page, or None."""
        for text in texts_of(self.root):
            match = re.search(pattern, text)
            if match:
                return match
        return None

    def wait_for_text(self, pattern):
        return wait_for(lambda: self.says(pattern), f'a text like {pattern!r} in {self.root}')


class Program:
    """The program, from its start to its end. Use it with `with`."""

    def __init__(self, path, language='en'):
        self.path = path
        self.language = language
        self.translate = Catalogue(language)
        self.process = None
        self.application = None

    def __enter__(self):
        environment = {**os.environ, 'LANGUAGE': self.language}
        self.process = subprocess.Popen([self.path], env=environment)
        try:
            self.application = wait_for(self._registered, 'the window')
            wait_for(lambda: self._whole().maybe(TABS, 'TCP Server'), 'the tab TCP Server')
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, kind, error, trace):
        if error is not None:
            picture = os.environ.get('PRISE_PICTURES')
            if picture:
                screenshot(pathlib.Path(picture, f'failure-{self.process.pid}.png'))
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
            raise AssertionError(f'the program ended with status {self.process.returncode}')
        desktop = Atspi.get_desktop(0)
        desktop.set_cache_mask(Atspi.Cache.NONE)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_process_id() == self.process.pid:
                child.set_cache_mask(Atspi.Cache.NONE)
                return child if child.get_child_count() else None
        return None

    def _whole(self):
        return Page(self, self.application)

    def tab(self, name, anchor):
        """Shows the tab, and returns its page: the smallest part that has the anchor and the log."""
        self._whole().click(name, roles=TABS)
        part = wait_for(lambda: self._anchor(anchor), anchor)
        while Page(self, part).maybe(LISTS, 'Log') is None:
            part = part.get_parent()
        return Page(self, part)

    def _anchor(self, name):
        return self._whole().maybe(ENTRIES, name)

    def server(self):
        return self.tab('TCP Server', 'Address')

    def client(self):
        return self.tab('TCP Client', 'Host')

    def close_window(self):
        """Presses the window's own button, whose name is GTK's, and waits for the program's end."""
        names = {'Close', 'Fermer'}
        button = next(found for found in descendants(self.application)
                      if found.get_role() in BUTTONS and found.get_name() in names)
        Atspi.Action.do_action(button, 0)
        return self.process.wait(LIMIT)


def screenshot(path):
    """Takes a picture of the display, to be looked at."""
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(['import', '-window', 'root', str(path)], check=True)


class TapResult(unittest.TestResult):
    """Prints each test's end as a line of TAP."""

    def __init__(self):
        super().__init__()
        self.count = 0

    def _print(self, verdict, test, directive=''):
        self.count += 1
        print(f'{verdict} {self.count} {test.id().split(".", 1)[1]}{directive}', flush=True)

    def addSuccess(self, test):
        self._print('ok', test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._print('not ok', test)
        print(self.failures[-1][1], file=sys.stderr, flush=True)

    def addError(self, test, err):
        super().addError(test, err)
        self._print('not ok', test)
        print(self.errors[-1][1], file=sys.stderr, flush=True)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._print('ok', test, f' # SKIP {reason}')


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

    def connect(self, port):
        """Returns a socket of the test's own that is connected to the port."""
        connection = self.enterContext(socket.create_connection(('127.0.0.1', port), timeout=LIMIT))
        connection.settimeout(LIMIT)
        return connection


def prepare_locale(language):
    """Makes the locale of the language where the system may have none: LANGUAGE needs a real one."""
    if language == 'en':
        os.environ['LC_ALL'] = 'C.UTF-8'
        return None
    scratch = tempfile.TemporaryDirectory()
    name = {'fr': 'fr_FR'}[language]
    subprocess.run(['localedef', '--no-archive', '-i', name, '-f', 'UTF-8',
                    str(pathlib.Path(scratch.name, f'{name}.UTF-8'))], check=True)
    os.environ['LOCPATH'] = scratch.name
    os.environ['LC_ALL'] = f'{name}.UTF-8'
    return scratch


def main(module='__main__'):
    """Runs the tests of a module: TEST PROGRAM LANGUAGE [NAME…]"""
    UiTest.path, UiTest.language = sys.argv[1:3]
    scratch = prepare_locale(UiTest.language)
    loader = unittest.defaultTestLoader
    suite = loader.loadTestsFromModule(sys.modules[module])
    if sys.argv[3:]:
        loader.testNamePatterns = [f'*{name}*' for name in sys.argv[3:]]
        suite = loader.loadTestsFromModule(sys.modules[module])
    print(f'1..{suite.countTestCases()}', flush=True)
    result = TapResult()
    suite.run(result)
    if scratch is not None:
        scratch.cleanup()
    sys.exit(0 if result.wasSuccessful() else 1)
