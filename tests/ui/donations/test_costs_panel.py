"""The figures of the sum on the page: put in, mended where they can't be, put back, never lost."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton

from libdesk import files, paths
from libdesk.domain.donation_costs import Figure
from libdesk.domain.donation_costs_file import parse_costs
from libdesk.domain.donations import Kind
from libdesk.services.donation_costs import DonationCosts
from libdesk.services.kept_rules import DONATION_COSTS, KeptRules
from libdesk.ui.donations.costs_panel import CostsDraft, CostsPanel, CostsParts
from tests.ui.bench import FileBench

NOW = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
RATE = "An hour of work, amount"


def shipped():
    return parse_costs(files.read_json(paths.resources() / "policies" / "costs.json"))


class Desk(FileBench):
    """The page, and another desk on the same database."""

    def __init__(self, qtbot, look, path):
        super().__init__(qtbot, look, path, NOW)
        self.costs, self.other = (
            DonationCosts(self.open_unit, shipped, lambda: NOW, who) for who in ("Sam", "Robin")
        )
        self.drafts: list[CostsDraft] = []
        self.heard: list[str] = []

    def open(self, size=(1200, 900)):
        parts = CostsParts(self.costs, shipped, lambda: NOW, self.drafts)
        panel = CostsPanel(parts, self.tasks, self.look)
        panel.left.connect(lambda: self.heard.append("left"))
        panel.changed.connect(lambda: self.heard.append("changed"))
        self.show(panel, size)

    def field(self, name):
        return self.get(QLineEdit, name).text()

    def stored(self):
        return self.costs.read()


@pytest.fixture
def desk(qtbot, look, tmp_path):
    made = Desk(qtbot, look, tmp_path / "libdesk.sqlite")
    yield made
    made.close()


def test_a_figure_is_typed_with_the_day_and_saved(desk):
    desk.open()
    assert desk.field(RATE) == "30"
    assert desk.field("An hour of work: as at") == "2026-11-12"
    desk.type(RATE, "42.50")
    assert desk.field("An hour of work: as at") == "2026-11-27"
    desk.type("Laptop: New, amount", "900")
    desk.press("Save")
    desk.wait_says("Saved. Every sum from now on")
    costs = desk.stored().costs
    assert costs.amount(Figure.RATE) == 4250
    assert costs.figures[Figure.RATE].as_at == NOW.date()
    assert costs.figures[Figure.SSD].as_at == shipped().figures[Figure.SSD].as_at
    assert costs.buying[Kind.LAPTOP].new == 90_000
    assert desk.heard == ["changed"]


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [
        (RATE, "much", "an amount such as 25"),
        (RATE, "-3", "an amount such as 25"),
        ("Wiping, in minutes", "10001", "from 0 to 10,000"),
        ("How long a machine serves, in years", "0", "from 1 to 100"),
        ("An hour of work: as at", "soon", "2026-12-03"),
        ("An hour of work: as at", "2026-11-28", "still ahead"),
        ("Currency", "dollars", "three letters"),
        ("Mac: New, serves years", "", "from 1 to 100"),
    ],
)
def test_what_can_not_be_is_told_at_its_field_and_stays(desk, name, words, told):
    desk.open()
    desk.type(name, words)
    desk.press("Save")
    desk.wait_says(told)
    assert desk.at() == name
    assert told in desk.focus.accessibleDescription()
    assert desk.field(name) == words
    assert not desk.stored().is_own


def test_the_shipped_ones_come_back_and_that_is_undone(desk):
    desk.costs.save(replace(shipped(), currency="EUR"))
    desk.open()
    desk.press("Back to the shipped ones")
    assert not desk.stored().is_own
    desk.press("Undo")
    desk.wait_says("Your library’s own")
    assert desk.stored().costs.currency == "EUR"


def test_what_was_being_typed_comes_back_with_what_it_was_typed_over(desk):
    desk.costs.save(replace(shipped(), currency="EUR"))
    desk.open()
    desk.type(RATE, "42")
    desk.press("Back to the shipped ones")
    assert (desk.field("Currency"), desk.field(RATE)) == ("USD", "30")
    desk.press("Undo")
    desk.wait_says("here again")
    assert (desk.field("Currency"), desk.field(RATE)) == ("EUR", "42")
    desk.press("Save")
    desk.wait_says("Saved.")
    assert desk.stored().costs.amount(Figure.RATE) == 4200


def test_there_is_no_way_back_over_what_another_desk_has_saved(desk):
    desk.costs.save(replace(shipped(), currency="EUR"))
    desk.open()
    desk.press("Back to the shipped ones")
    desk.other.save(replace(shipped(), currency="CAD"))
    desk.press("Undo")
    desk.wait_says("Robin")
    assert desk.field("Currency") == "CAD"
    assert desk.stored().costs.currency == "CAD"
    assert not desk.seen(QPushButton, "Undo")


def test_what_was_typed_outlives_the_page_and_can_be_left(desk):
    desk.open()
    desk.type(RATE, "42")
    desk.page.hide()
    desk.open()
    desk.wait_says("here again")
    assert desk.field(RATE) == "42"
    desk.press("Leave it as it was")
    assert desk.field(RATE) == "30"
    desk.page.hide()
    assert not desk.drafts


def test_when_another_desk_was_first_both_are_there_to_choose_from(desk):
    desk.open()
    desk.type(RATE, "42")
    desk.other.save(replace(shipped(), currency="EUR"))
    desk.press("Save")
    desk.wait_says("Robin")
    desk.press("Keep mine")
    desk.wait_says("Saved.")
    assert desk.stored().costs.amount(Figure.RATE) == 4200


def test_damaged_ones_are_told(desk):
    with desk.open_unit(write=True) as unit:
        unit.own_rules.save(KeptRules(DONATION_COSTS, {"wings": 1}, NOW.date(), 1))
    desk.open()
    desk.wait_says("What your library had put in can’t be read")
    desk.press("Back to the shipped ones")
    assert not desk.says("can’t be read")
    desk.press("Undo")
    desk.wait_says("can’t be read")


def test_in_a_narrow_window_with_large_text_all_can_be_reached(large_text, desk):
    desk.open((700, 700))
    assert desk.page._area.horizontalScrollBar().maximum() == 0
    assert not desk.seen(QPushButton, "Back to the shipped ones")
    desk.press("Back to the offers")
    assert desk.heard == ["left"]


def test_in_a_wide_window_no_field_is_cut_nor_covered_by_what_is_told(desk):
    desk.open((1400, 700))
    desk.type(RATE, "much")
    desk.press("Save")
    assert desk.says("an amount such as 25")
    card = desk.page.card
    assert card.height() >= card.layout().totalHeightForWidth(card.width())
    for field in desk.seen(QLineEdit):
        assert field.geometry().bottom() < field.parentWidget().height(), field.accessibleName()
