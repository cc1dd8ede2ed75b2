"""Wiping and disposal at the desk: gone to by a key, by Ctrl+K, and from the card of a record."""

from contextlib import closing

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPushButton, QTableView

from libdesk.app.disposal_files import load_values, load_wiping
from libdesk.app.disposal_offers import MONTH, YEAR, DisposalOffers
from libdesk.app.equipment_offers import BUDGET_MONTH, budget_choice, budget_month
from libdesk.app.item_rules import item_rules
from libdesk.app.site import load_guidance, now
from libdesk.documents.content import Facts, Paragraph, Table, text_of
from libdesk.domain.disposal import Departure, How
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.places import Branch
from libdesk.domain.records import DiskKind, ItemId, Record
from libdesk.domain.wiping import Method, WipeRecord
from libdesk.paths import DataFolder
from libdesk.services.disposals import Disposals
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Refusal
from libdesk.services.value_bands import ValueBands, texts_of_values
from libdesk.storage.database import Database
from libdesk.ui.papers.parts import Chosen
from tests.app.real_desk import AtDesk, real_desk
from tests.services.fakes import START
from tests.services.memory_database import MemoryDatabase


def disposals_of(open_unit, clock):
    rules = item_rules(clock().date())
    return Disposals(open_unit, lambda: rules, clock, "Robin", load_wiping)


def wiped(disposals, item, day):
    wipe = WipeRecord(item, "sanitize", Method.CLEAR, DiskKind.SSD, "Robin", day)
    return disposals.record_wipe(wipe)


class Person(AtDesk):
    """Finds things by the words on them too: the buttons of the page have no other name."""

    def seen(self, kind, name=None):
        return [
            one
            for one in self.window.findChildren(kind)
            if (one.accessibleName() or getattr(one, "text", str)()) == name and one.isVisible()
        ]

    def items(self):
        self.press("Equipment")
        items = self.wait_seen(QTableView, "Items")
        self.wait(lambda: items.model().rowCount() == 2)
        return items


@pytest.fixture
def hands(qtbot, qapp, tmp_path):
    data = DataFolder(tmp_path / "desk")
    with closing(Database.open(data.database, now=now)) as database:
        with database.unit(write=True) as unit:
            unit.places.save_branch(Branch("CEN", "Central"))
        equipment = Equipment(database.unit, lambda: item_rules(now().date()), now, "Robin")
        for n in (1, 2):
            record = Record(Tag(f"CEN-{n}"), f"PC {n}", "public PC", disk_kind=DiskKind.SSD)
            item = equipment.add(record).records[0].id
        wiped(disposals_of(database.unit, now), item, now().astimezone().date())
    with real_desk(qtbot, qapp, data) as opened:
        yield Person(qtbot, opened.desk)


