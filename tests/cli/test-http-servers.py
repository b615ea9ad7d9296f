#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""prise-cli http against real servers: nginx, Python's, busybox's; and with very large bodies."""

import contextlib
import gzip
import hashlib
import http.client
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import threading

from http_peer import answering, read_request, response
from prise_cli import LIMIT, PROGRAM, peak_memory, run, server, tool, unused_port, wait_until
from tap import main, test

MIB = 1024 * 1024

NGINX = '''
daemon off;
pid {folder}/pid;
error_log {folder}/error;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/temp;
  proxy_temp_path {folder}/temp;
  fastcgi_temp_path {folder}/temp;
  uwsgi_temp_path {folder}/temp;
  scgi_temp_path {folder}/temp;
  gzip on;
  gzip_types *;
  gzip_min_length 1;
  server {{
    listen 127.0.0.1:{port};
    root {folder}/www;
    location /moved {{ return 301 /small; }}
    location /method {{ return 200 $request_method; }}
  }}
}}
'''


def answers(port):
    """Whether a server has begun to listen."""
    with contextlib.suppress(OSError, http.client.HTTPException):
        http.client.HTTPConnection('127.0.0.1', port, timeout=LIMIT).request('HEAD', '/')
        return True
    return False


@contextlib.contextmanager
def files_served(make_command):
    """A server of another program; yields its URL and the folder that it serves."""
    with tempfile.TemporaryDirectory() as folder:
        www = pathlib.Path(folder, 'www')
        www.mkdir()
        port = unused_port()
        with subprocess.Popen(make_command(folder, port), stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                wait_until(lambda: answers(port) or process.poll() is not None, 'it does not listen')
                yield f'http://127.0.0.1:{port}', www
            finally:
                process.terminate()
                process.wait(LIMIT)


def nginx(folder, port):
    """The command that starts nginx on a folder; its program is where only root looks."""
    path = shutil.which('nginx', path=os.environ['PATH'] + ':/usr/sbin') or tool('nginx')
    os.chmod(folder, 0o755)
    configuration = pathlib.Path(folder, 'nginx.conf')
    configuration.write_text(NGINX.format(folder=folder, port=port), encoding='ascii')
    return [path, '-c', str(configuration), '-e', f'{folder}/error']


def busybox(folder, port):
    return [tool('busybox'), 'httpd', '-f', '-p', f'127.0.0.1:{port}', '-h', f'{folder}/www']


def digest(data):
    return hashlib.sha256(data).hexdigest()


def run_to_digest(*arguments):
    """Runs it, and returns the SHA-256 of what it writes, and how much memory it took at most."""
    with subprocess.Popen([PROGRAM, *arguments], stdout=subprocess.PIPE) as process:
        sums = hashlib.sha256()
        memory = 0
        while piece := process.stdout.read(MIB):
            sums.update(piece)
            with contextlib.suppress(TypeError):  # it has just ended, and has no memory any more
                memory = max(memory, peak_memory(process))
        assert process.wait(LIMIT) == 0
    return sums.hexdigest(), memory


def is_sanitized():
    """Tells whether the program watches its memory, and so needs more of it."""
    with open(PROGRAM, 'rb') as program:
        return b'__asan_init' in program.read()


@test
def nginx_files():
    """nginx: plain, compressed and in chunks, redirected, not there"""
    with files_served(nginx) as (url, www):
        text = 'Bonjour serveur\n'.encode() * 50000
        (www / 'text').write_bytes(text)
        (www / 'small').write_bytes(b'small')
        assert run('http', f'{url}/text')[0] == text
        packed = ('--header=Accept-Encoding: gzip', f'{url}/text')
        assert run('http', *packed)[0] == text
        last = json.loads(run('http', '--json', '-q', *packed)[0])
        headers = {h['name']: h['value'] for h in last['headers']}
        assert headers['Transfer-Encoding'] == 'chunked' and headers['Content-Encoding'] == 'gzip'
        assert last['decoded_size'] == len(text) > 20 * last['body_size'], last
        assert last['raw_size'] > last['head_size'] + last['body_size'], 'the framing counts'
        assert run('http', '--location', f'{url}/moved')[0] == b'small'
        assert b'404' in run('http', '--fail', f'{url}/nowhere', status=1)[0]
        for method in ('PUT', 'DELETE', 'OPTIONS'):
            assert run('http', f'--method={method}', f'{url}/method')[0] == method.encode()
        assert run('http', '--method=HEAD', '-i', f'{url}/small')[0].endswith(b'\r\n\r\n')
        last = json.loads(run('http', '--json', '-q', '--repeat=50', f'{url}/small')[0].splitlines()[-2])
        assert last['reused'], last


@test
def nginx_large():
    """nginx: 100 MB arrive whole, raw and as the body"""
    with files_served(nginx) as (url, www):
        data = os.urandom(100 * 1000 * 1000)
        (www / 'large').write_bytes(data)
        assert run_to_digest('http', f'{url}/large')[0] == digest(data)
        raw = www / 'raw'
        run('http', f'--raw={raw}', '--quiet', f'{url}/large')
        head, body = raw.read_bytes().split(b'\r\n\r\n', 1)
        assert digest(body) == digest(data) and head.startswith(b'HTTP/1.1 200 OK\r\n'), head


@test
def python_server():
    """Python's http.server, whose bytes are those that it logs"""
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = 'HTTP/1.1'

        def do_POST(self):
            body = self.rfile.read(int(self.headers['Content-Length']))
            self.send_response(201)
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            self.wfile.write(body[::-1])

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler) as peer:
        thread = threading.Thread(target=peer.serve_forever, daemon=True)
        thread.start()
        url = f'http://127.0.0.1:{peer.server_address[1]}/'
        output, errors = run('http', '--data=Bonjour', '--repeat=3', '-i', url)
        assert re.fullmatch(rb'(HTTP/1\.1 201 Created\r\n(.+\r\n)*\r\nruojnoB){3}', output), output
        assert errors.startswith(b'prise-cli: 3 of 3 '), errors
        assert run('http', url, '--fail', status=1)[0], 'GET is not supported there'
        peer.shutdown()
        thread.join(LIMIT)


