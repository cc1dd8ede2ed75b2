"""How a count ends: its result is frozen, what was seen is noted, and differences are decided on.

A decision that changes items is one change set, and goes with it when that is taken back, wherever
that is done.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from libdesk.domain.count_results import (
    CHANGING,
    DECISIONS,
    NAMING,
    Decided,
    Decision,
    Result,
    results_of,
)
from libdesk.domain.counting import Count
from libdesk.domain.item_history import ChangeId, ChangeKind, ChangeSet, ItemChange
from libdesk.domain.records import ItemId, Record
from libdesk.domain.statuses import Status
from libdesk.domain.stocktake import STANDING, Outcome, Spot, Stocktake, StocktakeId, StocktakeState
from libdesk.domain.text import clean_line
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_changes import change_records, records_of, take_back
from libdesk.services.item_gates import Gates, Rules
from libdesk.services.ports import Clock
from libdesk.services.scan_taking import note_of
from libdesk.services.stocktake import get_stocktake, listing_in
from libdesk.services.stores import OpenUnit, Unit
from libdesk.services.turns import Rest, in_turns, no_rest, parts_in_turns

_CORRECTED = frozenset({Status.GONE, Status.OUT_OF_SERVICE})
"""From these an item moves on only where the list was wrong, which is what a count shows."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A count that has ended.

    Attributes:
        stocktake: the campaign as it is now.
        results: how it ended.
        change: the change set that notes when things were seen; None where none was.
    """

    stocktake: Stocktake
    results: tuple[Result, ...]
    change: ChangeId | None = None


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided at once, for whoever shows it or takes it back.

    Attributes:
        stocktake: the campaign.
        results: the rows as they are now.
        before: what was decided about each of them before, in the same order.
        change: the change set of the items; None where none was changed.
    """

    stocktake: StocktakeId
    results: tuple[Result, ...]
    before: tuple[Decided | None, ...] = ()
    change: ChangeId | None = None


