"""What the services of disposal need from the database; the real one is in storage/."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from libdesk.domain.disposal import Departure, Retirement
from libdesk.domain.item_history import ChangeId
from libdesk.domain.records import ItemId
from libdesk.domain.wiping import WipeRecord


class KeptDisposals(Protocol):
    """How items were declared surplus, wiped, and how they went.

    Each is kept with a change set, which takes it along when it is taken back.
    """

    def retirements(self, items: Sequence[ItemId]) -> tuple[Retirement, ...]:
        """Return those of these items, the newest first."""

    def wipes(self, items: Sequence[ItemId]) -> tuple[WipeRecord, ...]:
        """Return those of these items, the newest first."""

    def departures(self, items: Sequence[ItemId]) -> tuple[Departure, ...]:
        """Return those of these items, the newest first."""

    def wiped_with(self, change: ChangeId) -> tuple[WipeRecord, ...]:
        """Return the wipe records that were kept with a change set."""

    def departed_with(self, change: ChangeId) -> tuple[Departure, ...]:
        """Return the departures that were kept with a change set."""

    def departed(self, since: date, until: date) -> tuple[Departure, ...]:
        """Return those from one day until before another, the newest first."""

    def awaiting(self) -> tuple[Departure, ...]:
        """Return those whose certificate is still to come, the newest first."""

    def untold(self) -> tuple[ItemId, ...]:
        """Return the items that are gone, and nobody has said how; by their labels."""

    def retire(self, change: ChangeId, retirement: Retirement) -> None:
        """Keep that an item is declared surplus."""

    def wipe(self, change: ChangeId, wipe: WipeRecord) -> None:
        """Keep how an item was wiped."""

    def depart(self, change: ChangeId, departure: Departure) -> None:
        """Keep how an item went."""

    def put(self, departure: Departure, *, expected_version: int) -> None:
        """Store a departure over the version before.

        Raises:
            Conflict: somebody else was first, or it was taken back.
        """
