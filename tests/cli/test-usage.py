#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How prise-cli is called: help, version, every mistake, other languages, the manual pages."""

import os
import pathlib
import resource
import subprocess
import tempfile

from prise_cli import LIMIT, PROGRAM, Cli, connect, french_environment, run, tool
from tap import Skip, main, test

ROOT = pathlib.Path(__file__).resolve().parents[2]

# The arguments, and what the sentence on standard error must name.
MISTAKES = (
    ([], 'tcp-server'),
    ([], 'udp or http'),
    (['frobnicate'], '“frobnicate”'),
    (['frobnicate'], 'tcp-server, tcp-client, udp or http'),
    (['--frobnicate'], '“--frobnicate”'),
    (['tcp-server'], 'PORT'),
    (['tcp-server', '--frobnicate', '0'], '--frobnicate'),
    (['tcp-server', 'abc'], '“abc”'),
    (['tcp-server', '70000'], '70000'),
    (['tcp-server', '-1'], '-1'),
    (['tcp-server', 'localhost:'], 'port'),
    (['tcp-server', 'localhost:http'], '“http”'),
    (['tcp-server', '::1'], '“::1”'),
    (['tcp-server', '0', '0'], '“0”'),
    (['tcp-server', '--reply'], '--reply'),
    (['tcp-server', '--reply={date}', '0'], '--reply: “{date}” at character 1'),
    (['tcp-server', '--reply=a\\q', '0'], '--reply: “\\q” at character 2'),
    (['tcp-server', '--budget=0', '0'], '--budget: “0”'),
    (['tcp-server', '--budget=much', '0'], '--budget: “much”'),
    (['tcp-server', '--json', '--raw', '0'], '--raw'),
    (['tcp-server', '--close-after-reply', '0'], '--reply'),
    (['tcp-server', '--close-after-reply', '--reply=none', '0'], '--reply'),
    (['tcp-client'], 'HOST:PORT'),
    (['http', '--curl=/dev/null'], 'begins with curl'),
    (['http', '--curl=/nonexistent'], '--curl: '),
    (['http', '--curl=-', 'localhost'], '--curl and URL'),
    (['http', '--curl=-', '--data=x'], '--curl and --data'),
    (['http', '--curl=-', '--request=-'], '--curl and --request'),
    (['tcp-client', 'localhost'], '“localhost”'),
    (['tcp-client', 'localhost:0'], '0'),
    (['tcp-client', 'localhost:70000'], '70000'),
    (['tcp-client', ':80'], 'host'),
    (['tcp-client', 'a b:80'], '“a b”'),
    (['tcp-client', '--format=octal', 'localhost:80', 'x'], '--format: “octal”'),
    (['tcp-client', '--line-ending=dos', 'localhost:80', 'x'], '--line-ending: “dos”'),
    (['tcp-client', '--timeout=soon', 'localhost:80', 'x'], '--timeout: “soon”'),
    (['tcp-client', '--timeout=-1', 'localhost:80', 'x'], '--timeout: “-1”'),
    (['tcp-client', '--wait=nan', 'localhost:80', 'x'], '--wait: “nan”'),
    (['tcp-client', '--wait=', 'localhost:80', 'x'], '--wait: “”'),
    (['tcp-client', 'localhost:80', 'x', 'a\\q'], 'MESSAGE 2: “\\q” at character 2'),
    (['tcp-client', '--format=hex', 'localhost:80', '4'], 'MESSAGE 1: “4” at character 1'),
    (['tcp-client', '--format=hex', 'localhost:80'], '--format'),
    (['tcp-client', '--line-ending=lf', 'localhost:80'], '--line-ending'),
    (['tcp-server', '--send=/nonexistent', '0'], '--send: '),
    (['tcp-server', '--send=-', '--greeting=x', '0'], '--send and --greeting'),
    (['tcp-server', '--send=-', '--reply=echo', '0'], '--send and --reply'),
    (['tcp-server', '--greeting=\\q', '0'], '--greeting: “\\q” at character 1'),
    (['tcp-server', '--wait=soon', '0'], '--wait: “soon”'),
    (['tcp-client', '--check', 'localhost:80', 'x'], '--check sends nothing: leave “x” out'),
    (['tcp-client', '--local=x:0', 'localhost:80', 'x'], '--local: “x:0”'),
    (['tcp-client', '--local=70000', 'localhost:80', 'x'], '--local: '),
    (['tcp-client', '--keep-alive=0', 'localhost:80', 'x'], '--keep-alive: “0”'),
    (['tcp-client', '--\x1b[31m', 'localhost:80'], '--\\x1b[31m'),
    (['udp'], '--bind'),
    (['udp', '--json'], 'localhost:12345'),
    (['udp', '--frobnicate', 'localhost:9'], '--frobnicate'),
    (['udp', 'localhost'], '“localhost”'),
    (['udp', 'localhost:0', 'x'], '0'),
    (['udp', 'a b:80', 'x'], '“a b”'),
    (['udp', '--bind=70000'], '--bind: There is no port 70000'),
    (['udp', '--bind='], '--bind'),
    (['udp', '--bind=::1'], '--bind: “::1”'),
    (['udp', '--bind=0', '--connect'], '--connect'),
    (['udp', '--bind=0', '--reply={date}'], '--reply: “{date}” at character 1'),
    (['udp', '--bind=0', '--format=hex'], '--format'),
    (['udp', '--bind=0', '--line-ending=lf'], '--line-ending'),
    (['udp', '--format=octal', 'localhost:9', 'x'], '--format: “octal”'),
    (['udp', '--line-ending=dos', 'localhost:9', 'x'], '--line-ending: “dos”'),
    (['udp', 'localhost:9', 'x', 'a\\q'], 'MESSAGE 2: “\\q” at character 2'),
    (['udp', '--format=hex', 'localhost:9', '4'], 'MESSAGE 1: “4” at character 1'),
    (['udp', '--wait=soon', 'localhost:9', 'x'], '--wait: “soon”'),
    (['udp', '--wait=-1', 'localhost:9', 'x'], '--wait: “-1”'),
    (['udp', '--bind=0', '--count=0'], '--count: “0”'),
    (['udp', '--bind=0', '--count=many'], '--count: “many”'),
    (['udp', '--bind=0', '--hops=256'], '--hops: “256”'),
    (['udp', '--bind=0', '--hops=-1'], '--hops: “-1”'),
    (['udp', '--bind=0', '--max-datagram=0'], '--max-datagram: “0”'),
    (['udp', '--bind=0', '--max-datagram=65528'], '--max-datagram: “65528”'),
    (['udp', '--bind=0', '--interface=nosuch0'], '--interface: “nosuch0”'),
    (['udp', '--bind=0', '--join='], '--join: “”'),
    (['udp', '--bind=0', '--join=%lo'], '--join: “%lo”'),
    (['udp', '--bind=0', '--join=239.1.2.3%'], '--join: “239.1.2.3%”'),
    (['udp', '--bind=0', '--json', '--raw'], '--raw'),
    (['udp', '--bind=0', '--budget=0'], '--budget: “0”'),
    (['http'], 'URL'),
    (['http', '--frobnicate', 'localhost'], '--frobnicate'),
    (['http', 'localhost', 'localhost'], '“localhost”'),
    (['http', ''], 'http://localhost:8080/'),
    (['http', 'https://localhost/'], 'https'),
    (['http', 'ftp://localhost/'], '“ftp”'),
    (['http', 'http://local host/'], '“http://local host/”'),
    (['http', 'http://localhost:70000/'], '“http://localhost:70000/”'),
    (['http', '--method=', 'localhost'], '--method: “”'),
    (['http', '--method=A B', 'localhost'], '--method: “A B”'),
    (['http', '--method=GET\r\nX: y', 'localhost'], '--method: “GET'),
    (['http', '--header=x', 'localhost'], '--header: “x”'),
    (['http', '--header=', 'localhost'], '--header: “”'),
    (['http', '--header=: x', 'localhost'], '--header: “: x”'),
    (['http', '--header=a b: x', 'localhost'], '--header: “a b: x”'),
    (['http', '--header=a : x', 'localhost'], '--header: “a : x”'),
    (['http', '--header=a;b', 'localhost'], '--header: “a;b”'),
    (['http', '--header=a: x\r\nb: y', 'localhost'], '--header: “a: x'),
    (['http', '-b', 'file', 'localhost'], '--cookie: “file”'),
    (['http', '-F', 'x', 'localhost'], '--form: “x”'),
    (['http', '-d', '@-', '-u', '@-', 'localhost'], 'Standard input'),
    (['http', '-F', 'a=@-', '-F', 'b=<-', 'localhost'], 'Standard input'),
    (['http', '-F', 'a=b', '-d', 'x', 'localhost'], '--form and --data'),
    (['http', '--request=-', '-u', 'a:b', 'localhost'], '--request and --user'),
    (['http', '--request=-', '-F', 'a=b', 'localhost'], '--request and --form'),
    (['http', '--user=@/nonexistent', 'localhost'], '--user: '),
    (['http', '--local=x', 'localhost'], '--local: “x”'),
    (['http', '--data=@/nonexistent', 'localhost'], '--data: '),
    (['http', '--request=/nonexistent', 'localhost'], '--request: '),
    (['http', '--request=-', '--method=GET', 'localhost'], '--request and --method'),
    (['http', '--request=-', '--header=a: b', 'localhost'], '--request and --header'),
    (['http', '--request=-', '--data=x', 'localhost'], '--request and --data'),
    (['http', '--request=-', '--location', 'localhost'], '--request and --location'),
    (['http', '--output=/nonexistent/x', 'localhost'], '--output: “/nonexistent/x”'),
    (['http', '--raw=/', 'localhost'], '--raw: “/”'),
    (['http', '--raw=-', '--output=-', 'localhost'], '--raw=- and --output=-'),
    (['http', '--json', '--raw=-', 'localhost'], '--json and --raw=-'),
    (['http', '--json', '--output=-', 'localhost'], '--json and --output=-'),
    (['http', '--json', '-v', 'localhost'], '--verbose and --json'),
    (['http', '-q', '-v', 'localhost'], '--verbose and --quiet'),
    (['http', '--timeout=soon', 'localhost'], '--timeout: “soon”'),
    (['http', '--wait=-1', 'localhost'], '--wait: “-1”'),
    (['http', '--limit=0', 'localhost'], '--limit: “0”'),
    (['http', '--limit=1048577', 'localhost'], '--limit: “1048577”'),
    (['http', '--repeat=0', 'localhost'], '--repeat: “0”'),
    (['http', '--repeat=often', 'localhost'], '--repeat: “often”'),
    (['http', '--budget=0', 'localhost'], '--budget: “0”'),
)


