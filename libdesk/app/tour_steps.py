"""What all parts of the tour have in common: choose a line, wait until a window is at rest."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QWidget

from libdesk.app.desk import Desk
from libdesk.app.walking import Album, Steps

SETTLED = 6
"""Looks of the walk, 10 ms apart, in which a window paints and short work comes home."""


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


def settled(times: int = SETTLED) -> Steps:
    """Let the window paint and its work come home."""
    for _ in range(times):
        yield lambda: True


def dialog(app: QApplication, album: Album, name: str) -> Steps:
    """Take the dialog that is open, and close it."""
    yield lambda: any(one.isVisible() for one in _dialogs(app))
    yield from settled(4 * SETTLED)
    for dialog in _dialogs(app):
        if dialog.isVisible():
            album.take(dialog, name)
            dialog.close()
    yield from settled()


def _dialogs(app: QApplication) -> list[QDialog]:
    return [one for one in app.topLevelWidgets() if isinstance(one, QDialog)]


def trigger(window: QWidget, words: str) -> None:
    """Choose an entry of the menu that belongs to what is in sight.

    Raises:
        LookupError: there is none.
    """
    for action in window.findChildren(QAction):
        owner = action.parent()
        if action.text().startswith(words) and isinstance(owner, QWidget) and owner.isVisible():
            action.trigger()
            return
    raise LookupError(f'no entry "{words}" is in sight')
