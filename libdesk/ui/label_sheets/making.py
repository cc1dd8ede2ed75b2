"""Has labels made as they are wished for; what is wished for meanwhile stops what is being made."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from libdesk.domain.labels import Label
from libdesk.services.labels import ReadLabels
from libdesk.ui.label_sheets.parts import ForWhat, LabelParts, MadeLabels, Wishes
from libdesk.ui.tasks import Tasks

_MANY = 300
"""More labels than these take so long that somebody would wait for the first page."""

_SHOWN_FIRST = 2
"""Sheets that are shown before the others are made."""


class _SupersededError(Exception):
    """Raised in the middle of making what nobody wants any more."""


class LabelMaking(QObject):
    """Reads what labels are for, then makes them each time that something else is wished for.

    Args:
        parts: makes them.
        what: what they are for.
        tasks: the threads.
        parent: owns it.

    Signals:
        read: what labels are for has been read.
        begun: the MadeLabels of the first sheets are here; the others take a while.
        made: the MadeLabels are here.
        failed: the exception, when they can't be made.
    """

    read = Signal()
    begun = Signal(object)
    made = Signal(object)
    failed = Signal(object)

    def __init__(self, parts: LabelParts, what: ForWhat, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._what, self._tasks = parts, what, tasks
        self._question = 0
        self.labels: ReadLabels | None = None
        """What was read; None until then."""
        self.result: MadeLabels | None = None
        """The labels as they are wished for now; None while they are being made."""

    def begin(self) -> None:
        """Read what labels are for."""
        self._tasks.database(
            self._what.read, self._on_read, owner=self, failed=self.failed.emit, key="read"
        )

    def ask(self, wishes: Wishes) -> None:
        """Make them so."""
        self._question += 1
        self.result = None
        read = self.labels
        if read is None or not read.labels:
            return
        question = self._question

        def rest() -> None:
            if question != self._question:
                raise _SupersededError
            self._tasks.give_way()

        def make(labels: tuple[Label, ...], done: Callable[[MadeLabels], None]) -> None:
            self._tasks.papers(
                partial(self._parts.make, labels, read.library, wishes, rest),
                done,
                owner=self,
                failed=self.failed.emit,
                key="labels",
                quiet=True,
            )

        def on_begun(made: MadeLabels) -> None:
            self.begun.emit(made)
            make(read.labels, self._on_made)

        first = _SHOWN_FIRST * wishes.sheet.count - wishes.start_at
        if len(read.labels) > max(first, _MANY):
            make(read.labels[:first], on_begun)
        else:
            make(read.labels, self._on_made)

    def ask_test(self, wishes: Wishes, done: Callable[[MadeLabels], None]) -> None:
        """Make the page to try the sheet with, and hand it over."""
        self._tasks.papers(
            partial(self._parts.make_test, wishes),
            done,
            owner=self,
            failed=self.failed.emit,
            key="test",
            quiet=True,
        )

    def stop(self) -> None:
        """Make nothing more."""
        self._question += 1

    def _on_read(self, read: ReadLabels) -> None:
        self.labels = read
        self.read.emit()

    def _on_made(self, made: MadeLabels) -> None:
        self.result = made
        self.made.emit(made)
