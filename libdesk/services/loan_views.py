"""What is read of loans: one with its thing, a thing with its loans, and all of them for a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from libdesk.domain.hours import Hours
from libdesk.domain.loans import Loan
from libdesk.domain.records import Record


@dataclass(frozen=True, slots=True)
class Lent:
    """A loan with its thing, as that is now.

    Attributes:
        loan: the loan.
        record: the thing; None where it can't be read.
    """

    loan: Loan
    record: Record | None


@dataclass(frozen=True, slots=True)
class Loanable:
    """A thing that is lent now and then.

    Attributes:
        record: the thing.
        loans: what is out or booked of it, by the day it begins.
        why_not: why it can't be lent now, in a sentence; "" where it can.
    """

    record: Record
    loans: tuple[Loan, ...] = ()
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class LoansOverview:
    """All loans, for a page.

    Attributes:
        today: the library's day.
        hours: when somebody is there; None where nobody has said so.
        out: what is out, what is due first first: so the overdue ones come first.
        booked: what is booked, by the day it begins.
        ended: what is over, the newest first; and bookings that nobody came for.
        things: what is lent now and then, by branch and name.
        branches: names of branches by their codes.
    """

    today: date
    hours: Hours | None = None
    out: tuple[Lent, ...] = ()
    booked: tuple[Lent, ...] = ()
    ended: tuple[Lent, ...] = ()
    things: tuple[Loanable, ...] = ()
    branches: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def of_branch(self, code: str) -> "LoansOverview":
        """Return the part of it that is about one branch's things; all for ""."""
        if not code:
            return self

        def here(some: tuple[Lent, ...]) -> tuple[Lent, ...]:
            return tuple(one for one in some if one.record and one.record.branch == code)

        return replace(
            self,
            out=here(self.out),
            booked=here(self.booked),
            ended=here(self.ended),
            things=tuple(one for one in self.things if one.record.branch == code),
        )


@dataclass(frozen=True, slots=True)
class LoansOf:
    """How one thing stands to loans.

    Attributes:
        record: the thing.
        today: the library's day.
        hours: when somebody is there; None where nobody has said so.
        out: who has it; None where nobody has.
        booked: what is booked, by the day it begins.
        past: how often it was lent before.
        why_not: why it can't be lent at all, in a sentence; "" where it can.
        borrowers: to whom something was lent lately, for whoever types a name.
    """

    record: Record
    today: date
    hours: Hours | None = None
    out: Loan | None = None
    booked: tuple[Loan, ...] = ()
    past: int = 0
    why_not: str = ""
    borrowers: tuple[str, ...] = ()

    @property
    def loans(self) -> tuple[Loan, ...]:
        """Return what is out and what is booked."""
        return (*((self.out,) if self.out is not None else ()), *self.booked)

    @property
    def can_begin_today(self) -> bool:
        """Say whether it could be handed out now."""
        return not self.why_not and self.out is None
