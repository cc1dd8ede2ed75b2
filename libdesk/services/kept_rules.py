"""What a library has changed of the shipped rules about its equipment, in the database.

This store is a part of the unit in stores.py, and as those is real in storage/ and has a fake in
tests/.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

KINDS, SUPPORT, VALUES = "kinds", "support", "values"
DONATION_COSTS = "donation-costs"
LETTERS = "donation-letters"
NAMES = (KINDS, SUPPORT)
"""The rules about how long items serve. The others, of what becomes of them, what it costs to take
them and what donors are written, are stored whole."""


@dataclass(frozen=True, slots=True)
class KeptRules:
    """The changes of one part of the rules.

    Attributes:
        name: one of NAMES, or VALUES, DONATION_COSTS or LETTERS.
        document: what differs, as `domain/rule_changes.py` writes it; of VALUES all of it, as
            `domain/value_bands.py` does, and of DONATION_COSTS as `domain/donation_costs_file.py`
            does, and of LETTERS as `domain/donation_letters_file.py` does. None where it is
            damaged.
        as_at: when somebody last changed it.
        version: counts the changes.
    """

    name: str
    document: object
    as_at: date
    version: int


class OwnRules(Protocol):
    """What differs from the shipped rules."""

    def all(self) -> tuple[KeptRules, ...]:
        """Return what there is; of a damaged row, that it is there."""

    def save(self, kept: KeptRules) -> None:
        """Store changes in the place of those of the same part."""

    def remove(self, name: str) -> None:
        """Forget the changes of a part."""
