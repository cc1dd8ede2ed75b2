"""A bug, wherever it shows itself, is told once and takes no typed word along (both faces)."""

import logging
import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton

from libdesk.app import staff
from libdesk.app.bugs import Bugs
from libdesk.app.desk import Desk
from libdesk.app.parts import DeskParts
from libdesk.app.restarting import restart
from libdesk.paths import DataFolder
from libdesk.settings import Site
from libdesk.ui.bugs.bug_dialog import BugDialog
from libdesk.ui.theme import Theme
from tests.app.real_desk import closing_desk

CANARY = "ZZPATRON-7731"
TYPED = f"{CANARY} can not print her form"
ANSWER = f"{CANARY} thank you and please wait"


class Bad(QObject):
    """Fails as a bug does: with somebody's words in its message."""

    def slot(self):
        raise ValueError(f"could not store {TYPED!r}")

    def in_a_slot(self, _tasks):
        button = QPushButton()
        button.clicked.connect(self.slot)
        button.click()

    def in_a_timer(self, _tasks):
        QTimer.singleShot(0, self, self.slot)

    def on_a_worker(self, tasks):
        tasks.outside(self.slot, lambda _: None, owner=self)

    def on_the_database_worker(self, tasks):
        tasks.database(self.slot, lambda _: None, owner=self)

    def in_what_a_worker_brings_home(self, tasks):
        tasks.outside(lambda: 1, lambda _: self.slot(), owner=self)

    def on_a_thread(self, _tasks):
        thread = threading.Thread(target=self.slot)
        thread.start()
        thread.join()


WAYS = (
    "in_a_slot",
    "in_a_timer",
    "on_a_worker",
    "on_the_database_worker",
    "in_what_a_worker_brings_home",
    "on_a_thread",
)


@pytest.fixture
def look(plain_program):
    made = Theme(plain_program, dark=False)
    yield made
    made.deleteLater()


@pytest.fixture
def form(look, qtbot, tmp_path):
    made = staff.Form(look, DataFolder(tmp_path / "data"), Site(branch="FER"))
    qtbot.addWidget(made.window)
    with qtbot.waitSignal(made.ready):
        made.window.show()
    made.bugs.install()
    yield made
    made.bugs.remove()
    for dialog in dialogs():
        dialog.accept()
    made.close(5)
    made.deleteLater()


@pytest.fixture(autouse=True)
def _leave_no_handler():
    yield
    logger = logging.getLogger("libdesk")
    for handler in tuple(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def dialogs():
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, BugDialog)]


def dialog(qtbot):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in dialogs()))
    (found,) = dialogs()
    return found


def edits(widget, name):
    return [one for one in widget.findChildren(QPlainTextEdit) if one.accessibleName() == name]


def press(widget, name):
    (button,) = [
        one
        for one in widget.findChildren(QPushButton)
        if one.accessibleName() == name and one.isVisible()
    ]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def write(form, words=TYPED):
    press(form.window, "My computer")
    (field,) = [one for one in form.window.findChildren(QPlainTextEdit) if one.isVisible()]
    field.setFocus()
    QTest.keyClicks(field, words)


def rescued(told):
    (words,) = edits(told, "What you typed and did not send yet. It is shown only here.")
    return words.toPlainText() if words.isVisible() else ""


def details(told):
    (words,) = edits(told, "Details")
    return words.toPlainText()


@pytest.mark.parametrize("way", WAYS)
def test_a_bug_is_told_with_the_words_that_were_typed_and_without_them_in_its_details(
    form, qtbot, tmp_path, capfd, way
):
    write(form)
    bad = Bad()
    getattr(bad, way)(form._tasks)
    told = dialog(qtbot)
    assert TYPED in rescued(told)
    assert "ValueError" in details(told)
    assert "in slot" in details(told)
    assert CANARY not in details(told)
    assert "LibDesk: " in details(told)
    log = (tmp_path / "data" / "logs" / "form.log").read_text("utf-8")
    assert "ValueError" in log
    assert "in slot" in log
    out, err = capfd.readouterr()
    assert CANARY not in log + out + err


