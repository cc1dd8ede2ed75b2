"""Rooms in the database, and how items name theirs."""

from datetime import date

from sqlalchemy import Connection, bindparam, case, delete, func, insert, select, update

from libdesk.domain.rooms import Condition, Named, Room, RoomId, RoomKind
from libdesk.domain.statuses import HERE
from libdesk.storage.schema import attachments, items, rooms
from libdesk.storage.sound_rows import sound_rows

_COLUMNS = (
    rooms.c.branch,
    rooms.c.name,
    rooms.c.kind,
    rooms.c.condition,
    rooms.c.notes,
    rooms.c.looked_over_on,
    rooms.c.id,
    rooms.c.version,
)
_ALL = select(*_COLUMNS).order_by(rooms.c.id)
_ONE = select(*_COLUMNS).where(rooms.c.id == bindparam("id_"))
_HERE = sorted(status.value for status in HERE)
_NAMED = (
    select(items.c.branch, items.c.room, func.sum(case((items.c.status.in_(_HERE), 1), else_=0)))
    .where(items.c.room != "")
    .group_by(items.c.branch, items.c.room)
    .order_by(items.c.branch, items.c.room)
)
_ADD = insert(rooms).returning(rooms.c.id)
_PUT = insert(rooms)
_CHANGE = (
    update(rooms)
    .where(rooms.c.id == bindparam("id_"))
    .values({column.name: bindparam(column.name) for column in rooms.c if column.name != "id"})
)
_REMOVE = delete(rooms).where(rooms.c.id == bindparam("id_"))
_REMOVE_FILES = delete(attachments).where(attachments.c.room == bindparam("id_"))


class RoomStore:
    """Implements the port Rooms on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Room, ...]:
        """Return all of them; a damaged one is left out."""
        return tuple(sound_rows(self._connection.execute(_ALL), _room))

    def find(self, room_id: RoomId) -> Room | None:
        """Return one; None where there is none."""
        return next(sound_rows(self._connection.execute(_ONE, {"id_": room_id}), _room), None)

    def named(self) -> tuple[Named, ...]:
        """Return how items name their rooms, by branch and spelling; no name is left out."""
        rows = self._connection.execute(_NAMED)
        return tuple(Named(branch, name, int(count)) for branch, name, count in rows)

    def add(self, room: Room) -> RoomId:
        """Add a room at version 1 and return its id."""
        row = {**_row(room), "version": 1}
        return RoomId(self._connection.execute(_ADD, row).scalar_one())

    def put(self, room: Room) -> None:
        """Write a room as it is, with its id and version, whether it is there or not."""
        row = _row(room)
        if not self._connection.execute(_CHANGE, {**row, "id_": room.id}).rowcount:
            self._connection.execute(_PUT, {**row, "id": room.id})

    def remove(self, room_id: RoomId) -> None:
        """Take a room out, with what belongs to it."""
        self._connection.execute(_REMOVE_FILES, {"id_": room_id})
        self._connection.execute(_REMOVE, {"id_": room_id})


def _row(room: Room) -> dict[str, object]:
    return {
        "branch": room.branch,
        "name": room.name,
        "name_key": room.key,
        "kind": room.kind.value,
        "condition": room.condition.value,
        "notes": room.notes,
        "looked_over_on": room.looked_over_on,
        "version": room.version,
    }


def _room(  # noqa: PLR0913, PLR0917 - a row's values
    branch: str,
    name: str,
    kind: str,
    condition: str,
    notes: str,
    looked_over_on: date | None,
    room_id: int,
    version: int,
) -> Room:
    return Room(
        branch,
        name,
        RoomKind(kind),
        Condition(condition),
        notes,
        looked_over_on,
        RoomId(room_id),
        version,
    )
