"""The inbox on a real SQLite file, seen and used as a person does: by names, keys and clicks."""

import shutil
import threading
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QTableView

from libdesk.app.glossary import load_plain_words
from libdesk.app.reasons import load_reasons
from libdesk.app.site import load_guidance
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.places import Branch
from libdesk.domain.priority import Priority
from libdesk.domain.problems import Event, Problem, Reply, ReplyKind, State
from libdesk.services.deleting import Deleting
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake, index_words
from libdesk.services.item_reports import ReportsByItem
from libdesk.services.joining import Joining
from libdesk.services.places import Places
from libdesk.services.stores import NewProblem
from libdesk.services.telling import Telling
from libdesk.services.walk_ins import WalkIns
from libdesk.storage.database import Database
from libdesk.ui.inbox.inbox_page import InboxPage
from libdesk.ui.inbox.parts import InboxParts, Rarer
from libdesk.ui.lists import KEY_ROLE
from libdesk.ui.tasks import on_gui_thread
from tests.services.fakes import Hands, MemoryShare, a_report
from tests.services.made_items import save_item

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def off(work):
    """Do something on another thread: a unit on the GUI's own is refused, in tests too."""
    results, errors = [], []

    def run():
        try:
            results.append(work())
        except Exception as error:  # noqa: BLE001 - handed to the test below
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return results[0]


class Library:
    """The database behind the page, and what other people do to it."""

    def __init__(self, path, hands):
        self.hands = hands
        self.database = off(lambda: Database.open(path, now=hands, on_gui_thread=on_gui_thread))
        self.inbox = Inbox(self.database.unit, hands, "Sam")
        self.colleague = Inbox(self.database.unit, hands, "Robin")
        self.filed = 0

    def rarer(self):
        unit, hands = self.database.unit, self.hands
        return Rarer(
            Joining(unit, hands, "Sam"),
            Telling(unit, hands, "Sam"),
            WalkIns(unit, load_guidance(), hands, uuid4, "Sam"),
            Deleting(unit, hands),
        )

    def settle(self):
        def work():
            with self.database.unit(write=True) as unit:
                unit.desk.set_word("library", "Larkmere Valley")
                unit.places.save_branch(Branch("CEN", "Central"))
                unit.places.save_branch(Branch("FER", "Ferndale Road"))
                save_item(unit, Item(Tag("FER-0118"), "Printer", "printer", "FER"))

        off(work)
        return off(Places(self.database.unit).overview)

    def arrive(self, title, priority=Priority.THIS_WEEK, *, clock_is_off=False, **report):
        """Let a report come in; return its id."""
        made = self._new(title, priority, clock_is_off=clock_is_off, **report)
        self._store([made])
        return made.problem.report.id

    def arrive_many(self, count):
        """Let many reports come in at once."""
        self._store([self._new(f"Filler {number}", Priority.THIS_WEEK) for number in range(count)])

    def _new(self, title, priority, *, clock_is_off=False, **report):
        self.filed += 1
        made = a_report(self.filed, title=title, **report)
        problem = Problem(0, made, State.NEW, priority, self.hands(), clock_is_off=clock_is_off)
        return NewProblem(problem, f"{self.filed:064d}", b"k" * 32, "folder", index_words(made))

    def _store(self, new):
        def work():
            with self.database.unit(write=True) as unit:
                unit.problems.add(new)
                for one in new:
                    report_id, now = one.problem.report.id, self.hands()
                    unit.problems.note(report_id, Event(now, "", "received"))
                    received = Reply(0, ReplyKind.RECEIVED, now, state=State.NEW)
                    unit.replies.add(report_id, received, goes_out_at=now)

        off(work)

    def collect(self, *reports):
        """Let reports come in by the desk's own intake."""
        share = MemoryShare()
        for place, report in enumerate(reports):
            share.drop(report, f"{place:03}")
        return off(Intake(self.database.unit, [share], self.hands).collect)

    def problem(self, report_id):
        return off(lambda: self.inbox.get(report_id))

    def due(self, after_s=60.0):
        """Return the texts and states that leave within so many seconds."""

        def work():
            at = self.hands() + timedelta(seconds=after_s)
            with self.database.unit(write=True) as unit:
                return [one.reply for one in unit.replies.due(at, 50, source="folder")]

        return [(reply.kind, reply.text, reply.state) for reply in off(work)]


