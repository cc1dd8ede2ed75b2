"""Loans: a thing handed to somebody on the staff until a day, now or booked ahead.

Borrowers are staff or a role ("Story time team"), never patrons: what patrons borrow stays in the
check-out system (domain facts, 2.4 and 3.1). Days are the library's own, and both ends of a loan
count. Nothing here reads a clock.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from libdesk.domain import loan_facts, privacy
from libdesk.domain.hours import FURTHEST, Hours
from libdesk.domain.records import ItemId, Record, Role
from libdesk.domain.statuses import Status
from libdesk.domain.text import fold

AHEAD = 366
"""Days that a loan may reach ahead; nobody knows what a library lends in two years."""

ALONG_LIMIT = 200
"""Characters of what goes along."""

READY_TO_LEND = frozenset({Status.READY, Status.SPARE})
"""Statuses of what nobody needs now, so that anybody may have it."""

LENT_ROLES = frozenset({Role.LOAN, Role.TRAINING})
"""What is in use may be lent where it is there for that."""

_DAY = timedelta(days=1)
_PEOPLE = ("patron", "customer", "visitor", "reader", "client", "borrower", "user", "member")
_NO_NAMES = frozenset(
    {"a", "an", "the", "of", "public", "someone", *_PEOPLE, *(f"{one}s" for one in _PEOPLE)}
)
"""Words that name nobody on the staff, where nothing else is said."""


class LoanState(Enum):
    """Where a loan is in its life."""

    BOOKED = loan_facts.BOOKED
    OUT = loan_facts.OUT
    RETURNED = "returned"
    CANCELED = "canceled"


class Condition(Enum):
    """How a thing came back."""

    GOOD = "good"
    NEEDS_CARE = "needs care"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Loan:
    """One thing, lent or booked.

    Attributes:
        item: what is lent.
        borrower: a colleague's name, or a role such as "Story time team"; "" once its time is over.
        from_on: the first day.
        until_on: the day on which it is due back; it counts.
        state: where it is in its life.
        along: what goes along, such as "charger, bag".
        note: what it is for.
        handed_out_at: when it was handed out (aware, UTC); None for not yet.
        ended_at: when it was taken back or canceled (aware, UTC); None for not yet.
        condition: how it came back; None for not said.
        said: what was said of it then.
        id: given by the database, 0 before that.
        version: counts its changes.
    """

    item: ItemId
    borrower: str
    from_on: date
    until_on: date
    state: LoanState = LoanState.BOOKED
    along: str = ""
    note: str = ""
    handed_out_at: datetime | None = None
    ended_at: datetime | None = None
    condition: Condition | None = None
    said: str = ""
    id: int = 0
    version: int = 0

    @property
    def is_active(self) -> bool:
        """Say whether it is out, or is to be."""
        return self.state in (LoanState.BOOKED, LoanState.OUT)

    @property
    def days(self) -> int:
        """Return for how many days it is."""
        return (self.until_on - self.from_on).days + 1


def is_missed(loan: Loan, today: date) -> bool:
    """Say whether it was booked and nobody came for it; such a booking holds nothing."""
    return loan.state is LoanState.BOOKED and loan.until_on < today


def days_over(loan: Loan, today: date) -> int:
    """Return for how many days it should have been back; 0 for what is not overdue."""
    return max(0, (today - loan.until_on).days) if loan.state is LoanState.OUT else 0


def holds(loan: Loan, today: date) -> bool:
    """Say whether it keeps others from having the thing on its days."""
    return loan.is_active and not is_missed(loan, today)


def clash(loan: Loan, others: Iterable[Loan], today: date) -> Loan | None:
    """Return the loan of the same thing that stands in the way, the earliest; None for none.

    What is overdue stands in everybody's way until it is back: nobody knows when that is.
    """
    found = (
        other
        for other in others
        if other.item == loan.item
        and other.id != loan.id
        and holds(other, today)
        and _meets(loan, other, today)
    )
    return min(found, key=lambda other: (other.from_on, other.id), default=None)


def _meets(loan: Loan, other: Loan, today: date) -> bool:
    if days_over(other, today):
        return True
    if loan.state is other.state is LoanState.OUT:
        return True  # a thing is with one person at a time, whatever their days are
    return loan.from_on <= other.until_on and other.from_on <= loan.until_on


def first_free(loans: Sequence[Loan], start: date, days: int, today: date) -> date | None:
    """Return the first day from which a thing is free for so many days.

    Args:
        loans: those of the thing.
        start: from this day on.
        days: how many in a row, at least 1.
        today: what is overdue now blocks all days, so that there is none.
    """
    held = sorted(
        (one for one in loans if holds(one, today)), key=lambda one: (one.from_on, one.until_on)
    )
    if any(days_over(one, today) for one in held):
        return None
    day = start
    for one in held:
        if one.from_on <= day + (days - 1) * _DAY and one.until_on >= day:
            day = one.until_on + _DAY
    return day


def is_lendable(record: Record) -> bool:
    """Say whether a thing may be lent, going by its record alone.

    What is ready or a spare may be, whatever it is; what is in use only where lending is what it
    is there for: anything else is missed at its place.
    """
    if record.status in READY_TO_LEND:
        return True
    return record.status is Status.IN_USE and record.role in LENT_ROLES


class Use(Enum):
    """What a day of a thing is, for whoever wants it on that day."""

    FREE = "free"
    CLOSED = "closed"
    BOOKED = "booked"
    OUT = "out"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class DayOf:
    """One day of a thing.

    Attributes:
        on: the day.
        use: what it is.
        loan: whose day it is; None where it is nobody's.
    """

    on: date
    use: Use
    loan: Loan | None = None


def days_of(
    loans: Sequence[Loan], first: date, count: int, today: date, hours: Hours | None = None
) -> tuple[DayOf, ...]:
    """Return so many days of a thing.

    Args:
        loans: those of the thing.
        first: the first day.
        count: how many days.
        today: what is overdue now is so on each day from then on.
        hours: when somebody is there to hand things out; None for always.
    """
    held = [one for one in loans if holds(one, today)]
    return tuple(_day_of(held, first + place * _DAY, today, hours) for place in range(count))


def _day_of(held: Sequence[Loan], on: date, today: date, hours: Hours | None) -> DayOf:
    whose = next((one for one in held if one.from_on <= on <= one.until_on), None)
    if whose is None:
        whose = next((one for one in held if days_over(one, today) and one.until_on < on), None)
    if whose is None:
        return DayOf(on, Use.FREE if is_open_day(hours, on) else Use.CLOSED)
    if days_over(whose, today):
        return DayOf(on, Use.OVERDUE, whose)
    return DayOf(on, Use.OUT if whose.state is LoanState.OUT else Use.BOOKED, whose)


def is_open_day(hours: Hours | None, day: date) -> bool:
    """Say whether anybody is there on a day; where no library has said when, always."""
    if hours is None:
        return True
    is_closed = any(one.on == day for one in hours.closed)
    return bool(hours.week[day.weekday()]) and not is_closed


def open_day(hours: Hours | None, day: date) -> date:
    """Return a day itself where somebody is there to take things back, else the next such day."""
    return next((one for one in _days_from(day) if is_open_day(hours, one)), day)


def _days_from(day: date) -> Iterator[date]:
    return (day + place * _DAY for place in range(FURTHEST.days))


class NoBorrower(Enum):
    """Why a text names nobody to whom something may be lent."""

    MISSING = "missing"
    PRIVATE = "private"
    PATRON = "patron"


def check_borrower(text: str) -> NoBorrower | None:
    """Return why a text names nobody on the staff; None where it may.

    Args:
        text: what was typed, clean.
    """
    words = fold(text).split()
    if not words:
        return NoBorrower.MISSING
    if privacy.find(text) or _is_a_number(text):
        return NoBorrower.PRIVATE
    plain = [word.strip(".,:#") for word in words]
    if all(word in _NO_NAMES or word.isdecimal() for word in plain):
        return NoBorrower.PATRON
    return None


def _is_a_number(text: str) -> bool:
    """Say whether it is digits with hardly anything around: a card's number of whatever length."""
    digits = sum(sign.isdecimal() for sign in text)
    return digits >= 5 and digits * 2 > len(text.replace(" ", ""))
