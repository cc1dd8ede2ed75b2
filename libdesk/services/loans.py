"""Loans: things handed to colleagues until a day, booked ahead, extended and taken back.

A loan is no change of its item: what is lent stays "spare" or "in use" in the list, and the loan
says where it is. Only what comes back broken may go out of service with it, in one change set.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType

from libdesk.domain.hours import Hours
from libdesk.domain.item_history import ChangeId, ChangeKind, ChangeSet
from libdesk.domain.item_lists import ItemFacet, ItemFilter
from libdesk.domain.loans import (
    AHEAD,
    ALONG_LIMIT,
    LENT_ROLES,
    Condition,
    Loan,
    LoanState,
    NoBorrower,
    check_borrower,
    clash,
    days_over,
    first_free,
    is_lendable,
    is_missed,
)
from libdesk.domain.records import ItemId, Record
from libdesk.domain.statuses import HERE, Status
from libdesk.domain.text import clean_line, clean_text
from libdesk.services import entries
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_changes import change_records, records_of, take_back
from libdesk.services.item_gates import Rules
from libdesk.services.ports import Clock
from libdesk.services.stores import OpenUnit, Unit

LOANS_LIMIT = 100_000
"""Loans that are kept; a library that lends thirty things a day has them in nine years."""

HISTORY = 100
"""So many loans that are over are shown."""

NOTE_LIMIT = 1_000
"""Characters of what a loan is for, or of what was said when it came back."""

STAFF_ONLY = (
    "Loans here are for staff: type a colleague’s name or a role, such as “Story time team”. "
    "What patrons borrow stays in your check-out system."
)

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = timedelta(days=1)
_LENT = ItemFilter(
    statuses=HERE,
    values=MappingProxyType({ItemFacet.ROLE: tuple(sorted(one.value for one in LENT_ROLES))}),
)


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


@dataclass(frozen=True, slots=True)
class LoanChange:
    """What was done to a loan, with all that is needed to take it back.

    Attributes:
        before: the loan as it was; None for a new one.
        left: the loan as it is now.
        record: its thing.
        change: the change set of the thing; None where that is the same.
    """

    before: Loan | None
    left: Loan
    record: Record
    change: ChangeId | None = None


class Loans:
    """The use cases.

    A change takes the version that was on the screen, and raises Conflict when somebody else was
    first; with None it is made over whatever is there.

    Args:
        open_unit: opens a transaction.
        rules: what follows from a record.
        now: the clock.
        who: who does it here.
    """

    def __init__(
        self, open_unit: OpenUnit, rules: Callable[[], Rules], now: Clock, who: str = ""
    ) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._now = now
        self._who = clean_line(who)

    def overview(self) -> LoansOverview:
        """Return all loans, and all things that are lent now and then."""
        today = self._today()
        with self._open_unit() as unit:
            active = unit.loans.active()
            ended = unit.loans.ended(HISTORY)
            records = _records(unit, (*active, *ended))
            out = [one for one in active if one.state is LoanState.OUT]
            missed = [one for one in active if is_missed(one, today)]
            booked = [one for one in active if one not in out and one not in missed]
            names = {branch.code: branch.name for branch in unit.places.branches()}
            out.sort(key=lambda one: (one.until_on, one.id))

            def lent(some: list[Loan]) -> tuple[Lent, ...]:
                return tuple(Lent(one, records.get(one.item)) for one in some)

            return LoansOverview(
                today,
                unit.places.hours(),
                lent(out),
                lent(booked),
                lent([*reversed(missed), *ended]),
                _things(unit, [*out, *booked]),
                names,
            )

    def of(self, item_id: ItemId) -> LoansOf:
        """Return how a thing stands to loans.

        Raises:
            Refusal: there is none with this id.
        """
        today = self._today()
        with self._open_unit() as unit:
            record = unit.items.get(item_id)
            every = unit.loans.of(item_id)
            out = next((one for one in every if one.state is LoanState.OUT), None)
            booked = [
                one for one in every if one.state is LoanState.BOOKED and not is_missed(one, today)
            ]
            past = sum(one.state is LoanState.RETURNED for one in every)
            return LoansOf(
                record,
                today,
                unit.places.hours(),
                out,
                tuple(sorted(booked, key=lambda one: one.from_on)),
                past,
                _why_not(unit, record),
                _borrowers(unit),
            )

    def get(self, loan_id: int) -> Lent:
        """Return one loan.

        Raises:
            Refusal: there is none with this id.
        """
        with self._open_unit() as unit:
            loan = _get(unit, loan_id)
            return Lent(loan, _records(unit, [loan]).get(loan.item))

    def lend(self, wanted: Loan) -> LoanChange:
        """Hand a thing out now.

        Args:
            wanted: what, to whom, until when, and what goes along; it begins today.

        Raises:
            Refusal: it can't be lent, or not so long, or to no such borrower; names the field.
        """
        now = self._now()
        out = replace(wanted, from_on=self._today(), state=LoanState.OUT, handed_out_at=now)
        return self._add(out)

    def book(self, wanted: Loan) -> LoanChange:
        """Keep a thing for somebody for some days ahead.

        Raises:
            Refusal: as in `lend`, or the days are over.
        """
        return self._add(replace(wanted, state=LoanState.BOOKED, handed_out_at=None))

    def hand_out(self, loan_id: int, expected: int | None = None) -> LoanChange:
        """Hand out what was booked; it begins today where it was to begin later.

        Raises:
            Refusal: it is out already, its days are over, or the thing is not here.
            Conflict: somebody else was first.
        """
        now, today = self._now(), self._today()
        with self._open_unit(write=True) as unit:
            booked = _still(unit, loan_id, LoanState.BOOKED)
            if is_missed(booked, today):
                raise Refusal("The days of this booking are over. Move it to other days first.")
            begins = min(today, booked.from_on)
            out = replace(booked, from_on=begins, state=LoanState.OUT, handed_out_at=now)
            record = unit.items.get(out.item)
            _check_lendable(unit, record)
            return self._store(unit, record, out, expected)

    def give_back(
        self,
        loan_id: int,
        condition: Condition = Condition.GOOD,
        said: str = "",
        expected: int | None = None,
        *,
        out_of_service: bool = False,
        title: str = "",
    ) -> LoanChange:
        """Take a thing back.

        Args:
            loan_id: the loan.
            condition: how it came back.
            said: what is to be said of it.
            expected: the version that was on the screen.
            out_of_service: the thing goes out of service with it, in the same step.
            title: what to call that in the thing's history.

        Raises:
            Refusal: it was taken back already, or the thing may not go out of service.
            Conflict: somebody else was first.
        """
        now = self._now()
        with self._open_unit(write=True) as unit:
            out = _still(unit, loan_id, LoanState.OUT)
            back = replace(
                out,
                state=LoanState.RETURNED,
                ended_at=now,
                condition=condition,
                said=_note(said, "said"),
            )
            record = unit.items.get(out.item)
            done = self._store(unit, record, back, expected)
            if not out_of_service:
                return done
            broken = replace(record, status=Status.OUT_OF_SERVICE)
            change_set = ChangeSet(now, self._who, ChangeKind.BULK, clean_line(title))
            changed = change_records(unit, self._rules(), change_set, [broken])
            return replace(done, record=changed.records[0], change=changed.change)

    def extend(self, loan_id: int, until_on: date, expected: int | None = None) -> LoanChange:
        """Let somebody keep a thing until another day.

        Raises:
            Refusal: it is back, that day is over or too far ahead, or somebody has booked the
                thing before then; names the field.
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            out = replace(_still(unit, loan_id, LoanState.OUT), until_on=until_on)
            _check_days(out, self._today(), begins=False)
            return self._store(unit, unit.items.get(out.item), out, expected)

    def move(
        self,
        loan_id: int,
        from_on: date,
        until_on: date,
        item_id: ItemId | None = None,
        expected: int | None = None,
    ) -> LoanChange:
        """Move a booking to other days, or to another thing; None for the same one.

        Raises:
            Refusal: as in `book`, or it is no booking any more.
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            booked = _still(unit, loan_id, LoanState.BOOKED)
            item = booked.item if item_id is None else item_id
            moved = replace(booked, item=item, from_on=from_on, until_on=until_on)
            record = unit.items.get(item)
            if item != booked.item:
                _check_lendable(unit, record)
            _check_days(moved, self._today())
            return self._store(unit, record, moved, expected)

    def cancel(self, loan_id: int, expected: int | None = None) -> LoanChange:
        """Let a booking go.

        Raises:
            Refusal: it is no booking any more.
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            booked = _still(unit, loan_id, LoanState.BOOKED)
            canceled = replace(booked, state=LoanState.CANCELED, ended_at=self._now())
            return self._store(unit, unit.items.get(booked.item), canceled, expected)

    def take_back(self, done: LoanChange) -> None:
        """Let a loan, and its thing, be as they were before a change.

        Raises:
            Conflict: somebody has changed one of them since, or has taken the days.
        """
        before = done.before
        with self._open_unit(write=True) as unit:
            if before is not None and before.is_active:
                others = unit.loans.of(before.item)
                if (other := clash(before, others, self._today())) is not None:
                    who = other.borrower
                    raise Conflict(f"Meanwhile it was lent to {who}, so this can’t be taken back.")
            mark = entries.mark_of(self._now(), self._who)
            entries.take_back(unit.loans, entries.Undone(before, done.left), mark)
            if done.change is not None:
                take_back(unit, self._rules(), done.change)

    def _add(self, wanted: Loan) -> LoanChange:
        with self._open_unit(write=True) as unit:
            record = unit.items.get(wanted.item)
            _check_lendable(unit, record)
            new = replace(_checked(wanted), id=0, version=0, ended_at=None, condition=None)
            _check_days(new, self._today())
            return self._store(unit, record, new, None)

    def _check_free(self, unit: Unit, record: Record, wanted: Loan) -> None:
        others = unit.loans.of(record.id)
        if (other := clash(wanted, others, self._today())) is not None:
            raise Refusal(_taken(record, wanted, other, others, self._today()), field="days")

    def _store(self, unit: Unit, record: Record, loan: Loan, expected: int | None) -> LoanChange:
        if loan.is_active:
            self._check_free(unit, record, loan)
        mark = entries.mark_of(self._now(), self._who)
        done = entries.store(unit.loans, loan, mark, expected, LOANS_LIMIT)
        return LoanChange(done.before, done.left or loan, record)

    def _today(self) -> date:
        return self._now().astimezone().date()


