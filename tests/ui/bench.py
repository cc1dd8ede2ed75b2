"""What tests of a page share: the hands before it, and threads that tell when all came home."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from libdesk.services.errors import Unavailable
from libdesk.storage.database import Database
from libdesk.ui.tasks import Tasks

PATIENCE_MS = 30_000
"""For a machine that is slow just now: how fast something is, other tests say."""
ROUNDS = 6
"""What comes home may ask for more, and that again."""


class Crew(Tasks):
    """The threads; `settled` tells that a test's own question came home."""

    settled = Signal()


class Person:
    """The hands before a page or a window, which is used by names, keys and clicks.

    Only what is in sight counts, and by the very name that a screen reader says. What has a name
    of its own is there once.
    """

    def __init__(self, qtbot, page=None):
        self.qtbot = qtbot
        self.page: Any = page

    def seen(self, kind, name=None):
        found = [one for one in self.page.findChildren(kind) if one.isVisible()]
        return [one for one in found if name is None or one.accessibleName() == name]

    def get(self, kind, name=None):
        (found,) = self.seen(kind, name)
        return found

    def press(self, name):
        QTest.mouseClick(self.get(QPushButton, name), Qt.MouseButton.LeftButton)

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        """Press a key wherever the focus is."""
        assert self.focus is not None
        QTest.keyClick(self.focus, key, modifiers)

    def ctrl(self, key):
        self.key(key, Qt.KeyboardModifier.ControlModifier)

    def type(self, name, words, kind=QLineEdit):
        field = self.get(kind, name)
        field.setFocus()
        field.selectAll()
        if words:
            QTest.keyClicks(field, words)
        else:
            QTest.keyClick(field, Qt.Key.Key_Delete)
        return field

    @property
    def focus(self):
        return QApplication.focusWidget()

    def at(self):
        """Return the name of what has the keys."""
        return "" if self.focus is None else self.focus.accessibleName()

    def is_at(self, kind, name):
        """Say whether the keys go there."""
        return self.focus is self.get(kind, name)

    def words(self):
        """Return all words in sight."""
        shown = self.page.findChildren(QLabel)
        return "\n".join(one.text() for one in shown if one.isVisible())

    def says(self, words):
        return words in self.words()

    def wait(self, until):
        self.qtbot.waitUntil(until, timeout=PATIENCE_MS)

    def wait_seen(self, kind, name):
        """Wait until something in sight has the name; return what alone has it."""
        self.wait(lambda: bool(self.seen(kind, name)))
        return self.get(kind, name)

    def wait_says(self, words):
        def says():
            assert self.says(words), self.words()

        self.wait(says)


class Bench(Person):
    """A page on threads of its own: after a key or a click all comes home."""

    def __init__(self, qtbot, look):
        super().__init__(qtbot)
        self.look = look
        self.tasks = Crew()
        self.troubles: list[Exception] = []
        self.tasks.unhandled.connect(self.troubles.append)

    def show(self, page, size=(1134, 800)):
        """Show the page, give it the keys, and let it read."""
        self.page = page
        self.qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        self.qtbot.waitExposed(page)
        page.activateWindow()
        self.settle()

    def press(self, name):
        super().press(name)
        self.settle()

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        super().key(key, modifiers)
        self.settle()

    def settle(self):
        """Wait until all that was asked of the database so far came home."""
        for _ in range(ROUNDS):
            with self.qtbot.waitSignal(self.tasks.settled, timeout=PATIENCE_MS):
                self.tasks.database(bool, lambda _: self.tasks.settled.emit(), owner=self.look)

    def close(self):
        assert self.tasks.close(5)
        assert self.troubles == []


class FileBench(Bench):
    """A page on a real SQLite file, at a time that a test sets.

    While `is_away` is set, nothing gets to the file by `open_unit`.
    """

    def __init__(self, qtbot, look, path, now):
        super().__init__(qtbot, look)
        self.now = now
        self.is_away = False
        self.database = Database.open(path, now=lambda: self.now)

    def open_unit(self, *, write=False):
        if self.is_away:
            raise Unavailable("The database is away. Nothing was lost. Try again.")
        return self.database.unit(write=write)

    def close(self):
        super().close()
        self.database.close()
