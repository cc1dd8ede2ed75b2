"""Wiping and disposal at the desk: gone to by a key, by Ctrl+K, and from the card of a record."""

from contextlib import closing

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton, QTableView

from libdesk.app.desk import Desk
from libdesk.app.disposal_files import load_values, load_wiping
from libdesk.app.disposal_offers import MONTH, YEAR, DisposalOffers
from libdesk.app.equipment_offers import BUDGET_MONTH, budget_choice, budget_month
from libdesk.app.item_rules import item_rules
from libdesk.app.parts import DeskParts
from libdesk.app.site import load_guidance, now
from libdesk.documents.content import Facts, Table
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
from libdesk.settings import Site
from libdesk.storage.database import Database
from libdesk.ui.papers.paper_dialog import PaperDialog
from libdesk.ui.papers.parts import Chosen
from tests.services.fakes import START
from tests.services.memory_database import MemoryDatabase

PATIENCE_MS = 20_000


def disposals_of(open_unit, clock):
    rules = item_rules(clock().date())
    return Disposals(open_unit, lambda: rules, clock, "Robin", load_wiping)


def wiped(disposals, item, day):
    wipe = WipeRecord(item, "sanitize", Method.CLEAR, DiskKind.SSD, "Robin", day)
    return disposals.record_wipe(wipe)


@pytest.fixture
def desk(qtbot, qapp, tmp_path):
    data = DataFolder(tmp_path / "desk")
    with closing(Database.open(data.database, now=now)) as database:
        with database.unit(write=True) as unit:
            unit.places.save_branch(Branch("CEN", "Central"))
        equipment = Equipment(database.unit, lambda: item_rules(now().date()), now, "Robin")
        for n in (1, 2):
            record = Record(Tag(f"CEN-{n}"), f"PC {n}", "public PC", disk_kind=DiskKind.SSD)
            item = equipment.add(record).records[0].id
        wiped(disposals_of(database.unit, now), item, now().astimezone().date())
    made = Desk(qapp, DeskParts(data, data.database, Site("CEN"), collect_every_ms=3_600_000))
    made.window.resize(1340, 800)
    made.show()
    qtbot.waitUntil(lambda: made.rooms is not None, timeout=PATIENCE_MS)
    assert made.rooms is not None
    with qtbot.waitSignal(made.rooms.opened, timeout=PATIENCE_MS):
        pass
    yield made
    made.close()
    made.window.leave()
    made.window.deleteLater()
    made.deleteLater()
    qapp.setQuitOnLastWindowClosed(True)


class Hands:
    """Finds things at the desk by their names."""

    def __init__(self, qtbot, desk):
        self.qtbot = qtbot
        self.window = desk.window

    def seen(self, kind, name):
        return [
            one
            for one in self.window.findChildren(kind)
            if (one.accessibleName() or getattr(one, "text", str)()) == name and one.isVisible()
        ]

    def wait(self, kind, name):
        self.qtbot.waitUntil(lambda: bool(self.seen(kind, name)), timeout=PATIENCE_MS)
        return self.seen(kind, name)[0]

    def says(self, words):
        self.qtbot.waitUntil(
            lambda: any(
                words in one.text() and one.isVisible() for one in self.window.findChildren(QLabel)
            ),
            timeout=PATIENCE_MS,
        )

    def items(self):
        QTest.mouseClick(self.wait(QPushButton, "Equipment"), Qt.MouseButton.LeftButton)
        items = self.wait(QTableView, "Items")
        self.qtbot.waitUntil(lambda: items.model().rowCount() == 2, timeout=PATIENCE_MS)
        return items


@pytest.fixture
def hands(qtbot, desk):
    return Hands(qtbot, desk)


def paper_closed(hands):
    hands.qtbot.waitUntil(
        lambda: isinstance(QApplication.activeModalWidget(), PaperDialog), timeout=PATIENCE_MS
    )
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PaperDialog)
    with hands.qtbot.waitSignal(dialog.finished, timeout=PATIENCE_MS):
        dialog.reject()


