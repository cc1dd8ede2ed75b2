"""Counting day: campaigns are begun, scanned into, paused and gone on with.

What a scan means is worked out by the domain's `Count`; here scans are kept, so that each counts
once, and only in its campaign's days and places. How a campaign ends is in `count_results.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from libdesk.domain.count_listing import Listing, listing_of
from libdesk.domain.count_results import Result
from libdesk.domain.counting import Count
from libdesk.domain.loans import LoanState
from libdesk.domain.scanned_lists import LINES_LIMIT, read_list
from libdesk.domain.stocktake import (
    SPOTS_LIMIT,
    Condition,
    Scan,
    ScanId,
    Spot,
    Stocktake,
    StocktakeId,
    StocktakeState,
)
from libdesk.domain.text import clean_line
from libdesk.services import entries
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.ports import Clock
from libdesk.services.scan_taking import (
    Pasted,
    Pasting,
    cleaned_scan,
    note_of,
    why_not_counted,
)
from libdesk.services.stocktake_stores import Stocktakes
from libdesk.services.stores import OpenUnit, Unit

LONGEST = timedelta(days=366)
"""Days of one campaign; what lasts longer is two."""

STOCKTAKES_LIMIT = 1_000
"""Campaigns that are kept."""


@dataclass(frozen=True, slots=True)
class CountLine:
    """What a list shows of a campaign.

    Attributes:
        stocktake: the campaign.
        scans: how many scans it has.
        differences: of one that is finished, how many it left.
        waiting: of these, how many wait for a decision.
    """

    stocktake: Stocktake
    scans: int = 0
    differences: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Loaded:
    """A campaign, whole.

    Attributes:
        stocktake: the campaign.
        listing: what its count knows of the equipment list.
        scans: its scans, the earliest first.
        results: how it ended; () while it runs.
    """

    stocktake: Stocktake
    listing: Listing
    scans: tuple[Scan, ...] = ()
    results: tuple[Result, ...] = ()


class Stocktaking:
    """The use cases of a campaign that runs.

    Args:
        open_unit: opens a transaction.
        now: the clock.
        who: who counts here.
        new_id: gives the ids of scans.
    """

    def __init__(
        self, open_unit: OpenUnit, now: Clock, who: str = "", new_id: Callable[[], UUID] = uuid4
    ) -> None:
        self._open_unit = open_unit
        self._now = now
        self._who = clean_line(who)
        self._new_id = new_id

    def list_all(self) -> tuple[CountLine, ...]:
        """Return all campaigns: those that run first, then the newest."""
        with self._open_unit() as unit:
            counts, ends = unit.stocktakes.scan_counts(), unit.stocktakes.differences()
            lines = [
                _line(one, counts.get(one.id, 0), ends.get(one.id, ()))
                for one in unit.stocktakes.all()
            ]
        return tuple(sorted(lines, key=_newest_first))

    def begin(
        self, title: str, starts_on: date, ends_on: date, spots: Sequence[Spot], note: str = ""
    ) -> Stocktake:
        """Begin a campaign.

        Raises:
            Refusal: something is missing or makes no sense; names the field.
        """
        with self._open_unit(write=True) as unit:
            new = _checked(unit, Stocktake(title, starts_on, ends_on, tuple(spots), note))
            if len(unit.stocktakes.all()) >= STOCKTAKES_LIMIT:
                raise Refusal(f"There are {STOCKTAKES_LIMIT:,} counts already. Remove some first.")
            return replace(new, id=unit.stocktakes.add(new), version=1)

    def change(self, stocktake: Stocktake) -> Stocktake:
        """Store a campaign's title, days, places and note.

        Args:
            stocktake: with the version that was on the screen.

        Raises:
            Refusal: something is missing or makes no sense, which names the field; or it is
                finished.
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            stored = _running(unit, stocktake.id)
            if stored.version != stocktake.version:
                raise Conflict(
                    f"“{stored.title}” was changed meanwhile. What you typed is still here."
                )
            changed = _checked(unit, replace(stocktake, state=stored.state), stored.spots)
            return _stored(unit.stocktakes, changed)

    def remove(self, stocktake: StocktakeId) -> None:
        """Take out a campaign in which nothing was counted.

        Raises:
            Refusal: something was, so that there is something to lose.
        """
        with self._open_unit(write=True) as unit:
            stored = get_stocktake(unit, stocktake)
            if stored.state is StocktakeState.FINISHED or unit.stocktakes.scans(stocktake):
                raise Refusal(f"Things were counted in “{stored.title}”, so it stays.")
            unit.stocktakes.remove(stocktake)

    def load(self, stocktake: StocktakeId) -> Loaded:
        """Return a campaign with all that its count needs.

        Raises:
            Refusal: there is none with this id.
        """
        with self._open_unit() as unit:
            stored = get_stocktake(unit, stocktake)
            scans = unit.stocktakes.scans(stocktake)
            results = unit.stocktakes.results(stocktake)
            return Loaded(stored, listing_in(unit, stored), scans, results)

    def scans(self, stocktake: StocktakeId) -> tuple[Scan, ...]:
        """Return a campaign's scans, also those that others made meanwhile.

        Raises:
            Refusal: there is none with this id.
        """
        with self._open_unit() as unit:
            get_stocktake(unit, stocktake)
            return unit.stocktakes.scans(stocktake)

    def record(self, stocktake: StocktakeId, scans: Sequence[Scan]) -> tuple[Scan, ...]:
        """Store scans, all or none; return those that are new. Sent twice, one counts once.

        Raises:
            Refusal: one is of another day or another place than the campaign, or that is paused,
                finished or gone.
        """
        with self._open_unit(write=True) as unit:
            stored = _open(unit, stocktake)
            clean = [cleaned_scan(one, self._who) for one in scans]
            for one in clean:
                if why_not := why_not_counted(stored, one):
                    raise Refusal(why_not)
            return _add(unit, stocktake, clean)

    def take_back(self, stocktake: StocktakeId, scans: Sequence[ScanId]) -> tuple[Scan, ...]:
        """Take scans out, as though they had never been; return them, so that they can come back.

        Raises:
            Refusal: the campaign is finished or gone.
        """
        with self._open_unit(write=True) as unit:
            _running(unit, stocktake)
            wanted = set(scans)
            gone = tuple(one for one in unit.stocktakes.scans(stocktake) if one.id in wanted)
            unit.stocktakes.remove_scans(stocktake, [one.id for one in gone])
            return gone

    def set_condition(
        self, stocktake: StocktakeId, scan: ScanId, condition: Condition, note: str = ""
    ) -> Scan:
        """Say how a thing was found; return its scan as it is now.

        Raises:
            Refusal: the scan was taken back, the campaign is finished or gone, or the note is too
                long; names the field.
        """
        with self._open_unit(write=True) as unit:
            _running(unit, stocktake)
            stored = (one for one in unit.stocktakes.scans(stocktake) if one.id == scan)
            found = next(stored, None)
            if found is None:
                raise Refusal("This scan was taken back meanwhile.")
            changed = replace(found, condition=condition, note=note_of(note))
            unit.stocktakes.change_scan(stocktake, changed)
            return changed

    def paste(
        self, stocktake: StocktakeId, text: str, spot: Spot | None = None, by: str = ""
    ) -> Pasted:
        """Store a list that was scanned elsewhere; what can't count is told, the rest does.

        Args:
            stocktake: the campaign.
            text: one code a line; the code of a place says where what follows was seen.
            spot: where that is before the first such code; None for not known.
            by: who scanned it; "" for who counts here.

        Raises:
            Refusal: it is too long, or the campaign is paused, finished or gone.
        """
        with self._open_unit(write=True) as unit:
            stored = _open(unit, stocktake)
            count = Count(listing_in(unit, stored), unit.stocktakes.scans(stocktake))
            try:
                listed = read_list(text)
            except ValueError as error:
                raise Refusal(
                    f"This list has more than {LINES_LIMIT:,} lines. Paste it in parts."
                ) from error
            pasting = Pasting(count, self._now(), clean_line(by) or self._who, self._new_id, spot)
            lines = tuple(pasting.take(one) for one in listed)
            return Pasted(lines, _add(unit, stocktake, pasting.scans))

    def pause(self, stocktake: StocktakeId) -> Stocktake:
        """Pause a campaign; nothing is scanned until somebody goes on.

        Raises:
            Refusal: it is finished or gone.
        """
        return self._set_state(stocktake, StocktakeState.PAUSED)

    def go_on(self, stocktake: StocktakeId) -> Stocktake:
        """Go on with a campaign that is paused.

        Raises:
            Refusal: it is finished or gone.
        """
        return self._set_state(stocktake, StocktakeState.OPEN)

    def _set_state(self, stocktake: StocktakeId, state: StocktakeState) -> Stocktake:
        with self._open_unit(write=True) as unit:
            stored = _running(unit, stocktake)
            return (
                stored
                if stored.state is state
                else _stored(unit.stocktakes, replace(stored, state=state))
            )


