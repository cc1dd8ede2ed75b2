"""Copies of a SQLite database: made while it is at work, whole or not at all, told when bad."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import textwrap
import threading
from contextlib import closing, nullcontext
from datetime import UTC, datetime

import pytest

from libdesk.domain.backups import Copy
from libdesk.services.backups import Backups, CopyNotes, KeptCopy, Stopped
from libdesk.services.errors import Refusal, Unavailable
from libdesk.storage import copying, sqlite
from libdesk.storage.backups import FileCopies, NoteFile, look_of
from libdesk.storage.copy_folder import CopyFolder, make_name, read_name, turn_in
from libdesk.storage.copying import Pace
from libdesk.storage.damage import Damaged
from libdesk.storage.database import Database
from libdesk.storage.marks import SCHEMA_NUMBER
from tests.storage.made import START, new_problem, report, store

FIRST = Copy(1, START)


@pytest.fixture
def desk(filled, clock):
    opened = Database.open(filled, now=clock)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path):
    return CopyFolder(tmp_path / "data" / "backups")


def copy(desk, folder, which=FIRST, **pace):
    return desk.copy_to(folder, which, Pace(**({"pause": lambda _: None} | pace)))


def rows(path):
    """Return all rows of all tables, but for the mark that a copy carries."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
            )
        ]
        found = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
    found["desk_words"] = [row for row in found["desk_words"] if row[0] != copying.MARK]
    return found


def flip(path, place=None):
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2 if place is None else place] ^= 1
    path.write_bytes(raw)


def test_a_copy_holds_every_row_and_knows_which_one_it_is(desk, folder, filled):
    kept = copy(desk, folder)
    path = folder.path(kept)
    assert folder.list() == (kept,)
    assert folder.check(kept) == ""
    assert (kept.copy, kept.schema, kept.size) == (FIRST, SCHEMA_NUMBER, path.stat().st_size)
    assert rows(path) == rows(filled)
    with closing(sqlite3.connect(path)) as connection:
        (mark,) = connection.execute("SELECT value FROM desk_words WHERE key = 'copy'").fetchone()
    assert mark.startswith(f"1 {START.isoformat()} ")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [one.name for one in path.parent.iterdir()] == [kept.name]


def test_what_is_saved_while_a_copy_is_made_is_in_it_and_it_never_begins_anew(desk, folder, filled):
    steps = []

    def pause(_seconds):
        steps.append(1)
        store(desk, new_problem(report(title=f"Meanwhile {len(steps)}", saw="y" * 9000)))

    kept = copy(desk, folder, pages=8, pause=pause)
    assert len(steps) > 10
    assert rows(folder.path(kept)) == rows(filled)
    with desk.unit() as unit:
        assert sum(unit.inbox.counts().values()) > 300
    assert steps == [1] * len(steps)


def test_writers_on_other_threads_go_first_between_two_steps(desk, folder, filled):
    stop = threading.Event()
    written: list[int] = []

    def write():
        while not stop.is_set():
            with desk.unit(write=True) as unit:
                unit.desk.set_word("beat", str(len(written)))
            written.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        kept = copy(desk, folder, pages=4, pause=lambda seconds: stop.wait(seconds) and None)
        during = len(written)
    finally:
        stop.set()
        writer.join()
    assert during > 5
    assert folder.check(kept) == ""


_FOREIGN = textwrap.dedent(
    """
    import sqlite3, sys
    with sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None) as other:
        print("ready", flush=True)
        for number, _ in enumerate(sys.stdin):
            other.execute(
                "INSERT OR REPLACE INTO desk_words VALUES ('foreign', ?)", (str(number),)
            )
            print("written", flush=True)
    """
)


