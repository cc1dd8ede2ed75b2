"""A library's corner: a computer that files, a share, a desk; real files throughout."""

import pytest
from hypothesis import settings

from tests.delivery.corner import Corner
from tests.services.fakes import Hands

settings.register_profile("house", deadline=None, max_examples=60)
settings.load_profile("house")


@pytest.fixture
def hands():
    """The hands of the one clock in these tests."""
    return Hands()


@pytest.fixture
def corner(tmp_path, hands):
    """One staff computer, one share, one desk."""
    return Corner(tmp_path, hands)
