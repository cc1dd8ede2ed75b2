"""What setting up asks for before a machine's status, or a change that is taken back, may stand.

Asked within a transaction; what is asked of the database is asked once for all its items.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property

from libdesk.domain.item_history import ChangeId
from libdesk.domain.knowledge import Checklist
from libdesk.domain.records import ItemId, Record
from libdesk.domain.reimaging import OPEN, SERVICE, Outcome, Reimaging, sheet_of
from libdesk.domain.statuses import Status
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.stores import Unit

_NONE: frozenset[ItemId] = frozenset()


class SetUpGate:
    """Keeps out of service what is being set up, or was not set up since it was wiped, or came.

    Args:
        unit: the transaction.
        is_computer: says whether what is of a kind counts as a computer.
        finishing: items whose run this very change finishes.
    """

    def __init__(
        self,
        unit: Unit,
        is_computer: Callable[[str], bool],
        finishing: Collection[ItemId] = _NONE,
    ) -> None:
        self._unit = unit
        self._is_computer = is_computer
        self._finishing = finishing

    def check(self, was: Record, became: Record) -> None:
        """Let an item pass that does not come into service, or may.

        Raises:
            Refusal: it may not; names the field.
        """
        if became.status in SERVICE and (why := self.why_not(was, became)):
            raise Refusal(f"{why} If the list was wrong, choose to correct it.", field="status")

    def why_not(self, was: Record, became: Record) -> str:
        """Return why an item can't come into service, and what to do; "" where it can."""
        if was.id in self._finishing:
            return ""
        if (run := self.running.get(was.id)) is not None:
            return _unfinished(was, self._unit.reimagings.get(run))
        if was.status is Status.WIPED and sheet_of(became, self._own, self._is_computer):
            # Whatever finishes a run takes its machine out of this status, so there was none since.
            return (
                f"{was.tag} was wiped, and was not set up since. Go through its checklist first: "
                "choose “Set up afresh…” on its record (key R)."
            )
        is_gift = was.status not in SERVICE and was.id in self._gifts
        if is_gift and not was_set_up(self._unit, was):
            return (
                f"{was.tag} came as a gift, and was not set up since. Go through its checklist "
                "first: choose “Set up afresh…” on its record (key R)."
            )
        return ""

    @cached_property
    def running(self) -> Mapping[ItemId, ChangeId]:
        """The items that are being set up."""
        return self._unit.reimagings.running_items()

    @cached_property
    def _gifts(self) -> Collection[ItemId]:
        return self._unit.gifts.items()

    @cached_property
    def _own(self) -> Sequence[Checklist]:
        return own_checklists(self._unit)


def own_checklists(unit: Unit) -> tuple[Checklist, ...]:
    """Return the checklists that the library has changed or made, within a transaction."""
    kept = (one.how_to for one in unit.sheets.all())
    return tuple(one for one in kept if isinstance(one, Checklist))


def was_set_up(unit: Unit, record: Record) -> bool:
    """Say whether setting an item up was ever finished."""
    ends = (one.end for one in unit.reimagings.of(record.id))
    return any(end is not None and end.outcome is Outcome.FINISHED for end in ends)


def is_new_gift(unit: Unit, record: Record) -> bool:
    """Say whether an item came as a gift, and was never set up."""
    return bool(unit.gifts.of([record.id])) and not was_set_up(unit, record)


def keep_runs(
    unit: Unit,
    change: ChangeId,
    before: Sequence[Record],
    new: Sequence[Record],
) -> None:
    """Refuse to take back what would let a machine serve, or be set up twice, by a side door.

    Args:
        unit: the transaction.
        change: the change set that is to be taken back.
        before: its items as they were.
        new: the items that came with it.

    Raises:
        Conflict: a run that it began was gone on with, or has ended; or one of its items is being
            set up by now.
    """
    if unit.reimagings.has_ended(change):
        raise Conflict(
            "What was begun here has ended since, so the beginning can’t be taken back. Take the "
            "end back first."
        )
    begun = unit.reimagings.get(change)
    if begun is not None and (begun.done_count or begun.removed or begun.confirmed != OPEN):
        raise Conflict(
            "Lines were ticked or excused since, so the beginning can’t be taken back. Give it up "
            "instead: what was ticked stays on record."
        )
    running = {item for item, run in unit.reimagings.running_items().items() if run != change}
    if not running:
        return
    again = unit.items.get_all([one for one in unit.reimagings.ended(change) if one in running])
    serves = [one for one in before if one.id in running and one.status in SERVICE]
    gone = [one for one in new if one.id in running]
    for one in (*again, *serves, *gone):
        raise Conflict(
            f"{one.tag} is being set up by now, so this can’t be taken back. Finish that, or give "
            "it up, first."
        )


def _unfinished(record: Record, run: Reimaging | None) -> str:
    way = "choose “Set up afresh…” on its record (key R)"
    if run is None:
        return (
            f"{record.tag} is being set up, and its checklist can’t be read any more. To give that "
            f"up and begin anew, {way}."
        )
    if not run.open_count:
        return f"{record.tag} is set up but for the last step. To finish it, {way}."
    are = "line is" if run.open_count == 1 else "lines are"
    return (
        f"{record.tag} is being set up: {run.open_count} of {len(run.marks)} {are} open. To tick "
        f"or excuse them and finish, {way}."
    )