def test_another_process_that_goes_on_writing_does_not_keep_a_copy_from_being_made(
    desk, folder, filled
):
    with subprocess.Popen(
        [sys.executable, "-c", _FOREIGN, str(filled)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        writes = []
        stdin, stdout = other.stdin, other.stdout

        def pause(_seconds):
            stdin.write("\n")
            stdin.flush()
            assert stdout.readline() == "written\n"
            writes.append(1)

        kept = copy(desk, folder, pages=8, pause=pause)
        assert len(writes) >= copying.RESTARTS, "it did begin anew"
        other.stdin.close()
    assert rows(folder.path(kept)) == rows(filled)


def test_a_copy_of_a_database_in_wal_mode_stands_alone(filled, clock, folder):
    engine, _ = sqlite.open_file(filled, 5.0, version=(3, 51, 3))
    desk = Database(engine, filled, now=clock)
    store(desk, new_problem(report(title="In the log")))
    kept = copy(desk, folder)
    taken = folder.path(kept).with_name("taken.sqlite")
    shutil.copy(folder.path(kept), taken)
    desk.close()
    with closing(Database.open(taken, now=clock)) as opened, opened.unit() as unit:
        assert len(unit.problems.known([])) == 0
        assert unit.inbox.counts()
    assert rows(folder.path(kept)) == rows(filled)


def test_control_a_file_copy_of_a_database_at_work_in_wal_mode_has_nothing_in_it(
    sqlite_file, clock, tmp_path
):
    engine, _ = sqlite.open_file(sqlite_file, 5.0, version=(3, 51, 3))
    desk = Database(engine, sqlite_file, now=clock)
    store(desk, *[new_problem() for _ in range(50)])
    shutil.copy2(sqlite_file, tmp_path / "by hand.sqlite")
    with closing(sqlite3.connect(tmp_path / "by hand.sqlite")) as by_hand:
        assert by_hand.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert by_hand.execute("SELECT count(*) FROM problems").fetchone()[0] < 50
    desk.close()


@pytest.mark.parametrize("when", [1, 5, 20, "after the last page"])
def test_a_copy_that_is_stopped_leaves_nothing(desk, folder, when):
    asked = []

    def stop():
        asked.append(1)
        return len(asked) >= when if isinstance(when, int) else bool(folder_part(folder))

    with pytest.raises(Stopped):
        copy(desk, folder, pages=8 if isinstance(when, int) else -1, stop=stop)
    assert not list(folder.folder.iterdir())
    assert copy(desk, folder) in folder.list()


def folder_part(folder):
    return [one for one in folder.folder.glob("*.part") if one.stat().st_size]


def test_what_a_killed_copy_left_is_removed_by_the_next(desk, folder):
    folder.folder.mkdir(parents=True)
    for left in ("000007.part", "000007.part-journal", "000001_x.sqlite.part"):
        (folder.folder / left).write_bytes(b"half")
    kept = copy(desk, folder)
    assert [one.name for one in folder.folder.iterdir()] == [kept.name]


def test_a_copy_of_a_damaged_database_is_told_and_not_kept(desk, folder, filled):
    pages = filled.stat().st_size // 4096
    raw = bytearray(filled.read_bytes())
    raw[(pages - 3) * 4096 : (pages - 2) * 4096] = b"\xff" * 4096
    filled.write_bytes(raw)
    with pytest.raises(Damaged, match="damaged"):
        copy(desk, folder)
    assert not list(folder.folder.iterdir())


def test_where_a_file_lies_in_the_folders_place_that_is_told(desk, folder):
    folder.folder.write_text("no folder")
    with pytest.raises(Unavailable, match=r"No copy of the database could be written to .*safe"):
        copy(desk, folder)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (flip, "is damaged"),
        (lambda path: path.write_bytes(b""), "0 bytes"),
        (lambda path: path.write_bytes(path.read_bytes()[:5000]), "is damaged"),
        (lambda path: path.unlink(), "gone"),
    ],
    ids=["a flipped bit", "empty", "cut short", "gone"],
)
def test_a_bad_copy_is_told_as_bad(desk, folder, spoil, told):
    kept = copy(desk, folder)
    assert folder.check(kept) == ""
    spoil(folder.path(kept))
    assert told in folder.check(kept)


def test_a_flipped_bit_in_the_words_of_a_report_is_seen_where_sqlite_sees_none(desk, folder):
    kept = copy(desk, folder)
    path = folder.path(kept)
    flip(path, path.read_bytes().index(b"x" * 600) + 300)
    with closing(sqlite3.connect(path)) as found:
        assert found.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert "is damaged" in folder.check(kept)


def test_a_sound_copy_is_read_once_and_again_when_it_was_touched(desk, folder):
    kept = copy(desk, folder)
    assert folder.check(kept) == ""
    assert folder.check(kept, stop=lambda: True) == "", "it is not read again"
    os.utime(folder.path(kept), (1, 1))
    with pytest.raises(Stopped):
        folder.check(kept, stop=lambda: True)


