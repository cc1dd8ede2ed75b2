"""The rooms and closets of each branch: looked over, renamed, brought together (S58).

A room's name stands in its items: a rename changes them all in one change set, and is taken back
with it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from libdesk.domain.attachments import Attachment, Owner, OwnerKind, is_same
from libdesk.domain.item_history import ChangeId, ChangeKind, ChangeSet
from libdesk.domain.item_lists import ItemFacet, ItemFilter
from libdesk.domain.records import Record
from libdesk.domain.rooms import (
    NOTES_LIMIT,
    Room,
    RoomId,
    RoomLine,
    cleaned,
    key_of,
    lines_of,
    merged,
)
from libdesk.domain.statuses import HERE, Status
from libdesk.domain.text import clean_line, clean_text
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_changes import change_records, take_back
from libdesk.services.item_gates import Rules
from libdesk.services.ports import Clock
from libdesk.services.stores import OpenUnit, Unit

ROOMS_LIMIT = 2_000
"""Rooms that are kept; a library with more has typed them by mistake."""


@dataclass(frozen=True, slots=True)
class ChosenRoom:
    """One room, whole.

    Attributes:
        line: as the list shows it.
        items: what stands there, by name.
        files: its photos and papers, in the order in which they were added.
    """

    line: RoomLine
    items: tuple[Record, ...] = ()
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class RoomChange:
    """What was done to rooms, with all that is needed to take it back.

    Attributes:
        room: the room as it is now; None where it was removed.
        change: the change set of its items; None where none was changed.
        items: how many items were changed.
        before: the rooms as they were kept before.
        after: the rooms as they are kept now.
        files: photos and papers as they belonged before, where that is different now.
    """

    room: Room | None
    change: ChangeId | None = None
    items: int = 0
    before: tuple[Room, ...] = ()
    after: tuple[Room, ...] = ()
    files: tuple[Attachment, ...] = ()


class RoomKeeping:
    """The use cases.

    A change takes the version that was on the screen, and raises Conflict when somebody else was
    first.

    Args:
        open_unit: opens a transaction.
        rules: what follows from a record.
        now: the clock.
        who: who changes things here.
    """

    def __init__(
        self, open_unit: OpenUnit, rules: Callable[[], Rules], now: Clock, who: str = ""
    ) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._now = now
        self._who = clean_line(who)

    def list_rooms(self, branch: str = "") -> tuple[RoomLine, ...]:
        """Return the rooms of a branch, or of all, by branch and name."""
        with self._open_unit() as unit:
            every = _lines(unit)
        return tuple(one for one in every if not branch or one.room.branch == branch)

    def get(self, branch: str, name: str) -> ChosenRoom:
        """Return a room with what stands in it.

        Raises:
            Refusal: there is none of this name.
        """
        with self._open_unit() as unit:
            return _chosen(unit, branch, name)

    def save(self, room: Room) -> Room:
        """Store what is known of a room; its name stays as it is.

        Args:
            room: with the version that was on the screen; a new one, or one that only items name,
                has none and gets its row.

        Raises:
            Refusal: it has no name or no branch, too long a note, or there is one of this name;
                names the field.
            Conflict: somebody else was first.
        """
        _check_notes(clean_text(room.notes))
        with self._open_unit(write=True) as unit:
            return _save(unit, cleaned(room))

    def look_over(self, room: Room, on: date | None = None) -> RoomChange:
        """Note that somebody has looked it over.

        Args:
            room: as it was on the screen.
            on: the day; None for today.

        Raises:
            Refusal: the day is not over yet.
            Conflict: somebody else was first.
        """
        today = self._today()
        day = on or today
        if day > today:
            raise Refusal("That day is still to come. Take today, or an earlier day.", field="on")
        with self._open_unit(write=True) as unit:
            before = _before(unit, room)
            saved = _save(unit, replace(room, looked_over_on=day))
            return RoomChange(saved, before=before, after=(saved,))

    def rename(self, room: Room, name: str) -> RoomChange:
        """Give a room another name, in all of its items too.

        Raises:
            Refusal: there is no name, or another room has it; names the field.
            Conflict: somebody else was first.
        """
        name = clean_line(name)
        if not name:
            raise Refusal("Please type what the room is called.", field="name")
        with self._open_unit(write=True) as unit:
            line = _line(unit, room.branch, room.name)
            if key_of(name) != room.key and _find(unit, room.branch, name) is not None:
                raise Refusal(
                    f"There is a room called “{name}” here already. To make one of the two, choose "
                    "to bring them together.",
                    field="name",
                )
            title = f"Room “{room.name}” is “{name}”"
            change, count = self._move_items(unit, line, name, title)
            before = _before(unit, room)
            after: tuple[Room, ...] = ()
            renamed = replace(room, name=name)
            if before:
                renamed = replace(before[0], name=name, version=before[0].version + 1)
                unit.rooms.put(renamed)
                after = (renamed,)
            return RoomChange(renamed, change, count, before, after)

    def merge(self, room: Room, into: Room) -> RoomChange:
        """Make one of two rooms that are the same: items, photos and notes go to the second.

        Raises:
            Refusal: they are one already, or of two branches, or their notes are too long for one.
            Conflict: somebody else was first.
        """
        if room.branch != into.branch:
            raise Refusal("These rooms are of two branches, so they can’t be the same.")
        if room.key == into.key:
            raise Refusal("That is the same room. Choose another one.")
        with self._open_unit(write=True) as unit:
            line = _line(unit, room.branch, room.name)
            title = f"Room “{room.name}” is “{into.name}”"
            change, count = self._move_items(unit, line, into.name, title)
            before = (*_before(unit, room), *_before(unit, into))
            moved: tuple[Attachment, ...] = ()
            kept = into
            if room.id:
                _check_notes(f"{into.notes}\n\n{room.notes}".strip())
                kept = _save(unit, merged(room, into))
                moved = _move_files(unit, room.id, kept.id)
                unit.rooms.remove(room.id)
            after = (kept,) if kept.id else ()
            return RoomChange(kept, change, count, before, after, moved)

    def remove(self, room: Room) -> RoomChange:
        """Take a room out in which nothing stands, with its photos.

        Raises:
            Refusal: items stand there.
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            line = _line(unit, room.branch, room.name)
            if line.items:
                raise Refusal(
                    f"{line.items} items stand in “{room.name}”. Move them elsewhere first, or "
                    "bring it together with another room."
                )
            before = _before(unit, room)
            files = unit.attachments.of(_owner(room.id))
            unit.rooms.remove(room.id)
            return RoomChange(None, before=before, files=files)

    def undo(self, done: RoomChange) -> None:
        """Take a change back, as though it had never been.

        Raises:
            Refusal: it was taken back already.
            Conflict: a room or an item was changed since.
        """
        with self._open_unit(write=True) as unit:
            _check_undo(unit, done)
            if done.change is not None:
                take_back(unit, self._rules(), done.change)
            for room in done.before:
                unit.rooms.put(room)
            _put_files_back(unit, done)
            for room in _made(done):
                unit.rooms.remove(room.id)

    def _move_items(
        self, unit: Unit, line: RoomLine, name: str, title: str
    ) -> tuple[ChangeId | None, int]:
        """Write a room's name into all of its items; return the change set, and how many."""
        records = _items(unit, line, frozenset(Status))
        changed = [replace(one, room=name) for one in records if one.room != name]
        if not changed:
            return None, 0
        change_set = ChangeSet(self._now(), self._who, ChangeKind.BULK, clean_line(title))
        done = change_records(unit, self._rules(), change_set, changed)
        return done.change, len(changed)

    def _today(self) -> date:
        return self._now().astimezone().date()


