"""Stand-ins: a spare is swapped in for an item that goes away, and swapped back when it returns.

Each swap is one change set of the items: taken back, the stand-in is gone with it, as though it had
never been. What a swap changed is known from the history, so going back needs no second record of
where things were.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from libdesk.domain.item_fields import with_texts
from libdesk.domain.item_history import ChangeId, ChangeKind, ChangeSet, ItemChange
from libdesk.domain.item_lists import ItemFilter
from libdesk.domain.loans import Loan, LoanState, holds
from libdesk.domain.problems import Problem
from libdesk.domain.records import ItemId, Record
from libdesk.domain.stand_ins import (
    AWAY,
    REPLACEABLE,
    StandIn,
    Swapped,
    best_first,
    is_alike,
    is_free,
)
from libdesk.domain.statuses import HERE, Status
from libdesk.domain.text import clean_line
from libdesk.services.errors import Refusal
from libdesk.services.item_changes import Changed, change_records, records_of
from libdesk.services.item_gates import Rules
from libdesk.services.ports import Clock
from libdesk.services.stores import OpenUnit, Unit

Title = Callable[[Record, Record], str]
"""What to call a swap in the history, of what is away and what stands there."""

BOOKED_WITHIN = timedelta(days=14)
"""A spare that is booked within so many days is offered with a word of it."""

_SPARES = ItemFilter(statuses=frozenset({Status.SPARE}))
_PLACE = ("branch", "room")
"""What a swap sets beside the status, and going back restores."""


def _untitled(_away: Record, _spare: Record) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an item stands to stand-ins.

    Attributes:
        record: the item.
        swapped: the stand-in that it takes part in, as the one that is away or as the one that
            stands there; None for none.
        has_spares: something could stand in for it.
    """

    record: Record
    swapped: Swapped | None = None
    has_spares: bool = False

    @property
    def can_swap(self) -> bool:
        """Say whether something can be swapped in for it now."""
        return (
            self.has_spares
            and self.record.status in REPLACEABLE
            and (self.swapped is None or self.swapped.spare.id == self.record.id)
        )


class StandIns:
    """Swaps spares in and back.

    Args:
        open_unit: opens a transaction.
        rules: what follows from a record.
        now: the clock.
        who: who does it here.
    """

    def __init__(
        self, open_unit: OpenUnit, rules: Callable[[], Rules], now: Clock, who: str = ""
    ) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._now = now
        self._who = clean_line(who)

    def spares(self, item_id: ItemId) -> tuple[Record, ...]:
        """Return what could stand in for an item, the likeliest first.

        Raises:
            Refusal: there is none with this id.
        """
        with self._open_unit() as unit:
            away = unit.items.get(item_id)
            taken = {one.away for one in unit.stand_ins.running()}
            taken |= {one.item for one in unit.loans.active() if one.state is LoanState.OUT}
            free = (one for one in unit.items.all(_SPARES) if one.id not in taken)
            return best_first(away, free, self._rules().is_computer)

    def booked_soon(self) -> Mapping[ItemId, Loan]:
        """Return the next booking of each item that is booked for the coming days."""
        today = self._now().astimezone().date()
        with self._open_unit() as unit:
            soon = [
                one
                for one in unit.loans.active()
                if one.state is LoanState.BOOKED
                and one.from_on <= today + BOOKED_WITHIN
                and holds(one, today)
            ]
        return {one.item: one for one in reversed(soon)}

    def swap_in(
        self,
        item_id: ItemId,
        spare_id: ItemId,
        goes: Status = AWAY[0],
        title: Title = _untitled,
    ) -> Changed:
        """Let a spare stand in for an item; for one that stands in itself, in its place.

        Args:
            item_id: what goes away.
            spare_id: what takes its place.
            goes: what the item becomes; it must be one of AWAY.
            title: what to call it in the history.

        Raises:
            Refusal: one of the two is not what it was a moment ago, such as a spare that somebody
                else has taken.
        """
        if goes not in AWAY:
            raise ValueError("what is swapped is away")
        with self._open_unit(write=True) as unit:
            item, spare = unit.items.get(item_id), unit.items.get(spare_id)
            before = unit.stand_ins.of(item_id)
            _check_swap(item, spare, before)
            _check_not_lent(unit, spare)
            elsewhere = unit.stand_ins.of(spare_id)
            if elsewhere is not None and elsewhere.away == spare_id:
                raise _taken(spare)
            leaves = _at_home(unit, before, item) if before is not None else item
            changed = (
                replace(spare, status=Status.IN_USE, branch=item.branch, room=item.room),
                replace(leaves, status=goes),
            )
            away = unit.items.get(before.away) if before is not None else item
            done, change = self._change(unit, title(away, spare), changed)
            # A spare by hand while it still stood in elsewhere: there it does so no longer.
            for ended in filter(None, (before, elsewhere)):
                unit.stand_ins.end(ended.change, change)
            unit.stand_ins.add(change, away.id, spare.id)
            return done

    def swap_back(
        self,
        change: ChangeId,
        title: Title = _untitled,
    ) -> Changed:
        """Put an item that is back into its place, and what stood in for it where it was before.

        What has become of them meanwhile is left as it is: an item that was given away stays given
        away, a spare that broke stays broken.

        Args:
            change: names the stand-in.
            title: what to call it in the history.

        Raises:
            Refusal: it was swapped back already, or one of the two can't be read.
        """
        with self._open_unit(write=True) as unit:
            stand_in = _running(unit, change)
            away, spare = _both(unit, stand_in)
            changed = []
            if away.status in AWAY:
                changed.append(replace(away, status=_was_serving(unit, away)))
            if spare.status in HERE:
                home = _at_home(unit, stand_in, spare)
                stays = spare.status is not Status.IN_USE
                changed.append(replace(home, status=spare.status) if stays else home)
            return self._end(unit, stand_in, changed, title(away, spare))

    def keep(
        self,
        change: ChangeId,
        title: Title = _untitled,
    ) -> Changed:
        """Let what stands in stay for good: the other will not come back to this place.

        Raises:
            Refusal: it was swapped back already, or one of the two can't be read.
        """
        with self._open_unit(write=True) as unit:
            stand_in = _running(unit, change)
            away, spare = _both(unit, stand_in)
            return self._end(unit, stand_in, [spare], title(away, spare))

    def _end(self, unit: Unit, stand_in: StandIn, changed: list[Record], title: str) -> Changed:
        done, change = self._change(unit, title, changed)
        unit.stand_ins.end(stand_in.change, change)
        return done

    def _change(
        self, unit: Unit, title: str, changed: Sequence[Record]
    ) -> tuple[Changed, ChangeId]:
        change_set = ChangeSet(self._now(), self._who, ChangeKind.BULK, clean_line(title))
        done = change_records(unit, self._rules(), change_set, changed)
        # Where no item is another now, ending it is a change that can be taken back all the same.
        change = done.change or unit.item_history.begin(change_set)
        return replace(done, change=change), change


