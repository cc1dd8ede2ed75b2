"""Set-up by keys and clicks in the real windows, up to a report from another computer and back."""

import json
import shutil
import subprocess
import sys
from contextlib import nullcontext
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from libdesk import settings
from libdesk.app.site import now
from libdesk.delivery import ways
from libdesk.domain.hours import Span
from libdesk.domain.places import Branch
from libdesk.domain.problems import Progress
from libdesk.paths import DataFolder
from libdesk.services.backups import Backups
from libdesk.services.library import Library
from libdesk.services.set_up import SetUp, Standing
from libdesk.services.trial import TEST_WORDS
from libdesk.settings import Site
from libdesk.storage.backups import FileCopies, NoteFile
from libdesk.storage.database import Database
from tests.app.first_steps import NAME, PATIENCE_MS, PHONE, SECOND, SHARE, Hands

ELSEWHERE = "People at other computers too"
WORKS = "It works."


@pytest.fixture
def hands(qtbot, qapp, tmp_path):
    made = Hands(qtbot, qapp, tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def share(tmp_path):
    made = tmp_path / "share"
    made.mkdir()
    return made


@pytest.fixture
def begun(hands):
    """Set-up, on its first page."""
    hands.open()
    hands.press("Set up my library")
    hands.get(NAME)
    hands.pressed = 0
    return hands


def settled(hands):
    """Read the database as the next start will find it."""
    database = Database.open(hands.data.database, now=now)
    try:
        copies = Backups(
            FileCopies(hands.data.database, lambda: nullcontext(database)),
            NoteFile(hands.data.database),
            now,
        )
        set_up = SetUp(database.unit, copies)
        return set_up.standing(), set_up.read(), Library(database.unit, now).read()
    finally:
        database.close()


def to_the_way(hands, name="Larkmere"):
    hands.type(NAME, name)
    hands.enter()
    hands.get("Branch 1. Name")
    hands.enter()
    hands.get("Monday")
    hands.enter()
    hands.wait_for("Who reports problems?")


def to_the_trial(hands, share=None):
    to_the_way(hands)
    if share is not None:
        hands.press(ELSEWHERE)
        hands.type(SHARE, str(share))
        hands.enter()
    else:
        hands.enter()
    hands.get(SECOND)
    hands.enter()


def test_one_computer_is_set_up_with_a_name_and_seven_keys(begun):
    hands = begun
    to_the_trial(hands)
    hands.wait_for(WORKS)
    hands.enter()
    hands.qtbot.waitUntil(lambda: bool(hands.all(QPushButton, "Inbox")), timeout=PATIENCE_MS)
    assert hands.pressed <= 7  # beside the letters of the name
    assert hands.window.windowTitle().startswith("Larkmere")
    hands.close()
    standing, read, library = settled(hands)
    assert standing is Standing.DONE
    assert (read.library, read.branches) == ("Larkmere", (Branch("LAR", "Larkmere"),))
    assert read.second_place == ""
    assert read.draft == {}
    assert library.hours is not None
    assert library.hours.week[0] == (Span(time(8, 30), time(17)),)
    site = settings.load(hands.data.site).site
    assert (site.branch, site.share) == ("LAR", None)
    hands.open()
    hands.qtbot.waitUntil(hands.is_settled, timeout=PATIENCE_MS)
    assert not hands.sees("Set up your library")


def libdesk(*arguments):
    ran = subprocess.run(
        [sys.executable, "-m", "libdesk", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def filed_at(other, site_file, answers):
    """File a report on another computer, which was given the site file and nothing else."""
    answers.write_text(json.dumps({"category": "PRINT", "saw": "Grey stripes."}), "utf-8")
    libdesk("file", answers, "--site", site_file, "--data", other.root)
    return ways.staff_ways(other, settings.load(other.site).site, now=now)


def test_another_computer_is_ready_with_the_site_file_alone(begun, share, tmp_path):
    """Its report shows in the desk's inbox, and the proof of that comes back to it."""
    hands = begun
    hands.type(NAME, "Larkmere Valley")
    hands.type(PHONE, "555-0142")
    hands.enter()
    hands.type("Branch 1. Name", "Larkmere Central")
    hands.press("Add a branch")
    hands.type_on("Ferndale Road")
    assert hands.get("Branch 1. Code").text() == "CEN"
    assert hands.get("Branch 2. Code").text() == "FER"
    hands.enter()
    hands.type("Monday", "9-12, 1 pm-6 pm")
    hands.enter()
    hands.press(ELSEWHERE)
    hands.type(SHARE, str(share))
    hands.enter()
    hands.get(SECOND)
    hands.enter()
    hands.wait_for(WORKS)
    hands.enter()
    command = hands.get(
        "3.  Run this once on it: on Windows press the Windows key and R, paste it, press Enter; "
        "elsewhere in a terminal"
    )
    where = hands.get("2.  Where does that computer stand?", QComboBox)
    hands.qtbot.waitUntil(lambda: bool(command.text()), timeout=PATIENCE_MS)
    where.setCurrentIndex(where.findData("FER"))
    hands.press("Copy the command")
    path = share / "libdesk-site-FER.json"
    assert QApplication.clipboard().text() == f'libdesk report --site "{path}"'
    hands.press("Open the desk")
    hands.qtbot.waitUntil(lambda: bool(hands.all(QPushButton, "Inbox")), timeout=PATIENCE_MS)

    other = DataFolder(tmp_path / "other")
    staff = filed_at(other, path, tmp_path / "answers.json")
    assert settings.load(other.site).site.share == share

    def is_proved():
        libdesk("deliver", "--data", other.root)
        (kept,) = staff.outbox.list()
        return kept.progress is Progress.IN_INBOX

    hands.qtbot.waitUntil(is_proved, timeout=PATIENCE_MS)
    bulletin = staff.board.latest()
    assert bulletin is not None
    assert (bulletin.library, bulletin.urgent_phone) == ("Larkmere Valley", "555-0142")
    assert [branch.code for branch in bulletin.branches] == ["CEN", "FER"]
    hands.close()
    database = Database.open(hands.data.database, now=now)
    with database.unit() as unit:
        (report,) = (one for one in unit.inbox.lines(range(1, 5)) if one.title != TEST_WORDS)
        assert (report.title, report.branch) == ("Grey stripes.", "FER")
    database.close()


def test_what_is_typed_survives_going_back_and_closing(begun, tmp_path):
    hands = begun
    hands.type(NAME, "Larkmere")
    hands.enter()
    hands.type("Branch 1. Name", "Mill Pond")
    hands.press("Add a branch")
    hands.type_on("Half a na")
    hands.press("Back")
    assert hands.get(NAME).text() == "Larkmere"
    hands.enter()
    assert hands.get("Branch 2. Name").text() == "Half a na"
    hands.close()
    hands.open()
    assert hands.get("Branch 2. Name").text() == "Half a na"
    assert hands.get("Branch 1. Name").text() == "Mill Pond"
    assert hands.get("Branch 1. Code").text() == "MIL"
    hands.press("Back")
    assert hands.get(NAME).text() == "Larkmere"
    hands.type(PHONE, "555-01")
    hands.close()
    hands.open()
    assert hands.get(PHONE).text() == "555-01"
    hands.enter()
    hands.get("Branch 1. Name")
    hands.enter()
    hands.type("Monday", "nine to fi")
    closed = hands.get("Days on which IT is not there, one on a line", QPlainTextEdit)
    closed.setFocus()
    QTest.keyClicks(closed, "Christmas")
    hands.close()
    hands.open()
    assert hands.get("Monday").text() == "nine to fi"
    closed = hands.get("Days on which IT is not there, one on a line", QPlainTextEdit)
    assert closed.toPlainText() == "Christmas"


def test_typing_is_kept_while_the_hands_rest_and_not_only_at_the_end(begun):
    """So that a power cut loses half a second of typing."""
    hands = begun
    hands.type(NAME, "Larkm")
    set_up = SetUp(Database.open(hands.data.database, now=now).unit)
    hands.qtbot.waitUntil(
        lambda: set_up.read().draft.get("library") == "Larkm", timeout=PATIENCE_MS
    )


def test_each_refusal_stands_beside_its_field_with_the_hands_in_it(begun, tmp_path):
    hands = begun
    hands.press("Next")
    hands.wait_for("What is your library called?")
    assert hands.get(NAME).hasFocus()
    hands.type(NAME, "Larkmere")
    assert not hands.sees("What is your library called?")
    hands.enter()
    hands.get("Branch 1. Name")
    hands.press("Add a branch")
    hands.type_on("Ferndale Road")
    hands.type("Branch 2. Code", "lar")
    hands.enter()
    hands.wait_for("The code LAR is there twice.")
    assert hands.get("Branch 1. Code").hasFocus()
    hands.type("Branch 2. Code", "FER")
    hands.enter()
    hands.type("Monday", "always")
    hands.enter()
    hands.wait_for("Monday: type the hours as 8:30-17:00")
    hands.type("Monday", "9-5 pm")
    hands.enter()
    hands.press(ELSEWHERE)
    hands.type(SHARE, str(tmp_path / "nowhere"))
    hands.enter()
    hands.wait_for("There is no folder")
    assert hands.get(SHARE).hasFocus()
    hands.press("People at this computer only")
    assert not hands.sees("There is no folder")
    hands.press("Next")
    hands.type(SECOND, str(hands.data.root / "logs"))
    hands.enter()
    hands.wait_for("LibDesk keeps its own data in")
    assert hands.get(SECOND).hasFocus()
    hands.close()
    _, read, _ = settled(hands)
    assert read.second_place == ""
    assert [branch.code for branch in read.branches] == ["LAR", "FER"]


def test_a_second_place_is_tried_warned_of_once_and_stored(begun, tmp_path):
    hands = begun
    stick = tmp_path / "stick"
    stick.mkdir()
    to_the_way(hands)
    hands.enter()
    hands.type(SECOND, str(stick))
    hands.enter()
    hands.wait_for("This is the same disk as the first copy.")
    hands.enter()
    hands.wait_for("A test report")
    hands.close()
    assert Path(settled(hands)[1].second_place).parent == stick


def test_branches_can_be_moved_and_removed_by_keys(begun):
    hands = begun
    hands.type(NAME, "Larkmere")
    hands.enter()
    hands.get("Branch 1. Name")
    for name in ("Ferndale", "Mill Pond"):
        hands.press("Add a branch")
        hands.type_on(name)
    up = hands.get("Move branch 3 up", QPushButton)
    up.setFocus()
    hands.key(Qt.Key.Key_Space)
    assert hands.get("Branch 2. Name").text() == "Mill Pond"
    assert up.hasFocus()
    hands.key(Qt.Key.Key_Space)
    assert hands.get("Branch 1. Name").text() == "Mill Pond"
    assert hands.focus() == "Move branch 1 down"
    hands.press("Remove branch 2")
    assert hands.focus() == "Remove branch 2"
    hands.press("Next")
    hands.get("Monday")
    hands.close()
    assert [one.name for one in settled(hands)[1].branches] == ["Mill Pond", "Ferndale"]


def test_a_share_that_goes_away_during_the_test_is_told_and_goes_on_when_it_is_back(
    begun, share, tmp_path
):
    hands = begun
    to_the_way(hands)
    hands.press(ELSEWHERE)
    hands.type(SHARE, str(share))
    hands.enter()
    hands.get(SECOND)
    away = tmp_path / "away"
    shutil.move(share, away)
    hands.enter()
    hands.wait_for("can't be reached")
    assert not hands.sees(WORKS)
    assert hands.get("Go on without the test", QPushButton).isEnabled()
    shutil.move(away, share)
    hands.wait_for(WORKS)
    assert not hands.sees("can't be reached")


def test_whoever_goes_on_without_the_test_is_never_told_that_it_works(begun, share, tmp_path):
    hands = begun
    to_the_way(hands)
    hands.press(ELSEWHERE)
    hands.type(SHARE, str(share))
    hands.enter()
    hands.get(SECOND)
    shutil.move(share, tmp_path / "away")
    hands.enter()
    hands.press("Go on without the test")
    hands.wait_for("Make the other computers ready")
    hands.wait_for("could not be written")
    assert not hands.sees(WORKS)


def test_a_library_at_work_gets_a_share_later_and_keeps_its_reports_coming(hands, share):
    """Set-up again, from the Library room: what is settled stands there, nothing is asked anew."""
    hands.open()
    hands.press("Set up my library")
    to_the_trial(hands)
    hands.wait_for(WORKS)
    hands.enter()
    hands.press("Library")
    hands.press("Set-up: branches, other computers, copies…")
    assert hands.get(NAME).text() == "Larkmere"
    hands.enter()
    assert hands.get("Branch 1. Code").text() == "LAR"
    hands.enter()
    hands.get("Monday")
    hands.enter()
    hands.press(ELSEWHERE)
    hands.type(SHARE, str(share))
    hands.enter()
    hands.get(SECOND)
    hands.enter()
    hands.wait_for(WORKS)
    assert len(list((share / "done").iterdir())) == 1  # it came by the share
    hands.press("Next")
    before = hands.desk
    hands.press("Open the desk")
    # Everything that knows where reports lie is built anew.
    hands.qtbot.waitUntil(lambda: hands.desk is not before, timeout=PATIENCE_MS)
    hands.qtbot.waitUntil(hands.is_settled, timeout=PATIENCE_MS)
    assert hands.rooms.first_run.site.share == share
    hands.close()
    assert settings.load(hands.data.site).site.share == share
    assert settled(hands)[0] is Standing.DONE


def test_another_desks_folder_is_refused_beside_the_field(hands, share, qtbot, qapp, tmp_path):
    other = Hands(qtbot, qapp, tmp_path / "other", Site(share=share))
    other.open()
    manifest = share / "bulletin" / "manifest.json"
    qtbot.waitUntil(manifest.exists, timeout=PATIENCE_MS)
    other.close()
    hands.open()
    hands.press("Set up my library")
    to_the_way(hands)
    hands.press(ELSEWHERE)
    hands.type(SHARE, str(share))
    hands.enter()
    hands.wait_for("Another desk")
    assert hands.get(SHARE).hasFocus()


def test_everything_has_a_name_and_is_reached_by_keys_and_no_text_is_markup(begun, share):
    hands = begun
    for step in (NAME, "Branch 1. Name", "Monday"):
        hands.get(step)
        if step == NAME:
            hands.type(NAME, "<b>Lark</b>")
        check(hands)
        hands.enter()
    hands.press(ELSEWHERE)
    hands.type(SHARE, str(share))
    check(hands)
    hands.enter()
    hands.get(SECOND)
    check(hands)
    hands.enter()
    hands.wait_for(WORKS)
    check(hands)
    hands.enter()
    hands.press("Copy the command")
    check(hands)


def check(hands):
    for kind in (QLineEdit, QPlainTextEdit, QPushButton, QComboBox):
        for one in hands.window.findChildren(kind):
            if one.isVisible():
                assert one.accessibleName(), one
                assert one.focusPolicy() & Qt.FocusPolicy.TabFocus, one.accessibleName()
                assert min(one.width(), one.height()) >= 24, one.accessibleName()
    for one in hands.window.findChildren(QLabel):
        assert one.textFormat() is Qt.TextFormat.PlainText
