# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real prise-cli, and has peers for it. Nothing sleeps: each wait is for an event."""

import base64
import contextlib
import functools
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

from tap import Skip

PROGRAM = os.environ['PRISE_CLI']

# Far more than anything here takes on a busy machine; whoever waits so long has failed.
LIMIT = 30

# What is ignored stays so in children; whoever runs the tests in the background ignores these.
signal.signal(signal.SIGHUP, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)

READABLE = re.compile(r'^\d\d:\d\d:\d\d\.\d\d\d  (\S)  (\S+) +(\d*\+?) {1,2}(.*)$')


class Cli:
    """One running prise-cli, whose output lines are gathered as they come."""

    def __init__(self, *arguments, stdin=subprocess.DEVNULL, env=None):
        self.process = subprocess.Popen(
            [PROGRAM, *arguments], stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, **(env or {})})
        self.lines = []
        self.errors = b''
        self._news = threading.Condition()
        self._threads = [threading.Thread(target=self._gather, daemon=True),
                         threading.Thread(target=self._gather_errors, daemon=True)]
        for thread in self._threads:
            thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def _gather(self):
        for line in self.process.stdout:
            with self._news:
                self.lines.append(line.decode('utf-8').rstrip('\n'))
                self._news.notify_all()

    def _gather_errors(self):
        self.errors = self.process.stderr.read()

    def wait_line(self, *words):
        """Waits for a line that has all the words, and returns it."""
        def find():
            return next((line for line in self.lines if all(w in line for w in words)), None)

        with self._news:
            if not self._news.wait_for(lambda: find() is not None, LIMIT):
                raise AssertionError(f'no line with {words} among {self.lines}, {self.errors}')
            return find()

    def wait_entry(self, **members):
        """The same for a JSON object that has these members."""
        def find():
            entries = (json.loads(line) for line in self.lines)
            return next((e for e in entries if members.items() <= e.items()), None)

        with self._news:
            if not self._news.wait_for(lambda: find() is not None, LIMIT):
                raise AssertionError(f'no entry with {members} among {self.lines}')
            return find()

    def port(self):
        """Where a server listens: a readable one, or with --json."""
        line = self.wait_line('istening')
        return json.loads(line)['port'] if line[0] == '{' else int(line.rsplit(':', 1)[1])

    def stop(self, status=0, with_signal=signal.SIGTERM):
        """Asks for an end in order, and sees to it."""
        self.process.send_signal(with_signal)
        self.finish(status)

    def finish(self, status=0):
        """Waits for the end; it must be with this exit status."""
        got = self.process.wait(LIMIT)
        for thread in self._threads:
            thread.join(LIMIT)
        assert got == status, f'exit status {got}, not {status}: {self.lines} {self.errors}'

    def rows(self):
        """All readable lines as (sign, peer, size, data)."""
        return [match.groups() for match in map(READABLE.match, self.lines) if match]

    def entries(self):
        """All lines as objects."""
        return [json.loads(line) for line in self.lines]

    def payloads(self, kind):
        """The bytes of each entry of this kind, by a process with --json."""
        return [e['text'].encode() if 'text' in e else base64.b64decode(e['base64'])
                for e in self.entries() if e['kind'] == kind]

    def received(self):
        return self.payloads('received')


def run(*arguments, stdin=b'', status=0, env=None):
    """Runs prise-cli to its end; returns what it wrote, (output, errors), as bytes."""
    done = subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, timeout=LIMIT,
                          env={**os.environ, **(env or {})}, check=False)
    assert done.returncode == status, f'exit status {done.returncode}, not {status}: {done}'
    return done.stdout, done.stderr


def tool(name):
    """Another program's path; without it, the test is skipped."""
    path = shutil.which(name)
    if path is None:
        raise Skip(f'{name} is not installed')
    return path


def connect(port, host='127.0.0.1'):
    return socket.create_connection((host, port), LIMIT)


def read_all(connection):
    """Everything up to the peer's end of stream."""
    return b''.join(iter(lambda: connection.recv(65536), b''))


