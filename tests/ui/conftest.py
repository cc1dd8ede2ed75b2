"""What a screen reader hears, for every test of a window."""

from dataclasses import dataclass

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent


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
