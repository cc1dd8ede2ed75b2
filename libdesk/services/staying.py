"""What keeps an item here: it is lent or booked, part of a stand-in, or being set up.

Asked within a transaction; what is asked of the database is asked once for all its items.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property

from libdesk.domain.item_history import ChangeId
from libdesk.domain.loans import LoanState, holds
from libdesk.domain.records import ItemId, Record
from libdesk.services.stores import Unit


class Staying:
    """Tells why an item can't go, whatever it is and whoever paid for it.

    Args:
        unit: the transaction.
        today: the reader's day: a booking that nobody came for keeps nothing.
        set_up: returns the items that are being set up.
    """

    def __init__(
        self, unit: Unit, today: date, set_up: Callable[[], Mapping[ItemId, ChangeId]]
    ) -> None:
        self._unit = unit
        self._today = today
        self._set_up = set_up

    def why(self, record: Record) -> str:
        """Return why an item can't go, and what to do; "" where it can."""
        if record.id in self._stand_ins:
            return (
                f"{record.tag} is part of a stand-in. Swap that back, or let what stands in stay "
                "for good, in its record."
            )
        if record.id in self._lent:
            return (
                f"{record.tag} is with {self._lent[record.id]}. Take it back first, on the page "
                "“Loans” (Ctrl+K)."
            )
        if record.id in self._booked:
            return (
                f"{record.tag} is booked for {self._booked[record.id]}. Cancel that, or book "
                "another, first, on the page “Loans” (Ctrl+K)."
            )
        if record.id in self._set_up():
            return (
                f"{record.tag} is being set up. Finish that, or give it up, first: choose "
                "“Re-image…” in its record (key R)."
            )
        return ""

    @cached_property
    def _stand_ins(self) -> frozenset[ItemId]:
        running = self._unit.stand_ins.running()
        return frozenset(item for one in running for item in (one.away, one.spare))

    @cached_property
    def _lent(self) -> Mapping[ItemId, str]:
        active = self._unit.loans.active()
        return {one.item: one.borrower for one in active if one.state is LoanState.OUT}

    @cached_property
    def _booked(self) -> Mapping[ItemId, str]:
        active = self._unit.loans.active()
        booked = [one for one in active if one.state is LoanState.BOOKED]
        return {one.item: one.borrower for one in reversed(booked) if holds(one, self._today)}