def _lines(unit: Unit) -> tuple[RoomLine, ...]:
    files = {RoomId(key): count for key, count in unit.attachments.counts(OwnerKind.ROOM).items()}
    return lines_of(unit.rooms.all(), unit.rooms.named(), files)


def _find(unit: Unit, branch: str, name: str) -> RoomLine | None:
    wanted = (branch, key_of(name))
    return next((one for one in _lines(unit) if (one.room.branch, one.room.key) == wanted), None)


def _line(unit: Unit, branch: str, name: str) -> RoomLine:
    found = _find(unit, branch, name)
    if found is None:
        raise Refusal(f"There is no room called “{name}” here any more.")
    return found


def _chosen(unit: Unit, branch: str, name: str) -> ChosenRoom:
    line = _line(unit, branch, name)
    files = unit.attachments.of(_owner(line.room.id)) if line.room.id else ()
    return ChosenRoom(line, _items(unit, line, HERE), files)


def _items(unit: Unit, line: RoomLine, statuses: frozenset[Status]) -> tuple[Record, ...]:
    if not line.spellings:
        return ()
    values = {ItemFacet.BRANCH: (line.room.branch,), ItemFacet.ROOM: line.spellings}
    return tuple(unit.items.all(ItemFilter(values=MappingProxyType(values), statuses=statuses)))


