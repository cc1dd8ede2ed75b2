"""Plainer words are offered while somebody writes: quietly, never in the way, undone by Ctrl+Z."""

import threading
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from libdesk.domain.plain_words import PlainWords
from libdesk.ui.knowledge.plain_words_bar import SHORT, PlainWordsBar
from libdesk.ui.knowledge.term_card import TermCard
from libdesk.ui.widgets.words_edit import WordsEdit

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(look, tasks, plain_words, shown):
    """A field with the bar below it."""
    page = QWidget()
    column = QVBoxLayout(page)
    edit = WordsEdit(look, (4, 12))
    loads = []

    def load():
        loads.append(threading.current_thread())
        return plain_words

    bar = PlainWordsBar(look, tasks, load)
    bar.watch(edit)
    for one in (edit, bar.line, bar):
        column.addWidget(one)
    column.addStretch(1)
    hands = shown(page)
    edit.setFocus()
    hands.edit, hands.bar, hands.loads = edit, bar, loads
    return hands


def line(desk):
    return desk.bar.line.text()


@pytest.mark.rows("S47")
def test_a_term_gives_way_to_plain_words_and_comes_back_by_ctrl_z(desk):
    desk.write("Please join the SSID on the left side of the list, thank you.")
    desk.qtbot.waitUntil(lambda: desk.sees(QPushButton, "Use Wi-Fi name"))
    assert line(desk).startswith("Reads at grade ")
    assert "1 term to explain" in line(desk)
    assert desk.says("SSID → Wi-Fi name")
    desk.press("Use Wi-Fi name")
    assert desk.edit.toPlainText().startswith("Please join the Wi-Fi name on the left")
    assert desk.edit.hasFocus()
    desk.qtbot.waitUntil(lambda: not desk.sees(QPushButton, "Use Wi-Fi name"))
    desk.key(KEY.Key_Z, CONTROL)
    assert desk.edit.toPlainText().startswith("Please join the SSID on the left")


@pytest.mark.rows("S27")
def test_words_that_blame_get_kinder_ones(desk):
    desk.write("Obviously you failed to call us, and we would have come to you.")
    desk.qtbot.waitUntil(lambda: desk.sees(QPushButton, "Use we still need you to"))
    assert "2 unkind words" in line(desk)
    assert desk.says("Kinder without “Obviously”. Leave it out")
    desk.press("Use we still need you to")
    assert desk.edit.toPlainText().startswith("Obviously we still need you to call us")


def test_all_places_of_a_term_change_in_one_step(desk):
    desk.write("😀 The VPN is slow. VPN again, and the vpn.")
    desk.qtbot.waitUntil(lambda: desk.sees(QPushButton, "Use private tunnel"))
    desk.press("Use private tunnel")
    assert (
        desk.edit.toPlainText()
        == "😀 The private tunnel is slow. Private tunnel again, and the private tunnel."
    )
    desk.key(KEY.Key_Z, CONTROL)
    assert desk.edit.toPlainText() == "😀 The VPN is slow. VPN again, and the vpn."


@pytest.mark.rows("S46")
def test_it_works_by_keys_alone(desk):
    desk.write("The VPN is slow and the hall is cold.")
    desk.bar.focus_first()
    desk.qtbot.waitUntil(lambda: desk.sees(QPushButton, "Explain VPN"))
    desk.bar.focus_first()
    assert desk.focus.accessibleName() == "Use private tunnel"
    desk.key(KEY.Key_Tab)
    explain = desk.focus
    assert explain.accessibleName() == "Explain VPN"
    desk.key(KEY.Key_Return)
    assert desk.sees(TermCard, "VPN")
    desk.key(KEY.Key_Escape)
    assert not desk.sees(TermCard, "VPN")
    assert desk.focus is explain


def test_a_long_sentence_can_be_shown(desk):
    long = (
        "The printer that stands in the hall is out of paper, and the one that you have at the "
        "desk will have to do for all of us until the van comes with more of it."
    )
    desk.write(f"Hello. {long}")
    desk.qtbot.waitUntil(lambda: desk.sees(QPushButton, "Show the long sentence"))
    assert "1 long sentence" in line(desk)
    desk.press("Show the long sentence")
    assert desk.edit.textCursor().selectedText() == long