@test
def mistakes():
    """Each mistake is a sentence that names the argument, and status 2"""
    for arguments, named in MISTAKES:
        output, errors = run(*arguments, status=2)
        first = errors.decode().splitlines()[0]
        assert first.startswith('prise-cli: ') and named in first, (arguments, first)
        assert '--help' in errors.decode(), arguments
        assert output == b'', (arguments, output)


@test
def helps():
    """--help tells of every command and option"""
    expected = {
        (): ('tcp-server', 'tcp-client', 'udp', 'http', '--help', '--version'),
        ('tcp-server',): ('prise-cli tcp-server', '[ADDRESS:]PORT', '--reply', '--close-after-reply',
                          '--once', '--keep-half-open', '--greeting', '--send', '--wait', '--json', '--raw',
                          '--quiet', '--budget'),
        ('tcp-client',): ('prise-cli tcp-client', 'HOST:PORT [MESSAGE…]', '--format', '--line-ending',
                          '--timeout', '--wait', '--check', '--keep-half-open', '--no-half-close',
                          '--local', '--keep-alive', '--json', '--raw', '--quiet',
                          '--budget'),
        ('udp',): ('prise-cli udp', '[HOST:PORT [MESSAGE…]]', '--bind', '--reply', '--format',
                   '--line-ending', '--wait', '--count', '--connect', '--broadcast', '--join',
                   '--interface', '--hops', '--no-loopback', '--share-port', '--max-datagram',
                   '--json', '--raw', '--quiet', '--budget'),
        ('http',): ('prise-cli http', 'URL', '--method', '--header', '--data', '--request', '--output',
                    '--raw', '--include', '--verbose', '--fail', '--location', '--timeout', '--wait',
                    '--limit', '--repeat', '--json', '--quiet', '--budget'),
    }
    for command, words in expected.items():
        output, errors = run(*command, '--help')
        text = output.decode()
        missing = [word for word in words if word not in text]
        assert not missing and errors == b'', (command, missing, errors)


