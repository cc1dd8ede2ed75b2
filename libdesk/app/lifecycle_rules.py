"""What the library's rules say of an item's dates, in the one place where rooms ask for it."""

from datetime import date

from libdesk.domain.item_lists import Dates
from libdesk.domain.records import DiskKind, Record
from libdesk.services.equipment import Rules
from libdesk.ui.equipment.signs import SignText


def rules() -> Rules:
    """Return what follows from a record."""
    return Rules(_dates, _needs_wiping)


def signs(record: Record, today: date) -> tuple[SignText, ...]:  # noqa: ARG001 - no cycle is known yet
    """Return what an item's dates say to whoever reads its record.

    Args:
        record: the item.
        today: the reader's day.
    """
    return ()


def _dates(record: Record) -> Dates:
    # What somebody has set by hand; the days of a cycle come with the library's cycles.
    return Dates(record.replace_on, record.support_until)


def _needs_wiping(record: Record) -> bool:
    return record.disk_kind not in (DiskKind.UNKNOWN, DiskKind.NO_STORAGE)
