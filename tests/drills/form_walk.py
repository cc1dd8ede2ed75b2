"""The random walk through the form, in a process of its own: it may end in a native crash.

    python -m tests.drills.form_walk FOLDER SEED STEPS [CARELESS]

Taps, keys, words, sizes, fonts, both directions of reading, news from the desk and a full disk, as
they come. Each step is told before it is taken, so that the last lines say what led to an end that
Python does not see. After each step the promises are looked at:

- words that were typed are on a page, offered on the first page, or in a kept report;
- one Send keeps one report, held and clicked twice too;
- one page is shown, the focus is on something that is seen, and nothing goes off sideways.

CARELESS, a method of Careless, breaks one promise: the walk must notice.
"""

import errno
import faulthandler
import gc
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any, cast
from uuid import uuid4

from PySide6.QtCore import QEvent, QMessageLogContext, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from libdesk.domain.bulletin import Notice
from libdesk.domain.hours import Hours
from libdesk.domain.problems import ReplyKind, ReportId
from libdesk.paths import DataFolder
from libdesk.services.drafts import Draft
from libdesk.services.problems import Receipt
from tests.delivery.faulty import nothing, only
from tests.services.fakes import Hands
from tests.ui.problems.conftest import ALWAYS, GUESS, ITEMS, LADDER, TARGETS, WORDS, Desk, Form

SENDS = ("Send", "This fixed it", "Same here", "Yes, that’s right", "Tell IT it is over")
NOT_HERE = ("Choose a picture file", "Add a picture", "Close")
"""The beginnings of what opens a dialog of the system's, waits for a screen, or ends the form."""
HUNCH = "Your hunch: what might it be? (optional)"
SETTLES_MS = 300
"""So long a page may take to be laid out anew."""

PHRASES = (
    "fri 2 pm",
    "it is\u202e broken",
    "card 21234000567890",
    "jane@example.org",
    "LV-1078",
    "the system is down",
    "打印机坏了 é ł",
    "30 Nov",
)
KEYS = (
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Return,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Space,
)
NARROWEST = 400
"""So wide at the usual size of text must a window be, that nothing may go off sideways: a screen
of 800 at 200 %, as in test_form_look.py."""
WIDTHS, HEIGHTS = (300, 1400), (300, 1000)
WAITS_MS = (0, 0, 0, 0, 0, 0, 0, 0, 1, 12, 70, 420)
FONTS = (8.0, 10.0, 14.0, 22.0)


class Broken(Exception):  # noqa: N818 - a promise is broken; it is no error of the walk
    """A promise was not kept."""