class CountResults:
    """The use cases of a campaign that ends.

    Args:
        open_unit: opens a transaction.
        rules: what follows from a record.
        now: the clock.
        who: who decides here.
    """

    def __init__(
        self, open_unit: OpenUnit, rules: Callable[[], Rules], now: Clock, who: str = ""
    ) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._now = now
        self._who = clean_line(who)

    def list_results(self, stocktake: StocktakeId) -> tuple[Result, ...]:
        """Return how a campaign ended, with what was decided; () while it runs.

        Raises:
            Refusal: there is none with this id.
        """
        with self._open_unit() as unit:
            get_stocktake(unit, stocktake)
            return unit.stocktakes.results(stocktake)

    def finish(self, stocktake: StocktakeId, rest: Rest = no_rest) -> Finished:
        """End a campaign: keep its result as it is now, and note when each thing was seen.

        Args:
            stocktake: the campaign.
            rest: called now and then where there are many things.

        Raises:
            Refusal: it is finished already, or gone.
        """
        with self._open_unit(write=True) as unit:
            stored = get_stocktake(unit, stocktake)
            if stored.state is StocktakeState.FINISHED:
                raise Refusal(f"“{stored.title}” is finished already.")
            results = _counted(unit, stored, rest)
            for some in parts_in_turns(results, rest):
                unit.stocktakes.add_results(stocktake, some)
            state, now = StocktakeState.FINISHED, self._now()
            version = stored.version + 1
            ended = replace(stored, state=state, finished_at=now, version=version)
            unit.stocktakes.change(ended)
            change = self._note_seen(unit, ended, results, rest)
            return Finished(ended, results, change)

    def reopen(self, stocktake: StocktakeId) -> Stocktake:
        """Open a campaign again on which nothing was decided yet; its scans are still there.

        That things were seen stays noted: they were.

        Raises:
            Refusal: it is not finished, something was decided, or it is gone.
        """
        with self._open_unit(write=True) as unit:
            stored = _finished(unit, stocktake)
            results = unit.stocktakes.results(stocktake)
            if any(one.decided is not None and not one.waits for one in results):
                raise Refusal(
                    f"Something was decided about “{stored.title}” already. Take that back first, "
                    "or begin another count."
                )
            unit.stocktakes.remove_results(stocktake)
            state, version = StocktakeState.OPEN, stored.version + 1
            opened = replace(stored, state=state, finished_at=None, version=version)
            unit.stocktakes.change(opened)
            return opened

    def decide(
        self,
        stocktake: StocktakeId,
        places: Sequence[int],
        decision: Decision,
        note: str = "",
        item: ItemId | None = None,
    ) -> Decisions:
        """Decide about differences of one kind, at once.

        What was read as the label of an item that is missing says where that is: then this is noted
        of that one too.

        Args:
            stocktake: the campaign.
            places: which of its results.
            decision: what is done about all of them.
            note: such as where it is.
            item: the item that is new, or whose label it was.

        Raises:
            Refusal: that can't be decided about one of them, or something is missing; names the
                field.
            Conflict: somebody else has decided meanwhile.
        """
        words = note_of(note)
        if decision is Decision.KNOWN and not words:
            raise Refusal("Please write where it is.", field="note")
        with self._open_unit(write=True) as unit:
            stored = _finished(unit, stocktake)
            rows = _chosen(unit, stocktake, places, decision)
            if decision in NAMING and (item is None or not unit.items.get_all([item])):
                raise Refusal("Choose the item that it is.", field="item")
            change = self._change(unit, stored, rows, decision)
            named = item if decision in NAMING else None
            decided = Decided(decision, self._now(), self._who, words, named, change)
            unit.stocktakes.decide(stocktake, [one.place for one in rows], decided)
            left = [replace(one, decided=decided) for one in rows]
            before = [one.decided for one in rows]
            if decision is Decision.LABEL_OF and item is not None:
                for one in _missed(unit, stocktake, item):
                    told = replace(decided, decision=Decision.KNOWN, note=_seen(rows), item=None)
                    unit.stocktakes.decide(stocktake, [one.place], told)
                    left.append(replace(one, decided=told))
                    before.append(one.decided)
            return Decisions(stocktake, tuple(left), tuple(before), change)

    def undo(self, decisions: Decisions) -> None:
        """Take decisions back, with what they changed, as though they had never been.

        Raises:
            Refusal: they were taken back already.
            Conflict: an item was changed since, or somebody has decided otherwise.
        """
        with self._open_unit(write=True) as unit:
            _finished(unit, decisions.stocktake)
            now = {one.place: one for one in unit.stocktakes.results(decisions.stocktake)}
            stored = [now.get(one.place) for one in decisions.results]
            if any(one is None or one.decided is None for one in stored):
                raise Refusal("This was taken back already.")
            if any(
                one is None or one.decided != made.decided
                for one, made in zip(stored, decisions.results, strict=True)
            ):
                raise Conflict("Somebody has decided otherwise since.")
            if decisions.change is not None:
                take_back(unit, self._rules(), decisions.change)
            places = [one.place for one in decisions.results]
            unit.stocktakes.undecide(decisions.stocktake, places)
            for place, was in zip(places, decisions.before, strict=True):
                if was is not None:
                    unit.stocktakes.decide(decisions.stocktake, [place], was)

    def _note_seen(
        self, unit: Unit, stocktake: Stocktake, results: Sequence[Result], rest: Rest
    ) -> ChangeId | None:
        """Write into each item when it was seen, where that is news."""
        days = [
            (one.item, one.at.astimezone().date())
            for one in results
            if one.item is not None and one.at is not None
        ]
        # Nothing hangs on that day, so it is written as it is: read, checked and written whole,
        # twenty thousand items would take many times as long.
        changes: list[ItemChange] = []
        for some in parts_in_turns(days, rest):
            changes += unit.stocktakes.note_seen(dict(some))
        if not changes:
            return None
        change = unit.item_history.begin(self._change_set(stocktake))
        for noted in parts_in_turns(changes, rest):
            unit.item_history.note(change, noted)
        return change

    def _change(
        self, unit: Unit, stocktake: Stocktake, rows: Sequence[Result], decision: Decision
    ) -> ChangeId | None:
        """Change the items as was decided; return the change set, None where none is changed."""
        if decision not in CHANGING:
            return None
        ids = [one.item for one in rows if one.item is not None]
        records = records_of(unit, ids)
        if len(records) < len(rows):
            raise Refusal("One of these items is not in the list any more. Load the list again.")
        changed = [
            _changed(records[one.item], one, decision) for one in rows if one.item is not None
        ]
        gates = Gates(unit, self._rules())
        corrects = False
        for one in changed:
            was = records[one.id]
            if was.status in _CORRECTED and one.status is not was.status:
                corrects = True
            else:
                gates.check(was, one)
        change_set = self._change_set(stocktake, corrects=corrects)
        return change_records(unit, self._rules(), change_set, changed, corrects=corrects).change

    def _change_set(self, stocktake: Stocktake, *, corrects: bool = False) -> ChangeSet:
        kind = ChangeKind.CORRECTION if corrects else ChangeKind.BULK
        return ChangeSet(self._now(), self._who, kind, clean_line(stocktake.title))


