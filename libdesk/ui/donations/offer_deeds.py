"""What is done with an offer: stored at once, on the database's thread, and taken back on wish."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from libdesk.domain.donation_items import ItemsWanted
from libdesk.domain.donation_policy import Verdict
from libdesk.domain.donations import Fated, OfferId, OfferState
from libdesk.services.donation_items import DonationItems, Made, Proposal
from libdesk.services.donation_stores import KeptOffer
from libdesk.services.donations import Donations
from libdesk.services.errors import Refusal
from libdesk.ui.donations.wording import machine_words, outcome_words, state_words, verdict_words
from libdesk.ui.tasks import Tasks


@dataclass(frozen=True, slots=True, eq=False)
class Deed:
    """What was done, and how it is taken back.

    Attributes:
        words: what was done, in a sentence.
        undo: takes it back; on the database's thread.
        offer: the offer to show then.
    """

    words: str
    undo: Callable[[], object]
    offer: OfferId


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decides otherwise than the checker.

    Attributes:
        place: of the machine in its offer, from 0 on.
        verdict: what is decided; None where nothing is chosen.
        by: who decides.
        reason: why.
    """

    place: int
    verdict: Verdict | None
    by: str
    reason: str


Failed = Callable[[Exception], None]


class OfferDeeds(QObject):
    """Does what is pressed.

    Args:
        donations: the use cases.
        items: makes items of what was accepted.
        tasks: the threads.

    Signals:
        done: a Deed.
        taken_back: a deed was taken back.
        failed: why something was not done, where no form can say it.
    """

    done = Signal(object)
    taken_back = Signal(object)
    failed = Signal(object)

    def __init__(
        self, donations: Donations, items: DonationItems, tasks: Tasks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._donations = donations
        self._items = items
        self._tasks = tasks

    def override(
        self, kept: KeptOffer, decided: Decided, *, then: Callable[[], None], failed: Failed
    ) -> None:
        """Keep that a person decides otherwise.

        Args:
            kept: the offer.
            decided: what they decide.
            then: called when it is kept.
            failed: is told what is wrong.
        """
        offer, place, verdict = kept.offer, decided.place, decided.verdict
        if verdict is None:
            failed(Refusal(self.tr("Choose what is decided."), field="verdict"))
            return
        words = self.tr("{number}, {what}: {who} decided {verdict}.").format(
            number=offer.number,
            what=machine_words(offer.machines[place]),
            who=decided.by,
            verdict=verdict_words(verdict),
        )
        donations = self._donations
        undo = partial(donations.take_back_override, offer.id, place)
        work = partial(donations.override, offer.id, place, verdict, decided.by, decided.reason)
        self._do(work, Deed(words, undo, offer.id), then, failed)

    def take_back_override(self, kept: KeptOffer, place: int) -> None:
        """Let the checker's verdict hold again, or the decision before."""
        said = [one for one in kept.overrides if one.place == place]
        if not said:
            return
        last, offer = said[-1], kept.offer
        words = self.tr("{number}: the decision of {who} was taken back.")
        # A decision is no version of its own.
        undo = partial(self._donations.restore, kept, offer.version)
        deed = Deed(words.format(number=offer.number, who=last.by), undo, offer.id)
        self._do(partial(self._donations.take_back_override, offer.id, place), deed)

    def set_state(self, kept: KeptOffer, state: OfferState) -> None:
        """Put an offer into another state."""
        offer = kept.offer
        words = self.tr("{number} is {state} now.").format(
            number=offer.number, state=state_words(state).lower()
        )
        work = partial(self._donations.set_state, offer.id, state, offer.version)
        self._do(work, Deed(words, self._back(kept), offer.id))

    def set_fate(
        self,
        kept: KeptOffer,
        place: int,
        fated: Fated,
        *,
        then: Callable[[], None],
        failed: Failed,
    ) -> None:
        """Keep what became of a machine.

        Args:
            kept: the offer.
            place: of the machine in it.
            fated: what became of it.
            then: called when it is kept.
            failed: is told what is wrong.
        """
        offer = kept.offer
        words = self.tr("{number}, {what}: {how}.").format(
            number=offer.number,
            what=machine_words(offer.machines[place]),
            how=outcome_words(fated.outcome).lower(),
        )
        work = partial(self._donations.set_fates, offer.id, {place: fated}, offer.version)
        self._do(work, Deed(words, self._back(kept), offer.id), then, failed)

    def propose(self, kept: KeptOffer, place: int, then: Callable[[Proposal], None]) -> None:
        """Ask what items would be made of a machine."""
        work = partial(self._items.proposal, kept.offer.id, place)
        self._tasks.database(work, then, owner=self, failed=self.failed.emit, key="proposal")

    def make_items(
        self, kept: KeptOffer, wanted: ItemsWanted, *, then: Callable[[], None], failed: Failed
    ) -> None:
        """Make the items of a machine.

        Args:
            kept: the offer.
            wanted: the items.
            then: called when they are made.
            failed: is told what is wrong.
        """
        offer = kept.offer
        what = machine_words(offer.machines[wanted.place])
        words = self.tr("{number}, {what}: in the equipment now, being checked.")
        words = words.format(number=offer.number, what=what)
        made: list[Made] = []

        def work() -> None:
            made.append(self._items.make(offer.id, (wanted,), offer.version, words))

        def undo() -> None:
            self._items.undo(made[-1])

        self._do(work, Deed(words, undo, offer.id), then, failed)

    def judge_again(self, kept: KeptOffer) -> None:
        """Judge by today's policy."""
        offer = kept.offer
        words = self.tr("{number} is judged by today’s policy now.").format(number=offer.number)
        work = partial(self._donations.judge_again, offer.id, offer.version)
        self._do(work, Deed(words, self._back(kept), offer.id))

    def remove(self, kept: KeptOffer) -> None:
        """Take an offer out, with all that hangs on it."""
        words = self.tr("{number} is removed.").format(number=kept.offer.number)

        def work() -> None:
            # All that is stored by now, which is more than what somebody has before them.
            gone.append(self._donations.remove(kept.offer.id))

        def undo() -> None:
            self._donations.put_back(gone[-1])

        gone: list[KeptOffer] = []
        self._do(work, Deed(words, undo, kept.offer.id))

    def take_back(self, deed: Deed) -> None:
        """Take a deed back."""
        self._tasks.database(
            deed.undo,
            lambda _: self.taken_back.emit(deed),
            owner=self,
            failed=self.failed.emit,
        )

    def _back(self, kept: KeptOffer) -> Callable[[], object]:
        """Return what puts an offer back as it was before its next version."""
        return partial(self._donations.restore, kept, kept.offer.version + 1)

    def _do(
        self,
        work: Callable[[], object],
        deed: Deed,
        then: Callable[[], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        def on_done(_: object) -> None:
            if then is not None:
                then()
            self.done.emit(deed)

        self._tasks.database(work, on_done, owner=self, failed=failed or self.failed.emit)