def say(words: str) -> None:
    """Tell a line at once: what comes next may be the last thing this process does."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


class Patience:
    """What a test of the form gives to it, without pytest."""

    def addWidget(self, _widget: QWidget) -> None:
        """Take note of nothing: the process ends after the walk."""

    def wait(self, milliseconds: int) -> None:
        """Let the form go on."""
        QTest.qWait(milliseconds)  # a person's pause

    def waitUntil(self, condition: Callable[[], bool], timeout: int = 5000) -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + timeout / 1000
        while not condition():
            if time.monotonic() > deadline:
                raise Broken("what was waited for has not come")
            QTest.qWait(5)  # asked again after it has worked

    @contextmanager
    def waitActive(self, window: QWidget):
        """Wait until a window takes the keys."""
        yield
        self.waitUntil(window.isActiveWindow)


class Walk:
    """One walk.

    Args:
        program: the program.
        folder: an empty folder.
        seed: decides what is done.
    """

    def __init__(self, program: QApplication, folder: Path, seed: int) -> None:
        self.random = Random(seed)
        self._program = program
        self._hands = Hands()
        self._desk = Desk(DataFolder(folder / "data"), self._hands)
        self._publish()
        self.form: Any = Form(program, Patience(), folder, self._hands)
        self._typed: list[str] = []
        self._sends = 0
        self._kept = 0
        self._steps: tuple[tuple[float, Callable[[], str]], ...] = (
            (0.46, self._tap),
            (0.62, self._type),
            (0.70, self._press),
            (0.76, self._resize),
            (0.80, self._hear),
            (0.84, self._answer),
            (0.87, self._change_font),
            (0.89, self._turn),
            (0.92, self._fill_disk),
            (0.94, self._leave_and_come_back),
            (0.96, self._collect_garbage),
            (0.97, self._change_look),
            (1.00, self._send_twice),
        )

    def take(self, steps: int) -> None:
        """Open the form and walk."""
        self.form.open()
        self.form.wait_for("Ferndale")
        self._send_one_report()
        for number in range(steps):
            draw = self.random.random()
            step = next(step for share, step in self._steps if draw < share)
            say(f"{number} {step.__name__[1:]}")
            self._activate()
            if done := step():
                say(f"    {done}")
            self.form.qtbot.wait(self.random.choice(WAITS_MS))  # of chance's length
            self.look()
        self._end()

    def look(self) -> None:
        """See whether every promise is kept, once what was done has had its effect."""
        with suppress(Broken):
            self._look_now()
            return
        self.form.qtbot.wait(SETTLES_MS)  # it comes to rest before it is judged
        self._look_now()

    def _look_now(self) -> None:
        if self.form.troubles:
            raise Broken(f"an error came up: {self.form.troubles}")
        self._look_at_reports()
        if self.form.window.isVisible():
            self._look_at_pages()
            self._look_at_focus()
            self._look_sideways()

    def _end(self) -> None:
        """Make room on the disk, close, and see that nothing of all that was typed is gone."""
        self.form.disk.plan = nothing
        self.form.window.close()
        self.form.qtbot.wait(800)  # so long words rest before they are written
        self.look()
        say(f"walked {len(self._typed)} words {len(self.form.kept())} reports")

    # What is done

    def _send_one_report(self) -> None:
        """The usual way, looked at after each step: where a promise is broken, it shows here."""
        say("one report")
        self.form.press("Telephone")
        self.form.qtbot.wait(100)  # a page that comes in may take the focus a moment later
        self.look()
        self._type_into(self.form.get(WORDS, QPlainTextEdit), PHRASES[0])
        self.look()
        self._sends += 1
        self.form.press("Send")
        self.form.wait_kept()
        self.look()

    def _activate(self) -> None:
        """Go to the form, as whoever taps there does: a card with news may be in front."""
        window = self.form.window

        def is_in_front() -> bool:
            if window.isVisible() and not window.isActiveWindow():
                window.activateWindow()
            return not window.isVisible() or window.isActiveWindow()

        self.form.qtbot.waitUntil(is_in_front)

    def _tap(self) -> str:
        buttons = [
            one
            for one in self._seen(QAbstractButton)
            if one.isEnabled() and not one.accessibleName().startswith(NOT_HERE)
        ]
        if not buttons:
            return "nothing to tap"
        button = self.random.choice(buttons)
        name = button.accessibleName()
        say(f"    {name}")
        self._sends += name in SENDS
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return ""

    def _send_twice(self) -> str:
        """A double click, or Enter held down."""
        sends = [one for one in self._seen(QAbstractButton) if one.accessibleName() in SENDS]
        if not sends:
            return "nothing to send"
        button = self.random.choice(sends)
        say(f"    {button.accessibleName()}")
        self._sends += 1
        if self.random.random() < 0.5:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            with suppress(RuntimeError):  # what was clicked is gone
                QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
            return ""
        button.setFocus()
        for again in (False, True, True):
            if (focused := QApplication.focusWidget()) is not None:
                QApplication.sendEvent(
                    focused,
                    QKeyEvent(
                        QEvent.Type.KeyPress,
                        Qt.Key.Key_Return,
                        Qt.KeyboardModifier.NoModifier,
                        "\r",
                        autorep=again,
                    ),
                )
        return ""

    def _type(self) -> str:
        fields = [*self._seen(QLineEdit), *self._seen(QPlainTextEdit)]
        if not fields:
            return "nothing to type into"
        self._type_into(self.random.choice(fields), self.random.choice(PHRASES))
        return ""

    def _type_into(self, field: QLineEdit | QPlainTextEdit, phrase: str) -> None:
        field.setFocus()
        if isinstance(field, QLineEdit):
            field.end(False)  # nothing is marked, so nothing is typed over
        token = f"word{len(self._typed)}x"
        say(f"    {field.accessibleName()}")
        QTest.keyClicks(field, f" {token} ")
        paste = field.insert if isinstance(field, QLineEdit) else field.insertPlainText
        paste(phrase)  # it has signs that no key of QTest types
        if self._is_kept_from_the_first_sign(field) and token in _words(field):
            self._typed.append(token)

    def _press(self) -> str:
        focused = QApplication.focusWidget()
        if focused is None:
            return "no focus"
        key = self.random.choice(KEYS)
        if isinstance(focused, QLineEdit | QPlainTextEdit) and key is Qt.Key.Key_Space:
            return "a sign, not a key"
        name = focused.accessibleName()
        if name.startswith(NOT_HERE) and key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
            return "not here"
        say(f"    {key.name} on {name}")
        if key is Qt.Key.Key_Return or (key is Qt.Key.Key_Space and name in SENDS):
            self._sends += 1
        QTest.keyClick(focused, key)
        return ""

    def _resize(self) -> str:
        size = self.random.randrange(*WIDTHS), self.random.randrange(*HEIGHTS)
        say(f"    {size} {type(self.form.window.page).__name__}")
        self.form.window.resize(*size)
        return ""

    def _hear(self) -> str:
        """The bulletin changes, and some time goes by."""
        self._publish()
        self._hands.move(minutes=self.random.randrange(1, 90))
        self.form.talk._carrier.hurry()
        self.form.talk._known.read()
        return ""

    def _answer(self) -> str:
        arrivals = self._desk.collect()
        for arrival in arrivals:
            kind = self.random.choice((ReplyKind.RESTATED, ReplyKind.ANSWER))
            self._desk.reply(arrival, 1, kind=kind, text="It prints gray.")
        return f"{len(arrivals)} answered"

    def _change_font(self) -> str:
        font = self._program.font()
        font.setPointSizeF(self.random.choice(FONTS))
        say(f"    {font.pointSizeF()}")
        self._program.setFont(font)
        return ""

    def _turn(self) -> str:
        self.form.window.setLayoutDirection(
            self.random.choice((Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight))
        )
        return ""

    def _fill_disk(self) -> str:
        full = self.random.random() < 0.4
        self.form.disk.plan = only("write", errno.ENOSPC) if full else nothing
        return "full" if full else "there is room"

    def _leave_and_come_back(self) -> str:
        self.form.window.close()
        self.form.qtbot.wait(self.random.randrange(30))  # it may still be at work then
        self.form.window.bring_forward()
        return ""

    def _collect_garbage(self) -> str:
        gc.collect()
        return ""

    def _change_look(self) -> str:
        self.form.look.changed.emit()
        return ""

    def _publish(self) -> None:
        draw, now = self.random, self._hands()
        texts = ("Printing is down.", "x" * 1500, "a\u202eb", "line\n" * 30)
        notices = [
            Notice(
                draw.choice(texts),
                draw.choice(("FER", "")),
                now,
                id=f"n-{number}",
                category=draw.choice(("PRINT", "NOPE", "")),
                count=draw.randrange(5),
                waits_for=draw.choice(("", "the provider")),
                until=draw.choice((None, now + timedelta(hours=3))),
            )
            for number in range(draw.randrange(6))
        ]
        self._desk.publish(
            *notices,
            items=ITEMS[: draw.randrange(5)],
            hours=draw.choice((None, ALWAYS)),
            targets=TARGETS,
            ladder=LADDER,
        )

    # What is promised

    def _look_at_reports(self) -> None:
        reports = [kept.report for kept in self.form.kept()]
        came = len(reports) - self._kept
        if came > self._sends:
            raise Broken(f"{came} reports were kept, and Send was pressed {self._sends} times")
        self._kept = len(reports)
        self._sends -= came
        if not self._is_busy():
            self._sends = 0
        fields = self.form.window.findChildren(QLineEdit)
        fields += self.form.window.findChildren(QPlainTextEdit)
        offered = [kept.draft for kept in self.form.talk._asking.offer._offered]
        places = [_words(field) for field in fields]
        places += [f"{one.saw} {one.guess}" for one in (*reports, *offered)]
        everything = "\n".join(places)
        if lost := [token for token in self._typed if token not in everything]:
            raise Broken(f"words are lost: {lost}")

    def _look_at_pages(self) -> None:
        window = self.form.window
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        pages = [one for one in window.findChildren(QWidget, options=direct) if one.isVisible()]
        if pages != [window.page]:
            raise Broken(f"these pages are shown: {pages}; and not only {window.page}")

    def _look_at_focus(self) -> None:
        focused = QApplication.focusWidget()
        if not self.form.window.isActiveWindow():
            return  # a card with news is in front
        if focused is None or not focused.isVisible():
            raise Broken(f"the focus is on {focused}, which nobody sees")

    def _look_sideways(self) -> None:
        if self.form.window.width() < self.form.look.px(NARROWEST):
            return
        bars = [
            bar
            for bar in self._seen(QScrollBar)
            if bar.orientation() is Qt.Orientation.Horizontal and bar.maximum() > 0
        ]
        if bars:
            raise Broken(f"it scrolls sideways: {[_place(bar) for bar in bars]}")
        for area in self._seen(QScrollArea):
            content, room = area.widget().width(), area.viewport().width()
            if content > room:
                words = f"{content} pixels wide, where {room} are seen: {_place(area)}"
                raise Broken(f"{words}; {_widest(area.widget())}")

    def _is_busy(self) -> bool:
        talk = self.form.talk
        is_sending = talk._sending.is_running or talk._same_here.is_busy
        return bool(is_sending or talk._reading.following_up.is_busy)

    def _is_kept_from_the_first_sign(self, field: QWidget) -> bool:
        """Say whether it is a field of words; a line for a search or a time is none."""
        return isinstance(field, QPlainTextEdit) or field.accessibleName() in (GUESS, HUNCH)

    def _seen(self, kind: type[Any]) -> list[Any]:
        return [one for one in self.form.window.findChildren(kind) if one.isVisible()]


def _place(widget: QWidget) -> str:
    """Return where a widget stands, from the inside to the outside."""
    names = []
    one: Any = widget
    while one is not None:
        names.append(type(one).__name__)
        one = one.parent()
    return " in ".join(names)


def _widest(page: QWidget) -> list[tuple[int, str, str]]:
    """Return what needs the most room: pixels, kind and name."""
    parts = [one for one in page.findChildren(QWidget) if one.isVisible()]
    needs = [
        (one.minimumSizeHint().width(), type(one).__name__, one.accessibleName()) for one in parts
    ]
    return sorted(needs, reverse=True)[:5]


def _words(field: QWidget) -> str:
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return field.text() if isinstance(field, QLineEdit) else ""


class Careless:
    """The control: a form that breaks one promise.

    Args:
        walk: the walk through it.
    """

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._form = walk.form
        self._submit: Callable[[Draft, ReportId, Hours | None], Receipt] = (
            walk.form.parts.filing.submit
        )
        self._show_page = walk.form.window.show_page

    def keep_twice(self) -> None:
        """One Send keeps two reports."""

        def submit(draft: Draft, _report_id: ReportId, hours: Hours | None) -> Receipt:
            self._submit(draft, ReportId(uuid4()), hours)
            return self._submit(draft, ReportId(uuid4()), hours)

        self._form.parts.filing.submit = submit

    def forget(self) -> None:
        """The words stay behind."""
        self._form.parts.filing.submit = lambda draft, report_id, hours: self._submit(
            replace(draft, saw="", guess=""), report_id, hours
        )

    def show_two_pages(self) -> None:
        """The page before stays."""

        def show_page(page: QWidget) -> None:
            old = self._form.window.page
            self._show_page(page)
            old.show()

        self._form.window.show_page = show_page

    def grow_wide(self) -> None:
        """A page is wider than any window."""

        def show_page(page: QWidget) -> None:
            self._show_page(page)
            for area in page.findChildren(QScrollArea):
                cast("QWidget", area.widget()).setMinimumWidth(3000)

        self._form.window.show_page = show_page

    def lose_focus(self) -> None:
        """The focus stays on the page before, as it did when that one outgrew its window."""

        def show_page(page: QWidget) -> None:
            self._show_page(page)
            QTimer.singleShot(0, self._form.window, self._form.window.tiles.focus_first)

        self._form.window.show_page = show_page

    def crash(self) -> None:
        """Something ends the process that Python does not see."""
        QTimer.singleShot(2000, self._form.window, faulthandler._sigsegv)  # type: ignore[attr-defined] # made for tests


def main(folder: Path, seed: int, steps: int, kind: str) -> int:
    """Walk; return 0 when every promise was kept."""
    faulthandler.enable()
    complaints: list[str] = []

    def hear(level: QtMsgType, _where: QMessageLogContext, words: str) -> None:
        # The screen that nobody sees lacks frames, raising and grabs; the rest is a fault.
        if level is not QtMsgType.QtDebugMsg and "This plugin does not support" not in words:
            complaints.append(words)
            say(f"Qt: {words}")

    qInstallMessageHandler(hear)

    def note(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        complaints.append(str(error))
        traceback.print_exception(kind, error, trace)

    sys.excepthook = note
    program = QApplication([])
    walk = Walk(program, folder, seed)
    if kind:
        getattr(Careless(walk), kind)()
    try:
        walk.take(steps)
    except Broken as broken:
        complaints.append(str(broken))
        traceback.print_exc()
    for words in complaints:
        say(f"broken: {words}")
    walk.form.close()
    return 1 if complaints else 0


if __name__ == "__main__":
    place, number, count, *rest = sys.argv[1:]
    sys.exit(main(Path(place), int(number), int(count), "".join(rest)))
