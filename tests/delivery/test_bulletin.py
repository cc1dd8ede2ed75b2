"""The bulletin: believed when the trusted desk has signed it, otherwise the kept one stays."""

import base64
import errno
import json
import os
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from libdesk.delivery import bulletin_files, drop, sealing
from libdesk.delivery.bulletin import FolderBoard
from libdesk.delivery.folder_reader import FolderReader
from libdesk.domain.bulletin import Bulletin, Identity, Notice, Pace, Step, Visit
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.hours import ClosedDay, Hours, Span
from libdesk.domain.places import Branch
from libdesk.domain.priority import Priority
from libdesk.domain.promises import Lead, Target
from libdesk.domain.retention import Keeping
from tests.delivery.corner import modes, names
from tests.delivery.faulty import FaultyDisk
from tests.services.fakes import START

FULL = Bulletin(
    published_at=START,
    collected_at=START - timedelta(minutes=1),
    library="Bücherei am Markt",
    urgent_phone="+1 555 0100",
    branches=(Branch("CEN", "Central"), Branch("WST", "West")),
    items=(
        Item(Tag("LB-1"), "the printer by the door", "printer", "CEN", "SN 1", "CEN-PRT"),
        Item(Tag("LB-2"), "the catalog PC", "computer", "WST"),
    ),
    notices=(
        Notice("The catalog is slow.\nThe vendor knows.", "", START),
        Notice(
            "The printer by the door prints gray.",
            "CEN",
            START - timedelta(hours=2),
            id="7f1c",
            category="PRINT",
            until=START + timedelta(hours=5),
            waits_for="the copier firm",
            count=12,
        ),
    ),
    hours=Hours(
        (
            (Span(time(8, 30), time(12)), Span(time(13), time(17))),
            *((Span(time(9), time(0)),),) * 6,
        ),
        (ClosedDay(date(2026, 11, 26), "Thanksgiving"), ClosedDay(date(2026, 12, 24))),
        "America/Chicago",
    ),
    targets=(
        Target(Priority.NOW, Lead(timedelta(minutes=30)), Lead(timedelta(hours=4))),
        Target(Priority.WHEN_WE_CAN, Lead(open_days=2), Lead()),
    ),
    ladder=(Step("the branch lead", "555-0101", "after a day"), Step("the director", "", "")),
    paces=(Pace("CEN", date(2026, 11, 1), 7, 55), Pace("CEN", date(2026, 10, 1), 5, 0)),
    visits=(Visit("CEN", START.date()), Visit("WST", date(2026, 12, 4))),
    keeping=Keeping(14, 365),
)


@pytest.fixture(scope="module")
def keys():
    return sealing.make_keys()


@pytest.fixture
def share(tmp_path):
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


class Noted(list[Identity]):
    """The keys that were noted in the settings."""


@pytest.fixture
def noted():
    return Noted()


@pytest.fixture
def board(share, tmp_path, hands, noted):
    def open_board(trusted: Identity | None = None, cache: str = "cache", disk=None):
        return FolderBoard(
            share,
            tmp_path / cache,
            trusted=trusted,
            trust=noted.append,
            now=hands,
            disk=disk or FaultyDisk(),
        )

    return open_board


def publish(share, keys, bulletin: Bulletin, hands, disk=None) -> None:
    FolderReader(
        share, name="s", secrets=keys[:2], now=hands, host="it-pc", disk=disk or FaultyDisk()
    ).publish(bulletin)


def test_a_bulletin_comes_back_whole(share, keys, board, hands):
    publish(share, keys, FULL, hands)
    assert board().latest() == FULL


def test_the_first_desk_met_is_trusted_and_noted_once(share, keys, board, hands, noted):
    publish(share, keys, FULL, hands)
    one = board()
    one.latest()
    one.latest()
    assert noted == [keys[2]]
    assert one.seal_key() == keys[2].seal_key


def test_a_key_from_the_settings_wins(share, keys, board, hands, noted):
    publish(share, keys, FULL, hands)
    mine = sealing.make_keys()[2]
    asked = board(trusted=mine)
    assert asked.latest() is None
    assert asked.seal_key() == mine.seal_key
    assert noted == []


@pytest.mark.parametrize("part", ["seal_key", "verify_key"])
def test_half_a_key_in_the_settings_is_enough_to_refuse_another_desk(
    share, keys, board, hands, part
):
    publish(share, keys, FULL, hands)
    strange = replace(Identity(b"", b""), **{part: getattr(sealing.make_keys()[2], part)})
    assert board(trusted=strange).latest() is None
    right = replace(Identity(b"", b""), **{part: getattr(keys[2], part)})
    assert board(trusted=right, cache="other").latest() == FULL


