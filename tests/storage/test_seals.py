"""A small database at rest: any change to it is noticed, and nothing else is taken for one."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from libdesk.domain.inbox import Order, View
from libdesk.storage import checks, first_look, restoring, seals, sqlite
from libdesk.storage.damage import Damaged
from libdesk.storage.database import Database
from tests.storage.made import new_problem, report, spoil_a_name, store


def opens(path, clock):
    with closing(Database.open(path, now=clock)) as database, database.unit() as unit:
        return sum(unit.inbox.counts().values())


def words_in(path):
    return path.read_bytes().index(b"x" * 600) + 300


def test_a_changed_letter_is_noticed_where_sqlite_sees_nothing(filled, clock):
    raw = bytearray(filled.read_bytes())
    raw[words_in(filled)] ^= 1
    filled.write_bytes(raw)
    with closing(sqlite3.connect(filled)) as found:
        assert found.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    with pytest.raises(Damaged, match="is damaged, and was left as it is"):
        Database.open(filled, now=clock)
    assert filled.read_bytes() == bytes(raw)


def test_control_without_its_seal_the_changed_letter_goes_unnoticed(filled, clock):
    raw = bytearray(filled.read_bytes())
    raw[words_in(filled)] ^= 1
    filled.write_bytes(raw)
    seals.path_for(filled).unlink()
    assert opens(filled, clock)


def test_while_somebody_works_there_is_no_seal_and_a_crash_leaves_none(filled, clock):
    database = Database.open(filled, now=clock)
    assert not seals.path_for(filled).exists()
    store(database, new_problem(report()))
    database.close()
    assert seals.path_for(filled).stat().st_mode & 0o077 == 0
    assert opens(filled, clock)


def test_what_another_program_saved_properly_is_no_damage(filled, clock):
    with closing(sqlite3.connect(filled)) as other:
        other.execute("UPDATE problems SET saw = 'y'")
        other.commit()
    assert opens(filled, clock)


@pytest.mark.parametrize("which", ["of another library", "an older state of this one"])
def test_a_file_that_was_put_in_its_place_is_no_damage(filled, tmp_path, clock, which):
    other = tmp_path / "other" / "libdesk.sqlite"
    if which == "of another library":
        database = Database.open(other, now=clock)
        store(database, *[new_problem(report(saw="z" * 900)) for _ in range(300)])
        database.close()
    else:
        other.parent.mkdir()
        shutil.copy(filled, other)
        with closing(sqlite3.connect(filled)) as one, closing(sqlite3.connect(other)) as two:
            for connection, mark in ((one, "1 2026 " + "a" * 32), (two, "2 2026 " + "b" * 32)):
                connection.execute("INSERT INTO desk_words VALUES ('copy', ?)", (mark,))
                connection.commit()
        opens(filled, clock)
    target = bytearray(other.read_bytes())
    # By chance it has seen as many changes as this one.
    target[24:28] = filled.read_bytes()[24:28]
    target[92:96] = filled.read_bytes()[24:28]
    filled.write_bytes(target)
    assert opens(filled, clock)


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'{"changes": 1}'])
def test_a_broken_seal_says_nothing(filled, clock, broken):
    seals.path_for(filled).write_bytes(broken)
    assert opens(filled, clock)


def test_a_large_database_has_no_seal_and_is_not_read_through_for_one(filled, clock):
    seals.remove(filled)
    with closing(sqlite3.connect(filled)) as connection:
        seals.make(connection, filled, small=1000)
    assert not seals.path_for(filled).exists()
    opens(filled, clock)
    assert checks.inspect(filled, small=1000) is False


def test_a_sealed_database_is_not_looked_through_again(filled):
    assert checks.inspect(filled) is False
    seals.remove(filled)
    assert checks.inspect(filled) is True


def test_a_database_in_wal_mode_gets_its_seal_when_it_is_closed(filled, clock):
    engine, _ = sqlite.open_file(filled, 5.0, version=(3, 51, 3))
    database = Database(engine, filled, now=clock)
    store(database, new_problem())
    database.close()
    assert seals.path_for(filled).exists()
    assert opens(filled, clock)


def test_a_journal_without_content_that_a_power_cut_left_is_no_damage_at_the_next_start(
    tmp_path, clock
):
    path = tmp_path / "libdesk.sqlite"
    Database.open(path, now=clock).close()
    seals.remove(path)
    left = path.with_name(f"{path.name}-journal")
    left.write_bytes(bytes(8720))
    for _ in range(3):
        Database.open(path, now=clock).close()


def test_whoever_only_looks_leaves_what_lies_beside_the_file_as_it_was(sqlite_file, clock):
    """A seal made beside a program at work would call its next journal another file's."""
    desk = Database.open(sqlite_file, now=clock)
    store(desk, new_problem())
    beside = {path.name for path in sqlite_file.parent.iterdir()}
    looking = Database.open(sqlite_file, now=clock, upgrades=False)
    with looking.unit() as unit:
        assert unit.inbox.counts()
    looking.close()
    assert not seals.path_for(sqlite_file).exists()
    assert {path.name for path in sqlite_file.parent.iterdir()} == beside
    desk.close()
    at_rest = seals.path_for(sqlite_file).read_bytes()
    Database.open(sqlite_file, now=clock, upgrades=False).close()
    assert seals.path_for(sqlite_file).read_bytes() == at_rest


@pytest.fixture
def unspeakable(filled):
    spoil_a_name(filled)
    return filled


@pytest.mark.parametrize("has_seal", [True, False])
def test_damage_that_no_message_can_tell_of_is_told_as_damage(unspeakable, clock, has_seal):
    if not has_seal:
        seals.path_for(unspeakable).unlink()
    before = unspeakable.read_bytes()
    with pytest.raises(Damaged, match="is damaged, and was left as it is"):
        Database.open(unspeakable, now=clock)
    assert unspeakable.read_bytes() == before
    assert restoring.is_damaged(unspeakable)
    assert first_look.at_inbox(unspeakable, View.NEEDS_ME, Order(), 5) is None
