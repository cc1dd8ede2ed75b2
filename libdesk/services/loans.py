"""Loans: things handed to colleagues until a day, booked ahead, extended and taken back.

A loan is no change of its item: what is lent stays "spare" or "in use" in the list, and the loan
says where it is. Only what comes back broken may go out of service with it, in one change set.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from libdesk.domain.item_history import ChangeId, ChangeKind, ChangeSet
from libdesk.domain.item_lists import ItemFacet, ItemFilter
from libdesk.domain.loans import (
    LENT_ROLES,
    Condition,
    Loan,
    LoanState,
    clash,
    is_lendable,
    is_missed,
)
from libdesk.domain.records import ItemId, Record
from libdesk.domain.statuses import HERE, Status
from libdesk.domain.text import clean_line
from libdesk.services import entries
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_changes import change_records, records_of, take_back
from libdesk.services.item_gates import Rules
from libdesk.services.loan_checks import (
    check_days,
    check_lendable,
    checked,
    note_of,
    taken_sentence,
    why_not,
)
from libdesk.services.loan_views import Lent, Loanable, LoansOf, LoansOverview
from libdesk.services.ports import Clock
from libdesk.services.stores import OpenUnit, Unit

LOANS_LIMIT = 100_000
"""Loans that are kept; a library that lends thirty things a day has them in nine years."""

HISTORY = 100
"""So many loans that are over are shown."""

_LENT = ItemFilter(
    statuses=HERE,
    values=MappingProxyType({ItemFacet.ROLE: tuple(sorted(one.value for one in LENT_ROLES))}),
)


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
                why_not(unit, record),
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
            check_lendable(unit, record)
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
                said=note_of(said, "said"),
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
            check_days(out, self._today(), begins=False)
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
                check_lendable(unit, record)
            check_days(moved, self._today())
            return self._store(unit, record, moved, expected)

    def edit(self, wanted: Loan, expected: int | None = None) -> LoanChange:
        """Say otherwise who has a thing or is to have it, what goes along, and what it is for.

        Args:
            wanted: the loan with other words; its days and its state are left as they are.
            expected: the version that was on the screen.

        Raises:
            Refusal: it is over, or the words name nobody on the staff; names the field.
            Conflict: somebody else was first.
        """
        words = checked(wanted)
        with self._open_unit(write=True) as unit:
            found = _get(unit, wanted.id)
            if not found.is_active:
                found = _still(unit, wanted.id, LoanState.OUT)  # says what has become of it
            left = replace(found, borrower=words.borrower, along=words.along, note=words.note)
            return self._write(unit, unit.items.get(found.item), left, expected)

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
            Conflict: somebody has changed one of them since, or has taken the days; or the thing
                has gone.
        """
        before = done.before
        with self._open_unit(write=True) as unit:
            if before is not None and before.is_active:
                record = unit.items.get(before.item)
                if record.status is Status.GONE and done.record.status is not Status.GONE:
                    raise Conflict(f"{record.tag} has gone since, so this can’t be taken back.")
                others = unit.loans.of(before.item)
                if (other := clash(before, others, self._today())) is not None:
                    did = "lent to" if other.state is LoanState.OUT else "booked for"
                    who = other.borrower
                    raise Conflict(f"Meanwhile it was {did} {who}, so this can’t be taken back.")
                if before.state is LoanState.OUT and done.left.state is not LoanState.OUT:
                    _check_not_needed(unit, before.item)
            mark = entries.mark_of(self._now(), self._who)
            entries.take_back(unit.loans, entries.Undone(before, done.left), mark)
            if done.change is not None:
                take_back(unit, self._rules(), done.change)

    def _add(self, wanted: Loan) -> LoanChange:
        with self._open_unit(write=True) as unit:
            record = unit.items.get(wanted.item)
            check_lendable(unit, record)
            new = replace(checked(wanted), id=0, version=0, ended_at=None, condition=None)
            check_days(new, self._today())
            return self._store(unit, record, new, None)

    def _check_free(self, unit: Unit, record: Record, wanted: Loan) -> None:
        others = unit.loans.of(record.id)
        if (other := clash(wanted, others, self._today())) is not None:
            raise Refusal(
                taken_sentence(record, wanted, other, others, self._today()), field="days"
            )

    def _store(self, unit: Unit, record: Record, loan: Loan, expected: int | None) -> LoanChange:
        if loan.is_active:
            self._check_free(unit, record, loan)
        return self._write(unit, record, loan, expected)

    def _write(self, unit: Unit, record: Record, loan: Loan, expected: int | None) -> LoanChange:
        mark = entries.mark_of(self._now(), self._who)
        done = entries.store(unit.loans, loan, mark, expected, LOANS_LIMIT)
        return LoanChange(done.before, done.left or loan, record)

    def _today(self) -> date:
        return self._now().astimezone().date()


def _check_not_needed(unit: Unit, item: ItemId) -> None:
    """Refuse to say that a thing is still out, where it was put to another use since.

    Raises:
        Conflict: it stands in for another, or is being set up.
    """
    record = unit.items.get(item)
    standing = unit.stand_ins.of(item)
    if standing is not None and standing.spare == item:
        why = "stands in for another by now. Swap that back first"
    elif item in unit.reimagings.running_items():
        why = "is being set up by now. Finish that, or give it up, first"
    else:
        return
    raise Conflict(f"{record.tag} {why}; then this can be taken back.")


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
        found.append(Loanable(record, tuple(loans), why_not(unit, record)))
    found.sort(key=lambda one: (one.record.branch, one.record.name, one.record.tag))
    return tuple(found)


def _borrowers(unit: Unit) -> tuple[str, ...]:
    """Return to whom something was lent lately, the newest first."""
    loans = (*reversed(unit.loans.active()), *unit.loans.ended(HISTORY))
    return tuple(dict.fromkeys(one.borrower for one in loans if one.borrower))
