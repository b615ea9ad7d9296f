#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the project's addresses into the metainfo, and leaves out what has none.

fill-metainfo.py INPUT OUTPUT NAME=ADDRESS…, for each @NAME@ in the input. AppStream takes no file of
this tree for a picture, only an address of the web: without one there are no screenshots.
"""

import re
import sys
from xml.dom import minidom

PLACEHOLDER = re.compile(r'@(\w+)@(/?)')
# What makes no sense without its address.
WHOLES = ('url', 'screenshots')


def texts(node):
    """Yields each piece of text in the node."""
    for child in node.childNodes:
        if child.nodeType == child.TEXT_NODE:
            yield child
        else:
            yield from texts(child)


def remove(element):
    """Takes the element out, with the white space before it."""
    before = element.previousSibling
    if before is not None and before.nodeType == before.TEXT_NODE:
        element.parentNode.removeChild(before)
    element.parentNode.removeChild(element)


def fill(document, addresses):
    """Puts each address in its places."""
    for name in WHOLES:
        for element in document.getElementsByTagName(name):
            found = [match for text in texts(element) for match in PLACEHOLDER.finditer(text.data)]
            if not all(addresses[match[1]] for match in found):
                remove(element)
    for text in texts(document.documentElement):
        text.data = PLACEHOLDER.sub(
            lambda match: addresses[match[1]].removesuffix(match[2]) + match[2], text.data)


def main(source, target, *assignments):
    document = minidom.parse(source)
    fill(document, dict(assignment.split('=', 1) for assignment in assignments))
    with open(target, 'wb') as output:
        output.write(document.toxml(encoding='UTF-8') + b'\n')


if __name__ == '__main__':
    main(*sys.argv[1:])
