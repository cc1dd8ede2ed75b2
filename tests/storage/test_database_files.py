"""A file that is not what it must be: refused with its own sentence, and left as it was."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import zipfile
from contextlib import closing

import pytest

from libdesk.services.errors import Refusal
from libdesk.storage import checks, sqlite
from libdesk.storage.damage import Damaged
from libdesk.storage.database import Database
from libdesk.storage.marks import SCHEMA_NUMBER
from tests.storage.made import lying_in, new_problem, report, state_of, store

PAGE = 4096


def refused(path, clock, kind):
    """Open a file that must be refused; return the sentence. Nothing in its folder may change."""
    before = state_of(path.parent)
    with pytest.raises(kind) as caught:
        Database.open(path, now=clock)
    assert state_of(path.parent) == before
    sentence = caught.value.sentence
    assert str(path) in sentence or path.name in sentence
    assert "left as" in sentence
    return sentence


def test_b72_an_empty_file_is_not_a_new_library(tmp_path, clock):
    path = tmp_path / "libdesk.sqlite"
    path.touch()
    sentence = refused(path, clock, Damaged)
    assert "is empty (0 bytes)" in sentence
    assert "not a new library" in sentence


def test_b73_a_zip_archive_is_named(tmp_path, clock):
    path = tmp_path / "libdesk.sqlite"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>" * 100)
    assert "ZIP archive" in refused(path, clock, Refusal)


def test_b74_a_picture_is_named(tmp_path, clock):
    path = tmp_path / "libdesk.sqlite"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    assert "a picture (PNG)" in refused(path, clock, Refusal)


@pytest.mark.parametrize("content", [b"x", b"hello " * 100, b"SQLite format 3\0 but no more"])
def test_b74_any_other_file_is_named_as_no_database(tmp_path, clock, content):
    path = tmp_path / "libdesk.sqlite"
    path.write_bytes(content)
    assert "no database" in refused(path, clock, Refusal)


@pytest.mark.parametrize("application_id", [0, 252006674])
def test_b75_a_database_of_another_program_is_named(tmp_path, clock, application_id):
    path = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA application_id = {application_id}")
        other.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY)")
        other.commit()
    assert "a database of another program" in refused(path, clock, Refusal)


@pytest.mark.parametrize("table", ["problems", "desk_words", "word_index", "alembic_version"])
def test_b75_a_database_from_which_a_table_was_taken_is_damaged(filled, clock, table):
    with closing(sqlite3.connect(filled)) as other:
        other.execute(f"DROP TABLE {table}")
        other.commit()
    assert "is damaged" in refused(filled, clock, Damaged)


@pytest.mark.parametrize(
    "added",
    [
        "CREATE TRIGGER extra AFTER INSERT ON problems BEGIN DELETE FROM problems; END",
        "CREATE VIEW extra AS SELECT saw FROM problems",
    ],
)
def test_b75_a_database_into_which_another_program_put_orders_is_refused(filled, clock, added):
    with closing(sqlite3.connect(filled)) as other:
        other.execute(added)
        other.commit()
    assert "changed by another program, which put extra" in refused(filled, clock, Refusal)


def test_b76_a_newer_database_is_refused(filled, clock):
    with closing(sqlite3.connect(filled)) as newer:
        newer.execute(f"PRAGMA user_version = {SCHEMA_NUMBER + 1}")
        newer.execute("CREATE TABLE of_tomorrow (id INTEGER PRIMARY KEY)")
        newer.commit()
    assert "made by a newer LibDesk" in refused(filled, clock, Refusal)


@pytest.mark.parametrize("part", [0.5, 0.01, 0.99])
def test_b77_a_file_cut_short_is_named_with_its_sizes(filled, clock, part):
    whole = filled.stat().st_size
    os.truncate(filled, int(whole * part) // PAGE * PAGE)
    sentence = refused(filled, clock, Damaged)
    assert "cut short" in sentence
    assert f"{whole:,} bytes" in sentence


def test_b77_a_file_cut_within_its_first_page_is_no_database(filled, clock):
    os.truncate(filled, 60)
    assert "no database" in refused(filled, clock, Refusal)


def structural_places(path):
    """Return (page, place in page, name) of bytes that a b-tree page stands on."""
    content = path.read_bytes()
    kinds = {2: 12, 5: 12, 10: 8, 13: 8}  # interior pages have a right-most child (file format 1.6)
    for page in range(1, len(content) // PAGE):
        kind = content[page * PAGE]
        if kind in kinds:
            yield page, 0, "kind of page"
            yield page, 3, "number of cells"
            yield page, 5, "start of the cells"
            if any(content[page * PAGE + 3 : page * PAGE + 5]):
                yield page, kinds[kind], "first cell's place"


def test_b78_one_flipped_byte_in_any_btree_page_is_found_at_the_start(filled, clock, long):
    content = filled.read_bytes()
    assert len(content) <= checks.SMALL
    places = list(structural_places(filled))
    assert len(places) > 600
    for page, offset, name in places[:: 1 if long else 13]:
        damaged = bytearray(content)
        damaged[page * PAGE + offset] ^= 0xFF
        filled.write_bytes(damaged)
        assert "is damaged" in refused(filled, clock, Damaged), (page, name)


def test_b78_a_flipped_byte_in_a_large_file_is_found_by_the_check_and_where_it_is_met(
    filled, clock
):
    """A large file is not read whole at each start; what the desk reads is judged as it is read."""
    database = Database.open(filled, now=clock)
    content = bytearray(filled.read_bytes())
    with closing(sqlite3.connect(filled)) as connection:
        root = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'problems'"
        ).fetchone()[0]
    content[(root - 1) * PAGE] ^= 0xFF
    database.close()
    filled.write_bytes(content)
    engine, _ = sqlite.open_file(filled, 1.0, small=0)
    database = Database(engine, filled, now=clock)
    assert list(database.check())[-1][0] == "pages"
    assert dict(database.check())["pages"]
    with pytest.raises(Damaged, match="is damaged"), database.unit() as unit:
        unit.inbox.lines([1])
    engine.dispose()


_CRASH = textwrap.dedent(
    """
    import os, signal, sqlite3, sys
    connection = sqlite3.connect(sys.argv[1], isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    for n in range(int(sys.argv[2])):
        connection.execute("INSERT INTO desk_words VALUES (?, ?)", (f"after {n}", "x" * 900))
    os.kill(os.getpid(), signal.SIGKILL)
    """
)


def crash_in_wal_mode(path, changes=40):
    """Leave a database as a desk with a newer SQLite leaves it when its power goes."""
    ended = subprocess.run([sys.executable, "-c", _CRASH, path, str(changes)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert path.with_name(f"{path.name}-wal").stat().st_size > 0


def test_after_a_crash_the_wal_that_belongs_to_it_is_used(filled, clock):
    crash_in_wal_mode(filled)
    database = Database.open(filled, now=clock)
    with database.unit() as unit:
        assert unit.desk.word("after 39") == "x" * 900
    database.close()
    assert lying_in(filled.parent) == [filled.name]


@pytest.fixture
def another(sqlite_template, tmp_path, clock):
    """A second library, made for itself, with other content."""
    folder = tmp_path / "another"
    folder.mkdir()
    path = folder / "libdesk.sqlite"
    database = Database.open(path, now=clock)
    store(database, *[new_problem(report(saw="y" * 700)) for _ in range(80)])
    database.close()
    return path


def lay_beside(path, wal_of):
    shutil.copy(wal_of.with_name(f"{wal_of.name}-wal"), path.with_name(f"{path.name}-wal"))


def test_b79_a_wal_beside_a_database_that_was_closed_is_foreign(filled, another, clock):
    crash_in_wal_mode(another)
    lay_beside(filled, another)
    assert "belongs to another database" in refused(filled, clock, Damaged)


def test_b79_a_wal_of_another_library_is_foreign_after_a_crash_too(filled, another, clock):
    crash_in_wal_mode(another)
    crash_in_wal_mode(filled)
    lay_beside(filled, another)
    assert "belongs to another database" in refused(filled, clock, Damaged)


def test_b79_the_stale_wal_of_this_very_library_does_not_undo_a_restore(filled, clock, tmp_path):
    """A backup put back with the old -wal beside it: SQLite alone would undo the restore."""
    backup = shutil.copy2(filled, tmp_path / "backup.sqlite")
    crash_in_wal_mode(filled)
    shutil.copy2(backup, filled)
    assert "another time" in refused(filled, clock, Damaged)


def test_b79_sqlite_alone_would_have_mixed_the_two(filled, another):
    """The control: without our check, words of another library show up, and nothing complains."""
    crash_in_wal_mode(another)
    lay_beside(filled, another)
    with closing(sqlite3.connect(filled)) as connection:
        keys = {key for (key,) in connection.execute("SELECT key FROM desk_words")}
    assert "after 39" in keys


def test_b80_a_wal_that_is_missing_after_a_crash_is_named(filled, clock):
    crash_in_wal_mode(filled)
    for ending in ("-wal", "-shm"):
        filled.with_name(filled.name + ending).unlink()
    sentence = refused(filled, clock, Damaged)
    assert "libdesk.sqlite-wal" in sentence
    assert "last changes is missing" in sentence


def test_a_hot_journal_is_rolled_back_and_every_page_looked_at(filled, clock):
    """The desk was killed while it wrote: what was committed is there, the rest is not."""
    script = (
        "import os, signal, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA cache_size = 5')\n"
        "c.execute('BEGIN')\n"
        "c.execute('UPDATE problems SET saw = saw || saw')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, filled], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert filled.with_name(f"{filled.name}-journal").stat().st_size > 0
    assert checks.inspect(filled, small=0)
    database = Database.open(filled, now=clock)
    with database.unit() as unit:
        (line,) = unit.inbox.lines([300])
        assert unit.problems.get(line.id).report.saw == "x" * 900
    assert all(not trouble for _, trouble in database.check())
    database.close()


@pytest.mark.parametrize(
    "name",
    [
        "a folder with spaces",
        "Bücherei Süd",
        "📚 library",
        "percent %20 and #hash?",
        "quote ' and \"",
        "a" * 200 + "/" + "b" * 150,
    ],
)
def test_b83_a_folder_of_any_name_works(tmp_path, clock, name):
    path = tmp_path / name / "libdesk.sqlite"
    path.parent.mkdir(parents=True)
    for round_ in ("first", "second"):
        database = Database.open(path, now=clock)
        with database.unit(write=True) as unit:
            unit.desk.set_word(round_, round_)
        database.close()
    with closing(sqlite3.connect(path)) as connection:
        kept = {key for (key,) in connection.execute("SELECT key FROM desk_words")}
    assert {"first", "second"} <= kept
    assert lying_in(path.parent) == [path.name]


def test_b83_a_path_longer_than_sqlite_opens_is_told(tmp_path, clock):
    path = tmp_path.joinpath(*["d" * 100] * 6, "libdesk.sqlite")
    with pytest.raises(Refusal, match="too long"):
        Database.open(path, now=clock)
    assert not list(tmp_path.iterdir())


def test_a_folder_is_no_database(tmp_path, clock):
    with pytest.raises(Refusal, match="is a folder"):
        Database.open(tmp_path, now=clock)
