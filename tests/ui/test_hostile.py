#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A hostile server: each of its responses is shown in each view, laid out, copied and saved, and the
program stays alive, awake and within its memory."""

import os
import pathlib
import re
import threading

from accessible import BUTTONS, CONTROL, ROOT, TABS, Atspi, held, press_key
from hostile import RESPONSES, respond
from http_ui import HttpTest
from prise_ui import RETURN, Program, in_each_language, main, wait_for

# Generous: 0.6 seconds were measured, and a sanitizer takes its time and its memory. What froze
# took ten seconds and more, under a sanitizer twice as long; what had no bound took gigabytes.
MAX_SILENCE = 3.0
MAX_SANITIZED_SILENCE = 20.0
MAX_GROWTH = 500  # MiB

VIEWS = 'Headers', 'Raw', 'Timing', 'Problems', 'Body'


def memory(process):
    """Returns how much memory the process has had at most, in MiB."""
    status = pathlib.Path(f'/proc/{process.pid}/status').read_text(encoding='ascii')
    return int(re.search(r'VmHWM:\s+(\d+)', status)[1]) // 1024


def is_sanitized(program):
    return b'__asan_init' in pathlib.Path(program).read_bytes()


def main_thread_time(process):
    """Returns how many seconds of a processor its main thread has had."""
    text = pathlib.Path(f'/proc/{process.pid}/task/{process.pid}/stat').read_text(encoding='utf-8')
    user, system = text.rsplit(')', 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf('SC_CLK_TCK')


class Watch:
    """Asks the program something, again and again, and remembers how long its main thread worked at
    most before it replied: so long is it silent where nothing else wants the processor."""

    def __init__(self, program):
        self.program = program
        self.longest = 0.0
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self._run)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, kind, error, trace):
        self.is_over.set()
        self.thread.join()

    def _run(self):
        while not self.is_over.wait(0.1):
            start = main_thread_time(self.program.process)
            self.program.tree.call(ROOT, 'org.a11y.atspi.Accessible', 'GetRole')
            self.longest = max(self.longest, main_thread_time(self.program.process) - start)


class Hostile(HttpTest):
    def get(self, page, response):
        """Sends the request, responds to it, and waits until that is over."""
        page.click('Send Request')
        connection = self.accept()
        connection.recv(65536)
        try:
            connection.sendall(response)
        except OSError:
            pass  # it had enough
        connection.close()
        page.find_button('Send Request')

    def find_tabs(self, page):
        """Returns what shows the views of the response."""
        wholes = [node for node in page.look() if node.name == self.program.translate('Response')]
        return [next(node for whole in wholes for node in whole
                     if node.role in TABS | BUTTONS and node.name == self.program.translate(view))
                for view in VIEWS]

    def press(self, page, *names):
        """Presses those of the buttons that are there, all found in one look: they are many, and so
        are the responses."""
        nodes = list(page.look())
        for name in map(self.program.translate, names):
            button = next((node for node in nodes if node.role in BUTTONS and node.name == name
                           and node.has(Atspi.StateType.SHOWING)), None)
            if button is not None:
                button.press()

    def survive(self, page, response):
        self.get(page, response)
        for tab in self.tabs:
            tab.press()
        self.press(page, 'Hex', 'Text', 'Indent', 'Show More', 'Copy Body', 'Hex')
        self.press(page, 'Indent', 'Image', 'Text')

    @in_each_language
    def test_responses(self):
        page = self.program.http()
        page.type('URL', self.url)
        self.get(page, respond(b'text/html', b'<p>'))
        self.tabs = self.find_tabs(page)
        before = memory(self.program.process)
        with Watch(self.program) as watch:
            for name, response in RESPONSES.items():
                start = watch.longest
                with self.subTest(name):
                    self.survive(page, response)
                    self.assertIsNone(self.program.process.poll(), name)
                if watch.longest > start:
                    print(f'# {name}: silent for {watch.longest * 1000:.0f} ms', flush=True)
        print(f'# {before} MiB, then {memory(self.program.process)} MiB', flush=True)
        limit = MAX_SANITIZED_SILENCE if is_sanitized(self.path) else MAX_SILENCE
        self.assertLess(watch.longest, limit)
        self.assertLess(memory(self.program.process), before + MAX_GROWTH)

    def test_save(self):
        page = self.program.http()
        page.type('URL', self.url)
        self.get(page, RESPONSES['every byte'])
        self.show(page, 'Response', 'Body')
        path = pathlib.Path(self.data, 'body')
        page.click('Save Body')
        self.choose_file('Save Body', path)
        wait_for(path.exists, 'the file')
        wait_for(lambda: path.read_bytes() == bytes(range(256)) * 1000, 'all of it')


class Unattended(HttpTest):
    """Without a client of assistive technologies, and with memory that isn't cleared: GTK takes other
    ways then."""

    def setUp(self):
        super().setUp()
        self.program.__exit__(None, None, None)  # another takes its place
        self.environment = dict(os.environ)
        self.addCleanup(os.environ.update, self.environment)
        os.environ.update(GTK_A11Y='none', GSETTINGS_BACKEND='keyfile', G_DEBUG='fatal-warnings')

    def write_settings(self, part):
        path = pathlib.Path(os.environ['XDG_CONFIG_HOME'], 'glib-2.0', 'settings', 'keyfile')
        path.parent.mkdir(parents=True, exist_ok=True)
        request = f"GET / HTTP/1.1\\nHost: 127.0.0.1:{self.port}\\n\\n"
        path.write_text(f"[io/github/prise/Prise]\npage='http'\n"
                        f"[io/github/prise/Prise/http]\nurl='{self.url}'\nrequest='{request}'\n"
                        f"response-part='{part}'\n", encoding='ascii')

    def accept_soon(self):
        """Presses the key that sends, until a request comes: nobody tells when the window is there,
        or has shown the response before."""
        self.listener.settimeout(0.5)

        def ask():
            with held(CONTROL):
                press_key(RETURN)
            try:
                return self.listener.accept()[0]
            except TimeoutError:
                return None
        return wait_for(ask, 'a request')

    def survive(self, program):
        for name, response in RESPONSES.items():
            connection = self.accept_soon()
            try:
                connection.recv(65536)
                connection.sendall(response)
            except OSError:
                pass  # it had enough
            connection.close()
            self.assertIsNone(program.process.poll(), name)

    def test_views(self):
        for part in ('body', 'headers', 'raw'):
            self.write_settings(part)
            program = Program(self.path, self.language)
            with program.started():
                self.survive(program)


if __name__ == '__main__':
    main()
