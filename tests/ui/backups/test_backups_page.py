"""The room of the copies on a real SQLite file, used as a person does: by names and clicks."""

import shutil
import threading
from contextlib import closing, nullcontext
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from libdesk.domain.backups import Copy
from libdesk.services.backups import Backups, KeptCopy, Listed, PlaceState, Stopped, Where
from libdesk.services.restoring import Newer, Restored
from libdesk.storage.backups import FileCopies, NoteFile
from libdesk.storage.database import Database
from libdesk.storage.restoring import PuttingBack
from libdesk.ui.backups import wording
from libdesk.ui.backups.backups_page import BackupsPage, BackupsParts
from libdesk.ui.backups.keeper import Keeper
from tests.storage.made import new_problem, report, store
from tests.ui.bench import FileBench

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
MARKUP = '<img src="file:///etc/passwd"> & <b>x'
PATIENCE_MS = 10_000


class Brittle(FileCopies):
    """Raises its error in place of making a copy, as a bug would."""

    error: Exception | None = None

    def make(self, copy, stop):
        if self.error is not None:
            raise self.error
        return super().make(copy, stop)


class Slow(Backups):
    """Comes to no end with its list, as with a large copy on a slow stick."""

    def listed(self, stop=lambda: False):
        yield from super().listed(stop)
        pause = threading.Event()
        for _ in range(3_000):
            if stop():
                raise Stopped
            pause.wait(0.01)


class Room(FileBench):
    """The page, used by names."""

    def __init__(self, qtbot, look, path):
        super().__init__(qtbot, look, path, NOW)
        self.path = path
        store(self.database, *[new_problem(report(title=MARKUP)) for _ in range(3)])
        self.copies = Brittle(path, lambda: nullcontext(self.database))
        self.backups = Backups(self.copies, NoteFile(path), lambda: self.now)
        self.keeper = Keeper(self.backups, self.tasks, self.tasks, every_ms=3_600_000)

    def open(self):
        parts = BackupsParts(
            self.backups,
            self.keeper,
            PuttingBack(self.path, lambda: self.now, is_at_work=True).newer,
            lambda: self.now,
        )
        self.show(BackupsPage(parts, self.tasks, self.look), (900, 900))
        return self

    def copy(self, **ago):
        self.now = NOW - timedelta(**ago)
        made = self.backups.copy_now()
        self.now = NOW
        return made

    def buttons(self, name):
        return self.seen(QPushButton, name)

    def press(self, name, place=0):
        """Press a button once it can be pressed: each copy in the list has the same ones."""
        self.wait(lambda: any(one.isEnabled() for one in self.buttons(name)[place:]))
        QTest.mouseClick(self.buttons(name)[place], Qt.MouseButton.LeftButton)

    def choose(self, path=""):
        """Press the button for it, and choose a folder in the window that it opens, or none."""
        self.press("Choose a folder…")
        (asking,) = (one for one in self.page.findChildren(QFileDialog) if one.isVisible())
        if path:
            asking.fileSelected.emit(str(path))
        asking.reject()


@pytest.fixture
def room(qtbot, look, tmp_path):
    made = Room(qtbot, look, tmp_path / "data" / "libdesk.sqlite")
    yield made
    made.close()


def test_before_the_first_copy_that_is_said(room):
    room.open()
    room.wait_says("There is no good copy yet.")
    room.wait_says("There is no copy yet.")
    room.wait_says("No copy yet")
    room.wait_says("None is chosen.")


def test_the_newest_good_copy_of_each_place_is_told_with_its_age(room, tmp_path):
    (tmp_path / "stick").mkdir()
    room.copy(days=9)
    room.backups.choose_second_place(str(tmp_path / "stick"))
    room.backups.copy_if_due()
    shutil.move(tmp_path / "stick", tmp_path / "away")
    store(room.database, new_problem())
    room.copy(minutes=12)
    room.open()
    room.wait_says("(12 minutes ago)")
    room.wait_says("Fine")
    room.wait_says("The place is not there, and its newest copy is older than a week.")
    assert "(9 days ago)" in room.words()
    assert "Not there" in room.words()


def test_a_copy_is_made_by_one_click_and_stands_in_the_list(room):
    room.open()
    room.press("Back up now")
    room.wait_says("The copy was made, and read back to its end.")
    room.wait_says("All of them were read to their end just now, and are sound.")
    room.qtbot.waitUntil(lambda: len(room.buttons("Restore…")) == 1)
    assert "(just now)" in room.words()