def day_words(day: date) -> str:
    """Return a day as it stands in a sentence: Dec 3, 2026."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _checked(wanted: Loan) -> Loan:
    borrower = clean_line(wanted.borrower)
    why = check_borrower(borrower)
    if why is NoBorrower.MISSING:
        raise Refusal("Who takes it? Type a colleague’s name, or a role.", field="borrower")
    if why is NoBorrower.PRIVATE:
        raise Refusal(
            f"That looks like a card number, an address or a telephone number. {STAFF_ONLY}",
            field="borrower",
        )
    if why is NoBorrower.PATRON:
        raise Refusal(STAFF_ONLY, field="borrower")
    along = clean_line(wanted.along, limit=ALONG_LIMIT)
    return replace(wanted, borrower=borrower, along=along, note=_note(wanted.note, "note"))


def _note(typed: str, field: str) -> str:
    text = clean_text(typed)
    if len(text) > NOTE_LIMIT:
        raise Refusal(f"Say it in at most {NOTE_LIMIT} characters.", field=field)
    return text


def _check_days(wanted: Loan, today: date, *, begins: bool = True) -> None:
    """Refuse days on which nothing can be lent.

    Args:
        wanted: the loan.
        today: the library's day.
        begins: its first day is still to come, or is today.
    """
    if wanted.until_on < wanted.from_on:
        raise Refusal("It is to be back before it is handed out. Choose a later day.", field="days")
    if begins and wanted.from_on < today:
        raise Refusal("That day is over. Choose today or a later day.", field="days")
    if wanted.until_on < today:
        raise Refusal("That day is over. Choose a later day.", field="days")
    if (wanted.until_on - today).days > AHEAD:
        raise Refusal(
            "That is more than a year ahead. Choose an earlier day; a loan can be extended.",
            field="days",
        )


def _check_lendable(unit: Unit, record: Record) -> None:
    if why := _why_not(unit, record):
        raise Refusal(why, field="item")


def _why_not(unit: Unit, record: Record) -> str:
    """Return why a thing can't be lent, in a sentence; "" where it can."""
    standing = unit.stand_ins.of(record.id)
    if standing is not None and standing.spare == record.id:
        away = records_of(unit, [standing.away]).get(standing.away)
        named = away.tag if away is not None else "another"
        return f"{record.tag} stands in for {named} now. Swap that back first."
    if is_lendable(record):
        return ""
    if record.status is Status.IN_USE:
        return (
            f"{record.tag} is in use where it stands. Lend something that is ready or a spare, or "
            "give it the role “loan kit” in its record."
        )
    return f"{record.tag} is “{record.status.value}”, so it can’t be lent."


