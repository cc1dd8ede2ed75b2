"""The cards of the glossary, as a person meets them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from libdesk.app.glossary import load_glossary, load_plain_words
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme


@pytest.fixture(scope="session")
def glossary():
    return load_glossary()


@pytest.fixture(scope="session")
def plain_words():
    return load_plain_words()


@pytest.fixture
def look(plain_program):
    theme = Theme(plain_program, dark=False)
    yield theme
    theme.deleteLater()


@pytest.fixture
def tasks(qapp):
    made = Tasks()
    bugs: list[Exception] = []
    made.unhandled.connect(bugs.append)
    yield made
    made.close(5.0)
    assert not bugs


class Hands:
    """The keys and the mouse of the person before a window."""

    def __init__(self, qtbot, window):
        self.qtbot = qtbot
        self.window = window

    def find(self, kind, name):
        found = [
            one
            for one in self.window.findChildren(kind)
            if one.accessibleName() == name and one.isVisible()
        ]
        assert found, f"nothing in sight is called {name}"
        return found[0]

    def sees(self, kind, name):
        return any(
            one.accessibleName() == name and one.isVisible()
            for one in self.window.findChildren(kind)
        )

    def press(self, name):
        self.qtbot.mouseClick(self.find(QPushButton, name), Qt.MouseButton.LeftButton)

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifiers)

    @property
    def focus(self):
        return QApplication.focusWidget()

    def type(self, words):
        focus = QApplication.focusWidget()
        assert focus is not None
        if words.isascii():
            QTest.keyClicks(focus, words)
        else:  # no keyboard of the test's has these signs
            QApplication.clipboard().setText(words)
            QTest.keyClick(focus, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def says(self, words):
        from PySide6.QtWidgets import QLabel

        return any(
            words in one.text() and one.isVisible() for one in self.window.findChildren(QLabel)
        )


@pytest.fixture
def shown(qtbot):
    """Show a widget and return the hands before it."""

    def show(widget, size=(900, 700)):
        qtbot.addWidget(widget)
        widget.resize(*size)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()
        return Hands(qtbot, widget)

    return show
