"""The desk's copies, from the window: made by themselves, put back, and a way out of damage."""

import shutil
from contextlib import ExitStack, closing, nullcontext
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
)

from libdesk.app.desk import Desk
from libdesk.app.parts import DeskParts
from libdesk.app.site import now
from libdesk.paths import DataFolder
from libdesk.services.backups import Backups
from libdesk.settings import Site
from libdesk.storage.backups import FileCopies, NoteFile
from libdesk.storage.database import Database
from tests.app.real_desk import closing_desk
from tests.storage.made import new_problem, report, state_of, store

PATIENCE_MS = 20_000


@pytest.fixture
def data(tmp_path):
    """A desk's folder with three problems in its database, a copy of two, and one of one."""
    made = DataFolder(tmp_path / "desk")
    made.root.mkdir()
    with closing(Database.open(made.database, now=now)) as database:
        backups = backups_of(made, database)
        for title in ("Jam", "No sound", "Slow"):
            store(database, new_problem(report(title=title)))
            if title != "Slow":
                backups.copy_now()
    return made


def backups_of(data, database):
    return Backups(
        FileCopies(data.database, lambda: nullcontext(database)), NoteFile(data.database), now
    )


@pytest.fixture
def open_desk(qtbot, qapp, data):
    opened = ExitStack()

    def open_(**parts):
        usual = {"data": data, "database": data.database, "site": Site("CEN")}
        desk = Desk(qapp, DeskParts(**(usual | {"collect_every_ms": 100} | parts)))
        opened.enter_context(closing_desk(qapp, desk))
        desk.show()
        qtbot.waitExposed(desk.window)
        qtbot.waitUntil(lambda: desk.rooms is not None)
        return desk

    with opened:
        yield open_


class Hand:
    """Presses buttons that are in sight, and counts."""

    def __init__(self, qtbot, desk):
        self.qtbot = qtbot
        self.desk = desk
        self.clicks = 0

    def press(self, name, place=0):
        def shown():
            found = [
                one
                for one in self.desk.window.findChildren(QPushButton)
                if is_called(one, name) and one.isVisible() and one.isEnabled()
            ]
            return found[place:]

        self.qtbot.waitUntil(lambda: bool(shown()), timeout=PATIENCE_MS)
        QTest.mouseClick(shown()[0], Qt.MouseButton.LeftButton)
        self.clicks += 1

    def lists(self, *wanted):
        self.qtbot.waitUntil(lambda: titles(self.desk) == set(wanted), timeout=PATIENCE_MS)

    def reads(self, words):
        self.qtbot.waitUntil(lambda: words in texts(self.desk), timeout=PATIENCE_MS)


@pytest.fixture
def hand(qtbot):
    return lambda desk: Hand(qtbot, desk)


def is_called(button, name):
    """Say whether a button has this name; a room's is followed by how much is to be done there."""
    return button.accessibleName().rstrip("0123456789 ") == name


def texts(desk):
    return " ".join(one.text() for one in desk.window.findChildren(QLabel) if one.isVisible())


def rows(desk):
    """What the lists in sight say in their rows."""
    views = [one for one in desk.window.findChildren(QAbstractItemView) if one.isVisible()]
    models = [view.model() for view in views if view.model() is not None]
    role = Qt.ItemDataRole.AccessibleTextRole
    return [
        f"{model.index(row, 0).data()} {model.index(row, 0).data(role)}"
        for model in models
        for row in range(model.rowCount())
    ]


def titles(desk):
    views = [one for one in desk.window.findChildren(QTableView) if one.isVisible()]
    model = views[0].model() if views else None
    return {model.index(row, 0).data() for row in range(model.rowCount())} if model else set()


def restarted(qtbot, desk, open_desk, hand):
    """Wait for the end that a restore asks for; return the hands at the desk that follows it."""
    qtbot.waitUntil(lambda: desk.wants_restart, timeout=PATIENCE_MS)
    assert not desk.window.isVisible()
    assert desk.close()
    return hand(open_desk())


