"""One problem in full: every word of the reporter is text, and nothing opens anything."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QFont, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QLabel, QPushButton, QTextEdit

from libdesk.domain.inbox import Order, View
from libdesk.domain.priority import Effect, HowBad, Risk, Stopped
from libdesk.domain.problems import Fact, Picture
from tests.services.fakes import START
from tests.ui.inbox.conftest import off

HOSTILE = (
    '<img src="file:///etc/passwd"><a href="https://bad.example">here</a> <b>x</b> a<br>b\n'
    "toner < 10% & rising"
)


def read(room, title):
    room.page.refresh()
    room.choose(title)
    return room.report_text()


@pytest.mark.rows("S07")
def test_what_was_seen_and_what_was_guessed_stand_apart(room, library):
    library.arrive("Stripes again", saw="Stripes on every page.", guess="The drum?")
    text = read(room, "Stripes again")
    assert "Saw: Stripes on every page." in text
    assert "Guess: The drum?" in text


def test_answers_and_facts_are_shown_in_words(room, library):
    library.arrive(
        "In words",
        category="PUBPC",
        branch="FER",
        item="FER-0118",
        answers={"sees": ("black", "stuck"), "lights": "not_looked", "unheard_of": "as it came"},
        effect=Effect(
            Stopped.SEVERAL,
            HowBad.STOPPED,
            only_one=True,
            only_accessible=True,
            deadline_at=START + timedelta(days=1),
            risks=frozenset({Risk.MONEY}),
        ),
        facts=(Fact("computer", "FER-SP-03"),),
        pictures=(Picture("screen.png", "image/png", b"x" * 1_500_000),),
    )
    text = read(room, "In words")
    assert "What do you see?  Black screen, Stuck" in text
    assert "Is there a light on the screen and on the case?  Didn’t look" in text
    assert "unheard_of  as it came" in text
    assert "Several people" in text
    assert "the only accessible one" in text
    assert "money at stake" in text
    assert "needed by" in text
    assert "Item: Printer (FER-0118)" in text
    assert "Computer FER-SP-03" in text
    assert "screen.png (1.5 MB)" in text
    assert "Ferndale Road, sent" in text


def test_what_the_form_asks_in_another_way_is_read_in_words(room, library):
    """There it is a button of its own, a picture of the parts, and lines for a time."""
    times = {"deadline_words": "tomorrow noonish", "here_until_words": "four or so"}
    answers = {"fixed": "yes", "part": "internet", **times}
    library.arrive("It works", category="PRINT", answers=answers)
    text = read(room, "It works")
    assert "Must work by  tomorrow noonish" in text
    assert "Here until  four or so" in text
    assert "Did looking at it fix it?  Yes, it works again" in text
    assert "Which part is closest?  The internet" in text


def test_b3_b4_no_word_of_a_report_is_read_as_markup(room, library, qtbot):
    library.arrive("<b>Bold?</b> &amp; <i>more</i>", saw=HOSTILE, guess=HOSTILE, item="<u>T</u>")
    text = read(room, "<b>Bold?</b> &amp; <i>more</i>")
    assert f"Saw: {HOSTILE}" in text
    for label in room.page.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or not label.text()
    for sheet in room.page.findChildren(QTextEdit):
        document = sheet.document()
        assert "<img" not in document.toHtml()
        assert "<a href" not in document.toHtml()
        cursor = QTextCursor(document)
        while not cursor.atEnd():
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
            assert not cursor.charFormat().isAnchor()
            assert not cursor.charFormat().isImageFormat()


class Door(QObject):
    """Stands where Qt would call another program."""

    def __init__(self):
        super().__init__()
        self.asked: list[str] = []

    @Slot(QUrl)
    def open(self, url):
        self.asked.append(url.toString())


def test_nothing_is_opened_by_a_double_click(room, library, qtbot):
    library.arrive(
        "A link", saw="https://bad.example/x.exe\nfile:///etc/passwd", item="/etc/passwd"
    )
    read(room, "A link")
    door = Door()
    for scheme in ("https", "file"):
        QDesktopServices.setUrlHandler(scheme, door, "open")  # type: ignore[arg-type] # the stubs say bytes, the library wants text
    QDesktopServices.openUrl(QUrl("https://works.example"))
    sheet = room.find(QTextEdit, "Report")
    for y in range(2, sheet.viewport().height(), 8):
        for x in (8, 60, 150):
            place = QPoint(x, y)
            qtbot.mouseDClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=place)
            qtbot.mouseClick(
                sheet.viewport(),
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.ControlModifier,
                place,
            )
    qtbot.mouseDClick(
        room.list.viewport(), Qt.MouseButton.LeftButton, pos=room.list.rect().center() / 4
    )
    for scheme in ("https", "file"):
        QDesktopServices.unsetUrlHandler(scheme)
    assert door.asked == ["https://works.example"]


def test_what_is_copied_from_a_report_is_plain_text(room, library):
    library.arrive("Copy me", saw="First line.\nSecond line.")
    read(room, "Copy me")
    sheet = room.find(QTextEdit, "Report")
    sheet.selectAll()
    sheet.copy()
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.formats() == ["text/plain"]
    assert "First line.\nSecond line." in mime.text()


def test_the_number_can_be_marked_and_copied(room):
    room.choose("Grey stripes")
    number = next(one for one in room.page.findChildren(QLabel) if one.text() == "FER-000003")
    assert number.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


def test_urgency_has_a_word_beside_its_shape(room):
    room.choose("Check-out stopped at both desks")
    assert room.says("Now")
    room.choose("Sticky space bar")
    assert room.says("When we can")


def test_b13_a_clock_that_was_off_is_told(room, library):
    library.arrive("From the past", clock_is_off=True, filed_at=START - timedelta(days=9_000))
    assert "clock was off by more than a day" in read(room, "From the past")


def test_b2_a_very_long_report_opens_at_its_beginning_and_whole_when_asked(room, library):
    words = "word " * 19_000
    library.arrive("Very long", saw=words)
    text = read(room, "Very long")
    assert len(text) < 10_000
    room.press("Show all of it")
    assert len(room.report_text()) > len(words.strip())
    assert not room.sees(QPushButton, "Show all of it")


def test_a_word_without_end_does_not_widen_the_page(room, library):
    library.arrive("Wide", saw="x" * 3_000)
    read(room, "Wide")
    sheet = room.find(QTextEdit, "Report")
    assert sheet.document().size().width() <= sheet.viewport().width() + 1
    assert sheet.height() >= sheet.document().size().height()


def test_the_history_is_told_in_words(room, library):
    room.choose("Grey stripes")
    history = room.find(QTextEdit, "What happened so far")
    assert history.toPlainText().startswith("Arrived")


def test_staying_marks_as_seen_and_running_through_does_not(room, library, qtbot):
    ids = {line.title: line for line in _lines(library)}
    room.list.setFocus()
    for _ in range(3):
        room.key(Qt.Key.Key_J)
    room.wait_read("Sticky space bar")
    qtbot.waitUntil(lambda: "Seen" in room.spoken()[2], timeout=8_000)
    assert library.problem(ids["Grey stripes"].id).state.value == "new"
    assert library.problem(ids["Sticky space bar"].id).state.value == "seen"


def test_larger_text_of_the_system_makes_the_report_larger(qapp, room):
    room.choose("Grey stripes")
    sheet = room.find(QTextEdit, "Report")
    size, height, row = _size(sheet), sheet.height(), room.list.rowHeight(0)
    usual = qapp.font()
    larger = QFont(usual)
    larger.setPointSizeF(usual.pointSizeF() * 2)
    qapp.setFont(larger)
    room.qtbot.waitUntil(lambda: _size(sheet) > 1.8 * size)
    assert sheet.height() > height
    assert room.list.rowHeight(0) > row
    qapp.setFont(usual)
    room.qtbot.waitUntil(lambda: _size(sheet) == size)


def _size(sheet):
    cursor = QTextCursor(sheet.document())
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
    return cursor.charFormat().font().pixelSize()


def _lines(library):
    def work():
        keys = library.inbox.sequences(View.ALL, Order())
        return library.inbox.lines(keys)

    return off(work)
