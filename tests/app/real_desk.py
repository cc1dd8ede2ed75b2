"""The real desk in tests: opened on a folder and ended, seen by names, used by keys and clicks."""

from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from libdesk.app.desk import Desk
from libdesk.app.parts import DeskParts
from libdesk.settings import Site
from libdesk.ui.papers.paper_dialog import PaperDialog
from tests.ui.bench import PATIENCE_MS, Person

NEVER_MS = 3_600_000


@contextmanager
def closing_desk(app, desk):
    """End a desk when its test does. A dialog that a test has left open is a mistake of the test.

    It is looked for before the desk ends, and told of afterwards: what is open goes with the desk.
    """
    try:
        yield desk
    finally:
        left_open = QApplication.activeModalWidget()
        title = "" if left_open is None else left_open.windowTitle()
        desk.close()
        desk.window.leave()
        desk.window.deleteLater()
        desk.deleteLater()
        app.setQuitOnLastWindowClosed(True)
        assert left_open is None, f"the test left a dialog open: {title}"


@contextmanager
def real_desk(qtbot, app, data):
    """Open the desk of Central on what is in a data folder, and wait until its rooms are open."""
    parts = DeskParts(data, data.database, Site("CEN"), collect_every_ms=NEVER_MS)
    with closing_desk(app, Desk(app, parts)) as desk:
        desk.window.resize(1340, 800)
        desk.show()
        qtbot.waitUntil(lambda: desk.rooms is not None, timeout=PATIENCE_MS)
        with qtbot.waitSignal(desk.rooms.opened, timeout=PATIENCE_MS):
            pass
        yield AtDesk(qtbot, desk)


class AtDesk(Person):
    """Somebody before the desk's window."""

    def __init__(self, qtbot, desk):
        super().__init__(qtbot, desk.window)
        self.desk = desk
        self.window = desk.window

    @property
    def rooms(self):
        return self.desk.rooms

    def signal(self, signal):
        return self.qtbot.waitSignal(signal, timeout=PATIENCE_MS)

    def wait_press(self, name):
        self.wait_seen(QPushButton, name)
        self.press(name)

    def go(self, room):
        """Press a room's button; how much is to be done there stands behind its name."""
        (button,) = [
            one
            for one in self.window.findChildren(QPushButton)
            if one.accessibleName().rstrip("0123456789 ") == room and one.isVisible()
        ]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def look_up(self, words):
        """Press Ctrl+K and type; return the line that is typed in."""
        QTest.keyClick(self.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        line = self.get(QLineEdit, "Go to")
        self.wait(line.hasFocus)
        QTest.keyClicks(line, words)
        return line

    def close_paper(self):
        """Wait until a dialog is open, be sure that it is the one for papers, and close it."""
        self.wait(lambda: QApplication.activeModalWidget() is not None)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PaperDialog)
        with self.signal(dialog.finished):
            dialog.reject()