def test_a_copy_is_put_back_with_two_clicks_from_its_room(qtbot, data, open_desk, hand):
    desk = open_desk()
    hands = hand(desk)
    hands.press("Inbox")
    hands.lists("Jam", "No sound", "Slow")
    hands.press("Backups")
    hands.reads("All of them were read")
    hands.clicks = 0
    hands.press("Restore…", place=-1)
    hands.reads("Not in the copy: 2 reports")
    hands.press("Restore this copy")
    assert hands.clicks <= 4
    after = restarted(qtbot, desk, open_desk, hand)
    after.reads("is the database now. It holds 1 problem.")
    after.reads("Not in the copy: 2 reports")
    after.reads("What was there before is kept as")
    after.press("Inbox")
    after.lists("Jam")
    (aside,) = data.root.glob("libdesk.sqlite.before-restore-*Z")
    with closing(Database.open(aside, now=now)) as kept:
        assert all(not trouble for _, trouble in kept.check())


def test_a_new_computer_takes_the_old_library_from_its_stick_in_four_clicks(
    qtbot, data, tmp_path, open_desk, hand
):
    stick = tmp_path / "stick"
    shutil.move(data.root / "backups", stick)
    newest = max(stick.glob("*.sqlite"))
    new = DataFolder(tmp_path / "new")
    new.root.mkdir()
    desk = open_desk(data=new, database=new.database)
    hands = hand(desk)
    hands.press("Backups")
    hands.press("Restore from a file…")
    (asking,) = (one for one in desk.window.findChildren(QFileDialog) if one.isVisible())
    asking.findChild(QLineEdit).setText(str(newest))
    (opens,) = (
        one for one in asking.findChildren(QPushButton) if one.text().replace("&", "") == "Open"
    )
    QTest.mouseClick(opens, Qt.MouseButton.LeftButton)
    hands.clicks += 1
    hands.reads(f"Put back {newest.name}, a copy of")
    hands.press("Restore this copy")
    assert hands.clicks <= 4
    qtbot.waitUntil(lambda: desk.wants_restart, timeout=PATIENCE_MS)
    assert desk.close()
    after = hand(open_desk(data=new, database=new.database))
    after.reads("is the database now. It holds 2 problems.")
    after.press("Inbox")
    after.lists("Jam", "No sound")


def test_a_file_that_is_no_copy_is_refused_and_nothing_is_changed(data, open_desk, hand, tmp_path):
    (tmp_path / "letter.sqlite").write_text("Dear library")
    desk = open_desk()
    hands = hand(desk)
    hands.press("Backups")
    hands.press("Restore from a file…")
    (asking,) = (one for one in desk.window.findChildren(QFileDialog) if one.isVisible())
    asking.fileSelected.emit(str(tmp_path / "letter.sqlite"))
    asking.reject()
    hands.reads("letter.sqlite is no database, not LibDesk's database.")
    (restore,) = (
        one
        for one in desk.window.findChildren(QPushButton)
        if one.accessibleName() == "Restore this copy"
    )
    assert not restore.isEnabled()


def test_what_was_put_back_is_told_once(qtbot, data, open_desk, hand):
    backups_of(data, None).leave_word("The copy is the database now.")
    hand(open_desk()).reads("The copy is the database now.")
    assert backups_of(data, None).take_word() == ""


