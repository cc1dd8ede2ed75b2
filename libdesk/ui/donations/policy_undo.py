"""The way back from a policy that was just saved: what counted before becomes the next version."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from libdesk.domain.donation_policy import Policy
from libdesk.services.donation_policies import DonationPolicies
from libdesk.services.errors import Conflict
from libdesk.ui.equipment.wording import undo_words
from libdesk.ui.tasks import Tasks
from libdesk.ui.widgets.undo_bar import UndoBar


@dataclass(frozen=True, slots=True)
class _Before:
    """What was saved over: the policy, and the version that took its place."""

    policy: Policy
    version: int


class PolicyUndo(QObject):
    """Offers the way back until anything else is saved; a version itself never goes.

    Args:
        policies: the use cases.
        tasks: the threads.
        bar: offers it.
        failed: told why there is no way back.

    Signals:
        undone: the policy before counts again, as this version.
    """

    undone = Signal(int)

    def __init__(
        self,
        policies: DonationPolicies,
        tasks: Tasks,
        bar: UndoBar,
        failed: Callable[[Exception], None],
    ) -> None:
        super().__init__(bar)
        self._policies = policies
        self._tasks = tasks
        self._bar = bar
        self._failed = failed
        self._before: _Before | None = None
        bar.undo_requested.connect(self._on_undo)

    def offer(self, before: Policy | None, version: int) -> None:
        """Offer the way back from a version to the policy that it took the place of."""
        self._bar.forget(self._before)
        self._before = None
        if before is None or before.version == version:
            return
        self._before = _Before(before, version)
        told = self.tr("Version {number} counts.").format(number=version)
        self._bar.offer(self._before, partial(undo_words, told), told)

    def _on_undo(self, before: _Before) -> None:
        note = self.tr("As before version {number}").format(number=before.version)

        def on_done(version: int) -> None:
            self._bar.forget(before)
            self.undone.emit(version)

        def on_failed(error: Exception) -> None:
            if isinstance(error, Conflict):
                self._bar.forget(before)  # there is no way back over what somebody else did
            self._failed(error)

        work = partial(self._policies.save, before.policy, before.version, note)
        self._tasks.database(work, on_done, owner=self, failed=on_failed)
