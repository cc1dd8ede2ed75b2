"""What the tests of the panels beside the equipment list share."""

import pytest

from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from tests.services.fakes import Hands
from tests.services.memory_database import MemoryDatabase


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


@pytest.fixture
def hands():
    return Hands()


@pytest.fixture
def database():
    return MemoryDatabase()
