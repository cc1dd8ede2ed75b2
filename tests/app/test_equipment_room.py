"""The desk's Equipment room: furnished on the first visit, and gone to by a label."""

import subprocess
import sys
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
)

from libdesk.app.desk import Desk
from libdesk.app.item_rules import item_rules
from libdesk.app.parts import DeskParts
from libdesk.app.places import EQUIPMENT
from libdesk.app.site import now
from libdesk.domain.equipment import Tag
from libdesk.domain.places import Branch
from libdesk.domain.records import Record
from libdesk.domain.statuses import Status
from libdesk.paths import DataFolder
from libdesk.services.equipment import Equipment
from libdesk.services.intake import Intake
from libdesk.settings import Site
from libdesk.storage.database import Database
from libdesk.ui.garbage import look_through_all
from tests.services.fakes import MemoryShare, a_report

PATIENCE_MS = 20_000


@pytest.fixture
def desk(qtbot, qapp, tmp_path):
    data = DataFolder(tmp_path / "desk")
    with closing(Database.open(data.database, now=now)) as database:
        with database.unit(write=True) as unit:
            unit.places.save_branch(Branch("CEN", "Central"))
        equipment = Equipment(database.unit, lambda: item_rules(now().date()), now, "Robin")
        equipment.add(Record(Tag("CEN-0001"), "Catalog by the stairs", "catalog", "CEN"))
        equipment.add(Record(Tag("CEN-0002"), "Printer at the desk", "printer", "CEN"))
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


def seen(desk, kind, name):
    return [
        one
        for one in desk.window.findChildren(kind)
        if one.accessibleName() == name and one.isVisible()
    ]


def says(desk, words):
    return any(words in one.text() and one.isVisible() for one in desk.window.findChildren(QLabel))


def tag_of(items):
    return items.currentIndex().siblingAtColumn(0).data()


def tag_at(items, key):
    return items.model().index(items.model().find_row(key), 0).data()


