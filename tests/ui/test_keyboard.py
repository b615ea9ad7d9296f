#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program with the keyboard alone, and what a screen reader is told of it."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import accessible
from accessible import CONTROL, LISTS, ROWS, Atspi, held, press_key
from prise_ui import UP, UiTest, in_each_language, main, screenshot, wait_for
from test_narrow import get_padding

TAB, ESCAPE, MENU = 0xff09, 0xff1b, 0xff67

# The focus of some buttons is on the one within.
accessible.LEAVES.clear()

# What Tab has to come to on each page, from its beginning to its end.
STOPS = {
    'TCP Server': ['Address', 'Port', 'Start Server', 'Reply', 'Reply Template',
                   'Close After Reply', 'Stop After First Client', 'Filter', 'All', 'Received',
                   'Sent', 'Follow', 'Clear', 'Export', 'Message', 'Main Menu'],
    'TCP Client': ['Host', 'Port', 'Connect', 'Filter', 'Message', 'Main Menu'],
    'UDP': ['Local Address', 'Local Port', 'Open', 'Destination Host', 'Destination Port',
            'Reply', 'Reply Template', 'Filter', 'Message', 'Main Menu'],
    'HTTP': ['Method', 'URL', 'Send Request', 'History', 'Response', 'Main Menu'],
}


class LogTest(UiTest):
    def fill_log(self):
        """Starts a server and has it receive and send some lines; returns its page."""
        page, port = self.start_server()
        connection = self.connect(port)
        for number in range(40):
            connection.sendall(b'line %d\n' % number)
            connection.recv(4096)
        page.wait_for_row('Recu: line 39')
        return page


