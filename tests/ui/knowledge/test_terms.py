"""A term explains itself in place, and all of them can be looked up; by keys, by mouse, by ear."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from libdesk.domain.glossary import Glossary
from libdesk.ui.knowledge.explain_row import ExplainRow
from libdesk.ui.knowledge.term_card import TermCard
from libdesk.ui.knowledge.terms_panel import TermsPanel
from libdesk.ui.widgets.signs import qt_places

KEY = Qt.Key


@pytest.fixture
def row(look, glossary, shown):
    """A row below a text, with two terms."""
    page = QWidget()
    column = QVBoxLayout(page)
    made = ExplainRow(look)
    column.addWidget(made)
    column.addStretch(1)
    hands = shown(page)
    made.show_terms([glossary.find("SSID"), glossary.find("VPN"), glossary.find("SSID")], glossary)
    hands.row = made
    return hands


@pytest.mark.rows("S46")
def test_a_term_explains_itself_by_keys_and_gives_the_focus_back(row, glossary):
    assert row.row.focus_first()
    row.key(KEY.Key_Right)
    link = row.focus
    assert link.accessibleName() == "Explain VPN"
    row.key(KEY.Key_Return)
    card = row.get(TermCard, "VPN")
    assert card.accessibleDescription() == glossary.find("VPN").meaning
    focus = row.focus
    assert focus.accessibleName() == "Close"
    assert glossary.find("VPN").meaning in focus.accessibleDescription()
    row.key(KEY.Key_Escape)
    assert not card.isVisible()
    assert row.focus is link


@pytest.mark.rows("S45", "S46")
def test_the_card_tells_all_there_is_to_tell(row, glossary):
    row.press("Explain VPN")
    vpn = glossary.find("VPN")
    assert row.says(vpn.meaning)
    assert row.says("Say instead: private tunnel")
    assert row.says("Also called: virtual private network")
    assert row.says(vpn.not_the_same_as[0].why)
    row.press("VLAN")
    assert row.sees(TermCard, "VLAN")
    assert row.says(glossary.find("VLAN").meaning)
    assert not row.says(vpn.meaning)
    assert row.focus.accessibleName() == "Close"
    row.key(KEY.Key_Escape)
    assert row.focus.accessibleName() == "Explain VPN"


def test_a_term_without_a_swap_says_what_to_do(row, glossary):
    row.row.show_terms([glossary.find("robust")], glossary)
    row.press("Explain robust")
    assert row.says("Say what it does")
    assert not row.says("Say instead")


def test_each_term_has_one_link_and_none_is_there_without_one(row, glossary):
    links = [one.accessibleName() for one in row.page.findChildren(QPushButton)]
    assert links.count("Explain SSID") == 1
    row.press("Explain SSID")
    row.row.show_terms([], glossary)
    assert not row.row.isVisible()
    row.row.show_terms([glossary.find("VPN")], glossary)
    assert not row.sees(TermCard, "SSID")
    assert not row.sees(QPushButton, "Explain SSID")


def test_many_terms_have_ten_links(row, glossary):
    row.row.show_terms(glossary.terms, glossary)
    links = [one for one in row.page.findChildren(QPushButton) if one.isVisible()]
    assert len(links) == 10


def test_nothing_to_explain_is_said(row, heard):
    row.row.show_terms([], Glossary())
    assert not row.row.focus_first()
    row.row.say_none()
    assert row.says("There is no word here that the list of terms explains.")
    row.qtbot.waitUntil(lambda: len(heard) == 1)


def test_words_of_a_term_are_never_markup(look, glossary, shown):
    from dataclasses import replace

    card = TermCard(look)
    hands = shown(card)
    odd = replace(glossary.find("VPN"), term="<b>x</b>", meaning='<img src="file:///x.png">')
    card.explain(odd, glossary)
    labels = [one.text() for one in hands.page.findChildren(QLabel)]
    assert "<b>x</b>" in labels
    assert all(
        one.textFormat() is Qt.TextFormat.PlainText
        for one in hands.page.findChildren(QLabel)
        if one.text()
    )


def test_a_card_follows_the_colors(look, glossary, shown, plain_program):
    card = TermCard(look)
    shown(card)
    card.explain(glossary.find("VPN"), glossary)
    before = card.grab().toImage()
    look._is_dark = True
    look._follow()
    assert card.grab().toImage() != before


@pytest.fixture
def panel(look, glossary, shown):
    made = TermsPanel(glossary, look)
    hands = shown(made)
    made.focus_first()
    return hands


def rows(panel):
    listed = panel.get(QListWidget, "Terms")
    return [listed.item(place).text() for place in range(listed.count())]


@pytest.mark.rows("S45")
def test_a_term_is_found_by_its_other_names_first(panel, glossary):
    assert len(rows(panel)) == len(glossary.terms)
    panel.write("two-factor authentication")
    assert rows(panel)[0] == "MFA"
    assert panel.sees(TermCard, "MFA")


def test_a_term_is_found_by_what_it_means(panel):
    panel.write("battery")
    assert rows(panel) == ["UPS"]


def test_the_arrows_go_through_the_list_from_the_field(panel):
    panel.write("wifi")
    names = rows(panel)
    assert names[0] == "Wi-Fi"
    panel.key(KEY.Key_Down)
    assert panel.sees(TermCard, names[1])
    panel.key(KEY.Key_Up)
    panel.key(KEY.Key_Up)
    assert panel.sees(TermCard, names[0])
    panel.key(KEY.Key_Escape)
    assert panel.get(QLineEdit, "Search the terms").text() == ""
    assert panel.sees(TermCard, names[0])


def test_the_list_itself_takes_arrows_and_clicks(panel):
    listed = panel.get(QListWidget, "Terms")
    listed.setFocus()
    panel.key(KEY.Key_End)
    assert panel.sees(TermCard, rows(panel)[-1])
    place = listed.visualItemRect(listed.item(len(rows(panel)) - 2)).center()
    panel.qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.sees(TermCard, rows(panel)[-2])


def test_what_it_is_not_leads_to_the_other_term(panel):
    panel.write("latency")
    panel.press("bandwidth")
    assert panel.sees(TermCard, "bandwidth")
    assert panel.get(QListWidget, "Terms").currentItem().text() == "bandwidth"
    panel.page.show_term(panel.page._glossary.find("VPN"))
    assert panel.sees(TermCard, "VPN")


@pytest.mark.parametrize("words", ["zzz", "(", "*", "'", "\\", "<b>", "\U0001f600", "9" * 200])
def test_b17_to_b26_nothing_found_is_said_and_no_sign_is_special(panel, words):
    panel.write(words)
    assert panel.says("No term has these words.") is (rows(panel) == [])
    panel.key(KEY.Key_Escape)
    assert rows(panel)


def test_an_empty_glossary_is_no_trouble(look, shown):
    hands = shown(TermsPanel(Glossary(), look))
    assert rows(hands) == []


@pytest.mark.rows("S45")
def test_a_name_that_stands_for_two_terms_is_told(look, glossary, shown):
    from dataclasses import replace

    vpn, ups = glossary.find("VPN"), glossary.find("UPS")
    both = Glossary("2026-11-26", (vpn, replace(ups, also_called=("vpn",))))
    assert shown(TermsPanel(both, look)).says("“vpn” stands for two terms: VPN and UPS.")


def test_places_are_those_that_qt_counts():
    assert qt_places("abc", [0, 2]) == [0, 2]
    assert qt_places("éa", [1, 2]) == [1, 2]
    assert qt_places("", [0]) == [0]
    assert qt_places("😀a😀b", [0, 1, 2, 4]) == [0, 2, 3, 6]
