"""The room that reads lists in and saves them, put together as at the desk."""

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMainWindow

from libdesk.app.import_room import ImportRoom
from libdesk.app.item_rules import item_rules, kind_words
from libdesk.app.late_database import LateDatabase
from libdesk.app.site import now
from libdesk.app.tour_imports import import_pages
from libdesk.app.walking import Album
from libdesk.services.item_import import ItemImport
from libdesk.storage.database import Database
from libdesk.ui.imports.import_dialog import ImportDialog
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from tests.storage.made import SetClock

WAIT_MS = 30_000


TODAY = now().date()


class Room:
    """The room in a window of its own, and what it says."""

    def __init__(self, app, qtbot, tmp_path):
        self.app, self.qtbot = app, qtbot
        target = tmp_path / "libdesk.sqlite"
        Database.open(target, now=SetClock()).close()
        self.database = LateDatabase(target)
        self.tasks, self.look = Tasks(), Theme(app, dark=False)
        self.window = QMainWindow()
        self.window.show()
        memory = QSettings(str(tmp_path / "memory.ini"), QSettings.Format.IniFormat)
        self.room = ImportRoom(
            tmp_path / "import-maps",
            (self.database, self.tasks),
            self.window,
            self.look,
            memory,
            lambda: ItemImport(self.database, lambda: item_rules(TODAY), now, "IT", kind_words),
        )
        self.told: list[str] = []
        self.refused: list[str] = []
        self.changes: list[int] = []
        self.room.told.connect(self.told.append)
        self.room.refused.connect(self.refused.append)
        self.room.changed.connect(lambda: self.changes.append(1))

    def dialog(self):
        return self.window.findChild(ImportDialog)

    def wait(self, until):
        self.qtbot.waitUntil(until, timeout=WAIT_MS)

    def read(self, source, button="Read 2 rows in"):
        """Read a list in by the window, and close it."""
        self.room.open()
        dialog = self.dialog()
        dialog.open_file(source)
        self.press(button)
        self.wait(lambda: bool(self.changes))
        self.press("Close")

    def press(self, name):
        def is_there():
            return any(
                one.isVisible() and one.isEnabled() and one.accessibleName() == name
                for one in self.dialog().findChildren(QAbstractButton)
            )

        self.wait(is_there)
        for one in self.dialog().findChildren(QAbstractButton):
            if one.accessibleName() == name:
                one.click()

    def close(self):
        self.tasks.close(30)
        self.database.close()
        self.window.deleteLater()
        self.look.deleteLater()


@pytest.fixture
def room(plain_program, qtbot, tmp_path):
    made = Room(plain_program, qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Label,Name,Type\nA-1,PC 1,laptop\nA-2,PC 2,laptop\n")
    return path


def test_a_list_comes_in_the_menu_takes_it_back_and_pages_are_told(room, source):
    action = room.room.take_back_action
    assert not action.isEnabled()
    room.read(source)
    room.wait(action.isEnabled)
    assert action.text() == "Take back: list.csv, 2 items"
    action.trigger()
    room.wait(lambda: len(room.changes) == 2)
    assert room.told == ["list.csv was taken back: 2 items as before."]
    room.wait(lambda: action.text() == "Take a list back")
    assert not action.isEnabled()


def test_a_list_of_one_item_is_told_as_one(room, source):
    action = room.room.take_back_action
    source.write_text("Label,Name,Type\nA-1,PC 1,laptop\n")
    room.read(source, "Read 1 row in")
    room.wait(action.isEnabled)
    assert action.text() == "Take back: list.csv, 1 item"
    action.trigger()
    room.wait(lambda: len(room.changes) == 2)
    assert room.told == ["list.csv was taken back: 1 item as before."]


def test_the_window_is_opened_once_and_again_after_it_was_closed(room):
    room.room.open()
    first = room.dialog()
    room.room.open()
    assert room.window.findChildren(ImportDialog) == [first]
    first.reject()
    room.room.open()
    assert any(one.isVisible() for one in room.window.findChildren(ImportDialog))


def save(room, at, path):
    menu = room.room.save_menu()
    menu.actions()[at].trigger()
    (asking,) = (one for one in room.window.findChildren(QFileDialog) if one.isVisible())
    asking.fileSelected.emit(str(path))
    asking.reject()
    room.wait(lambda: bool(room.told or room.refused))
    return [one.text() for one in menu.actions()]


@pytest.mark.parametrize(
    ("at", "name", "start"),
    [
        (0, "a.xlsx", b"PK"),
        (1, "a.csv", b"\xef\xbb\xbfLabel"),
        (2, "b.csv", b"\xef\xbb\xbfAsset Tag"),
    ],
)
def test_a_list_is_saved_in_each_form(room, source, tmp_path, at, name, start):
    room.read(source)
    words = save(room, at, tmp_path / name)
    assert words == ["Excel…", "CSV…", "CSV for Snipe-IT…"]
    assert room.told == [f"Saved: {name}"]
    assert (tmp_path / name).read_bytes().startswith(start)


def test_a_list_that_can_not_be_saved_is_told(room, tmp_path):
    save(room, 1, tmp_path / "gone" / "a.csv")
    assert "can't be written" in room.refused[0]


def test_the_tour_takes_every_pane(room, tmp_path):
    taken = []

    class Taking(Album):
        def take(self, widget, name):
            taken.append((name, widget.size().isEmpty()))

    folder = tmp_path / "tour"
    folder.mkdir()
    for step in import_pages(room.app, room.room, folder, Taking(folder, 1.0), "light"):
        room.wait(step)
    names = ["start", "columns", "questions", "file", "rows", "done"]
    assert taken == [(f"desk-import-{name}-light", False) for name in names]