def _taken(record: Record, wanted: Loan, other: Loan, others: tuple[Loan, ...], today: date) -> str:
    """Return who has a thing or has booked it, and when it is free."""
    who, tag = other.borrower, record.tag
    if days_over(other, today):
        return (
            f"{tag} is with {who} and was due back on {day_words(other.until_on)}. Take it back, "
            "or extend that loan first."
        )
    rest = [one for one in others if one.id != wanted.id]
    start = max(today, wanted.from_on)
    free = first_free(rest, start, (wanted.until_on - start).days + 1, today)
    since = f" For so many days it is free from {day_words(free)}." if free is not None else ""
    if other.state is LoanState.OUT:
        return f"{tag} is with {who} until {day_words(other.until_on)}.{since}"
    first, last = day_words(other.from_on), day_words(other.until_on)
    days = f"on {first}" if first == last else f"from {first} to {last}"
    return f"{tag} is booked for {who} {days}.{since}"


def _get(unit: Unit, loan_id: int) -> Loan:
    found = unit.loans.get(loan_id)
    if found is None:
        raise Refusal("This loan is not there any more.")
    return found


def _still(unit: Unit, loan_id: int, state: LoanState) -> Loan:
    found = _get(unit, loan_id)
    if found.state is not state:
        raise Refusal(
            {
                LoanState.BOOKED: "This is only a booking: it was not handed out.",
                LoanState.OUT: "This was handed out already.",
                LoanState.RETURNED: "This was taken back already.",
                LoanState.CANCELED: "This booking was canceled already.",
            }[found.state]
        )
    return found


