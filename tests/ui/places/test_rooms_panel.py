"""Rooms and closets on a real SQLite file, seen and used as a person does: by names and keys."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.places import Branch
from libdesk.domain.records import Record
from libdesk.domain.rooms import Condition, Room, RoomKind
from libdesk.services.attachments import Attaching
from libdesk.services.item_gates import Rules
from libdesk.services.places import Places
from libdesk.services.rooms import RoomKeeping
from libdesk.storage.attachment_files import AttachmentFiles
from libdesk.ui.equipment.photo_deeds import PhotosParts
from libdesk.ui.places.library_halves import LibraryHalves
from libdesk.ui.places.rooms_panel import RoomsPanel, RoomsParts
from libdesk.ui.widgets.labels import label
from tests.ui.bench import FileBench

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
RULES = Rules(lambda _record: Dates(), lambda _record: False)
NOTES = "Notes: what is where, what is to be done"
FOUND = "How you found it"
KIND = "What kind of place it is"
NAME = "What it is called"
SAME = "The same room as"
MARKUP = '<img src="file:///etc/passwd"> <b>x'


def focused():
    """Return where the keys go."""
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


class House(FileBench):
    """The panel, used by names."""

    def __init__(self, qtbot, look, folder):
        super().__init__(qtbot, look, folder / "libdesk.sqlite", NOW)
        with self.database.unit(write=True) as unit:
            unit.places.save_branch(Branch("CEN", "Larkmere Central"))
            unit.places.save_branch(Branch("FER", "Ferndale Road"))
            unit.items.add(
                [
                    (Record(Tag(f"L{n}"), f"PC {n}", "public PC", branch, room), Dates())
                    for n, (branch, room) in enumerate(
                        [
                            ("CEN", "Closet 2"),
                            ("CEN", "closet 2"),
                            ("CEN", "Office"),
                            ("FER", "Lobby"),
                        ]
                    )
                ]
            )
        self.rooms = RoomKeeping(self.open_unit, lambda: RULES, lambda: self.now, "IT")
        files = AttachmentFiles(folder / "attachments")
        self.attaching = Attaching(self.open_unit, files, lambda: self.now, "IT")
        places = Places(self.database.unit)
        photos = PhotosParts(self.attaching, lambda: self.now, folder)
        parts = RoomsParts(self.rooms, photos, lambda: places.overview().branches)
        self.panel = RoomsPanel(parts, self.tasks, look)
        self.show(self.panel, (1100, 900))
        assert self.list.count() == 3

    @property
    def list(self):
        return self.panel.findChild(QListWidget)

    def names(self):
        return [self.list.item(row).text() for row in range(self.list.count())]

    def heard(self, name):
        (row,) = [row for row, one in enumerate(self.names()) if one == name]
        return self.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole)

    def choose(self, name):
        self.list.setFocus()
        self.list.setCurrentRow(self.names().index(name))
        self.settle()

    def pick(self, name, words):
        picker = self.get(QComboBox, name)
        picker.setFocus()
        while picker.currentText() != words:
            before = picker.currentIndex()
            QTest.keyClick(picker, Qt.Key.Key_Down)
            assert picker.currentIndex() != before, f"no {words}"

    def room(self, name, branch="CEN"):
        return self.rooms.get(branch, name).line.room


@pytest.fixture
def house(qtbot, look, tmp_path):
    made = House(qtbot, look, tmp_path)
    yield made
    made.close()


@pytest.mark.rows("S58")
def test_the_rooms_that_items_name_are_there_without_being_entered(house):
    assert house.names() == ["Closet 2", "Office", "Lobby"]
    assert house.heard("Closet 2") == "Closet 2 · Larkmere Central · Closet · 2 items"
    assert "L0  PC 0, public PC\nL1  PC 1, public PC" in house.words()
    house.pick("Branch", "Ferndale Road")
    house.settle()
    assert house.names() == ["Lobby"]
    assert house.heard("Lobby") == "Lobby · Room · 1 item"


@pytest.mark.rows("S58")
def test_what_is_found_in_a_closet_is_saved_by_keys(house):
    house.choose("Closet 2")
    house.pick(FOUND, "Messy")
    field = house.type(NOTES, MARKUP, QPlainTextEdit)
    QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    house.settle()
    room = house.room("Closet 2")
    assert (room.kind, room.condition, room.notes) == (RoomKind.CLOSET, Condition.MESSY, MARKUP)
    assert "Saved." in house.words()
    assert "Look it over" in house.heard("Closet 2")
    assert not house.get(QPushButton, "Save").isEnabled()


@pytest.mark.rows("S58")
def test_a_look_is_noted_by_one_press_and_taken_back_by_another(house):
    house.choose("Closet 2")
    house.type(NOTES, "Typed on the way.", QPlainTextEdit)
    house.press("Looked over today")
    room = house.room("Closet 2")
    assert (room.looked_over_on, room.notes) == (NOW.astimezone().date(), "Typed on the way.")
    assert "looked over today" in house.words()
    house.press("Undo")
    assert house.room("Closet 2").id == 0
    house.now += timedelta(days=400)
    house.press("Looked over today")
    assert house.room("Closet 2").looked_over_on == house.now.astimezone().date()


def test_words_stay_while_another_room_is_read(house):
    house.choose("Closet 2")
    house.type(NOTES, "Not saved", QPlainTextEdit)
    house.choose("Office")
    assert house.get(QPlainTextEdit, NOTES).toPlainText() == ""
    house.choose("Closet 2")
    assert house.get(QPlainTextEdit, NOTES).toPlainText() == "Not saved"
    assert "Not saved yet." in house.words()
    house.press("Save")
    assert house.room("Closet 2").notes == "Not saved"


def test_somebody_elses_notes_are_told_and_mine_are_kept_by_another_save(house):
    saved = house.rooms.save(Room("CEN", "Office", notes="Mine."))
    house.panel.read()
    house.settle()
    house.choose("Office")
    house.type(NOTES, "Newer.", QPlainTextEdit)
    house.rooms.save(replace(saved, notes="Theirs."))
    house.press("Save")
    assert "Theirs." in house.words()
    assert house.get(QPlainTextEdit, NOTES).toPlainText() == "Newer."
    house.press("Save")
    assert house.room("Office").notes == "Newer."


def test_a_room_is_renamed_with_its_items_and_back(house):
    house.choose("Closet 2")
    assert "Items write it in several ways" in house.words()
    house.type(NAME, "Store")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    house.settle()
    assert house.names() == ["Office", "Store", "Lobby"]
    assert "It is called “Store” now, and 2 items with it." in house.words()
    assert house.list.currentItem().text() == "Store"
    house.press("Undo")
    assert house.names() == ["Closet 2", "Office", "Lobby"]
    assert house.list.currentItem().text() == "Closet 2"


def test_two_rooms_are_brought_together_and_parted_again(house):
    house.choose("Closet 2")
    house.pick(SAME, "Office")
    house.press("Bring together")
    assert house.names() == ["Office", "Lobby"]
    assert "3 items" in house.heard("Office")
    house.press("Undo")
    assert house.names() == ["Closet 2", "Office", "Lobby"]


def test_a_name_that_another_room_has_is_told_beside_it(house):
    house.choose("Closet 2")
    field = house.type(NAME, "office")
    house.press("Rename")
    assert "bring them together" in house.words()
    assert focused() is field
    assert "bring them together" in field.accessibleDescription()


def test_a_rename_waits_for_what_is_not_saved(house):
    house.choose("Closet 2")
    house.type(NOTES, "Cables.", QPlainTextEdit)
    house.type(NAME, "Store")
    house.press("Rename")
    assert "Save first what you typed" in house.words()
    assert house.names()[0] == "Closet 2"


def test_an_empty_closet_is_added_removed_and_back(house):
    house.type("Name of the new room", "Attic closet")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    house.settle()
    assert house.list.currentItem().text() == "Attic closet"
    assert house.room("Attic closet").kind is RoomKind.CLOSET
    house.press("Remove this room")
    assert "Attic closet" not in house.names()
    house.press("Undo")
    assert "Attic closet" in house.names()


def test_a_new_room_without_a_name_is_told(house):
    house.press("Add room")
    assert "Please type what the room is called." in house.words()


@pytest.mark.rows("S58")
def test_a_photo_of_a_room_that_only_items_name_keeps_the_room(house):
    house.choose("Office")
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QApplication.clipboard().setImage(image)
    house.get(QPushButton, "Add photos or PDF…").setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    house.qtbot.waitUntil(lambda: house.rooms.get("CEN", "Office").line.files == 1)
    house.qtbot.waitUntil(lambda: "1 photo" in house.heard("Office"))


def test_a_database_that_is_away_is_told_and_asked_again(house):
    house.is_away = True
    house.panel.read()
    house.settle()
    assert "The database is away." in house.words()
    house.type("Name of the new room", "Attic")
    house.press("Add room")
    house.is_away = False
    house.press("Try again")
    # It still stands beside the name that was not added.
    assert house.words().count("The database is away") == 1
    assert house.names() == ["Closet 2", "Office", "Lobby"]


def test_where_no_room_is_known_that_is_said(house):
    with house.database.unit(write=True) as unit:
        unit.items.remove(list(unit.items.ids()))
    house.panel.read()
    house.settle()
    assert house.names() == []
    assert "No room is known here yet." in house.words()


def test_enter_goes_in_where_there_is_room_for_one_only(house):
    house.panel.resize(500, 800)
    house.list.setFocus()
    QTest.keyClick(house.list, Qt.Key.Key_Return)
    assert house.get(QPushButton, "Back to the list")
    assert not house.list.isVisible()
    house.press("Back to the list")
    assert house.list.isVisible()


def test_the_rooms_are_made_when_somebody_first_wants_them(plain_program, qtbot, look):
    made = []

    def make():
        made.append(1)
        page = QWidget()
        label("Rooms stand here").setParent(page)
        return page

    halves = LibraryHalves(label("What forms show stands here"), make, look)
    qtbot.addWidget(halves)
    halves.show()
    assert made == []
    for name in ("Rooms and closets", "What forms show", "Rooms and closets"):
        (chip,) = [one for one in halves.findChildren(QPushButton) if one.accessibleName() == name]
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
        shown = [one.text() for one in halves.findChildren(QLabel) if one.isVisible()]
        assert shown == [
            "Rooms stand here" if name.startswith("Rooms") else "What forms show stands here"
        ]
    assert made == [1]
