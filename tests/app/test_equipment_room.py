"""The desk's Equipment room: furnished on the first visit, and gone to by a label."""

import subprocess
import sys
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QTableView,
)

from libdesk.app.item_rules import item_rules
from libdesk.app.places import EQUIPMENT
from libdesk.app.site import now
from libdesk.domain.equipment import Tag
from libdesk.domain.places import Branch
from libdesk.domain.records import Record
from libdesk.domain.statuses import Status
from libdesk.paths import DataFolder
from libdesk.services.equipment import Equipment
from libdesk.services.intake import Intake
from libdesk.storage.database import Database
from libdesk.ui.garbage import look_through_all
from tests.app.real_desk import real_desk
from tests.services.fakes import MemoryShare, a_report


@pytest.fixture
def desk(qtbot, qapp, tmp_path):
    data = DataFolder(tmp_path / "desk")
    with closing(Database.open(data.database, now=now)) as database:
        with database.unit(write=True) as unit:
            unit.places.save_branch(Branch("CEN", "Central"))
        equipment = Equipment(database.unit, lambda: item_rules(now().date()), now, "Robin")
        equipment.add(Record(Tag("CEN-0001"), "Catalog by the stairs", "catalog", "CEN"))
        equipment.add(Record(Tag("CEN-0002"), "Printer at the desk", "printer", "CEN"))
    with real_desk(qtbot, qapp, data) as opened:
        yield opened


def tag_of(items):
    return items.currentIndex().siblingAtColumn(0).data()


def tag_at(items, key):
    return items.model().index(items.model().find_row(key), 0).data()


def visit(desk):
    desk.press("Equipment")
    items = desk.wait_seen(QTableView, "Items")
    desk.wait(lambda: items.model().rowCount() == 2)
    return items


def test_the_room_is_furnished_on_the_first_visit(desk):
    assert not desk.window.findChildren(QLineEdit, "Name")
    items = visit(desk)
    assert desk.window.chosen_room() == EQUIPMENT
    assert items.hasFocus()
    desk.wait_says("Catalog by the stairs")
    assert desk.says("Added by Robin")


def test_the_list_is_tall(desk):
    items = visit(desk)
    assert items.viewport().height() // items.rowHeight(0) >= 17
    QTest.keyClick(items, Qt.Key.Key_O)
    desk.wait_press("No warranty date")
    desk.wait_says("Only: without a warranty date")
    assert items.viewport().height() // items.rowHeight(0) >= 17


def test_ctrl_k_goes_to_an_item(desk):
    desk.look_up("printer at")
    found = "CEN-0002  Printer at the desk"
    desk.wait_press(found)
    desk.wait_says("Kind")
    desk.wait_says("Printer at the desk")
    assert desk.window.chosen_room() == EQUIPMENT
    items = desk.get(QTableView, "Items")
    desk.wait(lambda: tag_of(items) == "CEN-0002")


def test_a_new_item_is_counted_and_forms_hear_of_it(desk):
    visit(desk)
    QTest.keyClick(desk.get(QTableView, "Items"), Qt.Key.Key_N)
    kind = desk.wait_seen(QLineEdit, "Kind")
    assert desk.get(QLineEdit, "Label").text() == "CEN-0003"
    QTest.keyClicks(kind, "scanner")
    with desk.signal(desk.rooms.equipment_room.changed):
        QTest.keyClick(kind, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    desk.wait_says("3 items")


def test_odd_ones_out_are_shown_and_no_others(desk):
    items = visit(desk)
    shown = items.model().keys()
    desk.wait(lambda: tag_at(items, shown[1]) == "CEN-0002")
    printer = shown[1]
    desk.rooms.rules_room.items_requested.emit((printer,))
    desk.wait(lambda: items.model().rowCount() == 1)
    desk.wait(lambda: tag_of(items) == "CEN-0002")
    assert desk.says("Only: 1 item")


def test_computers_that_registered_themselves_have_a_page_that_esc_leaves(desk):
    items = visit(desk)
    desk.rooms.equipment_room.show_registrations()
    told = "No computer waits to be decided on"
    desk.wait_says(told)
    assert desk.says("Computers that registered themselves")
    assert not items.isVisible()
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Escape)
    assert items.isVisible()
    assert not desk.says(told)


def test_a_label_that_nothing_has_is_told(desk):
    items = visit(desk)
    came: list[object] = []
    other = Record(Tag("CEN-0003"), "Another", "printer", "CEN", serial="NONE-1")
    add = desk.rooms.equipment_room.equipment().add
    desk.rooms.tasks.database(lambda: add(other), came.append, owner=desk.window)
    desk.wait(lambda: bool(came))
    desk.rooms.equipment_room.open_item("NONE-1")
    told = "No item has the label NONE-1 any more."
    desk.wait_says(told)
    desk.wait(lambda: tag_of(items) == "CEN-0001")


