"""One unit is one transaction: whole or not at all, and nobody is told that something is locked."""

import subprocess
import sys
import textwrap
import threading

import pytest

from libdesk.domain.bulletin import Identity
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.inbox import Order, View
from libdesk.domain.places import Branch
from libdesk.services.errors import Refusal, Unavailable
from libdesk.storage.database import Database
from tests.services.made_items import save_item
from tests.storage.made import START, new_problem, reply, store

WRITES = 60


def words(database):
    with database.unit() as unit:
        return unit.desk.word("library")


def test_leaving_the_block_commits(database):
    with database.unit(write=True) as unit:
        unit.desk.set_word("library", "Mill Valley")
    assert words(database) == "Mill Valley"


def test_an_error_rolls_everything_back_and_goes_on_as_it_is(database):
    problem = new_problem()
    with pytest.raises(Refusal, match="no such problem"), database.unit(write=True) as unit:
        _write_everything_then_fail(unit, problem)
    with database.unit() as unit:
        assert unit.desk.word("library") == ""
        assert unit.desk.secrets() is None
        assert unit.places.branches() == ()
        assert unit.places.items() == ()
        assert unit.inbox.sequences(View.ALL, Order()) == ()
        assert unit.problems.known([problem.problem.report.id]) == {}
    # What was rolled back is out of the word index too, and its sequence is given again.
    store(database, new_problem(words=("other",)))
    with database.unit() as unit:
        assert unit.inbox.sequences(View.ALL, Order()) == (1,)


def _write_everything_then_fail(unit, problem):
    unit.desk.set_word("library", "Mill Valley")
    unit.desk.set_secrets(bytes(32), bytes(32), Identity(bytes(32), bytes(32)))
    unit.places.save_branch(Branch("CEN", "Central"))
    save_item(unit, Item(Tag("LV-1"), "printer", "printer", "CEN"))
    unit.problems.add([problem])
    unit.replies.add(problem.problem.report.id, reply("x"), goes_out_at=START)
    unit.problems.get(new_problem().problem.report.id)


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, MemoryError])
def test_even_an_end_of_the_program_rolls_back(database, error):
    with pytest.raises(error), database.unit(write=True) as unit:
        _set_then_raise(unit, error)
    assert words(database) == ""


def _set_then_raise(unit, error):
    unit.desk.set_word("library", "half")
    raise error


def test_a_unit_that_only_reads_cannot_write(database):
    with pytest.raises(RuntimeError, match="only reads"), database.unit() as unit:
        unit.desk.set_word("library", "by mistake")
    assert words(database) == ""
    with database.unit(write=True) as unit:
        unit.desk.set_word("library", "on purpose")
    assert words(database) == "on purpose"


def test_a_unit_that_reads_sees_one_picture_of_the_data(database):
    with database.unit() as reading:
        assert reading.desk.word("library") == ""
        if database.path is None:  # SQLite's rollback journal lets no writer finish meanwhile
            with database.unit(write=True) as writing:
                writing.desk.set_word("library", "changed")
            assert reading.desk.word("library") == ""


def test_the_gui_thread_gets_no_unit(target, clock):
    gui_thread = threading.get_ident()
    there = []

    def on_gui_thread():
        there.append(1)
        return threading.get_ident() == gui_thread

    with pytest.raises(RuntimeError, match="GUI thread"):
        Database.open(target, now=clock, on_gui_thread=on_gui_thread)
    opened, read = [], []

    def elsewhere():
        opened.append(Database.open(target, now=clock, on_gui_thread=on_gui_thread))
        with opened[0].unit() as unit:
            read.append(unit.desk.word("library"))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join(30)
    assert read == [""]
    with pytest.raises(RuntimeError, match="GUI"), opened[0].unit():
        pass
    opened[0].close()


def test_two_threads_write_one_after_the_other(database):
    """Each reads, then writes what it read: a lost turn would lose a count."""
    troubles = []

    def count():
        try:
            for _ in range(WRITES):
                with database.unit(write=True) as unit:
                    unit.desk.set_word("library", str(int(unit.desk.word("library") or 0) + 1))
        except Exception as trouble:  # noqa: BLE001 - any trouble at all is told to the test
            troubles.append(trouble)

    threads = [threading.Thread(target=count) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not troubles
    assert words(database) == str(2 * WRITES)


_WRITER = textwrap.dedent(
    """
    import sys
    from datetime import UTC, datetime
    from libdesk.storage.database import Database
    target, times = sys.argv[1], int(sys.argv[2])
    database = Database.open(target, now=lambda: datetime.now(UTC))
    for _ in range(times):
        with database.unit(write=True) as unit:
            unit.desk.set_word("library", str(int(unit.desk.word("library") or 0) + 1))
    database.close()
    """
)


def test_two_processes_write_and_nobody_hears_of_a_lock(database, target):
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(target), str(WRITES)],
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for _ in range(WRITES):
        with database.unit() as unit:
            unit.inbox.sequences(View.ALL, Order())
        with database.unit(write=True) as unit:
            unit.desk.set_word("library", str(int(unit.desk.word("library") or 0) + 1))
    told = [writer.communicate(timeout=90)[1] for writer in writers]
    assert told == ["", ""]
    assert words(database) == str(3 * WRITES)


def test_a_database_that_stays_locked_is_told_in_plain_words(target, clock):
    holder = Database.open(target, now=clock)
    waiting = Database.open(target, now=clock, patience_s=0.2)
    with holder.unit(write=True) as held:
        held.desk.set_word("library", "first")
        with (
            pytest.raises(
                Unavailable, match=r"(in use by|is writing).*What was saved before is safe"
            ),
            waiting.unit(write=True) as unit,
        ):
            unit.desk.set_word("library", "second")
    assert words(waiting) == "first"
    with waiting.unit(write=True) as unit:
        unit.desk.set_word("library", "second")
    assert words(holder) == "second"
    holder.close()
    waiting.close()