def standing_of(unit: Unit, rules: Rules, record: Record) -> Standing:
    """Return how an item stands to stand-ins, within a transaction."""
    found = unit.stand_ins.of(record.id)
    swapped = None
    if found is not None:
        items = records_of(unit, [found.away, found.spare])
        if len(items) > 1:  # a damaged one is left out, and the other is read all the same
            swapped = Swapped(found, items[found.away], items[found.spare])
    has_spares = record.status in REPLACEABLE and any(
        is_alike(record.kind, kind, rules.is_computer) for kind in unit.stand_ins.kinds()
    )
    return Standing(record, swapped, has_spares=has_spares)


def standing_of_problem(open_unit: OpenUnit, rules: Rules, problem: Problem) -> Standing | None:
    """Return how the item that a report is about stands to stand-ins; None for no item."""
    if not problem.item:
        return None
    with open_unit() as unit:
        found = (one for one in unit.items.find(problem.item) if one.tag == problem.item)
        record = next(found, None)
        return standing_of(unit, rules, record) if record is not None else None


def _running(unit: Unit, change: ChangeId) -> StandIn:
    found = unit.stand_ins.get(change)
    if found is None:
        raise Refusal("This was swapped back already.")
    return found


def _both(unit: Unit, stand_in: StandIn) -> tuple[Record, Record]:
    items = records_of(unit, [stand_in.away, stand_in.spare])
    if len(items) < 2:
        raise Refusal("One of the two can’t be read any more, so they can’t be swapped back.")
    return items[stand_in.away], items[stand_in.spare]


def _check_swap(item: Record, spare: Record, before: StandIn | None) -> None:
    if item.id == spare.id:
        raise Refusal("Nothing can stand in for itself.")
    if not is_free(spare):
        raise Refusal(
            f"{spare.tag} is “{spare.status.value}” by now, so it can’t stand in. Choose another."
        )
    if item.status not in REPLACEABLE:
        raise Refusal(
            f"{item.tag} is “{item.status.value}”: nothing can stand in for what does not serve."
        )
    if before is not None and before.away == item.id:
        raise _taken(item)


def _check_not_lent(unit: Unit, spare: Record) -> None:
    out = (one for one in unit.loans.of(spare.id) if one.state is LoanState.OUT)
    if (lent := next(out, None)) is not None:
        raise Refusal(f"{spare.tag} is lent to {lent.borrower} by now. Choose another.")


def _taken(item: Record) -> Refusal:
    return Refusal(f"Something stands in for {item.tag} already. Swap that back first.")


def _at_home(unit: Unit, stand_in: StandIn, spare: Record) -> Record:
    """Return what stood in where it was before, a spare again."""
    was = _before(unit, stand_in, spare.id)
    fields = was.fields if was is not None else ()
    places = {part.field: part.was for part in fields if part.field in _PLACE}
    return replace(with_texts(spare, places), status=Status.SPARE)


def _was_serving(unit: Unit, away: Record) -> Status:
    """Return what an item was before it went away: by the swap, one before that, or by hand."""
    gone = {one.value for one in AWAY}
    moves = (
        part
        for event in unit.item_history.of(away.id)
        for part in event.change.fields
        if part.field == "status" and part.became in gone and part.was not in gone
    )
    last = next(moves, None)
    serving = {one.value: one for one in REPLACEABLE if one not in AWAY}
    return serving.get(last.was, Status.IN_USE) if last is not None else Status.IN_USE


def _before(unit: Unit, stand_in: StandIn, item_id: ItemId) -> ItemChange | None:
    """Return what the swap did to an item; None where that can't be read any more."""
    try:
        changes = tuple(unit.item_history.changes(stand_in.change))
    except (ValueError, TypeError):
        return None
    return next((one for one in changes if one.item == item_id), None)
