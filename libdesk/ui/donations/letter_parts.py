"""What the page with a letter to a donor works with, and what it has read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from libdesk.domain.donation_letters import Letter, LetterKind
from libdesk.domain.donations import OfferId
from libdesk.services.donation_letter_words import House
from libdesk.services.donation_letters import DonationLetters
from libdesk.services.donation_stores import KeptLetter, KeptOffer
from libdesk.services.ports import Clock
from libdesk.ui.papers.parts import Content, PaperParts

Draft = tuple[OfferId, LetterKind, str]
"""Of which letter, and in which language."""


class Answering(Protocol):
    """What the page asks of the offers."""

    def get(self, offer: OfferId) -> KeptOffer:
        """Return an offer."""

    def answered(self, offer: OfferId, letter: KeptLetter) -> KeptOffer:
        """Keep a letter with its offer, which is answered by it."""

    def restore(self, before: KeptOffer, expected: int | None = None) -> KeptOffer:
        """Take that back."""


@dataclass(frozen=True, slots=True)
class LetterParts:
    """What the page works with.

    Attributes:
        letters: makes letters.
        donations: the offers.
        papers: saves, opens and remembers.
        content: makes a letter's PDF and its document to edit.
        now: the clock.
        who: who writes.
        drafts: what was typed and is no longer as it was made; outlasts the page.
        chosen: the letter that was last shown of an offer.
    """

    letters: DonationLetters
    donations: Answering
    papers: PaperParts
    content: Callable[[Letter], Content]
    now: Clock
    who: str = ""
    drafts: dict[Draft, str] = field(default_factory=dict)
    chosen: dict[OfferId, tuple[LetterKind, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows.

    Attributes:
        kept: the offer.
        due: the letter that is due.
        house: who writes.
        letter: the letter as it is made of the offer.
        languages: the languages, each with its name.
    """

    kept: KeptOffer
    due: LetterKind
    house: House
    letter: Letter
    languages: tuple[tuple[str, str], ...]