def visit(qtbot, desk):
    QTest.mouseClick(seen(desk, QPushButton, "Equipment")[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(seen(desk, QTableView, "Items")), timeout=PATIENCE_MS)
    (items,) = seen(desk, QTableView, "Items")
    qtbot.waitUntil(lambda: items.model().rowCount() == 2, timeout=PATIENCE_MS)
    return items


def test_the_room_is_furnished_on_the_first_visit(qtbot, desk):
    assert not desk.window.findChildren(QLineEdit, "Name")
    items = visit(qtbot, desk)
    assert desk.window.chosen_room() == EQUIPMENT
    assert items.hasFocus()
    qtbot.waitUntil(lambda: says(desk, "Catalog by the stairs"), timeout=PATIENCE_MS)
    assert says(desk, "Added by Robin")


def test_the_list_is_tall(qtbot, desk):
    items = visit(qtbot, desk)
    assert items.viewport().height() // items.rowHeight(0) >= 17
    QTest.keyClick(items, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: bool(seen(desk, QPushButton, "No warranty date")), timeout=PATIENCE_MS)
    seen(desk, QPushButton, "No warranty date")[0].click()
    qtbot.waitUntil(lambda: says(desk, "Only: without a warranty date"), timeout=PATIENCE_MS)
    assert items.viewport().height() // items.rowHeight(0) >= 17


def test_ctrl_k_goes_to_an_item(qtbot, desk):
    QTest.keyClick(desk.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    (line,) = seen(desk, QLineEdit, "Go to")
    QTest.keyClicks(line, "printer at")
    found = "CEN-0002  Printer at the desk"
    qtbot.waitUntil(lambda: bool(seen(desk, QPushButton, found)), timeout=PATIENCE_MS)
    seen(desk, QPushButton, found)[0].click()
    qtbot.waitUntil(lambda: says(desk, "Kind"), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: says(desk, "Printer at the desk"), timeout=PATIENCE_MS)
    assert desk.window.chosen_room() == EQUIPMENT
    (items,) = seen(desk, QTableView, "Items")
    qtbot.waitUntil(lambda: tag_of(items) == "CEN-0002", timeout=PATIENCE_MS)


def test_a_new_item_is_counted_and_forms_hear_of_it(qtbot, desk):
    visit(qtbot, desk)
    QTest.keyClick(seen(desk, QTableView, "Items")[0], Qt.Key.Key_N)
    qtbot.waitUntil(lambda: bool(seen(desk, QLineEdit, "Kind")), timeout=PATIENCE_MS)
    assert seen(desk, QLineEdit, "Label")[0].text() == "CEN-0003"
    QTest.keyClicks(seen(desk, QLineEdit, "Kind")[0], "scanner")
    with qtbot.waitSignal(desk.rooms.equipment_room.changed, timeout=PATIENCE_MS):
        QTest.keyClick(
            seen(desk, QLineEdit, "Kind")[0], Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier
        )
    qtbot.waitUntil(lambda: says(desk, "3 items"), timeout=PATIENCE_MS)


def test_odd_ones_out_are_shown_and_no_others(qtbot, desk):
    items = visit(qtbot, desk)
    shown = items.model().keys()
    qtbot.waitUntil(lambda: tag_at(items, shown[1]) == "CEN-0002", timeout=PATIENCE_MS)
    printer = shown[1]
    desk.rooms.rules_room.items_requested.emit((printer,))
    qtbot.waitUntil(lambda: items.model().rowCount() == 1, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: tag_of(items) == "CEN-0002", timeout=PATIENCE_MS)
    assert says(desk, "Only: 1 item")


def test_computers_that_registered_themselves_have_a_page_that_esc_leaves(qtbot, desk):
    items = visit(qtbot, desk)
    desk.rooms.equipment_room.show_registrations()
    told = "No computer waits to be decided on"
    qtbot.waitUntil(lambda: says(desk, told), timeout=PATIENCE_MS)
    assert says(desk, "Computers that registered themselves")
    assert not items.isVisible()
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Escape)
    assert items.isVisible()
    assert not says(desk, told)


def test_a_label_that_nothing_has_is_told(qtbot, desk):
    items = visit(qtbot, desk)
    came: list[object] = []
    other = Record(Tag("CEN-0003"), "Another", "printer", "CEN", serial="NONE-1")
    add = desk.rooms.equipment_room.equipment().add
    desk.rooms.tasks.database(lambda: add(other), came.append, owner=desk.window)
    qtbot.waitUntil(lambda: bool(came), timeout=PATIENCE_MS)
    desk.rooms.equipment_room.open_item("NONE-1")
    told = "No item has the label NONE-1 any more."
    qtbot.waitUntil(lambda: says(desk, told), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: tag_of(items) == "CEN-0001", timeout=PATIENCE_MS)


def test_an_item_says_what_the_shipped_rules_say_of_its_dates(qtbot, desk):
    visit(qtbot, desk)
    for words in ("Not known until when its warranty runs", "Note when it was bought."):
        qtbot.waitUntil(lambda words=words: says(desk, words), timeout=PATIENCE_MS)


def test_a_desk_loads_nothing_of_the_room_before_somebody_goes_there():
    script = (
        "import sys; import libdesk.app.desk, libdesk.app.desk_rooms; "
        "print([n for n in sys.modules if n.startswith('libdesk.ui.equipment')"
        " or n == 'libdesk.services.equipment'])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_desk_that_is_open_loads_its_other_rooms_beforehand(qtbot, desk):
    qtbot.waitUntil(lambda: desk.rooms.loaded_later.is_done, timeout=PATIENCE_MS)
    look_through_all()  # in a desk what is there stays; here other tests follow


def test_the_list_as_it_is_seen_is_saved_from_its_menu(qtbot, desk, tmp_path):
    visit(qtbot, desk)
    QTest.keyClicks(seen(desk, QLineEdit, "Search")[0], "printer")
    desk.rooms.equipment_room.save_list_requested.emit()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=PATIENCE_MS)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)

    def asking():
        return [one for one in desk.window.findChildren(QFileDialog) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(asking()), timeout=PATIENCE_MS)
    (dialog,) = asking()
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("list.csv")
    dialog.accept()
    qtbot.waitUntil((tmp_path / "list.csv").exists, timeout=PATIENCE_MS)
    text = (tmp_path / "list.csv").read_text("utf-8-sig")
    assert "CEN-0002" in text
    assert "CEN-0001" not in text


