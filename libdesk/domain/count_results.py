"""How a count ended: a row of each thing as it was that day, and what was decided of differences.

The rows are made once, when the count is finished, and don't change as items do afterwards.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from functools import cache
from types import MappingProxyType

from libdesk.domain.counting import Count, Row, Tallies
from libdesk.domain.item_history import ChangeId
from libdesk.domain.item_lists import order_key
from libdesk.domain.records import ItemId
from libdesk.domain.statuses import Status
from libdesk.domain.stocktake import STANDING, Condition, Outcome, Spot, Why


class Decision(Enum):
    """What is done about a difference."""

    BELONGS_HERE = "belongs here now"
    GOES_BACK = "goes back"
    LOST = "lost"
    LOOK_AGAIN = "look again"
    KNOWN = "it is known where it is"
    NEW_ITEM = "new in the list"
    LABEL_OF = "label of something in the list"
    NOT_OURS = "not ours"
    OUT_OF_SERVICE = "out of service"
    REPORTED = "reported"
    WORKS = "works well enough"


DECISIONS: Mapping[Outcome, tuple[Decision, ...]] = MappingProxyType(
    {
        Outcome.ELSEWHERE: (Decision.BELONGS_HERE, Decision.GOES_BACK),
        Outcome.MISSING: (Decision.LOST, Decision.LOOK_AGAIN, Decision.KNOWN),
        Outcome.UNKNOWN: (Decision.NEW_ITEM, Decision.LABEL_OF, Decision.NOT_OURS),
        Outcome.BROKEN: (Decision.OUT_OF_SERVICE, Decision.REPORTED, Decision.WORKS),
    }
)
"""What can be decided about each kind of difference; what is not here is none."""

CHANGING = frozenset({Decision.BELONGS_HERE, Decision.LOST, Decision.OUT_OF_SERVICE})
"""Decisions that change the item's record."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about one difference.

    Attributes:
        decision: what.
        at: when (aware, UTC).
        by: who.
        note: such as where it is.
        item: the item that is new, or whose label it was; None for neither.
        change: the change set of the items; None where none was changed.
    """

    decision: Decision
    at: datetime
    by: str = ""
    note: str = ""
    item: ItemId | None = None
    change: ChangeId | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One thing as the count left it; of a broken one, a second row tells that.

    Attributes:
        place: its place in the result, from 1; names it there.
        outcome: FOUND, ELSEWHERE, MISSING, UNKNOWN or BROKEN.
        why: why it is not simply found.
        item: which item; None for an unknown code, or an item that was taken out since.
        code: its label; of what is unknown, the code.
        name: what people call it.
        kind: what it is.
        listed_at: where its record said that it stands; None for an unknown code.
        seen_at: where it was seen; None for what is missing.
        at: when it was seen (aware, UTC); None for what is missing.
        by: who saw it.
        condition: how it was found.
        note: what was written of it.
        is_expected: it was expected in one of the campaign's places.
        decided: what was decided about it; None for nothing yet.
    """

    place: int
    outcome: Outcome
    why: Why = Why.NONE
    item: ItemId | None = None
    code: str = ""
    name: str = ""
    kind: str = ""
    listed_at: Spot | None = None
    seen_at: Spot | None = None
    at: datetime | None = None
    by: str = ""
    condition: Condition = Condition.UNSAID
    note: str = ""
    is_expected: bool = False
    decided: Decided | None = None

    @property
    def is_difference(self) -> bool:
        """Say whether something is to be decided about it."""
        return self.outcome in DECISIONS

    @property
    def waits(self) -> bool:
        """Say whether nobody has decided about it yet; what is looked for again waits too."""
        if not self.is_difference:
            return False
        return self.decided is None or self.decided.decision is Decision.LOOK_AGAIN


def results_of(count: Count) -> tuple[Result, ...]:
    """Return how a count ends as it stands: what is found first, then each kind of difference."""
    rows = sorted((*count.rows(), *count.missing()), key=_in_order())
    told = [(one, one.outcome) for one in rows]
    told += [(one, Outcome.BROKEN) for one in rows if _breaks(one)]
    return tuple(_result(place, *one) for place, one in enumerate(told, 1))


def differences(results: Iterable[Result]) -> tuple[Result, ...]:
    """Return what is to be decided about, decided or not, in its order."""
    return tuple(one for one in results if one.is_difference)


def tallies_of(results: Iterable[Result]) -> Tallies:
    """Return how many things a result has of each, as the count had them."""
    rows = [one for one in results if one.outcome is not Outcome.BROKEN]

    def how_many(outcome: Outcome) -> int:
        return sum(one.outcome is outcome for one in rows)

    return Tallies(
        expected=sum(one.is_expected for one in rows),
        found=how_many(Outcome.FOUND),
        moved=sum(one.is_expected and one.outcome is Outcome.ELSEWHERE for one in rows),
        missing=how_many(Outcome.MISSING),
        elsewhere=how_many(Outcome.ELSEWHERE),
        unknown=how_many(Outcome.UNKNOWN),
        worn=sum(one.condition is Condition.WORN for one in rows),
        broken=sum(one.condition is Condition.BROKEN for one in rows),
    )


_OF_USE = STANDING - {Status.OUT_OF_SERVICE, Status.TO_WIPE, Status.WIPED}
_OUTCOMES = (Outcome.FOUND, Outcome.ELSEWHERE, Outcome.MISSING, Outcome.UNKNOWN)


def _in_order() -> Callable[[Row], tuple[int, str, str, str]]:
    """Return by what rows are ordered: outcome, branch, room, label."""
    room_key = cache(order_key)  # twenty thousand things stand in some dozens of rooms

    def order(row: Row) -> tuple[int, str, str, str]:
        spot = row.listed.spot if row.listed is not None else row.seen_at or Spot("")
        return _OUTCOMES.index(row.outcome), spot.branch, room_key(spot.room), order_key(row.code)

    return order


def _breaks(row: Row) -> bool:
    """Say whether a thing is broken, and its record does not tell already that it is of no use."""
    listed = row.listed
    return row.condition is Condition.BROKEN and listed is not None and listed.status in _OF_USE


def _result(place: int, row: Row, outcome: Outcome) -> Result:
    listed, scan = row.listed, row.scan
    seen = Result(place, outcome, row.why, code=row.code, is_expected=row.is_expected)
    if listed is not None:
        seen = replace(
            seen, item=listed.id, name=listed.name, kind=listed.kind, listed_at=listed.spot
        )
    if scan is None:
        return seen
    return replace(
        seen,
        seen_at=scan.spot,
        at=scan.at,
        by=scan.by,
        condition=row.condition,
        note=row.note,
    )
