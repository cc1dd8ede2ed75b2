"""A copy takes the database's place: judged before, moved step by step, nothing thrown away."""

import shutil
import sqlite3
from contextlib import closing
from itertools import chain, repeat

import pytest

from libdesk import files
from libdesk.domain.backups import Copy
from libdesk.domain.inbox import Order, View
from libdesk.services.backups import Stopped
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.inbox import Inbox
from libdesk.storage import first_look, putting_back, unfinished
from libdesk.storage.copy_folder import CopyFolder
from libdesk.storage.copying import Pace
from libdesk.storage.database import Database
from libdesk.storage.marks import SCHEMA_NUMBER
from libdesk.storage.restoring import PuttingBack, finish_unfinished, is_damaged
from tests.storage.made import START, new_problem, report, spoil_a_name, state_of, store
from tests.storage.test_copies import rows


@pytest.fixture
def copy(filled, clock):
    """A copy of three hundred problems; the database has gone on since: two more, and an answer."""
    database = Database.open(filled, now=clock)
    folder = CopyFolder(filled.parent / "backups")
    kept = database.copy_to(folder, Copy(1, START), Pace())
    ids = store(database, new_problem(report(title="New")), new_problem(report(title="Newer")))
    Inbox(database.unit, clock, "IT").answer(ids[0], "Soon.", version=1)
    database.close()
    return folder.path(kept)


def put_back(path, clock, **parts):
    return PuttingBack(path, clock, **parts)


def titles(path, clock):
    with closing(Database.open(path, now=clock)) as database, database.unit() as unit:
        found = unit.inbox.lines(unit.inbox.sequences(View.ALL, Order()))
        return {line.title for line in found}


def test_what_is_newer_than_a_copy_is_told_and_nothing_is_changed_by_it(filled, copy, clock):
    before = state_of(filled.parent)
    newer = put_back(filled, clock).newer(copy)
    assert state_of(filled.parent) == before
    assert (newer.can_be_read, newer.is_other_library, newer.made_at) == (True, False, START)
    assert (len(newer.reports), newer.answers, newer.changes) == (2, 1, 1)
    with closing(Database.open(filled, now=clock)) as database:
        assert put_back(filled, clock, is_at_work=True).newer(copy) == newer
        with database.unit() as unit:
            lines = unit.inbox.lines(unit.inbox.sequences(View.ALL, Order()))
            told = {line.number for line in lines if line.title.startswith("New")}
    assert set(newer.reports) == told


def test_a_copy_is_put_back_row_by_row_and_what_was_there_is_kept(filled, copy, clock):
    wanted, before = rows(copy), filled.read_bytes()
    restored = put_back(filled, clock).restore(copy)
    assert (restored.reports, restored.was_older) == (300, False)
    assert restored.newer.answers == 1
    assert rows(filled) == wanted
    assert restored.aside is not None
    assert restored.aside.name == "libdesk.sqlite.before-restore-2026-11-21T090000Z"
    assert restored.aside.read_bytes() == before
    assert filled.stat().st_mode & 0o077 == 0
    assert copy.exists()


def test_a_stale_wal_goes_aside_with_its_database_and_is_not_replayed(filled, copy, clock):
    wanted = rows(copy)
    beside = {}
    for ending in ("-wal", "-shm", "-journal"):
        lying = filled.with_name(filled.name + ending)
        lying.write_bytes(b"of the database that was there" + ending.encode())
        beside[ending] = lying.read_bytes()
    restored = put_back(filled, clock, is_damaged=True).restore(copy)
    assert rows(filled) == wanted
    assert restored.aside is not None
    assert ".damaged-" in restored.aside.name
    for ending, content in beside.items():
        assert restored.aside.with_name(restored.aside.name + ending).read_bytes() == content


