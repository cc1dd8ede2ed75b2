"""Which words are rescued from a bug, in which order, and that rescuing never fails itself."""

import pytest
import shiboken6
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from libdesk.logs import Trace
from libdesk.ui.bugs.bug_dialog import BugDialog
from libdesk.ui.bugs.bug_teller import KINDS_LIMIT, QUIET_S, BugTeller
from libdesk.ui.bugs.rescue import KEEPS_OUT, Rescued, as_text, typed_words
from libdesk.ui.theme import Theme


@pytest.fixture
def window(qtbot):
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def add(window, kind, name):
    made = kind()
    made.setAccessibleName(name)
    window.layout().addWidget(made)
    made.show()
    return made


def within(window):
    return lambda: [window, *window.findChildren(QWidget)]


def names(window):
    return [one.field for one in typed_words(within(window))]


def test_what_was_typed_counts_and_what_a_field_was_filled_with_does_not(window):
    typed, filled = add(window, QLineEdit, "typed"), add(window, QLineEdit, "filled")
    filled.setText("555-0142")
    QTest.keyClicks(typed, "by hand")
    assert typed_words(within(window)) == (Rescued("typed", "by hand"),)


def test_long_words_count_whoever_put_them_there(window):
    add(window, QPlainTextEdit, "draft").setPlainText("from a draft\nof two lines")
    add(window, QPlainTextEdit, "empty").setPlainText("  \n ")
    assert typed_words(within(window)) == (Rescued("draft", "from a draft\nof two lines"),)


def test_a_password_and_what_is_only_read_are_left_alone(window):
    secret, shown = add(window, QLineEdit, "secret"), add(window, QPlainTextEdit, "shown")
    secret.setEchoMode(QLineEdit.EchoMode.Password)
    QTest.keyClicks(secret, "hunter2")
    shown.setPlainText("a report")
    shown.setReadOnly(True)
    assert names(window) == []


def test_the_field_with_the_focus_comes_first_and_hidden_pages_last(window, qtbot):
    for name in ("hidden", "seen", "focus"):
        QTest.keyClicks(add(window, QPlainTextEdit, name), name)
    hidden, _seen, focus = window.findChildren(QPlainTextEdit)
    hidden.hide()
    focus.setFocus()
    qtbot.waitUntil(focus.hasFocus)
    assert names(window) == ["focus", "seen", "hidden"]


def test_a_window_that_keeps_out_is_left_alone(window):
    QTest.keyClicks(add(window, QLineEdit, "path"), "/x")
    window.setProperty(KEEPS_OUT, True)
    assert names(window) == []


def test_words_that_stand_in_no_field_are_asked_for(window):
    class Panel(QWidget):
        def words_put_by(self):
            return {"An answer that you began (1)": "later", "empty": " "}

    add(window, Panel, "panel")
    assert typed_words(within(window)) == (Rescued("An answer that you began (1)", "later"),)


def test_rescuing_never_fails_whatever_is_wrong(window):
    class Broken(QPlainTextEdit):
        def isReadOnly(self):
            raise RuntimeError("broken")

    add(window, Broken, "broken")
    dead = add(window, QLineEdit, "dead")
    QTest.keyClicks(add(window, QLineEdit, "well"), "still here")
    every = [*within(window)(), dead]
    shiboken6.delete(dead)
    assert [one.field for one in typed_words(lambda: every)] == ["well"]

    def fails():
        raise RuntimeError("no list")

    assert typed_words(fails) == ()


def test_as_text_each_stands_below_the_name_of_its_field():
    rescued = (Rescued("Phone", "555"), Rescued("", "no name"))
    assert as_text(rescued) == "Phone\n555\n\nno name"


@pytest.fixture
def seconds():
    return [0.0]


@pytest.fixture
def teller(plain_program, seconds):
    look = Theme(plain_program, dark=False)
    yield BugTeller(look, "LibDesk: 1", can_restart=False, clock=lambda: seconds[0], parent=look)
    for one in dialogs(plain_program):
        one.accept()
    look.deleteLater()


def dialogs(app):
    return [one for one in app.topLevelWidgets() if isinstance(one, BugDialog)]


BUG, OTHER = Trace("KeyError", ("  a.py:1 in a",)), Trace("OSError", ("  b.py:2 in b",))


def details(dialog):
    (found,) = [
        one for one in dialog.findChildren(QPlainTextEdit) if one.accessibleName() == "Details"
    ]
    return found.toPlainText()


def test_another_bug_is_told_in_the_dialog_that_stands_open(teller, qapp):
    teller.tell(BUG)
    teller.tell(OTHER)
    teller.tell(OTHER)
    (dialog,) = dialogs(qapp)
    assert "KeyError (1)" in details(dialog)
    assert "OSError (2)" in details(dialog)


def test_the_same_bug_opens_no_dialog_for_a_minute_after_one_was_closed(
    teller, qapp, qtbot, seconds
):
    teller.tell(BUG)
    dialogs(qapp)[0].accept()
    qtbot.waitUntil(lambda: dialogs(qapp) == [])
    seconds[0] = QUIET_S - 1
    teller.tell(BUG)
    assert dialogs(qapp) == []
    teller.tell(OTHER)
    (dialog,) = dialogs(qapp)
    assert "KeyError (1)" in details(dialog), "what was met meanwhile is told with it"
    dialog.accept()
    qtbot.waitUntil(lambda: dialogs(qapp) == [])
    seconds[0] = 3 * QUIET_S
    teller.tell(BUG)
    assert len(dialogs(qapp)) == 1


def test_a_thousand_kinds_of_bugs_are_still_one_dialog_of_bounded_size(teller, qapp):
    for number in range(1000):
        teller.tell(Trace(f"Kind{number}", ()))
    (dialog,) = dialogs(qapp)
    assert details(dialog).count(" (1)") == KINDS_LIMIT
