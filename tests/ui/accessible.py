# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps a program's accessible tree, as a screen reader does.

One asks for it often, and a question for each widget takes long. So what the widgets are comes in
one reply, from the cache that the program keeps for that, and with it whose children they are. Only
where that leaves a doubt is a widget asked for its children, without waiting for one reply before
the next question. From then on the program's signals tell of what changes. The nodes that one gets
are a picture of one moment.
"""

import collections
import contextlib
import json
import time

import gi

gi.require_version('Atspi', '2.0')
gi.require_version('Json', '1.0')
from gi.repository import Atspi, Gio, GLib, Json  # noqa: E402

ACCESSIBLE = 'org.a11y.atspi.Accessible'
ROOT = '/org/a11y/atspi/accessible/root'


def park_pointer():
    """Moves the pointer to a corner where nothing has a tooltip. Where it rests, one is shown after
    half a second, as a window of its own, which takes a click that was meant for what is below it:
    a person's pointer doesn't leap there, and makes it go while it comes."""
    Atspi.generate_mouse_event(0, 0, 'abs')


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

MAX_AGE = 1.0
# What these tell isn't in the cache.
WITHOUT_CHANGE = {'BoundsChanged', 'Focus', 'TextCaretMoved', 'TextSelectionChanged'}


def dispatch():
    """Takes what has come."""
    while GLib.MainContext.default().iteration(False):
        pass


def rest(seconds):
    """Waits until a program tells of something, and what it does then is over; at most so long."""
    is_over = False

    def did_time_out():
        nonlocal is_over
        is_over = True
        return GLib.SOURCE_REMOVE
    timer = GLib.timeout_add(int(seconds * 1000), did_time_out)
    GLib.MainContext.default().iteration(True)
    if not is_over:
        GLib.source_remove(timer)
        time.sleep(seconds / 4)


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


class Tree:
    """The widgets of a program: read whole once, and from then on what its signals tell of changes.

    What no signal tells is seen when all is read again: after a second."""

    def __init__(self, bus, program):
        self.bus = bus
        self.program = program
        self.opened = set()
        self.items = {}
        self.below = {}
        self.found = {}
        self.nodes = {}
        self.is_stale = True
        self.is_asking = False
        self.read_at = 0.0
        bus.connection.signal_subscribe(program, None, None, None, None,
                                        Gio.DBusSignalFlags.NONE, self._did_signal)

    def call(self, path, interface, method, arguments=None):
        return self.bus.call(self.program, path, interface, method, arguments)

    def look(self, path=ROOT):
        """Returns all that stands below the path, as it is now."""
        # Signals that the program sent before this reply are here when the reply is.
        self.call(ROOT, ACCESSIBLE, 'GetRole')
        dispatch()
        if self.is_stale or time.monotonic() > self.read_at + MAX_AGE:
            self._read()
        if path not in self.found:
            self.found[path] = self._find_children(path)
            if not all(place in self.items for place in self.found[path]):
                self._read()
                self.found[path] = self._find_children(path)
        if path not in self.nodes:
            self.nodes[path] = Node(self, path, None, self.found[path])
        return self.nodes[path]

    def open(self, path):
        """Looks into the widget from now on, though it is of a kind that is left out."""
        self.opened.add(path)
        self.is_stale = True

    def _did_signal(self, connection, sender, path, interface, signal, parameters):
        item = self.items.get(path)
        if signal in WITHOUT_CHANGE or (signal == 'TextChanged' and item and item[7] in ENTRIES):
            return
        self.nodes = {}
        if signal == 'AddAccessible' and self.is_asking:
            # It comes into the cache when it is first asked for.
            item = parameters.unpack()[0]
            self.items[item[0][1]] = item
        elif not (item and signal == 'StateChanged' and self._take_over(item, parameters)):
            # It may say something of others too: a name is made of theirs, what is insensitive makes
            # all within so, and a page comes with the tab that is pressed.
            self.is_stale = True

    def _take_over(self, item, parameters):
        """Writes down in which state a widget is now; False if others may be in another, too."""
        state, is_so, *_ = parameters.unpack()
        if state != 'focused' and not (state in {'selectable', 'selected'} and item[7] in ROWS):
            return False
        word, bit = divmod(int(getattr(Atspi.StateType, state.upper())), 32)
        # The nodes that were made of the item are of another moment.
        states = list(item[9])
        states[word] = states[word] & ~(1 << bit) | bool(is_so) << bit
        self.items[item[0][1]] = [*item[:9], states]
        return True

    def _read(self):
        """Reads what the program's cache has of each of its widgets, by path."""
        self.is_stale = False
        self.read_at = time.monotonic()
        self.below = {}
        self.found = {}
        self.nodes = {}
        reply = self.bus.connection.call_sync(
            self.program, '/org/a11y/atspi/cache', 'org.a11y.atspi.Cache', 'GetItems', None, None,
            Gio.DBusCallFlags.NONE, -1, None)
        # GVariant.unpack () takes ten times as long for hundreds of widgets.
        [items] = json.loads(Json.gvariant_serialize_data(reply)[0])
        self.items = {item[0][1]: item for item in items}

    def _find_children(self, path):
        """Returns the path and the paths of all that is below it, a list of children for each."""
        self.is_asking = True
        found = {}
        cached = collections.defaultdict(list)
        waiting = 0
        for child, item in self.items.items():
            cached[item[2][1]].append((item[3], child))

        def look_into(parent):
            item = self.items.get(parent)
            if item is not None and item[7] in LEAVES and parent not in self.opened:
                found[parent] = []
                return
            numbered = sorted(cached[parent])
            if parent in self.below:
                take(parent, self.below[parent])
            elif is_whole(parent, [number for number, _ in numbered]):
                take(parent, [child for _, child in numbered])
            else:
                ask(parent)

        def is_whole(parent, places):
            # How many windows there are isn't in the cache.
            return (parent in self.items and parent != ROOT and len(places) == self.items[parent][4]
                    and places == list(range(len(places))))

        def take(parent, children):
            found[parent] = self.below[parent] = children
            for child in children:
                look_into(child)

        def ask(parent):
            nonlocal waiting
            waiting += 1
            self.bus.connection.call(self.program, parent, ACCESSIBLE, 'GetChildren', None, None,
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
        self.is_asking = False
        return found


class Node:
    """One widget of the tree: what it is, and what one can do with it."""

    def __init__(self, tree, path, parent, below):
        self.tree = tree
        self.path = path
        self.parent = parent
        item = tree.items.get(path)
        self.interfaces, self.name, self.role, self.description, self.states = (
            item[5:] if item is not None else ([], '', 0, '', [0, 0]))
        self.children = [Node(tree, child, self, below) for child in below.get(path, [])]

    def __iter__(self):
        """Yields the node and everything in it, in the order of the tree."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def has(self, state):
        number = int(state)
        return bool(self.states[number // 32] >> number % 32 & 1)

    def call(self, interface, method, arguments=None):
        return self.tree.call(self.path, 'org.a11y.atspi.' + interface, method, arguments)

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
        return self.tree.call(self.path, 'org.freedesktop.DBus.Properties', 'Get',
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
        park_pointer()
        return True

    def click(self):
        """Clicks with the mouse in its middle, for what has no action."""
        x, y, width, height = self.extents()
        Atspi.generate_mouse_event(x + width // 2, y + height // 2, 'b1c')
        park_pointer()

    def open(self):
        """Presses a menu button; what it shows is inside of it."""
        self.tree.open(self.path)
        inner = next((node for node in self.tree.look(self.path).children
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
