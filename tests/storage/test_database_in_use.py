"""A database file while it is made, opened, read along and closed; and when its disk fails it."""

import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest
from sqlalchemy import event

from libdesk.domain.inbox import View
from libdesk.services.errors import Unavailable
from libdesk.storage import checks, sqlite
from libdesk.storage.database import Database
from libdesk.storage.marks import APPLICATION_ID, SCHEMA_NUMBER
from tests.drills.mounts import UNSHARE
from tests.storage.made import lying_in, new_problem, report, state_of, store


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
    assert lying_in(sqlite_file.parent) == [sqlite_file.name]


def test_a_database_in_wal_mode_is_whole_and_marked_so_after_it_was_closed(sqlite_file, clock):
    engine, _ = sqlite.open_file(sqlite_file, 5.0, version=(3, 51, 3))
    database = Database(engine, sqlite_file, now=clock)
    assert checks.Header.read(sqlite_file.read_bytes()[:100]).is_wal
    store(database, new_problem())
    database.close()
    assert not checks.Header.read(sqlite_file.read_bytes()[:100]).is_wal
    assert lying_in(sqlite_file.parent) == [sqlite_file.name]


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


@pytest.fixture(params=["sqlite", "postgresql"])
def nowhere(request, tmp_path):
    """A path or an address where no tables are yet."""
    if request.param == "sqlite":
        yield tmp_path / "data" / "libdesk.sqlite"
        return
    server = request.getfixturevalue("server")
    name = server.make()
    yield server.url(name)
    server.drop(name)


def test_programs_that_make_the_same_database_at_once_share_it(nowhere, clock):
    script = (
        "import sys; from datetime import UTC, datetime\n"
        "from libdesk.storage.database import Database\n"
        "database = Database.open(sys.argv[1], now=lambda: datetime.now(UTC))\n"
        "with database.unit(write=True) as unit: unit.desk.set_word(sys.argv[2], 'here')\n"
        "database.close()"
    )
    makers = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(nowhere), str(n)], stderr=subprocess.PIPE
        )
        for n in range(3)
    ]
    assert [maker.communicate(timeout=90)[1] for maker in makers] == [b""] * 3
    database = Database.open(nowhere, now=clock)
    with database.unit() as unit:
        assert [unit.desk.word(str(n)) for n in range(3)] == ["here"] * 3
    database.close()
    if isinstance(nowhere, Path):
        assert lying_in(nowhere.parent) == [nowhere.name]


def in_a_room_of_its_own(*command):
    """Run a shell command where its mounts are seen by nobody else."""
    ran = subprocess.run(
        [*UNSHARE, "sh", "-c", *command],
        capture_output=True,
        text=True,
        check=False,
    )
    if "unshare:" in ran.stderr:
        # The same is shown without a mount by the test of a file that may grow no further.
        pytest.skip(f"this system lets no test mount a disk of its own: {ran.stderr.strip()}")
    return ran


_READ_ONLY = textwrap.dedent(
    """
    import os, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from libdesk.services.errors import Unavailable
    from libdesk.domain.inbox import View
    from libdesk.storage.database import Database
    now = lambda: datetime.now(UTC)
    path = Path(sys.argv[1])
    if os.geteuid() == 0:  # root may write to everything, so this goes on as nobody in particular
        Database.open(path.with_name("warm.sqlite"), now=now).close()
        path.with_name("warm.sqlite").unlink()
        os.setuid(65534)
    if os.access(path.parent, os.W_OK):
        path.parent.chmod(0o555)
    database = Database.open(path, now=now)
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


def test_a_database_that_may_only_be_read_is_opened_for_reading(filled):
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to others
        folder = Path(name, "data")
        folder.mkdir()
        path = Path(shutil.copy(filled, folder))
        Path(name).chmod(0o755)
        path.chmod(0o444)
        before = state_of(folder)
        ran = subprocess.run(
            [sys.executable, "-c", _READ_ONLY, path], capture_output=True, text=True, check=False
        )
        folder.chmod(0o755)
        assert ran.returncode == 0, ran.stderr
        (folder / "warm.sqlite-seal").unlink()  # of the one that could be written to
        assert state_of(folder) == before
    count, sentence = ran.stdout.splitlines()
    assert count == "300"
    assert "may only be read" in sentence
    assert "What was saved before is safe" in sentence


def test_a_file_that_may_grow_no_further_is_told_and_nothing_is_lost(filled, clock):
    engine = sqlite.make_engine(filled, 1.0)
    pages = filled.stat().st_size // 4096
    event.listen(
        engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count = {pages + 20}")
    )
    database = Database(engine, filled, now=clock)
    with pytest.raises(Unavailable, match=r"is full, so this was not saved.*safe"):
        store(database, *[new_problem(report(saw="y" * 5000)) for _ in range(50)])
    with database.unit() as unit:
        assert unit.inbox.counts()[View.ALL] == 300
    store(database, new_problem())
    assert all(not trouble for _, trouble in database.check())
    database.close()


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


def test_a_disk_too_full_for_a_new_database_is_told_and_nothing_is_left_on_it(tmp_path):
    script = textwrap.dedent(
        """
        import sys
        from datetime import UTC, datetime
        from pathlib import Path
        from libdesk.services.errors import Unavailable
        from libdesk.storage.database import Database
        folder = Path(sys.argv[1])
        try:
            Database.open(folder / "libdesk.sqlite", now=lambda: datetime.now(UTC))
        except Unavailable as trouble:
            print(trouble.sentence)
        print(list(folder.iterdir()))
        """
    )
    mount = 'mount -t tmpfs -o size=64k none "$2" && exec "$0" -c "$1" "$2"'
    ran = in_a_room_of_its_own(mount, sys.executable, script, tmp_path)
    assert ran.returncode == 0, ran.stderr
    sentence, left = ran.stdout.splitlines()
    assert "is full" in sentence
    assert left == "[]"


def test_a_folder_that_cannot_be_made_is_told(tmp_path, clock):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Unavailable, match="can't be opened"):
        Database.open(tmp_path / "file" / "libdesk.sqlite", now=clock)