def test_from_a_damaged_database_to_working_data_are_two_clicks(qtbot, data, open_desk, hand):
    raw = data.database.read_bytes()
    before = raw[: len(raw) // 2]
    data.database.write_bytes(before)
    desk = open_desk()
    hands = hand(desk)
    hands.reads("is cut short")
    assert data.database.read_bytes() == before, "what is damaged is left as it is"
    hands.press("Restore a copy")
    hands.reads("The database can’t be read, so what came after the copy is not known.")
    assert data.database.read_bytes() == before
    hands.press("Restore this copy")
    assert hands.clicks <= 4
    after = restarted(qtbot, desk, open_desk, hand)
    after.reads("is the database now. It holds 2 problems. What came after it could not be read")
    after.press("Inbox")
    after.lists("Jam", "No sound")
    (aside,) = data.root.glob("libdesk.sqlite.damaged-*Z")
    assert aside.read_bytes() == before


def test_where_a_copy_could_not_be_put_back_that_is_told_and_nothing_has_changed(
    qtbot, data, open_desk, hand
):
    desk = open_desk()
    hands = hand(desk)
    hands.press("Backups")
    hands.press("Restore…", place=-1)
    hands.reads("Not in the copy")
    (data.root / "libdesk.sqlite.restoring").mkdir()
    hands.press("Restore this copy")
    after = restarted(qtbot, desk, open_desk, hand)
    after.reads("The copy could not be put in the place of")
    after.press("Inbox")
    after.lists("Jam", "No sound", "Slow")


def test_a_damaged_copy_is_shown_as_bad_and_cant_be_chosen(qtbot, data, open_desk, hand):
    newest = max((data.root / "backups").glob("*.sqlite"))
    raw = bytearray(newest.read_bytes())
    raw[len(raw) // 2] ^= 1
    newest.write_bytes(raw)
    desk = open_desk()
    hands = hand(desk)
    hands.press("Backups")
    hands.reads("1 of 2 is sound. The others can’t be used.")
    hands.reads("The file is damaged")
    buttons = [
        one for one in desk.window.findChildren(QPushButton) if one.accessibleName() == "Restore…"
    ]
    assert [one.isEnabled() for one in buttons] == [False, True]


def test_the_last_copy_is_made_when_the_desk_closes(qtbot, data, open_desk):
    desk = open_desk()
    qtbot.waitUntil(lambda: desk.rooms.is_collecting, timeout=PATIENCE_MS)
    with qtbot.waitSignal(desk.rooms.emptied, timeout=PATIENCE_MS):
        desk.quit()
    assert len(list((data.root / "backups").glob("*.sqlite"))) == 3


def test_a_copy_that_fails_is_told_within_a_minute_and_the_desk_goes_on(
    qtbot, data, open_desk, hand
):
    shutil.rmtree(data.root / "backups")
    (data.root / "backups").write_text("a file lies in the folder's place")
    desk = open_desk(keep_every_ms=200)
    hand(desk).reads("No copy of the database could be written")
    hand(desk).press("Inbox")
    hand(desk).lists("Jam", "No sound", "Slow")
    Path(data.root / "backups").unlink()
    qtbot.waitUntil(lambda: "No copy of the database" not in texts(desk), timeout=PATIENCE_MS)
    assert list((data.root / "backups").glob("*.sqlite"))


def test_today_tells_that_no_second_place_is_set_and_leads_to_the_copies(
    qtbot, data, open_desk, hand
):
    desk = open_desk()
    qtbot.waitUntil(lambda: desk.rooms.backups_room.facts() is not None, timeout=PATIENCE_MS)
    facts = desk.rooms.backups_room.facts()
    assert (facts.has_second_place, facts.failed_at, facts.failure) == (False, None, "")
    assert facts.last_good_at is not None
    qtbot.waitUntil(
        lambda: any("They stand in one place only" in row for row in rows(desk)),
        timeout=PATIENCE_MS,
    )


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04" + b"x" * 5000, b"\x89PNG" + b"x" * 5000],
    ids=["B72", "B73", "B74"],
)
def test_where_no_database_lies_in_its_place_a_copy_is_offered(data, open_desk, hand, content):
    data.database.write_bytes(content)
    before = state_of(data.root)
    desk = open_desk()
    hands = hand(desk)
    hands.reads("LibDesk can’t open its database.")
    hands.press("Restore a copy")
    hands.reads("Put back the copy of")
    changed = {name for name, state in state_of(data.root).items() if before.get(name) != state}
    assert changed <= {"desk.log", "windows.ini", "desk.lock"}
