"""Rooms, photos and papers in memory; keeps the contracts of room_stores.py, attachment_stores.py.

Ids are given again once the newest is gone, as SQLite does.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from libdesk.domain.attachments import Attachment, AttachmentId, Owner, OwnerKind, hash_of
from libdesk.domain.rooms import Named, Room, RoomId
from libdesk.domain.statuses import HERE
from libdesk.services.attachment_stores import FileState
from libdesk.services.errors import Refusal, Unavailable

if TYPE_CHECKING:
    from tests.services.memory_donations import DonationTables
    from tests.services.memory_items import ItemTables


@dataclass
class RoomTables:
    """All that the database holds of rooms and what belongs to them and to items."""

    rooms: dict[RoomId, Room] = field(default_factory=dict)
    attachments: dict[AttachmentId, Attachment] = field(default_factory=dict)

    def copy(self) -> "RoomTables":
        return RoomTables(dict(self.rooms), dict(self.attachments))


class MemoryRooms:
    """The rooms that are kept."""

    def __init__(self, tables: RoomTables, equipment: "ItemTables", *, write: bool) -> None:
        self._tables = tables
        self._equipment = equipment
        self._write = write

    def all(self) -> tuple[Room, ...]:
        return tuple(room for _, room in sorted(self._tables.rooms.items()))

    def find(self, room_id: RoomId) -> Room | None:
        return self._tables.rooms.get(room_id)

    def named(self) -> tuple[Named, ...]:
        found: Counter[tuple[str, str]] = Counter()
        for one, _ in self._equipment.records.values():
            if one.room:
                found[one.branch, one.room] += one.status in HERE
        return tuple(Named(*place, count) for place, count in sorted(found.items()))

    def add(self, room: Room) -> RoomId:
        tables = self._writing()
        room_id = RoomId(max(tables.rooms, default=0) + 1)
        self.put(replace(room, id=room_id, version=1))
        return room_id

    def put(self, room: Room) -> None:
        tables = self._writing()
        assert room.id
        others = (one for one in tables.rooms.values() if one.id != room.id)
        assert (room.branch, room.key) not in {(one.branch, one.key) for one in others}
        tables.rooms[room.id] = room

    def remove(self, room_id: RoomId) -> None:
        tables = self._writing()
        tables.rooms.pop(room_id, None)
        gone = Owner(OwnerKind.ROOM, room_id)
        tables.attachments = {
            key: one for key, one in tables.attachments.items() if one.owner != gone
        }

    def _writing(self) -> RoomTables:
        assert self._write, "a unit that only reads was asked to write"
        return self._tables


class MemoryAttachments:
    """Which files belong to what."""

    def __init__(
        self,
        tables: RoomTables,
        equipment: "ItemTables",
        donations: "DonationTables",
        *,
        write: bool,
    ) -> None:
        self._tables = tables
        self._equipment = equipment
        self._donations = donations
        self._write = write

    def of(self, owner: Owner) -> tuple[Attachment, ...]:
        mine = [one for one in self._tables.attachments.values() if one.owner == owner]
        return tuple(sorted(mine, key=lambda one: (one.added_at, one.id)))

    def find(self, attachment_id: AttachmentId) -> Attachment | None:
        return self._tables.attachments.get(attachment_id)

    def counts(self, kind: OwnerKind) -> Mapping[int, int]:
        every = self._tables.attachments.values()
        return Counter(one.owner.id for one in every if one.owner.kind is kind)

    def add(self, attachment: Attachment) -> AttachmentId:
        tables, owner = self._writing(), attachment.owner
        known: dict[OwnerKind, Collection[int]] = {
            OwnerKind.ITEM: self._equipment.records,
            OwnerKind.ROOM: tables.rooms,
            OwnerKind.OFFER: self._donations.offers,
        }
        if owner.id not in known[owner.kind]:
            raise Refusal("What this belongs to is not in the list any more.", field="file")
        new_id = AttachmentId(max(tables.attachments, default=0) + 1)
        tables.attachments[new_id] = replace(attachment, id=new_id, version=1)
        return new_id

    def put(self, attachment: Attachment) -> None:
        assert attachment.id
        self._writing().attachments[attachment.id] = attachment

    def remove(self, attachment_id: AttachmentId) -> None:
        self._writing().attachments.pop(attachment_id, None)

    def all(self) -> tuple[Attachment, ...]:
        return tuple(one for _, one in sorted(self._tables.attachments.items()))

    def _writing(self) -> RoomTables:
        assert self._write, "a unit that only reads was asked to write"
        return self._tables


class MemoryFiles:
    """Files by their hashes; a full disk, and files that went bad."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.kept: dict[str, tuple[bytes, datetime]] = {}
        self.is_full = False
        self._now = now

    def put(self, content: bytes) -> str:
        if self.is_full:
            raise Unavailable("The disk is full. Nothing of it is left. Make room.")
        name = hash_of(content)
        self.kept[name] = (content, self._now())
        return name

    def get(self, content_hash: str) -> bytes:
        if self.look(content_hash) is not FileState.SOUND:
            raise Unavailable("This file is not there, or damaged. Look among the copies.")
        return self.kept[content_hash][0]

    def has(self, content_hash: str) -> bool:
        return content_hash in self.kept

    def look(self, content_hash: str) -> FileState:
        if content_hash not in self.kept:
            return FileState.MISSING
        sound = hash_of(self.kept[content_hash][0]) == content_hash
        return FileState.SOUND if sound else FileState.DAMAGED

    def remove(self, content_hash: str) -> None:
        self.kept.pop(content_hash, None)

    def all(self) -> Iterator[tuple[str, datetime]]:
        yield from [(name, at) for name, (_, at) in self.kept.items()]
