"""What the services of loans need from the database; the real one is in storage/loans.py."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from libdesk.domain.records import ItemId
from libdesk.services.planning_stores import Entries

if TYPE_CHECKING:
    # The desk begins without a loan.
    from libdesk.domain.loans import Loan


class KeptLoans(Entries["Loan"], Protocol):
    """All loans, those that are over too."""

    def active(self) -> "tuple[Loan, ...]":
        """Return what is out or booked, by the day it begins."""

    def of(self, item: ItemId) -> "tuple[Loan, ...]":
        """Return all loans of an item, the newest first."""

    def of_all(self, items: Sequence[ItemId]) -> frozenset[ItemId]:
        """Return those of these items that have a loan, over or not."""

    def ended(self, most: int) -> "tuple[Loan, ...]":
        """Return what is over, the newest first, so many of them."""

    def lent(self) -> frozenset[ItemId]:
        """Return the items that were lent at some time, or are booked."""

    def forget_names(self, ended: datetime, missed: date) -> int:
        """Forget who had what, and what was written of it; return of how many loans.

        Args:
            ended: of those that ended before this moment (aware).
            missed: of bookings that nobody came for, and that were to end before this day.
        """