def _owner(room_id: RoomId) -> Owner:
    return Owner(OwnerKind.ROOM, room_id)


def _before(unit: Unit, room: Room) -> tuple[Room, ...]:
    """Return a room as it is kept, if it is."""
    return (_expect(unit, room),) if room.id else ()


def _check_notes(notes: str) -> None:
    if len(notes) > NOTES_LIMIT:
        raise Refusal(
            f"These notes are longer than {NOTES_LIMIT:,} characters. Shorten them first.",
            field="notes",
        )


def _expect(unit: Unit, room: Room) -> Room:
    stored = unit.rooms.find(room.id)
    if stored is None:
        raise Conflict(f"“{room.name}” was removed meanwhile.")
    if stored.version != room.version:
        raise Conflict(f"“{room.name}” was changed meanwhile. What you typed is still here.")
    if (stored.branch, stored.key) != (room.branch, room.key):
        # A number may be given again, and under it stands another place then.
        raise Conflict(f"“{room.name}” was removed meanwhile.")
    return stored


def _made(done: RoomChange) -> tuple[Room, ...]:
    """Return the rooms that a change has brought."""
    was = {one.id for one in done.before}
    return tuple(one for one in done.after if one.id not in was)


def _check_undo(unit: Unit, done: RoomChange) -> None:
    for room in done.after:
        _expect(unit, room)
    for room in _made(done):
        moved = {one.id for one in done.files}
        if any(one.id not in moved for one in unit.attachments.of(_owner(room.id))):
            raise Conflict(f"“{room.name}” has new photos since, so this can’t be taken back.")
    now = {one.id for one in done.after}
    kept = unit.rooms.all()
    for room in done.before:
        others = [one for one in kept if one.id not in now]
        # Its number may be given again, and its name typed again.
        if any(
            one.id == room.id or (one.branch, one.key) == (room.branch, room.key) for one in others
        ):
            raise Conflict(f"There is another “{room.name}” since, so this can’t be taken back.")


def _move_files(unit: Unit, room_id: RoomId, into: RoomId) -> tuple[Attachment, ...]:
    """Let photos and papers belong to another room; return them as they were."""
    moved = unit.attachments.of(_owner(room_id))
    for one in moved:
        unit.attachments.put(replace(one, owner=_owner(into), version=one.version + 1))
    return moved


def _put_files_back(unit: Unit, done: RoomChange) -> None:
    for one in done.files:
        if done.room is None:
            unit.attachments.add(one)
            continue
        current = unit.attachments.find(one.id)
        # What was removed since stays removed, and its number may be another's by now.
        if current is not None and is_same(current, one):
            back = replace(current, owner=one.owner, version=current.version + 1)
            unit.attachments.put(back)


def _save(unit: Unit, room: Room) -> Room:
    if room.id:
        stored = _expect(unit, room)
        saved = replace(room, branch=stored.branch, name=stored.name, version=room.version + 1)
        unit.rooms.put(saved)
        return saved
    _check_new(room, unit.rooms.all())
    saved = replace(room, version=1)
    return replace(saved, id=unit.rooms.add(saved))


def _check_new(room: Room, kept: Sequence[Room]) -> None:
    if not room.branch:
        raise Refusal("Please say at which branch it is.", field="branch")
    if not room.key:
        raise Refusal("Please type what the room is called.", field="name")
    if any((one.branch, one.key) == (room.branch, room.key) for one in kept):
        raise Refusal(f"There is a room called “{room.name}” here already.", field="name")
    if len(kept) >= ROOMS_LIMIT:
        raise Refusal(f"There are {ROOMS_LIMIT:,} rooms already. Remove one first.")
