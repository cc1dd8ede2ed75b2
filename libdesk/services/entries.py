"""How an entry of planned work is stored, removed and taken back: what the three kinds share.

A change expects the version that was on the screen, and raises Conflict when somebody else was
first; with None it is made over whatever is there.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Generic

from libdesk.domain.moments import FIRST_YEAR, LAST_YEAR
from libdesk.domain.text import TEXT_LIMIT, clean_text
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.planning_stores import Entries, Entry
from libdesk.services.settled import Mark, changed_meanwhile

ENTRIES_LIMIT = 5_000
"""Entries of one kind; with more nobody would find one."""


@dataclass(frozen=True, slots=True)
class Undone(Generic[Entry]):
    """What is needed to take a change back.

    Attributes:
        before: the entry as it was; None for one that was new.
        left: the entry as the change left it; None for one that was removed.
    """

    before: Entry | None
    left: Entry | None


def store(
    entries: Entries[Entry],
    entry: Entry,
    mark: Mark,
    expected: int | None,
    limit: int = ENTRIES_LIMIT,
) -> Undone[Entry]:
    """Store an entry, new or changed.

    Args:
        entries: those of its kind, within a transaction that writes.
        entry: with the id 0 a new one.
        mark: when it is, and who does it; its version is given here.
        expected: the version that was on the screen; None for whatever is there.
        limit: how many there may be.

    Raises:
        Conflict: somebody else was first.
        Refusal: there are too many, or somebody has removed it meanwhile.
    """
    before = entries.get(entry.id) if entry.id else None
    if before is None and entries.count() >= limit:
        raise Refusal(f"There are {limit} entries already. Remove some first.")
    if entry.id:
        if before is None and expected is not None:
            raise Refusal("Somebody has removed this meanwhile. Save it as a new one.")
        expect(entries, entry.id, expected)
    version = (before.version if before else 0) + 1
    left = replace(entry, version=version)
    entry_id = entries.save(left, replace(mark, version=version))
    return Undone(before, replace(left, id=entry_id))


def remove(entries: Entries[Entry], entry_id: int, expected: int | None) -> Undone[Entry]:
    """Remove an entry; one that is gone stays gone.

    Raises:
        Conflict: somebody else has changed it.
    """
    before = entries.get(entry_id)
    if before is not None:
        expect(entries, entry_id, expected)
        entries.remove(entry_id)
    return Undone(before, None)


def take_back(entries: Entries[Entry], undone: Undone[Entry], mark: Mark) -> None:
    """Let an entry be as it was before a change.

    Raises:
        Conflict: somebody has changed it since.
    """
    before, left = undone.before, undone.left
    if left is not None:
        expect(entries, left.id, left.version)
    if before is None:
        if left is not None:
            entries.remove(left.id)
        return
    if left is None and entries.get(before.id) is not None:
        raise Conflict("Somebody else has put it back already.")
    version = (left or before).version + 1
    entries.save(replace(before, version=version), replace(mark, version=version))


def expect(entries: Entries[Entry], entry_id: int, expected: int | None) -> None:
    """Make sure that an entry is as it was on the screen.

    Raises:
        Conflict: it was changed or removed meanwhile.
    """
    if expected is None:
        return
    last = entries.mark(entry_id) or Mark()
    if last.version != expected:
        raise changed_meanwhile(last)


def wanted(words: str, field: str, missing: str) -> str:
    """Return words that must be there.

    Raises:
        Refusal: they are not; it is told by `missing`, beside the field.
    """
    if not words:
        raise Refusal(missing, field=field)
    return words


def text_of(words: str, field: str) -> str:
    """Return free text as it is kept.

    Raises:
        Refusal: it is too long.
    """
    if len(words) > TEXT_LIMIT:
        raise Refusal(f"That is more than {TEXT_LIMIT} characters; please shorten it.", field=field)
    return clean_text(words)


def check_day(day: date | None, field: str) -> None:
    """Refuse a day that cannot be shown in every place.

    Raises:
        Refusal: its year is far away.
    """
    if day is not None and not FIRST_YEAR < day.year < LAST_YEAR:
        raise Refusal(
            f"Type a year from {FIRST_YEAR + 1} to {LAST_YEAR - 1}: {day.year} is a slip.",
            field=field,
        )


def mark_of(now: datetime, who: str) -> Mark:
    """Return the mark of a change that is made now."""
    return Mark(0, now, who)
