"""A Monday morning at the sample library, with the keyboard only, in the real windows.

Twelve new reports are sorted: two wait, one joins another, one is told to every form, others are
answered, fixed, put off, or only noted; somebody asks in person; one deed is undone. No mouse, no
method of a page: what is pressed goes to whatever has the focus.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QTextEdit

from libdesk.__main__ import main
from libdesk.app.desk import Desk
from libdesk.app.parts import DeskParts
from libdesk.app.site import now
from libdesk.domain.inbox import Order, View
from libdesk.domain.problems import State, WaitingOn
from libdesk.paths import DataFolder
from libdesk.services.inbox import Inbox
from libdesk.settings import Site
from libdesk.storage.database import Database
from tests.app.real_desk import closing_desk

KEY = Qt.Key
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
_NEVER_MS = 3_600_000
LONG_MS = 20_000


class Morning:
    """The desk, and the ten fingers before it."""

    def __init__(self, qtbot, desk, path):
        self.qtbot, self.desk, self.path = qtbot, desk, path
        self.window = desk.window
        self.pressed = 0

    def key(self, key, modifiers=NONE):
        focus = QApplication.focusWidget()
        assert focus is not None, "the keys go nowhere"
        assert self.window.isAncestorOf(focus)
        self.pressed += 1
        QTest.keyClick(focus, key, modifiers)

    def type(self, words):
        focus = QApplication.focusWidget()
        assert focus is not None, "the keys go nowhere"
        self.pressed += len(words)
        QTest.keyClicks(focus, words)

    def turn(self, key):
        """Press a key that leads to where something is written or chosen, and arrive there."""
        self.key(key)
        self.wait(lambda: not self.list.hasFocus())

    def arrive(self):
        """Be back in the list."""
        self.wait(lambda: self.list.hasFocus())  # noqa: PLW0108 - lists change

    def send(self):
        self.key(KEY.Key_Return, CTRL)

    def wait(self, until):
        self.qtbot.waitUntil(until, timeout=LONG_MS)

    def tab_to(self, name):
        """Press Tab until something of this name has the focus."""
        for _ in range(60):
            focus = QApplication.focusWidget()
            if focus is not None and focus.accessibleName().startswith(name):
                return
            self.key(KEY.Key_Tab)
        raise AssertionError(f"no Tab leads to {name}")

    def tap(self, name):
        """Choose a chip by the keyboard."""
        self.tab_to(name)
        self.key(KEY.Key_Space)

    @property
    def list(self):
        return next(one for one in self.window.findChildren(QTableView) if one.isVisible())

    def titles(self):
        model = self.list.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def read(self):
        """Return the words of the report that stands open."""
        return next(
            (
                one.toPlainText()
                for one in self.window.findChildren(QTextEdit)
                if one.accessibleName() == "Report" and one.isVisible()
            ),
            "",
        )

    def go_to(self, title):
        """Walk to a line with j, and wait until its report is read."""
        self.wait(lambda: title in self.titles())
        assert self.list.hasFocus(), QApplication.focusWidget()
        self.key(KEY.Key_Home)
        for _ in range(self.titles().index(title)):
            self.key(KEY.Key_J)
        self.wait(lambda: self.read().startswith(title[:40].rstrip("…")))

    def sees(self, name):
        return any(
            one.isVisible() and one.accessibleName().startswith(name)
            for one in self.window.findChildren(QPushButton)
        )

    def ask(self, question):
        """Ask the database, beside the desk."""
        database = Database.open(self.path, now=now, upgrades=False)
        try:
            return question(database, Inbox(database.unit, now, "Test"))
        finally:
            database.close()

    def lines(self, view):
        """Return a view's lines, most urgent first."""
        return self.ask(lambda _, inbox: inbox.lines(inbox.sequences(view, Order())))


@pytest.fixture
def morning(qtbot, qapp, tmp_path):
    data = DataFolder(tmp_path / "desk")
    data.root.mkdir(mode=0o700)
    assert main(["sample", str(data.database)]) == 0
    parts = DeskParts(data=data, database=data.database, site=Site(), collect_every_ms=_NEVER_MS)
    with closing_desk(qapp, Desk(qapp, parts)) as desk:
        desk.window.resize(1340, 900)
        desk.show()
        qtbot.waitExposed(desk.window)
        desk.window.activateWindow()
        qtbot.waitUntil(
            lambda: desk.rooms is not None and desk.rooms.is_collecting, timeout=LONG_MS
        )
        yield Morning(qtbot, desk, data.database)


AT_THE_DOOR = "The clock of the microfilm reader PC is wrong"


