"""What the services of donations need from the database; the real one is in storage/."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from libdesk.domain.donation_policy import Verdict
from libdesk.domain.donations import Offer, OfferId, OfferState

if TYPE_CHECKING:
    from libdesk.domain.attachments import Attachment


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line of a verdict as it was when it was given.

    The words of the line stand in that version of the policy.

    Attributes:
        rule: the key of the policy's line.
        fate: "pass", "soft" or "fail".
        fact: what was found.
        is_known: it was settled.
        points: what it cost, at worst.
    """

    rule: str
    fate: str
    fact: str
    is_known: bool
    points: int


@dataclass(frozen=True, slots=True)
class KeptVerdict:
    """The verdict on one line of an offer, as it was given.

    Attributes:
        verdict: the verdict.
        policy: the version of the policy by which it was given.
        lines: the policy's lines.
    """

    verdict: Verdict
    policy: int
    lines: tuple[KeptLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """That a person decided otherwise.

    Attributes:
        place: of the machine in its offer, from 0 on.
        verdict: what they decided.
        by: who; never "".
        reason: why; never "".
        at: when (aware, UTC).
    """

    place: int
    verdict: Verdict
    by: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter to a donor, as it was made.

    Attributes:
        kind: which, as `domain/donation_letters.py` has it.
        language: such as "en".
        text: all of it.
        by: who made it.
        at: when (aware, UTC).
    """

    kind: str
    language: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptOffer:
    """An offer with all that is kept of it.

    Attributes:
        offer: the offer.
        verdicts: one for each of its lines.
        overrides: what was decided otherwise, the oldest first; the last of a line holds.
        letters: the letters, the oldest first.
        files: its photos and papers, of an offer that was taken out; `Attaching.list_of` returns
            those of one that is there.
    """

    offer: Offer
    verdicts: tuple[KeptVerdict, ...]
    overrides: tuple[Override, ...] = ()
    letters: tuple[KeptLetter, ...] = ()
    files: "tuple[Attachment, ...]" = ()

    def verdict(self, place: int) -> Verdict:
        """Return the verdict that holds for a line: a person's word, or else the policy's."""
        said = [one.verdict for one in self.overrides if one.place == place]
        return said[-1] if said else self.verdicts[place].verdict


@dataclass(frozen=True, slots=True)
class KeptPolicy:
    """A version of the library's policy.

    Attributes:
        version: its number, from 1 on.
        document: as `domain/donation_policy_file.py` writes it; None where it is damaged.
        at: when it was made (aware, UTC).
        by: who made it.
        note: what was changed, in their words.
    """

    version: int
    document: Mapping[str, object] | None
    at: datetime
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OfferFilter:
    """Which offers are listed.

    Attributes:
        states: in one of these states; empty for all.
        since: offered on this day or later; None for all.
        until: offered before this day; None for all.
    """

    states: frozenset[OfferState] = field(default_factory=frozenset)
    since: date | None = None
    until: date | None = None


class KeptDonations(Protocol):
    """The offers, and the versions of the policy."""

    def list(self, asked: OfferFilter) -> tuple[KeptOffer, ...]:
        """Return offers, the newest first; of a damaged one nothing."""

    def find(self, offer: OfferId) -> KeptOffer | None:
        """Return an offer; None where it is gone, or can't be read."""

    def add(self, offer: Offer, verdicts: Sequence[KeptVerdict]) -> OfferId:
        """Store a new offer and return its id; its version is 1."""

    def put(self, offer: Offer, verdicts: Sequence[KeptVerdict], *, expected_version: int) -> None:
        """Store an offer over the version before.

        Raises:
            Conflict: somebody else was first.
        """

    def put_back(self, kept: KeptOffer) -> None:
        """Store an offer with all that hangs on it under its own id and version.

        What is there under this id is replaced.
        """

    def remove(self, offer: OfferId) -> None:
        """Take out an offer with all that hangs on it."""

    def override(self, offer: OfferId, override: Override) -> None:
        """Keep that a person decided otherwise."""

    def drop_override(self, offer: OfferId, place: int) -> None:
        """Take the newest override of a line back."""

    def write(self, offer: OfferId, letter: KeptLetter) -> None:
        """Keep a letter."""

    def forget_files(self, before: datetime) -> int:
        """Take the photos and papers from offers that ended before a moment; return how many."""

    def forget_donors(self, before: datetime, taken_before: datetime) -> int:
        """Forget who offered what, and what was written to them; return of how many offers.

        Args:
            before: of offers of which nothing was taken, and that ended before this moment.
            taken_before: of those of which something was.
        """

    def policies(self) -> tuple[KeptPolicy, ...]:
        """Return all versions of the policy, the oldest first, damaged ones too."""

    def add_policy(self, policy: KeptPolicy) -> None:
        """Store a version that nobody has stored yet.

        Raises:
            Conflict: somebody else was first.
        """