def test_control_without_the_hooks_nobody_is_told_and_the_words_go_to_standard_error(
    form, qtbot, capfd
):
    form.bugs.remove()
    write(form)
    hook, sys.excepthook = sys.excepthook, sys.__excepthook__
    try:
        Bad().in_a_slot(form._tasks)
    finally:
        sys.excepthook = hook
    QTest.qWait(100)  # time for what must not happen
    assert dialogs() == []
    assert CANARY in capfd.readouterr().err


def test_a_storm_of_the_same_bug_counts_up_in_one_dialog(form, qtbot):
    bad = Bad()
    for _ in range(500):
        bad.in_a_slot(form._tasks)
    told = dialog(qtbot)
    qtbot.waitUntil(lambda: says(told, "It has happened 500 times so far."))
    assert len(dialogs()) == 1


def says(told, words):
    return any(words in one.text() for one in told.findChildren(QLabel) if one.isVisible())


def test_it_says_what_is_safe_and_every_word_is_plain(form, qtbot):
    write(form, f"<img src='file:///x'> {CANARY}")
    Bad().in_a_slot(form._tasks)
    told = dialog(qtbot)
    assert says(told, "Nothing that was sent or saved is lost.")
    assert "<img src='file:///x'>" in rescued(told)
    labels = told.findChildren(QLabel)
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in labels)
    named = [*told.findChildren(QPushButton), *told.findChildren(QPlainTextEdit)]
    assert all(one.accessibleName() for one in named)


def test_words_and_details_are_copied_apart(form, qtbot):
    write(form)
    Bad().in_a_slot(form._tasks)
    told = dialog(qtbot)
    press(told, "Copy my words")
    assert TYPED in QGuiApplication.clipboard().text()
    press(told, "Copy the details")
    copied = QGuiApplication.clipboard().text()
    assert "ValueError" in copied
    assert CANARY not in copied


def test_the_keyboard_alone_opens_the_details_and_goes_on(form, qtbot):
    Bad().in_a_slot(form._tasks)
    told = dialog(qtbot)
    told.activateWindow()
    seen = set()
    for _ in range(12):
        here = told.focusWidget()
        seen.add(here.accessibleName())
        if here.accessibleName() == "Show the details":
            QTest.keyClick(here, Qt.Key.Key_Space)
            assert edits(told, "Details")[0].isVisible()
        QTest.keyClick(told.focusWidget(), Qt.Key.Key_Tab)
    assert {"Go on", "Restart LibDesk", "Copy the details", "Save a support bundle…"} <= seen
    QTest.keyClick(told, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialogs() == [])


def test_after_going_on_the_same_bug_is_quiet_for_a_minute_and_another_is_told(form, qtbot):
    Bad().in_a_slot(form._tasks)
    press(dialog(qtbot), "Go on")
    qtbot.waitUntil(lambda: dialogs() == [])
    Bad().in_a_slot(form._tasks)
    QTest.qWait(50)  # time for what must not happen
    assert dialogs() == []
    form._tasks.outside(lambda: {"a": 1}["none"], lambda _: None, owner=form)
    assert "KeyError" in details(dialog(qtbot))


def test_restart_ends_the_form_and_keeps_its_words_on_disk(form, qtbot, tmp_path):
    write(form)
    Bad().in_a_slot(form._tasks)
    with qtbot.waitSignal(form.ended):
        press(dialog(qtbot), "Restart LibDesk")
    assert form.wants_restart
    form.close(5)
    assert list((tmp_path / "data" / "drafts").glob("*.draft"))


def test_a_bug_in_telling_of_a_bug_is_written_down_and_goes_no_further(qtbot, capfd):
    bugs = Bugs()
    bugs.install()
    told = []

    def fails(bug):
        told.append(bug)
        raise KeyError(TYPED)

    bugs.met.connect(fails)
    try:
        bugs.report(ValueError(TYPED))
        qtbot.waitUntil(lambda: len(told) >= 1)
        QTest.qWait(50)  # time for a second one that must not come
    finally:
        bugs.remove()
    err = capfd.readouterr().err
    assert "ValueError" in err
    assert "KeyError" in err
    assert len(told) == 1
    assert CANARY not in err