@test
def busybox_server():
    """busybox httpd: HTTP/1.0, and a body that ends with the connection"""
    with files_served(busybox) as (url, www):
        (www / 'page.html').write_bytes(b'<p>Bonjour</p>\n')
        output, errors = run('http', '-i', f'{url}/page.html')
        assert output.startswith(b'HTTP/1.') and output.endswith(b'<p>Bonjour</p>\n'), output
        assert errors == b'', errors
        run('http', '--fail', f'{url}/nowhere', status=1)


def pour(size, framed):
    """Answers with so many MiB of zeros."""
    piece = bytes(MIB)

    def handle(connection):
        read_request(connection)
        if not framed:
            connection.sendall(response(b'', f'Content-Length: {size * MIB}'))
        else:
            connection.sendall(response(b'', 'Transfer-Encoding: chunked'))
        for _ in range(size):
            connection.sendall(b'100000\r\n' + piece + b'\r\n' if framed else piece)
        if framed:
            connection.sendall(b'0\r\n\r\n')

    return handle


@test
def large_bodies():
    """A body of 1 GiB, and one of 200 MiB in chunks, arrive whole in bounded memory"""
    for size, framed, most in ((1024, False, 256), (200, True, 400)):
        with server(pour(size, framed)) as (port, _):
            got, memory = run_to_digest('http', f'http://127.0.0.1:{port}/')
        sums = hashlib.sha256()
        for _ in range(size):
            sums.update(bytes(MIB))
        assert got == sums.hexdigest()
        assert is_sanitized() or memory < most * MIB, memory


@test
def bomb():
    """A compressed body of 1 MiB that would be 1 GiB is cut at the limit, in bounded memory"""
    packed = gzip.compress(bytes(1024 * MIB), 1)
    with server(answering(response(packed, 'Content-Encoding: gzip'))) as (port, _):
        command = [PROGRAM, 'http', '--output=/dev/null', f'http://127.0.0.1:{port}/']
        done = subprocess.run(command, capture_output=True, timeout=LIMIT, check=False)
    assert done.returncode == 1 and b'256 MiB' in done.stderr, done


if __name__ == '__main__':
    main()