def test_control_a_copy_put_over_a_database_with_its_wal_is_undone_by_it(tmp_path):
    path, kept = tmp_path / "db", tmp_path / "kept"
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("CREATE TABLE t (a)")
    writer.execute("INSERT INTO t VALUES (1)")
    with closing(sqlite3.connect(kept)) as target:
        writer.backup(target)
    writer.executemany("INSERT INTO t VALUES (?)", [(n,) for n in range(500)])
    shutil.copy(f"{path}-wal", tmp_path / "wal")
    writer.close()
    shutil.copy(kept, path)
    shutil.copy(tmp_path / "wal", f"{path}-wal")
    with closing(sqlite3.connect(path)) as undone:
        assert undone.execute("SELECT count(*) FROM t").fetchone()[0] == 501


class _CutOff(BaseException):
    pass


class Deadly(files.Disk):
    """Ends before the n-th step that changes something."""

    def __init__(self, last):
        super().__init__()
        self.left = last

    def _step(self):
        self.left -= 1
        if self.left < 0:
            raise _CutOff

    def replace(self, source, target):
        self._step()
        super().replace(source, target)

    def sync_folder(self, folder):
        self._step()
        super().sync_folder(folder)


def test_whoever_is_cut_off_at_any_step_finds_it_finished_by_the_next_start(
    filled, copy, clock, tmp_path
):
    wanted, before = rows(copy), filled.read_bytes()
    for ending in ("-wal", "-journal"):
        filled.with_name(filled.name + ending).write_bytes(b"stale" * 20)
    steps = cut_short = 0
    while True:
        here = tmp_path / f"cut {steps}"
        shutil.copytree(filled.parent, here)
        path = here / filled.name
        putting_back.make_ready(path, copy, "damaged", START, lambda: False)
        try:
            putting_back.finish(path, Deadly(steps))
        except _CutOff:
            steps += 1
        else:
            break
        if unfinished.ready(path) is not None:
            cut_short += 1
            with pytest.raises(Unavailable, match=r"Nothing is lost\. Open LibDesk once"):
                Database.open(path, now=clock)
            assert first_look.at_inbox(path, View.ALL, Order(), 5) is None
        finish_unfinished(path)
        assert rows(path) == wanted
        assert (here / f"{path.name}.damaged-2026-11-21T090000Z").read_bytes() == before
        assert titles(path, clock) == {f"Problem {n}" for n in range(300)}
        finish_unfinished(path)
    assert cut_short > 4


def test_before_the_copy_is_ready_nothing_has_changed(filled, copy, clock):
    before = state_of(filled.parent)
    for answers in range(4):
        said = chain([False] * answers, repeat(True))
        with pytest.raises(Stopped):
            put_back(filled, clock).restore(copy, lambda said=said: next(said))
        assert state_of(filled.parent) == before
    assert titles(filled, clock) >= {"New", "Newer"}


def test_two_at_the_same_second_are_both_kept(filled, copy, clock):
    first = put_back(filled, clock).restore(copy).aside
    second = put_back(filled, clock).restore(copy).aside
    assert first is not None
    assert second is not None
    assert second.name == f"{first.name}-2"
    assert first.exists()


def test_where_no_database_is_a_copy_takes_its_place(filled, copy, clock, tmp_path):
    place = tmp_path / "new computer" / "libdesk.sqlite"
    restored = put_back(place, clock).restore(copy)
    assert (restored.aside, restored.reports) == (None, 300)
    assert not restored.newer.can_be_read


def test_a_copy_of_another_library_is_told_as_such(copy, clock, tmp_path):
    other = tmp_path / "other" / "libdesk.sqlite"
    with closing(Database.open(other, now=clock)) as database:
        store(database, new_problem())
    newer = put_back(other, clock).newer(copy)
    assert newer.is_other_library
    assert len(newer.reports) == 1


def _trigger(path):
    with closing(sqlite3.connect(path)) as found:
        found.execute("CREATE TRIGGER t AFTER INSERT ON problems BEGIN DELETE FROM replies; END")
        found.commit()


