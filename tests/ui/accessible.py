# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a program's accessible tree, all of it at a time.

One asks for it often, and a question for each widget takes long. So what the widgets are comes in
one reply, from the cache that the program keeps for that, and with it whose children they are. Only
where that leaves a doubt is a widget asked for its children, without waiting for one reply before
the next question. A tree is a picture of one moment.
"""

import collections
import contextlib
import json

import gi

gi.require_version('Atspi', '2.0')
gi.require_version('Json', '1.0')
from gi.repository import Atspi, Gio, GLib, Json  # noqa: E402

ACCESSIBLE = 'org.a11y.atspi.Accessible'
ROOT = '/org/a11y/atspi/accessible/root'


def roles(*names):
    """Returns the roles by name: which there are depends on the version of AT-SPI."""
    return {int(getattr(Atspi.Role, name)) for name in names if hasattr(Atspi.Role, name)}


BUTTONS = roles('PUSH_BUTTON', 'BUTTON', 'TOGGLE_BUTTON')
SWITCHES = roles('CHECK_BOX', 'SWITCH')
ENTRIES = roles('TEXT', 'ENTRY', 'PASSWORD_TEXT', 'SPIN_BUTTON')
CHOICES = roles('COMBO_BOX')
TABLES = roles('TABLE', 'TREE_TABLE')
LISTS = TABLES | roles('LIST', 'LIST_BOX')
ROWS = roles('TABLE_ROW', 'LIST_ITEM', 'TREE_ITEM')
LABELS = roles('LABEL', 'STATIC')
TABS = roles('PAGE_TAB')
MENU_ITEMS = roles('MENU_ITEM')
PANES = roles('SCROLL_PANE')
# Newer versions of GTK give it no name.
STATUSES = roles('STATUS_BAR')
# What is inside of these, nobody looks for.
LEAVES = BUTTONS | LABELS | TABS | roles('IMAGE', 'ICON', 'SCROLL_BAR', 'SEPARATOR')


class Bus:
    """The bus on which programs reply to AT-SPI."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        [address] = session.call_sync(
            'org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None,
            Gio.DBusCallFlags.NONE, -1, None).unpack()
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.opened = set()

    def call(self, name, path, interface, method, arguments=None):
        """Returns what the method replies."""
        reply = self.connection.call_sync(name, path, interface, method, arguments, None,
                                           Gio.DBusCallFlags.NONE, -1, None).unpack()
        return reply[0] if reply else None

    def find_program(self, pid):
        """Returns the bus name of the process, or None while it isn't there."""
        for name, _ in self.call('org.a11y.atspi.Registry', ROOT, ACCESSIBLE, 'GetChildren'):
            if self.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                         'GetConnectionUnixProcessID', GLib.Variant('(s)', (name,))) == pid:
                return name
        return None

    def items(self, name):
        """Returns what the program's cache has of each of its widgets, by path."""
        reply = self.connection.call_sync(name, '/org/a11y/atspi/cache', 'org.a11y.atspi.Cache',
                                           'GetItems', None, None, Gio.DBusCallFlags.NONE, -1, None)
        # GVariant.unpack () takes ten times as long for hundreds of widgets.
        [items] = json.loads(Json.gvariant_serialize_data(reply)[0])
        return {item[0][1]: item for item in items}

    def children(self, name, path, items):
        """Returns the paths of all that is below the path, a list for each path."""
        found = collections.defaultdict(list)
        cached = collections.defaultdict(list)
        waiting = 0
        for child, item in items.items():
            cached[item[2][1]].append((item[3], child))

        def look_into(parent):
            item = items.get(parent)
            if item is not None and item[7] in LEAVES and parent not in self.opened:
                return
            numbered = sorted(cached[parent])
            places = [number for number, _ in numbered]
            if item is not None and places and places == list(range(item[4])):
                take(parent, [child for _, child in numbered])
            else:
                ask(parent)

        def take(parent, children):
            found[parent] = children
            for child in children:
                look_into(child)

        def ask(parent):
            nonlocal waiting
            waiting += 1
            self.connection.call(name, parent, ACCESSIBLE, 'GetChildren', None, None,
                                 Gio.DBusCallFlags.NONE, -1, None, did_reply, parent)

        def did_reply(connection, result, parent):
            nonlocal waiting
            waiting -= 1
            try:
                reply = connection.call_finish(result).unpack()[0]
            except GLib.Error:
                return  # it went away while we asked
            take(parent, [child for _, child in reply])

        look_into(path)
        while waiting > 0:
            GLib.MainContext.default().iteration(True)
        return found

    def tree(self, name, path=ROOT):
        """Returns all that stands below the path, as it is now."""
        items = self.items(name)
        children = self.children(name, path, items)
        if any(child not in items for below in children.values() for child in below):
            # A widget comes into the cache when it is first asked for.
            items = self.items(name)
            children = self.children(name, path, items)
        return Node(self, name, path, None, children, items)


