#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs each example of the manual, in a network of its own, where its ports and interfaces are free."""

import http.server
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import threading

from prise_cli import LIMIT, PROGRAM, Cli, datagram_socket, isolated, tool
from tap import main, test

MANUAL = pathlib.Path(__file__).resolve().parents[2] / 'data' / 'prise-cli.1'


def examples():
    """Each example as its commands; one that ends in a pipe goes on in the next line."""
    text = MANUAL.read_text(encoding='utf-8').split('.SH EXAMPLES')[1]
    for block in re.findall(r'^\.nf\n(.*?)^\.fi$', text, re.MULTILINE | re.DOTALL):
        block = block.replace('\\-', '-').replace('\\(aq', "'").replace('\\(rs', '\\')
        yield re.sub(r'\|\n +', '| ', block).splitlines()


class Handler(http.server.BaseHTTPRequestHandler):
    """What is asked for is there."""

    protocol_version = 'HTTP/1.1'

    def reply(self):
        self.rfile.read(int(self.headers.get('Content-Length') or 0))
        self.send_response(201 if self.command == 'POST' else 200)
        self.send_header('Content-Length', '7')
        self.end_headers()
        self.wfile.write(b'Bonjour')

    do_GET = do_POST = reply

    def log_message(self, *_):
        pass


def start(command, environment):
    """Starts the one that listens; returns it when it does."""
    process = subprocess.Popen(['bash', '-c', f'exec {command}'], stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=environment['FOLDER'],
                               env=environment)
    # With --raw, standard output is for the bytes alone.
    stream = process.stderr if '--raw' in command else process.stdout
    while 'Listening on' not in (line := stream.readline().decode()):
        assert line, (command, process.wait(LIMIT))
    return process


def run_one(command, environment):
    done = subprocess.run(['bash', '-o', 'pipefail', '-c', command], stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=LIMIT, cwd=environment['FOLDER'],
                          env=environment, check=False)
    assert done.returncode == 0, (command, done)
    return done.stdout


def run_example(commands, environment):
    """Runs one or two commands; returns what the last wrote."""
    commands = [command.replace(' host:', ' localhost:') for command in commands]
    if len(commands) == 1:
        return run_one(commands[0], environment)

    listener = start(commands[0], environment)
    output = run_one(commands[1], environment)
    if '--once' not in commands[0]:
        listener.send_signal(signal.SIGTERM)
    shown, errors = listener.communicate(timeout=LIMIT)
    assert listener.returncode == 0, (commands, shown, errors)
    if '--send' in commands[0] or '>copy' in commands[0]:
        copy = pathlib.Path(environment['FOLDER'], 'copy')
        assert copy.read_bytes() == b'{"a": 1}\n', commands
        copy.unlink()
    return output + shown


@test
@isolated('eth0', 'eth1', '&& ip route add default dev eth0')
def manual():
    """Each example of the manual does what it says"""
    tool('bash')
    servers = [http.server.ThreadingHTTPServer(('127.0.0.1', port), Handler) for port in (80, 8080)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    n_run = 0
    with tempfile.TemporaryDirectory() as folder, Cli('udp', '--bind=*:12345', '--reply=here') as other:
        other.wait_line('Listening')
        pathlib.Path(folder, 'file').write_bytes(b'{"a": 1}\n')
        environment = {**os.environ, 'FOLDER': folder,
                       'PATH': f'{pathlib.Path(PROGRAM).parent}:{os.environ["PATH"]}'}
        for commands in examples():
            text = ' '.join(commands)
            if '| jq' in text and shutil.which('jq') is None:
                continue
            # What else listens there is the other machine of the broadcast.
            if 'udp --bind=12345' in text:
                text = text.replace('12345', '12346')
                commands = [command.replace('12345', '12346') for command in commands]
            output = run_example(commands, environment)
            if 'Bonjour' in text or 'GET' in text or 'verbose' in text:
                assert b'Bonjour' in output, (commands, output)
            if '--broadcast' in text:
                assert b'"here"' in output, output
            if 'jq' in text:
                assert output == b'201\n', output
            if '--output=page' in text:
                assert pathlib.Path(folder, 'page').read_bytes() == b'Bonjour'
            n_run += 1
        other.stop()
    for server in servers:
        server.shutdown()
    assert n_run >= 12, n_run


if __name__ == '__main__':
    main()
