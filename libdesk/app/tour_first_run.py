"""The tour's way through the first run: the choice, then set-up from the name to a report."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from libdesk.app.desk import Desk
from libdesk.app.parts import Begin, DeskParts
from libdesk.app.tour_steps import SETTLED, closed, settled
from libdesk.app.walking import Album, Steps, press, type_into, visible

_SIZE = (1340, 800)
_PAGES = ("branches", "hours", "way", "second")


def first_run_pages(app: QApplication, parts: DeskParts, album: Album, scheme: str) -> Steps:
    """Walk through what a new library meets first.

    Args:
        app: the program.
        parts: of a desk that has nothing in it.
        album: takes the pictures.
        scheme: "light" or "dark".
    """
    desk = Desk(app, replace(parts, begin=Begin.OFFER))
    window = desk.window
    window.resize(*_SIZE)
    desk.show()
    yield lambda: visible(window, "Set up my library") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"first-run-{scheme}")
    press(window, "Set up my library")
    yield lambda: visible(window, "Next") is not None
    yield from settled(4 * SETTLED)
    type_into(window, "The library’s name", "Larkmere Valley Library")
    album.take(window, f"set-up-name-{scheme}")
    for step, page in enumerate(_PAGES, 2):
        press(window, "Next")
        yield partial(_says, window, f"Step {step} of ")
        yield from settled(4 * SETTLED)
        album.take(window, f"set-up-{page}-{scheme}")
    press(window, "Next")
    yield partial(_says, window, "It works.")
    yield from settled(4 * SETTLED)
    album.take(window, f"set-up-test-report-{scheme}")
    yield from closed(desk)


def _says(window: QWidget, words: str) -> bool:
    """Say whether words that begin so are in sight: a page is there when its work is done."""
    return any(
        one.isVisible() and one.text().startswith(words) for one in window.findChildren(QLabel)
    )
