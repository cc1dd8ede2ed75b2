"""Jobs in a child with limits: what they return, what they refuse, and how they end."""

import os
import sys
import time

import pytest

from libdesk.delivery.tables import capped, child, plain, reading
from libdesk.delivery.tables.capped import Limits
from libdesk.domain.tables import ReadChoice
from libdesk.services.backups import Stopped
from libdesk.services.errors import Refusal, Unavailable
from tests.delivery.tables.spreadsheets import SMALL, row, xlsx

JOBS = "tests.delivery.tables.jobs:"
NEEDS_MORE = "needs more memory than a table"
posix = pytest.mark.skipif(sys.platform == "win32", reason="these limits are POSIX's")


@pytest.fixture
def a_file(tmp_path):
    path = tmp_path / "Bücher 'list'.xlsx"
    path.write_bytes(xlsx(SMALL))
    return path


def test_a_child_reads_the_same_table(a_file):
    assert capped.read_table(a_file) == reading.read_table(a_file)
    choice = ReadChoice(sheet="Sheet 1", heading_row=0)
    assert capped.read_table(a_file, choice) == reading.read_table(a_file, choice)
    assert capped.look(a_file) == reading.look(a_file)


def test_a_table_with_notes_comes_home_whole(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes("Inventory\n\nTag,Näme,Tag\n1,\x01é😀,1.2E+11\n2\n".encode())
    table = capped.read_table(path)
    assert table == reading.read_table(path)
    assert len(table.notes) == 4
    assert plain.table(plain.of_table(table)) == table


def test_a_refusal_comes_home_in_its_words(tmp_path):
    with pytest.raises(Refusal, match=r"away\.csv can't be read"):
        capped.read_table(tmp_path / "away.csv")


def test_what_a_job_takes_and_returns_is_plain_data_and_what_it_prints_is_not_an_answer():
    arguments = {"a": [1, None, "é\ud800"], "b": {"c": 1.5}}
    assert capped.run(f"{JOBS}echo", arguments) == arguments


def test_the_refusals_of_a_job_are_those_of_its_asker():
    with pytest.raises(Refusal) as refused:
        capped.run(f"{JOBS}refuse", {})
    assert (refused.value.sentence, refused.value.field) == ("No.", "tag")
    with pytest.raises(Unavailable, match="The share is away"):
        capped.run(f"{JOBS}be_away", {})


def test_a_bug_in_a_job_is_logged_without_the_words_it_was_about(caplog):
    with pytest.raises(Refusal, match="has made a mistake"):
        capped.run(f"{JOBS}slip", {"secret": "Krämer"})
    assert "KeyError at slip:" in caplog.text
    assert "Krämer" not in caplog.text


@posix
def test_the_limits_hold_before_the_job_begins():
    told = capped.run(f"{JOBS}limits", {}, limits=Limits(200_000_000, 7.0))
    assert told == [200_000_000, 9, 0]


@posix
def test_a_job_that_takes_too_much_memory_is_refused():
    with pytest.raises(Refusal, match=NEEDS_MORE):
        capped.run(f"{JOBS}gulp", {})


@pytest.mark.skipif(not child._PAGES.is_file(), reason="only Linux tells how much a process has")
def test_a_part_of_a_job_may_take_less_than_the_whole():
    asked = {"least": 20_000_000, "most": 150_000_000}
    assert capped.run(f"{JOBS}sip_and_gulp", asked) == [True, 150_000_000]
    half = Limits(memory_bytes=160_000_000)
    with pytest.raises(Refusal, match=NEEDS_MORE):
        capped.run(f"{JOBS}sip_and_gulp", asked, limits=half)


def test_where_nothing_is_capped_a_part_is_not():
    with child.no_more_than(1):
        assert len(bytearray(10_000_000)) == 10_000_000


@posix
@pytest.mark.parametrize("memory", [1_000_000, 10_000_000, 20_000_000, 30_000_000])
def test_a_child_that_has_no_room_to_begin_is_refused(a_file, memory):
    with pytest.raises(Refusal, match=NEEDS_MORE):
        capped.read_table(a_file, limits=Limits(memory_bytes=memory))


def test_a_child_that_ends_without_a_word_is_refused(caplog):
    with pytest.raises(Refusal, match=NEEDS_MORE):
        capped.run(f"{JOBS}end", {})
    assert "ended with 3" in caplog.text


def test_a_job_that_takes_too_long_is_ended():
    began = time.monotonic()
    with pytest.raises(Refusal, match="takes longer than 1 seconds"):
        capped.run(f"{JOBS}wait", {}, limits=Limits(time_s=0.6))
    assert time.monotonic() - began < 5


def test_a_job_is_ended_when_its_asker_says_stop_and_nothing_of_it_is_left(tmp_path):
    began = tmp_path / "began"
    with pytest.raises(Stopped):
        capped.run(f"{JOBS}wait", {"began": str(began)}, stop=lambda: bool(_text(began)))
    with pytest.raises(ProcessLookupError):
        os.kill(int(_text(began)), 0)
    assert list(tmp_path.iterdir()) == [began]


def _text(path):
    return path.read_text("utf-8") if path.exists() else ""


@pytest.mark.parametrize("looks", range(6))
def test_a_reading_that_is_stopped_at_any_moment_leaves_nothing_behind(
    tmp_path, monkeypatch, looks
):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    path = tmp_path / "list.xlsx"
    path.write_bytes(xlsx("".join(row(at, "Tag", "x" * 500) for at in range(1, 4_000))))
    left = iter([False] * looks)
    try:
        capped.read_table(path, stop=lambda: next(left, True))
    except Stopped:
        pass
    else:
        assert looks, "it was stopped before it could be done"  # later it may have been quicker
    assert list(tmp_path.iterdir()) == [path]


def test_an_answer_of_any_size_is_heard_up_to_the_limit():
    assert len(capped.run(f"{JOBS}talk", {"count": 5_000_000})) == 5_000_000
    with pytest.raises(Refusal, match=NEEDS_MORE):
        capped.run(f"{JOBS}talk", {"count": 2_000}, limits=Limits(answer_bytes=1_000))


def test_the_current_folder_is_no_place_to_find_modules_in():
    assert "" not in capped.run(f"{JOBS}path", {})


def test_a_python_that_is_away_is_refused():
    with pytest.raises(Refusal, match="could not be started: No such file"):
        capped.run(f"{JOBS}echo", {}, python="/nowhere/python")


def test_a_job_is_found_by_its_name():
    assert child.find(capped.READ) is plain.read
    assert child.find(capped.LOOK) is plain.look


def test_a_job_that_is_not_there_is_refused(caplog):
    with pytest.raises(Refusal, match=NEEDS_MORE):
        capped.run("libdesk.nothing:at_all", {})
    assert "libdesk.nothing:at_all ended with 1" in caplog.text