def test_names_sort_by_the_sequence_whatever_the_clock_says(desk, folder):
    late, early = datetime(2031, 1, 1, tzinfo=UTC), datetime(1999, 1, 1, tzinfo=UTC)
    first, second = copy(desk, folder, Copy(9, late)), copy(desk, folder, Copy(10, early))
    assert folder.list() == (second, first)
    assert sorted((first.name, second.name)) == [first.name, second.name]


@pytest.mark.parametrize(
    "name",
    [
        "libdesk.sqlite",
        "000001_2026-13-21T090000Z_v3_0123456789abcdef.sqlite",
        "000001_2026-11-21T090000Z_v3_0123456789abcdef.sqlite.part",
        "1_2026-11-21T090000Z_v3_0123456789abcdef.sqlite",
        "000001_2026-11-21T090000Z_v3_0123456789abcdeX.sqlite",
    ],
)
def test_a_name_of_anything_else_is_no_copys(name):
    assert read_name(name, 1) is None


def test_a_name_tells_all_that_must_be_known():
    name = make_name(Copy(12, START), 3, "ab" * 32)
    assert name == "000012_2026-11-21T090000Z_v3_abababababababab.sqlite"
    assert read_name(name, 5) == KeptCopy(Copy(12, START), name, 5, 3)


def test_what_is_no_file_hides_no_copy(desk, folder):
    kept = copy(desk, folder)
    strange = "000009_2026-11-21T090000Z_v3_0123456789abcdef.sqlite"
    (folder.folder / "hanging.sqlite").symlink_to(folder.folder / "nowhere")
    (folder.folder / strange).symlink_to(folder.folder / "nowhere")
    assert folder.list() == (kept,)
    (folder.folder / strange).unlink()
    (folder.folder / strange).symlink_to(strange)  # to itself
    assert folder.list() == (kept,)
    (folder.folder / strange).unlink()
    (folder.folder / strange).mkdir()
    assert folder.list() == (kept,)


@pytest.fixture
def copies(desk, filled):
    return FileCopies(filled, lambda: nullcontext(desk))


@pytest.fixture
def stick(tmp_path):
    made = tmp_path / "stick"
    made.mkdir()
    return made


def test_a_copy_goes_to_the_second_place_and_reads_back(copies, filled, stick, clock, desk):
    backups = Backups(copies, NoteFile(filled), clock)
    assert "same disk" in backups.choose_second_place(str(stick))
    made = backups.copy_now()
    (inside,) = stick.iterdir()
    with desk.unit() as unit:
        assert inside.name == f"LibDesk copies {unit.desk.word('library_id')[:8]}"
    assert (inside / made.name).read_bytes() == copies.here.path(made).read_bytes()
    assert stat.S_IMODE((inside / made.name).stat().st_mode) == 0o600
    state = Backups(copies, NoteFile(filled), clock).state()
    assert state.second is not None
    assert (state.second.where, state.second.last) == (str(inside), made)
    backups.choose_second_place(str(inside))
    assert not [one for one in inside.iterdir() if one.is_dir()], "it is not made inside itself"


def test_two_who_make_copies_take_turns_and_leave_each_others_part_alone(copies, filled, desk):
    other = FileCopies(filled, lambda: nullcontext(desk))
    second = threading.Thread(target=lambda: other.make(Copy(2, START), lambda: False))

    def stop():
        if second.ident is None:
            second.start()
            second.join(0.3)
            assert second.is_alive()
            assert [path.name for path in copies.here.folder.glob("*.part")] == ["000001.part"]
        return False

    copies.make(FIRST, stop)
    second.join(10)
    assert [kept.copy.sequence for kept in copies.here.list()] == [2, 1]


def test_whoever_waits_for_a_turn_can_be_stopped(copies):
    refused = []

    def wait():
        try:
            copies.make(FIRST, lambda: True)
        except Stopped as stopped:
            refused.append(stopped)

    waiting = threading.Thread(target=wait)
    with turn_in(copies.here.folder):
        waiting.start()
        waiting.join(10)
        assert refused
    assert copies.here.list() == ()


@pytest.fixture
def backups(copies, filled, clock):
    return Backups(copies, NoteFile(filled), clock)


STRANGE = "999999999999_2026-01-01T000000Z_v3_0123456789abcdef.sqlite"


