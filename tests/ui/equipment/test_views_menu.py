"""The views above the list: chosen, kept, renamed, ordered, removed and put back, by keys."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from libdesk.domain.item_lists import ItemColumn, ItemFilter, ItemOrder
from libdesk.domain.item_views import SHIPPED
from libdesk.services.errors import Unavailable
from libdesk.services.item_views import ItemViewList
from libdesk.services.kept_views import KeptView
from libdesk.ui.equipment.view_picker import ViewPicker
from libdesk.ui.equipment.view_words import view_words
from libdesk.ui.equipment.views_menu import ViewsMenu
from tests.services.memory_database import MemoryDatabase
from tests.ui.bench import Bench

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
TWICE = ItemFilter(same_serial=True)
SEEN = ItemOrder(ItemColumn.SEEN)


class Room(Bench):
    """The menu above a list that shows whatever it is asked for."""

    def __init__(self, qtbot, look):
        super().__init__(qtbot, look)
        self.database = MemoryDatabase()
        self.views = ItemViewList(self.database, lambda: NOW)
        self.menu = ViewsMenu(self.tasks, self.views, look, NOW.date)
        self.chosen: list[str] = []
        self.failed: list[Exception] = []
        self.menu.view_chosen.connect(self.on_chosen)
        self.menu.failed.connect(self.failed.append)
        self.show(self.menu, (640, 160))
        self.menu.read()
        self.show_query(ItemFilter(), ItemOrder())
        self.settle()

    def on_chosen(self, view):
        self.chosen.append(view.name)
        self.show_query(view.filter.on(NOW.date()), view.order)

    def show_query(self, filter_, order):
        self.menu.show_query(filter_, order)

    @property
    def picker(self):
        return self.menu.findChild(ViewPicker)

    def names(self):
        return [self.picker.itemText(row) for row in range(self.picker.count())]

    def pick(self, name):
        """Choose by keys: the first letters, as in any list."""
        self.picker.setFocus()
        self.picker.setCurrentIndex(0)
        row = self.names().index(name)
        for _ in range(row):
            QTest.keyClick(self.picker, Qt.Key.Key_Down)
        self.settle()

    def button(self, name):
        return self.get(QPushButton, name)

    def act(self, name):
        (one,) = [one for one in self.menu.findChildren(QAction) if one.text() == name]
        assert one.isEnabled()
        one.trigger()
        self.settle()

    @property
    def line(self):
        return self.menu.findChild(QLineEdit)

    def enter(self, words, key=Qt.Key.Key_Return):
        """Type into the line for a name, and end with a key."""
        self.line.selectAll()
        QTest.keyClicks(self.line, words)
        QTest.keyClick(self.line, key)
        self.settle()

    def keep(self, name, filter_=TWICE, order=SEEN):
        self.show_query(filter_, order)
        self.press("Save view…")
        self.enter(name)


@pytest.fixture
def room(qtbot, look):
    made = Room(qtbot, look)
    yield made
    made.close()


def own(room):
    return [one.name for one in room.views.list_views() if not one.is_shipped]


def test_the_shipped_views_are_offered_and_what_is_shown_is_named(room):
    assert room.names() == [one.name for one in SHIPPED]
    assert room.picker.currentText() == room.menu.shown_name() == "Everything here"
    assert not room.button("This view…").isEnabled()


def test_every_shipped_view_has_its_words(room):
    for entry in room.views.list_views():
        assert view_words(replace(entry, name="another")) == entry.name


def test_a_view_is_chosen_by_keys(room):
    room.pick("To be replaced within a year")
    assert room.chosen[-1] == "To be replaced within a year"
    assert room.menu.shown_name() == "To be replaced within a year"
    room.show_query(TWICE, SEEN)
    assert room.picker.currentText() == "To be replaced within a year, changed"
    assert room.menu.shown_name() == ""


def test_what_is_shown_is_kept_under_a_name(room, heard):
    room.keep("Look after these")
    assert own(room) == ["Look after these"]
    assert room.picker.currentText() == "Look after these"
    assert room.menu.focusWidget() is room.picker
    assert not room.line.isVisibleTo(room.menu)
    assert any("Look after these" in one.words for one in heard)
    assert room.button("This view…").isEnabled()


def test_a_name_that_cannot_be_is_told_beside_it_and_stays(room):
    room.press("Save view…")
    assert room.menu.focusWidget() is room.line
    room.enter("spares")
    assert "There is a view “spares” already" in room.words()
    assert room.line.text() == "spares"
    assert room.menu.focusWidget() is room.line
    QTest.keyClick(room.line, Qt.Key.Key_Escape)
    assert not room.line.isVisibleTo(room.menu)
    assert room.menu.focusWidget() is room.picker
    assert own(room) == []


def test_a_view_is_renamed_and_saved_over(room):
    room.keep("One")
    room.act("Rename…")
    assert room.line.text() == "One"
    room.enter("First")
    assert own(room) == ["First"]
    room.show_query(ItemFilter(words=("dell",)), SEEN)
    assert room.picker.currentText() == "First, changed"
    room.act("Save what is shown under this name")
    assert "“First” shows this from now on." in room.words()
    assert room.menu.shown_name() == "First"
    assert room.views.list_views()[-1].view.filter.words == ("dell",)


def test_own_views_are_ordered(room):
    room.keep("One")
    room.keep("Two", ItemFilter(words=("two",)))
    room.act("Move up")
    assert own(room) == ["Two", "One"]
    assert room.picker.currentText() == "Two"
    room.act("Move down")
    assert own(room) == ["One", "Two"]


def test_a_removed_view_is_put_back_by_one_key(room):
    room.keep("One")
    room.act("Remove")
    assert own(room) == []
    assert "“One” is removed." in room.words()
    assert room.picker.currentText() == "Not saved"
    assert room.menu.focusWidget() is room.button("Put the view back")
    QTest.keyClick(room.menu.focusWidget(), Qt.Key.Key_Space)
    room.settle()
    assert own(room) == ["One"]
    assert room.picker.currentText() == "One"
    assert "“One” is back." in room.words()


def test_who_is_second_is_told(room):
    room.keep("One")
    entry = room.views.list_views()[-1]
    room.views.rename(entry.id, "Elsewhere", entry.version)
    room.act("Remove")
    assert "meanwhile at another desk" in room.words()
    assert room.picker.currentText() == "Elsewhere"


def test_a_view_of_a_newer_libdesk_is_told_and_can_be_removed(room):
    with room.database(write=True) as unit:
        unit.item_views.add(KeptView("own-7", "Map", {"map": True}))
    room.menu.read()
    room.settle()
    room.pick("Map")
    assert "made by a newer LibDesk" in room.words()
    assert "Map" not in room.chosen
    room.act("Remove")
    assert own(room) == []


def test_what_the_surroundings_do_goes_to_the_page(room):
    room.database.broken.start("The database is away.")
    room.menu.read()
    room.settle()
    (error,) = room.failed
    assert isinstance(error, Unavailable)
