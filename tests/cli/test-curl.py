#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Command lines of curl: prise-cli http --curl sends what curl sends, run by bash against a server."""

import contextlib
import re
import subprocess
import tempfile

from http_peer import by_path, read_request, sized
from prise_cli import LIMIT, run, server, tool, unused_port
from tap import main, test

# Run by bash as they are, with the URL of a server in place of "URL".
COMMANDS = (
    "curl URL/a",
    "curl -sS4 -# --no-progress-meter --basic --fail-with-body --connect-timeout 5 -m 9.5 'URL/b?x=1&y=2'",
    "curl \\\n  -X PUT \\\n  'URL/continued'",
    "curl -I URL",
    "curl URL -d x=1 -d y=2 --data-raw @z --data-urlencode 'w=a b@c' --data-urlencode '=%' --data-urlencode ' '",
    "curl -G -d 'q=a+b' --data-urlencode 'p=a b&c' URL/get",
    "curl -G -d x=1 'URL/get?y=2#part'",
    "curl --url-query 'q=a b' --url-query '+r=%20' --url-query 'a b' 'URL/?p=1'",
    "curl --url-query q=1 -d body URL",
    "curl --json '{\"a\":' --json '1}' URL",
    "curl --json '{}' -H 'Content-Type: application/vnd.api+json' -H 'accept: x/y' URL",
    "curl -H 'Transfer-Encoding: chunked' -d abc URL",
    "curl -H 'transfer-encoding: Chunked' --data-raw '' URL",
    "curl -F a=b -F 'c=d e;type=text/plain' -F 'f=\"g;h\\\"\\\\i\";filename=\"j\"' --form-string 'k=@l;type=m' URL",
    "curl -H 'content-type:  multipart/form-data;x' -F a=b -H 'Content-Type: again' URL",
    "curl -H 'B; ' -H $'C:\\v' -H ':d' -H 'E ;' -H 'F:;' -H ' G: h' -H ';i: j' URL",
    "curl -F 'a= b ' -F 'c=  \"d \" ;  type=e/f ;filename= \" g \" ' --form-string 'h= i ' URL",
    "curl -A ' ' URL",
    "curl -F 'we\"ird=x' -F 'type;=y' -F 'empty=' URL",
    "curl -r 0-99,200- URL",
    "curl --oauth2-bearer token URL",
    "curl -u user:pass URL",
    "curl -u user:pass -H 'Authorization: mine' URL",
    "curl -A agent -e 'http://a/;auto' -b a=b -b c=d URL",
    "curl -e ';auto' URL",
    "curl -A '' URL",
    "curl URL -H 'From: me@example.org' -H 'B;' -H 'C:' -H 'D' -H 'E: f' -H 'E: g' -H 'X-Empty:   '",
    "curl URL -H 'Host: other' -H 'Content-Length: 3' -d abc",
    "curl URL -H 'Host:'",
    "curl URL -H 'Content-Type;' -d abc",
    "curl URL -H 'hOST: other'",
    "curl URL -H 'Host:' -H 'host: other'",
    "curl URL -H 'host: ' -H 'Host: other' -H 'A: b' -H 'A:' -H 'Accept;d: e' -H 'Accept:'",
    "curl URL -H 'Host : other' -H 'accept : x' -H 'Content-Type : y' -H 'Transfer-Encoding : chunked' -d z",
    "curl URL --data-raw $'it\\'s\\n\\u00e9\\x21\\041\\\\\\q$\"'",
    "curl URL -d \"a\\\"b\\$c\\\nd\\e\" -d a\\ b'c'\"d\"",
    "curl URL -o /dev/null >/dev/null 2>&1",
    "curl 2>/dev/null URL/redirected >/dev/null -H 'A: b'",
    "curl URL/piped | cat",
    "curl URL/then ; true",
    "curl URL/and && true",
    "curl URL/commented # a comment 'with a quote",
    "curl URL/first\necho second",
    "curl -X '' URL",
    "curl --path-as-is URL/a/../b/./c",
    "curl 'URL/a/../b/./c/..?d/../e#/../f'",
    "curl URL/../.. -G -d a=/../b",
    "curl URL",
    "curl 'URL?query'",
    "curl 'URL#fragment'",
    "curl -X patch -d '' URL",
    "curl -I -X GET URL",
)