@test
def version():
    """--version names program and version"""
    output, _ = run('--version')
    assert output.decode() == f'prise-cli {os.environ["PRISE_VERSION"]}\n', output


@test
def full_device():
    """Output that can't be written is a sentence, and status 1"""
    with open('/dev/full', 'wb') as full:
        done = subprocess.run([os.environ['PRISE_CLI'], 'tcp-server', '0'], stdout=full,
                              stderr=subprocess.PIPE, timeout=LIMIT, check=False)
    assert done.returncode == 1 and done.stderr.startswith(b'prise-cli: '), done


@test
def folder_as_input():
    """A folder as standard input is a mistake that is said at once"""
    for arguments in (['tcp-client', 'localhost:9'], ['udp', 'localhost:9'],
                      ['tcp-server', '--send=-', '0'], ['http', '--data=@-', 'localhost:9'],
                      ['http', '--request=-', 'localhost:9']):
        folder = os.open('/', os.O_RDONLY)
        done = subprocess.run([os.environ['PRISE_CLI'], *arguments], stdin=folder,
                              capture_output=True, timeout=LIMIT, check=False)
        os.close(folder)
        assert done.returncode == 2 and b'folder' in done.stderr, (arguments, done)


@test
def unwritten_help():
    """Help that can't be written is status 1"""
    for arguments in (['--help'], ['--version'], ['udp', '--help']):
        with open('/dev/full', 'wb') as full:
            done = subprocess.run([os.environ['PRISE_CLI'], *arguments], stdout=full,
                                  stderr=subprocess.PIPE, timeout=LIMIT, check=False)
        assert done.returncode == 1, (arguments, done)


