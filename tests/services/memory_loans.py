"""What is lent and booked, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from libdesk.domain.loan_facts import LoanFacts
from libdesk.domain.loans import Loan, LoanState
from libdesk.domain.records import ItemId
from libdesk.services.settled import Mark


@dataclass
class LoanTables:
    """All loans with their marks, by id."""

    rows: dict[int, tuple[Loan, Mark]] = field(default_factory=dict)
    last_id: int = 0

    def copy(self) -> "LoanTables":
        return LoanTables(dict(self.rows), self.last_id)


class MemoryLoans:
    """Keeps the contract of services/loan_stores.py."""

    def __init__(self, tables: LoanTables, *, write: bool) -> None:
        self._tables = tables
        self._write = write

    def all(self) -> tuple[Loan, ...]:
        return tuple(loan for _, (loan, _) in sorted(self._tables.rows.items()))

    def get(self, entry_id: int) -> Loan | None:
        return self._tables.rows.get(entry_id, (None, None))[0]

    def mark(self, entry_id: int) -> Mark | None:
        return self._tables.rows.get(entry_id, (None, None))[1]

    def count(self) -> int:
        return len(self._tables.rows)

    def save(self, entry: Loan, mark: Mark) -> int:
        assert mark.at is not None
        rows = self._writing()
        if not entry.id:
            self._tables.last_id += 1
        entry_id = entry.id or self._tables.last_id
        rows[entry_id] = (replace(entry, id=entry_id, version=mark.version), mark)
        return entry_id

    def remove(self, entry_id: int) -> None:
        self._writing().pop(entry_id, None)

    def active(self) -> tuple[Loan, ...]:
        found = [one for one in self.all() if one.is_active]
        return tuple(sorted(found, key=lambda one: (one.from_on, one.id)))

    def of(self, item: ItemId) -> tuple[Loan, ...]:
        return tuple(one for one in reversed(self.all()) if one.item == item)

    def of_all(self, items: Sequence[ItemId]) -> frozenset[ItemId]:
        return frozenset(one.item for one in self.all() if one.item in items)

    def ended(self, most: int) -> tuple[Loan, ...]:
        found = [(one.ended_at, one.id, one) for one in self.all() if one.ended_at is not None]
        return tuple(one for *_, one in sorted(found, reverse=True)[:most])

    def lent(self) -> frozenset[ItemId]:
        return frozenset(one.item for one in self.all() if one.state is not LoanState.CANCELED)

    def forget_names(self, ended: datetime, missed: date) -> int:
        due = [
            (one, mark)
            for one, mark in self._tables.rows.values()
            if (one.borrower or one.note or one.said) and _is_over(one, ended, missed)
        ]
        for one, mark in due:
            self._writing()[one.id] = (replace(one, borrower="", note="", said=""), mark)
        return len(due)

    def _writing(self) -> dict[int, tuple[Loan, Mark]]:
        assert self._write, "a unit that only reads was asked to write"
        return self._tables.rows


def _is_over(one: Loan, ended: datetime, missed: date) -> bool:
    if one.ended_at is not None:
        return one.ended_at <= ended
    return one.state is LoanState.BOOKED and one.until_on < missed


def loans_on(tables: Any, today: date) -> tuple[LoanFacts, ...]:
    """Return what Today is told of loans."""
    found = []
    for one, _ in tables.loans.rows.values():
        record = tables.equipment.records[one.item][0]
        is_out = one.state is LoanState.OUT
        tomorrow = today + timedelta(days=1)
        is_near = one.state is LoanState.BOOKED and one.from_on <= tomorrow
        if (is_out and one.until_on <= today) or (is_near and one.until_on >= today):
            found.append(
                LoanFacts(
                    one.id, record.tag, record.name, record.branch, one.borrower, one.from_on,
                    one.until_on, is_out=is_out,
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (not one.is_out, one.until_on, one.id)))
