"""What every test of a window may ask for: its look, its memory, its threads, what is heard."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme


@dataclass(frozen=True)
class Heard:
    """One announcement; the event itself is gone after its call."""

    words: str
    politeness: QAccessible.AnnouncementPoliteness


@pytest.fixture
def heard(monkeypatch):
    """Everything that is announced during the test, in its order."""
    every: list[Heard] = []

    def take(event):
        if isinstance(event, QAccessibleAnnouncementEvent):
            every.append(Heard(event.message(), event.politeness()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", take)
    return every


@pytest.fixture
def look(plain_program):
    theme = Theme(plain_program, dark=False)
    yield theme
    theme.deleteLater()


@pytest.fixture
def memory(tmp_path):
    return QSettings(str(tmp_path / "windows.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def tasks(qapp):
    made = Tasks()
    bugs: list[Exception] = []
    made.unhandled.connect(bugs.append)
    yield made
    assert made.close(5)
    assert bugs == []


@pytest.fixture
def large_text(plain_program):
    """The system's text is twice as large: ask for it before what is to be made with it."""
    big = plain_program.font()
    big.setPointSizeF(2 * big.pointSizeF())
    plain_program.setFont(big)