@test
def closed_streams():
    """A closed standard input is an empty one, and a closed standard output can't be written"""
    program = os.environ['PRISE_CLI']
    for redirection, arguments, status in (('<&-', 'udp --wait=0 127.0.0.1:9', 0),
                                           ('>&-', 'udp --bind=0 --wait=0', 1)):
        done = subprocess.run(['sh', '-c', f'exec "$0" {arguments} {redirection}', program],
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT, check=False)
        assert done.returncode == status, done


@test
def french():
    """In French it speaks French, and JSON stays as it is"""
    if 'PRISE_LOCALE_DIR' not in os.environ:
        raise Skip('no translations are built')
    with tempfile.TemporaryDirectory() as folder:
        env = french_environment(folder)
        _, errors = run('tcp-client', status=2, env=env)
        english = run('tcp-client', status=2)[1]
        assert errors != english, errors
        with Cli('tcp-server', '--json', '127.0.0.1:0', env=env) as cli:
            connect(cli.port()).close()
            cli.wait_entry(kind='closed')
            cli.stop()
        with Cli('udp', '--bind=127.0.0.1:0', env=env) as cli:
            where = cli.wait_line('À l’écoute sur ').rsplit(' ', 1)[1]
            _, errors = run('udp', '--wait=0.1', where, 'x', status=1, env=env)
            assert 'Aucun datagramme' in errors.decode(), errors
            cli.stop()


@test
def few_descriptors():
    """With few descriptors left every command says so, or does its work; none is aborted"""
    for n in (8, 12, 16, 24):
        for arguments in (['http', 'http://127.0.0.1:1/'], ['tcp-client', '127.0.0.1:1'],
                          ['tcp-server', '192.0.2.1:0'], ['udp', '--bind=192.0.2.1:0']):
            done = subprocess.run([PROGRAM, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                                  timeout=LIMIT, check=False,
                                  preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (n, n)))
            assert done.returncode == 1, (n, done)
            assert (b'ulimit -n' in done.stderr) == (n <= 16), (n, done)


@test
def manual_pages():
    """The manual pages have no mistakes, and tell of every option"""
    man = tool('man')
    for page in ('prise.1', 'prise-cli.1'):
        done = subprocess.run([man, '--warnings', '-E', 'UTF-8', '-l', str(ROOT / 'data' / page)],
                              capture_output=True, timeout=LIMIT, check=True,
                              env={**os.environ, 'LC_ALL': 'C.UTF-8', 'MANWIDTH': '100'})
        assert done.stderr == b'', done.stderr
        assert len(done.stdout.splitlines()) > 20, done.stdout

    text = (ROOT / 'data' / 'prise-cli.1').read_text(encoding='utf-8').replace('\\-', '-')
    for command in ('tcp-server', 'tcp-client', 'udp', 'http'):
        options = [word.strip(',.)').split('=')[0] for word in run(command, '--help')[0].decode().split()
                   if word.startswith('--') and len(word) > 2]
        missing = [option for option in options if option not in text]
        assert not missing, missing


if __name__ == '__main__':
    main()
