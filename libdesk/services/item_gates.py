"""What an item must pass before its status becomes another; asked within a transaction.

A correction ("the list was wrong") passes none of them, and is kept as one.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from libdesk.domain.disposal import is_locked, lock_sentence
from libdesk.domain.item_lists import Dates
from libdesk.domain.records import ItemId, Record
from libdesk.domain.statuses import Status, may_move
from libdesk.domain.wiping import Method, WipeRecord
from libdesk.services.disposal_stores import KeptDisposals
from libdesk.services.errors import Refusal
from libdesk.services.reimaging_gates import SetUpGate
from libdesk.services.staying import Staying
from libdesk.services.stores import Unit
from libdesk.services.turns import Rest, parts_in_turns

_SERVED = frozenset(
    one.value
    for one in (Status.READY, Status.IN_USE, Status.SPARE, Status.SANDBOX, Status.IN_REPAIR)
)
"""Statuses in which something may have come onto a disk again."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the rules of a library say of an item.

    Attributes:
        dates: returns the days that follow from a record.
        needs_wiping: says whether it holds storage that nobody has recorded as wiped.
        is_computer: says whether what is of its kind counts as a computer.
        today: the reader's day: what is kept until a later one can't go.
    """

    dates: Callable[[Record], Dates]
    needs_wiping: Callable[[Record], bool]
    is_computer: Callable[[str], bool] = lambda _kind: False
    today: date = date.max

    def holds_storage(self, record: Record) -> bool:
        """Say whether something of what people did may be in an item, unless it is wiped."""
        return self.needs_wiping(replace(record, status=Status.TO_WIPE))


class Gates:
    """The gates of one transaction; what they ask the database is asked once, when it is needed.

    Args:
        unit: the transaction.
        rules: what the rules of the library say of an item.
        wiped: items whose wipe record is kept with this very change.
        finishing: items whose setting up this very change finishes.
        written_off: lost items that this very change writes off: nobody can keep them any more.
    """

    def __init__(
        self,
        unit: Unit,
        rules: Rules,
        *,
        wiped: Collection[ItemId] = (),
        finishing: Collection[ItemId] = (),
        written_off: Collection[ItemId] = (),
    ) -> None:
        self._unit = unit
        self._rules = rules
        self._wiped = wiped
        self._written_off = written_off
        self._set_up = SetUpGate(unit, rules.is_computer, finishing)
        self._staying = Staying(unit, rules.today, lambda: self._set_up.running)
        self._clean: set[ItemId] = set()

    def expect(self, items: Sequence[ItemId], rest: Rest) -> None:
        """Ask at once how items that are to go were wiped; before they are checked."""
        for some in parts_in_turns(items, rest):
            self._clean.update(self.wiped(wipes_of(self._unit, some)))

    def check(self, was: Record, became: Record) -> None:
        """Let an item pass where its status stays, or may become what it is to be.

        Raises:
            Refusal: it may not; names the field.
        """
        if was.status is not became.status:
            self._check_move(was, became)
            self._set_up.check(was, became)

    def wiped(self, wipes: Mapping[ItemId, Sequence[WipeRecord]]) -> Mapping[ItemId, WipeRecord]:
        """Return the wipe records that let items go, by the items that have one.

        What served again since then may hold something new.

        Args:
            wipes: the wipe records of each, newest first.
        """
        found = ((item, next(filter(_suffices, some), None)) for item, some in wipes.items())
        enough = {item: wipe for item, wipe in found if wipe is not None}
        if not enough:
            return enough
        since = min(wipe.change for wipe in enough.values())
        for item, change, became in self._unit.item_history.moves(list(enough), since):
            if became in _SERVED and item in enough and change >= enough[item].change:
                del enough[item]
        return enough

    @property
    def _kept(self) -> KeptDisposals:
        return self._unit.disposals

    def _check_move(self, was: Record, became: Record) -> None:
        needs_wiping = self._rules.needs_wiping(was)
        if became.status is Status.WIPED and self._rules.holds_storage(became):
            self._check_wiped(was)
        if may_move(was.status, became.status, needs_wiping=needs_wiping):
            if became.status is Status.GONE:
                self._check_gone(was, became)
            return
        if became.status is Status.GONE and needs_wiping:
            raise Refusal(
                f"{was.tag} holds data. Record first that it was wiped, or that it has no storage.",
                field="status",
            )
        if became.status is Status.WIPED and self._can_skip_wiping(was, became):
            return
        raise Refusal(
            f"{was.tag} is “{was.status.value}”, which can’t become “{became.status.value}”. "
            "If the list was wrong, choose to correct it.",
            field="status",
        )

    def _check_wiped(self, was: Record) -> None:
        if was.id not in self._wiped:
            raise Refusal(
                f"{was.tag} holds data. It is wiped when its wipe record says so: choose “Wipe and "
                "dispose” (D), or say in its record that it has no storage.",
                field="status",
            )

    def _can_skip_wiping(self, was: Record, became: Record) -> bool:
        """Say whether what is wiped just now, or has nothing to be wiped, may be ready to go."""
        may_retire = may_move(was.status, Status.TO_WIPE, needs_wiping=False)
        return may_retire and (was.id in self._wiped or not self._rules.holds_storage(became))

    def _check_gone(self, was: Record, became: Record) -> None:
        if why := self._staying.why(was):
            raise Refusal(why, field="status")
        is_written_off = was.status is Status.LOST and was.id in self._written_off
        if is_locked(became, self._rules.today) and not is_written_off:
            told = lock_sentence(
                became.tag,
                became.keep_until,
                became.keep_why,
                became.funder,
                is_lost=was.status is Status.LOST,
            )
            raise Refusal(told, field="status")
        is_clean = was.status is Status.LOST or not self._rules.holds_storage(became)
        if not is_clean and was.id not in self._clean:
            raise Refusal(self._unclean(became), field="status")

    def _unclean(self, record: Record) -> str:
        """Return why an item that is said to be wiped may not go all the same."""
        wipes = self._kept.wipes([record.id])
        way = "Choose “Wipe and dispose” (D) in its record."
        if not wipes:
            return f"No record says how {record.tag} was wiped. {way}"
        newest = wipes[0]
        if newest.suffices:
            return f"{record.tag} served again after it was wiped on {newest.on}. {way}"
        if newest.method is Method.CLEAR:
            return (
                f"{record.tag} was only cleared, which is enough inside the library. What leaves "
                f"is purged or destroyed. {way}"
            )
        return f"The last try to wipe {record.tag} failed. {way}"


def wipes_of(unit: Unit, items: Sequence[ItemId]) -> Mapping[ItemId, Sequence[WipeRecord]]:
    """Return the wipe records of items, newest first, by the items that have one."""
    found: dict[ItemId, list[WipeRecord]] = {}
    for wipe in unit.disposals.wipes(items):
        found.setdefault(wipe.item, []).append(wipe)
    return found


def _suffices(wipe: WipeRecord) -> bool:
    return wipe.suffices
