"""The form on a real outbox, a real share and a real disk, used by names, keys and clicks."""

import threading
from datetime import time
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from libdesk.app.site import load_guidance, load_questions
from libdesk.delivery import envelope, ways
from libdesk.delivery.contacts import ContactFile
from libdesk.delivery.drafts import DraftFolder
from libdesk.delivery.reads import ReadFile
from libdesk.delivery.registered import RegisteredFile
from libdesk.delivery.sealing import make_keys
from libdesk.domain.bulletin import Bulletin, Notice, Step
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.hours import Hours, Span
from libdesk.domain.places import Branch
from libdesk.domain.problems import Fact, Reply, ReplyKind, State
from libdesk.domain.promises import parse_targets
from libdesk.domain.tiles import faces
from libdesk.files import read_json
from libdesk.paths import DataFolder, resources
from libdesk.services.dispatch import Dispatch
from libdesk.services.problems import Filing, Following
from libdesk.services.self_registering import SelfRegistering
from libdesk.settings import Site
from libdesk.ui.problems.conversation import Conversation
from libdesk.ui.problems.form_parts import FormParts, OwnRegistering
from libdesk.ui.problems.form_window import FormWindow
from libdesk.ui.problems.stage import Devices
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from tests.delivery.faulty import FaultyDisk
from tests.services.fakes import Hands

OWN_FACTS = (
    Fact("computer", "FER-PC-04"),
    Fact("serial", "5CG0001"),
    Fact("model", "HP ProBook 450"),
    Fact("memory", "15.8 GB, 7.1 GB of it free"),
)
FACTS = (Fact("computer", "FER-PC-04"), Fact("system", "Windows 11 25H2"))
PHONE = "555-0142"
BRANCHES = (Branch("FER", "Ferndale Road"),)
DAY = (Span(time(0, 0), time(23, 59)),)
ALWAYS = Hours((DAY,) * 7, zone="UTC")
TARGETS = parse_targets(read_json(resources() / "promises" / "targets.json"))
ITEMS = (
    Item(Tag("LV-1078"), "the printer by the door", "printer", "FER", "SMP-1", ""),
    Item(Tag("LV-1079"), "the big printer", "printer", "FER", "SMP-2", ""),
    Item(Tag("LV-1017"), "PC-07", "public PC", "FER", "SMP-3", "FER-PC-07"),
    Item(Tag("LV-2001"), "the printer upstairs", "printer", "CEN", "SMP-4", ""),
)
LADDER = (
    Step("Your branch lead", "at the front desk", "after half a day"),
    Step("The director", "555-0102", "after two days"),
)
WORDS, GUESS = "What you saw, in your words", "Your guess, if you have one (optional)"
REPORTS = "This branch’s reports"


class Desk:
    """The other end: collects by hand, and answers."""

    def __init__(self, data, hands):
        seal_key, sign_key, self.identity = make_keys()
        self.hands = hands
        (self.reader,) = ways.desk_readers(
            data, Site(), secrets=(seal_key, sign_key), now=hands, host="desk"
        )

    def publish(self, *notices, phone=PHONE, branches=BRANCHES, **more):
        """Tell every form; a notice is a pair of words and branch, or a whole `Notice`."""
        told = tuple(
            one if isinstance(one, Notice) else Notice(one[0], one[1], self.hands())
            for one in notices
        )
        now = self.hands()
        self.reader.publish(
            Bulletin(now, now, urgent_phone=phone, branches=branches, notices=told, **more)
        )

    def collect(self):
        arrivals = list(self.reader.arrivals())
        self.reader.done(arrivals)
        return arrivals

    def reply(self, arrival, number, *, text="", state=State.SEEN, kind=ReplyKind.ANSWER, **more):
        made = Reply(number, kind, self.hands(), text, "Sam", state, **more)
        self.reader.reply(arrival.report.id, arrival.reply_key, made)


