"""The library's own views of the equipment list, in the database.

This store is a part of the unit in stores.py, and as those is real in storage/ and has a fake in
tests/.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class KeptView:
    """One of them.

    Attributes:
        id: which one it is.
        name: what it is called.
        document: what it shows, as `domain/item_views.py` writes it; a newer LibDesk may have
            written what this one can't read.
        version: counts its changes.
    """

    id: str
    name: str
    document: object
    version: int = 1


class ItemViews(Protocol):
    """The library's own views."""

    def all(self) -> tuple[KeptView, ...]:
        """Return all of them in their order; one whose row is damaged is left out."""

    def add(self, kept: KeptView, place: int | None = None) -> None:
        """Add a view.

        Args:
            kept: it, with its version.
            place: before how many others it stands, from 0; None for the end.

        Raises:
            Conflict: there is one with its id.
        """

    def change(self, kept: KeptView) -> None:
        """Write a view over the version before its own; its place stays.

        Raises:
            Conflict: it has another version in the database, or is not there.
        """

    def remove(self, view_id: str, version: int) -> None:
        """Take a view out.

        Raises:
            Conflict: it has another version in the database, or is not there.
        """

    def set_order(self, ids: Sequence[str]) -> None:
        """Let the views stand in this order; those that are not named stand behind them."""
