"""Which photos and papers belong to what, in the database; their bytes: attachment_files.py."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Connection, bindparam, delete, func, insert, select, update

from libdesk.domain.attachments import (
    Attachment,
    AttachmentId,
    FileKind,
    Owner,
    OwnerKind,
    is_hash,
)
from libdesk.services.errors import Refusal
from libdesk.storage.schema import attachments, donation_offers, items, rooms
from libdesk.storage.sound_rows import sound_rows

_COLUMNS = (
    attachments.c.item,
    attachments.c.room,
    attachments.c.content_hash,
    attachments.c.name,
    attachments.c.kind,
    attachments.c.size,
    attachments.c.added_at,
    attachments.c.who,
    attachments.c.caption,
    attachments.c.id,
    attachments.c.version,
    attachments.c.offer,
)
_OWNER: Mapping[OwnerKind, Column[int]] = {
    OwnerKind.ITEM: attachments.c.item,
    OwnerKind.ROOM: attachments.c.room,
    OwnerKind.OFFER: attachments.c.offer,
}
_OF = {
    kind: select(*_COLUMNS)
    .where(column == bindparam("owner"))
    .order_by(attachments.c.added_at, attachments.c.id)
    for kind, column in _OWNER.items()
}
_COUNTS = {
    kind: select(column, func.count()).where(column.is_not(None)).group_by(column)
    for kind, column in _OWNER.items()
}
_IS_THERE = {
    OwnerKind.ITEM: select(items.c.id).where(items.c.id == bindparam("owner")),
    OwnerKind.ROOM: select(rooms.c.id).where(rooms.c.id == bindparam("owner")),
    OwnerKind.OFFER: select(donation_offers.c.id).where(donation_offers.c.id == bindparam("owner")),
}
_ONE = select(*_COLUMNS).where(attachments.c.id == bindparam("id_"))
_ALL = select(*_COLUMNS).order_by(attachments.c.id)
_ADD = insert(attachments).returning(attachments.c.id)
_PUT = insert(attachments)
_CHANGE = (
    update(attachments)
    .where(attachments.c.id == bindparam("id_"))
    .values({one.name: bindparam(one.name) for one in attachments.c if one.name != "id"})
)
_REMOVE = delete(attachments).where(attachments.c.id == bindparam("id_"))


class AttachmentStore:
    """Implements the port Attachments on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, owner: Owner) -> tuple[Attachment, ...]:
        """Return what belongs to an item, a room or an offer, as it was added."""
        rows = self._connection.execute(_OF[owner.kind], {"owner": owner.id})
        return tuple(sound_rows(rows, _attachment))

    def find(self, attachment_id: AttachmentId) -> Attachment | None:
        """Return one; None where there is none."""
        rows = self._connection.execute(_ONE, {"id_": attachment_id})
        return next(sound_rows(rows, _attachment), None)

    def counts(self, kind: OwnerKind) -> Mapping[int, int]:
        """Return how many files each item, room or offer has; those with none are left out."""
        rows = self._connection.execute(_COUNTS[kind]).all()
        return {row[0]: row[1] for row in rows}

    def add(self, attachment: Attachment) -> AttachmentId:
        """Add one at version 1 and return its id.

        Raises:
            Refusal: what it is to belong to is not there any more.
        """
        owner = attachment.owner
        asked = {"owner": owner.id}
        if self._connection.execute(_IS_THERE[owner.kind], asked).one_or_none() is None:
            raise Refusal(
                "What this belongs to is not in the list any more, so it was not added.",
                field="file",
            )
        row = {**_row(attachment), "version": 1}
        return AttachmentId(self._connection.execute(_ADD, row).scalar_one())

    def put(self, attachment: Attachment) -> None:
        """Write one as it is, with its id and version, whether it is there or not."""
        row = _row(attachment)
        if not self._connection.execute(_CHANGE, {**row, "id_": attachment.id}).rowcount:
            self._connection.execute(_PUT, {**row, "id": attachment.id})

    def remove(self, attachment_id: AttachmentId) -> None:
        """Forget one; its file stays for a while."""
        self._connection.execute(_REMOVE, {"id_": attachment_id})

    def all(self) -> tuple[Attachment, ...]:
        """Return all of them, by their ids."""
        return tuple(sound_rows(self._connection.execute(_ALL), _attachment))


def _row(attachment: Attachment) -> dict[str, Any]:
    owner = attachment.owner
    return {
        **{one.value: owner.id if one is owner.kind else None for one in OwnerKind},
        "content_hash": attachment.content_hash,
        "name": attachment.name,
        "kind": attachment.kind.value,
        "size": attachment.size,
        "caption": attachment.caption,
        "added_at": attachment.added_at,
        "who": attachment.by,
        "version": attachment.version,
    }


def _attachment(*row: Any) -> Attachment:  # noqa: ANN401 - a row's values
    item, room, content_hash, name, kind, size, added_at, who, caption, id_, version, offer = row
    if not is_hash(content_hash):
        raise ValueError("a file's name is no hash")
    owners = {OwnerKind.ITEM: item, OwnerKind.ROOM: room, OwnerKind.OFFER: offer}
    owner, owner_id = next(one for one in owners.items() if one[1] is not None)
    return Attachment(
        Owner(owner, owner_id),
        content_hash,
        name,
        FileKind(kind),
        size,
        added_at,
        who,
        caption,
        AttachmentId(id_),
        version,
    )
