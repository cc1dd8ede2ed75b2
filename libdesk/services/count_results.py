"""How a count ends: its result is frozen, what was seen is noted, and differences are decided on.

A decision that changes items is one change set, and goes with it when that is taken back, wherever
that is done.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from libdesk.domain.count_results import (
    CHANGING,
    DECISIONS,
    Decided,
    Decision,
    Result,
    results_of,
)
from libdesk.domain.counting import Count
from libdesk.domain.equipment import Tag
from libdesk.domain.item_history import ChangeId, ChangeKind, ChangeSet, ItemChange
from libdesk.domain.records import ItemId, Record
from libdesk.domain.statuses import Status
from libdesk.domain.stocktake import STANDING, Outcome, Spot, Stocktake, StocktakeId, StocktakeState
from libdesk.domain.text import clean_line, fold
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_changes import add_records, change_records, records_of, take_back
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
        """Decide about differences of one kind, at once; what is new is added by `add_new`.

        What was read as the label of an item that is missing says where that is: then this is noted
        of that one too.

        Args:
            stocktake: the campaign.
            places: which of its results.
            decision: what is done about all of them.
            note: such as where it is.
            item: the item whose label it was.

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
            if decision is Decision.NEW_ITEM:
                alone = "Add new things one by one: each has a name of its own."
                raise Refusal(alone, field="name")
            named = item if decision is Decision.LABEL_OF else None
            if decision is Decision.LABEL_OF and not unit.items.get_all([named] if named else []):
                raise Refusal("Choose the item that it is.", field="item")
            change = self._change(unit, stored, rows, decision)
            decided = Decided(decision, self._now(), self._who, words, named, change)
            unit.stocktakes.decide(stocktake, [one.place for one in rows], decided)
            left = [replace(one, decided=decided) for one in rows]
            before = [one.decided for one in rows]
            if named is not None:
                for one in _missed(unit, stocktake, named):
                    told = replace(decided, decision=Decision.KNOWN, note=_seen(rows), item=None)
                    unit.stocktakes.decide(stocktake, [one.place], told)
                    left.append(replace(one, decided=told))
                    before.append(one.decided)
            return Decisions(stocktake, tuple(left), tuple(before), change)

    def add_new(
        self, stocktake: StocktakeId, place: int, name: str, kind: str, note: str = ""
    ) -> Decisions:
        """Decide that an unknown thing is new: it comes into the list where it was seen.

        It goes out of the list again when the decision is taken back.

        Args:
            stocktake: the campaign.
            place: which of its results.
            name: what to call it.
            kind: what it is.
            note: of the decision.

        Raises:
            Refusal: it is not unknown, it is in the list by now, or something is missing; names
                the field.
            Conflict: somebody else has decided meanwhile.
        """
        words = note_of(note)
        with self._open_unit(write=True) as unit:
            stored = _finished(unit, stocktake)
            (row,) = _chosen(unit, stocktake, [place], Decision.NEW_ITEM)
            if any(fold(one.tag) == fold(row.code) for one in unit.items.find(row.code)):
                raise Refusal(
                    f"{row.code} is in the list by now. Write it as the label that it has there.",
                    field="item",
                )
            change_set = ChangeSet(
                self._now(), self._who, ChangeKind.EDIT, clean_line(stored.title)
            )
            _check_there(unit, [row])
            new = _new_item(row, name, kind)
            added = add_records(unit, self._rules(), change_set, [new])
            item = added.records[0].id
            decided = Decided(Decision.NEW_ITEM, self._now(), self._who, words, item, added.change)
            unit.stocktakes.decide(stocktake, [place], decided)
            left = replace(row, decided=decided)
            return Decisions(stocktake, (left,), (row.decided,), added.change)

    def take_back(self, stocktake: StocktakeId, rows: Sequence[Result]) -> tuple[Result, ...]:
        """Take back what was decided about these, with all that was decided together with it.

        Args:
            stocktake: the campaign.
            rows: each as it was on the screen.

        Returns:
            All rows that nothing is decided about any more.

        Raises:
            Refusal: it was taken back already.
            Conflict: an item was changed since, or somebody has decided otherwise.
        """
        with self._open_unit(write=True) as unit:
            _finished(unit, stocktake)
            every = unit.stocktakes.results(stocktake)
            now = {one.place: one.decided for one in every}
            _check_decided(now, rows)
            together = [one for one in every if any(_belongs(one, chosen) for chosen in rows)]
            changes = {one.decided.change for one in together if one.decided is not None}
            for change in sorted(filter(None, changes), reverse=True):  # the newest first
                take_back(unit, self._rules(), change)
            unit.stocktakes.undecide(stocktake, [one.place for one in together])
            return tuple(replace(one, decided=None) for one in together)

    def undo(self, decisions: Decisions) -> None:
        """Take decisions back, with what they changed, as though they had never been.

        Raises:
            Refusal: they were taken back already.
            Conflict: an item was changed since, or somebody has decided otherwise.
        """
        with self._open_unit(write=True) as unit:
            _finished(unit, decisions.stocktake)
            stored = unit.stocktakes.results(decisions.stocktake)
            _check_decided({one.place: one.decided for one in stored}, decisions.results)
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
        if decision is Decision.BELONGS_HERE:
            _check_there(unit, rows)
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


def _check_decided(now: Mapping[int, Decided | None], rows: Sequence[Result]) -> None:
    """Let decisions be taken back that stand as they were on the screen."""
    if any(now.get(one.place) is None for one in rows):
        raise Refusal("This was taken back already.")
    if any(now[one.place] != one.decided for one in rows):
        raise Conflict("Somebody has decided otherwise since. Go to all counts and back.")


def _belongs(row: Result, chosen: Result) -> bool:
    """Say whether a row was decided on together with one that is chosen."""
    one, other = row.decided, chosen.decided
    if row.place == chosen.place:
        return True
    if one is None or other is None:
        return False
    if one.change is not None and one.change == other.change:
        return True  # their items were changed together
    was_told = one.decision is Decision.KNOWN and other.decision is Decision.LABEL_OF
    return was_told and one.at == other.at and row.item is not None and row.item == other.item


def _check_there(unit: Unit, rows: Sequence[Result]) -> None:
    """Refuse to let things belong to a branch that was taken out since."""
    known = {one.code for one in unit.places.branches()}
    seen = (one.seen_at for one in rows if one.seen_at is not None)
    gone = next((one.branch for one in seen if one.branch not in known), None)
    if gone is not None:
        raise Refusal(
            f"The branch {gone} is not in the library any more, so nothing can belong there. Add "
            "it again first, or decide otherwise."
        )


def _new_item(row: Result, name: str, kind: str) -> Record:
    spot = row.seen_at or Spot("")
    seen_on = row.at.astimezone().date() if row.at is not None else None
    return Record(Tag(row.code), name, kind, spot.branch, spot.room, seen_on=seen_on)


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
