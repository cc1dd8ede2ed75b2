"""Photos and papers: kept before they are listed, brought back, and never lost by a failure."""

import pytest

from libdesk.domain.attachments import COUNT_LIMIT, FileKind, Owner, OwnerKind
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.records import Record
from libdesk.services.attachment_stores import FileState
from libdesk.services.attachments import Attaching, lost_words
from libdesk.services.errors import Conflict, Refusal, Unavailable
from tests.domain.test_attachments import CANARY, PDF, jpeg, png
from tests.services.memory_attachments import MemoryFiles


@pytest.fixture
def owner(database):
    with database(write=True) as unit:
        (item,) = unit.items.add([(Record(Tag("LIB-1"), "PC 1", "public PC"), Dates())])
    return Owner(OwnerKind.ITEM, item)


@pytest.fixture
def files(hands):
    return MemoryFiles(hands)


@pytest.fixture
def attaching(database, files, hands):
    return Attaching(database, files, hands, who=" IT (desk-1) ")


def test_a_photo_is_kept_without_its_notes_and_listed(attaching, files, owner, hands):
    added = attaching.add(owner, "IMG 1.jpg", jpeg(), " Before ")
    assert attaching.list_of(owner) == (added,)
    assert (added.name, added.kind, added.caption) == ("IMG 1.jpg", FileKind.JPEG, "Before")
    assert (added.by, added.added_at, added.version) == ("IT (desk-1)", hands(), 1)
    content = attaching.content(added)
    assert added.size == len(content)
    assert CANARY not in content
    assert list(files.kept) == [added.content_hash]


def test_a_file_can_be_written_before_its_row(attaching, files, owner, database):
    attaching.keep("a.png", png())
    assert len(files.kept) == 1
    assert database.units == 1  # the item's own
    added = attaching.add(owner, "a.png", png())
    assert list(files.kept) == [added.content_hash]
    with pytest.raises(Refusal):
        attaching.keep("a.exe", b"MZ")


def test_what_is_not_taken_leaves_nothing(attaching, files, owner):
    with pytest.raises(Refusal) as told:
        attaching.add(owner, "a.exe", b"MZ")
    assert told.value.field == "file"
    assert not files.kept


def test_a_full_disk_leaves_nothing(attaching, files, owner):
    files.is_full = True
    with pytest.raises(Unavailable):
        attaching.add(owner, "a.png", png())
    assert attaching.list_of(owner) == ()


def test_the_same_file_twice_is_one(attaching, owner):
    first = attaching.add(owner, "a.png", png())
    assert attaching.add(owner, "b.png", png()) == first
    assert attaching.list_of(owner) == (first,)


def test_there_is_an_end_to_what_belongs_to_one_thing(attaching, owner):
    for number in range(COUNT_LIMIT):
        attaching.add(owner, "a.png", png(width=number + 1))
    with pytest.raises(Refusal, match="50 photos"):
        attaching.add(owner, "a.png", png(width=99))


def test_what_belongs_to_nothing_is_not_listed(attaching, files):
    with pytest.raises(Refusal):
        attaching.add(Owner(OwnerKind.ROOM, 9), "a.png", png())
    assert len(files.kept) == 1  # it is swept after a week


def test_words_below_it_are_changed_by_who_saw_them(attaching, owner):
    added = attaching.add(owner, "a.png", png())
    named = attaching.set_caption(added, " After\n")
    assert (named.caption, named.version) == ("After", 2)
    assert attaching.set_caption(named, "After ") == named
    with pytest.raises(Conflict, match="changed meanwhile"):
        attaching.set_caption(added, "Later")
    attaching.remove(named)
    with pytest.raises(Conflict, match="removed meanwhile"):
        attaching.remove(named)


def test_what_was_removed_comes_back_as_it_was(attaching, owner, hands):
    first = attaching.add(owner, "a.png", png(), "Before")
    hands.move(seconds=9)
    removed = attaching.remove(first)
    assert attaching.list_of(owner) == ()
    other = attaching.add(owner, "b.png", png(width=9))  # has its number now
    back = attaching.put_back(removed)
    assert attaching.list_of(owner) == (back, other)
    assert (back.caption, back.added_at) == (first.caption, first.added_at)
    assert attaching.put_back(removed) == back
    assert len(attaching.list_of(owner)) == 2


def test_files_of_nothing_go_after_a_week(attaching, files, owner, hands):
    kept = attaching.add(owner, "a.png", png())
    removed = attaching.remove(attaching.add(owner, "b.pdf", PDF))
    hands.move(days=6)
    assert attaching.sweep() == 0
    attaching.put_back(removed)
    again = attaching.remove(attaching.list_of(owner)[1])
    hands.move(days=2)
    assert attaching.sweep() == 0  # it was put back two days ago
    assert attaching.content(again) == PDF
    hands.move(days=6)
    assert attaching.sweep() == 1
    assert list(files.kept) == [kept.content_hash]
    assert attaching.sweep() == 0
    with pytest.raises(Unavailable):
        attaching.put_back(again)


def test_missing_and_damaged_files_are_told(attaching, files, owner, hands):
    added = [attaching.add(owner, f"{n}.png", png(width=n)) for n in range(1, 6)]
    assert attaching.check() == ()
    assert lost_words(()) == ""
    files.remove(added[0].content_hash)
    for one in added[1:4]:
        files.kept[one.content_hash] = (b"other", hands())
    lost = attaching.check()
    assert [one.attachment for one in lost] == added[:4]
    assert [one.state for one in lost] == [FileState.MISSING] + [FileState.DAMAGED] * 3
    words = lost_words(lost)
    assert "1 is missing and 3 are damaged (1.png, 2.png, 3.png, …)" in words
    assert "missing" not in lost_words(lost[1:])


def test_a_number_that_was_given_again_is_another_photo(attaching, owner):
    """Two desks: one has removed the photo that is on the other's screen, and added another."""
    shown = attaching.add(owner, "a.png", png())
    attaching.remove(shown)
    other = attaching.add(owner, "b.png", png(width=9))
    assert other.id == shown.id
    with pytest.raises(Conflict, match="removed meanwhile"):
        attaching.set_caption(shown, "Before")
    with pytest.raises(Conflict, match="removed meanwhile"):
        attaching.remove(shown)
    assert attaching.list_of(owner) == (other,)
