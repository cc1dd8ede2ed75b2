"""Go anywhere by typing a few letters: rooms, views, what can be done, and what a search finds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.text import fold
from libdesk.services.errors import Unavailable
from libdesk.services.search import Found
from libdesk.ui import theme
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

_WIDTH, _FROM_TOP = 560, 72
_ROW = 34
_SHOWN = 9
"""Rows that are seen at one look."""

_FOUND = 6
"""Problems, and things, that a search adds."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Somewhere to go.

    Attributes:
        words: its name.
        hint: what it is, or which key does the same; small, at the end.
        go: goes there.
        also: other words that people have for it, which find it too.
    """

    words: str
    hint: str
    go: Callable[[], None]
    also: str = ""


class _Row(Button):
    """One destination: its words, and the hint at the end.

    Args:
        destination: where it leads.
        look: the theme.
    """

    def __init__(self, destination: Destination, look: Theme) -> None:
        super().__init__(destination.words, "nav")
        self.destination = destination
        self.setAccessibleDescription(destination.hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, look.px(theme.SMALL), 0)
        row.addStretch(1)
        self._hint = label(destination.hint, "fine", wraps=False)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self._hint)
        self._apart = look.px(theme.HUGE)
        self.setMinimumHeight(look.px(_ROW))
        self.setMinimumWidth(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let long words give way to the hint."""
        super().resizeEvent(event)
        room = self.width() - self._hint.sizeHint().width() - 2 * self._apart
        words = self.destination.words
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))


class GoTo(QFrame):
    """Opens over the window; Enter goes to the first, the arrows choose another, Esc leaves.

    Args:
        window: over which it opens.
        look: the theme.
        tasks: runs the search.
        fixed: returns what is always there.
        find: searches problems and things; on the database thread.
        found: makes destinations of what was found.

    Signals:
        closed: it has gone.
    """

    closed = Signal()

    def __init__(
        self,
        window: QWidget,
        look: Theme,
        tasks: Tasks,
        fixed: Callable[[], Sequence[Destination]],
        find: Callable[[str, int], Found],
        found: Callable[[Found], Sequence[Destination]],
    ) -> None:
        super().__init__(window)
        self._over = window
        self._look = look
        self._tasks = tasks
        self._fixed = fixed
        self._find = find
        self._destinations_of = found
        self._before: QWidget | None = None
        self._rows: list[_Row] = []
        self._announcer = Announcer(self)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Go to"))
        self._line = QLineEdit()
        self._line.setAccessibleName(self.tr("Go to"))
        self._line.setPlaceholderText(self.tr("Go to a room, a report, a thing…"))
        self._line.setMaxLength(200)
        self._none = label(self.tr("Nothing has these words."), "quiet")
        self._column = QVBoxLayout(self)
        edge = look.px(theme.MEDIUM)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(look.px(theme.TINY))
        self._column.addWidget(self._line)
        self._column.addWidget(self._none)
        self._line.textChanged.connect(self._on_text)
        window.installEventFilter(self)
        program = QApplication.instance()
        if isinstance(program, QApplication):
            program.focusChanged.connect(self._on_focus)
        self.hide()

    def open(self) -> None:
        """Show it, ready to type; where it is open, it goes."""
        if self.isVisible():
            self.leave()
            return
        self._before = self.window().focusWidget()
        self._line.clear()
        self._show(self._fitting(""))
        self.show()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Go, and give the focus back."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes, the arrows choose, Esc leaves, and what is typed goes on in the line."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._line.hasFocus() and self._rows:
                self._go(self._rows[0].destination)
        elif event.key() in steps:
            self._step(steps[Qt.Key(event.key())])
        elif event.text().isprintable() and event.text() and not self._line.hasFocus():
            self._line.setFocus()
            self._line.insert(event.text())
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Keep Tab inside while it is open."""
        self._step(1 if forward else -1)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the window."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isVisible() and not self.isAncestorOf(now):
            self.hide()  # somebody went on elsewhere, with the mouse

    def _on_text(self, text: str) -> None:
        self._show(self._fitting(text))
        if text.strip():
            self._tasks.database(
                partial(self._find, text, _FOUND),
                partial(self._on_found, text),
                owner=self,
                failed=self._on_failed,
                key="go to",
                quiet=True,
            )

    def _on_found(self, text: str, found: Found) -> None:
        if text == self._line.text():
            self._show((*self._fitting(text), *self._destinations_of(found)))

    def _on_failed(self, error: Exception) -> None:
        # Rooms can be gone to all the same; the room that is open tells what fails.
        if not isinstance(error, Unavailable):
            self._tasks.unhandled.emit(error)

    def _fitting(self, text: str) -> tuple[Destination, ...]:
        wanted = fold(text).split()
        return tuple(
            one
            for one in self._fixed()
            if all(any(w.startswith(part) for w in _words_of(one)) for part in wanted)
        )

    def _show(self, destinations: Sequence[Destination]) -> None:
        focused = next((row.destination.words for row in self._rows if row.hasFocus()), "")
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [_Row(one, self._look) for one in destinations[: self._room()]]
        for row in self._rows:
            row.clicked.connect(partial(self._go, row.destination))
            self._column.addWidget(row)
            row.show()
            if row.destination.words == focused:
                row.setFocus()
        self._none.setVisible(not self._rows)
        if self._line.text().strip():
            first = self._rows[0].destination.words if self._rows else self._none.text()
            self._announcer.say(first)
        self._place()

    def _room(self) -> int:
        """Return how many rows the window has room for, with large text too."""
        row = self._look.px(_ROW) + self._look.px(theme.TINY)
        room = self._over.height() - self._top() - self._line.sizeHint().height()
        return max(1, min(_SHOWN, (room - 3 * self._look.px(theme.MEDIUM)) // row))

    def _top(self) -> int:
        return min(self._look.px(_FROM_TOP), self._over.height() // 8)

    def _step(self, by: int) -> None:
        stops: list[QWidget] = [self._line, *self._rows]
        here = next((at for at, one in enumerate(stops) if one.hasFocus()), 0)
        stops[(here + by) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)

    def _go(self, destination: Destination, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own argument
        self.leave()
        destination.go()

    def _place(self) -> None:
        window = self._over
        px = self._look.px
        width = min(px(_WIDTH), window.width() - 2 * px(theme.LARGE))
        self.setFixedWidth(width)
        self._column.activate()
        self.resize(width, self.sizeHint().height())
        self.move((window.width() - width) // 2, self._top())


def _words_of(destination: Destination) -> tuple[str, ...]:
    return tuple(fold(f"{destination.words} {destination.also}").split())
