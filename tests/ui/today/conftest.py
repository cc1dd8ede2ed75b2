"""Today on a real SQLite file, seen and used as a person does: by names, keys and clicks."""

from datetime import time

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QTableView

from libdesk.app.glossary import load_plain_words
from libdesk.app.reasons import load_reasons
from libdesk.app.site import load_guidance
from libdesk.domain.hours import Hours, Span
from libdesk.domain.priority import Priority
from libdesk.domain.promises import Lead, Target
from libdesk.services.today import Today
from libdesk.ui.inbox.parts import InboxParts
from libdesk.ui.lists import ROW_ROLE
from libdesk.ui.today.today_page import TodayPage
from tests.ui.inbox.conftest import (  # noqa: F401 - the fixtures are the inbox's own
    FATAL,
    SPOKEN,
    Room,
    empty_file,
    hands,
    library,
    off,
)

HOURS = Hours(((Span(time(8, 30), time(17)),),) * 7, zone="UTC")
TARGETS = (
    Target(Priority.NOW, Lead(open_days=1), Lead(open_days=2)),
    Target(Priority.TODAY, Lead(open_days=1), Lead(open_days=2)),
    Target(Priority.THIS_WEEK, Lead(open_days=2), Lead(open_days=5)),
)


class TodayRoom(Room):
    """The page, and the hands of the person before it."""

    @property
    def list(self):
        return self.find(QTableView, "What to do")

    def lines(self):
        model = self.list.model()
        return [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]

    def texts(self):
        return [one.text() for one in self.page.findChildren(QLabel) if one.isVisible()]

    def wait_empty(self):
        self.qtbot.waitUntil(lambda: self.says("Nothing needs you now."))

    def again(self):
        """Let the list be read once more."""
        with self.qtbot.waitSignal(self.page.counted):
            self.page.refresh()


@pytest.fixture
def settled(library):  # noqa: F811 - a fixture
    """The library has said when IT is there, what it promises, and whom to call."""
    library.settle()

    def work():
        with library.database.unit(write=True) as unit:
            unit.places.set_hours(HOURS)
            unit.places.set_targets(TARGETS)
            unit.desk.set_word("urgent_phone", "555-0142")

    off(work)
    return library


@pytest.fixture
def open_today(qtbot, look, tasks, settled, memory):
    """Open the page on the library."""

    def open_(look=look):
        parts = InboxParts(
            tasks,
            settled.inbox,
            settled.rarer,
            load_guidance,
            settled.hands,
            (),
            load_reasons,
            plain_words=load_plain_words,
        )
        today = Today(settled.database.unit, settled.hands, local=lambda at: at)
        page = TodayPage(parts, today, look, memory)
        qtbot.addWidget(page)
        page.resize(1134, 800)
        page.show_overview(settled.settle())
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        with qtbot.waitSignal(page.first_shown):
            page.refresh()
        page.focus_first()
        room = TodayRoom(qtbot, page, settled)
        model = page.findChildren(QTableView)[0].model()
        QAbstractItemModelTester(model, FATAL, model)
        return room

    return open_