def test_the_kept_one_serves_when_the_share_is_away_and_after_a_restart(
    share, keys, board, hands, tmp_path
):
    publish(share, keys, FULL, hands)
    board().latest()
    share.rename(tmp_path / "away")
    opened_anew = board()
    assert opened_anew.kept() == FULL
    assert opened_anew.latest() == FULL
    assert board().seal_key() == keys[2].seal_key
    assert modes(tmp_path / "cache") == {("file", 0o600)}
    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700


def test_the_kept_one_is_read_without_asking_the_share(share, keys, board, hands):
    publish(share, keys, FULL, hands)
    assert board().kept() is None
    board().latest()
    publish(share, keys, replace(FULL, published_at=START + timedelta(hours=1)), hands)
    assert board().kept() == FULL


def test_a_newer_one_takes_the_place_of_the_kept_one(share, keys, board, hands):
    publish(share, keys, FULL, hands)
    one = board()
    one.latest()
    hands.move(hours=1)
    newer = replace(FULL, published_at=hands(), library="New name", items=())
    publish(share, keys, newer, hands)
    assert one.latest() == newer
    assert board().kept() == newer


def other_desk(share, keys, hands):
    publish(share, sealing.make_keys(), replace(FULL, published_at=hands()), hands)


def from_the_future(share, keys, hands):
    publish(share, keys, replace(FULL, published_at=hands() + timedelta(days=2)), hands)


def older(share, keys, hands):
    publish(share, keys, replace(FULL, published_at=START - timedelta(days=1), library="x"), hands)


def unsigned(share, keys, hands):
    publish(share, keys, replace(FULL, published_at=hands()), hands)
    change(share, "signature", base64.b64encode(bytes(64)).decode())


def other_words(share, keys, hands):
    publish(share, keys, replace(FULL, published_at=hands()), hands)
    path = share / "bulletin" / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b"+1 555 0100", b"+1 555 6666"))


def changed_part(share, keys, hands):
    publish(share, keys, replace(FULL, published_at=hands()), hands)
    for part in (share / "bulletin" / "parts").iterdir():
        part.write_bytes(part.read_bytes().replace(b"Central", b"Centraal"))


def missing_part(share, keys, hands):
    publish(share, keys, replace(FULL, published_at=hands()), hands)
    for part in (share / "bulletin" / "parts").iterdir():
        part.unlink()


def linked_part(share, keys, hands):
    publish(share, keys, replace(FULL, published_at=hands()), hands)
    for part in (share / "bulletin" / "parts").iterdir():
        content = part.read_bytes()
        part.unlink()
        (share / f"real {part.name}").write_bytes(content)
        part.symlink_to(share / f"real {part.name}")


def huge(share, keys, hands):
    publish(share, keys, replace(FULL, published_at=hands()), hands)
    with (share / "bulletin" / "manifest.json").open("ab") as stream:
        stream.write(b" " * 3_000_000)


def cut(share, keys, hands):
    publish(share, keys, replace(FULL, published_at=hands()), hands)
    path = share / "bulletin" / "manifest.json"
    path.write_bytes(path.read_bytes()[:-20])


def garbage(share, keys, hands):
    (share / "bulletin" / "manifest.json").write_bytes(b"\x89PNG\r\n" + bytes(500))


def deep(share, keys, hands):
    change(share, "manifest", '{"a":' * 5_000)


def not_text(share, keys, hands):
    change(share, "manifest", ["x"])


def gone(share, keys, hands):
    share.rename(share.with_name("away"))


def change(share, key: str, value: object) -> None:
    path = share / "bulletin" / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_bytes()), key: value}))


@pytest.mark.parametrize(
    "trouble",
    [
        other_desk,
        from_the_future,
        older,
        unsigned,
        other_words,
        changed_part,
        missing_part,
        linked_part,
        huge,
        cut,
        garbage,
        deep,
        not_text,
        gone,
    ],
)
def test_one_that_cannot_be_believed_leaves_the_kept_one(share, keys, board, hands, trouble):
    publish(share, keys, FULL, hands)
    one = board()
    assert one.latest() == FULL
    hands.move(hours=1)
    trouble(share, keys, hands)
    for asked in (one, board()):
        assert asked.latest() == FULL
        assert asked.kept() == FULL


def test_a_computer_whose_clock_is_far_behind_still_learns_the_key(share, keys, board, hands):
    publish(share, keys, FULL, hands)
    hands.at = START.replace(year=1999)
    asked = board()
    assert asked.latest() is None
    assert asked.seal_key() == keys[2].seal_key


def test_a_damaged_cache_is_no_bulletin_and_is_written_anew(share, keys, board, hands, tmp_path):
    publish(share, keys, FULL, hands)
    board().latest()
    path = tmp_path / "cache" / "bulletin.json"
    whole = path.read_bytes()
    for content in (b"", b"{", whole[:-30], whole.replace(b"Central", b"Zentral"), b"[1]"):
        path.write_bytes(content)
        assert board().kept() is None
        assert board().latest() == FULL
        assert path.read_bytes() == whole


