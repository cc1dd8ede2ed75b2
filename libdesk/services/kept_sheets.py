"""What a library has changed of the shipped sheets, and those of its own, in the database.

This store is a part of the unit in stores.py, and as those is real in storage/ and has a fake in
tests/.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    # The desk begins with this port, and with no sheet.
    from libdesk.domain.knowledge import HowTo


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """One of them.

    Attributes:
        id: the sheet's id.
        reviewed_on: when somebody last read it and found it right.
        how_to: as it was changed; None where it was only reviewed, and stands as it is shipped.
    """

    id: str
    reviewed_on: date
    how_to: "HowTo | None" = None


class Sheets(Protocol):
    """Sheets and checklists that differ from what is shipped."""

    def all(self) -> tuple[KeptSheet, ...]:
        """Return all of them, by id, without the pictures' bytes; a damaged one is left out."""

    def get(self, sheet_id: str) -> KeptSheet | None:
        """Return one with its pictures; None where there is none, or it is damaged."""

    def save(self, kept: KeptSheet, at: datetime) -> None:
        """Store one, with its pictures, in the place of the one with its id."""

    def note_review(self, kept: KeptSheet, at: datetime) -> None:
        """Store when one was reviewed; its words, if there are any, and its pictures stay."""

    def remove(self, sheet_id: str) -> None:
        """Forget one and its pictures."""
