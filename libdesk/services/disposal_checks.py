"""What must be so before a wipe is kept, or things go; beside what is asked of each status."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from libdesk.domain.disposal import Departure, How, is_conflicted, is_locked, is_private
from libdesk.domain.records import DiskKind, ItemId, Record
from libdesk.domain.statuses import MOVES, Status
from libdesk.domain.text import clean_line, clean_text
from libdesk.domain.wiping import (
    NOTE_LIMIT,
    Destination,
    Remark,
    Result,
    WipeRecord,
    WipingRules,
    remarks,
)
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_changes import records_of
from libdesk.services.item_gates import Rules
from libdesk.services.stores import Unit

_NEEDS_TO = frozenset({How.SOLD, How.GIVEN, How.TRADED_IN, How.RETURNED, How.RECYCLED})
_ASKED_OF = frozenset({How.SOLD, How.GIVEN})


def check_wipe(wipe: WipeRecord, rules: WipingRules, today: date) -> None:
    """Refuse a wipe that can't be kept as it is; names the field."""
    if wipe.media is DiskKind.NO_STORAGE:
        raise Refusal("What has no storage needs no wipe record.", field="media")
    if rules.technique(wipe.technique) is None:
        raise Refusal("Please choose how it was wiped.", field="technique")
    if not wipe.by:
        raise Refusal("Please say who wiped it.", field="by")
    check_day(wipe.on, "on", today)
    if Remark.ONLY_CLEARED in remarks(wipe, rules):
        raise Refusal(
            "This only clears it, which is enough for what stays in the library. For what "
            "leaves, choose the drive’s own sanitize command, cryptographic erase, or destroy "
            "it.",
            field="technique",
        )


def check_alike(records: Sequence[Record], wipe: WipeRecord) -> None:
    """Refuse to keep one wipe for several items whose storage is of different kinds."""
    if len(records) < 2:
        return
    for one in records:
        if one.disk_kind not in {DiskKind.UNKNOWN, wipe.media}:
            raise Refusal(
                f"{one.tag} has another kind of storage than the rest. Choose only items of one "
                "kind for this.",
                field="media",
            )


def check_departure(how: Departure, today: date) -> None:
    """Refuse a departure that can't be kept as it is; names the field."""
    check_day(how.on, "on", today)
    check_day(how.certificate_on, "certificate_on", today)
    check_day(how.decided_on, "decided_on", today)
    if how.how in _NEEDS_TO and not how.to:
        raise Refusal("Please say to whom it went: a firm, a school, “public sale”.", field="to")
    if is_private(how.to):
        raise Refusal(
            "This looks like somebody’s own address or number. Name the organization, or write "
            "“public sale”: who bought it belongs on the receipt.",
            field="to",
        )
    if how.how in _ASKED_OF and not how.is_asked:
        raise Refusal(
            "Please ask, and tick it: nobody who declared it surplus gets it, nor their family.",
            field="is_asked",
        )


def check_day(day: date | None, field: str, today: date) -> None:
    """Refuse a day that is still to come."""
    if day is not None and day > today:
        raise Refusal("That day is still to come. Take today, or an earlier day.", field=field)


def all_of(unit: Unit, items: Sequence[ItemId]) -> list[Record]:
    """Return all of these items; one that is not there any more is a Conflict."""
    wanted = list(dict.fromkeys(items))
    records = records_of(unit, wanted)
    if len(records) < len(wanted) or not wanted:
        raise Conflict("One of these items is not in the list any more.")
    return list(records.values())


def retired(rules: Rules, record: Record) -> Status:
    """Return what becomes of an item that is declared surplus."""
    if record.status is Status.GONE:
        raise Refusal(f"{record.tag} is gone already.")
    if record.status is Status.WIPED or not rules.holds_storage(record):
        return Status.WIPED
    return Status.TO_WIPE


def wiped(record: Record, wipe: WipeRecord) -> Record:
    """Return an item as it is after a wipe."""
    media = wipe.media if record.disk_kind is DiskKind.UNKNOWN else record.disk_kind
    told = replace(record, disk_kind=media)
    may_go = Status.TO_WIPE in MOVES[record.status]
    leaves = wipe.goes is Destination.LEAVES
    if wipe.result is Result.DONE and (record.status is Status.TO_WIPE or (leaves and may_go)):
        return replace(told, status=Status.WIPED)
    if wipe.result is Result.FAILED and (
        record.status is Status.WIPED or (leaves and may_go and record.status is not Status.LOST)
    ):
        return replace(told, status=Status.TO_WIPE)
    return told


def cleaned_departure(how: Departure) -> Departure:
    """Return a departure with its words as they are kept."""
    return replace(
        how,
        to=clean_line(how.to),
        schemes=tuple(filter(None, map(clean_line, how.schemes))),
        certificate=clean_line(how.certificate),
        decided_by=clean_line(how.decided_by),
        note=clean_text(how.note)[:NOTE_LIMIT].rstrip(),
    )


def check_records(unit: Unit, records: Sequence[Record], how: Departure, today: date) -> None:
    """Refuse to let items go so; names the field."""
    surplus = unit.disposals.retirements([one.id for one in records])
    if is_conflicted(how, (one.by for one in surplus)):
        raise Refusal(
            "Whoever declared it surplus does not get it, nor their family. Let somebody else have "
            "it.",
            field="to",
        )
    for one in records:
        is_lost = one.status is Status.LOST
        if is_lost is not (how.how is How.WRITTEN_OFF) and one.status is not Status.GONE:
            raise Refusal(
                f"{one.tag} is lost: write it off, or say in its record that it is found."
                if is_lost
                else f"{one.tag} is not lost. Only what is lost or stolen is written off.",
                field="how",
            )
        if is_lost and is_locked(one, today) and not how.note:
            raise Refusal(
                f"{one.tag} was to be kept until {one.keep_until}. Say in the note what whoever "
                "paid for it was told.",
                field="note",
            )
