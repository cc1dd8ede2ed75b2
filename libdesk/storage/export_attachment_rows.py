"""An export's rows on rooms, photos and papers, and the files themselves, one at a time."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from libdesk.domain.attachment_subjects import attachment_file
from libdesk.domain.attachments import is_hash
from libdesk.domain.cells import Cell
from libdesk.services.errors import Unavailable
from libdesk.services.exporting import Stream
from libdesk.storage.attachment_files import AttachmentFiles
from libdesk.storage.schema import attachments, items, rooms

_ROOMS = select(
    rooms.c.branch,
    rooms.c.name,
    rooms.c.kind,
    rooms.c.condition,
    rooms.c.notes,
    rooms.c.looked_over_on,
    rooms.c.id,
).order_by(rooms.c.branch, rooms.c.name_key)
_ATTACHMENTS = (
    select(
        attachments.c.content_hash,
        attachments.c.kind,
        items.c.tag,
        attachments.c.room,
        attachments.c.offer,
        attachments.c.name,
        attachments.c.caption,
        attachments.c.size,
        attachments.c.added_at,
        attachments.c.who,
    )
    .join_from(attachments, items, items.c.id == attachments.c.item, isouter=True)
    .order_by(attachments.c.id)
)
_FILES = select(attachments.c.content_hash, attachments.c.kind).distinct()


def _attachment(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    return (
        attachment_file(row.content_hash, row.kind),
        row.tag,
        row.room,
        row.offer,
        row.name,
        row.caption,
        row.kind,
        row.size,
        row.added_at,
        row.who,
    )


QUESTIONS: Mapping[
    str, tuple[Select[*tuple[Any, ...]], Callable[[Row[*tuple[Any, ...]]], Sequence[Cell]]]
] = {
    "rooms": (_ROOMS, tuple),
    "attachments": (_ATTACHMENTS, _attachment),
}
"""Each table's question, and what makes a row's cells."""


def contents(connection: Connection, files: AttachmentFiles) -> Stream[tuple[str, bytes]]:
    """Yield each file's name in an export and its bytes.

    One that is missing or damaged here comes from the copies, or is left out.
    """
    for content_hash, kind in connection.execute(_FILES).all():
        if not is_hash(content_hash) or not str(kind).isalnum():
            continue
        try:
            content = files.get(content_hash)
        except Unavailable:
            continue
        yield attachment_file(content_hash, kind), content