def _counted(unit: Unit, stocktake: Stocktake, rest: Rest) -> tuple[Result, ...]:
    """Return how a campaign ends as it stands."""
    count = Count(listing_in(unit, stocktake))
    rest()
    for one in in_turns(unit.stocktakes.scans(stocktake.id), rest):
        count.add(one)
    results = results_of(count)
    rest()
    return results


def _finished(unit: Unit, stocktake: StocktakeId) -> Stocktake:
    found = get_stocktake(unit, stocktake)
    if found.state is not StocktakeState.FINISHED:
        raise Refusal(f"“{found.title}” is not finished. Finish it, then decide.")
    return found


def _chosen(
    unit: Unit, stocktake: StocktakeId, places: Sequence[int], decision: Decision
) -> tuple[Result, ...]:
    """Return the results that something is decided about."""
    wanted = set(places)
    rows = tuple(one for one in unit.stocktakes.results(stocktake) if one.place in wanted)
    if not rows or len(rows) < len(wanted):
        raise Refusal("One of these is not in the result any more. Load the list again.")
    for one in rows:
        if decision not in DECISIONS.get(one.outcome, ()):
            raise Refusal(f"{one.code} is “{one.outcome.value}”: that can’t be decided about it.")
        if not one.waits and one.decided is not None:
            by = one.decided.by
            raise Conflict(
                f"{one.code}: {by or 'somebody'} has decided “{one.decided.decision.value}” "
                "already. Take that back first.",
                by=by,
                at=one.decided.at,
            )
    return rows


def _missed(unit: Unit, stocktake: StocktakeId, item: ItemId) -> tuple[Result, ...]:
    """Return an item's row where it is missing and nobody has said where it is."""
    return tuple(
        one
        for one in unit.stocktakes.results(stocktake)
        if one.outcome is Outcome.MISSING and one.item == item and one.waits
    )


def _seen(rows: Sequence[Result]) -> str:
    """Return where a thing was seen, by what was read there."""
    first = rows[0]
    where = first.seen_at or Spot("")
    return f"Seen as {first.code}: {where.room or where.branch}"


def _changed(record: Record, result: Result, decision: Decision) -> Record:
    if decision is Decision.LOST:
        return replace(record, status=Status.LOST)
    if decision is Decision.OUT_OF_SERVICE:
        return replace(record, status=Status.OUT_OF_SERVICE)
    spot = result.seen_at or Spot("")
    stays = spot.branch == record.branch and not spot.room
    moved = replace(record, branch=spot.branch, room=record.room if stays else spot.room)
    return moved if record.status in STANDING else replace(moved, status=Status.IN_USE)
