"""From a key on a line of Today to its mark, and back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QObject, Signal

from libdesk.domain.today import Marked, TodayLine
from libdesk.services.today import Today
from libdesk.ui.tasks import Tasks
from libdesk.ui.today.today_list import TodayList
from libdesk.ui.today.wording import mark_words
from libdesk.ui.widgets.undo_bar import UndoBar


@dataclass(frozen=True, slots=True)
class Said:
    """What was said to one line.

    Attributes:
        key: the line's key in the list.
        marks: what was stored.
    """

    key: int
    marks: tuple[Marked, ...]


class Marking(QObject):
    """Marks the chosen line, and takes marks back.

    Args:
        tasks: runs the work.
        today: does it.
        lines: where a line is chosen, and asked until when it is put off.
        bar: offers to take it back.
        now: tells the time (aware, UTC).

    Signals:
        marked: the key of a line that was marked.
        taken_back: the key of a line whose mark was taken back.
        failed: the exception: it was not done.
    """

    marked = Signal(int)
    taken_back = Signal(int)
    failed = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        today: Today,
        lines: TodayList,
        bar: UndoBar,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(lines)
        self._tasks = tasks
        self._today = today
        self._lines = lines
        self._bar = bar
        self._now = now
        self._asked: tuple[int, TodayLine] | None = None
        bar.undo_requested.connect(self._on_undo)
        lines.until_chosen.connect(self._put_off)

    def finish(self) -> None:
        """Note that it is done; for what is no problem."""
        if (chosen := self._lines.chosen()) is not None:
            self._do(chosen, lambda: self._today.finish(chosen[1]))

    def wave_through(self) -> None:
        """Leave it out as nothing for this desk."""
        if (chosen := self._lines.chosen()) is not None:
            self._do(chosen, lambda: self._today.wave_through(chosen[1]))

    def ask_until(self) -> None:
        """Ask until when the line is put off."""
        self._asked = self._lines.chosen()
        if self._asked is not None:
            name = self._lines.words.name(self._asked[1])
            self._tasks.database(
                self._today.later_moments,
                lambda moments: self._lines.ask_until(name, moments),
                owner=self,
                failed=self.failed.emit,
                key="moments",
            )

    def _put_off(self, until: datetime | date) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            self._do(asked, lambda: self._today.put_off(asked[1], until))

    def _do(self, chosen: tuple[int, TodayLine], work: Callable[[], tuple[Marked, ...]]) -> None:
        key, line = chosen
        name = self._lines.words.name(line)

        def done(marks: tuple[Marked, ...]) -> None:
            mark, until = marks[0].mark, marks[0].until
            words = mark_words(mark, name, until, self._now())
            self._bar.offer(Said(key, marks), lambda _seconds: words)
            self.marked.emit(key)

        self._tasks.database(work, done, owner=self, failed=self.failed.emit)

    def _on_undo(self, said: Said) -> None:
        self._bar.forget(said)
        self._tasks.database(
            lambda: self._today.take_back(said.marks),
            lambda _: self.taken_back.emit(said.key),
            owner=self,
            failed=self.failed.emit,
        )