def test_a_cache_of_another_desk_is_not_used_once_the_settings_name_one(share, keys, board, hands):
    publish(share, keys, FULL, hands)
    board().latest()
    assert board(trusted=sealing.make_keys()[2]).kept() is None


def test_a_cache_that_cannot_be_written_hides_no_bulletin(share, keys, board, hands):
    publish(share, keys, FULL, hands)
    full = FaultyDisk(lambda call, _path: errno.ENOSPC * (call == "write"))
    assert board(disk=full).latest() == FULL


def test_parts_that_have_not_changed_are_not_written_again(share, keys, hands):
    disk = FaultyDisk()
    publish(share, keys, FULL, hands, disk)
    assert len(names(share / "bulletin" / "parts")) == 9
    disk.calls.clear()
    publish(share, keys, replace(FULL, published_at=START + timedelta(minutes=1)), hands, disk)
    written = [path.name for call, path in disk.calls if call == "write"]
    assert written == [".manifest.json.part"]


def age(place, hours):
    for path in place.iterdir():
        moment = path.stat().st_mtime - hours * 3600
        os.utime(path, (moment, moment))


def test_what_no_bulletin_names_any_more_is_gone_from_the_share_after_an_hour(share, keys, hands):
    place = share / "bulletin" / "parts"
    publish(share, keys, FULL, hands)
    first = set(names(place))
    age(place, 0.5)
    publish(share, keys, replace(FULL, notices=()), hands)
    publish(share, keys, replace(FULL, notices=()), hands)
    assert first < set(names(place)), "another desk may be about to name it"
    age(place, 2)
    publish(share, keys, replace(FULL, notices=()), hands)
    assert len(names(place)) == 9
    assert len(first & set(names(place))) == 8


def test_what_the_bulletin_before_names_stays_for_the_forms_that_are_reading_it(share, keys, hands):
    place = share / "bulletin" / "parts"
    publish(share, keys, FULL, hands)
    first = set(names(place))
    age(place, 2000)
    publish(share, keys, replace(FULL, notices=()), hands)
    assert first < set(names(place))


def test_a_part_that_cannot_be_removed_hinders_no_bulletin(share, keys, hands, board):
    place = share / "bulletin" / "parts"
    publish(share, keys, FULL, hands)
    for last in (), FULL.notices[:1]:
        age(place, 2)
        with patch.object(Path, "unlink", side_effect=PermissionError("held by another")):
            publish(share, keys, replace(FULL, notices=last), hands)
    assert board().latest() == replace(FULL, notices=FULL.notices[:1])
    assert len(names(place)) == 11


def test_what_a_crash_left_half_written_is_gone_with_the_next_bulletins(share, keys, hands, board):
    publish(share, keys, FULL, hands)
    place = share / "bulletin" / "parts"
    (share / "bulletin" / ".manifest.json.part").write_bytes(b"half")
    (place / f".{'a' * 64}.json.part").write_bytes(b"half")
    (place / "of somebody.txt").write_text("theirs", "utf-8")
    (place / f"{'b' * 64}.json").mkdir()
    age(place, 2)
    publish(share, keys, FULL, hands)
    assert names(share / "bulletin") == ["manifest.json", "parts"]
    others = [name for name in names(place) if len(name) != 69]
    assert others == ["of somebody.txt"]
    assert (place / f"{'b' * 64}.json").is_dir()
    assert board().latest() == FULL


def test_a_part_that_was_damaged_on_the_share_is_mended(share, keys, hands, board):
    publish(share, keys, FULL, hands)
    for part in (share / "bulletin" / "parts").iterdir():
        part.write_bytes(b"damaged")
    publish(share, keys, FULL, hands)
    assert board().latest() == FULL


@pytest.mark.parametrize(("words", "fitting"), [("a thing " * 9, 5_000), ("\u4e00" * 200, 2_812)])
def test_a_huge_list_of_things_still_fits(share, keys, hands, board, words, fitting):
    items = tuple(Item(Tag(f"LB-{number}"), words, "thing", "CEN") for number in range(20_000))
    publish(share, keys, replace(FULL, items=items), hands)
    read = board().latest()
    assert read is not None
    assert len(read.items) == fitting
    assert read.branches == FULL.branches
    lying = sum(part.stat().st_size for part in (share / "bulletin" / "parts").iterdir())
    assert lying <= bulletin_files.SIZE_LIMIT


def test_words_of_a_bulletin_are_cleaned_like_any_others(share, keys, hands, board):
    hostile = replace(FULL, library="a\r\nb\u202e", branches=(Branch("c en", "x\0\ud800"),))
    publish(share, keys, hostile, hands)
    read = board().latest()
    assert read is not None
    assert read.library == "a b"
    assert read.branches[0].code == "CEN"
    assert "\0" not in read.branches[0].name


def test_a_bulletin_is_laid_out_by_the_desk_alone(tmp_path, board, share):
    assert board().latest() is None
    assert names(share) == []
    assert "bulletin" in drop.FOLDERS