class Room:
    """The page, and the hands of the person before it."""

    def __init__(self, qtbot, page, library):
        self.qtbot = qtbot
        self.page = page
        self.library = library

    @property
    def list(self):
        return self.find(QTableView, "Problems")

    def find(self, kind, name, *, shown=True):
        """Return the widget with this accessible name, or one that begins with it."""
        found = [
            one
            for one in self.page.findChildren(kind)
            if one.accessibleName().startswith(name) and (one.isVisible() or not shown)
        ]
        assert found, f"nothing in sight is called {name}"
        exact = [one for one in found if one.accessibleName() == name]
        return (exact or found)[0]

    def sees(self, kind, name):
        return any(
            one.accessibleName().startswith(name) and one.isVisible()
            for one in self.page.findChildren(kind)
        )

    def press(self, name):
        self.qtbot.mouseClick(self.find(QPushButton, name), Qt.MouseButton.LeftButton)

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        """Press a key wherever the focus is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifiers)

    @property
    def focus(self):
        return QApplication.focusWidget()

    def type(self, words):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, words)

    def send(self):
        self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    @property
    def words(self):
        return self.page.findChild(QPlainTextEdit)

    @property
    def search(self):
        return self.find(QLineEdit, "Search")

    def spoken(self):
        """Return what a screen reader says for each row; None for one that is not here yet."""
        model = self.list.model()
        return [model.index(row, 0).data(SPOKEN) for row in range(model.rowCount())]

    def titles(self):
        model = self.list.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def current(self):
        return self.list.currentIndex().data(KEY_ROLE)

    def wait_titles(self, *wanted):
        self.qtbot.waitUntil(lambda: self.titles() == list(wanted))

    def choose(self, title):
        """Go to a line with the arrow keys, and wait until it is read."""
        self.qtbot.waitUntil(lambda: title in self.titles())
        row = self.titles().index(title)
        self.list.setFocus()
        self.key(Qt.Key.Key_Home)
        for _ in range(row):
            self.key(Qt.Key.Key_Down)
        self.wait_read(title)

    def wait_read(self, title):
        self.qtbot.waitUntil(lambda: self.report_text().startswith(title))

    def report_text(self):
        from PySide6.QtWidgets import QTextEdit

        sheets = [
            one
            for one in self.page.findChildren(QTextEdit)
            if one.accessibleName() == "Report" and one.isVisible()
        ]
        return sheets[0].toPlainText().replace("\u2028", "\n") if sheets else ""

    def says(self, words):
        """Say whether these words stand somewhere in sight."""
        from PySide6.QtWidgets import QLabel

        return any(
            words in one.text() and one.isVisible() for one in self.page.findChildren(QLabel)
        )


@pytest.fixture
def hands():
    return Hands()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "libdesk.sqlite"
    Database.open(path, now=Hands()).close()
    return path


@pytest.fixture
def library(tmp_path, hands, empty_file):
    made = Library(Path(shutil.copy(empty_file, tmp_path)), hands)
    yield made
    off(made.database.close)


@pytest.fixture
def open_room(qtbot, look, tasks, library, memory):
    """Open the page on the library."""

    def open_(inbox=None, look=look, item=None):
        parts = InboxParts(
            tasks,
            inbox or library.inbox,
            library.rarer,
            load_guidance,
            library.hands,
            ("/srv/inbox",),
            load_reasons,
            plain_words=load_plain_words,
            repeat=ReportsByItem(library.database.unit, library.hands).repeat,
            item=item,
        )
        page = InboxPage(parts, look, memory)
        qtbot.addWidget(page)
        page.resize(1134, 800)
        page.show_overview(library.settle())
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        with qtbot.waitSignal(page.first_shown):
            page.refresh()
        page.focus_first()
        room = Room(qtbot, page, library)
        if inbox is None:
            model = page.findChildren(QTableView)[0].model()
            QAbstractItemModelTester(model, FATAL, model)
        return room

    return open_


@pytest.fixture
def room(library, open_room):
    """Three reports: one of each urgency that is not to be overlooked."""
    library.arrive("Sticky space bar", Priority.WHEN_WE_CAN, branch="FER")
    library.arrive("Check-out stopped at both desks", Priority.NOW, saw="Check-out stopped.")
    library.arrive("Grey stripes", Priority.TODAY, branch="FER", item="FER-0118")
    made = open_room()
    made.wait_titles("Check-out stopped at both desks", "Grey stripes", "Sticky space bar")
    return made
