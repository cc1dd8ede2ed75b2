"""What the list beside a running count holds: each thing once, found again by a number."""

from collections.abc import Iterable, Mapping
from enum import Enum

from libdesk.domain.counting import Row
from libdesk.domain.stocktake import Outcome, Spot
from libdesk.domain.text import fold


class View(Enum):
    """Which things are shown."""

    SEEN = "seen"
    MISSING = "missing"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"
    FOUND = "found"


_OUTCOMES: Mapping[View, Outcome] = {
    View.ELSEWHERE: Outcome.ELSEWHERE,
    View.UNKNOWN: Outcome.UNKNOWN,
    View.FOUND: Outcome.FOUND,
}


class ShownRows:
    """Rows by their numbers: an item's is its id, a code's that is nobody's is below 0.

    A scan changes one of them; nothing is sorted anew meanwhile.

    Args:
        expected: all that is expected, by place.
        seen: what was seen, the latest first.
    """

    def __init__(self, expected: Iterable[Row] = (), seen: Iterable[Row] = ()) -> None:
        self._codes: dict[str, int] = {}
        self._expected = {self.key(one): one for one in expected}
        self._seen: dict[int, Row] = {}
        self.show_seen(seen)

    def key(self, row: Row) -> int:
        """Return a row's number."""
        if row.listed is not None:
            return row.listed.id
        return self._codes.setdefault(fold(row.code), -1 - len(self._codes))

    def row(self, key: int) -> Row | None:
        """Return a row as it counts now; None for none."""
        return self._seen.get(key) or self._expected.get(key)

    def rows(self, keys: Iterable[int]) -> list[Row]:
        """Return the rows of some numbers; those that are gone are left out."""
        return [row for row in map(self.row, keys) if row is not None]

    def show_seen(self, seen: Iterable[Row]) -> None:
        """Take anew what was seen, the latest first."""
        self._seen = {self.key(one): one for one in reversed(tuple(seen))}

    def see(self, row: Row) -> int:
        """Take what was seen just now; return its number."""
        key = self.key(row)
        self._seen.pop(key, None)
        self._seen[key] = row
        return key

    def update(self, row: Row) -> int:
        """Take a row that is another now, where it stands; return its number."""
        key = self.key(row)
        self._seen[key] = row
        return key

    def keys(self, view: View, spot: Spot | None = None) -> list[int]:
        """Return the numbers that a view shows, the latest first; what is missing, by place.

        Args:
            view: which things.
            spot: of what is missing, only what belongs here; None for all.
        """
        seen = self._seen
        if view is View.MISSING:
            left = [key for key in self._expected if key not in seen]
            if spot is None:
                return left
            return [key for key in left if _belongs(self._expected[key], spot)]
        if view is View.SEEN:
            return list(reversed(seen))
        outcome = _OUTCOMES[view]
        return [key for key in reversed(seen) if seen[key].outcome is outcome]


def _belongs(row: Row, spot: Spot) -> bool:
    return row.listed is not None and spot.holds(row.listed.spot)
