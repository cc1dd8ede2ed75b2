"""What the tests of papers share: the judge, started once, when it is asked for the first time."""

import pytest

from tests.documents.judging import Judge


@pytest.fixture(scope="session")
def judge():
    """The judge: `judge(content).must_pass()`, or look at the `Verdict` that it returns."""
    with Judge() as one:
        yield one
