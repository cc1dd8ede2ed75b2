"""Migrations: the newest equals the tables as written, and a database is always old or new."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates, ItemFilter
from libdesk.domain.records import ItemId, Record
from libdesk.domain.statuses import Status
from libdesk.services.errors import Refusal
from libdesk.storage import marks, schema, server, sqlite, upgrade
from libdesk.storage.database import Database
from libdesk.storage.item_rows import row_of
from tests.storage.made import lying_in, new_problem, store

_CATALOG = {
    "columns": """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
               a.attidentity, co.collname, pg_get_expr(d.adbin, d.adrelid)
        FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
        JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
        LEFT JOIN pg_collation co ON co.oid = a.attcollation
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relname <> 'alembic_version'
        ORDER BY c.relname, a.attnum""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
          AND conrelid::regclass::text <> 'alembic_version'
        ORDER BY 1, 2""",
    "indexes": """
        SELECT indexname, indexdef FROM pg_indexes
        WHERE schemaname = 'public' AND tablename <> 'alembic_version' ORDER BY 1""",
}


def sqlite_catalog(path):
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    return {
        (kind, name): (table, *parts_of(re.sub(r"\s+", " ", sql or "").strip()))
        for kind, name, table, sql in rows
        if "alembic_version" not in table and not name.startswith("sqlite_")
    }


def parts_of(statement):
    """A table's columns in their order, its constraints in any: SQLite writes a column that came
    later behind them. Other statements stay as they are."""
    if not statement.startswith("CREATE TABLE"):
        return (statement,)
    head, _, rest = statement.partition("(")
    body, _, tail = rest.rpartition(")")
    parts, depth = [""], 0
    for sign in body:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    stripped = [part.strip() for part in parts]
    rules = ("CONSTRAINT", "FOREIGN KEY", "PRIMARY KEY", "UNIQUE", "CHECK")
    columns = [part for part in stripped if not part.startswith(rules)]
    return head, tail, columns, sorted(part for part in stripped if part.startswith(rules))


def server_catalog(server_, name):
    return {part: server_.run(question, name) for part, question in _CATALOG.items()}


def test_on_sqlite_the_newest_revision_is_the_tables_as_written(sqlite_file, tmp_path):
    path = tmp_path / "as-written.sqlite"
    engine = create_engine(f"sqlite:///{path}")
    schema.metadata.create_all(engine)
    engine.dispose()
    migrated, written = sqlite_catalog(sqlite_file), sqlite_catalog(path)
    assert migrated == written
    assert ("table", "word_index") in written
    assert ("index", "replies_to_write") in written


def test_on_postgresql_the_newest_revision_is_the_tables_as_written(server, server_template):
    name = server.make()
    engine = create_engine(server.url(name).replace("postgresql:", "postgresql+psycopg:"))
    schema.metadata.create_all(engine)
    engine.dispose()
    migrated, written = server_catalog(server, server_template), server_catalog(server, name)
    assert migrated == written
    assert any(row[0] == "word_index" for row in written["indexes"])
    server.drop(name)


def test_every_table_of_sqlite_is_strict(sqlite_file):
    with closing(sqlite3.connect(sqlite_file)) as connection:
        tables = connection.execute("SELECT name, strict FROM pragma_table_list").fetchall()
    ours = {name: strict for name, strict in tables if name in schema.metadata.tables}
    assert ours == dict.fromkeys(schema.metadata.tables, 1)


def test_migrations_are_numbered_in_a_row_and_the_schema_names_the_newest():
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(upgrade.OURS.folder))
    row = [script.revision for script in reversed(list(scripts.walk_revisions()))]
    assert row == [f"{number:04}" for number in range(1, len(row) + 1)]
    assert scripts.get_heads() == [marks.REVISION]
    assert len(row) == marks.SCHEMA_NUMBER
    assert all(
        Path(script.path).name.startswith(f"{script.revision}_")
        for script in scripts.walk_revisions()
    )


def test_a_migration_spells_its_own_tables():
    for path in (upgrade.OURS.folder / "versions").glob("0*.py"):
        assert "libdesk" not in path.read_text("utf-8"), path.name


def test_an_empty_server_database_gets_its_tables(server, clock):
    name = server.make()
    database = Database.open(server.url(name), now=clock)
    store(database, new_problem())
    assert all(not trouble for _, trouble in database.check())
    database.close()
    server.drop(name)


_SECOND = """
import os, signal
from alembic import op
revision, down_revision = "{next}", "{ours}"