def test_why_no_copy_could_be_made_stands_beside_the_button(room):
    (room.path.parent / "backups").write_text("in the way")
    room.open()
    room.press("Back up now")
    room.wait_says("No copy of the database could be written")
    room.wait_says("Needs you")
    (button,) = room.buttons("Back up now")
    assert button.isEnabled()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RuntimeError("a bug"), "No copy was made: LibDesk met a mistake of its own."),
        (Stopped(), "This copy was given up"),
    ],
)
def test_whatever_ends_a_copy_gives_the_button_back(room, error, words):
    room.copies.error = error
    room.open()
    room.press("Back up now")
    room.wait_says(words)
    assert "A copy is being made" not in room.words()
    (button,) = room.buttons("Back up now")
    assert button.isEnabled()
    assert room.troubles == [one for one in (error,) if not isinstance(one, Stopped)]
    room.troubles.clear()


def test_the_last_copy_has_its_time_from_when_it_begins(room, qtbot):
    keeper = Keeper(room.backups, room.tasks, room.tasks, every_ms=3_600_000, last_copy_s=2.0)
    before = threading.Event()
    room.tasks.long(lambda: before.wait(30), lambda _: None, owner=keeper)
    keeper.finish()
    QTimer.singleShot(2_500, keeper, before.set)  # all of its time is over, and more
    with qtbot.waitSignal(keeper.finished, timeout=PATIENCE_MS):
        pass
    assert list((room.path.parent / "backups").glob("*.sqlite"))


def test_a_second_place_is_chosen_filled_and_given_up(room, tmp_path):
    room.copy(minutes=5)
    (tmp_path / "stick").mkdir()
    room.open()
    room.choose()
    assert "is no folder" not in room.words()
    room.choose(tmp_path / "nowhere")
    room.wait_says("is no folder. Choose one that is there.")
    room.choose(tmp_path / "stick")
    room.wait_says("This folder is on the same disk")
    room.qtbot.waitUntil(
        lambda: bool(list((tmp_path / "stick").glob("*/*.sqlite"))), timeout=PATIENCE_MS
    )
    room.wait_says("LibDesk copies")
    room.press("Use no second place")
    room.wait_says("No copies go there any more. Those that are there stay.")
    assert list((tmp_path / "stick").glob("*/*.sqlite"))


def test_what_is_newer_is_told_before_a_copy_is_put_back_and_can_be_left(room):
    room.copy(hours=3)
    told = report(title="Newer")
    store(room.database, new_problem(told))
    room.open()
    room.press("Restore…")
    room.wait_says("Put back the copy of")
    with room.database.unit() as unit:
        line = unit.inbox.lines((4,))[0]
    room.wait_says(f"Not in the copy: 1 report ({line.number}).")
    assert room.at() == "Restore this copy"
    room.press("Leave everything as it is")
    assert "Put back the copy of" not in room.words()
    assert room.at() == "Restore…"


def test_the_copy_that_was_chosen_is_asked_for_by_its_path(room, qtbot):
    made = [room.copy(hours=hours) for hours in (30, 3)]
    room.open()
    room.wait_says("All of them were read")
    room.press("Restore…", 1)
    room.wait_says("Nothing was changed since")
    with qtbot.waitSignal(room.page.restore_requested) as asked:
        QTest.keyClick(room.buttons("Restore this copy")[0], Qt.Key.Key_Return)
    assert asked.args == [room.path.parent / "backups" / made[0].name]
    assert "being put in place" in room.words()
    assert not any(one.isEnabled() for one in room.buttons("Restore…"))


def test_putting_a_copy_back_does_not_wait_for_the_list(room, qtbot):
    room.copy(hours=3)
    room.backups = Slow(room.copies, NoteFile(room.path), lambda: room.now)
    room.open()
    room.press("Restore…")
    room.wait_says("Nothing was changed since")
    room.press("Restore this copy")
    has_begun = threading.Event()
    room.tasks.long(has_begun.set, lambda _: None, owner=room.tasks)
    qtbot.waitUntil(has_begun.is_set, timeout=PATIENCE_MS)
    assert "All of them were read" not in room.words()


def test_a_copy_that_went_bad_since_the_list_was_read_is_refused(room):
    made = room.copy(hours=3)
    room.open()
    room.wait_says("All of them were read")
    (room.path.parent / "backups" / made.name).write_bytes(b"")
    room.press("Restore…")
    room.wait_says("Nothing was changed")
    assert not room.buttons("Restore this copy")[0].isEnabled()


