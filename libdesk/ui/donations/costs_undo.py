"""Back to the shipped figures of the cost, and the way back from them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from libdesk.services.donation_cost_texts import CostsTexts
from libdesk.services.donation_costs import CostsRead, DonationCosts
from libdesk.services.errors import Conflict
from libdesk.ui.equipment.wording import undo_words
from libdesk.ui.tasks import Tasks
from libdesk.ui.widgets.undo_bar import UndoBar

Typed = Callable[[], CostsTexts | None]
"""Returns what was typed and not saved; None for nothing."""


@dataclass(frozen=True, slots=True)
class _Before:
    """What the shipped ones took the place of.

    Attributes:
        read: what counted.
        typed: what was typed and not saved; None for nothing.
        version: the one that the shipped ones left.
    """

    read: CostsRead
    typed: CostsTexts | None
    version: int


class CostsUndo(QObject):
    """Offers the way back until anything else is saved.

    Args:
        costs: the use cases.
        tasks: the threads.
        bar: offers it.
        failed: told why it was not done.

    Signals:
        shipped: the shipped ones count.
        undone: what was before counts again: what had been typed over it, and its version.
    """

    shipped = Signal()
    undone = Signal(object, int)

    def __init__(
        self,
        costs: DonationCosts,
        tasks: Tasks,
        bar: UndoBar,
        failed: Callable[[Exception], None],
    ) -> None:
        super().__init__(bar)
        self._costs = costs
        self._tasks = tasks
        self._bar = bar
        self._failed = failed
        self._before: _Before | None = None
        self._is_at_work = False
        bar.undo_requested.connect(self._on_undo)

    def put_back_shipped(self, read: CostsRead, typed: Typed) -> None:
        """Let the shipped ones count in the place of what was read."""

        def on_done(version: int) -> None:
            self.forget()
            self._before = _Before(read, typed(), version)
            told = self.tr("The shipped ones count.")
            self._bar.offer(self._before, partial(undo_words, told), told)
            self.shipped.emit()

        self._do(partial(self._costs.put_back_shipped, read.version), on_done)

    def forget(self) -> None:
        """Offer no way back any more."""
        self._bar.forget(self._before)

    def _on_undo(self, before: _Before) -> None:
        def on_done(version: int) -> None:
            self._bar.forget(before)
            self.undone.emit(before.typed, version)

        self._do(partial(self._costs.restore, before.read, before.version), on_done)

    def _do(self, work: Callable[[], int], then: Callable[[int], None]) -> None:
        """Change all of it at once; what is pressed twice is done once."""

        def on_done(version: int) -> None:
            self._is_at_work = False
            then(version)

        def on_failed(error: Exception) -> None:
            self._is_at_work = False
            if isinstance(error, Conflict):
                self.forget()  # there is no way back over what somebody else did
            self._failed(error)

        if not self._is_at_work:
            self._is_at_work = True
            self._tasks.database(work, on_done, owner=self, failed=on_failed)
