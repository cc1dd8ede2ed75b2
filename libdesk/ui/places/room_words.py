"""Rooms and closets in words."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from libdesk.domain.rooms import Condition, Room, RoomKind, RoomLine
from libdesk.ui.strings import counted, day_words

DOT = " \N{MIDDLE DOT} "


def _tr(words: str) -> str:
    return QCoreApplication.translate("rooms", words)


def kind_words(kind: RoomKind) -> str:
    """Return what kind of place it is."""
    return {
        RoomKind.ROOM: _tr("Room"),
        RoomKind.SERVER_ROOM: _tr("Server room"),
        RoomKind.CLOSET: _tr("Closet"),
        RoomKind.OUTSIDE: _tr("Outside"),
    }[kind]


def condition_words(condition: Condition) -> str:
    """Return how somebody has found it."""
    return {
        Condition.UNKNOWN: _tr("Not looked at yet"),
        Condition.TIDY: _tr("Tidy"),
        Condition.FAIR: _tr("Could be tidier"),
        Condition.MESSY: _tr("Messy"),
        Condition.UNSAFE: _tr("Not safe"),
    }[condition]


def looked_words(room: Room, today: date) -> str:
    """Return when somebody last looked it over; "" where nobody has to."""
    if room.looked_over_on is not None:
        return _tr("looked over {day}").format(day=day_words(room.looked_over_on, today))
    return _tr("never looked over") if room.is_due(today) else ""


def due_words(room: Room, today: date) -> str:
    """Return that it is time to look it over; "" where it is not."""
    return _tr("Look it over") if room.is_due(today) else ""


def where_words(line: RoomLine, branch: str) -> tuple[str, ...]:
    """Return where a room is, and what kind of place.

    Args:
        line: the room.
        branch: the branch's name; "" where the list is of one branch.
    """
    return tuple(part for part in (branch, kind_words(line.room.kind)) if part)


def facts_words(line: RoomLine, today: date) -> tuple[str, ...]:
    """Return what is known of a room, on the reader's day."""
    room = line.room
    condition = condition_words(room.condition) if room.condition.value else ""
    parts = (
        condition,
        looked_words(room, today),
        items_words(line.items) if line.items or not room.id else "",
        _photos_words(line.files),
    )
    return tuple(part for part in parts if part)


def items_words(count: int) -> str:
    """Return how many things stand there."""
    return counted(count, _tr("1 item"), _tr("{count} items"))


def _photos_words(count: int) -> str:
    if not count:
        return ""
    return counted(count, _tr("1 photo"), _tr("{count} photos"))
