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
from tests.storage.made import SetClock, new_problem, report, store
from tests.ui.bench import Bench, Person

if TYPE_CHECKING:
    from pathlib import Path

PLACE = "Into this folder; a new one, or an empty one"


class Window(Bench):
    """The dialog, used by names."""

    def __init__(self, qtbot, look, tmp_path):
        super().__init__(qtbot, look)
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
        parts = ExportParts(self.exporting, lambda: self.out, self.opened.append)
        self.page = self.dialog = ExportDialog(parts, self.tasks, look)
        self.closed: list[int] = []
        self.dialog.finished.connect(self.closed.append)
        self.dialog.open()
        qtbot.waitExposed(self.dialog)

    def exporting(self, folder):
        if self.bug:
            raise KeyError("a bug")
        return Exporting(
            ExportFiles(folder, lambda: nullcontext(self.database), pause=self.hold),
            self.clock,
            "1.2",
            {},
        )

    def hold(self, _seconds):
        """Between two steps of the copy: hold it until a test lets it go."""
        self.reached.set()
        if self.gate is not None:
            assert self.gate.wait(20)

    press = Person.press  # tests look at what stands there meanwhile

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        """Press a key and no more, as `press`."""
        QTest.keyClick(self.dialog.focusWidget() or self.dialog, key, modifiers)

    def close(self):
        if self.gate is not None:
            self.gate.set()
        if shiboken6.isValid(self.dialog):
            self.dialog.deleteLater()
        self.qtbot.waitUntil(lambda: not shiboken6.isValid(self.dialog))
        super().close()
        self.database.close()


@pytest.fixture
def window(qtbot, look, tmp_path):
    made = Window(qtbot, look, tmp_path)
    yield made
    made.close()


def test_enter_is_enough_and_the_folder_is_shown(window):
    assert window.get(QLineEdit, PLACE).text() == str(window.out)
    window.key(Qt.Key.Key_Return)
    window.wait_says("Begin with READ-ME.txt")
    assert (window.out / READ_ME).is_file()
    window.qtbot.waitUntil(lambda: window.get(QPushButton, "Open the folder").hasFocus())
    window.key(Qt.Key.Key_Return)
    assert window.opened == [window.out]
    window.key(Qt.Key.Key_Escape)
    assert window.closed == [0]
    window.qtbot.waitUntil(lambda: not shiboken6.isValid(window.dialog))


def test_the_sums_are_told(window):
    window.press("Export")
    window.wait_says("0 pictures")
    rows = sum(path.read_text("utf-8-sig").count("\n") - 1 for path in window.out.glob("*.csv"))
    window.wait_says(f"{rows:,} rows in {len(SUBJECTS)} tables")


def test_it_says_what_it_holds_before_it_begins(window):
    window.wait_says("the desk’s private keys")


@pytest.mark.parametrize("stop", ["Stop", "Escape"])
def test_stopped_it_leaves_nothing_and_can_be_tried_again(window, stop):
    window.gate = threading.Event()
    window.press("Export")
    window.qtbot.waitUntil(window.reached.is_set)
    assert window.seen(QProgressBar, "How far the export is")
    assert not window.get(QLineEdit, PLACE).isEnabled()
    window.key(Qt.Key.Key_Escape) if stop == "Escape" else window.press("Stop")
    window.wait_says("Stopping")
    window.gate.set()
    window.wait_says("Stopped. Nothing was left behind.")
    assert not window.out.exists()
    assert window.closed == []
    window.press("Export")
    window.wait_says("Begin with READ-ME.txt")


def test_a_folder_with_something_in_it_is_refused_beside_the_field(window):
    window.out.mkdir()
    (window.out / "mine.txt").write_text("mine")
    window.press("Export")
    window.wait_says("is not empty. Nothing was written over")
    place = window.get(QLineEdit, PLACE)
    assert place.hasFocus()
    assert "is not empty" in place.accessibleDescription()
    place.setText(str(window.out / "new"))
    window.key(Qt.Key.Key_Return)
    window.wait_says("Begin with READ-ME.txt")
    assert (window.out / "mine.txt").read_text() == "mine"
    assert not place.accessibleDescription()


def test_without_a_folder_it_asks_for_one(window):
    window.get(QLineEdit, PLACE).clear()
    window.press("Export")
    window.wait_says("Name a folder for the export.")
    assert not window.out.exists()


def test_a_bug_is_no_end_and_leaves_nothing(window):
    window.bug = True
    window.press("Export")
    window.wait_says("That could not be exported. Nothing was left behind.")
    assert [type(one) for one in window.troubles] == [KeyError]
    window.troubles.clear()
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
    for one in (*window.seen(QPushButton), *window.seen(QLineEdit)):
        assert one.accessibleName()
        assert one.height() >= 24
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in window.seen(QLabel))
