"""The bundle is looked at file by file before anything is saved."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPlainTextEdit, QPushButton

from libdesk.services.errors import Unavailable
from libdesk.services.support import Support
from libdesk.ui.support.support_dialog import SupportDialog
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from tests.services.fakes import START
from tests.services.test_support import Sources


@pytest.fixture
def sources():
    return Sources()


@pytest.fixture
def dialog(plain_program, qtbot, sources):
    look, tasks = Theme(plain_program, dark=False), Tasks()
    support = Support(sources, None, lambda: START, b"salt")
    made = SupportDialog(support, tasks, "LibDesk: 1\nSQLite: 3.53.1", lambda: START, look)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(get(made, QPushButton, "Save the bundle").isEnabled)
    yield made
    tasks.close(5)
    look.deleteLater()


def get(dialog, kind, name):
    (found,) = [one for one in dialog.findChildren(kind) if one.accessibleName() == name]
    return found


def says(dialog, words):
    return any(words in one.text() for one in dialog.findChildren(QLabel) if one.isVisible())


def test_every_file_can_be_read_with_the_keyboard_before_it_is_saved(dialog, sources):
    files = get(dialog, QListWidget, "Files of the bundle")
    words = get(dialog, QPlainTextEdit, "What is in the file")
    names = [files.item(row).text() for row in range(files.count())]
    assert names[0].startswith("README.txt · ")
    assert "logs/desk.log · " in names[-1]
    assert says(dialog, "7 files")
    assert says(dialog, "SQLite: 3.53.1")
    seen = []
    files.setFocus()
    for _ in names:
        seen.append(words.toPlainText())
        QTest.keyClick(files, Qt.Key.Key_Down)
    assert len(set(seen)) == len(names)
    assert '"SQLite": "3.53.1"' in seen[1]
    assert sources.written == {}


def test_it_is_saved_where_it_says(dialog, qtbot, sources):
    path = get(dialog, QLineEdit, "Save it as")
    assert path.text().endswith(".zip")
    path.setFocus()
    path.selectAll()
    QTest.keyClicks(path, "/x/out.zip")
    with qtbot.waitSignal(dialog.saved):
        QTest.keyClick(path, Qt.Key.Key_Return)
    assert says(dialog, "Saved: /x/out.zip")
    assert set(sources.written["/x/out.zip"]) >= {"README.txt", "database.json", "logs/desk.log"}


def test_what_is_wrong_stands_beside_the_name_and_it_can_be_tried_again(dialog, qtbot, sources):
    path = get(dialog, QLineEdit, "Save it as")
    path.setFocus()
    path.selectAll()
    QTest.keyClick(path, Qt.Key.Key_Backspace)
    QTest.mouseClick(get(dialog, QPushButton, "Save the bundle"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: says(dialog, "Say where the bundle is to be saved."))
    assert path.accessibleDescription() == "Say where the bundle is to be saved."
    QTest.keyClicks(path, "/x/2.zip")
    assert not says(dialog, "Say where")
    with qtbot.waitSignal(dialog.saved):
        QTest.keyClick(path, Qt.Key.Key_Return)


def test_a_disk_that_is_full_is_told(dialog, qtbot, sources):
    def full(path, files, at):
        raise Unavailable("The disk is full. Nothing else was changed.")

    sources.write = full
    QTest.mouseClick(get(dialog, QPushButton, "Save the bundle"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: says(dialog, "The disk is full."))
    assert get(dialog, QPushButton, "Save the bundle").isEnabled()


def test_all_words_are_plain_and_all_controls_have_names(dialog):
    assert all(
        one.textFormat() is Qt.TextFormat.PlainText
        for one in dialog.findChildren(QLabel)
        if one.text()
    )
    assert all(one.accessibleName() for one in dialog.findChildren(QPushButton))
