"""The commands about what people offer to the library: processors, lists, and this computer.

They open no window, and answer a whole list in a blink.
"""

import argparse
import sys
from collections.abc import Iterator
from typing import BinaryIO

from libdesk.app.printing import DONE, WRONG_USAGE, tell
from libdesk.app.processors import load_processors
from libdesk.app.site import print_error
from libdesk.paths import DataFolder

_LINE_LIMIT = 100_000
"""Bytes of a line that are looked at; no name has that many."""


def run(asked: argparse.Namespace, data: DataFolder) -> int:
    """Run one of the commands of this module and return the exit code."""
    if asked.judged == "check":
        from libdesk.app import donation_check

        return donation_check.run(asked, data)
    if asked.judged == "facts":
        from libdesk.app import donation_here

        return donation_here.run(asked)
    names = _typed_in() if asked.name == ["-"] else iter([" ".join(asked.name)])
    return _cpu(names)


def _cpu(names: Iterator[str]) -> int:
    """Tell the verdict on each name, in a line of its own."""
    processors = load_processors()
    is_told = False
    for name in names:
        verdict = processors.judge(name)
        tell(f"{verdict.can.value}  {verdict.reason}")
        is_told = True
    if not is_told:
        print_error("There are no names on standard input. Give one a line.")
        return WRONG_USAGE
    return DONE


def _typed_in() -> Iterator[str]:
    """Yield the lines of standard input; an empty one between others is a name that is missing."""
    empty = 0
    for line in _lines(sys.stdin.buffer) if sys.stdin is not None else ():
        if not line.strip():
            empty += 1
            continue
        yield from [""] * empty
        empty = 0
        yield line


def _lines(stream: BinaryIO) -> Iterator[str]:
    is_first = True
    while line := stream.readline(_LINE_LIMIT):
        rest = line
        while not rest.endswith(b"\n") and rest:
            rest = stream.readline(_LINE_LIMIT)
        if is_first:
            line = line.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe")
            is_first = False
        # NUL stands between the letters where a list was saved as UTF-16.
        yield line.replace(b"\0", b"").decode("utf-8", "replace")
