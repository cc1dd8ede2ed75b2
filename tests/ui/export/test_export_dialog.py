"""The window for an export, used as a person does: by names and keys, over a real database."""

import threading
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QProgressBar, QPushButton

from libdesk.domain.export_subjects import SUBJECTS
from libdesk.domain.exports import READ_ME
from libdesk.services.exporting import Exporting
from libdesk.storage.database import Database
from libdesk.storage.export_files import ExportFiles
from libdesk.ui.export.export_dialog import ExportDialog, ExportParts
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from tests.storage.made import SetClock, new_problem, report, store

if TYPE_CHECKING:
    from pathlib import Path

PLACE = "Into this folder; a new one, or an empty one"


class Window:
    """The dialog, used by names."""

    def __init__(self, app, qtbot, tmp_path):
        self.qtbot = qtbot
        self.clock = SetClock()
        self.database = Database.open(tmp_path / "libdesk.sqlite", now=self.clock)
        # So much that a copy takes several steps.
        told = [report(title=f"P{number}", saw="x" * 9000) for number in range(200)]
        store(self.database, *map(new_problem, told))
        self.out = tmp_path / "out"
        self.opened: list[Path] = []
        self.gate: threading.Event | None = None
        self.reached = threading.Event()
        self.bug = False
        self.look = Theme(app, dark=False)
        self.tasks = Tasks()
        self.troubles: list[Exception] = []
        self.tasks.unhandled.connect(self.troubles.append)
        parts = ExportParts(self.exporting, lambda: self.out, self.opened.append)
        self.dialog = ExportDialog(parts, self.tasks, self.look)
        self.closed: list[int] = []
        self.dialog.finished.connect(self.closed.append)
        self.dialog.open()
        qtbot.waitExposed(self.dialog)

    def exporting(self, folder):
        if self.bug:
            raise KeyError("a bug")
        return Exporting(
            ExportFiles(folder, lambda: nullcontext(self.database), pause=self.wait),
            self.clock,
            "1.2",
            {},
        )

    def wait(self, _seconds):
        """Between two steps of the copy: hold it until a test lets it go."""
        self.reached.set()
        if self.gate is not None:
            assert self.gate.wait(20)

    def all(self, kind, name=""):
        found = [one for one in self.dialog.findChildren(kind) if one.isVisible()]
        return [one for one in found if not name or one.accessibleName() == name]

    def get(self, kind, name=""):
        (found,) = self.all(kind, name)
        return found

    def press(self, name):
        QTest.mouseClick(self.get(QPushButton, name), Qt.MouseButton.LeftButton)

    def key(self, key):
        QTest.keyClick(self.dialog.focusWidget() or self.dialog, key)

    def wait_for(self, words):
        self.qtbot.waitUntil(
            lambda: any(words in one.text() for one in self.all(QLabel)), timeout=20_000
        )

    def close(self):
        if self.gate is not None:
            self.gate.set()
        if shiboken6.isValid(self.dialog):
            self.dialog.deleteLater()
        self.qtbot.waitUntil(lambda: not shiboken6.isValid(self.dialog))
        self.tasks.close(10)
        self.database.close()
        self.look.deleteLater()


@pytest.fixture
def window(plain_program, qtbot, tmp_path):
    made = Window(plain_program, qtbot, tmp_path)
    yield made
    made.close()


def test_enter_is_enough_and_the_folder_is_shown(window):
    assert window.get(QLineEdit, PLACE).text() == str(window.out)
    window.key(Qt.Key.Key_Return)
    window.wait_for("Begin with READ-ME.txt")
    assert (window.out / READ_ME).is_file()
    window.qtbot.waitUntil(lambda: window.get(QPushButton, "Open the folder").hasFocus())
    window.key(Qt.Key.Key_Return)
    assert window.opened == [window.out]
    window.key(Qt.Key.Key_Escape)
    assert window.closed == [0]
    window.qtbot.waitUntil(lambda: not shiboken6.isValid(window.dialog))


def test_the_sums_are_told(window):
    window.press("Export")
    window.wait_for("0 pictures")
    rows = sum(path.read_text("utf-8-sig").count("\n") - 1 for path in window.out.glob("*.csv"))
    window.wait_for(f"{rows:,} rows in {len(SUBJECTS)} tables")


def test_it_says_what_it_holds_before_it_begins(window):
    window.wait_for("the desk’s private keys")


@pytest.mark.parametrize("stop", ["Stop", "Escape"])
def test_stopped_it_leaves_nothing_and_can_be_tried_again(window, stop):
    window.gate = threading.Event()
    window.press("Export")
    window.qtbot.waitUntil(window.reached.is_set)
    assert window.all(QProgressBar, "How far the export is")
    assert not window.get(QLineEdit, PLACE).isEnabled()
    window.key(Qt.Key.Key_Escape) if stop == "Escape" else window.press("Stop")
    window.wait_for("Stopping")
    window.gate.set()
    window.wait_for("Stopped. Nothing was left behind.")
    assert not window.out.exists()
    assert window.closed == []
    window.press("Export")
    window.wait_for("Begin with READ-ME.txt")


def test_a_folder_with_something_in_it_is_refused_beside_the_field(window):
    window.out.mkdir()
    (window.out / "mine.txt").write_text("mine")
    window.press("Export")
    window.wait_for("is not empty. Nothing was written over")
    place = window.get(QLineEdit, PLACE)
    assert place.hasFocus()
    assert "is not empty" in place.accessibleDescription()
    place.setText(str(window.out / "new"))
    window.key(Qt.Key.Key_Return)
    window.wait_for("Begin with READ-ME.txt")
    assert (window.out / "mine.txt").read_text() == "mine"
    assert not place.accessibleDescription()


def test_without_a_folder_it_asks_for_one(window):
    window.get(QLineEdit, PLACE).clear()
    window.press("Export")
    window.wait_for("Name a folder for the export.")
    assert not window.out.exists()


def test_a_bug_is_no_end_and_leaves_nothing(window):
    window.bug = True
    window.press("Export")
    window.wait_for("That could not be exported. Nothing was left behind.")
    assert [type(one) for one in window.troubles] == [KeyError]
    assert window.get(QPushButton, "Export").isEnabled()


def test_a_folder_that_is_chosen_gets_a_new_one_in_it(window, tmp_path):
    window.press("Choose a folder")
    asking = window.dialog.findChild(QFileDialog)
    asking.fileSelected.emit(str(tmp_path))
    asking.reject()
    assert window.get(QLineEdit, PLACE).text() == str(tmp_path / "out")


def test_closed_while_it_runs_it_stops(window):
    window.gate = threading.Event()
    window.press("Export")
    window.qtbot.waitUntil(window.reached.is_set)
    window.dialog.close()
    window.gate.set()
    assert window.tasks.close(10)
    assert not window.out.exists()


def test_every_control_has_a_name_and_room_for_a_finger(window):
    for one in (*window.all(QPushButton), *window.all(QLineEdit)):
        assert one.accessibleName()
        assert one.height() >= 24
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in window.all(QLabel))
