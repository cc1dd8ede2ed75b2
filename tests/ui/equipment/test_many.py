"""Many items at once: any field, a status, a place; one change, and one undo."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from libdesk.domain.records import DiskKind
from libdesk.domain.requirements import About, Requirement, Says
from libdesk.domain.statuses import Status
from libdesk.ui.widgets.picker import Picker

CONTROL = Qt.KeyboardModifier.ControlModifier
PRINTER, SCREEN, STAIRS = "FER-0002", "CEN-0003", "CEN-0001"
EVERY = (STAIRS, PRINTER, SCREEN)


def funders(room):
    return [room.record(tag).funder for tag in EVERY]


def statuses(room):
    return {room.record(tag).status for tag in EVERY}


@pytest.fixture
def chosen(room):
    """All three items are chosen."""
    room.key(Qt.Key.Key_A, CONTROL)
    return room


@pytest.mark.rows("S56")
def test_a_field_is_set_for_all_and_taken_back_at_once(chosen):
    chosen.keys("b")
    assert chosen.get(Picker, "What to set").hasFocus()
    chosen.type("Paid by, new value", "A grant")
    chosen.press("Set for 3 items")
    assert funders(chosen) == ["A grant"] * 3
    assert "3 items are changed." in chosen.words()
    assert "Changed with 2 others by Sam" in chosen.words()
    assert len(chosen.equipment.changes()) == 5
    chosen.keys("u")
    assert funders(chosen) == ["Friends", "", ""]


def pick_field(room, name, row=-1):
    picker = room.seen(Picker, "What to set")[row]
    picker.setCurrentIndex(picker.findText(name))
    picker.activated.emit(picker.currentIndex())
    room.settle()


def test_what_was_so_already_is_told_to_be_unchanged(chosen):
    for _ in range(2):
        chosen.key(Qt.Key.Key_A, CONTROL)
        chosen.keys("b")
        chosen.type("Paid by, new value", "A grant")
        chosen.press("Set for 3 items")
    assert "Nothing is changed: it was so already." in chosen.words()
    assert len(chosen.equipment.changes()) == 5
    chosen.press("Change these")
    chosen.type("Paid by, new value", "A gift")
    chosen.press("Set for 3 items")
    assert "Nothing is changed" not in chosen.words()


@pytest.mark.rows("S60")
def test_a_system_that_another_system_forbids_is_warned_of_and_can_be_set(chosen):
    chosen.requirements.save(
        Requirement("the catalog system", About.SYSTEM, "Windows 11", Says.FORBIDS_FROM, "26H2")
    )
    warning = "The catalog system does not work with Windows 11 26H2 and later."
    chosen.keys("b")
    pick_field(chosen, "System")
    chosen.type("System, new value", "Windows 11")
    chosen.settle()
    assert f"{warning} It depends on the version: write it down." in chosen.words()
    chosen.press("Another field")
    pick_field(chosen, "Version")
    chosen.type("Version, new value", "25H2")
    chosen.settle()
    assert warning not in chosen.words()
    chosen.type("Version, new value", "26H2")
    chosen.settle()
    assert warning in chosen.words()
    assert "depends on the version" not in chosen.words()
    chosen.press("Set for 3 items")
    assert chosen.record(SCREEN).system_version == "26H2"


@pytest.mark.rows("S60")
def test_another_version_is_held_against_what_the_chosen_ones_run(room):
    room.requirements.save(
        Requirement("the catalog system", About.SYSTEM, "Windows 11", Says.FORBIDS_FROM, "26H2")
    )
    room.add("CEN-0005", name="A new one", branch="CEN", system="Windows 11")
    room.page.read()
    room.settle()
    room.key(Qt.Key.Key_A, CONTROL)
    room.keys("b")
    pick_field(room, "Version")
    room.type("Version, new value", "26H2")
    room.settle()
    assert "The catalog system does not work with Windows 11 26H2" in room.words()
    pick_field(room, "Paid by")
    assert "does not work with" not in room.words()


def test_several_fields_are_set_together(chosen):
    chosen.press("Change these")
    chosen.type("Paid by, new value", "A grant")
    chosen.press("Another field")
    pickers = chosen.seen(Picker, "What to set")
    assert pickers[1].hasFocus()
    pickers[1].setCurrentIndex(pickers[1].findText("Warranty until"))
    pickers[1].activated.emit(pickers[1].currentIndex())
    chosen.type("Warranty until, new value", "2027-01-31")
    chosen.key(Qt.Key.Key_S, CONTROL)
    assert chosen.record(SCREEN).warranty_until == date(2027, 1, 31)
    assert funders(chosen) == ["A grant"] * 3


@pytest.mark.parametrize(
    ("field", "kind"),
    [("Notes", QPlainTextEdit), ("Branch", Picker), ("Has TPM 2.0", Picker), ("Model", QLineEdit)],
)
def test_each_field_is_set_with_what_fits_it(chosen, field, kind):
    chosen.keys("b")
    chosen.choose("What to set", field)
    assert chosen.seen(kind, f"{field}, new value")


def test_a_choice_is_set_for_all(chosen):
    chosen.keys("b")
    chosen.choose("What to set", "Branch")
    chosen.choose("Branch, new value", "Ferndale Road")
    chosen.press("Set for 3 items")
    assert {chosen.record(tag).branch for tag in EVERY} == {"FER"}


def test_a_refusal_stands_beside_the_field(chosen):
    chosen.keys("b")
    chosen.choose("What to set", "Memory in GB")
    chosen.type("Memory in GB, new value", "much")
    chosen.press("Set for 3 items")
    edit = chosen.get(QLineEdit, "Memory in GB, new value")
    assert "is no whole number." in edit.accessibleDescription()
    assert edit.hasFocus()
    chosen.choose("What to set", "Model")
    assert "is no whole number." not in chosen.words()


def test_esc_sets_nothing(chosen):
    chosen.keys("b")
    chosen.type("Paid by, new value", "A grant")
    chosen.key(Qt.Key.Key_Escape)
    assert chosen.focus is chosen.list
    assert funders(chosen) == ["Friends", "", ""]
    assert len(chosen.list.selected_keys()) == 3


def test_nothing_is_chosen_so_nothing_opens(empty):
    empty.open()
    empty.get(QPushButton, "New item").setFocus()
    empty.keys("bme")
    assert not empty.seen(QPushButton, "Cancel")


def test_only_moves_that_all_may_make_are_offered(chosen):
    chosen.colleague.save(replace(chosen.record(PRINTER), status=Status.IN_REPAIR))
    chosen.press("Move these")
    assert chosen.seen(QPushButton, "Spare")
    assert chosen.seen(QPushButton, "Gone")
    assert not chosen.seen(QPushButton, "Lost or stolen")
    assert not chosen.seen(QPushButton, "On order")
    chosen.press("Spare")
    chosen.press("Set for 3 items")
    assert statuses(chosen) == {Status.SPARE}


def test_a_place_is_set_with_a_status(room):
    room.keys("m")
    assert room.get(QPushButton, "Ready").hasFocus()
    room.press("Spare")
    room.choose("Branch", "Ferndale Road")
    room.type("Room or spot", "Closet")
    room.press("Set for 1 item")
    found = room.record(STAIRS)
    assert (found.status, found.branch, found.room) == (Status.SPARE, "FER", "Closet")
    assert "CEN-0001 is changed." in room.words()
    assert "Changed by Sam" in room.words()
    room.press("Undo")
    assert room.record(STAIRS).branch == "CEN"


def test_a_place_alone_leaves_the_status(room):
    room.press("Move…")
    room.type("Room or spot", "Closet")
    room.press("Set for 1 item")
    found = room.record(STAIRS)
    assert (found.status, found.branch, found.room) == (Status.IN_USE, "CEN", "Closet")


def test_something_has_to_be_chosen(room):
    room.keys("m")
    room.press("Spare")
    room.press("Spare")
    room.press("Set for 1 item")
    assert "Choose what is to be set" in room.words()


def test_a_list_that_was_wrong_is_corrected(room):
    room.page.open_item(room.record("CEN-0004").id)
    room.settle()
    room.keys("m")
    assert not room.seen(QPushButton, "In use")
    room.press("The list was wrong: offer every status")
    room.press("In use")
    room.press("Set for 1 item")
    assert room.record("CEN-0004").status is Status.IN_USE


def test_what_holds_data_may_not_go(room):
    room.colleague.save(replace(room.record(STAIRS), disk_kind=DiskKind.SSD))
    room.key(Qt.Key.Key_F5)
    room.keys("m")
    room.press("Gone")
    room.press("Set for 1 item")
    assert "CEN-0001 holds data." in room.words()
    assert room.record(STAIRS).status is Status.IN_USE


def test_a_colleague_was_first_and_mine_is_kept(chosen):
    chosen.keys("b")
    chosen.type("Paid by, new value", "A grant")
    chosen.colleague.save(replace(chosen.record(SCREEN), room="Attic"))
    chosen.press("Set for 3 items")
    assert "by Robin" in chosen.words()
    chosen.press("Keep mine")
    assert funders(chosen) == ["A grant"] * 3
    assert chosen.record(SCREEN).room == "Attic"


def test_a_colleague_was_first_and_is_looked_at(chosen):
    chosen.keys("b")
    chosen.type("Paid by, new value", "A grant")
    chosen.colleague.save(replace(chosen.record(SCREEN), name="Theirs"))
    chosen.press("Set for 3 items")
    chosen.press("Look at the change")
    assert "Theirs" in [row.partition(" ")[2] for row in chosen.rows()]
    chosen.press("Set for 3 items")
    assert funders(chosen) == ["A grant"] * 3
