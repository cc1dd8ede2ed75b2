"""Labels at the desk: from an item by its key, from the list, for places; each opens the page."""

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTableView

from libdesk.app.desk import Desk
from libdesk.app.item_rules import item_rules
from libdesk.app.parts import DeskParts
from libdesk.app.site import now
from libdesk.domain.equipment import Tag
from libdesk.domain.places import Branch
from libdesk.domain.records import Record
from libdesk.paths import DataFolder
from libdesk.services.equipment import Equipment
from libdesk.settings import Site
from libdesk.storage.database import Database
from libdesk.ui.papers.page_view import PageView
from libdesk.ui.papers.paper_dialog import PaperDialog

PATIENCE_MS = 20_000


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


def seen(desk, kind, name=""):
    found = [one for one in desk.window.findChildren(kind) if one.isVisible()]
    return [one for one in found if not name or one.accessibleName() == name]


def says(desk, words):
    return any(words in one.text() for one in seen(desk, QLabel))


def visit(qtbot, desk):
    QTest.mouseClick(seen(desk, QPushButton, "Equipment")[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(seen(desk, QTableView, "Items")), timeout=PATIENCE_MS)
    (items,) = seen(desk, QTableView, "Items")
    qtbot.waitUntil(lambda: items.model().rowCount() == 3, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: says(desk, "Computer 1"), timeout=PATIENCE_MS)
    return items


def choose(desk, words):
    (action,) = [one for one in desk.window.findChildren(QAction) if one.text() == words]
    action.trigger()


def wait_for(qtbot, desk, words):
    qtbot.waitUntil(lambda: says(desk, words), timeout=PATIENCE_MS)


def spoken(desk):
    return " ".join(one.accessibleDescription() for one in seen(desk, PageView, "Preview"))


def test_t_prints_a_label_of_the_item_that_is_read(qtbot, desk):
    items = visit(qtbot, desk)
    QTest.keyClick(items, Qt.Key.Key_T)
    wait_for(qtbot, desk, "1 label, 1 sheet, starts at label 1")
    qtbot.waitUntil(lambda: "CEN-0001" in spoken(desk), timeout=PATIENCE_MS)


def test_the_whole_list_as_it_is_seen_has_labels(qtbot, desk):
    visit(qtbot, desk)
    choose(desk, "Print labels…")
    wait_for(qtbot, desk, "3 labels, 1 sheet, starts at label 1")


def test_of_several_that_are_chosen_only_these_have_labels(qtbot, desk):
    items = visit(qtbot, desk)
    QTest.keyClick(items, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(
        lambda: len(desk.rooms.equipment_room.page().listing.items.selected_keys()) == 2
    )
    choose(desk, "Print labels…")
    wait_for(qtbot, desk, "2 labels, 1 sheet, starts at label 1")
    qtbot.waitUntil(lambda: "CEN-0002" in spoken(desk), timeout=PATIENCE_MS)
    assert "CEN-0003" not in spoken(desk)


def test_places_have_labels(qtbot, desk):
    visit(qtbot, desk)
    choose(desk, "Print labels of places…")
    wait_for(qtbot, desk, "2 labels, 1 sheet, starts at label 1")
    qtbot.waitUntil(lambda: "Back office" in spoken(desk), timeout=PATIENCE_MS)


def test_esc_goes_back_to_the_list(qtbot, desk):
    items = visit(qtbot, desk)
    QTest.keyClick(items, Qt.Key.Key_T)
    wait_for(qtbot, desk, "1 label, 1 sheet")
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(seen(desk, QTableView, "Items")), timeout=PATIENCE_MS)


def test_ctrl_p_prints_the_labels_and_not_the_list_below(qtbot, desk):
    items = visit(qtbot, desk)
    QTest.keyClick(items, Qt.Key.Key_T)
    wait_for(qtbot, desk, "1 label, 1 sheet")
    qtbot.waitUntil(lambda: "CEN-0001" in spoken(desk), timeout=PATIENCE_MS)
    (chip,) = seen(desk, QPushButton, "QR code")
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(QPrintDialog)), timeout=PATIENCE_MS)
    desk.window.findChildren(QPrintDialog)[0].reject()
    assert desk.window.findChildren(PaperDialog) == []