def test_an_item_says_what_the_shipped_rules_say_of_its_dates(desk):
    visit(desk)
    for words in ("Not known until when its warranty runs", "Note when it was bought."):
        desk.wait_says(words)


def test_a_desk_loads_nothing_of_the_room_before_somebody_goes_there():
    script = (
        "import sys; import libdesk.app.desk, libdesk.app.desk_rooms; "
        "print([n for n in sys.modules if n.startswith('libdesk.ui.equipment')"
        " or n == 'libdesk.services.equipment'])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_desk_that_is_open_loads_its_other_rooms_beforehand(desk):
    desk.wait(lambda: desk.rooms.loaded_later.is_done)
    look_through_all()  # in a desk what is there stays; here other tests follow


def test_the_list_as_it_is_seen_is_saved_from_its_menu(desk, tmp_path):
    visit(desk)
    QTest.keyClicks(desk.get(QLineEdit, "Search"), "printer")
    desk.rooms.equipment_room.save_list_requested.emit()
    desk.wait(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)

    def asking():
        return [one for one in desk.window.findChildren(QFileDialog) if one.isVisible()]

    desk.wait(lambda: bool(asking()))
    (dialog,) = asking()
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("list.csv")
    dialog.accept()
    desk.wait((tmp_path / "list.csv").exists)
    text = (tmp_path / "list.csv").read_text("utf-8-sig")
    assert "CEN-0002" in text
    assert "CEN-0001" not in text


@pytest.mark.rows("S54")
def test_from_a_report_a_spare_stands_in_after_two_clicks_and_the_report_tells(desk):
    rooms = desk.rooms
    assert rooms is not None
    report = a_report(1, title="Nothing prints", item="CEN-0002", branch="CEN")
    share = MemoryShare()
    share.drop(report)

    def prepare():
        spare = Record(Tag("SP-1"), "Old printer", "printer", "CEN", status=Status.SPARE)
        rooms.equipment_room.equipment().add(spare)
        Intake(rooms._open_unit, [share], now).collect()
        return rooms._inbox.get(report.id).sequence

    came: list[int] = []
    rooms.tasks.database(prepare, came.append, owner=desk.window)
    desk.wait(lambda: bool(came))
    rooms._front.open_problem(came[0])
    clicks = 0
    for name in ("Swap in a spare…", "SP-1, Old printer · printer · Central"):
        desk.wait_seen(QPushButton, name)
        QTest.mouseClick(desk.seen(QPushButton, name)[-1], Qt.MouseButton.LeftButton)
        clicks += 1
    assert clicks <= 4
    told = "SP-1, Old printer stands in for it, since today."
    desk.wait_says(told)
    rooms._front.open_problem(came[0])
    desk.wait_says(told)
    desk.press("Show CEN-0002")
    desk.wait_seen(QPushButton, "Swap back")


def has_focus_on(name):
    focus = QApplication.focusWidget()
    return focus is not None and focus.accessibleName() == name


@pytest.mark.rows("S43")
def test_r_opens_the_checklist_of_a_machine_and_ctrl_k_all_that_are_set_up(desk, tmp_path):
    with closing(Database.open(DataFolder(tmp_path / "desk").database, now=now)) as database:
        robin = Equipment(database.unit, lambda: item_rules(now().date()), now, "Robin")
        robin.add(Record(Tag("CEN-0003"), "PC by the door", "public PC", "CEN"))
    desk.press("Equipment")
    desk.rooms.equipment_room.open_item("CEN-0003")
    desk.wait_says("PC by the door")
    items = desk.get(QTableView, "Items")
    desk.wait(lambda: tag_of(items) == "CEN-0003")
    desk.wait_seen(QPushButton, "More…")
    QTest.keyClick(items, Qt.Key.Key_R)
    desk.wait(lambda: has_focus_on("Begin"))
    desk.key(Qt.Key.Key_Return)
    desk.wait_says("0 of 25 done")
    desk.key(Qt.Key.Key_Space)
    desk.wait_says("1 of 25 done")
    desk.press("Back to the equipment")
    told = "Being set up: 1 of 25 done"
    desk.wait_says(told)
    desk.look_up("machines being")
    found = "Machines being set up"
    desk.wait_press(found)
    desk.wait_says("1 machine is being set up")
    rows = [
        one
        for one in desk.window.findChildren(QPushButton)
        if one.accessibleName().startswith("CEN-0003") and one.isVisible()
    ]
    rows[0].click()
    desk.wait_seen(QPushButton, "Print…")
    desk.seen(QPushButton, "Print…")[-1].click()
    desk.close_paper()
