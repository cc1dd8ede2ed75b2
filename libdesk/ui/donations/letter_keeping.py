"""Keeps a letter with its offer once it goes out, and takes that back."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from libdesk.domain.donation_letters import Letter
from libdesk.domain.donations import OfferId
from libdesk.services.donation_stores import KeptLetter, KeptOffer
from libdesk.ui.donations.letter_parts import LetterParts
from libdesk.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Kept:
    """That a letter was kept, as it is taken back.

    Attributes:
        before: the offer as it was.
        version: of the offer since then.
        letter: what was kept.
    """

    before: KeptOffer
    version: int
    letter: KeptLetter


class LetterKeeping(QObject):
    """Works on the database's thread.

    Args:
        parts: services.
        tasks: the threads.
        offer: which.
        parent: the page.

    Signals:
        kept: a Kept; the same letter is kept once.
        taken_back: it is not kept any more.
        failed: the exception.
    """

    kept = Signal(object)
    taken_back = Signal()
    failed = Signal(object)

    def __init__(self, parts: LetterParts, tasks: Tasks, offer: OfferId, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._tasks = tasks
        self._offer = offer

    def keep(self, letter: Letter) -> None:
        """Keep a letter as it goes out."""
        now, who = self._parts.now(), self._parts.who
        written = KeptLetter(letter.kind.value, letter.language, letter.text, who, now)
        donations, offer = self._parts.donations, self._offer

        def work() -> Kept | None:
            before = donations.get(offer)
            if any(_is_same(one, written) for one in before.letters[-1:]):
                return None
            return Kept(before, donations.answered(offer, written).offer.version, written)

        self._tasks.database(work, self._on_kept, owner=self, failed=self.failed.emit)

    def take_back(self, kept: Kept) -> None:
        """Let the offer be as it was before."""
        work = partial(self._parts.donations.restore, kept.before, kept.version)
        done = lambda _: self.taken_back.emit()  # noqa: E731 - the result says nothing
        self._tasks.database(work, done, owner=self, failed=self.failed.emit)

    def _on_kept(self, kept: Kept | None) -> None:
        if kept is not None:
            self.kept.emit(kept)


def _is_same(last: KeptLetter, written: KeptLetter) -> bool:
    return (last.kind, last.language, last.text) == (written.kind, written.language, written.text)
