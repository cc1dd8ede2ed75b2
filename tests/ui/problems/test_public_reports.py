"""This branch's reports where the public sits: no word that anybody typed, unless by number."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from libdesk.domain.problems import State
from libdesk.services.problems import threads
from libdesk.ui.problems.brief_card import BriefCard
from libdesk.ui.problems.by_number import ByNumber
from libdesk.ui.problems.news_card import NewsCard
from libdesk.ui.problems.report_card import ReportCard
from tests.ui.problems.conftest import REPORTS

NUMBER = "To read or answer one, type the number on its slip"
TYPED, ANSWER = "Mrs Miller could not print", "Ask Mrs Miller to try again."
NOT_HERE = "No report with this number stands on this computer."


@pytest.fixture
def form(make_form, desk):
    desk.publish()
    opened = make_form(public=True).open()
    opened.wait_for("Ferndale Road")
    return opened


@pytest.fixture
def answered(form, desk):
    """A report with typed words and an answer, and the list open."""
    form.press("Printer or copier")
    form.type(TYPED)
    form.press("Send")
    form.wait_for("Handed over")
    (arrival,) = desk.collect()
    desk.reply(arrival, 1, text=ANSWER, state=State.SEEN)
    form.press(REPORTS)
    form.wait_for("Answered")
    return form.kept()[0].report


def type_number(form, words):
    line = form.get(NUMBER, QLineEdit)
    line.setFocus()
    line.clear()
    QTest.keyClicks(line, words)
    form.key(Qt.Key.Key_Return)


def on_the_page(form):
    """All that can be seen or heard there."""
    heard = [one.accessibleDescription() for one in form.all(QPushButton) + form.all(QFrame)]
    return " ".join(form.texts() + heard)


def test_the_list_tells_the_tile_the_state_and_the_time_and_nothing_that_was_typed(form, answered):
    labels = [one.text() for one in form.all(QLabel)]
    assert "Printer or copier" in labels
    assert "Answered" in labels
    for hidden in (TYPED, "Miller", ANSWER, answered.number, answered.number[-6:]):
        assert hidden not in on_the_page(form)
    assert form.focused() is form.get(NUMBER, QLineEdit)


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}", "fer ooooo1", "FER-00000l"])
def test_whoever_has_the_number_reads_the_answer_and_goes_on(form, answered, typed):
    type_number(form, typed.format(answered.number, answered.number[-6:]))
    form.wait_for(ANSWER)
    assert form.shows(TYPED)
    assert answered.number in form.focused().text(), "a screen reader goes on from there"
    assert form.get(NUMBER, QLineEdit).text() == ""
    form.press("Reply or add something")
    form.type("It prints now", "What would you like to tell IT?", QPlainTextEdit)
    form.press("Send")
    form.wait_for("It is kept, and goes to IT by itself")
    form.wait_for("It prints now")


@pytest.mark.parametrize("typed", ["FER-999999", "1", "000", "FER", "-"])
def test_another_number_opens_nothing_and_says_so(form, answered, typed):
    type_number(form, typed)
    assert form.shows(NOT_HERE)
    assert not form.shows(TYPED)
    line = form.get(NUMBER, QLineEdit)
    assert form.focused() is line
    assert line.accessibleDescription().startswith(NOT_HERE)
    QTest.keyClicks(line, answered.number)  # what stood there was marked, and is typed over
    assert not form.shows(NOT_HERE)
    form.press("Open")
    form.wait_for(TYPED)


def test_a_number_typed_before_the_list_has_been_read_opens_its_report_then(form):
    form.press("Telephone", "Send")
    form.wait_kept()
    number = form.kept()[0].report.number
    page = ByNumber(form.look)
    form.qtbot.addWidget(page)
    page.show()
    (line,) = page.findChildren(QLineEdit)
    QTest.keyClicks(line, number)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert page.findChildren(ReportCard) == []
    page.show_threads(threads(form.kept()), form.hands())
    assert [card.accessibleName() for card in page.findChildren(ReportCard)] == [number]
    assert line.text() == ""


def test_what_was_opened_is_put_away(form, answered):
    ways = (
        lambda: form.press("Put it away"),
        lambda: form.press("Back", REPORTS),
        lambda: (form.window.close(), form.window.bring_forward(), form.press(REPORTS)),
    )
    for way in ways:
        type_number(form, answered.number)
        form.wait_for(TYPED)
        way()
        assert not form.shows(TYPED)
        assert form.focused() is form.get(NUMBER, QLineEdit)


def test_news_tells_no_number_where_the_number_opens_the_report(form, desk):
    form.press("Printer or copier", "Send")
    form.wait_for("Handed over")
    (arrival,) = desk.collect()
    form.press("Report another")
    form.talk._reading._news._window = Elsewhere(form.window)
    desk.reply(arrival, 1, text=ANSWER)
    form.qtbot.waitUntil(lambda: bool(cards()), timeout=10_000)
    (card,) = cards()
    words = [one.text() for one in card.findChildren(QLabel)]
    assert words == ["IT has answered something that was reported on this PC."]
    assert card.windowTitle() == words[0]
    card.close()


class Elsewhere:
    """The window, while somebody works in another one."""

    def __init__(self, window):
        self._window = window

    def isActiveWindow(self):
        return False

    def __getattr__(self, name):
        return getattr(self._window, name)


def cards():
    return [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, NewsCard) and one.isVisible()
    ]


def inked_rows(words):
    """The first and the last row of a label, in the card, that its letters stand in."""
    image = words.grab().toImage()
    paper = image.pixel(0, 0)
    inked = [
        row
        for row in range(image.height())
        if any(image.pixel(x, row) != paper for x in range(image.width()))
    ]
    return words.y() + inked[0], words.y() + inked[-1]


@pytest.mark.usefixtures("answered")
def test_the_words_of_a_row_stand_at_one_height_however_high_it_is(form):
    (card,) = form.all(BriefCard)
    card.setFixedHeight(3 * card.height())  # as where one of them takes more lines
    card.layout().activate()
    rows = [inked_rows(words) for words in card.findChildren(QLabel)]
    middles = [(first + last) / 2 for first, last in rows]
    assert max(middles) - min(middles) <= card.fontMetrics().height() / 3, rows