def listing_in(unit: Unit, stocktake: Stocktake) -> Listing:
    """Return what a campaign's count knows of the equipment list, within a transaction."""
    lent = {one.item for one in unit.loans.active() if one.state is LoanState.OUT}
    listed = unit.stocktakes.listed()
    known = (replace(one, is_lent=True) if one.id in lent else one for one in listed)
    return listing_of(stocktake, known, places_in(unit))


def places_in(unit: Unit) -> tuple[Spot, ...]:
    """Return all branches, and the rooms that are kept or that items name."""
    branches = {one.code for one in unit.places.branches()}
    # As they are kept comes last: of two ways of writing a room, that one counts.
    named = [Spot(one.branch, one.name) for one in unit.rooms.named() if one.name]
    kept = [Spot(one.branch, one.name) for one in unit.rooms.all()]
    rooms = (one for one in (*named, *kept) if one.branch in branches)
    return (*map(Spot, sorted(branches)), *rooms)


def get_stocktake(unit: Unit, stocktake: StocktakeId) -> Stocktake:
    """Return a campaign.

    Raises:
        Refusal: there is none with this id.
    """
    found = unit.stocktakes.find(stocktake)
    if found is None:
        raise Refusal("This count was removed meanwhile.")
    return found


def _running(unit: Unit, stocktake: StocktakeId) -> Stocktake:
    found = get_stocktake(unit, stocktake)
    if found.state is StocktakeState.FINISHED:
        raise Refusal(f"“{found.title}” is finished. Open it again to count on.")
    return found


