"""A running count in memory: it answers a code at once, and says what is found and missing.

What it means that a thing was scanned depends on all scans and not on the order in which they came,
but that of several scans of one thing the latest counts.
"""

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from libdesk.domain.count_listing import Listing, code_key, in_place
from libdesk.domain.place_codes import read_place_code
from libdesk.domain.records import ItemId
from libdesk.domain.stocktake import (
    STANDING,
    Answer,
    Condition,
    Listed,
    Outcome,
    Scan,
    ScanId,
    Spot,
    Why,
)
from libdesk.domain.text import clean_line

_Key = ItemId | str
"""What is counted once: an item, or a code that is nobody's."""

_UNSAID = Condition.UNSAID
_in_order = attrgetter("order")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of a count, as a list shows it.

    Attributes:
        outcome: what it counts as.
        why: why it is not simply found.
        listed: the item; None for an unknown code.
        scan: the scan that counts; None for what is missing.
        times: how often it was scanned.
        is_expected: it is expected in one of the campaign's places.
        spots: where it was seen, the latest last; more than one is worth a word.
        condition: as it was said last.
        note: the last one that was written.
    """

    outcome: Outcome
    why: Why = Why.NONE
    listed: Listed | None = None
    scan: Scan | None = None
    times: int = 0
    is_expected: bool = False
    spots: tuple[Spot, ...] = ()
    condition: Condition = Condition.UNSAID
    note: str = ""

    @property
    def code(self) -> str:
        """Its label, or the code that was read."""
        if self.listed is not None:
            return self.listed.tag
        return self.scan.code if self.scan is not None else ""

    @property
    def seen_at(self) -> Spot | None:
        """Where it was seen last; None for what is missing."""
        return self.scan.spot if self.scan is not None else None


@dataclass(frozen=True, slots=True)
class Tallies:
    """How many things a count has of each; `expected` is `found + moved + missing`.

    Attributes:
        expected: what the list has in the campaign's places.
        found: of these, seen where they belong.
        moved: of these, seen at another of the campaign's places.
        missing: of these, not seen.
        elsewhere: seen where the list does not have them; those that moved, and strangers.
        unknown: codes that are nobody's.
        worn: seen, and in need of care.
        broken: seen, and broken.
    """

    expected: int = 0
    found: int = 0
    moved: int = 0
    missing: int = 0
    elsewhere: int = 0
    unknown: int = 0
    worn: int = 0
    broken: int = 0

    @property
    def seen(self) -> int:
        """All things that were seen."""
        return self.found + self.elsewhere + self.unknown


class Count:
    """What follows from the scans so far. It belongs to one thread.

    Args:
        listing: the campaign and the equipment list.
        scans: those that are stored.
    """

    def __init__(self, listing: Listing, scans: Iterable[Scan] = ()) -> None:
        self.listing = listing
        self._keys: dict[ScanId, _Key] = {}
        self._scans: dict[_Key, list[Scan]] = {}
        self._rows: dict[_Key, Row] = {}
        self._counts: Counter[Outcome | Condition] = Counter()
        self._moved = 0
        for one in scans:
            self.add(one)

    def answer(self, code: str, spot: Spot) -> Answer:
        """Say what a code means at a place; nothing is counted by that."""
        plain = clean_line(code)
        place = read_place_code(code)
        if place is not None:
            return self._answer_place(plain, Spot(*place))
        listed, why = self.listing.find(plain)
        outcome = Outcome.UNKNOWN
        if listed is not None:
            outcome, why = self._judged(listed, spot)
        scans = self._scans.get(_key(listed, plain))
        if not scans:
            return Answer(plain, outcome, listed, spot, why)
        before = scans[-1]
        told = Outcome.AGAIN if before.spot.key == spot.key else outcome
        return Answer(plain, told, listed, spot, why, before)

    def add(self, scan: Scan) -> None:
        """Count a scan; one that is counted already is taken as it is now."""
        self.remove(scan.id)
        key = self._key_of_scan(scan)
        self._keys[scan.id] = key
        insort(self._scans.setdefault(key, []), scan, key=_in_order)
        self._judge(key)

    def remove(self, scan_id: ScanId) -> None:
        """Take a scan out, as though it had never been; one that is not counted stays out."""
        key = self._keys.pop(scan_id, None)
        if key is None:
            return
        left = [one for one in self._scans[key] if one.id != scan_id]
        if left:
            self._scans[key] = left
        else:
            del self._scans[key]
        self._judge(key)

    def tallies(self) -> Tallies:
        """Return how many things there are of each."""
        found, elsewhere = self._counts[Outcome.FOUND], self._counts[Outcome.ELSEWHERE]
        expected = len(self.listing.expected)
        return Tallies(
            expected,
            found,
            self._moved,
            expected - found - self._moved,
            elsewhere,
            self._counts[Outcome.UNKNOWN],
            self._counts[Condition.WORN],
            self._counts[Condition.BROKEN],
        )

    def row_of(self, scan_id: ScanId) -> Row | None:
        """Return the thing that a scan is about, as it counts now; None for a scan not counted."""
        key = self._keys.get(scan_id)
        return None if key is None else self._rows[key]

    def rows(self) -> tuple[Row, ...]:
        """Return what was seen, the latest first."""
        latest = sorted(self._rows, key=lambda key: self._scans[key][-1].order, reverse=True)
        return tuple(self._rows[key] for key in latest)

    def found(self) -> tuple[Row, ...]:
        """Return what was seen where it belongs, the latest first."""
        return self._of(Outcome.FOUND)

    def elsewhere(self) -> tuple[Row, ...]:
        """Return what was seen where the list does not have it, the latest first."""
        return self._of(Outcome.ELSEWHERE)

    def unknown(self) -> tuple[Row, ...]:
        """Return the codes that are nobody's, the latest first."""
        return self._of(Outcome.UNKNOWN)

    def missing(self, spot: Spot | None = None) -> tuple[Row, ...]:
        """Return what is expected and was not seen, by place and label.

        Args:
            spot: only what belongs to this place; None for all.
        """
        items = self.listing.items
        left = (items[one] for one in self.listing.expected if one not in self._rows)
        asked = left if spot is None else (one for one in left if spot.holds(one.spot))
        return tuple(
            Row(Outcome.MISSING, listed=one, is_expected=True)
            for one in sorted(asked, key=in_place)
        )

    def scans(self) -> Iterator[Scan]:
        """Yield all scans that are counted, thing by thing."""
        for some in self._scans.values():
            yield from some

    def _of(self, outcome: Outcome) -> tuple[Row, ...]:
        return tuple(one for one in self.rows() if one.outcome is outcome)

    def _answer_place(self, code: str, typed: Spot) -> Answer:
        stocktake = self.listing.stocktake
        own = {one.key: one for one in stocktake.spots}
        place = self.listing.places.get(typed.key) or own.get(typed.key)
        if place is None:
            return Answer(code, Outcome.SPOT, None, typed, Why.NO_PLACE)
        why = Why.NONE if stocktake.covers(place) else Why.NOT_COUNTED
        return Answer(code, Outcome.SPOT, None, place, why)

    def _judged(self, listed: Listed, spot: Spot) -> tuple[Outcome, Why]:
        if not listed.stands:
            is_lent = listed.status in STANDING
            return Outcome.ELSEWHERE, Why.LENT if is_lent else Why.STATUS
        if not listed.spot.branch:
            return Outcome.ELSEWHERE, Why.NO_BRANCH
        if not listed.spot.agrees(self._still_there(spot)):
            return Outcome.ELSEWHERE, Why.OTHER_PLACE
        if listed.id in self.listing.expected:
            return Outcome.FOUND, Why.NONE
        return Outcome.ELSEWHERE, Why.NOT_COUNTED if listed.spot.room else Why.NO_ROOM

    def _still_there(self, spot: Spot) -> Spot:
        """Return a place; of a room that was renamed or removed since, its branch."""
        known = self.listing.places
        if spot.key in known or any(one.key == spot.key for one in self.listing.stocktake.spots):
            return spot
        return Spot(spot.branch)

    def _key_of_scan(self, scan: Scan) -> _Key:
        if scan.item is not None and scan.item in self.listing.items:
            return scan.item
        return _key(self.listing.find(scan.code)[0], scan.code)

    def _judge(self, key: _Key) -> None:
        """Let a thing count as its scans say."""
        was = self._rows.pop(key, None)
        if was is not None:
            self._tally(was, -1)
        scans = self._scans.get(key)
        if scans:
            row = self._rows[key] = self._row(key, scans)
            self._tally(row, 1)

    def _row(self, key: _Key, scans: list[Scan]) -> Row:
        last = scans[-1]
        listed = None if isinstance(key, str) else self.listing.items[key]
        if listed is None:
            outcome, why = Outcome.UNKNOWN, self.listing.find(last.code)[1]
        else:
            outcome, why = self._judged(listed, last.spot)
        return Row(
            outcome,
            why,
            listed,
            last,
            len(scans),
            key in self.listing.expected,
            tuple({one.spot.key: one.spot for one in reversed(scans)}.values())[::-1],
            _condition(scans),
            next((one.note for one in reversed(scans) if one.note), ""),
        )

    def _tally(self, row: Row, step: int) -> None:
        self._counts[row.outcome] += step
        self._counts[row.condition] += step
        if row.is_expected and row.outcome is Outcome.ELSEWHERE:
            self._moved += step


def _key(listed: Listed | None, code: str) -> _Key:
    return listed.id if listed is not None else code_key(code)


def _condition(scans: Sequence[Scan]) -> Condition:
    """Return the condition that was said last; a scan that says none leaves the one before."""
    said = (one.condition for one in reversed(scans) if one.condition is not _UNSAID)
    return next(said, _UNSAID)
