"""Labels at the desk: from an item by its key, from the list, for places; each opens the page."""

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTableView

from libdesk.app.item_rules import item_rules
from libdesk.app.site import now
from libdesk.domain.equipment import Tag
from libdesk.domain.places import Branch
from libdesk.domain.records import Record
from libdesk.paths import DataFolder
from libdesk.services.equipment import Equipment
from libdesk.storage.database import Database
from libdesk.ui.papers.page_view import PageView
from libdesk.ui.papers.paper_dialog import PaperDialog
from tests.app.real_desk import real_desk


@pytest.fixture
def desk(qtbot, qapp, tmp_path):
    data = DataFolder(tmp_path / "desk")
    with closing(Database.open(data.database, now=now)) as database:
        with database.unit(write=True) as unit:
            unit.places.save_branch(Branch("CEN", "Central"))
        equipment = Equipment(database.unit, lambda: item_rules(now().date()), now, "Robin")
        for number in range(1, 4):
            tag = Tag(f"CEN-000{number}")
            equipment.add(Record(tag, f"Computer {number}", "public PC", "CEN", "Back office"))
    with real_desk(qtbot, qapp, data) as opened:
        yield opened


def visit(desk):
    desk.press("Equipment")
    items = desk.wait_seen(QTableView, "Items")
    desk.wait(lambda: items.model().rowCount() == 3)
    desk.wait_says("Computer 1")
    return items


def choose(desk, words):
    (action,) = [one for one in desk.window.findChildren(QAction) if one.text() == words]
    action.trigger()


def spoken(desk):
    return " ".join(one.accessibleDescription() for one in desk.seen(PageView, "Preview"))


def test_t_prints_a_label_of_the_item_that_is_read(desk):
    items = visit(desk)
    QTest.keyClick(items, Qt.Key.Key_T)
    desk.wait_says("1 label, 1 sheet, starts at label 1")
    desk.wait(lambda: "CEN-0001" in spoken(desk))


def test_the_whole_list_as_it_is_seen_has_labels(desk):
    visit(desk)
    choose(desk, "Print labels…")
    desk.wait_says("3 labels, 1 sheet, starts at label 1")


def test_of_several_that_are_chosen_only_these_have_labels(desk):
    items = visit(desk)
    QTest.keyClick(items, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.wait(lambda: len(desk.rooms.equipment_room.page().listing.items.selected_keys()) == 2)
    choose(desk, "Print labels…")
    desk.wait_says("2 labels, 1 sheet, starts at label 1")
    desk.wait(lambda: "CEN-0002" in spoken(desk))
    assert "CEN-0003" not in spoken(desk)


def test_places_have_labels(desk):
    visit(desk)
    choose(desk, "Print labels of places…")
    desk.wait_says("2 labels, 1 sheet, starts at label 1")
    desk.wait(lambda: "Back office" in spoken(desk))


def test_esc_goes_back_to_the_list(desk):
    items = visit(desk)
    QTest.keyClick(items, Qt.Key.Key_T)
    desk.wait_says("1 label, 1 sheet")
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Escape)
    desk.wait_seen(QTableView, "Items")


def test_ctrl_p_prints_the_labels_and_not_the_list_below(desk):
    items = visit(desk)
    QTest.keyClick(items, Qt.Key.Key_T)
    desk.wait_says("1 label, 1 sheet")
    desk.wait(lambda: "CEN-0001" in spoken(desk))
    chip = desk.get(QPushButton, "QR code")
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: bool(desk.window.findChildren(QPrintDialog)))
    desk.window.findChildren(QPrintDialog)[0].reject()
    assert desk.window.findChildren(PaperDialog) == []
