"""The paper of a branch's rooms and closets, with the photos that are there."""

from datetime import UTC, datetime

import pytest

from libdesk.app.room_papers import shown_rooms
from libdesk.documents.rooms_paper import PHOTOS_MOST
from libdesk.domain.attachments import Owner, OwnerKind
from libdesk.domain.rooms import Room, RoomKind
from libdesk.services.attachments import Attaching
from libdesk.storage.attachment_files import AttachmentFiles
from libdesk.storage.database import Database
from tests.domain.test_attachments import PDF, png

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path):
    opened = Database.open(tmp_path / "libdesk.sqlite", now=lambda: NOW)
    yield opened
    opened.close()


@pytest.mark.rows("S58")
def test_rooms_of_one_branch_come_with_their_newest_photos(database, tmp_path):
    files = AttachmentFiles(tmp_path / "attachments")
    attaching = Attaching(database.unit, files, lambda: NOW, "IT")
    with database.unit(write=True) as unit:
        closet = Owner(OwnerKind.ROOM, unit.rooms.add(Room("CEN", "Closet", RoomKind.CLOSET)))
        unit.rooms.add(Room("CEN", "Office"))
        unit.rooms.add(Room("FER", "Lobby"))
    added = [
        attaching.add(closet, f"{n}.png", png(width=n), str(n)) for n in range(1, PHOTOS_MOST + 3)
    ]
    attaching.add(closet, "order.pdf", PDF)
    files.remove(added[-1].content_hash)
    first, second = shown_rooms(database.unit, files, "CEN")
    assert (first.line.room.name, second.line.room.name) == ("Closet", "Office")
    assert [photo.caption for photo in first.photos] == [one.caption for one in added]
    read = [photo.content is not None for photo in first.photos]
    assert read == [False, False, *[True] * (PHOTOS_MOST - 1), False]
    assert second.photos == ()
    (again, _) = shown_rooms(database.unit, None, "CEN")
    assert all(photo.content is None for photo in again.photos)
