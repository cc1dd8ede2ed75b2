"""What hangs on an item beside its record, and would be lost or wrong were a change taken back."""

from collections.abc import Sequence
from itertools import chain

from libdesk.domain.attachments import OwnerKind
from libdesk.domain.item_history import ChangeId
from libdesk.domain.loan_facts import OUT
from libdesk.domain.records import ItemId, Record
from libdesk.services.errors import Conflict
from libdesk.services.reimaging_gates import keep_runs
from libdesk.services.stores import Unit


def check_nothing_hangs_on(
    unit: Unit, change: ChangeId, before: Sequence[Record], new: Sequence[Record]
) -> None:
    """Let a change set be taken back where nothing else goes wrong by that.

    Args:
        unit: the transaction.
        change: the change set.
        before: its items as they were before it.
        new: the items that came with it, and would be taken out.

    Raises:
        Conflict: something hangs on it by now, which says what to do first.
    """
    _keep_files(unit, new)
    _keep_stand_ins(unit, change, [one.id for one in new])
    _keep_loans(unit, change, new)
    keep_runs(unit, change, before, new)


def _keep_files(unit: Unit, new: Sequence[Record]) -> None:
    """Refuse to take items out to which somebody has added photos or papers since."""
    if not new:
        return
    counts = unit.attachments.counts(OwnerKind.ITEM)
    with_files = [one for one in new if counts.get(one.id)]
    if with_files:
        more = f" and {len(with_files) - 1} more" if len(with_files) > 1 else ""
        raise Conflict(
            f"{with_files[0].tag}{more} got photos or papers since, so this can’t be taken back "
            "whole. Save those that are needed elsewhere, and remove them here first."
        )


def _keep_loans(unit: Unit, change: ChangeId, new: Sequence[Record]) -> None:
    """Refuse to take items out that were lent or booked since, or to use those that are out."""
    if new and (lent := unit.loans.of_all([one.id for one in new])):
        first = next(one for one in new if one.id in lent)
        raise Conflict(f"{first.tag} was lent or booked since, so this can’t be taken back whole.")
    again = [one.spare for one in unit.stand_ins.ended(change)]
    again += unit.reimagings.ended(change)
    for item in unit.items.get_all(again):
        if who := with_whom(unit, item.id):
            raise Conflict(
                f"{item.tag} is lent to {who} by now, so this can’t be taken back. Take it back "
                "from there first."
            )


def with_whom(unit: Unit, item: ItemId) -> str:
    """Return to whom an item is lent now; "" where nobody has it."""
    out = (one.borrower for one in unit.loans.of(item) if one.state.value == OUT)
    return next(out, "")


def _keep_stand_ins(unit: Unit, change: ChangeId, new: Sequence[ItemId]) -> None:
    """Refuse to undo a swap that has ended, to take its items out, or to let one stand in twice."""
    if unit.stand_ins.has_ended(change):
        raise Conflict("What stood in has ended since, so the swap can’t be taken back.")
    running = {
        item
        for one in unit.stand_ins.running()
        if one.change != change
        for item in (one.away, one.spare)
    }
    if not running:
        return
    again = chain.from_iterable((one.away, one.spare) for one in unit.stand_ins.ended(change))
    taken = unit.items.get_all([one for one in chain(again, new) if one in running])
    if taken:
        raise Conflict(
            f"{taken[0].tag} is part of another stand-in by now, so this can’t be taken back. "
            "Swap that back first."
        )
