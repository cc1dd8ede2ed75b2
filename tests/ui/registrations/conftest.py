"""What the tests of the panels beside the equipment list share."""

import pytest

from tests.services.fakes import Hands
from tests.services.memory_database import MemoryDatabase


@pytest.fixture
def hands():
    return Hands()


@pytest.fixture
def database():
    return MemoryDatabase()
