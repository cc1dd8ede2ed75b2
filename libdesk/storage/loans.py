"""What is lent and booked, and what was, in the database."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, and_, bindparam, or_, select, update

from libdesk.domain.loans import Condition, Loan, LoanState
from libdesk.domain.records import ItemId
from libdesk.storage.planning import EntryTable
from libdesk.storage.schema import loans
from libdesk.storage.sound_rows import sound_rows

_ACTIVE = (LoanState.BOOKED.value, LoanState.OUT.value)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_IS_OVER = loans.c.ended_at.is_not(None)
_HAS_NAMES = or_(loans.c.borrower != "", loans.c.note != "", loans.c.said != "")
_OF_ALL = select(loans.c.item).where(loans.c.item.in_(_IDS)).distinct()
_LENT = select(loans.c.item).where(loans.c.state != LoanState.CANCELED.value).distinct()
_FORGET = (
    update(loans)
    .where(
        _HAS_NAMES,
        or_(
            loans.c.ended_at <= bindparam("ended"),
            and_(loans.c.state == LoanState.BOOKED.value, loans.c.until_on < bindparam("missed")),
        ),
    )
    .values(borrower="", note="", said="")
)


class LoanStore(EntryTable[Loan]):
    """Implements the port KeptLoans on one transaction."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, loans, _loan, _row)

    def active(self) -> tuple[Loan, ...]:
        """Return what is out or booked, by the day it begins."""
        asked = self._all.where(loans.c.state.in_(_ACTIVE)).order_by(None)
        found = self._connection.execute(asked.order_by(loans.c.from_on, loans.c.id))
        return tuple(sound_rows(found, self._value))

    def of(self, item: ItemId) -> tuple[Loan, ...]:
        """Return all loans of an item, the newest first."""
        asked = self._all.where(loans.c.item == bindparam("item_")).order_by(None)
        found = self._connection.execute(asked.order_by(loans.c.id.desc()), {"item_": item})
        return tuple(sound_rows(found, self._value))

    def of_all(self, items: Sequence[ItemId]) -> frozenset[ItemId]:
        """Return those of these items that have a loan, over or not."""
        found = self._connection.execute(_OF_ALL, {"ids": list(items)}).scalars()
        return frozenset(map(ItemId, found))

    def ended(self, most: int) -> tuple[Loan, ...]:
        """Return what is over, the newest first, so many of them."""
        asked = self._all.where(_IS_OVER).order_by(None)
        newest = asked.order_by(loans.c.ended_at.desc(), loans.c.id.desc()).limit(most)
        return tuple(sound_rows(self._connection.execute(newest), self._value))

    def lent(self) -> frozenset[ItemId]:
        """Return the items that were lent at some time, or are booked."""
        return frozenset(map(ItemId, self._connection.execute(_LENT).scalars()))

    def forget_names(self, ended: datetime, missed: date) -> int:
        """Forget who had what, and what was written of it; return of how many loans."""
        return self._connection.execute(_FORGET, {"ended": ended, "missed": missed}).rowcount


def _loan(row: Mapping[str, Any]) -> Loan:
    condition = row["condition"]
    told = {**row, "state": LoanState(row["state"])}
    told["condition"] = Condition(condition) if condition else None
    return Loan(**told)


def _row(one: Loan) -> Mapping[str, Any]:
    return {
        "item": one.item,
        "borrower": one.borrower,
        "from_on": one.from_on,
        "until_on": one.until_on,
        "state": one.state.value,
        "along": one.along,
        "note": one.note,
        "handed_out_at": one.handed_out_at,
        "ended_at": one.ended_at,
        "condition": one.condition.value if one.condition else "",
        "said": one.said,
    }
