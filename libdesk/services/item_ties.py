"""What hangs on an item beside its record, and would be lost or wrong were a change taken back."""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from libdesk.domain.attachments import OwnerKind
from libdesk.domain.item_history import ChangeId
from libdesk.domain.loan_facts import OUT
from libdesk.domain.records import ItemId, Record
from libdesk.domain.statuses import Status
from libdesk.services.errors import Conflict
from libdesk.services.item_gates import Rules
from libdesk.services.reimaging_gates import keep_runs
from libdesk.services.staying import Staying
from libdesk.services.stores import Unit


def check_nothing_hangs_on(
    unit: Unit,
    rules: Rules,
    change: ChangeId,
    now: Mapping[ItemId, Record],
    before: Sequence[Record],
    new: Sequence[Record],
) -> None:
    """Let a change set be taken back where nothing else goes wrong by that.

    Args:
        unit: the transaction.
        rules: what follows from a record.
        change: the change set.
        now: its items as they are.
        before: its items as they were before it.
        new: the items that came with it, and would be taken out.

    Raises:
        Conflict: something hangs on it by now, which says what to do first.
    """
    _keep_files(unit, new)
    _keep_stand_ins(unit, change, [one.id for one in new])
    _keep_loans(unit, change, new)
    _keep_here(unit, rules, [one for one in before if now[one.id].status is not one.status])
    _keep_gone(unit, change)
    _keep_wipes(unit, change, now)
    _keep_departures(unit, change)
    _keep_ways_out(unit, new)
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


def _keep_here(unit: Unit, rules: Rules, moved: Sequence[Record]) -> None:
    """Refuse to let items be gone again that are lent, stand in, or are being set up by now."""
    staying = Staying(unit, rules.today, unit.reimagings.running_items)
    for one in moved:
        if one.status is Status.GONE and (why := staying.why(one)):
            raise Conflict(why)


def _keep_gone(unit: Unit, change: ChangeId) -> None:
    """Refuse to let stand in, or be set up again, what has gone since."""
    stood = chain.from_iterable((one.away, one.spare) for one in unit.stand_ins.ended(change))
    for record in unit.items.get_all([*stood, *unit.reimagings.ended(change)]):
        if record.status is Status.GONE and _has_gone(unit, record.id, change):
            raise Conflict(f"{record.tag} has gone since, so this can’t be taken back.")


def _keep_wipes(unit: Unit, change: ChangeId, touched: Collection[ItemId]) -> None:
    """Refuse to take a wipe record away by which something went, or after which another came."""
    ids = [one.item for one in unit.disposals.wiped_with(change)]
    for wipe in unit.disposals.wipes([one for one in ids if one in touched]):
        if wipe.change > change:
            raise Conflict(f"{wipe.tag} was wiped once more since. Take that back first.")
    # What the change set touched itself has not moved since.
    for record in unit.items.get_all([one for one in ids if one not in touched]):
        if _has_gone(unit, record.id, change):
            raise Conflict(
                f"{record.tag} has gone since, and this says how it was wiped, so it stays on "
                "record. Take back first that it went."
            )


def _has_gone(unit: Unit, item: ItemId, since: ChangeId) -> bool:
    moves = unit.item_history.moves([item], since)
    return any(became == Status.GONE.value for _item, _change, became in moves)


def _keep_departures(unit: Unit, change: ChangeId) -> None:
    """Refuse to take back how something went, where a paper came since, or it was told anew."""
    told = unit.disposals.departed_with(change)
    for one in told:
        if one.version > 1 and one.certificate:
            raise Conflict(
                f"The certificate of {one.tag} came since. Take that back first, or it would be "
                "lost."
            )
    for one in unit.disposals.departures([one.item for one in told]):
        if one.change > change:
            raise Conflict(f"How {one.tag} went was told anew since. Take that back first.")


def _keep_ways_out(unit: Unit, new: Sequence[Record]) -> None:
    """Refuse to take items out of which somebody has kept how they were wiped, or went."""
    ids = [one.id for one in new]
    kept = unit.disposals
    tags = (*(one.tag for one in kept.wipes(ids)), *(one.tag for one in kept.departures(ids)))
    for tag in tags:
        raise Conflict(
            f"How {tag} was wiped, or went, was kept since, so this can’t be taken back whole."
        )


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