@pytest.mark.rows("S54")
def test_from_a_report_a_spare_stands_in_after_two_clicks_and_the_report_tells(qtbot, desk):
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
    qtbot.waitUntil(lambda: bool(came), timeout=PATIENCE_MS)
    rooms._front.open_problem(came[0])
    clicks = 0
    for name in ("Swap in a spare…", "SP-1, Old printer · printer · Central"):
        qtbot.waitUntil(lambda name=name: bool(seen(desk, QPushButton, name)), timeout=PATIENCE_MS)
        QTest.mouseClick(seen(desk, QPushButton, name)[-1], Qt.MouseButton.LeftButton)
        clicks += 1
    assert clicks <= 4
    told = "SP-1, Old printer stands in for it, since today."
    qtbot.waitUntil(lambda: says(desk, told), timeout=PATIENCE_MS)
    rooms._front.open_problem(came[0])
    qtbot.waitUntil(lambda: says(desk, told), timeout=PATIENCE_MS)
    QTest.mouseClick(seen(desk, QPushButton, "Show CEN-0002")[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(seen(desk, QPushButton, "Swap back")), timeout=PATIENCE_MS)


def dialogs():
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]


def press_key(key):
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def has_focus_on(name):
    focus = QApplication.focusWidget()
    return focus is not None and focus.accessibleName() == name


@pytest.mark.rows("S43")
def test_r_opens_the_checklist_of_a_machine_and_ctrl_k_all_that_are_set_up(qtbot, desk, tmp_path):
    with closing(Database.open(DataFolder(tmp_path / "desk").database, now=now)) as database:
        robin = Equipment(database.unit, lambda: item_rules(now().date()), now, "Robin")
        robin.add(Record(Tag("CEN-0003"), "PC by the door", "public PC", "CEN"))
    QTest.mouseClick(seen(desk, QPushButton, "Equipment")[0], Qt.MouseButton.LeftButton)
    desk.rooms.equipment_room.open_item("CEN-0003")
    qtbot.waitUntil(lambda: says(desk, "PC by the door"), timeout=PATIENCE_MS)
    (items,) = seen(desk, QTableView, "Items")
    qtbot.waitUntil(lambda: tag_of(items) == "CEN-0003", timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: bool(seen(desk, QPushButton, "More…")), timeout=PATIENCE_MS)
    QTest.keyClick(items, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: has_focus_on("Begin"), timeout=PATIENCE_MS)
    press_key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: says(desk, "0 of 25 done"), timeout=PATIENCE_MS)
    press_key(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: says(desk, "1 of 25 done"), timeout=PATIENCE_MS)
    seen(desk, QPushButton, "Back to the equipment")[0].click()
    told = "Being set up: 1 of 25 done"
    qtbot.waitUntil(lambda: says(desk, told), timeout=PATIENCE_MS)
    QTest.keyClick(desk.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    (line,) = seen(desk, QLineEdit, "Go to")
    QTest.keyClicks(line, "machines being")
    found = "Machines being set up"
    qtbot.waitUntil(lambda: bool(seen(desk, QPushButton, found)), timeout=PATIENCE_MS)
    seen(desk, QPushButton, found)[0].click()
    qtbot.waitUntil(lambda: says(desk, "1 machine is being set up"), timeout=PATIENCE_MS)
    rows = [
        one
        for one in desk.window.findChildren(QPushButton)
        if one.accessibleName().startswith("CEN-0003") and one.isVisible()
    ]
    rows[0].click()
    qtbot.waitUntil(lambda: bool(seen(desk, QPushButton, "Print…")), timeout=PATIENCE_MS)
    seen(desk, QPushButton, "Print…")[-1].click()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in dialogs()), timeout=PATIENCE_MS)
    for one in dialogs():
        one.reject()
