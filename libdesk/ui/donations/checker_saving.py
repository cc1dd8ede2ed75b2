"""Saves what the checker was told: what can't be is told first, and nothing is saved twice."""

from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from libdesk.domain.cell_values import parse_day
from libdesk.domain.donations import Machine
from libdesk.services.donation_stores import KeptOffer
from libdesk.services.donations import Donations
from libdesk.ui.donations.checker_screens import DONOR
from libdesk.ui.donations.checker_state import OfferDraft
from libdesk.ui.tasks import Tasks


def asked_on(draft: OfferDraft) -> date | None:
    """Return the day on which it was offered; None where none is typed."""
    return parse_day(draft.donor.get("asked_on", "").strip())


class CheckerSaving(QObject):
    """One save at a time.

    Args:
        donations: the use cases.
        tasks: the threads.
        parent: the page.

    Signals:
        saved: the OfferDraft that was saved, the KeptOffer, and whether its letter is wanted.
        refused: the place of a machine, the key of an answer, and what is wrong with it; where no
            answer is named, what is to be said first.
        failed: why it could not be saved.
    """

    saved = Signal(object, object, bool)
    refused = Signal(int, str, str)
    failed = Signal(object)

    def __init__(self, donations: Donations, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._donations = donations
        self._tasks = tasks
        self._is_saving = False

    def save(self, draft: OfferDraft, today: date, *, is_letter: bool) -> None:
        """Save an offer, over the version from which it began."""
        if self._is_saving or self._is_refused(draft, today):
            return
        expected = None if draft.base is None else draft.base.version
        offer = draft.offer(today, asked_on(draft) or today)
        self._is_saving = True
        self._tasks.database(
            partial(self._donations.save, offer, expected),
            partial(self._on_saved, draft, is_letter),
            owner=self,
            failed=self._on_failed,
        )

    def _is_refused(self, draft: OfferDraft, today: date) -> bool:
        typed = [one.typed(today) for one in draft.machines]
        for place, one in enumerate(typed):
            for key, told in one.troubles.items():
                self.refused.emit(place, key, told)
                return True
        if all(one.machine == Machine() for one in typed):
            told = self.tr("Say first what is offered: type it, or pick what it is.")
            self.refused.emit(draft.place, "", told)
            return True
        if asked_on(draft) is None:
            self.refused.emit(draft.place, DONOR, self.tr("Type the day as 2026-12-03."))
            return True
        return False

    def _on_saved(self, draft: OfferDraft, is_letter: bool, kept: KeptOffer) -> None:  # noqa: FBT001 - given by partial
        self._is_saving = False
        self.saved.emit(draft, kept, is_letter)

    def _on_failed(self, error: Exception) -> None:
        self._is_saving = False
        self.failed.emit(error)
