"""A file that is not what it must be: refused with its own sentence, and left as it was."""

import hashlib
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

from libdesk.services.errors import Refusal, Unavailable
from libdesk.storage import checks, sqlite
from libdesk.storage.database import Database
from libdesk.storage.schema import APPLICATION_ID, SCHEMA_NUMBER
from libdesk.storage.troubles import Damaged
from tests.storage.made import new_problem, report, store

PAGE = 4096


def state_of(folder):
    """Say all that lies in a folder: names, sizes, bytes."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


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


@pytest.fixture
def filled(sqlite_file, clock):
    database = Database.open(sqlite_file, now=clock)
    store(database, *[new_problem(report(title=f"Problem {n}", saw="x" * 900)) for n in range(300)])
    database.close()
    return sqlite_file


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
    assert [path.name for path in filled.parent.iterdir()] == [filled.name]


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
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_b83_a_path_longer_than_sqlite_opens_is_told(tmp_path, clock):
    path = tmp_path.joinpath(*["d" * 100] * 6, "libdesk.sqlite")
    with pytest.raises(Refusal, match="too long"):
        Database.open(path, now=clock)
    assert not list(tmp_path.iterdir())


def test_a_folder_is_no_database(tmp_path, clock):
    with pytest.raises(Refusal, match="is a folder"):
        Database.open(tmp_path, now=clock)


def test_a_new_database_is_marked_and_private(tmp_path, clock):
    path = tmp_path / "new" / "data" / "libdesk.sqlite"
    before = os.umask(0)
    try:
        database = Database.open(path, now=clock)
        store(database, new_problem())
    finally:
        os.umask(before)
    header = checks.Header.read(path.read_bytes()[:100])
    assert header.application_id == APPLICATION_ID
    assert header.schema_number == SCHEMA_NUMBER
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    database.close()


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 3)])
def test_every_file_beside_the_database_is_private_too(sqlite_file, clock, version):
    sqlite_file.chmod(0o644)
    engine, _ = sqlite.open_file(sqlite_file, 5.0, version=version)
    seen = set()
    with sqlite.writing(engine.connect(), write=True) as writing, writing.begin():
        writing.exec_driver_sql("INSERT INTO desk_words VALUES ('a', 'b')")
        for path in sqlite_file.parent.iterdir():
            assert path.stat().st_mode & 0o777 == 0o600, path
            seen.add(path.name.removeprefix(sqlite_file.name))
    assert seen == ({"", "-wal", "-shm"} if version > (3, 51) else {"", "-journal"})
    engine.dispose()
    sqlite.at_rest(sqlite_file)
    assert [path.name for path in sqlite_file.parent.iterdir()] == [sqlite_file.name]


def test_a_database_in_wal_mode_is_whole_and_marked_so_after_it_was_closed(sqlite_file, clock):
    engine, _ = sqlite.open_file(sqlite_file, 5.0, version=(3, 51, 3))
    database = Database(engine, sqlite_file, now=clock)
    assert checks.Header.read(sqlite_file.read_bytes()[:100]).is_wal
    store(database, new_problem())
    database.close()
    assert not checks.Header.read(sqlite_file.read_bytes()[:100]).is_wal
    assert [path.name for path in sqlite_file.parent.iterdir()] == [sqlite_file.name]


_READER = textwrap.dedent(
    """
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from libdesk.services.errors import Unavailable
    from libdesk.storage import checks, sqlite, troubles
    from libdesk.storage.database import Database
    path, version = Path(sys.argv[1]), tuple(map(int, sys.argv[2].split(".")))
    try:
        whole = checks.inspect(path, small=0)
        engine, _ = sqlite.open_file(path, 0.2, version=version)
    except sqlite.sqlite3.Error as error:
        print(troubles.plain_sqlite(error, path))
    else:
        database = Database(engine, path, now=lambda: datetime.now(UTC))
        with database.unit() as unit:
            print(unit.desk.word("library"), whole)
        database.close()
    """
)


@pytest.mark.parametrize(
    ("version", "told"),
    [("3.51.3", "Mill Valley False"), ("3.40.1", "The database is in use by")],
    ids=["the same SQLite reads along", "one with the WAL-reset bug is kept out"],
)
def test_a_second_program_while_the_first_has_it_open_in_wal_mode(
    sqlite_file, clock, version, told
):
    engine, _ = sqlite.open_file(sqlite_file, 5.0, version=(3, 51, 3))
    desk = Database(engine, sqlite_file, now=clock)
    with desk.unit(write=True) as unit:
        unit.desk.set_word("library", "Mill Valley")
    read = subprocess.run(
        [sys.executable, "-c", _READER, sqlite_file, version],
        capture_output=True,
        text=True,
        check=False,
    )
    assert read.stdout.startswith(told)
    assert read.stderr == ""
    with desk.unit(write=True) as unit:
        unit.desk.set_word("library", "still at work")
    desk.close()


def test_two_programs_that_make_the_same_database_at_once_share_it(tmp_path):
    path = tmp_path / "data" / "libdesk.sqlite"
    script = (
        "import sys; from datetime import UTC, datetime\n"
        "from libdesk.storage.database import Database\n"
        "database = Database.open(sys.argv[1], now=lambda: datetime.now(UTC))\n"
        "with database.unit(write=True) as unit: unit.desk.set_word(sys.argv[2], 'here')\n"
        "database.close()"
    )
    makers = [
        subprocess.Popen([sys.executable, "-c", script, path, str(n)], stderr=subprocess.PIPE)
        for n in range(4)
    ]
    assert [maker.communicate(timeout=60)[1] for maker in makers] == [b""] * 4
    with closing(sqlite3.connect(path)) as connection:
        keys = {key for (key,) in connection.execute("SELECT key FROM desk_words")}
    assert keys == {"library_id", "0", "1", "2", "3"}
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def in_a_room_of_its_own(*command):
    """Run a shell command where its mounts are seen by nobody else."""
    return subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", *command],
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_database_that_may_only_be_read_is_opened_for_reading(filled, clock):
    """Root may write to every file, so the file system itself is made read-only for a child."""
    script = textwrap.dedent(
        """
        import sys
        from datetime import UTC, datetime
        from libdesk.services.errors import Unavailable
        from libdesk.domain.inbox import View
        from libdesk.storage.database import Database
        database = Database.open(sys.argv[1], now=lambda: datetime.now(UTC))
        assert not database.writable
        with database.unit() as unit:
            print(unit.inbox.counts()[View.ALL])
        try:
            with database.unit(write=True) as unit:
                unit.desk.set_word("library", "x")
        except Unavailable as trouble:
            print(trouble.sentence)
        database.close()
        """
    )
    before = state_of(filled.parent)
    folder = filled.parent
    mount = (
        f'mount --bind "{folder}" "{folder}" && mount -o remount,bind,ro "{folder}" && '
        'exec "$0" -c "$1" "$2"'
    )
    ran = in_a_room_of_its_own(mount, sys.executable, script, filled)
    assert ran.returncode == 0, ran.stderr
    count, sentence = ran.stdout.splitlines()
    assert count == "300"
    assert "may only be read" in sentence
    assert "What was saved before is safe" in sentence
    assert state_of(folder) == before


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path):
    script = textwrap.dedent(
        """
        import sys
        from datetime import UTC, datetime
        from pathlib import Path
        from libdesk.services.errors import Unavailable
        from libdesk.storage.database import Database
        folder = Path(sys.argv[1])
        database = Database.open(folder / "libdesk.sqlite", now=lambda: datetime.now(UTC))
        kept = 0
        try:
            while True:
                with database.unit(write=True) as unit:
                    unit.desk.set_word(f"word {kept}", "x" * 50_000)
                kept += 1
        except Unavailable as trouble:
            print(trouble.sentence)
        with database.unit() as unit:
            print(all(unit.desk.word(f"word {n}") for n in range(kept)), kept > 3)
            print(repr(unit.desk.word(f"word {kept}")))
        database.close()
        """
    )
    mount = 'mount -t tmpfs -o size=2m none "$2" && exec "$0" -c "$1" "$2"'
    ran = in_a_room_of_its_own(mount, sys.executable, script, tmp_path)
    assert ran.returncode == 0, ran.stderr
    sentence, kept, lost = ran.stdout.splitlines()
    assert "is full, so this was not saved" in sentence
    assert (kept, lost) == ("True True", "''")


def test_a_folder_that_cannot_be_made_is_told(tmp_path, clock):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Unavailable, match="can't be opened"):
        Database.open(tmp_path / "file" / "libdesk.sqlite", now=clock)