def upgrade():
    op.execute("CREATE TABLE of_tomorrow (id INTEGER)")
    op.execute("INSERT INTO of_tomorrow SELECT sequence FROM problems")
    op.execute("ALTER TABLE problems ADD COLUMN mood TEXT")
    op.execute("UPDATE problems SET title = 'changed'")
    {then}
    op.execute("DROP TABLE of_tomorrow")
"""
NEXT = f"{marks.SCHEMA_NUMBER + 1:04}"
_THEN = {
    "fails": "op.execute('SELECT * FROM nowhere')",
    "is_killed": "os.kill(os.getpid(), signal.SIGKILL)",
    "succeeds": "pass",
}
_CHILD = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from libdesk.storage import server, sqlite, upgrade
    target, folder, newest = sys.argv[1:]
    kind = server if "://" in target else sqlite
    engine = kind.make_engine(target if kind is server else Path(target), 5.0)
    with kind.writing(engine.connect(), write=True) as connection, connection.begin():
        upgrade.to_newest(connection, upgrade.Migrations(Path(folder), newest))
    """
)


@pytest.fixture
def with_second(tmp_path):
    """Make a folder of migrations with a second one."""

    def make(then):
        folder = tmp_path / then / "migrations"
        shutil.copytree(upgrade.OURS.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
        script = _SECOND.format(then=_THEN[then], next=NEXT, ours=marks.REVISION)
        (folder / "versions" / f"{NEXT}_next.py").write_text(script)
        return folder

    return make


@pytest.fixture
def old(target, clock):
    database = Database.open(target, now=clock)
    store(database, *[new_problem() for _ in range(20)])
    yield database
    database.close()


def upgraded(target, folder):
    return subprocess.run(
        [sys.executable, "-c", _CHILD, target, folder, NEXT],
        capture_output=True,
        text=True,
        check=False,
    )


def facts(database):
    with database.unit() as unit:
        return [line.title for line in unit.inbox.lines(range(1, 100))]


@pytest.mark.parametrize("then", ["fails", "is_killed"])
def test_a_migration_that_ends_half_way_leaves_the_old_database(
    old, target, clock, with_second, then
):
    before = facts(old)
    ended = upgraded(str(target), with_second(then))
    assert ended.returncode == (-signal.SIGKILL if then == "is_killed" else 1)
    again = Database.open(target, now=clock)
    assert facts(again) == before == ["Printer jams"] * 20
    assert all(not trouble for _, trouble in again.check())
    store(again, new_problem())
    again.close()


def test_a_migration_that_ends_well_leaves_the_new_one_and_we_refuse_it(
    old, target, clock, with_second
):
    """The control: the very same migration does its work when nothing stops it."""
    ended = upgraded(str(target), with_second("succeeds"))
    assert ended.returncode == 0, ended.stderr
    assert facts(old) == ["changed"] * 20
    old.close()
    before = Path(target).read_bytes() if isinstance(target, Path) else None
    with pytest.raises(Refusal, match="newer LibDesk"):
        Database.open(target, now=clock)
    if before is not None:
        assert Path(target).read_bytes() == before


@pytest.fixture
def at_eleven(tmp_path):
    """The migrations as they were before equipment was worked with on foot."""
    folder = tmp_path / "eleven" / "migrations"
    shutil.copytree(upgrade.OURS.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (folder / "versions").glob("0*.py"):
        if path.name[:4] > "0011":
            path.unlink()
    return upgrade.Migrations(folder, "0011")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    """A path or an address of a database without a table."""
    if request.param == "sqlite":
        with closing(sqlite3.connect(tmp_path / "old.sqlite")) as made:
            made.execute(f"PRAGMA application_id = {marks.APPLICATION_ID}")
        yield tmp_path / "old.sqlite"
        return
    running = request.getfixturevalue("server")
    name = running.make()
    yield running.url(name)
    running.drop(name)


def test_equipment_is_the_same_after_the_tables_of_what_is_done_on_foot_came(
    empty, clock, at_eleven
):
    kind = server if isinstance(empty, str) else sqlite
    engine = kind.make_engine(empty, 5.0)
    long_ago = datetime(2020, 1, 2, tzinfo=UTC)
    gone = Record(
        Tag("A-2"), "łaptop 李", "laptop", status=Status.GONE, keep_until=date(2030, 1, 2)
    )
    records = [Record(Tag("A-1"), "PC", "public PC", status=Status.WIPED), gone]
    with kind.writing(engine.connect(), write=True) as connection, connection.begin():
        upgrade.to_newest(connection, at_eleven)
        for number, one in enumerate(records, 1):
            row = {**row_of(one, Dates()), "id": number, "version": number}
            del row["keep_why"]
            connection.execute(schema.items.insert().values(row))
        told = {"at": long_ago, "who": "Ada", "kind": "edit", "title": "", "count": 2}
        change = connection.execute(schema.item_changes.insert().values(told)).inserted_primary_key
        connection.execute(
            schema.item_history.insert().values(
                change=change[0], item=2, version=2, is_new=False,
                fields=[["status", "wiped", "gone"]],
            )
        )  # fmt: skip
    engine.dispose()
    database = Database.open(empty, now=clock)
    assert all(not trouble for _, trouble in database.check())
    with database.unit() as unit:
        found = {one.tag: one for one in unit.items.all(ItemFilter(statuses=frozenset(Status)))}
        assert found[Tag("A-2")] == replace(gone, id=ItemId(2), version=2)
        assert found.keys() == {"A-1", "A-2"}
        assert unit.item_history.of(ItemId(2))[0].change_set.at == long_ago
        assert unit.disposals.untold() == (ItemId(2),), "it had gone, and nobody said how"
        assert unit.loans.active() == ()
        assert unit.reimagings.running() == ()
    database.close()


_FIRST_THAT_ENDS = """
import os, signal
from alembic import op
revision, down_revision = "0001", None

def upgrade():
    op.execute("CREATE TABLE branches (code TEXT PRIMARY KEY)")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_new_database_that_was_not_finished_is_none(tmp_path, clock):
    folder = tmp_path / "migrations"
    shutil.copytree(upgrade.OURS.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "0001_first.py").write_text(_FIRST_THAT_ENDS)
    path = tmp_path / "data" / "libdesk.sqlite"
    script = (
        "import sys; from pathlib import Path\n"
        "from libdesk.storage import sqlite, upgrade\n"
        "sqlite.create(Path(sys.argv[1]), upgrade.Migrations(Path(sys.argv[2]), '0001'))"
    )
    ended = subprocess.run([sys.executable, "-c", script, path, folder], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert not path.exists()
    parts = list(path.parent.iterdir())
    assert parts
    assert all(".part" in part.name for part in parts)
    for part in parts:
        os.utime(part, times=(0, 0))
    Database.open(path, now=clock).close()
    assert lying_in(path.parent) == [path.name]
    assert sqlite_catalog(path)


def test_a_start_without_anything_to_upgrade_does_not_import_alembic(sqlite_file):
    script = (
        "import sys; from datetime import UTC, datetime\n"
        "from libdesk.storage.database import Database\n"
        "database = Database.open(sys.argv[1], now=lambda: datetime.now(UTC))\n"
        "with database.unit() as unit: unit.places.branches()\n"
        "database.close()\n"
        "names = ('alembic', 'psycopg', 'sqlalchemy.orm', 'sqlalchemy.dialects.postgresql')\n"
        "print(*[name for name in names if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, sqlite_file], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == ""


def test_a_server_that_is_too_old_is_named():
    assert server.version_trouble(150000) == ""
    assert "PostgreSQL 12" in server.version_trouble(120017)


def test_only_what_was_abandoned_is_swept(tmp_path):
    """Another process may be making the same database at this moment."""
    names = (f".libdesk.sqlite.{os.getpid()}.part", ".libdesk.sqlite.1.part", ".other.2.part")
    for name in names:
        (tmp_path / name).write_bytes(b"half")
    os.utime(tmp_path / ".other.2.part", times=(0, 0))
    sqlite.create(tmp_path / "libdesk.sqlite")
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == [".libdesk.sqlite.1.part", ".other.2.part", "libdesk.sqlite"]
