"""Technical words in a report, and in an answer, are explained where they stand."""

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPushButton, QTextEdit

from libdesk.app.glossary import load_plain_words
from libdesk.ui.inbox.report_sheet import Sheet
from libdesk.ui.knowledge.term_card import TermCard

KEY = Qt.Key
TITLE = "The SSID is gone"
SAW = 'The access point has no light. <img src="file:///x.png"> 😀 Is the VPN down?'


@pytest.fixture
def reading(library, open_room):
    library.arrive(TITLE, saw=SAW)
    library.arrive("Paper is low")
    room = open_room()
    room.choose(TITLE)
    room.qtbot.waitUntil(lambda: room.sees(QPushButton, "Explain SSID"))
    return room


def sheet(room):
    return next(one for one in room.page.findChildren(Sheet) if one.accessibleName() == "Report")


def underlined(room):
    return [one.cursor.selectedText() for one in sheet(room).extraSelections()]


@pytest.mark.rows("S46")
def test_f1_from_the_list_leads_to_the_words_and_esc_back(reading):
    reading.key(KEY.Key_F1)
    link = reading.focus
    assert link.accessibleName() == "Explain SSID"
    reading.key(KEY.Key_Tab)
    assert reading.focus.accessibleName() == "Explain access point"
    reading.key(KEY.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    reading.key(KEY.Key_Return)
    assert reading.sees(TermCard, "SSID")
    assert reading.says("Say instead: Wi-Fi name")
    reading.key(KEY.Key_Escape)
    assert not reading.sees(TermCard, "SSID")
    assert reading.focus is link


@pytest.mark.rows("S46")
def test_words_are_underlined_and_a_click_explains_them(reading):
    assert underlined(reading) == ["SSID", "access point", "VPN"]
    report = sheet(reading)
    cursor = QTextCursor(report.document())
    cursor.setPosition(report.toPlainText().replace("😀", "xx").index("VPN") + 1)
    place = report.cursorRect(cursor).center()
    reading.qtbot.mouseMove(report.viewport(), place)
    reading.qtbot.mouseClick(report.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert reading.sees(TermCard, "VPN")
    reading.press("Close")
    assert not reading.sees(TermCard, "VPN")


def test_a_click_beside_the_words_explains_nothing(reading):
    report = sheet(reading)
    reading.qtbot.mouseClick(report.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    reading.qtbot.mouseClick(
        report.viewport(), Qt.MouseButton.LeftButton, pos=report.viewport().rect().bottomRight()
    )
    assert not [one for one in reading.page.findChildren(TermCard) if one.isVisible()]


def test_the_words_of_the_report_stay_as_they_were_typed(reading):
    assert SAW in reading.report_text()
    report = sheet(reading)
    report.selectAll()
    assert SAW in report.createMimeDataFromSelection().text().replace("\u2028", "\n")


def test_another_report_has_its_own_words(reading):
    reading.choose("Paper is low")
    reading.qtbot.waitUntil(lambda: not reading.sees(QPushButton, "Explain SSID"))
    assert underlined(reading) == []
    reading.key(KEY.Key_F1)
    reading.qtbot.waitUntil(
        lambda: reading.says("There is no word here that the list of terms explains.")
    )


def test_writing_an_answer_offers_plain_words_and_f1_leads_there(reading, library):
    reading.key(KEY.Key_A)
    reading.type("I will look at the VPN for you today.")
    reading.qtbot.waitUntil(lambda: reading.sees(QPushButton, "Use private tunnel"))
    reading.key(KEY.Key_F1)
    assert reading.focus.accessibleName() == "Use private tunnel"
    reading.key(KEY.Key_Return)
    assert reading.words.toPlainText() == "I will look at the private tunnel for you today."
    assert reading.words.hasFocus()
    reading.key(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert reading.words.toPlainText() == "I will look at the VPN for you today."


@pytest.mark.rows("S47")
def test_an_answer_with_jargon_can_be_sent_all_the_same(reading, library):
    reading.key(KEY.Key_A)
    reading.type("Obviously the VPN is down.")
    reading.send()
    reading.qtbot.waitUntil(lambda: reading.says("leaves in"))


def test_a_note_to_oneself_is_left_alone(reading):
    reading.key(KEY.Key_T)
    reading.type("The VPN is down and I should look at it.")
    reading.qtbot.wait(900)  # longer than the check waits for typing to rest
    assert not reading.sees(QPushButton, "Use private tunnel")


@pytest.mark.rows("S46")
def test_what_was_answered_is_explained_too(reading, library):
    reading.key(KEY.Key_A)
    reading.type("The DNS has a fault.")
    reading.send()
    reading.qtbot.waitUntil(lambda: reading.says("leaves in"))
    reading.choose(TITLE)
    reading.qtbot.waitUntil(lambda: reading.sees(QPushButton, "Explain DNS"))
    history = next(
        one
        for one in reading.page.findChildren(QTextEdit)
        if one.accessibleName() == "What happened so far"
    )
    assert [one.cursor.selectedText() for one in history.extraSelections()] == ["DNS"]


def test_the_glossary_is_read_on_a_worker_and_not_before_words_are_shown(
    library, open_room, monkeypatch
):
    threads = []

    def load():
        threads.append(threading.current_thread())
        return load_plain_words()

    monkeypatch.setattr("tests.ui.inbox.conftest.load_plain_words", load)
    library.arrive(TITLE)
    room = open_room()
    assert threads == []
    room.choose(TITLE)
    room.qtbot.waitUntil(lambda: room.sees(QPushButton, "Explain SSID"))
    assert threads
    assert threading.main_thread() not in threads