def _open(unit: Unit, stocktake: StocktakeId) -> Stocktake:
    found = _running(unit, stocktake)
    if found.state is StocktakeState.PAUSED:
        raise Refusal(f"“{found.title}” is paused. Go on with it first, then scan again.")
    return found


def _stored(kept: Stocktakes, changed: Stocktake) -> Stocktake:
    left = replace(changed, version=changed.version + 1)
    kept.change(left)
    return left


def _add(unit: Unit, stocktake: StocktakeId, scans: Sequence[Scan]) -> tuple[Scan, ...]:
    """Store scans; of an item that was taken out meanwhile, the code stays."""
    named = {one.item for one in scans if one.item is not None}
    known = {one.id for one in unit.items.get_all(sorted(named))}
    sound = [one if one.item in known else replace(one, item=None) for one in scans]
    by_id = {one.id: one for one in reversed(sound)}
    return tuple(by_id[one] for one in unit.stocktakes.add_scans(stocktake, sound))


def _checked(unit: Unit, typed: Stocktake, known: Sequence[Spot] = ()) -> Stocktake:
    """Return a campaign as it is kept; places that it has already may be gone by now."""
    title = entries.wanted(clean_line(typed.title), "title", "Please write what it is called.")
    for day, field in ((typed.starts_on, "starts_on"), (typed.ends_on, "ends_on")):
        entries.check_day(day, field)
    if typed.ends_on < typed.starts_on:
        raise Refusal("This is before its first day. Type a later one.", field="ends_on")
    if typed.ends_on - typed.starts_on > LONGEST:
        raise Refusal("That is more than a year. Look at both days again.", field="ends_on")
    spots = _widest(typed.spots)
    if not spots:
        raise Refusal("Choose at least one place to count.", field="spots")
    if len(spots) > SPOTS_LIMIT:
        raise Refusal(f"Choose at most {SPOTS_LIMIT} places.", field="spots")
    there = {one.key for one in (*places_in(unit), *known)}
    gone = [one for one in spots if one.key not in there]
    if gone:
        raise Refusal(
            f"“{gone[0].room or gone[0].branch}” is not there any more. Choose again.",
            field="spots",
        )
    return replace(typed, title=title, spots=spots, note=entries.text_of(typed.note, "note"))


def _widest(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """Return places, each once, and none that is within another."""
    plain = {
        one.key: one for one in (Spot(clean_line(s.branch), clean_line(s.room)) for s in spots)
    }
    branches = {one.branch for one in plain.values() if not one.room}
    return tuple(
        one for one in plain.values() if one.branch and (not one.room or one.branch not in branches)
    )


def _line(stocktake: Stocktake, scans: int, differences: Sequence[Result]) -> CountLine:
    waiting = sum(one.waits for one in differences)
    return CountLine(stocktake, scans, len(differences), waiting)


def _newest_first(line: CountLine) -> tuple[bool, int, int]:
    one = line.stocktake
    return one.state is StocktakeState.FINISHED, -one.ends_on.toordinal(), -one.id