@contextlib.contextmanager
def server(handle, family=socket.AF_INET):
    """A peer for the client: each connection goes to handle (connection) on a thread of its own.

    Yields the port. What handle returned stands in the list after the block, in any order.
    """
    address = '::1' if family == socket.AF_INET6 else '127.0.0.1'
    listener = socket.create_server((address, 0), family=family)
    results = []
    errors = []

    def serve_one(connection):
        try:
            with connection:
                connection.settimeout(LIMIT)
                results.append(handle(connection))
        except Exception as error:  # shown by the one who opened us
            errors.append(error)

    def accept():
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                thread = threading.Thread(target=serve_one, args=[connection], daemon=True)
                thread.start()
                threads.append(thread)

    threads = []
    acceptor = threading.Thread(target=accept, daemon=True)
    acceptor.start()
    port = listener.getsockname()[1]
    try:
        yield port, results
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        acceptor.join(LIMIT)
        for thread in threads:
            thread.join(LIMIT)
    if errors:
        raise errors[0]


def unused_port():
    """A port on which nobody listens: it was ours a moment ago."""
    with socket.create_server(('127.0.0.1', 0)) as listener:
        return listener.getsockname()[1]


def fill_backlog(port):
    """Connects until the system takes no more: further ones get no answer."""
    waiting = []
    for _ in range(8):
        connection = socket.socket()
        connection.setblocking(False)
        connection.connect_ex(('127.0.0.1', port))
        waiting.append(connection)
    return waiting


def has_ipv6():
    try:
        socket.create_server(('::1', 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


def datagram_socket(host='127.0.0.1', port=0):
    """A UDP socket as a peer; whoever waits for a datagram too long has failed."""
    family = socket.AF_INET6 if ':' in host else socket.AF_INET
    peer = socket.socket(family, socket.SOCK_DGRAM)
    peer.settimeout(LIMIT)
    peer.bind((host, port))
    return peer


def unused_udp_port():
    """A port on which no socket waits for datagrams: one was ours a moment ago."""
    with datagram_socket() as holder:
        return holder.getsockname()[1]


# A network of which nobody knows but the processes in it.
NETWORK = """{
  ip link set lo up &&
  ip link add %(one)s type veth peer name %(other)s &&
  ip link set %(one)s up && ip link set %(other)s up &&
  ip address add 10.77.0.1/24 dev %(one)s &&
  ip address add fe80::77/64 dev %(one)s nodad %(more)s
} || exit
exec "$0" "$@"
"""


def isolated(one='prise0', other='prise1', more=''):
    """Has a test run in such a network, by another process."""
    def decorate(function):
        @functools.wraps(function)
        def run_isolated():
            if 'PRISE_ISOLATED' in os.environ:
                function()
                return
            tool('ip')
            done = subprocess.run([tool('unshare'), '-rn', 'sh', '-c',
                                   NETWORK % {'one': one, 'other': other, 'more': more}, sys.executable,
                                   sys.argv[0], function.__name__],
                                  env={**os.environ, 'PRISE_ISOLATED': '1'}, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, check=False)
            if '1..1' not in done.stdout:
                raise Skip(f'no network of our own: {done.stdout.strip()}')
            assert done.returncode == 0, done.stdout

        return run_isolated

    return decorate


def peak_memory(process):
    """The most memory that the process has had, in bytes."""
    with open(f'/proc/{process.pid}/status', encoding='ascii') as file:
        return int(re.search(r'VmHWM:\s+(\d+) kB', file.read())[1]) * 1024


def wait_until(holds, what):
    """Waits for what no event tells of."""
    end = time.monotonic() + LIMIT
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(what)
        time.sleep(0.01)


def french_environment(folder):
    """A French locale, made here: the system may have none, and LANGUAGE needs one."""
    subprocess.run([tool('localedef'), '--no-archive', '-i', 'fr_FR', '-f', 'UTF-8',
                    os.path.join(folder, 'fr_FR.UTF-8')], check=True)
    return {'LANGUAGE': 'fr', 'LC_ALL': 'fr_FR.UTF-8', 'LOCPATH': folder}
