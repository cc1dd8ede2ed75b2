"""Drill F26's second scene: a whole session at the desk, with a patron's name in every field.

As canary_scene.py, it is a program of its own. It ends as a crash does, by kill -9, with words in
fields that were never saved. What could be read outside the desk's pages is written down before.
"""

import json
import logging
import os
import signal
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSystemTrayIcon,
    QTableView,
)

from libdesk.app.desk import Desk
from libdesk.app.parts import DeskParts
from libdesk.app.site import load_guidance, now
from libdesk.delivery import ways
from libdesk.domain.priority import HowBad, Stopped
from libdesk.paths import DataFolder
from libdesk.services.dispatch import Dispatch
from libdesk.services.drafts import Draft
from libdesk.services.problems import Filing
from libdesk.settings import Site
from libdesk.ui.bugs.bug_dialog import BugDialog
from libdesk.ui.support.support_dialog import SupportDialog
from tests.drills.canary_scene import CANARY


@pytest.fixture
def place():
    """Where the drill wants everything, as it said in the environment."""
    return Path(os.environ["LIBDESK_SCENE"])


@pytest.fixture
def site(place):
    share = place / "work" / "share"
    share.mkdir()
    return Site("CEN", share=share)


class Told:
    """A tray that only notes what it is asked to show."""

    def __init__(self, desk):
        self._desk = desk
        self.heard: set[str] = set()
        desk.rooms.now_reported.connect(self._on_now)

    def _on_now(self, numbers):
        self.heard |= set(numbers)

    def listen(self):
        for window in QApplication.topLevelWidgets():
            self.heard |= {window.windowTitle(), window.windowIconText(), window.objectName()}
        for tray in self._desk.findChildren(QSystemTrayIcon):
            self.heard.add(tray.toolTip())

    def write(self, place):
        self.listen()
        (place / "overheard.json").write_text(json.dumps(sorted(self.heard)))


@pytest.fixture
def desk(plain_program, qtbot, place, site):
    data = DataFolder(place / "work" / "desk")
    made = Desk(plain_program, DeskParts(data, data.database, site, dark=False))
    made.bugs.install()
    made.window.resize(1340, 800)
    made.show()
    qtbot.waitUntil((site.share / "bulletin" / "manifest.json").exists, timeout=30_000)
    logging.getLogger("libdesk").setLevel(logging.DEBUG)
    yield made
    # Reached by the control only: the scene itself ends before.
    made.bugs.remove()
    made.close()
    made.window.leave()
    made.window.deleteLater()
    made.deleteLater()


def file(place, site):
    """Let a form send one that can't wait, with the name in every field."""
    staff = ways.staff_ways(DataFolder(place / "work" / "staff"), site, now=now)
    draft = Draft(
        "PRINT",
        "CEN",
        f"{CANARY} saw",
        guess=f"{CANARY} guess",
        contact=f"{CANARY} contact",
        stopped=Stopped.EVERYONE,
        how_bad=HowBad.STOPPED,
        item=f"{CANARY} item",
    )
    Filing(staff.outbox, load_guidance(), now, uuid4).submit(draft)
    assert Dispatch(staff.outbox, staff.courier, now).deliver().handed_over == 1


def seen(window, kind, name):
    return [
        one
        for one in window.findChildren(kind)
        if one.accessibleName().startswith(name) and one.isVisible() and one.isEnabled()
    ]


def press(window, name):
    QTest.mouseClick(seen(window, QPushButton, name)[0], Qt.MouseButton.LeftButton)


def type_everywhere(window):
    """Type the name into every field that is in sight; say how many there were."""
    fields = [*seen(window, QLineEdit, ""), *seen(window, QPlainTextEdit, "")]
    typed = [one for one in fields if not one.isReadOnly()]
    for field in typed:
        field.setFocus()
        QTest.keyClicks(field, f"{CANARY} typed")
    return len(typed)


def answer(desk, qtbot, table):
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: bool(seen(desk.window, QPlainTextEdit, "Answer")))
    (words,) = seen(desk.window, QPlainTextEdit, "Answer")
    words.setFocus()
    QTest.keyClicks(words, f"{CANARY} answer")
    QTest.keyClick(words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not words.toPlainText())


def search(desk, qtbot, table):
    (field,) = seen(desk.window, QLineEdit, "Search")
    field.setFocus()
    QTest.keyClicks(field, f"{CANARY} saw")
    qtbot.waitUntil(lambda: table.model().rowCount() == 1)


def settle_the_library(desk, qtbot):
    press(desk.window, "Library")
    qtbot.waitUntil(lambda: bool(seen(desk.window, QLineEdit, "Phone number")), timeout=10_000)
    press(desk.window, "Add a step")
    assert type_everywhere(desk.window) > 20
    for save in ("Tell all forms", "Save phone and name", "Save steps", "Save hours"):
        press(desk.window, save)
    qtbot.waitUntil(lambda: not seen(desk.window, QPushButton, "Save phone and name"))


def meet_a_bug(desk, qtbot):
    class Bad(QObject):
        def fail(self):
            raise ValueError(f"{CANARY} in a message")

    desk.rooms.tasks.database(Bad().fail, lambda _: None, owner=desk)
    qtbot.waitUntil(lambda: bool(top(BugDialog)))
    (dialog,) = top(BugDialog)
    press(dialog, "Save a support bundle")
    qtbot.waitUntil(lambda: bool(top(SupportDialog)))
    (bundle,) = top(SupportDialog)
    qtbot.waitUntil(lambda: bool(seen(bundle, QPushButton, "Save the bundle")), timeout=20_000)
    return dialog, bundle


def top(kind):
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind)]


def test_a_whole_session(desk, qtbot, place, site):
    told = Told(desk)
    file(place, site)
    desk.rooms._collect()
    press(desk.window, "Inbox")
    qtbot.waitUntil(lambda: bool(seen(desk.window, QTableView, "Problems")), timeout=30_000)
    (table,) = seen(desk.window, QTableView, "Problems")
    qtbot.waitUntil(lambda: table.model().rowCount() == 1, timeout=30_000)
    told.listen()
    answer(desk, qtbot, table)
    search(desk, qtbot, table)
    told.listen()
    settle_the_library(desk, qtbot)
    told.listen()
    dialog, bundle = meet_a_bug(desk, qtbot)
    told.listen()
    (path,) = seen(bundle, QLineEdit, "Save it as")
    path.setText(str(place / "work" / "bundle.zip"))
    with qtbot.waitSignal(bundle.saved):
        press(bundle, "Save the bundle")
    bundle.reject()
    dialog.accept()
    desk.rooms._collect()
    qtbot.waitUntil(lambda: any((site.share / "replies").iterdir()), timeout=30_000)
    told.write(place)
    assert any(one.startswith("CEN-") for one in told.heard)
    os.kill(os.getpid(), signal.SIGKILL)


def test_control_what_a_careless_desk_leaves(desk, place):
    """What the drill must find: words in a log, a title, a window's memory, and in a bundle."""
    told = Told(desk)
    told.listen()
    logging.getLogger("libdesk.control").warning("%s", f"{CANARY} answer")
    desk.window.setWindowTitle(f"{CANARY} saw")
    desk._memory.setValue("search", f"{CANARY} saw")
    desk._memory.sync()
    with zipfile.ZipFile(place / "work" / "bundle.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("logs/desk.log", f"{CANARY} saw " * 50)
    told.write(place)
    os.kill(os.getpid(), signal.SIGKILL)
