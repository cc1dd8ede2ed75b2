"""The sample library's counting days: one of last spring, decided on, and one that is under way.

Every day is relative to the moment it is made. What was seen only later is no thing that was found
in spring, so that no item has to be changed for it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from random import Random
from typing import NamedTuple
from uuid import UUID

from libdesk.domain.count_results import Decision, Result
from libdesk.domain.records import ItemId
from libdesk.domain.stocktake import (
    Condition,
    Listed,
    Outcome,
    Scan,
    ScanId,
    Spot,
    StocktakeId,
)
from libdesk.services.count_results import CountResults
from libdesk.services.item_gates import Rules
from libdesk.services.sample_desk import early_in_week
from libdesk.services.stocktake import Stocktaking
from libdesk.services.stores import OpenUnit

SPRING, NOW = "DEP", "FER"
"""The branches that were counted then, and are counted now."""

_SEED = 20261127
_SPRING_AGO = 196
"""Days."""

_TEN = time(15)
"""In the morning, where the sample library is; UTC."""

_FRIDAY = 4
_STEP = timedelta(seconds=25)
_BEFORE_LUNCH = ("Entrance", "Main hall", "Front desk", "Public computers", "Children’s area")
"""Rooms that are through by now."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """Something that somebody saw beside what is simply found.

    Attributes:
        words: what its name, or its code, begins with.
        room: where it was seen.
        condition: how.
        note: what was written of it.
        is_code: it is a code that is nobody's.
    """

    words: str
    room: str
    condition: Condition = Condition.UNSAID
    note: str = ""
    is_code: bool = False


class _Scanned(NamedTuple):
    """One scan of the day: what was read, which item it was, where, and what was said of it."""

    code: str
    item: ItemId | None
    spot: Spot
    special: _Seen


_SPRING_SEEN = (
    _Seen("the printer by the door", "Waiting hall"),
    _Seen("PC-02", "Public computers", Condition.WORN, "Fan is loud."),
    _Seen("OD-0017", "Back room", note="On an overhead projector.", is_code=True),
)
_NOW_SEEN = (
    _Seen("the tablet in the story room", "Children’s area"),
    _Seen("the receipt printer", "Front desk", Condition.WORN, "The lid is loose."),
    _Seen("PC-08", "Public computers", Condition.BROKEN, "No picture, the light blinks orange."),
    _Seen("FR-0031", "Front desk", note="An old label on a label printer.", is_code=True),
)
_SPRING_DECIDED = (
    (Outcome.ELSEWHERE, Decision.GOES_BACK, ""),
    (Outcome.MISSING, Decision.KNOWN, "Lent to the elementary school until summer."),
    (Outcome.MISSING, Decision.KNOWN, "In the box of parts at Central."),
    (Outcome.UNKNOWN, Decision.NOT_OURS, "Belongs to the Friends of the library."),
)


def fill_counts(open_unit: OpenUnit, rules: Callable[[], Rules], now: datetime) -> None:
    """Add both, as far as their branches are there and nothing was counted yet.

    Args:
        open_unit: opens a transaction of a database that holds the sample library.
        rules: what follows from a record.
        now: the moment that everything is relative to (aware, UTC).
    """
    with open_unit() as unit:
        branches = {one.code: one.name for one in unit.places.branches()}
        is_first = not unit.stocktakes.all()
    if is_first and SPRING in branches:
        _spring(open_unit, rules, branches[SPRING], now)
    if is_first and NOW in branches:
        _under_way(open_unit, branches[NOW], now)


def _spring(open_unit: OpenUnit, rules: Callable[[], Rules], branch: str, now: datetime) -> None:
    at = datetime.combine(early_in_week(now, _SPRING_AGO), _TEN, now.tzinfo)
    clock = partial(_at, at)
    counting, day = Stocktaking(open_unit, clock, "IT"), at.astimezone().date()
    begun = counting.begin(f"Spring count at {branch}", day, day, [Spot(SPRING)]).id
    listing = counting.load(begun).listing
    with open_unit() as unit:
        known = unit.items.get_all(sorted(listing.expected))
        later = {one.id for one in known if one.seen_on is not None and one.seen_on > day}
    there = [listing.items[one] for one in sorted(later)]
    _scan(counting, begun, _seen(SPRING, there, _SPRING_SEEN), at)
    results = CountResults(open_unit, rules, partial(_at, at + timedelta(hours=2)), "IT")
    ended = results.finish(begun).results
    for outcome, decision, note in _SPRING_DECIDED:
        _decide(results, begun, ended, (outcome, decision, note))
        ended = results.list_results(begun)


def _decide(
    results: CountResults,
    campaign: StocktakeId,
    ended: Sequence[Result],
    decided: tuple[Outcome, Decision, str],
) -> None:
    """Decide about the first difference of a kind that waits; where there is none, nothing is."""
    outcome, decision, note = decided
    waiting = [one.place for one in ended if one.outcome is outcome and one.waits]
    if waiting:
        results.decide(campaign, waiting[:1], decision, note)


def _under_way(open_unit: OpenUnit, branch: str, now: datetime) -> None:
    at = datetime.combine(early_in_week(now, 1), _TEN, now.tzinfo)
    counting, today = Stocktaking(open_unit, partial(_at, at), "IT"), now.astimezone().date()
    ends = today + timedelta(days=(_FRIDAY - today.weekday()) % 7)
    title, note = f"Counting day at {branch}", "Sam counts the workroom and the closet."
    day = at.astimezone().date()
    begun = counting.begin(title, day, ends, [Spot(NOW)], note).id
    listing = counting.load(begun).listing
    every = [listing.items[one] for one in sorted(listing.expected)]
    through = [one for one in every if one.spot.room in _BEFORE_LUNCH]
    moved = [one for one in every if one.name.startswith(_NOW_SEEN[0].words)]
    # The first is nowhere to be seen so far.
    _scan(counting, begun, _seen(NOW, [*through[1:], *moved], _NOW_SEEN), at)


def _seen(branch: str, there: Iterable[Listed], specials: Sequence[_Seen]) -> list[_Scanned]:
    """Return what was scanned at a branch, room by room."""
    seen = []
    for one in there:
        special = next((told for told in specials if one.name.startswith(told.words)), None)
        spot = one.spot if special is None else Spot(branch, special.room)
        seen.append(_Scanned(one.tag, one.id, spot, special or _Seen("", "")))
    codes = (one for one in specials if one.is_code)
    seen += [_Scanned(one.words, None, Spot(branch, one.room), one) for one in codes]
    return sorted(seen, key=lambda one: (one.spot.room, one.code))


def _scan(
    counting: Stocktaking,
    campaign: StocktakeId,
    seen: Sequence[_Scanned],
    at: datetime,
) -> None:
    dice = Random(_SEED + campaign)  # noqa: S311 - a sample must come out the same each time
    scans = [
        Scan(
            ScanId(UUID(int=dice.getrandbits(128), version=4)),
            one.code,
            one.spot,
            at + number * _STEP,
            one.item,
            "IT",
            one.special.condition,
            one.special.note,
        )
        for number, one in enumerate(seen)
    ]
    counting.record(campaign, scans)


def _at(moment: datetime) -> datetime:
    return moment