def _view(path):
    with closing(sqlite3.connect(path)) as found:
        found.execute("CREATE VIEW v AS SELECT 1")
        found.commit()


def _table(path):
    with closing(sqlite3.connect(path)) as found:
        found.execute("CREATE TABLE evil (a)")
        found.commit()


def _virtual(path):
    with closing(sqlite3.connect(path)) as found:
        found.execute("CREATE VIRTUAL TABLE v USING fts5(a)")
        found.commit()


def _newer(path):
    with closing(sqlite3.connect(path)) as found:
        found.execute(f"PRAGMA user_version = {SCHEMA_NUMBER + 1}")


def _foreign(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as found:
        found.execute("CREATE TABLE t (a)")


def _flip(path):
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def _page(path):
    raw = bytearray(path.read_bytes())
    raw[4096 * 9 : 4096 * 10] = bytes(4096)
    path.write_bytes(raw)


@pytest.mark.parametrize(
    ("spoil", "name", "told"),
    [
        (_trigger, "a.sqlite", "changed by another program"),
        (_view, "a.sqlite", "changed by another program"),
        (_table, "a.sqlite", "changed by another program, which put evil"),
        (_virtual, "a.sqlite", "changed by another program, which put v"),
        (_newer, "a.sqlite", "newer LibDesk"),
        (_foreign, "a.sqlite", "another program"),
        (_flip, "", "is damaged"),
        (_page, "a.sqlite", "is damaged"),
        (spoil_a_name, "a.sqlite", "is damaged"),
        (spoil_a_name, "", "is damaged"),
        (lambda path: path.write_bytes(b""), "", "damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[:9000]), "a.sqlite", "damaged"),
        (lambda path: path.write_bytes(b"PK\x03\x04" * 900), "a.sqlite", "ZIP"),
        (lambda path: path.with_name(path.name + "-wal").write_bytes(b"x" * 99), "", "at work"),
        (lambda path: path.unlink(), "", "no file"),
    ],
)
def test_what_is_no_sound_copy_of_ours_is_refused_untouched(filled, copy, clock, spoil, name, told):
    source = filled.parent.parent / "stick" / (name or copy.name)
    source.parent.mkdir()
    shutil.copy(copy, source)
    spoil(source)
    before, was = state_of(filled.parent), state_of(source.parent)
    with pytest.raises(Refusal, match=told):
        put_back(filled, clock).restore(source)
    assert state_of(filled.parent) == before
    assert state_of(source.parent) == was


def test_the_database_itself_is_no_copy(filled, clock):
    with pytest.raises(Refusal, match="is the database itself"):
        put_back(filled, clock).newer(filled)


def test_a_database_on_a_server_is_restored_there(clock):
    with pytest.raises(Refusal, match="PostgreSQL"):
        PuttingBack("postgresql://it@server/library", clock)


def test_where_a_step_fails_the_next_try_goes_on_from_there(filled, copy, clock):
    blocked = filled.with_name(f"{filled.name}.restoring")
    blocked.mkdir()
    (blocked / "in the way").write_text("x")
    before = filled.read_bytes()
    with pytest.raises(Unavailable, match="could not be put in the place"):
        put_back(filled, clock).restore(copy)
    assert filled.read_bytes() == before
    shutil.rmtree(blocked)
    assert put_back(filled, clock).restore(copy).reports == 300


def test_what_is_damaged_is_told_from_what_is_sound(filled, copy, tmp_path):
    assert not is_damaged(filled)
    assert not is_damaged(tmp_path / "none")
    shutil.copy(copy, tmp_path / "page.sqlite")
    _page(tmp_path / "page.sqlite")
    assert is_damaged(tmp_path / "page.sqlite")
    (tmp_path / "zip.sqlite").write_bytes(b"PK\x03\x04" * 900)
    assert is_damaged(tmp_path / "zip.sqlite")
    _foreign(tmp_path / "page.sqlite")
    assert not is_damaged(tmp_path / "page.sqlite"), "another program's is not ours to replace"
