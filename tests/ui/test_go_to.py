"""Going anywhere by a few letters."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from libdesk.services.errors import Unavailable
from libdesk.services.search import Found
from libdesk.ui.go_to import Destination, GoTo
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

KEY = Qt.Key


class Hall:
    """A window with a field, and a go-to over it."""

    def __init__(self, qtbot, program):
        self.gone: list[str] = []
        self.searched: list[str] = []
        self.also: dict[str, str] = {}
        self.trouble: Exception | None = None
        self.bugs: list[Exception] = []
        self.look = Theme(program, dark=False)
        self.tasks = Tasks()
        self.tasks.unhandled.connect(self.bugs.append)
        self.window = QWidget()
        self.field = QLineEdit()
        QVBoxLayout(self.window).addWidget(self.field)
        qtbot.addWidget(self.window)
        self.go_to = GoTo(
            self.window, self.look, self.tasks, self.fixed, self.find, self.destinations
        )
        self.window.resize(900, 600)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.field.setFocus()

    def fixed(self):
        rooms = ("Inbox", "Library", "Waiting", "Niggles", "Zoë’s café")
        return tuple(
            Destination(one, "room", partial(self.gone.append, one), self.also.get(one, ""))
            for one in rooms
        )

    def find(self, text, _limit):
        self.searched.append(text)
        if self.trouble is not None:
            raise self.trouble
        return Found()

    def destinations(self, _found):
        text = self.searched[-1]
        return (Destination(f"CEN-{text}", "report", lambda: self.gone.append(f"CEN-{text}")),)

    def rows(self):
        return [
            one.accessibleName() for one in self.go_to.findChildren(QPushButton) if one.isVisible()
        ]

    def key(self, key):
        QTest.keyClick(self.window.focusWidget(), key)

    def type(self, words):
        QTest.keyClicks(self.window.focusWidget(), words)


@pytest.fixture
def hall(qtbot, plain_program):
    made = Hall(qtbot, plain_program)
    yield made
    made.tasks.close(5.0)
    made.look.deleteLater()


def test_enter_goes_to_the_first_that_fits(hall):
    hall.go_to.open()
    hall.type("li")
    assert hall.rows()[0] == "Library"
    hall.key(KEY.Key_Return)
    assert hall.gone == ["Library"]
    assert not hall.go_to.isVisible()
    assert hall.field.hasFocus()


def test_accents_and_case_make_no_difference(hall):
    hall.go_to.open()
    hall.type("zoe CAF")
    assert hall.rows() == ["Zoë’s café"]


def test_a_place_is_found_by_other_words_too(hall):
    hall.also["Niggles"] = "small troubles"
    hall.go_to.open()
    hall.type("trou nig")
    assert hall.rows() == ["Niggles"]
    hall.key(KEY.Key_Return)
    assert hall.gone == ["Niggles"]


def test_the_arrows_choose_and_letters_go_on_in_the_line(hall):
    hall.go_to.open()
    hall.key(KEY.Key_Down)
    hall.key(KEY.Key_Down)
    hall.type("wa")
    assert hall.rows()[0] == "Waiting"
    hall.key(KEY.Key_Down)
    hall.key(KEY.Key_Return)
    assert hall.gone == ["Waiting"]
    hall.go_to.open()
    hall.key(KEY.Key_Up)
    hall.key(KEY.Key_Tab)
    assert hall.window.focusWidget().accessibleName() == "Go to"


def test_what_a_search_finds_stands_below_the_rooms(hall, qtbot):
    hall.go_to.open()
    hall.type("7k3")
    qtbot.waitUntil(lambda: hall.rows() == ["CEN-7k3"])
    hall.key(KEY.Key_Return)
    assert hall.gone == ["CEN-7k3"]


def test_escape_leaves_and_the_focus_goes_back(hall):
    hall.go_to.open()
    hall.key(KEY.Key_Escape)
    assert hall.field.hasFocus()
    assert hall.gone == []
    hall.go_to.open()
    hall.go_to.open()
    assert not hall.go_to.isVisible()


def test_rooms_can_be_gone_to_while_the_database_is_away(hall, qtbot):
    hall.trouble = Unavailable("The database does not answer.")
    hall.go_to.open()
    hall.type("nig")
    qtbot.waitUntil(lambda: len(hall.searched) == 3 or "nig" in hall.searched)
    hall.key(KEY.Key_Return)
    assert hall.gone == ["Niggles"]
    assert hall.bugs == []


def test_a_bug_in_the_search_is_told(hall, qtbot):
    hall.trouble = ValueError("a bug")
    hall.go_to.open()
    hall.type("x")
    qtbot.waitUntil(lambda: bool(hall.bugs))
    assert hall.rows() == []


def test_it_stays_inside_a_small_window(hall, qtbot):
    hall.go_to.open()
    hall.window.resize(380, 400)
    qtbot.waitUntil(lambda: hall.go_to.width() < 380)
    assert hall.go_to.x() >= 0
    assert hall.go_to.geometry().right() <= hall.window.width()


def test_it_goes_when_somebody_goes_on_with_the_mouse(hall, qtbot):
    hall.go_to.open()
    qtbot.mouseClick(hall.field, Qt.MouseButton.LeftButton)
    assert not hall.go_to.isVisible()
    assert hall.field.hasFocus()
