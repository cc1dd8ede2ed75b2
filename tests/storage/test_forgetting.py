"""Copies of the database forget what the database has forgotten, and nothing else."""

import hashlib
import sqlite3
import threading
from contextlib import closing, nullcontext
from dataclasses import replace

import pytest

from libdesk.domain.backups import Copy
from libdesk.domain.problems import FollowUp, FollowUpKind, State
from libdesk.domain.words import query
from libdesk.files import print_of
from libdesk.services.errors import Unavailable
from libdesk.storage import forgetting, lists
from libdesk.storage.copy_folder import CopyFolder, make_name, read_name
from libdesk.storage.copying import Pace
from libdesk.storage.database import Database
from libdesk.storage.forgetting import ForgetfulCopies
from tests.storage.made import START, new_problem, report, store
from tests.storage.test_retained_store import (
    CANARY,
    FACTS,
    PICTURE,
    canaries,
    fill,
    purge,
)

ROWS = "SELECT * FROM {table} ORDER BY 1, 2"


@pytest.fixture
def database(sqlite_file, clock):
    with closing(Database.open(sqlite_file, now=clock)) as opened:
        yield opened


@pytest.fixture
def backups(tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


def back_up(database, folder, number=1):
    made = folder / "made"
    with (
        closing(sqlite3.connect(database.path)) as live,
        closing(sqlite3.connect(made)) as copy,
    ):
        live.backup(copy)
    return named(made, number)


def named(made, number=1):
    """Give a file the name that a copy of these bytes has."""
    return made.rename(made.with_name(make_name(Copy(number, START), 3, print_of(made))))


def numbers(names):
    """Return which copies these are; what is none by its name is told by it."""
    found = ((name, read_name(name, 0)) for name in names)
    return [kept.copy.sequence if kept else name for name, kept in found]


def lying(folder):
    return numbers(sorted(path.name for path in folder.iterdir()))


def forget(database, *folders, between=lambda: True, **parts):
    return ForgetfulCopies(lambda: folders, lambda: nullcontext(database), **parts).forget(between)


def rows(path, *tables):
    with closing(sqlite3.connect(path)) as copy:
        return {table: copy.execute(ROWS.format(table=table)).fetchall() for table in tables}


def opened(path, clock):
    return closing(Database.open(path, now=clock))


def test_no_byte_of_what_went_stays_in_any_copy(database, backups, clock):
    told = fill(database, 90)
    for number in (1, 2):
        back_up(database, backups, number)
    assert numbers(canaries(backups)) == [1, 2], "control"
    purge(database, told)
    database.wipe()
    assert forget(database, backups)
    assert canaries(backups) == []
    assert lying(backups) == [1, 2]
    for path in backups.iterdir():
        with opened(path, clock) as copy:
            assert not [trouble for _, trouble in copy.check() if trouble]
            with copy.unit() as unit:
                assert len(unit.inbox.search(query("stripes "), 999)) == len(told)
                assert unit.inbox.search(query(CANARY), 9) == ()
                assert unit.problems.get(told[0].id).report.saw == told[0].saw


def test_what_was_deleted_is_deleted_in_the_copies_and_no_other_row_is_touched(database, backups):
    one, two = report(title=CANARY), report(title="two", contact="Maria")
    store(database, new_problem(one), new_problem(two))
    copy = back_up(database, backups)
    before = rows(copy, "problems", "history", "problem_words", "desk_words")
    with database.unit(write=True) as unit:
        unit.deleted.mark(one.id, START, expected_version=1)
        unit.deleted.wipe([one.id], START)
    assert forget(database, backups)
    (copy,) = backups.iterdir()
    after = rows(copy, *before)
    for table in ("problems", "history", "problem_words"):
        assert [row for row in before[table] if row in after[table]] == after[table]
        assert len(after[table]) == len(before[table]) - 1
    assert after["desk_words"] == before["desk_words"]
    assert canaries(backups) == []


def test_what_is_still_kept_stays_in_the_copies(database, backups):
    fill(database, 30)
    copy = back_up(database, backups)
    before = copy.read_bytes()
    assert forget(database, backups)
    assert copy.read_bytes() == before


def test_what_only_a_copy_knows_stays_in_it(database, backups):
    store(database, new_problem(report(title="here")))
    copy = back_up(database, backups)
    with closing(sqlite3.connect(copy)) as other:
        other.execute("UPDATE problems SET id = 'b0a7b0a7-0000-4000-8000-000000000000'")
        other.execute("UPDATE problems SET contact = 'Maria'")
        other.commit()
    copy = named(copy)
    before = copy.read_bytes()
    assert forget(database, backups)
    assert copy.read_bytes() == before


def test_in_the_copy_each_is_found_by_what_is_left_of_all_that_is_read_with_it(
    database, backups, clock
):
    root = report(title="root", facts=FACTS, contact="Robin")
    other = report(title="other", contact="Zoe", pictures=(PICTURE,))
    added = report(title="added", contact="Paul", follow_up=FollowUp(other.id, FollowUpKind.SAID))
    closed = {"state": State.FIXED, "closed_at": START}
    store(database, *(new_problem(one, **closed) for one in (root, other)), new_problem(added))
    with database.unit(write=True) as unit:
        unit.problems.attach([added.id], other.id)
        unit.joined.add([other.id], root.id)
    back_up(database, backups)
    with database.unit(write=True) as unit:
        unit.retained.remove_names(root.id)
        unit.retained.remove_pictures(root.id)
    assert forget(database, backups)
    (copy,) = backups.iterdir()
    with opened(copy, clock) as old, old.unit() as unit:
        for word in ("robin", "zoe", "paul", "mlopez"):
            assert unit.inbox.search(query(word), 9) == (), word
        for word in ("root", "other", "added", "cen-pc-04"):
            assert unit.inbox.search(query(f"{word} "), 9) == (1,), word
        problem = unit.problems.get(root.id)
        assert [one.contact for one in (*problem.joined, *problem.follow_ups)] == ["", ""]
        assert problem.joined[0] == replace(other, contact="", pictures=())


def test_a_copy_gets_the_name_that_it_must_have_and_the_old_one_goes(database, backups):
    told = fill(database, 9)
    old = back_up(database, backups)
    purge(database, told)

    def rename(name, made):
        return f"{made.stat().st_size}-{name}"

    assert forget(database, backups, rename=rename)
    (path,) = backups.iterdir()
    assert path.name == f"{path.stat().st_size}-{old.name}"


def test_a_fingerprint_in_the_name_is_that_of_the_new_bytes(database, backups):
    told = fill(database, 9)
    old = back_up(database, backups, 7)
    purge(database, told)
    assert forget(database, backups)
    (path,) = backups.iterdir()
    fingerprint = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    assert path.name == f"{old.name[:-23]}{fingerprint}.sqlite" != old.name


def test_a_copy_that_is_damaged_or_none_holds_up_no_other(database, backups):
    told = fill(database, 9)
    whole = back_up(database, backups).read_bytes()
    left = {}
    for number, content in ((0, b"no database at all" * 100), (2, whole[:9000])):
        made = backups / "made"
        made.write_bytes(content)
        left[named(made, number).name] = content
    purge(database, told)
    assert forget(database, backups)
    assert numbers(canaries(backups)) in ([], [2]), "a torn one can't be read, nor put back"
    assert {name: (backups / name).read_bytes() for name in left} == left
    assert len(list(backups.iterdir())) == 3


def test_a_copy_with_a_changed_letter_stays_as_it_is_and_is_told_of(database, backups):
    told = fill(database, 9)
    changed, sound = back_up(database, backups), back_up(database, backups, 2)
    content = changed.read_bytes()
    assert content.count(b"stripes")
    changed.write_bytes(content.replace(b"stripes", b"Stripes", 1))
    before = changed.read_bytes()
    purge(database, told)
    assert forget(database, backups)
    assert changed.read_bytes() == before
    assert not sound.exists()
    assert lying(backups) == [1, 2]
    folder = CopyFolder(backups)
    assert ["damaged" in folder.check(kept) for kept in folder.list()] == [False, True]
    assert numbers(canaries(backups)) == [1]


STRANGE = ["{", "[1]", '{"a": 1}', "7", "null", '[["computer", 7]]', "[" * 100_000, b"\xff", None]


@pytest.mark.parametrize("facts", STRANGE, ids=[repr(one)[:9] for one in STRANGE])
@pytest.mark.parametrize("is_damaged", [True, False])
def test_a_copy_in_which_facts_make_no_sense_holds_up_no_other(
    database, backups, facts, is_damaged
):
    told = fill(database, 9)
    back_up(database, backups, 2)
    strange = back_up(database, backups)
    with closing(sqlite3.connect(strange)) as other:
        schema = "UPDATE sqlite_schema SET sql = replace(sql, 'facts TEXT NOT NULL', 'facts TEXT')"
        other.execute("PRAGMA writable_schema = ON")
        other.execute(schema)
        other.commit()
    with closing(sqlite3.connect(strange)) as other:
        other.execute("UPDATE problems SET facts = CAST(? AS TEXT) WHERE sequence = 2", (facts,))
        other.commit()
    strange = strange if is_damaged else named(strange)
    before = strange.read_bytes()
    purge(database, told)
    assert forget(database, backups) == is_damaged, "a sound one is asked again"
    assert strange.read_bytes() == before
    assert lying(backups) == [1, 2]
    assert 2 not in numbers(canaries(backups))


@pytest.mark.timeout(20)
def test_a_copy_in_which_reports_go_in_a_ring_holds_up_no_other(database, backups):
    told = fill(database, 9)
    back_up(database, backups, 2)
    ring = back_up(database, backups)
    with closing(sqlite3.connect(ring)) as other:
        ids = [row[0] for row in other.execute("SELECT id FROM problems WHERE sequence < 3")]
        for one, two in (ids, ids[::-1]):
            asked = "UPDATE problems SET shown_in = ?, joined_to = ? WHERE id = ?"
            other.execute(asked, (lists.JOINED, one, two))
        other.commit()
    ring = named(ring)
    before = ring.read_bytes()
    purge(database, told)
    assert not forget(database, backups)
    assert ring.read_bytes() == before
    assert numbers(canaries(backups)) == [1]


def disk_is_full(*_):
    with closing(sqlite3.connect(":memory:")) as small:
        small.execute("PRAGMA max_page_count = 1")
        small.execute("CREATE TABLE more (text)")


def somebody_else_writes(path):
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as one:
        one.execute("BEGIN EXCLUSIVE")
        with closing(sqlite3.connect(path, timeout=0)) as two:
            two.execute("SELECT * FROM problems").fetchone()


def test_a_copy_for_which_the_disk_was_full_is_asked_again(database, backups):
    told = fill(database, 9)
    copy = back_up(database, backups)
    before = copy.read_bytes()
    purge(database, told)
    with pytest.raises(sqlite3.OperationalError, match="full"):
        disk_is_full()
    assert not forget(database, backups, rename=disk_is_full)
    assert copy.read_bytes() == before
    assert list(backups.iterdir()) == [copy]
    assert forget(database, backups)
    assert canaries(backups) == []


def test_a_copy_that_somebody_holds_is_asked_again(database, backups):
    told = fill(database, 9)
    copy = back_up(database, backups)
    before = copy.read_bytes()
    purge(database, told)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        somebody_else_writes(copy)
    assert not forget(database, backups, rename=lambda *_: somebody_else_writes(copy))
    assert copy.read_bytes() == before
    assert forget(database, backups)
    assert canaries(backups) == []


def test_a_database_that_does_not_answer_is_asked_again(database, backups):
    told = fill(database, 9)
    back_up(database, backups)
    purge(database, told)

    def away():
        raise Unavailable("The database is busy.")

    assert not ForgetfulCopies(lambda: (backups,), away).forget(lambda: True)
    assert numbers(canaries(backups)) == [1]
    assert forget(database, backups)
    assert canaries(backups) == []


def test_a_database_that_is_no_copy_by_its_name_is_left_alone(database, backups):
    told = fill(database, 9)
    copy = back_up(database, backups)
    content = copy.read_bytes()
    others = [
        "mine.sqlite",
        f"old-{copy.name}",
        "000001_2026-13-41T250000Z_v3_0123456789abcdef.sqlite",
    ]
    for name in others:
        (backups / name).write_bytes(content)
    purge(database, told)
    assert forget(database, backups)
    assert [(backups / name).read_bytes() for name in others] == [content] * 3
    assert sorted(canaries(backups)) == sorted(others)
    assert len(list(backups.iterdir())) == 4


def test_a_place_that_is_away_is_asked_again(database, backups, tmp_path):
    told = fill(database, 9)
    back_up(database, backups)
    purge(database, told)
    assert not forget(database, tmp_path / "away", backups)
    assert canaries(backups) == []


def test_it_can_be_stopped_after_each_copy_and_goes_on(database, backups):
    told = fill(database, 9)
    for number in (1, 2, 3):
        back_up(database, backups, number)
    purge(database, told)
    assert not forget(database, backups, between=lambda: False)
    assert numbers(canaries(backups)) == [2, 3]
    assert forget(database, backups)
    assert canaries(backups) == []


def test_a_copy_that_is_made_meanwhile_waits_and_leaves_the_part_alone(database, backups, clock):
    told = fill(database, 30)
    back_up(database, backups)
    purge(database, told)
    database.wipe()
    making = threading.Thread(
        target=lambda: database.copy_to(CopyFolder(backups), Copy(7, clock()), Pace())
    )

    def rename(name, made):
        making.start()
        making.join(0.5)
        assert making.is_alive()
        assert made.exists()
        return name

    assert forget(database, backups, rename=rename)
    making.join(10)
    assert canaries(backups) == []
    assert [kept.copy.sequence for kept in CopyFolder(backups).list()] == [7, 1]


def test_cut_off_while_a_copy_is_made_anew_the_old_one_is_whole(database, backups):
    told = fill(database, 9)
    copy = back_up(database, backups)
    before = copy.read_bytes()
    purge(database, told)

    def rename(_name, _made):
        raise OSError(28, "No space left on device")

    assert not forget(database, backups, rename=rename)
    assert copy.read_bytes() == before
    assert list(backups.iterdir()) == [copy]
    (backups / f".{copy.name}.part").write_bytes(b"what a sudden end left")
    assert forget(database, backups)
    assert canaries(backups) == []


@pytest.mark.parametrize("fixture", ["0001", "0002"])
def test_a_copy_of_an_older_schema_forgets_too(database, backups, fixture):
    from libdesk.storage import sqlite, upgrade

    path = backups / "old.sqlite"
    engine = sqlite.make_engine(path_of_empty(path), 1)
    with sqlite.writing(engine.connect(), write=True) as connection, connection.begin():
        older = upgrade.Migrations(upgrade.OURS.folder, fixture)
        _upgrade(connection, older)
    engine.dispose()
    told = report(title="one", facts=FACTS, pictures=(PICTURE,))
    store(database, new_problem(told, state=State.FIXED, closed_at=START))
    with closing(sqlite3.connect(path)) as old:
        known = {row[1] for row in old.execute("PRAGMA table_info(problems)")}
        with closing(sqlite3.connect(database.path)) as live:
            live.row_factory = sqlite3.Row
            row = dict(live.execute("SELECT * FROM problems").fetchone())
        kept = {key: value for key, value in row.items() if key in known}
        marks = ", ".join("?" * len(kept))
        old.execute(f"INSERT INTO problems ({', '.join(kept)}) VALUES ({marks})", (*kept.values(),))
        old.execute("INSERT INTO problem_words VALUES (1, 'one mlopez')")
        old.execute("INSERT INTO word_index (rowid, words) VALUES (1, 'one mlopez')")
        old.execute("INSERT INTO pictures VALUES (1, 1, 'a', 'b', ?)", (PICTURE.content,))
        old.commit()
    named(path)
    with database.unit(write=True) as unit:
        unit.retained.remove_names(told.id)
        unit.retained.remove_pictures(told.id)
    assert forget(database, backups)
    (path,) = backups.iterdir()
    assert b"mlopez" not in path.read_bytes()
    assert canaries(backups) == []


def path_of_empty(path):
    path.touch()
    return path


def _upgrade(connection, migrations):
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations.folder))
    config.attributes["connection"] = connection
    command.upgrade(config, migrations.newest)


def test_a_large_copy_is_only_looked_at_when_nothing_went(database, backups):
    fill(database, 60)
    copy = back_up(database, backups)
    asked = []

    def ask(question):
        asked.append(question)
        with database.read() as connection:
            return question(connection)

    assert not forgetting.look(copy, ask)
    assert len(asked) == 1


def test_a_copy_that_the_desk_made_is_listed_and_sound_afterwards(database, backups, clock):
    told = fill(database, 30)
    folder = CopyFolder(backups)
    kept = database.copy_to(folder, Copy(7, START), Pace())
    assert folder.check(kept) == ""
    purge(database, told)
    assert forget(database, backups)
    (anew,) = folder.list()
    assert (anew.copy, anew.schema) == (kept.copy, kept.schema)
    assert anew.name != kept.name
    assert folder.check(anew) == ""
    assert canaries(backups) == []