@pytest.mark.parametrize("where", ["here", "there"])
def test_a_strange_name_ends_no_copies(backups, copies, stick, where):
    backups.choose_second_place(str(stick))
    backups.copy_now()
    (inside,) = stick.iterdir()
    place = copies.here.folder if where == "here" else inside
    (place / STRANGE).write_bytes(b"x")
    assert [backups.copy_now().copy.sequence for _ in range(5)] == [2, 3, 4, 5, 6]
    assert backups.state().trouble == ""
    listed = {one.name for one in copies.here.list()}
    assert {one.name for one in copies.here.folder.iterdir()} == {*listed, "notes.json"}


def test_a_copy_that_would_get_no_name_is_told_before_anything_is_written(desk, folder):
    with pytest.raises(Unavailable, match=r"number 1000000000000.*untouched"):
        copy(desk, folder, Copy(10**12, START))
    assert not list(folder.folder.glob("*"))


@pytest.fixture
def neighbor(tmp_path, clock):
    """Another library on the same computer, as the stick sees it."""
    path = tmp_path / "neighbor" / "libdesk.sqlite"
    path.parent.mkdir()
    sqlite.create(path)
    opened = Database.open(path, now=clock)
    yield Backups(FileCopies(path, lambda: nullcontext(opened)), NoteFile(path), clock)
    opened.close()


def id_of(desk):
    with desk.unit() as unit:
        return unit.desk.word("library_id")


def names_in(place):
    return {one.name for one in place.iterdir() if one.suffix == ".sqlite"}


@pytest.mark.parametrize("marker", ["as it is", "of old", "gone"])
@pytest.mark.parametrize("name", ["as it is", "LibDesk copies of old"])
def test_a_library_that_is_given_anothers_folder_makes_its_own_beside_it(
    backups, stick, desk, neighbor, marker, name
):
    neighbor.choose_second_place(str(stick))
    theirs = neighbor.copy_now().name
    (place,) = stick.iterdir()
    if name != "as it is":
        place = place.rename(stick / name)
    if marker == "of old":
        (place / ".libdesk").write_bytes(b"copies of a LibDesk database\n")
    elif marker == "gone":
        (place / ".libdesk").unlink()
    assert "another library" in backups.choose_second_place(str(place))
    for _ in range(5):
        mine = backups.copy_now().name
    assert names_in(place) == {theirs}
    own = stick / f"LibDesk copies {id_of(desk)[:8]}"
    assert backups.second_place() == str(own)
    assert mine in names_in(own)


@pytest.mark.parametrize("marker", ["as it is", "of old", "gone"])
def test_a_library_that_was_put_back_elsewhere_takes_its_old_folder_as_its_own(
    backups, stick, clock, desk, tmp_path, marker
):
    backups.choose_second_place(str(stick))
    made = backups.copy_now()
    (place,) = stick.iterdir()
    place = place.rename(stick / "LibDesk copies 2019")
    if marker == "of old":
        (place / ".libdesk").write_bytes(b"copies of a LibDesk database\n")
    elif marker == "gone":
        (place / ".libdesk").unlink()
    elsewhere = tmp_path / "elsewhere" / "libdesk.sqlite"
    elsewhere.parent.mkdir()
    shutil.copy(place / made.name, elsewhere)
    with closing(Database.open(elsewhere, now=clock)) as opened:
        there = Backups(
            FileCopies(elsewhere, lambda: nullcontext(opened)), NoteFile(elsewhere), clock
        )
        assert "another library" not in there.choose_second_place(str(place))
        assert there.second_place() == str(place)
        assert {made.name, there.copy_now().name} == names_in(place)
    assert (place / ".libdesk").read_text().splitlines()[1] == id_of(desk)


def test_two_libraries_that_already_share_a_folder_are_told_and_delete_nothing(
    backups, filled, stick, neighbor
):
    neighbor.choose_second_place(str(stick))
    theirs = neighbor.copy_now().name
    (place,) = stick.iterdir()
    NoteFile(filled).write(CopyNotes(second_place=str(place)))
    for _ in range(5):
        backups.copy_now()
    assert names_in(place) == {theirs}
    state = backups.state()
    assert state.here.is_well
    assert state.second is not None
    assert "another library" in state.second.trouble
    assert "Choose" in state.second.trouble
    backups.choose_second_place(str(place))
    backups.copy_if_due()
    assert backups.state().trouble == ""


