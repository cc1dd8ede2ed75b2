"""Copies lines as text, any number of them, without holding up the window."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from libdesk.ui.strings import counted
from libdesk.ui.tasks import Tasks

SLICE = 250
"""Lines read and worded in one go on the database thread."""


class Copying(QObject):
    """Puts lines on the clipboard.

    Args:
        tasks: runs the work.
        read: reads the lines with these keys; on the database's thread.
        wording: makes one line of text of a line.

    Signals:
        copied: a sentence: so many lines are on the clipboard.
        failed: the exception that stopped it; the clipboard is as it was.
    """

    copied = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        read: Callable[[Any], Sequence[Any]],
        wording: Callable[[Any], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._read = read
        self._wording = wording
        self._keys: tuple[int, ...] = ()
        self._texts: list[str] = []

    def copy(self, keys: tuple[int, ...]) -> None:
        """Copy the lines with these keys; a copy that is still being made is given up."""
        self._keys = keys
        self._texts = []
        if keys:
            self._next(0)

    def _next(self, start: int) -> None:
        part = self._keys[start : start + SLICE]

        def work() -> str:
            return "\n".join(self._wording(line) for line in self._read(part))

        def done(text: str) -> None:
            self._texts.append(text)
            if start + SLICE < len(self._keys):
                self._next(start + SLICE)
                return
            QGuiApplication.clipboard().setText("\n".join(self._texts))
            count = len(self._keys)
            self.copied.emit(
                counted(
                    count,
                    self.tr("1 line is copied as text."),
                    self.tr("{count} lines are copied as text."),
                )
            )

        self._tasks.database(work, done, owner=self, failed=self.failed.emit, key="copy")
