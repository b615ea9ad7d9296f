# SPDX-License-Identifier: GPL-3.0-or-later
"""Responses that a hostile server would send: each has broken a program, this one or another, or the
library that it gives its bytes to."""

import gzip
import struct
import zlib


def respond(content_type, body, *headers):
    """Returns a response with that body."""
    lines = [b'HTTP/1.1 200 OK', *headers, b'Content-Length: %d' % len(body)]
    if content_type is not None:
        lines.append(b'Content-Type: ' + content_type)
    return b'\r\n'.join([*lines, b'', body])


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def png(width, height, *rest):
    """Returns the first bytes of an image of that size, with what is to follow them."""
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 6, 0, 0, 0))
            + b''.join(rest) + chunk(b'IDAT', b'x\x9c'))


TEXT = 200 * chunk(b'zTXt', b'a\0\0' + zlib.compress(7000000 * b'a'))
GIF = (b'GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff'
       + 10000 * b'\x21\xf9\4\0\0\0\0\0\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0' + b';')
MANY = b'HTTP/1.1 200 OK\r\n' + b''.join(b'X-%d: y\r\n' % i for i in range(900)) + b'\r\n'
LONG = b'HTTP/1.1 200 OK\r\nX: ' + 60000 * b'x' + b'\r\nContent-Length: 1\r\n\r\n.'

RESPONSES = {
    # Libraries that recurse, and views whose time grows with the square.
    'json deep': respond(b'application/json', 200000 * b'['),
    'json comment': respond(b'application/json', b'/*"*/' + 200000 * b'['),
    'json lines deep': respond(b'application/json', 30000 * b'{"a":\n'),
    'script': respond(b'text/javascript', 60000 * b'('),
    'commas': respond(b'text/javascript', 2000 * (20 * b"'a'," + b'\n')),
    'scripts': respond(b'text/html', 20000 * b'<script>'),
    'script lines': respond(b'text/html', 20000 * b'<script>\n'),
    'elements': respond(b'text/xml', 60000 * b'<a>'),
    'entities': respond(b'text/xml', b'<!DOCTYPE a [' + 3000 * b'<!ENTITY a "&a;&a;">' + b']>'),
    'svg': respond(b'image/svg+xml', b'<svg width="30000" height="30000">' + 9000 * b'<g>'),
    'macros': respond(b'text/x-csrc', 20000 * b'#if 0\n'),
    'one line': respond(b'text/plain', 3000000 * b'x'),
    'line feeds': respond(b'text/plain', 1000000 * b'\n'),
    'marks': respond(b'text/plain', b'a' + 200000 * b'\xcc\x81'),
    # Text that is none.
    'charset of bytes': respond(b'text/html; charset=\xff', b'<p>'),
    'charset of four bytes': respond(b'text/plain; charset=ucs-4', b'\0\0\0a\0\0\0'),
    'charset unknown': respond(b'text/plain; charset="\x1b[31m"', b'a\xe9\xff'),
    'charset japanese': respond(b'text/plain; charset=iso-2022-jp', b'\x1b$B' + 30000 * b'\x21'),
    'type of bytes': respond(b'\xff\xfe/\x80; charset', b'x'),
    'type long': respond(60000 * b't', b'x'),
    'zeros': respond(b'text/html', bytes(300000)),
    'every byte': respond(b'text/plain', bytes(range(256)) * 1000),
    'noncharacters': respond(b'text/plain', '\ufffe\uffff\ue000\u202e\u2028\U000e0001'.encode() * 999),
    'markup': respond(b'text/plain', b'<span size="1">&amp;</b> %s %n', b'X: <b>&%s%n'),
    # Images.
    'png huge': respond(b'image/png', png(30000, 30000)),
    'png none': respond(b'image/png', png(0, 0)),
    'png unfinished': respond(b'image/png', png(5000, 5000)),
    'png text': respond(b'image/png', png(1, 1, TEXT)),
    'gif frames': respond(b'image/gif', GIF),
    'gif frames behind a byte': respond(b'image/gif', GIF[:19] + b'\0' + GIF[19:]),
    'jpeg': respond(b'image/jpeg', b'\xff\xd8\xff\xc2\0\x11\x08\x10\0\x10\0' + 9000 * b'\xff\xda'),
    'image format': respond(b'image/x-tga', bytes(18)),
    'image of text': respond(b'image/png', b'<html>'),
    # Codings.
    'gzip bomb': respond(b'text/plain', gzip.compress(gzip.compress(bytes(30000000))),
                         b'Content-Encoding: gzip, gzip'),
    'gzip none': respond(b'text/html', b'<!DOCTYPE html>', b'Content-Encoding: gzip'),
    'coding of bytes': respond(b'text/html', b'x', b'Content-Encoding: \xff\x1b[31m'),
    # Heads.
    'no http': b'Recu: G' + 9000 * b'\0',
    'reason': b'HTTP/1.1 200 \xff\x1b[31m' + 9000 * b'x' + b'\r\n\r\n',
    'headers many': MANY,
    'header long': LONG,
    'header of bytes': respond(None, b'', b'\xff\x80: \xff\0\x1b', b'Location: http://\xff\x1b/'),
    'location': b'HTTP/1.1 301 Moved\r\nLocation: /' + 60000 * b'x' + b'\r\nContent-Length: 0\r\n\r\n',
    'length': b'HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nx',
    'lengths': b'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx',
    'chunk': b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nx',
    'nothing': b'',
}
