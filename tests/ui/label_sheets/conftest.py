"""The page of labels over real PDFs, used as a person does: by names, keys and clicks."""

from datetime import UTC, date, datetime

import pytest
import shiboken6
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton

from libdesk import files
from libdesk.app.label_files import load_sheets
from libdesk.app.label_press import LabelPress
from libdesk.domain.labels import Label
from libdesk.services.labels import ReadLabels
from libdesk.ui.equipment.over_page import OverPage
from libdesk.ui.label_sheets.labels_page import LabelsPage
from libdesk.ui.label_sheets.parts import ForWhat, LabelParts
from libdesk.ui.papers.page_view import PageView
from libdesk.ui.papers.parts import PaperParts
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.picker import Picker

AT = datetime(2026, 11, 26, 15, 30, tzinfo=UTC)
PATIENCE_MS = 20_000


def numbered(count):
    return tuple(
        Label(f"LV-{1001 + number}", f"LV-{1001 + number}", "PC by the window")
        for number in range(count)
    )


class Room:
    """The page, used by names."""

    def __init__(self, app, qtbot, tmp_path):
        self.qtbot, self.out = qtbot, tmp_path / "out"
        self.out.mkdir()
        self.look = Theme(app, dark=False)
        self.tasks = Tasks()
        self.memory = QSettings(str(tmp_path / "memory.ini"), QSettings.Format.IniFormat)
        self.memory.setValue("labels/sheet", "5160")
        self.press_ = LabelPress(lambda: AT)
        self.wishes = []
        self.left = 0
        self.page: LabelsPage = None  # type: ignore[assignment] # until it is opened
        self.window: OverPage = None  # type: ignore[assignment] # see above

    def make(self, labels, library, wishes, rest):
        self.wishes.append(wishes)
        return self.press_.make(labels, library, wishes, rest)

    def open(self, labels=numbered(37), *, are_places=False):  # noqa: B008 - frozen values
        def read():
            if isinstance(labels, Exception):
                raise labels
            return ReadLabels(tuple(labels), "Larkmere Valley")

        paper = PaperParts(
            self.memory,
            files.write_durably,
            lambda _letter: self.out,
            lambda _path: True,
            lambda: date(2026, 11, 26),
            self.out,
        )
        parts = LabelParts(load_sheets(), self.make, self.press_.make_test, paper)
        self.page = LabelsPage(parts, ForWhat(read, are_places), self.tasks, self.look)
        self.window = OverPage("Labels", self.page, self.look)
        self.window.left.connect(self._on_left)
        self.window.resize(1340, 800)
        self.window.show()
        self.qtbot.waitExposed(self.window)
        self.window.activateWindow()
        return self

    def open_shown(self, labels=numbered(37), **rest):  # noqa: B008 - frozen values
        self.open(labels, **rest)
        self.wait_shown()
        return self

    def close(self):
        if self.window is not None and shiboken6.isValid(self.window):
            self.window.deleteLater()
            self.qtbot.waitUntil(lambda: not shiboken6.isValid(self.window))
        assert self.tasks.close(20)
        self.look.deleteLater()

    def all(self, kind, name=""):
        found = [one for one in self.window.findChildren(kind) if one.isVisible()]
        return [one for one in found if not name or one.accessibleName() == name]

    def get(self, kind, name=""):
        (found,) = self.all(kind, name)
        return found

    def press(self, name):
        QTest.mouseClick(self.get(QPushButton, name), Qt.MouseButton.LeftButton)

    def type(self, name, words):
        field = self.get(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def pick(self, sheet):
        picker = self.get(Picker, "Label sheet")
        place = picker.findData(sheet)
        assert place >= 0
        picker.setCurrentIndex(place)
        picker.activated.emit(place)

    def texts(self):
        return " ".join(one.text() for one in self.all(QLabel))

    def wait_for(self, words):
        self.qtbot.waitUntil(lambda: words in self.texts(), timeout=PATIENCE_MS)

    def wait_until(self, holds):
        self.qtbot.waitUntil(holds, timeout=PATIENCE_MS)

    @property
    def view(self):
        return self.get(PageView, "Preview")

    def wait_shown(self, words="LV-1001"):
        self.wait_until(lambda: words in self.view.accessibleDescription())

    def save_as(self, name):
        asking = self.window.findChild(QFileDialog)
        assert asking is not None
        (field,) = asking.findChildren(QLineEdit, "fileNameEdit")
        field.setText(str(self.out / name))
        asking.accept()
        self.wait_for("Saved: ")
        return (self.out / name).read_bytes()

    def _on_left(self):
        self.left += 1


@pytest.fixture
def room(plain_program, qtbot, tmp_path):
    made = Room(plain_program, qtbot, tmp_path)
    yield made
    made.close()
