"""What stands on the paper of a branch's rooms and closets: read, with the photos."""

from libdesk.documents.rooms_paper import PHOTOS_MOST, ShownPhoto, ShownRoom
from libdesk.domain.attachments import Attachment, Owner, OwnerKind
from libdesk.domain.rooms import RoomId, lines_of
from libdesk.services.attachment_stores import FileStore
from libdesk.services.errors import Unavailable
from libdesk.services.stores import OpenUnit


def shown_rooms(open_unit: OpenUnit, files: FileStore | None, branch: str) -> tuple[ShownRoom, ...]:
    """Return the rooms of a branch with their photos; one whose file is missing is told so."""
    with open_unit() as unit:
        counts = {
            RoomId(key): count for key, count in unit.attachments.counts(OwnerKind.ROOM).items()
        }
        every = lines_of(unit.rooms.all(), unit.rooms.named(), counts)
        lines = [one for one in every if one.room.branch == branch]
        owned = [
            unit.attachments.of(Owner(OwnerKind.ROOM, line.room.id)) if line.files else ()
            for line in lines
        ]
    return tuple(
        ShownRoom(line, _photos(found, files)) for line, found in zip(lines, owned, strict=True)
    )


def _photos(found: tuple[Attachment, ...], files: FileStore | None) -> tuple[ShownPhoto, ...]:
    pictures = [one for one in found if one.kind.is_picture]
    # Of those that are only counted, no file is read.
    read_from = len(pictures) - PHOTOS_MOST
    return tuple(
        ShownPhoto(
            _content(one, files) if place >= read_from else None,
            one.caption,
            one.added_at.astimezone().date(),
        )
        for place, one in enumerate(pictures)
    )


def _content(one: Attachment, files: FileStore | None) -> bytes | None:
    if files is None:
        return None
    try:
        return files.get(one.content_hash)
    except Unavailable:
        return None
