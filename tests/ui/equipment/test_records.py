"""One item: its record, the form for it, a new one, and what was changed taken back."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from libdesk.domain.money import Money
from libdesk.domain.records import DiskKind, Role
from libdesk.domain.statuses import Status
from libdesk.services.equipment import Equipment
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.picker import Picker
from tests.ui.equipment.conftest import RULES

CONTROL = Qt.KeyboardModifier.ControlModifier
PRINTER, SCREEN, STAIRS = "FER-0002", "CEN-0003", "CEN-0001"


def save(room):
    room.key(Qt.Key.Key_S, CONTROL)


def described(room, name, kind=QLineEdit):
    return room.get(kind, name).accessibleDescription()


def form_is_open(room):
    return bool(room.seen(QLineEdit, "Serial number"))


@pytest.mark.rows("S55")
def test_a_record_tells_what_is_known_and_nothing_else(room):
    room.keys("j")
    words = room.words()
    assert "FER-0002\nPrinter at the desk\nIn use · Ferndale Road" in words
    assert "Out of warranty since 3 Mar 2026" in words
    assert room.seen(QWidget, "Out of warranty since 3 Mar 2026")
    assert "Last seen on\n2 Nov 2026" in words
    for unknown in ("Processor", "Price", "Notes", "The only one like it here"):
        assert unknown not in words


def test_every_kind_of_value_is_worded(room):
    record = room.record(STAIRS)
    room.colleague.save(
        replace(
            record,
            role=Role.CATALOG,
            memory_gb=16,
            disk_kind=DiskKind.SSD,
            tpm=True,
            new_certificate=False,
            price=Money(123_450),
            is_only_one=True,
            notes="Came with the grant.",
            custom={"Wall box": "B-12"},
        )
    )
    room.key(Qt.Key.Key_F5)
    words = room.words()
    for pair in (
        "Used by or for\nCatalog only",
        "Memory in GB\n16 GB",
        "Kind of disk\nSSD",
        "Has TPM 2.0\nYes",
        "Secure Boot certificate of 2023\nNo",
        "Price\n$1,234.50",
        "The only one like it here\nYes",
        "Notes\nCame with the grant.",
        "Fields of our own\nWall box\nB-12",
    ):
        assert pair in words
    assert "Memory in GB: 16 GB" in words
    assert "Changed by Robin" in words
    assert "Added by Robin" in words


def test_others_add_their_cards(room):
    def card(chosen):
        made = QWidget()
        label(f"Reports about {chosen.record.tag}").setParent(made)
        return made

    room.card = card
    room.keys("j")
    assert "Reports about FER-0002" in "\n".join(
        one.text() for one in room.page.findChildren(QLabel)
    )


def test_enter_goes_to_the_record_and_esc_back(room):
    room.key(Qt.Key.Key_Return)
    assert room.focus is room.get(QPushButton, "Change…")
    room.key(Qt.Key.Key_Escape)
    assert room.focus is room.list


def test_an_item_is_changed_and_the_change_is_taken_back(room):
    room.keys("e")
    assert room.get(QLineEdit, "Name").hasFocus()
    room.type("Name", "Catalog by the lift")
    room.type("Bought on", "3 Dec 2024")
    room.type("Price", "459.5")
    room.choose("Branch", "Ferndale Road")
    room.choose("Has TPM 2.0", "Yes")
    room.type("Notes", "A note", QPlainTextEdit)
    save(room)
    found = room.record(STAIRS)
    assert (found.name, found.branch) == ("Catalog by the lift", "FER")
    assert found.bought_on == date(2024, 12, 3)
    assert found.price == Money(45_950)
    assert found.tpm is True
    assert found.notes == "A note"
    assert not form_is_open(room)
    assert room.focus is room.list
    assert "CEN-0001 is changed." in room.words()
    assert "Name: from “Catalog by the stairs” to “Catalog by the lift”" in room.words()
    room.keys("u")
    assert room.record(STAIRS).name == "Catalog by the stairs"
    assert "Taken back" in room.words()
    assert "CEN-0001 is changed." not in room.words()
    room.keys("u")
    assert room.record(STAIRS).name == "Catalog by the stairs"


def test_a_double_click_changes_an_item(room):
    place = room.list.visualRect(room.list.model().index(2, 1)).center()
    view = room.list.viewport()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    room.settle()
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=place)
    room.settle()
    assert room.get(QLineEdit, "Label").text() == SCREEN


def test_a_day_is_shown_as_it_was_understood(room):
    room.keys("e")
    room.type("Last seen on", "today")
    room.get(QLineEdit, "Name").setFocus()
    assert room.get(QLineEdit, "Last seen on").text() == "2026-11-23"


def test_what_e_rate_pays_for_is_said_to_be_kept(room):
    told = "Keep it until at least 2029-03-01, and write “E-rate” as the reason."
    room.keys("e")
    room.type("Bought on", "2024-03-01")
    assert told not in room.words()
    room.type("Paid by", "E-rate")
    assert told in room.words()
    room.type("Bought on", "2024-")
    assert told not in room.words(), "a day that is still being typed"
    room.type("Bought on", "2024-03-01")
    room.type("Keep until at least", "2029-03-01")
    assert told not in room.words()


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("Label", PRINTER, "Printer at the desk has the label FER-0002 already."),
        ("Kind", "", "Please say what it is"),
        ("Warranty until", "some day", "is no day such as 2026-11-30."),
        ("Memory in GB", "much", "is no whole number."),
    ],
)
def test_a_refusal_stands_beside_its_field(room, field, typed, told):
    room.keys("e")
    room.get(QLineEdit, field).clear()
    room.get(QPushButton, "Save").setEnabled(True)
    room.type(field, typed or " ")
    save(room)
    assert told in room.words()
    assert told in described(room, field)
    assert room.get(QLineEdit, field).hasFocus()
    assert form_is_open(room)


def test_what_others_have_is_completed(room):
    room.keys("e")
    model = room.get(QLineEdit, "Kind").completer().model()
    kinds = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert kinds == ["printer", "public PC", "screen", "server"]


def test_only_allowed_statuses_are_offered(room):
    room.page.open_item(room.record("CEN-0004").id)
    room.settle()
    room.keys("e")
    status = room.get(Picker, "Status")
    assert [status.itemText(at) for at in range(status.count())] == ["Gone"]


def test_a_new_item_gets_the_next_label_and_is_looked_at(room):
    room.keys("n")
    assert room.get(QLineEdit, "Label").text() == "CEN-0005"
    assert room.get(QLineEdit, "Kind").hasFocus()
    room.keys("scanner")
    save(room)
    found = room.record("CEN-0005")
    assert (found.kind, found.name, found.status) == ("scanner", "scanner", Status.IN_USE)
    assert room.current() == found.id
    assert "CEN-0005 is in the list." in room.words()
    room.press("Undo")
    assert "CEN-0005" not in room.tags()


def test_a_label_that_was_only_offered_is_not_kept(room):
    room.keys("n")
    room.key(Qt.Key.Key_Escape)
    room.add("CEN-0005")
    room.keys("n")
    assert room.get(QLineEdit, "Label").text() == "CEN-0006"


def test_words_for_a_new_item_are_kept_when_it_is_left(room):
    room.keys("n")
    room.keys("scanner")
    room.key(Qt.Key.Key_Escape)
    room.keys("n")
    assert room.get(QLineEdit, "Kind").text() == "scanner"
    save(room)
    room.keys("n")
    assert room.get(QLineEdit, "Kind").text() == ""


def test_what_was_typed_is_put_aside_by_esc_and_told(room):
    room.keys("e")
    room.type("Name", "Half a na")
    room.key(Qt.Key.Key_Escape)
    assert "You began to change this." in room.words()
    room.keys("j")
    assert "You began to change this." not in room.words()
    room.keys("k")
    room.press("Go on writing")
    assert room.get(QLineEdit, "Name").text() == "Half a na"
    room.press("Cancel")
    room.press("Throw it away")
    assert "You began to change this." not in room.words()
    room.keys("e")
    assert room.get(QLineEdit, "Name").text() == "Catalog by the stairs"


def test_going_to_another_item_puts_the_form_aside(room):
    room.keys("e")
    room.type("Name", "Half a na")
    room.list.setFocus()
    room.key(Qt.Key.Key_Down)
    assert not form_is_open(room)
    room.key(Qt.Key.Key_Up)
    assert "You began to change this." in room.words()


def test_the_keys_are_shown_over_a_form_and_leave_it_as_it_was(room):
    room.keys("e")
    room.type("Name", "Half a na")
    room.get(QPushButton, "Cancel").setFocus()
    room.keys("?")
    assert not form_is_open(room)
    room.press("Close")
    assert room.get(QLineEdit, "Name").text() == "Half a na"
    assert room.get(QLineEdit, "Name").hasFocus()
    room.get(QPushButton, "Cancel").setFocus()
    room.keys("?")
    room.keys("?")
    assert room.get(QLineEdit, "Name").text() == "Half a na"


@pytest.mark.parametrize("key", [Qt.Key.Key_B, Qt.Key.Key_M, Qt.Key.Key_Return])
def test_a_form_is_put_aside_by_whatever_opens_in_its_place(room, key):
    room.keys("e")
    room.type("Name", "Half a na")
    room.list.setFocus()
    room.key(key)
    room.key(Qt.Key.Key_Escape)
    assert "You began to change this." in room.words()
    room.keys("e")
    assert room.get(QLineEdit, "Name").text() == "Half a na"


def test_a_long_history_is_told_in_part(room):
    for number in range(31):
        room.colleague.save(replace(room.record(STAIRS), room=f"Room {number}"))
    room.key(Qt.Key.Key_F5)
    assert "2 older changes are kept." in room.words()
    assert "to “Room 30”" in room.words()


def test_fields_of_our_own_are_added_and_shown(room):
    room.keys("e")
    room.press("Add a field of our own")
    assert room.get(QLineEdit, "Name of the field").hasFocus()
    room.keys("Wall box")
    room.type("Value of the field", "B-12")
    save(room)
    assert room.record(STAIRS).custom == {"Wall box": "B-12"}
    assert "Wall box: B-12" in room.words()
    room.keys("e")
    assert room.get(QLineEdit, "Wall box").text() == "B-12"
    room.type("Wall box", "C-1")
    save(room)
    assert room.record(STAIRS).custom == {"Wall box": "C-1"}


def test_a_field_of_our_own_that_was_put_aside_comes_back(room):
    room.keys("e")
    room.press("Add a field of our own")
    room.keys("Wall box")
    room.type("Value of the field", "B-12")
    room.key(Qt.Key.Key_Escape)
    room.keys("e")
    assert room.get(QLineEdit, "Name of the field").text() == "Wall box"
    assert room.get(QLineEdit, "Value of the field").text() == "B-12"


def is_in_sight(room, name):
    button = room.get(QPushButton, name)
    return not button.visibleRegion().isEmpty()


def disputed(room):
    """Let a colleague be first."""
    room.keys("e")
    room.type("Name", "Mine")
    room.colleague.save(replace(room.record(STAIRS), room="Attic"))
    save(room)
    assert "by Robin" in room.words()
    room.qtbot.waitUntil(lambda: is_in_sight(room, "Keep mine"))


def test_a_conflict_keeps_mine_over_theirs_and_what_they_set_too(room):
    disputed(room)
    room.press("Keep mine")
    found = room.record(STAIRS)
    assert (found.name, found.room) == ("Mine", "Attic")


def test_a_conflict_lets_look_first(room):
    disputed(room)
    room.press("Look at the change")
    assert room.get(QLineEdit, "Room or spot").text() == "Attic"
    assert "Name: Mine" in room.words()
    room.press("Keep mine")
    found = room.record(STAIRS)
    assert (found.name, found.room) == ("Mine", "Attic")


def test_a_change_that_cannot_be_read_leaves_what_was_typed(room):
    disputed(room)
    room.database.broken.start("The database is away.", times=1)
    room.press("Look at the change")
    assert "The database is away." in room.words()
    assert room.get(QLineEdit, "Name").text() == "Mine"


def test_an_undo_over_a_newer_change_is_told(room):
    room.keys("e")
    room.type("Name", "Mine")
    save(room)
    room.colleague.save(replace(room.record(STAIRS), room="Attic"))
    room.keys("u")
    assert "CEN-0001 was changed since" in room.words()
    assert room.record(STAIRS).name == "Mine"


def test_nothing_changed_is_nothing_to_undo(room):
    room.keys("e")
    room.type("Name", "Catalog by the stairs")
    save(room)
    assert not form_is_open(room)
    assert not room.seen(QPushButton, "Undo")


def test_the_form_cannot_be_opened_while_the_database_is_away(room):
    room.database.broken.start("The database is away.", times=1)
    room.keys("e")
    assert "The database is away." in room.words()
    assert not form_is_open(room)


def test_an_item_that_is_gone_meanwhile_is_told(room):
    change = room.colleague.add(replace(room.record(STAIRS), tag="CEN-9", id=0)).change
    room.page.hide()
    room.page.show()
    room.settle()
    row = room.tags().index("CEN-9")
    room.colleague.undo(change)
    room.list.setCurrentIndex(room.list.model().index(row, 0))
    room.settle()
    assert "This item is not in the list any more." in room.words()


def test_large_text_leaves_room_for_one_thing_at_a_time(empty):
    empty.add("A-1", name="One")
    empty.open(size=(620, 700))
    assert not empty.seen(QPushButton, "Change…")
    empty.key(Qt.Key.Key_Return)
    assert empty.seen(QPushButton, "Change…")
    empty.press("Back to the list")
    assert empty.list.isVisible()
    empty.keys("e")
    assert form_is_open(empty)
    empty.key(Qt.Key.Key_Escape)
    assert empty.list.isVisible()


def test_history_tells_how_items_came_and_went(room):
    other = Equipment(room.database, lambda: RULES, room.hands, "")
    other.save(replace(room.record(STAIRS), kind="catalog"))
    room.key(Qt.Key.Key_F5)
    assert "Kind: from “public PC” to “catalog”" in room.words()
