"""A new library's first steps, taken in the real windows by names, keys and clicks."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from libdesk.app.desks import Desks
from libdesk.app.parts import Begin, DeskParts
from libdesk.paths import DataFolder
from libdesk.settings import Site

PATIENCE_MS = 20_000
NAME, PHONE = "The library’s name", "The phone for what can’t wait (optional)"
SECOND = "A folder on a stick or another computer (optional)"
SHARE = "The shared folder"


class Hands:
    """Somebody in front of the desk, who counts what they press."""

    def __init__(self, qtbot, app, root, site=None):
        self.qtbot, self.app = qtbot, app
        self.data = DataFolder(root)
        self.site = site or Site()
        self.desks: Desks | None = None
        self.has_ended = False
        self.pressed = 0

    def open(self, **parts):
        usual: dict[str, Any] = {
            "data": self.data,
            "database": self.data.database,
            "site": self.site,
            "collect_every_ms": 200,
            "begin": Begin.OFFER,
        }
        self.has_ended = False
        self.desks = Desks(self.app, DeskParts(**(usual | parts)))
        self.desks.ended.connect(self._on_ended)
        self.desks.open()
        self.qtbot.waitUntil(self._has_rooms, timeout=PATIENCE_MS)
        return self

    def close(self):
        """End the program as a person does: with a closed window alone it goes on collecting."""
        if self.desks is None:
            return
        if not self.has_ended:
            self.desk.quit()
            self.qtbot.waitUntil(lambda: self.has_ended, timeout=PATIENCE_MS)
        assert self.desks.close()
        self.desk.let_go()
        self.desks.deleteLater()
        self.desks = None
        self.app.setQuitOnLastWindowClosed(True)

    def _on_ended(self):
        self.has_ended = True

    def _has_rooms(self):
        return self.desk.rooms is not None

    @property
    def desk(self):
        assert self.desks is not None
        assert self.desks.desk is not None
        return self.desks.desk

    @property
    def window(self):
        return self.desk.window

    @property
    def rooms(self):
        assert self.desk.rooms is not None
        return self.desk.rooms

    def texts(self):
        return " ".join(one.text() for one in self.window.findChildren(QLabel) if one.isVisible())

    def sees(self, words):
        return words in self.texts()

    def wait_for(self, words):
        self.qtbot.waitUntil(lambda: self.sees(words), timeout=PATIENCE_MS)

    def all(self, kind, name):
        found = self.window.findChildren(kind)
        return [one for one in found if one.accessibleName() == name and one.isVisible()]

    def is_ready(self, kind, name):
        return any(one.isEnabled() for one in self.all(kind, name))

    def get(self, name, kind=QLineEdit):
        self.qtbot.waitUntil(lambda: self.is_ready(kind, name), timeout=PATIENCE_MS)
        (found,) = self.all(kind, name)
        return found

    def press(self, name):
        self.pressed += 1
        QTest.mouseClick(self.get(name, QPushButton), Qt.MouseButton.LeftButton)

    def type(self, name, words):
        field = self.get(name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, words)

    def key(self, key):
        """Press a key wherever the focus is."""
        self.pressed += 1
        QTest.keyClick(QApplication.focusWidget() or self.window, key)

    def focus(self):
        """Return the name of what has the focus."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget.accessibleName()

    def type_on(self, words):
        """Type wherever the focus is."""
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClicks(widget, words)

    def enter(self):
        self.key(Qt.Key.Key_Return)

    def go_to(self, step):
        """Wait until a step of set-up has come."""
        self.wait_for(step)

    def names(self):
        """Everything that lies in the data folder, by name, but the copies of one's own library.

        Neither its seal, which is there while it is closed.
        """
        names = (str(path.relative_to(self.data.root)) for path in self.data.root.rglob("*"))
        return sorted(
            name for name in names if not name.startswith(("backups", "libdesk.sqlite-seal"))
        )

    def lasting_names(self):
        """The same, at a moment when nothing is being written."""
        seen: list[str] = []

        def has_come_to_rest():
            seen[:] = self.names()
            return not any(name.endswith(("-journal", ".part")) for name in seen)

        self.qtbot.waitUntil(has_come_to_rest, timeout=PATIENCE_MS)
        return seen

    def is_settled(self):
        """Say whether the first round is over: all files of a new desk are there."""
        bulletin = self.data.inbox / "bulletin" / "manifest.json"
        return self.desk.rooms is not None and self.rooms.is_collecting and bulletin.exists()
