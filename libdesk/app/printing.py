"""How commands speak: one sentence or one JSON document, once or again and again."""

import argparse
import json
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

DONE, REFUSED = 0, 1
WATCH_EVERY_S = 10.0


def say(asked: argparse.Namespace, document: dict[str, Any], sentence: str) -> None:
    """Print the document as JSON where that was asked for, else the sentence."""
    if asked.json:
        print(json.dumps(document, ensure_ascii=False), flush=True)
    else:
        print(sentence, flush=True)


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