# What each is without curl's own: headers that it adds, and what it takes by chance.
OWN = re.compile(rb'^(?:User-Agent: curl/.*|Accept: \*/\*)\r\n', re.MULTILINE)


def normalize(request):
    """Curl writes the same headers in an order of its own, and takes a boundary by chance."""
    request = re.sub(rb'-{24}[0-9a-f]{16}', b'BOUNDARY', request)
    head, _, body = OWN.sub(b'', request).partition(b'\r\n\r\n')
    line, *headers = head.split(b'\r\n')
    if b'BOUNDARY' in body:
        headers = [header for header in headers if not header.startswith(b'Content-Length')]
    return line, sorted(headers), body


def record(connection):
    request = read_request(connection)
    connection.sendall(sized())
    return request


def hold(connection):
    """Reads, and never responds."""
    with contextlib.suppress(ConnectionError):
        while connection.recv(1000):
            pass


@test
def as_curl():
    """What curl sends for a command is what --curl sends, and what --print-request prints"""
    curl, bash = tool('curl'), tool('bash')
    wrong = []
    for command in COMMANDS:
        with server(record) as (port, results):
            line = command.replace('URL', f'http://127.0.0.1:{port}')
            subprocess.run([bash, '-c', line.replace('curl', f'{curl} --max-time {LIMIT}', 1)],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=LIMIT,
                           check=False)
            printed, _ = run('http', '--curl=-', '--print-request', stdin=line.encode())
        expected = normalize(results[0]) if results else None
        if normalize(printed) != expected:
            wrong.append((command, normalize(printed), expected))
    assert not wrong, '\n'.join(map(str, wrong))


@test
def sent():
    """--curl sends the request; what of it is for the shell is told; -L, -f, -i and times count"""
    with server(record) as (port, results):
        command = f"curl -i 'http://127.0.0.1:{port}/a' -d x | jq .\n"
        output, errors = run('http', '--curl=-', stdin=command.encode())
    assert results == [b'POST /a HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/'
                       b'x-www-form-urlencoded\r\nContent-Length: 1\r\n\r\nx' % port], results
    assert output == sized() and '“| jq .”' in errors.decode(), (output, errors)
    answers = {'/': sized(b'', 'Location: /b', status='302 Found'), '/b': sized(status='404 No')}
    with by_path(answers) as (port, requests), tempfile.NamedTemporaryFile('w') as file:
        file.write(f'curl -fL 127.0.0.1:{port} -H "A: b"')
        file.flush()
        run('http', f'--curl={file.name}', status=1)
    assert [b' /b ' in request and b'A: b' in request for request in requests] == [False, True]
    with server(hold) as (port, _):
        _, errors = run('http', '--curl=-', stdin=b'curl -m 0.2 127.0.0.1:%d' % port, status=1)
    assert b'--wait' in errors, errors


@test
def printed():
    """--print-request prints what would go out, with a body from a file too, and sends nothing"""
    url = f'http://127.0.0.1:{unused_port()}/'
    host = url.split('/')[2].encode()
    with tempfile.NamedTemporaryFile() as file:
        file.write(bytes(100000))
        file.flush()
        output, _ = run('http', '--print-request', f'--data=@{file.name}', '-HA: b', url)
    assert output == (b'POST / HTTP/1.1\r\nHost: ' + host +
                      b'\r\nA: b\r\nContent-Length: 100000\r\n\r\n' + bytes(100000)), output[:200]
    output, _ = run('http', '--print-request', '--request=-', url, stdin=b'GET\n\n')
    assert output == b'GET\n\n', output
    _, errors = run('http', '--curl=-', stdin=b'curl -T file http://localhost/', status=2)
    assert b'-T' in errors and b'--curl: ' in errors, errors


@test
def chunked_data():
    """Transfer-Encoding: chunked frames the body of --data, unless Content-Length is spoken of"""
    head = b'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n'
    for options, body in ((['--data=abcdefghijklmnop'], b'10\r\nabcdefghijklmnop\r\n0\r\n\r\n'),
                          (['--data='], b'0\r\n\r\n'),
                          (['--data=3', '--header=Content-Length:'], b'3')):
        output, _ = run('http', '--print-request', '--header=Transfer-Encoding: chunked', *options,
                        'localhost')
        assert output == head + body, output


if __name__ == '__main__':
    main()