def test_the_key_d_opens_it_on_the_item_and_what_is_typed_outlasts_the_page(hands):
    items = hands.items()
    hands.wait_says("Added by Robin")
    QTest.keyClick(items, Qt.Key.Key_D)
    why = hands.wait_seen(QLineEdit, "Why it goes")
    why.setFocus()
    QTest.keyClicks(why, "too old")
    hands.wait_press("Back to the equipment")
    hands.wait(lambda: not hands.seen(QLineEdit, "Why it goes"))
    QTest.keyClick(items, Qt.Key.Key_D)
    why = hands.wait_seen(QLineEdit, "Why it goes")
    assert why.text() == "too old"
    hands.wait(why.hasFocus)
    QTest.keyClick(why, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hands.wait_seen(QPushButton, "Keep the wipe record")
    hands.wait_press("Open its record")
    hands.wait_says("Declared surplus")


def test_the_key_d_opens_it_on_all_that_are_chosen(hands):
    items = hands.items()
    QTest.keyClick(items, Qt.Key.Key_J)
    hands.wait_seen(QPushButton, "Print wipe certificate…")
    QTest.keyClick(items, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.wait_seen(QPushButton, "Dispose…  (d)")
    QTest.keyClick(items, Qt.Key.Key_D)
    hands.wait_seen(QPushButton, "To be declared surplus  1")
    hands.wait_press("Back to the equipment")
    hands.wait_press("Dispose…  (d)")
    hands.wait_seen(QPushButton, "To be declared surplus  1")


@pytest.mark.parametrize("words", ["disposal", "get rid", "surplus", "wipe"])
def test_ctrl_k_finds_it_by_whatever_it_is_called(hands, words):
    hands.look_up(words)
    hands.wait_seen(QPushButton, "Wiping and disposal")


def test_ctrl_k_leads_to_it_and_its_papers_are_made(hands):
    line = hands.look_up("disposal")
    hands.wait(
        lambda: any(
            one.isVisible() and one.text().startswith("Wiping and disposal")
            for one in hands.window.findChildren(QPushButton)
        )
    )
    QTest.keyClick(line, Qt.Key.Key_Return)
    listed = hands.wait_seen(QListWidget, "Things on their way out")
    hands.wait(lambda: listed.count() == 1)
    hands.wait_press("Print wipe certificate…")
    hands.close_paper()
    hands.wait_press("Print the proposal for the board…")
    hands.close_paper()
    to = hands.wait_seen(QLineEdit, "To whom")
    to.setFocus()
    QTest.keyClicks(to, "Greenway")
    QTest.keyClick(to, Qt.Key.Key_Return)
    hands.wait_press("Print what left…")
    hands.close_paper()


def test_who_decides_is_put_in_from_there_and_by_ctrl_k(hands):
    line = hands.look_up("sealed bid")
    hands.wait_seen(QPushButton, "Who decides what leaves")
    QTest.keyClick(line, Qt.Key.Key_Return)
    who = hands.wait_seen(QLineEdit, "Row 1. Who decides")
    who.setText("the mayor")
    who.textEdited.emit("the mayor")
    hands.wait_press("Back to what leaves")
    hands.wait_press("Who decides…")
    who = hands.wait_seen(QLineEdit, "Row 1. Who decides")
    hands.wait(lambda: who.text() == "the mayor")
    hands.wait_press("Save")
    hands.wait_says("Saved. The next proposal goes by it.")
    hands.wait_press("Back to what leaves")
    hands.wait_press("Print the proposal for the board…")
    hands.close_paper()


def test_the_card_of_a_record_leads_on_and_prints(hands):
    items = hands.items()
    QTest.keyClick(items, Qt.Key.Key_J)
    hands.wait_press("Print wipe certificate…")
    hands.close_paper()
    hands.wait_press("Wipe and dispose…")
    hands.wait_seen(QListWidget, "Things on their way out")
    assert QApplication.focusWidget() is not None


@pytest.mark.parametrize(("kept", "month"), [("", 7), ("1", 1), ("13", 7), ("July", 7)])
def test_the_budget_year_is_the_one_that_papers_were_made_for(kept, month, tmp_path):
    memory = QSettings(str(tmp_path / "memory.ini"), QSettings.Format.IniFormat)
    memory.setValue(BUDGET_MONTH, kept)
    assert budget_month(memory) == month
    assert budget_choice("month").remembered == BUDGET_MONTH


def test_the_papers_read_what_is_kept(qapp):
    database = MemoryDatabase()
    clock = lambda: START  # noqa: E731 - a clock
    today = START.astimezone().date()
    with database(write=True) as unit:
        (item,) = unit.items.add(
            [(Record(Tag("LV-1"), "PC", "public PC", disk_kind=DiskKind.SSD), Dates())]
        )
    disposals = disposals_of(database, clock)
    bands = ValueBands(database, load_values, clock)
    offers = DisposalOffers(database, disposals, bands, load_guidance, clock)
    with pytest.raises(Refusal, match="no wipe record"):
        offers.certificate(item).gather(Chosen())
    with pytest.raises(Refusal, match="no wipe record"):
        offers.certificate(ItemId(99)).gather(Chosen())
    wiped(disposals, item, today)
    certificate = offers.certificate(item).gather(Chosen())
    told = dict(pair for one in blocks(certificate, Facts) for pair in one.pairs)
    assert told["Label"] == "LV-1"
    for offer in (offers.proposal(), offers.proposal([item])):
        (table,) = blocks(offer.gather(Chosen()), Table)
        assert [row[0] for row in table.rows] == ["LV-1"]
    assert "LibDesk’s own default" in told_in(offers.proposal())
    bands.save(texts_of_values(load_values()))
    assert "the library’s own value bands" in told_in(offers.proposal())
    disposals.depart([item], Departure(ItemId(0), How.DESTROYED, today))
    left = offers.departures()
    rows = {
        year: blocks(left.gather(Chosen({YEAR: year, MONTH: "7"})), Table)
        for year, _ in left.choices[0].options
    }
    assert [len(tables) for tables in rows.values()] == [1, 0], "this year, and none the last"


def told_in(offer):
    return " ".join(text_of(one.words) for one in blocks(offer.gather(Chosen()), Paragraph))


def blocks(printable, kind):
    return [one for one in printable._paper.blocks if isinstance(one, kind)]
