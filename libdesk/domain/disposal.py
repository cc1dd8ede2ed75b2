"""Disposal: how things leave the library, who decides it, and what keeps them here (3.1, 4.5).

What is bought with a grant may not go before its day; what holds storage may not go unwiped; and
whoever declares a thing surplus does not get it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import NewType

from libdesk.domain.item_history import NO_CHANGE, ChangeId
from libdesk.domain.money import Money
from libdesk.domain.privacy import find
from libdesk.domain.records import ItemId, Record
from libdesk.domain.spans import years_after
from libdesk.domain.statuses import Status
from libdesk.domain.text import fold
from libdesk.domain.wiping import Result, WipeRecord

DepartureId = NewType("DepartureId", int)
"""Which departure; given by the database, 0 before that."""

ERATE_YEARS = 5
"""So long what E-rate paid for is neither sold, nor traded, nor thrown away (3.1)."""

_ERATE = re.compile(r"\b(?:e[ -]?rate|usac|universal service)\b")


class How(Enum):
    """How a thing goes."""

    RECYCLED = "recycled"
    SOLD = "sold"
    GIVEN = "given"
    TRADED_IN = "traded in"
    RETURNED = "returned"
    DESTROYED = "destroyed"
    WRITTEN_OFF = "written off"


WITH_CERTIFICATE = frozenset({How.RECYCLED, How.DESTROYED})
"""Ways after which a paper comes that says so."""


class Condition(Enum):
    """What state a thing is in when it is retired."""

    UNKNOWN = ""
    WORKS = "works"
    PARTLY = "works in part"
    BROKEN = "broken"


class Step(Enum):
    """Where a thing stands on its way out, in the order of a page."""

    WIPE = "wipe"
    READY = "ready"
    LOCKED = "locked"
    CERTIFICATE = "certificate"
    UNTOLD = "untold"
    GONE = "gone"
    LOST = "lost"
    SERVES = "serves"


@dataclass(frozen=True, slots=True)
class Retirement:
    """That somebody has declared a thing surplus.

    Attributes:
        item: the thing.
        why: why, such as "can't run Windows 11".
        condition: the state that it is in.
        by: who did; neither they nor their family may have it.
        at: when (aware, UTC).
        change: the change set with which it was kept.
    """

    item: ItemId
    why: str
    condition: Condition
    by: str
    at: datetime
    change: ChangeId = NO_CHANGE


@dataclass(frozen=True, slots=True)
class Departure:
    """How one thing went.

    Attributes:
        item: the thing.
        how: how it went.
        on: when.
        to: to whom: an organization, or "public sale"; never a patron's name.
        schemes: the recycler's certificates, such as "R2" (3.7).
        certificate: the number of the paper that says what became of it; "" for awaited, or none.
        certificate_on: the day of that paper.
        price: what came in for it.
        decided_on: when that was decided.
        decided_by: by whom, such as "the board".
        is_asked: it was asked, and nobody who declared it surplus gets it, nor their family.
        note: what else there is to say.
        tag: the thing's label then.
        change: the change set with which it was kept.
        version: counts its changes.
        id: which departure it is.
    """

    item: ItemId
    how: How
    on: date
    to: str = ""
    schemes: tuple[str, ...] = ()
    certificate: str = ""
    certificate_on: date | None = None
    price: Money | None = None
    decided_on: date | None = None
    decided_by: str = ""
    is_asked: bool = False
    note: str = ""
    tag: str = ""
    change: ChangeId = NO_CHANGE
    version: int = 0
    id: DepartureId = DepartureId(0)

    @property
    def awaits_certificate(self) -> bool:
        """Say whether a paper is still to come."""
        return self.how in WITH_CERTIFICATE and not self.certificate


@dataclass(frozen=True, slots=True)
class Leaving:
    """One thing on its way out, with all that is known of that.

    Attributes:
        record: the thing.
        step: where it stands.
        holds_storage: something of what people did may be in it, unless it is wiped.
        wipes: its wipe records, newest first.
        wiped: the one that lets it go; None where there is none.
        departure: how it went; None before that, or where nobody said.
        retirement: why it is to go; None where nobody said.
    """

    record: Record
    step: Step
    holds_storage: bool
    wipes: tuple[WipeRecord, ...] = ()
    wiped: WipeRecord | None = None
    departure: Departure | None = None
    retirement: Retirement | None = None

    @property
    def certified(self) -> WipeRecord | None:
        """The wipe that a certificate tells of: the one that lets it go, or else the newest."""
        done = (one for one in self.wipes if one.result is Result.DONE)
        return self.wiped or next(done, None)

    @property
    def has_failed(self) -> bool:
        """Say whether the last try to wipe it failed, so that it is best destroyed."""
        return self.wiped is None and any(one.result is Result.FAILED for one in self.wipes[:1])


def is_locked(record: Record, today: date) -> bool:
    """Say whether a thing may not go yet, because of who paid for it."""
    return record.keep_until is not None and today < record.keep_until


def lock_sentence(
    tag: str, until: date | None, why: str, funder: str, *, is_lost: bool = False
) -> str:
    """Return why a thing may not go yet, and what to do; what is lost can't be kept."""
    reason = why or (f"paid by {funder}" if funder else "")
    told = f" ({reason})" if reason else ""
    if is_lost:
        return (
            f"{tag} was to be kept until {until}{told}, and is lost. Choose “Wipe and dispose” (D) "
            "in its record, and write it off there."
        )
    return (
        f"{tag} is to be kept until {until}{told}. Keep it until then, ask who paid for it, or "
        "correct the day in its record."
    )


def keep_proposal(record: Record) -> date | None:
    """Return until when a thing is probably to be kept, where its record does not say it."""
    if record.keep_until is not None or record.bought_on is None:
        return None
    if not _ERATE.search(fold(record.funder)):
        return None
    return years_after(record.bought_on, ERATE_YEARS)


def step_of(record: Record, *, is_wiped: bool, departure: Departure | None, today: date) -> Step:
    """Return where a thing stands.

    Args:
        record: the thing.
        is_wiped: it has no storage, or a wipe record that lets it go.
        departure: how it went, where somebody said.
        today: the reader's day.
    """
    if record.status is Status.GONE:
        if departure is None:
            return Step.UNTOLD
        return Step.CERTIFICATE if departure.awaits_certificate else Step.GONE
    if record.status is Status.LOST:
        return Step.LOST
    if record.status is Status.TO_WIPE or (record.status is Status.WIPED and not is_wiped):
        return Step.WIPE
    if record.status is not Status.WIPED:
        return Step.SERVES
    return Step.LOCKED if is_locked(record, today) else Step.READY


def fiscal_year(today: date, month: int) -> tuple[date, date]:
    """Return the first day of a fiscal year that begins in a month, and the day after its last."""
    year = today.year if today.month >= month else today.year - 1
    return date(year, month, 1), date(year + 1, month, 1)


def shares(price: Money | None, count: int) -> tuple[Money | None, ...]:
    """Return a price for several things, shared out evenly and to the last cent."""
    if price is None:
        return (None,) * count
    each, left = divmod(price.minor, count)
    return tuple(Money(each + (place < left), price.currency) for place in range(count))


def is_private(to: str) -> bool:
    """Say whether what is written of a receiver looks like somebody's own number or address."""
    return bool(find(to))


def is_conflicted(departure: Departure, declared_by: Iterable[str]) -> bool:
    """Say whether a thing goes to somebody who has declared it surplus, as far as names tell."""
    to = f" {fold(departure.to)} "
    return any(f" {fold(name)} " in to for name in declared_by if fold(name))