def test_what_qt_warns_of_is_noted_by_its_function_only(qtbot, capfd):
    bugs = Bugs()
    bugs.install()
    try:
        qWarning(f"QFile::open: /home/x/{CANARY}.png is not there")
        qWarning(f"{CANARY} alone")
    finally:
        bugs.remove()
    err = capfd.readouterr().err
    assert err.count("Qt warns") == 2
    assert "QFile::open" in err
    assert CANARY not in err


def test_what_cannot_be_raised_is_noted_and_disturbs_nobody(form, qtbot, tmp_path):
    class Dying:
        def __del__(self):
            raise ValueError(TYPED)

    Dying()
    QTest.qWait(50)  # Python and Qt both let go of it
    log = (tmp_path / "data" / "logs" / "form.log").read_text("utf-8")
    assert "in __del__" in log
    assert CANARY not in log
    assert dialogs() == []


@pytest.fixture
def desk(plain_program, qtbot, tmp_path):
    data = DataFolder(tmp_path / "desk")
    parts = DeskParts(data=data, database=data.database, site=Site(), dark=False)
    with closing_desk(plain_program, Desk(plain_program, parts)) as made:
        made.show()
        qtbot.waitUntil(lambda: made.rooms is not None and made.rooms.is_collecting, timeout=20_000)
        made.bugs.install()
        yield made
        made.bugs.remove()
        for told in dialogs():
            told.accept()


@pytest.mark.parametrize("way", WAYS)
def test_the_desk_rescues_what_was_typed_in_any_room(desk, qtbot, tmp_path, way):
    press(desk.window, "Library")
    name = "What is known, in your words"
    qtbot.waitUntil(lambda: any(one.isEnabled() for one in edits(desk.window, name)))
    (field,) = edits(desk.window, name)
    field.setFocus()
    QTest.keyClicks(field, ANSWER)
    press(desk.window, "Inbox")
    assert not field.isVisible()
    bad = Bad()
    getattr(bad, way)(desk.rooms.tasks)
    told = dialog(qtbot)
    assert rescued(told) == f"{name}\n{ANSWER}"
    assert CANARY not in details(told)
    assert CANARY not in (tmp_path / "desk" / "logs" / "desk.log").read_text("utf-8")
    assert field.toPlainText() == ANSWER


FAILS_ON_A_THREAD = """
import os, sys, threading
from pathlib import Path
data, pause = Path(sys.argv[1]), threading.Event()
def wait_for(ready):
    while not ready():
        pause.wait(0.02)
def logged():
    return "".join(one.read_text() for one in data.glob("logs/*.log"))
def fail():
    wait_for(lambda: list(data.glob("logs/*.log")))
    raise ValueError("ZZPATRON-7731 typed this")
def end():
    wait_for(lambda: "ValueError" in logged())
    os._exit(7)
for work in (fail, end):
    threading.Thread(target=work, daemon=True).start()
from libdesk.__main__ import main
main(sys.argv[2:])
"""


@pytest.mark.parametrize("face", ["report", "desk"])
def test_each_face_as_it_is_started_takes_the_hooks_over(tmp_path, face):
    command = ["report"] if face == "report" else []
    ran = subprocess.run(
        [sys.executable, "-c", FAILS_ON_A_THREAD, tmp_path, *command, "--data", tmp_path],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 7, ran.stderr
    log = "".join(one.read_text("utf-8") for one in (tmp_path / "logs").glob("*.log"))
    assert "in fail\nValueError" in log
    assert CANARY not in log + ran.stdout + ran.stderr


def test_a_restart_starts_another_libdesk_with_the_same_arguments(qtbot, tmp_path):
    out = tmp_path / "out.zip"
    restart(["--data", str(tmp_path), "support", str(out)])
    qtbot.waitUntil(out.exists, timeout=30_000)