@pytest.mark.rows("S47")
def test_how_it_is_counted_is_told_with_its_sums(desk):
    desk.write("The printer is out of paper. Please add some of it.")
    desk.qtbot.waitUntil(lambda: desk.sees(QPushButton, "How this is counted"))
    assert line(desk) == "Reads at grade 1."
    desk.press("How this is counted")
    assert desk.says("11 words in 2 sentences, 13 syllables.")
    assert desk.says("Flesch-Kincaid: 0.39 × (11 ÷ 2) + 11.8 × (13 ÷ 11) − 15.59 = 0.5")
    desk.press("How this is counted")
    assert not desk.says("11 words in 2 sentences")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("La impresora de la sala no tiene papel y está apagada.", "Ease of reading: "),
        ("L’imprimante de la salle n’a plus de papier, merci pour votre aide.", "Ease of reading"),
        ("Der Drucker hat kein Papier mehr und der Bildschirm ist schwarz.", ""),
        ("Thank you.", ""),
    ],
)
def test_each_language_by_its_own_formula_and_none_for_others(desk, text, told):
    desk.edit.insertPlainText(text)
    desk.qtbot.waitUntil(lambda: bool(desk.loads) and not desk.bar._timer.isActive())
    desk.qtbot.waitUntil(lambda: desk.bar._loaded is not None)
    assert line(desk).startswith(told)
    assert bool(line(desk)) is bool(told)


def test_spanish_sums_are_told(desk):
    desk.edit.insertPlainText("La impresora no tiene papel y la sala está muy fría.")
    desk.qtbot.waitUntil(lambda: desk.sees(QPushButton, "How this is counted"))
    desk.press("How this is counted")
    assert desk.says("Fernández Huerta: 206.84 − 0.60 ×")


def test_many_rows_are_shown_by_and_by(desk):
    desk.edit.insertPlainText(
        "The VPN, VLAN, SSID, DNS, DHCP, RFID, NAS and SLA are the same to me."
    )
    desk.qtbot.waitUntil(lambda: desk.says("And 2 more."))


def test_where_nobody_else_reads_it_nothing_is_said(desk):
    desk.write("The VPN is slow and you should have known.")
    desk.qtbot.waitUntil(desk.bar.isVisible)
    desk.bar.set_on(False)
    assert not desk.bar.isVisible()
    assert not desk.bar.line.isVisible()
    desk.bar.set_on(True)
    desk.qtbot.waitUntil(desk.bar.isVisible)
    desk.edit.clear()
    assert not desk.bar.isVisible()
    assert line(desk) == ""


def test_words_typed_meanwhile_are_never_changed_by_an_old_offer(desk):
    desk.write("The VPN is slow and the hall is cold.")
    desk.qtbot.waitUntil(lambda: desk.sees(QPushButton, "Use private tunnel"))
    desk.edit.insertPlainText(" Also the VPN.")
    desk.edit.moveCursor(desk.edit.textCursor().MoveOperation.Start)
    desk.edit.insertPlainText("Dear all, ")
    desk.press("Use private tunnel")
    assert (
        desk.edit.toPlainText() == "Dear all, The VPN is slow and the hall is cold. Also the VPN."
    )
    desk.qtbot.waitUntil(lambda: desk.bar._rows._text == desk.edit.toPlainText())
    desk.press("Use private tunnel")
    assert "VPN" not in desk.edit.toPlainText()


@pytest.mark.alone
def test_typing_never_waits_for_the_check(desk, plain_words, monkeypatch):
    text = ("The SSID is new and you should have known it. " * 60)[: SHORT - 1]
    plain_words.check(text)
    begun = time.perf_counter()
    plain_words.check(text)
    assert time.perf_counter() - begun < 0.1  # a few milliseconds; a busy machine may take longer
    threads = []
    real = PlainWords.check

    def check(self, text, language=""):
        threads.append(threading.current_thread() is threading.main_thread())
        return real(self, text, language)

    monkeypatch.setattr(PlainWords, "check", check)
    desk.edit.insertPlainText("The SSID is new.")
    desk.qtbot.waitUntil(lambda: len(threads) == 1)
    assert threads == [False]  # the lists are read for the first time
    desk.edit.insertPlainText("The SSID is new and you know it. " * 3_000)
    desk.qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads == [False, False]
    desk.qtbot.waitUntil(lambda: "1 term" in line(desk))
    desk.edit.setPlainText("The VPN is it.")
    desk.qtbot.waitUntil(lambda: len(threads) == 3)
    assert threads[2]
    assert not any(one is threading.main_thread() for one in desk.loads)


@pytest.mark.parametrize(
    "text",
    [
        "\ud800 the",
        "\x00the SSID",
        "\u202ethe SSID",
        "the <b>SSID</b> & <img src='x'>",
        "9" * 5_000,
    ],
)
def test_b3_to_b7_and_b16_any_words_pass_and_are_never_markup(desk, text):
    desk.edit.insertPlainText(text)
    desk.qtbot.waitUntil(lambda: bool(desk.loads))
    desk.qtbot.waitUntil(lambda: desk.bar._loaded is not None)
    labels = [one for one in desk.page.findChildren(QLabel) if one.text()]
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in labels)