def test_where_no_folder_is_its_own_a_second_place_is_refused(copies, stick, desk):
    for name in (id_of(desk)[:8], id_of(desk)):
        (stick / f"LibDesk copies {name}").mkdir()
        (stick / f"LibDesk copies {name}" / ".libdesk").write_text("copies\nof somebody else\n")
    with pytest.raises(Refusal, match="another library"):
        copies.set_up(str(stick))


def test_a_second_place_that_has_just_gone_is_not_made_anew(backups, copies, stick):
    made = backups.copy_now()
    with pytest.raises(Unavailable, match="is not there"):
        copies.bring(made, copies.place(str(stick / "LibDesk copies")), lambda: False)
    assert not list(stick.iterdir())


def test_an_empty_folder_where_a_stick_was_is_not_taken_for_the_stick(copies, filled, stick, clock):
    backups = Backups(copies, NoteFile(filled), clock)
    backups.choose_second_place(str(stick))
    backups.copy_now()
    shutil.rmtree(stick)
    stick.mkdir()  # what lies below a place where nothing is mounted
    state = backups.copy_if_due()
    assert state.second is not None
    assert not state.second.is_there
    assert not list(stick.iterdir())


def test_a_copy_that_does_not_read_back_as_it_was_written_is_removed(copies, stick, clock, filled):
    backups = Backups(copies, NoteFile(filled), clock)
    made = backups.copy_now()
    flip(copies.here.path(made))
    place = CopyFolder(stick, may_make=False)
    with pytest.raises(Unavailable, match="does not read back"):
        place.bring(made, copies.here)
    assert not list(stick.iterdir())
    with pytest.raises(Stopped):
        place.bring(made, copies.here, lambda: True)
    assert not list(stick.iterdir())


@pytest.mark.parametrize("where", ["missing", "a file", "beside"])
def test_what_cant_be_the_second_place_is_refused_with_its_reason(copies, tmp_path, where, filled):
    place = filled.parent / "in it" if where == "beside" else tmp_path / where
    if where == "a file":
        place.write_text("x")
    if where == "beside":
        place.mkdir()
    with pytest.raises(Refusal, match=r"no folder|beside the database"):
        copies.set_up(str(place))


def test_a_place_that_is_away_says_so(copies, tmp_path, clock, filled):
    place = CopyFolder(tmp_path / "away", may_make=False)
    made = Backups(copies, NoteFile(filled), clock).copy_now()
    for work in (place.list, lambda: place.check(made), lambda: place.bring(made, copies.here)):
        with pytest.raises(Unavailable, match="is not there"):
            work()
    assert not place.is_there()


def test_the_mark_changes_with_what_is_saved_and_with_nothing_else(desk, filled):
    first = desk.mark()
    assert desk.mark() == first
    with desk.unit() as unit:
        unit.inbox.counts()
    with desk.unit(write=True):
        pass
    assert desk.mark() == first
    with desk.unit(write=True) as unit:
        unit.desk.set_word("a", "b")
    second = desk.mark()
    assert second.session != first.session
    assert second.lasting == look_of(filled)
    with closing(sqlite3.connect(filled)) as other:
        other.execute("INSERT INTO desk_words VALUES ('c', 'd')")
        other.commit()
    assert desk.mark().session != second.session


def test_notes_are_kept_and_broken_ones_are_none(filled):
    notes = NoteFile(filled)
    assert notes.read() == CopyNotes()
    kept = read_name(make_name(Copy(12, START), 3, "ab" * 32), 5)
    said = ("Full.", START, START, "Away.", START)
    all_of_them = CopyNotes("/stick", "5.6", 12, *said, kept, "Done.")
    notes.write(all_of_them)
    assert notes.read() == all_of_them
    path = filled.parent / "backups" / "notes.json"
    for broken in ("{}", "[", '{"second_last": [1]}'):
        path.write_text(broken)
        assert notes.read() == CopyNotes()


def test_a_database_on_a_server_is_copied_there(server_url, clock, folder):
    with closing(Database.open(server_url, now=clock)) as desk:
        for work in (desk.mark, lambda: copy(desk, folder)):
            with pytest.raises(Refusal, match="pg_dump"):
                work()
