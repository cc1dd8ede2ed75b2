"""What counting day needs from the database; the real one is in storage/."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from libdesk.domain.count_results import Decided, Result
from libdesk.domain.item_history import ItemChange
from libdesk.domain.records import ItemId
from libdesk.domain.stocktake import Listed, Scan, ScanId, Stocktake, StocktakeId


class Stocktakes(Protocol):
    """Campaigns, their scans, and how they ended."""

    def all(self) -> tuple[Stocktake, ...]:
        """Return all campaigns by their ids; a damaged one is left out."""

    def find(self, stocktake: StocktakeId) -> Stocktake | None:
        """Return one; None where there is none."""

    def add(self, stocktake: Stocktake) -> StocktakeId:
        """Add a campaign at version 1 and return its id."""

    def change(self, stocktake: Stocktake) -> None:
        """Write a campaign over the version before its own.

        Raises:
            Conflict: it has another version in the database, or is not there.
        """

    def remove(self, stocktake: StocktakeId) -> None:
        """Take a campaign out, with all that belongs to it."""

    def listed(self) -> tuple[Listed, ...]:
        """Return all items as counts see them, those that are gone too."""

    def note_seen(self, days: Mapping[ItemId, date]) -> tuple[ItemChange, ...]:
        """Write into items when they were seen, where that is news; return what that did to each.

        All at once, as nothing else of them changes; those that are gone are left out.

        Raises:
            Conflict: one of them was changed meanwhile.
        """

    def scans(self, stocktake: StocktakeId) -> tuple[Scan, ...]:
        """Return a campaign's scans, the earliest first."""

    def scan_counts(self) -> Mapping[StocktakeId, int]:
        """Return how many scans each campaign has."""

    def add_scans(self, stocktake: StocktakeId, scans: Sequence[Scan]) -> tuple[ScanId, ...]:
        """Add scans and return those that are new; one that is stored already stays as it is."""

    def change_scan(self, stocktake: StocktakeId, scan: Scan) -> None:
        """Write a scan's condition and note."""

    def remove_scans(self, stocktake: StocktakeId, scans: Sequence[ScanId]) -> None:
        """Take scans out; those that are not there stay away."""

    def results(self, stocktake: StocktakeId) -> tuple[Result, ...]:
        """Return how a campaign ended, by place, with what was decided; () while it runs."""

    def differences(self) -> Mapping[StocktakeId, tuple[Result, ...]]:
        """Return the differences of all campaigns that ended, with what was decided."""

    def add_results(self, stocktake: StocktakeId, results: Sequence[Result]) -> None:
        """Store how a campaign ended, or a part of it; nothing is decided about it yet."""

    def remove_results(self, stocktake: StocktakeId) -> None:
        """Take out how a campaign ended, with what was decided."""

    def decide(self, stocktake: StocktakeId, places: Sequence[int], decided: Decided) -> None:
        """Store what was decided about these of its results; it goes with its change set."""

    def undecide(self, stocktake: StocktakeId, places: Sequence[int]) -> None:
        """Forget what was decided about these of its results."""

    def forget_names(self, before: datetime) -> int:
        """Remove who counted in campaigns that ended before a moment; return of how many rows."""
