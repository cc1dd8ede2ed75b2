"""The first run: a choice, a made-up library to look around in, and no trace of it afterwards."""

import hashlib
import os
import signal
import subprocess
import sys
from contextlib import suppress
from uuid import uuid4

import pytest
from PySide6.QtCore import QProcess, Qt
from PySide6.QtWidgets import QPushButton, QTableView

from libdesk.app.sample_folder import SampleFolder
from libdesk.app.site import load_guidance, now
from libdesk.delivery import ways
from libdesk.paths import DataFolder
from libdesk.services.dispatch import Dispatch
from libdesk.services.drafts import Draft
from libdesk.services.problems import Filing
from libdesk.services.sample import Sample
from libdesk.settings import Site
from libdesk.storage.database import Database
from tests.app.first_steps import NAME, PATIENCE_MS, Hands

SET_UP, LOOK, OWN = "Set up my library", "Look around first", "Start my own library"
RESTORE, SKIP = "I have a copy to put back", "Go straight to the desk"
MADE_UP = "You are looking around in a made-up library."


@pytest.fixture
def hands(qtbot, qapp, tmp_path):
    made = Hands(qtbot, qapp, tmp_path / "data")
    yield made
    made.close()


def contents(root, beside):
    """Everything below a folder but what lies in another: names, sizes and hashes."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file() and not path.is_relative_to(beside)
    }


def look_around(hands):
    hands.press(LOOK)
    hands.wait_for(MADE_UP)
    hands.qtbot.waitUntil(lambda: hands.desk.rooms is not None, timeout=PATIENCE_MS)
    hands.qtbot.waitUntil(lambda: rows(hands) > 0, timeout=PATIENCE_MS)


def rows(hands):
    return hands.window.findChild(QTableView).model().rowCount()


def test_a_new_library_is_offered_two_ways_and_the_keys_reach_both(hands):
    hands.open()
    hands.wait_for("Welcome to LibDesk")
    assert not hands.all(QPushButton, "Inbox")  # no way around the choice but those it offers
    assert hands.focus() == SET_UP
    hands.key(Qt.Key.Key_Tab)
    assert hands.focus() == LOOK
    hands.key(Qt.Key.Key_Tab)
    assert hands.focus() == RESTORE
    hands.key(Qt.Key.Key_Tab)
    assert hands.focus() == SKIP


def test_a_copy_of_a_library_can_be_put_back_at_once(hands):
    hands.open()
    hands.wait_for("Welcome to LibDesk")
    hands.press(RESTORE)
    hands.wait_for("Copies")


def test_looking_around_leaves_not_one_file_behind(hands):
    hands.open()
    hands.wait_for("Welcome to LibDesk")
    hands.qtbot.waitUntil(hands.is_settled, timeout=PATIENCE_MS)
    before = hands.lasting_names()
    look_around(hands)
    assert any(name.startswith("sample") for name in hands.names())
    hands.press("Library")
    hands.get("Phone number")
    assert not hands.all(QPushButton, "Set-up: branches, other computers, copies…")
    hands.type("Phone number", "555-0199")
    hands.press("Save phone and name")
    hands.wait_for("Saved.")
    hands.press(OWN)
    hands.get(NAME)
    hands.qtbot.waitUntil(lambda: hands.names() == before, timeout=PATIENCE_MS)
    assert not hands.sees(MADE_UP)
    hands.close()
    assert hands.names() == before


def test_whoever_looks_around_touches_nothing_real(hands, tmp_path):
    """Not one byte beside the made-up library's folder changes, and a real report waits."""
    share = tmp_path / "share"
    share.mkdir()
    hands.site = Site("CEN", share=share)
    hands.open()
    hands.wait_for("Welcome to LibDesk")
    hands.qtbot.waitUntil(hands.is_settled, timeout=PATIENCE_MS)
    manifest = share / "bulletin" / "manifest.json"
    hands.qtbot.waitUntil(manifest.exists, timeout=PATIENCE_MS)
    hands.press(LOOK)
    hands.wait_for(MADE_UP)
    before = contents(tmp_path, hands.data.sample)
    hands.qtbot.waitUntil(lambda: hands.desk.rooms is not None, timeout=PATIENCE_MS)
    staff = DataFolder(tmp_path / "data" / "sample" / "staff")  # not counted: it is not the desk's
    made = ways.staff_ways(staff, hands.site, now=now)
    Filing(made.outbox, load_guidance(), now, uuid4).submit(Draft("PRINT", "CEN", "Real."))
    Dispatch(made.outbox, made.courier, now).deliver()
    own = DataFolder(hands.data.sample).inbox / "bulletin" / "manifest.json"
    hands.qtbot.waitUntil(own.exists, timeout=PATIENCE_MS)
    hands.qtbot.waitUntil(lambda: rows(hands) > 0, timeout=PATIENCE_MS)
    told = own.read_bytes()
    hands.press("Library")
    hands.get("Phone number")
    hands.type("Phone number", "555-0199")
    hands.press("Save phone and name")
    hands.qtbot.waitUntil(lambda: own.read_bytes() != told, timeout=PATIENCE_MS)
    after = contents(tmp_path, hands.data.sample)
    (lying,) = (name for name in after if name.startswith("share/new/"))
    assert {name: mark for name, mark in after.items() if name != lying} == before
    hands.press(OWN)
    hands.get(NAME)
    hands.qtbot.waitUntil(lambda: not (tmp_path / lying).exists(), timeout=PATIENCE_MS)


def test_whoever_closes_while_looking_around_looks_around_again(hands):
    hands.open()
    look_around(hands)
    hands.close()
    hands.open()
    assert hands.sees(MADE_UP)
    hands.press(OWN)
    hands.get(NAME)
    hands.qtbot.waitUntil(lambda: not hands.data.sample.exists(), timeout=PATIENCE_MS)