def a_screen(_screen):
    """A screen with something on it."""
    image = QImage(640, 400, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    painter = QPainter(image)
    painter.fillRect(40, 40, 200, 60, 0xFFFFFFFF)
    painter.end()
    return image


class Gate:
    """Holds a worker until a test lets it go."""

    def __init__(self, work):
        self.work = work
        self.entered = threading.Event()
        self.opened = threading.Event()

    def __call__(self):
        self.entered.set()
        assert self.opened.wait(10)
        return self.work()


class Form:
    """The window and its surroundings."""

    def __init__(self, app, qtbot, tmp_path, hands, **asked):
        self.qtbot = qtbot
        self.hands = hands
        self.data = DataFolder(tmp_path / "data")
        self.disk = FaultyDisk()
        self.printed: list[Any] = []
        self.troubles: list[Exception] = []
        lasting = tmp_path / "lasting" if asked.get("lasts", True) else None
        site = Site(branch="FER", lasting_outbox=lasting)
        if lasting:
            lasting.mkdir(exist_ok=True)
        staff = ways.staff_ways(self.data, site, now=hands, disk=self.disk)
        self.outbox = staff.outbox
        guidance = load_guidance()
        ids = count(asked.get("first_id", 1))
        self.look = Theme(app, asked.get("dark", False))
        self.tasks = Tasks()
        self.tasks.unhandled.connect(self.troubles.append)
        self.parts = FormParts(
            guidance=guidance,
            filing=Filing(self.outbox, guidance, hands, uuid4),
            following=Following(self.outbox),
            dispatch=Dispatch(self.outbox, staff.courier, hands),
            board=staff.board,
            drafts=DraftFolder(self.data.drafts, now=hands, disk=self.disk),
            contacts=asked.get("contacts", ContactFile)(
                ways.contact_file(self.data, site), remembers=not asked.get("public", False)
            ),
            reads=ReadFile(ways.read_file(self.data, site)),
            prepare=lambda: None,
            facts=asked.get("facts", lambda: FACTS),
            facts_at_once=asked.get("facts_at_once", ()),
            branch="FER",
            computer="FER-PC-04",
            item=asked.get("item", ""),
            notice=asked.get("notice", ""),
            now=hands,
            new_id=lambda: UUID(int=(next(ids) << 98) | 4 << 76 | 2 << 62),
            is_public=asked.get("public", False),
            may_take_pictures=asked.get("pictures", not asked.get("public", False)),
            registering=OwnRegistering(
                SelfRegistering(
                    self.outbox, RegisteredFile(ways.registered_file(self.data, site)), hands, uuid4
                ),
                asked.get("own_facts", lambda: OWN_FACTS),
            ),
        )
        self.window = FormWindow(faces(load_questions()), "FER · FER-PC-04", self.look)
        qtbot.addWidget(self.window)
        self.talk = Conversation(
            self.window,
            self.parts,
            self.tasks,
            self.look,
            devices=Devices(
                lambda paper, _window: self.printed.append(paper), asked.get("grab", a_screen)
            ),
            first_wait_ms=20,
        )

    def open(self, width=860, height=720):
        self.window.resize(width, height)
        with self.qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.talk.begin()
        return self

    def all(self, kind, name=None):
        return [
            widget
            for widget in self.window.findChildren(kind)
            if widget.isVisible() and name in (None, widget.accessibleName())
        ]

    def get(self, name, kind=QPushButton):
        found = self.all(kind, name)
        assert len(found) == 1, f"{len(found)} widgets are called {name!r}"
        return found[0]

    def press(self, *names):
        for name in names:
            # What stands below the first questions comes a moment after them.
            self.qtbot.waitUntil(lambda name=name: bool(self.all(QPushButton, name)), timeout=3000)
            QTest.mouseClick(self.get(name), Qt.MouseButton.LeftButton)

    def focused(self) -> Any:
        """The widget that takes the keys."""
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return QApplication.focusWidget()

    def key(self, *keys, widget=None):
        for key in keys:
            QTest.keyClick(widget or self.focused(), key)

    def type(self, words, name=WORDS, kind=None):
        field = self.get(name, kind or (QPlainTextEdit if name == WORDS else QLineEdit))
        field.setFocus()
        QTest.keyClicks(field, words)

    def texts(self):
        """All words on the page: of labels, and of what paints its own."""
        labels = [label.text() for label in self.all(QLabel)]
        return labels + [widget.accessibleName() for widget in self.all(QWidget)]

    def shows(self, words):
        return any(words in text for text in self.texts())

    def wait_for(self, words):
        self.qtbot.waitUntil(lambda: self.shows(words), timeout=5000)

    def wait_kept(self):
        self.qtbot.waitUntil(lambda: bool(self.all(QPushButton, "Report another")), timeout=5000)

    def kept(self):
        return self.outbox.list()

    def desk_sees(self):
        """The newest report as it travels, its pictures too."""
        newest = self.kept()[0].report.id
        return envelope.decode(self.outbox.envelope(newest)).report

    def close(self):
        self.tasks.close(5)
        self.window.close()
        self.look.deleteLater()


@pytest.fixture
def hands():
    return Hands()


@pytest.fixture
def make_form(plain_program, qtbot, tmp_path, hands):
    made = []

    def make(**asked):
        form = Form(plain_program, qtbot, tmp_path, hands, **asked)
        made.append(form)
        return form

    yield make
    for form in made:
        form.close()
        assert form.troubles == []


@pytest.fixture
def form(make_form):
    return make_form().open()


@pytest.fixture
def desk(tmp_path, hands):
    return Desk(DataFolder(tmp_path / "data"), hands)


@pytest.fixture
def told(desk):
    """A desk that has told what a form can be told of a quiet day."""
    desk.publish(items=ITEMS, hours=ALWAYS, targets=TARGETS)
    return desk


@pytest.fixture
def told_form(make_form, told):
    """A form that has heard it."""
    opened = make_form().open()
    opened.wait_for("Ferndale Road")
    return opened