class Keyboard(LogTest):
    def focused(self):
        """Returns what has the focus, or None."""
        return next((node for node in self.program.whole.look()
                     if node.has(Atspi.StateType.FOCUSED)), None)

    def press(self, key):
        """Presses the key; returns what has the focus once that has moved."""
        before = self.focused()
        press_key(key)

        def moved():
            node = self.focused()
            return node is not None and (before is None or node.path != before.path) and node
        return wait_for(moved, f'the focus to leave {before and before.name}')

    def tab_to(self, name):
        """Presses Tab until what has that name has the focus; returns all that came before."""
        wanted = self.program.translate(name)
        names = []
        while not names or names[-1] != wanted:
            names.append(self.press(TAB).name)
            self.assertLess(len(names), 60, names)
        return names

    @in_each_language
    def test_tab_comes_to_every_control_once(self):
        for tab, stops in STOPS.items():
            with self.subTest(tab=tab):
                self.program.whole.click(tab, kinds=accessible.TABS)
                self.program.whole.find(accessible.ENTRIES, stops[0])
                with held(CONTROL):
                    press_key(ord('1') + list(STOPS).index(tab))
                self.tab_to('Main Menu')
                names = self.tab_to('Main Menu')
                for stop in stops:
                    self.assertEqual(names.count(self.program.translate(stop)), 1, (stop, names))

    def test_the_log_is_one_stop(self):
        page = self.fill_log()
        with held(CONTROL):
            press_key(ord('f'))
        names = self.tab_to('Main Menu')
        rows = [name for name in names if re.match(r'\d\d:\d\d:\d\d', name)]
        # The last row, as the log follows its end.
        self.assertEqual(len(rows), 1, names)
        self.assertIn('Recu: line 39', rows[0])

    def go_to_log(self):
        with held(CONTROL):
            press_key(ord('f'))
        self.tab_to('Export')
        return self.press(TAB)

    @in_each_language
    def test_a_row_reads_as_a_sentence(self):
        page = self.fill_log()
        self.assertIn('Recu: line 39', self.go_to_log().name)
        row = self.press(UP)
        self.assertRegex(row.name, r'^\d\d:\d\d:\d\d\.\d{3} '
                         + self.program.translate('Received') + r' 127\.0\.0\.1:\d+ '
                         + re.escape(self.program.size(8)) + r' line 39\\n$')
        titles = [node.name for node in page.find(LISTS, 'Log').children[0]]
        self.assertIn(self.program.translate('Direction'), titles)

    def test_escape_leaves_the_menu_for_the_row(self):
        self.fill_log()
        self.go_to_log()
        row = self.press(UP)
        self.press(MENU)
        press_key(ESCAPE)
        wait_for(lambda: (node := self.focused()) is not None and node.path == row.path,
                 'the row to have the focus again')

    def test_control_and_a_click_add_a_row(self):
        page = self.fill_log()
        page.select_row('Recu: line 39')

        def selected():
            return [row for row in page.find(LISTS, 'Log')
                    if row.role in ROWS and row.has(Atspi.StateType.SELECTED)]
        wait_for(lambda: len(selected()) == 1, 'one selected row')
        for part, number in (('Recu: line 37', 2), ('Recu: line 36', 3), ('Recu: line 37', 2)):
            with held(CONTROL):
                page.select_row(part)
                wait_for(lambda: len(selected()) == number, f'{number} selected rows')

    @in_each_language
    def test_choices_say_what_is_chosen(self):
        page = self.program.server()
        with held(CONTROL):
            press_key(ord('m'))
        for name, value in (('Format', 'Text'), ('Line Ending', 'No Line Ending'),
                            ('Recipient', 'All Clients')):
            focused = self.focused()
            while not focused.name.startswith(self.program.translate(name)):
                focused = self.press(TAB)
            self.assertEqual(focused.name, ' '.join(map(self.program.translate, (name, value))))
        page.choose('Reply', 'Echo')
        wait_for(lambda: page.find(accessible.CHOICES, 'Reply').description.startswith(
            self.program.translate('Echo')), 'the description to begin with the choice')

    def test_no_two_controls_have_one_name(self):
        kinds = (accessible.BUTTONS | accessible.ENTRIES | accessible.SWITCHES | accessible.CHOICES
                 | accessible.TABS)
        for show in (self.program.server, self.program.client, self.program.udp,
                     self.program.http):
            with self.subTest(page=show.__name__):
                # The button within a button for a menu has its name.
                # What chooses a view is there twice, for wide and for narrow windows.
                names = [node.name for node in show().look() if node.role in kinds
                         and not (node.parent and node.parent.name == node.name)
                         and (node.role not in accessible.TABS or node.extents()[2] > 0)]
                self.assertGreater(len(names), 10)
                self.assertCountEqual(names, set(names))
                for name in names:
                    self.assertNotRegex(name, '^$|^(Gtk|Adw|Prise)')

    @in_each_language
    def test_a_tab_by_key_has_the_focus_in_it(self):
        for number, button in (('2', 'Connect'), ('3', 'Open'), ('4', 'Send Request'),
                               ('1', 'Start Server')):
            with held(CONTROL):
                press_key(ord(number))
            wait_for(lambda: (node := self.focused()) is not None
                     and node.name == self.program.translate(button), button)


class Contrast(LogTest):
    def contrast(self, node):
        """Returns the ratio of the lightest to the darkest of what is shown where the node is."""
        left, top, width, height = node.extents()
        with tempfile.TemporaryDirectory() as folder:
            picture = pathlib.Path(folder, 'picture.png')
            screenshot(picture)
            text = subprocess.run(
                ['convert', picture, '-crop', f'{width}x{height}+{left}+{top}', '-colorspace',
                 'Gray', '-format', '%[fx:minima] %[fx:maxima]', 'info:'],
                check=True, capture_output=True, text=True).stdout
        dark, light = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
                       for value in map(float, text.split()))
        return (light + 0.05) / (dark + 0.05)

    @unittest.skipIf(get_padding() > 0, 'GTK tells no exact places')
    def test_titles_of_columns_are_readable(self):
        page = self.fill_log()
        titles = [node for node in page.find(LISTS, 'Log').children[0]
                  if node.role in accessible.LABELS and node.name]
        self.assertGreater(len(titles), 4)
        for title in titles:
            wait_for(lambda title=title: self.contrast(title) >= 4.5, f'{title.name} to be readable')


class HighContrast(Contrast):
    def setUp(self):
        os.environ['ADW_DEBUG_HIGH_CONTRAST'] = '1'
        self.addCleanup(os.environ.pop, 'ADW_DEBUG_HIGH_CONTRAST')
        super().setUp()


if __name__ == '__main__':
    main()
