#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program on the screen of a telephone: whatever its words, what one presses and fills in is
on it from side to side. The screen is to be 360 pixels wide."""

import ctypes
import subprocess

from accessible import BUTTONS, CONTROL, ENTRIES, ROWS, SWITCHES, TABS, held, press_key
from prise_ui import UiTest, in_each_language, main, wait_for, write_settings

WIDTH = 360
XA_RESOURCE_MANAGER, XA_STRING = 23, 31
PAGES = {'TCP Server': 'Port', 'TCP Client': 'Host', 'UDP': 'Local Port', 'HTTP': 'URL'}


def get_padding():
    """Returns how far left of its place GTK tells of a widget, at the most: from 4.10 on it leaves
    out the padding of what is around (seen with 4.18)."""
    version = subprocess.run(['pkg-config', '--modversion', 'gtk4'], check=True,
                             capture_output=True, text=True).stdout
    return 24 if tuple(map(int, version.split('.')[:2])) >= (4, 10) else 0


def set_dots_per_inch(dots):
    """Writes what `xrdb` would: what GTK's own settings say of it, a display says better."""
    xlib = ctypes.CDLL('libX11.so.6')
    xlib.XOpenDisplay.restype = ctypes.c_void_p
    xlib.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
    xlib.XDefaultRootWindow.restype = ctypes.c_ulong
    xlib.XChangeProperty.argtypes = [ctypes.c_void_p, *[ctypes.c_ulong] * 3, ctypes.c_int,
                                     ctypes.c_int, ctypes.c_char_p, ctypes.c_int]
    xlib.XCloseDisplay.argtypes = [ctypes.c_void_p]
    text = f'Xft.dpi:\t{dots}\n'.encode()
    display = xlib.XOpenDisplay(None)
    xlib.XChangeProperty(display, xlib.XDefaultRootWindow(display), XA_RESOURCE_MANAGER, XA_STRING,
                         8, 0, text, len(text))
    xlib.XCloseDisplay(display)


class NarrowTest(UiTest):
    settings = {}

    def setUp(self):
        # libadwaita 1.2 warns of a flap that folds without moving.
        write_settings(enable_animations=1, **self.settings)
        super().setUp()

    def outside(self):
        """Returns what isn't on the screen: (name, where it begins, where it ends)."""
        found = []
        padding = get_padding()
        for node in self.program.whole.look():
            if node.role in BUTTONS | ENTRIES | SWITCHES:
                left, _, width, _ = node.extents()
                if width > 0 and (left < -padding or left + width > WIDTH):
                    found.append((node.name, left, left + width))
        return found

    def assert_pages_fit(self):
        for tab, anchor in PAGES.items():
            with self.subTest(tab=tab):
                self.program.whole.click(tab, kinds=TABS)
                self.program.whole.find(ENTRIES, anchor)
                try:
                    wait_for(lambda: not self.outside(), 'all to be on the screen')
                except AssertionError as error:
                    raise AssertionError(f'{error}; outside are {self.outside()}') from None


@in_each_language
class Narrow(NarrowTest):
    def test_pages(self):
        self.assert_pages_fit()

    def test_shortcuts(self):
        with held(CONTROL):
            press_key(ord('?'))
        row = self.program.whole.find(ROWS, 'Copy Their Bytes as Hex')
        rows = row.parent.children
        self.assertEqual(row.description, 'Shift+Ctrl+C' if self.language == 'en'
                         else 'Maj+Ctrl+C')
        self.assertGreater(len(rows), 5)
        for row in rows:
            left, _, width, _ = row.extents()
            self.assertTrue(left >= 0 and 0 < width <= WIDTH - left, (row.name, left, width))


@in_each_language
class LargeText(NarrowTest):
    def setUp(self):
        set_dots_per_inch(96 * 3 // 2)
        super().setUp()
        self.addCleanup(set_dots_per_inch, 96)

    def test_pages(self):
        self.assert_pages_fit()


if __name__ == '__main__':
    main()
