"""Walking through windows as a person does: press what is in sight, wait, take a picture."""

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from libdesk.services.errors import Unavailable

PATIENCE_S = 30.0
_EVERY_MS = 10
_AROUND_PX = 24
"""So much of what stands around a thing is taken with it."""
_SEEN_TWICE = 5
"""One part in so many of a page is on the next picture as well: no line is cut on both."""

Condition = Callable[[], bool]
Steps = Iterator[Condition]


class Album:
    """Saves pictures under telling names.

    Args:
        folder: where they go.
        scale: becomes a part of the name where it is not 1.
    """

    def __init__(self, folder: Path, scale: float) -> None:
        self.folder = folder
        self._ending = "" if scale == 1 else f"-{scale * 100:.0f}"
        self.pictures: list[Path] = []

    def keep(self, written: Iterable[Path]) -> None:
        """Count files that somebody else has written."""
        self.pictures += written

    def take(self, window: QWidget, name: str) -> None:
        """Save what the window shows now.

        Raises:
            Unavailable: the picture could not be written.
        """
        target = self.folder / f"{name}{self._ending}.png"
        if not window.grab().save(str(target)):
            raise Unavailable(f"{target} can't be written.")
        self.pictures.append(target)


class Walk(QObject):
    """Takes one step after the other, each when what it waits for has come.

    No loop runs inside another: a timer looks now and then whether the next step may be taken.
    """

    def __init__(self, app: QApplication, steps: Steps) -> None:
        super().__init__(app)
        self._app = app
        self._steps = steps
        self._waits_for: Condition = lambda: True
        self._since = 0.0
        self.trouble = ""
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin once the event loop runs."""
        self._since = time.monotonic()
        self._timer.start()

    def _look(self) -> None:
        try:
            if self._waits_for():
                self._waits_for = next(self._steps)
                self._since = time.monotonic()
            elif time.monotonic() - self._since > PATIENCE_S:
                self._end(f"nothing happened for {PATIENCE_S:.0f} seconds")
        except StopIteration:
            self._end("")
        except (LookupError, Unavailable) as error:
            self._end(str(error))
        except Exception as error:
            self._end(f"{type(error).__name__}")
            raise

    def _end(self, trouble: str) -> None:
        self.trouble = trouble
        self._timer.stop()
        self._app.exit()  # a desk that goes on collecting would hold a plain quit up


def visible(window: QWidget, name: str) -> QAbstractButton | None:
    """Return the button in sight with this name, or whose name begins so; None for none."""
    begins: QAbstractButton | None = None
    for button in window.findChildren(QAbstractButton):
        said = (button.accessibleName() or button.text()).replace("&", "")
        if said == name and button.isVisible():
            return button
        if begins is None and said.startswith(name) and button.isVisible():
            begins = button
    return begins


def press(window: QWidget, name: str) -> None:
    """Press the button of this name.

    Raises:
        LookupError: no such button is in sight.
    """
    button = visible(window, name)
    if button is None:
        raise LookupError(f'no button "{name}" is in sight')
    button.click()


def type_into(window: QWidget, name: str, words: str) -> None:
    """Put words into the field of this accessible name.

    Raises:
        LookupError: no such field is in sight.
    """
    for line in window.findChildren(QLineEdit):
        if line.accessibleName().startswith(name) and line.isVisible():
            line.setText(words)
            return
    for text in window.findChildren(QPlainTextEdit):
        if text.accessibleName().startswith(name) and text.isVisible():
            text.setPlainText(words)
            return
    raise LookupError(f'no field "{name}" is in sight')


def into_sight(window: QWidget, name: str, *, end: bool = False) -> bool:
    """Scroll to what has this name, as a person does; return whether all of it is in sight then.

    A card that says nothing by itself is found by its button.

    Args:
        window: where it is looked for.
        name: how it begins.
        end: show its end where there is no room for all of it; else its beginning.

    Raises:
        LookupError: nothing has this name, or it stands on no page that scrolls.
    """
    thing = _card(window, name)
    area = thing.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is None:
        raise LookupError(f'"{name}" stands on no page that scrolls')
    spare = area.viewport().height() - thing.height()
    if spare >= 0:
        area.ensureWidgetVisible(thing, 0, min(_AROUND_PX, spare // 2))
        return True
    bar = area.verticalScrollBar()
    edge = thing.rect().bottomLeft() if end else QPoint()
    at = bar.value() + thing.mapTo(area.viewport(), edge).y()
    bar.setValue(at + _AROUND_PX - area.viewport().height() if end else at - _AROUND_PX)
    return False


def to_top(window: QWidget) -> None:
    """Scroll the page in sight to where it begins."""
    area = _long_page(window)
    if area is not None:
        area.verticalScrollBar().setValue(0)


def further(window: QWidget) -> bool:
    """Scroll the page in sight on by what it shows, less a little; False at its end."""
    area = _long_page(window)
    if area is None:
        return False
    bar, height = area.verticalScrollBar(), area.viewport().height()
    before = bar.value()
    bar.setValue(before + max(1, height - height // _SEEN_TWICE))
    return bar.value() > before


def _long_page(window: QWidget) -> QScrollArea | None:
    for area in window.findChildren(QScrollArea):
        if area.isVisible() and area.verticalScrollBar().maximum():
            return area
    return None


def _card(window: QWidget, name: str) -> QWidget:
    button = visible(window, name)
    if button is not None:
        return button.parentWidget() or button
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.accessibleName().startswith(name):
            return widget
    raise LookupError(f'nothing called "{name}" is in sight')
