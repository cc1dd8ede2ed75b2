"""Rooms and closets of a branch on paper: condition, notes, and photos with their days (S58)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from libdesk.documents.content import (
    Blanks,
    Block,
    Facts,
    Figure,
    Heading,
    Paper,
    Paragraph,
    Tone,
    Words,
)
from libdesk.documents.equipment_words import item_count
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.wording import Wording
from libdesk.domain.rooms import Condition, RoomKind, RoomLine

PHOTOS_MOST = 6
"""Photos of one room on paper, the newest; before and after are among them."""

_PHOTO_MM = 75.0


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """One photo.

    Attributes:
        content: its bytes; None where its file can't be read.
        caption: words below it; "" for none.
        added_on: when it was added.
    """

    content: bytes | None
    caption: str
    added_on: date


@dataclass(frozen=True, slots=True)
class ShownRoom:
    """One room with its photos, in the order in which they were added."""

    line: RoomLine
    photos: tuple[ShownPhoto, ...] = ()


def rooms_paper(
    branch: str,
    rooms: Sequence[ShownRoom],
    words: Wording,
    *,
    printed_on: date,
    library: str = "",
) -> Paper:
    """Return the paper, room by room.

    Args:
        branch: the branch's code.
        rooms: in their order.
        words: in the library's language.
        printed_on: today.
        library: the library's name; "" when not set.
    """
    blocks: list[Block] = []
    for room in rooms:
        blocks += _room(room, words, printed_on)
    if not blocks:
        blocks.append(Paragraph(words.tr("No room of this branch is known."), Tone.LEAD))
    due = sum(room.line.room.is_due(printed_on) for room in rooms)
    below = [words.tr("Rooms and closets: {count}").format(count=words.number(len(rooms)))]
    if due:
        below.append(words.tr("to look over: {count}").format(count=words.number(due)))
    return Paper(
        title=words.tr("Rooms and closets: {branch}").format(branch=words.branch(branch)),
        blocks=(*blocks, Blanks((words.tr("Looked over on"), words.tr("By")))),
        language=words.language,
        above=library,
        below=DOT.join(below),
        foot=words.tr("Printed: {day}").format(day=words.day(printed_on)),
        furniture=furniture(words),
    )


def _room(shown: ShownRoom, words: Wording, today: date) -> tuple[Block, ...]:
    room = shown.line.room
    looked = room.looked_over_on
    never = words.tr("never")
    pairs: list[tuple[str, Words]] = [
        (words.tr("Kind of place"), _kind(room.kind, words)),
        (words.tr("Condition"), _condition(room.condition, words)),
        (words.tr("Looked over on"), words.day(looked) if looked is not None else never),
        (words.tr("What stands there"), item_count(shown.line.items, words)),
    ]
    blocks: list[Block] = [Heading(room.name or words.tr("Room not known")), Facts(tuple(pairs))]
    if room.is_due(today):
        blocks.append(Paragraph(words.tr("It is time to look it over."), Tone.LEAD))
    if room.notes:
        blocks.append(Paragraph(room.notes))
    left_out = len(shown.photos) - PHOTOS_MOST
    blocks += [_figure(photo, room.name, words) for photo in shown.photos[-PHOTOS_MOST:]]
    if left_out > 0:
        told = words.tr("Older photos in LibDesk: {count}").format(count=words.number(left_out))
        blocks.append(Paragraph(told, Tone.QUIET))
    return tuple(blocks)


def _figure(photo: ShownPhoto, room: str, words: Wording) -> Block:
    day = words.short_day(photo.added_on)
    alt = photo.caption or words.tr("Photo of {room}").format(room=room)
    caption = DOT.join(part for part in (photo.caption, day) if part)
    if photo.content is None:
        lost = words.tr("{photo}: its file is missing.").format(photo=DOT.join((alt, day)))
        return Paragraph(lost, Tone.QUIET)
    return Figure(photo.content, alt, caption, _PHOTO_MM)


def _kind(kind: RoomKind, words: Wording) -> str:
    return {
        RoomKind.ROOM: words.tr("Room"),
        RoomKind.SERVER_ROOM: words.tr("Server room"),
        RoomKind.CLOSET: words.tr("Closet"),
        RoomKind.OUTSIDE: words.tr("Outside"),
    }[kind]


def _condition(condition: Condition, words: Wording) -> str:
    return {
        Condition.UNKNOWN: words.tr("Not looked at yet"),
        Condition.TIDY: words.tr("Tidy"),
        Condition.FAIR: words.tr("Could be tidier"),
        Condition.MESSY: words.tr("Messy"),
        Condition.UNSAFE: words.tr("Not safe"),
    }[condition]
