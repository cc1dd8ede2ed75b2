"""The pages of set-up on threads of their own, with folders and test reports that a test steers."""

import threading
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from libdesk.app.shipped import usual_hours
from libdesk.domain.problems import ReportId
from libdesk.services.errors import Unavailable
from libdesk.services.library import Library
from libdesk.services.set_up import Place, SetUp
from libdesk.services.trial import Reached, Trial, Trying
from libdesk.ui.set_up.set_up_page import SetUpPage
from libdesk.ui.set_up.step import SetUpParts
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from tests.services.fakes import Hands
from tests.services.memory_database import MemoryDatabase


class SteeredTrial(Trial):
    """A test report that comes as far as a test lets it."""

    def __init__(self):
        self.reached, self.why = Reached.KEPT, ""
        self.fails: Exception | None = None
        self.begun = 0
        self.branch = ""

    def begin(self, branch):
        self.begun += 1
        self.branch = branch
        if self.fails is not None:
            raise self.fails
        return Trying(ReportId(UUID(int=1)), "CEN-000001", Reached.KEPT)

    def go_on(self, trying):
        return replace(trying, reached=self.reached, why=self.why)


class Copies:
    """Remembers the second place."""

    def __init__(self):
        self.folder = ""

    def second_place(self):
        return self.folder

    def choose_second_place(self, folder):
        self.folder = folder

    def forget_second_place(self):
        self.folder = ""


class Scene:
    """Set-up in a window, used by names."""

    def __init__(self, app, qtbot):
        self.qtbot = qtbot
        self.database = MemoryDatabase()
        self.away = False
        self.copies = Copies()
        self.set_up = SetUp(self.open_unit, self.copies)
        self.gate = threading.Event()
        self.gate.set()
        self.used: list[str] = []
        self.trial = SteeredTrial()
        self.look = Theme(app, dark=False)
        self.tasks = Tasks()
        self.troubles: list[Exception] = []
        self.tasks.unhandled.connect(self.troubles.append)
        self.parts = SetUpParts(
            set_up=self.set_up,
            library=Library(self.open_unit, Hands()),
            usual_hours=usual_hours(),
            share=lambda: self.used[-1] if self.used else "",
            try_share=self.try_folder,
            try_second=self.try_folder,
            use_share=self.used.append,
            make_trial=lambda: self.trial,
            collects_from=lambda: "/srv/libdesk",
            write_site=self.write_site,
            patience_ms=100,
            look_every_ms=10,
            slow_after_ms=50,
        )
        self.page = SetUpPage(self.parts, self.tasks, self.look)
        qtbot.addWidget(self.page)
        self.page.resize(900, 700)
        self.page.show()

    def open_unit(self, *, write=False):
        if self.away:
            raise Unavailable("The database is away. Nothing was lost.")
        return self.database(write=write)

    def try_folder(self, words):
        self.gate.wait(20)
        return Place(words)

    def write_site(self, folder):
        raise Unavailable(f"{folder} takes no file.")

    def labels(self):
        return [one.text() for one in self.page.findChildren(QLabel) if one.isVisible()]

    def wait_for(self, words):
        self.qtbot.waitUntil(lambda: any(words in one for one in self.labels()))

    def get(self, kind, name):
        def is_there():
            return any(self.found(kind, name))

        self.qtbot.waitUntil(is_there)
        return self.found(kind, name)[0]

    def found(self, kind, name):
        every = self.page.findChildren(kind)
        return [one for one in every if one.accessibleName() == name and one.isVisible()]

    def press(self, name):
        QTest.mouseClick(self.get(QPushButton, name), Qt.MouseButton.LeftButton)

    def type(self, name, words):
        field = self.get(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, words)

    def next(self, step):
        self.press("Next")
        self.wait_for(step)

    def to_the_way(self):
        self.type("The library’s name", "Larkmere")
        self.next("Your branches")
        self.next("When IT is there")
        self.next("Where reports come from")

    def to_the_trial(self):
        self.to_the_way()
        self.next("A second place for copies")
        self.next("A test report")

    def close(self):
        self.gate.set()
        self.page.hide()
        self.tasks.close(5)
        self.look.deleteLater()


@pytest.fixture
def scene(plain_program, qtbot):
    made = Scene(plain_program, qtbot)
    yield made
    made.close()
    assert made.troubles == []
