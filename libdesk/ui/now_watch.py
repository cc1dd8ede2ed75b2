"""*Now* reports that have come in and that nobody has looked at yet, by number only."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

_LOOKS = 2
"""A list that was read before the report came in may be shown after it; two of them are not."""


class NowWatch(QObject):
    """Keeps each number from its report until somebody has looked at it.

    Signals:
        changed: all numbers that wait to be looked at, oldest first.
        came: those of them that are new.
    """

    changed = Signal(object)
    came = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: dict[str, int] = {}

    def numbers(self) -> tuple[str, ...]:
        """Return the numbers that wait, oldest first."""
        return tuple(self._waiting)

    def report(self, numbers: Iterable[str]) -> None:
        """Take the numbers of reports that have just come in; one that waits already is no news."""
        new = tuple(dict.fromkeys(one for one in numbers if one not in self._waiting))
        if new:
            self._waiting.update(dict.fromkeys(new, _LOOKS))
            self.changed.emit(self.numbers())
            self.came.emit(new)

    def settle(self, unseen: Iterable[str]) -> None:
        """Let go of those that are no longer among the ones nobody has looked at."""
        still = frozenset(unseen)
        before = self.numbers()
        for number, looks in tuple(self._waiting.items()):
            if number in still:
                self._waiting[number] = 1
            elif looks > 1:
                self._waiting[number] = looks - 1
            else:
                del self._waiting[number]
        if self.numbers() != before:
            self.changed.emit(self.numbers())
