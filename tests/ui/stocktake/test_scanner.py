"""A scanner's keys, pressed into a real window, are caught wherever the focus is."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from libdesk.domain.scanner_checks import Arrival, Ending
from libdesk.ui.stocktake.scanner import Scanner

KEYS = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class Bench:
    """A window with all that a scan could press, and the times of its keys."""

    def __init__(self, qtbot):
        self.qtbot = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.button = QPushButton("Delete everything")
        self.button.setAutoDefault(True)
        self.field = QLineEdit()
        self.list = QListWidget()
        self.list.addItems(["LV-1001", "Other"])
        self.list.setCurrentRow(1)
        column = QVBoxLayout(self.window)
        for one in (self.button, self.field, self.list):
            column.addWidget(one)
        self.pressed: list[str] = []
        self.button.clicked.connect(lambda: self.pressed.append("button"))
        shortcut = QShortcut(QKeySequence("L"), self.window)
        shortcut.activated.connect(lambda: self.pressed.append("shortcut"))
        self.now = 1_000
        self.gap = 3
        self.scanner = Scanner(self.window, at=self._at)
        self.scans: list[Arrival] = []
        self.typed: list[str] = []
        self.scanner.scanned.connect(self.scans.append)
        self.scanner.typed.connect(self.typed.append)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.scanner.listen()

    def _at(self, _event):
        self.now += self.gap
        return self.now

    def codes(self):
        return [one.typed for one in self.scans]

    def scan(self, text, end=KEYS.Key_Return, into=None):
        """Press keys as the window system tells them: into a window, not into a widget."""
        handle = (into or self.window).windowHandle()
        for one in text:
            if one.isupper():
                QTest.keyPress(handle, KEYS.Key_Shift)
            QTest.keyClick(handle, one, SHIFT if one.isupper() else Qt.KeyboardModifier.NoModifier)
            if one.isupper():
                QTest.keyRelease(handle, KEYS.Key_Shift)
        if end is not None:
            QTest.keyClick(handle, end)

    def until(self, condition):
        self.qtbot.waitUntil(condition, timeout=5_000)


@pytest.fixture
def bench(qtbot):
    made = Bench(qtbot)
    yield made
    made.scanner.stop()


@pytest.mark.rows("S43")
@pytest.mark.parametrize("where", ["button", "field", "list"])
@pytest.mark.parametrize("end", [KEYS.Key_Return, KEYS.Key_Tab, KEYS.Key_Enter])
def test_a_scan_is_caught_wherever_the_focus_is(bench, where, end):
    getattr(bench, where).setFocus()
    bench.scan("LV-1001", end)
    assert bench.codes() == ["LV-1001"]
    assert bench.scans[0].ending is (Ending.TAB if end == KEYS.Key_Tab else Ending.ENTER)
    assert bench.pressed == []
    assert bench.field.text() == ""
    assert getattr(bench, where).hasFocus()
    assert bench.list.currentRow() == 1
    assert bench.typed == []


def test_a_scan_without_enter_is_caught(bench):
    bench.button.setFocus()
    bench.scan("LV-1001", end=None)
    bench.until(lambda: bench.codes() == ["LV-1001"])
    bench.scan("", end=KEYS.Key_Return)  # late, and it still belongs to the scan
    assert bench.pressed == []


def test_spaces_in_a_scan_press_nothing(bench):
    bench.button.setFocus()
    bench.scan(" FER 7 ")
    assert bench.codes() == [" FER 7 "]
    assert bench.pressed == []


def test_a_person_types_into_the_field_as_ever(bench):
    bench.gap = 120
    bench.field.setFocus()
    for one in "Lv 1":
        bench.scan(one, end=None)
        bench.until(lambda one=one: bench.field.text().endswith(one))
    assert bench.field.text() == "Lv 1"
    assert (bench.scans, bench.typed, bench.pressed) == ([], [], [])


def test_what_a_person_types_elsewhere_is_told(bench):
    bench.gap = 120
    bench.list.setFocus()
    bench.scan("L", end=None)
    bench.until(lambda: bench.typed == ["L"])
    assert bench.pressed == []


def test_a_persons_space_and_enter_press_the_button(bench):
    bench.gap = 400
    bench.button.setFocus()
    bench.scan(" ", end=None)
    bench.until(lambda: bench.pressed == ["button"])
    bench.scan("", end=KEYS.Key_Return)
    bench.until(lambda: bench.field.text() == "")
    assert bench.scans == []


def test_short_typing_with_enter_comes_through_in_order(bench):
    bench.field.setFocus()
    entered = []
    bench.field.returnPressed.connect(lambda: entered.append(bench.field.text()))
    bench.scan("7")
    assert entered == ["7"]


def test_keys_with_ctrl_are_a_persons(bench):
    bench.field.setText("abc")
    bench.field.setFocus()
    QTest.keyClick(bench.window.windowHandle(), KEYS.Key_A, CTRL)
    assert bench.field.selectedText() == "abc"


def test_control_characters_in_a_scan_do_nothing(bench):
    bench.field.setText("kept")
    bench.field.setFocus()
    handle = bench.window.windowHandle()
    bench.scan("LV", end=None)
    QTest.keyClick(handle, KEYS.Key_A, CTRL)
    QTest.keyClick(handle, KEYS.Key_Escape)
    QTest.keyClick(handle, KEYS.Key_Backspace)
    bench.scan("1")
    assert bench.field.text() == "kept"
    assert bench.field.selectedText() == ""
    assert bench.codes()[0].startswith("LV")


def test_a_scan_presses_nothing_in_a_dialog(bench, qtbot):
    dialog = QDialog(bench.window)
    yes = QPushButton("Delete", dialog)
    yes.setDefault(True)
    yes.clicked.connect(lambda: bench.pressed.append("dialog"))
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    bench.scan("LV-1001", into=dialog)
    assert bench.codes() == ["LV-1001"]
    assert bench.pressed == []
    assert dialog.isVisible()
    dialog.close()


def test_a_scan_presses_nothing_in_a_menu(bench, qtbot):
    menu = QMenu(bench.window)
    menu.addAction("&Lose all").triggered.connect(lambda: bench.pressed.append("menu"))
    menu.popup(bench.window.mapToGlobal(bench.window.rect().center()))
    qtbot.waitUntil(menu.isVisible)
    bench.scan("LV-1001", into=bench.window)
    bench.scan("LV-1002", into=menu)
    assert bench.codes() == ["LV-1001", "LV-1002"]
    assert bench.pressed == []
    assert menu.isVisible()
    menu.close()


def test_keys_sent_to_a_widget_itself_are_caught_too(bench):
    QTest.keyClicks(bench.button, "LV-1001\r")
    assert bench.codes() == ["LV-1001"]


@pytest.mark.parametrize("key", [0, KEYS.Key_unknown, KEYS.Key_J])
def test_a_line_feed_ends_a_scan_whatever_key_it_is(bench, key):
    for code in ("LV-1001", "LV-1002"):
        bench.scan(code, end=None)
        held = CTRL if key == KEYS.Key_J else Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(bench.button, QKeyEvent(kind, key, held, "\n"))
    assert bench.codes() == ["LV-1001", "LV-1002"]
    assert bench.scans[0].ending is Ending.ENTER
    assert bench.pressed == []


def test_composed_input_comes_through(bench):
    bench.field.setFocus()
    event = QInputMethodEvent()
    event.setCommitString("é漢")
    QApplication.sendEvent(bench.field, event)
    assert bench.field.text() == "é漢"
    assert bench.scans == []


def test_who_does_not_listen_catches_nothing(bench):
    bench.scanner.stop()
    assert not bench.scanner._is_listening
    bench.field.setFocus()
    bench.scan("1001")
    assert (bench.field.text(), bench.scans) == ("1001", [])
    bench.scanner.stop()
    bench.scanner.listen()
    bench.scanner.listen()
    bench.scan("1001")
    assert bench.codes() == ["1001"]


def test_what_is_whole_when_it_stops_listening_is_not_lost(bench):
    bench.scan("LV-1001", end=None)
    bench.scanner.stop()
    assert bench.codes() == ["LV-1001"]


def test_other_events_pass(bench):
    assert not bench.scanner.eventFilter(bench.window, QEvent(QEvent.Type.Show))
