"""The sample library's closets: their condition, notes, and a little picture of each, drawn here.

The picture is made of a few hundred bytes of code, so that nothing but words is shipped for it.
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from libdesk.domain.attachments import Owner, OwnerKind
from libdesk.domain.rooms import Condition, Room, RoomKind
from libdesk.services.attachment_stores import FileStore
from libdesk.services.attachments import Attaching
from libdesk.services.stores import OpenUnit

_WIDE, _HIGH = 240, 160
_SHELVES = 4
_Color = tuple[int, int, int]
_WALL, _BOARD = (214, 208, 196), (138, 106, 74)
_THINGS: Sequence[_Color] = (
    (64, 70, 82),
    (176, 62, 52),
    (58, 110, 150),
    (92, 130, 84),
    (196, 160, 70),
)


@dataclass(frozen=True, slots=True)
class _Closet:
    """One of them.

    Attributes:
        branch: the branch's code.
        name: what it is called.
        kind: what kind of place it is.
        condition: how it was found.
        notes: what stands in it.
        days: so long ago somebody looked it over; None for never.
        captions: words below its pictures, the oldest first.
    """

    branch: str
    name: str
    kind: RoomKind
    condition: Condition
    notes: str
    days: int | None
    captions: tuple[str, ...] = ()


_CLOSETS = (
    _Closet(
        "CEN",
        "Server room",
        RoomKind.SERVER_ROOM,
        Condition.TIDY,
        "Rack on the left, labels on every patch cable. The key hangs in the office.",
        40,
        ("Before", "After"),
    ),
    _Closet(
        "FER",
        "Supply closet",
        RoomKind.CLOSET,
        Condition.MESSY,
        "Old keyboards and three toner boxes stand in front of the switch; it gets warm. Take the "
        "keyboards to recycling, move the toner to the workroom.",
        410,
        ("As I found it",),
    ),
)


def fill_rooms(open_unit: OpenUnit, files: FileStore, now: datetime) -> None:
    """Add the closets, as far as their branches are there and they are not.

    Args:
        open_unit: opens a transaction of a database that holds the sample library.
        files: keeps the pictures.
        now: the moment that everything is relative to (aware, UTC).

    Raises:
        Unavailable: a picture could not be kept.
    """
    with open_unit(write=True) as unit:
        branches = {one.code for one in unit.places.branches()}
        known = {(one.branch, one.key) for one in unit.rooms.all()}
        made = []
        for closet in _CLOSETS:
            room = _room(closet, now)
            if closet.branch in branches and (room.branch, room.key) not in known:
                made.append((closet, Owner(OwnerKind.ROOM, unit.rooms.add(room))))
    for closet, owner in made:
        for place, caption in enumerate(closet.captions):
            at = now - timedelta(days=(closet.days or 0) - place)
            attaching = Attaching(open_unit, files, partial(_at, at), "IT")
            mess = 0 if caption == "After" else 1
            attaching.add(owner, f"{closet.name} {place + 1}.png", drawn(mess, place), caption)


def drawn(mess: int, seed: int = 0) -> bytes:
    """Return a picture (PNG) of shelves with things on them.

    Args:
        mess: 0 for things in a row, 1 for things of all heights and sizes.
        seed: another one gives another picture.
    """
    rows = [[_WALL] * _WIDE for _ in range(_HIGH)]
    step = _HIGH // _SHELVES
    dice = 7 + seed
    for shelf in range(_SHELVES):
        bottom = (shelf + 1) * step - 6
        left = 6
        while left < _WIDE - 20:
            dice = (dice * 1103515245 + 12345) % 2**31
            width = 12 + (dice >> 8) % 17 if mess else 18
            height = 10 + (dice >> 4) % 20 if mess else 24
            color = _THINGS[(dice >> 12) % len(_THINGS) if mess else shelf % len(_THINGS)]
            _box(rows, (left, bottom - height, left + width, bottom), color)
            left += width + ((dice >> 16) % 9 if mess else 4)
        _box(rows, (0, bottom, _WIDE, bottom + 4), _BOARD)
    return _png(rows)


def _at(moment: datetime) -> datetime:
    return moment


def _room(closet: _Closet, now: datetime) -> Room:
    looked = None if closet.days is None else (now - timedelta(days=closet.days)).date()
    return Room(closet.branch, closet.name, closet.kind, closet.condition, closet.notes, looked)


def _box(rows: list[list[_Color]], place: tuple[int, int, int, int], color: _Color) -> None:
    left, top, right, bottom = place
    for row in rows[max(0, top) : bottom]:
        end = min(right, _WIDE)
        row[left:end] = [color] * (end - left)


def _png(rows: list[list[_Color]]) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    lines = b"".join(b"\0" + bytes(part for dot in row for part in dot) for row in rows)
    head = struct.pack(">IIBBBBB", _WIDE, _HIGH, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(lines, 9)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