@pytest.mark.skipif(os.name == "nt", reason="the form's lock is looked for by its file")
def test_forms_of_the_made_up_library_end_with_it(hands):
    hands.open()
    look_around(hands)
    hands.rooms.page.test_report_requested.emit()
    (form,) = hands.window.findChildren(QProcess)
    lock = hands.data.sample / "form.lock"
    hands.qtbot.waitUntil(lock.exists, timeout=PATIENCE_MS)
    process = form.processId()
    hands.press(OWN)
    hands.get(NAME)
    hands.qtbot.waitUntil(lambda: not hands.data.sample.exists(), timeout=PATIENCE_MS)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_making_it_can_be_stopped_and_nothing_is_left(tmp_path):
    data = DataFolder(tmp_path / "data")
    asked = []

    def go_on():
        asked.append(len(list(data.root.iterdir())))
        return len(asked) < 3

    assert not SampleFolder(data, Sample(problems=2000)).make(go_on)
    assert asked == [1, 1, 1]
    assert list(data.root.iterdir()) == []


def test_making_it_once_more_keeps_what_is_there(tmp_path):
    data = DataFolder(tmp_path / "data")
    folder = SampleFolder(data, Sample(problems=3))
    assert folder.make(lambda: True)
    before = contents(data.root, tmp_path / "nothing")
    assert folder.make(lambda: False)
    assert contents(data.root, tmp_path / "nothing") == before
    folder.clear()
    assert contents(data.root, tmp_path / "nothing") == before
    folder.remove()
    assert list(data.root.iterdir()) == []


def test_a_place_that_takes_no_made_up_library_is_told_and_the_choice_stays(hands):
    hands.open()
    hands.wait_for("Welcome to LibDesk")
    hands.data.sample.with_name("sample.part").write_text("in its way", "utf-8")
    hands.press(LOOK)
    hands.wait_for("The made-up library could not be made")
    hands.press(SET_UP)
    hands.get(NAME)


MAKER = """
import sys, time
from pathlib import Path
from libdesk.app.sample_folder import SampleFolder
from libdesk.paths import DataFolder
asked = []
def go_on():
    asked.append(1)
    if len(asked) == 2:
        print("half", flush=True)
        sys.stdin.readline()
    return True
SampleFolder(DataFolder(Path(sys.argv[1]))).make(go_on)
print("whole", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="kills as Unix does")
@pytest.mark.parametrize("is_killed", [True, False], ids=["killed", "control"])
def test_a_kill_while_it_is_made_leaves_the_choice_and_nothing_else(hands, is_killed):
    """The control lets it be finished: then it is there, and the next start goes into it."""
    hands.open()
    hands.wait_for("Welcome to LibDesk")
    hands.qtbot.waitUntil(hands.is_settled, timeout=PATIENCE_MS)
    hands.close()
    before = hands.names()
    with subprocess.Popen(
        [sys.executable, "-c", MAKER, str(hands.data.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as maker:
        assert maker.stdout is not None
        assert maker.stdout.readline() == "half\n"
        if is_killed:
            maker.send_signal(signal.SIGKILL)
        with suppress(BrokenPipeError):
            maker.communicate("go on\n", timeout=60)
    assert hands.names() != before
    hands.open()
    if is_killed:
        hands.wait_for("Welcome to LibDesk")
        hands.qtbot.waitUntil(lambda: hands.names() == before, timeout=PATIENCE_MS)
    else:
        assert hands.sees(MADE_UP)


def test_a_library_that_was_at_work_before_sees_no_choice(hands):
    hands.data.root.mkdir()
    database = Database.open(hands.data.database, now=now)
    with database.unit(write=True) as unit:
        unit.desk.set_word("library", "Larkmere")
    database.close()
    hands.open()
    hands.qtbot.waitUntil(hands.is_settled, timeout=PATIENCE_MS)
    assert not hands.sees("Welcome to LibDesk")
    assert hands.all(QPushButton, "Inbox")


def test_nobody_has_chosen_so_it_is_offered_again_though_a_report_has_come(hands):
    hands.open()
    hands.wait_for("Welcome to LibDesk")
    made = ways.staff_ways(hands.data, Site(), now=now)
    Filing(made.outbox, load_guidance(), now, uuid4).submit(Draft("PRINT", "", "Grey."))
    Dispatch(made.outbox, made.courier, now).deliver()
    hands.qtbot.waitUntil(lambda: rows(hands) > 0, timeout=PATIENCE_MS)
    hands.close()
    hands.open()
    hands.wait_for("Welcome to LibDesk")


def test_whoever_goes_straight_to_the_desk_finds_set_up_in_the_library_room(hands):
    hands.open()
    hands.press(SKIP)
    hands.get("Inbox", QPushButton)
    hands.close()
    hands.open()
    hands.qtbot.waitUntil(hands.is_settled, timeout=PATIENCE_MS)
    hands.press("Library")
    hands.press("Set-up: branches, other computers, copies…")
    hands.get(NAME)
    hands.press("Finish later")
    hands.get("Phone number")


def test_closing_the_made_up_library_s_window_ends_it_and_nobody_is_called_for_it(hands):
    """One's own desk goes on collecting behind a closed window; here is nothing to collect."""
    hands.open()
    look_around(hands)
    hands.window.close()
    hands.qtbot.waitUntil(lambda: hands.has_ended, timeout=PATIENCE_MS)


def test_a_second_start_while_somebody_looks_around_shows_the_one_window(hands):
    hands.open()
    look_around(hands)
    hands.window.showMinimized()
    hands.desks.open_at()
    assert not hands.window.isMinimized()
