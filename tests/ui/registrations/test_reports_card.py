"""An item's reports on a card: how many, what they cost, and the newest of them to open."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from libdesk.domain.equipment import Tag
from libdesk.domain.inbox import Line
from libdesk.domain.item_lists import Dates
from libdesk.domain.item_reports import ItemReports
from libdesk.domain.money import Money
from libdesk.domain.priority import Priority
from libdesk.domain.problems import State
from libdesk.domain.records import Record
from libdesk.services.equipment import Chosen
from libdesk.services.errors import Unavailable
from libdesk.services.item_reports import ReportsByItem
from libdesk.ui.equipment.reports_card import ReportsCard, ReportsCards
from tests.services.fakes import START, a_report

NOW = START + timedelta(days=2)


def a_line(number, title):
    report = a_report(number, title=title)
    filed = (State.NEW, Priority.TODAY, START, START)
    return Line(number, report.id, report.number, title, "CEN", "PRINT", "LV-1", *filed)


def words(card):
    labels = [one for one in card.findChildren(QLabel) if not one.isHidden()]
    labels.sort(key=lambda one: one.y())
    return [one.text() for one in labels]


def test_reports_are_counted_with_what_they_cost_and_the_newest_open(qtbot, look):
    card = ReportsCard(look, lambda: NOW, Money(74950))
    qtbot.addWidget(card)
    newest = (a_line(7, "Frozen <b>again</b>"), a_line(3, "Frozen"))
    card.show_reports(ItemReports(1, 3, 4, 9, 95, newest))
    card.show()
    assert words(card) == [
        "Reports",
        "Third time in 30 days",
        "1 open · 3 in 30 days · 4 in a year · 9 in all",
        "Bought for $749.50 · 2 hours of IT’s time",
    ]
    buttons = card.findChildren(QPushButton)
    assert buttons[0].accessibleName().startswith("Frozen <b>again</b> · ")
    assert [one.accessibleDescription() for one in buttons] == [
        "Opens CEN-000007",
        "Opens CEN-000003",
    ]
    with qtbot.waitSignal(card.open_requested) as opened:
        qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert opened.args == [3]


def test_an_item_that_was_never_reported_says_so(qtbot, look):
    card = ReportsCard(look, lambda: NOW)
    qtbot.addWidget(card)
    card.show_reports(ItemReports())
    card.show()
    assert words(card) == ["Reports", "Nothing was ever reported of it."]


class Told(ReportsByItem):
    """Reads reports, or can't."""

    def __init__(self, answer):
        self.answer = answer
        self.asked = []

    def of(self, tag):
        self.asked.append(tag)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (ItemReports(total=2), "none open · 0 in 30 days · 0 in a year · 2 in all"),
        (Unavailable("The disk is away."), "The reports can’t be read just now."),
    ],
)
def test_a_card_fills_itself_for_the_item_that_is_shown(qtbot, look, tasks, answer, told):
    reports = Told(answer)
    cards = ReportsCards(tasks, reports, look, lambda: NOW)
    card = cards(Chosen(Record(Tag("LV-1"), "PC 1", "public PC"), Dates()))
    qtbot.addWidget(card)
    card.show()
    qtbot.waitUntil(lambda: told in words(card))
    assert reports.asked == ["LV-1"]