def _records(unit: Unit, loans: tuple[Loan, ...] | list[Loan]) -> dict[ItemId, Record]:
    return records_of(unit, list(dict.fromkeys(one.item for one in loans)))


def _things(unit: Unit, active: list[Loan]) -> tuple[Loanable, ...]:
    """Return what is there to be lent, and what was lent before and still could be."""
    meant = {one.id: one for one in unit.items.all(_LENT)}
    by_item: dict[ItemId, list[Loan]] = {}
    for one in active:
        by_item.setdefault(one.item, []).append(one)
    more = records_of(unit, [one for one in unit.loans.lent() if one not in meant])
    kept = (one for one in more.values() if one.id in by_item or is_lendable(one))
    found = []
    for record in (*meant.values(), *kept):
        loans = sorted(by_item.get(record.id, ()), key=lambda one: one.from_on)
        found.append(Loanable(record, tuple(loans), _why_not(unit, record)))
    found.sort(key=lambda one: (one.record.branch, one.record.name, one.record.tag))
    return tuple(found)


def _borrowers(unit: Unit) -> tuple[str, ...]:
    """Return to whom something was lent lately, the newest first."""
    loans = (*reversed(unit.loans.active()), *unit.loans.ended(HISTORY))
    return tuple(dict.fromkeys(one.borrower for one in loans if one.borrower))