def test_a_monday_morning_by_keys_only(morning):
    new = [one for one in morning.lines(View.NEEDS_ME) if one.state is State.NEW][:12]
    ids = {line.title: line.id for line in new}
    assert len(ids) == 12, "each can be told by its words"
    wifi = next(one for one in ids if one.startswith("Public Wi-Fi"))
    same = next(one for one in ids if one.startswith("Three people"))
    out, *rest = [one for one in ids if one not in (wifi, same)]
    begin(morning, rest[-1])
    tell_everyone(morning, out)
    join(morning, wifi, same)
    let_wait(morning, rest[0], "A supplier", "Tomorrow")
    let_wait(morning, rest[1], "A part", "In a week")
    close(morning, rest[2], KEY.Key_F, "The cord was loose; it is back in.", "15 minutes")
    close(morning, rest[3], KEY.Key_N, "After the inventory.", "In a month")
    for title in rest[4:7]:
        write(morning, title, KEY.Key_A, "Thank you, I look at it before noon.")
    write(morning, rest[7], KEY.Key_T, "Ask the vendor for a price.")
    think_better_of_it(morning, rest[8], ids[rest[8]])
    write_down(morning)

    problems = {
        title: morning.ask(lambda _, inbox, one=one: inbox.get(one)) for title, one in ids.items()
    }
    check_moves(problems, out, rest)
    assert [one.title for one in problems[wifi].joined] == [same]
    assert problems[wifi].answers[-1].text.startswith("The sender in the reading room")
    assert same not in [line.title for line in morning.lines(View.ALL)]
    asked = next(one for one in morning.lines(View.NEEDS_ME) if one.title == AT_THE_DOOR)
    history = morning.ask(lambda _, inbox: inbox.get(asked.id)).history
    assert history[-1].kind == "in_person"
    assert "Check-out is down everywhere; use the paper list." in told(morning)


def begin(morning, last):
    """Read what stands first on Today, then go to the pile."""
    morning.wait(lambda: morning.list.hasFocus() and bool(morning.titles()))
    morning.key(KEY.Key_J)
    morning.wait(lambda: bool(morning.read()))
    morning.key(KEY.Key_K, CTRL)
    morning.type("needs")
    morning.key(KEY.Key_Return)
    morning.wait(lambda: last in morning.titles())


def tell_everyone(morning, title):
    """Be on it, and let every form say so."""
    morning.go_to(title)
    morning.key(KEY.Key_D)
    morning.wait(lambda: morning.sees("Undo"))
    morning.arrive()
    morning.turn(KEY.Key_E)
    morning.type("Check-out is down everywhere; use the paper list.")
    morning.tap("All branches")
    morning.send()


def join(morning, title, same):
    """Let another report join, and answer both at once."""
    morning.arrive()
    morning.go_to(title)
    morning.key(KEY.Key_M)
    morning.wait(lambda: morning.sees(same[:30]))
    morning.tap(same[:30])
    morning.tab_to("Join 1 report")
    morning.key(KEY.Key_Return)
    morning.wait(lambda: same not in morning.titles())
    morning.turn(KEY.Key_A)
    morning.type("The sender in the reading room is off. I am on my way.")
    morning.send()


def let_wait(morning, title, whom, day):
    """Say on whom or what it waits, and until when."""
    morning.arrive()
    morning.go_to(title)
    morning.turn(KEY.Key_W)
    morning.tap(whom)
    morning.tap(day)
    morning.send()
    morning.wait(lambda: title not in morning.titles())


def close(morning, title, key, words, chip):
    """Fix it or put it off, with words and a tap."""
    morning.arrive()
    morning.go_to(title)
    morning.turn(key)
    morning.type(words)
    morning.tap(chip)
    morning.send()
    morning.wait(lambda: title not in morning.titles())


def write(morning, title, key, words):
    """Answer, or note something down."""
    morning.arrive()
    morning.go_to(title)
    morning.turn(key)
    morning.type(words)
    morning.send()


def think_better_of_it(morning, title, report_id):
    """Send the wrong words, take them back, send others."""
    write(morning, title, KEY.Key_A, "Wrong words.")
    morning.wait(lambda: morning.sees("Undo") and morning.list.hasFocus())
    morning.key(KEY.Key_U)
    morning.wait(lambda: not answers(morning, report_id))
    morning.turn(KEY.Key_A)
    morning.key(KEY.Key_A, CTRL)
    morning.type("Right words.")
    morning.send()
    morning.arrive()


def write_down(morning):
    """Somebody stands at the door: at most eight keys beside the words."""
    before = morning.pressed
    morning.key(KEY.Key_N, CTRL)
    morning.type(AT_THE_DOOR)
    morning.send()
    morning.wait(lambda: AT_THE_DOOR in morning.titles())
    assert morning.pressed - before - len(AT_THE_DOOR) <= 8


def answers(morning, report_id):
    return morning.ask(lambda _, inbox: inbox.get(report_id)).answers


def told(morning):
    def notices(database, _inbox):
        with database.unit() as unit:
            return [one.text for one in unit.notices.open()]

    return morning.ask(notices)


def check_moves(problems, out, rest):
    """Hold the database against what was pressed."""
    assert problems[out].state is State.DOING
    assert [problems[one].state for one in rest[:4]] == [
        State.WAITING,
        State.WAITING,
        State.FIXED,
        State.NOT_NOW,
    ]
    assert [problems[one].waiting.on for one in rest[:2]] == [WaitingOn.SUPPLIER, WaitingOn.PART]
    assert problems[rest[2]].spent_minutes == 15
    assert problems[rest[3]].look_again_on is not None
    for title in rest[4:7]:
        assert problems[title].answers[-1].text == "Thank you, I look at it before noon."
    assert problems[rest[7]].history[-1].words == "Ask the vendor for a price."
    assert [one.text for one in problems[rest[8]].answers] == ["Right words."]
