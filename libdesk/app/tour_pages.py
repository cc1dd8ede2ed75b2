"""The way the tour goes through the desk, page by page, and what all ways have in common."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from libdesk.app.desk import Desk
from libdesk.app.parts import DeskParts
from libdesk.app.tour_library import TourLibrary
from libdesk.app.walking import Album, Steps, press, type_into, visible

_SETTLED = 8
"""Looks of the walk, 15 ms apart, in which a window paints and short work comes home."""

_NEVER_MS = 3_600_000
_DESK_SIZE = (1340, 800)


def desk_pages(app: QApplication, library: TourLibrary, album: Album, scheme: str) -> Steps:
    """Walk through the desk, then through one that has nothing in it yet."""
    parts = DeskParts(
        data=library.data,
        database=library.data.database,
        site=library.site,
        dark=scheme == "dark",
        collect_every_ms=_NEVER_MS,
    )
    desk = Desk(app, parts)
    window = desk.window
    window.resize(*_DESK_SIZE)
    desk.show()
    yield lambda: rows(window) > 0
    yield from settled(4 * _SETTLED)
    choose(window, 1)
    yield from settled(4 * _SETTLED)
    album.take(window, f"desk-inbox-{scheme}")
    if visible(window, "Waiting…") is None:
        # Large text leaves room for one thing at a time.
        enter(window)
        yield lambda: visible(window, "Waiting…") is not None
        yield from settled(4 * _SETTLED)
        album.take(window, f"desk-problem-{scheme}")
    press(window, "Waiting…")
    yield from settled()
    album.take(window, f"desk-waiting-{scheme}")
    if visible(window, "Back to the list") is not None:
        press(window, "Back to the list")
        yield from settled()
    press(window, "Waiting")
    yield from settled(4 * _SETTLED)
    type_into(window, "Search", "printer")
    yield from settled(4 * _SETTLED)
    album.take(window, f"desk-search-{scheme}")
    press(window, "Library")
    yield lambda: visible(window, "Save phone and name") is not None
    yield from settled(4 * _SETTLED)
    album.take(window, f"desk-library-{scheme}")
    yield from closed(desk)
    empty = Desk(app, replace(parts, data=library.empty, database=library.empty.database))
    empty.window.resize(*_DESK_SIZE)
    empty.show()
    yield lambda: visible(empty.window, "File a test report") is not None
    yield from settled()
    album.take(empty.window, f"desk-empty-{scheme}")
    yield from closed(empty)


def closed(desk: Desk) -> Steps:
    """Close a desk and let go of it."""
    desk.window.hide()
    desk.close()
    desk.window.deleteLater()
    desk.deleteLater()
    yield from settled()


def rows(window: QWidget) -> int:
    """Return how many lines the list in sight has."""
    for view in window.findChildren(QAbstractItemView):
        if view.isVisible() and view.model() is not None:
            return view.model().rowCount()
    return 0


def choose(window: QWidget, row: int) -> None:
    """Choose a line of the list in sight."""
    for view in window.findChildren(QAbstractItemView):
        if view.isVisible() and view.model() is not None:
            view.setCurrentIndex(view.model().index(row, 0))
            return


def enter(window: QWidget) -> None:
    """Press Enter on the list in sight."""
    for view in window.findChildren(QAbstractItemView):
        if view.isVisible():
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
                QApplication.postEvent(view, key)
            return


def settled(times: int = _SETTLED) -> Steps:
    """Let the window paint and its work come home."""
    for _ in range(times):
        yield lambda: True