class Node:
    """One widget of the tree: what it is, and what one can do with it."""

    def __init__(self, bus, program, path, parent, children, items):
        self.bus = bus
        self.program = program
        self.path = path
        self.parent = parent
        item = items.get(path)
        self.interfaces, self.name, self.role, self.description, self.states = (
            item[5:] if item is not None else ([], '', 0, '', [0, 0]))
        self.children = [Node(bus, program, child, self, children, items)
                         for child in children[path]]

    def __iter__(self):
        """Yields the node and everything in it, in the order of the tree."""
        yield self
        for child in self.children:
            yield from child

    def has(self, state):
        number = int(state)
        return bool(self.states[number // 32] >> number % 32 & 1)

    def call(self, interface, method, arguments=None):
        return self.bus.call(self.program, self.path, 'org.a11y.atspi.' + interface, method,
                             arguments)

    def press(self):
        """Does what a click on it does; check buttons have had an action since GTK 4.10 only."""
        try:
            self.call('Action', 'DoAction', GLib.Variant('(i)', (0,)))
        except GLib.Error as error:
            if 'No action' not in error.message:
                raise
            self.click()

    def set_text(self, text):
        self.call('EditableText', 'SetTextContents', GLib.Variant('(s)', (text,)))

    def text(self):
        """Returns what an entry or a label says; a long one only in part, of a label its name."""
        if self.role in LABELS or 'org.a11y.atspi.Text' not in self.interfaces:
            return self.name
        return self.call('Text', 'GetText', GLib.Variant('(ii)', (0, self._count())))

    def _count(self):
        return self.bus.call(self.program, self.path, 'org.freedesktop.DBus.Properties', 'Get',
                             GLib.Variant('(ss)', ('org.a11y.atspi.Text', 'CharacterCount')))

    def texts(self):
        """Returns what the labels in it say, in their order."""
        return [node.name for node in self if node.role in LABELS and node.name]

    def extents(self):
        """Returns its place in the window, which is at 0, 0, and its size."""
        return self.call('Component', 'GetExtents',
                         GLib.Variant('(u)', (int(Atspi.CoordType.WINDOW),)))

    def scroll_towards(self):
        """Turns the wheel once at the edge of what it is in; False if all of it is in view."""
        pane = self.parent
        while pane.role not in PANES:
            pane = pane.parent
        _, y, _, height = self.extents()
        left, top, _, room = pane.extents()
        if top <= y and y + height <= top + room:
            return False
        Atspi.generate_mouse_event(left + 10, top + room // 2, 'b4c' if y < top else 'b5c')
        return True

    def click(self):
        """Clicks with the mouse in its middle, for what has no action."""
        x, y, width, height = self.extents()
        Atspi.generate_mouse_event(x + width // 2, y + height // 2, 'b1c')

    def open(self):
        """Presses a menu button; what it shows is inside of it."""
        self.bus.opened.add(self.path)
        inner = next((node for node in self.bus.tree(self.program, self.path).children
                      if node.role in BUTTONS), None)
        if inner is not None:
            inner.press()
        else:
            self.click()


def press_key(value):
    """Presses the key and lets it go."""
    Atspi.generate_keyboard_event(value, None, Atspi.KeySynthType.SYM)


CONTROL, SHIFT = 37, 50  # the codes of the keys, which are the same on every X server


@contextlib.contextmanager
def held(*codes):
    """Holds keys down."""
    for code in codes:
        Atspi.generate_keyboard_event(code, None, Atspi.KeySynthType.PRESS)
    try:
        yield
    finally:
        for code in reversed(codes):
            Atspi.generate_keyboard_event(code, None, Atspi.KeySynthType.RELEASE)
