"""Generated cases run without a deadline and are printed so that they can be repeated."""

import pytest
from hypothesis import settings

from tests.services.fakes import Hands
from tests.services.memory_database import MemoryDatabase

settings.register_profile("libdesk", deadline=None, print_blob=True)
settings.load_profile("libdesk")


@pytest.fixture
def hands():
    """A clock that only a test moves."""
    return Hands()


@pytest.fixture
def database():
    return MemoryDatabase()
