"""The page of labels over real PDFs, used as a person does: by names, keys and clicks."""

from datetime import UTC, date, datetime

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

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
from libdesk.ui.widgets.picker import Picker
from tests.ui.bench import Bench, Person

AT = datetime(2026, 11, 26, 15, 30, tzinfo=UTC)


def numbered(count):
    return tuple(
        Label(f"LV-{1001 + number}", f"LV-{1001 + number}", "PC by the window")
        for number in range(count)
    )


class Room(Bench):
    """The page, used by names."""

    def __init__(self, qtbot, look, memory, out):
        super().__init__(qtbot, look)
        self.memory, self.out = memory, out
        self.out.mkdir()
        self.memory.setValue("labels/sheet", "5160")
        self.press_ = LabelPress(lambda: AT)
        self.wishes = []
        self.left = 0
        self.labels: LabelsPage = None  # type: ignore[assignment] # until it is opened

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
        self.labels = LabelsPage(parts, ForWhat(read, are_places), self.tasks, self.look)
        self.page = OverPage("Labels", self.labels, self.look)
        self.page.left.connect(self._on_left)
        self.page.resize(1340, 800)
        self.page.show()
        self.qtbot.waitExposed(self.page)
        self.page.activateWindow()
        return self

    def open_shown(self, labels=numbered(37), **rest):  # noqa: B008 - frozen values
        self.open(labels, **rest)
        self.wait_shown()
        return self

    def close(self):
        if self.page is not None and shiboken6.isValid(self.page):
            self.page.deleteLater()
            self.qtbot.waitUntil(lambda: not shiboken6.isValid(self.page))
        super().close()

    press = Person.press  # tests look at what stands there meanwhile

    def type(self, name, words, kind=QLineEdit):
        """Type, and Enter: that is when a field of this page counts."""
        field = super().type(name, words, kind)
        QTest.keyClick(field, Qt.Key.Key_Return)
        return field

    def pick(self, sheet):
        picker = self.get(Picker, "Label sheet")
        place = picker.findData(sheet)
        assert place >= 0
        picker.setCurrentIndex(place)
        picker.activated.emit(place)

    @property
    def view(self):
        return self.get(PageView, "Preview")

    def wait_shown(self, words="LV-1001"):
        self.wait(lambda: words in self.view.accessibleDescription())

    def save_as(self, name):
        asking = self.page.findChild(QFileDialog)
        assert asking is not None
        (field,) = asking.findChildren(QLineEdit, "fileNameEdit")
        field.setText(str(self.out / name))
        asking.accept()
        self.wait_says("Saved: ")
        return (self.out / name).read_bytes()

    def _on_left(self):
        self.left += 1


@pytest.fixture
def room(qtbot, look, memory, tmp_path):
    made = Room(qtbot, look, memory, tmp_path / "out")
    yield made
    made.close()