def test_the_key_d_opens_it_on_the_item_and_what_is_typed_outlasts_the_page(hands):
    items = hands.items()
    hands.says("Added by Robin")
    QTest.keyClick(items, Qt.Key.Key_D)
    why = hands.wait(QLineEdit, "Why it goes")
    why.setFocus()
    QTest.keyClicks(why, "too old")
    hands.wait(QPushButton, "Back to the equipment").click()
    hands.qtbot.waitUntil(lambda: not hands.seen(QLineEdit, "Why it goes"), timeout=PATIENCE_MS)
    QTest.keyClick(items, Qt.Key.Key_D)
    assert hands.wait(QLineEdit, "Why it goes").text() == "too old"
    hands.qtbot.waitUntil(lambda: hands.wait(QLineEdit, "Why it goes").hasFocus())
    QTest.keyClick(
        hands.wait(QLineEdit, "Why it goes"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier
    )
    hands.wait(QPushButton, "Keep the wipe record")
    hands.wait(QPushButton, "Open its record").click()
    hands.says("Declared surplus")


def test_the_key_d_opens_it_on_all_that_are_chosen(hands):
    items = hands.items()
    QTest.keyClick(items, Qt.Key.Key_J)
    hands.wait(QPushButton, "Print wipe certificate…")
    QTest.keyClick(items, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.wait(QPushButton, "Dispose…  (d)")
    QTest.keyClick(items, Qt.Key.Key_D)
    hands.wait(QPushButton, "To be declared surplus  1")
    hands.wait(QPushButton, "Back to the equipment").click()
    hands.wait(QPushButton, "Dispose…  (d)").click()
    hands.wait(QPushButton, "To be declared surplus  1")


@pytest.mark.parametrize("words", ["disposal", "get rid", "surplus", "wipe"])
def test_ctrl_k_finds_it_by_whatever_it_is_called(hands, words):
    QTest.keyClick(hands.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(hands.wait(QLineEdit, "Go to"), words)
    hands.wait(QPushButton, "Wiping and disposal")


def test_ctrl_k_leads_to_it_and_its_papers_are_made(hands):
    QTest.keyClick(hands.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    line = hands.wait(QLineEdit, "Go to")
    QTest.keyClicks(line, "disposal")
    hands.qtbot.waitUntil(
        lambda: any(
            one.isVisible() and one.text().startswith("Wiping and disposal")
            for one in hands.window.findChildren(QPushButton)
        ),
        timeout=PATIENCE_MS,
    )
    QTest.keyClick(line, Qt.Key.Key_Return)
    listed = hands.wait(QListWidget, "Things on their way out")
    hands.qtbot.waitUntil(lambda: listed.count() == 1, timeout=PATIENCE_MS)
    hands.wait(QPushButton, "Print wipe certificate…").click()
    paper_closed(hands)
    hands.wait(QPushButton, "Print the proposal for the board…").click()
    paper_closed(hands)
    to = hands.wait(QLineEdit, "To whom")
    to.setFocus()
    QTest.keyClicks(to, "Greenway")
    QTest.keyClick(to, Qt.Key.Key_Return)
    hands.wait(QPushButton, "Print what left…").click()
    paper_closed(hands)


def test_the_card_of_a_record_leads_on_and_prints(hands):
    items = hands.items()
    QTest.keyClick(items, Qt.Key.Key_J)
    hands.wait(QPushButton, "Print wipe certificate…").click()
    paper_closed(hands)
    hands.wait(QPushButton, "Wipe and dispose…").click()
    hands.wait(QListWidget, "Things on their way out")
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
    offers = DisposalOffers(database, disposals, load_guidance, clock)
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
    disposals.depart([item], Departure(ItemId(0), How.DESTROYED, today))
    left = offers.departures()
    rows = {
        year: blocks(left.gather(Chosen({YEAR: year, MONTH: "7"})), Table)
        for year, _ in left.choices[0].options
    }
    assert [len(tables) for tables in rows.values()] == [1, 0], "this year, and none the last"
    assert load_values().bands


def blocks(printable, kind):
    return [one for one in printable._paper.blocks if isinstance(one, kind)]
