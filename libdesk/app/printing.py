"""How commands speak: one sentence or one JSON document, once or again and again."""

import argparse
import json
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from libdesk.services.errors import Unavailable

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
WATCH_EVERY_S = 10.0


def say(asked: argparse.Namespace, document: dict[str, Any], sentence: str) -> None:
    """Print the document as JSON where that was asked for, else the sentence."""
    # JSON in ASCII only, which is the same in whatever encoding a pipe has.
    tell(json.dumps(document) if asked.json else sentence)


def tell(sentence: str) -> None:
    """Print a sentence; a sign that the screen or file has no code for is shown as "?".

    Raises:
        Unavailable: nobody can be told; what was to be told of has been done.
        SystemExit: whoever was reading has gone.
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        print(sentence.encode(encoding, "replace").decode(encoding), flush=True)
    except BrokenPipeError:
        _print_no_more()
        raise SystemExit(DONE) from None
    except OSError as error:
        _print_no_more()
        raise Unavailable(
            f"The answer could not be written: {error.strerror}. What was asked for was done."
        ) from error


def _print_no_more() -> None:
    # Python writes what is left once more at its end, and would complain about it there.
    handle = os.open(os.devnull, os.O_WRONLY)
    os.dup2(handle, sys.stdout.fileno())
    os.close(handle)


def repeat(
    asked: argparse.Namespace, once: Callable[[], int], is_done: Callable[[], bool] = lambda: True
) -> int:
    """Do something once; again and again with --watch; until it is done with --until-empty.

    Args:
        asked: the command line.
        once: does it and returns the exit code.
        is_done: says after a turn whether anything is left to do.
    """
    until_empty = getattr(asked, "until_empty", False)
    code = once()
    pause = threading.Event()
    with suppress(KeyboardInterrupt):
        while asked.watch or (until_empty and not is_done()):
            pause.wait(WATCH_EVERY_S)
            code = once()
    return code
