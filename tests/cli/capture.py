# SPDX-License-Identifier: GPL-3.0-or-later
"""What crosses the loopback interface, seen by the system and not by Prise: tcpdump, read here."""

import collections
import contextlib
import re
import signal
import struct
import subprocess
import threading

from prise_cli import LIMIT, tool
from tap import Skip

MIB = 1024 * 1024

# As pcap and the protocols number them.
MAGIC, SNAP, ETHERNET = 0xa1b2c3d4, 256 * 1024, 1
TCP, UDP = 6, 17
FIN, SYN, RST, ACK = 1, 2, 4, 16

Packet = collections.namedtuple('Packet', 'protocol source destination sequence flags data')


def parse_transport(protocol, host, other, data):
    """A packet from what IP carried."""
    ports = struct.unpack_from('>HH', data)
    source, destination = (host, ports[0]), (other, ports[1])
    if protocol == UDP:
        return Packet(UDP, source, destination, 0, 0, data[8:])
    sequence, offset, flags = struct.unpack_from('>I4xBB', data, 4)
    return Packet(TCP, source, destination, sequence, flags, data[(offset >> 4) * 4:])


def parse_packet(frame):
    """A packet from a frame of the loopback interface, which are those of Ethernet."""
    kind, packet = struct.unpack_from('>H', frame, 12)[0], frame[14:]
    if kind == 0x86dd:
        size, protocol = struct.unpack_from('>HB', packet, 4)
        return parse_transport(protocol, packet[8:24], packet[24:40], packet[40:40 + size])
    assert kind == 0x0800, f'neither IPv4 nor IPv6: {frame[:40]}'
    length = (packet[0] & 15) * 4
    size, fragment, protocol = struct.unpack_from('>H2xHxB', packet, 2)
    assert fragment & 0x3fff == 0, 'a fragment'
    return parse_transport(protocol, packet[12:16], packet[16:20], packet[length:size])


def join_stream(packets):
    """The bytes of one direction of a connection, from its SYN to its FIN; None with a gap."""
    first = next((p.sequence for p in packets if p.flags & SYN), None)
    stream, ends = bytearray(), False
    for place, packet in sorted(((p.sequence - first - 1) % 2**32, p) for p in packets
                                if first is not None and (p.data or p.flags & FIN)):
        if place > len(stream):
            return None
        stream += packet.data[len(stream) - place:]
        ends = ends or bool(packet.flags & FIN)
    return bytes(stream) if ends else None


class Capture:
    """What goes to and from a port of this machine while the block runs."""

    def __init__(self, port, buffer=8 * MIB):
        """The buffer is for what waits for tcpdump: 64 KiB a packet, whatever its size, and twice."""
        self.port = port
        # As packets come, not once a second; to a pipe, for as another user it can't write files.
        self.process = subprocess.Popen(
            [tool('tcpdump'), '-i', 'lo', '-n', '-s', str(SNAP), '--immediate-mode', '-U', '-w', '-',
             '-B', str(buffer // 1024), f'port {port}'],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.packets = []
        self.errors = ''
        self._failure = None
        self._has_ended = False
        self._news = threading.Condition()
        self._threads = [threading.Thread(target=self._gather, daemon=True),
                         threading.Thread(target=self._gather_errors, daemon=True)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        try:
            self._wait(lambda: 'listening on' in self.errors or self._has_ended,
                       'tcpdump to listen')
            if self._has_ended:
                kind = Skip if 'permission' in self.errors else AssertionError
                raise kind('capturing isn’t allowed here: ' + ' '.join(self.errors.split()))
        except BaseException:
            self._end(signal.SIGKILL)
            raise
        return self

    def __exit__(self, kind, *_):
        self._end(signal.SIGINT)
        if kind is None:
            assert re.search(r'^0 packets dropped by kernel', self.errors, re.MULTILINE), self.errors

    def _end(self, number):
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            self.process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for thread in self._threads:
            thread.join(LIMIT)

    def _gather_errors(self):
        for line in self.process.stderr:
            with self._news:
                self.errors += line.decode()
                self._news.notify_all()
        with self._news:
            self._has_ended = True
            self._news.notify_all()

    def _read_file(self, stream):
        header = stream.read(24)
        assert header in (b'', struct.pack('=IHHiIII', MAGIC, 2, 4, 0, 0, SNAP, ETHERNET)), header
        while header := stream.read(16):
            kept, size = struct.unpack('=8xII', header)
            assert kept == size, 'a packet was cut'
            packet = parse_packet(stream.read(size))
            with self._news:
                self.packets.append(packet)
                self._news.notify_all()

    def _gather(self):
        try:
            self._read_file(self.process.stdout)
        except Exception as error:  # shown by the one who waits
            with self._news:
                self._failure = error
                self._news.notify_all()

    def _wait(self, holds, what):
        with self._news:
            waited = self._news.wait_for(lambda: self._failure or holds(), LIMIT)
        if self._failure:
            raise self._failure
        assert waited, f'waited for {what}: {self.errors}, {[p[1:5] for p in self.packets]}'

    def wait_connections(self, count):
        """Waits for the ends of so many connections to the port.

        Returns for each, in the order in which they were opened, what it carried: (what went to the
        port, what came from it).
        """
        def ends():
            ended = {(p.source, p.destination) for p in self.packets if p.flags & FIN}
            return len(ended) >= 2 * count or any(p.flags & RST for p in self.packets)

        self._wait(ends, f'{count} connections to end')
        assert not any(p.flags & RST for p in self.packets), 'a connection was reset'
        flows = collections.defaultdict(list)
        for packet in self.packets:
            flows[packet.source, packet.destination].append(packet)
        opened = [key for key, packets in flows.items() if packets[0].flags & (SYN | ACK) == SYN]
        return [(join_stream(flows[there]), join_stream(flows[there[::-1]])) for there in opened]

    def wait_datagrams(self, count):
        """Waits for so many datagrams; returns what went to the port and what came from it."""
        self._wait(lambda: len(self.packets) >= count, f'{count} datagrams')
        return ([p.data for p in self.packets if p.destination[1] == self.port],
                [p.data for p in self.packets if p.source[1] == self.port])


@contextlib.contextmanager
def captured(peer, buffer=8 * MIB):
    """Opens a server as prise_cli.server () does; yields its port, results, and the capture."""
    with peer as (port, results), Capture(port, buffer) as capture:
        yield port, results, capture
