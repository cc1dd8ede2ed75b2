"""The sample library's closets."""

import zlib

import pytest

from libdesk.domain.attachments import size_of, taken
from libdesk.domain.pictures import Kind
from libdesk.domain.places import Branch
from libdesk.domain.rooms import Condition, RoomKind
from libdesk.services.sample_rooms import drawn, fill_rooms
from tests.services.fakes import START
from tests.services.memory_attachments import MemoryFiles


@pytest.mark.rows("S58")
def test_two_closets_with_their_condition_and_pictures(database, hands):
    files = MemoryFiles(hands)
    with database(write=True) as unit:
        for code in ("CEN", "FER"):
            unit.places.save_branch(Branch(code, code))
    for _ in range(2):  # twice adds nothing
        fill_rooms(database, files, START)
        with database() as unit:
            server, closet = unit.rooms.all()
            every = unit.attachments.all()
    assert (server.kind, server.condition) == (RoomKind.SERVER_ROOM, Condition.TIDY)
    assert not server.is_due(START.date())
    assert (closet.kind, closet.condition) == (RoomKind.CLOSET, Condition.MESSY)
    assert closet.is_due(START.date())
    assert [one.caption for one in every] == ["Before", "After", "As I found it"]
    assert every[0].added_at < every[1].added_at < START
    assert all(one.content_hash in files.kept for one in every)


def test_a_library_without_these_branches_gets_none(database, hands):
    fill_rooms(database, MemoryFiles(hands), START)
    with database() as unit:
        assert unit.rooms.all() == ()


def test_the_pictures_are_small_whole_and_not_alike():
    first, again, other, tidy = drawn(1), drawn(1), drawn(1, 1), drawn(0)
    assert first == again
    assert len({first, other, tidy}) == 3
    for one in (first, other, tidy):
        assert size_of(one, Kind.PNG) == (240, 160)
        assert len(taken("a.png", one).content) < 4_000
        start = one.index(b"IDAT") + 4
        pixels = zlib.decompressobj().decompress(one[start:])
        assert len(pixels) == 160 * (1 + 3 * 240)
