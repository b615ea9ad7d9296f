#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies .ui files into a folder, with each tooltip given to its widget while that isn't visible yet.

When a visible widget gets a tooltip, GTK asks the X server where the pointer is, and waits for the
answer: 26 times before the first frame of the window, 5 of 149 ms. So "visible" goes off before the
tooltip is set, and becomes what it should be behind it.
"""

import pathlib
import sys
import xml.etree.ElementTree as ElementTree


def new_property(name, value):
    element = ElementTree.Element('property', name=name)
    element.text = value
    return element


def hide_while_set(widget):
    """Changes the order of the widget's properties; those it doesn't have keep their default."""
    named = {element.get('name'): element for element in widget.findall('property')}
    tooltip = named.get('tooltip-text')
    if tooltip is None:
        return
    visible = named.get('visible', new_property('visible', 'True'))
    if visible in list(widget):
        widget.remove(visible)
    place = list(widget).index(tooltip)
    widget.insert(place + 1, visible)
    widget.insert(place, new_property('visible', 'False'))


def main(folder, *names):
    for name in names:
        tree = ElementTree.parse(name)
        for widget in tree.iter():
            hide_while_set(widget)
        tree.write(pathlib.Path(folder, pathlib.Path(name).name), encoding='UTF-8',
                   xml_declaration=True)


if __name__ == '__main__':
    main(*sys.argv[1:])
