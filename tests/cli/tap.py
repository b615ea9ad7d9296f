# SPDX-License-Identifier: GPL-3.0-or-later
"""A small runner: each function marked @test is one point of the Test Anything Protocol."""

import sys
import traceback

_tests = []

# What is longer than this of one line, nobody reads.
LONGEST = 500


class Skip(Exception):
    """Raised by a test that can't run here; its text says why."""


def test(function):
    """Marks a function as a test; its first line of documentation is what is printed."""
    _tests.append(function)
    return function


def _run_one(number, function):
    name = (function.__doc__ or function.__name__).strip().splitlines()[0]
    try:
        function()
    except Skip as reason:
        print(f'ok {number} {name} # SKIP {reason}', flush=True)
    except Exception as error:  # whatever it was, the next test is to run
        seen = traceback.TracebackException.from_exception(error, capture_locals=True)
        for line in ''.join(seen.format()).splitlines():
            print(f'# {line[:LONGEST]}')
        print(f'not ok {number} {name}', flush=True)
        return False
    else:
        print(f'ok {number} {name}', flush=True)
    return True


def main():
    """Runs all, or those whose function's name stands among the arguments."""
    chosen = [f for f in _tests if not sys.argv[1:] or f.__name__ in sys.argv[1:]]
    print(f'1..{len(chosen)}', flush=True)
    good = [_run_one(number, function) for number, function in enumerate(chosen, 1)]
    sys.exit(0 if all(good) else 1)