def test_every_control_has_a_name_and_can_be_reached_by_keys(room):
    room.copy(hours=3)
    room.open()
    room.wait_says("All of them were read")
    room.qtbot.waitUntil(lambda: len(room.buttons("Restore…")) == 1)
    for button in room.page.findChildren(QPushButton):
        assert button.accessibleName()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        if button.isVisibleTo(room.page):
            assert button.height() >= 24
    (restore,) = room.buttons("Restore…")
    assert restore.accessibleDescription().endswith("Sound")


@pytest.mark.parametrize(
    ("age", "words"),
    [
        ({"seconds": 20}, "just now"),
        ({"minutes": 1}, "1 minute ago"),
        ({"minutes": 59}, "59 minutes ago"),
        ({"hours": 1}, "1 hour ago"),
        ({"hours": 47}, "1 day ago"),
        ({"days": 12}, "12 days ago"),
        ({"days": -3}, "just now"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(age, words):
    assert wording.age_words(NOW - timedelta(**age), NOW) == words


KEPT = KeptCopy(Copy(1, NOW), "a", 1500, 3)


@pytest.mark.parametrize(
    ("state", "word", "trouble"),
    [
        (PlaceState("x", KEPT), "Fine", ""),
        (PlaceState("x"), "No copy yet", ""),
        (PlaceState("x", KEPT, is_late=True), "Late", "Its newest copy is older than a week."),
        (PlaceState("x", KEPT, "Full."), "Needs you", "Full."),
        (PlaceState("x", KEPT, "Full.", NOW), "Needs you", "Since"),
        (PlaceState("x", KEPT, is_there=False), "Not there", "Not there just now."),
        (PlaceState("x", KEPT, is_there=False, is_late=True), "Not there", "Plug in the stick"),
    ],
)
def test_a_place_is_told_in_a_word_and_what_is_wrong_in_a_sentence(state, word, trouble):
    assert wording.state_words(state) == word
    assert trouble in wording.trouble_words(state, NOW)


@pytest.mark.parametrize(
    ("newer", "words"),
    [
        (Newer(can_be_read=False), "can’t be read"),
        (Newer(can_be_read=True), "nothing is lost"),
        (Newer(can_be_read=True, answers=1, changes=1), "1 answer, 1 other change."),
        (Newer(can_be_read=True, answers=2, changes=3), "2 answers, 3 other changes."),
        (Newer(True, True, ("A",)), "of another library. Not in the copy: 1 report (A)."),
        (Newer(True, reports=("A",) * 14), "14 reports (A, A, A, A, A, A, A, A, A, A, A, A and 2"),
    ],
)
def test_what_a_copy_does_not_hold_is_counted_and_named(newer, words):
    assert words in wording.newer_words(newer)


def test_what_was_done_is_told_with_what_was_lost_and_where_the_old_one_lies(tmp_path):
    told = wording.restored_words(
        Restored(Newer(can_be_read=True, answers=1), tmp_path, 1, was_older=False), NOW
    )
    assert told == (
        "The copy is the database now. It holds 1 problem. Not in the copy: 1 answer. What was "
        f"there before is kept as {tmp_path}."
    )
    told = wording.restored_words(
        Restored(Newer(can_be_read=False, made_at=NOW), None, 2, was_older=True), NOW
    )
    assert told.endswith("It holds 2 problems. What came after it could not be read any more.")


def test_a_line_of_the_list_is_heard_as_one_sentence():
    listed = Listed(KEPT, Where.SECOND, "/stick", "The file is gone.")
    assert wording.listed_words(listed, NOW).endswith(
        "(just now). In the second place, 1.5 kB. The file is gone."
    )


def test_a_keeper_that_closes_while_a_copy_is_made_leaves_nothing_half_done(room, qtbot):
    room.keeper.look()
    with qtbot.waitSignal(room.keeper.finished, timeout=PATIENCE_MS):
        room.keeper.finish()
    room.keeper.finish()
    room.keeper.look()
    (copy,) = (room.path.parent / "backups").glob("*.sqlite")
    assert not list((room.path.parent / "backups").glob("*.part*"))
    with closing(Database.open(copy, now=lambda: NOW)) as found:
        assert all(not trouble for _, trouble in found.check())
