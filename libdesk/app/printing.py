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


def repeat(asked: argparse.Namespace, once: Callable[[], int]) -> int:
    """Do something once, or again and again until the program is told to stop."""
    if not asked.watch:
        return once()
    pause = threading.Event()
    with suppress(KeyboardInterrupt):
        while True:
            once()
            pause.wait(WATCH_EVERY_S)
    return DONE
